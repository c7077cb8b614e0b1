"""Tables before they are set: rows of cells with spans, laid on a grid of columns as a browser would."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from generator.gold import Fact, Indicator

Rules = Literal["grid", "horizontal", "none"]
Align = Literal["left", "centre", "right"]


@dataclass(frozen=True, slots=True)
class Cell:
    """Text, how far it reaches, and what it states."""

    text: str = ""
    columns: int = 1
    rows: int = 1
    align: Align | None = None
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """Cells from left to right; a place covered by a cell from above has none. ``indicator`` is noted with its page."""

    cells: tuple[Cell, ...]
    indicator: tuple[str, str, str, Indicator] | None = None

    @property
    def text(self) -> str:
        """All text of the row, to tell an empty one."""
        return "".join(cell.text for cell in self.cells)


@dataclass(slots=True)
class Table:
    """A table; ``name`` is its id in tables.yaml, "" for one that has none.

    ``widths`` are shares. ``header`` rows come first; a row of column numbers (栏次) is one of them.
    """

    name: str
    title: str
    unit: str
    widths: Sequence[float]
    header: list[Row] = field(default_factory=list)
    body: list[Row] = field(default_factory=list)
    aligns: Sequence[Align] = ()
    rules: Rules = "grid"
    repeat_header: bool = False
    size: float = 9.0
    origin: str = "table"
    unlisted: bool = False
    """Left out of the gold's tables."""
    layout: str = ""
    """The arrangement of a form with indicators, by which the indicators of a bulk run are counted."""

    def shape(self) -> tuple[int, int, int]:
        """Header rows, data rows, leaf columns."""
        data = sum(1 for row in self.body if row.text.strip())
        return len(self.header), data, len(self.widths)


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell on the grid: rows and columns from 0, ends excluded."""

    cell: Cell
    top: int
    left: int
    bottom: int
    right: int


def place(rows: Sequence[Row], columns: int) -> list[Placed]:
    """Put each cell in the first free column of its row; raise when a row does not fill the grid exactly."""
    taken = [[False] * columns for _ in rows]
    placed: list[Placed] = []
    for index, row in enumerate(rows):
        at = 0
        for cell in row.cells:
            while at < columns and taken[index][at]:
                at += 1
            bottom, right = index + cell.rows, at + cell.columns
            if right > columns or bottom > len(rows):
                raise ValueError(f"row {index} {row.text!r} does not fit {columns} columns")
            for line in taken[index:bottom]:
                if any(line[at:right]):
                    raise ValueError(f"row {index} {row.text!r} overlaps a cell above")
                line[at:right] = [True] * cell.columns
            placed.append(Placed(cell, index, at, bottom, right))
        if not all(taken[index]):
            raise ValueError(f"row {index} {row.text!r} leaves a hole")
    return placed


def row(*cells: Cell | str) -> Row:
    """A row from cells and bare texts."""
    return Row(tuple(cell if isinstance(cell, Cell) else Cell(cell) for cell in cells))


def head(text: str, columns: int = 1, rows: int = 1) -> Cell:
    """A header cell."""
    return Cell(text, columns, rows, "centre")
