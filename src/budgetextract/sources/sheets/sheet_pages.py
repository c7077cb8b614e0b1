"""Sheets to pages: each visible sheet is a page of its own, its blocks one below the other.

In     a ``Workbook``: sheets as shown, and what its reader met.
Out    ``SourceDocument``; issues point to their cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field

from budgetextract.errors import LimitExceeded, NoPages
from budgetextract.model.document import BBox, Page, ReadProblem, SourceDocument
from budgetextract.model.text import is_cjk
from budgetextract.record import record
from budgetextract.sources.canvas import Canvas, CanvasCell, text_width
from budgetextract.sources.read import digest
from budgetextract.sources.sheets.sheet import Sheet, SheetCell, ranges, view
from budgetextract.sources.sheets.sheet_blocks import Block, Line, blocks, says_title
from budgetextract.sources.sheets.sheet_words import is_title

BASE = 12.0
LARGEST = 16.0
LINE_WIDTH = 430.0
"""Points that a title may take, so that it stays on one line."""
LEAST_NAME = 4
"""Chinese characters from which the name of a sheet can be a title: 基本支出, not 表1."""
_NO_NAME = re.compile(r"(?:sheet|工作表|表格?|page|页)\s*[\d()（）]*", re.IGNORECASE)
"""Names of sheets that nobody gave."""


@record
class Trouble:
    """What a reader met: becomes an issue. ``detail``: what stands in the cell, or which rows."""

    code: str
    sheet: str = ""
    cell: str = ""
    detail: str = ""


@record(frozen=False)
class Workbook:
    """The visible sheets of a file in order."""

    sheets: list[Sheet] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)


def lay_out(book: Workbook, data: bytes, file_name: str, media_type: str) -> SourceDocument:
    """The pages of a workbook. Raises NoPages (no visible sheet has a text), LimitExceeded."""
    canvas = Canvas("xlsx")
    troubles = list(book.troubles)
    try:
        for sheet in book.sheets:
            seen = view(sheet)
            troubles += _hidden(sheet)
            canvas.page_break()
            first = min((row for row, _ in sheet.cells), default=0)
            over = [box for box in sheet.boxes if box.row <= first + 2 and is_title(box.text)]
            _boxes(canvas, sheet.name, over)
            _put(canvas, sheet.name, blocks(seen), titled=bool(over))
            _boxes(canvas, sheet.name, [box for box in sheet.boxes if box not in over])
        pages = canvas.pages()
    except LimitExceeded as limit:
        raise LimitExceeded(**{"file": file_name, **limit.named}) from limit
    if not pages:
        raise NoPages(file=file_name)
    return SourceDocument(
        file_name=file_name,
        sha256=digest(data),
        media_type=media_type,
        reader="xlsx",
        pages=pages,
        problems=tuple(_problems(troubles, pages)),
    )


def _hidden(sheet: Sheet) -> list[Trouble]:
    """Hidden rows and columns that have a text."""
    rows = {row for (row, _), cell in sheet.cells.items() if row in sheet.hidden_rows and cell.text.strip()}
    columns = {
        column
        for (row, column), cell in sheet.cells.items()
        if column in sheet.hidden_columns and row not in rows and cell.text.strip()
    }
    found = []
    if rows:
        found.append(Trouble("hidden_rows", sheet.name, detail=ranges(rows, "row")))
    if columns:
        found.append(Trouble("hidden_columns", sheet.name, detail=ranges(columns, "column")))
    return found


def _boxes(canvas: Canvas, name: str, boxes: Sequence[SheetCell]) -> None:
    """Text boxes: a title above the tables, all else below."""
    for box in boxes:
        align = "center" if is_title(box.text) else ""
        for text in box.text.split("\n"):
            _line(canvas, name, Line(text, box.address, BASE, align))


def _put(canvas: Canvas, name: str, found: Sequence[Block], *, titled: bool) -> None:
    titled = titled or any(says_title(block) for block in found)
    if not titled and any(block.cells for block in found) and _is_name(name):
        _line(canvas, name, Line(name, "", BASE, "center"))
    for block in found:
        for line in block.above:
            _line(canvas, name, line)
        if block.cells:
            canvas.table(
                [
                    CanvasCell(
                        row=cell.row,
                        column=cell.column,
                        lines=tuple(cell.text.split("\n")) if cell.text else (),
                        row_span=cell.row_span,
                        column_span=cell.column_span,
                        cell=cell.address,
                    )
                    for cell in block.cells
                ],
                sheet=name,
            )
        for line in block.below:
            _line(canvas, name, line)


def _is_name(name: str) -> bool:
    """True for the name of a sheet that somebody gave: often the only title. Excel cuts it after 31 characters."""
    return is_title(name) or (sum(map(is_cjk, name)) >= LEAST_NAME and not _NO_NAME.fullmatch(name.strip()))


def _line(canvas: Canvas, sheet: str, line: Line) -> None:
    size = min(max(line.size or BASE, BASE), LARGEST)
    if line.align == "center":
        size = max(6.0, min(size, LINE_WIDTH / max(1.0, text_width(line.text))))
    canvas.paragraph(
        line.text,
        size=size,
        align="center" if line.align == "center" else "right" if line.align == "right" else "left",
        indent=0 if line.align else 2,
        sheet=sheet,
        cell=line.address,
    )


def _problems(troubles: Sequence[Trouble], pages: Sequence[Page]) -> list[ReadProblem]:
    places: dict[tuple[str, str], tuple[int, BBox]] = {
        (place.sheet, place.cell): (page.number, place.bbox) for page in pages for place in page.places if place.cell
    }
    out = []
    for trouble in troubles:
        page, box = places.get((trouble.sheet, trouble.cell), (None, None))
        args = [("sheet", trouble.sheet)]
        args += [("cell", trouble.cell)] if trouble.cell else []
        args += [("detail", trouble.detail)] if trouble.detail else []
        out.append(ReadProblem(trouble.code, page=page, bbox=box, args=tuple(args)))
    return out
