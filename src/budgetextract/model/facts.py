"""Statements and facts on their way through the normaliser and the checks."""

from __future__ import annotations

from decimal import Decimal

from budgetextract.model.document import BBox, ReadProblem
from budgetextract.record import record

Dimensions = tuple[tuple[str, str], ...]
"""(key, value) pairs sorted by key."""


def dimensions(**values: str | None) -> Dimensions:
    """Sorted pairs of the values that are not empty."""
    return tuple(sorted((key, value) for key, value in values.items() if value))


@record
class Key:
    """What a fact is about."""

    concept: str
    measure: str
    fiscal_year: int
    dimensions: Dimensions = ()

    def dimension(self, name: str) -> str | None:
        return next((value for key, value in self.dimensions if key == name), None)


@record
class Statement:
    """One place that states a value: a mention before it is merged with the others of its key.

    ``value`` and ``precision`` are in ``unit`` (CNY: yuan; percent; person; vehicle; item; square_metre). ``precision``
    is the width of the last stated digit (100 for "406.62" in 万元); 0 for counts, which are exact.
    ``sentence`` is the plain text of the whole sentence (or "" for a cell): a sentence that repeats word for word is no
    independent mention. ``table_id`` is the tables.yaml id for mentions out of a table or form.
    """

    key: Key
    value: Decimal
    unit: str
    stated: str
    stated_unit: str
    precision: Decimal
    origin: str
    page: int
    bbox: BBox
    text: str
    section: int | None = None
    table: int | None = None
    table_id: str = ""
    row: int | None = None
    column: int | None = None
    sentence: str = ""
    reader: str = "pdf"
    confidence: float = 1.0
    direction: str = ""
    """For changes: the wording as printed (增加, 减少, 持平 …)."""
    name: str = ""
    """The printed name of the code or row, for checks of code against name."""
    readings: tuple[tuple[str, str, Decimal | None], ...] = ()
    """(reader, text, value) where independent readers of the cell differ."""


@record
class FactDraft:
    """All statements of one key, the value chosen, and how far it is confirmed so far."""

    id: str
    key: Key
    value: Decimal
    unit: str
    precision: Decimal
    statements: tuple[Statement, ...]
    """The first one gave the value."""
    status: str
    """agreed | single | conflict"""
    confidence: float = 0.9
    grounds: Grounds | None = None
    """How it stands, as far as ``confidence`` depends on it."""


@record
class Grounds:
    """How a fact stands: what its confidence is looked up by.

    ``status``   agreed, single, conflict
    ``by``       what speaks for it: ``both`` (mentions and sums), ``mentions``, ``sums``, ``tested`` (a sum holds that
                 does not prove it), ``alone``
    ``origin``   table, narrative, performance, staff
    ``reader``   text (PDF text layer, ruled tables), aligned (tables without rules), markup (files without pages), ocr
    ``measure``  value, derived (change, share and the like)
    ``doubted``  whether a check with few terms fails that names it
    """

    status: str
    by: str
    origin: str
    reader: str
    measure: str
    doubted: bool


@record
class IndicatorDraft:
    """One indicator as read from a form; texts as printed. Levels are (text, id or "")."""

    scope: str
    project: str
    horizon: str
    level1: tuple[str, str]
    level2: tuple[str, str]
    level3: tuple[str, str]
    text: str
    operator: str
    value: tuple[str, ...]
    unit: str
    page: int
    bbox: BBox
    table: int | None
    """None for an indicator told in running text."""
    row: int | None
    weight: str = ""
    basis: str = ""
    actual: str = ""
    score: str = ""


@record
class ProjectDraft:
    """One performance form."""

    name: str
    scope: str
    goals: tuple[tuple[str, str], ...]
    """(horizon, text)"""
    page: int
    bbox: BBox
    table: int
    text: str = ""


@record
class PerformanceRead:
    """What the performance forms state."""

    statements: tuple[Statement, ...] = ()
    indicators: tuple[IndicatorDraft, ...] = ()
    projects: tuple[ProjectDraft, ...] = ()
    problems: tuple[ReadProblem, ...] = ()
