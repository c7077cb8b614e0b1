"""Which printed number a mention is: one number read for two facts (收、支总计各…) is one witness, not two."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from budgetextract.checks.outcome import Used
from budgetextract.model.facts import FactDraft, Statement

Place = tuple[object, ...]
_MOSTLY = 0.9
"""Share of the figures of the smaller table that stand alike in the other where one is the other printed again."""


def place(statement: Statement) -> Place:
    """What two mentions share where they are one printed number.

    The box of a number in running text is that of its line; the words up to the number part two equal ones in a line.
    Files without pages (a sheet, a web page) have cells and sentences only.
    """
    where: Place = (statement.page, statement.bbox)
    if not statement.page:
        where = (statement.table, statement.row, statement.column, statement.sentence)
    return (*where, statement.stated, statement.text if statement.table is None else "")


def same_place(one: Statement, other: Statement) -> bool:
    """True where both mentions are one printed number."""
    return one is other or (one.stated == other.stated and place(one) == place(other))


def compared_with_itself(left: Sequence[Used], right: Sequence[Used]) -> bool:
    """True where one printed number stands on both sides of a comparison: then it holds whatever the number is."""
    if len(left) == len(right) == 1:
        return same_place(left[0].entry.statement, right[0].entry.statement)
    places = {place(used.entry.statement) for used in left}
    return any(place(used.entry.statement) in places for used in right)


def bare(sentence: str) -> str:
    """The letters and digits of a sentence in their plain form: what is left when only blanks and marks differ."""
    return "".join(char for char in unicodedata.normalize("NFKC", sentence) if char.isalnum())


def printed_again(facts: Iterable[FactDraft]) -> frozenset[tuple[int, int]]:
    """Pairs of table indexes (both ways) that print one table twice: one kind, nearly all figures alike.

    A department whose only unit is itself prints its set twice (汇总, 本级); a page may be bound in twice. What stands
    in both was typed once.
    """
    figures: dict[tuple[str, int], set[tuple[str, str]]] = {}
    kinds: dict[str, set[int]] = {}
    for fact in facts:
        for one in fact.statements:
            if one.table is not None and one.table_id:
                figures.setdefault((one.table_id, one.table), set()).add((fact.id, one.stated))
                kinds.setdefault(one.table_id, set()).add(one.table)
    pairs: set[tuple[int, int]] = set()
    for table_id, indexes in kinds.items():
        for one_index in indexes:
            for other_index in indexes:
                if one_index < other_index:
                    first, second = figures[table_id, one_index], figures[table_id, other_index]
                    if len(first & second) >= _MOSTLY * min(len(first), len(second)):
                        pairs |= {(one_index, other_index), (other_index, one_index)}
    return frozenset(pairs)
