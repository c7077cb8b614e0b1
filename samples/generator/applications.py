"""Goal forms of an application for money: of one project with standards, and of a whole department with its tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from generator.figures import ZERO
from generator.gold import Indicator, fact
from generator.grid import Cell, Row, Table, head, row
from generator.money import Printed


def tree(label: str, goals: Sequence[Indicator], scope: tuple[str, str, str], heads: Sequence[str], *, spans: Sequence[int], standard: bool = False) -> list[Row]:  # fmt: skip
    """A head row and the indicators, levels merged. ``spans``: columns of the name and of the value, then of the rest."""
    body: list[Row] = []
    for level1, members in groupby(goals, key=lambda goal: goal.level1):
        ones = list(members)
        lead: list[Cell] = [Cell(level1, rows=len(ones))]
        for level2, inner in groupby(ones, key=lambda goal: goal.level2):
            below = list(inner)
            cells = [*lead, Cell(level2, rows=len(below))]
            lead = []
            for goal in below:
                rest = [Cell(goal.basis if standard else "", spans[2])] if len(spans) > 2 else []
                body.append(
                    Row((*cells, Cell(goal.level3, spans[0]), Cell(goal.text, spans[1]), *rest), (*scope, goal))
                )
                cells = []
    widths = (1, 1, *spans)
    return [
        Row((Cell(label, rows=len(body) + 1), *(head(text, wide) for text, wide in zip(heads, widths, strict=True)))),
        *body,
    ]


@dataclass(frozen=True, slots=True)
class Application:
    """The form of one project: money of this year by source, two goals, indicators with standards."""

    year: int
    department: str
    name: str
    amount: Decimal
    other: Decimal
    goals: Sequence[Indicator]
    printed: Printed
    title: str = "部门预算专项业务经费绩效目标表"
    standard: bool = True

    def table(self) -> Table:
        """Seven columns."""
        dims = {"project": self.name}

        def money(value: Decimal, **fund: str) -> Cell:
            stated = fact("expenditure.project", "budget", self.year, self.printed.value(value), **dims, **fund)
            return Cell(self.printed.number(value), 4, facts=(stated,))

        heads = ("一级指标", "二级指标", "指标内容", "指标值", "绩效标准" if self.standard else "备注")
        body = [
            row(Cell("项目名称", 2), Cell(self.name, 5)),
            row(Cell("主管部门", 2), Cell(self.department, 2), Cell("实施期限"), Cell(f"{self.year}年1月至{self.year}年12月", 2)),
            Row((Cell("资金金额（万元）", rows=3), Cell("实施期资金总额：" if False else "年度资金总额：", 2), money(self.amount + self.other))),
            row(Cell("其中：财政拨款", 2), money(self.amount, fund="fiscal_appropriation")),
            row(Cell("其他资金", 2), money(self.other, fund="non_fiscal")),
            row(Cell("总体目标"), Cell("目标1：完成年度任务。\n目标2：提高资金使用效益。", 6)),
            *tree("年度绩效指标", self.goals, ("project", self.name, "annual"), heads, spans=(2, 1, 1), standard=self.standard),
        ]  # fmt: skip
        return Table(
            "performance_project", self.title, "", (11, 12, 15, 12, 13, 17, 20), body=body, size=9, origin="performance", layout="applied_standard",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Task:
    """One main task of the year."""

    name: str
    content: str
    fiscal: Decimal
    other: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Overall:
    """The form of the whole department: tasks with their money, goals, indicators."""

    year: int
    department: str
    tasks: Sequence[Task]
    goals: Sequence[Indicator]
    printed: Printed
    title: str = "部门整体支出绩效目标表"

    def table(self) -> Table:
        """Seven columns."""
        number = self.printed.number

        def line(name: str, content: str, fiscal: Decimal, other: Decimal) -> tuple[Cell, ...]:
            whole = fiscal + other
            return (
                Cell(name, 2),
                Cell(content),
                *(Cell(number(value), align="right") for value in (whole, fiscal, other)),
            )

        tasks = [row(*line(task.name, task.content, task.fiscal, task.other)) for task in self.tasks]
        fiscal = sum((task.fiscal for task in self.tasks), ZERO)
        other = sum((task.other for task in self.tasks), ZERO)

        def total(value: Decimal, concept: str, **dims: str) -> Cell:
            return Cell(
                number(value),
                align="right",
                facts=(fact(concept, "budget", self.year, self.printed.value(value), **dims),),
            )

        body = [
            row(Cell("部门（单位）名称", 2), Cell(self.department, 5)),
            Row((Cell("年度主要任务", rows=len(tasks) + 3), Cell("任务名称", 2, 2), Cell("主要内容", rows=2), head("预算金额（万元）", 3))),
            row(*map(head, ("总额", "财政拨款", "其他资金"))),
            *tasks,
            row(Cell("金额合计", 3), total(fiscal + other, "expenditure.total"), total(fiscal, "income.fiscal_appropriation"), total(other, "income.total", fund="non_fiscal")),
            row(Cell("年度总体目标"), Cell("目标1：保障机构正常运转。\n目标2：完成年度重点工作。\n目标3：提升服务水平。", 6)),
            *tree("年度绩效指标", self.goals, ("department", "", "annual"), ("一级指标", "二级指标", "指标内容", "指标值"), spans=(2, 2)),
        ]  # fmt: skip
        return Table(
            "performance_department", self.title, "", (11, 13, 15, 22, 13, 13, 13), body=body, size=9, origin="performance", layout="tasks_with_money",
        )  # fmt: skip
