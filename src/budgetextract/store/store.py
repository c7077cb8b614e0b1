"""A store opened: its ledger of jobs, its documents, its files.

A store is a folder with ``store.sqlite``, ``originals/`` and ``results/``. What one job gave (documents and all their
rows) is written in one transaction together with the job's entry in the ledger: a process that is killed leaves either
all of it or nothing. Files are written before, under the hash of their content; one that no entry names does no harm.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, delete, insert, select, text, update

from budgetextract import __version__
from budgetextract.errors import StoreError
from budgetextract.model.disclosure import Disclosure
from budgetextract.record import record
from budgetextract.store import rows, schema
from budgetextract.store.database import DATABASE, Database, engine_of
from budgetextract.store.files import ORIGINALS, RESULTS, Files

if TYPE_CHECKING:
    import pandas as pd


@record
class Made:
    """One disclosure that a job gave."""

    name: str
    disclosure: Disclosure


@record
class Failure:
    """Why a job, or a member of its archive, gave nothing: ``reason`` a code, ``message`` for a person."""

    reason: str
    message: str
    label: str = ""


class Store(Database):
    """The database and the files of a store. Close it, or use it as a context."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        super().__init__(folder, engine)
        self.files = Files(folder)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- the ledger

    def begin_run(self, rules: str, settings: Mapping[str, object]) -> int:
        """The number of a new run."""
        with self.engine.begin() as connection:
            new = insert(schema.runs).values(
                started=now(), version=__version__, rules=rules, settings=json.dumps(settings, sort_keys=True)
            )
            return int(connection.execute(new.returning(schema.runs.c.id)).scalar_one())

    def end_run(self, run: int, summary: Mapping[str, object]) -> None:
        """Note what a run did."""
        with self.engine.begin() as connection:
            connection.execute(
                update(schema.runs)
                .where(schema.runs.c.id == run)
                .values(ended=now(), summary=json.dumps(summary, ensure_ascii=False))
            )

    def ledger(self) -> dict[str, str]:
        """The status of each job by key."""
        with self.reading() as connection:
            found = connection.execute(select(schema.jobs.c.key, schema.jobs.c.status))
            return {row.key: row.status for row in found}

    def note_sources(self, found: Iterable[tuple[str, str, str]], run: int) -> None:
        """(source, key, sha256) of files as they were found; one that was known takes its new key."""
        with self.engine.begin() as connection:
            for some in _in_batches(found, 500):
                connection.execute(delete(schema.seen).where(schema.seen.c.source.in_([one[0] for one in some])))
                connection.execute(
                    insert(schema.seen), [{"source": a, "key": b, "sha256": c, "run": run} for a, b, c in some]
                )

    def keep(
        self,
        job: Mapping[str, Any],
        made: Sequence[Made],
        failures: Sequence[Failure] = (),
        *,
        originals: Sequence[bytes] = (),
    ) -> None:
        """Write what a job gave, in place of what it gave before. ``job``: values of the ``jobs`` table.

        A job with failures and documents is ``partly`` done.
        """
        for data in originals:
            self.files.put(ORIGINALS, data)
        results = [self.files.put(RESULTS, one.disclosure.to_json().encode()) for one in made]
        status = "done" if not failures else "partly" if made else "failed"
        said = {
            **job,
            "status": status,
            "reason": failures[0].reason if failures else None,
            "message": "\n".join(f"{one.label}: {one.message}" if one.label else one.message for one in failures)
            or None,
            "documents": len(made),
            "pages": sum(one.disclosure.document.pages or 0 for one in made),
            "finished": now(),
        }
        with self.engine.begin() as connection:
            before = connection.execute(
                select(schema.jobs.c.attempts).where(schema.jobs.c.key == job["key"])
            ).scalar_one_or_none()
            remove(connection, job["key"])
            connection.execute(insert(schema.jobs).values(**said, attempts=(before or 0) + 1))
            for place, (one, digest) in enumerate(zip(made, results, strict=True)):
                _write(connection, one, job["key"], place, digest)

    # --- what is in it

    def documents(self) -> list[dict[str, Any]]:
        """All documents, one dictionary each."""
        with self.reading() as connection:
            found = connection.execute(select(schema.documents).order_by(schema.documents.c.id))
            return [dict(row) for row in found.mappings()]

    def disclosure(self, document: int) -> Disclosure:
        """The whole result of a document. Raises ``StoreError`` where there is none."""
        with self.reading() as connection:
            digest = connection.execute(
                select(schema.documents.c.result).where(schema.documents.c.id == document)
            ).scalar_one_or_none()
        try:
            return Disclosure.model_validate_json(self.files.get(RESULTS, digest or ""))
        except (OSError, ValueError) as error:
            raise StoreError(code="no_result", file=str(self.folder), document=str(document)) from error

    def facts(self, **where: object) -> pd.DataFrame:
        """Facts as a pandas frame with exact decimals, one row a fact.

        ``where``: year, region, department, concept, function, kind, status; a list means any of them.
        """
        from budgetextract.store.reading import frame

        return frame(self, "facts", where)

    def frame(self, table: str, **where: object) -> pd.DataFrame:
        """Any table of ``model.frames`` (mentions, indicators, checks, findings, sections) as ``facts``."""
        from budgetextract.store.reading import frame

        return frame(self, table, where)


def open_store(where: str | Path, *, create: bool = False) -> Store:
    """Open a store by its folder, to read it; with ``create`` make it where there is none, and to write.

    Raises ``StoreError``: no store there, one of a newer version, or a database that cannot be opened.
    """
    folder = Path(where)
    database = folder / DATABASE
    if not create and not database.is_file():
        raise StoreError(code="no_store", file=str(folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        engine = engine_of(database)
        with engine.connect().execution_options(reads=not create) as connection, connection.begin():
            _prepare(connection, create=create, folder=folder)
    except OSError as error:
        raise StoreError(code="store_unreadable", file=str(folder), why=error.strerror or "") from error
    except StoreError:
        raise
    except Exception as error:  # of the database: a file that is none, a lock, a disk that is full
        raise StoreError(code="store_unreadable", file=str(folder), why=str(error).splitlines()[0]) from error
    return Store(folder, engine)


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def remove(connection: Connection, key: str) -> None:
    """Take a job and all that it gave out of the database."""
    document = schema.documents
    ids = select(document.c.id).where(document.c.job == key)
    if connection.dialect.name == "sqlite" and _has_search(connection):
        connection.execute(
            text('DELETE FROM "search" WHERE "document" IN (SELECT "id" FROM "documents" WHERE "job" = :key)'),
            {"key": key},
        )
    for table in schema.CONTENT:
        connection.execute(delete(table).where(table.c.document.in_(ids)))
    connection.execute(delete(document).where(document.c.job == key))
    connection.execute(delete(schema.jobs).where(schema.jobs.c.key == key))


def _has_search(connection: Connection) -> bool:
    found = connection.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 'search'")).scalar_one()
    return bool(found)


def _prepare(connection: Connection, *, create: bool, folder: Path) -> None:
    """Make the tables, or see that they are those of this version."""
    there = connection.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 'meta'")).scalar_one()
    if not there:
        if not create:
            raise StoreError(code="no_store", file=str(folder))
        schema.metadata.create_all(connection)
        for name, query in schema.views(connection.dialect.name):
            connection.execute(text(f'CREATE VIEW "{name}" AS {query}'))
        connection.execute(insert(schema.meta).values(name="schema_version", value=str(schema.VERSION)))
        return
    version = int(
        connection.execute(select(schema.meta.c.value).where(schema.meta.c.name == "schema_version")).scalar_one()
    )
    if version > schema.VERSION:
        raise StoreError(code="store_newer", file=str(folder), version=str(version))
    if version < schema.VERSION:
        from budgetextract.store.migrations import migrate

        migrate(connection, version)


def _write(connection: Connection, made: Made, key: str, place: int, digest: str) -> None:
    document = made.disclosure.document
    severities = [finding.severity for finding in made.disclosure.findings]
    inserted = connection.execute(
        insert(schema.documents)
        .values(
            job=key,
            place=place,
            name=made.name,
            file_name=document.file_name,
            sha256=document.sha256,
            media_type=document.media_type,
            source_url=document.source_url,
            pages=document.pages,
            reader=document.reader,
            kind=document.kind,
            fiscal_year=document.fiscal_year,
            department=document.department,
            region=document.region.name if document.region else None,
            region_code=document.region.code if document.region else None,
            published=document.published,
            errors=severities.count("error"),
            warnings=severities.count("warning"),
            result=digest,
        )
        .returning(schema.documents.c.id)
    )
    number = int(inserted.scalar_one())
    for table, values in rows.content(made.disclosure, number):
        connection.exec_driver_sql(_insert(table, connection), values)


def _insert(table: str, connection: Connection) -> str:
    """The statement for many rows at once, without the toolkit's work for each."""
    columns = schema.columns_of(table)
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    names = ", ".join(f'"{name}"' for name in columns)
    return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join([mark] * len(columns))})'


def _in_batches(found: Iterable[tuple[str, str, str]], size: int) -> Iterator[list[tuple[str, str, str]]]:
    waiting: dict[str, tuple[str, str, str]] = {}
    for one in found:
        waiting[one[0]] = one
        if len(waiting) >= size:
            yield list(waiting.values())
            waiting.clear()
    if waiting:
        yield list(waiting.values())
