"""A Word table as a grid of cells, each merged cell once, as the page shows it.

Rows of Word count in columns of the table's grid: a cell says how many it spans, a row how many it leaves out at its
ends, and a cell merged downwards stands again, empty, in each row. Text in such a repeated cell is not shown.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from budgetextract.errors import LimitExceeded
from budgetextract.record import record
from budgetextract.sources.canvas import MAX_COLUMNS, MAX_ROWS
from budgetextract.sources.docx.parts import Stated, is_on, number, shown, stated, val, w

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROW, _CELL, _TABLE = w("tr"), w("tc"), w("tbl")


@record
class WordCell:
    """A cell of the grid; ``node`` is None where a row leaves the place out."""

    row: int
    column: int
    row_span: int
    column_span: int
    node: _Element | None


@record
class WordTable:
    """A table's cells in reading order. ``hidden``: the texts of rows that are not shown and left out."""

    cells: tuple[WordCell, ...]
    rows: int
    columns: int
    hidden: tuple[str, ...] = ()


def table_grid(node: _Element) -> WordTable:
    """The grid of ``w:tbl``. Raises LimitExceeded for more columns or rows than any table has."""
    placed: list[WordCell] = []
    open_merges: dict[int, int] = {}
    """Index into ``placed`` by first column of each cell that may go on in the next row."""
    row = columns = 0
    hidden: list[str] = []
    for line in shown(node):
        if line.tag != _ROW:
            continue
        properties = stated(line, "trPr")
        not_shown = properties.get(w("hidden"))
        if not_shown is not None and is_on(not_shown):
            hidden.append(" ".join(part.text or "" for part in line.iter(w("t"))))
            continue
        if w("del") in properties:
            continue
        column = _count(properties, "gridBefore")
        merges: dict[int, int] = {}
        before = len(placed)
        for cell in shown(line):
            if cell.tag != _CELL:
                continue
            own = stated(cell, "tcPr")
            span = max(1, _count(own, "gridSpan"))
            _bounded("columns", column + span, MAX_COLUMNS)
            if val(own, "hMerge") == "continue" and len(placed) > before:
                placed[-1] = replace(placed[-1], column_span=placed[-1].column_span + span)
                column += span
                continue
            merge = own.get(w("vMerge"))
            goes_on = merge is not None and merge.get(w("val"), "continue") != "restart"
            above = open_merges.get(column) if goes_on else None
            if above is not None and placed[above].column_span == span:
                placed[above] = replace(placed[above], row_span=row - placed[above].row + 1)
                merges[column] = above
            else:
                if merge is not None:
                    merges[column] = len(placed)
                placed.append(WordCell(row, column, 1, span, cell))
            column += span
        if column == 0:
            continue
        columns = max(columns, column)
        open_merges = merges
        row += 1
        _bounded("rows", row, MAX_ROWS)
    return WordTable(_filled(placed, row, columns), row, columns, tuple(hidden))


def _count(properties: Stated, name: str) -> int:
    return max(0, number(val(properties, name)) or 0)


def _filled(placed: list[WordCell], rows: int, columns: int) -> tuple[WordCell, ...]:
    """The cells, and an empty one for each stretch of a row that none covers: rows may be shorter than the grid."""
    covered: list[list[tuple[int, int]]] = [[] for _ in range(rows)]
    for cell in placed:
        for row in range(cell.row, cell.row + cell.row_span):
            covered[row].append((cell.column, cell.column + cell.column_span))
    gaps: list[WordCell] = []
    for row, stretches in enumerate(covered):
        at = 0
        for start, end in [*sorted(stretches), (columns, columns)]:
            if start > at:
                gaps.append(WordCell(row, at, 1, start - at, None))
            at = max(at, end)
    return tuple(sorted([*placed, *gaps], key=lambda cell: (cell.row, cell.column)))


def nested_tables(cell: WordCell) -> list[_Element]:
    """The tables inside a cell, not those inside of them."""
    return [child for child in shown(cell.node) if child.tag == _TABLE] if cell.node is not None else []


def is_real_table(node: _Element) -> bool:
    """True for a table of several rows and columns: one that says more than a line of text would."""
    rows = [line for line in shown(node) if line.tag == _ROW]
    return len(rows) > 1 and max(sum(1 for cell in shown(line) if cell.tag == _CELL) for line in rows) > 1


def is_frame(table: WordTable) -> bool:
    """True for a table that only places text on the page: a single cell, or few cells of which one holds tables.

    Pages copied from the web and letterheads come in such frames; their text is running text.
    """
    filled = [cell for cell in table.cells if cell.node is not None]
    if len(filled) <= 1:
        return True
    if len(filled) <= MAX_FRAME and any(is_real_table(inner) for cell in filled for inner in nested_tables(cell)):
        return True
    return table.columns == 1 and _is_prose(filled)


MAX_FRAME = 12
"""Cells of a layout with tables inside it."""
PROSE = 120
"""Characters in the cells of a single column, in the mean, from which it is running text."""


def _is_prose(cells: list[WordCell]) -> bool:
    texts = sum(len(part.text or "") for cell in cells if cell.node is not None for part in cell.node.iter(w("t")))
    return texts > PROSE * len(cells)


def _bounded(limit: str, size: int, most: int) -> None:
    if size > most:
        raise LimitExceeded(limit=limit, value=str(size), allowed=str(most))
