"""Text of documents is hostile: terminals and spreadsheets must take no orders from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetextract.export.files import Draft, written
from budgetextract.export.harmless import csv_text, is_formula, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("预算\x1b[31m红\x1b[0m", "预算红"),
        ("\x1b]0;title\x07总计", "总计"),
        ("\x1b]8;;http://x\x1b\\链接\x1b]8;;\x1b\\", "链接"),
        ("a\x1b", "a"),
        ("行一\n行二\t三", "行一\n行二\t三"),
        ("\x00\x08\x7f\x9b31m合计", "31m合计"),
        ("1\u202e234\u2066", "1234"),
        ("plain", "plain"),
        ("\ud800坏", "坏"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize("text", ["=1+1", "+cmd|x", "-2+3", "@SUM(A1)", "\t=1", " =1", "　=1", "\r=1", "-预算"])
def test_formulas(text: str) -> None:
    assert is_formula(text)
    assert csv_text(text).startswith("'")


@pytest.mark.parametrize("text", ["-6", "+1,200.50", "-0.17%", "一、收入", "a=b", "", "（=1）"])
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert csv_text(text) == text


def interrupted(target: Path) -> None:
    """Write half of it and fail."""
    with written(target) as draft:
        draft.write_text("half")
        raise RuntimeError


def test_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "out" / "a.json"
    with written(target) as draft:
        draft.write_text("one")
    with pytest.raises(RuntimeError):
        interrupted(target)
    assert target.read_text() == "one"
    assert [file.name for file in target.parent.iterdir()] == ["a.json"]
    Draft(target).drop()
    assert target.read_text() == "one"
