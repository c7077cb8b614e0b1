"""Mistakes in percents and in words of direction."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from generator.mistakes.altered import OPPOSITE, figure_change, number_of, with_piece
from generator.mistakes.plan import Call, Change
from generator.mistakes.statements import Statement, by_key, statements

_WORD = re.compile("|".join(OPPOSITE))


def wrong_percent(calls: Sequence[Call], rng: random.Random) -> Iterator[Change]:
    """A percent that the figures beside it do not give."""
    for one, low, high in _told(calls):
        off = Decimal(rng.randrange(5, 15)) + rng.randrange(10)
        wrong = high.quantize(Decimal("0.1")) + off
        if wrong < 95 and not low <= wrong <= high:
            yield from _printed_as(calls, one, wrong)


def truncated_percent(calls: Sequence[Call], rng: random.Random) -> Iterator[Change]:
    """A percent cut off where it should be rounded up."""
    for one, low, high in _told(calls):
        old = number_of(one)
        places = len(old.partition(".")[2]) if old else 0
        for less in (places, places - 1):
            if less < 0:
                continue
            step = Decimal(1).scaleb(-less)
            cut = {bound.quantize(step, ROUND_DOWN) for bound in (low, high)}
            rounded = {bound.quantize(step, ROUND_HALF_UP) for bound in (low, high)}
            shown = min(cut).normalize()
            fewer = Decimal(1).scaleb(min(0, int(shown.as_tuple().exponent)))
            rightly = {bound.quantize(fewer, ROUND_HALF_UP) for bound in (low, high)}
            if len(cut) == len(rounded) == 1 and cut != rounded and shown > 0 and shown not in rightly:
                yield from _printed_as(calls, one, min(cut))
                break


def shifted_point(calls: Sequence[Call], rng: random.Random) -> Iterator[Change]:
    """A percent ten times too large or too small."""
    for one, _, high in _told(calls):
        value = abs(one.fact.value)
        if Decimal("0.5") < value < Decimal("9.5") and high > 0:
            yield from _printed_as(calls, one, value * 10)
        elif value >= 20:
            yield from _printed_as(calls, one, (value / 10).quantize(Decimal("0.001")).normalize())


def above_100(calls: Sequence[Call], rng: random.Random) -> Iterator[Change]:
    """A share of a whole above 100 percent."""
    for one in statements(calls):
        if one.table is None and one.fact.measure == "share" and 1 <= one.fact.value < 100:
            yield from _printed_as(calls, one, one.fact.value + 100)


def wrong_direction(calls: Sequence[Call], rng: random.Random) -> Iterator[Change]:
    """The word before the percent says the opposite of the word before the amount."""
    for one in statements(calls):
        words = list(_WORD.finditer(one.text))
        if one.table is None and one.fact.measure == "change_rate" and one.fact.value and len(words) == 2:
            last = words[1]
            text = one.text[: last.start()] + OPPOSITE[last[0]] + one.text[last.end() :]
            facts = {
                fact: replace(fact, value=-fact.value)
                for fact in calls[one.call].value[one.at].facts
                if fact.measure == "change_rate"
            }
            yield Change(
                {one.call: with_piece(calls[one.call], one.at, text, facts)},
                facts=tuple(facts.items()),
                says=f"{one.text} -> {text}",
            )


def apart(calls: Sequence[Call], rng: random.Random) -> Iterator[Change]:
    """Expenditure said to move the other way than income, though both totals are equal in both years."""
    groups = by_key(one for one in statements(calls) if one.table is None)
    for (concept, measure, year, dims), group in groups.items():
        other = groups.get(("income.total", measure, year, dims))
        if (concept, measure) != ("expenditure.total", "change") or not other:
            continue
        for one in group:
            same = other[0].fact.value == one.fact.value != 0
            if same and all(fact.concept == concept for fact in calls[one.call].value[one.at].facts):
                yield _turned(calls, one)


def _turned(calls: Sequence[Call], one: Statement) -> Change:
    """Both words of a change turned."""
    piece = calls[one.call].value[one.at]
    text = _WORD.sub(lambda word: OPPOSITE[word[0]], piece.text)
    facts = {fact: replace(fact, value=-fact.value) for fact in piece.facts}
    return Change(
        {one.call: with_piece(calls[one.call], one.at, text, facts)},
        facts=tuple(facts.items()),
        says=f"{piece.text} -> {text}",
    )


def _told(calls: Sequence[Call]) -> Iterator[tuple[Statement, Decimal, Decimal]]:
    """Rates of change in the text with the least and the greatest value that the figures as printed allow."""
    found = statements(calls)
    groups = by_key(found)
    for one in found:
        concept, measure, year, dims = one.fact.key
        if measure != "change_rate" or one.table is not None or not one.fact.value:
            continue
        moved = next(iter(groups.get((concept, "change", year, dims), ())), None)
        now = next(
            (group[0] for name in ("budget", "final") if (group := groups.get((concept, name, year, dims)))), None
        )
        if moved is None or now is None:
            continue
        half = (moved.step + now.step) / 2
        change, before = abs(moved.fact.value), now.fact.value - moved.fact.value
        if before > 2 * half and change > half:
            yield (
                one, (change - moved.step / 2) * 100 / (before + half), (change + moved.step / 2) * 100 / (before - half),
            )  # fmt: skip


def _printed_as(calls: Sequence[Call], one: Statement, value: Decimal) -> Iterator[Change]:
    change = figure_change(calls[one.call], one, f"{value.normalize():f}")
    if change:
        yield change
