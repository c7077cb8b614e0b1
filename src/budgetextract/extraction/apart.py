"""Tables that run on without a gap, taken apart where the title of the next one stands in the grid.

Word joins tables between which nobody left an empty line, and whole sheets are pasted as one table; the title, the
label and the unit of each are rows of the grid then.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from budgetextract.extraction.captions import grid_caption, is_label
from budgetextract.extraction.headers import by_row
from budgetextract.model.document import Cell, Grid
from budgetextract.rules.table_titles import TableTitles

WIDE = 0.6
"""Part of the columns that the cell of a title covers where the row has other, empty cells."""
MIN_ROWS = 2
"""Rows with several filled cells that a table has above the title of the next one: its head and a row."""


def tables_apart(grid: Grid, titles: TableTitles) -> list[Grid]:
    """A grid as one grid a table; only the titles of known tables take one apart."""
    if grid.column_count < 2 or grid.row_count < 2 * MIN_ROWS + 1 or len(grid.y_edges) != grid.row_count + 1:
        return [grid]
    lines = by_row(grid.cells, grid.row_count)
    filled = [[cell for cell in line if cell.text.strip()] for line in lines]
    covered = _covered(grid)
    starts = [0]
    told = 0
    """Rows with several filled cells since the last start."""
    for row, cells in enumerate(filled):
        if len(cells) > 1:
            told += 1
        elif told >= MIN_ROWS and len(cells) == 1 and _is_title(cells[0], lines[row], grid.column_count, titles):
            start = row
            while start - 1 > starts[-1] and _leads(filled[start - 1]):
                start -= 1
            if not covered[start]:
                starts.append(start)
                told = 0
    if len(starts) == 1:
        return [grid]
    return [_part(grid, first, end) for first, end in zip(starts, [*starts[1:], grid.row_count], strict=True)]


def _is_title(cell: Cell, line: Sequence[Cell], columns: int, titles: TableTitles) -> bool:
    if len(line) > 1 and cell.column_span < WIDE * columns:
        return False
    caption = grid_caption(cell.text, titles)
    return caption is not None and bool(caption.title) and titles.match(caption.title) is not None


def _leads(cells: Sequence[Cell]) -> bool:
    """True for a row that stands above a title: an empty one, or the label of a table."""
    return not cells or (len(cells) == 1 and is_label(cells[0].text))


def _covered(grid: Grid) -> list[bool]:
    """For each row whether a cell of a row above reaches into it."""
    covered = [False] * grid.row_count
    for cell in grid.cells:
        for row in range(cell.row + 1, min(cell.row + cell.row_span, grid.row_count)):
            covered[row] = True
    return covered


def _part(grid: Grid, first: int, end: int) -> Grid:
    """Some rows of a grid as a grid of its own, without the column borders that none of their cells has."""
    inside = [cell for cell in grid.cells if first <= cell.row < end]
    borders = sorted({0, grid.column_count}.union(*({cell.column, cell.column + cell.column_span} for cell in inside)))
    cells = tuple(
        replace(
            cell,
            row=cell.row - first,
            column=(left := bisect_left(borders, cell.column)),
            column_span=bisect_left(borders, cell.column + cell.column_span) - left,
        )
        for cell in inside
    )
    ys = grid.y_edges[first : end + 1]
    return replace(
        grid,
        cells=cells,
        row_count=end - first,
        column_count=len(borders) - 1,
        x_edges=tuple(grid.x_edges[border] for border in borders),
        y_edges=ys,
        bbox=(grid.bbox[0], ys[0], grid.bbox[2], ys[-1]),
    )
