"""What was read from a document, before anything is understood: pages, lines of text, ruling lines, tables.

All coordinates are PDF points (1/72 inch) from the top left of the page as shown, y growing downwards.
Text is kept as printed; ``plain`` (see ``model.text``) is for comparing only.

Word, spreadsheet and web files have no pages: their readers lay them out on pages of the same kind
(``sources.canvas``), whose boxes serve the program alone; ``Place`` says where each box really stands.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import field, replace

from budgetextract.record import record

BBox = tuple[float, float, float, float]
"""x0, top, x1, bottom."""

PAPER_READERS = frozenset({"pdf", "ocr", "ofd"})
"""Readers of files that have pages."""


@record
class Word:
    """A run of characters on one line without a wide gap. ``text`` is as printed and has no spaces at its ends."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float = 0.0
    starts: tuple[float, ...] = ()
    """x0 of each character, and the x1 of the last one."""
    confidence: float = 1.0
    """How sure the reader is of the characters, 0-1; below 1 only where they were recognised from a picture."""
    sure: tuple[float, ...] = ()
    """The same of each character by itself; empty where it is sure of all."""

    @property
    def bbox(self) -> BBox:
        return (self.x0, self.top, self.x1, self.bottom)


@record
class Line:
    """One printed line of running text, its words from left to right (CJK and digits on different baselines joined).

    ``text`` joins the words, with a space where the page shows a gap between two Latin words or a wide gap.
    ``repeated`` names why a line is no text of its own: "" (it is), "overlap" (repeated from the page before),
    "running" (running head or foot), "page_number", "toc" (line of the table of contents).
    """

    page: int
    text: str
    words: tuple[Word, ...]
    x0: float
    top: float
    x1: float
    bottom: float
    size: float = 0.0
    repeated: str = ""
    paragraph: int = 0
    """Number of the paragraph where the file itself says it (``Place.paragraph``), 0 where only the layout tells."""

    @property
    def bbox(self) -> BBox:
        return (self.x0, self.top, self.x1, self.bottom)


@record
class Rule:
    """A ruling line (an edge of a cell): horizontal when top == bottom, vertical when x0 == x1."""

    x0: float
    top: float
    x1: float
    bottom: float


@record
class Place:
    """Where a box of a laid-out page stands in a file without pages: a paragraph, or a cell of a sheet or table."""

    bbox: BBox
    sheet: str = ""
    """Name of the sheet."""
    cell: str = ""
    """A cell as its users name it: "B7" on a sheet, "T3R7C2" for row 7, column 2 of the file's third table."""
    paragraph: int = 0
    """Number of the paragraph outside of tables, from 1 through the whole file; 0 for a cell."""


@record
class Page:
    """One page as read by a source: all words and ruling lines, upright (already turned by its majority angle)."""

    number: int
    width: float
    height: float
    words: Sequence[Word]
    """Never changed. Readers of long documents keep them packed and unpack them when they are asked for."""
    rules: Sequence[Rule]
    turned: int = 0
    """Degrees by which the page was turned for reading: 0, 90, 180, 270."""
    skew: float = 0.0
    """Degrees (counter-clockwise, about its middle) by which a scanned page was turned further to be level."""
    image_share: float = 0.0
    """Share of the page area that images cover."""
    problem: str = ""
    """Why the text layer cannot be trusted ("", "image_only", "image_part", "no_unicode", "old_ocr", "outlines")."""
    reader: str = "pdf"
    """Who read it: pdf, ocr, ofd (these have pages), docx, xlsx, html, text (laid out by ``sources.canvas``)."""
    grids: tuple[Grid, ...] | None = None
    """The tables as the file itself states them; None where they must be found from ``rules``. Their cells carry
    ``lines``; ``text`` is joined by extraction."""
    places: tuple[Place, ...] = ()
    """Where the boxes of a laid-out page stand in the file, from top to bottom; empty for a page of paper."""

    @property
    def on_paper(self) -> bool:
        """True for a page of the file; False for one laid out here, and for a picture in a file without pages."""
        return self.reader in PAPER_READERS and not self.places

    def numbered(self, number: int) -> Page:
        """The page under another number, with the tables on it: where files are joined, pages count on."""
        if number == self.number:
            return self
        grids = self.grids and tuple(
            replace(grid, page=number, cells=tuple(replace(cell, page=number) for cell in grid.cells))
            for grid in self.grids
        )
        return replace(self, number=number, grids=grids)


@record
class Cell:
    """One cell of a table's grid; a merged cell stands once, at its upper left corner.

    ``row`` and ``column`` count from 0 over the whole logical table, header rows included.
    ``text`` joins the lines of the cell without separators between CJK; ``lines`` keeps them as printed.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    page: int
    bbox: BBox
    lines: tuple[str, ...] = ()


@record
class Grid:
    """A table fragment on one page as its ruling lines (or its alignment) show it, before stitching."""

    page: int
    bbox: BBox
    cells: tuple[Cell, ...]
    row_count: int
    column_count: int
    x_edges: tuple[float, ...]
    y_edges: tuple[float, ...]
    reader: str = "pdfium"


@record
class Table:
    """A logical table: stitched over pages, with its header understood.

    ``table`` is the id of rules/data/tables.yaml (with its layout where it has one), None when unknown.
    ``columns`` are the leaf column paths, parts joined by "/". ``header_rows`` counts the rows above the first data
    row; a row of column numbers (栏次) belongs to the header.
    """

    index: int
    table: str | None
    title: str
    title_page: int
    title_bbox: BBox | None
    unit: str
    unit_bbox: BBox | None
    pages: tuple[int, ...]
    bboxes: tuple[BBox, ...]
    """One box a page of ``pages``."""
    cells: tuple[Cell, ...]
    row_count: int
    column_count: int
    header_rows: int
    columns: tuple[str, ...]
    number: str = ""
    """The printed label beside the title: 表1, 公开01表, 一、"""
    title_in_grid: bool = False
    owner: str = ""
    """The row above the head that says whose table it is, where it stands in the grid: 预算部门：…"""
    empty_statement: str = ""
    statement_page: int = 0
    reader: str = "pdfium"


@record
class ReadProblem:
    """Something this program could not read: becomes an issue of the result."""

    code: str
    page: int | None = None
    bbox: BBox | None = None
    args: tuple[tuple[str, str], ...] = ()
    severity: str = "warning"


class PlaceFinder:
    """The places of one laid-out page by their boxes."""

    def __init__(self, places: Sequence[Place]) -> None:
        """``places`` from top to bottom."""
        self._places = places
        self._tops = [place.bbox[1] for place in places]
        tallest = max((place.bbox[3] - place.bbox[1] for place in places), default=0.0)
        self._reach = tallest
        sheets = {place.sheet for place in places}
        self.sheet = sheets.pop() if len(sheets) == 1 else ""
        """The sheet that all places stand on, "" where they do not."""

    def at(self, x: float, y: float) -> Place | None:
        """The place that holds a point; the last one that begins above it where none does."""
        end = bisect_right(self._tops, y)
        for index in range(end - 1, -1, -1):
            box = self._places[index].bbox
            if box[1] < y - self._reach:
                break
            if y <= box[3] and box[0] <= x <= box[2]:
                return self._places[index]
        return self._places[end - 1] if end else None


@record
class SourceDocument:
    """What a reader (sources/) hands over: pages in order, nothing interpreted."""

    file_name: str
    sha256: str
    media_type: str
    reader: str
    """pdf, ocr, ofd, docx, xlsx, html, text, or mixed where its pages were read in more than one way."""
    pages: tuple[Page, ...]
    problems: tuple[ReadProblem, ...] = ()


@record
class Extracted:
    """Extraction's product: running text outside tables, and tables, both in reading order.

    ``lines`` hold all lines outside of table grids, repeated ones too (marked). ``tables`` are numbered by ``index``.
    """

    source: SourceDocument
    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
    contents: tuple[ContentsEntry, ...] = ()
    problems: tuple[ReadProblem, ...] = ()


@record
class ContentsEntry:
    """One line of the document's own table of contents."""

    text: str
    page: int
    bbox: BBox
    target_page: int | None = None


@record
class Identity:
    """Who and what a document is, with where each was read (page, bbox, text)."""

    kind: str
    fiscal_year: int | None
    department: str
    region_name: str = ""
    region_code: str = ""
    published: str = ""
    evidence: tuple[tuple[str, int, BBox, str], ...] = ()
    """(field, page, bbox, text) of each statement used."""
    conflicts: tuple[tuple[str, str, str, int], ...] = ()
    """(field, one value, other value, page of the other) where two statements disagree."""


@record
class Block:
    """A paragraph of running text inside a section: lines joined, with the means to find a character's box again.

    ``spans`` gives for each character of ``text`` the index into ``lines`` (one int a character), so that a match
    in the text leads to its page and box.
    """

    text: str
    lines: tuple[Line, ...]
    spans: tuple[int, ...]

    def locate(self, start: int, end: int) -> tuple[int, BBox]:
        """Page and box of ``text[start:end]``: the box of the lines it touches on the page where it begins."""
        if not self.lines:
            return 0, (0.0, 0.0, 0.0, 0.0)
        touched = sorted({self.spans[i] for i in range(start, max(start + 1, end)) if i < len(self.spans)}) or [0]
        first = self.lines[touched[0]]
        same = [self.lines[i] for i in touched if self.lines[i].page == first.page]
        return first.page, (
            min(line.x0 for line in same),
            min(line.top for line in same),
            max(line.x1 for line in same),
            max(line.bottom for line in same),
        )


@record
class SectionNode:
    """One section: heading and own text (the text of its subsections is theirs).

    ``id`` is an id of outline.yaml (or ``table:<table id>`` for the heading of a table), None when unmapped.
    ``parent`` is the index of the parent in ``Segmented.sections``.
    """

    id: str | None
    number: str
    title: str
    level: int
    parent: int | None
    page_start: int
    page_end: int
    bbox: BBox
    blocks: tuple[Block, ...] = ()
    tables: tuple[int, ...] = ()
    confidence: float = 1.0


@record
class Segmented:
    """Segmentation's product: identity, sections in reading order, contents entries that the body lacks."""

    identity: Identity
    sections: tuple[SectionNode, ...]
    missing_entries: tuple[ContentsEntry, ...] = ()
    problems: tuple[ReadProblem, ...] = field(default=())
