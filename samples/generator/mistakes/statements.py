"""All statements of a document with the place of each, and the sums among them that close."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.gold import Fact
from generator.grid import Table
from generator.mistakes.plan import Call

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
Key = tuple[str, str, int, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact where it is printed: piece ``at`` of a paragraph, or cell ``cell`` of body row ``at``."""

    fact: Fact
    call: int
    at: int
    text: str
    cell: int = -1
    table: Table | None = None

    @property
    def step(self) -> Decimal:
        """What the last printed digit is worth, in yuan; where noughts may have been dropped, that is the most."""
        number = self._number()
        if self.fact.unit != "CNY" or not number:
            return Decimal(1)
        shown = Decimal(number.replace(",", ""))
        factor = next((power for power in (8, 4) if abs(self.fact.value) >= shown * 10 ** (power - 1) > 0), 0)
        return Decimal(1).scaleb(factor - len(number.partition(".")[2]))

    def _number(self) -> str:
        """The number that states the amount, in yuan, 万元 or 亿元, not a year before it; else the first."""
        numbers: list[str] = NUMBER.findall(self.text)
        told = {abs(self.fact.value).scaleb(-power) for power in (0, 4, 8)}
        return next((one for one in numbers if Decimal(one.replace(",", "")) in told), numbers[0] if numbers else "")


def statements(calls: Sequence[Call]) -> list[Statement]:
    """In the order of the document; table headers state nothing."""
    found: list[Statement] = []
    for number, call in enumerate(calls):
        if call.method == "paragraph":
            for at, piece in enumerate(call.value):
                if not isinstance(piece, str):
                    found += [Statement(fact, number, at, piece.text) for fact in piece.facts]
        elif call.method == "table":
            table: Table = call.value
            for at, line in enumerate(table.body):
                for place, cell in enumerate(line.cells):
                    found += [Statement(fact, number, at, cell.text, place, table) for fact in cell.facts]
    return found


def by_key(found: Iterable[Statement]) -> dict[Key, list[Statement]]:
    """Statements of the same fact."""
    groups: dict[Key, list[Statement]] = defaultdict(list)
    for one in found:
        groups[one.fact.key].append(one)
    return groups


_PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("expenditure.total", ("expenditure.basic", "expenditure.project")),
    ("expenditure.current_year", ("expenditure.basic", "expenditure.project")),
    ("expenditure.basic", ("expenditure.basic.personnel", "expenditure.basic.public")),
    ("three_public.total", ("three_public.overseas", "three_public.vehicles", "three_public.reception")),
    ("three_public.vehicles", ("three_public.vehicles.purchase", "three_public.vehicles.operation")),
    ("procurement.total", ("procurement.goods", "procurement.works", "procurement.services")),
)
_NATURES = ("expenditure.operating", "expenditure.to_superior", "expenditure.to_affiliated")
"""Expenditure that is neither basic nor project."""
_FUNDS = ("general_public_budget", "government_fund", "state_capital")
_LEVELS = {"function": (3, 5, 7), "economy": (3, 5)}


@dataclass(frozen=True, slots=True)
class Sum:
    """A whole and its parts, all stated."""

    whole: Statement
    parts: tuple[Statement, ...]

    @property
    def slack(self) -> Decimal:
        """How far rounding can part them."""
        return sum((one.step for one in (self.whole, *self.parts)), Decimal(0)) / 2

    @property
    def gap(self) -> Decimal:
        """Whole less parts."""
        return self.whole.fact.value - sum((one.fact.value for one in self.parts), Decimal(0))


def sums(found: Sequence[Statement]) -> Iterator[Sum]:
    """Sums among statements of one table or paragraph, whether they close or not."""
    first = {one.fact.key: one for one in reversed(found)}
    for (concept, measure, year, dims), whole in first.items():
        if whole.fact.unit == "percent":
            continue  # rates do not add up
        if (measure, concept) == ("final", "expenditure.total") and "function" not in dict(dims):
            continue  # what is carried forward is part of it
        for name, parts in _PARTS:
            if concept == name:
                members = [first.get((part, measure, year, dims)) for part in parts]
                if all(members):
                    more = [
                        first.get((other, measure, year, dims)) for other in _NATURES if "expenditure.basic" in parts
                    ]
                    yield Sum(whole, tuple(one for one in (*members, *more) if one))
        if ("fund", "fiscal_appropriation") in dims:
            members = [first.get((concept, measure, year, _with(dims, "fund", fund))) for fund in _FUNDS]
            if all(members[:2]):
                yield Sum(whole, tuple(one for one in members if one))
        for dimension, levels in _LEVELS.items():
            below = _below(first, (concept, measure, year, dims), dimension, levels)
            if below:
                yield Sum(whole, tuple(below))


def _with(dims: Sequence[tuple[str, str]], key: str, value: str) -> tuple[tuple[str, str], ...]:
    return tuple(sorted({**dict(dims), key: value}.items()))


def _below(
    first: Mapping[Key, Statement], key: Key, dimension: str, levels: Sequence[int]
) -> list[Statement]:  # fmt: skip
    """Statements one level below, none where the key is at the lowest."""
    concept, measure, year, dims = key
    own = dict(dims).get(dimension, "")
    if {"function", "economy"} - {dimension} & dict(dims).keys() and not own:
        return []
    length = next((size for size in levels if size > len(own)), 0)
    if not length:
        return []
    rest = {name: value for name, value in dims if name != dimension}
    below = []
    for (other, *same, its), one in first.items():
        code = dict(its).get(dimension, "")
        if (
            (other, same) == (concept, [measure, year])
            and len(code) == length
            and code.startswith(own)
            and {name: value for name, value in its if name != dimension} == rest
        ):
            below.append(one)
    return below


def in_one_place(found: Sequence[Statement]) -> dict[int, list[Statement]]:
    """Statements by call."""
    groups: dict[int, list[Statement]] = defaultdict(list)
    for one in found:
        groups[one.call].append(one)
    return groups


def contradictions(calls: Sequence[Call]) -> list[str]:
    """What in a document contradicts itself, in words: there is none unless planted or noted as odd."""
    found = statements(calls)
    wrong = []
    for group in in_one_place(found).values():
        for one in sums(group):
            if abs(one.gap) > one.slack:
                wrong.append(f"{one.whole.fact.key}: parts differ by {one.gap}")
    for key, group in by_key(found).items():
        for one in group[1:]:
            if abs(one.fact.value - group[0].fact.value) > (one.step + group[0].step) / 2:
                wrong.append(f"{key}: {group[0].text!r} and {one.text!r}")
    return wrong
