"""Facts arranged for look-up: as a whole, and inside each place of the document (a table, the text, the forms)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from budgetextract.checks.interval import Printed
from budgetextract.model.facts import Dimensions, FactDraft, Key, Statement
from budgetextract.record import record
from budgetextract.rules.identities import NARRATIVE

VALUE_MEASURES = ("budget", "final", "reported")
DERIVED_MEASURES = frozenset({"change", "change_rate", "share", "completion_rate"})
Group = tuple[str, str, int]
"""(concept, measure, fiscal year)"""


@record
class Entry:
    """One figure as a check uses it: a fact, and the mention of it that stands in the place looked at."""

    fact: FactDraft
    statement: Statement

    @property
    def key(self) -> Key:
        return self.fact.key

    @property
    def value(self) -> Decimal:
        return self.statement.value

    def printed(self, sign: int = 1) -> Printed:
        return Printed(self.statement.value, self.statement.precision, sign)


class Index:
    """The figures of one place.

    ``label`` is the id of the table, "narrative" or "performance", "" for the document as a whole.
    """

    def __init__(self, label: str, entries: Iterable[Entry]) -> None:
        self.label = label
        self.groups: dict[Group, dict[Dimensions, Entry]] = {}
        for entry in entries:
            key = entry.key
            group = self.groups.setdefault((key.concept, key.measure, key.fiscal_year), {})
            before = group.get(key.dimensions)
            if before is None or entry.statement.precision < before.statement.precision:
                group[key.dimensions] = entry
        self.concepts = frozenset(concept for concept, _, _ in self.groups)
        self.dimensions = frozenset(name for group in self.groups.values() for dims in group for name, _ in dims)
        self._sums: dict[tuple[Group, str], dict[Dimensions, list[tuple[str, Entry]]]] = {}

    def get(self, concept: str, measure: str, year: int, dims: Dimensions) -> Entry | None:
        group = self.groups.get((concept, measure, year))
        return group.get(dims) if group else None

    def group(self, concept: str, measure: str, year: int) -> Mapping[Dimensions, Entry]:
        return self.groups.get((concept, measure, year), {})

    def over(self, group: Group, dims: Dimensions, dimension: str) -> Sequence[tuple[str, Entry]]:
        """(value of ``dimension``, figure) for all figures that have ``dims`` and this one dimension besides."""
        table = self._sums.get((group, dimension))
        if table is None:
            table = {}
            for full, entry in self.groups.get(group, {}).items():
                value = next((value for name, value in full if name == dimension), None)
                if value is not None:
                    rest = tuple(pair for pair in full if pair[0] != dimension)
                    table.setdefault(rest, []).append((value, entry))
            self._sums[group, dimension] = table
        return table.get(dims, ())


_TELLING_DIGITS = 4
"""An amount of fewer digits (12.3 万元) meets another by chance."""
_SUBJECTS = ("function", "economy", "organisation", "project")


def _another_subject(one: Key, other: Key) -> bool:
    """Whether two keys of one year and measure are about different concepts or subjects, not only different funds."""
    if (one.fiscal_year, one.measure) != (other.fiscal_year, other.measure):
        return False
    if one.concept != other.concept:
        return True
    return any(one.dimension(name) != other.dimension(name) for name in _SUBJECTS)


class Book:
    """All indexes of one document, each built when first asked for."""

    def __init__(
        self,
        facts: Sequence[FactDraft],
        fiscal_year: int,
        kind: str,
        complete_tables: frozenset[int],
        misnamed: frozenset[str] = frozenset(),
        unlike: frozenset[str] = frozenset(),
    ) -> None:
        self.facts = facts
        self.misnamed = misnamed
        """Ids of facts whose printed name belongs to another code, or whose year is that of a wrong title."""
        self.unlike = unlike
        """Ids of facts whose printed name is no known name of their economic code."""
        self.fiscal_year = fiscal_year
        self.kind = kind
        """"budget" or "final": which rules apply."""
        self.whole = Index("", (Entry(fact, fact.statements[0]) for fact in facts))
        self.frames = tuple(
            sorted({(year, measure) for _, measure, year in self.whole.groups if measure in VALUE_MEASURES})
        )
        self._complete_tables = complete_tables
        self._scoped: dict[tuple[tuple[str, ...], tuple[str, ...]], Index] = {}
        by_table: dict[tuple[str, int], list[Entry]] = {}
        by_origin: dict[str, list[Entry]] = {}
        for fact in facts:
            for statement in fact.statements:
                entry = Entry(fact, statement)
                by_origin.setdefault(statement.origin, []).append(entry)
                if statement.table_id:
                    number = -1 if statement.table is None else statement.table
                    by_table.setdefault((statement.table_id, number), []).append(entry)
        self._by_table = by_table
        self._numbers: dict[str, list[int]] = {}
        for table_id, number in by_table:
            self._numbers.setdefault(table_id, []).append(number)
        self._by_origin = by_origin
        self._tables: dict[tuple[str, int], Index] = {}
        self._printed: dict[Decimal, list[FactDraft]] | None = None

    @property
    def value_measure(self) -> str:
        """The measure of the document's own money."""
        return self.kind

    def table(self, table_id: str, number: int | None) -> Index | None:
        """One table of the document."""
        name = (table_id, -1 if number is None else number)
        if name not in self._by_table:
            return None
        index = self._tables.get(name)
        if index is None:
            index = Index(table_id, self._by_table[name])
            self._tables[name] = index
        return index

    def printed_for_another(self, value: Decimal, fact: FactDraft) -> FactDraft | None:
        """The fact about another subject for which a table prints this amount; None for round or small numbers."""
        if fact.unit != "CNY" or len(value.normalize().as_tuple().digits) < _TELLING_DIGITS:
            return None
        if self._printed is None:
            self._printed = {}
            for other in self.facts:
                if other.unit == "CNY" and any(one.origin == "table" for one in other.statements):
                    self._printed.setdefault(other.value, []).append(other)
        return next((other for other in self._printed.get(value, ()) if _another_subject(fact.key, other.key)), None)

    def wholly_read(self, statement: Statement) -> bool:
        """Whether every amount of the table that holds a mention was read: then a blank there is a blank."""
        return statement.table in self._complete_tables

    def places(self, names: Sequence[str]) -> list[Index]:
        """The places that an identity names, each by itself: two tables of one kind (two sets) stay apart."""
        found: list[Index] = []
        for name in names:
            if name == NARRATIVE:
                found.append(self.scoped((), (NARRATIVE,)))
                continue
            for number in self._numbers.get(name, ()):
                index = self.table(name, number)
                if index is not None:
                    found.append(index)
        return found

    def scoped(self, tables: tuple[str, ...], origins: tuple[str, ...]) -> Index:
        """Mentions in the named tables (the first of a kind where a set is printed twice) or of these origins."""
        index = self._scoped.get((tables, origins))
        if index is None:
            entries: list[Entry] = []
            for name in tables:
                if name in self._numbers:
                    entries.extend(self._by_table[name, min(self._numbers[name])])
            for origin in origins:
                entries.extend(self._by_origin.get(origin, ()))
            label = tables[0] if tables else origins[0] if origins else ""
            index = Index(label, entries)
            self._scoped[tables, origins] = index
        return index
