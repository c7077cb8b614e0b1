"""Numbering in front of a title: 第一部分, 一、, （一）, 1., (1), ①."""

from __future__ import annotations

import re
from functools import lru_cache

from budgetextract.model.text import fold
from budgetextract.record import record

PART, PLAIN, CHINESE, CHINESE_BRACKET, ARABIC, ARABIC_BRACKET, CIRCLE = 0, 1, 2, 3, 4, 5, 6
"""Ranks of numbering styles, outermost first; ``PLAIN`` is a heading without number."""

_CN = "一二三四五六七八九十"
_STYLES = (
    (PART, re.compile(rf"第\s*[{_CN}百\d]{{1,3}}\s*(?:部分|章)\s*[:：、.．]?\s*")),
    (CHINESE_BRACKET, re.compile(rf"[（(]\s*[{_CN}]{{1,3}}\s*[）)]\s*[、.．]?\s*")),
    (CHINESE, re.compile(rf"[{_CN}]{{1,3}}\s*[、.．:：]\s*")),
    (ARABIC_BRACKET, re.compile(r"[（(]\s*[\d０-９]{1,2}\s*[）)]\s*[、.．]?\s*|\d{1,2}\s*[)）]\s*")),
    # "2.2024年度…" is point two; "2.36万元" is no number of a heading.
    (ARABIC, re.compile(r"[\d０-９]{1,2}\s*[、.．](?:(?![\d０-９])|(?=20\d\d\s*年))\s*")),
    (CIRCLE, re.compile(r"[①-⑳]\s*")),
)


@record
class Numbered:
    """A line parted into its number as printed and the rest; ``style`` is a rank, PLAIN without a number."""

    style: int
    number: str
    rest: str


@lru_cache(maxsize=4096)
def numbered(text: str) -> Numbered:
    """The numbering in front of a line."""
    bare = text.strip().lstrip("-·•* ")
    folded = fold(bare)  # as long as what is printed: the ends of a match hold for both
    for style, pattern in _STYLES:
        if found := pattern.match(folded):
            return Numbered(style, bare[: found.end()].strip(), bare[found.end() :].strip())
    return Numbered(PLAIN, "", bare)


def ordinal(number: str) -> int:
    """What a printed number counts, below 100: 12 for 十二、, (12) and ⑫; 0 where it counts nothing."""
    bare = fold(number)
    if found := re.search(r"\d{1,2}", bare):
        return int(found[0])
    if found := re.search(r"[①-⑳]", bare):
        return ord(found[0]) - ord("①") + 1
    if found := re.search(rf"([{_CN}]?)十([{_CN}]?)|[{_CN}]", bare):
        if found[1] is None:
            return _CN.index(found[0]) + 1
        return 10 * (_CN.find(found[1]) + 1 if found[1] else 1) + (_CN.find(found[2]) + 1 if found[2] else 0)
    return 0
