"""Files without pages laid out on pages, so that everything behind the readers knows one model only.

In     paragraphs and tables in reading order, each with its place in the file.
Out    ``Page``s: words wrapped into lines as a typesetter would, tables as ready ``Grid``s, ``Place``s for the way
       back.
Never  drop or change a character of the text; give a place that is not in the file.

The layout has to look like a disclosure on paper only as far as the stages behind it look at layout: titles centred,
paragraphs indented and wrapped within margins, captions above their tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from budgetextract.errors import LimitExceeded
from budgetextract.model.document import BBox, Cell, Grid, Page, Place, Word
from budgetextract.model.text import ideographs
from budgetextract.record import record

Align = Literal["left", "center", "right"]

SIZE = 12.0
MARGIN = 72.0
WIDTH = 595.0
LEADING = 1.6
"""Height of a line in sizes."""
CELL_SIZE = 10.5
CELL_CHARS = 24
"""Characters (of full width) at which the text of a cell is wrapped."""
CELL_PAD = 6.0
MAX_ROWS = 50_000
MAX_COLUMNS = 1000
MAX_CELLS = 1_000_000
"""Cells of one document; the largest panel of a county's projects seen has some 20,000."""
MAX_CHARS = 20_000_000
"""Characters of one document outside of tables; the longest explanation seen has some 60,000."""
WIDE_BLANK = 2.0
"""Width of a run of blanks, in sizes, that parts two things on one line."""
_BLANKS = re.compile(r"\s+")
NOWHERE: BBox = (0.0, 0.0, 0.0, 0.0)


@record
class CanvasCell:
    """A cell of a table of the file: a merged cell stands once, with its spans. ``lines``: its paragraphs or lines."""

    row: int
    column: int
    lines: tuple[str, ...]
    row_span: int = 1
    column_span: int = 1
    cell: str = ""
    """``Place.cell``."""


@record
class _Paragraph:
    text: str
    size: float
    align: Align
    indent: int
    place: Place


@record
class _Table:
    cells: tuple[CanvasCell, ...]
    rows: int
    columns: int
    widths: tuple[float, ...]
    sheet: str


class Canvas:
    """Takes the content of a file in reading order; ``pages`` lays it out."""

    def __init__(self, reader: str) -> None:
        self._reader = reader
        self._sheets: list[list[_Paragraph | _Table | Page]] = [[]]
        self._paragraphs = 0
        self._tables = 0
        self._cells = 0
        self._chars = 0

    @property
    def next_table(self) -> int:
        """Number of the next table in the file, from 1 (for ``CanvasCell.cell``)."""
        return self._tables + 1

    @property
    def last_paragraph(self) -> int:
        """Number of the last paragraph, 0 before the first."""
        return self._paragraphs

    def page_break(self) -> None:
        """A new page, unless the current one is still empty."""
        if self._sheets[-1]:
            self._sheets.append([])

    def paragraph(
        self,
        text: str,
        *,
        size: float = SIZE,
        align: Align = "left",
        indent: int = 2,
        sheet: str = "",
        cell: str = "",
        number: int = 0,
    ) -> None:
        """A paragraph outside of tables; ``indent``: characters by which its first line is set in.

        ``text``: a line end in it begins a new line of the same paragraph. ``sheet`` and ``cell`` for text of a
        spreadsheet that is no table; else the paragraph gets ``number``, or the next one. Raises LimitExceeded.
        """
        text = "\n".join(filter(None, map(_with_single_blanks, text.split("\n"))))
        self._chars += len(text)
        _bounded("characters", self._chars, MAX_CHARS)
        numbered = not (sheet or cell)
        if numbered:
            self._paragraphs = number or self._paragraphs + 1
        if text:
            number = self._paragraphs if numbered else 0
            self._sheets[-1].append(_Paragraph(text, size, align, indent, Place(NOWHERE, sheet, cell, number)))

    def table(self, cells: Sequence[CanvasCell], *, sheet: str = "") -> None:
        """A table; cells may come in any order and must not overlap. Raises LimitExceeded."""
        self._tables += 1
        if not cells:
            return
        rows = max(cell.row + cell.row_span for cell in cells)
        columns = max(cell.column + cell.column_span for cell in cells)
        self._cells += len(cells)
        for limit, size, most in (
            ("rows", rows, MAX_ROWS),
            ("columns", columns, MAX_COLUMNS),
            ("cells", self._cells, MAX_CELLS),
        ):
            _bounded(limit, size, most)
        ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
        self._sheets[-1].append(_Table(ordered, rows, columns, _column_widths(ordered, columns), sheet))

    def insert(self, page: Page, paragraph: int) -> None:
        """A picture that was recognised, as a page of its own; all of it stands at a paragraph of the file."""
        self.page_break()
        whole = Place((0.0, 0.0, page.width, page.height), paragraph=paragraph)
        self._sheets[-1].append(replace(page, places=(whole,)))
        self._sheets.append([])

    def pages(self) -> tuple[Page, ...]:
        """All that was put on the canvas, as pages."""
        return tuple(
            _page(self._reader, number, items)
            for number, items in enumerate((items for items in self._sheets if items), 1)
        )


def _page(reader: str, number: int, items: Sequence[_Paragraph | _Table | Page]) -> Page:
    ready = next((item for item in items if isinstance(item, Page)), None)
    if ready is not None:
        return replace(ready, number=number)
    return _Sheet(reader, number, [item for item in items if not isinstance(item, Page)]).page()


def _bounded(limit: str, size: int, most: int) -> None:
    if size > most:
        raise LimitExceeded(limit=limit, value=str(size), allowed=str(most))


def _with_single_blanks(text: str) -> str:
    """The text with one blank for a run of blanks, three for a wide one (部门：某局      单位：万元 are two things)."""
    return _BLANKS.sub(_blank, text.strip())


def _blank(run: re.Match[str]) -> str:
    return "   " if text_width(run[0].expandtabs(4)) >= WIDE_BLANK else " "


def char_width(char: str) -> float:
    """Width of a character in sizes: full for Chinese and full-width forms, half for the rest."""
    return 0.5 if char.isascii() else 1.0


def text_width(text: str) -> float:
    """Width of a text in sizes."""
    return len(text) - 0.5 * len(text.encode("ascii", "ignore"))


def _column_widths(cells: Sequence[CanvasCell], columns: int) -> tuple[float, ...]:
    """Points of each column: as wide as its longest line, within limits; wide merged cells stretch their columns."""
    widths = [2.0] * columns
    for cell in cells:
        need = min(CELL_CHARS, max((text_width(line) for line in cell.lines), default=0.0))
        if cell.column_span == 1:
            widths[cell.column] = max(widths[cell.column], need)
    return tuple(width * CELL_SIZE + 2 * CELL_PAD for width in widths)


def wrapped(text: str, width: float) -> Iterator[str]:
    """A text in lines of at most ``width`` sizes; Latin words and numbers stay whole where they can."""
    if text and text_width(text) <= width:
        yield text
        return
    start, used, last_break = 0, 0.0, 0
    for i, char in enumerate(text):
        wide = char_width(char)
        if used + wide > width and i > start:
            cut = last_break if last_break > start else i
            yield text[start:cut]
            start, used = cut, text_width(text[cut:i])
        used += wide
        if not (char.isascii() and not char.isspace() and i + 1 < len(text) and text[i + 1 : i + 2].isascii()):
            last_break = i + 1
    if start < len(text):
        yield text[start:]


class _Sheet:
    """One page in the making."""

    def __init__(self, reader: str, number: int, items: Sequence[_Paragraph | _Table]) -> None:
        self._reader, self._number, self._items = reader, number, items
        widest = max((sum(item.widths) for item in items if isinstance(item, _Table)), default=0.0)
        self._width = max(WIDTH, widest + 2 * MARGIN)
        self._y = MARGIN
        self._words: list[Word] = []
        self._grids: list[Grid] = []
        self._places: list[Place] = []

    def page(self) -> Page:
        for item in self._items:
            if isinstance(item, _Table):
                self._table(item)
            else:
                self._paragraph(item)
        return Page(
            number=self._number,
            width=self._width,
            height=self._y + MARGIN,
            words=tuple(self._words),
            rules=(),
            reader=self._reader,
            grids=tuple(self._grids),
            places=tuple(sorted(self._places, key=lambda place: (place.bbox[1], place.bbox[0]))),
        )

    def _paragraph(self, item: _Paragraph) -> None:
        room = self._width - 2 * MARGIN
        top = self._y
        indent = item.indent * item.size if item.align == "left" else 0.0
        first_line, _, others = item.text.partition("\n")
        first = next(wrapped(first_line, (room - indent) / item.size))
        rest = [
            part for line in (first_line[len(first) :], *others.split("\n")) for part in wrapped(line, room / item.size)
        ]
        for line in (first, *rest):
            line = line.strip()
            if line:
                wide = text_width(line) * item.size
                left = {"left": MARGIN + indent, "center": (self._width - wide) / 2, "right": MARGIN + room - wide}
                self._line(line, left[item.align], item.size)
            self._y += LEADING * item.size
            indent = 0.0
        self._places.append(replace(item.place, bbox=(0.0, top, self._width, self._y)))

    def _line(self, text: str, x: float, size: float, y: float | None = None) -> None:
        """The words of one line: runs without blanks."""
        top = (self._y if y is None else y) + 0.3 * size
        start = 0
        text = ideographs(text)
        for part in text.split(" "):
            if part:
                left = x + text_width(text[:start]) * size
                starts = [left]
                for char in part:
                    starts.append(starts[-1] + char_width(char) * size)
                self._words.append(Word(part, left, top, starts[-1], top + size, size, tuple(starts)))
            start += len(part) + 1

    def _table(self, item: _Table) -> None:
        xs = [(self._width - sum(item.widths)) / 2]
        for width in item.widths:
            xs.append(xs[-1] + width)
        printed = {
            (cell.row, cell.column): tuple(
                part
                for line in cell.lines
                for part in wrapped(line, (xs[cell.column + cell.column_span] - xs[cell.column] - CELL_PAD) / CELL_SIZE)
            )
            for cell in item.cells
        }
        step = LEADING * CELL_SIZE
        heights = [step] * item.rows
        for cell in item.cells:
            if cell.row_span == 1:
                heights[cell.row] = max(heights[cell.row], step * len(printed[cell.row, cell.column]))
        ys = [self._y + CELL_PAD]
        for height in heights:
            ys.append(ys[-1] + height + CELL_PAD)
        cells = []
        for cell in item.cells:
            box = (xs[cell.column], ys[cell.row], xs[cell.column + cell.column_span], ys[cell.row + cell.row_span])
            for index, line in enumerate(printed[cell.row, cell.column]):
                self._line(line.strip(), box[0] + CELL_PAD / 2, CELL_SIZE, box[1] + CELL_PAD / 2 + index * step)
            lines = tuple(ideographs(line.strip()) for line in cell.lines if line.strip())
            cells.append(Cell(cell.row, cell.column, cell.row_span, cell.column_span, "", self._number, box, lines))
            self._places.append(Place(box, item.sheet, cell.cell))
        whole = (xs[0], ys[0], xs[-1], ys[-1])
        self._grids.append(
            Grid(self._number, whole, tuple(cells), item.rows, item.columns, tuple(xs), tuple(ys), self._reader)
        )
        self._y = ys[-1] + 2 * CELL_PAD
