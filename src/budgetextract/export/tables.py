"""Facts as CSV and Parquet; values are exact decimals in both."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from budgetextract.export.harmless import csv_text
from budgetextract.model.frames import COLUMNS, DECIMALS, FLOATS, WHOLE_NUMBERS, Cell, Row, rows

if TYPE_CHECKING:
    from budgetextract.model.disclosure import Disclosure

SCALE = 8
"""Decimal places of a Parquet value; the same in every file, so that files can be read together."""


class CsvFacts:
    """Facts of one or more documents as CSV, the header once."""

    def __init__(self, stream: TextIO) -> None:
        self._writer = csv.writer(stream, lineterminator="\n")
        self._writer.writerow(COLUMNS["facts"])

    def add(self, disclosure: Disclosure) -> None:
        """Write the facts of one document."""
        for row in rows(disclosure)["facts"]:
            self._writer.writerow([csv_cell(row[column]) for column in COLUMNS["facts"]])


def write_parquet(disclosures: Iterable[Disclosure], path: Path) -> None:
    """The facts of one or more documents as one Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    facts = [row for disclosure in disclosures for row in rows(disclosure)["facts"]]
    schema = pa.schema([(column, _arrow_type(column)) for column in COLUMNS["facts"]])
    columns = {column: [arrow_cell(row[column]) for row in facts] for column in COLUMNS["facts"]}
    pq.write_table(pa.table(columns, schema=schema), path)


def csv_cell(value: Cell) -> str:
    """A value as CSV has it: exact, nothing where there is none, no text that a spreadsheet would run."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    return csv_text(value) if isinstance(value, str) else str(value)


def _arrow_type(column: str) -> Any:
    import pyarrow as pa

    if column in DECIMALS:
        return pa.decimal128(38, SCALE)
    if column in WHOLE_NUMBERS:
        return pa.int64()
    return pa.float64() if column in FLOATS else pa.string()


def arrow_cell(value: Cell) -> Cell:
    """A value as Arrow has it: exact numbers of one scale."""
    return value.quantize(Decimal(1).scaleb(-SCALE)) if isinstance(value, Decimal) else value


def merged(disclosures: Sequence[Disclosure]) -> Mapping[str, list[Row]]:
    """The tables of several documents under one another."""
    made: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    for disclosure in disclosures:
        for name, table in rows(disclosure).items():
            made[name].extend(table)
    return made
