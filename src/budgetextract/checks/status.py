"""How far each fact is confirmed: its final status and confidence.

``conflict``  a mention disagrees beyond the printed precision, or two readers of its cell do and no identity decides.
``agreed``    an independent mention agrees (mentions.independent), or an identity confirms the value (confirm.py).
``single``    otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence

from budgetextract.checks.confirm import confirmed
from budgetextract.checks.contested import contested
from budgetextract.checks.mentions import comparisons, independent
from budgetextract.checks.outcome import Outcome
from budgetextract.checks.places import printed_again
from budgetextract.model.facts import FactDraft

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
    again = printed_again(facts)
    status = {fact.id: _by_mentions(fact, again) for fact in facts}
    agreed = confirmed((name for name, one in status.items() if one == "agreed"), outcomes)
    for fact in facts:
        if status[fact.id] == "single":
            status[fact.id] = "agreed" if fact.id in agreed else "conflict" if _contested(fact) else "single"
    doubted = _doubted(outcomes)
    return tuple(_finished(fact, status[fact.id], _confidence(fact, status[fact.id], doubted)) for fact in facts)


def _finished(fact: FactDraft, status: str, confidence: float) -> FactDraft:
    return FactDraft(fact.id, fact.key, fact.value, fact.unit, fact.precision, fact.statements, status, confidence)


def _by_mentions(fact: FactDraft, again: frozenset[tuple[int, int]]) -> str:
    if len(fact.statements) == 1:
        return "single"
    compared = comparisons(fact)
    if any(not one.verdict.holds for one in compared):
        return "conflict"
    agreeing = any(
        not one.verdict.truncated
        and independent(one.chosen, one.other, again)
        and not (contested(one.chosen) and contested(one.other))
        for one in compared
    )
    return "agreed" if agreeing else "single"


def _contested(fact: FactDraft) -> bool:
    """Whether readers differ over the mention that gave the value."""
    return contested(fact.statements[0])


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
