"""One wrong figure breaks several sums: the later findings say that they are of one mistake."""

from __future__ import annotations

from drafts import empty_document, facts_of

from budgetextract.checks.run import run_checks
from budgetextract.model.facts import PerformanceRead
from budgetextract.rules.bundle import load_rules

NOTE = "应出自同一处"


def messages(*lines: str) -> list[str]:
    segmented, extracted = empty_document()
    checked = run_checks(facts_of(lines), segmented, extracted, PerformanceRead(), load_rules())
    sums = ("establishment_is_sum_of_types", "units_sum_to_department", "retired_is_sum_of_parts")
    return [one.message.zh for one in checked.findings if one.code in sums]


TYPES = [
    "staff.establishment{post_type=administrative} = 20 @staff",
    "staff.establishment{post_type=institution} = 10 @staff",
]


def test_two_sums_that_miss_by_one_figure() -> None:
    units = ["staff.establishment{organisation=甲} = 12 @staff", "staff.establishment{organisation=乙} = 18 @staff"]
    found = messages("staff.establishment = 25 @staff", *TYPES, *units)
    assert [NOTE in one for one in found] == [False, True]


def test_other_gaps_are_other_mistakes() -> None:
    units = ["staff.establishment{organisation=甲} = 12 @staff", "staff.establishment{organisation=乙} = 20 @staff"]
    found = messages("staff.establishment = 25 @staff", *TYPES, *units)
    assert [NOTE in one for one in found] == [False, False]


def test_one_gap_in_two_places_without_a_common_figure() -> None:
    parts = ["staff.retired.veteran = 2 @staff", "staff.retired.ordinary = 8 @staff"]
    found = messages("staff.establishment = 25 @staff", *TYPES, "staff.retired = 5 @staff", *parts)
    assert not any(NOTE in one for one in found)
