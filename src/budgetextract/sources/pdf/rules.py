"""Ruling lines, images and clip areas out of a PDF page's objects.

Makers draw a border as a stroked line, a stroked rectangle, or a filled rectangle half a point wide: all become rules.
Filled areas (shading of a head row) are no rules.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from budgetextract.sources.pdf import pdfium_calls as calls
from budgetextract.sources.pdf.chars import Area, Floats
from budgetextract.sources.pdf.packed import PackedRules

Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
THIN = 3.0
"""Points up to which a filled area is a line."""
MAX_SEGMENTS = 200_000
MAX_OBJECTS = 300_000
"""Objects of a page that are looked at; a form that is drawn thousands of times has millions."""
MAX_DEPTH = 6
STEP = 5
CORNERS = 60
"""Corners of a letter; a line of text drawn as one shape has many times more."""
ENDS = 20
"""Text objects at each end of a page whose clip is always asked."""


class PathReader:
    """Walks a page's objects once. After ``read``: ``lines``, ``images``, and ``clips`` by text object."""

    def __init__(self, page: pdfium.PdfPage, box: Area) -> None:
        self._page = calls.address(page.raw)
        self._box = box
        self.lines: list[Area] = []
        self._segments = 0
        self.clips: dict[int, Area] = {}
        """The clip area of a text object by its address, in user space; absent for one that is not clipped."""
        self.all_clipped = True
        self.image_share = 0.0
        self.images: list[Area] = []
        """The box of each image in user space."""
        self.texts = 0
        """Text objects of the page, those inside forms too."""
        self.outlines = 0
        """Letters that are drawn as filled shapes, those inside forms too."""
        self._objects = 0
        self._probe: tuple[float, ...] = ()
        self._area: Area | None = None
        self._point = (ctypes.c_float * 2)()
        self._x = ctypes.addressof(self._point)
        self._y = self._x + ctypes.sizeof(ctypes.c_float)
        self._four = (ctypes.c_float * 4)()
        self._corner = tuple(ctypes.addressof(self._four) + i * ctypes.sizeof(ctypes.c_float) for i in range(4))
        self._flags = (ctypes.c_int * 2)()
        self._fill = ctypes.addressof(self._flags)
        self._stroke = self._fill + ctypes.sizeof(ctypes.c_int)
        self._six = (ctypes.c_float * 6)()

    def read(self) -> None:
        page, get, kind_of = self._page, calls.page_object, calls.object_type
        texts: list[int] = []
        for index in range(calls.count_objects(page)):
            item = get(page, index)
            kind = kind_of(item)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                texts.append(item)
            else:
                self._object(item, kind, IDENTITY, 0)
        self.texts += len(texts)
        self._clips(texts[:MAX_OBJECTS])

    def _clips(self, texts: list[int]) -> None:
        """Clip areas of the text objects, in the order they are drawn.

        Spreadsheet printers draw each character by itself, hundreds under one and the same clip: two objects ``STEP``
        apart that agree speak for those between them, but for the first and last of the page (heads, page numbers).
        """
        before: Area | None = None
        for start in range(0, len(texts), STEP):
            run = texts[start : start + STEP]
            area = self._clip(run[-1])
            if area != before or start < ENDS or start > len(texts) - ENDS:
                for item in run:
                    self._keep(item, self._clip(item))
            else:
                for item in run:
                    self._keep(item, area)
            before = area

    def _keep(self, item: int, area: Area | None) -> None:
        if area is None:
            self.all_clipped = False
        else:
            self.clips[item] = area

    def _object(self, item: int, kind: int, matrix: Matrix, depth: int) -> None:
        self._objects += 1
        if self._objects > MAX_OBJECTS:
            return
        if kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(item, matrix)
        elif kind == raw.FPDF_PAGEOBJ_TEXT:
            self.texts += 1
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            self._image(item, matrix)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            inner = _times(self._matrix(item), matrix)
            self.all_clipped = False
            for index in range(max(0, calls.form_objects(item))):
                if self._objects > MAX_OBJECTS:
                    return
                child = calls.form_object(item, index)
                self._object(child, calls.object_type(child), inner, depth + 1)

    # --- clip areas

    def _clip(self, item: int) -> Area | None:
        """The box that an object's clip path leaves, in user space; None without one.

        Neighbouring objects mostly share their clip: two corners of the last path tell; only a new one is read whole.
        """
        clip = calls.object_clip(item)
        count = calls.clip_paths(clip) if clip else -1
        if count <= 0 or count > 50:
            return None
        last, point = count - 1, self._point
        probe: tuple[float, ...] = (count,)
        for corner in (0, 2):
            segment = calls.clip_segment(clip, last, corner)
            if segment and calls.segment_point(segment, self._x, self._y):
                probe += (point[0], point[1])
        if probe != self._probe:
            self._probe, self._area = probe, self._clip_area(clip, count)
        return self._area

    def _clip_area(self, clip: int, count: int) -> Area | None:
        area = [-1e9, -1e9, 1e9, 1e9]
        for index in range(count):
            points: list[tuple[float, float]] = []
            for k in range(min(200, max(0, calls.clip_segments(clip, index)))):
                segment = calls.clip_segment(clip, index, k)
                if segment and calls.segment_point(segment, self._x, self._y):
                    points.append((self._point[0], self._point[1]))
            if len(points) < 3:
                continue
            area[0] = max(area[0], min(p[0] for p in points))
            area[1] = max(area[1], min(p[1] for p in points))
            area[2] = min(area[2], max(p[0] for p in points))
            area[3] = min(area[3], max(p[1] for p in points))
        return (area[0], area[1], area[2], area[3])

    # --- images

    def _image(self, item: int, matrix: Matrix) -> None:
        box = self._bounds(item, matrix)
        left, bottom, right, top = self._box
        whole = max(1.0, (right - left) * (top - bottom))
        wide = min(box[2], right) - max(box[0], left)
        high = min(box[3], top) - max(box[1], bottom)
        if wide > 0 and high > 0:
            self.image_share += wide * high / whole
            self.images.append(box)

    # --- ruling lines

    def _path(self, item: int, matrix: Matrix) -> None:
        if not calls.draw_mode(item, self._fill, self._stroke):
            return
        filled, stroked = self._flags
        if not (filled or stroked):
            return
        count = calls.path_segments(item)
        self._segments += max(0, count)
        if count <= 1 or self._segments > MAX_SEGMENTS:
            return
        box = self._bounds(item, matrix)
        wide, high = box[2] - box[0], box[3] - box[1]
        if filled and count > 6 and 2 < min(wide, high) < 60:
            self.outlines += max(1, count // CORNERS)
        if min(wide, high) <= THIN and count <= 6:
            self.lines.append(box)
        elif stroked or count > 6:
            self._segment_lines(item, matrix, count, filled=not stroked)

    def _segment_lines(self, item: int, matrix: Matrix, count: int, *, filled: bool) -> None:
        """Horizontal and vertical segments of a stroked path, or the thin rectangles of a filled one.

        A path with curves is a letter drawn as an outline (a title in fancy type), a seal or a chart: none of a table.
        """
        before = len(self.lines)
        a, b, c, d, e, f = _times(self._matrix(item), matrix)
        start = last = (0.0, 0.0)
        corners: list[tuple[float, float]] = []
        for index in range(count):
            segment = calls.path_segment(item, index)
            if not segment or not calls.segment_point(segment, self._x, self._y):
                continue
            x, y = self._point
            point = (a * x + c * y + e, b * x + d * y + f)
            kind = calls.segment_type(segment)
            if kind == raw.FPDF_SEGMENT_BEZIERTO:
                del self.lines[before:]
                return
            if kind == raw.FPDF_SEGMENT_MOVETO:
                if filled:
                    self._thin_area(corners)
                    corners = []
                start = point
            elif kind == raw.FPDF_SEGMENT_LINETO and not filled:
                self._straight(last, point)
            corners.append(point)
            if not filled and calls.segment_close(segment):
                self._straight(point, start)
            last = point
        if filled:
            self._thin_area(corners)

    def _straight(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        wide, high = abs(one[0] - other[0]), abs(one[1] - other[1])
        if min(wide, high) <= 1.0 and max(wide, high) > 0.5:
            self.lines.append(
                (min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))
            )

    def _thin_area(self, corners: list[tuple[float, float]]) -> None:
        if len(corners) < 3:
            return
        xs, ys = [p[0] for p in corners], [p[1] for p in corners]
        box = (min(xs), min(ys), max(xs), max(ys))
        if min(box[2] - box[0], box[3] - box[1]) <= THIN:
            self.lines.append(box)

    def _matrix(self, item: int) -> Matrix:
        if not calls.object_matrix(item, ctypes.addressof(self._six)):
            return IDENTITY
        a, b, c, d, e, f = self._six
        return (a, b, c, d, e, f)

    def _bounds(self, item: int, matrix: Matrix) -> Area:
        if not calls.object_bounds(item, *self._corner):
            return (0.0, 0.0, 0.0, 0.0)
        x0, y0, x1, y1 = self._four
        if matrix is IDENTITY:
            return (x0, y0, x1, y1)
        a, b, c, d, e, f = matrix
        xs = [a * x + c * y + e for x in (x0, x1) for y in (y0, y1)]
        ys = [b * x + d * y + f for x in (x0, x1) for y in (y0, y1)]
        return (min(xs), min(ys), max(xs), max(ys))


def rules_of(
    lines: Sequence[Area] | Floats, upright: Callable[[Floats], Floats], width: float, height: float
) -> PackedRules:
    """The lines on the upright page, cut at its edges; dots and lines off the page are left out."""
    if not len(lines):
        return PackedRules(np.zeros((0, 4)))
    boxes = upright(np.asarray(lines, dtype=np.float64))
    x0, top, x1, bottom = boxes.T
    across = x1 - x0 >= bottom - top
    middle = np.where(across, (top + bottom) / 2, (x0 + x1) / 2)
    start = np.maximum(0.0, np.where(across, x0, top))
    end = np.minimum(np.where(across, width, height), np.where(across, x1, bottom))
    kept = (end - start > 0.8) & (middle >= -1) & (middle <= np.where(across, height, width) + 1)
    found = np.stack(
        [
            np.where(across, start, middle),
            np.where(across, middle, start),
            np.where(across, end, middle),
            np.where(across, middle, end),
        ],
        axis=1,
    )
    return PackedRules(found[kept])


def _times(one: Matrix, other: Matrix) -> Matrix:
    """``one`` first, then ``other``."""
    if other is IDENTITY:
        return one
    a, b, c, d, e, f = one
    A, B, C, D, E, F = other  # noqa: N806 - the PDF specification's letters
    return (a * A + b * C, a * B + b * D, c * A + d * C, c * B + d * D, e * A + f * C + E, e * B + f * D + F)
