"""XLSX workbooks: each visible sheet as its cells show it.

The XML is read here and not by a spreadsheet library, for four reasons: a number's digits are needed as the file has
them, not as a binary float; a formula and its last result are needed together; blank cells to the end of a sheet must
cost nothing; and workbooks of finance systems with styles that are not quite valid must still be read.

In     the bytes of a file that is a package with ``xl/workbook.xml``, or names its workbook otherwise.
Out    ``SourceDocument``, a page a sheet.
Never  run a macro, compute a formula, follow a link to another file.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from budgetextract.errors import DamagedInput, LimitExceeded
from budgetextract.model.document import SourceDocument
from budgetextract.record import record
from budgetextract.sources.packages import Package, open_package, refuse_doctype, relations
from budgetextract.sources.sheets.number_format import hides_zero, show_number, show_text
from budgetextract.sources.sheets.sheet import MAX_COLUMN, MAX_ROW, Sheet, SheetCell, address, column_number, place
from budgetextract.sources.sheets.sheet_pages import Trouble, Workbook, lay_out
from budgetextract.sources.sheets.xlsx_drawings import text_boxes
from budgetextract.sources.sheets.xlsx_styles import Style, local, read_styles

if TYPE_CHECKING:
    from lxml.etree import _Element

    from budgetextract.sources.read import Reading

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MACRO_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.12"
MAX_TEXTS = 1_000_000
"""Cells with text of one workbook."""
MAX_BLANKS = 30_000_000
"""Blank cells that are passed over in one workbook: formats set for whole columns and rows."""
MAX_SHEETS = 1000
MAX_CELL_CHARS = 32_767
"""Characters of one cell, as Excel allows."""
FAR = 60
"""Blank cells with borders are kept up to this far behind the last text of their row or the rows above."""
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!"})


def read(data: bytes, file_name: str, reading: Reading) -> SourceDocument:
    """The visible sheets of a workbook. Raises a kind of InputError."""
    package = open_package(data, file_name)
    book = _Book(package, file_name)
    macros = any(name.lower().endswith("vbaproject.bin") for name in package.names)
    return lay_out(book.read(), data, file_name, MACRO_TYPE if macros else MEDIA_TYPE)


@record(frozen=False)
class _Counts:
    """What was met so far in the whole workbook."""

    texts: int = 0
    blanks: int = 0
    results: bool = False
    """A formula with a result other than zero was met."""


class _Book:
    """A workbook being read."""

    def __init__(self, package: Package, file_name: str) -> None:
        self._package, self._file = package, file_name
        self._counts = _Counts()
        main = next((target for kind, target in relations(package, "").values() if kind == "officeDocument"), "")
        self._main = main if main in package else "xl/workbook.xml"
        if self._main not in package:
            raise DamagedInput(file=file_name)
        self._relations = relations(package, self._main)
        self._root = package.xml(self._main)
        settings = _child(self._root, "workbookPr")
        self._from_1904 = settings is not None and settings.get("date1904") in ("1", "true")
        calculation = _child(self._root, "calcPr")
        self._uncalculated = calculation is not None and calculation.get("fullCalcOnLoad") in ("1", "true")
        styles = read_styles(package.xml_or_none(self._part("styles")))
        self._styles = {str(index): style for index, style in enumerate(styles)}
        self._strings = tuple(self._shared_strings())

    def read(self) -> Workbook:
        book = Workbook()
        sheets = _child(self._root, "sheets")
        entries = [] if sheets is None else [entry for entry in sheets if local(entry) == "sheet"]
        if len(entries) > MAX_SHEETS:
            raise LimitExceeded(file=self._file, limit="sheets", value=str(len(entries)), allowed=str(MAX_SHEETS))
        zeros: list[Trouble] = []
        for entry in entries:
            name = entry.get("name") or ""
            ident = next((value for key, value in entry.attrib.items() if str(key).rpartition("}")[2] == "id"), "")
            kind, target = self._relations.get(str(ident), ("", ""))
            if kind not in ("worksheet", ""):
                continue  # sheets of charts and dialogues
            if entry.get("state") in ("hidden", "veryHidden"):
                book.troubles.append(Trouble("hidden_sheet", name))
                continue
            if target not in self._package:
                book.troubles.append(Trouble("sheet_missing", name))
                continue
            sheet = _SheetReader(self, name)
            book.sheets.append(sheet.read(self._package.read(target)))
            book.sheets[-1].boxes = text_boxes(self._package, target)
            book.troubles += sheet.troubles
            zeros += sheet.zeros
        if self._uncalculated and not self._counts.results:
            _forget(book, zeros)
        return book

    def _part(self, kind: str) -> str:
        return next((target for found, target in self._relations.values() if found == kind), f"xl/{kind}.xml")

    def _shared_strings(self) -> Iterator[str]:
        part = self._part("sharedStrings")
        if part not in self._package:
            return
        for item in _elements(self._package.read(part), "si", self._file):
            yield _text(item)


def _forget(book: Workbook, zeros: list[Trouble]) -> None:
    """Take out the zeros that stand for results in a workbook that no program has ever calculated.

    Programs that write workbooks put 0 beside each formula and ask Excel to calculate on loading.
    """
    sheets = {sheet.name: sheet for sheet in book.sheets}
    for trouble in zeros:
        where = place(trouble.cell)
        cells = sheets[trouble.sheet].cells
        if where in cells:
            cells[where] = SheetCell(*where, borders=cells[where].borders, address=trouble.cell)
    book.troubles += zeros


class _SheetReader:
    """Reads one sheet."""

    def __init__(self, book: _Book, name: str) -> None:
        self._book, self._name = book, name
        self._counts = book._counts
        self._show_zeros = True
        self._far = 0
        self.troubles: list[Trouble] = []
        self.zeros: list[Trouble] = []

    def read(self, data: bytes) -> Sheet:
        sheet = Sheet(self._name)
        row = -1
        last_text = -1
        for element in _elements(data, ("sheetView", "col", "row", "mergeCell"), self._book._file):
            kind = local(element)
            if kind == "row":
                number = element.get("r", "")
                row = int(number) - 1 if number.isdigit() and 0 < len(number) < 8 else row + 1
                if row >= MAX_ROW:
                    raise DamagedInput(file=self._book._file)
                if _is_hidden(element, "ht"):
                    sheet.hidden_rows.add(row)
                if self._row(sheet, element, row, keep=row - last_text <= FAR):
                    last_text = row
            elif kind == "mergeCell":
                first, _, last = (element.get("ref") or "").partition(":")
                one, other = place(first), place(last or first)
                if one and other and len(sheet.merged) < MAX_TEXTS:
                    sheet.merged.append(
                        (
                            min(one[0], other[0]),
                            min(one[1], other[1]),
                            max(one[0], other[0]) + 1,
                            max(one[1], other[1]) + 1,
                        )
                    )
            elif kind == "col":
                if _is_hidden(element, "width"):
                    first, last = element.get("min", ""), element.get("max", "")
                    if first.isdigit() and last.isdigit():
                        sheet.hidden_columns |= set(range(int(first) - 1, min(int(last), MAX_COLUMN)))
            elif element.get("showZeros") in ("0", "false"):
                self._show_zeros = False
        return sheet

    def _row(self, sheet: Sheet, element: _Element, row: int, *, keep: bool) -> bool:
        """Read a row; True where it has a text. ``keep``: blank cells with borders are near enough to matter."""
        column = -1
        has_text = False
        styles, plain_style = self._book._styles, self._book._styles["0"]
        centred: tuple[int, int] | None = None
        waiting: list[SheetCell] = []
        for entry in element:
            if local(entry) != "c":
                continue
            reference = entry.get("r") or ""
            found = column_number(reference.rstrip("0123456789"))
            column = column + 1 if found is None else found
            if column >= MAX_COLUMN:
                break
            style = styles.get(entry.get("s") or "0", plain_style)
            text, is_number = self._shown(entry, style, row, column) if len(entry) else ("", False)
            if centred and not text.strip() and style.across and column == centred[1]:
                centred = (centred[0], column + 1)
            elif centred:
                self._merge(sheet, row, centred)
                centred = None
            if not text.strip():
                self._blank()
                if style.borders and keep and column <= self._far + FAR:
                    waiting.append(SheetCell(row, column, "", style.borders, address=address(row, column)))
                continue
            self._counted()
            has_text = True
            self._far = max(self._far, column)
            if style.across:
                centred = (column, column + 1)
            sheet.cells[row, column] = SheetCell(
                row, column, text, style.borders, style.size, style.align, is_number, address=address(row, column)
            )
        if centred:
            self._merge(sheet, row, centred)
        if keep or has_text:
            sheet.cells.update(((cell.row, cell.column), cell) for cell in waiting)
        return has_text

    @staticmethod
    def _merge(sheet: Sheet, row: int, span: tuple[int, int]) -> None:
        if span[1] - span[0] > 1:
            sheet.merged.append((row, span[0], row + 1, span[1]))

    def _blank(self) -> None:
        self._counts.blanks += 1
        if self._counts.blanks > MAX_BLANKS:
            raise LimitExceeded(
                file=self._book._file, limit="cells", value=str(self._counts.blanks), allowed=str(MAX_BLANKS)
            )

    def _counted(self) -> None:
        self._counts.texts += 1
        if self._counts.texts > MAX_TEXTS:
            raise LimitExceeded(
                file=self._book._file, limit="cells", value=str(self._counts.texts), allowed=str(MAX_TEXTS)
            )

    def _shown(self, entry: _Element, style: Style, row: int, column: int) -> tuple[str, bool]:
        """(text that the cell shows, whether its value is a number)."""
        kind = entry.get("t") or "n"
        raw, has_formula, inline = None, False, ""
        for child in entry:
            name = local(child)
            if name == "v":
                raw = child.text
            elif name == "f":
                has_formula = True
            elif name == "is":
                inline = _text(child)
        if kind == "inlineStr":
            return self._words(inline or raw or "", style), False
        if raw is None or not raw.strip():
            if has_formula and kind != "str":
                self.troubles.append(Trouble("formula_without_value", self._name, address(row, column)))
            return self._words(raw or "", style), False
        if kind == "s":
            return self._words(self._string(raw), style), False
        if kind == "str":
            is_picture = raw.lstrip("=").startswith("DISPIMG(")  # WPS: the cell shows a picture, this is its name
            return ("" if is_picture else self._words(_unescaped(raw), style)), False
        raw = raw.strip()
        if kind == "e" or raw in _ERRORS:
            self.troubles.append(Trouble("cell_error", self._name, address(row, column), raw[:20]))
            return raw, False
        if kind == "b":
            return ("TRUE" if raw in ("1", "true") else "FALSE"), False
        if kind == "d":
            return raw, False
        value = decimal(raw)
        if value is None:
            return raw, False
        return self._number(value, style, has_formula, row, column), True

    def _number(self, value: Decimal, style: Style, has_formula: bool, row: int, column: int) -> str:
        if not value and not self._show_zeros:
            return ""
        if has_formula and value:
            self._counts.results = True
        elif has_formula and not hides_zero(style.code):
            self.zeros.append(Trouble("formula_without_value", self._name, address(row, column)))
        return show_number(value, style.code, from_1904=self._book._from_1904)

    def _words(self, text: str, style: Style) -> str:
        shown = show_text(text, style.code) if "@" in style.code or ";" in style.code else text
        return shown[:MAX_CELL_CHARS]

    def _string(self, raw: str) -> str:
        index = int(raw) if raw.strip().isdigit() and len(raw) < 10 else -1
        strings = self._book._strings
        return strings[index] if 0 <= index < len(strings) else ""


def decimal(raw: str) -> Decimal | None:
    """A stored number, exact; None for what is none or no double can hold."""
    if len(raw) > 400:
        return None
    try:
        value = Decimal(raw)
    except InvalidOperation:
        return None
    return value if value.is_finite() and -330 < value.adjusted() < 310 else None


def _is_hidden(element: _Element, extent: str) -> bool:
    """True for a row or column that is hidden, filtered away, or has no height or width."""
    if element.get("hidden") in ("1", "true"):
        return True
    try:
        return float(element.get(extent) or 1) <= 0
    except ValueError:
        return False


def _text(element: _Element) -> str:
    """The text of a string: its runs, without the reading aids of East Asian texts (``rPh``)."""
    parts = []
    for child in element:
        name = local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name == "r":
            parts += [part.text or "" for part in child if local(part) == "t"]
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    text = _ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), text) if "_x" in text else text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in text if char >= " " or char in "\n\t") if not text.isprintable() else text


def _child(element: _Element, name: str) -> _Element | None:
    return next((child for child in element if local(child) == name), None)


def _elements(data: bytes, names: str | tuple[str, ...], file_name: str) -> Iterator[_Element]:
    """Elements of a part by local name, one after the other; what was read is freed. Raises DamagedInput."""
    from lxml import etree

    refuse_doctype(data, file_name)
    wanted = [f"{{*}}{name}" for name in ((names,) if isinstance(names, str) else names)]
    try:
        for _, element in etree.iterparse(
            io.BytesIO(data), events=("end",), tag=wanted, resolve_entities=False, no_network=True, huge_tree=False
        ):
            yield element
            element.clear()
            previous = element.getprevious()
            while previous is not None:
                parent = previous.getparent()
                if parent is None:
                    break
                parent.remove(previous)
                previous = element.getprevious()
    except etree.XMLSyntaxError as why:
        raise DamagedInput(file=file_name) from why
