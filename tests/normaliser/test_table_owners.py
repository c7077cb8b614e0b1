"""Whose a table is, by the line above it. Names are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from budgetextract.model.document import Line, Table
from budgetextract.normaliser.table_owners import owners

from .grids import table


@pytest.mark.parametrize(
    "lead", ["编制部门：", "部门编码及名称：306", "单位代码及名称：306001", "部门编码名称：306-", "预算单位名称："]
)
def test_the_line_above_a_table_names_its_owner(lead: str) -> None:
    first = table("three_public", 1, "项目|预算数\n公务接待费|1", index=0)
    second = table("three_public", 1, "项目|预算数\n公务接待费|0.5", index=1)
    lines = [_line(1, f"{lead}青河县水务局"), _line(2, f"{lead}青河县水务局本级  单位：万元")]
    placed = [_below(first, 1), _below(second, 2)]
    assert owners(placed, lines, "青河县水务局") == {1: "青河县水务局本级"}


def test_a_row_of_the_table_itself_may_name_its_owner() -> None:
    first = table("three_public", 1, "项目|预算数\n公务接待费|1", index=0)
    second = table("three_public", 1, "项目|预算数\n公务接待费|0.5", index=1)
    inside = [replace(first, owner="预算部门:青河县水务局"), replace(second, owner="预算部门:青河县水务局本级")]
    assert owners(inside, [], "青河县水务局") == {1: "青河县水务局本级"}


def _line(page: int, text: str) -> Line:
    return Line(page, text, (), 50.0, 80.0, 500.0, 90.0)


def _below(one: Table, page: int) -> Table:
    return replace(one, pages=(page,), title_page=page, bboxes=((50.0, 100.0, 500.0, 140.0),))
