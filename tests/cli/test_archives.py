"""Archives, sets and folders of all kinds of files on the command line."""

from __future__ import annotations

import io
import json
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from budgetextract.cli.app import run
from budgetextract.sources.files import in_folder

pytestmark = pytest.mark.usefixtures("pipeline")
Captured = pytest.CaptureFixture[str]


def archive(file: Path, **members: bytes) -> None:
    with zipfile.ZipFile(file, "w") as out:
        for name, data in members.items():
            out.writestr(name.replace("_", "."), data)


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def found(text: str) -> list[str]:
    return [json.loads(line)["document"]["file_name"] for line in text.splitlines()]


def test_an_archive_of_one_disclosure_is_one_object(folder: Path, capfd: Captured) -> None:
    archive(folder / "x.zip", text_pdf=b"%PDF-1 text", tables_pdf=b"%PDF-1 tables")
    assert run(["extract", "x.zip"]) == 0
    assert found(capfd.readouterr().out) == ["text.pdf+tables.pdf"]
    assert run(["extract", "x.zip", "-o", "x.json"]) == 0
    assert run(["extract", "x.zip", "-o", "out/"]) == 0
    assert names(folder / "out") == ["x.json"]


def test_an_archive_of_several_is_lines_or_files_named_after_both(folder: Path, capfd: Captured) -> None:
    archive(folder / "x.zip", a_pdf=b"%PDF-1 of A", b_pdf=b"%PDF-1 of B")
    assert run(["extract", "x.zip", "in/a.pdf"]) == 0
    assert found(capfd.readouterr().out) == ["a.pdf", "b.pdf", "a.pdf"]
    assert run(["extract", "x.zip", "-o", "out/"]) == 0
    assert names(folder / "out") == ["x-a.json", "x-b.json"]
    assert run(["extract", "x.zip", "-o", "all.jsonl"]) == 0
    assert len((folder / "all.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    assert run(["extract", "x.zip", "-o", "one.json"]) == 2
    assert "one.json" not in names(folder)


def test_names_out_of_an_archive_are_names_of_files(folder: Path) -> None:
    with zipfile.ZipFile(folder / "x.zip", "w") as out:
        for number, name in enumerate(["../../a.pdf", "b/a.pdf", "c:d*?.pdf", "长" * 150 + ".pdf", "e\x1b[2J.pdf"]):
            out.writestr(name, b"%%PDF-1 of %d" % number)
    assert run(["extract", "x.zip", "-o", "out/"]) == 0
    found = names(folder / "out")
    assert len(found) == 5
    assert names(folder) == ["in", "out", "x.zip"]
    assert [name for name in found if name.startswith("x-a-")] == found[:2]
    assert all(len(name.encode()) < 255 and name.isprintable() for name in found)


def test_a_member_that_cannot_be_read_fails_and_the_others_are_done(folder: Path, capfd: Captured) -> None:
    archive(
        folder / "x.zip",
        a_pdf=b"%PDF-1 of A",
        b_pdf=b"%PDF-1 locked of B",
        c_pdf=b"%PDF-1 crash of C",
        d_exe=b"MZ\x90\0",
    )
    assert run(["--lang", "en", "extract", "x.zip"]) == 1
    captured = capfd.readouterr()
    assert found(captured.out) == ["a.pdf"]
    lines = captured.err.splitlines()
    assert [line.partition(": ")[0] for line in lines[:2]] == ["x.zip/b.pdf", "x.zip/c.pdf"]
    assert "password" in lines[0]
    issues = json.loads(captured.out)["issues"]
    assert [issue["code"] for issue in issues] == ["member_left_out", "member_failed"]


def test_what_an_archive_of_several_holds_besides_is_said_once(folder: Path, capfd: Captured) -> None:
    archive(folder / "x.zip", a_pdf=b"%PDF-1 of A", b_pdf=b"%PDF-1 of B", d_exe=b"MZ\x90\0")
    assert run(["--lang", "en", "extract", "x.zip"]) == 0
    captured = capfd.readouterr()
    assert captured.err.startswith("x.zip: d.exe in the archive (EXE)")
    assert len(captured.err.splitlines()) == 1
    assert run(["extract", "x.zip", "-q"]) == 0
    assert capfd.readouterr().err == ""


def test_an_archive_on_standard_input(folder: Path, capfd: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    archive(folder / "x.zip", a_pdf=b"%PDF-1")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((folder / "x.zip").read_bytes())))
    assert run(["extract", "-"]) == 0
    assert found(capfd.readouterr().out) == ["a.pdf"]


def test_sets_in_folders(folder: Path, capfd: Captured) -> None:
    (folder / "s").mkdir()
    (folder / "s" / "x.pdf").write_bytes(b"%PDF-1 text")
    (folder / "s" / "x.PDF").write_bytes(b"%PDF-1 tables")
    (folder / "s" / "y.pdf").write_bytes(b"%PDF-1 tables of B")
    (folder / "s" / "z.pdf").write_bytes(b"%PDF-1 text of B")
    assert run(["extract", "s"]) == 0
    assert found(capfd.readouterr().out) == ["x.pdf+x.PDF", "y.pdf", "z.pdf"]
    assert run(["extract", "s", "--sets", "wide"]) == 0
    assert found(capfd.readouterr().out) == ["x.pdf+x.PDF", "z.pdf+y.pdf"]
    assert run(["extract", "s", "--sets", "never", "-o", "out"]) == 0
    assert len(names(folder / "out")) == 4
    (folder / "budgetextract.toml").write_text('sets = "wide"\n', encoding="utf-8")
    assert run(["extract", "s", "-o", "wide"]) == 0
    assert names(folder / "wide") == ["x.json", "z.json"]


def test_together_unpacks(folder: Path, capfd: Captured) -> None:
    archive(folder / "x.zip", t_pdf=b"%PDF-1 tables")
    assert run(["extract", "in/a.pdf", "x.zip", "--together", "--tables", "pdfplumber"]) == 0
    assert found(capfd.readouterr().out) == ["a.pdf+x.zip/t.pdf"]
    assert run(["extract", "in/a.pdf", "nowhere.pdf", "--together"]) == 1
    assert capfd.readouterr().err.startswith("nowhere.pdf: ")


def test_show_of_an_archive(folder: Path, capfd: Captured) -> None:
    archive(folder / "x.zip", a_pdf=b"%PDF-1 of A")
    archive(folder / "y.zip", a_pdf=b"%PDF-1 of A", b_pdf=b"%PDF-1 of B")
    assert run(["show", "x.zip"]) == 0
    assert "青禾县档案馆" in capfd.readouterr().out
    assert run(["--lang", "en", "show", "y.zip"]) == 1
    assert "more than one disclosure" in capfd.readouterr().err


def test_of_a_folder_the_documents_are_read(tmp_path: Path) -> None:
    logo = io.BytesIO()
    Image.new("1", (60, 60)).save(logo, "PNG")
    page = b"<html><body>2024</body></html>"
    files = {
        "a.pdf": b"%PDF-1.4",
        "named wrongly.dat": b"%PDF-1.4",
        "spoilt.docx": b"\0\0\0",
        "empty.xls": b"",
        "正文.txt": "某县档案局2024年部门预算公开\n".encode("gbk"),
        "page.html": page,
        "page_files/frame.html": page,
        "page_files/附件.pdf": b"%PDF-1.4 2",
        "notes.txt": b"to do: budgets",
        "a.json": '{"title": "某县档案局2024年部门预算"}'.encode(),
        "a.csv": "某县档案局2024年部门预算,1".encode(),
        "logo.png": logo.getvalue(),
        "setup.exe": b"MZ\x90\0",
        "~$a.docx": b"PK\x03\x04",
        ".DS_Store": b"\0",
        ".git/a.pdf": b"%PDF-1.4",
        "__MACOSX/._a.pdf": b"%PDF-1.4",
        "Thumbs.db": b"\xd0\xcf\x11\xe0",
    }
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    chosen, left_out = in_folder(tmp_path)
    assert {str(file.relative_to(tmp_path)) for file in chosen} == set(list(files)[:6]) | {"page_files/附件.pdf"}
    assert left_out == 6
