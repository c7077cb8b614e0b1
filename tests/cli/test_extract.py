"""The extract command: inputs, places and forms of output, exit codes, messages."""

from __future__ import annotations

import csv
import io
import json
import sys
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from budgetextract.cli.app import run

pytestmark = pytest.mark.usefixtures("pipeline")
Captured = pytest.CaptureFixture[str]


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_one_document_is_one_json_object_and_nothing_else(folder: Path, capfd: Captured) -> None:
    (folder / "loud.pdf").write_bytes(b"%PDF chatter")
    assert run(["extract", "loud.pdf"]) == 0
    captured = capfd.readouterr()
    assert json.loads(captured.out)["document"]["file_name"] == "loud.pdf"
    assert "a library talks" in captured.err
    assert "so does C" in captured.err


def test_stdout_works_again_afterwards(folder: Path, capfd: Captured) -> None:
    assert run(["extract", "in/a.pdf"]) == 0
    print("later")
    assert capfd.readouterr().out.endswith("later\n")


def test_several_documents_are_json_lines(folder: Path, capfd: Captured) -> None:
    assert run(["extract", "in"]) == 0
    captured = capfd.readouterr()
    found = [json.loads(line)["document"]["file_name"] for line in captured.out.splitlines()]
    assert found == ["a.pdf", "a.pdf", "c.PDF"]
    assert "1" in captured.err  # the text file was left out


def test_folder_of_outputs_with_part_of_the_hash_where_names_clash(folder: Path) -> None:
    assert run(["extract", "in", "-o", "out/"]) == 0
    found = names(folder / "out")
    assert len(found) == 3
    assert found[2] == "c.json"
    assert all(name.startswith("a-") and len(name) == len("a-12345678.json") for name in found[:2])
    assert json.loads((folder / "out" / "c.json").read_text(encoding="utf-8"))["schema_version"] == "1.0"


def test_glob_list_and_repeated_names(folder: Path, capfd: Captured) -> None:
    (folder / "list.txt").write_text("# documents\nin/a.pdf\n\nin/c.PDF\n", encoding="utf-8")
    assert run(["extract", "in/*.pdf", "@list.txt", "in/a.pdf", "--quiet"]) == 0
    captured = capfd.readouterr()
    assert [json.loads(line)["document"]["file_name"] for line in captured.out.splitlines()] == ["a.pdf", "c.PDF"]
    assert captured.err == ""


def test_standard_input(folder: Path, capfd: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"%PDF piped")))
    assert run(["extract", "-"]) == 0
    assert json.loads(capfd.readouterr().out)["document"]["file_name"] == "stdin"


def test_one_bad_document_never_ends_the_run(folder: Path, capfd: Captured) -> None:
    (folder / "in" / "locked.pdf").write_bytes(b"%PDF locked")
    (folder / "in" / "crash.pdf").write_bytes(b"%PDF crash")
    assert run(["--lang", "en", "extract", "in", "nowhere.pdf", "in/notes.txt", "-q"]) == 1
    captured = capfd.readouterr()
    assert len(captured.out.splitlines()) == 3
    lines = captured.err.splitlines()
    assert len(lines) == 4
    assert any(line.startswith("in/locked.pdf: ") and "password" in line for line in lines)
    assert any(line.startswith("nowhere.pdf: no such file") for line in lines)
    assert any(line.startswith("in/notes.txt: not a kind of file") for line in lines)
    assert "\x1b" not in captured.err
    assert "Traceback" not in captured.err


def test_debug_brings_the_traceback_back(folder: Path) -> None:
    (folder / "crash.pdf").write_bytes(b"%PDF crash")
    with pytest.raises(RuntimeError):
        run(["extract", "crash.pdf", "--debug"])


def test_control_characters_in_a_file_name_stay_off_the_terminal(folder: Path, capfd: Captured) -> None:
    (folder / "x\x1b]0;title\x07.pdf").write_bytes(b"no")
    assert run(["extract", "x\x1b]0;title\x07.pdf"]) == 1
    assert "\x1b" not in capfd.readouterr().err


def test_interrupt_is_130_and_what_is_done_stays(folder: Path, capfd: Captured) -> None:
    (folder / "in" / "d.pdf").write_bytes(b"%PDF interrupt")
    assert run(["extract", "in/a.pdf", "in/d.pdf", "in/c.PDF", "-o", "out/"]) == 130
    assert names(folder / "out") == ["a.json"]
    assert run(["extract", "in/a.pdf", "in/d.pdf", "-o", "all.jsonl"]) == 130
    assert "all.jsonl" not in names(folder)
    assert not [name for name in names(folder) if name.startswith(".all")]


def test_strict(folder: Path, capfd: Captured) -> None:
    (folder / "doubt.pdf").write_bytes(b"%PDF doubt")
    assert run(["extract", "doubt.pdf"]) == 0
    assert run(["extract", "doubt.pdf", "--strict"]) == 3
    assert run(["extract", "in/a.pdf", "--strict"]) == 0
    assert run(["extract", "doubt.pdf", "nowhere.pdf", "--strict"]) == 1
    assert len(capfd.readouterr().out.splitlines()) == 4  # results are written all the same


def test_together_is_one_disclosure(folder: Path, capfd: Captured) -> None:
    assert run(["extract", "in/a.pdf", "in/c.PDF", "--together", "-o", "one.json"]) == 0
    assert json.loads((folder / "one.json").read_text(encoding="utf-8"))["document"]["file_name"] == "a.pdf+c.PDF"


@pytest.mark.parametrize(
    "arguments",
    [
        ["in/a.pdf", "--format", "xlsx"],  # no place to put it
        ["in", "-o", "all.json"],  # one object a file
        ["in/a.pdf", "-o", "a.txt"],  # no form of that name
        ["in/a.pdf", "-o", "in/a.pdf", "--format", "json"],  # would overwrite the document
        ["in/a.pdf", "--format", "pdf"],
        ["in/a.pdf", "--tables", "magic"],
        ["in/a.pdf", "--sets", "magic"],
        [],
    ],
)
def test_wrong_usage(folder: Path, arguments: list[str], capfd: Captured) -> None:
    assert run(["extract", *arguments]) == 2
    captured = capfd.readouterr()
    assert captured.out == ""
    assert captured.err
    assert names(folder) == ["in"]


def test_folder_without_documents(folder: Path) -> None:
    (folder / "empty").mkdir()
    assert run(["extract", "empty"]) == 2


def test_ocr_by_flag_without_its_part_says_what_to_install(
    folder: Path, capfd: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("budgetextract.cli.options._ocr_installed", lambda: False)
    monkeypatch.setattr("budgetextract.cli.options.find_spec", lambda name: None)
    assert run(["extract", "in/a.pdf", "--ocr", "always"]) == 2
    assert "budgetextract[ocr]" in capfd.readouterr().err
    assert run(["extract", "in/a.pdf", "--tables", "camelot"]) == 2
    assert run(["extract", "in/a.pdf", "--ocr", "never"]) == 0


def test_csv_has_one_header_and_plain_numbers(folder: Path, capfd: Captured) -> None:
    assert run(["extract", "in", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capfd.readouterr().out)))
    assert [row["document"] for row in rows].count("c.PDF") == 9
    change = next(row for row in rows if row["measure"] == "change")
    assert (change["value"], change["concept"], change["page"]) == ("-20500.00", "expenditure.total", "2")


def test_csv_with_a_mark_for_excel(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGETEXTRACT_CSV_BOM", "1")
    assert run(["extract", "in/a.pdf", "-o", "a.csv"]) == 0
    assert (folder / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfdocument,")


def test_parquet_keeps_decimals(folder: Path) -> None:
    assert run(["extract", "in", "-o", "all.parquet"]) == 0
    table = pq.read_table(folder / "all.parquet")
    assert table.num_rows == 27
    assert table.column("value")[0].as_py() == Decimal("1283500")
    assert run(["extract", "in/a.pdf", "--format", "parquet", "-o", "out/"]) == 0
    assert names(folder / "out") == ["a.parquet"]


def test_workbook_has_frozen_heads_numbers_and_a_sheet_of_findings(folder: Path) -> None:
    (folder / "doubt.pdf").write_bytes(b"%PDF doubt")
    assert run(["--lang", "zh", "extract", "doubt.pdf", "-o", "a.xlsx"]) == 0
    book = openpyxl.load_workbook(folder / "a.xlsx")
    facts = book["事实"]
    assert facts.freeze_panes == "A2"
    heads = [cell.value for cell in facts[1]]
    value = facts.cell(2, heads.index("数值") + 1)
    assert (value.value, value.number_format) == (1283500, "#,##0.00")
    assert "text_against_table" in [cell.value for cell in next(book["发现"].iter_cols(min_col=2, max_col=2))]


def test_settings_of_the_project_hold(folder: Path, capfd: Captured) -> None:
    (folder / "budgetextract.toml").write_text('format = "csv"\n', encoding="utf-8")
    assert run(["extract", "in/a.pdf"]) == 0
    assert capfd.readouterr().out.startswith("document,")
