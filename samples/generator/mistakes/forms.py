"""Mistakes in performance forms."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.gold import Indicator
from generator.grid import Cell, Row, Table
from generator.mistakes.altered import with_rows
from generator.mistakes.plan import Call, Change
from generator.mistakes.statements import statements


def duplicate_indicator(calls: Sequence[Call], rng: random.Random) -> Iterator[Change]:
    """An indicator once more under another head of the first level."""
    for number, table in _forms(calls):
        rows = [(at, line, line.indicator) for at, line in enumerate(table.body) if line.indicator]
        for at, line, (*scope, one) in rows:
            others = [
                other for _, _, (*its, other) in rows
                if its == scope and other.level1 and other.level1 != one.level1 and other.level3 != one.level3
                and other.unit == one.unit
            ]  # fmt: skip
            names = [place for place, cell in enumerate(line.cells) if cell.text == one.level3]
            if not (one.level1 and others and len(names) == 1):
                continue
            other = rng.choice(others)
            cells = list(line.cells)
            cells[names[0]] = replace(cells[names[0]], text=other.level3)
            again = replace(one, level3=other.level3)
            changed = Row(tuple(cells), (scope[0], scope[1], scope[2], again))
            yield Change({number: with_rows(table, {at: changed})}, says=f"{one.level3} -> {other.level3}")


def orphan_rows(calls: Sequence[Call], rng: random.Random) -> Iterator[Change]:
    """The first indicators of a form once more at its end, without a head."""
    for number, table in _forms(calls):
        rows = [at for at, line in enumerate(table.body) if line.indicator]
        if not rows or rows[-1] != len(table.body) - 1:
            continue
        indicator = _indicator(table.body[rows[0]])
        span = next((cell.rows for cell in table.body[rows[0]].cells if cell.text == indicator.level1), 0)
        block = table.body[rows[0] : rows[0] + span]
        offset = len(table.widths) - sum(cell.columns for cell in block[0].cells) if block else 0
        last = table.body[rows[-1]].indicator
        if span < 2 or offset < 0 or not all(line.indicator for line in block) or last is None:
            continue
        lead = (Cell("", offset, span),) if offset else ()
        more = [
            Row((*(lead if at == 0 else ()), *line.cells), (last[0], last[1], last[2], _indicator(line)))
            for at, line in enumerate(block)
        ]
        yield Change({number: with_rows(table, {}, more)}, says=f"{len(more)} rows without a head in {table.title}")


def project_without_form(calls: Sequence[Call], rng: random.Random) -> Iterator[Change]:
    """No form for one of the projects that the document lists, where every other has one."""
    stated = [
        one.fact
        for one in statements(calls)
        if one.fact.concept == "expenditure.project" and "project" in dict(one.fact.dimensions)
        and one.table is not None and one.table.name != "performance_project"
    ]  # fmt: skip
    listed = {dict(fact.dimensions)["project"] for fact in stated}
    formed = {}
    for number, call in enumerate(calls):
        if call.method == "around" and call.value.name == "performance_project":
            names = {line.indicator[1] for line in call.value.body if line.indicator}
            formed |= dict.fromkeys(names, number)
    one_each = len(set(formed.values())) == len(formed)  # not one form for all
    if len(listed) > 1 and listed == formed.keys() and one_each:
        for name, number in formed.items():
            # the list is where a reader can say it: nothing is wrong there, and nothing stands where the form would
            of_it = tuple((fact, fact) for fact in stated if ("project", name) in fact.dimensions)
            yield Change({}, drop=[number], facts=of_it, says=f"no form for {name}")


def _forms(calls: Sequence[Call]) -> Iterator[tuple[int, Table]]:
    for number, call in enumerate(calls):
        if call.method == "table" and call.value.origin == "performance":
            yield number, call.value


def _indicator(line: Row) -> Indicator:
    assert line.indicator is not None
    return line.indicator[3]
