"""Arithmetic with printed numbers: each stands for every value that rounds to it.

A number x printed to the precision p (the width of its last digit) means [x - p/2, x + p/2]; counts and constants are
exact (p = 0). Sums and quotients of such intervals decide every check: no fixed tolerance anywhere (the principle of
XBRL Calculations 1.1). A number that is right only when its further digits are cut off means [x, x + p) instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from budgetextract.record import record
from budgetextract.rules.identities import Relation

ZERO = Decimal(0)
_HUNDRED = Decimal(100)


@record
class Interval:
    """The closed range of values that a printed number (or a sum of them) can stand for."""

    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        """True where the two share a point."""
        return self.low <= other.high and other.low <= self.high

    @property
    def has_zero(self) -> bool:
        return self.low <= 0 <= self.high


@record
class Printed:
    """A printed number: value and precision in one unit; ``sign`` is -1 where the identity subtracts it."""

    value: Decimal
    precision: Decimal
    sign: int = 1

    @property
    def interval(self) -> Interval:
        half = self.precision / 2
        value = self.value * self.sign
        return Interval(value - half, value + half)

    @property
    def cut(self) -> Interval:
        """What the number means where its further digits were cut off, not rounded (towards zero)."""
        if self.value < 0:
            return Interval(self.value - self.precision, self.value)
        return Interval(self.value, self.value + self.precision)


@record
class Verdict:
    """One comparison: ``difference`` = left - right of the printed values, ``tolerance`` what rounding can explain."""

    holds: bool
    left: Decimal
    right: Decimal
    difference: Decimal
    tolerance: Decimal
    truncated: bool = False


def total(parts: Iterable[Printed]) -> Interval:
    """The interval of a signed sum."""
    value, width = _sum(parts)
    return Interval(value - width, value + width)


def _sum(parts: Iterable[Printed]) -> tuple[Decimal, Decimal]:
    """The signed sum of the printed values and half the sum of their precisions."""
    value = width = ZERO
    for part in parts:
        value = value + part.value if part.sign > 0 else value - part.value
        width += part.precision
    return value, width / 2


def rounded(value: Decimal, places: int) -> Decimal:
    """``value`` to so many decimals; as it is where that takes more digits than decimals carry (a hostile number)."""
    try:
        return value.quantize(Decimal(1).scaleb(-places))
    except InvalidOperation:
        return value


def judge_sum(left: Iterable[Printed], right: Iterable[Printed], relation: Relation = "=") -> Verdict:
    """Whether ``left relation right`` can hold for values inside the printed precisions.

    An equality between two single numbers also holds, with ``truncated``, where one is the other cut at its digits:
    "87.70 万元" in a text beside 877,080 元 in the table.
    """
    lefts, rights = tuple(left), tuple(right)
    left_value, left_width = _sum(lefts)
    right_value, right_width = _sum(rights)
    difference, tolerance = left_value - right_value, left_width + right_width
    if relation == "<=":
        holds = difference <= tolerance
    elif relation == ">=":
        holds = difference >= -tolerance
    else:
        holds = abs(difference) <= tolerance  # the same as: the two intervals share a point
    truncated = False
    if not holds and relation == "=" and len(lefts) == len(rights) == 1 and lefts[0].sign == rights[0].sign == 1:
        truncated = is_cut(lefts[0], rights[0]) or is_cut(rights[0], lefts[0])
    return Verdict(holds or truncated, left_value, right_value, difference, tolerance, truncated=truncated)


def judge_ratio(stated: Printed, of: Iterable[Printed], to: Iterable[Printed]) -> Verdict | None:
    """Whether a stated percent can be 100 * of / to; None where the base may be zero.

    ``right`` of the verdict is the percent of the printed values, to six decimals.
    """
    ofs, tos = tuple(of), tuple(to)
    numerator, denominator = total(ofs), total(tos)
    if denominator.has_zero:
        return None
    corners = [_HUNDRED * n / d for n in (numerator.low, numerator.high) for d in (denominator.low, denominator.high)]
    ratio = Interval(min(corners), max(corners))
    of_value, to_value = _sum(ofs)[0], _sum(tos)[0]
    right = rounded(_HUNDRED * of_value / to_value, 6) if to_value else ratio.low
    tolerance = rounded(stated.precision / 2 + (ratio.high - ratio.low) / 2, 6)
    holds = stated.interval.meets(ratio)
    truncated = not holds and _meets_cut(stated, ratio)
    return Verdict(holds or truncated, stated.value, right, stated.value - right, tolerance, truncated=truncated)


def is_cut(coarse: Printed, fine: Printed) -> bool:
    """True where ``coarse`` is ``fine`` with its further digits cut off."""
    return coarse.precision > fine.precision and _meets_cut(coarse, fine.interval)


def _meets_cut(stated: Printed, interval: Interval) -> bool:
    cut = stated.cut
    if stated.value < 0:  # (x - p, x]
        return interval.high > cut.low and interval.low <= cut.high
    return interval.low < cut.high and interval.high >= cut.low
