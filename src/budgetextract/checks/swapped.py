"""Two figures that change places between two parts of a document: one mistake, not two contradictions.

In     failing outcomes that set one mention of a fact against another.
Out    pairs of them: what the one place prints for A the other prints for B, and the reverse. Where the place is a
       table and the figures stand in two of its columns, every figure of those columns is in doubt, for nothing tells
       which head is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from budgetextract.checks.index import Book
from budgetextract.checks.outcome import Outcome
from budgetextract.checks.wording import Namer, mention
from budgetextract.model.disclosure import Text
from budgetextract.model.facts import Key, Statement
from budgetextract.record import record

COLUMNS_SWAPPED = "columns_swapped"
_MOST = 60
"""A document with more contradictions than this has another trouble."""
Place = tuple[str, int | None]


@record
class Swap:
    """Outcomes about two facts; ``one`` and ``other`` are the places, each with the mention of both facts there."""

    outcomes: tuple[Outcome, Outcome]
    keys: tuple[Key, Key]
    one: tuple[Statement, Statement]
    other: tuple[Statement, Statement]

    @property
    def mark(self) -> tuple[object, ...]:
        """The same for all rows of two columns, whichever is named first."""
        places = frozenset((_place(self.one[0]), _place(self.other[0])))
        return (COLUMNS_SWAPPED, places, frozenset(key.concept for key in self.keys))


def swaps(outcomes: Sequence[Outcome]) -> list[Swap]:
    """In the order of their first outcome; each outcome is in one pair at most."""
    found = [outcome for outcome in outcomes if _sets_mentions_apart(outcome)]
    if not 2 <= len(found) <= _MOST:
        return []
    taken: set[int] = set()
    out: list[Swap] = []
    for first, second in combinations(found, 2):
        if id(first) in taken or id(second) in taken:
            continue
        swap = _swap(first, second)
        if swap is not None:
            taken |= {id(first), id(second)}
            out.append(swap)
    return out


def fact_ids(swap: Swap, book: Book) -> list[str]:
    """The two facts, and all facts that stand in the two columns of a table."""
    names = dict.fromkeys(name for outcome in swap.outcomes for name in outcome.fact_ids)
    columns = {place for pair in (swap.one, swap.other) for place in _columns(pair)}
    if columns:
        for fact in book.facts:
            if any((one.table, one.column) in columns for one in fact.statements):
                names.setdefault(fact.id)
    return list(names)


def message(swap: Swap, namer: Namer) -> Text:
    """Both figures of both places."""
    (one, two), (first, second) = (map(namer.fact, swap.keys), map(mention, swap.one))
    third, fourth = map(mention, swap.other)
    more_zh, more_en = "", ""
    if any(map(_columns, (swap.one, swap.other))):
        more_zh, more_en = "两栏的其他数字也应核对。", " The other figures of the two columns are in doubt as well."
    return Text(
        zh=f"{one.zh}与{two.zh}在两处恰好对调：{first.zh}、{second.zh}，{third.zh}、{fourth.zh}。{more_zh}",
        en=f"{one.en} and {two.en} have changed places: "
        f"{first.en} and {second.en}, but {third.en} and {fourth.en}.{more_en}",
    )


def _sets_mentions_apart(outcome: Outcome) -> bool:
    if outcome.status != "fail" or not len(outcome.left) == len(outcome.right) == 1:
        return False
    left, right = outcome.left[0], outcome.right[0]
    return (
        outcome.identity.relation == "=" and outcome.identity.ratio is None
        and left.sign == right.sign == 1 and left.entry.key == right.entry.key and left.entry.fact.unit == "CNY"
    )  # fmt: skip


def _swap(first: Outcome, second: Outcome) -> Swap | None:
    keys = (first.left[0].entry.key, second.left[0].entry.key)
    about = [(key.measure, key.fiscal_year, key.dimensions) for key in keys]
    if keys[0] == keys[1] or about[0] != about[1]:
        return None
    one, other = (first.left[0].entry.statement, first.right[0].entry.statement)
    for left, right in _both_ways(second):
        same_places = _place(one) == _place(left) and _place(other) == _place(right)
        if same_places and one.value and left.value and _alike(one, right) and _alike(other, left):
            return Swap((first, second), keys, (one, left), (other, right))
    return None


def _both_ways(outcome: Outcome) -> Iterator[tuple[Statement, Statement]]:
    left, right = outcome.left[0].entry.statement, outcome.right[0].entry.statement
    yield left, right
    yield right, left


def _alike(one: Statement, other: Statement) -> bool:
    return abs(one.value - other.value) <= (one.precision + other.precision) / Decimal(2)


def _place(one: Statement) -> Place:
    """A table, or a page of the text."""
    return (one.origin, one.page if one.table is None else one.table)


def _columns(pair: tuple[Statement, Statement]) -> set[tuple[int | None, int | None]]:
    """The two columns of one row of a table, none elsewhere."""
    one, two = pair
    if one.table is None or one.table != two.table or one.row != two.row or None in (one.column, two.column):
        return set()
    return {(one.table, one.column), (two.table, two.column)} if one.column != two.column else set()
