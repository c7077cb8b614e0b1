"""The words and lines of a page kept as arrays, for documents of many pages.

A word with the place of each of its characters is a kilobyte as an object and a tenth of that in arrays. Objects are
made when a page is looked at, and those of the page looked at last are kept, since a page is looked at several times
before the next one is.
"""

from __future__ import annotations

import contextlib
import ctypes
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import overload

import numpy as np

from budgetextract.model.document import Page, Rule, Word
from budgetextract.sources.pdf.chars import Floats
from budgetextract.sources.pdf.words import make_words

FROM_PAGES = 200
"""Pages of a document after which words are kept so."""

_last: tuple[PackedWords, tuple[Word, ...]] | None = None


def packed(page: Page) -> Page:
    """The page with its words packed (its ruling lines always are)."""
    return replace(page, words=PackedWords(page.words))


def give_back() -> None:
    """Hands memory that pdfium has let go of back to the system: the C library keeps it, 20 MB after 3,000 pages.

    Nothing is done where the C library has no call for it (it is one of glibc).
    """
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)


class PackedWords(Sequence[Word]):
    """The words of one page."""

    __slots__ = ("_boxes", "_chars", "_lefts", "_starts")

    def __init__(self, words: Sequence[Word]) -> None:
        """``words`` as ``make_words`` makes them: each begins with its first character and ends with its last."""
        self._chars = "".join(word.text for word in words)
        self._starts = np.cumsum([0, *(len(word.text) for word in words)], dtype=np.int32)
        self._lefts = np.asarray([left for word in words for left in word.starts[:-1]])
        self._boxes = np.asarray([(w.top, w.bottom, w.x1, w.size) for w in words]).reshape(-1, 4)

    def _made(self) -> tuple[Word, ...]:
        global _last
        last = _last
        if last is not None and last[0] is self:
            return last[1]
        tops, bottoms, rights, sizes = self._boxes.T.tolist()
        words = make_words(self._chars, self._starts.tolist(), self._lefts.tolist(), tops, bottoms, rights, sizes)
        _last = (self, words)
        return words

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[Word]:
        return iter(self._made())

    @overload
    def __getitem__(self, index: int) -> Word: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Word, ...]: ...
    def __getitem__(self, index: int | slice) -> Word | tuple[Word, ...]:
        return self._made()[index]


class PackedRules(Sequence[Rule]):
    """The ruling lines of one page. ``boxes`` (n, 4): x0, top, x1, bottom of each."""

    __slots__ = ("boxes",)

    def __init__(self, boxes: Floats) -> None:
        self.boxes = boxes

    def __len__(self) -> int:
        return len(self.boxes)

    def __iter__(self) -> Iterator[Rule]:
        return (Rule(*box) for box in self.boxes.tolist())

    @overload
    def __getitem__(self, index: int) -> Rule: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Rule, ...]: ...
    def __getitem__(self, index: int | slice) -> Rule | tuple[Rule, ...]:
        if isinstance(index, slice):
            return tuple(Rule(*box) for box in self.boxes[index].tolist())
        return Rule(*self.boxes[index].tolist())
