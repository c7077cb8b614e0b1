"""What stands on a sheet: tables with their captions and notes, side by side, stacked, with and without borders."""

from __future__ import annotations

import pytest

from budgetextract.sources.sheets.sheet import Sheet, SheetCell, address, place, ranges, view
from budgetextract.sources.sheets.sheet_blocks import Block, blocks
from budgetextract.sources.sheets.sheet_words import is_title

Rows = list[list[str | float | None]]

BUDGET: Rows = [
    ["部门收支总表"],
    ["部门：某县某局", None, None, "单位：万元"],
    ["收入", None, "支出", None],
    ["项目", "预算数", "项目", "预算数"],
    ["一、财政拨款收入", 9.5, "一、一般公共服务支出", 9.5],
    ["二、其他收入", None, "二、外交支出", None],
    ["收入总计", 9.5, "支出总计", 9.5],
]
LIST: Rows = [
    ["支出预算表"],
    ["单位：万元"],
    ["科目编码", "科目名称", "合计"],
    ["201", "一般公共服务支出", 9.5],
    ["合计", None, 9.5],
]


def made(rows: Rows, *, framed: tuple[int, int, int, int] | None = None, merged: tuple[str, ...] = ()) -> Sheet:
    """A sheet; ``framed``: (first row, end row, first column, end column) with borders."""
    sheet = Sheet("表")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value is not None:
                number = not isinstance(value, str)
                text = f"{value:.2f}" if number else str(value)
                sheet.cells[r, c] = SheetCell(r, c, text, number=number, address=address(r, c))
    if framed:
        top, end, left, right = framed
        for r in range(top, end):
            for c in range(left, right):
                old = sheet.cells.get((r, c)) or SheetCell(r, c, address=address(r, c))
                sheet.cells[r, c] = SheetCell(r, c, old.text, 15, number=old.number, address=old.address)
    for reference in merged:
        first, _, last = reference.partition(":")
        one, other = place(first), place(last)
        assert one
        assert other
        sheet.merged.append((one[0], one[1], other[0] + 1, other[1] + 1))
    return sheet


def found(sheet: Sheet) -> list[Block]:
    return blocks(view(sheet))


def above(block: Block) -> list[str]:
    return [line.text for line in block.above]


def table(block: Block) -> list[list[str]]:
    """Rows of texts of the cells that begin there."""
    rows: dict[int, list[str]] = {}
    for cell in block.cells:
        rows.setdefault(cell.row, []).append(cell.text)
    return [rows[row] for row in sorted(rows)]


def beside(left: Rows, right: Rows, gap: int = 1) -> Rows:
    wide = max(map(len, left)) + gap
    padded = [[*row, *[None] * (wide - len(row))] for row in [*left, *[[]] * (len(right) - len(left))]]
    return [[*row, *(right[r] if r < len(right) else [])] for r, row in enumerate(padded)]


@pytest.mark.parametrize("framed", [None, (2, 7, 0, 4)])
@pytest.mark.parametrize("merged", [(), ("A1:D1", "A3:B3", "C3:D3")])
def test_a_table_and_its_caption(framed: tuple[int, int, int, int] | None, merged: tuple[str, ...]) -> None:
    (block,) = found(made(BUDGET, framed=framed, merged=merged))
    assert above(block) == ["部门收支总表", "部门：某县某局", "单位：万元"]
    assert table(block)[1] == ["项目", "预算数", "项目", "预算数"]
    assert table(block)[-1] == ["收入总计", "9.50", "支出总计", "9.50"]
    assert len(table(block)) == 5
    assert [line.address for line in block.above] == ["A1", "A2", "D2"]
    assert {cell.address for cell in block.cells if cell.text == "9.50"} == {"B5", "D5", "B7", "D7"}


def test_a_blank_row_does_not_tear_a_table() -> None:
    torn = [*BUDGET[:6], [], BUDGET[6]]
    (block,) = found(made(torn))
    assert table(block)[-1][0] == "收入总计"
    assert len(table(block)) == 5


def test_a_blank_row_inside_a_frame_stays() -> None:
    (block,) = found(made([*BUDGET[:6], [], BUDGET[6]], framed=(2, 8, 0, 4)))
    assert len(table(block)) == 6
    assert table(block)[-2] == ["", "", "", ""]


def test_a_blank_column_does_not_tear_the_sides_of_one_table() -> None:
    rows: Rows = [[row[0] if row else None, *row[1:2], None, *row[2:]] if len(row) > 2 else row for row in BUDGET]
    rows[1] = ["部门：某县某局", None, None, None, "单位：万元"]
    (block,) = found(made(rows))
    assert above(block) == ["部门收支总表", "部门：某县某局", "单位：万元"]
    assert table(block)[1] == ["项目", "预算数", "项目", "预算数"]  # the blank column is none


def test_a_title_typed_over_the_right_half_belongs_to_both() -> None:
    rows: Rows = [[None, None, None, "部门收支总表"], [], ["收入", "预算数", None, "支出", "预算数"]]
    rows += [["一、拨款", 1.0, None, "一、外交支出", 1.0], ["二、其他", 2.0, None, "二、国防支出", 2.0]]
    texts = [line for block in found(made(rows)) for line in above(block)]
    tables = [table(block) for block in found(made(rows)) if block.cells]
    assert texts == ["部门收支总表"]
    assert [len(rows) for rows in tables] == [3]
    assert tables[0][0] == ["收入", "预算数", "支出", "预算数"]


@pytest.mark.parametrize("gap", [1, 2])
@pytest.mark.parametrize("framed", [False, True])
def test_two_tables_side_by_side(gap: int, framed: bool) -> None:
    rows = beside(BUDGET, LIST, gap)
    sheet = made(rows, framed=(2, 7, 0, 4) if framed else None)
    first, second = (block for block in found(sheet) if block.cells)
    assert above(first)[0] == "部门收支总表"
    assert above(second) == ["支出预算表", "单位：万元"]
    assert table(second)[0] == ["科目编码", "科目名称", "合计"]
    assert len(table(first)) == 5


def test_side_by_side_under_a_common_heading() -> None:
    rows: Rows = [["某县某局2024年部门预算公开"], *beside(BUDGET, LIST)]
    made_of = found(made(rows, merged=("A1:H1",)))
    assert above(made_of[0]) == ["某县某局2024年部门预算公开"]
    assert [block.above[0].text for block in made_of if block.cells] == ["部门收支总表", "支出预算表"]


@pytest.mark.parametrize("blank", [0, 1, 3])
@pytest.mark.parametrize("framed", [False, True])
def test_tables_one_below_the_other(blank: int, framed: bool) -> None:
    rows = [*BUDGET, *[[] for _ in range(blank)], *LIST]
    sheet = made(rows)
    if framed:
        for top, end, right in ((2, 7, 4), (9 + blank, 12 + blank, 3)):
            for (r, c), cell in made(rows, framed=(top, end, 0, right)).cells.items():
                if cell.borders:
                    sheet.cells[r, c] = cell
    first, second = (block for block in found(sheet) if block.cells)
    assert above(first)[0] == "部门收支总表"
    assert above(second) == ["支出预算表", "单位：万元"]
    assert (len(table(first)), len(table(second))) == (5, 3)


def test_notes_below_and_a_row_without_figures() -> None:
    rows = [*LIST, ["注：本表反映部门支出情况。"], ["制表人：张三", None, "审核人：李四"]]
    (block,) = found(made(rows, framed=(2, 5, 0, 3)))
    assert [line.text for line in block.below] == ["注：本表反映部门支出情况。", "制表人：张三", "审核人：李四"]
    (bare,) = found(made(rows))
    assert [line.text for line in bare.below] == ["注：本表反映部门支出情况。", "制表人：张三", "审核人：李四"]
    assert len(table(bare)) == 3


def test_a_total_typed_below_the_frame_belongs_to_the_table() -> None:
    (block,) = found(made([*LIST, ["总计", None, 9.5]], framed=(2, 5, 0, 3)))
    assert table(block)[-1] == ["总计", "", "9.50"]


def test_a_framed_table_left_empty() -> None:
    rows: Rows = [["政府性基金预算支出表"], ["单位：万元"], ["科目编码", "科目名称", "合计"], [], [], []]
    (block,) = found(made([*rows, ["注：本表无数据。"]], framed=(2, 6, 0, 3)))
    assert len(table(block)) == 4
    assert [line.text for line in block.below] == ["注：本表无数据。"]


def test_a_name_and_its_value_in_two_cells_are_one_line() -> None:
    rows: Rows = [["支出预算表"], ["编制单位：", "某县某局", "单位：", "万元"], *[[*row, None] for row in LIST[2:]]]
    (block,) = found(made(rows, framed=(2, 5, 0, 4)))
    assert above(block) == ["支出预算表", "编制单位：某县某局", "单位：万元"]


def test_text_alone_is_no_table() -> None:
    rows: Rows = [
        ["第一部分 部门概况"],
        ["一、主要职责"],
        ["负责全县某项工作，2024年收入预算9.50万元。"],
        [None],
        ["二、机构设置"],
        ["内设3个股室。\n下属1个单位。"],
    ]
    texts = [line.text for block in found(made(rows)) for line in block.above]
    assert not any(block.cells for block in found(made(rows)))
    assert texts[-2:] == ["内设3个股室。", "下属1个单位。"]
    assert len(texts) == 6


def test_a_list_of_contents_is_no_table() -> None:
    rows: Rows = [["目录"], ["表1", "部门收支总表"], ["表2", "部门收入总表"], ["表3", "部门支出总表"]]
    assert not any(block.cells for block in found(made(rows)))


def test_a_head_over_all_columns_is_no_caption() -> None:
    rows: Rows = [
        ["“三公”经费支出表"],
        ["单位：万元"],
        ["财政拨款安排的各项"],
        ["合计", "出国费", "接待费"],
        [9.5, 4.5, 5.0],
    ]
    (block,) = found(made(rows, merged=("A3:C3",)))
    assert above(block) == ["“三公”经费支出表", "单位：万元"]
    assert table(block)[0] == ["财政拨款安排的各项"]


def test_rows_that_look_like_captions_do_not_cut() -> None:
    rows: Rows = [
        *LIST[:4],
        ["208", "社会保障支出", 1.0],
        ["其他事业单位人员"],
        ["一、编制情况"],
        ["209", "其他", 2.0],
        ["合计", None, 12.5],
    ]
    (block,) = found(made(rows))
    assert len(table(block)) == 7


def test_hidden_parts_are_not_seen_and_addresses_stay() -> None:
    sheet = made(BUDGET, framed=(2, 7, 0, 4), merged=("A1:D1",))
    sheet.hidden_rows = {0, 5}
    sheet.hidden_columns = {1}
    (block,) = found(sheet)
    assert above(block) == ["部门：某县某局", "单位：万元"]
    assert table(block)[-1] == ["收入总计", "支出总计", "9.50"]
    assert [cell.address for cell in block.cells][-3:] == ["A7", "C7", "D7"]


def test_a_merged_text_whose_corner_is_hidden_is_still_seen() -> None:
    sheet = made(LIST, framed=(2, 5, 0, 3), merged=("A4:A5",))
    sheet.hidden_rows = {3}
    (block,) = found(sheet)
    (code,) = (cell for cell in block.cells if cell.text == "201")
    assert (code.address, code.row, code.row_span) == ("A4", 1, 1)


def test_damaged_merged_areas_overlap_and_are_passed_over() -> None:
    sheet = made(LIST, framed=(2, 5, 0, 3), merged=("A4:B4", "B4:C5", "A1:A1"))
    (block,) = found(sheet)
    spans = {
        (cell.row, column) for cell in block.cells for column in range(cell.column, cell.column + cell.column_span)
    }
    assert len(spans) == 9


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("部门收支总表", True),
        ("一、部门收支总表", True),
        ("公开01表 收入支出决算总表", True),
        ("项目支出绩效目标表（一）", True),
        ("2024年部门预算表（按功能科目）", True),
        ("部门基本情况", True),
        ("一、编制情况", False),
        ("其中：项目支出表", False),
        ("事业单位经营支出", False),
        ("单位：万元", False),
        ("本表反映部门全部收入，详见支出表。", False),
        ("表", False),
    ],
)
def test_titles(text: str, title: bool) -> None:
    assert is_title(text) is title


def test_rows_and_columns_in_words() -> None:
    assert ranges({2, 3, 4, 8}, "row") == "3-5, 9"
    assert ranges({1, 27}, "column") == "B, AB"
    assert ranges(range(0, 60, 2), "row").endswith("…")


def test_caption_rows_inside_a_frame_stay_together() -> None:
    """Extraction takes them out of the grid; no table is made of the label above the title."""
    (block,) = found(made([["附表1"], *BUDGET], framed=(0, 8, 0, 4), merged=("A1:D1", "A2:D2")))
    assert table(block)[0] == ["附表1"]
    assert len(table(block)) == 8


def test_a_department_without_its_word_beside_year_and_unit() -> None:
    rows: Rows = [["支出预算表"], ["某县某局", "2024年", "单位：万元"], *LIST[2:]]
    (block,) = found(made(rows))
    assert above(block) == ["支出预算表", "某县某局", "2024年", "单位：万元"]
    assert table(block)[0] == ["科目编码", "科目名称", "合计"]


def test_last_items_without_amounts_belong_to_the_table_and_signatures_do_not() -> None:
    rows: Rows = [*LIST[:4], ["208", "社会保障支出"], ["资本性支出"], ["单位负责人：", "某人", "填表人：", "某人"]]
    (block,) = found(made(rows))
    assert len(table(block)) == 4
    assert [line.text for line in block.below] == ["单位负责人：某人", "填表人：某人"]


def test_remarks_beside_a_table_are_no_column() -> None:
    rows = [*LIST[:2], [*LIST[2], None, "填表说明"], [*LIST[3], None, "1.金额保留两位小数。"], LIST[4]]
    made_of = found(made(rows, framed=(2, 5, 0, 3)))
    (main,) = (block for block in made_of if block.cells)
    assert table(main)[0] == ["科目编码", "科目名称", "合计"]
    texts = [line.text for block in made_of for line in (*block.above, *block.below)]
    assert texts == ["支出预算表", "单位：万元", "填表说明", "1.金额保留两位小数。"]
