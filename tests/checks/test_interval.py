"""Printed numbers as intervals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetextract.checks.interval import Printed, judge_ratio, judge_sum

amounts = st.integers(min_value=-(10**12), max_value=10**12)


def printed(text: str, factor: str = "1") -> Printed:
    places = len(text.partition(".")[2])
    return Printed(Decimal(text) * Decimal(factor), Decimal(1).scaleb(-places) * Decimal(factor))


def test_units_may_be_mixed() -> None:
    assert judge_sum([printed("229.43", "10000")], [printed("2294335")]).holds


def test_a_gap_of_the_sum_of_half_digits_passes_and_no_more() -> None:
    parts = [printed("1.00"), printed("2.00")]
    assert judge_sum([printed("3.01")], parts).holds  # tolerance 0.015
    assert not judge_sum([printed("3.02")], parts).holds


def test_counts_are_exact() -> None:
    assert not judge_sum([Printed(Decimal(15), Decimal(0))], [Printed(Decimal(14), Decimal(0))]).holds


def test_an_amount_cut_off_passes_with_a_warning() -> None:
    verdict = judge_sum([printed("52.70", "10000")], [printed("527098")])
    assert verdict.holds
    assert verdict.truncated


def test_an_amount_beyond_one_digit_is_not_cut_off() -> None:
    assert not judge_sum([printed("52.70", "10000")], [printed("527101")]).holds
    assert not judge_sum([printed("52.71", "10000")], [printed("527040")]).holds


def test_a_sum_is_never_called_cut_off() -> None:
    assert not judge_sum([printed("5", "10")], [printed("29"), printed("29")]).holds


@pytest.mark.parametrize(("rate", "truncated"), [("-3.97", False), ("-3.96", True), ("-3", True), ("-4", False)])
def test_negative_percents_are_cut_towards_zero(rate: str, truncated: bool) -> None:
    verdict = judge_ratio(printed(rate), [printed("-3.9690")], [printed("100.0000")])
    assert verdict is not None
    assert verdict.holds
    assert verdict.truncated == truncated


def test_no_percent_of_nothing() -> None:
    assert judge_ratio(printed("5"), [printed("1")], [printed("0")]) is None
    assert judge_ratio(printed("5"), [printed("1")], [printed("1"), Printed(Decimal(1), Decimal(1), -1)]) is None


def test_the_difference_is_of_the_printed_values() -> None:
    verdict = judge_sum([printed("10.00")], [printed("4.00"), printed("6.50")])
    assert (verdict.difference, verdict.tolerance) == (Decimal("-0.50"), Decimal("0.015"))


@given(st.lists(amounts, min_size=1, max_size=12), st.sampled_from([0, 1, 2]))
def test_rounding_a_true_sum_never_fails(parts: list[int], places: int) -> None:
    """Whatever is rounded to the same digits on both sides agrees."""
    precision = Decimal(1).scaleb(-places)
    exact = [Decimal(part) / 1000 for part in parts]
    rounded = [Printed(value.quantize(precision), precision) for value in exact]
    total = Printed(sum(exact, Decimal(0)).quantize(precision), precision)
    assert judge_sum([total], rounded).holds


@given(amounts, amounts.filter(lambda value: value > 10**6), st.sampled_from([0, 1, 2]))
def test_rounding_a_true_rate_never_fails(part: int, whole: int, places: int) -> None:
    precision = Decimal(1).scaleb(-places)
    of, to = Printed(Decimal(part), Decimal(0)), Printed(Decimal(whole), Decimal(0))
    rate = Printed((Decimal(100) * part / whole).quantize(precision), precision)
    verdict = judge_ratio(rate, [of], [to])
    assert verdict is not None
    assert verdict.holds
