"""Tables of Word files: each cell once, at its place, with the lines that are shown in it."""

from __future__ import annotations

import pytest

from budgetextract.errors import LimitExceeded
from budgetextract.extraction.lines import page_lines
from budgetextract.extraction.tables import stated_grids
from budgetextract.model.document import Grid, SourceDocument
from budgetextract.sources.docx.reader import read
from budgetextract.sources.read import Reading
from sources.word_files import cell, level, numbered, numbering, paragraph, row, run, table, word_file


def source(body: str, parts: dict[str, str] | None = None) -> SourceDocument:
    return read(word_file(body, dict(parts or {})), "a.docx", Reading())


def grids(body: str, parts: dict[str, str] | None = None) -> list[Grid]:
    return [grid for page in source(body, parts).pages for grid in stated_grids(page)]


def shape(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in grid.cells]


def span(count: int) -> str:
    return f'<w:gridSpan w:val="{count}"/>'


DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_merged_cells_stand_once() -> None:
    made = table(
        row(cell("科目", DOWN), cell("本年支出", span(2))),
        row(cell("不显示", ON), "合计", "基本支出"),
        row("办公费", "1.00", "2.00"),
    )
    assert shape(grids(made)[0]) == [
        (0, 0, 2, 1, "科目"),
        (0, 1, 1, 2, "本年支出"),
        (1, 1, 1, 1, "合计"),
        (1, 2, 1, 1, "基本支出"),
        (2, 0, 1, 1, "办公费"),
        (2, 1, 1, 1, "1.00"),
        (2, 2, 1, 1, "2.00"),
    ]


def test_places_name_row_and_column_of_the_grid() -> None:
    made = source(table(row("a", "b")) + paragraph("间") + table(row(cell("甲", span(2)), "乙"), row("1", "2", "3")))
    assert [place.cell for place in made.pages[0].places] == [
        *("T1R1C1", "T1R1C2", ""),
        *("T2R1C1", "T2R1C3", "T2R2C1", "T2R2C2", "T2R2C3"),
    ]


def test_rows_may_begin_late_end_early_and_be_ragged() -> None:
    before = '<w:gridBefore w:val="1"/>'
    made = table(row("a", "b", "c"), row("d", properties=before), row("e"))
    assert shape(grids(made)[0]) == [
        (0, 0, 1, 1, "a"),
        (0, 1, 1, 1, "b"),
        (0, 2, 1, 1, "c"),
        (1, 0, 1, 1, ""),
        (1, 1, 1, 1, "d"),
        (1, 2, 1, 1, ""),
        (2, 0, 1, 1, "e"),
        (2, 1, 1, 2, ""),
    ]


def test_a_merge_that_fits_nothing_above_is_a_cell() -> None:
    made = table(row(cell("甲", ON), "1"), row(cell("乙", DOWN + span(2))), row(cell("丙", ON), "2"))
    assert [(r, c, text) for r, c, _, _, text in shape(grids(made)[0])] == [
        *((0, 0, "甲"), (0, 1, "1")),
        (1, 0, "乙"),
        *((2, 0, "丙"), (2, 1, "2")),
    ]


def test_old_merges_to_the_right() -> None:
    made = table(
        row(cell("甲", '<w:hMerge w:val="restart"/>'), cell("", '<w:hMerge w:val="continue"/>')), row("1", "2")
    )
    assert shape(grids(made)[0])[0] == (0, 0, 1, 2, "甲")


def test_cells_keep_their_lines_and_numbers_of_their_own() -> None:
    lists = numbering({0: level(0, "decimal", "%1")}, {1: (0, "")})
    inner = paragraph("第一行") + paragraph("<w:r><w:t>第二</w:t><w:br/><w:t>行</w:t></w:r>")
    numbers = [cell(paragraph("", numbered(1))) for _ in range(3)]
    made = table(row(numbers[0], cell(inner)), row(numbers[1], "乙"), row(numbers[2], "丙"))
    grid = grids(made, {"numbering.xml": lists})[0]
    assert [c.text for c in grid.cells if c.column == 0] == ["1", "2", "3"]
    assert grid.cells[1].lines == ("第一行", "第二", "行")


def test_deleted_rows_are_gone_and_hidden_ones_reported() -> None:
    made = table(
        row("项目", "金额"),
        row("删去", "1.00", properties="<w:del/>"),
        row("藏起", "2.00", properties="<w:hidden/>"),
        row("合计", "3.00"),
    )
    assert [c.text for c in grids(made)[0].cells] == ["项目", "金额", "合计", "3.00"]
    assert [(p.code, dict(p.args)["text"]) for p in source(made).problems] == [("hidden_text", "藏起 2.00")]


def test_a_small_table_in_a_cell_is_lines_and_a_real_one_stands_apart() -> None:
    small = table(row("其中：", "5.00"))
    real = table(row("科目", "金额"), row("办公费", "9.00"))
    outer = table(
        row("项目", "说明"),
        row("甲", cell(paragraph("见") + small)),
        *[row(f"项{i}", "1.00") for i in range(6)],
        row("乙", cell(paragraph("附表") + real + paragraph(""))),
    )
    first, second = grids(outer)
    assert [c.text for c in first.cells if c.column == 1][:2] == ["说明", "见其中：5.00"]
    assert first.cells[-1].text == "附表"
    assert [c.text for c in second.cells] == ["科目", "金额", "办公费", "9.00"]
    assert {place.cell for place in source(outer).pages[0].places} >= {"T1R9C2", "T2R2C2"}


def test_a_frame_holds_running_text() -> None:
    real = table(row("科目", "金额"), row("办公费", "9.00"))
    layout = table(row(cell(paragraph("一、收入") + paragraph("收入10万元。") + real)))
    made = source(layout + paragraph("二、支出"))
    lines = [
        (line.text, line.paragraph) for line in page_lines(made.pages[0], [g.bbox for g in made.pages[0].grids or ()])
    ]
    assert lines == [("一、收入", 1), ("收入10万元。", 2), ("二、支出", 3)]
    assert [c.text for c in stated_grids(made.pages[0])[0].cells] == ["科目", "金额", "办公费", "9.00"]
    prose = table(row("收入预算406.62万元，比上年减少。" * 10), row("支出预算406.62万元，比上年减少。" * 10))
    assert not source(prose).pages[0].grids


def test_rows_and_cells_may_stand_in_content_controls() -> None:
    made = (
        "<w:tbl><w:sdt><w:sdtContent>" + row("a", "b") + "</w:sdtContent></w:sdt><w:tr>"
        f"<w:sdt><w:sdtContent>{cell('c')}</w:sdtContent></w:sdt>{cell('d')}</w:tr></w:tbl>"
    )
    assert [c.text for c in grids(made)[0].cells] == ["a", "b", "c", "d"]


def test_a_text_box_in_a_cell_is_text_of_the_cell() -> None:
    box = f"<w:txbxContent>{paragraph('盒中')}</w:txbxContent>"
    inner = paragraph(f"<w:r><w:t>格</w:t><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r>")
    assert next(c.text for c in grids(table(row(cell(inner), "1"), row("a", "b")))[0].cells) == "格盒中"


def test_no_table_is_too_wide_to_be_refused() -> None:
    with pytest.raises(LimitExceeded):
        source(table(row(cell("a", span(10**9)), "b")))
    with pytest.raises(LimitExceeded):
        source(table(row("b", properties='<w:gridBefore w:val="999999999"/>')))
    assert grids(table(row("", ""), "<w:tr/>")) != []
    assert grids("<w:tbl/>") == []


def test_figures_split_over_runs_are_one_figure() -> None:
    inner = "<w:p>" + run("1,2") + run("34.5", "<w:b/>") + '<w:proofErr w:type="x"/>' + run("6") + "</w:p>"
    assert grids(table(row("合计", cell(inner)), row("a", "b")))[0].cells[1].text == "1,234.56"
