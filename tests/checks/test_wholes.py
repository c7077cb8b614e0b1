"""A form that counts the carry-over as fiscal appropriation: another whole, no contradiction."""

from __future__ import annotations

from drafts import empty_document, facts_of

from budgetextract.checks.run import Checked, run_checks
from budgetextract.model.facts import PerformanceRead
from budgetextract.rules.bundle import load_rules

BUDGET = [
    "income.fiscal_appropriation = 380.40 @income_by_function",
    "income.carryover = 120.11 @income_by_function",
]


def checked(*lines: str) -> Checked:
    return run_checks(facts_of([*BUDGET, *lines]), *empty_document(), PerformanceRead(), load_rules())


def codes(result: Checked) -> list[str]:
    return [one.code for one in result.findings if one.code in {"form_against_budget", "table_against_table"}]


def test_carry_over_counted_as_fiscal_is_no_conflict() -> None:
    result = checked("income.fiscal_appropriation = 500.51 @performance_department")
    assert codes(result) == []
    assert [fact.status for fact in result.facts] == ["single", "single"]
    (said,) = (one for one in result.checks if one.id == "repeated_figures_agree")
    assert said.status == "insufficient"


def test_the_total_of_the_fiscal_funds_likewise() -> None:
    lines = (
        "income.total{fund=fiscal_appropriation} = 500.7 @fiscal_summary",
        "income.fiscal_appropriation = 500.70 @performance_department",
    )
    result = checked(*lines)
    assert codes(result) == []
    assert result.facts[0].status == "single"


def test_any_other_figure_of_the_form_is_a_conflict() -> None:
    result = checked("income.fiscal_appropriation = 500.71 @performance_department")
    assert codes(result) == ["form_against_budget"]
    assert result.facts[0].status == "conflict"


def test_a_table_has_no_such_licence() -> None:
    result = checked("income.fiscal_appropriation = 500.51 @income_expenditure_summary")
    assert codes(result) == ["table_against_table"]
    assert result.facts[0].status == "conflict"


def test_a_form_of_another_whole_does_not_hide_a_conflict_of_the_budget() -> None:
    result = checked(
        "income.fiscal_appropriation = 500.51 @performance_department",
        "income.fiscal_appropriation = 390.40 @income_expenditure_summary",
    )
    assert codes(result) == ["table_against_table"]
    assert result.facts[0].status == "conflict"
