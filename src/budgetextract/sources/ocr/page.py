"""One page's picture to a ``Page``: upright, level, its words with their confidence, its ruling lines.

In     a grey picture and its resolution.
Out    ``Page`` with reader "ocr", in points of the upright level page (``Page.turned``, ``Page.skew``).
Never  correct what was read: only glyphs that look alike are written as one where a number leaves no doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from budgetextract.model.document import Page, Rule, Word
from budgetextract.model.text import is_cjk
from budgetextract.record import record
from budgetextract.sources.ocr.engine import Engine, Recognised
from budgetextract.sources.ocr.numbers import number_sure, read_doubtful_again
from budgetextract.sources.ocr.picture import Grey, Picture, ink, level
from budgetextract.sources.ocr.picture_rules import Stroke, find_strokes, without_strokes
from budgetextract.sources.ocr.picture_text import Box, Piece, crop, find_pieces

UPRIGHT = 0.88
"""Mean confidence of some lines from which a page is taken to stand upright."""
SURE = 0.95
"""Confidence from which a character is not kept with its word: all but one in a thousand."""
DUST = ".,:;'`\"·・、。，：；‘’“”^_~*"
"""Marks that stand nowhere alone: a word of these is dust."""
FLAT = 0.3
"""Usual heights: no letter and no digit is as low."""
BROAD = 4.0
"""Usual heights: no dash is as wide."""
DASHES = "一-－—─_"
SAMPLE = 6
"""Lines that are read to tell which way is up, where a glance is not enough."""
GLANCE = 2
"""Lines of the glance, ..."""
GLANCE_WORDS = 8
"""... Chinese characters that it must see, ..."""
CLEARLY = 0.97
"""... and their mean confidence."""
MANY_PITCHES = 5
"""Distances between Chinese characters from which they alone tell the size of the type."""


@record
class Sheet:
    """A picture ready for reading: level, with its lines."""

    picture: Picture
    across: list[Stroke]
    down: list[Stroke]
    clean: Grey
    """Without its lines, for the eye: figures that touch a border lose nothing."""
    bare: Grey
    """Without its lines and the grey beside them, for telling where there is ink."""


def read_picture(grey: Grey, dpi: float, number: int, engine: Engine) -> Page:
    """The page that a picture shows."""
    sheet = prepared(level(Picture(grey, dpi)))
    boxes = engine.find_lines(sheet.clean, dpi)
    quarter = _quarter(sheet.clean, boxes, engine)
    if quarter:
        turned = Picture(np.ascontiguousarray(np.rot90(sheet.picture.grey, -quarter)), dpi, sheet.picture.skew)
        sheet = prepared(turned)
        boxes = engine.find_lines(sheet.clean, dpi)
    step = sheet.picture.step
    return Page(
        number=number,
        width=sheet.clean.shape[1] * step,
        height=sheet.clean.shape[0] * step,
        words=_words(sheet, boxes, engine),
        rules=_rules(sheet, step),
        turned=quarter * 90,
        skew=round(sheet.picture.skew, 3),
        image_share=1.0,
        reader="ocr",
    )


def prepared(picture: Picture) -> Sheet:
    """A level picture with its lines found and taken away."""
    across, down = find_strokes(picture.grey, picture.dpi)
    clean = without_strokes(picture.grey, across, down, margin=0.5)
    return Sheet(picture, across, down, clean, without_strokes(picture.grey, across, down))


def _quarter(clean: Grey, boxes: Sequence[Box], engine: Engine) -> int:
    """Clockwise quarter turns after which the page stands upright: by the shape of its lines, then by reading some."""
    lines = [
        box for box in boxes if max(box[2] - box[0], box[3] - box[1]) > 2.5 * min(box[2] - box[0], box[3] - box[1])
    ]
    if len(lines) < 2:
        return 0
    lying = sum(box[2] - box[0] for box in lines if box[2] - box[0] > box[3] - box[1])
    standing = sum(box[3] - box[1] for box in lines if box[3] - box[1] > box[2] - box[0])
    sideways = standing > lying
    some = [box for box in lines if (box[3] - box[1] > box[2] - box[0]) == sideways]
    some = sorted(
        some, key=lambda box: abs(max(box[2] - box[0], box[3] - box[1]) - 8 * min(box[2] - box[0], box[3] - box[1]))
    )
    crops = [clean[int(b[1]) : int(b[3]) + 1, int(b[0]) : int(b[2]) + 1] for b in some[:SAMPLE]]
    first = 1 if sideways else 0
    upright = [np.rot90(c, -first) for c in crops]
    if _surely_upright(upright[:GLANCE], engine):
        return first
    sure = _sureness(upright, engine)
    if sure >= UPRIGHT:
        return first
    other = _sureness([np.rot90(c, -first - 2) for c in crops], engine)
    return first + 2 if other > sure + 0.1 else first


def _surely_upright(crops: Sequence[Grey], engine: Engine) -> bool:
    """Whether a glance at a few lines is enough: Chinese read without a doubt. Digits read well on their head, too."""
    found = engine.read([np.ascontiguousarray(c) for c in crops])
    sure = [
        value for one in found for char, value in zip(one.text, one.sure, strict=False) if "\u4e00" <= char <= "\u9fff"
    ]
    return len(sure) >= GLANCE_WORDS and float(np.mean(sure)) >= CLEARLY


def _sureness(crops: Sequence[Grey], engine: Engine) -> float:
    found = engine.read([np.ascontiguousarray(c) for c in crops])
    values = [value for one in found for value in one.sure]
    return float(np.mean(values)) if values else 0.0


def _rules(sheet: Sheet, step: float) -> tuple[Rule, ...]:
    lying = [Rule(s.start * step, s.level * step, s.end * step, s.level * step) for s in sheet.across]
    standing = [Rule(s.level * step, s.start * step, s.level * step, s.end * step) for s in sheet.down]
    return (*lying, *standing)


def _words(sheet: Sheet, boxes: Sequence[Box], engine: Engine) -> tuple[Word, ...]:
    """The words of a page, from top to bottom."""
    dpi = sheet.picture.dpi
    pieces = find_pieces(ink(sheet.bare, dpi), boxes, sheet.across, sheet.down, dpi)
    crops = [crop(sheet.clean, piece, dpi / 72) for piece in pieces]
    read = read_doubtful_again([c for c, _, _ in crops], engine.read([c for c, _, _ in crops]), engine)
    usual = float(np.median([piece.bottom - piece.top for piece in pieces])) if pieces else 0.0
    words = [
        word_of(piece, left, right, found, sheet.picture.step)
        for piece, (_, left, right), found in zip(pieces, crops, read, strict=True)
        if found.text.strip(DUST) and not is_drawing(piece, found.text, usual)
    ]
    return tuple(sorted(words, key=lambda word: (word.top + word.bottom, word.x0)))


def is_drawing(piece: Piece, text: str, usual: float) -> bool:
    """True for a part of a drawing (the edge of a pie) that was read as text: flat but no dash, or a dash far too wide.

    ``usual``: height of the page's lines in pixels.
    """
    high, wide = piece.bottom - piece.top, piece.right - piece.left
    if text.strip(DASHES):
        return high < FLAT * usual and any(char.isalnum() for char in text)
    return wide > BROAD * usual * len(text)


def word_of(piece: Piece, left: int, right: int, found: Recognised, step: float) -> Word:
    """A word in points. Characters part in the middle between two; the first and last end with the ink."""
    middles = [left + (right - left) * share for share in found.middles]
    inner = [(one + other) / 2 for one, other in pairwise(middles)]
    starts = np.maximum.accumulate(np.clip([piece.left, *inner, piece.right], piece.left, piece.right)) * step
    text = found.text
    size = _size(text, middles, piece.bottom - piece.top) * step
    top, bottom = piece.top * step, piece.bottom * step
    if bottom - top < 0.6 * size:  # a dash or a comma stands on a line as high as others
        middle = (top + bottom) / 2
        top, bottom = middle - 0.3 * size, middle + 0.3 * size
    return Word(
        text=text,
        x0=float(starts[0]),
        top=top,
        x1=float(starts[-1]),
        bottom=bottom,
        size=round(2 * size) / 2,
        starts=tuple(float(x) for x in starts),
        confidence=round(number_sure(found), 4),
        sure=tuple(round(value, 3) for value in found.sure) if found.confidence < SURE else (),
    )


def _size(text: str, middles: Sequence[float], height: float) -> float:
    """The em in pixels: the pitch of Chinese characters, else told from the height of the ink."""
    pitches = [
        other - one for (a, one), (b, other) in pairwise(zip(text, middles, strict=True)) if is_cjk(a) and is_cjk(b)
    ]
    chinese = any(is_cjk(char) for char in text)
    by_height = height / (0.92 if chinese else 0.72)
    if len(pitches) >= MANY_PITCHES:  # dust and tall digits raise the ink of a line, they do not move its characters
        usual = np.median(pitches)
        even = [pitch for pitch in pitches if 0.6 * usual <= pitch <= 1.4 * usual]  # places come in steps: the mean
        return min(float(np.mean(even)), 1.3 * by_height)
    if len(pitches) >= 2:
        return float(min(max(np.median(pitches), 0.85 * by_height), 1.3 * by_height))
    return by_height
