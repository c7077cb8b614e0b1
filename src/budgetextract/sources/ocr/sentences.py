"""Amounts in recognised lines and cells: signs that look alike, where the unit behind the number leaves no doubt.

Dust and faint strokes make a semicolon of the comma of "320,000", turn the point of "26200.88万元" into a colon, put a
second point behind "2687.77" or beside its own, or make 方元 of 万元; "单位：.万元" has a point where no one sets one.
Each such amount is written as it must be, for less confidence.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from budgetextract.sources.ocr.engine import Recognised

ALIKE = 0.8
"""Factor on the confidence of the signs of an amount that was mended."""
_UNIT = r"(?=(?:万|亿|万亿)?元|[%％]|个百分点)"
_MENDED: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(\d)[：:·∶](\d{1,4})" + _UNIT), lambda found: f"{found[1]}.{found[2]}"),
    (re.compile(r"(\d[.．]\d{1,4})[.．,，:：·]" + _UNIT), lambda found: found[1]),
    (re.compile(r"(\d)[.．:：·]{2}(\d{1,4})(?=[万亿元%％]|个百分点)"), lambda found: f"{found[1]}.{found[2]}"),
    (re.compile(r"^(-?\d{1,3}(?:,\d{3})+),(\d\d)$"), lambda found: f"{found[1]}.{found[2]}"),
    (re.compile(r"^(-?(?:\d{1,3}(?:,\d{3})+|\d{3,}))[：:](\d\d)$"), lambda found: f"{found[1]}.{found[2]}"),
    (re.compile(r"^(-?\d{1,3}(?:,\d{3})*)[;；](?=\d{3}(?:[,;；]\d{3})*(?:\.\d+)?$)"), lambda found: f"{found[1]},"),
    (re.compile(r"^(-?\d{1,3}(?:,?\d{3})*)\.\.(\d\d)$"), lambda found: f"{found[1]}.{found[2]}"),
    (re.compile(r"^(\d{1,2})[.．]{2}(?=[\u4e00-\u9fff“‘\"《（(])"), lambda found: f"{found[1]}."),
    (re.compile(r"(\d[,，])[.．](?=\d{3}(?:[,，]\d{3})*[.．]\d)"), lambda found: found[1]),
    (re.compile(r"([，。：；、])[.．·'`](?=[\u4e00-\u9fff])"), lambda found: found[1]),
    (re.compile(r"(\d)[方力]元"), lambda found: f"{found[1]}万元"),
    (re.compile(r"(\d[万亿])[兀]"), lambda found: f"{found[1]}元"),
    (re.compile(r"((?:19|20)\d\d)[.．·](?=年)"), lambda found: found[1]),
    (re.compile(r"(\d)[.．](?=(?:万|亿|万亿)元)"), lambda found: found[1]),
    (re.compile(r"([\u4e00-\u9fff])[.．·'`](?=[\d（()）])"), lambda found: found[1]),
    (re.compile(r"([\u4e00-\u9fff])[.．·'`]$"), lambda found: found[1]),
)
"""What is found, and what stands for it: as many characters or one less, which is the last."""


_TWO_POINTS = re.compile(r"(?<![\d.．])\d[\d,]*([.．])\d+([.．])\d+" + _UNIT)
NARROWER = 0.75
"""A point between digits that are closer than this, measured in the distance of those around another point, is dust."""


def mended(found: Recognised) -> Recognised:
    """The line with its amounts as they must be; the places of the characters stay."""
    found = _with_one_point(found)
    if not any(pattern.search(found.text) for pattern, _ in _MENDED):
        return found
    text, sure, middles = found.text, list(found.sure), list(found.middles)
    for pattern, write in _MENDED:
        while match := pattern.search(text):
            first, last = match.span()
            written = write(match)
            text = text[:first] + written + text[last:]
            end = first + len(written)
            sure[first:last] = [value * ALIKE for value in sure[first:end]]
            middles[first:last] = middles[first:end]
    return Recognised(text, tuple(sure), tuple(middles))


def _with_one_point(found: Recognised) -> Recognised:
    """The line without the second point of "4.4.7%": the one whose digits stand as close as if nothing were between."""
    text, sure, middles = found.text, list(found.sure), list(found.middles)
    start = 0
    while match := _TWO_POINTS.search(text, start):
        start = match.end()
        near, far = sorted((match.start(1), match.start(2)), key=lambda at: middles[at + 1] - middles[at - 1])
        if middles[near + 1] - middles[near - 1] >= NARROWER * (middles[far + 1] - middles[far - 1]):
            continue
        first, last = match.span()
        sure[first:last] = [value * ALIKE for value in sure[first:last]]
        text = text[:near] + text[near + 1 :]
        del sure[near], middles[near]
    return Recognised(text, tuple(sure), tuple(middles))
