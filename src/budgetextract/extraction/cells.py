"""Words into the cells of a grid, by their middle; a word that runs over a drawn border is cut there.

Touching amounts ("82,096,797.42" beside "82,096,797.42") come as one word from a reader that knows no borders; each
must fall into its own cell. A long name that a spreadsheet lets run over into an empty neighbour stays whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from budgetextract.extraction.lines import bands, join_words
from budgetextract.extraction.rows import Floats, Owners, cell_spans
from budgetextract.model.document import Cell, Page, Word
from budgetextract.model.text import is_cjk

NEAR = 0.2
"""Part of a character by which a border may miss the joint of two characters and still part them."""
EDGE = 6.0
"""Points from a border within which text counts as set against it."""
_AMOUNT = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_GLUED = re.compile(r"(?<=\.\d\d)(?=[-+]?\d)|(?<=[\d%])(?=[^\d.,%\s-])|(?<=[^\d.,%\s+-])(?=[-+]?\d)")
"""Where text that was set in two cells shows its joint: after two decimals, between digits and words."""


def fill_cells(page: Page, xs: Floats, ys: Floats, owner: Owners, placed: Sequence[tuple[Word, int]]) -> list[Cell]:
    """The cells of a grid with their text, in reading order.

    ``owner`` (rows, columns) numbers the cell of each smallest area; ``xs`` and ``ys`` are the edges; ``placed``: the
    words with the number of their cell.
    """
    count = int(owner.max()) + 1
    content: list[list[Word]] = [[] for _ in range(count)]
    for word, number in placed:
        content[number].append(word)
    cells = []
    left, top = xs.tolist(), ys.tolist()
    for words, (row, column, last_row, last_column) in zip(content, cell_spans(owner), strict=True):
        text, lines = cell_text(words)
        box = (left[column], top[row], left[last_column + 1], top[last_row + 1])
        cells.append(Cell(row, column, last_row - row + 1, last_column - column + 1, text, page.number, box, lines))
    return cells


def place_words(words: Sequence[Word], xs: Floats, ys: Floats, owner: Owners) -> list[tuple[Word, int]]:
    """(word or part of a word, number of its cell) for the words inside the grid."""
    if not words:
        return []
    boxes = np.asarray([(w.x0, w.top, w.x1, w.bottom) for w in words])
    cx, cy = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    inside = np.nonzero(
        (boxes[:, 2] > xs[0] - 1) & (boxes[:, 0] < xs[-1] + 1) & (cy > ys[0] - 0.5) & (cy < ys[-1] + 0.5)
    )[0]
    if not len(inside):
        return []
    rows = np.searchsorted(ys[1:-1], cy[inside], side="right").tolist()
    inner = xs[1:-1]
    lefts = np.searchsorted(inner, boxes[inside, 0] + 1.0, side="right").tolist()
    rights = np.searchsorted(inner, boxes[inside, 2] - 1.0, side="right").tolist()
    holds = ((cx >= xs[0] - 1) & (cx <= xs[-1] + 1))[inside].tolist()
    lines, edges = owner.tolist(), xs.tolist()
    placed: list[tuple[Word, int]] = []
    for index, row, left, right, held in zip(inside.tolist(), rows, lefts, rights, holds, strict=True):
        word, line = words[index], lines[row]
        if left >= right or line[left] == line[right]:
            if held:
                placed.append((word, line[left if left >= right else right]))
            continue
        borders = [edges[column + 1] for column in range(left, right) if line[column] != line[column + 1]]
        placed.extend((part, line[_column(part, xs)]) for part in cut_word(word, borders))
    return placed


def _column(word: Word, xs: Floats) -> int:
    """The column that a word belongs to: by its middle, or by the side it is set against where it runs over."""
    last = len(xs) - 2
    middle = min(max(int(np.searchsorted(xs, (word.x0 + word.x1) / 2, side="right")) - 1, 0), last)
    left = min(max(int(np.searchsorted(xs, word.x0 + 1, side="right")) - 1, 0), last)
    right = min(max(int(np.searchsorted(xs, word.x1 - 1, side="right")) - 1, 0), last)
    if left == right:
        return left
    if _AMOUNT.fullmatch(word.text):
        return right if xs[right + 1] - word.x1 < EDGE and word.x1 - xs[right] > 3 else middle
    return left if word.x0 - xs[left] < EDGE and xs[left + 1] - word.x0 > 6 else middle


def cut_word(word: Word, borders: Sequence[float]) -> list[Word]:
    """A word in the parts that belong to different cells; whole where no border falls on a joint."""
    if len(word.text) < 2 or (_AMOUNT.fullmatch(word.text) and not _GLUED.search(word.text)):
        return [word]
    starts = word.starts
    if len(starts) != len(word.text) + 1:
        step = (word.x1 - word.x0) / len(word.text)
        starts = tuple(word.x0 + step * k for k in range(len(word.text) + 1))
    joints = {match.start() for match in _GLUED.finditer(word.text)}
    cuts: list[int] = []
    for border in borders:
        after = min(max(bisect_left(starts, border), 1), len(word.text) - 1)
        best = after - 1 if after > 1 and border - starts[after - 1] < starts[after] - border else after
        near = [k for k in range(best - 2, best + 3) if k in joints]
        if near:
            best = min(near, key=lambda k: abs(starts[k] - border))
        else:
            wide = max(starts[best + 1] - starts[best], starts[best] - starts[best - 1])
            if abs(starts[best] - border) > NEAR * wide or not _parts_well(word.text, best):
                continue
        if not cuts or best > cuts[-1]:
            cuts.append(best)
    if not cuts:
        return [word]
    limits = [0, *cuts, len(word.text)]
    return [
        Word(word.text[a:b], starts[a], word.top, starts[b], word.bottom, word.size, tuple(starts[a : b + 1]))
        for a, b in pairwise(limits)
        if b > a
    ]


def _parts_well(text: str, at: int) -> bool:
    """False inside a number or a Latin word, which no border parts."""
    left, right = text[at - 1], text[at]
    return is_cjk(left) or is_cjk(right) or not ((left.isalnum() and right.isalnum()) or {left, right} & set(".,"))


def cell_text(words: Sequence[Word]) -> tuple[str, tuple[str, ...]]:
    """The text of a cell (lines joined) and its lines as printed."""
    if not words:
        return "", ()
    if len(words) == 1:
        return words[0].text, (words[0].text,)
    lines = tuple(join_words(band) for band in bands(words))
    return join_lines(lines), lines


def join_lines(lines: Sequence[str]) -> str:
    """Lines of one cell as one text: a blank only between Latin words or two whole numbers."""
    text = lines[0]
    for line in lines[1:]:
        if text[-1].isalnum() and line[0].isalnum() and not is_cjk(text[-1]) and not is_cjk(line[0]):
            text += "" if _broken_number(text, line) else " "
        text += line
    return text


def _broken_number(left: str, right: str) -> bool:
    """True where a narrow cell broke one number: only the two parts together are well formed."""
    head = left.rpartition(" ")[2]
    if not (_AMOUNT.fullmatch(head + right) and ("," in head or "." in head + right)):
        return False
    return not re.search(r"\.\d\d$", head) and bool(re.fullmatch(r"[\d,]*\d\.\d+|\d{1,2}", right) or "." in head)
