"""Mistakes planted in generated documents: in the print and in the gold, and nowhere else."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal

import pytest

pytest.importorskip("fpdf", reason="fpdf2 comes with the test group")

from generator.build import BULK, generate, style_module
from generator.fonts import FontMissing, find_font
from generator.gold import fact
from generator.grid import Cell, Table, row
from generator.mistakes.altered import other_number
from generator.mistakes.codes import CODES
from generator.mistakes.kinds import KINDS, drawn
from generator.mistakes.plan import Call, Change, Plan, following
from generator.mistakes.statements import contradictions, statements
from generator.paper import Said


def _table() -> Table:
    def cell(wan: int, concept: str) -> Cell:
        return Cell(f"{wan}.00", facts=(fact(concept, "budget", 2024, wan * 10000),))

    line = row("合计", cell(300, "expenditure.total"), cell(200, "expenditure.basic"), cell(100, "expenditure.project"))
    return Table("expenditure_by_function", "部门支出总表", "万元", (1, 1, 1, 1), body=[line])


def _calls(text: str = "300万元") -> list[Call]:
    said = Said(text, (fact("expenditure.total", "budget", 2024, 3000000),))
    return [
        Call("heading", (1, "一、", "2024年预算")),
        Call("table", _table()),
        Call("paragraph", ("支出", said, "。")),
    ]


def _changed(calls: Sequence[Call], change: Change) -> list[Call]:
    return [Call(call.method, change.instead.get(at, call.value)) for at, call in enumerate(calls)]


def test_every_kind_has_codes() -> None:
    assert CODES.keys() == KINDS.keys()


def test_a_sum_that_closed_does_not_close_any_more() -> None:
    calls = _calls()
    assert contradictions(calls) == []
    change = drawn("wrong_sum", calls, "1")
    assert change
    (was, now), *_ = change.facts
    assert abs(was.value - now.value) >= 100000
    assert any("parts differ" in text for text in contradictions(_changed(calls, change)))


def test_the_text_is_altered_where_a_table_says_the_same() -> None:
    change = drawn("text_against_table", _calls(), "1")
    assert change
    assert change.instead.keys() == {2}
    assert drawn("text_against_table", [*_calls()[:1], _calls()[2]], "1") is None


def test_a_digit_is_exchanged_that_counts() -> None:
    for seed in range(20):
        wrong = Decimal(other_number("0.75", random.Random(seed)))
        assert abs(wrong - Decimal("0.75")) >= Decimal("0.01")
        assert len(other_number("1,234.56", random.Random(seed))) == 8


def test_nothing_changes_without_a_plan() -> None:
    assert [one.fact.value for one in statements(_calls())] == [3000000, 2000000, 1000000, 3000000]
    with following(Plan()) as plan:
        assert plan.set(plan.gather("line", "x")) == "x"


@pytest.mark.parametrize(
    ("style", "kind"), [("hubei", "wrong_sum"), ("jiangsu", "unit_slip"), ("hunan", "orphan_rows")]
)
def test_a_planted_mistake_is_noted_with_its_page(style: str, kind: str) -> None:
    try:
        made = generate(style, 5, (), (kind,))
    except FontMissing as missing:
        pytest.skip(str(missing))
    (planted,) = made.about.planted
    assert planted["kind"] == kind
    assert planted["pages"]
    assert made.pdf != generate(style, 5).pdf


@pytest.mark.parametrize("style", sorted(set(BULK)))
def test_documents_without_planted_mistakes_contradict_nothing(style: str) -> None:
    try:
        font = find_font()
    except FontMissing as missing:
        pytest.skip(str(missing))
    for seed in (11, 12):
        with following(Plan()) as plan:
            style_module(style).typeset(font, seed, frozenset())
        assert contradictions(plan.calls) == []
