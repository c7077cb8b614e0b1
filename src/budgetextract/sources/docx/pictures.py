"""Pictures in a Word file that may hold a table or a page of text: read by OCR, each as a page of its own.

Scans are pasted into Word files page by page, tables as screenshots. Photographs say too little to be text and are
passed over.
"""

from __future__ import annotations

from dataclasses import field

from budgetextract.errors import InputError
from budgetextract.model.document import Page
from budgetextract.record import record
from budgetextract.sources.docx.parts import Parts

MIN_CHARS = 20
"""Characters that make a picture one of text."""
MAX_PICTURES = 300
"""Pictures of one file that are read; each takes seconds."""


@record(frozen=False)
class Pictures:
    """The pictures of one file. ``wanted``: whether they are to be read."""

    parts: Parts
    file_name: str
    wanted: bool
    unread: int = 0
    """Pictures that nobody looked into: no OCR, or a form of picture that cannot be opened (EMF, WMF)."""
    missing: bool = False
    """True if OCR was wanted and is not installed."""
    tried: int = 0
    _seen: set[str] = field(default_factory=set)

    def pages(self, relations: list[str]) -> list[Page]:
        """The pages that pictures show, by their relations; a picture that the file shows again is read once."""
        return [page for ident in relations if (page := self._page(self.parts.target(ident))) is not None]

    def _page(self, part: str) -> Page | None:
        if part in self._seen:
            return None
        self._seen.add(part)
        page = self._read(part) if self.wanted and self.tried < MAX_PICTURES else None
        if page is None:
            self.unread += 1
            return None
        return page if sum(len(word.text) for word in page.words) >= MIN_CHARS else None

    def _read(self, part: str) -> Page | None:
        """The picture as a page; None where it cannot be read at all."""
        from budgetextract.sources.ocr.engine import engine, models

        if not part:
            return None
        if models() is None:
            self.missing = True
            return None
        from budgetextract.sources.ocr.image_files import picture
        from budgetextract.sources.ocr.page import read_picture

        reader = engine()
        if reader is None:
            return None
        self.tried += 1
        try:
            grey, dpi = picture(self.parts.data(part), self.file_name, 1)
        except InputError:  # a drawing, or a damaged picture: the text around it is whole
            return None
        return read_picture(grey, dpi, 0, reader)
