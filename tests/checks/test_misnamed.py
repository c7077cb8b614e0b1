"""Codes whose printed names are another code's, in each of the three lists."""

from __future__ import annotations

import pytest
from drafts import facts_of, statement

from budgetextract.checks.misnamed import misnamed
from budgetextract.rules.bundle import load_rules

RULES = load_rules()


def wrong(dimensions: str, name: str) -> list[tuple[str, str]]:
    """(code, official name) of what is found for one figure with these dimensions and this printed name."""
    facts = facts_of([statement(f"expenditure.total{{{dimensions}}} = 2.00 @expenditure_by_function", name=name)])
    return [(one.code, one.official) for one in misnamed(facts, RULES)]


@pytest.mark.parametrize(
    ("dimensions", "name", "found"),
    [
        ("function=2101103", "行政运行", [("2101103", "公务员医疗补助")]),  # a name that many codes have
        ("economy=30203", "水费", [("30203", "咨询费")]),
        ("government_economy=50201", "会议费", [("50201", "办公经费")]),
        ("government_economy=50201", "办公经费", []),
        ("government_economy=50201,economy=30201", "办公费", []),  # the row bears the other list's name
        ("function=2080505,economy=30108", "机关事业单位基本养老保险缴费支出", []),
        ("function=207", "文化体育与传媒支出", []),  # the name up to 2018
        ("function=2080505", "缴费支出", []),  # what was left of a cut name
        ("function=2101701", "人大会议", []),  # the package is not sure of the code
        ("function=2019876", "人大会议", []),
    ],
)
def test_names_of_other_codes(dimensions: str, name: str, found: list[tuple[str, str]]) -> None:
    assert wrong(dimensions, name) == found
