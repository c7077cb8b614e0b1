"""Invented documents set in lines, as extraction hands them over: a page is a list of paragraphs.

A paragraph is set at 16 pt with two characters of indent over lines of 26 characters. Marks in front of it:
``C|`` centred and large (22 pt), ``M|`` centred and a little larger than the text (18 pt), ``c|`` centred at the size
of the text, ``<|`` without indent, ``>|`` right-aligned, ``L|`` large at the left margin.
"""

from __future__ import annotations

from collections.abc import Sequence

from budgetextract.extraction.repeats import mark_repeats
from budgetextract.model.document import Extracted, Line, Page, Segmented, SourceDocument, Table, Word
from budgetextract.rules.bundle import load_rules
from budgetextract.segmentation.segment import segment

LEFT, RIGHT, WIDTH, HEIGHT = 90.0, 506.0, 596.0, 842.0
SIZE = 16.0
SIZES = {"C": 22.0, "L": 22.0, "M": 18.0}


def extracted(pages: Sequence[Sequence[str]], tables: Sequence[Table] = ()) -> Extracted:
    """The document of these pages, running heads and contents marked."""
    lines = {number: _page(number, paragraphs) for number, paragraphs in enumerate(pages, 1)}
    marked, entries = mark_repeats(lines, dict.fromkeys(lines, HEIGHT))
    source = SourceDocument(
        "invented.pdf", "0" * 64, "application/pdf", "pdf", tuple(Page(n, WIDTH, HEIGHT, (), ()) for n in lines)
    )
    return Extracted(source, tuple(marked), tuple(tables), tuple(entries))


def segmented(*pages: Sequence[str], tables: Sequence[Table] = ()) -> Segmented:
    """These pages under their headings."""
    return segment(extracted(pages, tables), load_rules())


def outline(*pages: Sequence[str], tables: Sequence[Table] = ()) -> list[tuple[int, str]]:
    """(level, title) of each heading."""
    return [(node.level, node.title) for node in segmented(*pages, tables=tables).sections if node.title]


def ids(*pages: Sequence[str]) -> list[str | None]:
    """The outline id of each heading."""
    return [node.id for node in segmented(*pages).sections if node.title]


def table(title: str, page: int, name: str | None, *, number: str = "", top: float = 100.0) -> Table:
    """A table of no cells below its title."""
    return Table(
        index=0, table=name, title=title, title_page=page, title_bbox=(200.0, top, 400.0, top + 20), unit="万元",
        unit_bbox=None, pages=(page,), bboxes=((90.0, top + 40, 506.0, top + 300),), cells=(), row_count=0,
        column_count=0, header_rows=0, columns=(), number=number,
    )  # fmt: skip


def _page(number: int, paragraphs: Sequence[str]) -> list[Line]:
    lines: list[Line] = []
    top = 100.0
    for paragraph in paragraphs:
        mark, text = (paragraph[0], paragraph[2:]) if paragraph[1:2] == "|" else ("", paragraph)
        size = SIZES.get(mark, SIZE)
        full = int((RIGHT - LEFT) / size)
        indent = 2 if not mark else 0
        start = 0
        while start < len(text):
            room = full - (indent if start == 0 else 0)
            piece = text[start : start + room]
            width = len(piece) * size
            if mark in ("C", "M", "c"):
                x0 = (LEFT + RIGHT - width) / 2
            elif mark == ">":
                x0 = RIGHT - width
            else:
                x0 = LEFT + (indent * size if start == 0 else 0)
            lines.append(_line(number, piece, x0, top, size))
            start += room
            top += 1.5 * size
    return lines


def _line(page: int, text: str, x0: float, top: float, size: float) -> Line:
    x1, bottom = x0 + len(text) * size, top + size
    return Line(page, text, (Word(text, x0, top, x1, bottom, size),), x0, top, x1, bottom, size)
