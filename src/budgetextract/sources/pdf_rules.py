"""Ruling lines, images and clip areas out of a PDF page's objects.

Makers draw a border as a stroked line, a stroked rectangle, or a filled rectangle half a point wide: all become rules.
Filled areas (shading of a head row) are no rules.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from budgetextract.model.document import Rule

Floats = npt.NDArray[np.float64]
Area = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
THIN = 3.0
"""Points up to which a filled area is a line."""
MAX_SEGMENTS = 200_000
MAX_DEPTH = 6


class PathReader:
    """Walks a page's objects once. After ``read``: ``clips`` by text object, ``image_share``, and ``rules``."""

    def __init__(self, page: pdfium.PdfPage, box: Area) -> None:
        self._page = page
        self._box = box
        self._lines: list[Area] = []
        self._segments = 0
        self.clips: dict[int, Area | None] = {}
        self.all_clipped = True
        self.image_share = 0.0
        self._probe: tuple[float, ...] = ()
        self._area: Area | None = None

    def read(self) -> None:
        handle = self._page.raw
        for index in range(raw.FPDFPage_CountObjects(handle)):
            self._object(raw.FPDFPage_GetObject(handle, index), IDENTITY, 0)

    def _object(self, item: Any, matrix: Matrix, depth: int) -> None:
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            area = self._clip(item) if depth == 0 else None
            if area is None:
                self.all_clipped = False
            else:
                self.clips[ctypes.cast(item, ctypes.c_void_p).value or 0] = area
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(item, matrix)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            self._image(item, matrix)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            inner = _times(_matrix(item), matrix)
            for index in range(max(0, raw.FPDFFormObj_CountObjects(item))):
                self._object(raw.FPDFFormObj_GetObject(item, index), inner, depth + 1)

    # --- clip areas

    def _clip(self, item: Any) -> Area | None:
        """The box that an object's clip path leaves, in user space; None without one.

        Neighbouring objects mostly share their clip: two points of each path tell, and only a new one is read whole.
        """
        clip = raw.FPDFPageObj_GetClipPath(item)
        count = raw.FPDFClipPath_CountPaths(clip) if clip else -1
        if count <= 0 or count > 50:
            return None
        x, y = ctypes.c_float(), ctypes.c_float()
        probe = [float(count)]
        for index in range(count):
            segment = raw.FPDFClipPath_GetPathSegment(clip, index, 2)
            if segment and raw.FPDFPathSegment_GetPoint(segment, x, y):
                probe += (x.value, y.value)
            segment = raw.FPDFClipPath_GetPathSegment(clip, index, 0)
            if segment and raw.FPDFPathSegment_GetPoint(segment, x, y):
                probe += (x.value, y.value)
        key = tuple(probe)
        if key != self._probe:
            self._probe, self._area = key, self._clip_area(clip, count)
        return self._area

    def _clip_area(self, clip: Any, count: int) -> Area | None:
        area = [-1e9, -1e9, 1e9, 1e9]
        x, y = ctypes.c_float(), ctypes.c_float()
        for index in range(count):
            points: list[tuple[float, float]] = []
            for k in range(min(200, max(0, raw.FPDFClipPath_CountPathSegments(clip, index)))):
                segment = raw.FPDFClipPath_GetPathSegment(clip, index, k)
                if segment and raw.FPDFPathSegment_GetPoint(segment, x, y):
                    points.append((x.value, y.value))
            if len(points) < 3:
                continue
            area[0] = max(area[0], min(p[0] for p in points))
            area[1] = max(area[1], min(p[1] for p in points))
            area[2] = min(area[2], max(p[0] for p in points))
            area[3] = min(area[3], max(p[1] for p in points))
        return (area[0], area[1], area[2], area[3])

    # --- images

    def _image(self, item: Any, matrix: Matrix) -> None:
        box = _bounds(item, matrix)
        left, bottom, right, top = self._box
        whole = max(1.0, (right - left) * (top - bottom))
        wide = min(box[2], right) - max(box[0], left)
        high = min(box[3], top) - max(box[1], bottom)
        if wide > 0 and high > 0:
            self.image_share += wide * high / whole

    # --- ruling lines

    def _path(self, item: Any, matrix: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        if not raw.FPDFPath_GetDrawMode(item, fill, stroke) or not (fill.value or stroke.value):
            return
        count = raw.FPDFPath_CountSegments(item)
        self._segments += max(0, count)
        if count <= 1 or self._segments > MAX_SEGMENTS:
            return
        box = _bounds(item, matrix)
        wide, high = box[2] - box[0], box[3] - box[1]
        if min(wide, high) <= THIN and count <= 6:
            self._lines.append(box)
            return
        if stroke.value or count > 6:
            self._segment_lines(item, matrix, count, filled=not stroke.value)

    def _segment_lines(self, item: Any, matrix: Matrix, count: int, *, filled: bool) -> None:
        """Horizontal and vertical segments of a stroked path, or the thin rectangles of a filled one."""
        a, b, c, d, e, f = _times(_matrix(item), matrix)
        x, y = ctypes.c_float(), ctypes.c_float()
        start = last = (0.0, 0.0)
        corners: list[tuple[float, float]] = []
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            if not segment or not raw.FPDFPathSegment_GetPoint(segment, x, y):
                continue
            point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                if filled:
                    self._thin_area(corners)
                    corners = []
                start = point
            elif kind == raw.FPDF_SEGMENT_LINETO and not filled:
                self._straight(last, point)
            corners.append(point)
            if not filled and raw.FPDFPathSegment_GetClose(segment):
                self._straight(point, start)
            last = point
        if filled:
            self._thin_area(corners)

    def _straight(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        wide, high = abs(one[0] - other[0]), abs(one[1] - other[1])
        if min(wide, high) <= 1.0 and max(wide, high) > 0.5:
            self._lines.append(
                (min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))
            )

    def _thin_area(self, corners: list[tuple[float, float]]) -> None:
        if len(corners) < 3:
            return
        xs, ys = [p[0] for p in corners], [p[1] for p in corners]
        box = (min(xs), min(ys), max(xs), max(ys))
        if min(box[2] - box[0], box[3] - box[1]) <= THIN:
            self._lines.append(box)

    def rules(self, upright: Callable[[Floats], Floats], width: float, height: float) -> tuple[Rule, ...]:
        """The lines on the upright page, cut at its edges; dots and lines off the page are left out."""
        if not self._lines:
            return ()
        boxes = upright(np.asarray(self._lines, dtype=np.float64))
        out: list[Rule] = []
        for x0, top, x1, bottom in boxes.tolist():
            wide, high = x1 - x0, bottom - top
            if wide >= high:
                middle = (top + bottom) / 2
                left, right = max(0.0, x0), min(width, x1)
                if right - left > 0.8 and -1 <= middle <= height + 1:
                    out.append(Rule(left, middle, right, middle, high))
            else:
                middle = (x0 + x1) / 2
                upper, lower = max(0.0, top), min(height, bottom)
                if lower - upper > 0.8 and -1 <= middle <= width + 1:
                    out.append(Rule(middle, upper, middle, lower, wide))
        return tuple(out)


def _matrix(item: Any) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, found):
        return IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _times(one: Matrix, other: Matrix) -> Matrix:
    """``one`` first, then ``other``."""
    if other is IDENTITY:
        return one
    a, b, c, d, e, f = one
    A, B, C, D, E, F = other  # noqa: N806 - the PDF specification's letters
    return (a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F)


def _bounds(item: Any, matrix: Matrix) -> Area:
    left, bottom, right, top = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return (0.0, 0.0, 0.0, 0.0)
    x0, y0, x1, y1 = left.value, bottom.value, right.value, top.value
    if matrix is IDENTITY:
        return (x0, y0, x1, y1)
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x in (x0, x1) for y in (y0, y1)]
    ys = [b * x + d * y + f for x in (x0, x1) for y in (y0, y1)]
    return (min(xs), min(ys), max(xs), max(ys))
