"""Confidence against what was right, in bins."""

from __future__ import annotations

from decimal import Decimal

from budgetextract.scoring.facts import Judged
from budgetextract.scoring.gold import PredictedFact
from budgetextract.scoring.reliability import as_rows, reliability


def judged(confidence: float, *, right: bool) -> Judged:
    fact = PredictedFact("f", "income.total", "budget", 2031, (), Decimal(1), "CNY", "1", "table", "single", confidence)
    return Judged(fact, right)


def test_facts_fall_into_bins_the_surest_first() -> None:
    facts = [judged(0.995, right=True), judged(0.99, right=False), judged(0.98, right=True), judged(1.0, right=True)]
    bins = reliability(facts)
    assert [(one.name, one.facts, one.right) for one in bins] == [("0.99 - 1", 3, 2), ("0.95 - 0.99", 1, 1)]
    assert as_rows(bins)[1] == {
        "from": 0.95, "to": 0.99, "facts": 1, "right": 1, "share_right": 1.0, "mean_confidence": 0.98,
    }  # fmt: skip


def test_no_facts_no_bins() -> None:
    assert reliability([]) == []
