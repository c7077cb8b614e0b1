"""Where things stand, as a reader of the file would say it: part, page of the part, box on the page as shown."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from budgetextract.model.compact import new_source
from budgetextract.model.disclosure import Source
from budgetextract.model.document import BBox, Page, Place, PlaceFinder, Word
from budgetextract.record import record

NOWHERE: BBox = (0.0, 0.0, 0.0, 0.0)
MAX_EDGES = 20_000
"""Rounded edges that are remembered."""


@record
class Sheet:
    """One page of the run of all pages: its part and number there, and how it was turned for reading."""

    part: str | None
    number: int
    width: float
    height: float
    turned: int
    reader: str = "pdf"
    on_paper: bool = True
    places: PlaceFinder | None = None
    """Where the boxes of a page that was laid out here stand in its file."""
    unsure: tuple[Word, ...] = ()
    """Words that were recognised from a picture."""
    skew: float = 0.0


class Places:
    """Turns internal pages and boxes into the contract's. Internal pages count through all parts of a set."""

    def __init__(self, pages: Sequence[Page], parts: Sequence[tuple[str, int]] = ()) -> None:
        """``parts``: (file name, number of pages) in order, for a set of files; empty for one file."""
        self._sheets: dict[int, Sheet] = {}
        names = [(name, number) for name, count in parts for number in range(1, count + 1)]
        for index, page in enumerate(pages):
            part, number = names[index] if names else (None, page.number)
            self._sheets[page.number] = Sheet(
                part,
                number,
                page.width,
                page.height,
                page.turned,
                page.reader,
                page.on_paper,
                PlaceFinder(page.places) if page.places else None,
                tuple(page.words) if page.reader == "ocr" else (),
                page.skew,
            )
        self._edges: dict[float, float] = {}
        """Edges of boxes in hundredths of a point."""
        self._alike = _alike(self._sheets.values())
        """Files of a set of whose kind there are more."""

    def page(self, number: int) -> int | None:
        """The page number within its file; None for a file without pages."""
        sheet = self._sheets.get(number)
        if sheet is None:
            return max(1, number)
        return sheet.number if sheet.on_paper else None

    def told_apart(self, source: Source) -> Source:
        """The source without its file where the place alone tells it: the set's only workbook, its only text."""
        return source if source.part in self._alike else source.model_copy(update={"part": None})

    def pages(self, numbers: Iterable[int]) -> list[int]:
        """The page numbers within their files, without those that are no pages."""
        return [page for page in map(self.page, numbers) if page is not None]

    def part(self, number: int) -> str | None:
        sheet = self._sheets.get(number)
        return sheet.part if sheet else None

    def reader(self, number: int) -> str:
        """Who read the page."""
        sheet = self._sheets.get(number)
        return sheet.reader if sheet else "pdf"

    def box(self, number: int, box: BBox) -> BBox | None:
        """A box of the upright page on the page as shown, in hundredths of a point; None for a file without pages."""
        sheet = self._sheets.get(number)
        return None if sheet is not None and not sheet.on_paper else self.shown(number, box)

    def shown(self, number: int, box: BBox) -> BBox:
        """A box of the upright page on the page as shown, be it a page of paper or not."""
        sheet = self._sheets.get(number)
        x0, top, x1, bottom = box if sheet is None or not sheet.skew else _askew(box, sheet)
        if sheet is not None and sheet.turned:
            wide, high = sheet.width, sheet.height
            if sheet.turned == 90:
                x0, top, x1, bottom = top, wide - x1, bottom, wide - x0
            elif sheet.turned == 180:
                x0, top, x1, bottom = wide - x1, high - bottom, wide - x0, high - top
            else:
                x0, top, x1, bottom = high - bottom, x0, high - top, x1
        near, known = self._near, self._edges.get
        return (
            known(x0) or near(x0), known(top) or near(top), known(x1) or near(x1), known(bottom) or near(bottom),
        )  # fmt: skip

    def _near(self, edge: float) -> float:
        """An edge in hundredths of a point. The cells of a table share their edges, and so do their boxes."""
        known = self._edges.get(edge)
        if known:
            return known
        if len(self._edges) >= MAX_EDGES:
            self._edges.clear()
        found = round(float(edge), 2)
        if found:  # -0.0 is no 0.0, but equal to it
            self._edges[edge] = found = self._edges.setdefault(found, found)
        return found

    def confidence(self, number: int, box: BBox) -> float | None:
        """The least confidence of the recognised words in a box; None on a page whose characters are known."""
        sheet = self._sheets.get(number)
        if sheet is None or not sheet.unsure:
            return None
        x0, top, x1, bottom = box
        inside = [
            word.confidence
            for word in sheet.unsure
            if x0 <= (word.x0 + word.x1) / 2 <= x1 and top <= (word.top + word.bottom) / 2 <= bottom
        ]
        return round(float(min(inside)), 4) if inside else None

    def source(
        self,
        number: int,
        box: BBox | None,
        text: str = "",
        *,
        section: int | None = None,
        table: int | None = None,
        row: int | None = None,
        column: int | None = None,
        reader: str = "pdf",
        confidence: float | None = None,
    ) -> Source:
        """Part, page and box; sheet and cell or paragraph for a file without pages.

        ``reader``: of a table on a page that has no reader of its own (never that of a whole mixed document);
        ``confidence``: of the statement, where the
        characters are surer than it is.
        """
        place = self.place(number, box)
        own = self.reader(number)
        sure = self.confidence(number, box) if box is not None else None
        if confidence is not None:
            sure = round(float(confidence if sure is None else min(sure, confidence)), 4)
        return new_source(
            part=self.part(number),
            page=self.page(number),
            bbox=self.box(number, box) if box is not None else None,
            sheet=(place.sheet or None) if place else None,
            cell=(place.cell or None) if place else None,
            paragraph=(place.paragraph or None) if place else None,
            section=section,
            table=table,
            row=row,
            column=column,
            text=text,
            reader=reader if own == "pdf" and reader != "mixed" else own,
            confidence=sure,
        )

    def place(self, number: int, box: BBox | None) -> Place | None:
        """Where a box stands in a file without pages; None on a page of paper."""
        sheet = self._sheets.get(number)
        if sheet is None or sheet.places is None:
            return None
        if box is None:
            return Place(NOWHERE, sheet.places.sheet)
        # Somewhat inside its upper left corner: a box may be that of several lines, or of a merged cell.
        return sheet.places.at(min(box[0] + 1, box[2]), min(box[1] + 1, box[3]))


def _askew(box: BBox, sheet: Sheet) -> BBox:
    """A box of a level page on the page as it lay askew: its middle moves, its size stays (skews are a few degrees)."""
    cos, sin = math.cos(math.radians(sheet.skew)), math.sin(math.radians(sheet.skew))
    x, y = (box[0] + box[2] - sheet.width) / 2, (box[1] + box[3] - sheet.height) / 2
    dx, dy = x * cos - y * sin - x, x * sin + y * cos - y
    return (box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy)


def _alike(sheets: Iterable[Sheet]) -> frozenset[str | None]:
    """Files whose places read like those of another file of the set: pages and pages, cells and cells."""
    kinds: dict[str | None, str] = {}
    for sheet in sheets:
        kinds.setdefault(sheet.part, "paper" if sheet.on_paper else "xlsx" if sheet.reader == "xlsx" else "text")
    counts = Counter(kinds.values())
    return frozenset(part for part, kind in kinds.items() if counts[kind] > 1)
