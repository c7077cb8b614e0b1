"""Another reading of a table on scanned pages: the amounts of its cells from an enlarged picture.

The first reading stands unless the second is a number where the first is none, or is a different number and surer.
"""

from __future__ import annotations

import re
from dataclasses import replace

from budgetextract.model.document import Cell, Page, SourceDocument, Table
from budgetextract.model.text import plain
from budgetextract.sources.ocr.again import read_boxes_again
from budgetextract.sources.ocr.numbers import number_sure

READER = "ocr_enlarged"
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
        found = read_boxes_again(data, source.file_name, page, [cell.bbox for cell in cells])
        for cell, look in zip(cells, found, strict=True):
            first = plain(cell.text)
            if look.text == first or not _NUMBER.fullmatch(look.text):
                continue
            if not _NUMBER.fullmatch(first) or number_sure(look) >= _first_sure(page, cell):
                changed[cell.row, cell.column] = look.text
    if not changed:
        return None
    cells_now = tuple(
        replace(cell, text=changed[cell.row, cell.column], lines=(changed[cell.row, cell.column],))
        if (cell.row, cell.column) in changed
        else cell
        for cell in table.cells
    )
    return replace(table, cells=cells_now, reader=READER)


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
