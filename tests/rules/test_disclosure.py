"""What has to be published: the rules name real sections and tables, and apply by kind and year."""

from __future__ import annotations

import re

import pytest

from budgetextract.rules.disclosure import bases, required
from budgetextract.rules.loader import rule_yaml
from budgetextract.rules.titles import official_titles

KINDS = ("department_budget", "unit_budget", "department_final", "unit_final", "three_public")


def names(kind: str, year: int) -> set[str]:
    return {one.required for one in required(kind, year)}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_asked_for_exists(kind: str) -> None:
    asked = required(kind, 2024)
    assert asked
    assert len(names(kind, 2024)) == len(asked), "nothing is asked twice"
    assert names(kind, 2024) <= official_titles("final" if kind.endswith("final") else "budget").keys()
    assert {one.basis for one in asked} <= bases().keys()


def test_every_basis_is_named_in_both_languages_and_says_where_it_is_from() -> None:
    for basis in bases().values():
        assert basis.provenance in {"found", "memory"}
        assert 2014 <= basis.year <= 2025
        for text in (basis.short, basis.title):
            assert re.search(r"[\u4e00-\u9fff]", text["zh"])
            assert text["en"].isascii()
    used = {rule["basis"] for rule in rule_yaml("disclosure.yaml")["rules"]}
    assert used == bases().keys(), "no basis without a rule"


def test_requirements_come_with_the_years() -> None:
    assert names("department_budget", 2014) == set()
    assert names("department_budget", 2015) == {"operating_funds", "procurement"}
    assert "table:state_capital" not in names("department_budget", 2020)
    assert "table:state_capital" in names("unit_budget", 2021)
    assert "performance" not in names("department_final", 2017)
    assert "performance" in names("department_final", 2018)
    assert names("department_budget", 0) == names("department_budget", 2024), "a year that is not known excuses nothing"


def test_kinds_without_rules() -> None:
    assert required("government_budget", 2024) == ()
    assert required("unknown", 2024) == ()
