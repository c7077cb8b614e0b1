"""A page that is text in one part and a picture in another: the text layer's words, and what the picture says beside.

Makers paste a table as a picture into a page of text. The text layer is exact and stays; the picture is read by OCR.

In     the page as its text layer gives it, and the whole page as OCR reads it.
Out    one page, read by "ocr", in the space of the text layer.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from budgetextract.model.document import BBox, Page, Rule, Word

COVERED = 0.3
"""A recognised word is one of the text layer's where this share of it lies under its words."""
NEAR = 3.0
"""Points between a line as it is drawn and as it is found in the picture."""


def joined(layer: Page, read: Page) -> Page:
    """``layer`` with the words and rules that only ``read`` has.

    A page turned or levelled for reading has other coordinates: then the one that says more is taken whole.
    """
    if layer.turned != read.turned or abs(read.skew) > 0.3:
        return layer if _letters(layer) >= _letters(read) else read
    wide, high = layer.width / max(1.0, read.width), layer.height / max(1.0, read.height)
    own = np.asarray([word.bbox for word in layer.words]).reshape(-1, 4)
    added = [_moved(word, wide, high) for word in read.words]
    words = (*layer.words, *(word for word in added if _covered(word.bbox, own) < COVERED))
    found = [
        replace(rule, x0=rule.x0 * wide, x1=rule.x1 * wide, top=rule.top * high, bottom=rule.bottom * high)
        for rule in read.rules
    ]
    return replace(
        layer,
        words=tuple(sorted(words, key=lambda word: (word.top + word.bottom, word.x0))),
        rules=(*layer.rules, *(rule for rule in found if not any(_same(rule, known) for known in layer.rules))),
        problem="",
        reader="ocr",
    )


def _same(one: Rule, other: Rule) -> bool:
    """True for a line of the picture that the text layer's page draws."""
    lying = abs(one.bottom - one.top) < abs(one.x1 - one.x0)
    if lying != (abs(other.bottom - other.top) < abs(other.x1 - other.x0)):
        return False
    apart, begin, end = (
        (abs(one.top - other.top), max(one.x0, other.x0), min(one.x1, other.x1))
        if lying
        else (abs(one.x0 - other.x0), max(one.top, other.top), min(one.bottom, other.bottom))
    )
    return apart < NEAR and end > begin


def _letters(page: Page) -> int:
    return sum(len(word.text) for word in page.words)


def _moved(word: Word, wide: float, high: float) -> Word:
    return replace(
        word,
        x0=word.x0 * wide,
        x1=word.x1 * wide,
        top=word.top * high,
        bottom=word.bottom * high,
        starts=tuple(x * wide for x in word.starts),
    )


def _covered(box: BBox, own: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
    """Share of a box that lies under other boxes."""
    if not len(own):
        return 0.0
    wide = np.minimum(box[2], own[:, 2]) - np.maximum(box[0], own[:, 0])
    high = np.minimum(box[3], own[:, 3]) - np.maximum(box[1], own[:, 1])
    area = float((np.clip(wide, 0, None) * np.clip(high, 0, None)).sum())
    return area / max(1e-6, (box[2] - box[0]) * (box[3] - box[1]))
