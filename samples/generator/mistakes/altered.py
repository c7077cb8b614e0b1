"""Other figures and other words in the place of those printed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from generator.gold import Fact
from generator.grid import Cell, Row, Table
from generator.mistakes.plan import Call, Change
from generator.mistakes.statements import NUMBER, Statement

OPPOSITE = {
    "增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长", "上升": "下降", "降低": "上升", "提高": "下降",
}  # fmt: skip
PERCENT = re.compile(r"(\d[\d,]*(?:\.\d+)?)(?=\s?[%％])")


def other_number(text: str, rng: random.Random) -> str:
    """One of the first two digits that count exchanged for another: far from any rounding."""
    digits = [at for at, sign in enumerate(text) if sign.isdigit()]
    while digits and text[digits[0]] == "0":
        digits.pop(0)
    whole = [place for place in digits[:2] if place < len(text.partition(".")[0]) or len(digits) < 3]
    at = rng.choice(whole or digits[:2])  # 0.0512 (亿元) has its first digits behind the point
    choices = [digit for digit in "123456789" if digit != text[at]]
    return f"{text[:at]}{rng.choice(choices)}{text[at + 1 :]}"


def restated(one: Statement, number: str, old: str) -> Fact:
    """The fact as ``number`` states it where ``old`` stated it before."""
    was, now = (Decimal(text.replace(",", "")) for text in (old, number))
    return replace(one.fact, value=one.fact.value * now / was)


def with_piece(call: Call, at: int, text: str, facts: dict[Fact, Fact]) -> tuple[object, ...]:
    """The paragraph with another text and other facts for one piece."""
    pieces = list(call.value)
    pieces[at] = replace(pieces[at], text=text, facts=tuple(facts.get(one, one) for one in pieces[at].facts))
    return tuple(pieces)


def with_cell(table: Table, at: int, cell: int, changed: Callable[[Cell], Cell]) -> Table:
    """The table with one cell changed in its body."""
    line = table.body[at]
    cells = list(line.cells)
    cells[cell] = changed(cells[cell])
    return with_rows(table, {at: replace(line, cells=tuple(cells))})


def with_rows(table: Table, rows: dict[int, Row], more: Sequence[Row] = ()) -> Table:
    """The table with some rows of its body exchanged and ``more`` at its end."""
    body = [rows.get(at, line) for at, line in enumerate(table.body)]
    return replace(table, body=[*body, *more])


def number_of(one: Statement) -> str | None:
    """The number that states an amount, None when there are several or none."""
    pattern = PERCENT if one.fact.unit == "percent" else NUMBER
    found = [
        match for match in pattern.finditer(one.text) if one.fact.unit == "percent" or not _percent(one.text, match)
    ]
    return found[0][0] if len(found) == 1 else None


def _percent(text: str, match: re.Match[str]) -> bool:
    return text[match.end() :].lstrip().startswith(("%", "％"))


def figure_change(call: Call, one: Statement, number: str, says: str = "") -> Change | None:
    """The figure of a statement printed as ``number``, and every fact that the same figure states; None when unclear."""
    old = number_of(one)
    if old is None or number == old:
        return None
    text = one.text.replace(old, number, 1) if one.fact.unit != "percent" else PERCENT.sub(number, one.text, count=1)
    place = call.value[one.at] if one.table is None else one.table.body[one.at].cells[one.cell]
    same = {
        fact: restated(replace(one, fact=fact), number, old)
        for fact in place.facts
        if abs(fact.value) == abs(one.fact.value) and fact.unit == one.fact.unit
    }
    if one.table is None:
        value: object = with_piece(call, one.at, text, same)
    else:
        facts = tuple(same.get(fact, fact) for fact in place.facts)
        value = with_cell(one.table, one.at, one.cell, lambda cell: replace(cell, text=text, facts=facts))
    return Change({one.call: value}, facts=tuple(same.items()), says=says or f"{one.text} -> {text}")
