"""Mentions to facts: one fact for each key, its value the most precise mention's.

Two mentions agree where their intervals meet: a stated figure may be off by half its last digit, or by a whole one
where it was cut off and not rounded (77.16 for 771,690). What was cut off is told by the checks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from decimal import Decimal

from budgetextract.model.facts import FactDraft, Key, Statement

_ORDER = {"table": 0, "narrative": 1, "performance": 2}
_CONFIDENCE = {"agreed": 0.99, "single": 0.9, "conflict": 0.4}


def merge(statements: Sequence[Statement], kind: str) -> list[FactDraft]:
    """Facts in the order in which their keys first appear. ``kind`` is the document's; no rule depends on it so far."""
    by_key: dict[tuple[Key, str], list[Statement]] = {}
    for statement in statements:
        by_key.setdefault((statement.key, statement.unit), []).append(statement)
    return [_fact(key, unit, mentions) for (key, unit), mentions in by_key.items()]


def fact_id(key: Key, unit: str = "") -> str:
    """The same for the same key in every run: 12 hex digits over its parts."""
    parts = [
        key.concept,
        key.measure,
        str(key.fiscal_year),
        *(f"{name}={value}" for name, value in key.dimensions),
        unit,
    ]
    return "f" + hashlib.blake2b("\x1f".join(parts).encode(), digest_size=6).hexdigest()


def _fact(key: Key, unit: str, mentions: Sequence[Statement]) -> FactDraft:
    ordered = sorted(mentions, key=_rank)
    best = _best(ordered)
    rest = [mention for mention in ordered if mention is not best]
    status = _status(best, rest)
    confidence = min(_CONFIDENCE[status], best.confidence) if status != "agreed" else _CONFIDENCE[status]
    return FactDraft(fact_id(key, unit), key, best.value, unit, best.precision, (best, *rest), status, confidence)


def _rank(statement: Statement) -> tuple[Decimal, int]:
    """Most precise first, then table, narrative, performance form; sorting keeps the reading order among equals."""
    return (statement.precision, _ORDER.get(statement.origin, 3))


def _best(ordered: Sequence[Statement]) -> Statement:
    """The first of the best rank; where that rank states several values, the one that most mentions bear out.

    A summary table that lists 326.71 so that its rows add up does not outweigh a detail table and the text with 326.72.
    """
    top = [mention for mention in ordered if _rank(mention) == _rank(ordered[0])]
    if len({mention.value for mention in top}) == 1:
        return top[0]
    return max(top, key=lambda mention: (sum(_rounds_to(mention, other) for other in ordered), _is_detail(mention)))


def _rounds_to(one: Statement, other: Statement) -> bool:
    """True where ``other`` is the same figure, or a rounding of it."""
    difference = abs(one.value - other.value)
    return not difference or (other.precision > one.precision and difference <= other.precision / 2)


def _is_detail(statement: Statement) -> bool:
    """True for a table by code, whose figures a summary table (收支总表) repeats."""
    return "summary" not in statement.table_id


def _status(best: Statement, others: Sequence[Statement]) -> str:
    """agreed, single or conflict of a fact whose best mention is ``best``."""
    if any(not agrees(best, other) for other in others):
        return "conflict"
    return "agreed" if any(independent(best, other) for other in others) else "single"


def agrees(one: Statement, other: Statement) -> bool:
    """True where both figures can be of one amount, each rounded or cut off at its last stated digit."""
    difference = abs(one.value - other.value)
    if difference <= (one.precision + other.precision) / 2:
        return True
    fine, coarse = sorted((one, other), key=lambda statement: statement.precision)
    return abs(coarse.value) <= abs(fine.value) and difference < coarse.precision


def independent(one: Statement, other: Statement) -> bool:
    """True where the second mention could have been wrong by itself.

    A cell mirrored in its own table and a sentence that repeats another word for word could not.
    """
    if one.table is not None and one.table == other.table:
        return False
    return not (one.sentence and one.sentence == other.sentence)
