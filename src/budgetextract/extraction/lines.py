"""Words to printed lines.

A line is a band of words whose heights overlap: digits set 5 points below the Chinese of the same line (seen in final
accounts out of ONLYOFFICE) still belong to it, so bands follow the overlap of extents and not a tolerance of tops.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from budgetextract.model.document import BBox, Line, Page, PlaceFinder, Word
from budgetextract.model.text import is_cjk

OVERLAP = 0.5
"""Two words share a line when they overlap by this part of the smaller height."""
LATIN_GAP = 0.2
WIDE_GAP = 1.2
"""A gap of this many character heights is kept as a blank even between Chinese characters."""
_NO_BLANK_BEFORE = "，。、；：！？）》”’】,.;:%)"


def page_lines(page: Page, skip: Sequence[BBox] = (), *, with_words: bool = True) -> list[Line]:
    """The lines of a page in reading order, words inside the boxes of ``skip`` (the grids of tables) left out.

    ``with_words``: whether the lines hold their words, or their text alone.
    """
    words = [word for word in page.words if not _inside_any(word, skip)]
    lines = [line_of(page.number, band, with_words=with_words) for band in bands(words)]
    if not page.places:
        return lines
    places = PlaceFinder(page.places)
    return [replace(line, paragraph=_paragraph(places, line)) for line in lines]


def _paragraph(places: PlaceFinder, line: Line) -> int:
    place = places.at(line.x0, (line.top + line.bottom) / 2)
    return place.paragraph if place else 0


def _inside_any(word: Word, boxes: Sequence[BBox]) -> bool:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    for x0, top, x1, bottom in boxes:  # noqa: SIM110 - a generator costs more than the comparison; words are many
        if x0 - 1 <= x <= x1 + 1 and top - 1 <= y <= bottom + 1:
            return True
    return False


def bands(words: Iterable[Word]) -> list[list[Word]]:
    """Words by line, lines from top to bottom, words from left to right."""
    found: list[list[Word]] = []
    cores: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda w: (w.top + w.bottom, w.x0)):
        best, share = -1, OVERLAP
        for index in range(len(found) - 1, max(-1, len(found) - 5), -1):
            top, bottom = cores[index]
            if bottom <= word.top or word.bottom <= top:
                continue
            smaller = min(word.bottom - word.top, bottom - top)
            overlap = (min(word.bottom, bottom) - max(word.top, top)) / smaller if smaller > 0 else 0.0
            if overlap > share and not _collides(word, found[index]):
                best, share = index, overlap
        if best < 0:
            found.append([word])
            cores.append((word.top, word.bottom))
        else:
            found[best].append(word)
            # The core follows the tallest word: a line must not grow by one low word after the other.
            if word.bottom - word.top > cores[best][1] - cores[best][0]:
                cores[best] = (word.top, word.bottom)
    for band in found:
        band.sort(key=lambda w: w.x0)
    order = sorted(range(len(found)), key=lambda i: (cores[i][0] + cores[i][1], found[i][0].x0))
    return [found[i] for i in order]


def _collides(word: Word, band: Sequence[Word]) -> bool:
    """True where the band already has ink in most of the word's width: two tight lines, not one."""
    wide = max(0.1, word.x1 - word.x0)
    covered, level = 0.0, True
    for other in band:
        shared = max(0.0, min(word.x1, other.x1) - max(word.x0, other.x0))
        covered += shared
        level = level and (shared <= 0 or abs(word.top - other.top) + abs(word.bottom - other.bottom) < 1)
    # on one baseline a character may sit half under the wide box of the comma before it (tight justified setting)
    return covered > (0.9 if level else 0.5) * wide


def line_of(page: int, words: Sequence[Word], *, with_words: bool = True) -> Line:
    """One line out of its words, from left to right."""
    return Line(
        page=page,
        text=join_words(words),
        words=tuple(words) if with_words else (),
        x0=min([word.x0 for word in words]),
        top=min([word.top for word in words]),
        x1=max([word.x1 for word in words]),
        bottom=max([word.bottom for word in words]),
        size=_usual_size(words),
    )


def _usual_size(words: Sequence[Word]) -> float:
    """The size in the middle of those of all characters."""
    first = words[0].size
    if all(word.size == first for word in words):
        return first
    sizes = sorted(word.size for word in words for _ in word.text)
    return sizes[len(sizes) // 2]


def join_words(words: Sequence[Word]) -> str:
    """The text of words on one line: a blank between Latin words and over a wide gap, none inside justified Chinese."""
    if not words:
        return ""
    spaced = _letter_spaced(words)
    parts = [words[0].text]
    for one, other in pairwise(words):
        gap = other.x0 - one.x1
        size = max(one.size, other.size, 1.0)
        left, right = one.text[-1], other.text[0]
        if is_cjk(left) or is_cjk(right) or not (left.isalnum() and right.isalnum()):
            blank = gap > WIDE_GAP * size and right not in _NO_BLANK_BEFORE and not spaced
        else:
            blank = gap > LATIN_GAP * size and not (spaced and left.isdigit() and right.isdigit())
        parts.append(" " + other.text if blank else other.text)
    return "".join(parts)


def _letter_spaced(words: Sequence[Word]) -> bool:
    """A line set with even gaps between single characters ("经 费 总 预 算", justified in a wide box)."""
    if len(words) < 6:
        return False
    single = sum(1 for word in words if len(word.text) <= 2)
    gaps = [other.x0 - one.x1 for one, other in pairwise(words)]
    return single > 0.7 * len(words) and max(gaps) < 3 * (sorted(gaps)[len(gaps) // 2] + 0.5)
