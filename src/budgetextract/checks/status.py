"""How far each fact is confirmed: its final status and confidence.

``conflict``  a mention disagrees beyond the printed precision, or two readers of its cell do and no identity decides.
``agreed``    an independent mention agrees (mentions.independent), or an identity confirms the value (confirm.py).
``single``    otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence

from budgetextract.checks.confirm import Confirmed, confirmed
from budgetextract.checks.contested import contested
from budgetextract.checks.mentions import Comparison, comparisons, independent
from budgetextract.checks.outcome import Outcome
from budgetextract.checks.places import printed_again
from budgetextract.checks.wholes import explained
from budgetextract.model.facts import FactDraft, Grounds, Statement
from budgetextract.rules.confidence import ConfidenceRules

_FEW_TERMS = 5
_DERIVED = frozenset({"change", "change_rate", "share", "completion_rate"})
_READERS = {
    "ocr": "ocr",
    "alignment": "aligned",
    "docx": "markup",
    "xlsx": "markup",
    "html": "markup",
    "text": "markup",
}


def final_facts(
    facts: Sequence[FactDraft], outcomes: Sequence[Outcome], rules: ConfidenceRules
) -> tuple[FactDraft, ...]:
    """The facts with their final status and confidence, in the same order."""
    again = printed_again(facts)
    wholes = explained(outcomes)
    status = {fact.id: _by_mentions(fact, again, wholes) for fact in facts}
    agreed = frozenset(name for name, one in status.items() if one == "agreed")
    by_sums = confirmed((fact for fact in facts if fact.id in agreed), outcomes)
    doubted = _doubted(outcomes)
    out: list[FactDraft] = []
    for fact in facts:
        final = status[fact.id]
        if final == "single":
            final = "agreed" if fact.id in by_sums.known else "conflict" if _contested(fact) else "single"
        by = _by(fact.id, final, agreed, by_sums)
        grounds = _grounds(fact, final, by, fact.id in doubted)
        confidence = _confidence(fact, grounds, rules)
        out.append(
            FactDraft(
                fact.id, fact.key, fact.value, fact.unit, fact.precision, fact.statements, final, confidence, grounds
            )
        )
    return tuple(out)


def _by(name: str, status: str, agreed: frozenset[str], sums: Confirmed) -> str:
    """What speaks for a fact: see ``Grounds``."""
    if status == "agreed":
        return ("both" if name in sums.tested else "mentions") if name in agreed else "sums"
    return "tested" if name in sums.tested else "alone"


def _grounds(fact: FactDraft, status: str, by: str, doubted: bool) -> Grounds:
    first = fact.statements[0]
    staff = fact.key.concept.startswith(("staff.", "org."))
    return Grounds(
        status=status,
        by=by,
        origin="staff" if staff else first.origin,
        reader=_READERS.get(first.reader.partition("_")[0], "text"),
        measure="derived" if fact.key.measure in _DERIVED else "value",
        doubted=doubted,
    )


def _by_mentions(fact: FactDraft, again: frozenset[tuple[int, int]], wholes: Sequence[Statement]) -> str:
    """The status that the mentions give; those in ``wholes`` are of another whole and say nothing."""
    if len(fact.statements) == 1:
        return "single"
    compared = [one for one in comparisons(fact) if one.verdict.holds or not _of_two_wholes(one, wholes)]
    if any(not one.verdict.holds for one in compared):
        return "conflict"
    agreeing = any(
        not one.verdict.truncated
        and independent(one.chosen, one.other, again)
        and not (contested(one.chosen) and contested(one.other))
        for one in compared
    )
    return "agreed" if agreeing else "single"


def _of_two_wholes(one: Comparison, wholes: Sequence[Statement]) -> bool:
    """Whether a form is compared with the budget, and its figure is one of ``wholes``."""
    differ = one.chosen.origin != one.other.origin
    return differ and any(whole is one.chosen or whole is one.other for whole in wholes)


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


def _confidence(fact: FactDraft, grounds: Grounds, rules: ConfidenceRules) -> float:
    """What facts of this standing are worth, less where the mention itself was mended."""
    return round(rules.of(grounds) * min(1.0, max(0.0, fact.statements[0].confidence)), 3)
