"""Pictures of pages, drawn here: how far they lie askew, their ruling lines, where text stands."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from budgetextract.sources.ocr.picture import Grey, Picture, even, ink, level, skew_of, turned
from budgetextract.sources.ocr.picture_rules import find_strokes, without_strokes
from budgetextract.sources.ocr.picture_text import find_pieces

DPI = 200.0
XS, YS = (200, 600, 900, 1200), (300, 350, 400, 450, 500)


def page(grey: int = 255) -> Grey:
    return np.full((1000, 1400), grey, np.uint8)


def ruled(shade: int = 0, thick: int = 2) -> Grey:
    sheet = page()
    for y in YS:
        cv2.line(sheet, (XS[0], y), (XS[-1], y), shade, thick)
    for x in XS:
        cv2.line(sheet, (x, YS[0]), (x, YS[-1]), shade, thick)
    return sheet


def write(sheet: Grey, text: str, x: int, y: int, scale: float = 0.9) -> None:
    cv2.putText(sheet, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, scale, 0, 2, cv2.LINE_AA)


def noisy(sheet: Grey, deviation: float = 8.0) -> Grey:
    noise = np.random.default_rng(3).normal(0, deviation, sheet.shape)
    return np.clip(sheet + noise, 0, 255).astype(np.uint8)


def levels(strokes: list) -> list[int]:  # type: ignore[type-arg]
    return sorted(round(stroke.level) for stroke in strokes)


def near(found: list[int], expected: tuple[int, ...]) -> bool:
    return len(found) == len(expected) and all(abs(a - b) <= 2 for a, b in zip(found, expected, strict=True))


@pytest.mark.parametrize("angle", [-4.0, -1.3, 0.0, 0.4, 2.5])
def test_skew_is_measured_by_lines(angle: float) -> None:
    askew = turned(ruled(), -angle)
    assert skew_of(ink(even(askew, DPI), DPI)) == pytest.approx(angle, abs=0.05)


@pytest.mark.parametrize("angle", [-2.0, 0.9])
def test_skew_is_measured_by_text_where_there_are_no_lines(angle: float) -> None:
    sheet = page()
    for y in range(100, 900, 60):
        write(sheet, "the year of the budget and its sums", 150, y)
    assert skew_of(ink(even(turned(sheet, -angle), DPI), DPI)) == pytest.approx(angle, abs=0.15)


def test_a_blank_page_lies_level() -> None:
    assert level(Picture(page(), DPI)).skew == 0.0


def test_a_level_picture_is_level() -> None:
    flat = level(Picture(turned(ruled(), 1.2), DPI))
    across, down = find_strokes(flat.grey, DPI)
    assert near(levels(across), YS)
    assert near(levels(down), XS)


@pytest.mark.parametrize(("shade", "thick"), [(0, 1), (0, 3), (150, 2), (205, 2)])
def test_lines_are_found_black_and_grey_thick_and_thin(shade: int, thick: int) -> None:
    across, down = find_strokes(even(noisy(ruled(shade, thick), 4.0), DPI), DPI)
    assert near(levels(across), YS)
    assert near(levels(down), XS)


def test_broken_lines_are_one() -> None:
    sheet = ruled()
    sheet[300:303, 700:712] = 255
    sheet[420:432, 599:603] = 255
    across, down = find_strokes(even(sheet, DPI), DPI)
    assert near(levels(across), YS)
    assert near(levels(down), XS)


def test_text_is_no_line() -> None:
    sheet = page()
    for y in range(100, 900, 60):
        write(sheet, "HHHHH TTTTT EEEEE LLLLL IIIII 11111", 150, y)
    assert find_strokes(even(sheet, DPI), DPI) == ([], [])


def test_a_stroke_in_a_cell_is_no_border() -> None:
    sheet = ruled()
    sheet[306:346, 750:754] = 0  # as high as its row but for a hair
    across, down = find_strokes(even(sheet, DPI), DPI)
    assert near(levels(down), XS)
    assert near(levels(across), YS)


def test_the_border_of_a_single_cell_is_found() -> None:
    sheet = ruled()
    cv2.line(sheet, (750, 350), (750, 400), 0, 2)
    _, down = find_strokes(even(sheet, DPI), DPI)
    extra = next(line for line in down if abs(line.level - 750) < 3)
    assert (round(extra.start), round(extra.end)) == pytest.approx((350, 400), abs=2)


def test_an_underline_is_no_border() -> None:
    sheet = ruled()
    cv2.line(sheet, (650, 340), (800, 340), 0, 2)
    across, _ = find_strokes(even(sheet, DPI), DPI)
    assert near(levels(across), YS)


def pieces(sheet: Grey, boxes: list[tuple[float, float, float, float]]) -> list[tuple[int, int, int, int]]:
    evened = even(sheet, DPI)
    across, down = find_strokes(evened, DPI)
    inked = ink(without_strokes(evened, across, down), DPI)
    return [(p.left, p.top, p.right, p.bottom) for p in find_pieces(inked, boxes, across, down, DPI)]


def test_numbers_of_a_row_are_never_joined() -> None:
    sheet = ruled()
    write(sheet, "12.50", 780, 335)
    write(sheet, "88.10", 912, 335)
    found = pieces(sheet, [(770.0, 305.0, 1020.0, 345.0)])
    assert len(found) == 2
    assert found[0][2] <= 900 <= found[1][0]


def test_a_lone_character_that_the_detector_missed_is_found() -> None:
    sheet = ruled()
    write(sheet, "12.50", 640, 335)
    write(sheet, "0", 1000, 385)
    write(sheet, "-", 700, 485)
    found = pieces(sheet, [(630.0, 305.0, 740.0, 345.0)])
    assert len(found) == 3


def test_empty_cells_hold_nothing() -> None:
    assert pieces(noisy(ruled(), 6.0), []) == []


def test_a_wide_gap_parts_two_runs() -> None:
    sheet = page()
    write(sheet, "12.50", 100, 335)
    write(sheet, "88.10", 400, 335)
    assert len(pieces(sheet, [(95.0, 305.0, 500.0, 345.0)])) == 2


def test_two_lines_in_one_box_are_two() -> None:
    sheet = page()
    write(sheet, "EXPENDITURE OF", 100, 335)
    write(sheet, "THE YEAR", 130, 362)
    found = pieces(sheet, [(95.0, 308.0, 400.0, 366.0), (95.0, 600.0, 400.0, 628.0), (95.0, 700.0, 400.0, 728.0)])
    assert len(found) == 2


def characters(sheet: Grey, x: int, y: int, many: int) -> None:
    """Signs of 24 pixels with ink in each row, as Chinese characters have, one beside the other."""
    for left in range(x, x + 28 * many, 28):
        for one, other in ((0, 22), (22, 0), (11, 11), (2, 2)):
            cv2.line(sheet, (left + one, y), (left + other, y + 22), 0, 2)


def test_lines_that_touch_are_cut_where_there_is_least_ink() -> None:
    """Text squeezed into its row: no blank row between two lines, and the detector's boxes share half a line."""
    sheet = page()
    for row, many in enumerate((8, 8, 1)):
        characters(sheet, 300, 300 + 27 * row, many)
        if row:
            cv2.line(sheet, (311, 290 + 27 * row), (311, 300 + 27 * row), 0, 2)
    boxes = [(292.0, 292.0, 530.0, 334.0), (292.0, 318.0, 530.0, 360.0), (290.0, 342.0, 332.0, 384.0)]
    found = sorted(pieces(sheet, boxes), key=lambda piece: piece[1])
    assert len(found) == 3
    for piece, top in zip(found, (300, 327, 354), strict=True):
        assert abs(piece[1] - top) <= 4
        assert abs(piece[3] - top - 24) <= 4
    assert found[2][2] < 340


def test_the_last_character_of_a_head_that_touches_the_line_above_is_found() -> None:
    """The detector saw the first line only; the character below it hangs on it."""
    sheet = ruled()
    cv2.rectangle(sheet, (602, 397), (898, 403), 255, -1)  # one cell of two rows
    characters(sheet, 640, 372, 7)
    characters(sheet, 724, 395, 1)
    found = sorted(pieces(sheet, [(632.0, 368.0, 850.0, 402.0)]), key=lambda piece: piece[1])
    assert len(found) == 2
    line, last = found
    assert line[3] <= 399
    assert last[2] - last[0] <= 30
    assert last[3] >= 416


def test_brackets_and_commas_are_no_line_of_their_own() -> None:
    sheet = ruled()
    write(sheet, "(1,234,567.50)", 620, 385, 0.8)
    (found,) = pieces(sheet, [(610.0, 352.0, 860.0, 398.0)])
    alone = page()
    write(alone, "(1,234,567.50)", 620, 385, 0.8)
    ys = np.nonzero((alone < 128).any(axis=1))[0]
    assert found[1] <= ys[0] + 1
    assert found[3] >= ys[-1]
