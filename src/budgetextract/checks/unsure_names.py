"""How sure OCR was of the printed names that facts carry: projects, units, rows without a code.

A wrong name beside a right figure breaks no sum. Of the characters that the engine misreads, nearly all are below 0.7,
of those that it reads rightly one in a thousand is below 0.9.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import accumulate

from budgetextract.model.document import BBox, Page, Word
from budgetextract.model.facts import Statement
from budgetextract.model.text import is_cjk, plain

PRINTED = ("project", "organisation", "vehicle_subtype")
"""Dimensions whose value is the printed name itself."""
_CODES = ("function", "economy", "government_economy")
_ALIKE = frozenset("()（）[]【】〔〕“”\"‘’'《》")
"""Characters that are as good in the form of their twin."""


def name_sureness(statement: Statement, pages: Mapping[int, Page]) -> float:
    """How sure OCR was of the least sure character of the names of a mention; 1 for what was not recognised."""
    page = pages.get(statement.page)
    if page is None or not any(word.sure for word in page.words):
        return 1.0
    return min((_sureness(plain(name), statement, page) for name in _names(statement)), default=1.0)


def _names(statement: Statement) -> Iterable[str]:
    key = statement.key
    yield from (value for dimension, value in key.dimensions if dimension in PRINTED)
    if statement.table is not None and statement.name and not any(key.dimension(code) for code in _CODES):
        yield statement.name


def _sureness(name: str, statement: Statement, page: Page) -> float:
    if not name:
        return 1.0
    if statement.table is not None:
        parts = list(_parts(name, statement.bbox, page))
        if parts:
            return min(_least(word, 0, len(word.text)) for word in parts)
    return _in_text(name, statement.bbox, page)


def _parts(name: str, box: BBox, page: Page) -> Iterable[Word]:
    """The words in the row of a figure that are the name or, where its cell has several lines, parts of it."""
    for word in page.words:
        text = plain(word.text)
        if box[1] <= (word.top + word.bottom) / 2 <= box[3] and text in name and any(map(is_cjk, text)):
            yield word


def _in_text(name: str, box: BBox, page: Page) -> float:
    """The name where it stands nearest to a figure, with the marks at its ends: they tell where it begins and ends."""
    letters = [(char, word, index) for word in page.words for index, char in enumerate(word.text)]
    folded = [plain(char) for char, _, _ in letters]
    text = "".join(folded)
    starts = dict(zip(accumulate(map(len, folded), initial=0), range(len(folded)), strict=False))
    middle = (box[1] + box[3]) / 2
    found: list[tuple[float, float]] = []
    at = text.find(name)
    while at >= 0:
        first, end = starts.get(at), starts.get(at + len(name), len(folded))
        if first is not None:
            first -= first > 0 and not letters[first - 1][0].isalnum()
            end += end < len(letters) and not letters[end][0].isalnum()
            sure = min(_least(word, index, index + 1) for _, word, index in letters[first:end])
            found.append((abs((letters[first][1].top + letters[first][1].bottom) / 2 - middle), sure))
        at = text.find(name, at + 1)
    return min(found)[1] if found else 1.0


def _least(word: Word, first: int, end: int) -> float:
    """The least confidence of some characters of a word, those aside whose form does not matter."""
    pairs = zip(word.text[first:end], word.sure[first:end], strict=False)
    return min((sure for char, sure in pairs if char not in _ALIKE), default=1.0)
