"""How the inner sums of each table came out: what makes a table worth a second reading, and one reading better.

A sum is inner to a table when all its terms stand in it: then no other place explains why it fails.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from budgetextract.checks.outcome import Outcome
from budgetextract.model.facts import Key, Statement
from budgetextract.record import record

_IN_DOUBT = frozenset({"parse_guard", "incomplete"})
_KEPT = 0.98
"""Share of the first reading's amounts that another must hold to be a reading of the same table."""

Amounts = Mapping[tuple[Key, str], Decimal]
"""Amounts of one table by key and unit."""


@record
class Closing:
    """The inner sums of one table. ``terms``: (row, column) of the cells in sums that fail; ``worst``: the gap."""

    held: int = 0
    failed: int = 0
    worst: Decimal = Decimal(0)
    terms: frozenset[tuple[int, int]] = frozenset()


@record
class Tried:
    """One reading of a table: how its sums came out, and the amounts it gave."""

    closing: Closing
    amounts: Amounts


def closings(outcomes: Sequence[Outcome]) -> dict[int, Closing]:
    """The inner sums of each table that has any, by table index."""
    found: dict[int, Closing] = {}
    for outcome in outcomes:
        if outcome.verdict is None or outcome.identity.ratio is not None:
            continue
        failed = outcome.status == "fail" or outcome.reason in _IN_DOUBT
        if not failed and outcome.status != "pass":
            continue
        statements = [used.entry.statement for used in (*outcome.left, *outcome.right)]
        tables = {statement.table for statement in statements}
        index = next(iter(tables), None)
        if len(tables) != 1 or index is None:
            continue
        before = found.get(index, Closing())
        if not failed:
            found[index] = Closing(before.held + 1, before.failed, before.worst, before.terms)
            continue
        cells = {(one.row, one.column) for one in statements if one.row is not None and one.column is not None}
        worst = max(before.worst, abs(outcome.verdict.difference))
        found[index] = Closing(before.held, before.failed + 1, worst, before.terms | cells)
    return found


def amounts_of(statements: Sequence[Statement]) -> Amounts:
    """Amounts by key; of a key that a table states more than once, its first."""
    out: dict[tuple[Key, str], Decimal] = {}
    for statement in statements:
        out.setdefault((statement.key, statement.unit), statement.value)
    return out


def closes(first: Tried, other: Tried) -> bool:
    """Whether every inner sum holds under the other reading, and none is gone that the first one had.

    A reading that lost the rows of a failing sum has no failing sum either; it is no better.
    """
    sums = first.closing.held + first.closing.failed
    return not other.closing.failed and other.closing.held >= sums and is_reading(first, other)


def is_reading(first: Tried, other: Tried) -> bool:
    """Whether another reading can be set against the first: it holds nearly all amounts and no more sums fail."""
    return (
        bool(other.amounts)
        and len(other.amounts) >= _KEPT * len(first.amounts)
        and other.closing.failed <= first.closing.failed
    )


def choose(first: Tried, others: Sequence[Tried], disputed: frozenset[tuple[Key, str]]) -> int | None:
    """The one of ``others`` under which the sums hold; None where none does, or several that say different things.

    ``disputed``: the amounts in the first reading's failing sums; readings that differ elsewhere only do not compete.
    """
    closing = [index for index, other in enumerate(others) if closes(first, other)]
    if not closing:
        return None
    best = others[closing[0]].amounts
    for index in closing[1:]:
        if any(best.get(key) != others[index].amounts.get(key) for key in disputed):
            return None
    return closing[0]
