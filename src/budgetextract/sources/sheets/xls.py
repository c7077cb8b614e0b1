"""XLS workbooks (Excel 2.0 to 2003, and ET files of WPS that are such inside): each visible sheet as its cells show it.

In     the bytes of an OLE container with a workbook stream, or of a bare BIFF stream.
Out    ``SourceDocument``, a page a sheet.
Never  run a macro, compute a formula, follow a link to another file.
"""

from __future__ import annotations

import io
import math
import struct
from decimal import Decimal
from typing import TYPE_CHECKING

from budgetextract.errors import DamagedInput, EncryptedInput, InputError, LimitExceeded, UnsupportedInput
from budgetextract.model.document import SourceDocument
from budgetextract.sources.locked import unlocked
from budgetextract.sources.sheets.number_codes import BUILT_IN
from budgetextract.sources.sheets.number_format import show_number, show_text
from budgetextract.sources.sheets.sheet import BOTTOM, LEFT, RIGHT, TOP, Sheet, SheetCell, address
from budgetextract.sources.sheets.sheet_pages import Trouble, Workbook, lay_out
from budgetextract.sources.sheets.xlsx import MAX_SHEETS, MAX_TEXTS

if TYPE_CHECKING:
    from xlrd.book import Book
    from xlrd.formatting import XF
    from xlrd.sheet import Sheet as BiffSheet

    from budgetextract.sources.read import Reading

MEDIA_TYPE = "application/vnd.ms-excel"
MAX_CELLS = 4_000_000
"""Cells of one workbook, blank ones too: xlrd holds them all."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ALIGNMENTS = {1: "left", 2: "center", 3: "right", 6: "center"}
_ACROSS = 6
_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5


def read(data: bytes, file_name: str, reading: Reading) -> SourceDocument:
    """The visible sheets of a workbook. Raises a kind of InputError."""
    try:
        book, whole = _open(data, file_name)
    except EncryptedInput:
        inside = unlocked(data)
        if inside is None:
            raise
        book, whole = _open(inside, file_name)
    found = _read(book, file_name)
    if not whole:
        found.troubles.append(Trouble("workbook_damaged"))
    return lay_out(found, data, file_name, MEDIA_TYPE)


def _open(data: bytes, file_name: str) -> tuple[Book, bool]:
    """The workbook, and whether its container is whole.

    Some finance systems write containers whose parts overlap, and some downloads lack their end. Excel opens those
    without a word, and so they are read, with an issue, where the workbook itself is all there.
    """
    import xlrd

    stream, whole = _stream(data, file_name)
    try:
        book = xlrd.open_workbook(
            file_contents=stream, formatting_info=True, on_demand=True, ragged_rows=True, logfile=io.StringIO()
        )
    except xlrd.XLRDError as why:
        raise _refused(str(why), file_name) from why
    except MemoryError as why:
        raise LimitExceeded(file=file_name, limit="memory", value="?", allowed="?") from why
    except (LookupError, ValueError, TypeError, AttributeError, AssertionError, ArithmeticError) as why:
        raise DamagedInput(file=file_name) from why
    except (struct.error, NotImplementedError, RecursionError, EOFError) as why:
        raise DamagedInput(file=file_name) from why
    return book, whole


def _stream(data: bytes, file_name: str) -> tuple[bytes, bool]:
    """The workbook stream of an OLE container, and whether the container is whole; a bare stream as it is.

    olefile reads it, because xlrd follows a chain of sectors that runs in a circle for ever.
    """
    if not data.startswith(OLE):
        return data, True
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            name = next((name for name in ("Workbook", "Book") if container.exists(name)), None)
            if name is None:
                raise DamagedInput(file=file_name)
            stream = bytes(container.openstream(name).read())
            if len(stream) < container.get_size(name):
                raise DamagedInput(file=file_name)
            return stream, not container.parsing_issues
    except (OSError, LookupError, ValueError, TypeError, AttributeError, OverflowError, struct.error) as why:
        raise DamagedInput(file=file_name) from why


def _refused(why: str, file_name: str) -> InputError:
    if "encrypted" in why or "password" in why:
        return EncryptedInput(file=file_name)
    if "xlsx" in why or "not supported" in why:
        return UnsupportedInput(file=file_name, found="Excel")
    return DamagedInput(file=file_name)


def _read(book: Book, file_name: str) -> Workbook:
    out = Workbook()
    if book.nsheets > MAX_SHEETS:
        raise LimitExceeded(file=file_name, limit="sheets", value=str(book.nsheets), allowed=str(MAX_SHEETS))
    cells = 0
    for index, name in enumerate(book.sheet_names()):
        if book._sheet_visibility[index]:  # xlrd tells it without loading the sheet in no other way
            out.troubles.append(Trouble("hidden_sheet", name))
            continue
        sheet = _sheet(book, index, file_name)
        cells += sum(sheet.row_len(row) for row in range(sheet.nrows))
        if cells > MAX_CELLS:
            raise LimitExceeded(file=file_name, limit="cells", value=str(cells), allowed=str(MAX_CELLS))
        out.sheets.append(_Reader(book, name, out.troubles).sheet(sheet))
        book.unload_sheet(index)
    if sum(len(sheet.cells) for sheet in out.sheets) > MAX_TEXTS:
        raise LimitExceeded(file=file_name, limit="cells", value=f"> {MAX_TEXTS}", allowed=str(MAX_TEXTS))
    return out


def _sheet(book: Book, index: int, file_name: str) -> BiffSheet:
    import xlrd

    try:
        return book.sheet_by_index(index)
    except xlrd.XLRDError as why:
        raise _refused(str(why), file_name) from why
    except (LookupError, ValueError, TypeError, AttributeError, AssertionError, ArithmeticError, struct.error) as why:
        raise DamagedInput(file=file_name) from why


class _Reader:
    """Reads the cells of one sheet."""

    def __init__(self, book: Book, name: str, troubles: list[Trouble]) -> None:
        self._book, self._name, self._troubles = book, name, troubles
        self._from_1904 = book.datemode == 1
        self._styles: dict[int, tuple[str, int, float, str, bool]] = {}

    def sheet(self, sheet: BiffSheet) -> Sheet:
        out = Sheet(self._name)
        out.hidden_rows = {
            row
            for row, info in sheet.rowinfo_map.items()
            if info.hidden or (info.has_default_height == 0 and not info.height)
        }
        out.hidden_columns = {column for column, info in sheet.colinfo_map.items() if info.hidden or info.width == 0}
        out.merged = [(top, left, bottom, right) for top, bottom, left, right in sheet.merged_cells]
        show_zeros = bool(getattr(sheet, "show_zero_values", 1))
        for row in range(sheet.nrows):
            centred: tuple[int, int] | None = None
            for column in range(sheet.row_len(row)):
                code, borders, size, align, across = self._style(sheet.cell_xf_index(row, column))
                text, number = self._shown(sheet, row, column, code, show_zeros)
                if centred and not text.strip() and across and column == centred[1]:
                    centred = (centred[0], column + 1)
                elif centred:
                    _merge(out, row, centred)
                    centred = None
                if across and text.strip():
                    centred = (column, column + 1)
                if text.strip() or borders:
                    out.cells[row, column] = SheetCell(
                        row, column, text, borders, size, align, number, address=address(row, column)
                    )
            if centred:
                _merge(out, row, centred)
        return out

    def _shown(self, sheet: BiffSheet, row: int, column: int, code: str, show_zeros: bool) -> tuple[str, bool]:
        kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
        if kind == _TEXT:
            text = str(value).replace("\r\n", "\n").replace("\r", "\n")
            return (show_text(text, code) if "@" in code or ";" in code else text), False
        if kind in (_NUMBER, _DATE):
            if not math.isfinite(value):
                return "", False
            if not value and not show_zeros:
                return "", False
            return show_number(Decimal(repr(float(value))), code, from_1904=self._from_1904), True
        if kind == _BOOLEAN:
            return ("TRUE" if value else "FALSE"), False
        if kind == _ERROR:
            import xlrd

            text = str(xlrd.error_text_from_code.get(value, "#N/A"))
            self._troubles.append(Trouble("cell_error", self._name, address(row, column), text))
            return text, False
        return "", False

    def _style(self, index: int) -> tuple[str, int, float, str, bool]:
        """(format code, borders, size, alignment, centred over the blank cells at its right)."""
        style = self._styles.get(index)
        if style is None:
            style = self._styles[index] = self._read_style(index)
        return style

    def _read_style(self, index: int) -> tuple[str, int, float, str, bool]:
        if not 0 <= index < len(self._book.xf_list):
            return "General", 0, 0.0, "", False
        xf: XF = self._book.xf_list[index]
        known = self._book.format_map.get(xf.format_key)
        code = known.format_str if known is not None and known.format_str else ""
        if xf.format_key in BUILT_IN and (not code or xf.format_key < 50):
            code = BUILT_IN[xf.format_key] if not code or _is_builtin_date(xf.format_key) else code
        line = xf.border
        borders = (
            (LEFT if line.left_line_style else 0)
            | (RIGHT if line.right_line_style else 0)
            | (TOP if line.top_line_style else 0)
            | (BOTTOM if line.bottom_line_style else 0)
        )
        fonts = self._book.font_list
        size = fonts[xf.font_index].height / 20 if xf.font_index < len(fonts) else 0.0
        align = xf.alignment.hor_align
        return code or "General", borders, size, _ALIGNMENTS.get(align, ""), align == _ACROSS


def _is_builtin_date(key: int) -> bool:
    """Formats that a file names by number and the reader's system fills in: xlrd gives those of the United States."""
    return key in (14, 22) or 27 <= key <= 36


def _merge(sheet: Sheet, row: int, span: tuple[int, int]) -> None:
    if span[1] - span[0] > 1:
        sheet.merged.append((row, span[0], row + 1, span[1]))
