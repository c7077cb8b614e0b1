"""Facts against gold: what is right, wrong, spurious, missed, not covered; which errors are silent."""

from __future__ import annotations

from decimal import Decimal

import pytest

from budgetextract.scoring.facts import FactScore, last_place, same_value, score_facts
from budgetextract.scoring.gold import Gold, GoldFact, Pairs, Predicted, PredictedFact


def gold_row(
    value: str, concept: str = "expenditure.total", *, origin: str = "table", unit: str = "CNY", **dims: str
) -> GoldFact:
    pairs: Pairs = tuple(sorted(dims.items()))
    return GoldFact(concept, "budget", 2031, pairs, Decimal(value), unit, "3", origin)


def fact(
    value: str,
    concept: str = "expenditure.total",
    *,
    origin: str = "table",
    status: str = "single",
    id: str = "f1",
    year: int = 2031,
    **dims: str,
) -> PredictedFact:
    pairs: Pairs = tuple(sorted(dims.items()))
    return PredictedFact(id, concept, "budget", year, pairs, Decimal(value), "CNY", "3", origin, status, 0.5)


def score(gold: list[GoldFact], predicted: list[PredictedFact], doubted: tuple[str, ...] = ()) -> FactScore:
    return score_facts(Gold("a", tuple(gold)), Predicted("a", tuple(predicted), doubted=frozenset(doubted)))


@pytest.mark.parametrize(
    ("gold", "predicted", "right"),
    [
        ("3267200", "3267200.00", True),
        ("3267200", "3267150", True),  # half of the last non-zero place (100) and no more
        ("3267200", "3267250", True),
        ("3267200", "3267249.99", True),
        ("3267200", "3267250.01", False),
        ("3267200", "3267149.99", False),
        ("29620000", "29620500", True),  # the place is 10 000, half of it 5 000: the cap of 500 yuan decides
        ("29620000", "29620500.01", False),
        ("29620000", "29619500", True),
        ("400000000", "400000501", False),
        ("0", "0.00", True),
        ("0", "0.01", False),  # a stated nought rounds nothing
        ("12.50", "12.54", True),
        ("12.50", "12.56", False),
        ("-20500", "-20540", True),
        ("-20500", "20500", False),
    ],
)
def test_money_matches_when_the_gold_is_a_rounding_of_it(gold: str, predicted: str, right: bool) -> None:
    assert same_value(Decimal(gold), Decimal(predicted), "CNY") is right


@pytest.mark.parametrize(
    ("gold", "predicted", "unit"), [("10", "12", "person"), ("-2", "-1.57", "percent"), ("70", "71.73", "percent")]
)
def test_what_is_not_money_is_never_rounded(gold: str, predicted: str, unit: str) -> None:
    assert not same_value(Decimal(gold), Decimal(predicted), unit)


@pytest.mark.parametrize(
    ("value", "place"), [("29400500", "100"), ("12.50", "0.1"), ("7", "1"), ("3000", "1000"), ("0.03", "0.01")]
)
def test_last_place(value: str, place: str) -> None:
    assert last_place(Decimal(value)) == Decimal(place)


def test_wrong_value_lowers_recall_and_precision_and_is_silent() -> None:
    found = score([gold_row("100")], [fact("900")])
    counts = found.groups["table"]
    assert (counts.gold, counts.found, counts.predicted, counts.right, counts.silent) == (1, 0, 1, 0, 1)
    assert [(detail.what, detail.gold, detail.predicted) for detail in found.details] == [
        ("wrong", Decimal(100), Decimal(900))
    ]


def test_error_that_is_marked_conflict_or_named_is_not_silent() -> None:
    assert score([gold_row("100")], [fact("900", status="conflict")]).groups["table"].silent == 0
    assert score([gold_row("100")], [fact("900")], doubted=("f1",)).groups["table"].silent == 0
    assert score([gold_row("100")], [fact("900")], doubted=("f2",)).groups["table"].silent == 1


def test_spurious_is_a_key_the_gold_lacks_among_kinds_it_covers() -> None:
    gold = [gold_row("100", function="201")]
    found = score(gold, [fact("100", function="201"), fact("7", function="299", id="f2")])
    counts = found.groups["table"]
    assert (counts.right, counts.predicted, counts.silent, found.not_covered) == (1, 2, 1, 0)
    assert [detail.what for detail in found.details] == ["spurious"]


def test_another_set_of_dimension_keys_is_not_covered() -> None:
    found = score(
        [gold_row("100", function="201")], [fact("100"), fact("1", function="201", fund="x"), fact("5", "income.other")]
    )
    assert found.not_covered == 3
    assert found.groups["table"].predicted == 0


def test_another_year_of_a_covered_kind_is_spurious() -> None:
    found = score([gold_row("100")], [fact("100", year=2030)])
    assert [detail.what for detail in found.details] == ["spurious", "missed"]


def test_groups_by_concept_then_by_origin() -> None:
    gold = [
        gold_row("9", "staff.on_duty", unit="person"),
        gold_row("4", "org.internal_units", unit="item"),
        gold_row("100"),
        gold_row("50", "income.total", origin="narrative"),
        gold_row("60", "expenditure.project", origin="performance"),
    ]
    groups = score(gold, []).groups
    assert {name: counts.gold for name, counts in groups.items()} == {"staffing": 2, "table": 1, "narrative": 2}


def test_error_belongs_to_the_origin_of_the_mention_that_gave_it() -> None:
    found = score([gold_row("100", origin="table")], [fact("900", origin="narrative")])
    assert found.groups["narrative"].predicted == 1
    assert found.groups["table"].predicted == 0
    assert found.groups["table"].gold == 1


def test_right_fact_counts_in_the_gold_group_whatever_its_mention() -> None:
    counts = score([gold_row("100", origin="table")], [fact("100", origin="narrative", status="conflict")]).groups[
        "table"
    ]
    assert (counts.right, counts.right_in_conflict) == (1, 1)


def test_organisation_may_be_missing_where_the_gold_knows_one() -> None:
    gold = [gold_row("9", "staff.on_duty", organisation="甲局"), gold_row("4", "staff.retired", organisation="甲局")]
    found = score(gold, [fact("9", "staff.on_duty"), fact("5", "staff.retired", id="f2")])
    assert (found.groups["staffing"].right, found.groups["staffing"].predicted, found.not_covered) == (1, 2, 0)


def test_organisation_may_not_be_missing_where_there_are_several() -> None:
    gold = [gold_row("9", "staff.on_duty", organisation="甲局"), gold_row("4", "staff.on_duty", organisation="乙所")]
    found = score(gold, [fact("9", "staff.on_duty")])
    assert (found.groups["staffing"].found, found.not_covered) == (0, 1)


def test_wrong_organisation_is_spurious() -> None:
    found = score(
        [gold_row("9", "staff.on_duty", organisation="甲局")], [fact("9", "staff.on_duty", organisation="丙所")]
    )
    assert [detail.what for detail in found.details] == ["spurious", "missed"]


def test_standing_compares_confidence_with_what_was_right() -> None:
    found = score(
        [gold_row("100"), gold_row("5", "income.total")], [fact("100", status="agreed"), fact("6", "income.total")]
    )
    agreed, single = found.standing["agreed"], found.standing["single"]
    assert (agreed.predicted, agreed.right, agreed.promised) == (1, 1, 0.5)
    assert (single.predicted, single.right, single.promised) == (1, 0, 0.5)
