"""Columns taken for each other close in every row and column: a sum counts only where a column is known otherwise."""

from __future__ import annotations

from dataclasses import replace

from drafts import empty_document, facts_of, statement

from budgetextract.checks.run import run_checks
from budgetextract.model.facts import PerformanceRead, Statement
from budgetextract.rules.bundle import load_rules

COLUMNS = ("basic", "basic.personnel", "basic.public")


def row(code: str, number: int, *values: str, columns: tuple[str, ...] = COLUMNS) -> list[Statement]:
    """A row of 支出表: one cell a column, each its own place."""
    inside = [f"function={code}", "fund=general_public_budget"][0 if code else 1 :]
    dims = f"{{{','.join(inside)}}}"
    cells = [
        statement(f"expenditure.{name}{dims} = {value} @general_public_by_function", number=number)
        for name, value in zip(columns, values, strict=True)
    ]
    return [replace(cell, column=1 + at, bbox=(100.0 * at, *cell.bbox[1:])) for at, cell in enumerate(cells)]


def agreed(statements: list[Statement]) -> set[tuple[str, str]]:
    facts = run_checks(facts_of(statements), *empty_document(), PerformanceRead(), load_rules()).facts
    return {
        (fact.key.concept.partition(".")[2], fact.key.dimension("function") or "")
        for fact in facts
        if fact.status == "agreed"
    }


TABLE = [*row("", 0, "90.00", "60.00", "30.00"), *row("201", 1, "90.00", "60.00", "30.00")]


def test_rows_that_close_do_not_say_which_column_is_which() -> None:
    assert agreed(TABLE) == {("basic", ""), ("basic", "201")}


def test_one_figure_stated_elsewhere_tells_its_column() -> None:
    found = agreed([*TABLE, statement("expenditure.basic.public{fund=general_public_budget} = 30.00 @narrative")])
    assert ("basic.public", "201") in found
    assert ("basic.personnel", "201") not in found


def test_a_figure_that_two_columns_have_tells_none() -> None:
    same = [*row("", 0, "90.00", "45.00", "45.00"), *row("201", 1, "90.00", "60.00", "30.00")]
    said = statement("expenditure.basic.public{fund=general_public_budget} = 45.00 @narrative")
    assert ("basic.public", "201") not in agreed([*same, said])
