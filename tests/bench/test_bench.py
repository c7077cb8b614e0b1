"""The benchmark itself: one turn of each measure, ratios within a turn, a document of many pages. Nothing is timed."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from types import ModuleType

import pypdfium2
import pytest

ROOT = Path(__file__).parents[2]
SAMPLE = min((ROOT / "samples").glob("*/*.pdf"), key=lambda file: file.stat().st_size)


def script(name: str) -> ModuleType:
    sys.path.insert(0, str(ROOT / "bench"))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(ROOT / "bench"))


bench, measures, report = script("bench"), script("measures"), script("report")


def test_ratios_are_taken_within_a_turn() -> None:
    seconds = {"pdfium": (1, 2), "pdfplumber": (30, 20), "extract": (3, 4)}
    turns = [
        measures.Turn(name, index, 10, seconds[name][index], 9, 50, 30) for index in (0, 1) for name in sorted(seconds)
    ]
    assert report.ratios(turns)["pdfplumber / extract"] == {"median": 7.5, "low": 5, "high": 10, "goal": "at least 8"}
    assert "pdfplumber / reader" not in report.ratios(turns)
    found = report.summary(turns)
    assert found["extract"]["ms_per_page"] == {"median": 350, "low": 300, "high": 400}
    assert list(found) == ["pdfium", "pdfplumber", "extract"]


def test_a_slice_is_compared_page_by_page() -> None:
    turns = [measures.Turn("pdfplumber", 0, 10, 1, 1, 1, 1), measures.Turn("reader", 0, 100, 1, 1, 1, 1)]
    assert report.ratios(turns)["pdfplumber / reader"]["median"] == 10


@pytest.mark.parametrize("measure", ["pdfium", "reader", "tables", "extract"])
def test_one_turn(measure: str) -> None:
    turn = measures.turn(measure, [SAMPLE])
    assert turn.pages == len(pypdfium2.PdfDocument(SAMPLE))
    assert turn.seconds > 0
    assert turn.peak_mib >= turn.start_mib > 1


def test_pages_go_round_until_there_are_enough(tmp_path: Path) -> None:
    whole = bench.concatenated([SAMPLE], 33, tmp_path / "whole.pdf")
    assert len(pypdfium2.PdfDocument(whole)) == 33
    assert whole.stat().st_size < 3 * SAMPLE.stat().st_size, "fonts are shared"


def test_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "find_files", lambda corpus: [SAMPLE])
    written = tmp_path / "report.json"
    words = ["--repeats", "1", "--pages", "30", "--slice", "3", "--only", "pdfium", "pdfplumber", "reader"]
    assert bench.main([*words, "--json", str(written), "--no-start"]) == 0
    found = json.loads(written.read_text())
    assert [(turn["measure"], turn["pages"]) for turn in found["turns"]] == [
        ("pdfium", 30),
        ("pdfplumber", 3),
        ("reader", 30),
    ]
    assert found["about"]["versions"]["pypdfium2"]
    assert "goal: at least 15" in capsys.readouterr().out
