"""What is asked of the rows of a sheet over and over: their texts, whether they are blank, which lines they have."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from budgetextract.model.text import plain
from budgetextract.record import record
from budgetextract.sources.sheets.sheet import SheetCell, View
from budgetextract.sources.sheets.sheet_words import NUMBER


@record
class Area:
    """Rows and columns of the view; ends not included."""

    top: int
    bottom: int
    left: int
    right: int


class SheetRows:
    """A view by its rows."""

    def __init__(self, seen: View) -> None:
        self.seen = seen
        self._texts: list[list[SheetCell]] = [[] for _ in seen.rows]
        """The cells with text that begin in each row, from left to right."""
        for cell in sorted(seen.cells.values(), key=lambda cell: (cell.row, cell.column)):
            if cell.text.strip():
                self._texts[cell.row].append(cell)
        self.reaching: list[list[SheetCell]] = [[] for _ in seen.rows]
        """Merged texts that reach down into each row from above."""
        for cell in seen.cells.values():
            if cell.row_span > 1 and cell.text.strip():
                for row in range(cell.row + 1, cell.row + cell.row_span):
                    self.reaching[row].append(cell)
        self.down = _by_row(seen.down, len(seen.rows))
        self.across = _by_row(seen.across, len(seen.rows) + 1)

    def texts(self, row: int, area: Area) -> list[SheetCell]:
        return [cell for cell in self._texts[row] if area.left <= cell.column < area.right]

    def is_blank(self, row: int, area: Area) -> bool:
        covered = (area.left < c.column + c.column_span and c.column < area.right for c in self.reaching[row])
        return not self.texts(row, area) and not any(covered)

    def is_ruled(self, row: int, area: Area) -> bool:
        """True where lines make cells of the row: upright ones, or one above and one below most of it."""
        if _count(self.down[row], area.left, area.right + 1) >= 2:
            return True
        above = _count(self.across[row], area.left, area.right)
        below = _count(self.across[row + 1], area.left, area.right)
        return min(above, below) * 2 > area.right - area.left

    def has_number(self, row: int, area: Area) -> bool:
        return any(cell.number or NUMBER.fullmatch(plain(cell.text)) for cell in self.texts(row, area))

    def used(self, rows: range, area: Area) -> set[int]:
        return {
            column
            for row in rows
            for cell in self.texts(row, area)
            for column in range(cell.column, cell.column + cell.column_span)
        }


def _by_row(places: Iterable[tuple[int, int]], rows: int) -> list[list[int]]:
    """The columns of places by row, in order."""
    out: list[list[int]] = [[] for _ in range(rows)]
    for row, column in places:
        out[row].append(column)
    for columns in out:
        columns.sort()
    return out


def _count(columns: Sequence[int], left: int, right: int) -> int:
    """How many of a row's columns lie from ``left`` up to ``right``."""
    return bisect_left(columns, right) - bisect_left(columns, left)
