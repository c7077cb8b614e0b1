"""Born-digital PDF to pages of words and ruling lines, by pdfium.

In     the bytes of a file.
Out    ``SourceDocument``: upright pages; words with the x of each character; rules as horizontal and vertical lines.
Never  interpret, join words over a wide gap, keep text that the page does not show (off the page, clipped away).

pdfium is not thread-safe: one process reads one document at a time.
"""

from __future__ import annotations

import ctypes
import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from budgetextract.errors import DamagedInput, EmptyInput, EncryptedInput, LimitExceeded, NoPages, UnsupportedInput
from budgetextract.model.document import Page, ReadProblem, SourceDocument
from budgetextract.sources import pdfium_calls
from budgetextract.sources.pdf_bombs import MAX_UNPACKED, unpacks_too_far
from budgetextract.sources.pdf_forms import MAX_UNFOLDED, unfolds_too_far
from budgetextract.sources.pdf_rules import PathReader
from budgetextract.sources.pdf_words import build_words
from budgetextract.sources.scans import recognised

if TYPE_CHECKING:
    from budgetextract.sources.read import Reading

Floats = npt.NDArray[np.float64]

MAX_PAGES = 3000
MAX_CHARS_A_PAGE = 200_000
MAX_TEXTS_A_PAGE = 30_000
"""Runs of text on one page (a dense sheet has some 10,000); pdfium's time grows as their square."""
IMAGE_PAGE = 0.5
"""A page without text whose images cover this share is a scan."""
TOO_MANY_UNKNOWN = 0.3
"""Share of glyphs without a character from which a text layer is rubbish (fonts without ToUnicode)."""


@dataclass(frozen=True, slots=True)
class Frame:
    """How user space becomes the upright page: a quarter turn and an origin."""

    box: tuple[float, float, float, float]
    """left, bottom, right, top of the shown page in user space."""
    quarter: int
    """Clockwise quarter turns from user space to reading position."""

    @property
    def size(self) -> tuple[float, float]:
        left, bottom, right, top = self.box
        return (right - left, top - bottom) if self.quarter % 2 == 0 else (top - bottom, right - left)

    def upright(self, boxes: Floats) -> Floats:
        """(n, 4) left, bottom, right, top in user space to x0, top, x1, bottom of the upright page."""
        left, bottom, right, top = self.box
        x0, y0, x1, y1 = boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3]
        if self.quarter == 0:
            return np.stack([x0 - left, top - y1, x1 - left, top - y0], axis=1)
        if self.quarter == 1:
            return np.stack([y0 - bottom, x0 - left, y1 - bottom, x1 - left], axis=1)
        if self.quarter == 2:
            return np.stack([right - x1, y0 - bottom, right - x0, y1 - bottom], axis=1)
        return np.stack([top - y1, right - x1, top - y0, right - x0], axis=1)


def read(data: bytes, file_name: str, reading: Reading) -> SourceDocument:
    """See ``sources.read``."""
    return recognised(read_pdf(data, file_name), data, reading)


def read_pdf(data: bytes, file_name: str, *, max_pages: int = MAX_PAGES) -> SourceDocument:
    """Read a PDF.

    Raises EmptyInput, UnsupportedInput (no PDF), EncryptedInput (needs a password), DamagedInput (even after
    one repair), NoPages, LimitExceeded.
    """
    if not data:
        raise EmptyInput(file=file_name)
    if b"%PDF-" not in data[:4096]:
        raise UnsupportedInput(file=file_name, found=_looks_like(data))
    if unpacks_too_far(data):
        raise LimitExceeded(file=file_name, limit="stream", value=f"> {MAX_UNPACKED} bytes", allowed=str(MAX_UNPACKED))
    if unfolds_too_far(data):
        raise LimitExceeded(file=file_name, limit="forms", value=f"> {MAX_UNFOLDED} bytes", allowed=str(MAX_UNFOLDED))
    problems: list[ReadProblem] = []
    document = _open(data, file_name, problems)
    try:
        count = len(document)
        if count == 0:
            raise NoPages(file=file_name)
        if count > max_pages:
            raise LimitExceeded(file=file_name, limit="pages", value=str(count), allowed=str(max_pages))
        pages = tuple(_read_page(document, index, problems) for index in range(count))
    finally:
        document.close()
    return SourceDocument(
        file_name=file_name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="application/pdf",
        reader="pdf",
        pages=pages,
        problems=tuple(problems),
    )


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


def _open(data: bytes, file_name: str, problems: list[ReadProblem]) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        cause = error
    why = str(cause).lower()
    repaired = _repaired(data, file_name, locked="password" in why or "security" in why)
    try:
        document = pdfium.PdfDocument(repaired)
    except pdfium.PdfiumError:
        raise DamagedInput(file=file_name) from cause
    problems.append(ReadProblem(code="repaired", severity="warning"))
    return document


def _repaired(data: bytes, file_name: str, *, locked: bool) -> bytes:
    """One try to mend a broken file (a cut tail, a damaged cross-reference table) with qpdf.

    qpdf also says why pdfium would not open it: pdfium's own word can be the one it left at an earlier document.
    """
    import pikepdf

    output = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as broken:
            if len(broken.pages) == 0:
                raise NoPages(file=file_name)
            broken.save(output)
    except pikepdf.PasswordError as error:
        raise EncryptedInput(file=file_name) from error
    except NoPages:
        raise
    except Exception as error:  # qpdf has no common base for all it can raise on hostile bytes
        raise (EncryptedInput if locked and b"/Encrypt" in data else DamagedInput)(file=file_name) from error
    return output.getvalue()


def _read_page(document: pdfium.PdfDocument, index: int, problems: list[ReadProblem]) -> Page:
    number = index + 1
    try:
        page = document[index]
    except pdfium.PdfiumError:
        problems.append(ReadProblem(code="page_unreadable", page=number, severity="error"))
        return Page(number, 595.0, 842.0, (), ())
    try:
        paths = PathReader(page, page.get_bbox())
        paths.read()
        if paths.texts > MAX_TEXTS_A_PAGE:
            return _too_large(page, number, problems)
        text_page = page.get_textpage()
        try:
            return _page(page, text_page, paths, number, problems)
        finally:
            text_page.close()
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
    text_page: pdfium.PdfTextPage,
    paths: PathReader,
    number: int,
    problems: list[ReadProblem],
) -> Page:
    box = page.get_bbox()
    shown = (page.get_rotation() // 90) % 4
    handle = pdfium_calls.address(text_page.raw)
    count = raw.FPDFText_CountChars(text_page.raw)
    if count > MAX_CHARS_A_PAGE:
        return _too_large(page, number, problems)
    text = _characters(text_page, handle, count)
    boxes = _boxes(text_page, handle, text)
    quarter = _reading_quarter(handle, text, shown)
    frame = Frame(box, quarter)
    width, height = frame.size
    upright = frame.upright(boxes) if len(boxes) else np.zeros((0, 4))
    seen = _visible(upright, width, height)
    if len(paths.clips) and len(text):
        seen &= _unclipped(paths, boxes, handle, len(text))
    words, unknown = build_words(text, upright, seen)
    problem = ""
    if unknown > TOO_MANY_UNKNOWN and len(text) > 20:
        problem = "no_unicode"
    elif not words and paths.image_share > IMAGE_PAGE:
        problem = "image_only"
    return Page(
        number=number,
        width=width,
        height=height,
        words=words,
        rules=paths.rules(frame.upright, width, height),
        turned=((quarter - shown) % 4) * 90,
        image_share=min(1.0, paths.image_share),
        problem=problem,
    )


def _characters(text_page: pdfium.PdfTextPage, handle: int, count: int) -> str:
    """One character for each index of the text page (unknown glyphs as U+FFFD)."""
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(text_page.raw, 0, count, buffer)
    text = bytes(buffer)[: max(0, written - 1) * 2].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    codes = (pdfium_calls.char_unicode(handle, i) for i in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)


def _boxes(text_page: pdfium.PdfTextPage, handle: int, text: str) -> Floats:
    """(n, 4) left, bottom, right, top of each character in user space; blanks are left at zero."""
    count = len(text)
    store = (raw.FS_RECTF * max(1, count))()
    address, step = ctypes.addressof(store), ctypes.sizeof(raw.FS_RECTF)
    for i in range(count):
        if text[i] > " ":
            pdfium_calls.loose_char_box(handle, i, address + i * step)
    values = np.frombuffer(store, dtype=np.float32).reshape(-1, 4)[:count].astype(np.float64)
    boxes = values[:, [0, 3, 2, 1]]  # FS_RECTF is left, top, right, bottom
    boxes = np.stack(
        [
            np.minimum(boxes[:, 0], boxes[:, 2]),
            np.minimum(boxes[:, 1], boxes[:, 3]),
            np.maximum(boxes[:, 0], boxes[:, 2]),
            np.maximum(boxes[:, 1], boxes[:, 3]),
        ],
        axis=1,
    )
    flat = np.nonzero(((boxes[:, 3] - boxes[:, 1]) < 0.5) | ~np.isfinite(boxes).all(axis=1))[0]
    if len(flat):
        _tight_boxes(text_page, text, boxes, flat)
    return boxes


def _tight_boxes(text_page: pdfium.PdfTextPage, text: str, boxes: Floats, indices: npt.NDArray[np.intp]) -> None:
    """Fonts without ascent and descent (Type 3) have flat loose boxes: take the drawn extent of the glyph."""
    left, right, bottom, top = ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
    for i in indices.tolist():
        if text[i] > " " and raw.FPDFText_GetCharBox(text_page.raw, i, left, right, bottom, top):
            boxes[i] = (left.value, bottom.value, right.value, top.value)
        else:
            boxes[i] = 0.0


def _reading_quarter(handle: int, text: str, shown: int) -> int:
    """Clockwise quarter turns after which most characters stand upright; /Rotate where there is nothing to tell."""
    inked = [i for i, char in enumerate(text) if char > " " and char != "\ufffd"]
    sample = inked[:: max(1, len(inked) // 40)]
    votes = [0, 0, 0, 0]
    for i in sample:
        angle = pdfium_calls.char_angle(handle, i)
        if angle >= 0:
            votes[-round(angle / (np.pi / 2)) % 4] += 1  # pdfium counts clockwise, a turned page the other way
    if not any(votes):
        return shown
    best = max(range(4), key=lambda quarter: (votes[quarter], quarter == shown))
    return best if votes[best] * 2 > sum(votes) else shown


def _visible(boxes: Floats, width: float, height: float) -> npt.NDArray[np.bool_]:
    """Characters whose middle lies on the page: text drawn off the page is not text of the page."""
    if not len(boxes):
        return np.zeros(0, dtype=bool)
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    seen: npt.NDArray[np.bool_] = (x > -1) & (x < width + 1) & (y > 0) & (y < height) & (boxes[:, 2] > boxes[:, 0])
    return seen


def _unclipped(paths: PathReader, boxes: Floats, handle: int, count: int) -> npt.NDArray[np.bool_]:
    """Characters that their clip path lets through.

    A character is clipped away when less than a tenth of its height or width is inside: spreadsheets clip each cell at
    its border and often cut a glyph that is still readable.
    """
    areas = sorted({area for area in paths.clips.values() if area is not None})
    if not areas:
        return np.ones(count, dtype=bool)
    if len(areas) == 1 and paths.all_clipped:
        return _inside(boxes, np.asarray(areas[0]))
    limits = np.full((count, 4), (-1e9, -1e9, 1e9, 1e9))
    clips = paths.clips
    for i in range(count):
        area = clips.get(pdfium_calls.char_object(handle, i) or 0)
        if area is not None:
            limits[i] = area
    return _inside(boxes, limits)


def _inside(boxes: Floats, area: Floats) -> npt.NDArray[np.bool_]:
    overlap_x = np.minimum(boxes[:, 2], area[..., 2]) - np.maximum(boxes[:, 0], area[..., 0])
    overlap_y = np.minimum(boxes[:, 3], area[..., 3]) - np.maximum(boxes[:, 1], area[..., 1])
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    inside: npt.NDArray[np.bool_] = (overlap_x > 0.1 * wide) & (overlap_y > 0.1 * high)
    return inside
