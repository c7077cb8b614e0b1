"""The tables of a store.

One row a document, part, section, table, fact, mention, indicator, check, finding, issue and required item; names of
columns are those of ``model.frames`` and the contract. Exact numbers are text in SQLite (which has no decimals) and
NUMERIC elsewhere. ``jobs`` is the ledger of what was read: a job and its documents are written in one transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Numeric,
    Table,
    Text,
)

from budgetextract.model.frames import COLUMNS, DECIMALS, FLOATS, WHOLE_NUMBERS

VERSION = 1
"""Of the tables below; a store of a lower version is migrated when it is opened for writing."""

OF_DOCUMENT = frozenset({"document", "department", "kind", "document_year"})
"""Columns of ``model.frames`` that stand in ``documents`` here."""

metadata = MetaData()
_exact = Text().with_variant(Numeric(38, 8), "postgresql")


def _column(table: str, name: str) -> Column[Any]:
    if name in DECIMALS and table != "indicators":
        return Column(name, _exact)
    if name in WHOLE_NUMBERS and name not in {"parent"}:
        return Column(name, Integer)
    if name in FLOATS:
        return Column(name, Float)
    return Column(name, Boolean if name == "truncated" else Integer if name == "parent" else Text)


def _of_a_document(name: str, *columns: str) -> Table:
    """A table of rows that belong to a document."""
    return Table(
        name,
        metadata,
        Column("row_id", Integer, primary_key=True),
        Column("document", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
        *(_column(name, column) for column in columns),
    )


meta = Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("started", Text, nullable=False),
    Column("ended", Text),
    Column("version", Text, nullable=False),
    Column("rules", Text, nullable=False),
    Column("settings", Text, nullable=False),
    Column("summary", Text),
)

jobs = Table(
    "jobs",
    metadata,
    Column("key", Text, primary_key=True, comment="hash of content, settings, rules and version"),
    Column("sha256", Text, nullable=False, index=True),
    Column("source", Text, nullable=False, comment="where it was first seen"),
    Column("status", Text, nullable=False, comment="done, partly or failed"),
    Column("reason", Text, comment="why it failed: an error's code, timeout, memory, crash, cpu"),
    Column("message", Text),
    Column("attempts", Integer, nullable=False, default=1),
    Column("documents", Integer, nullable=False, default=0),
    Column("pages", Integer, nullable=False, default=0),
    Column("seconds", Float),
    Column("run", ForeignKey("runs.id")),
    Column("finished", Text, nullable=False),
)

seen = Table(
    "sources",
    metadata,
    Column("source", Text, primary_key=True, comment="path of a file, as it was found"),
    Column("key", Text, nullable=False, index=True),
    Column("sha256", Text, nullable=False),
    Column("run", ForeignKey("runs.id")),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("job", ForeignKey("jobs.key", ondelete="CASCADE"), nullable=False, index=True),
    Column("place", Integer, nullable=False, comment="order in its job: an archive holds several"),
    Column("name", Text, nullable=False, comment="what outputs for it are named after"),
    Column("file_name", Text, nullable=False),
    Column("sha256", Text, nullable=False, index=True),
    Column("media_type", Text),
    Column("source_url", Text),
    Column("pages", Integer),
    Column("reader", Text),
    Column("kind", Text, index=True),
    Column("fiscal_year", Integer, index=True),
    Column("department", Text, index=True),
    Column("region", Text),
    Column("region_code", Text, index=True),
    Column("published", Text),
    Column("errors", Integer, nullable=False, comment="findings of this severity"),
    Column("warnings", Integer, nullable=False),
    Column("result", Text, nullable=False, comment="hash of the JSON, which lies in results/"),
    Column("indexed", Integer, nullable=False, default=0, comment="version of the search index that has it"),
)

parts = _of_a_document("parts", "file_name", "sha256", "role")
sections = _of_a_document("sections", *(name for name in COLUMNS["sections"] if name not in OF_DOCUMENT))
tables = Table(
    "tables",
    metadata,
    Column("row_id", Integer, primary_key=True),
    Column("document", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("place", Integer, nullable=False, comment="index in tables[] of the JSON"),
    Column("id", Text),
    Column("table", Text, index=True),
    Column("title", Text),
    Column("section", Integer),
    Column("unit", Text),
    Column("page", Integer, comment="the first"),
    Column("pages", Integer, comment="how many"),
    Column("header_rows", Integer),
    Column("data_rows", Integer),
    Column("columns", Integer),
    Column("empty_statement", Text),
)
facts = _of_a_document("facts", *(name for name in COLUMNS["facts"] if name not in OF_DOCUMENT))
mentions = _of_a_document("mentions", *(name for name in COLUMNS["mentions"] if name not in OF_DOCUMENT))
indicators = _of_a_document("indicators", *(name for name in COLUMNS["indicators"] if name not in OF_DOCUMENT))
checks = _of_a_document("checks", *(name for name in COLUMNS["checks"] if name not in OF_DOCUMENT))
findings = _of_a_document("findings", *(name for name in COLUMNS["findings"] if name not in OF_DOCUMENT))
issues = _of_a_document("issues", "code", "severity", "page", "message_zh", "message_en")
completeness = _of_a_document("completeness", "required", "basis", "status", "page")

Index("facts_by_concept", facts.c.concept, facts.c.fiscal_year)
Index("findings_by_code", findings.c.code)

CONTENT = (parts, sections, tables, facts, mentions, indicators, checks, findings, issues, completeness)
"""Tables of rows that belong to a document."""


@cache
def columns_of(name: str) -> tuple[str, ...]:
    """The columns of a content table after ``row_id``, in order: what ``rows`` gives."""
    return tuple(column.name for column in metadata.tables[name].columns if column.name != "row_id")


def views(dialect: str) -> Iterator[tuple[str, str]]:
    """(name, SELECT) of what makes the tables readable as they are."""
    number = 'CAST(f."value" AS REAL)' if dialect == "sqlite" else 'f."value"'
    yield (
        "figures",
        'SELECT d."region", d."department", d."fiscal_year" AS "document_year", d."kind", f."concept", f."measure", '
        f'f."fiscal_year", f."fund", f."function", f."economy", f."organisation", f."project", {number} AS "value", '
        'f."unit", f."status", f."confidence", f."stated", f."stated_unit", f."page", d."file_name", f."fact", '
        'f."document" FROM "facts" f JOIN "documents" d ON d."id" = f."document"',
    )
    yield (
        "what_does_not_add_up",
        'SELECT d."region", d."department", d."fiscal_year", d."kind", n."severity", n."code", n."message_zh", '
        'n."message_en", n."page", d."file_name", n."document" FROM "findings" n JOIN "documents" d '
        'ON d."id" = n."document" WHERE n."severity" <> \'info\'',
    )
