"""A form against a text that names its sources one by one: judged where they make up the whole, open where not."""

from __future__ import annotations

from drafts import empty_document, facts_of

from budgetextract.checks.run import run_checks
from budgetextract.model.disclosure import Finding
from budgetextract.model.facts import PerformanceRead
from budgetextract.rules.bundle import load_rules

FORM = [
    "expenditure.total = 500.5 @performance_department",
    "income.fiscal_appropriation = 500.5 @performance_department",
    "income.total{fund=non_fiscal} = 0 @performance_department",
]
TEXT = [
    "income.total = 500.51 @narrative",
    "expenditure.total = 500.51 @narrative",
    "income.general_public_budget = 380.40 @narrative",
    "income.government_fund = 0 @narrative",
]
SPLIT = {"whole_form_fiscal_equals_budget", "whole_form_other_equals_budget"}


def found(*more: str) -> list[Finding]:
    segmented, extracted = empty_document()
    checked = run_checks(facts_of([*FORM, *TEXT, *more]), segmented, extracted, PerformanceRead(), load_rules())
    return [one for one in checked.findings if one.code in SPLIT]


def test_sources_that_make_up_the_income_leave_nothing_open() -> None:
    """The form books other income as fiscal appropriation: told once, with the figures of both of its rows."""
    (one,) = found("income.other = 120.11 @narrative")
    assert one.code == "whole_form_fiscal_equals_budget"
    assert "380.40" in one.message.zh
    assert len(one.facts) == 5


def test_a_source_that_is_not_told_may_carry_the_gap() -> None:
    assert not found()


def test_a_form_may_count_the_carry_over_as_fiscal() -> None:
    assert not found("income.carryover = 120.11 @narrative")
