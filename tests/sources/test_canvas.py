"""Files without pages laid out on pages: text whole, tables as stated, each box with its way back into the file."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetextract.errors import LimitExceeded
from budgetextract.extraction.lines import page_lines
from budgetextract.extraction.tables import stated_grids
from budgetextract.model.document import PlaceFinder
from budgetextract.sources import canvas
from budgetextract.sources.canvas import Canvas, CanvasCell, wrapped

LONG = "2024年收入预算总额406.62万元，比上年减少26.52万元，主要原因是项目减少。" * 5
TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=300)


def test_a_paragraph_is_wrapped_and_put_together_again() -> None:
    sheet = Canvas("docx")
    sheet.paragraph("某县信访局2024年部门预算", align="center")
    sheet.paragraph(LONG)
    lines = page_lines(sheet.pages()[0])
    assert {line.paragraph for line in lines} == {1, 2}
    assert "".join(line.text for line in lines if line.paragraph == 2) == LONG
    assert len([line for line in lines if line.paragraph == 2]) > 3


@given(TEXT, st.floats(1.0, 60.0))
def test_wrapping_loses_nothing(text: str, width: float) -> None:
    assert "".join(wrapped(text, width)) == text


def test_numbers_are_not_wrapped_in_their_middle() -> None:
    assert list(wrapped("合计 1,234,567.89 万元", 8)) == ["合计 ", "1,234,567.89 万", "元"]


def test_a_table_keeps_spans_and_lines_and_leads_back_to_its_cells() -> None:
    sheet = Canvas("xlsx")
    sheet.paragraph("收支总表", align="center", sheet="表1", cell="A1")
    sheet.table(
        [
            CanvasCell(0, 0, ("收入",), 1, 2, cell="A2"),
            CanvasCell(1, 0, ("项目",), cell="A3"),
            CanvasCell(1, 1, ("金额", "（万元）"), cell="B3"),
            CanvasCell(2, 0, ("本年收入合计",), cell="A4"),
            CanvasCell(2, 1, ("1,406.62",), cell="B4"),
        ],
        sheet="表1",
    )
    page = sheet.pages()[0]
    grid = stated_grids(page)[0]
    assert (grid.row_count, grid.column_count) == (3, 2)
    assert [(c.row, c.column, c.column_span, c.text) for c in grid.cells] == [
        (0, 0, 2, "收入"),
        (1, 0, 1, "项目"),
        (1, 1, 1, "金额（万元）"),
        (2, 0, 1, "本年收入合计"),
        (2, 1, 1, "1,406.62"),
    ]
    finder = PlaceFinder(page.places)
    for cell, name in zip(grid.cells, ("A2", "A3", "B3", "A4", "B4"), strict=True):
        place = finder.at(cell.bbox[0] + 1, cell.bbox[1] + 1)
        assert place is not None
        assert (place.sheet, place.cell, place.paragraph) == ("表1", name, 0)
    assert page.words
    assert all(0 <= w.x0 < w.x1 <= page.width and 0 <= w.top < w.bottom <= page.height for w in page.words)


def test_items_stand_below_each_other_and_pages_apart() -> None:
    sheet = Canvas("docx")
    sheet.paragraph("一、收入")
    sheet.table([CanvasCell(0, 0, ("1",))])
    sheet.paragraph("二、支出")
    sheet.page_break()
    sheet.page_break()
    sheet.paragraph("三、采购")
    first, second = sheet.pages()
    assert [page.number for page in (first, second)] == [1, 2]
    tops = [place.bbox[1] for place in first.places]
    assert all(one < other for one, other in pairwise(tops))
    assert [place.paragraph for place in second.places] == [3]


def test_what_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LimitExceeded):
        Canvas("html").table([CanvasCell(0, 0, ("1",), column_span=10**9)])
    with pytest.raises(LimitExceeded):
        Canvas("html").table([CanvasCell(0, 0, ("1",), row_span=10**9)])
    monkeypatch.setattr(canvas, "MAX_CELLS", 3)
    sheet = Canvas("html")
    sheet.table([CanvasCell(0, 0, ("1",)), CanvasCell(0, 1, ("2",))])
    with pytest.raises(LimitExceeded):
        sheet.table([CanvasCell(0, 0, ("1",)), CanvasCell(0, 1, ("2",))])
