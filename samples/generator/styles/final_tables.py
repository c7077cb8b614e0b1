"""The nine tables of a final account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from generator.catalogue import ECONOMY
from generator.figures import FISCAL, GENERAL, GOVERNMENT, OTHER, ZERO
from generator.gold import fact
from generator.grid import Cell, Row, Table, head, row
from generator.tables import CLASSES, NUMERALS, Maker, Reader

Side = list[tuple[str, list[Cell]]]


@dataclass(frozen=True, slots=True)
class Account(Maker):
    """A year's account: income is spending plus what is carried ``forward`` less what came over."""

    forward: Decimal = ZERO

    @property
    def general_income(self) -> Decimal:
        """This year's income of the general public budget."""
        return self.of.income(GENERAL) + self.forward

    @property
    def fiscal_income(self) -> Decimal:
        """This year's fiscal appropriation."""
        return self.general_income + self.of.income(GOVERNMENT)

    @property
    def current(self) -> Decimal:
        """This year's income."""
        return self.fiscal_income + self.of.income(OTHER)

    @property
    def whole(self) -> Decimal:
        """总计 of both sides."""
        return self.of.total + self.forward

    @property
    def fiscal_whole(self) -> Decimal:
        """总计 of the fiscal appropriation."""
        return self.of.sum(fund=FISCAL) + self.forward

    @property
    def three_public_budget(self) -> dict[str, Decimal]:
        """Budget of the 三公 items: a little above what was spent."""
        return {key: value + 2000 if value else value for key, value in self.of.three_public.items()}

    def income_of(self, prefix: str, fund: str | None) -> Decimal:
        """Income by function: spending, what is carried standing with the first project."""
        code = self.of.domain.projects[0]
        moved = self.forward - self.of.carryover if code.startswith(prefix) and fund != OTHER else ZERO
        return self.of.sum(prefix, fund) + moved


def final_tables(account: Account, *, repeat: bool, every: bool) -> list[Table]:
    """公开01表 to 公开09表."""
    of = account.of
    incomes = [
        ("income.total", account.income_of), ("income.fiscal_appropriation", lambda code, fund: account.income_of(code, FISCAL)),
        ("income.superior_subsidy", _nothing), ("income.undertaking", _nothing), ("income.operating", _nothing), ("income.affiliated", _nothing),
        ("income.other", lambda code, fund: of.sum(code, OTHER)),
    ]  # fmt: skip
    spendings = [
        ("expenditure.total", of.sum), ("expenditure.basic", of.basic), ("expenditure.project", of.project), ("expenditure.to_superior", _nothing),
        ("expenditure.operating", _nothing), ("expenditure.to_affiliated", _nothing),
    ]  # fmt: skip

    def by_function(
        name: str, title: str, heads: Sequence[str], columns: Sequence[tuple[str, Reader]], fund: str | None, total: str
    ) -> Table:
        body = account.function_rows(
            columns, fund=fund, dims={"fund": fund} if fund else {}, levels=(3, 5, 7),
            total_concepts={f"{total}.total": f"{total}.current_year"},
        )  # fmt: skip
        header = [
            Row((head("项目", 2), *(head(text, rows=2) for text in heads))), row(*map(head, ("科目编码", "科目名称"))),
            row(head("栏次", 2), *(head(str(at)) for at, _ in enumerate(heads, 1))),
        ]  # fmt: skip
        return Table(name, title, "万元", (12, 32, *[13] * len(heads)), header, body, repeat_header=repeat, size=8)

    return [
        _summary(account, every=every),
        by_function("final_income_by_function", "收入决算表", ("本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"), incomes, None, "income"),
        by_function("final_expenditure_by_function", "支出决算表", ("本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"), spendings, None, "expenditure"),
        _fiscal(account, every=every),
        by_function("final_general_public_by_function", "一般公共预算财政拨款支出决算表", ("本年支出合计", "基本支出", "项目支出"), spendings[:3], GENERAL, "expenditure"),
        _basic(account), _government_fund(account),
        by_function("final_state_capital", "国有资本经营预算财政拨款支出决算表", ("本年支出合计", "基本支出", "项目支出"), spendings[:3], "state_capital", "expenditure"),
        _three_public(account),
    ]  # fmt: skip


def _nothing(prefix: str, fund: str | None) -> Decimal:
    return ZERO


def _numbered(left: Side, right: Side, width: int) -> list[Row]:
    """Two sides with 行次: the left side's numbers go on on the right."""
    count = max(len(left), len(right))
    rows = []
    for at, (a, b) in enumerate(zip_longest(left, right)):
        label, cells = a or ("", [Cell()])
        other, more = b or ("", [Cell()] * width)
        rows.append(row(label, head(str(at + 1)), *cells, other, head(str(at + 1 + count)), *more))
    return rows


def _classes(account: Account, codes: Sequence[str], *, every: bool, fiscal: bool) -> Side:
    side: Side = []
    for code, name in CLASSES.items():
        if code in codes:
            cells = (
                account.by_fund("expenditure.total", code)
                if fiscal
                else [account.cell(account.of.sum(code), ("expenditure.total", {"function": code}))]
            )
        elif every:
            cells = [Cell()] * (4 if fiscal else 1)
        else:
            continue
        side.append((f"{NUMERALS[len(side)]}、{name}", cells))
    return side


def _summary(account: Account, *, every: bool) -> Table:
    of, cell = account.of, account.cell
    sources = (
        ("一般公共预算财政拨款收入", account.general_income, "income.general_public_budget"), ("政府性基金预算财政拨款收入", of.income(GOVERNMENT), "income.government_fund"),
        ("国有资本经营预算财政拨款收入", ZERO, "income.state_capital"), ("上级补助收入", ZERO, "income.superior_subsidy"), ("事业收入", ZERO, "income.undertaking"),
        ("经营收入", ZERO, "income.operating"), ("附属单位上缴收入", ZERO, "income.affiliated"), ("其他收入", of.income(OTHER), "income.other"),
    )  # fmt: skip
    left: Side = [
        (f"{NUMERALS[at]}、{label}", [cell(value, (concept, {}))]) for at, (label, value, concept) in enumerate(sources)
    ]
    right = _classes(account, of.codes(levels=(3,)), every=every, fiscal=False)
    blank = ("", [Cell()])
    height = max(len(left), len(right))
    left += [blank] * (height - len(left))
    right += [blank] * (height - len(right))
    left += [
        ("本年收入合计", [cell(account.current, ("income.current_year", {}))]), ("使用非财政拨款结余（含专用结余）", [Cell()]),
        ("年初结转和结余", [cell(of.carryover, ("income.carryover", {}))]), ("总计", [cell(account.whole, ("income.total", {}))]),
    ]  # fmt: skip
    right += [
        ("本年支出合计", [cell(of.total, ("expenditure.current_year", {}))]), ("结余分配", [Cell()]),
        ("年末结转和结余", [cell(account.forward, ("expenditure.carry_forward", {}))]), ("总计", [cell(account.whole, ("expenditure.total", {}))]),
    ]  # fmt: skip
    header = [
        row(head("收入", 3), head("支出", 3)), row(*map(head, ("项目", "行次", "金额", "项目", "行次", "金额"))),
        row(head("栏次"), "", head("1"), head("栏次"), "", head("2")),
    ]  # fmt: skip
    return Table(
        "final_income_expenditure_summary",
        "收入支出决算总表",
        "万元",
        (30, 6, 16, 30, 6, 16),
        header,
        _numbered(left, right, 1),
        size=8,
    )


def _fiscal(account: Account, *, every: bool) -> Table:
    of, cell, carried = account.of, account.cell, account.of.carryover
    fiscal = {"fund": FISCAL}
    left: Side = [
        ("一、一般公共预算财政拨款", [cell(account.general_income, ("income.general_public_budget", {}))]),
        ("二、政府性基金预算财政拨款", [cell(of.income(GOVERNMENT), ("income.government_fund", {}))]),
        ("三、国有资本经营预算财政拨款", [Cell()]),
    ]
    right = _classes(account, of.codes(FISCAL, (3,)), every=every, fiscal=True)
    left += [("", [Cell()])] * (len(right) - len(left))

    def funds(concept: str, parts: Sequence[Decimal]) -> list[Cell]:
        names = (FISCAL, GENERAL, GOVERNMENT, "state_capital")
        return [
            cell(value, (concept, {"fund": fund}))
            for value, fund in zip((sum(parts, ZERO), *parts), names, strict=True)
        ]

    spent = [of.sum(fund=GENERAL), of.sum(fund=GOVERNMENT), ZERO]
    kept = [account.forward, ZERO, ZERO]
    left += [
        ("本年收入合计", [cell(account.fiscal_income, ("income.current_year", fiscal))]), ("年初财政拨款结转和结余", [cell(carried, ("income.carryover", fiscal))]),
        ("一般公共预算财政拨款", [cell(carried, ("income.carryover", {"fund": GENERAL}))]), ("政府性基金预算财政拨款", [Cell()]),
        ("国有资本经营预算财政拨款", [Cell()]), ("总计", [cell(account.fiscal_whole, ("income.total", fiscal))]),
    ]  # fmt: skip
    right += [
        ("本年支出合计", funds("expenditure.current_year", spent)), ("年末财政拨款结转和结余", funds("expenditure.carry_forward", kept)),
        ("", [Cell()] * 4), ("", [Cell()] * 4), ("", [Cell()] * 4),
        ("总计", funds("expenditure.total", [a + b for a, b in zip(spent, kept, strict=True)])),
    ]  # fmt: skip
    header = [
        row(head("收入", 3), head("支出", 6)),
        row(*map(head, ("项目", "行次", "金额", "项目", "行次", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"))),
        row(head("栏次"), "", head("1"), head("栏次"), "", *map(head, "2345")),
    ]  # fmt: skip
    return Table(
        "final_fiscal_appropriation_summary", "财政拨款收入支出决算总表", "万元", (26, 5, 12, 26, 5, 12, 12, 12, 12), header, _numbered(left, right, 4), size=7.5,
    )  # fmt: skip


def _basic(account: Account) -> Table:
    """Two triplets: personnel on the left, public use on the right, totals of each in the last row."""
    of, dims = account.of, {"fund": GENERAL}

    def triplets(items: dict[str, Decimal]) -> list[list[Cell]]:
        rows = []
        for code in sorted({code[:size] for code in items for size in (3, 5)}):
            value = sum((amount for item, amount in items.items() if item.startswith(code)), ZERO)
            rows.append(
                [Cell(code), Cell(ECONOMY[code]), account.cell(value, ("expenditure.basic", {**dims, "economy": code}))]
            )
        return rows

    body = [
        Row((*(a or [Cell()] * 3), *(b or [Cell()] * 3)))
        for a, b in zip_longest(triplets(of.personnel_items), triplets(of.public_items))
    ]
    body.append(
        Row((Cell("人员经费合计", 2, align="centre"), account.cell(of.personnel(fund=GENERAL), ("expenditure.basic.personnel", dims)),
             Cell("公用经费合计", 2, align="centre"), account.cell(of.public(fund=GENERAL), ("expenditure.basic.public", dims))))
    )  # fmt: skip
    header = [
        row(head("人员经费", 3), head("公用经费", 3)),
        row(*map(head, ("科目编码", "科目名称", "决算数", "科目编码", "科目名称", "决算数"))),
    ]
    return Table(
        "final_basic_by_economy",
        "一般公共预算财政拨款基本支出决算表",
        "万元",
        (11, 30, 14, 11, 30, 14),
        header,
        body,
        size=8,
    )


def _government_fund(account: Account) -> Table:
    of = account.of
    columns = [
        ("income.carryover", _nothing), ("income.government_fund", of.sum), ("expenditure.total", of.sum), ("expenditure.basic", of.basic),
        ("expenditure.project", of.project), ("expenditure.carry_forward", _nothing),
    ]  # fmt: skip
    body = account.function_rows(
        columns,
        fund=GOVERNMENT,
        dims={"fund": GOVERNMENT},
        levels=(3, 5, 7),
        total_concepts={"expenditure.total": "expenditure.current_year"},
    )
    body = [Row(tuple(_without_fund(one) for one in line.cells)) for line in body]
    header = [
        Row(
            (
                head("项目", 2),
                head("年初结转和结余", rows=2),
                head("本年收入", rows=2),
                head("本年支出", 3),
                head("年末结转和结余", rows=2),
            )
        ),
        row(*map(head, ("科目编码", "科目名称", "小计", "基本支出", "项目支出"))),
        row(head("栏次", 2), *map(head, "123456")),
    ]
    return Table(
        "final_government_fund",
        "政府性基金预算财政拨款收入支出决算表",
        "万元",
        (12, 32, *[13] * 6),
        header,
        body,
        size=8,
    )


def _without_fund(cell: Cell) -> Cell:
    """income.government_fund names its fund itself."""
    facts = tuple(
        fact(
            one.concept,
            one.measure,
            one.fiscal_year,
            one.value,
            **{key: value for key, value in one.dimensions if key != "fund"},
        )
        if one.concept == "income.government_fund"
        else one
        for one in cell.facts
    )
    return Cell(cell.text, cell.columns, cell.rows, cell.align, facts)


def _three_public(account: Account) -> Table:
    of, order = account.of, ("total", "overseas", "vehicles", "purchase", "operation", "reception")
    budget = Maker(of, account.printed, "budget").three_public_cells(account.three_public_budget, order)
    spent = account.three_public_cells(of.three_public, order)
    cells = [Cell(one.text, align=one.align, facts=one.facts if one.text else ()) for one in (*budget, *spent)]
    second = (
        head("合计", rows=2),
        head("因公出国（境）费", rows=2),
        head("公务用车购置及运行费", 3),
        head("公务接待费", rows=2),
    )
    third = tuple(map(head, ("小计", "公务用车购置费", "公务用车运行费")))
    header = [
        row(head("预算数", 6), head("决算数", 6)),
        Row(second * 2),
        Row(third * 2),
        row(*(head(str(at)) for at in range(1, 13))),
    ]
    return Table("final_three_public", "财政拨款“三公”经费支出决算表", "万元", [10] * 12, header, [row(*cells)], size=8)
