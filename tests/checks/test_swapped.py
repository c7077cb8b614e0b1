"""Two figures that change places are one finding, which names the figures of both columns."""

from __future__ import annotations

from dataclasses import replace

from drafts import empty_document, facts_of, statement

from budgetextract.checks.run import Checked, run_checks
from budgetextract.model.facts import PerformanceRead, Statement
from budgetextract.rules.bundle import load_rules

TEXT = ["expenditure.basic = 424.22 @narrative", "expenditure.project = 303.89 @narrative"]


def in_columns(basic: str, project: str, more: str) -> list[Statement]:
    """Two rows of a table with a column each for basic and project expenditure."""
    table = "expenditure_by_function"
    return [
        replace(statement(f"expenditure.basic = {basic} @{table}", number=3), column=3),
        replace(statement(f"expenditure.project = {project} @{table}", number=3), column=4),
        replace(statement(f"expenditure.project{{function=208}} = {more} @{table}", number=4), column=4),
    ]


def checked(*lines: str | Statement) -> Checked:
    return run_checks(facts_of(lines), *empty_document(), PerformanceRead(), load_rules())


def test_columns_with_their_heads_exchanged_are_one_finding() -> None:
    result = checked(*TEXT, *in_columns("303.89", "424.22", "52.41"))
    (found,) = (one for one in result.findings if one.severity == "error")
    assert found.code == "columns_swapped"
    assert len(found.facts) == 3
    assert "424.22" in found.message.zh
    assert "303.89" in found.message.en
    assert {one.text for one in found.source} > set(TEXT)


def test_a_swap_within_rounding_counts() -> None:
    result = checked(*TEXT, *in_columns("303.9", "424.2", "52.41"))
    assert "columns_swapped" in {one.code for one in result.findings}


def test_two_other_contradictions_stay_two() -> None:
    result = checked(*TEXT, *in_columns("303.89", "420.22", "52.41"))
    codes = [one.code for one in result.findings if one.code == "text_against_table"]
    assert len(codes) == 2
