"""Self-evaluation forms of a final account: of one project, and of the whole department.

Money stands in three columns (budget at the start, budget at the end, executed) beside points; an indicator has its
target, what was reached, points possible and points given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from generator.goals import Measured
from generator.gold import fact
from generator.grid import Cell, Row, Table, head, row
from generator.money import Printed, percent
from generator.words import plain_percent

AMOUNT_HEADS = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")


@dataclass(frozen=True, slots=True)
class Spent:
    """Money of one row: at the start, after changes, executed."""

    label: str
    budget: Decimal
    adjusted: Decimal
    done: Decimal
    concept: str = "expenditure.project"
    done_concept: str = ""
    """Where executed money goes by another name than budgeted."""
    fund: str = ""
    fund_year: str = ""


@dataclass(slots=True)
class Evaluation:
    """One form. ``name``: the project, "" for the whole department."""

    year: int
    department: str
    name: str
    printed: Printed
    money: Sequence[Spent]
    goals: tuple[str, str]
    rows: Sequence[Measured]
    title: str = "项目支出绩效自评表"
    points_first: bool = False
    """分值 stands before the target."""
    placeholders: bool = False
    """A row 指标2：…… below each second level."""
    points_in_label: bool = False
    """The first level is printed with its points (产出指标（50分）), once with the points alone."""

    @property
    def done_points(self) -> Decimal:
        """Points for execution, of ten."""
        whole = self.money[0]
        return percent(whole.done, whole.adjusted, 1) / 10

    @property
    def score(self) -> Decimal:
        """All points."""
        return self.done_points + sum((Decimal(one.score) for one in self.rows), Decimal(0))

    def table(self) -> Table:
        """Nine columns; the first holds labels merged over blocks."""
        who = (
            [
                row(Cell("项目名称", 2), Cell(self.name, 7)),
                row(Cell("主管部门", 2), Cell(self.department, 2), Cell("实施单位"), Cell(self.department, 4)),
            ]
            if self.name
            else [row(Cell("部门名称", 2), Cell(self.department, 7))]
        )
        money = [Row((Cell("项目资金（万元）" if self.name else "部门预算资金（万元）", 2, len(self.money) + 1), Cell(""), *map(head, AMOUNT_HEADS)))]  # fmt: skip
        money += [self._money(at, one) for at, one in enumerate(self.money)]
        goals = [
            Row((Cell("年度总体目标", rows=2), Cell("预期目标", 4), Cell("实际完成情况", 4))),
            row(Cell(self.goals[0], 4), Cell(self.goals[1], 4)),
        ]
        last = row(Cell("总分", 6), Cell("100"), Cell(f"{self.score:g}"), Cell())
        return Table(
            "final_performance", self.title, "万元", (8, 9, 12, 17, 12, 12, 8, 9, 13), body=[*who, *money, *goals, *self._block(), last],
            size=8.5, origin="performance", layout="self_evaluation_project" if self.name else "self_evaluation_department",
        )  # fmt: skip

    def _money(self, at: int, one: Spent) -> Row:
        dims = {"fund": one.fund, "fund_year": one.fund_year, "project": self.name}

        def cell(value: Decimal, measure: str, concept: str) -> Cell:
            return Cell(
                self.printed.number(value),
                align="right",
                facts=(fact(concept, measure, self.year, self.printed.value(value), **dims),),
            )

        points: tuple[Cell, ...] = (Cell("—"), Cell(plain_percent(percent(one.done, one.adjusted))), Cell("—"))
        if at == 0:
            points = (
                Cell("10"),
                Cell(plain_percent(percent(one.done, one.adjusted))),
                Cell(f"{self.done_points:g}"),
            )
        return row(
            one.label, cell(one.budget, "budget", one.concept), Cell(self.printed.number(one.adjusted), align="right"),
            cell(one.done, "final", one.done_concept or one.concept), *points,
        )  # fmt: skip

    def _block(self) -> list[Row]:
        heads = [
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            "偏差原因分析及改进措施",
        ]
        if self.points_first:
            heads[3:6] = ["分值", "年度指标值", "实际完成值"]
        body: list[Row] = []
        for group, (level1, members) in enumerate(groupby(self.rows, key=lambda one: one.indicator.level1)):
            ones = list(members)
            weight = sum(one.weight for one in ones)
            printed = level1
            if self.points_in_label:
                printed = f"（{weight}分）" if group == 1 else f"{level1}（{weight}分）"
            first: list[Cell] = []
            lines: list[Row] = []
            for level2, inner in groupby(ones, key=lambda one: one.indicator.level2):
                below = list(inner)
                more = self.placeholders and len(below) == 1
                lead = [Cell(level2, rows=len(below) + more)]
                for one in below:
                    lines.append(self._row(lead, one, printed))
                    lead = []
                if more:
                    lines.append(row("指标2：", *[Cell()] * 5))
            first = [Cell(printed, rows=len(lines))]
            lines[0] = replace(lines[0], cells=(*first, *lines[0].cells))
            body += lines
        return [Row((Cell("绩效指标", rows=len(body) + 1), *map(head, heads))), *body]

    def _row(self, lead: Sequence[Cell], one: Measured, level1: str) -> Row:
        indicator = replace(one.indicator, level1=level1)
        values = [Cell(indicator.text), Cell(one.actual), Cell(str(one.weight))]
        if self.points_first:
            values = [values[2], *values[:2]]
        cells = (*lead, Cell(indicator.level3), *values, Cell(one.score), Cell(one.reason or "无"))
        return Row(cells, ("project" if self.name else "department", self.name, "annual", indicator))
