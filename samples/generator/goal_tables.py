"""Goals of projects in forms other than Hubei's: indicators with operator, value and unit in columns of their own, with
points or with a standard, one form for a project or one long table for all of them.
"""

from __future__ import annotations

import random
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


def with_value(one: Indicator) -> str:
    """Name and value as one text: 培训人员考核通过率≥95%, 成果质量：达标."""
    return f"{one.level3}{'' if one.text[0] in '≥≤=' else '：'}{one.text}"


def three_years(goal: Goal, rng: random.Random) -> list[Decimal]:
    """Money of a project in the two years before and in its own, oldest first."""
    return [
        *((goal.amount * rng.randrange(60, 110) / 100).quantize(Decimal("0.01")) for _ in range(2)),
        goal.amount,
    ]


def years_rows(year: int, project: str, amounts: Sequence[Decimal], printed: Printed, width: int) -> list[Row]:
    """Money of three years side by side below a head each; ``width``: columns of the form."""
    if not amounts:
        return []
    spans = (1, 1, width - 3)
    whens = range(year - 2, year + 1)

    def cell(when: int, amount: Decimal, columns: int) -> Cell:
        own = money_cell(when, project, amount, printed, columns=columns)
        return own if when == year else replace(own, facts=())  # of which budget it is is not said

    return [
        Row((Cell("近三年预算安排（万元）", rows=2), *(head(f"{when}年", wide) for when, wide in zip(whens, spans, strict=True)))),
        row(*(cell(*one) for one in zip(whens, amounts, spans, strict=True))),
    ]  # fmt: skip


def weighted_form(
    year: int, department: str, goal: Goal, title: str, *, core: bool, years: Sequence[Decimal] = (), inline: bool = False
) -> Table:  # fmt: skip
    """Project, money (of ``years``), goal; indicators with sign, value, unit, points (and whether they are of the core).

    ``inline``: name and value are one text in one cell.
    """
    scope: Scope = ("project", goal.name, "annual")
    points = weights(len(goal.rows))
    printed, width = Printed(trim=True), 7 + core
    annual = fact("expenditure.project", "budget", year, goal.amount, project=goal.name)
    fiscal = money_cell(year, goal.name, goal.fiscal, printed, columns=width - 4, fund="fiscal_appropriation")

    def own(at: int, one: Indicator) -> list[Cell]:
        tail = [Cell("是" if at % 2 else "否", align="centre")] if core else []
        if inline:
            return [Cell(with_value(one), 4), Cell(str(points[at]), align="centre"), *tail]
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
    shown_heads = [head(text) for text in heads]
    if inline:
        shown_heads[2:6] = [head("三级指标及指标值", 4)]
    body = [
        row(Cell("项目名称"), Cell(goal.name, width - 4), Cell("项目类别"), Cell(goal.kind, 2)),
        row(Cell("主管部门"), Cell(department, width - 4), Cell("项目期"), Cell("1年", 2)),
        Row((Cell("年度资金总额（万元）"), Cell(printed.number(goal.amount), 2, facts=(annual,)), Cell("其中：财政拨款"),
             fiscal)),
        *years_rows(year, goal.name, years, printed, width),
        row(Cell("年度绩效目标"), Cell(goal.text, width - 1)),
        row(*shown_heads),
        *levels_merged(goal.rows, scope, own, shown=(lambda one: one) if inline else apart),
    ]  # fmt: skip
    return Table(
        "performance_project", title, "万元", (14, 15, 30, 12, 13, 11, 11, *([12] if core else [])), body=body, size=9,
        origin="performance", layout="weighted_inline" if inline else "weighted_form",
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


def standard_form(
    year: int, department: str, goal: Goal, title: str, *, points: bool, years: Sequence[Decimal] = (), inline: bool = False
) -> Table:  # fmt: skip
    """An application: goal and money above indicators with the standard each is judged by, value and unit in one cell.

    ``inline``: in the cell of the name.
    """
    scope: Scope = ("project", goal.name, "annual")
    printed, width = Printed(trim=True), 5 + points
    shares = weights(len(goal.rows), 90)

    def own(at: int, one: Indicator) -> list[Cell]:
        tail = [Cell(str(shares[at]), align="centre")] if points else []
        if inline:
            return [Cell(with_value(one), 2), Cell(one.basis), *tail]
        return [Cell(one.level3), Cell(one.basis), Cell(one.text, align="centre"), *tail]

    annual = money_cell(year, goal.name, goal.amount, printed, columns=width - 2)
    fiscal = money_cell(year, goal.name, goal.fiscal, printed, columns=width - 2, fund="fiscal_appropriation")
    other = goal.amount - goal.fiscal if goal.fiscal is not None else None
    rest = money_cell(year, goal.name, other or None, printed, columns=width - 2, fund="non_fiscal")
    named = ("三级指标", "绩效标准", "指标值及单位")
    heads = [*map(head, ("一级指标", "二级指标", *named, *(["分值"] if points else [])))]
    if inline:
        heads[2:5] = [head("三级指标及指标值", 2), head("绩效标准")]
    body = [
        row(Cell("项目名称"), Cell(goal.name, width - 1)),
        row(Cell("主管部门"), Cell(department, 2), Cell("项目类别"), Cell(goal.kind, width - 4)),
        Row((Cell("项目资金（万元）", rows=3), Cell("年度资金总额"), annual)),
        row(Cell("其中：财政拨款"), fiscal),
        row(Cell("其他资金"), rest),
        *years_rows(year, goal.name, years, printed, width),
        row(Cell("年度目标"), Cell(goal.text, width - 1)),
        row(*heads),
        *levels_merged(goal.rows, scope, own),
    ]
    return Table(
        "performance_project", title, "万元", (13, 16, 28, 18, 16, *([9] if points else [])), body=body, size=9, origin="performance", layout="standard_form",
    )  # fmt: skip


def long_table(goals: Sequence[Goal], title: str, *, merged: bool, repeat: bool) -> Table:
    """All projects below each other: name and goal merged over their rows (or on each row), sign, value and unit apart, and
    what the indicator means.
    """
    body: list[Row] = []
    for goal in goals:
        scope: Scope = ("project", goal.name, "annual")
        for at, one in enumerate(goal.rows):
            kind = "定性指标" if one.operator == "qualitative" else "定量指标"
            lead: list[Cell] = [Cell(goal.name), Cell(goal.text)]
            if merged:
                lead = [Cell(goal.name, rows=len(goal.rows)), Cell(goal.text, rows=len(goal.rows))] if at == 0 else []
            shown = apart(one)
            cells = (
                one.level1, one.level2, one.level3, SIGNS[one.operator], shown.text, one.unit, kind, f"反映{one.level3}的情况",
            )  # fmt: skip
            body.append(Row((*lead, *(Cell(text) for text in cells)), (*scope, shown)))
    heads = (
        "项目名称",
        "项目年度绩效目标",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标性质",
        "指标值",
        "度量单位",
        "指标属性",
        "指标内容",
    )
    return Table(
        "performance_project", title, "", (14, 18, 9, 11, 16, 7, 8, 7, 9, 18), [row(*map(head, heads))], body, repeat_header=repeat,
        size=8, origin="performance", layout="long_table",
    )  # fmt: skip
