"""What kind of slip explains a failing check: a unit (factor 10,000), or the decimal point of a percentage.

In     a failing outcome.
Out    "unit_slip" or "percent_point_shifted" where one term, moved by that factor alone, makes the check hold.

A slip explains only what it explains exactly: the moved term must fit within what was printed, with two digits at
least, and no other term may do the same (else nobody knows which one slipped).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from budgetextract.checks.interval import Verdict
from budgetextract.checks.outcome import Outcome, Used

UNIT_SLIP = "unit_slip"
POINT_SHIFTED = "percent_point_shifted"
_UNITS = (Decimal(10_000), Decimal(1) / 10_000)
_POINTS = (Decimal(10), Decimal(100), Decimal("0.1"), Decimal("0.01"))
_LEAST_DIGITS = 2
_TIMES_SLACK = 50
"""How much larger than what rounding explains the moved term must be: "0.3" fits by chance what 2961.68 moved gives."""
_TIMES_SLACK_OPEN = 1000
"""The same where something else (a part not listed) could explain the gap as well."""


def slip(outcome: Outcome) -> str:
    """The code of the slip that explains the outcome, "" where none does."""
    verdict, identity = outcome.verdict, outcome.identity
    if verdict is None or outcome.status != "fail" or identity.relation != "=" or not outcome.left:
        return ""
    if identity.ratio is not None:
        return POINT_SHIFTED if _point_shifted(verdict, outcome.left[0]) else ""
    if _all(outcome.left, outcome.right, "CNY"):
        return UNIT_SLIP if _slipped(verdict, outcome.left, outcome.right, _UNITS, _TIMES_SLACK) else ""
    if _all(outcome.left, outcome.right, "percent"):
        return POINT_SHIFTED if _slipped(verdict, outcome.left, outcome.right, _POINTS, _TIMES_SLACK) else ""
    return ""


def surely_unit(verdict: Verdict, left: Sequence[Used], right: Sequence[Used]) -> bool:
    """Whether one amount of a sum in another unit explains its gap so closely that nothing else need be looked for."""
    return _all(left, right, "CNY") and _slipped(verdict, left, right, _UNITS, _TIMES_SLACK_OPEN)


def _all(left: Sequence[Used], right: Sequence[Used], unit: str) -> bool:
    return all(used.entry.fact.unit == unit for used in (*left, *right))


def _slipped(
    verdict: Verdict, left: Sequence[Used], right: Sequence[Used], factors: tuple[Decimal, ...], times: int
) -> bool:
    """Whether one term moved by a factor closes the sum, and no other does; of two mentions either may be the one."""
    terms = (*((used, 1) for used in left), *((used, -1) for used in right))
    explaining = sum(_explains(verdict, used, side, factors, times) for used, side in terms)
    return explaining == 1 or (explaining == len(terms) == 2)


def _explains(verdict: Verdict, used: Used, side: int, factors: tuple[Decimal, ...], times: int) -> bool:
    """``side``: 1 on the left, -1 on the right."""
    value = used.entry.value
    if _digits(value) < _LEAST_DIGITS:
        return False
    precision = used.entry.statement.precision
    for factor in factors:
        moved = (factor - 1) * value * used.sign * side
        slack = verdict.tolerance + precision / 2 * max(Decimal(1), factor)
        if abs(verdict.difference + moved) <= slack <= abs(value * factor) / times:
            return True
    return False


def _point_shifted(verdict: Verdict, stated: Used) -> bool:
    """Whether a percentage is right with its point one or two places further left or right."""
    share = stated.entry
    if not verdict.right or _digits(share.value) < _LEAST_DIGITS:
        return False
    precision = share.statement.precision
    return any(
        abs(share.value * factor - verdict.right) <= precision * factor
        and abs(share.value * factor) > 5 * precision * factor
        for factor in _POINTS
    )


def _digits(value: Decimal) -> int:
    """How many digits say something: 4066200 has five."""
    return len(value.normalize().as_tuple().digits) if value else 0
