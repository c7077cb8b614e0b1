"""What is asked of one PDF page, and the answers in plain Python (``pdf_compiled`` has them in C)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import pypdfium2 as pdfium

from budgetextract.model.document import Word
from budgetextract.record import record
from budgetextract.sources.pdf.chars import (
    Area,
    Bools,
    Floats,
    char_boxes,
    codes_of,
    reading_quarter,
    unclipped,
    visible,
)
from budgetextract.sources.pdf.frame import Frame
from budgetextract.sources.pdf.rules import PathReader
from budgetextract.sources.pdf.words import build_words


@record
class PageText:
    """The words of a page, upright."""

    words: tuple[Word, ...]
    quarter: int
    """Clockwise quarter turns that make the page upright."""
    seen: Bools
    """(n,) for each character of the text page: false for what the page does not show."""


class PageReader(Protocol):
    """One page: its objects first, in one walk, then its characters. Needs to be closed."""

    @property
    def lines(self) -> Sequence[Area] | Floats:
        """Ruling lines in user space."""

    @property
    def images(self) -> Sequence[Area]:
        """The box of each image, in user space."""

    @property
    def image_share(self) -> float:
        """Share of the page that images cover."""

    @property
    def texts(self) -> int:
        """Text objects of the page, those inside forms too."""

    @property
    def outlines(self) -> int:
        """Letters that are drawn as filled shapes, those inside forms too."""

    def read(self) -> None:
        """Walk the objects."""

    def words(self, handle: int, text: str, shown: int) -> PageText:
        """The words of a text page. ``text``: its characters; ``shown``: quarter turns of /Rotate."""

    def close(self) -> None:
        """Let go of what was found."""


class PlainReader(PathReader):
    """``PageReader`` in Python."""

    def __init__(self, page: pdfium.PdfPage, box: Area) -> None:
        super().__init__(page, box)
        self._shown = box

    def words(self, handle: int, text: str, shown: int) -> PageText:
        codes = codes_of(text)
        boxes = char_boxes(handle, codes)
        quarter = reading_quarter(handle, codes, shown)
        frame = Frame(self._shown, quarter)
        upright = frame.upright(boxes)
        seen = visible(upright, *frame.size)
        if self.clips and len(text):
            seen &= unclipped(self.clips, all_clipped=self.all_clipped, boxes=boxes, handle=handle)
        return PageText(build_words(text, upright, seen)[0], quarter, seen)

    def close(self) -> None:
        """Nothing to let go of."""
