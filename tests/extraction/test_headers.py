"""Where a header ends and what its leaf columns are called, on heads of several provinces."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from budgetextract.extraction.headers import column_paths, count_header_rows, is_index_row
from budgetextract.model.document import Cell


def cells(rows: Sequence[Sequence[str | None]]) -> list[Cell]:
    """None goes on with the cell to the left, "^" with the one above."""
    out: list[Cell] = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text is None or text == "^":
                continue
            across = 1
            while c + across < len(row) and row[c + across] is None:
                across += 1
            down = 1
            while r + down < len(rows) and rows[r + down][c] == "^":
                down += 1
            out.append(Cell(r, c, down, across, text, 1, (0.0, 0.0, 1.0, 1.0)))
    return out


def head(rows: Sequence[Sequence[str | None]]) -> tuple[int, tuple[str, ...]]:
    found = cells(rows)
    count = count_header_rows(found, len(rows), len(rows[0]))
    return count, column_paths(found, len(rows), len(rows[0]), count)


def test_two_blocks_with_a_row_of_line_numbers() -> None:
    count, paths = head(
        [
            ["收入", None, None, "支出", None, None],
            ["项目", "行次", "决算数", "项目", "行次", "决算数"],
            ["栏次", "", "1", "栏次", "", "2"],
            ["一、财政拨款收入", "1", "12.00", "一、一般公共服务支出", "30", "12.00"],
        ]
    )
    assert count == 3
    assert paths == ("收入/项目", "收入/行次", "收入/决算数", "支出/项目", "支出/行次", "支出/决算数")


def test_first_data_row_without_any_amount() -> None:
    rows = [["收入", None, "支出", None], ["项目", "金额", "项目", "金额"], ["一、拨款", "", "一、外交支出", ""]]
    assert head(rows)[0] == 2


def test_total_on_the_row_of_class_section_item() -> None:
    count, paths = head(
        [
            ["项目", None, None, None, "本年支出合计"],
            ["科目编码", None, None, "科目名称", "^"],
            ["类", "款", "项", "合计", "7.50"],
            ["201", "", "", "一般公共服务支出", "7.50"],
        ]
    )
    assert count == 2
    assert paths[0] == "项目/科目编码/类"
    assert paths[2].endswith("/项")


def test_class_section_item_with_column_numbers_belong_to_the_header() -> None:
    rows = [
        ["科目编码", None, None, "科目名称", "合计"],
        ["类", "款", "项", "栏次", "1"],
        ["^", "^", "^", "合计", "7.50"],
        ["205", "02", "01", "学前教育", "7.50"],
    ]
    assert head(rows)[0] == 2


def test_empty_sub_cells_between_levels_of_a_three_public_head() -> None:
    rows = [
        ["“三公”经费", None, None],
        ["合计", "公务用车购置及运行费", None],
        ["", "小计", "购置费"],
        ["预算数", "预算数", "预算数"],
        ["0.95", "", ""],
    ]
    assert head(rows)[0] == 4
    rows[2] = ["^", "小计", "购置费"]
    assert head(rows)[0] == 4


def test_empty_table_ends_its_header_at_the_first_empty_row() -> None:
    rows = [["科目编码", "科目名称", "金额"], ["", "", ""], ["", "合计", ""]]
    assert head(rows)[0] == 1


def test_total_word_in_a_head_is_no_total_row() -> None:
    rows = [["合计", "基本支出", "项目支出"], ["13.00", "8.00", "5.00"]]
    assert head(rows)[0] == 1
    under = [["科目", "本年收入", None], ["^", "小计", "事业收入"], ["合计", "3.00", "1.00"]]
    assert head(under) == (2, ("科目", "本年收入/小计", "本年收入/事业收入"))


def test_years_in_a_head_are_words() -> None:
    rows = [["单位", "预算数", None], ["^", "2023", "2024"], ["某局", "1.00", "2.00"]]
    assert head(rows)[0] == 2


def test_unit_row_with_a_name_and_blanks_is_data() -> None:
    rows = [["单位名称", "合计", "会议费", "培训费"], ["某县图书馆", "", "", ""], ["某县档案馆", "1.00", "", "1.00"]]
    assert head(rows)[0] == 1


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["栏次", "1", "2", "3"], True),
        (["类", "款", "项", "栏次", "1", "2"], True),
        (["A", "B", "C"], True),
        (["1", "2=3+4", "3", "4"], True),
        (["合计", "1", "2"], False),
        (["201", "03", "01"], False),
        (["3", "5", "9"], False),
        (["", ""], False),
    ],
)
def test_rows_of_column_numbers(texts: list[str], expected: bool) -> None:
    assert is_index_row(cells([texts])) is expected


def test_codes_of_the_classes_beside_class_section_item_belong_to_the_header() -> None:
    """Hunan prints 501, 502 … below the names of the classes, on the row of 类 款 项."""
    rows = [
        ["功能科目", None, None, "科目编码", "科目名称", "总计", "机关工资福利支出", "机关商品和服务支出"],
        ["类", "款", "项", "^", "^", "^", "501", "502"],
        ["213", "03", "01", "2130301", "行政运行", "7.50", "6.00", "1.50"],
    ]
    assert head(rows)[0] == 2


def test_heads_that_no_cell_is_merged_for() -> None:
    rows = [
        ["单位", "2023年预算数", "", "", "2024年预算数", "", "", "备注", ""],
        ["", "合计", "公务用车", "", "合计", "公务用车", "", "", ""],
        ["", "", "购置费", "运行费", "", "购置费", "运行费", "", ""],
        ["某局", "3.00", "1.00", "2.00", "6.00", "2.00", "4.00", "", ""],
    ]
    found = cells(rows)
    assert count_header_rows(found, 4, 9) == 3
    assert column_paths(found, 4, 9, 3, unmerged=True) == (
        "单位", "2023年预算数/合计", "2023年预算数/公务用车/购置费", "2023年预算数/公务用车/运行费",
        "2024年预算数/合计", "2024年预算数/公务用车/购置费", "2024年预算数/公务用车/运行费", "备注", "",
    )  # fmt: skip


def test_a_merged_row_says_itself_what_its_heads_cover() -> None:
    rows = [["科目", "预算数", None, ""], ["", "基本", "项目", "说明"], ["教育", "1.00", "2.00", "无"]]
    assert column_paths(cells(rows), 3, 4, 2, unmerged=True) == ("科目", "预算数/基本", "预算数/项目", "说明")


def test_words_on_the_row_of_the_total_below_a_head_over_several_columns() -> None:
    rows = [
        ["项目", None, "年初结转", "本年收入", "本年支出", None, None, "年末结转"],
        ["科目编码", "科目名称", "^", "^", "^", "^", "^", "^"],
        ["合计", None, "0", "31.50", "小计", "基本支出", "项目支出", "0"],
        ["22960", "彩票公益金安排的支出", "0", "31.50", "31.50", "", "31.50", "0"],
    ]
    rows[1][4] = rows[1][5] = rows[1][6] = "^"
    found = [one for one in cells([rows[0], *rows[2:]]) if one.row == 0]
    merged = [Cell(0, one.column, 2 if one.column > 1 else 1, one.column_span, one.text, 1, one.bbox) for one in found]
    names = [Cell(1, index, 1, 1, rows[1][index] or "", 1, (0.0, 0.0, 1.0, 1.0)) for index in (0, 1)]
    data = [Cell(one.row + 2, one.column, 1, one.column_span, one.text, 1, one.bbox) for one in cells(rows[2:])]
    table = [*merged, *names, *data]
    count = count_header_rows(table, 4, 8)
    paths = column_paths(table, 4, 8, count)
    assert count == 2
    assert paths[3:] == ("本年收入", "本年支出/小计", "本年支出/基本支出", "本年支出/项目支出", "年末结转")


def test_an_amount_below_a_head_over_several_columns_is_no_head() -> None:
    _, paths = head(
        [
            ["项目", "本年支出", None],
            ["合计", "31.50", "其中基本"],
            ["行政运行", "31.50", "20.00"],
        ]
    )
    assert paths == ("项目", "本年支出", "本年支出")
