"""The table of confidences: looked up by standing, the finest that was measured."""

from __future__ import annotations

from budgetextract.model.facts import Grounds
from budgetextract.rules.confidence import LEVELS, ConfidenceRules, load_confidence
from budgetextract.rules.loader import rule_yaml

AGREED = Grounds("agreed", "both", "table", "text", "value", doubted=False)


def cell(confidence: float, *names: str) -> dict[str, object]:
    return {"when": {name: getattr(AGREED, name) for name in names}, "confidence": confidence}


def test_the_finest_standing_counts() -> None:
    cells = [cell(0.9, "status", "doubted"), cell(0.97, "status", "reader", "doubted", "by")]
    rules = ConfidenceRules({"default": 0.5, "cells": cells})
    assert rules.of(AGREED) == 0.97
    assert rules.of(Grounds("agreed", "sums", "table", "text", "value", doubted=False)) == 0.9
    assert rules.of(Grounds("agreed", "both", "table", "text", "value", doubted=True)) == 0.5


def test_the_table_of_the_package() -> None:
    """What is not confirmed is never promised like what is, and every number says what it was counted on."""
    data = rule_yaml("confidence.yaml")
    assert data["fitted_on"]["facts"] > 10_000
    assert data["fitted_on"]["sources"]
    for one in data["cells"]:
        assert set(one["when"]) in [set(level) for level in LEVELS]
        assert one["right"] <= one["all"]
        assert one["confidence"] <= one["right"] / one["all"]
        assert one["when"]["status"] == "agreed" or one["confidence"] < 0.99
    rules = load_confidence()
    assert rules.of(AGREED) >= 0.99
    alone = Grounds("single", "alone", "narrative", "text", "value", doubted=False)
    disputed = Grounds("conflict", "alone", "table", "text", "value", doubted=True)
    assert rules.of(AGREED) > rules.of(alone) > rules.of(disputed)
