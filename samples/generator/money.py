"""Amounts as documents print them, changes in words, percentages rounded (or, as an oddity, cut off)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

FACTORS = {"元": Decimal(1), "万元": Decimal(10000), "亿元": Decimal(100000000)}


@dataclass(frozen=True, slots=True)
class Printed:
    """How amounts look in one place: ``unit`` 亿元, 万元 or 元, digits after the point, separators, zeros dropped."""

    unit: str = "万元"
    decimals: int = 2
    separators: bool = False
    trim: bool = False
    zero: str | None = None
    """How a nought is printed, when not like other amounts; "" leaves the cell blank."""

    def number(self, yuan: Decimal) -> str:
        """Without the unit."""
        if yuan == 0 and self.zero is not None:
            return self.zero
        value = yuan / FACTORS[self.unit]
        text = format(
            value.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP), ",f" if self.separators else "f"
        )
        return text.rstrip("0").rstrip(".") if self.trim and "." in text else text

    def value(self, yuan: Decimal) -> Decimal:
        """The amount as far as the print tells it, in yuan."""
        places = FACTORS[self.unit].scaleb(-self.decimals)
        return (
            yuan.quantize(places, ROUND_HALF_UP)
            if places < 1
            else (yuan / places).quantize(Decimal(1), ROUND_HALF_UP) * places
        )

    def said(self, yuan: Decimal) -> str:
        """With the unit, for running text."""
        return self.number(yuan) + self.unit


def percent(part: Decimal, whole: Decimal, decimals: int = 2, *, cut: bool = False) -> Decimal:
    """``part`` of ``whole`` in percent; 0 of nothing."""
    if whole == 0:
        return Decimal(0)
    value = part * 100 / whole
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_DOWN if cut else ROUND_HALF_UP)


def split(total: Decimal, shares: dict[str, int], step: Decimal = Decimal(100)) -> dict[str, Decimal]:
    """``total`` in parts by ``shares``, each a multiple of ``step``; the first takes what is left over."""
    whole = sum(shares.values())
    parts = {key: (total * share / whole / step).to_integral_value(ROUND_DOWN) * step for key, share in shares.items()}
    first = next(iter(parts))
    parts[first] += total - sum(parts.values())
    return {key: part for key, part in parts.items() if part}
