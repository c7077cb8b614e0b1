"""A page's picture with what was seen on it: rules, cells, tables and headings.

Pages of a PDF are drawn by pdfplumber, pictures are taken as they are; a file without pages is drawn as it was laid
out for reading.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from budgetextract.errors import SettingError
from budgetextract.model.document import BBox, Extracted, Page, Segmented
from budgetextract.result.places import Places
from budgetextract.result.privacy import Privacy, contacts_of
from budgetextract.sources.kinds import kind_of

RESOLUTION = 144
RULE = (220, 30, 30)
CELL = (30, 110, 220)
CELL_FILL = (30, 110, 220, 24)
TABLE = (0, 130, 70)
HEADING = (200, 110, 0)
HEADING_FILL = (255, 190, 60, 60)
REPEATED_FILL = (120, 120, 120, 60)
COVER = (70, 70, 70)


def draw_page(
    data: bytes, extracted: Extracted, segmented: Segmented, number: int, *, keep_contacts: bool = False
) -> bytes:
    """PNG of page ``number`` (from 1): rules red, cells blue, tables green with their id, headings amber, repeats grey;
    cells and lines with names and telephone numbers of persons are covered unless they are to be kept.

    Raises SettingError for a page that the document does not have.
    """
    pages = extracted.source.pages
    if not 1 <= number <= len(pages):
        raise SettingError(code="no_such_page", page=str(number), pages=str(len(pages)))
    places = Places(pages)
    page = pages[number - 1]
    with _board(data, page) as board:
        _repeated(board, extracted, places, page)
        _headings(board, segmented, places, number)
        _cells(board, extracted, places, number)
        board.draw_rects([_rule_box(places, page, index) for index in range(len(page.rules))], stroke=RULE, fill=None)
        if not keep_contacts:
            _contacts(board, extracted, segmented, places, number)
        out = io.BytesIO()
        board.annotated.convert("RGB").save(out, format="PNG")
    return out.getvalue()


@contextmanager
def _board(data: bytes, page: Page) -> Iterator[Any]:
    """Something to draw on, with the page on it."""
    kind = kind_of(data)
    if kind == "pdf":
        import pdfplumber

        with pdfplumber.open(io.BytesIO(data)) as document:
            yield document.pages[page.number - 1].to_image(resolution=RESOLUTION)
    else:
        from budgetextract.export.board import of_layout, of_picture

        yield of_picture(data, page) if kind == "image" else of_layout(page, RESOLUTION)


def _rule_box(places: Places, page: Page, index: int) -> BBox:
    rule = page.rules[index]
    return places.shown(page.number, (rule.x0, rule.top, rule.x1, rule.bottom))


def _repeated(board: Any, extracted: Extracted, places: Places, page: Page) -> None:
    lines = [line for line in extracted.lines if line.page == page.number and line.repeated]
    board.draw_rects([places.shown(page.number, line.bbox) for line in lines], stroke=None, fill=REPEATED_FILL)


def _headings(board: Any, segmented: Segmented, places: Places, number: int) -> None:
    for node in segmented.sections:
        if node.page_start == number:
            box = places.shown(number, node.bbox)
            board.draw_rect(box, stroke=HEADING, fill=HEADING_FILL, stroke_width=2)
            _label(board, box, f"H{node.level} {node.id or '-'}", HEADING)


def _contacts(board: Any, extracted: Extracted, segmented: Segmented, places: Places, number: int) -> None:
    """Covers each cell and line that holds a contact, last of all: more than the contact itself, never less."""
    privacy = Privacy(contacts_of(extracted, segmented), keep=False)
    boxes = [
        cell.bbox
        for table in extracted.tables
        for cell in table.cells
        if cell.page == number and privacy.places(cell.text)
    ]
    boxes += [line.bbox for line in extracted.lines if line.page == number and privacy.places(line.text)]
    board.draw_rects([places.shown(number, box) for box in boxes], stroke=COVER, fill=COVER)


def _cells(board: Any, extracted: Extracted, places: Places, number: int) -> None:
    for table in extracted.tables:
        boxes = [places.shown(number, cell.bbox) for cell in table.cells if cell.page == number]
        board.draw_rects(boxes, stroke=CELL, fill=CELL_FILL)
        for page, area in zip(table.pages, table.bboxes, strict=True):
            if page == number:
                box = places.shown(number, area)
                board.draw_rect(box, stroke=TABLE, fill=None, stroke_width=3)
                _label(board, box, f"t{table.index} {table.table or 'unknown'}", TABLE)


def _label(board: Any, box: BBox, text: str, colour: tuple[int, int, int]) -> None:
    """A word above the upper left corner of a box, in the picture's own pixels (ids are ASCII: no font is needed)."""
    x, y = board._reproject((box[0], box[1]))
    board.draw.text((x + 2, max(0, y - 14)), text, fill=colour)
