"""A sheet of a workbook as a person sees it: what its readers hand over, and the same without what is hidden.

In     ``Sheet``: cells with the text that is shown, merged areas, hidden rows and columns.
Out    ``View``: the visible rows and columns close together; each cell knows its address in the file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

LEFT, RIGHT, TOP, BOTTOM = 1, 2, 4, 8
"""Bits of ``SheetCell.borders``."""
MAX_ROW, MAX_COLUMN = 1_048_576, 16_384


@dataclass(frozen=True, slots=True)
class SheetCell:
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


@dataclass(slots=True)
class Sheet:
    """A sheet as its file has it. ``merged``: (first row, first column, end row, end column), ends not included."""

    name: str
    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    boxes: list[SheetCell] = field(default_factory=list)
    """Text boxes over the sheet, from top to bottom."""


@dataclass(frozen=True, slots=True)
class View:
    """The visible part of a sheet, rows and columns numbered anew.

    ``cells`` hold text or borders; the covered parts of a merged area are in ``covered`` (place -> place of the cell).
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
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def column_letters(column: int) -> str:
    """The letters of a column: A for 0."""
    return address(0, column)[:-1]


def place(reference: str) -> tuple[int, int] | None:
    """(row, column) from 0 of a reference such as B7 or $B$7; None for anything else or outside of a sheet.

    >>> place("B7"), place("B"), place("ZZZZ1")
    ((6, 1), None, None)
    """
    letters = reference.replace("$", "").rstrip("0123456789")
    digits = reference.replace("$", "")[len(letters) :]
    if not (letters.isascii() and letters.isalpha() and digits) or len(letters) > 3 or len(digits) > 7:
        return None
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    row = int(digits)
    return (row - 1, column - 1) if 0 < row <= MAX_ROW and column <= MAX_COLUMN else None


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
    """What is to be seen of a sheet: no hidden row or column, nothing below and right of the last text."""
    merged = list(_apart(sheet.merged))
    covers = {(r, c): box for box in merged for r, c in _inside(box, sheet.cells) if (r, c) != box[:2]}
    texts = [cell for where, cell in sheet.cells.items() if cell.text.strip() and where not in covers]
    spans = {box[:2]: box for box in merged}
    ends = [spans.get((cell.row, cell.column), (0, 0, cell.row + 1, cell.column + 1)) for cell in texts]
    last_row, last_column = max((end[2] for end in ends), default=0), max((end[3] for end in ends), default=0)
    last_row = _ruled_end(sheet, last_row)
    rows = _numbered(last_row, sheet.hidden_rows)
    columns = _numbered(last_column, sheet.hidden_columns)
    across, down = _lines(sheet, rows, columns)
    cells: dict[tuple[int, int], SheetCell] = {}
    covered: dict[tuple[int, int], tuple[int, int]] = {}
    for box in merged:
        seen_rows = [rows[r] for r in range(box[0], min(box[2], last_row)) if r in rows]
        seen_columns = [columns[c] for c in range(box[1], min(box[3], last_column)) if c in columns]
        if not seen_rows or not seen_columns:
            continue
        corner = (seen_rows[0], seen_columns[0])
        cell = sheet.cells.get(box[:2]) or SheetCell(box[0], box[1], address=address(box[0], box[1]))
        cells[corner] = replace(
            cell, row=corner[0], column=corner[1], row_span=len(seen_rows), column_span=len(seen_columns)
        )
        for r in seen_rows:
            for c in seen_columns:
                covered[r, c] = corner
        across -= {(r, c) for r in seen_rows[1:] for c in seen_columns}
        down -= {(r, c) for r in seen_rows for c in seen_columns[1:]}
    corners = set(spans)
    for (row, column), cell in sheet.cells.items():
        if row in rows and column in columns and (row, column) not in covers and (row, column) not in corners:
            where = (rows[row], columns[column])
            cells[where] = replace(cell, row=where[0], column=where[1])
    return View(sheet.name, cells, covered, frozenset(across), frozenset(down), tuple(rows), tuple(columns))


def _numbered(end: int, hidden: Collection[int]) -> dict[int, int]:
    return {old: new for new, old in enumerate(number for number in range(end) if number not in hidden)}


def _ruled_end(sheet: Sheet, end: int) -> int:
    """Blank rows with borders right below the last text belong to the table: a table left empty."""
    ruled = {row for (row, _), cell in sheet.cells.items() if cell.borders and row >= end}
    last = end
    while last in ruled and last < end + 60:
        last += 1
    return last


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


def _apart(merged: Iterable[tuple[int, int, int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """Merged areas without those that overlap an earlier one (damaged files have them) or are one cell."""
    kept: list[tuple[int, int, int, int]] = []
    by_row: dict[int, list[tuple[int, int]]] = {}
    for box in merged:
        top, left, bottom, right = box
        if bottom - top < 1 or right - left < 1 or (bottom - top == 1 and right - left == 1):
            continue
        span = range(top, min(bottom, top + 5000))
        if any(left < end and start < right for row in span for start, end in by_row.get(row, ())):
            continue
        for row in span:
            by_row.setdefault(row, []).append((left, right))
        kept.append(box)
    yield from kept


def _inside(box: tuple[int, int, int, int], cells: dict[tuple[int, int], SheetCell]) -> Iterator[tuple[int, int]]:
    """Places of cells inside an area."""
    top, left, bottom, right = box
    if (bottom - top) * (right - left) > len(cells):
        yield from (where for where in cells if top <= where[0] < bottom and left <= where[1] < right)
    else:
        for row in range(top, bottom):
            for column in range(left, right):
                yield row, column
