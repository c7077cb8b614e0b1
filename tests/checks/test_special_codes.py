"""Codes that the list of the year lacks."""

from __future__ import annotations

import pytest
from drafts import YEAR, empty_document, facts_of, statement

from budgetextract.checks.run import run_checks
from budgetextract.model.facts import PerformanceRead
from budgetextract.rules.bundle import load_rules


def found(key: str, name: str, place: str = "expenditure_by_function") -> list[str]:
    """The English sentences of code_unknown for one figure."""
    return sentences("code_unknown", key, name, place)


def sentences(code: str, key: str, name: str, place: str = "expenditure_by_function") -> list[str]:
    """The English sentences of one kind of finding for one figure with this printed name."""
    facts = facts_of([statement(f"expenditure.total{key} = 2.00 @{place}", name=name)])
    checked = run_checks(facts, *empty_document(), PerformanceRead(), load_rules())
    return [one.message.en for one in checked.findings if one.code == code]


def test_the_name_of_a_neighbour_tells_a_misprint() -> None:
    (said,) = found("{function=2010197}", "人大会议")
    assert "2010104" in said


def test_a_code_of_an_older_list_names_its_heir() -> None:
    (said,) = found("{function=2080504}", "未归口管理的行政单位离退休")
    assert "up to 2019 only" in said
    assert "2080501" in said
    assert YEAR - 2019 > 2


def test_a_code_of_a_later_list() -> None:
    (said,) = found("[-8]{function=2240106}", "安全监管")
    assert "begins in 2019" in said


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("{function=2010197}", "从未有过的科目"),  # the package may lack the code
        ("{function=2010197}", ""),
        ("{function=2080597}", "人大会议"),  # the name is that of a code elsewhere
        ("{function=2080501}", "行政单位离退休"),
        ("[-1]{function=2010308}", "信访事务"),  # in the list of that year
        ("{function=2010308}", "信访事务"),  # one year late: programs take a year to follow
        ("{function=2019876,economy=30198}", "基本工资"),
        ("{function=2240301}", "行政运行"),  # the package is not sure of its years
    ],
)
def test_what_is_unsure_is_left_alone(key: str, name: str) -> None:
    assert found(key, name) == []


def test_a_name_given_up_years_ago() -> None:
    (said,) = sentences("name_outdated", "{function=210}", "三、医疗卫生与计划生育支出")
    assert "卫生健康支出" in said
    assert "up to 2018" in said


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("{function=210}", "卫生健康支出"),
        ("[-5]{function=210}", "医疗卫生与计划生育支出"),  # 2019: one year late
        ("{function=2013804}", "市场主体管理"),  # up to 2023
        ("{function=2040607}", "法律援助"),  # nobody knows since when
    ],
)
def test_names_that_may_still_be_printed(key: str, name: str) -> None:
    assert sentences("name_outdated", key, name) == []
