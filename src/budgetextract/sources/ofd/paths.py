"""Path data of OFD (``M 0 0 L 10 0 B … C``) to the lines that can rule a table.

In     abbreviated data in the object's own millimetres, and the matrix to points of the page.
Out    boxes (x0, top, x1, bottom) of horizontal and vertical lines.
How    as the PDF reader: a stroked segment, or a filled area as thin as a line; a path with curves is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from budgetextract.model.document import BBox

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

THIN = 3.0
"""Points up to which a filled area is a line."""
SLANT = 1.0
"""Points by which a line may be off the level."""
MAX_TOKENS = 200_000
_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d{1,12}(?:\.\d{0,12})?|\.\d{1,12})(?:[eE][-+]?\d{1,3})?")
_NUMBERS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


def times(one: Matrix, other: Matrix) -> Matrix:
    """``one`` first, then ``other``."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def moved(matrix: Matrix, x: float, y: float) -> Point:
    """A point through a matrix."""
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def path_lines(data: str, matrix: Matrix, *, stroked: bool, filled: bool) -> list[BBox]:
    """The lines of one path; none where it has curves (a letter, a seal)."""
    out: list[BBox] = []
    for corners in _figures(data, matrix):
        if corners is None:
            return []
        if stroked:
            for one, other in pairwise(corners):
                box = _box([one, other])
                if min(box[2] - box[0], box[3] - box[1]) <= SLANT:
                    out.append(box)
        elif filled and len(corners) > 1:
            box = _box(corners)
            if min(box[2] - box[0], box[3] - box[1]) <= THIN:
                out.append(box)
    return out


def _figures(data: str, matrix: Matrix) -> Iterator[list[Point] | None]:
    """The corners of each part of a path; None for a curve."""
    corners: list[Point] = []
    for letter, numbers in _commands(data):
        if letter in ("S", "M"):
            if corners:
                yield corners
            corners = [moved(matrix, numbers[0], numbers[1])]
        elif letter == "L":
            corners.append(moved(matrix, numbers[0], numbers[1]))
        elif letter == "C":
            if corners:
                corners.append(corners[0])
        else:
            yield None
            return
    if corners:
        yield corners


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    letter, numbers = "", list[float]()
    for count, found in enumerate(_TOKEN.finditer(data)):
        if count > MAX_TOKENS:
            return
        token = found[0]
        if token.isalpha():
            letter, numbers = token.upper(), []
        else:
            numbers.append(float(token))
        if letter in _NUMBERS and len(numbers) == _NUMBERS[letter]:
            yield letter, numbers
            numbers = []
            if letter in "SM":
                letter = "L"  # pairs behind the first one go on as lines, as in SVG


def _box(points: list[Point]) -> BBox:
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return (min(xs), min(ys), max(xs), max(ys))
