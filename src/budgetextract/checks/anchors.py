"""Columns of tables that are known for what they are.

Where the columns 基本支出 and 项目支出 are taken for each other, a table still closes in every row and every column: no
sum inside of it can tell. A column is anchored where something else can:

- a figure in it is stated elsewhere as the same fact, and no other column has this figure in that row;
- a figure in it is what a row sums to, out of two or more other columns;
- a sum holds in which its figure is the only one out of this table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from budgetextract.checks.outcome import Outcome
from budgetextract.model.facts import FactDraft, Statement

Column = tuple[int | None, int | None]
"""(table, column)"""
Anchors = frozenset[Column]


def column_of(statement: Statement) -> Column:
    """Where a cell stands."""
    return (statement.table, statement.column)


def anchors(agreed: Iterable[FactDraft], proofs: Sequence[Outcome]) -> Anchors:
    """The anchored columns. ``agreed``: facts whose mentions agree; ``proofs``: passing equalities."""
    found: set[Column] = set()
    stated: dict[tuple[int | None, int | None, Decimal], set[int | None]] = {}
    cells: list[Statement] = []
    for fact in agreed:
        cells += [one for one in fact.statements if one.table is not None and one.value]
    for outcome in proofs:
        used = [one.entry.statement for one in (*outcome.left, *outcome.right) if one.entry.value]
        for one in used:
            if one.table is not None:
                stated.setdefault((one.table, one.row, abs(one.value)), set()).add(one.column)
        found.update(_whole(outcome))
        found.update(_lone(used))
    for cell in cells:
        columns = stated.get((cell.table, cell.row, abs(cell.value)), set())
        if not columns - {cell.column}:
            found.add(column_of(cell))
    return frozenset(found)


def _whole(outcome: Outcome) -> Iterable[Column]:
    """The column of what a row sums to."""
    if len(outcome.left) == 1 and outcome.left[0].entry.statement.table is not None:
        whole = outcome.left[0].entry.statement
        parts = {
            used.entry.statement.column
            for used in outcome.right
            if used.entry.value and (used.entry.statement.table, used.entry.statement.row) == (whole.table, whole.row)
        }
        if len(parts - {whole.column}) > 1:
            yield column_of(whole)


def _lone(used: Sequence[Statement]) -> Iterable[Column]:
    """Columns of the figures that are the only ones of their table in a sum."""
    tables = [one.table for one in used]
    return [column_of(one) for one in used if one.table is not None and tables.count(one.table) == 1]
