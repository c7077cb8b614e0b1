"""Can the text of a page be trusted, or must its picture be read?

A text layer is doubted where it says what nobody sees: fonts that name no character (control characters, private
ones), fonts that name wrong ones (plausible Chinese that no text is made of, letters of scripts that do not belong), an
old recognition hidden behind or under a picture of the page, a page of pictures or of drawn outlines with a header
for its only text.

In     the characters of one page as pdfium gives them, and its pictures.
Out    "" for a page to be trusted, else a ``Page.problem``.
Never  draw a page that has no large picture; on an ordinary page one look into a table by character code is all.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as raw

from budgetextract.model.document import Page
from budgetextract.sources.pdf import pdfium_calls as calls

if TYPE_CHECKING:
    import pypdfium2 as pdfium

Area = tuple[float, float, float, float]
"""left, bottom, right, top in user space."""
Bools = npt.NDArray[np.bool_]

LEAST = 20
"""Characters that a page must have before anything is said about their kinds."""
CONTROLS = 0.03
"""Share of characters without a code from which a layer is rubbish: digits alone in a font that names none would be
lost without a word. Ordinary pages have none."""
PRIVATE = 0.1
"""The same for private codes; Chinese fonts keep a few rare names there, symbol fonts (U+F0xx) their bullets."""
SYMBOL_FONT = 0.3
COMMON_SHARE = ((20, 0.3), (60, 0.45))
"""From so many letters on, the share of common Chinese below which the layer is wrong: few letters may be a list of
rare names, a wrong mapping to the common set of GB 2312 hits 27 %."""
SYMBOLS = 0.08
"""Share of ``!"#$&'`` and the like, which is what glyph numbers look like when they are taken for characters. Forms of
indicators have many ``<`` and ``>``."""
FULL_PAGE = 0.5
"""A page whose pictures cover this share may be a scan."""
LARGE_PICTURE = 0.1
"""Share of the page below which a picture is a seal, a logo or a photograph, and is not looked at."""
FEW = 150
"""Characters up to which a page is asked whether its text is drawn as outlines: a header, a footer, a page number."""
OUTLINES = 150
"""Filled shapes of a letter's size from which a page has its text drawn as outlines."""
MANY = 60
"""Corners of a letter; a line drawn as one shape has many times more."""
PROBE = 60
"""Objects that are looked at before all are: a page of rules has no shape among them."""
MAX_OBJECTS = 20_000
SCALE = 150 / 72
"""Pictures are looked at with 150 dots per inch: a stroke is one to three pixels wide."""
DARK = 140
"""Brightest of red, green and blue up to which a pixel is ink; a red seal and a pale background are none."""
PAPER = 150
"""Median brightness of a picture of paper; photographs are darker."""
THIN = 0.18
"""Edges for each dark pixel, from which dark pixels are writing and not shapes."""
LETTER = 60
"""Edges of one letter of ordinary size."""
WRITING = 50 * LETTER
"""A picture with fewer letters is a seal or a chart."""
MAX_PICTURES = 200
MOST_PIXELS = 20_000_000
"""An A4 page at 400 dots an inch has 15 million."""
MORE = 3
"""The page is a picture where it holds this many times more writing than the text layer."""

_NEUTRAL, _COMMON, _OTHER, _UNKNOWN, _PRIVATE, _BULLET, _SYMBOL, _BLANK = range(8)
_INVISIBLE = (3, 7)
"""Text render modes that paint nothing."""
_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5

_ORDINARY = (
    (0x2000, 0x20FF),
    (0x2190, 0x21FF),
    (0x2500, 0x27BF),
    (0x2E80, 0x3020),
    (0x3200, 0x33FF),
    (0xFE00, 0xFF20),
    (0xFF5B, 0xFFEF),
)
"""Punctuation, arrows, boxes, radicals, units, full-width digits: they say nothing for or against a page. Numbers in
circles, Roman numerals and full-width letters do: they come first in the order of Chinese fonts."""


@cache
def _kinds() -> npt.NDArray[np.uint8]:
    """Kind of each code of the basic plane."""
    from budgetextract.sources.pdf.common_characters import COMMON

    kinds = np.full(0x10000, _OTHER, np.uint8)
    kinds[:0x21] = _UNKNOWN
    kinds[[0x00, 0x02, 0x03, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20]] = (
        _BLANK  # a hyphen for pdfium is 2, a blank in fonts 3
    )
    kinds[0x21:0x7F] = _NEUTRAL
    kinds[[ord(char) for char in "!\"#$&'?@[\\]^`{}"]] = _SYMBOL
    kinds[0x7F:0xA0] = _UNKNOWN
    kinds[[0xA0, 0xAD, 0x3000, 0xFEFF, 0xFFFE, 0xFFFF]] = _BLANK
    for first, last in _ORDINARY:
        kinds[first : last + 1] = np.where(kinds[first : last + 1] == _OTHER, _NEUTRAL, kinds[first : last + 1])
    for char in "§©«®°±²³´·¹»¼½¾×÷¥¨¬¶≤≥≠≈√∑∶～":
        kinds[ord(char)] = _NEUTRAL
    kinds[[ord(char) for char in COMMON]] = _COMMON
    kinds[0xD800:0xE000] = _UNKNOWN
    kinds[0xE000:0xF900] = _PRIVATE
    kinds[0xF000:0xF100] = _BULLET
    kinds[0xFFFD] = _UNKNOWN
    return kinds


def has_wrong_characters(text: str) -> bool:
    """True where the fonts of a page name no characters, or wrong ones."""
    return _are_wrong(_kinds_of(text))


def _kinds_of(text: str) -> npt.NDArray[np.uint8]:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return _kinds()[np.minimum(codes, 0xFFFF)]


def _are_wrong(kinds: npt.NDArray[np.uint8]) -> bool:
    counts = np.bincount(kinds, minlength=8).tolist()
    inked = len(kinds) - counts[_BLANK]
    if inked < LEAST:
        return False
    unknown = counts[_UNKNOWN]
    private = counts[_PRIVATE]
    if (unknown >= 5 and unknown > CONTROLS * inked) or private > PRIVATE * inked:
        return True
    if unknown + private + counts[_BULLET] > SYMBOL_FONT * inked or counts[_SYMBOL] > SYMBOLS * inked:
        return True
    letters = counts[_COMMON] + counts[_OTHER]
    return any(letters >= least and counts[_COMMON] < share * letters for least, share in COMMON_SHARE)


def doubt(
    page: pdfium.PdfPage, text_handle: int, text: str, seen: Bools, pictures: Sequence[Area], outlines: int
) -> str:
    """Why the text of a page cannot be trusted ("", image_only, image_part, no_unicode, old_ocr, outlines).

    ``text``: one character for each index of the text page; ``seen`` (n,) false for what the page does
    not show;
    ``pictures``: the boxes of its images. image_part: the text is right, but a picture beside it says more.
    """
    kinds = _kinds_of(text)
    if _are_wrong(kinds):
        return "no_unicode"
    inked = (kinds != _BLANK) & seen
    count = int(np.count_nonzero(inked))
    share = _share(pictures, page.get_bbox()) if pictures else 0.0
    if share > FULL_PAGE:
        if not count:
            return "image_only"
        if _hidden(page, text_handle, np.nonzero(inked)[0]):
            return "old_ocr"
    if share > LARGE_PICTURE:
        pictured = _written_in_pictures(page, pictures)
        if pictured > WRITING:
            return "image_only" if pictured > MORE * LETTER * count else "image_part"
    if count <= FEW and outlines > max(OUTLINES, MORE * count):
        return "outlines"
    return ""


def settled(pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages of a document without the words that are rubbish.

    Where most of the text is rubbish a page of a few characters is too (the title page), unless it has real Chinese.
    """
    wrong = sum(page.problem == "no_unicode" for page in pages)
    if not wrong:
        return tuple(pages)
    most = wrong * 2 > sum(bool(page.words) for page in pages)
    return tuple(
        replace(page, words=(), problem="no_unicode")
        if page.problem == "no_unicode" or (most and not page.problem and _says_nothing(page))
        else page
        for page in pages
    )


def _says_nothing(page: Page) -> bool:
    """True for a page without common Chinese: of few wrong characters, or of none that has a code."""
    kinds = _kinds_of("".join(word.text for word in page.words))
    return len(kinds) < FEW and not bool((kinds == _COMMON).any())


def _share(pictures: Sequence[Area], box: Area) -> float:
    """Share of the page that pictures cover; a scan may come in strips."""
    left, bottom, right, top = box
    covered = 0.0
    for x0, y0, x1, y1 in pictures:
        covered += max(0.0, min(x1, right) - max(x0, left)) * max(0.0, min(y1, top) - max(y0, bottom))
    return covered / max(1.0, (right - left) * (top - bottom))


def _hidden(page: pdfium.PdfPage, handle: int, inked: npt.NDArray[np.intp]) -> bool:
    """True where most characters are painted with no ink, or lie under a picture that lets nothing through."""
    sample = inked[:: max(1, len(inked) // 40)].tolist()
    objects = [calls.char_object(handle, i) or 0 for i in sample]
    unseen = sum(1 for item in objects if item and _paints_nothing(item))
    return unseen * 2 > len(sample) or _under_picture(page, set(objects)) * 2 > len(set(objects))


def _paints_nothing(item: int) -> bool:
    if calls.render_mode(item) in _INVISIBLE:
        return True
    colour = (ctypes.c_uint * 4)()
    start = ctypes.addressof(colour)
    return bool(calls.fill_colour(item, start, start + 4, start + 8, start + 12)) and colour[3] == 0


def _under_picture(page: pdfium.PdfPage, texts: set[int]) -> int:
    """How many of some text objects lie under an opaque picture that covers most of the page."""
    handle = calls.address(page.raw)
    before: list[Area] = []
    under = 0
    for index in range(min(MAX_OBJECTS, calls.count_objects(handle))):
        item = calls.page_object(handle, index)
        is_picture = calls.object_type(item) == _IMAGE
        if item not in texts and not is_picture:
            continue
        box = _bounds(item)
        if not is_picture:
            before.append(box)
        elif _share([box], page.get_bbox()) > FULL_PAGE and _is_opaque(page, item):
            under = sum(_middle_inside(text, box) for text in before)
    return under


def _bounds(item: int) -> Area:
    four = (ctypes.c_float * 4)()
    start = ctypes.addressof(four)
    found = calls.object_bounds(item, start, start + 4, start + 8, start + 12)
    return (four[0], four[1], four[2], four[3]) if found else (0.0, 0.0, 0.0, 0.0)


def _middle_inside(inner: Area, outer: Area) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _is_opaque(page: pdfium.PdfPage, item: int) -> bool:
    """False for a picture that lets through what lies under it: a stencil, a soft mask, a watermark."""
    bitmap = raw.FPDFImageObj_GetRenderedBitmap(page.pdf.raw, page.raw, ctypes.cast(item, raw.FPDF_PAGEOBJECT))
    if not bitmap:
        return False
    try:
        colours = _pixels(bitmap)
        if raw.FPDFBitmap_GetFormat(bitmap) != raw.FPDFBitmap_BGRA:
            return True
        return float((colours[..., 3] > 200).mean()) > 0.9
    finally:
        raw.FPDFBitmap_Destroy(bitmap)


def _written_in_pictures(page: pdfium.PdfPage, boxes: Sequence[Area]) -> int:
    """How much is written in the images of a page. ``boxes``: of each that the page shows, in the order drawn."""
    images = [item for item in _walk(page) if calls.object_type(item) == _IMAGE][:MAX_PICTURES]
    if len(images) == len(boxes):
        return sum(_writing(page, item, box) for item, box in zip(images, boxes, strict=True))
    widest = max(boxes, key=lambda box: box[2] - box[0])  # some lie off the page: all as if they were as wide
    return sum(_writing(page, item, widest) for item in images)


def _walk(page: pdfium.PdfPage) -> Iterator[int]:
    """The objects of a page in the order drawn, those inside forms too; a bounded number of them."""
    handle = calls.address(page.raw)
    count = min(MAX_OBJECTS, max(0, calls.count_objects(handle)))
    waiting = [calls.page_object(handle, i) for i in range(count - 1, -1, -1)]
    for _ in range(MAX_OBJECTS):
        if not waiting:
            return
        item = waiting.pop()
        yield item
        if calls.object_type(item) == _FORM:
            inner = min(MAX_OBJECTS - len(waiting), max(0, calls.form_objects(item)))
            waiting += [calls.form_object(item, i) for i in range(inner - 1, -1, -1)]


def _writing(page: pdfium.PdfPage, item: int, box: Area) -> int:
    """How much is written in a picture: edges along its rows, at some 150 dots an inch.

    A photograph, a seal, a chart's areas and a pale background have next to none.
    """
    drawn = _brightness(page, item)
    wide = (box[2] - box[0]) * SCALE
    step = max(1, round(drawn.shape[1] / max(1.0, wide)))
    rows, columns = drawn.shape[0] // step, drawn.shape[1] // step
    if rows < 10 or columns < 10:
        return 0
    blocks = drawn[: rows * step, : columns * step].reshape(rows, step, columns, step)
    small = blocks.mean(axis=(1, 3)) if step > 1 else drawn
    dark = small < DARK
    edges = int((dark[:, 1:] & ~dark[:, :-1]).sum())
    is_paper = float(np.median(small[:: max(1, rows // 200)])) >= PAPER
    return edges if is_paper and edges > THIN * int(dark.sum()) else 0


def _brightness(page: pdfium.PdfPage, item: int) -> npt.NDArray[np.uint8]:
    """(height, width) the brightest of red, green and blue of each pixel of an image as it is stored; as it is drawn, a
    pixel a point, where it is larger than any page needs."""
    image = ctypes.cast(item, raw.FPDF_PAGEOBJECT)
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    if not raw.FPDFImageObj_GetImagePixelSize(image, wide, high):
        return np.zeros((0, 0), np.uint8)
    if wide.value * high.value <= MOST_PIXELS:
        bitmap = raw.FPDFImageObj_GetBitmap(image)
    else:
        bitmap = raw.FPDFImageObj_GetRenderedBitmap(page.pdf.raw, page.raw, image)
    if not bitmap:
        return np.zeros((0, 0), np.uint8)
    try:
        colours = _pixels(bitmap)
        return np.ascontiguousarray(colours[..., 0] if colours.shape[2] == 1 else colours[..., :3].max(axis=2))
    finally:
        raw.FPDFBitmap_Destroy(bitmap)


def _pixels(bitmap: Any) -> npt.NDArray[np.uint8]:
    """(height, width, channels) of a pdfium bitmap, copied."""
    channels = {raw.FPDFBitmap_Gray: 1, raw.FPDFBitmap_BGR: 3}.get(raw.FPDFBitmap_GetFormat(bitmap), 4)
    height, width, stride = (
        get(bitmap) for get in (raw.FPDFBitmap_GetHeight, raw.FPDFBitmap_GetWidth, raw.FPDFBitmap_GetStride)
    )
    address = ctypes.cast(raw.FPDFBitmap_GetBuffer(bitmap), ctypes.c_void_p).value or 0
    rows = np.frombuffer(ctypes.string_at(address, height * stride), np.uint8).reshape(height, stride)
    return rows[:, : width * channels].reshape(height, width, channels)
