"""Stores of earlier versions brought to this one, step by step, in the transaction that opens them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, update

from budgetextract.store import schema

STEPS: Mapping[int, Sequence[str]] = {}
"""Version: the statements that lead from it to the next. There is one version so far."""


def migrate(connection: Connection, version: int, steps: Mapping[int, Sequence[str]] = STEPS) -> int:
    """Bring the tables from a version to the last that ``steps`` lead to; that version."""
    while version in steps:
        for statement in steps[version]:
            connection.exec_driver_sql(statement)
        version += 1
        connection.execute(update(schema.meta).where(schema.meta.c.name == "schema_version").values(value=str(version)))
    return version
