"""Goals of projects in forms other than Hubei's: indicators with operator, value and unit in columns of their own, with
points or with a standard, one form for a project or one long table for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from generator.gold import Indicator, fact
from generator.grid import Cell, Row, Table, head, row
from generator.money import Printed

SIGNS = {">=": "≥", "<=": "≤", "=": "=", ">": "＞", "<": "＜", "qualitative": "定性"}
Scope = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Goal:
    """A project with what it wants to reach."""

    name: str
    amount: Decimal
    text: str
    rows: Sequence[Indicator]
    kind: str = "特定目标类"
    fiscal: Decimal | None = None
    """Of the amount, fiscal appropriation; None where it is not told."""


def apart(indicator: Indicator) -> Indicator:
    """As understood where sign and unit have columns of their own: the text is the value alone."""
    return replace(indicator, text=indicator.value or indicator.text)


def levels_merged(
    rows: Sequence[Indicator], scope: Scope, own: Callable[[int, Indicator], Sequence[Cell]], *, two: bool = True,
    shown: Callable[[Indicator], Indicator] = lambda one: one,
) -> list[Row]:  # fmt: skip
    """Rows with first- and (``two``) second-level labels merged over theirs; ``own``: the cells behind the labels."""
    block: list[Row] = []
    at = 0
    for first, group in groupby(rows, key=lambda one: one.level1):
        members = list(group)
        opening: list[Cell] = [Cell(first, rows=len(members))]
        for second, inner in groupby(members, key=lambda one: one.level2):
            below = list(inner)
            lead = [*opening, Cell(second, rows=len(below))] if two else opening
            opening = []
            for indicator in below:
                block.append(Row((*lead, *own(at, indicator)), (*scope, shown(indicator))))
                lead = []
                at += 1
    return block


def weights(count: int, points: int = 100) -> list[int]:
    """``points`` shared out evenly, the last takes the rest."""
    each = points // count
    return [each] * (count - 1) + [points - each * (count - 1)]


def money_cell(
    year: int, project: str, amount: Decimal | None, printed: Printed, *, columns: int = 1, **dims: str
) -> Cell:
    """A project's money of a year from one source; blank where it is not told."""
    if amount is None:
        return Cell("", columns)
    stated = fact("expenditure.project", "budget", year, printed.value(amount), project=project, **dims)
    return Cell(printed.number(amount), columns, facts=(stated,))


def weighted_form(year: int, department: str, goal: Goal, title: str, *, core: bool) -> Table:
    """Project, money, goal; indicators with sign, value, unit, points (and whether they are of the core)."""
    scope: Scope = ("project", goal.name, "annual")
    points = weights(len(goal.rows))
    printed, width = Printed(trim=True), 7 + core
    annual = fact("expenditure.project", "budget", year, goal.amount, project=goal.name)
    fiscal = money_cell(year, goal.name, goal.fiscal, printed, columns=width - 4, fund="fiscal_appropriation")

    def own(at: int, one: Indicator) -> list[Cell]:
        tail = [Cell("是" if at % 2 else "否", align="centre")] if core else []
        return [
            Cell(one.level3), Cell(SIGNS[one.operator], align="centre"), Cell(apart(one).text, align="centre"), Cell(one.unit, align="centre"),
            Cell(str(points[at]), align="centre"), *tail,
        ]  # fmt: skip

    heads = [
        "一级指标",
        "二级指标",
        "三级指标",
        "指标性质",
        "指标值",
        "度量单位",
        "权重（%）",
        *(["是否核心指标"] if core else []),
    ]
    body = [
        row(Cell("项目名称"), Cell(goal.name, width - 4), Cell("项目类别"), Cell(goal.kind, 2)),
        row(Cell("主管部门"), Cell(department, width - 4), Cell("项目期"), Cell("1年", 2)),
        Row((Cell("年度资金总额（万元）"), Cell(printed.number(goal.amount), 2, facts=(annual,)), Cell("其中：财政拨款"),
             fiscal)),
        row(Cell("年度绩效目标"), Cell(goal.text, width - 1)),
        row(*map(head, heads)),
        *levels_merged(goal.rows, scope, own, shown=apart),
    ]  # fmt: skip
    return Table(
        "performance_project", title, "万元", (14, 15, 30, 12, 13, 11, 11, *([12] if core else [])), body=body, size=9,
        origin="performance", layout="weighted_form",
    )  # fmt: skip


def page_form(year: int, department: str, goal: Goal, title: str, *, plan: Sequence[int], code: str) -> Table:
    """A page for one project: code, money, when it is spent (percent by the end of four months), goals, indicators with
    what each means and what its value rests on.
    """
    scope: Scope = ("project", goal.name, "annual")
    printed = Printed()
    months = [
        row(Cell("资金支出计划（%）", rows=2), *(head(f"{month}月底") for month in (3, 6, 10)), head("12月底", 2))
    ]
    months.append(row(*(Cell(str(share), align="centre") for share in plan[:3]), Cell(f"{plan[3]}", 2, align="centre")))

    def own(_: int, one: Indicator) -> list[Cell]:
        return [Cell(one.level3), Cell(f"{one.level3}情况"), Cell(one.text, align="centre"), Cell(one.basis)]

    body = [
        row(Cell("项目编码"), Cell(code, 2), Cell("项目名称"), Cell(goal.name, 2)),
        row(Cell("主管部门"), Cell(department, 2), Cell("项目类别"), Cell(goal.kind, 2)),
        Row((Cell("预算规模及资金用途", rows=2), Cell("预算数"), money_cell(year, goal.name, goal.amount, printed),
             Cell("其中：财政资金"), money_cell(year, goal.name, goal.fiscal, printed, fund="fiscal_appropriation"), Cell("其他资金"))),
        row(Cell("用于专项工作的设备购置、劳务和宣传等支出", 5)),
        *months,
        row(Cell("绩效目标"), Cell(goal.text, 5)),
        row(*map(head, ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"))),
        *levels_merged(goal.rows, scope, own),
    ]  # fmt: skip
    return Table(
        "performance_project",
        title,
        "万元",
        (14, 15, 24, 22, 15, 18),
        body=body,
        size=9,
        origin="performance",
        layout="page_form",
    )
