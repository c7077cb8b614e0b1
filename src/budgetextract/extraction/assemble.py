"""Extraction: pages to running text and tables, each in reading order.

In     ``SourceDocument``, as a reader left it.
Out    ``Extracted``: tables, and the lines outside of them, repeated ones marked.
Never  read a figure or name a section.
"""

from __future__ import annotations

from budgetextract.extraction.lines import page_lines
from budgetextract.extraction.repeats import mark_repeats
from budgetextract.extraction.second import grid_reader
from budgetextract.extraction.tables import find_tables
from budgetextract.model.document import BBox, Extracted, ReadProblem, SourceDocument, Table
from budgetextract.rules.bundle import Rules

LAID_OUT = frozenset({"docx", "xlsx", "html"})
"""Readers whose pages are of their own making; a text may hold the pages of what it was made from."""
KEPT = frozenset({"old_ocr", "image_part"})
"""Problems of pages whose text is used all the same."""


def assemble(source: SourceDocument, rules: Rules, *, tables: str = "auto", data: bytes = b"") -> Extracted:
    """Tables and text of a document.

    ``tables`` names the reader of tables: auto, ruled (none without ruling lines), pdfplumber, camelot. The last two
    read the file again: ``data`` is what ``source`` was read from; without it they give way to the first reader.
    """
    if tables in ("pdfplumber", "camelot") and data:
        found = tuple(find_tables(source, rules, read_grids=grid_reader(data, tables)))
    else:
        found = tuple(find_tables(source, rules, aligned=tables != "ruled"))
    areas = table_areas(found)
    # without their words, which served to find tables and captions: in a long document they are the most of it
    by_page = {page.number: page_lines(page, areas.get(page.number, ()), with_words=False) for page in source.pages}
    heights = {page.number: page.height for page in source.pages}
    laid_out = {page.number for page in source.pages if page.reader in LAID_OUT}
    lines, entries = mark_repeats(by_page, heights, laid_out)
    return Extracted(
        source=source,
        lines=tuple(lines),
        tables=found,
        contents=tuple(entries),
        problems=tuple(
            ReadProblem(code=page.problem, page=page.number, severity="warning" if page.problem in KEPT else "error")
            for page in source.pages
            if page.problem
        ),
    )


def table_areas(tables: tuple[Table, ...]) -> dict[int, list[BBox]]:
    """The boxes of tables by page."""
    areas: dict[int, list[BBox]] = {}
    for table in tables:
        for page, box in zip(table.pages, table.bboxes, strict=True):
            areas.setdefault(page, []).append(box)
    return areas
