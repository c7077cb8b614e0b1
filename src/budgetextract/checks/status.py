"""How far each fact is confirmed: its final status and confidence.

``conflict``  a mention disagrees beyond the printed precision, or two readers of its cell do and no identity decides.
``agreed``    an independent mention agrees (see ``mentions.independent``), or a passing identity confines the value.
``single``    otherwise.

An identity confines the value of a fact when a wrong digit in it would have made the identity fail: an equality (not
<= or a percent) that holds without truncation, every term stated (no blank taken for 0), the value not zero and larger
than twenty times the tolerance, at least one other term, and at most eight terms not confirmed otherwise. The last two
keep long lists, where two errors may cancel out, from confirming themselves; facts confirmed in one round count as
confirmed in the next.
"""

from __future__ import annotations

from collections.abc import Sequence

from budgetextract.checks.mentions import comparisons, independent
from budgetextract.checks.outcome import Outcome
from budgetextract.model.facts import FactDraft

_MOST_UNCONFIRMED = 8
_TIMES_TOLERANCE = 20
_CONFIDENCE = {
    ("agreed", "table"): 0.998, ("agreed", "narrative"): 0.995, ("agreed", "performance"): 0.995,
    ("single", "table"): 0.985, ("single", "narrative"): 0.95, ("single", "performance"): 0.95,
    ("conflict", "table"): 0.7, ("conflict", "narrative"): 0.5, ("conflict", "performance"): 0.5,
}  # fmt: skip
_DOUBTED = 0.6
"""Confidence of an unconfirmed fact that a failing or doubtful check with few terms names."""
_FEW_TERMS = 5


def final_facts(facts: Sequence[FactDraft], outcomes: Sequence[Outcome]) -> tuple[FactDraft, ...]:
    """The facts with their final status and confidence, in the same order."""
    status = {fact.id: _by_mentions(fact) for fact in facts}
    doubtful = {fact.id for fact in facts if _readings_differ(fact)}
    _confine(status, outcomes)
    for name in doubtful:
        if status[name] == "single":
            status[name] = "conflict"
    doubted = _doubted(outcomes)
    return tuple(_finished(fact, status[fact.id], _confidence(fact, status[fact.id], doubted)) for fact in facts)


def _finished(fact: FactDraft, status: str, confidence: float) -> FactDraft:
    return FactDraft(fact.id, fact.key, fact.value, fact.unit, fact.precision, fact.statements, status, confidence)


def _by_mentions(fact: FactDraft) -> str:
    if len(fact.statements) == 1:
        return "single"
    compared = comparisons(fact)
    if any(not one.verdict.holds for one in compared):
        return "conflict"
    agreeing = any(not one.verdict.truncated and independent(one.chosen, one.other) for one in compared)
    return "agreed" if agreeing else "single"


def _readings_differ(fact: FactDraft) -> bool:
    return any(value is not None and value != fact.value for _, _, value in fact.statements[0].readings)


def _confine(status: dict[str, str], outcomes: Sequence[Outcome]) -> None:
    """Mark facts that passing identities confine, until nothing changes (at most a few rounds)."""
    waiting = [outcome for outcome in outcomes if _confining(outcome)]
    for _ in range(6):
        left: list[Outcome] = []
        changed = False
        for outcome in waiting:
            names = outcome.fact_ids
            open_names = [name for name in names if status[name] == "single"]
            if not open_names:
                continue
            if len(open_names) > _MOST_UNCONFIRMED:
                left.append(outcome)
                continue
            for name in _confined(outcome):
                if status[name] == "single":
                    status[name] = "agreed"
                    changed = True
        waiting = left
        if not changed:
            return


def _confining(outcome: Outcome) -> bool:
    identity = outcome.identity
    return (
        outcome.status == "pass"
        and identity.relation == "="
        and identity.ratio is None
        and not identity.by_mention
        and outcome.blanks == 0
        and not outcome.truncated
        and len(outcome.fact_ids) > 1
    )


def _confined(outcome: Outcome) -> list[str]:
    verdict = outcome.verdict
    if verdict is None:
        return []
    least = verdict.tolerance * _TIMES_TOLERANCE
    return [
        used.entry.fact.id
        for used in (*outcome.left, *outcome.right)
        if used.entry.value and abs(used.entry.value) > least and used.entry.value == used.entry.fact.value
    ]


def _doubted(outcomes: Sequence[Outcome]) -> frozenset[str]:
    return frozenset(
        name
        for outcome in outcomes
        if (outcome.status == "fail" and outcome.severity != "info") or outcome.reason == "parse_guard"
        for name in (outcome.fact_ids if len(outcome.fact_ids) <= _FEW_TERMS else ())
    )


def _confidence(fact: FactDraft, status: str, doubted: frozenset[str]) -> float:
    statement = fact.statements[0]
    value = _CONFIDENCE.get((status, statement.origin), 0.9)
    if status == "single" and fact.id in doubted:
        value = min(value, _DOUBTED)
    return round(value * min(1.0, max(0.0, statement.confidence)), 3)
