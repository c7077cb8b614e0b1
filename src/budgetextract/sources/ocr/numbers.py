"""Numbers as they were recognised: glyphs that look alike, and a second look at those that are no sure number.

In     what the engine read in a crop.
Out    the same, or what a second look at another picture of the crop says.
Never  write a digit that no reading shows. Where two looks give two numbers, neither is sure (``TORN``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from budgetextract.model.text import ideographs, is_cjk
from budgetextract.sources.ocr.engine import Engine, Recognised
from budgetextract.sources.ocr.picture import Grey
from budgetextract.sources.ocr.sentences import mended

ALIKE = 0.8
"""Factor on the confidence where a letter was taken for the digit that it looks like, or dust for no mark."""
UNSURE = 0.93
"""Confidence below which a number is looked at again."""
TORN = 0.5
"""The most that a number is worth of which two looks give two readings."""
SPOT = 0.2
"""Heights of the text: the largest speck that can be taken for dust or a point."""
ROOM = 1.2
"""Distance, in distances of digits, of the two around a point, which is a quarter or half as wide as a digit."""
SPOT_IN_TEXT = 0.15
"""Heights of a crop of Chinese: a speck that is smaller than the dots of its characters."""
MARK = 0.95
"""Confidence below which a mark in Chinese may be dust."""
PAIRS = 3
"""Pairs of Chinese characters from which the distance between them is known."""
CLOSE = 1.25
"""Distances between Chinese characters: two with a mark between them are farther apart. (Places come in steps of a
sixth.)"""
GAP = 0.12
"""Heights of a crop by which the paper between two characters with a mark between them exceeds the usual."""
_STRAY = re.compile(r"[^\w()（）¥￥+\-−－%％]*(-?\d[\d,，]*[.．]\d+|\d{3}(?:\d\d){0,3})[^\w()（）%％]*")
"""An amount with decimals, or a code, and specks of dust read as marks at its ends."""
_NUMBER = re.compile(r"[-+−﹣－]?[\d０-９][\d０-９,，.．]*[%％]?")
_LETTER_NUMBER = re.compile(r"-?[\dOoQD〇○lI|]{1,3}(?:[,，][\dOoQD〇○lI|]{3})*[.．][\dOoQD〇○lI|]{1,4}")
_GLYPHS = str.maketrans("０１２３４５６７８９，．－−﹣％", "0123456789,.---%")
_LETTERS = str.maketrans("OoQD〇○lI|", "000000111")
_DUSTY = re.compile(r"(?<=[\u4e00-\u9fff])[·.'‘’`](?=[\u4e00-\u9fff\d])|^[一二三四五六七八九十]{1,4}[:：.·]")
BELIEVED = 0.6
_MARKS = ".,:;'`·、，：；‘’"
_BORDER = "_|‾￣｜"
_AMOUNT = re.compile(r"\d+(?:[.,．，]\d+)*")
_WELL_FORMED = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_LIKE_NUMBER = re.compile(r"[\W_]*\d[\d\W_OoQDCclIsSB〇○]*")


def as_number(found: Recognised) -> Recognised:
    """What was read, glyphs that look alike written as one where it is a number.

    Full-width digits, commas and points become ASCII. Dust read as marks at the ends of an amount or a code is dropped,
    and O, 〇 and l in an amount whose form leaves no doubt become the digits they look like: both for less confidence.
    """
    text, sure, middles = _without_border(Recognised(ideographs(found.text), found.sure, found.middles))
    if stray := _STRAY.fullmatch(text):
        first, last = stray.span(1)
        less = 1.0 if last - first == len(text) else ALIKE
        lowered = tuple(value * less for value in sure[first:last])
        return Recognised(text[first:last].translate(_GLYPHS), lowered, middles[first:last])
    if _NUMBER.fullmatch(text):
        return mended(Recognised(text.translate(_GLYPHS), sure, middles))
    if _LETTER_NUMBER.fullmatch(text) and sum(char.isdigit() for char in text) >= 2:
        digits = text.translate(_GLYPHS).translate(_LETTERS)
        return Recognised(digits, tuple(value * ALIKE for value in sure), middles)
    return mended(Recognised(text, sure, middles))


def _without_border(found: Recognised) -> tuple[str, tuple[float, ...], tuple[float, ...]]:
    """Text, confidences and places without what is no text at the ends: the rest of a cell's border, read as ``_`` or
    ``|``, and dust, read as a mark that the engine itself does not believe in."""
    odd = [
        char in _BORDER or (char in _MARKS and sure < BELIEVED)
        for char, sure in zip(found.text, found.sure, strict=True)
    ]
    if all(odd):
        return found.text, found.sure, found.middles
    first, last = odd.index(False), len(odd) - odd[::-1].index(False)
    return found.text[first:last], found.sure[first:last], found.middles[first:last]


def number_sure(found: Recognised) -> float:
    """How sure the least sure character of a word's numbers is; of a word without any, how sure its characters are."""
    digits = [value for char, value in zip(found.text, found.sure, strict=True) if char.isdigit() or char in ".,-%"]
    return min(digits) if digits else sum(found.sure) / max(1, len(found.sure))


def read_doubtful_again(crops: Sequence[Grey], read: Sequence[Recognised], engine: Engine) -> list[Recognised]:
    """``read``, with a second look at each number that is malformed or not sure: without specks, in a wider frame; and
    at each word with a mark in it that may be dust."""
    found = [as_number(one) for one in read]
    found = [_without_squeezed(crop, one) for crop, one in zip(crops, found, strict=True)]
    numbers = [index for index, one in enumerate(found) if _in_doubt(one)]
    dusty = [index for index, one in enumerate(found) if _DUSTY.search(one.text)]
    if not numbers and not dusty:
        return found
    looks = engine.read(
        [
            *(without_specks(crops[index]) for index in numbers),
            *(_framed(crops[index]) for index in numbers),
            *(_without_spots(crops[index]) for index in dusty),
        ]
    )
    for place, index in enumerate(numbers):
        second, third = as_number(looks[place]), as_number(looks[place + len(numbers)])
        found[index] = chosen(_with_room(crops[index], [found[index], second, third]))
    for look, index in zip(looks[2 * len(numbers) :], dusty, strict=True):
        if _says_the_same(look.text, found[index].text):
            found[index] = as_number(look)
        elif not _DUSTY.search(look.text):
            found[index] = _without_dust(found[index])
    return found


def _with_room(crop: Grey, looks: list[Recognised]) -> list[Recognised]:
    """Those looks whose points and commas have room between the digits of the picture; where none is left, the first
    without those that have none."""
    middles = _middles_of_digits(crop)
    fit = [look for look in looks if not without_room(look.text, middles)]
    return fit or [_worth(_without(looks[0], without_room(looks[0].text, middles)), TORN)]


def without_room(text: str, middles: Sequence[float]) -> set[int]:
    """Indices of points and commas between two digits that are no farther apart than others: dust takes no room.

    ``middles``: x of the digits in the picture. Where they are not as many as in ``text``, nothing is known.
    """
    digits = [index for index, char in enumerate(text) if char.isdigit()]
    apart = [other - one for one, other in pairwise(middles)]
    if len(digits) != len(middles) or len(apart) < 2 or not _NUMBER.fullmatch(text):
        return set()
    found: set[int] = set()
    for place, (one, other) in enumerate(pairwise(digits)):
        if apart[place] <= ROOM * min(apart[:place] + apart[place + 1 :]):
            found.update(range(one + 1, other))
    return found


def _without_squeezed(crop: Grey, found: Recognised) -> Recognised:
    """The words without doubtful marks that stand between two Chinese characters as close as if nothing were between:
    dust in the gap of "工作" makes "工:作"."""
    text, (high, wide) = found.text, crop.shape
    doubtful = [
        index
        for index in range(1, len(text) - 1)
        if text[index] in _MARKS and found.sure[index] < MARK and is_cjk(text[index - 1]) and is_cjk(text[index + 1])
    ]
    pairs = [index for index in range(len(text) - 1) if is_cjk(text[index]) and is_cjk(text[index + 1])]
    if not doubtful or len(pairs) < PAIRS:
        return found
    middles = [share * wide for share in found.middles]
    pitch = float(np.mean([middles[index + 1] - middles[index] for index in pairs]))
    blank = _blank_columns(crop)
    usual = float(np.median([_gap(blank, middles[index], middles[index + 1]) for index in pairs]))
    squeezed = {
        index
        for index in doubtful
        if middles[index + 1] - middles[index - 1] < CLOSE * pitch
        and _gap(blank, middles[index - 1], middles[index + 1]) < usual + GAP * high
    }
    return _without(found, squeezed) if squeezed else found


def _blank_columns(crop: Grey) -> npt.NDArray[np.bool_]:
    """The columns of a crop without ink, specks not counted as such."""
    import cv2

    dark = (crop < 170).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    drawn = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) > SPOT * crop.shape[0]
    drawn[0] = False
    blank: npt.NDArray[np.bool_] = ~drawn[labels].any(axis=0)
    return blank


def _gap(blank: npt.NDArray[np.bool_], first: float, last: float) -> int:
    """The most blank columns side by side between two x."""
    part = blank[max(0, round(first)) : round(last) + 1]
    filled = np.concatenate([[-1], np.nonzero(~part)[0], [len(part)]])
    return int(np.diff(filled).max()) - 1


def _without(found: Recognised, dropped: set[int]) -> Recognised:
    kept = [index for index in range(len(found.text)) if index not in dropped]
    return Recognised(
        "".join(found.text[index] for index in kept),
        tuple(found.sure[index] for index in kept),
        tuple(found.middles[index] for index in kept),
    )


def _middles_of_digits(crop: Grey) -> list[float]:
    import cv2

    _, _, stats, _ = cv2.connectedComponentsWithStats((crop < 170).astype(np.uint8), connectivity=8)
    high = stats[1:, cv2.CC_STAT_HEIGHT]
    if not len(high):
        return []
    return sorted(left + w / 2 for left, _, w, h, _ in stats[1:].tolist() if h > 0.6 * high.max())


def _without_dust(found: Recognised) -> Recognised:
    """The word as it was read but for marks between its characters that were gone with the specks."""
    dust = {match.start() for match in _DUSTY.finditer(found.text) if match.start()}
    return _without(found, {index for index in dust if not found.text[index].isalnum()})


def _in_doubt(found: Recognised) -> bool:
    return bool(_LIKE_NUMBER.fullmatch(found.text)) and (not _well_formed(found) or number_sure(found) < UNSURE)


def _says_the_same(look: str, first: str) -> bool:
    """True where a look without specks differs in marks beside numbers only: a decimal point is a speck, too."""
    return _letters(look) == _letters(first) and _amounts(look) == _amounts(first)


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _amounts(text: str) -> list[str]:
    return [amount.translate(_GLYPHS) for amount in _AMOUNT.findall(text)]


def chosen(looks: Sequence[Recognised]) -> Recognised:
    """The reading that most looks give, the first among equals; malformed ones count where there is no other."""
    fit = [look for look in looks if _well_formed(look)]
    if not fit:
        return looks[0]
    texts = [look.text for look in fit]
    text = max(texts, key=lambda each: (texts.count(each), -texts.index(each)))
    best = max((look for look in fit if look.text == text), key=number_sure)
    if len(set(texts)) > 1:
        return _worth(best, TORN)
    return best if len(texts) > 1 else _worth(best, ALIKE)


def _worth(found: Recognised, most: float) -> Recognised:
    return Recognised(found.text, tuple(min(value, most) for value in found.sure), found.middles)


def _well_formed(found: Recognised) -> bool:
    return bool(_WELL_FORMED.fullmatch(found.text))


def without_specks(crop: Grey) -> Grey:
    """A crop of digits without small spots that are not on their base line, where points and commas stand."""
    import cv2

    dark = (crop < 170).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    if count < 3:
        return crop
    high = stats[1:, cv2.CC_STAT_HEIGHT]
    text = float(np.percentile(high, 80))
    base = (
        float(np.median((stats[1:, cv2.CC_STAT_TOP] + high)[high > 0.6 * text])) if (high > 0.6 * text).any() else 0.0
    )
    clean = crop.copy()
    for index in range(1, count):
        left, top, w, h, _ = (int(value) for value in stats[index])
        small = max(w, h) <= SPOT * text
        if small and not base - 0.12 * text <= top + h <= base + 0.12 * text:
            clean[max(0, top - 1) : top + h + 1, max(0, left - 1) : left + w + 1] = 255
    return clean


def _without_spots(crop: Grey) -> Grey:
    """A crop of Chinese without spots smaller than any stroke or mark of its size."""
    import cv2

    _, _, stats, _ = cv2.connectedComponentsWithStats((crop < 190).astype(np.uint8), connectivity=8)
    most = SPOT_IN_TEXT * crop.shape[0]
    clean = crop.copy()
    for left, top, w, h, _ in stats[1:].tolist():
        if max(w, h) <= most:
            clean[max(0, top - 1) : top + h + 1, max(0, left - 1) : left + w + 1] = 255
    return clean


def _framed(crop: Grey) -> Grey:
    """The crop with a margin of paper, so that it is read at another scale."""
    margin = max(2, crop.shape[0] // 6)
    framed: Grey = np.pad(crop, ((margin, margin), (margin, margin)), constant_values=255)
    return framed
