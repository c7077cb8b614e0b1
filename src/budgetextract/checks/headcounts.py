"""When counts of staff that do not add up contradict each other, and when they only tell a part.

A total of posts below its types is a contradiction. One above them may have types that nobody named: said as such where
every count of the sentences was read. A total of persons may leave out the retired or those outside the establishment.
"""

from __future__ import annotations

from collections.abc import Sequence

from budgetextract.checks.index import Book
from budgetextract.checks.outcome import Used
from budgetextract.model.patterns import later

UNTOLD = "untold"
"""Reason of a failure: the types named make up less than the whole."""
_TYPES, _GROUPS = "establishment_is_sum_of_types", "staff_is_sum_of_groups"
_PERSONS = later(r"\d+(?:人|名|个(?![月单部科处内机办]))")


def says_nothing(rule: str, left: Sequence[Used], right: Sequence[Used]) -> bool:
    """Whether the counts need not make up the whole: one type alone, or groups told apart from it."""
    if rule == _TYPES:
        return len(right) < 2
    if rule != _GROUPS or not left:
        return False
    on_duty = [used.entry.value for used in right if used.entry.key.concept == "staff.on_duty"]
    if on_duty and left[0].entry.value < on_duty[0]:
        return False
    sentences = {used.entry.statement.sentence for used in (*left, *right) if not used.entry.statement.table}
    return len(sentences) > 1 or any("；" in sentence or ";" in sentence for sentence in sentences)


def guarded(rule: str, left: Sequence[Used], right: Sequence[Used]) -> bool:
    """Whether a total below its largest part is taken for a misreading: counts are, but for posts read as text."""
    return rule != _TYPES or any(used.entry.statement.reader.startswith("ocr") for used in (*left, *right))


def told_in_full(rule: str, left: Sequence[Used], right: Sequence[Used], book: Book) -> bool:
    """Whether two types at least stand in the section of the whole, and none of its counts was left unread."""
    if rule != _TYPES:
        return False
    statements = [used.entry.statement for used in (*left, *right)]
    if len(right) < 2 or any(one.origin != "narrative" or one.reader.startswith("ocr") for one in statements):
        return False
    if len({one.section for one in statements}) != 1:
        return False
    return all(
        len(_PERSONS.findall(sentence)) <= _read_in(sentence, book)
        for sentence in {one.sentence for one in statements if one.sentence}
    )


def _read_in(sentence: str, book: Book) -> int:
    """How many printed counts of a sentence became figures."""
    return len(
        {
            (one.page, one.bbox, one.text)
            for fact in book.facts
            if fact.unit == "person"
            for one in fact.statements
            if one.sentence == sentence
        }
    )
