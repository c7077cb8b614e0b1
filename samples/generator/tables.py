"""The tables most provinces share, filled from a ``Year``; every figure cell carries its facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import TypeVar

from generator.catalogue import ECONOMY, FUNCTIONS
from generator.figures import GENERAL, GOVERNMENT, OTHER, ZERO, Year
from generator.gold import Fact, fact
from generator.grid import Align, Cell, Row, head, row
from generator.money import Printed

CLASSES = {
    "201": "一般公共服务支出", "202": "外交支出", "203": "国防支出", "204": "公共安全支出", "205": "教育支出",
    "206": "科学技术支出", "207": "文化旅游体育与传媒支出", "208": "社会保障和就业支出", "210": "卫生健康支出",
    "211": "节能环保支出", "212": "城乡社区支出", "213": "农林水支出", "214": "交通运输支出",
    "215": "资源勘探工业信息等支出", "216": "商业服务业等支出", "217": "金融支出", "220": "自然资源海洋气象等支出",
    "221": "住房保障支出", "222": "粮油物资储备支出", "224": "灾害防治及应急管理支出", "229": "其他支出",
}  # fmt: skip
NUMERALS = [
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "十一",
    "十二",
    "十三",
    "十四",
    "十五",
    "十六",
    "十七",
    "十八",
    "十九",
    "二十",
    "二十一",
    "二十二",
]
SOURCES = (
    ("一般公共预算拨款收入", "income.general_public_budget", GENERAL),
    ("政府性基金预算拨款收入", "income.government_fund", GOVERNMENT),
    ("国有资本经营预算拨款收入", "income.state_capital", ""),
    ("财政专户管理资金收入", "income.special_account", ""),
    ("事业收入", "income.undertaking", ""),
    ("事业单位经营收入", "income.operating", ""),
    ("上级补助收入", "income.superior_subsidy", ""),
    ("附属单位上缴收入", "income.affiliated", ""),
    ("其他收入", "income.other", OTHER),
)
A = TypeVar("A")
B = TypeVar("B")
Side = Sequence[tuple[str, Cell]]
Reader = Callable[[str, str | None], Decimal]


@dataclass(frozen=True, slots=True)
class Maker:
    """Cells and rows of one document: its year, how it prints amounts, whether budget or final."""

    of: Year
    printed: Printed
    measure: str = "budget"

    def cell(self, value: Decimal | None, *stated: tuple[str, dict[str, str]], align: Align = "right") -> Cell:
        """An amount and its facts, each (concept, dimensions); None is a blank, and so is a nought printed as ""."""
        if value is None:
            return Cell()
        text = self.printed.number(value)
        facts = [self.fact(concept, value, dims) for concept, dims in stated] if text else []
        return Cell(text, align=align, facts=tuple(facts))

    def fact(self, concept: str, value: Decimal, dims: dict[str, str]) -> Fact:
        """A fact of the document's year and measure."""
        return fact(concept, self.measure, self.of.year, self.printed.value(value), **dims)

    def sources(self) -> list[tuple[str, Decimal, str]]:
        """(label, amount, concept) of each income source."""
        return [(label, self.of.income(fund) if fund else ZERO, concept) for label, concept, fund in SOURCES]

    def income_side(self, *, numbered: bool = True, carryover: bool = True) -> list[tuple[str, Cell]]:
        """Rows of the income side of the summary table, without the totals."""
        return [
            (f"{NUMERALS[at]}、{label}" if numbered else label, self.cell(value, (concept, {})))
            for at, (label, value, concept) in enumerate(self.sources())
        ]

    def class_side(self, *, every: bool, numbered: bool = True) -> list[tuple[str, Cell]]:
        """Classes with amounts, or all of them with blanks where there is nothing."""
        used = set(self.of.codes(levels=(3,)))
        rows: list[tuple[str, Cell]] = []
        for code, name in CLASSES.items():
            if code in used:
                rows.append((name, self.cell(self.of.sum(code), ("expenditure.total", {"function": code}))))
            elif every:
                rows.append((name, Cell()))
        return [(f"{NUMERALS[at]}、{name}" if numbered else name, cell) for at, (name, cell) in enumerate(rows)]

    def summary_body(self, *, every: bool = True, carry: bool = True, words: Sequence[str] = ()) -> list[Row]:
        """Rows of 收支总表 in two blocks. ``words``: the labels of the four totals."""
        labels = words or ("本年收入合计", "本年支出合计", "收入总计", "支出总计")
        body = [row(a[0], a[1], b[0], b[1]) for a, b in _zip(self.income_side(), self.class_side(every=every))]
        current = self.of.total - self.of.carryover
        body.append(
            row(
                labels[0], self.cell(current, ("income.current_year", {})),
                labels[1], self.cell(self.of.total, ("expenditure.current_year", {})),
            )
        )  # fmt: skip
        if carry:
            carried = self.of.carryover or None
            body.append(row("上年结转结余", self.cell(carried, ("income.carryover", {})), "年终结转结余", Cell()))
        body.append(
            row(
                labels[2], self.cell(self.of.total, ("income.total", {})),
                labels[3], self.cell(self.of.total, ("expenditure.total", {})),
            )
        )  # fmt: skip
        return body

    def fiscal_body(self, *, every: bool = False, carry: bool = True) -> list[Row]:
        """Rows of 财政拨款收支总表: income two columns; expenditure label, total and three funds."""
        year = self.of
        general, government = year.income(GENERAL), year.income(GOVERNMENT)
        carried = year.carryover
        left: list[tuple[str, Cell]] = [
            (
                "一、本年收入",
                self.cell(
                    general + government,
                    ("income.fiscal_appropriation", {}),
                    ("income.current_year", {"fund": "fiscal_appropriation"}),
                ),
            ),
            ("（一）一般公共预算拨款", self.cell(general, ("income.general_public_budget", {}))),
            ("（二）政府性基金预算拨款", self.cell(government, ("income.government_fund", {}))),
            ("（三）国有资本经营预算拨款", self.cell(ZERO, ("income.state_capital", {}))),
        ]
        if carry:
            left += [
                ("二、上年结转", self.cell(carried, ("income.carryover", {"fund": "fiscal_appropriation"}))),
                ("（一）一般公共预算拨款", self.cell(carried, ("income.carryover", {"fund": GENERAL}))),
                ("（二）政府性基金预算拨款", self.cell(ZERO, ("income.carryover", {"fund": GOVERNMENT}))),
                ("（三）国有资本经营预算拨款", self.cell(ZERO, ("income.carryover", {"fund": "state_capital"}))),
            ]
        right: list[tuple[str, list[Cell]]] = [("一、本年支出", self.by_fund("expenditure.current_year", ""))]
        used = {code for fund in (GENERAL, GOVERNMENT) for code in year.codes(fund, (3,))}
        shown = [code for code in CLASSES if every or code in used]
        for at, code in enumerate(shown):
            cells = self.by_fund("expenditure.total", code) if code in used else [Cell()] * 4
            right.append((f"（{NUMERALS[at]}）{CLASSES[code]}", cells))
        if carry:
            right.append(("二、年终结转结余", [Cell()] * 4))
        body = [row(*a, b[0], *b[1]) for a, b in _zip_any(left, right, ("", Cell()), ("", [Cell()] * 4))]
        whole = general + government + (carried if carry else ZERO)
        body.append(
            row(
                "收入总计", self.cell(whole, ("income.total", {"fund": "fiscal_appropriation"})),
                "支出总计", *self.by_fund("expenditure.total", ""),
            )
        )  # fmt: skip
        return body

    def by_fund(self, concept: str, prefix: str) -> list[Cell]:
        """Total of 财政拨款, then general, government fund and state capital; a fund without money is blank by class."""
        dims = {"function": prefix} if prefix else {}
        general, government = self.of.sum(prefix, GENERAL), self.of.sum(prefix, GOVERNMENT)

        def one(value: Decimal, fund: str) -> Cell:
            blank = value == 0 and prefix != ""
            return self.cell(None if blank else value, (concept, {**dims, "fund": fund}))

        return [
            one(general + government, "fiscal_appropriation"), one(general, GENERAL),
            one(government, GOVERNMENT), one(ZERO, "state_capital"),
        ]  # fmt: skip

    def function_rows(
        self, columns: Sequence[tuple[str, Reader]], *, fund: str | None, dims: dict[str, str], levels: tuple[int, ...],
        split_codes: bool = False, total_label: str = "合计", total_last: bool = False, total_concepts: dict[str, str] | None = None,
        indent: bool = False,
    ) -> list[Row]:  # fmt: skip
        """Rows by function. ``columns``: (concept, reader(prefix, fund)); noughts of rows are blank, of the total printed."""
        total_concepts = total_concepts or {}
        rows: list[Row] = []
        for code in self.of.codes(fund, levels):
            cells = []
            for concept, read in columns:
                value = read(code, fund)
                cells.append(self.cell(value or None, (concept, {**dims, "function": code})))
            name = ("　" * (len(code) // 2 - 1) if indent else "") + FUNCTIONS[code]
            parts = [code[:3], code[3:5], code[5:7]] if split_codes else [code]
            rows.append(row(*(Cell(part, align="centre") for part in parts), name, *cells))
        totals = [self.cell(read("", fund), (total_concepts.get(concept, concept), dims)) for concept, read in columns]
        width = (3 if split_codes else 1) + 1
        total = row(Cell(total_label, columns=width, align="centre"), *totals)
        return [*rows, total] if total_last else [total, *rows]

    def economy_rows(
        self, *, dims: dict[str, str], split_codes: bool = False, total_last: bool = False, three: bool = True,
    ) -> list[Row]:  # fmt: skip
        """Rows of 基本支出表: code, name, total and (``three``) personnel and public."""
        rows: list[Row] = []
        items = {**self.of.personnel_items, **self.of.public_items}
        for code in sorted({code[:size] for code in items for size in (3, 5)}):
            value = sum((amount for item, amount in items.items() if item.startswith(code)), ZERO)
            side = "personnel" if code[:3] in ("301", "303") else "public"
            rows.append(self._economy_row(code, value, side, dims, split_codes=split_codes, three=three))
        personnel = sum(self.of.personnel_items.values(), ZERO)
        cells = [self.cell(personnel + self.of.operating, ("expenditure.basic", dims))]
        if three:
            cells += [
                self.cell(personnel, ("expenditure.basic.personnel", dims)),
                self.cell(self.of.operating, ("expenditure.basic.public", dims)),
            ]
        total = row(Cell("合计", columns=3 if split_codes else 2, align="centre"), *cells)
        return [*rows, total] if total_last else [total, *rows]

    def _economy_row(
        self, code: str, value: Decimal, side: str, dims: dict[str, str], *, split_codes: bool, three: bool
    ) -> Row:
        own = {**dims, "economy": code}
        cells = [self.cell(value, ("expenditure.basic", own))]
        if three:
            part = self.cell(value, (f"expenditure.basic.{side}", own))
            cells += [part, Cell()] if side == "personnel" else [Cell(), part]
        parts = [code[:3], code[3:]] if split_codes else [code]
        return row(*(Cell(one, align="centre") for one in parts), ECONOMY[code], *cells)

    def three_public_cells(
        self, amounts: dict[str, Decimal], order: Sequence[str], year: int | None = None
    ) -> list[Cell]:
        """One row of 三公 figures in the order of ``order``: total, overseas, vehicles, purchase, operation, reception."""
        values = three_public_values(amounts)
        cells = []
        for name in order:
            concept, value = values[name]
            text = self.printed.number(value)
            stated = fact(concept, self.measure, year or self.of.year, self.printed.value(value))
            cells.append(Cell(text, align="right", facts=(stated,) if text else ()))
        return cells


def three_public_values(amounts: dict[str, Decimal]) -> dict[str, tuple[str, Decimal]]:
    """Name to (concept, amount), sums included."""
    vehicles = amounts["purchase"] + amounts["operation"]
    return {
        "total": ("three_public.total", amounts["overseas"] + vehicles + amounts["reception"]),
        "overseas": ("three_public.overseas", amounts["overseas"]),
        "vehicles": ("three_public.vehicles", vehicles),
        "purchase": ("three_public.vehicles.purchase", amounts["purchase"]),
        "operation": ("three_public.vehicles.operation", amounts["operation"]),
        "reception": ("three_public.reception", amounts["reception"]),
    }


def empty_rows(columns: int, count: int) -> list[Row]:
    """Rows of blanks."""
    return [row(*[Cell()] * columns) for _ in range(count)]


def _zip(left: Side, right: Side) -> list[tuple[tuple[str, Cell], tuple[str, Cell]]]:
    blank = ("", Cell())
    return [(a or blank, b or blank) for a, b in zip_longest(left, right)]


def _zip_any(left: Sequence[A], right: Sequence[B], no_left: A, no_right: B) -> list[tuple[A, B]]:
    """Pairs; the shorter side is filled up."""
    return [
        (left[at] if at < len(left) else no_left, right[at] if at < len(right) else no_right)
        for at in range(max(len(left), len(right)))
    ]


__all__ = ["CLASSES", "NUMERALS", "Maker", "empty_rows", "head", "three_public_values"]
