"""Borders that a table does not draw, found by what a cell of a ruled table never holds: two amounts.

Spreadsheets printed with column lines only put a whole table between two horizontal lines: a row in which two cells
hold two amounts is several rows. Where one piece of a line is missing, two cells become one that holds two amounts.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from budgetextract.model.document import Word
from budgetextract.model.patterns import later

Floats = npt.NDArray[np.float64]
Owners = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_MONEY = later(r"[-+]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d{1,4})")
_NUMBER = later(r"[-+]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d{1,4}|\d{2,3}|\d{5}|\d{7})")
"""An amount or a code."""
_OPENS = later(
    r"^(?:[(（][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|\d{3}(?:\d\d){0,2}$"
    r"|[合总小]\s*计|本年|当年|上年|年[初末终]|结转|使用)"
)


def unruled_rows(placed: Sequence[tuple[Word, int]], ys: Floats, owner: Owners) -> dict[int, list[float]]:
    """For each grid row that is really several rows, the levels at which it has to be parted.

    ``placed``: words with the number of their cell; ``owner`` (rows, columns) as in the grid. Two cells with two
    amounts each are enough, or one with three.
    """
    amounts: dict[int, list[Word]] = {}
    for word, number in placed:
        if word.text[-1:].isdigit() and _MONEY.fullmatch(word.text):
            amounts.setdefault(number, []).append(word)
    crowded = {number: len(_bands(words)) for number, words in amounts.items() if len(words) > 1}
    crowded = {number: count for number, count in crowded.items() if count > 1}
    if not crowded:
        return {}
    found: dict[int, list[float]] = {}
    spans = cell_spans(owner)
    for row in range(owner.shape[0]):
        numbers = set(owner[row].tolist())
        counts = [crowded[number] for number in numbers if number in crowded and spans[number][0] == spans[number][2]]
        if len(counts) < 2 and max(counts, default=0) < 3:
            continue
        bands = _bands([word for word, number in placed if number in numbers and _marks_row(word)])
        found[row] = [(one[1] + other[0]) / 2 for one, other in pairwise(bands)]
    return found


def mend_borders(
    placed: Sequence[tuple[Word, int]], xs: Floats, ys: Floats, owner: Owners, h_drawn: Bools, v_drawn: Bools
) -> bool:
    """Draw the borders inside merged cells that hold several numbers, each in an area of its own; True if any was.

    ``h_drawn`` (rows + 1, columns) and ``v_drawn`` (rows, columns + 1) are changed. A label that spans the same rows as
    a cell that was parted, with a line of text in each of them, is parted with it.
    """
    words: dict[int, list[Word]] = {}
    for word, number in placed:
        words.setdefault(number, []).append(word)
    spans = cell_spans(owner)
    parted: set[tuple[int, int]] = set()
    labels: list[tuple[int, int, int, int]] = []
    for number, found in words.items():
        if len(found) < 2:
            continue
        top, left, bottom, right = spans[number]
        if top == bottom and left == right:
            continue
        row_at = [int(np.searchsorted(ys, (w.top + w.bottom) / 2, side="right")) - 1 for w in found]
        column_at = [int(np.searchsorted(xs, (w.x0 + w.x1) / 2, side="right")) - 1 for w in found]
        if not all(_NUMBER.fullmatch(word.text) for word in found):
            if left == right and sorted(row_at) == list(range(top, bottom + 1)):
                labels.append((top, bottom, left, right))
            continue
        if len(set(row_at)) == len(found):
            h_drawn[top + 1 : bottom + 1, left : right + 1] = True
            parted.add((top, bottom))
        elif len(set(column_at)) == len(found):
            v_drawn[top : bottom + 1, left + 1 : right + 1] = True
            parted.add((-1, -1))
    for top, bottom, left, right in labels:
        if (top, bottom) in parted:
            h_drawn[top + 1 : bottom + 1, left : right + 1] = True
    return bool(parted)


def cell_spans(owner: Owners) -> list[tuple[int, int, int, int]]:
    """(first row, first column, last row, last column) of each cell by its number."""
    spans: list[tuple[int, int, int, int]] = [(-1, -1, -1, -1)] * (int(owner.max()) + 1)
    for row, line in enumerate(owner.tolist()):
        for column, number in enumerate(line):
            found = spans[number]
            spans[number] = (
                (row, column, row, column) if found[0] < 0 else (found[0], found[1], row, max(found[3], column))
            )
    return spans


def _marks_row(word: Word) -> bool:
    return bool(_MONEY.fullmatch(word.text) or _OPENS.match(word.text))


def _bands(words: Sequence[Word]) -> list[tuple[float, float]]:
    """(top, bottom) of the lines on which words stand."""
    bands: list[tuple[float, float]] = []
    for top, bottom in sorted((word.top, word.bottom) for word in words):
        if bands and top < bands[-1][1] - 0.4 * (bottom - top):
            bands[-1] = (bands[-1][0], max(bands[-1][1], bottom))
        else:
            bands.append((top, bottom))
    return bands
