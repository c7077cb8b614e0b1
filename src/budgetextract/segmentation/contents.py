"""The document's own table of contents as a tree, to know its headings by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from budgetextract.model.document import ContentsEntry
from budgetextract.model.text import plain
from budgetextract.record import record
from budgetextract.rules.outline import comparable
from budgetextract.segmentation.numbering import PLAIN, numbered

NEARLY = 82
"""Likeness (0-100) from which a body title with the same number is the promised one."""
SHORTEST = 4
"""Characters of a department's name that still name it without its region."""
_REGION = re.compile("[省市区县州盟旗]")


@record
class Promise:
    """One contents entry: where it stands in the order, its level (1 outermost), its title for comparing."""

    index: int
    entry: ContentsEntry
    level: int
    style: int
    key: str
    number: str = ""


class Contents:
    """Contents entries found again by their titles. A title may stand twice (三、支出情况 in two parts)."""

    def __init__(self, entries: Sequence[ContentsEntry], department: str) -> None:
        self._department = department
        self.promises = tuple(self._promises(entries))
        self._by_key: dict[str, list[Promise]] = {}
        for promise in self.promises:
            self._by_key.setdefault(promise.key, []).append(promise)

    def _promises(self, entries: Sequence[ContentsEntry]) -> list[Promise]:
        stack: list[int] = []
        out: list[Promise] = []
        for index, entry in enumerate(entries):
            parts = numbered(entry.text)
            style = parts.style
            if (
                style == PLAIN
                and stack
                and entries[0].text != entry.text
                and any(numbered(e.text).style != PLAIN for e in entries)
            ):
                style = stack[-1]  # an entry without number among numbered ones stands beside the last one
            while stack and stack[-1] >= style:
                stack.pop()
            stack.append(style)
            out.append(Promise(index, entry, len(stack), style, self.key(parts.rest), plain(parts.number)))
        return out

    def key(self, title: str) -> str:
        """A title for comparing, without the department's name."""
        return title_key(title, self._department)

    def find(self, title: str, style: int, after: int, number: str = "") -> Promise | None:
        """The promise of a body heading: same title, same numbering style first, the next one in order first.

        Where the title differs a little (编制的相关依据 for 编制相关依据), the same number decides.
        """
        key = self.key(title)
        found = self._by_key.get(key, []) if key else []
        if not found:
            return self._nearly(key, style, after, plain(number)) if number and len(key) > 3 else None
        same = [p for p in found if p.style == style] or (found if style == PLAIN or len(key) > 4 else [])
        return next((p for p in same if p.index >= after), same[0] if same else None)

    def _nearly(self, key: str, style: int, after: int, number: str) -> Promise | None:
        from rapidfuzz import fuzz

        near = [p for p in self.promises if p.style == style and p.number == number and p.index >= after]
        return next((p for p in near[:2] if fuzz.ratio(p.key, key) >= NEARLY), None)

    def level_of(self, style: int) -> int | None:
        """The level that a numbering style has in the contents."""
        return next((p.level for p in self.promises if p.style == style), None)


def title_key(title: str, department: str) -> str:
    """A title for comparing; the department's name (and the region in front of it) is no part of it.

    A title may begin with the name without its province or city (青禾区林业局机构设置 of 某市青禾区林业局).
    """
    text = title.strip()
    if department:
        text = text.replace(department, "")
        short = next((name for name in without_region(department) if text.startswith(name)), "")
        text = text[len(short) :]
    return comparable(text)


@lru_cache(maxsize=64)
def without_region(department: str) -> tuple[str, ...]:
    """The department's name without the regions in front of it, one after the other."""
    ends = (match.end() for match in _REGION.finditer(department))
    return tuple(rest for end in ends if len(rest := department[end:]) >= SHORTEST)
