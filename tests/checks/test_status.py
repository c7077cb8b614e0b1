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


def test_a_sum_with_three_other_unknowns_is_no_proof() -> None:
    codes = ["30201", "30202", "30203", "30204"]
    parts = [f"operating_funds.total{{economy={code}}} = 3.00 @narrative" for code in codes]
    lines = ["operating_funds.total = 12.00 @narrative", *parts]
    assert statuses(lines) == ["single"] * 5
    total_known = [*lines, "operating_funds.total = 12.00 @operating_funds_table"]
    assert statuses(total_known) == ["agreed"] + ["single"] * 4
    one_known = f"operating_funds.total{{economy={codes[0]}}} = 3.00 @operating_funds_table"
    assert statuses([*total_known, one_known]) == ["agreed"] * 5


def test_a_printed_nought_is_unknown_like_any_term() -> None:
    lines = [
        "three_public.total = 5.00 @narrative",
        "three_public.overseas = 0.00 @narrative",
        "three_public.vehicles = 5.00 @narrative",
        "three_public.reception = 0.00 @narrative",
    ]
    assert set(statuses(lines)) == {"single"}


def test_one_printed_number_never_confirms_itself() -> None:
    """收、支总计各406.62万元: read for two facts, printed once."""
    income = statement("income.total = 406.62 @narrative")
    said_of_both = replace(income, key=replace(income.key, concept="expenditure.total"))
    assert [fact.status for fact in checked(facts_of([income, said_of_both]))] == ["single", "single"]
    apart = replace(said_of_both, bbox=(10.0, 80.0, 60.0, 90.0))
    assert [fact.status for fact in checked(facts_of([income, apart]))] == ["agreed", "agreed"]


def test_small_counts_meet_by_chance() -> None:
    lines = [
        "staff.establishment = {0} @narrative",
        "staff.establishment{{post_type=administrative}} = {1} @narrative",
        "staff.establishment{{post_type=institution}} = {2} @narrative",
    ]
    few, many = ([line.format(*counts) for line in lines] for counts in ((3, 2, 1), (60, 40, 20)))
    assert set(statuses(few)) == {"single"}
    assert set(statuses(many)) == {"agreed"}


def test_a_copy_with_other_blanks_and_marks_is_the_same_sentence() -> None:
    one = statement("income.total = 12.35 @narrative", sentence="收入总计12.35万元,其中")
    copy = replace(one, page=9, sentence="收入总计 12.35万元，其中")
    assert [fact.status for fact in checked(facts_of([one, copy]))] == ["single"]


def test_a_table_printed_twice_is_no_second_mention() -> None:
    lines = [f"income.total{{function={code}}} = {code[-2:]}.35 @income_by_function" for code in ("20101", "20102")]
    first = [statement(line, number=number) for number, line in enumerate(lines)]
    again = [replace(one, table=7, page=9) for one in first]
    assert {f.status for f in checked(facts_of([*first, *again]))} == {"single"}
    other = [replace(one, table=7, page=9, table_id="income_expenditure_summary") for one in first]
    assert {f.status for f in checked(facts_of([*first, *other]))} == {"agreed"}


def test_two_readings_that_nothing_decides_are_a_conflict() -> None:
    from decimal import Decimal

    one = replace(
        statement("income.total = 12.35 @income_by_function"), readings=(("pdfplumber", "12.85", Decimal(128500)),)
    )
    assert [fact.status for fact in checked(facts_of([one]))] == ["conflict"]
