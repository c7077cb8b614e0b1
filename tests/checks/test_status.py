"""Final status of facts: by mentions, by identities that confine them."""

from __future__ import annotations

from dataclasses import replace

from drafts import empty_document, facts_of, statement

from budgetextract.checks.run import run_checks
from budgetextract.model.facts import FactDraft, PerformanceRead
from budgetextract.rules.bundle import load_rules


def statuses(lines: list[str]) -> list[str]:
    return [fact.status for fact in checked(facts_of(lines))]


def checked(facts: list[FactDraft]) -> tuple[FactDraft, ...]:
    return run_checks(facts, *empty_document(), PerformanceRead(), load_rules()).facts


SUM = [
    "expenditure.basic = 40.00 @narrative",
    "expenditure.basic.personnel = 30.00 @narrative",
    "expenditure.basic.public = 10.00 @narrative",
]


def test_text_and_table_agree() -> None:
    assert statuses(["income.total = 12.35 @narrative", "income.total = 12.4 @income_by_function"]) == ["agreed"]


def test_text_and_table_disagree() -> None:
    assert statuses(["income.total = 12.35 @narrative", "income.total = 12.5 @income_by_function"]) == ["conflict"]


def test_a_sentence_repeated_is_not_independent() -> None:
    one = statement("income.total = 12.35 @narrative", sentence="s")
    assert [fact.status for fact in checked(facts_of([one, replace(one, page=9)]))] == ["single"]


def test_an_amount_cut_off_confirms_nothing_and_contradicts_nothing() -> None:
    assert statuses(["income.total = 52.7098 @income_by_function", "income.total = 52.70 @narrative"]) == ["single"]


def test_a_sum_confines_its_terms() -> None:
    assert statuses(SUM) == ["agreed"] * 3


def test_a_sum_with_a_blank_does_not() -> None:
    lines = ["procurement.total = 3.00 @narrative", "procurement.goods = 3.00 @narrative"]
    assert statuses(lines) == ["single", "single"]


def test_zeros_are_not_confined() -> None:
    lines = [*SUM[:1], "expenditure.basic.personnel = 40.00 @narrative", "expenditure.basic.public = 0.00 @narrative"]
    assert statuses(lines) == ["agreed", "agreed", "single"]


def test_a_failing_sum_confirms_nothing_and_lowers_confidence() -> None:
    facts = checked(facts_of(["expenditure.basic = 41.00 @narrative", *SUM[1:]]))
    assert [fact.status for fact in facts] == ["single"] * 3
    assert all(fact.confidence < 0.7 for fact in facts)


def test_long_lists_do_not_confirm_themselves() -> None:
    codes = [f"302{number:02d}" for number in range(1, 13)]
    lines = ["operating_funds.total = 12.00 @narrative"]
    lines += [f"operating_funds.total{{economy={code}}} = 1.00 @narrative" for code in codes]
    assert set(statuses(lines)) == {"single"}


def test_two_readings_that_nothing_decides_are_a_conflict() -> None:
    from decimal import Decimal

    one = replace(
        statement("income.total = 12.35 @income_by_function"), readings=(("pdfplumber", "12.85", Decimal(128500)),)
    )
    assert [fact.status for fact in checked(facts_of([one]))] == ["conflict"]
