"""Pictures in a Word file or a web page that may hold a table or a page of text: each read by OCR as a page of its own.

Scans are pasted into documents page by page, tables as screenshots. Photographs say too little to be text and are
passed over.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field

from budgetextract.errors import InputError
from budgetextract.model.document import Page, ReadProblem
from budgetextract.record import record

MIN_CHARS = 20
"""Characters that make a picture one of text."""
MAX_PICTURES = 300
"""Pictures of one file that are read; each takes seconds."""


@record(frozen=False)
class Pictures:
    """The pictures of one file. ``load``: the bytes of one by its name, None where the file does not hold it;
    ``wanted``: whether they are to be read."""

    load: Callable[[str], bytes | None]
    file_name: str
    wanted: bool
    unread: int = 0
    """Pictures that nobody looked into: not wanted, not there, or of a form that cannot be opened (EMF, WMF)."""
    waiting: int = 0
    """Pictures that are there and were to be read, but OCR is not installed."""
    tried: int = 0
    _seen: set[str] = field(default_factory=set)
    """Names, and hashes of contents."""

    def pages(self, names: Iterable[str]) -> list[Page]:
        """The pages that pictures show; a picture that the file shows again is read once."""
        return [page for name in names if (page := self._page(name)) is not None]

    def problems(self, severity: str) -> list[ReadProblem]:
        """What was not read of them. ``severity``: of a picture that cannot be had."""
        found: list[ReadProblem] = []
        if self.unread:
            found.append(ReadProblem("pictures_not_read", args=(("count", str(self.unread)),), severity=severity))
        if self.waiting:
            worse: str = "error" if severity == "error" else "warning"
            found.append(ReadProblem("pictures_need_ocr", args=(("count", str(self.waiting)),), severity=worse))
        return found

    def _page(self, name: str) -> Page | None:
        if name in self._seen:
            return None
        self._seen.add(name)
        data = self._data(name) if self.wanted and self.tried < MAX_PICTURES else None
        if data is None:
            self.unread += 1
            return None
        content = hashlib.sha256(data).hexdigest()
        if content in self._seen:
            return None
        self._seen.add(content)
        return self._read(data)

    def _data(self, name: str) -> bytes | None:
        try:
            return self.load(name) if name else None
        except InputError:
            return None

    def _read(self, data: bytes) -> Page | None:
        """The picture as a page; None where it cannot be read or says too little."""
        from budgetextract.sources.ocr.engine import engine, models
        from budgetextract.sources.ocr.image_files import picture

        self.tried += 1
        try:
            grey, dpi = picture(data, self.file_name, 1)
        except InputError:  # a drawing, or a damaged picture: the text around it is whole
            self.unread += 1
            return None
        if models() is None:
            self.waiting += 1
            return None
        from budgetextract.sources.ocr.page import read_picture

        reader = engine()
        assert reader is not None, "asked for without its models"
        page = read_picture(grey, dpi, 0, reader)
        return page if sum(len(word.text) for word in page.words) >= MIN_CHARS else None


def by_ocr(pages: Sequence[Page]) -> list[ReadProblem]:
    """The issue that names the recognised ones among the laid out pages of a file."""
    recognised = [page.places[0].paragraph for page in pages if page.reader == "ocr"]
    if not recognised:
        return []
    from budgetextract.sources.ocr.scans import page_list

    args = (("count", str(len(recognised))), ("paragraphs", page_list(list(dict.fromkeys(recognised)))))
    return [ReadProblem("pictures_by_ocr", args=args, severity="info")]
