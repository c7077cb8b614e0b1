"""The characters of a PDF page: their codes, boxes, and what their clip path hides.

The loops over characters here have a twin in C (``compiled/characters.c``) that gives the same to the last bit.
"""

from __future__ import annotations

import ctypes
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as raw

from budgetextract.sources.pdf import pdfium_calls as calls

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.uint32]
Area = tuple[float, float, float, float]


def characters(handle: int, count: int) -> str:
    """One character for each index of the text page (unknown glyphs as U+FFFD)."""
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = calls.text(handle, 0, count, ctypes.addressof(buffer))
    text = bytes(buffer)[: max(0, written - 1) * 2].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    codes = (calls.char_unicode(handle, i) for i in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)


def codes_of(text: str) -> Codes:
    """The code of each character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def char_boxes(handle: int, codes: Codes) -> Floats:
    """(n, 4) left, bottom, right, top of each character in user space; blanks are left at zero."""
    count = len(codes)
    store = (raw.FS_RECTF * max(1, count))()
    address, step = ctypes.addressof(store), ctypes.sizeof(raw.FS_RECTF)
    for i in np.nonzero(codes > 0x20)[0].tolist():
        calls.loose_char_box(handle, i, address + i * step)
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
        _tight_boxes(handle, codes, boxes, flat)
    return boxes


def _tight_boxes(handle: int, codes: Codes, boxes: Floats, indices: npt.NDArray[np.intp]) -> None:
    """Fonts without ascent and descent (Type 3) have flat loose boxes: take the drawn extent of the glyph."""
    four = (ctypes.c_double * 4)()  # left, right, bottom, top
    corners = [ctypes.addressof(four) + 8 * k for k in range(4)]
    for i in indices.tolist():
        if codes[i] > 0x20 and calls.char_box(handle, i, *corners):
            boxes[i] = (four[0], four[2], four[1], four[3])
        else:
            boxes[i] = 0.0


def reading_quarter(handle: int, codes: Codes, shown: int) -> int:
    """Clockwise quarter turns after which most characters stand upright; /Rotate where there is nothing to tell."""
    inked = np.nonzero((codes > 0x20) & (codes != 0xFFFD))[0]
    votes = [0, 0, 0, 0]
    for i in inked[:: max(1, len(inked) // 40)].tolist():
        angle = calls.char_angle(handle, i)
        if angle >= 0:
            votes[-round(angle / (np.pi / 2)) % 4] += 1  # pdfium counts clockwise, a turned page the other way
    if not any(votes):
        return shown
    best = max(range(4), key=lambda quarter: (votes[quarter], quarter == shown))
    return best if votes[best] * 2 > sum(votes) else shown


def visible(boxes: Floats, width: float, height: float) -> Bools:
    """Characters whose middle lies on the page: text drawn off the page is not text of the page."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    seen: Bools = (x > -1) & (x < width + 1) & (y > 0) & (y < height) & (boxes[:, 2] > boxes[:, 0])
    return seen


def unclipped(clips: Mapping[int, Area], *, all_clipped: bool, boxes: Floats, handle: int) -> Bools:
    """Characters that their clip path lets through.

    A character is clipped away when less than a tenth of its height or width is inside: spreadsheets clip each cell at
    its border and often cut a glyph that is still readable. ``clips``: the area of each text object that is clipped.
    """
    areas = sorted(set(clips.values()))
    if not areas:
        return np.ones(len(boxes), dtype=bool)
    if len(areas) == 1 and all_clipped:
        return _inside(boxes, np.asarray(areas[0]))
    limits = np.full((len(boxes), 4), (-1e9, -1e9, 1e9, 1e9))
    for i in range(len(boxes)):
        area = clips.get(calls.char_object(handle, i) or 0)
        if area is not None:
            limits[i] = area
    return _inside(boxes, limits)


def _inside(boxes: Floats, area: Floats) -> Bools:
    overlap_x = np.minimum(boxes[:, 2], area[..., 2]) - np.maximum(boxes[:, 0], area[..., 0])
    overlap_y = np.minimum(boxes[:, 3], area[..., 3]) - np.maximum(boxes[:, 1], area[..., 1])
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    inside: Bools = (overlap_x > 0.1 * wide) & (overlap_y > 0.1 * high)
    return inside
