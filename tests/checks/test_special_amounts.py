"""Single figures that cannot be right, and what kind of slip explains a failing check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from drafts import empty_document, facts_of, statement

from budgetextract.checks.run import run_checks
from budgetextract.model.disclosure import Finding
from budgetextract.model.facts import PerformanceRead, Statement
from budgetextract.rules.bundle import load_rules

LOOKED_FOR = {
    "unit_slip", "percent_point_shifted", "percent_impossible", "directions_differ", "negative_amount",
}  # fmt: skip


def found(lines: Sequence[str | Statement], kind: str = "budget") -> list[Finding]:
    checked = run_checks(facts_of(lines, kind), *empty_document(kind), PerformanceRead(), load_rules())
    return [one for one in checked.findings if one.code in LOOKED_FOR]


def codes(lines: Sequence[str | Statement], kind: str = "budget") -> list[str]:
    return [one.code for one in found(lines, kind)]


def test_a_text_in_yuan_beside_a_table_in_ten_thousands() -> None:
    (one,) = found(
        ["expenditure.project = 95.25 @income_expenditure_summary", "expenditure.project = 952500 @narrative"]
    )
    assert (one.code, one.severity) == ("unit_slip", "error")
    assert "95.25万元" in one.message.zh
    assert len(one.source) == 2


def test_one_term_of_a_sum_in_another_unit() -> None:
    lines = [
        "expenditure.total = 406.62 @income_expenditure_summary",
        "expenditure.basic = 311.62 @income_expenditure_summary",
        "expenditure.project = 0.009500 @income_expenditure_summary",
    ]
    assert codes(lines) == ["unit_slip"]


@pytest.mark.parametrize("text", ["95.24", "9525", "0.3"])
def test_another_gap_is_no_slip_of_the_unit(text: str) -> None:
    lines = ["expenditure.project = 2961.68 @income_expenditure_summary", f"expenditure.project = {text} @narrative"]
    assert codes(lines) == []


def rates(rate: str) -> list[str]:
    return [
        "income.total = 112.50 @narrative",
        "income.total[change] = 12.50 @narrative",
        f"income.total[change_rate] = {rate} @narrative",
    ]


@pytest.mark.parametrize("rate", ["125", "1.25"])
def test_a_point_one_place_off(rate: str) -> None:
    assert codes(rates(rate)) == ["percent_point_shifted"]


@pytest.mark.parametrize("rate", ["12.5", "13.1", "62.5"])
def test_a_right_or_plainly_wrong_rate_is_no_shifted_point(rate: str) -> None:
    assert codes(rates(rate)) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("three_public.reception[share] = 120.5 @narrative", ["percent_impossible"]),
        ("three_public.reception[share] = 100 @narrative", []),
        ("income.other[change_rate] = -130 @narrative", ["percent_impossible"]),
        ("income.other[change_rate] = -100 @narrative", []),
        ("income.other[change_rate] = 230 @narrative", []),
        ("expenditure.project = -12.00 @income_expenditure_summary", ["negative_amount"]),
        ("expenditure.project[change] = -12.00 @narrative", []),
    ],
)
def test_impossible_figures(line: str, expected: list[str]) -> None:
    assert codes([line]) == expected


def test_a_balance_may_be_negative() -> None:
    line = statement("income.carryover = -12.00 @final_income_expenditure_summary", "final", sentence="年初结转和结余")
    assert codes([replace(line, text="年初结转和结余 -12.00")], "final") == []


def test_income_up_and_expenditure_down() -> None:
    lines = ["income.total[change] = 26.52 @narrative", "expenditure.total[change] = -26.52 @narrative"]
    (one,) = found(lines)
    assert one.code == "directions_differ"
    assert "减少" in one.message.zh
    assert codes([lines[0], "expenditure.total[change] = 26.52 @narrative"]) == []


def test_directions_told_by_rates_alone() -> None:
    lines = ["income.total[change_rate] = 6.1 @narrative", "expenditure.total[change_rate] = -6.1 @narrative"]
    assert codes(lines, "final") == ["directions_differ"]
