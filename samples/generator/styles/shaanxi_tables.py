"""Tables of a north-western 部门综合预算: four classifications side by side, each table by function and by unit."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest

from generator.catalogue import ECONOMY, FUNCTIONS, SCHOOLS
from generator.figures import FISCAL, GENERAL, GOVERNMENT, OTHER, ZERO, Line
from generator.gold import Fact, fact
from generator.grid import Cell, Row, Table, head, row
from generator.money import Printed, split
from generator.table_kinds import purposes
from generator.tables import CLASSES, Maker, empty_rows, three_public_values

ECONOMIC_CLASSES = ("301", "302", "303", "310")
TO_GOVERNMENT = {"301": "501", "302": "502", "303": "509", "310": "503"}
GOVERNMENT_NAMES = {
    "501": "机关工资福利支出",
    "502": "机关商品和服务支出",
    "503": "机关资本性支出",
    "509": "对个人和家庭的补助",
}
ITEM_TO_GOVERNMENT = {
    "30101": "50101", "30102": "50101", "30103": "50101", "30107": "50199", "30108": "50102", "30110": "50102", "30112": "50102",
    "30113": "50103", "30305": "50901", "30201": "50201", "30202": "50201", "30205": "50201", "30206": "50201", "30207": "50201",
    "30211": "50201", "30213": "50209", "30226": "50205", "30228": "50201", "30229": "50201", "30239": "50201", "30299": "50299",
    "31002": "50306",
}  # fmt: skip
ITEM_NAMES = {
    "50101": "工资奖金津补贴", "50102": "社会保障缴费", "50103": "住房公积金", "50199": "其他工资福利支出", "50201": "办公经费", "50205": "委托业务费",
    "50209": "维修（护）费", "50299": "其他商品和服务支出", "50306": "设备购置", "50901": "社会福利和救助",
}  # fmt: skip
Amounts = dict[str, Decimal]


@dataclass(frozen=True, slots=True)
class Plan(Maker):
    """The year's budget by unit and by economic class, too."""

    units: tuple[tuple[str, str], ...] = ()
    """(code, name): head office first, then the subordinate unit."""
    subordinate: frozenset[str] = field(default_factory=frozenset)
    """Functional items of the subordinate unit's money of the general public budget."""

    def lines(self, unit: int) -> list[Line]:
        """Lines of one unit."""
        return [
            line for line in self.of.lines if (line.code in self.subordinate and line.fund == GENERAL) == (unit == 1)
        ]

    def basic_by_class(self) -> Amounts:
        """Basic expenditure by economic class."""
        items = {**self.of.personnel_items, **self.of.public_items}
        found = {
            code: sum((v for item, v in items.items() if item.startswith(code)), ZERO) for code in ECONOMIC_CLASSES
        }
        return {code: value for code, value in found.items() if value}

    def project_by_class(self, fund: str | None) -> Amounts:
        """Project expenditure by economic class: services and equipment."""
        return split(self.of.project(fund=fund), {"302": 8, "310": 2})

    def government_by_class(self, fund: str | None) -> Amounts:
        """Everything by the government's economic classes."""
        basic, project = self.basic_by_class(), self.project_by_class(fund)
        both = {code: basic.get(code, ZERO) + project.get(code, ZERO) for code in ECONOMIC_CLASSES}
        return {TO_GOVERNMENT[code]: value for code, value in both.items() if value}


Block = list[tuple[str, Cell]]


def four_blocks(plan: Plan, *, fiscal: bool, purpose: bool = False) -> Table:
    """收支总表: income, then spending by function, by economic class of departments and by that of government."""
    of, cell = plan.of, plan.cell
    fund = FISCAL if fiscal else None
    dims: dict[str, str] = {"fund": FISCAL} if fiscal else {}
    whole, current = of.sum(fund=fund), of.sum(fund=fund) - of.carryover
    income: Block = [
        ("1、财政拨款" if not fiscal else "一、财政拨款", cell(of.income(FISCAL), ("income.fiscal_appropriation", {}))),
        ("（1）一般公共预算拨款", cell(of.income(GENERAL), ("income.general_public_budget", {}))),
        ("（2）政府性基金拨款", cell(of.income(GOVERNMENT), ("income.government_fund", {}))),
        ("（3）国有资本经营预算收入", cell(ZERO, ("income.state_capital", {}))),
    ]
    if not fiscal:
        income += [
            ("2、上级补助收入", cell(ZERO, ("income.superior_subsidy", {}))), ("3、事业收入", cell(ZERO, ("income.undertaking", {}))),
            ("4、事业单位经营收入", cell(ZERO, ("income.operating", {}))), ("5、附属单位上缴收入", cell(ZERO, ("income.affiliated", {}))),
            ("6、其他收入", cell(of.income(OTHER), ("income.other", {}))),
        ]  # fmt: skip
    used = of.codes(fund, (3,))
    functions: Block = [
        (f"{at}、{name}", cell(of.sum(code, fund), ("expenditure.total", {**dims, "function": code})) if code in used else Cell())
        for at, (code, name) in enumerate(CLASSES.items(), 1)
    ]  # fmt: skip

    def classes(amounts: Amounts, concept: str) -> Block:
        return [
            (f"（{at}）{ECONOMY[code]}", cell(value, (concept, {**dims, "economy": code})))
            for at, (code, value) in enumerate(amounts.items(), 1)
        ]

    economy: Block = [
        ("1、人员经费和公用经费支出", cell(of.basic(fund=fund), ("expenditure.basic", dims))),
        *classes(plan.basic_by_class(), "expenditure.basic"),
        ("2、专项业务经费支出", cell(of.project(fund=fund), ("expenditure.project", dims))),
        *classes(plan.project_by_class(fund), "expenditure.project"),
    ]
    government: Block = [
        (f"{at}、{GOVERNMENT_NAMES[code]}", cell(value, ("expenditure.total", {**dims, "government_economy": code})))
        for at, (code, value) in enumerate(plan.government_by_class(fund).items(), 1)
    ]
    blank = ("", Cell())
    blocks = (income, functions, economy, government, *([purposes(plan)] if purpose else []))
    body = [row(*(piece for pair in all_ for piece in pair)) for all_ in zip_longest(*blocks, fillvalue=blank)]
    sides = len(blocks) - 1
    spent = cell(whole, ("expenditure.current_year", dims))
    body.append(row("本年收入合计", cell(current, ("income.current_year", dims)), *("本年支出合计", spent) * sides))
    body.append(row("上年结转", cell(of.carryover, ("income.carryover", dims)), *("结转下年", Cell()) * sides))
    closing = cell(whole, ("expenditure.total", dims))
    body.append(row("收入总计", cell(whole, ("income.total", dims)), *("支出总计", closing) * sides))
    header = [
        row(head("收入", 2), head("支出", 2 * sides)),
        row(*map(head, ("项目", "预算数", "支出功能分科目（按大类）", "预算数", "部门预算支出经济科目（按大类）", "预算数", "政府预算支出经济科目（按大类）", "预算数", *(("支出用途（按类别）", "预算数") if purpose else ())))),
    ]  # fmt: skip
    name, title = (
        ("fiscal_appropriation_summary", "部门综合预算财政拨款收支总表")
        if fiscal
        else ("income_expenditure_summary", "部门综合预算收支总表")
    )
    return Table(
        name,
        title,
        plan.printed.unit,
        (20, 10, 22, 10, 22, 10, 20, 10, *((16, 10) if purpose else ())),
        header,
        body,
        size=7.5,
    )


def by_unit(plan: Plan, *, income: bool) -> Table:
    """收入总表 or 支出总表 by unit."""
    of = plan.of
    columns: list[tuple[str, str, Callable[[list[Line]], Decimal]]]

    def fund(name: str) -> Callable[[list[Line]], Decimal]:
        return lambda lines: sum((line.total for line in lines if line.fund == name), ZERO)

    if income:
        columns = [
            ("合计", "income.total", lambda lines: sum((line.total for line in lines), ZERO)), ("一般公共预算拨款", "income.general_public_budget", fund(GENERAL)),
            ("政府性基金拨款", "income.government_fund", fund(GOVERNMENT)), ("上级补助收入", "income.superior_subsidy", lambda lines: ZERO),
            ("事业收入", "income.undertaking", lambda lines: ZERO), ("其他收入", "income.other", fund(OTHER)), ("上年结转", "income.carryover", lambda lines: ZERO),
        ]  # fmt: skip
    else:
        columns = [
            ("合计", "expenditure.total", lambda lines: sum((line.total for line in lines), ZERO)), ("人员经费支出", "expenditure.basic.personnel", lambda lines: sum((line.personnel for line in lines), ZERO)),
            ("公用经费支出", "expenditure.basic.public", lambda lines: sum((line.public for line in lines), ZERO)), ("专项业务经费支出", "expenditure.project", lambda lines: sum((line.project for line in lines), ZERO)),
        ]  # fmt: skip
    rows = []
    for at, (code, name) in enumerate((("", ""), *plan.units)):
        lines = of.lines if at == 0 else plan.lines(at - 1)
        dims = {"organisation": name} if name else {}
        cells = []
        for _, concept, read in columns:
            value = read(lines)
            if income and at < 2:
                value += {"income.general_public_budget": -of.carryover, "income.carryover": of.carryover}.get(
                    concept, ZERO
                )
            cells.append(plan.cell(value if value or at == 0 else None, (concept, dims)))
        rows.append(row(code, name, *cells) if name else row(Cell("合计", 2, align="centre"), *cells))
    title, table = (
        ("部门综合预算收入总表（分单位）", "income_by_unit")
        if income
        else ("部门综合预算支出总表（分单位）", "expenditure_by_unit")
    )
    header = [row(*map(head, ("单位编码", "单位名称", *(column[0] for column in columns))))]
    return Table(table, title, plan.printed.unit, (11, 28, *[13] * len(columns)), header, rows, size=8)


NATURE = ("合计", "人员经费支出", "公用经费支出", "专项业务经费支出")


def by_function(
    plan: Plan, table: str, title: str, fund: str | None, *, basic: bool = False, repeat: bool = False
) -> Table:
    """Items by function with personnel, public and special business money; ``basic``: without the last."""
    of = plan.of
    dims = {"fund": fund} if fund else {}
    columns = [
        ("expenditure.basic" if basic else "expenditure.total", of.basic if basic else of.sum),
        ("expenditure.basic.personnel", of.personnel), ("expenditure.basic.public", of.public),
    ]  # fmt: skip
    if not basic:
        columns.append(("expenditure.project", of.project))
    body = plan.function_rows(columns, fund=fund, dims=dims, levels=(3, 5, 7), indent=True)
    body = [Row((*line.cells, Cell())) for line in body if any(cell.text for cell in line.cells[2:]) or not basic]
    heads = [*NATURE[: len(columns)], "备注"]
    return Table(
        table, title, plan.printed.unit, (13, 34, *[13] * len(columns), 8), [row(*map(head, ("功能科目编码", "功能科目名称", *heads)))], body,
        repeat_header=repeat, size=8.5,
    )  # fmt: skip


def by_economy(plan: Plan, *, basic: bool) -> Table:
    """Items by both economic classifications in one row; totals of the classes above their items."""
    of, own = plan.of, {"fund": GENERAL}
    items: dict[str, tuple[str, Decimal]] = {
        **{code: ("personnel", value) for code, value in of.personnel_items.items()},
        **{code: ("public", value) for code, value in of.public_items.items()},
    }
    special = {} if basic else split(of.project(fund=GENERAL), {"30226": 8, "31002": 2})
    concept = "expenditure.basic" if basic else "expenditure.total"
    rows: list[Row] = []

    def line(code: str, stated: dict[str, str], label: Sequence[Cell], parts: Sequence[Decimal]) -> None:
        shown = [sum(parts, ZERO), *parts] if not basic else [parts[0] + parts[1], *parts[:2]]
        concepts = (concept, "expenditure.basic.personnel", "expenditure.basic.public", "expenditure.project")
        cells = [
            plan.cell(value or None, (name, {**own, **stated})) for value, name in zip(shown, concepts, strict=False)
        ]
        rows.append(row(*label, *cells, ""))

    def parts_of(prefix: str) -> tuple[Decimal, Decimal, Decimal]:
        by = {
            side: sum((v for c, (s, v) in items.items() if c.startswith(prefix) and s == side), ZERO)
            for side in ("personnel", "public")
        }
        return by["personnel"], by["public"], sum((v for c, v in special.items() if c.startswith(prefix)), ZERO)

    line("", {}, [Cell("合计", 4, align="centre")], parts_of(""))
    for code in sorted({code[:size] for code in (*items, *special) for size in (3, 5)}):
        government = ITEM_TO_GOVERNMENT[code] if len(code) == 5 else ""
        label = [Cell(code), Cell(ECONOMY[code]), Cell(government), Cell(ITEM_NAMES.get(government, ""))]
        line(code, {"economy": code}, label, parts_of(code))
    heads = (
        "部门经济科目编码",
        "部门经济科目名称",
        "政府经济科目编码",
        "政府经济科目名称",
        *NATURE[: 3 if basic else 4],
        "备注",
    )
    if basic:
        name, title = "basic_by_economy", "部门综合预算一般公共预算基本支出明细表（按支出经济分类科目）"
    else:
        name, title = "expenditure_by_economy", "部门综合预算一般公共预算支出明细表（按支出经济分类科目）"
    return Table(
        name,
        title,
        plan.printed.unit,
        (11, 24, 11, 20, *[12] * (3 if basic else 4), 7),
        [row(*map(head, heads))],
        rows,
        size=8,
    )


def fund_table(plan: Plan) -> Table:
    """Government funds: income left, spending by function right."""
    of = plan.of
    money = of.sum(fund=GOVERNMENT)
    header = [
        row(*map(head, ("功能科目编码", "功能科目名称", "合计", "人员经费支出", "公用经费支出", "专项业务经费支出")))
    ]
    own = {"fund": GOVERNMENT}
    columns = [
        ("expenditure.total", of.sum), ("expenditure.basic.personnel", of.personnel), ("expenditure.basic.public", of.public), ("expenditure.project", of.project),
    ]  # fmt: skip
    body = plan.function_rows(columns, fund=GOVERNMENT, dims=own, levels=(3, 5, 7)) if money else empty_rows(6, 3)
    return Table(
        "government_fund",
        "部门综合预算政府性基金支出表",
        plan.printed.unit,
        (13, 34, *[13] * 4),
        header,
        body,
        size=8.5,
    )


def empty_table(plan: Plan) -> Table:
    """State capital: heads and nothing below."""
    header = [
        row(*map(head, ("功能科目编码", "功能科目名称", "合计", "人员经费支出", "公用经费支出", "专项业务经费支出")))
    ]
    title = "部门综合预算国有资本经营预算支出表"
    return Table("state_capital", title, plan.printed.unit, (13, 34, *[13] * 4), header, empty_rows(6, 3), size=8.5)


def project_table(plan: Plan) -> Table:
    """专项业务经费支出表: unit rows above its projects."""
    of = plan.of
    body = [row(Cell("合计", 2, align="centre"), plan.cell(of.project(), ("expenditure.project", {})), "")]
    for at, project in enumerate(of.projects, 1):
        stated = ("expenditure.project", {"project": project.name})
        body.append(row(str(at), project.name, plan.cell(project.amount, stated), "按工作需要安排"))
    header = [row(*map(head, ("序号", "项目名称", "项目金额", "项目简介")))]
    return Table(
        "project_list", "部门综合预算专项业务经费支出表", plan.printed.unit, (8, 40, 16, 30), header, body, size=9
    )


ORDER = ("total", "overseas", "reception", "vehicles", "purchase", "operation")


def three_public_table(plan: Plan, before: Amounts) -> Table:
    """上年, 当年 and 增减变化 of the three public items with meetings and training, each in a row of its own."""
    of, printed = plan.of, Printed(plan.printed.unit, separators=plan.printed.separators)
    now = three_public_values(of.three_public)
    then = three_public_values(of.three_public_before)
    more = {"conference": ("conference.total", of.conference), "training": ("training.total", of.training)}
    labels = (
        ("“三公”经费合计", "total"), ("因公出国（境）费用", "overseas"), ("公务接待费", "reception"), ("公务用车购置及运行维护费", "vehicles"),
        ("其中：公务用车购置费", "purchase"), ("公务用车运行维护费", "operation"), ("会议费", "conference"), ("培训费", "training"),
    )  # fmt: skip

    def cell(value: Decimal, *facts: Fact) -> Cell:
        return Cell(printed.number(value), align="right", facts=facts)

    rows = []
    for label, name in labels:
        concept, value = now[name] if name in now else more[name]
        old = then[name][1] if name in then else before[name]
        rows.append(
            row(label, cell(old, fact(concept, "budget", of.year - 1, printed.value(old))), cell(value, fact(concept, "budget", of.year, printed.value(value))),
                cell(value - old, fact(concept, "change", of.year, printed.value(value - old))))
        )  # fmt: skip
    title = "部门综合预算一般公共预算拨款“三公”经费及会议费、培训费支出预算表"
    header = [row(*map(head, ("项目", "上年预算数", "当年预算数", "增减变化情况")))]
    return Table("three_public", title, plan.printed.unit, (40, 18, 18, 18), header, rows, size=9)


__all__ = [
    "FUNCTIONS",
    "Plan",
    "by_economy",
    "by_function",
    "by_unit",
    "four_blocks",
    "fund_table",
    "project_table",
    "three_public_table",
]


def rank_table(plan: Plan, rng: random.Random, on: int, other: int) -> Table:
    """People by unit: managing, technical, manual, retired, students."""
    year, (first, second) = plan.of.year, plan.units
    school = plan.of.domain is SCHOOLS
    posts, retired = plan.of.staff["institution"], plan.of.staff["retired"]
    away = min(3, retired - 1)

    def cells(name: str, posts: int, people: int, technical: int, worker: int, gone: int, students: int) -> list[Cell]:
        own = {"organisation": name} if name else {}

        def cell(value: int, concept: str, **dims: str) -> Cell:
            stated = (fact(concept, "reported", year, value, "person", **own, **dims),) if concept else ()
            return Cell(str(value), align="right", facts=stated)

        found = [
            cell(posts, "staff.establishment"), cell(people, "staff.on_duty"), cell(people - technical - worker, ""), cell(technical, ""),
            cell(worker, "staff.on_duty", post_type="worker"), cell(gone, "staff.retired"),
        ]  # fmt: skip
        return [*found, cell(students, "staff.students")] if school else found

    administrative = plan.of.staff["administrative"]
    students = rng.randrange(200, 1500)
    one = (administrative, on, 0, 1, retired - away, 0)
    two = (posts, other, other - 2, 1, away, students)
    both = tuple(a + b for a, b in zip(one, two, strict=True))
    body = [
        row("合计", *cells("", *both)), row(first[1], *cells(first[1], *one)), row(second[1], *cells(second[1], *two)),
    ]  # fmt: skip
    heads = [
        "单位名称",
        "编制数",
        "实有人数",
        "管理人员",
        "专业技术人员",
        "工勤人员",
        "离退休人员",
        *(["在校学生"] if school else []),
    ]
    return Table("", "部门人员情况表", "人", (24, *[10] * (len(heads) - 1)), [row(*map(head, heads))], body, size=9)
