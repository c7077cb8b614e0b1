"""Findings that come of one mistake say so: one wrong figure breaks every sum it stands in, by the same amount."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from budgetextract.checks.outcome import Outcome
from budgetextract.model.disclosure import Finding, Text


def told_as_one(found: Sequence[tuple[Finding, Outcome]]) -> list[Finding]:
    """The findings, the later ones of a mistake with a note that names the first.

    One mistake: sums (or two mentions) that miss by the same amount and share a figure.
    """
    first: list[tuple[Finding, Outcome, Decimal]] = []
    out: list[Finding] = []
    for finding, outcome in found:
        gap = _gap(outcome)
        before = next(
            (one for one, _, other in first if gap and other == gap and set(one.facts) & set(finding.facts)), None
        )
        if before is None:
            first.append((finding, outcome, gap))
            out.append(finding)
            continue
        rule = next(outcome_.identity for one, outcome_, _ in first if one is before)
        message = Text(
            zh=f"{finding.message.zh}差额与另一项（{rule.zh}）相同，应出自同一处。",
            en=f'{finding.message.en} The gap is that of "{rule.en}": probably one mistake.',
        )
        out.append(finding.model_copy(update={"message": message}))
    return out


def _gap(outcome: Outcome) -> Decimal:
    """By how much an equation of amounts misses; 0 where that tells nothing (rates, limits, cut digits)."""
    if outcome.verdict is None or outcome.status != "fail" or outcome.identity.ratio is not None:
        return Decimal(0)
    return abs(outcome.verdict.difference) if outcome.identity.relation == "=" else Decimal(0)
