"""A project's statement and its form name one project."""

from __future__ import annotations

from decimal import Decimal

from budgetextract.model.facts import Key, Statement
from budgetextract.normaliser.projects import by_form_names


def money_of(project: str, origin: str) -> Statement:
    key = Key("expenditure.project", "budget", 2024, (("fund", "fiscal_appropriation"), ("project", project)))
    return Statement(
        key, Decimal(10000), "CNY", "1", "万元", Decimal(10000), origin, 1, (0.0, 0.0, 1.0, 1.0), "1万元"
    )  # fmt: skip


def test_the_form_says_whether_a_word_is_part_of_the_name() -> None:
    forms = [money_of("引水工程", "performance"), money_of("护林经费", "performance")]
    said = [money_of(name, "narrative") for name in ("引水工程项目", "护林", "引水工程", "道路养护项目")]
    named = [one.key.dimension("project") for one in by_form_names(said, forms)]
    assert named == ["引水工程", "护林经费", "引水工程", "道路养护项目"]
    assert by_form_names(said, []) == said


def test_a_name_near_to_two_forms_stays() -> None:
    forms = [money_of("护林经费", "performance"), money_of("护林项目", "performance")]
    assert by_form_names([money_of("护林", "narrative")], forms)[0].key.dimension("project") == "护林"
