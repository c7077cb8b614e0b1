"""A disclosure as rows of the store's tables: tuples in the order of their columns, made without detours.

In     a ``Disclosure`` and the id of its document.
Out    (table name, rows), the order of ``schema.CONTENT``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from budgetextract.model.disclosure import Disclosure, Fact, Level, Source
from budgetextract.model.frames import DIMENSIONS

Row = tuple[Any, ...]
_NOWHERE: Row = (None,) * 15
_DIMENSIONS = frozenset(DIMENSIONS)


def content(disclosure: Disclosure, document: int) -> Iterator[tuple[str, list[Row]]]:
    """The rows of all tables that have any."""
    makers: Sequence[tuple[str, Callable[[Disclosure, int], list[Row]]]] = (
        ("parts", _parts),
        ("sections", _sections),
        ("tables", _tables),
        ("facts", _facts),
        ("mentions", _mentions),
        ("indicators", _indicators),
        ("checks", _checks),
        ("findings", _findings),
        ("issues", _issues),
        ("completeness", _completeness),
    )
    for name, make in makers:
        if made := make(disclosure, document):
            yield name, made


def _place(source: Source | None) -> Row:
    """``part page x0 top x1 bottom sheet cell paragraph section table row column text reader``."""
    if source is None:
        return _NOWHERE
    return (
        source.part, source.page, *(source.bbox or (None, None, None, None)), source.sheet, source.cell,
        source.paragraph, source.section, source.table, source.row, source.column, source.text or None, source.reader,
    )  # fmt: skip


def _parts(disclosure: Disclosure, document: int) -> list[Row]:
    return [(document, one.file_name, one.sha256, one.role) for one in disclosure.document.parts or ()]


def _sections(disclosure: Disclosure, document: int) -> list[Row]:
    return [
        (document, index, one.id, one.number, one.title, one.level, one.parent, one.part, one.paragraph,
         one.page_start, one.page_end, one.confidence, one.text)
        for index, one in enumerate(disclosure.sections)
    ]  # fmt: skip


def _tables(disclosure: Disclosure, document: int) -> list[Row]:
    return [
        (document, index, one.id, one.table, one.title, one.section, one.unit, one.pages[0] if one.pages else None,
         len(one.pages), one.header_rows, len(one.rows), len(one.columns), one.empty_statement)
        for index, one in enumerate(disclosure.tables)
    ]  # fmt: skip


def _facts(disclosure: Disclosure, document: int) -> list[Row]:
    return [_fact(one, document) for one in (*disclosure.figures, *disclosure.staffing)]


def _fact(fact: Fact, document: int) -> Row:
    dimensions = fact.dimensions
    others = None
    if not dimensions.keys() <= _DIMENSIONS:
        others = ";".join(f"{key}={value}" for key, value in sorted(dimensions.items()) if key not in _DIMENSIONS)
    gave = next((one for one in fact.mentions if one.value == fact.value), fact.mentions[0])
    return (
        document, fact.id, fact.concept, fact.measure, fact.fiscal_year, *map(dimensions.get, DIMENSIONS), others,
        fact.value, fact.unit, fact.status, fact.confidence, len(fact.mentions), gave.origin, gave.stated,
        gave.stated_unit, *_place(gave.source),
    )  # fmt: skip


def _mentions(disclosure: Disclosure, document: int) -> list[Row]:
    return [
        (document, fact.id, one.value, one.stated, one.stated_unit, one.precision, one.origin, *_place(one.source))
        for fact in (*disclosure.figures, *disclosure.staffing)
        for one in fact.mentions
    ]


def _level(level: Level | None) -> Row:
    return (None, None) if level is None else (level.text, level.id)


def _indicators(disclosure: Disclosure, document: int) -> list[Row]:
    made: list[Row] = []
    for one in disclosure.performance.indicators:
        ends = [one.value] if one.value is None or isinstance(one.value, str) else [*one.value[:2]]
        low, high = (*ends, None, None)[:2]
        made.append(
            (document, one.scope, one.project, one.horizon, *_level(one.level1), *_level(one.level2),
             *_level(one.level3), one.text, one.operator, low, high, one.unit, one.weight, one.basis, one.actual,
             one.score, one.fiscal_year, *_place(one.source))
        )  # fmt: skip
    return made


def _checks(disclosure: Disclosure, document: int) -> list[Row]:
    return [
        (document, one.id, ";".join(f"{key}={value}" for key, value in sorted(one.bindings.items())) or None,
         one.where, one.status, one.severity, one.left, one.right, one.difference, one.tolerance, one.truncated,
         " ".join(one.facts) or None, one.message.zh, one.message.en)
        for one in disclosure.checks
    ]  # fmt: skip


def _findings(disclosure: Disclosure, document: int) -> list[Row]:
    return [
        (document, one.code, one.severity, one.check, " ".join(one.facts) or None, one.message.zh, one.message.en,
         *_place(one.source[0] if one.source else None))
        for one in disclosure.findings
    ]  # fmt: skip


def _issues(disclosure: Disclosure, document: int) -> list[Row]:
    return [
        (document, one.code, one.severity, one.source.page if one.source else None, one.message.zh, one.message.en)
        for one in disclosure.issues
    ]


def _completeness(disclosure: Disclosure, document: int) -> list[Row]:
    return [
        (document, one.required, one.basis, one.status, one.source.page if one.source else None)
        for one in disclosure.completeness
    ]
