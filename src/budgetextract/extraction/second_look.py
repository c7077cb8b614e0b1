"""Another reading of a table: the amounts of its cells as OCR sees them in an enlarged picture of the page.

On scanned pages the first reading stands unless the second is a number where the first is none, or is a different
number and surer. Against a text layer OCR must be sure by itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from budgetextract.model.document import Cell, Page, SourceDocument, Table
from budgetextract.model.text import plain
from budgetextract.sources.ocr.again import read_boxes_again
from budgetextract.sources.ocr.engine import Recognised
from budgetextract.sources.ocr.numbers import number_sure

READER = "ocr_enlarged"
READER_OF_PAGE = "ocr_rendered"
SURE = 0.95
"""Confidence of its least sure digit from which a recognised figure is set against a text layer."""
MAX_CELLS = 600
"""Cells of one page that are looked at again."""
_HOLDS_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_LETTERS = re.compile(r"[\u3400-\u9fff]{2}")


def enlarged_reading(data: bytes, source: SourceDocument, table: Table) -> Table | None:
    """The table with the amounts that a second look reads otherwise, None where there is no such amount."""
    pages = {page.number: page for page in source.pages if page.reader == "ocr"}
    changed: dict[tuple[int, int], str] = {}
    for number in sorted(set(table.pages) & set(pages)):
        page = pages[number]
        cells = [cell for cell in table.cells if cell.page == number and _is_amount(cell)][:MAX_CELLS]
        for cell, look in _looks(data, source, page, cells):
            if not _NUMBER.fullmatch(plain(cell.text)) or number_sure(look) >= _first_sure(page, cell):
                changed[cell.row, cell.column] = look.text
    return _changed(table, changed, READER) if changed else None


def seen_reading(data: bytes, source: SourceDocument, table: Table, cells: Collection[tuple[int, int]]) -> Table | None:
    """The table with ``cells`` as they are seen on the page, where OCR is sure that this is not what the text says."""
    pages = {page.number: page for page in source.pages}
    changed: dict[tuple[int, int], str] = {}
    for number in table.pages:
        asked = [cell for cell in table.cells if cell.page == number and (cell.row, cell.column) in cells]
        for cell, look in _looks(data, source, pages[number], [cell for cell in asked if _is_amount(cell)][:MAX_CELLS]):
            if number_sure(look) >= SURE:
                changed[cell.row, cell.column] = look.text
    return _changed(table, changed, READER_OF_PAGE) if changed else None


def _looks(data: bytes, source: SourceDocument, page: Page, cells: Sequence[Cell]) -> Iterator[tuple[Cell, Recognised]]:
    """The cells whose picture says another number than their text."""
    found = read_boxes_again(data, source.file_name, page, [cell.bbox for cell in cells])
    for cell, look in zip(cells, found, strict=True):
        if _NUMBER.fullmatch(look.text) and _digits(look.text) != _digits(plain(cell.text)):
            yield cell, look


def _digits(number: str) -> str:
    return number.replace(",", "")


def _changed(table: Table, texts: Mapping[tuple[int, int], str], reader: str) -> Table:
    cells = tuple(
        replace(cell, text=texts[cell.row, cell.column], lines=(texts[cell.row, cell.column],))
        if (cell.row, cell.column) in texts
        else cell
        for cell in table.cells
    )
    return replace(table, cells=cells, reader=reader)


def _is_amount(cell: Cell) -> bool:
    return bool(_HOLDS_DIGIT.search(cell.text)) and not _LETTERS.search(cell.text)


def _first_sure(page: Page, cell: Cell) -> float:
    x0, top, x1, bottom = cell.bbox
    return min(
        (
            word.confidence
            for word in page.words
            if x0 <= (word.x0 + word.x1) / 2 <= x1 and top <= (word.top + word.bottom) / 2 <= bottom
        ),
        default=0.0,
    )
