"""Runs into a store: what is done, known, a duplicate, failed; and that one document costs no other."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from poison import work as poisoned

from budgetextract.bulk.jobs import jobs
from budgetextract.bulk.limits import Limits
from budgetextract.bulk.run import Told, run
from budgetextract.bulk.worker import Order
from budgetextract.cli.app import run as command
from budgetextract.pipeline import Options
from budgetextract.store.store import open_store
from conftest import budget, content  # of this folder

SETTINGS = {"ocr": "never"}


def told(
    files: Iterable[Path], store: Path, *, limits: Limits | None = None, retry_failed: bool = False, workers: int = 2
) -> list[Told]:
    with open_store(store, create=True) as opened:
        order = Order(str(store), Options(ocr="never"), limits or Limits(), opened.begin_run("r", SETTINGS), "en")
        made = jobs((((file,), None) for file in files), SETTINGS)
        return list(run(made, order, opened, workers, retry_failed=retry_failed, work=poisoned))


def test_what_was_done_is_known_and_its_copy_a_duplicate(tmp_path: Path, documents: Callable[[int], Path]) -> None:
    folder = documents(4)
    (folder / "copy.md").write_text(budget(2), encoding="utf-8")
    files, store = sorted(folder.iterdir()), tmp_path / "store"
    first = told(files, store)
    assert Counter(one.fate for one in first) == {"done": 4, "duplicate": 1}
    assert next(one.of for one in first if one.fate == "duplicate") == str(folder / "002.md")
    before = content(store)
    assert Counter(one.fate for one in told(files, store)) == {"known": 4, "duplicate": 1}
    assert content(store) == before
    (folder / "003.md").write_text(budget(33), encoding="utf-8")
    assert Counter(one.fate for one in told(files, store)) == {"known": 3, "done": 1, "duplicate": 1}


def test_a_spoilt_document_costs_itself_alone(tmp_path: Path, documents: Callable[[int], Path]) -> None:
    folder, store = documents(6), tmp_path / "store"
    spoilt = {"HANG": "timeout", "CRASH": "crash", "EXIT": "crash", "KILLED": "killed", "MEMORY": "memory"}
    for name in spoilt:
        (folder / f"{name}.md").write_text(name + budget(900), encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing of a PDF")
    (folder / "gone.md").write_text("x")
    files = sorted(folder.iterdir())
    (folder / "gone.md").unlink()
    found = told(files, store, limits=Limits(seconds=8, processor=60, memory=2048))
    reasons = {Path(one.job.source).stem: one.reason for one in found if one.fate == "failed"}
    assert reasons.pop("broken") in {"damaged_input", "no_pages"}
    assert reasons.pop("gone") == "input"
    assert reasons == spoilt
    assert sum(one.fate == "done" for one in found) == 6
    with sqlite3.connect(store / "store.sqlite") as database:
        kept = dict(database.execute("SELECT status, count(*) FROM jobs GROUP BY status"))
        said = [row[0] for row in database.execute("SELECT message FROM jobs WHERE status = 'failed'")]
    assert kept == {"done": 6, "failed": 7}
    assert all(said)
    again = told(files[:-1], store, limits=Limits(seconds=8, memory=2048))
    assert Counter(one.fate for one in again)["known_failed"] >= 6


def test_the_processor_is_limited_too(tmp_path: Path) -> None:
    (tmp_path / "spin.md").write_text("SPIN" + budget(1), encoding="utf-8")
    found = told([tmp_path / "spin.md"], tmp_path / "store", limits=Limits(seconds=120, processor=1))
    assert [one.reason for one in found] == ["cpu"]


def test_what_failed_is_tried_again_when_asked(tmp_path: Path) -> None:
    file, store = tmp_path / "a.pdf", tmp_path / "store"
    file.write_bytes(b"%PDF-1.7\nnothing of a PDF")
    assert told([file], store)[0].fate == "failed"
    assert told([file], store)[0].fate == "known_failed"
    assert told([file], store, retry_failed=True)[0].fate == "failed"
    with sqlite3.connect(store / "store.sqlite") as database:
        assert database.execute("SELECT attempts FROM jobs").fetchone() == (2,)


def test_the_command_counts_and_goes_on(
    tmp_path: Path, documents: Callable[[int], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, store = documents(3), tmp_path / "store"
    line = ["bulk", str(folder), "-o", str(store), "--jobs", "1", "--json"]
    assert command([*line, "--dry-run"]) == 0
    assert not store.exists()
    assert json.loads(capsys.readouterr().out)["done"] == 3
    assert command(line) == 0
    said = capsys.readouterr()
    summary = json.loads(said.out)
    assert (summary["files"], summary["done"], summary["documents"]) == (3, 3, 3)
    (folder / "bad.pdf").write_bytes(b"%PDF-1.7\nnothing of a PDF")
    assert command(line) == 1
    said = capsys.readouterr()
    summary = json.loads(said.out)
    assert (summary["known"], summary["failed"]) == (3, 1)
    assert summary["failures"][0]["source"].endswith("bad.pdf")
    assert "bad.pdf" in said.err
    assert command(["--lang", "en", "bulk", "-", "-o", str(store)]) == 2
    assert "standard input" in capsys.readouterr().err


def test_an_archive_gives_all_its_disclosures_and_says_what_it_lacks(tmp_path: Path) -> None:
    archive, store = tmp_path / "county.zip", tmp_path / "store"
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("one/a.md", budget(1))
        made.writestr("two/b.md", budget(2))
        made.writestr("three/c.pdf", b"%PDF-1.7\nnothing of a PDF")
    found = told([archive], store)
    assert [(one.fate, one.documents) for one in found] == [("partly", 2)]
    with sqlite3.connect(store / "store.sqlite") as database:
        assert database.execute("SELECT status, documents FROM jobs").fetchall() == [("partly", 2)]
        assert "c.pdf" in database.execute("SELECT message FROM jobs").fetchone()[0]
        assert database.execute("SELECT count(*) FROM documents").fetchone() == (2,)
    assert told([archive], store)[0].fate == "known"
    assert told([archive], store, retry_failed=True)[0].fate == "partly"


def test_files_that_are_parts_of_one_disclosure_are_one_job(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, store = tmp_path / "in", tmp_path / "store"
    folder.mkdir()
    text = budget(5)
    (folder / "a.md").write_text(text, encoding="utf-8")
    (folder / "a.html").write_text(
        "<html><body><h1>青禾县第5办公室2024年部门收支总表</h1><p>单位：万元</p><table><tr><th>项目</th><th>预算数</th></tr>"
        "<tr><td>收入总计</td><td>5.50</td></tr></table></body></html>",
        encoding="utf-8",
    )
    assert command(["bulk", str(folder), "-o", str(store), "--jobs", "1", "--json", "--quiet"]) == 0
    assert json.loads(capsys.readouterr().out)["files"] == 1
    with sqlite3.connect(store / "store.sqlite") as database:
        assert database.execute("SELECT count(*) FROM sources").fetchone() == (2,)
    assert len([file for file in (store / "originals").rglob("*") if file.is_file()]) == 2
