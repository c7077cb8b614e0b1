"""Mistakes in amounts: sums, text against table, units, signs, last year's figures."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from decimal import Decimal

from generator.mistakes.altered import figure_change, number_of, other_number
from generator.mistakes.plan import Call, Change
from generator.mistakes.statements import Key, Statement, by_key, in_one_place, statements, sums

MONEY = "CNY"


def wrong_sum(calls: Sequence[Call], rng: random.Random) -> Iterator[Change]:
    """A figure of a table altered so that a sum that closed does not."""
    for number, group in in_one_place(_in_tables(calls)).items():
        closing = [one for one in sums(group) if abs(one.gap) <= one.slack and len(one.parts) > 1]
        for one in closing:
            for member in (one.whole, *one.parts):
                yield from _altered(calls[number], member, rng, least=one.slack * 4)


def mirror_amounts(calls: Sequence[Call], rng: random.Random) -> Iterator[Change]:
    """A figure altered in one of two tables that state it."""
    for group in by_key(_in_tables(calls)).values():
        if len({one.call for one in group}) > 1:
            one = rng.choice(group)
            yield from _altered(calls[one.call], one, rng, least=one.step * 4)


def text_against_table(calls: Sequence[Call], rng: random.Random) -> Iterator[Change]:
    """An amount of the text altered that a table states."""
    for one in _told_twice(calls):
        yield from _altered(calls[one.call], one, rng, least=one.step * 4)


def unit_slip(calls: Sequence[Call], rng: random.Random) -> Iterator[Change]:
    """An amount of the text in yuan with 万元 behind it, or in 万元 with 元, that a table states."""
    for one in _told_twice(calls):
        old = number_of(one)
        if old is None or not one.text.rstrip().endswith("万元") or "." not in old or one.fact.value < 1000000:
            continue
        yuan = f"{one.fact.value.normalize():f}"
        change = figure_change(calls[one.call], one, yuan, f"{one.text} -> {yuan}万元")
        if change:
            yield change


def form_against_text(calls: Sequence[Call], rng: random.Random) -> Iterator[Change]:
    """An amount of a performance form altered that text or tables of figures state."""
    found = statements(calls)
    elsewhere = by_key(one for one in found if one.table is None or one.table.origin == "table")
    for one in found:
        form = one.table is not None and one.table.origin == "performance"
        if form and one.fact.unit == MONEY and one.fact.value > 0 and one.fact.key in elsewhere:
            yield from _altered(calls[one.call], one, rng, least=one.step * 4)


def negative_amount(calls: Sequence[Call], rng: random.Random) -> Iterator[Change]:
    """A minus before an amount of a table that cannot be below nothing."""
    for one in _in_tables(calls):
        old = number_of(one)
        if old and one.text == old and one.fact.measure in ("budget", "final") and one.fact.value > 0:
            change = figure_change(calls[one.call], one, f"-{old}")
            if change:
                yield change


def prior_not_chaining(calls: Sequence[Call], rng: random.Random) -> Iterator[Change]:
    """Last year's figure altered where this year's and the change tell it."""
    found = statements(calls)
    groups = by_key(found)
    for (concept, measure, year, dims), group in groups.items():
        now, moved = groups.get((concept, measure, year + 1, dims)), groups.get((concept, "change", year + 1, dims))
        if not (now and moved and measure in ("budget", "final")):
            continue
        one, gap = group[0], now[0].fact.value - moved[0].fact.value
        if one.fact.unit == MONEY and abs(gap - one.fact.value) <= one.step + now[0].step + moved[0].step:
            yield from _altered(calls[one.call], one, rng, least=one.step * 8)


def headcount(calls: Sequence[Call], rng: random.Random) -> Iterator[Change]:
    """A total of posts or people altered whose parts by kind of post are stated."""
    for number, group in in_one_place(statements(calls)).items():
        first = {one.fact.key: one for one in group}
        for (concept, measure, year, dims), whole in first.items():
            if not concept.startswith("staff.") or "post_type" in dict(dims):
                continue
            parts = [one for key, one in first.items() if _is_part(key, (concept, measure, year, dims))]
            if len(parts) > 1 and sum(one.fact.value for one in parts) == whole.fact.value:
                yield from _altered(calls[number], whole, rng, least=Decimal(1))


def _is_part(key: Key, whole: Key) -> bool:
    concept, measure, year, dims = key
    rest = tuple(one for one in dims if one[0] != "post_type")
    return len(rest) < len(dims) and (concept, measure, year, rest) == whole


def _in_tables(calls: Sequence[Call]) -> list[Statement]:
    """Amounts above nothing in tables of figures."""
    return [
        one
        for one in statements(calls)
        if one.table and one.table.origin == "table" and one.fact.unit == MONEY and one.fact.value > 0
    ]


def _told_twice(calls: Sequence[Call]) -> Iterator[Statement]:
    """Amounts of the text that a table states alike."""
    tables = by_key(_in_tables(calls))
    for one in statements(calls):
        if (
            one.table is None
            and one.fact.value > 0
            and one.fact.measure in ("budget", "final")
            and one.fact.unit == MONEY
        ):
            told = tables.get(one.fact.key)
            if told and abs(told[0].fact.value - one.fact.value) <= max(one.step, told[0].step):
                yield one


def _altered(call: Call, one: Statement, rng: random.Random, *, least: Decimal) -> Iterator[Change]:
    old = number_of(one)
    if old is None or one.fact.value <= 0:
        return
    for _ in range(4):
        change = figure_change(call, one, other_number(old, rng))
        if change and all(abs(now.value - was.value) > least for was, now in change.facts):
            yield change
            return
