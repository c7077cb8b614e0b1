"""Eleven tables of a final account: income, spending and both carry-overs side by side, projects, and how it is run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest

from generator.catalogue import ECONOMY, FUNCTIONS
from generator.figures import FISCAL, GENERAL, GOVERNMENT, OTHER, ZERO
from generator.gold import Fact, fact
from generator.grid import Cell, Row, Table, head, row
from generator.styles.final_tables import Account, final_tables
from generator.tables import Maker, Reader, three_public_values

ORDER = ("total", "overseas", "vehicles", "purchase", "operation", "reception")


@dataclass(frozen=True, slots=True)
class Counts:
    """Journeys, guests, vehicles of the year."""

    bought: int
    kept: int
    batches: int
    visitors: int


@dataclass(frozen=True, slots=True)
class Assets:
    """Assets at the end of the year, in yuan."""

    current: Decimal
    buildings: Decimal
    vehicles: Decimal
    other_fixed: Decimal
    under_way: Decimal
    intangible: Decimal

    @property
    def fixed(self) -> Decimal:
        """Fixed assets."""
        return self.buildings + self.vehicles + self.other_fixed

    @property
    def total(self) -> Decimal:
        """All assets."""
        return self.current + self.fixed + self.under_way + self.intangible


@dataclass(frozen=True, slots=True)
class Account11(Account):
    """What comes over and goes on stands with the largest project of the general public budget."""

    budgets: dict[str, Decimal] = field(default_factory=dict)
    """三公 at the start of the year."""

    @property
    def carrier(self) -> str:
        """The item with the largest project."""
        lines = [line for line in self.of.lines if line.fund == GENERAL and line.project]
        return max(lines, key=lambda line: line.project).code

    @property
    def three_public_budget(self) -> dict[str, Decimal]:
        """Budget of the 三公 items."""
        return self.budgets

    def income_of(self, prefix: str, fund: str | None) -> Decimal:
        """Income by function."""
        moved = self.forward - self.of.carryover if self.carrier.startswith(prefix) and fund != OTHER else ZERO
        return self.of.sum(prefix, fund) + moved

    def over(self, prefix: str, fund: str | None) -> Decimal:
        """What came over from last year."""
        return self.of.carryover if self.carrier.startswith(prefix) else ZERO

    def on(self, prefix: str, fund: str | None) -> Decimal:
        """What goes on to next year."""
        return self.forward if self.carrier.startswith(prefix) else ZERO


def eleven_tables(
    account: Account11, counts: Counts, assets: Assets, *, repeat: bool, pairs: bool, institution: bool = False
) -> list[Table]:
    """The set in its order; ``pairs``: 三公 as six pairs of columns, else as a list with counts."""
    nine = final_tables(account, repeat=repeat, every=True)
    return [
        *nine[:4], _general(account, repeat=repeat), _basic(account), _projects(account), nine[6], nine[7],
        _three_public_pairs(account) if pairs and not institution else _three_public_list(account, counts, institution=institution), _assets(account, assets),
    ]  # fmt: skip


def _general(account: Account11, *, repeat: bool) -> Table:
    """年初 | 本年收入 | 本年支出 in five columns | 年末, by function."""
    of = account.of
    own = {"fund": GENERAL}
    columns: tuple[tuple[str, Reader, dict[str, str]], ...] = (
        ("income.carryover", account.over, own), ("income.general_public_budget", account.income_of, {}), ("expenditure.total", of.sum, own),
        ("expenditure.basic", of.basic, own), ("expenditure.basic.personnel", of.personnel, own), ("expenditure.basic.public", of.public, own),
        ("expenditure.project", of.project, own), ("expenditure.carry_forward", account.on, own),
    )  # fmt: skip
    body = []
    for code in of.codes(GENERAL):
        cells = [
            account.cell(read(code, GENERAL) or None, (concept, {**dims, "function": code}))
            for concept, read, dims in columns
        ]
        body.append(row(code, FUNCTIONS[code], *cells))
    totals = [
        account.cell(read("", GENERAL), ("expenditure.current_year" if concept == "expenditure.total" else concept, dims))
        for concept, read, dims in columns
    ]  # fmt: skip
    body.insert(0, row(Cell("合计", 2, align="centre"), *totals))
    header = [
        Row((head("项目", 2), head("年初结转和结余", rows=3), head("本年收入", rows=3), head("本年支出", 5), head("年末结转和结余", rows=3))),
        Row((head("功能分类科目编码", rows=2), head("科目名称", rows=2), head("合计", rows=2), head("基本支出", 3), head("项目支出", rows=2))),
        row(*map(head, ("小计", "人员经费", "公用经费"))),
        row(head("栏次", 2), *(head(str(at)) for at in range(1, 9))),
    ]  # fmt: skip
    return Table(
        "final_general_public_by_function", "一般公共预算财政拨款收入支出决算表", "万元", (11, 26, *[11] * 8), header, body, repeat_header=repeat, size=8,
    )  # fmt: skip


def _basic(account: Account11) -> Table:
    """Three lists side by side: 301, 302, and 303 with 310; totals in the last row."""
    of, dims = account.of, {"fund": GENERAL}
    items = {**of.personnel_items, **of.public_items}

    def listed(*classes: str) -> list[list[Cell]]:
        rows = []
        for code in sorted({code[:size] for code in items if code[:3] in classes for size in (3, 5)}):
            value = sum((amount for item, amount in items.items() if item.startswith(code)), ZERO)
            stated = ("expenditure.basic", {**dims, "economy": code})
            rows.append([Cell(code), Cell(ECONOMY[code]), account.cell(value, stated)])
        return rows

    blank = [Cell()] * 3
    body = [
        Row((*(a or blank), *(b or blank), *(c or blank)))
        for a, b, c in zip_longest(listed("301"), listed("302"), listed("303", "310"))
    ]
    body.append(
        Row((Cell("人员经费合计", 2), account.cell(of.personnel(fund=GENERAL), ("expenditure.basic.personnel", dims)),
             Cell("公用经费合计", 5), account.cell(of.public(fund=GENERAL), ("expenditure.basic.public", dims))))
    )  # fmt: skip
    header = [
        row(head("人员经费", 3), head("公用经费", 6)) if not of.personnel_items.get("30305") else row(head("支出按经济分类", 9)),
        row(*map(head, ("科目编码", "科目名称", "决算数") * 3)),
    ]  # fmt: skip
    return Table(
        "final_basic_by_economy", "一般公共预算财政拨款基本支出决算明细表", "万元", (8, 22, 11) * 3, header, body, size=7.5,
    )  # fmt: skip


def _projects(account: Account11) -> Table:
    of = account.of
    projects = [one for one in of.projects if one.fund == GENERAL]
    body = [
        row(head(str(at)), one.name, account.cell(one.amount, ("expenditure.project", {"fund": GENERAL, "project": one.name})))
        for at, one in enumerate(projects, 1)
    ]  # fmt: skip
    total = account.cell(of.project(fund=GENERAL), ("expenditure.project", {"fund": GENERAL}))
    body.insert(0, row("", Cell("合计", align="centre"), total))
    return Table(
        "final_project_list", "一般公共预算财政拨款项目支出决算表", "万元", (10, 60, 20), [row(*map(head, ("序号", "项目名称", "决算数")))], body, size=9,
    )  # fmt: skip


def _sides(account: Account11) -> tuple[dict[str, tuple[str, Decimal]], dict[str, tuple[str, Decimal]]]:
    return three_public_values(account.three_public_budget), three_public_values(account.of.three_public)


def _three_public_pairs(account: Account11) -> Table:
    """预算数 and 决算数 under each of six items."""
    budget, spent = _sides(account)
    maker = Maker(account.of, account.printed, "budget")
    cells: list[Cell] = []
    for name in ORDER:
        for make, (concept, value) in ((maker, budget[name]), (account, spent[name])):
            text = account.printed.number(value)
            cells.append(Cell(text, align="right", facts=(make.fact(concept, value, {}),) if text else ()))
    header = [
        Row((head("合计", 2, 2), head("因公出国（境）费", 2, 2), head("公务用车购置及运行维护费", 6), head("公务接待费", 2, 2))),
        row(*(head(text, 2) for text in ("小计", "公务用车购置费", "公务用车运行维护费"))),
        row(*map(head, ("预算数", "决算数") * 6)),
    ]  # fmt: skip
    return Table(
        "final_three_public",
        "一般公共预算财政拨款“三公”经费支出决算表",
        "万元",
        [10] * 12,
        header,
        [row(*cells)],
        size=8,
    )


def _three_public_list(account: Account11, counts: Counts, *, institution: bool) -> Table:
    """Items below each other with 行次, then counts, then operating funds: money and numbers of things in one column."""
    of, year = account.of, account.of.year
    budget, spent = _sides(account)
    printed = account.printed
    body: list[Row] = []

    def line(label: str, *cells: Cell) -> None:
        both = cells or (head("—"), head("—"))
        body.append(row(label, head(str(len(body) + 1)), *both))

    def money(label: str, name: str) -> None:
        concept, value = budget[name]
        first = Maker(of, printed, "budget").fact(concept, value, {})
        line(label, _cell(printed.number(value), first), _cell(printed.number(spent[name][1]), account.fact(concept, spent[name][1], {})))  # fmt: skip

    def spent_on(label: str, value: Decimal, concept: str, **dims: str) -> None:
        line(label, head("—"), _cell(printed.number(value), account.fact(concept, value, dims)))

    def number(label: str, value: int, concept: str, unit: str, measure: str = "final", **dims: str) -> None:
        line(label, head("—"), _cell(str(value), fact(concept, measure, year, value, unit, **dims)))

    reception = spent["reception"][1]
    line("一、“三公”经费支出")
    money("（一）支出合计", "total")
    money("1．因公出国（境）费", "overseas")
    money("2．公务用车购置及运行维护费", "vehicles")
    money("（1）公务用车购置费", "purchase")
    money("（2）公务用车运行维护费", "operation")
    money("3．公务接待费", "reception")
    spent_on("（1）国内接待费", reception, "three_public.reception", reception_kind="domestic")
    spent_on("（2）国（境）外接待费", ZERO, "three_public.reception", reception_kind="foreign")
    line("（二）相关统计数")
    number("1．因公出国（境）团组数（个）", 0, "three_public.overseas.groups", "item")
    number("2．因公出国（境）人次数（人）", 0, "three_public.overseas.visits", "person")
    number("3．公务用车购置数（辆）", counts.bought, "assets.vehicles.purchased", "vehicle")
    number("4．公务用车保有量（辆）", counts.kept, "assets.vehicles.fiscal_funded", "vehicle", "reported")
    number("5．国内公务接待批次（个）", counts.batches, "three_public.reception.batches", "item", reception_kind="domestic")  # fmt: skip
    number("6．国内公务接待人次（人）", counts.visitors, "three_public.reception.visitors", "person", reception_kind="domestic")  # fmt: skip
    spent_on("二、机关运行经费", of.operating, "operating_funds.total")
    title = "财政拨款“三公”经费、行政参公单位机关运行经费情况表"
    if institution:
        title, parts = "机构运行信息表", of.procurement
        line("三、国有资产占用情况")
        number("（一）车辆数合计（辆）", sum(of.vehicles.values()), "assets.vehicles", "vehicle", "reported")
        number("（二）单价100万元（含）以上设备（台、套）", of.equipment, "assets.equipment", "item", "reported", threshold="1000000")  # fmt: skip
        line("四、政府采购支出信息")
        spent_on("（一）政府采购支出合计", sum(parts.values(), ZERO), "procurement.total")
        for at, (label, key) in enumerate((("货物", "goods"), ("工程", "works"), ("服务", "services")), 1):
            spent_on(f"{at}．政府采购{label}支出", parts[key], f"procurement.{key}")
    header = [row(*map(head, ("项目", "行次", "预算数", "决算统计数"))), row(head("栏次"), "", head("1"), head("2"))]
    return Table(
        "final_operations_three_public" if institution else "final_three_public", title, "万元", (44, 8, 18, 18), header, body, size=9,
    )  # fmt: skip


def _cell(text: str, *facts: Fact) -> Cell:
    return Cell(text, align="right", facts=facts if text else ())


def _assets(account: Account11, assets: Assets) -> Table:
    """Amounts of all assets; 车辆 here is their value, not their number."""
    year, printed = account.of.year, account.printed

    def cell(value: Decimal, concept: str = "") -> Cell:
        stated = (fact(concept, "reported", year, printed.value(value)),) if concept else ()
        return _cell(printed.number(value), *stated)

    cells = (
        cell(assets.total, "assets.total_value"), cell(assets.current), cell(assets.fixed, "assets.fixed_value"), cell(assets.buildings),
        cell(assets.vehicles), cell(assets.other_fixed), cell(assets.under_way), cell(assets.intangible),
    )  # fmt: skip
    tops: Sequence[str] = ("在建工程", "无形资产")
    header = [
        Row((head("项目", rows=2), head("行次", rows=2), head("资产总额", rows=2), head("流动资产", rows=2), head("固定资产", 4), *(head(text, rows=2) for text in tops))),
        row(*map(head, ("小计", "房屋构筑物", "车辆", "其他固定资产"))),
        row(head("栏次"), "", *(head(str(at)) for at in range(1, 9))),
    ]  # fmt: skip
    return Table(
        "final_assets", "国有资产占有使用情况表", "万元", (10, 6, *[12] * 8), header, [row("合计", head("1"), *cells)], size=8,
    )  # fmt: skip


__all__ = ["FISCAL", "GOVERNMENT", "Account11", "Assets", "Counts", "eleven_tables"]
