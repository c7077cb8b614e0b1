"""Born-digital PDF to pages of words and ruling lines, by pdfium.

In     the bytes of a file.
Out    ``SourceDocument``: upright pages; words with the x of each character; rules as horizontal and vertical lines.
Never  interpret, join words over a wide gap, keep text that the page does not show (off the page, clipped away).

pdfium is not thread-safe: one process reads one document at a time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from budgetextract.errors import EmptyInput, LimitExceeded, NoPages, UnsupportedInput
from budgetextract.model.document import Page, ReadProblem, SourceDocument
from budgetextract.sources.ocr.scans import recognised
from budgetextract.sources.pdf import pdfium_calls, text_layer
from budgetextract.sources.pdf.bombs import MAX_UNPACKED, unpacks_too_far
from budgetextract.sources.pdf.chars import characters
from budgetextract.sources.pdf.forms import MAX_UNFOLDED, unfolds_too_far
from budgetextract.sources.pdf.frame import Frame
from budgetextract.sources.pdf.loops import page_reader
from budgetextract.sources.pdf.opening import opened
from budgetextract.sources.pdf.packed import FROM_PAGES, give_back, packed
from budgetextract.sources.pdf.page import PageReader
from budgetextract.sources.pdf.rules import rules_of

if TYPE_CHECKING:
    from budgetextract.sources.read import Reading

MAX_PAGES = 3000
MAX_CHARS_A_PAGE = 200_000
MAX_TEXTS_A_PAGE = 30_000
"""Runs of text on one page (a dense sheet has some 10,000); pdfium's time grows as their square."""


def read(data: bytes, file_name: str, reading: Reading) -> SourceDocument:
    """See ``sources.read``."""
    return recognised(read_pdf(data, file_name), data, reading)


def read_pdf(data: bytes, file_name: str, *, max_pages: int = MAX_PAGES) -> SourceDocument:
    """Read a PDF.

    Raises EmptyInput, UnsupportedInput (no PDF), EncryptedInput (needs a password), DamagedInput (even after
    one repair), NoPages, LimitExceeded.
    """
    problems: list[ReadProblem] = []
    read = read_pages(data, file_name, problems, max_pages=max_pages)
    pages = text_layer.settled(tuple(page if page.number <= FROM_PAGES else packed(page) for page in read))
    if len(pages) > FROM_PAGES:
        give_back()
    return SourceDocument(
        file_name=file_name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="application/pdf",
        reader="pdf",
        pages=pages,
        problems=tuple(problems),
    )


def read_pages(
    data: bytes, file_name: str, problems: list[ReadProblem], *, max_pages: int = MAX_PAGES
) -> Iterator[Page]:
    """The pages of a PDF one after the other, with nothing kept of those before; ``problems`` is added to.

    Raises as ``read_pdf``.
    """
    if not data:
        raise EmptyInput(file=file_name)
    if b"%PDF-" not in data[:4096]:
        raise UnsupportedInput(file=file_name, found=_looks_like(data))
    if unpacks_too_far(data):
        raise LimitExceeded(file=file_name, limit="stream", value=f"> {MAX_UNPACKED} bytes", allowed=str(MAX_UNPACKED))
    if unfolds_too_far(data):
        raise LimitExceeded(file=file_name, limit="forms", value=f"> {MAX_UNFOLDED} bytes", allowed=str(MAX_UNFOLDED))
    document = opened(data, file_name, problems)
    try:
        count = len(document)
        if count == 0:
            raise NoPages(file=file_name)
        if count > max_pages:
            raise LimitExceeded(file=file_name, limit="pages", value=str(count), allowed=str(max_pages))
        for index in range(count):
            yield _read_page(document, index, problems)
    finally:
        document.close()


def _looks_like(data: bytes) -> str:
    head = data[:512].lstrip().lower()
    if head.startswith(b"pk\x03\x04"):
        return "zip, docx or xlsx"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "doc or xls"
    if head.startswith((b"<!doctype", b"<html", b"<?xml")) or b"<html" in head:
        return "html"
    if head.startswith((b"\x89png", b"\xff\xd8\xff", b"gif8", b"ii*\x00", b"mm\x00*")):
        return "image"
    return "unknown"


def _read_page(document: pdfium.PdfDocument, index: int, problems: list[ReadProblem]) -> Page:
    number = index + 1
    try:
        page = document[index]
    except pdfium.PdfiumError:
        problems.append(ReadProblem(code="page_unreadable", page=number, severity="error"))
        return Page(number, 595.0, 842.0, (), ())
    try:
        objects = page_reader(page, page.get_bbox())
        try:
            objects.read()
            if objects.texts > MAX_TEXTS_A_PAGE:
                return _too_large(page, number, problems)
            text_page = raw.FPDFText_LoadPage(page.raw)
            if not text_page:
                raise pdfium.PdfiumError("Failed to load text page.")
            try:
                return _page(page, text_page, objects, number, problems)
            finally:
                raw.FPDFText_ClosePage(text_page)
        finally:
            objects.close()
    except pdfium.PdfiumError:
        problems.append(ReadProblem(code="page_unreadable", page=number, severity="error"))
        return Page(number, 595.0, 842.0, (), ())
    finally:
        page.close()


def _too_large(page: pdfium.PdfPage, number: int, problems: list[ReadProblem]) -> Page:
    """A page that is left out whole: a part of its text would give figures that look complete."""
    problems.append(ReadProblem(code="page_too_large", page=number, severity="error"))
    return Page(number, *Frame(page.get_bbox(), (page.get_rotation() // 90) % 4).size, (), ())


def _page(
    page: pdfium.PdfPage,
    text_page: Any,
    objects: PageReader,
    number: int,
    problems: list[ReadProblem],
) -> Page:
    shown = (page.get_rotation() // 90) % 4
    handle = pdfium_calls.address(text_page)
    count = raw.FPDFText_CountChars(text_page)
    if count > MAX_CHARS_A_PAGE:
        return _too_large(page, number, problems)
    text = characters(handle, count)
    found = objects.words(handle, text, shown)
    frame = Frame(page.get_bbox(), found.quarter)
    width, height = frame.size
    return Page(
        number=number,
        width=width,
        height=height,
        words=found.words,
        rules=rules_of(objects.lines, frame.upright, width, height),
        turned=((found.quarter - shown) % 4) * 90,
        image_share=min(1.0, objects.image_share),
        problem=text_layer.doubt(page, handle, text, found.seen, objects.images, objects.outlines),
    )
