"""Last year's budget by line, so that tables and text may set two years side by side: its sums are those of ``Year.before``."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.figures import GENERAL, ZERO, Year
from generator.gold import fact
from generator.grid import Cell
from generator.money import Printed, percent, split
from generator.tables import Maker


@dataclass(frozen=True, slots=True)
class Prior:
    """Last year's money of the general public budget by functional item."""

    of: Year
    items: dict[str, Decimal]

    def sum(self, prefix: str = "") -> Decimal:
        """Of all items below a code."""
        return sum((amount for code, amount in self.items.items() if code.startswith(prefix)), ZERO)


def prior_of(of: Year, step: int = 100) -> Prior:
    """Every item had its share of last year's total."""
    now = {code: of.sum(code, GENERAL) for code in of.codes(GENERAL, (7,))}
    shares = {code: int(amount // step) for code, amount in now.items() if amount}
    return Prior(of, split(of.before["general"], shares, Decimal(step)))


def change_cells(make: Maker, now: Decimal, before: Decimal, concept: str, /, **dims: str) -> list[Cell]:
    """Last year's amount, the change and its percent, for columns beside this year's amount; no percent of nothing."""
    year, printed = make.of.year, make.printed
    moved = now - before
    rate = percent(moved, before)
    return [
        Cell(
            printed.number(before),
            align="right",
            facts=(fact(concept, "budget", year - 1, printed.value(before), **dims),),
        ),
        Cell(
            Printed(printed.unit, separators=printed.separators).number(moved),
            align="right",
            facts=(fact(concept, "change", year, printed.value(moved), **dims),),
        ),
        Cell(
            f"{rate}" if before else "",
            align="right",
            facts=(fact(concept, "change_rate", year, rate, "percent", **dims),) if before else (),
        ),
    ]
