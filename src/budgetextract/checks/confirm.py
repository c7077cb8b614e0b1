"""When an identity confirms a figure: a wrong digit in it would have made the identity fail, and nothing hides it.

An identity is a proof when it passes as an equality without truncation and to one unit of its coarsest last digit, all
its terms are printed (no blank taken for nought), and no printed number stands in it twice. A proof confines a term
whose mention gave the fact its value, which is not nought, is larger than twenty times the tolerance and no small
count: less meets by chance; in a table, its column must be known for what it is (anchors.py). It confirms the term

sum        when at most two of its other terms are not confirmed: two errors of equal size are needed to hide one;
crossing   when another proof confines the term too and the two share no term that is not confirmed (its row and its
           column, say): three errors of equal size, in places that have nothing to do with one another.

What is confirmed in one round counts in the next. docs/en/trust.md shows examples and counter-examples.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from budgetextract.checks.anchors import Anchors, anchors, column_of
from budgetextract.checks.index import Entry
from budgetextract.checks.outcome import Outcome
from budgetextract.checks.places import place
from budgetextract.model.facts import FactDraft
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


def confirmed(facts: Iterable[FactDraft], outcomes: Sequence[Outcome]) -> Confirmed:
    """What is confirmed by its mentions (``facts``) and by identities."""
    agreed = list(facts)
    known = {fact.id for fact in agreed}
    proving = [outcome for outcome in outcomes if _proves(outcome)]
    confined = [(outcome, _confined(outcome)) for outcome in proving]
    tested = frozenset(entry.fact.id for _, entries in confined for entry in entries)
    anchored = anchors(agreed, proving)
    proofs = [proof for outcome, entries in confined if (proof := _proof(outcome, entries, anchored)) is not None]
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


def _proves(outcome: Outcome) -> bool:
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
        return False
    used = (*outcome.left, *outcome.right)
    if abs(verdict.difference) > max(one.entry.statement.precision for one in used):
        return False  # rounding may explain it, and so may a wrong last digit
    return len(used) > 1 and len({place(one.entry.statement) for one in used}) == len(used)


def _proof(outcome: Outcome, entries: Sequence[Entry], anchored: Anchors) -> _Proof | None:
    """What an identity proves of the entries that it confines: those of columns that are known for what they are."""
    confined = tuple(
        entry.fact.id for entry in entries if entry.statement.table is None or column_of(entry.statement) in anchored
    )
    if not confined:
        return None
    facts = frozenset([one.entry.fact.id for one in (*outcome.left, *outcome.right)])
    return _Proof(facts, confined) if len(facts) > 1 else None


def _confined(outcome: Outcome) -> list[Entry]:
    """The entries that a proof confines, whatever their columns are."""
    assert outcome.verdict is not None  # a proof was judged
    least = outcome.verdict.tolerance * TIMES_TOLERANCE
    return [
        entry
        for entry in (used.entry for used in (*outcome.left, *outcome.right))
        if entry.value == entry.fact.value and abs(entry.value) > max(least, _least(entry.statement.precision))
    ]


def _least(precision: Decimal) -> Decimal:
    """What a figure must exceed to be told from another: counts are exact, so their tolerance says nothing."""
    return Decimal(0 if precision else SMALL_COUNT)
