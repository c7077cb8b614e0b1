"""A sheet of a workbook as a person sees it: what its readers hand over, and the same without what is hidden.

In     ``Sheet``: cells with the text that is shown, merged areas, hidden rows and columns.
Out    ``View``: the visible rows and columns close together; each cell knows its address in the file.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import field
from functools import lru_cache
from typing import NamedTuple

from budgetextract.errors import LimitExceeded
from budgetextract.record import record

LEFT, RIGHT, TOP, BOTTOM = 1, 2, 4, 8
"""Bits of ``SheetCell.borders``."""
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384
MAX_SHOWN_COLUMNS = 1000
MAX_SHOWN_CELLS = 4_000_000
"""Places of a sheet between its first and last text, blank rows and columns apart."""


class SheetCell(NamedTuple):
    """A cell; ``row`` and ``column`` count from 0. A merged area is the cell at its upper left corner.

    ``text`` is what the cell shows, its lines parted by line feeds. ``size`` in points, 0 where it is not known.
    """

    row: int
    column: int
    text: str = ""
    borders: int = 0
    size: float = 0.0
    align: str = ""
    """left, center, right, or "" for what its kind of value gets."""
    number: bool = False
    """The value is a number (or a date), not a text that looks like one."""
    row_span: int = 1
    column_span: int = 1
    address: str = ""


@record(frozen=False)
class Sheet:
    """A sheet as its file has it. ``merged``: (first row, first column, end row, end column), ends not included."""

    name: str
    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    boxes: list[SheetCell] = field(default_factory=list)
    """Text boxes over the sheet, from top to bottom."""


@record
class View:
    """The visible part of a sheet, rows and columns numbered anew; a gap of blank ones is one blank row or column.

    ``cells`` hold text or borders; the parts of a merged area are in ``covered`` (place -> place of its cell).
    ``across``: places (row, column) with a line above them; ``down``: with a line at their left.
    """

    name: str
    cells: dict[tuple[int, int], SheetCell]
    covered: dict[tuple[int, int], tuple[int, int]]
    across: frozenset[tuple[int, int]]
    down: frozenset[tuple[int, int]]
    rows: tuple[int, ...]
    """Row of the file of each visible row."""
    columns: tuple[int, ...]

    def address(self, row: int, column: int) -> str:
        """Address in the file of a place of the view."""
        return address(self.rows[row], self.columns[column])


def address(row: int, column: int) -> str:
    """A cell as people name it.

    >>> address(6, 1), address(0, 27)
    ('B7', 'AB1')
    """
    return f"{column_letters(column)}{row + 1}"


@lru_cache(maxsize=MAX_COLUMN)
def column_letters(column: int) -> str:
    """The letters of a column: A for 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=MAX_COLUMN)
def column_number(letters: str) -> int | None:
    """The column of letters, A is 0; None for anything else.

    >>> column_number("AB"), column_number("XFE"), column_number("")
    (27, None, None)
    """
    if not (letters.isascii() and letters.isalpha()) or len(letters) > 3:
        return None
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column - 1 if column <= MAX_COLUMN else None


def place(reference: str) -> tuple[int, int] | None:
    """(row, column) from 0 of a reference such as B7 or $B$7; None for anything else or outside of a sheet.

    >>> place("B7"), place("B"), place("ZZZZ1")
    ((6, 1), None, None)
    """
    bare = reference.replace("$", "")
    letters = bare.rstrip("0123456789")
    column, digits = column_number(letters), bare[len(letters) :]
    if column is None or not digits or len(digits) > 7 or not 0 < int(digits) <= MAX_ROW:
        return None
    return int(digits) - 1, column


def ranges(numbers: Collection[int], name: str) -> str:
    """Rows or columns in words: "3-5, 9" or "B-D, F". ``name``: "row" or "column"."""
    parts: list[str] = []
    ordered = sorted(numbers)
    label = (lambda n: str(n + 1)) if name == "row" else column_letters
    start = 0
    for index in range(len(ordered)):
        if index + 1 == len(ordered) or ordered[index + 1] != ordered[index] + 1:
            first, last = label(ordered[start]), label(ordered[index])
            parts.append(first if first == last else f"{first}-{last}")
            start = index + 1
    return ", ".join(parts[:10]) + (" …" if len(parts) > 10 else "")


def view(sheet: Sheet) -> View:
    """What is to be seen of a sheet: no hidden row or column, nothing below and right of the last text.

    Raises LimitExceeded (``columns``, ``cells``).
    """
    rows, columns = _kept(sheet)
    for limit, size, most in (
        ("columns", len(columns), MAX_SHOWN_COLUMNS),
        ("cells", len(rows) * len(columns), MAX_SHOWN_CELLS),
    ):
        if size > most:
            raise LimitExceeded(limit=limit, value=str(size), allowed=str(most))
    row_at = {row: index for index, row in enumerate(rows)}
    column_at = {column: index for index, column in enumerate(columns)}
    across, down = _lines(sheet, row_at, column_at)
    cells: dict[tuple[int, int], SheetCell] = {}
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    corners: set[tuple[int, int]] = set()
    for box in sheet.merged:
        inner = _Span(box, rows, columns)
        if inner.is_blank or not inner.is_free(covered):
            continue
        corner = inner.corner
        cell = sheet.cells.get(box[:2]) or SheetCell(box[0], box[1], address=address(box[0], box[1]))
        cells[corner] = cell._replace(
            row=corner[0],
            column=corner[1],
            row_span=inner.bottom - inner.top,
            column_span=inner.right - inner.left,
        )
        corners.add(box[:2])
        covered.update((where, corner) for where in inner.places())
        across -= {(r, c) for r in range(inner.top + 1, inner.bottom) for c in range(inner.left, inner.right)}
        down -= {(r, c) for r in range(inner.top, inner.bottom) for c in range(inner.left + 1, inner.right)}
    for (row, column), cell in sheet.cells.items():
        where = (row_at.get(row, -1), column_at.get(column, -1))
        if min(where) >= 0 and where not in covered and (row, column) not in corners:
            cells[where] = cell if where == (row, column) else cell._replace(row=where[0], column=where[1])
    return View(sheet.name, cells, covered, frozenset(across), frozenset(down), tuple(rows), tuple(columns))


def _kept(sheet: Sheet) -> tuple[list[int], list[int]]:
    """The visible rows and columns with anything in them, and one blank one for each gap between them."""
    texts = [where for where, cell in sheet.cells.items() if cell.text.strip()]
    last_row = max((row for row, _ in texts), default=-1)
    last_column = max((column for _, column in texts), default=-1)
    ruled = {row for row, column in sheet.cells if row > last_row and column <= last_column}
    # Blank rows with borders right below the last text belong to the table: one that was left empty.
    while last_row + 1 in ruled:
        last_row += 1
    inside = [where for where in sheet.cells if where[0] <= last_row and where[1] <= last_column]
    return (
        _with_gaps({row for row, _ in inside}, sheet.hidden_rows),
        _with_gaps({column for _, column in inside}, sheet.hidden_columns),
    )


def _with_gaps(numbers: Collection[int], hidden: Collection[int]) -> list[int]:
    out: list[int] = []
    last = -1
    for number in sorted(numbers):
        if number in hidden:
            continue
        if out and number > last + 1:
            blank = next((between for between in range(last + 1, number) if between not in hidden), None)
            out += [] if blank is None else [blank]
        out.append(number)
        last = number
    return out


class _Span:
    """A merged area in the numbers of the view."""

    def __init__(self, box: tuple[int, int, int, int], rows: list[int], columns: list[int]) -> None:
        self.top, self.bottom = bisect_left(rows, box[0]), bisect_left(rows, box[2])
        self.left, self.right = bisect_left(columns, box[1]), bisect_left(columns, box[3])

    @property
    def is_blank(self) -> bool:
        """True where nothing of it is seen, or a single cell."""
        return self.bottom <= self.top or self.right <= self.left

    @property
    def corner(self) -> tuple[int, int]:
        return self.top, self.left

    def places(self) -> Iterator[tuple[int, int]]:
        for row in range(self.top, self.bottom):
            for column in range(self.left, self.right):
                yield row, column

    def is_free(self, covered: Collection[tuple[int, int]]) -> bool:
        """False where it overlaps an earlier area: damaged files have such."""
        return not any(where in covered for where in self.places())


def _lines(
    sheet: Sheet, rows: dict[int, int], columns: dict[int, int]
) -> tuple[set[tuple[int, int]], set[tuple[int, int]]]:
    """Borders as lines between places; two cells may both own the line between them."""
    across: set[tuple[int, int]] = set()
    down: set[tuple[int, int]] = set()
    for (row, column), cell in sheet.cells.items():
        if not cell.borders or row not in rows or column not in columns:
            continue
        r, c = rows[row], columns[column]
        if cell.borders & TOP:
            across.add((r, c))
        if cell.borders & BOTTOM:
            across.add((r + 1, c))
        if cell.borders & LEFT:
            down.add((r, c))
        if cell.borders & RIGHT:
            down.add((r, c + 1))
    return across, down
