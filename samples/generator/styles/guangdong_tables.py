"""Accounts of a hospital in yuan and cents: what patients pay, what the state gives, nine tables that close."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest

from generator.catalogue import ECONOMY, FUNCTIONS
from generator.figures import FISCAL, GENERAL, ZERO
from generator.gold import Fact, fact
from generator.grid import Cell, Row, Table, head, row
from generator.money import Printed, split
from generator.tables import CLASSES, NUMERALS, empty_rows

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Item:
    """Spending of one functional item: from the general public budget, from own income, and of trade."""

    code: str
    personnel: Decimal = ZERO
    public: Decimal = ZERO
    project: Decimal = ZERO
    own: Decimal = ZERO
    """Basic spending out of own income."""
    trade: Decimal = ZERO
    """经营支出."""

    @property
    def general(self) -> Decimal:
        """Paid by the general public budget."""
        return self.personnel + self.public + self.project

    @property
    def total(self) -> Decimal:
        """All of it."""
        return self.general + self.own + self.trade


Read = Callable[[Item], Decimal]


@dataclass(slots=True)
class Hospital:
    """One year. Own income is what is spent of it less ``used`` (事业基金) plus what is kept."""

    name: str
    year: int
    items: list[Item]
    printed: Printed
    superior: Decimal
    other: Decimal
    used: Decimal
    """使用非财政拨款结余."""
    over: Decimal
    """年初结转 of the general public budget."""
    on: Decimal
    """年末结转 of it."""
    spread: Decimal
    """结余分配."""
    personnel_items: dict[str, Decimal] = field(default_factory=dict)
    public_items: dict[str, Decimal] = field(default_factory=dict)

    def sum(self, read: Read, prefix: str = "") -> Decimal:
        """Over the items below a code."""
        return sum((read(item) for item in self.items if item.code.startswith(prefix)), ZERO)

    @property
    def spent(self) -> Decimal:
        """本年支出合计."""
        return self.sum(lambda item: item.total)

    @property
    def general_spent(self) -> Decimal:
        """Of the general public budget."""
        return self.sum(lambda item: item.general)

    @property
    def general_income(self) -> Decimal:
        """财政拨款收入."""
        return self.general_spent + self.on - self.over

    @property
    def trade_income(self) -> Decimal:
        """经营收入: as much as is spent."""
        return self.sum(lambda item: item.trade)

    @property
    def undertaking(self) -> Decimal:
        """事业收入: the rest."""
        return self.sum(lambda item: item.own) + self.spread - self.used - self.superior - self.other

    @property
    def current(self) -> Decimal:
        """本年收入合计."""
        return self.general_income + self.superior + self.undertaking + self.trade_income + self.other

    @property
    def whole(self) -> Decimal:
        """总计 of both sides."""
        return self.spent + self.spread + self.on

    def codes(self, *, last: bool, general: bool = False) -> list[str]:
        """Sections and items; ``last``: a section behind its items. Hospitals print no classes."""
        used = [item.code for item in self.items if item.general or not general]
        found = {code[:size] for code in used for size in (5, 7)}
        return sorted(found, key=lambda code: code + "~" if last and len(code) == 5 else code)

    def cell(self, value: Decimal, *facts: Fact, blank: bool = False) -> Cell:
        """An amount; ``blank``: nothing is printed for nought."""
        text = "" if blank and not value else self.printed.number(value)
        return Cell(text, align="right", facts=facts if text else ())

    def amount(self, concept: str, value: Decimal, *, blank: bool = False, **dims: str) -> Cell:
        """An amount of the account."""
        return self.cell(value, fact(concept, "final", self.year, self.printed.value(value), **dims), blank=blank)


def make_hospital(rng: random.Random, name: str, year: int, printed: Printed) -> Hospital:
    """Invent a year: everything to the cent."""

    def money(low: int, high: int) -> Decimal:
        return Decimal(rng.randrange(low * 1_000_000, high * 1_000_000)) / 100

    items = [
        Item("2080502", personnel=money(8, 60)), Item("2080505", personnel=money(90, 400), own=money(100, 600)), Item("2080506", personnel=money(40, 200), own=money(50, 300)),
        Item("2100201", personnel=money(600, 2000), public=money(50, 300), project=money(200, 900), own=money(9000, 30000), trade=money(5, 90)),
        Item("2100299", project=money(50, 600)), Item("2100408", project=money(20, 300)), Item("2100410", project=money(10, 120)),
        Item("2101102", personnel=money(50, 250), own=money(80, 300)), Item("2210201", personnel=money(100, 500), own=money(200, 900)),
    ]  # fmt: skip
    made = Hospital(
        name, year, items, printed, superior=money(5, 80) if rng.random() < 0.6 else ZERO, other=money(20, 300), used=money(10, 400) if rng.random() < 0.6 else ZERO,
        over=money(5, 60) if rng.random() < 0.7 else ZERO, on=money(5, 60) if rng.random() < 0.7 else ZERO, spread=money(20, 500) if rng.random() < 0.5 else ZERO,
    )  # fmt: skip
    personnel, public = made.sum(lambda item: item.personnel), made.sum(lambda item: item.public)
    made.personnel_items = split(
        personnel, {"30101": 40, "30102": 15, "30107": 20, "30108": 12, "30113": 10, "30302": 3}, CENT
    )
    made.public_items = split(public, {"30201": 30, "30206": 20, "30213": 20, "30226": 20, "30299": 10}, CENT)
    return made


def nine_tables(of: Hospital, *, parents_last: bool, repeat: bool, institution: bool) -> list[Table]:
    """公开01 to 公开09."""
    return [
        _summary(of), _income(of, last=parents_last, repeat=repeat), _spending(of, last=parents_last, repeat=repeat), _fiscal(of), _general(of, last=parents_last, repeat=repeat),
        _basic(of), _empty(of, fund=True), _empty(of, fund=False), _institution(of) if institution else _three_public(of),
    ]  # fmt: skip


def _summary(of: Hospital) -> Table:
    sources = (
        ("一般公共预算财政拨款收入", of.general_income, "income.general_public_budget"), ("政府性基金预算财政拨款收入", ZERO, "income.government_fund"),
        ("国有资本经营预算财政拨款收入", ZERO, "income.state_capital"), ("上级补助收入", of.superior, "income.superior_subsidy"), ("事业收入", of.undertaking, "income.undertaking"),
        ("经营收入", of.trade_income, "income.operating"), ("附属单位上缴收入", ZERO, "income.affiliated"), ("其他收入", of.other, "income.other"),
    )  # fmt: skip
    left: list[tuple[str, Cell]] = [
        (f"{NUMERALS[at]}、{label}", of.amount(concept, value)) for at, (label, value, concept) in enumerate(sources)
    ]
    right: list[tuple[str, Cell]] = []
    for code, name in CLASSES.items():
        value = of.sum(lambda item: item.total, code)
        right.append((f"{NUMERALS[len(right)]}、{name}", of.amount("expenditure.total", value, function=code)))
    left += [("", Cell())] * (len(right) - len(left))
    left += [
        ("本年收入合计", of.amount("income.current_year", of.current)), ("用事业基金弥补收支差额", of.amount("income.non_fiscal_balance_used", of.used)),
        ("年初结转和结余", of.amount("income.carryover", of.over)), ("总计", of.amount("income.total", of.whole)),
    ]  # fmt: skip
    right += [
        ("本年支出合计", of.amount("expenditure.current_year", of.spent)), ("结余分配", of.amount("expenditure.balance_distribution", of.spread)),
        ("年末结转和结余", of.amount("expenditure.carry_forward", of.on)), ("总计", of.amount("expenditure.total", of.whole)),
    ]  # fmt: skip
    body = [row(a, x, b, y) for (a, x), (b, y) in zip(left, right, strict=True)]
    header = [
        row(head("收入", 2), head("支出", 2)),
        row(*map(head, ("项目", "决算数", "项目（按功能分类）", "决算数"))),
    ]
    return Table("final_income_expenditure_summary", "收入支出决算总表", "元", (30, 18, 30, 18), header, body, size=8)


def _rows(of: Hospital, columns: Sequence[tuple[str, Callable[[str], Decimal]]], *, last: bool, dims: dict[str, str], total: str, general: bool = False) -> list[Row]:  # fmt: skip
    """Rows by function, the total at the end."""
    rows = []
    for code in of.codes(last=last, general=general):
        cells = [of.amount(concept, read(code), blank=True, function=code, **dims) for concept, read in columns]
        rows.append(row(code, FUNCTIONS[code], *cells))
    cells = [of.amount(total if at == 0 else concept, read(""), **dims) for at, (concept, read) in enumerate(columns)]
    return [*rows, row(Cell("合计", 2, align="centre"), *cells)]


def _header(heads: Sequence[str]) -> list[Row]:
    return [
        Row((head("项目", 2), *(head(text, rows=2) for text in heads))),
        row(*map(head, ("功能分类科目编码", "科目名称"))),
    ]


def _income(of: Hospital, *, last: bool, repeat: bool) -> Table:
    """Own income stands with the hospital's main item."""
    main = "2100201"

    def at_main(value: Decimal) -> Callable[[str], Decimal]:
        return lambda code: value if main.startswith(code) else ZERO

    def undertaking(code: str) -> Decimal:
        own = of.sum(lambda item: item.own, code)
        return own + (of.spread - of.used - of.superior - of.other if main.startswith(code) else ZERO)

    def fiscal(code: str) -> Decimal:
        return of.sum(lambda item: item.general, code) + (of.on - of.over if main.startswith(code) else ZERO)

    def whole(code: str) -> Decimal:
        return (
            fiscal(code)
            + undertaking(code)
            + (of.superior + of.trade_income + of.other if main.startswith(code) else ZERO)
        )

    columns = [
        ("income.total", whole), ("income.fiscal_appropriation", fiscal), ("income.superior_subsidy", at_main(of.superior)), ("income.undertaking", undertaking),
        ("income.operating", at_main(of.trade_income)), ("income.affiliated", lambda code: ZERO), ("income.other", at_main(of.other)),
    ]  # fmt: skip
    body = _rows(of, columns, last=last, dims={}, total="income.current_year")
    heads = ("本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
    return Table(
        "final_income_by_function",
        "收入决算表",
        "元",
        (10, 24, *[14] * 7),
        _header(heads),
        body,
        repeat_header=repeat,
        size=7.5,
    )


def _spending(of: Hospital, *, last: bool, repeat: bool) -> Table:
    columns: list[tuple[str, Callable[[str], Decimal]]] = [
        ("expenditure.total", lambda code: of.sum(lambda item: item.total, code)), ("expenditure.basic", lambda code: of.sum(lambda item: item.personnel + item.public + item.own, code)),
        ("expenditure.project", lambda code: of.sum(lambda item: item.project, code)), ("expenditure.to_superior", lambda code: ZERO),
        ("expenditure.operating", lambda code: of.sum(lambda item: item.trade, code)), ("expenditure.to_affiliated", lambda code: ZERO),
    ]  # fmt: skip
    body = _rows(of, columns, last=last, dims={}, total="expenditure.current_year")
    heads = ("本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")
    return Table(
        "final_expenditure_by_function",
        "支出决算表",
        "元",
        (10, 24, *[14] * 6),
        _header(heads),
        body,
        repeat_header=repeat,
        size=7.5,
    )


def _general(of: Hospital, *, last: bool, repeat: bool) -> Table:
    columns: list[tuple[str, Callable[[str], Decimal]]] = [
        ("expenditure.total", lambda code: of.sum(lambda item: item.general, code)), ("expenditure.basic", lambda code: of.sum(lambda item: item.personnel + item.public, code)),
        ("expenditure.project", lambda code: of.sum(lambda item: item.project, code)),
    ]  # fmt: skip
    body = _rows(of, columns, last=last, dims={"fund": GENERAL}, total="expenditure.current_year", general=True)
    return Table(
        "final_general_public_by_function", "一般公共预算财政拨款支出决算表", "元", (14, 34, 18, 18, 18), _header(("本年支出合计", "基本支出", "项目支出")), body, repeat_header=repeat, size=8.5,
    )  # fmt: skip


def _fiscal(of: Hospital) -> Table:
    fiscal = {"fund": FISCAL}
    left: list[tuple[str, Cell]] = [
        ("一、一般公共预算财政拨款", of.amount("income.general_public_budget", of.general_income)), ("二、政府性基金预算财政拨款", of.amount("income.government_fund", ZERO)),
        ("三、国有资本经营预算财政拨款", of.amount("income.state_capital", ZERO)),
    ]  # fmt: skip
    right: list[tuple[str, list[Cell]]] = []
    used = {item.code[:3] for item in of.items if item.general}

    def funds(concept: str, value: Decimal, **dims: str) -> list[Cell]:
        return [
            of.amount(concept, value, **dims, fund=FISCAL), of.amount(concept, value, **dims, fund=GENERAL), of.amount(concept, ZERO, blank=True, **dims, fund="government_fund"),
            of.amount(concept, ZERO, blank=True, **dims, fund="state_capital"),
        ]  # fmt: skip

    for code in sorted(used):
        right.append(
            (
                f"{NUMERALS[len(right)]}、{CLASSES[code]}",
                funds("expenditure.total", of.sum(lambda item: item.general, code), function=code),
            )
        )
    rows = [(a or ("", Cell()), b or ("", [Cell()] * 4)) for a, b in zip_longest(left, right)]
    rows += [
        (("本年收入合计", of.amount("income.current_year", of.general_income, **fiscal)), ("本年支出合计", funds("expenditure.current_year", of.general_spent))),
        (("年初财政拨款结转和结余", of.amount("income.carryover", of.over, **fiscal)), ("年末财政拨款结转和结余", funds("expenditure.carry_forward", of.on))),
        (("总计", of.amount("income.total", of.general_spent + of.on, **fiscal)), ("总计", funds("expenditure.total", of.general_spent + of.on))),
    ]  # fmt: skip
    body = [row(a, x, b, *y) for (a, x), (b, y) in rows]
    header = [
        row(head("收入", 2), head("支出", 5)),
        row(*map(head, ("项目", "决算数", "项目（按功能分类）", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"))),
    ]  # fmt: skip
    return Table(
        "final_fiscal_appropriation_summary",
        "财政拨款收入支出决算总表",
        "元",
        (24, 15, 24, 15, 15, 12, 12),
        header,
        body,
        size=7.5,
    )


def _basic(of: Hospital) -> Table:
    """One list, classes above their items, totals of both kinds at the end."""
    items = {**of.personnel_items, **of.public_items}
    dims = {"fund": GENERAL}
    body = []
    for code in sorted({code[:size] for code in items for size in (3, 5)}):
        value = sum((amount for item, amount in items.items() if item.startswith(code)), ZERO)
        body.append(row(code, ECONOMY[code], of.amount("expenditure.basic", value, economy=code, **dims)))
    body.append(
        row(
            Cell("人员经费合计", 2),
            of.amount("expenditure.basic.personnel", sum(of.personnel_items.values(), ZERO), **dims),
        )
    )
    body.append(
        row(Cell("公用经费合计", 2), of.amount("expenditure.basic.public", sum(of.public_items.values(), ZERO), **dims))
    )
    header = [row(*map(head, ("经济分类科目编码", "科目名称", "决算数")))]
    return Table(
        "final_basic_by_economy", "一般公共预算财政拨款基本支出决算表", "元", (18, 50, 24), header, body, size=9
    )


def _empty(of: Hospital, *, fund: bool) -> Table:
    if fund:
        header = [
            Row((head("项目", 2), head("年初结转和结余", rows=2), head("本年收入", rows=2), head("本年支出", 3), head("年末结转和结余", rows=2))),
            row(*map(head, ("科目编码", "科目名称", "小计", "基本支出", "项目支出"))),
        ]  # fmt: skip
        return Table(
            "final_government_fund",
            "政府性基金预算财政拨款收入支出决算表",
            "元",
            (12, 30, *[13] * 6),
            header,
            empty_rows(8, 3),
            size=8,
        )
    header = _header(("合计", "基本支出", "项目支出"))
    return Table(
        "final_state_capital",
        "国有资本经营预算财政拨款支出决算表",
        "元",
        (12, 34, 16, 16, 16),
        header,
        empty_rows(5, 3),
        size=8.5,
    )


def _three_public(of: Hospital) -> Table:
    """Noughts all over: a hospital pays these from its own income."""
    names = (
        "three_public.total", "three_public.overseas", "three_public.vehicles", "three_public.vehicles.purchase", "three_public.vehicles.operation", "three_public.reception",
    )  # fmt: skip
    cells = [of.cell(ZERO, fact(name, measure, of.year, ZERO)) for measure in ("budget", "final") for name in names]
    second = (
        head("合计", rows=2),
        head("因公出国（境）费", rows=2),
        head("公务用车购置及运行费", 3),
        head("公务接待费", rows=2),
    )
    header = [
        row(head("预算数", 6), head("决算数", 6)),
        Row(second * 2),
        Row(tuple(map(head, ("小计", "公务用车购置费", "公务用车运行费"))) * 2),
    ]
    return Table("final_three_public", "财政拨款“三公”经费支出决算表", "元", [10] * 12, header, [row(*cells)], size=8)


def _institution(of: Hospital) -> Table:
    """The same noughts below each other, with counts of things among them."""
    items = (
        ("（一）支出合计", "total"), ("1．因公出国（境）费", "overseas"), ("2．公务用车购置及运行维护费", "vehicles"), ("（1）公务用车购置费", "vehicles.purchase"),
        ("（2）公务用车运行维护费", "vehicles.operation"), ("3．公务接待费", "reception"),
    )  # fmt: skip
    counts = (
        ("1．因公出国（境）团组数（个）", "overseas.groups", "item"),
        ("2．因公出国（境）人次数（人）", "overseas.visits", "person"),
    )
    lines: list[tuple[Cell | str, ...]] = [("一、“三公”经费支出", head("—"), head("—"))]
    for label, key in items:
        both = (of.cell(ZERO, fact(f"three_public.{key}", measure, of.year, ZERO)) for measure in ("budget", "final"))
        lines.append((label, *both))
    lines.append(("（二）相关统计数", head("—"), head("—")))
    for label, key, unit in counts:
        stated = fact(f"three_public.{key}", "final", of.year, 0, unit)
        lines.append((label, head("—"), Cell("0", align="right", facts=(stated,))))
    body = [row(label, head(str(at)), *cells) for at, (label, *cells) in enumerate(lines, 1)]
    header = [row(*map(head, ("项目", "行次", "预算数", "统计数"))), row(head("栏次"), "", head("1"), head("2"))]
    return Table("final_operations_three_public", "机构运行信息表", "元", (44, 8, 18, 18), header, body, size=9)
