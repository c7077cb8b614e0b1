"""Characters with boxes to words: runs on one line without a gap."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from budgetextract.model.document import Word
from budgetextract.model.text import ideographs

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

GAP = 0.35
"""A gap wider than this part of the character height parts two words."""
SPACED_GAP = 0.12
"""The same where the text has a blank between the two."""
BACK = 0.5
"""A step back further than this part of the height starts a new word (kerning moves back by less)."""
SAME = 0.3
"""Two equal characters closer than this part of the height are one, printed twice to look bold."""

_BLANKS = (0x00A0, 0x3000, 0x2002, 0x2003, 0x2009, 0x200B, 0xFEFF, 0xFFFE, 0xFFFF)
_HARMLESS_CONTROLS = (0x00, 0x02, 0x09, 0x0A, 0x0B, 0x0C, 0x0D)
_MAPPED = re.compile("[\u2e80-\u2fdf\uf900-\ufad9]")
"""Characters that ``ideographs`` may change."""
_UNKNOWN = 0xFFFD
_PRIVATE = (0xE000, 0xF8FF)


def build_words(text: str, boxes: Floats, seen: Bools) -> tuple[tuple[Word, ...], float]:
    """Words in the order of the content stream, and the share of glyphs that have no character.

    ``boxes`` (n, 4) x0, top, x1, bottom; ``seen`` (n,) false for what the page does not show.
    """
    if not text:
        return (), 0.0
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    blank = (codes <= 0x20) | np.isin(codes, _BLANKS)
    controls = (codes < 0x20) & ~np.isin(codes, _HARMLESS_CONTROLS)
    unknown = controls | (codes == _UNKNOWN) | ((codes >= _PRIVATE[0]) & (codes <= _PRIVATE[1]))
    inked = ~blank | controls
    share = float(unknown.sum()) / float(inked.sum()) if inked.any() else 0.0

    kept = np.nonzero(~blank & seen)[0]
    kept = kept[~_printed_twice(codes[kept], boxes[kept])]
    if not len(kept):
        return (), share
    own = boxes[kept]
    starts = np.nonzero(_breaks(own, np.diff(kept) > 1))[0]
    tops = np.minimum.reduceat(own[:, 1], starts).tolist()
    bottoms = np.maximum.reduceat(own[:, 3], starts).tolist()
    rights = np.maximum.reduceat(own[:, 2], starts).tolist()
    made = make_words(
        "".join([text[i] for i in kept.tolist()]),
        [*starts.tolist(), len(kept)],
        own[:, 0].tolist(),
        tops,
        bottoms,
        rights,
        _sizes(codes[kept], own, starts).tolist(),
    )
    return made, share


def make_words(
    chars: str,
    starts: Sequence[int],
    lefts: Sequence[float],
    tops: Sequence[float],
    bottoms: Sequence[float],
    rights: Sequence[float],
    sizes: Sequence[float],
) -> tuple[Word, ...]:
    """Words out of their characters. ``starts``: the first character of each, and the count of characters;
    ``lefts``: of each character; the others of each word."""
    if _MAPPED.search(chars):
        chars = ideographs(chars)
    return tuple(
        [
            Word(chars[a:b], lefts[a], top, right, bottom, size, (*lefts[a:b], right))
            for (a, b), top, bottom, right, size in zip(pairwise(starts), tops, bottoms, rights, sizes, strict=True)
        ]
    )


def _sizes(codes: npt.NDArray[np.uint32], boxes: Floats, starts: npt.NDArray[np.intp]) -> Floats:
    """Font size of each word in points: the width of its Chinese characters, which are as wide as the em.

    The height of a character box is the font's ascent and descent and may be twice the size in the same line. A word
    without Chinese takes its height, at most twice and a bit the width of its widest character.
    """
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    chinese = (codes >= 0x3400) & (codes <= 0x9FFF)
    em = np.maximum.reduceat(np.where(chinese, wide, 0.0), starts)
    other = np.minimum(np.maximum.reduceat(high, starts), 2.2 * np.maximum.reduceat(wide, starts))
    sizes: Floats = np.where(em > 0, em, other)
    return sizes


def _printed_twice(codes: npt.NDArray[np.uint32], boxes: Floats) -> Bools:
    """Characters drawn over an equal one just before them."""
    twice = np.zeros(len(codes), dtype=bool)
    if len(codes) > 1:
        high = boxes[1:, 3] - boxes[1:, 1]
        wide = boxes[1:, 2] - boxes[1:, 0]
        moved = np.maximum(np.abs(boxes[1:, 0] - boxes[:-1, 0]), np.abs(boxes[1:, 1] - boxes[:-1, 1]))
        twice[1:] = (codes[1:] == codes[:-1]) & (moved < SAME * high) & (wide > SAME * high)
    return twice


def _breaks(boxes: Floats, spaced: Bools) -> Bools:
    """True where a word begins: (n,) for n characters; ``spaced`` (n - 1,) where something stood between two."""
    first = np.ones(len(boxes), dtype=bool)
    if len(boxes) > 1:
        high = boxes[:, 3] - boxes[:, 1]
        size = np.maximum(high[1:], high[:-1])
        shared = np.minimum(boxes[1:, 3], boxes[:-1, 3]) - np.maximum(boxes[1:, 1], boxes[:-1, 1])
        gap = boxes[1:, 0] - boxes[:-1, 2]
        level = shared > 0.5 * np.minimum(high[1:], high[:-1])
        first[1:] = ~level | (gap > GAP * size) | (gap < -BACK * size) | (spaced & (gap > SPACED_GAP * size))
    return first
