"""Tables whose own sums fail, read again by the other readers: the reading under which the sums hold is taken.

In     a document as understood, and the files its tables came from.
Out    the document as understood with the readings chosen; readings that nothing decides between stand beside the fact.
Never  alters a reading; takes one that lost sums or amounts; reads a table again whose sums hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from budgetextract.checks.closing import Closing, Tried, amounts_of, choose, closes, is_reading
from budgetextract.extraction.second import other_readings, rendered_reading
from budgetextract.model.document import Extracted, Table
from budgetextract.model.facts import Key
from budgetextract.normaliser.readings import OtherReading, amounts_differ
from budgetextract.record import record
from budgetextract.rules.bundle import Rules
from budgetextract.sets.join import moved_table
from budgetextract.understanding import Understood, understand

MAX_TABLES = 4
MAX_PAGES = 10
"""Tables and pages of a document that are read again, those whose sums fail most first."""
MAX_PAGES_BY_OCR = 2
"""Pages of these that are recognised from their picture, where no reader of the text finds a reading that holds."""

Part = tuple[bytes, Extracted]
"""A file (b"" where it is not at hand) and what extraction made of it."""


@record(frozen=False)
class _Doubted:
    """One table in doubt: its first reading, and the others with what came of them."""

    table: Table
    first: Tried
    disputed: frozenset[tuple[Key, str]]
    others: list[tuple[OtherReading, Tried]]

    def chosen(self) -> int | None:
        return choose(self.first, [tried for _, tried in self.others], self.disputed)

    def kept(self) -> list[OtherReading]:
        """Readings to stand beside the first where none is taken: those that are no worse than it."""
        return [reading for reading, tried in self.others if is_reading(self.first, tried)]

    def any_closes(self) -> bool:
        return any(closes(self.first, tried) for _, tried in self.others)


def read_again(first: Understood, parts: Sequence[Part], rules: Rules) -> Understood:
    """The document with its doubtful tables as the reading has them under which their sums hold.

    Readers that all say the same leave the mistake to the document. Several readings that hold and differ, or one that
    differs where none holds, leave the figure in conflict.
    """
    doubted = {index: _doubted(first, index) for index in _within_bounds(first)}
    found = {index: list(_readings(one.table, parts, rules)) for index, one in doubted.items()}
    _try_all(first, doubted, found, rules)
    pages = MAX_PAGES_BY_OCR
    by_ocr: dict[int, list[Table]] = {}
    for index, one in doubted.items():
        if not one.any_closes() and len(one.table.pages) <= pages:
            pages -= len(one.table.pages)
            by_ocr[index] = list(_recognised(one, parts))
    _try_all(first, doubted, by_ocr, rules)
    return _decided(first, doubted, rules)


def _within_bounds(first: Understood) -> Iterator[int]:
    pages = tables = 0
    for index in first.checked.doubtful_tables:
        more = len(first.extracted.tables[index].pages)
        if tables < MAX_TABLES and pages + more <= MAX_PAGES:
            tables, pages = tables + 1, pages + more
            yield index


def _doubted(first: Understood, index: int) -> _Doubted:
    tried = _tried(first, index)
    terms = tried.closing.terms
    disputed = frozenset((one.key, one.unit) for one in first.statements(index) if (one.row, one.column) in terms)
    return _Doubted(first.extracted.tables[index], tried, disputed, [])


def _tried(understood: Understood, index: int) -> Tried:
    closing = understood.checked.closings.get(index, Closing())
    return Tried(closing, amounts_of(understood.statements(index)))


def _try_all(
    first: Understood, doubted: Mapping[int, _Doubted], found: Mapping[int, Sequence[Table]], rules: Rules
) -> None:
    """See what comes of each reading that differs; one of each table at a time, since inner sums ask no other table."""
    waiting = {index: [t for t in tables if amounts_differ(doubted[index].table, t)] for index, tables in found.items()}
    while any(waiting.values()):
        now = {index: tables.pop(0) for index, tables in waiting.items() if tables}
        again = understand(_with_tables(first.extracted, now), first.segmented, rules)
        for index, table in now.items():
            reading = OtherReading(table, again.statements(index))
            doubted[index].others.append((reading, _tried(again, index)))


def _decided(first: Understood, doubted: Mapping[int, _Doubted], rules: Rules) -> Understood:
    taken: dict[int, Table] = {}
    beside: dict[int, list[OtherReading]] = {}
    for index, one in doubted.items():
        choice = one.chosen()
        if choice is not None:
            taken[index] = one.others[choice][0].table
        elif kept := one.kept():
            beside[index] = kept
    if not taken and not beside:
        return first
    return understand(_with_tables(first.extracted, taken), first.segmented, rules, beside)


def _with_tables(extracted: Extracted, tables: Mapping[int, Table]) -> Extracted:
    return replace(extracted, tables=tuple(tables.get(table.index, table) for table in extracted.tables))


def _readings(table: Table, parts: Sequence[Part], rules: Rules) -> Iterator[Table]:
    """The table as each other reader of the text has it."""
    data, own, pages, tables = _home(table, parts)
    if data:
        for found in other_readings(data, own.source, own.tables[table.index - tables], rules):
            yield moved_table(found, pages, tables)


def _recognised(one: _Doubted, parts: Sequence[Part]) -> Iterator[Table]:
    """The table with the figures of its failing sums as the picture of the page shows them."""
    data, own, pages, tables = _home(one.table, parts)
    if data:
        at_home = own.tables[one.table.index - tables]
        found = rendered_reading(data, own.source, at_home, one.first.closing.terms)
        if found is not None:
            yield moved_table(found, pages, tables)


def _home(table: Table, parts: Sequence[Part]) -> tuple[bytes, Extracted, int, int]:
    """The part that holds a table: its file, what was extracted, and the pages and tables before it."""
    pages = tables = 0
    for data, own in parts:
        if table.index < tables + len(own.tables):
            return data, own, pages, tables
        pages += len(own.source.pages)
        tables += len(own.tables)
    raise IndexError(table.index)
