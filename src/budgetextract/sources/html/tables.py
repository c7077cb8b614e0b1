"""Tables of a web page: which are data and which hold the layout, and the cells of the former.

In     a table element.
Out    ``CanvasCell``s, each slot of the table covered once.
Raises LimitExceeded where the spans of a table ask for more slots than any real one has.
How    the table model of HTML: spans run on, rows of thead first and of tfoot last. A column or row in which no cell
       begins is none (title rows span a hundred columns where eight have cells).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from budgetextract.errors import LimitExceeded
from budgetextract.record import record
from budgetextract.sources.canvas import CanvasCell
from budgetextract.sources.html.blocks import Hidden, lines_of
from budgetextract.sources.html.styles import Styles, hides

MAX_SPAN = 1000
"""Columns that one cell may span, as HTML has it."""
MAX_SLOTS = 2_000_000
"""Slots (rows by columns) of one table."""
HOLDS_ALL = 0.6
"""A table whose inner tables hold this part of its text is their frame."""
MANY_BLOCKS = 8
"""Paragraphs in one cell from which it is a column of the page, in a table of few cells."""
FEW_CELLS = 12
_AMOUNT = re.compile(r"\d[\d,]*\.\d")
_BLANK = re.compile(r"\s+")
_SPREADSHEET = re.compile(r"urn:schemas-microsoft-com:office:excel|Excel\.Sheet", re.IGNORECASE)
_NUMBER_LOST = re.compile(r"#{2,}")


class Layouts:
    """Tells tables for layout from tables of data; remembers what it said."""

    def __init__(self) -> None:
        self._known: dict[Any, bool] = {}

    def __call__(self, table: Any) -> bool:
        """See ``_is_layout``."""
        found = self._known.get(table)
        if found is None:
            found = self._known[table] = _is_layout(table)
        return found


def _is_layout(table: Any) -> bool:
    """True for a table that places the parts of a page: a frame around other tables, or columns of running text."""
    if table.get("role") in ("presentation", "none"):
        return True
    cells = own_cells(table, FEW_CELLS * 4)
    if not cells:
        return True
    whole = _length(table)
    inner = [each for each in table.iterdescendants("table") if _enclosing(each) is table]
    if inner and sum(map(_length, inner)) >= HOLDS_ALL * whole and any(len(own_cells(each, 4)) > 1 for each in inner):
        return True
    widths = [len(list(row.iterchildren("td", "th"))) for row in _rows(table)]
    if max(widths) < 2 or (len(widths) == 1 and widths[0] <= 3 and not _AMOUNT.search("".join(table.itertext()))):
        return True  # a column of text, or the line of department and unit above a table
    if len(cells) > FEW_CELLS:
        return False
    largest = max(cells, key=_length)
    return _length(largest) >= HOLDS_ALL * whole and _blocks(largest) >= MANY_BLOCKS


def own_cells(table: Any, enough: int) -> list[Any]:
    """The cells of a table itself, at most ``enough`` + 1 of them."""
    found = []
    for row in _rows(table):
        for cell in row.iterchildren("td", "th"):
            found.append(cell)
            if len(found) > enough:
                return found
    return found


@record(frozen=False)
class _Slot:
    row: int
    column: int
    row_span: int
    column_span: int
    element: Any
    shown: bool


@record
class TableCells:
    """Cells for the canvas, and tables of data found inside of cells, which stand on their own."""

    caption: tuple[str, ...]
    cells: tuple[CanvasCell, ...]
    elements: Mapping[tuple[int, int], Any]
    """The element of the cell that begins at (row, column)."""
    inner: tuple[Any, ...]


def read_table(
    table: Any,
    number: int,
    styles: Styles,
    skip_tags: Collection[str],
    hidden: Hidden,
    file_name: str,
    is_layout: Layouts,
) -> TableCells:
    """The cells of a table of data. ``number``: its number in the file, from 1, for the places of its cells."""
    keeps_hidden = from_spreadsheet(table)
    rows, numbers = [], []
    for count, row in enumerate(_ordered_rows(table), 1):
        if hides(styles.of(row)) or row.get("hidden") is not None:
            hidden.note(row)
        else:
            rows.append(row)
            numbers.append(count)
    slots = _slots(rows, styles, hidden, keeps_hidden=keeps_hidden, file_name=file_name)
    inner = [each for each in table.iterdescendants("table") if _enclosing(each) is table and _is_data(each, is_layout)]
    skip = frozenset(inner)
    starts_x = sorted({slot.column for slot in slots if slot.shown})
    starts_y = sorted({slot.row for slot in slots if slot.shown})
    column_at = {start: index for index, start in enumerate(starts_x)}
    row_at = {start: index for index, start in enumerate(starts_y)}
    if len(starts_x) * len(starts_y) > MAX_SLOTS:
        raise _too_many(len(starts_x) * len(starts_y), file_name)
    cells, covered = [], [bytearray(len(starts_x)) for _ in starts_y]
    elements = {}
    for slot in slots:
        if not slot.shown:
            continue
        row, column = row_at[slot.row], column_at[slot.column]
        down = _count(starts_y, slot.row, slot.row + slot.row_span)
        across = _count(starts_x, slot.column, slot.column + slot.column_span)
        for line in covered[row : row + down]:
            line[column : column + across] = b"\x01" * across
        elements[row, column] = slot.element
        place = f"T{number}R{numbers[slot.row]}C{slot.column + 1}"
        lines = _lines(slot.element, styles, skip_tags, hidden, skip)
        cells.append(CanvasCell(row, column, lines, down, across, place))
    for row, line in enumerate(covered):
        for column, filled in enumerate(line):
            if not filled:
                place = f"T{number}R{numbers[starts_y[row]]}C{starts_x[column] + 1}"
                cells.append(CanvasCell(row, column, (), cell=place))
    caption = tuple(
        line for each in table.iterchildren("caption") for line in lines_of(each, styles, skip_tags, hidden)
    )
    return TableCells(caption, tuple(cells), elements, tuple(inner))


def _lines(
    element: Any, styles: Styles, skip_tags: Collection[str], hidden: Hidden, skip: frozenset[Any]
) -> tuple[str, ...]:
    lines = lines_of(element, styles, skip_tags, hidden, skip)
    stored = element.get("x:num") or element.get("num")
    if stored and (not lines or _NUMBER_LOST.fullmatch("".join(lines))):
        return (stored,)  # a spreadsheet's column was too narrow to show the number, the file still has it
    return lines


def _slots(rows: Sequence[Any], styles: Styles, hidden: Hidden, *, keeps_hidden: bool, file_name: str) -> list[_Slot]:
    """Each cell with where it begins and how far it runs."""
    out: list[_Slot] = []
    taken: dict[int, int] = {}
    """By column: the first row that no cell from above runs into."""
    hidden_columns = _hidden_columns(rows, styles) if keeps_hidden else frozenset()
    group_end = _group_ends(rows)
    slots = 0
    for number, row in enumerate(rows):
        column = 0
        for cell in row.iterchildren("td", "th"):
            shown = not hides(styles.of(cell)) and cell.get("hidden") is None
            if not shown:
                hidden.note(cell)
                if not keeps_hidden:
                    continue
            while taken.get(column, 0) > number:
                column += 1
            across = min(MAX_SPAN, max(1, _span(cell, "colspan")))
            free = 1
            while free < across and taken.get(column + free, 0) <= number:
                free += 1
            across = free
            down = _span(cell, "rowspan")
            last = group_end[number]
            down = last - number if down == 0 else max(1, min(down, last - number))
            for each in range(column, column + across):
                taken[each] = number + down
            slots += across
            if slots > MAX_SLOTS:
                raise _too_many(slots, file_name)
            if shown and across == 1 and column in hidden_columns:
                hidden.note(cell)
                shown = False
            out.append(_Slot(number, column, down, across, cell, shown))
            column += across
    return out


def _hidden_columns(rows: Sequence[Any], styles: Styles) -> frozenset[int]:
    """Columns that the col elements of the rows' table hide."""
    table = next(rows[0].iterancestors("table"), None) if rows else None
    out: set[int] = set()
    column = 0
    for each in table.iterdescendants("col") if table is not None else ():
        span = min(MAX_SPAN, max(1, _span(each, "span")))
        if hides(styles.of(each)) and len(out) < MAX_SPAN:
            out.update(range(column, column + span))
        column += span
    return frozenset(out)


def _group_ends(rows: Sequence[Any]) -> list[int]:
    """For each row, the row behind the last one of its thead, tbody or tfoot: no cell runs over it."""
    ends = [0] * len(rows)
    end = len(rows)
    for index in range(len(rows) - 1, -1, -1):
        if index + 1 < len(rows) and rows[index].getparent() is not rows[index + 1].getparent():
            end = index + 1
        ends[index] = end
    return ends


def _span(cell: Any, name: str) -> int:
    text = (cell.get(name) or "1").strip()
    digits = re.match(r"\d{1,6}", text)
    return int(digits[0]) if digits else 1


def _count(starts: Sequence[int], first: int, end: int) -> int:
    """How many of the kept starts lie within."""
    return max(1, bisect_left(starts, end) - bisect_left(starts, first))


def _rows(table: Any) -> list[Any]:
    """The rows of a table itself, as they stand in the source."""
    out = []
    for child in table.iterchildren():
        if child.tag == "tr":
            out.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            out.extend(child.iterchildren("tr"))
    return out


def _ordered_rows(table: Any) -> list[Any]:
    """The rows as they are shown: of thead first, of tfoot last."""
    order = {"thead": 0, "tfoot": 2}
    return sorted(_rows(table), key=lambda row: order.get(row.getparent().tag, 1))


def _enclosing(table: Any) -> Any:
    return next(table.iterancestors("table"), None)


def _is_data(table: Any, is_layout: Layouts) -> bool:
    """A table inside of a cell that is worth standing alone: two rows and two columns at least, with figures."""
    rows = [len(list(row.iterchildren("td", "th"))) for row in _rows(table)]
    return len(rows) >= 2 and max(rows) >= 2 and not is_layout(table)


def from_spreadsheet(element: Any) -> bool:
    """True for a page that a spreadsheet program wrote. Excel writes hidden cells too, and they take their place."""
    root = element.getroottree().getroot()
    said = " ".join([*root.attrib.values(), *(meta.get("content") or "" for meta in root.iter("meta"))])
    return bool(_SPREADSHEET.search(said)) or by_calc(root)


def by_calc(root: Any) -> bool:
    """True for a page out of LibreOffice Calc; only its style sheet tells it from a page of Writer."""
    return any("comment-indicator" in (sheet.text or "") for sheet in root.iter("style"))


def _length(element: Any) -> int:
    """Characters without blanks."""
    return len(_BLANK.sub("", "".join(element.itertext())))


def _blocks(cell: Any) -> int:
    return sum(1 for _ in cell.iterdescendants("p", "div", "br", "li", "table", "h1", "h2", "h3"))


def _too_many(value: int, file_name: str) -> LimitExceeded:
    return LimitExceeded(file=file_name, limit="table_cells", value=str(value), allowed=str(MAX_SLOTS))
