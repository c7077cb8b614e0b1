"""When an identity confirms a figure: a wrong digit in it would have made the identity fail, and nothing hides it.

An identity is a proof when it passes as an equality without truncation, all its terms are printed (no blank taken for
nought), and no printed number stands in it twice. A proof confines a term whose mention gave the fact its value, which
is not nought, is larger than twenty times the tolerance and no small count: less meets by chance. It confirms the term

sum        when at most two of its other terms are not confirmed: two errors of equal size are needed to hide one;
crossing   when another proof confines the term too and the two share no term that is not confirmed (its row and its
           column, say): three errors of equal size, in places that have nothing to do with one another.

What is confirmed in one round counts in the next. docs/en/trust.md shows examples and counter-examples.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from budgetextract.checks.outcome import Outcome
from budgetextract.checks.places import place
from budgetextract.record import record

MOST_OTHERS = 2
"""Unconfirmed terms beside the one that a sum confirms."""
TIMES_TOLERANCE = 20
SMALL_COUNT = 10
"""Counts up to this (vehicles, posts) meet by chance: 3 = 2 + 1 proves little."""


@record
class _Proof:
    """A passing identity: the ids of all its facts, and of those that it confines."""

    facts: frozenset[str]
    confined: tuple[str, ...]


@record
class Confirmed:
    """Ids of facts: ``known`` are confirmed, ``tested`` stand in a proof, whether it confirms them or not."""

    known: frozenset[str]
    tested: frozenset[str]


def confirmed(agreed: Iterable[str], outcomes: Sequence[Outcome]) -> Confirmed:
    """What is confirmed by its mentions (``agreed``) and by identities."""
    known = set(agreed)
    proofs = [proof for outcome in outcomes if (proof := _proof(outcome)) is not None]
    tested = frozenset(name for proof in proofs for name in proof.confined)
    while True:
        found = _by_sums(proofs, known) or _by_crossings(proofs, known)
        if not found:
            return Confirmed(frozenset(known), tested)
        known |= found
        proofs = [proof for proof in proofs if any(name not in known for name in proof.confined)]


def _by_sums(proofs: Sequence[_Proof], known: set[str]) -> set[str]:
    found: set[str] = set()
    for proof in proofs:
        if len(proof.facts - known) <= MOST_OTHERS + 1:
            found.update(name for name in proof.confined if name not in known)
    return found


def _by_crossings(proofs: Sequence[_Proof], known: set[str]) -> set[str]:
    """Facts with two proofs that share no other unconfirmed fact."""
    others: dict[str, list[frozenset[str]]] = {}
    for proof in proofs:
        unknown = proof.facts - known
        for name in proof.confined:
            if name not in known:
                others.setdefault(name, []).append(unknown - {name})
    return {
        name
        for name, sets in others.items()
        if any(not one & other for index, one in enumerate(sets) for other in sets[:index])
    }


def _proof(outcome: Outcome) -> _Proof | None:
    identity, verdict = outcome.identity, outcome.verdict
    if (
        outcome.status != "pass"
        or verdict is None
        or verdict.truncated
        or identity.relation != "="
        or identity.ratio is not None
        or identity.by_mention
        or outcome.blanks
    ):
        return None
    used = (*outcome.left, *outcome.right)
    facts = frozenset(one.entry.fact.id for one in used)
    if len(facts) < 2 or len({place(one.entry.statement) for one in used}) < len(used):
        return None
    least = verdict.tolerance * TIMES_TOLERANCE
    confined = tuple(
        one.entry.fact.id
        for one in used
        if abs(one.entry.value) > max(least, _least(one.entry.statement.precision))
        and one.entry.value == one.entry.fact.value
    )
    return _Proof(facts, confined) if confined else None


def _least(precision: Decimal) -> Decimal:
    """What a figure must exceed to be told from another: counts are exact, so their tolerance says nothing."""
    return Decimal(0 if precision else SMALL_COUNT)
