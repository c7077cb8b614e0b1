"""Tables of a workbook that was saved as a web page: each is a sheet, with titles, several tables and notes on it.

In     the cells of a table (``html_tables``), their elements, the styles.
Out    lines and tables on the canvas, parted as a sheet of a workbook is; places as in every web page (T3R7C2).
"""

from __future__ import annotations

from typing import Any

from budgetextract.sources.canvas import SIZE, Canvas, CanvasCell
from budgetextract.sources.html.styles import Styles, points
from budgetextract.sources.html.tables import TableCells
from budgetextract.sources.sheets.sheet import BOTTOM, LEFT, RIGHT, TOP, Sheet, SheetCell, address, view
from budgetextract.sources.sheets.sheet_blocks import Line, blocks, says_title
from budgetextract.sources.sheets.sheet_words import is_title

_SIDES = {"left": LEFT, "right": RIGHT, "top": TOP, "bottom": BOTTOM}
LARGEST = 26.0


def put_sheet(canvas: Canvas, found: TableCells, styles: Styles, name: str) -> None:
    """Put one sheet on the canvas. ``name``: what the page calls it; a title where the sheet bears none."""
    sheet = Sheet(name)
    places: dict[str, str] = {}
    for cell in found.cells:
        where = address(cell.row, cell.column)
        places[where] = cell.cell
        sheet.cells[cell.row, cell.column] = _cell(cell, found.elements.get((cell.row, cell.column)), styles, where)
        if cell.row_span > 1 or cell.column_span > 1:
            sheet.merged.append((cell.row, cell.column, cell.row + cell.row_span, cell.column + cell.column_span))
    parts = blocks(view(sheet))
    if is_title(name) and not any(says_title(part) for part in parts) and any(part.cells for part in parts):
        canvas.paragraph(name, align="center")
    for part in parts:
        for line in part.above:
            _line(canvas, line, places)
        if part.cells:
            canvas.table([_canvas_cell(cell, places) for cell in part.cells])
        for line in part.below:
            _line(canvas, line, places)


def sheet_name(table: Any) -> str:
    """The name that LibreOffice prints over a sheet (Sheet 1: 收支总表), "" without one."""
    before = table.getprevious()
    while before is not None and before.tag in ("br", "hr"):
        before = before.getprevious()
    heading = next(before.iter("em"), None) if before is not None else None
    return " ".join("".join(heading.itertext()).split()) if heading is not None else ""


def _cell(cell: CanvasCell, element: Any, styles: Styles, where: str) -> SheetCell:
    borders, size, align = 0, 0.0, ""
    if element is not None:
        style = styles.of(element)
        table = next(element.iterancestors("table"), None)
        if table is not None and (table.get("border") or "0") != "0":
            borders = LEFT | RIGHT | TOP | BOTTOM
        for side, bit in _SIDES.items():
            value = style.get(f"border-{side}") or style.get("border", "")
            if value and not value.startswith(("none", "0")):
                borders |= bit
        size = _size(element, styles)
        align = style.get("text-align") or element.get("align", "").lower()
    return SheetCell(cell.row, cell.column, "\n".join(cell.lines), borders, size, align, address=where)


def _size(element: Any, styles: Styles) -> float:
    """The size of a cell's text: of the element or the first one inside of it that names one."""
    for each in element.iter():
        if value := styles.of(each).get("font-size"):
            return points(value, SIZE) or 0.0
        if each.tag == "font" and each.get("size", "").isdigit():
            return {"4": 13.5, "5": 18.0, "6": 24.0, "7": 26.0}.get(each.get("size"), SIZE)
    return 0.0


def _canvas_cell(cell: SheetCell, places: dict[str, str]) -> CanvasCell:
    lines = tuple(cell.text.split("\n")) if cell.text else ()
    place = places.get(cell.address, cell.address)
    return CanvasCell(cell.row, cell.column, lines, cell.row_span, cell.column_span, place)


def _line(canvas: Canvas, line: Line, places: dict[str, str]) -> None:
    canvas.paragraph(
        line.text,
        size=min(max(line.size, SIZE), LARGEST),
        align="center" if line.align == "center" else "right" if line.align == "right" else "left",
        indent=0 if line.align else 2,
        cell=places.get(line.address, line.address),
    )
