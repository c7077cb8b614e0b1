"""Columns that an economic subject heads: classes (工资福利支出) and items (办公费) over rows by function or by unit.

Some names stand in both lists (住房公积金 is 30113 and 50103), so the list is known before a name is looked up: by the
title of the table, by the codes in its heads, or by the names that only one of the lists has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from budgetextract.model.text import plain
from budgetextract.record import record
from budgetextract.rules.classification import ECONOMY, GOVERNMENT_ECONOMY, Classification
from budgetextract.rules.header_words import leading_code

_GOVERNMENT = re.compile(r"政府(?:预算)?(?:支出)?经济")
_DEPARTMENT = re.compile(r"部门(?:预算)?(?:支出)?经济")
_LISTS = (ECONOMY, GOVERNMENT_ECONOMY)
_FIRST = {ECONOMY: "3", GOVERNMENT_ECONOMY: "5"}
_SHARED = ("505", "506")
_PARTS = {"人员经费": "expenditure.basic.personnel", "公用经费": "expenditure.basic.public"}
_REST = "其他支出"
"""The last class of both lists, but in a head without a code also what is left of anything."""


@record
class EconomicHeads:
    """How the economic subjects in a table's heads are read. ``kind``: the list they are of, "" where none is known.

    ``items``: the table is one by economic subjects, so that an item may stand without its class above it.
    """

    lists: Classification
    year: int
    kind: str = ""
    items: bool = False
    said: bool = False
    """The title names the list, so that its last class needs no code: 其他支出."""
    part: str = ""
    """The part of basic expenditure that the title limits the table to, as a concept."""

    def subject(self, word: str, above: tuple[str, str] | None = None) -> tuple[str, str] | None:
        """(dimension, code) of the subject that a head's word names, ``above`` the class over it; None for others."""
        code, name = leading_code(word)
        if code:
            return next(
                (
                    (kind, code)
                    for kind in _LISTS
                    if code.startswith(_FIRST[kind]) and self.lists.same_name(name, code, self.year, kind)
                ),
                None,
            )
        if above is not None:
            kind, parent = above
            found = self.lists.by_name(name, self.year, parent, kind)
            return None if found is None else (kind, found)
        if name == _REST and not self.said:
            return None
        for kind in (self.kind,) if self.kind else _LISTS:
            if (found := self.lists.by_name(name, self.year, kind=kind, level=1)) is not None:
                return kind, found
        if self.items and self.kind and self._only_item(name):
            found = self.lists.by_name(name, self.year, kind=self.kind, level=2)
            return None if found is None else (self.kind, found)
        return None

    def concept(self, concept: str, subject: tuple[str, str]) -> str:
        """The concept of a column headed by a subject: 505 pays staff and offices alike, and each in its own table."""
        kind, code = subject
        shared = kind == GOVERNMENT_ECONOMY and code.startswith(_SHARED)
        return self.part if shared and self.part and concept == "expenditure.basic" else concept

    def _only_item(self, name: str) -> bool:
        """True for a name without a second meaning among the classes (a stem may be shared: 其他支出)."""
        return all(self.lists.by_name(name, self.year, kind=kind, level=1) is None for kind in _LISTS)


def economic_heads(
    title: str, table_id: str, columns: Sequence[str], lists: Classification, year: int
) -> EconomicHeads:
    """The reading of one table's heads."""
    text = plain(title)
    said = [kind for kind, words in ((ECONOMY, _DEPARTMENT), (GOVERNMENT_ECONOMY, _GOVERNMENT)) if words.search(text)]
    items = "economy" in table_id
    parts = [concept for word, concept in _PARTS.items() if word in text]
    part = parts[0] if len(parts) == 1 else ""
    if len(said) == 2:
        return EconomicHeads(lists, year, part=part)
    words = {word for column in columns for word in plain(column).split("/")}
    return EconomicHeads(lists, year, said[0] if said else _only_list(words, lists, year), items, bool(said), part)


def _only_list(words: Iterable[str], lists: Classification, year: int) -> str:
    """The list that the heads are of: the one whose own names or codes stand among them; "" for none or both."""
    found = {kind for word in words for kind in _of_one_list(word, lists, year)}
    return found.pop() if len(found) == 1 else ""


def _of_one_list(word: str, lists: Classification, year: int) -> tuple[str, ...]:
    """The list that has a word as a subject's name or code, () where both or none have it."""
    code, name = leading_code(word)
    if len(name) < 3:
        return ()
    having = tuple(
        kind
        for kind in _LISTS
        if any(lists.by_name(name, year, kind=kind, level=level) is not None for level in (1, 2))
    )
    if code:
        having = tuple(kind for kind in having if code.startswith(_FIRST[kind]))
    return having if len(having) == 1 else ()
