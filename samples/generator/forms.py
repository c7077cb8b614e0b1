"""Performance target forms: the whole department's, and one of a project. Labels are merged over many rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from generator.figures import GENERAL, GOVERNMENT, ZERO, Year
from generator.gold import Fact, Indicator, fact
from generator.grid import Cell, Row, Table, head, row
from generator.money import Printed, percent
from generator.words import plain_percent


@dataclass(frozen=True, slots=True)
class FormText:
    """What a form says beside figures."""

    duties: str
    tasks: str
    goal: str
    purpose: str = "专项工作开支"


@dataclass(slots=True)
class DepartmentForm:
    """Figures of the whole-department form; ``history`` is oldest first: (year, fiscal, basic, project)."""

    of: Year
    printed: Printed
    fiscal: Decimal
    other: Decimal
    basic: Decimal
    project: Decimal
    history: Sequence[tuple[int, Decimal, Decimal, Decimal]]
    text: FormText
    long_term: Sequence[Indicator]
    annual: Sequence[Indicator]
    title: str = "部门整体绩效目标申报表"
    project_types: dict[str, str] = field(default_factory=dict)
    others: Sequence[Decimal] = ()
    """Other money of the years of ``history``; left blank, and out of the totals, where it is not told."""

    def table(self) -> Table:
        """Seven columns; the first holds labels merged over blocks of rows."""
        body = [
            row("部门（单位）名称", Cell(self.of.name, 6)),
            row("填报人", Cell("某某某", 2), Cell("联系电话", 2), Cell("13900000000", 2)),
            *self._funds(),
            row("部门职能概述", Cell(self.text.duties, 6)),
            row("年度工作任务", Cell(self.text.tasks, 6)),
            *self._projects(),
            Row((Cell("整体绩效总目标", rows=2), Cell("长期目标", 3), Cell("年度目标", 3))),
            Row((Cell(self.text.goal, 3), Cell(self.text.goal, 3))),
            *indicator_block("长期绩效指标", self.long_term, ("department", "", "long_term")),
            *indicator_block("年度绩效指标", self.annual, ("department", "", "annual")),
        ]
        return Table(
            "performance_department", self.title, "万元", (13, 13, 14, 17, 17, 13, 21), body=body, size=9.5,
            origin="performance",
        )  # fmt: skip

    def _funds(self) -> list[Row]:
        year, whole = self.of.year, self.fiscal + self.other
        spent = self.basic + self.project
        (first, *_), (second, *_) = self.history
        rows = [
            Row((Cell("部门总体资金情况", rows=8), Cell(f"总体资金情况 {self.printed.number(whole)}", 2, 2),
                 Cell("当年金额", rows=2), Cell("占比", rows=2), Cell("近两年收支金额", 2))),
            row(f"{first}年", f"{second}年"),
        ]  # fmt: skip

        def line(
            label: str, concept: str, amount: Decimal, of: Decimal, past: Sequence[Decimal], first: Cell | None
        ) -> Row:
            share = percent(amount, of, 2)
            facts: tuple[Fact, ...] = (fact(concept, "budget", year, amount),)
            cells = [
                Cell(label), Cell(self.printed.number(amount), facts=facts),
                Cell(plain_percent(share), facts=(fact(concept, "share", year, share, "percent"),)),
                *(Cell(Printed(trim=True).number(value), facts=(fact(concept, "reported", when, value),))
                  for value, (when, *_) in zip(past, self.history, strict=True)),
            ]  # fmt: skip
            return Row((first, *cells) if first else tuple(cells))

        fiscal = [entry[1] for entry in self.history]
        rows.append(
            line("财政拨款", "income.fiscal_appropriation", self.fiscal, whole, fiscal, Cell("收入构成", rows=3))
        )
        other = fact("income.total", "budget", year, self.other, fund="non_fiscal")
        past = [
            Cell(
                Printed(trim=True).number(value),
                facts=(fact("income.total", "reported", when, value, fund="non_fiscal"),),
            )
            for value, (when, *_) in zip(self.others, self.history, strict=False)
        ] or [Cell(), Cell()]
        rows.append(row("其他资金", Cell(self.printed.number(self.other), facts=(other,)), "", *past))
        income = [a + b for a, b in zip(fiscal, self.others or (ZERO, ZERO), strict=True)]
        rows.append(line("合计", "income.total", whole, whole, income, None))
        basic, project = [entry[2] for entry in self.history], [entry[3] for entry in self.history]
        rows.append(line("基本支出", "expenditure.basic", self.basic, spent, basic, Cell("支出构成", rows=3)))
        rows.append(line("项目支出", "expenditure.project", self.project, spent, project, None))
        both = [a + b for a, b in zip(basic, project, strict=True)]
        rows.append(line("合计", "expenditure.total", spent, spent, both, None))
        return rows

    def _projects(self) -> list[Row]:
        heads = ("项目名称", "项目类型", "项目总预算", "项目本年度预算")
        rows = [Row((Cell("项目支出情况", rows=len(self.of.projects) + 1), *map(head, heads),
                     head("项目主要支出方向和用途", 2)))]  # fmt: skip
        for at, project in enumerate(self.of.projects, 1):
            whole = fact("performance.project_funds", "budget", self.of.year, project.amount, project=project.name)
            annual = fact("expenditure.project", "budget", self.of.year, project.amount, project=project.name)
            text = Printed(trim=True).number(project.amount)
            rows.append(
                row(f"{at}.{project.name}", self.project_types.get(project.name, "常年性项目"), Cell(text, facts=(whole,)),
                    Cell(text, facts=(annual,)), Cell(self.text.purpose, 2))
            )  # fmt: skip
        return rows


@dataclass(slots=True)
class ProjectForm:
    """The form of one project."""

    of: Year
    name: str
    amount: Decimal
    long_term: Sequence[Indicator]
    annual: Sequence[Indicator]
    goal: str
    title: str = "项目支出绩效目标表"
    orphans: Sequence[Indicator] = ()
    """Rows that follow the annual block without a head of their own."""

    def table(self) -> Table:
        """Seven columns like the department's form."""
        text = Printed(trim=True).number(self.amount)
        annual = fact("expenditure.project", "budget", self.of.year, self.amount, project=self.name)
        fiscal = fact(
            "expenditure.project", "budget", self.of.year, self.amount, project=self.name, fund="fiscal_appropriation"
        )
        scope = ("project", self.name)
        body = [
            row(Cell("项目名称", 2), Cell(self.name, 5)),
            row(Cell("主管部门", 2), Cell(self.of.name, 2), Cell("项目实施单位"), Cell(self.of.name, 2)),
            row(Cell("项目属性", 2), Cell("□新增项目　□一次性项目　■延续项目（从　　年至　　年）", 5)),
            row(Cell("项目类型", 2), Cell("■一般公共预算　□政府性基金预算　□社保基金预算　□国有资本经营预算", 5)),
            Row((Cell("项目资金（万元）", 2, 3), Cell("资金总额：", 2), Cell(text, 3, facts=(annual,)))),
            row(Cell("其中：财政拨款", 2), Cell(text, 3, facts=(fiscal,))),
            row(Cell("其他资金", 2), Cell("", 3)),
            Row((Cell("整体绩效总目标", rows=2), Cell("长期目标", 3), Cell("年度目标", 3))),
            Row((Cell(self.goal, 3), Cell(self.goal, 3))),
            *indicator_block("长期绩效指标", self.long_term, (*scope, "long_term")),
            *indicator_block("年度绩效指标", [*self.annual, *self.orphans], (*scope, "annual"), cut=len(self.annual)),
        ]
        return Table(
            "performance_project", self.title, "", (13, 13, 14, 17, 17, 13, 21), body=body, size=9.5,
            origin="performance",
        )  # fmt: skip


def indicator_block(label: str, rows: Sequence[Indicator], scope: tuple[str, str, str], cut: int = 0) -> list[Row]:
    """A head row and the indicators; first- and second-level labels are merged over their rows.

    After ``cut`` rows the merged labels begin anew, as where a second form was pasted below the first.
    """
    block = [Row((Cell(label, rows=len(rows) + 1), head("一级指标"), head("二级指标"), head("三级指标", 2), head("指标值"),
                  head("指标值确定依据")))]  # fmt: skip
    numbered = [(at >= cut > 0, indicator) for at, indicator in enumerate(rows)]
    for (_, first), group in groupby(numbered, key=lambda pair: (pair[0], pair[1].level1)):
        members = list(group)
        opening: list[Cell] = [Cell(first, rows=len(members))]
        for second, inner in groupby(members, key=lambda pair: pair[1].level2):
            below = list(inner)
            cells = [*opening, Cell(second, rows=len(below))]
            opening = []
            for _, indicator in below:
                own = (Cell(indicator.level3, 2), Cell(indicator.text), Cell(indicator.basis))
                block.append(Row((*cells, *own), (*scope, indicator)))
                cells = []
    return block


def fiscal_of(year: Year) -> Decimal:
    """Fiscal appropriation of a year: what a form calls 财政拨款."""
    return year.sum(fund=GENERAL) + year.sum(fund=GOVERNMENT)
