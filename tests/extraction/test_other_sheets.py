"""Sheets as office programs print them: wide ones on pages side by side, rows cut at the page end, blank tables."""

from __future__ import annotations

import pytest

from budgetextract.extraction.tables import find_tables
from budgetextract.model.document import Page, Table
from budgetextract.rules.bundle import load_rules

from .drawing import across, document, down, page, ruled, word
from .test_headers import head


def _tables(*pages: Page) -> list[Table]:
    return find_tables(document(*pages), load_rules())


def test_title_over_the_second_part_of_a_wide_sheet_and_a_head_over_both() -> None:
    xs = [50.0, 150.0, 250.0, 350.0, 450.0]
    left: list[list[str | None]] = [
        ["科目编码", "科目名称", "合计", "上年结转"],
        ["^", "^", "^", "一般公共预算"],
        ["201", "一般公共服务支出", "9.00", "1.00"],
        ["20101", "人大事务", "9.00", "1.00"],
    ]
    right: list[list[str | None]] = [
        ["", "本年收入", None, "其他收入"],
        ["国有资本经营预算", "一般公共预算", "政府性基金预算", "^"],
        ["2.00", "6.00", "", ""],
        ["2.00", "6.00", "", ""],
    ]
    words, rules = ruled(left, xs, 100)
    one = page([word("公开表2", 50, 60), *words], rules)
    words, rules = ruled(right, xs, 100)
    two = page([word("部门收入总表", 50, 60, 14), word("单位：万元", 390, 80), *words], rules, 2)
    (found,) = _tables(one, two)
    assert (found.table, found.title, found.unit) == ("income_by_function", "部门收入总表", "万元")
    assert found.columns[3:6] == ("上年结转/一般公共预算", "上年结转/国有资本经营预算", "本年收入/一般公共预算")
    assert found.header_rows == 2


def test_blank_rest_of_a_row_cut_by_the_page_end_is_no_row() -> None:
    xs = [50.0, 250.0, 350.0]
    rows: list[list[str | None]] = [["科目名称", "金额"]] + [[f"支出{k}", f"{k}.00"] for k in range(1, 5)]
    words, rules = ruled(rows, xs, 600, height=20)
    bottom = 700.0
    words += [word("一般公共服务支出", 52, bottom + 1, 8), word("9.00", 320, bottom + 1, 8)]
    rules += [down(x, bottom, bottom + 10) for x in xs] + [across(bottom + 10, xs[0], xs[-1])]
    one = page([word("部门支出总表", 150, 560, 14), *words], rules)
    words, rules = ruled([["", ""], ["国防支出", "5.00"]], xs, 60)
    (found,) = _tables(one, page(words, rules, 2))
    names = [cell.text for cell in found.cells if cell.column == 0]
    assert names[-2:] == ["一般公共服务支出", "国防支出"]
    assert found.row_count == 7


@pytest.mark.parametrize("mark", ["/", "—", "-", "无"])
def test_a_total_of_nothing_ends_the_header(mark: str) -> None:
    count, paths = head(
        [
            ["项目", None, "本年支出", None],
            ["科目编码", "科目名称", "合计", "基本支出"],
            ["合计", None, mark, mark],
        ]
    )
    assert count == 2
    assert paths == ("项目/科目编码", "项目/科目名称", "本年支出/合计", "本年支出/基本支出")
