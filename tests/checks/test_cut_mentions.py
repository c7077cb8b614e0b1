"""A percent of the text that is cut off is told although the table rounds it rightly."""

from __future__ import annotations

import pytest
from drafts import empty_document, facts_of

from budgetextract.checks.run import run_checks
from budgetextract.model.facts import PerformanceRead
from budgetextract.rules.bundle import load_rules


@pytest.mark.parametrize(("rate", "told"), [("7.17", True), ("7.18", False), ("7.2", False), ("7.1", True)])
def test_the_mention_in_the_text(rate: str, told: bool) -> None:
    lines = [
        "expenditure.total = 90.3500 @narrative",
        "expenditure.total[change] = 6.0500 @narrative",
        "expenditure.total[change_rate] = 7.18 @general_public_by_function",
        f"expenditure.total[change_rate] = {rate} @narrative",
    ]
    result = run_checks(facts_of(lines), *empty_document(), PerformanceRead(), load_rules())
    found = [one for one in result.findings if one.code == "truncated_percent"]
    assert bool(found) is told
    assert all(rate in one.message.en for one in found)
