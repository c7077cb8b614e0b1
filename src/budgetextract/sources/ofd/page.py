"""The objects of one OFD page: characters with boxes, lines, pictures.

In     the content of a page and of its templates, as parsed XML; the page's box in millimetres.
Out    ``Objects`` in points from the top left of the page, as it is stored.
Never  take what is not visible; follow composite objects deeper than real ones go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any

from budgetextract.model.document import BBox
from budgetextract.record import record
from budgetextract.sources.canvas import char_width
from budgetextract.sources.ofd.paths import Matrix, moved, path_lines, times
from budgetextract.sources.ofd.scans import Shown

POINTS = 72 / 25.4
MAX_CHARS = 200_000
MAX_LINES = 200_000
MAX_OBJECTS = 300_000
MAX_DEPTH = 6
ASCENT, DESCENT = 0.86, 0.14
"""Parts of the size above and below the base line."""
_NUMBER = re.compile(r"[-+]?(?:\d{1,12}(?:\.\d{0,15})?|\.\d{1,15})(?:[eE][-+]?\d{1,3})?")


@record(frozen=False)
class Objects:
    """What stands on a page. ``quarters``: characters by clockwise quarter turns of their reading direction."""

    text: list[str] = field(default_factory=list)
    boxes: list[BBox] = field(default_factory=list)
    lines: list[BBox] = field(default_factory=list)
    pictures: list[BBox] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    """The same pictures by their files."""
    quarters: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    unnamed: int = 0
    """Glyphs that are drawn by number and have no character."""
    too_many: bool = False


class PageReader:
    """Collects the objects of a page. ``composites``: graphic units that objects refer to, by id."""

    def __init__(self, box: tuple[float, float, float, float], composites: Mapping[str, Any]) -> None:
        """``box``: x, y, width, height of the page in millimetres."""
        self._whole: Matrix = (POINTS, 0.0, 0.0, POINTS, -box[0] * POINTS, -box[1] * POINTS)
        self._composites = composites
        self._count = 0
        self.found = Objects()

    def read(self, content: Any) -> None:
        """Take in one content (the page's own, or a template's)."""
        for layer in content.iter("{*}Layer"):
            self._group(layer, self._whole, 0)

    def _group(self, group: Any, matrix: Matrix, depth: int) -> None:
        """Objects of a layer or block, in the order they are drawn."""
        for item in group.iterchildren():
            if not isinstance(item.tag, str):
                continue
            self._count += 1
            if self._count > MAX_OBJECTS or self.found.too_many:
                self.found.too_many = True
                return
            name = item.tag.rpartition("}")[2]
            if name == "PageBlock":
                if depth < MAX_DEPTH:
                    self._group(item, matrix, depth + 1)
            elif name in ("TextObject", "PathObject", "ImageObject", "CompositeObject") and _visible(item):
                self._object(name, item, matrix, depth)

    def _object(self, name: str, item: Any, matrix: Matrix, depth: int) -> None:
        x, y, width, height = (*numbers(item.get("Boundary"))[:4], 0.0, 0.0, 0.0, 0.0)[:4]
        own = times((1.0, 0.0, 0.0, 1.0, x, y), matrix)
        inner = times(_matrix(item.get("CTM")), own)
        if name == "TextObject":
            self._text(item, inner)
        elif name == "ImageObject":
            self.found.pictures.append(_around([moved(own, 0, 0), moved(own, width, height)]))
            square = inner if item.get("CTM") else times((width, 0.0, 0.0, height, 0.0, 0.0), own)
            self.found.shown.append(Shown(square, item.get("ResourceID", "")))
        elif name == "CompositeObject":
            unit = self._composites.get(item.get("ResourceID", ""))
            if unit is not None and depth < MAX_DEPTH:
                for content in unit.iterchildren("{*}Content"):
                    self._group(content, inner, depth + 1)
        else:
            data = item.find("{*}AbbreviatedData")
            if data is not None and data.text:
                stroked, filled = item.get("Stroke", "true") != "false", item.get("Fill", "false") == "true"
                self.found.lines.extend(path_lines(data.text, inner, stroked=stroked, filled=filled))
                self.found.too_many = self.found.too_many or len(self.found.lines) > MAX_LINES

    # --- text

    def _text(self, item: Any, matrix: Matrix) -> None:
        size = next(iter(numbers(item.get("Size"))), 0.0)
        scale = next(iter(numbers(item.get("HScale"))), 1.0) or 1.0
        turned = int(next(iter(numbers(item.get("CharDirection"))), 0.0)) % 360 // 90
        reading = int(next(iter(numbers(item.get("ReadDirection"))), 0.0)) % 360 // 90
        if not 0.1 <= size <= 500:
            return
        glyphs = sum(
            int(next(iter(numbers(each.get("GlyphCount"))), 1)) for each in item.iterchildren("{*}CGTransform")
        )
        printed = 0
        x = y = 0.0
        for code in item.iterchildren("{*}TextCode"):
            text = code.text or ""
            x = next(iter(numbers(code.get("X"))), x)
            y = next(iter(numbers(code.get("Y"))), y)
            across, down = deltas(code.get("DeltaX")), deltas(code.get("DeltaY"))
            printed += sum(not char.isspace() for char in text)
            at_x, at_y = x, y
            for index, char in enumerate(text):
                if len(self.found.text) > MAX_CHARS:
                    self.found.too_many = True
                    return
                wide = char_width(char) * size * scale
                self._char(char, (at_x, at_y, wide, size), matrix, turned)
                step_x = next(across, None)
                step_y = next(down, None)
                if step_x is None and step_y is None and index < len(text) - 1:
                    step_x, step_y = (wide, 0.0) if reading % 2 == 0 else (0.0, size)
                at_x += step_x or 0.0
                at_y += step_y or 0.0
        if not printed:
            self.found.unnamed += max(glyphs, 0)

    def _char(self, char: str, place: tuple[float, float, float, float], matrix: Matrix, turned: int) -> None:
        """One character: x, base line, width and size in the object's millimetres."""
        x, y, wide, size = place
        ahead, up = ((1, 0), (0, -1)), ((0, 1), (1, 0))
        (ax, ay), (ux, uy) = (ahead, up, ((-1, 0), (0, 1)), ((0, -1), (-1, 0)))[turned]
        corners = [
            moved(matrix, x + ax * along + ux * high, y + ay * along + uy * high)
            for along in (0.0, wide)
            for high in (ASCENT * size, -DESCENT * size)
        ]
        dx, dy = corners[2][0] - corners[0][0], corners[2][1] - corners[0][1]
        quarter = (0 if dx >= 0 else 2) if abs(dx) >= abs(dy) else (1 if dy > 0 else 3)
        if not char.isspace():
            self.found.quarters[quarter] += 1
        self.found.text.append(char)
        self.found.boxes.append(_around(corners))


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute."""
    return [float(found[0]) for found in _NUMBER.finditer(text[:2000])] if text else []


def deltas(text: str | None) -> Iterator[float]:
    """Steps from character to character: ``g 3 5.6`` stands for three of 5.6."""
    tokens = iter((text or "").split()[:MAX_CHARS])
    made = 0
    for token in tokens:
        times_, value = 1, token
        if token == "g":
            count, value = next(tokens, "0"), next(tokens, "")
            times_ = int(count) if count.isascii() and count.isdigit() and len(count) < 7 else 0
        step = _NUMBER.fullmatch(value)
        for _ in range(times_ if step else 0):
            made += 1
            if made > MAX_CHARS:
                return
            yield float(value)


def _matrix(text: str | None) -> Matrix:
    found = numbers(text)
    if len(found) != 6:
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    a, b, c, d, e, f = found
    return (a, b, c, d, e, f)


def _visible(item: Any) -> bool:
    return bool(item.get("Visible", "true") != "false" and item.get("Alpha", "255").strip() != "0")


def _around(points: list[tuple[float, float]]) -> BBox:
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return (min(xs), min(ys), max(xs), max(ys))
