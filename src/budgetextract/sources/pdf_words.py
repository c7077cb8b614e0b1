"""Characters with boxes to words: runs on one line without a gap."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from budgetextract.model.document import Word

GAP = 0.35
"""A gap wider than this part of the character height parts two words."""
BACK = 0.5
"""A step back further than this part of the height starts a new word (overprinted bold moves back by less)."""
SAME = 0.3
"""Two equal characters closer than this part of the height are one, printed twice to look bold."""


def build_words(
    text: str, boxes: npt.NDArray[np.float64], seen: npt.NDArray[np.bool_]
) -> tuple[tuple[Word, ...], float]:
    """Words in the order of the content stream, and the share of glyphs that have no character.

    ``boxes`` (n, 4) x0, top, x1, bottom; ``seen`` (n,) false for what the page does not show.
    """
    words: list[Word] = []
    chars: list[str] = []
    starts: list[float] = []
    x0 = top = x1 = bottom = 0.0
    unknown = inked = 0
    rows = boxes.tolist()
    shown = seen.tolist()
    broken = False

    def close() -> None:
        if chars:
            words.append(Word("".join(chars), x0, top, x1, bottom, bottom - top, (*starts, x1)))
            chars.clear()
            starts.clear()

    for index, char in enumerate(text):
        if char <= " " or char in "\u00a0\u3000\u2002\u2003\u2009\u200b\ufeff":
            broken = True
            if char > "\x00" and char < " " and char not in "\r\n\t\x0b\x0c\x02":
                unknown += 1
                inked += 1
            continue
        inked += 1
        if char in "\ufffd\ufffe\uffff" or "\ue000" <= char <= "\uf8ff":
            unknown += 1
            if char in "\ufffe\uffff":
                continue
        if not shown[index]:
            broken = True
            continue
        left, upper, right, lower = rows[index]
        high = lower - upper
        if chars:
            gap = left - x1
            shared = min(lower, bottom) - max(upper, top)
            size = max(high, bottom - top)
            level = shared > 0.5 * min(high, bottom - top)
            if level and chars[-1] == char and abs(left - starts[-1]) < SAME * size and right - left > SAME * size:
                continue
            if not level or gap > GAP * size or gap < -BACK * size or (broken and gap > 0.12 * size):
                close()
        if not chars:
            x0, top, x1, bottom = left, upper, right, lower
        else:
            top, x1, bottom = min(top, upper), max(x1, right), max(bottom, lower)
        chars.append(char)
        starts.append(left)
        broken = False
    close()
    return tuple(words), (unknown / inked if inked else 0.0)
