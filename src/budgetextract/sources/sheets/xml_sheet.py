"""Workbooks as one XML file (XML Spreadsheet 2003), which finance systems hand out under the name .xls.

In     the bytes of an XML file whose root is ``Workbook``.
Out    ``SourceDocument``, a page a sheet.
Never  compute a formula, follow a link, expand an entity.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from budgetextract.errors import LimitExceeded
from budgetextract.model.document import SourceDocument
from budgetextract.sources.packages import parse_xml
from budgetextract.sources.sheets.number_format import show_number, show_text
from budgetextract.sources.sheets.sheet import BOTTOM, LEFT, MAX_COLUMN, MAX_ROW, RIGHT, TOP, Sheet, SheetCell, address
from budgetextract.sources.sheets.sheet_pages import Trouble, Workbook, lay_out
from budgetextract.sources.sheets.xlsx import MAX_CELL_CHARS, MAX_TEXTS, decimal
from budgetextract.sources.sheets.xlsx_styles import Style, local

if TYPE_CHECKING:
    from lxml.etree import _Element

    from budgetextract.sources.read import Reading

MEDIA_TYPE = "application/vnd.ms-excel"
MAX_BYTES = 64 * 1024 * 1024
MAX_MERGED = 10_000
"""Cells of a merged area whose borders are drawn all around."""
_SPREADSHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_SIDES = {"Left": LEFT, "Right": RIGHT, "Top": TOP, "Bottom": BOTTOM}
_NAMED = {
    "General Number": "General",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Currency": '"¥"#,##0.00;"¥"\\-#,##0.00',
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
    "Short Date": "yyyy/m/d",
    "Long Date": 'yyyy"年"m"月"d"日"',
    "General Date": "yyyy/m/d h:mm",
    "Medium Date": "d-mmm-yy",
    "Short Time": "h:mm",
    "Long Time": "h:mm:ss",
    "Medium Time": "h:mm AM/PM",
}
_ALIGNMENTS = {"Left": "left", "Center": "center", "CenterAcrossSelection": "center", "Right": "right"}
_FIRST_DAY = datetime(1899, 12, 30)


def read(data: bytes, file_name: str, reading: Reading) -> SourceDocument:
    """The visible sheets of a workbook. Raises DamagedInput, LimitExceeded, NoPages."""
    if len(data) > MAX_BYTES:
        raise LimitExceeded(file=file_name, limit="bytes", value=str(len(data)), allowed=str(MAX_BYTES))
    root = parse_xml(data, file_name)
    styles = _styles(root)
    book = Workbook()
    cells = 0
    for element in root:
        if local(element) != "Worksheet":
            continue
        name = _get(element, "Name")
        options = {local(part): (part.text or "").strip() for child in element for part in child}
        if options.get("Visible", "") in ("SheetHidden", "SheetVeryHidden"):
            book.troubles.append(Trouble("hidden_sheet", name))
            continue
        reader = _SheetReader(name, styles, zeros="DoNotDisplayZeros" not in options)
        book.sheets.append(reader.read(element))
        book.troubles += reader.troubles
        cells += len(book.sheets[-1].cells)
        if cells > MAX_TEXTS:
            raise LimitExceeded(file=file_name, limit="cells", value=str(cells), allowed=str(MAX_TEXTS))
    return lay_out(book, data, file_name, MEDIA_TYPE)


def _get(element: _Element, name: str) -> str:
    """An attribute, with or without its namespace."""
    return element.get(_SPREADSHEET + name) or element.get(name) or ""


def _count(element: _Element, name: str) -> int:
    text = _get(element, name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


def _styles(root: _Element) -> dict[str, Style]:
    found: dict[str, Style] = {}
    for style in (style for child in root if local(child) == "Styles" for style in child):
        base = found.get(_get(style, "Parent"), found.get("Default", Style()))
        code, borders, size, align = base.code, base.borders, base.size, base.align
        for part in style:
            kind = local(part)
            if kind == "NumberFormat":
                named = _get(part, "Format")
                code = _NAMED.get(named, named) or "General"
            elif kind == "Borders":
                lines = [line for line in part if _get(line, "LineStyle") not in ("", "None")]
                borders = sum({_SIDES.get(_get(line, "Position"), 0) for line in lines})
            elif kind == "Font":
                size = float(_count(part, "Size"))
            elif kind == "Alignment":
                align = _ALIGNMENTS.get(_get(part, "Horizontal"), "")
        found[_get(style, "ID")] = Style(code, borders, size, align)
    return found


class _SheetReader:
    """Reads one sheet."""

    def __init__(self, name: str, styles: dict[str, Style], *, zeros: bool) -> None:
        self._name, self._styles, self._zeros = name, styles, zeros
        self._plain = styles.get("Default", Style())
        self.troubles: list[Trouble] = []

    def read(self, element: _Element) -> Sheet:
        sheet = Sheet(self._name)
        table = next((child for child in element if local(child) == "Table"), None)
        row = column = -1
        for part in table if table is not None else ():
            if local(part) == "Column":
                column = (_count(part, "Index") or column + 2) - 1
                end = column + _count(part, "Span")
                if _get(part, "Hidden") == "1" or _get(part, "Width") == "0":
                    sheet.hidden_columns |= set(range(column, min(end + 1, MAX_COLUMN)))
                column = end
            elif local(part) == "Row":
                row = (_count(part, "Index") or row + 2) - 1
                end = row + _count(part, "Span")
                if row >= MAX_ROW:
                    break
                if _get(part, "Hidden") == "1" or _get(part, "Height") == "0":
                    sheet.hidden_rows |= set(range(row, min(end + 1, MAX_ROW)))
                self._row(sheet, part, row)
                row = end
        return sheet

    def _row(self, sheet: Sheet, element: _Element, row: int) -> None:
        column = -1
        row_style = self._styles.get(_get(element, "StyleID"), self._plain)
        for part in element:
            if local(part) != "Cell":
                continue
            column = (_count(part, "Index") or column + 2) - 1
            across, down = _count(part, "MergeAcross"), _count(part, "MergeDown")
            if column >= MAX_COLUMN:
                break
            style = self._styles.get(_get(part, "StyleID"), row_style)
            text, number = self._shown(part, style, row, column)
            if text.strip() or style.borders:
                sheet.cells[row, column] = SheetCell(
                    row, column, text, style.borders, style.size, style.align, number, address=address(row, column)
                )
            if across or down:
                sheet.merged.append((row, column, min(row + down + 1, MAX_ROW), min(column + across + 1, MAX_COLUMN)))
                if (across + 1) * (down + 1) <= MAX_MERGED and len(sheet.cells) <= MAX_TEXTS:
                    sheet.cells.update(_edges(row, column, across, down, style.borders))
            column += across

    def _shown(self, cell: _Element, style: Style, row: int, column: int) -> tuple[str, bool]:
        """(text that the cell shows, whether its value is a number)."""
        data = next((part for part in cell if local(part) == "Data"), None)
        where = address(row, column)
        text = "".join(data.itertext()) if data is not None else ""
        if not text.strip():
            if _get(cell, "Formula") and (data is None or _get(data, "Type") == "Number"):
                self.troubles.append(Trouble("formula_without_value", self._name, where))
            return "", False
        kind = _get(data, "Type") if data is not None else "String"
        if kind == "Error":
            self.troubles.append(Trouble("cell_error", self._name, where, text.strip()[:20]))
            return text.strip(), False
        if kind == "Boolean":
            return ("TRUE" if text.strip() == "1" else "FALSE"), False
        value = decimal(text.strip()) if kind == "Number" else _day(text.strip()) if kind == "DateTime" else None
        if value is not None:
            return ("" if not value and not self._zeros else show_number(value, style.code)), True
        shown = text.replace("\r\n", "\n").replace("\r", "\n")
        return (show_text(shown, style.code) if "@" in style.code or ";" in style.code else shown)[
            :MAX_CELL_CHARS
        ], False


def _day(text: str) -> Decimal | None:
    """The serial number of 2024-03-15T00:00:00.000, None for what is no such date."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    passed = when.replace(tzinfo=None) - _FIRST_DAY
    return Decimal(passed.days) + Decimal(passed.seconds) / 86_400


def _edges(row: int, column: int, across: int, down: int, borders: int) -> Iterator[tuple[tuple[int, int], SheetCell]]:
    """The borders of a merged area on the cells along its far sides; the file names its first cell only."""
    if not borders:
        return
    for r in range(row, row + down + 1):
        for c in range(column, column + across + 1):
            if (r, c) != (row, column) and (r in (row, row + down) or c in (column, column + across)):
                yield (r, c), SheetCell(r, c, borders=borders, address=address(r, c))
