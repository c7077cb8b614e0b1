"""Text whose columns are kept by blanks (a PDF turned into text, say): a page on which each word keeps its column.

In     lines as they stand.
Out    ``Page`` without grids: the reader of tables without rules (extraction/borderless.py) finds its tables.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from budgetextract.model.document import Page, Place, Word
from budgetextract.model.text import ideographs
from budgetextract.sources.canvas import LEADING, MARGIN, SIZE, WIDTH, char_width

PITCH = LEADING * SIZE
_GAP = re.compile(r"\S(?: {2,}|\u3000{2,}|[ \u3000]{3,})(?=\S)")
_MONEY = re.compile(r"(?<![\d.])-?\d{1,3}(?:,?\d{3})*(?:\.\d{1,6})?%?(?![\d.])")
MAX_COLUMN = 2000


def is_aligned(line: str) -> bool:
    """True for a line that looks like a row set with blanks: amounts among at least two pieces far apart."""
    gaps = sum(1 for _ in _GAP.finditer(line))
    return gaps >= 1 and (gaps >= 3 or any(_MONEY.fullmatch(part) for part in line.split()))


def aligned_page(lines: Sequence[str], paragraphs: Sequence[int], number: int) -> Page:
    """The page. ``paragraphs``: the number of each line's paragraph; 0 for a blank line."""
    words: list[Word] = []
    places: list[Place] = []
    right = WIDTH
    for index, line in enumerate(lines):
        top = MARGIN + index * PITCH + 0.3 * SIZE
        x, begin = MARGIN, -1
        text = ideographs(line.expandtabs(8))[:MAX_COLUMN]
        starts: list[float] = []
        for at, char in enumerate(text):
            if char.isspace():
                _close(words, text, begin, at, starts, top)
                begin = -1
            elif begin < 0:
                begin = at
            starts.append(x)
            x += char_width(char) * SIZE
        starts.append(x)
        _close(words, text, begin, len(text), starts, top)
        right = max(right, x + MARGIN)
        if paragraphs[index]:
            box = (0.0, MARGIN + index * PITCH, right, MARGIN + (index + 1) * PITCH)
            places.append(Place(box, paragraph=paragraphs[index]))
    return Page(
        number=number,
        width=right,
        height=2 * MARGIN + len(lines) * PITCH,
        words=tuple(words),
        rules=(),
        reader="text",
        places=tuple(places),
    )


def _close(words: list[Word], text: str, begin: int, end: int, starts: list[float], top: float) -> None:
    if begin < 0:
        return
    last = starts[end] if end < len(starts) else starts[-1] + char_width(text[end - 1]) * SIZE
    edges = (*starts[begin:end], last)
    words.append(Word(text[begin:end], edges[0], top, edges[-1], top + SIZE, SIZE, edges))
