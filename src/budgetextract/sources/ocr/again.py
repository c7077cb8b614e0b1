"""A second look at cells of a scanned page, in an enlarged picture.

In     the file, the page as it was read, boxes of cells in its points.
Out    what stands in each box, or nothing where it is no single line.
Never  look at more than is asked for: the picture of one page at a time.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from budgetextract.model.document import BBox, Page
from budgetextract.sources.kinds import kind_of
from budgetextract.sources.ocr.engine import Engine, Recognised, engine
from budgetextract.sources.ocr.numbers import as_number
from budgetextract.sources.ocr.picture import Grey, Mask, even, ink, turned
from budgetextract.sources.ocr.picture_text import Piece, crop

TIMES = 2.0
"""How much larger than at the first look."""
BORDER = 2.5
"""Points from the edge of a cell within which its border is drawn."""
NOTHING = Recognised("")


def read_boxes_again(data: bytes, file_name: str, page: Page, boxes: Sequence[BBox]) -> list[Recognised]:
    """What each box of the page says at a second look, in the same order."""
    reader = engine()
    if reader is None or not boxes or not _has_pictures_of_pages(data):
        return [NOTHING] * len(boxes)
    grey, dpi = _enlarged(data, file_name, page.number)
    if page.skew:
        grey = turned(grey, page.skew)
    grey = np.ascontiguousarray(np.rot90(grey, -(page.turned // 90)))
    return _read(grey, dpi, boxes, reader)


def _has_pictures_of_pages(data: bytes) -> bool:
    """True for PDF and picture files; a scan inside of a Word file was looked at once."""
    return b"%PDF-" in data[:4096] or kind_of(data) == "image"


def _enlarged(data: bytes, file_name: str, number: int) -> tuple[Grey, float]:
    from budgetextract.sources.ocr import image_files, scans

    if b"%PDF-" in data[:4096]:
        return next(iter(scans.pictures(data, file_name, [number], least=TIMES * scans.DPI)))[1:]
    import cv2

    grey, dpi = image_files.picture(data, file_name, number)
    larger: Grey = cv2.resize(grey, None, fx=TIMES, fy=TIMES, interpolation=cv2.INTER_CUBIC)
    return larger, TIMES * dpi


def _read(grey: Grey, dpi: float, boxes: Sequence[BBox], reader: Engine) -> list[Recognised]:
    scale = dpi / 72
    crops: list[Grey] = []
    places: list[int] = []
    for index, box in enumerate(boxes):
        line = _line(grey, tuple(round(value * scale) for value in box), dpi)
        if line is not None:
            crops.append(line)
            places.append(index)
    out = [NOTHING] * len(boxes)
    for index, found in zip(places, reader.read(crops), strict=True):
        out[index] = as_number(found)
    return out


def _line(grey: Grey, box: tuple[int, ...], dpi: float) -> Grey | None:
    """The one line of text in a cell, its borders painted over; None where there is none, or more than one."""
    x0, top, x1, bottom = box
    cell = grey[max(0, top) : bottom + 1, max(0, x0) : x1 + 1]
    if min(cell.shape) < 6 * dpi / 72:
        return None
    evened = _without_borders(even(cell, dpi), round(BORDER * dpi / 72))
    inked = ink(evened, dpi)
    ys, xs = np.nonzero(inked.any(axis=1))[0], np.nonzero(inked.any(axis=0))[0]
    if not len(ys) or _rows(inked) > 1:
        return None
    piece = Piece(int(xs[0]), int(ys[0]), int(xs[-1]) + 1, int(ys[-1]) + 1)
    return crop(evened, piece, dpi / 72)[0]


def _rows(inked: Mask) -> int:
    """How many lines of ink one below the other: bands of rows at least a third as high as the highest."""
    filled = np.concatenate([[False], inked.any(axis=1), [False]])
    edges = np.nonzero(np.diff(filled.astype(np.int8)))[0]
    heights = edges[1::2] - edges[::2]
    return int((heights * 3 >= heights.max()).sum())


def _without_borders(cell: Grey, margin: int) -> Grey:
    """The cell without the lines along its edges: rows and columns near them that are dark nearly all the way."""
    clean = cell.copy()
    high, wide = cell.shape
    dark = cell < 190
    near_x = [x for x in range(wide) if min(x, wide - 1 - x) <= margin]
    near_y = [y for y in range(high) if min(y, high - 1 - y) <= margin]
    for x in near_x:
        if dark[:, x].mean() > 0.7:
            clean[:, max(0, x - 1) : x + 2] = 255
    for y in near_y:
        if dark[y].mean() > 0.7:
            clean[max(0, y - 1) : y + 2, :] = 255
    return clean
