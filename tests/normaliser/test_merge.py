"""Mentions to facts: value, status, id."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetextract.model.facts import Key, Statement
from budgetextract.normaliser.merge import agrees, fact_id, merge

KEY = Key("expenditure.total", "budget", 2024)


def mention(
    value: str,
    precision: str = "100",
    origin: str = "table",
    table: int | None = 0,
    table_id: str = "",
    sentence: str = "",
) -> Statement:
    """A statement of KEY."""
    return Statement(
        key=KEY,
        value=Decimal(value),
        unit="CNY",
        stated=value,
        stated_unit="元",
        precision=Decimal(precision),
        origin=origin,
        page=1,
        bbox=(0.0, 0.0, 1.0, 1.0),
        text=value,
        table=table if origin == "table" else None,
        table_id=table_id,
        sentence=sentence,
    )


def test_the_most_precise_mention_gives_the_value() -> None:
    (fact,) = merge(
        [mention("4066000", "1000", "performance"), mention("4066200", "100", "narrative")], "department_budget"
    )
    assert (fact.value, fact.precision, fact.status) == (Decimal("4066200"), Decimal("100"), "agreed")
    (fact,) = merge([mention("100", origin="narrative"), mention("100")], "department_budget")
    assert fact.statements[0].origin == "table"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("771640", "1"), ("771600", "100"), True),  # 77.16 万元, rounded
        (("771690", "1"), ("771600", "100"), True),  # 77.16 万元, cut off
        (("771700", "1"), ("771600", "100"), False),
        (("771590", "1"), ("771600", "100"), True),  # rounded up
        (("771540", "1"), ("771600", "100"), False),
        (("-771690", "1"), ("-771600", "100"), True),
        (("3267100", "100"), ("3267200", "100"), True),
        (("3267100", "100"), ("3267300", "100"), False),
        (("0", "100"), ("0", "0.01"), True),
    ],
)
def test_agreement_within_what_is_stated(one: tuple[str, str], other: tuple[str, str], same: bool) -> None:
    assert agrees(mention(*one), mention(*other)) is same
    assert agrees(mention(*other), mention(*one)) is same


def test_conflict() -> None:
    (fact,) = merge([mention("100"), mention("900", table=1)], "department_budget")
    assert fact.status == "conflict"
    assert fact.confidence < 0.5


def test_a_copy_is_not_a_second_witness() -> None:
    assert merge([mention("1"), mention("1")], "")[0].status == "single"  # mirrored in one table
    twice = [mention("1", origin="narrative", sentence="某句。"), mention("1", origin="narrative", sentence="某句。")]
    assert merge(twice, "")[0].status == "single"
    other = [mention("1", origin="narrative", sentence="某句。"), mention("1", origin="narrative", sentence="另一句。")]
    assert merge(other, "")[0].status == "agreed"
    assert merge([mention("1"), mention("1", table=1)], "")[0].status == "agreed"


def test_the_majority_decides_among_equals() -> None:
    mentions = [
        mention("3267100", table=0, table_id="income_expenditure_summary"),
        mention("3267200", table=1, table_id="expenditure_by_function"),
    ]
    assert merge(mentions, "")[0].value == Decimal("3267200")  # the detail table
    assert merge([*mentions, mention("3267100", origin="narrative")], "")[0].value == Decimal("3267100")


def test_ids_are_stable_and_distinct() -> None:
    assert fact_id(KEY) == fact_id(Key("expenditure.total", "budget", 2024))
    assert fact_id(KEY) != fact_id(Key("expenditure.total", "budget", 2023))
    assert fact_id(KEY) != fact_id(Key("expenditure.total", "budget", 2024, (("fund", "government_fund"),)))
