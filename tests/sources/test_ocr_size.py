"""The size of recognised type: by the pitch of its characters, whatever dust and tall signs do to its ink."""

from __future__ import annotations

import pytest

from budgetextract.sources.ocr.engine import Recognised
from budgetextract.sources.ocr.page import is_drawing, word_of
from budgetextract.sources.ocr.picture_text import Piece

TEXT = "第三部分年度部门预算情况说明"


def size(high: int, *, gap: float = 0.0) -> float:
    """Of a line of 18-point type at 72 dots an inch, the places of its characters in steps of 4 pixels."""
    places = [4 * round((9 + 18 * index + (gap if index > 3 else 0)) / 4) for index in range(len(TEXT))]
    wide = round(18 * len(TEXT) + gap)
    found = Recognised(TEXT, tuple(0.99 for _ in TEXT), tuple(place / wide for place in places))
    return word_of(Piece(0, 0, wide, high), 0, wide, found, 1.0).size


@pytest.mark.parametrize("high", [16, 18, 24])
def test_ink_that_is_too_high_changes_nothing(high: int) -> None:
    assert size(high) == pytest.approx(18, abs=0.5)


def test_a_blank_between_two_characters_changes_nothing() -> None:
    assert size(17, gap=14) == pytest.approx(18, abs=0.5)


@pytest.mark.parametrize(
    ("wide", "high", "text", "drawing"),
    [
        (46, 3, "R7", True),  # the edge of a pie in a chart
        (220, 70, "一", True),
        (20, 3, "一", False),
        (60, 4, "——", False),
        (14, 4, "-", False),
        (46, 38, "R7", False),
        (300, 60, "预算", False),  # a title of wide characters
        (16, 40, "1", False),
    ],
)
def test_a_drawing_is_no_text(wide: int, high: int, text: str, drawing: bool) -> None:
    assert is_drawing(Piece(0, 0, wide, high), text, usual=38.0) == drawing
