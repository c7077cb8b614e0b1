"""The database of a store: where it lies, how it is opened, how it is read without waiting for a writer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

DATABASE = "store.sqlite"
LOCK_SECONDS = 120
"""How long a writer waits for another."""


class Database:
    """The database in a store's folder."""

    def __init__(self, folder: Path, engine: Engine) -> None:
        self.folder = folder
        self.engine = engine

    def close(self) -> None:
        """Let the database go."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that only reads: it waits for no writer."""
        with self.engine.connect().execution_options(reads=True) as connection:
            yield connection


def engine_of(database: Path) -> Engine:
    """The engine of a database file; transactions write at once unless their connection only reads."""
    engine = create_engine(f"sqlite:///{database}", connect_args={"timeout": LOCK_SECONDS})

    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _: object) -> None:
        connection.isolation_level = None  # transactions are begun below, for writing at once
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # a deferred transaction that turns to writing fails at once when another one writes, whatever the timeout
        reads = connection.get_execution_options().get("reads", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine
