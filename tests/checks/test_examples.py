"""The worked examples of identities.yaml, figures of real documents, decided by the same arithmetic as the checks."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from budgetextract.checks.interval import Printed, Verdict, judge_ratio, judge_sum
from budgetextract.rules.identities import Identity, load_identities
from budgetextract.rules.loader import rule_yaml

_COUNTS = {"人", "辆"}
EXAMPLES = [
    pytest.param(identity, example, id=f"{identity.id}-{number}")
    for identity in load_identities().identities
    for number, example in enumerate(identity.examples)
]


def _printed(text: str, unit: str) -> Printed:
    places = len(text.partition(".")[2])
    return Printed(Decimal(text), Decimal(0) if unit in _COUNTS else Decimal(1).scaleb(-places))


def _verdict(identity: Identity, example: Mapping[str, Any]) -> Verdict | None:
    unit = example["unit"]
    left = _printed(example["left"], unit)
    if "of" in example:
        money = "万元" if unit == "percent" else unit
        return judge_ratio(
            left, [_printed(t, money) for t in example["of"]], [_printed(t, money) for t in example["to"]]
        )
    if identity.left.constant is not None:
        left = Printed(identity.left.constant, Decimal(0))
    return judge_sum([left], [_printed(text, unit) for text in example["right"]], identity.relation)


@pytest.mark.parametrize(("identity", "example"), EXAMPLES)
def test_example(identity: Identity, example: Mapping[str, Any]) -> None:
    verdict = _verdict(identity, example)
    assert verdict is not None
    assert ("pass" if verdict.holds else "fail") == example["result"]
    assert verdict.truncated == (example.get("warning") == "truncated")


def test_there_are_examples_enough() -> None:
    special = [example for rule in rule_yaml("identities.yaml")["special"] for example in rule.get("examples", ())]
    assert len(EXAMPLES) + len(special) >= 70
