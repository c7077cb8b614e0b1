"""Pieces of running text that carry their facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.gold import Fact, fact
from generator.money import Printed, percent
from generator.paper import Said


@dataclass(frozen=True, slots=True)
class Wording:
    """How one document says things."""

    printed: Printed
    year: int
    measure: str = "budget"
    up: str = "增加"
    down: str = "减少"
    rate_up: str = "增长"
    rate_down: str = "下降"
    same: str = "与上年持平"
    decimals: int = 2
    cut: bool = False
    """Percentages cut off instead of rounded: a mistake some documents make throughout."""
    lead: str = "比上年"
    bracketed: bool = False
    """The rate stands alone in brackets: 较上年减少1.20万元（8.76%）."""

    def amount(self, concept: str, yuan: Decimal, /, *also: Fact, **dimensions: str) -> Said:
        """ "406.62万元" and its fact."""
        return Said(
            self.printed.said(yuan),
            (fact(concept, self.measure, self.year, self.printed.value(yuan), **dimensions), *also),
        )

    def change(
        self, concepts: str | Sequence[str], now: Decimal, before: Decimal, /, *, rate: bool = True, lead: str | None = None,
        **dimensions: str,
    ) -> Said:  # fmt: skip
        """ "比上年减少26.52万元，下降6.12%"; the same for several concepts where one sentence speaks of all."""
        names = [concepts] if isinstance(concepts, str) else list(concepts)
        moved = now - before
        if moved == 0:
            return Said(self.same, tuple(fact(name, "change", self.year, 0, **dimensions) for name in names))
        shown = self.printed.value(moved)
        facts = [fact(name, "change", self.year, shown, **dimensions) for name in names]
        text = (
            f"{self.lead if lead is None else lead}{self.up if moved > 0 else self.down}{self.printed.said(abs(moved))}"
        )
        if rate and before:
            share = percent(abs(moved), before, self.decimals, cut=self.cut)
            word = self.rate_up if moved > 0 else self.rate_down
            text += f"（{plain_percent(share)}）" if self.bracketed else f"，{word}{plain_percent(share)}"
            signed = share if moved > 0 else -share
            facts += [fact(name, "change_rate", self.year, signed, "percent", **dimensions) for name in names]
        return Said(text, tuple(facts))

    def share(self, concept: str, part: Decimal, whole: Decimal, /, **dimensions: str) -> Said:
        """ "33.29%" of a larger whole."""
        value = percent(part, whole, self.decimals, cut=self.cut)
        return Said(plain_percent(value), (fact(concept, "share", self.year, value, "percent", **dimensions),))


def plain_percent(value: Decimal) -> str:
    """ "6%", "0.5%"."""
    return f"{value.normalize():f}%" if value else "0%"


def count(
    text: str, concept: str, year: int, number: int, unit: str, /, *, measure: str = "reported", **dims: str
) -> Said:
    """A number of persons or things, as printed in ``text`` with {} for the number."""
    return Said(text.format(number), (fact(concept, measure, year, number, unit, **dims),))
