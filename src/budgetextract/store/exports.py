"""Tidy tables out of a store: CSV, Excel, Parquet, SQLite, a Frictionless data package.

In     a store, filters, where to.
Out    files written whole or not at all. Text that a spreadsheet would take for a formula gets an apostrophe (CSV) or
       stays text (Excel). Memory does not grow with the rows, but for Excel's own limit.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from budgetextract import __version__, messages
from budgetextract.errors import SettingError
from budgetextract.export.files import written
from budgetextract.export.tables import SCALE, arrow_cell, csv_cell
from budgetextract.export.workbook import write_cell
from budgetextract.messages import Language
from budgetextract.model.frames import FLOATS
from budgetextract.store import reading
from budgetextract.store.panel import wide_rows
from budgetextract.store.store import Store

TABLES = ("documents", "facts", "mentions", "indicators", "findings", "checks", "sections")
SHEETS = ("facts", "findings", "indicators", "documents")
_EXCEL_ROWS = 1_048_575
Filters = Mapping[str, object]


def export(
    store: Store, form: str, target: Path, where: Filters, *, wide: bool = False, excel: bool = False,
    language: Language = "zh",
) -> dict[str, int]:  # fmt: skip
    """Write a store in a form; the number of rows of each table written.

    A target with the form's suffix (csv, parquet) holds the facts, or the wide table; a folder all tables.
    """
    if form == "xlsx":
        return _workbook(store, target, where, wide=wide, language=language)
    if form == "sqlite":
        return _sqlite(store, target, where)
    if form == "datapackage":
        return _package(store, target, where, wide=wide)
    write: Callable[[Store, str, Filters, Path], int] = _parquet
    if form == "csv":
        write = partial(_csv, bom=excel)
    if wide:
        return {"wide": _wide(store, form, _one_file(target, form, "wide"), where, bom=excel)}
    if target.suffix.lower() == f".{form}":
        with written(target) as draft:
            return {"facts": write(store, "facts", where, draft)}
    counts: dict[str, int] = {}
    target.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        with written(target / f"{table}.{form}") as draft:
            counts[table] = write(store, table, where, draft)
    return counts


def _one_file(target: Path, form: str, name: str) -> Path:
    return target if target.suffix.lower() == f".{form}" else target / f"{name}.{form}"


def _csv(store: Store, table: str, where: Filters, path: Path, *, bom: bool) -> int:
    return _csv_rows(reading.columns(table), reading.rows(store, table, where), path, bom=bom)


def _csv_rows(columns: Sequence[str], rows: Iterator[tuple[Any, ...]], path: Path, *, bom: bool) -> int:
    count = 0
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([csv_cell(value) for value in row])
            count += 1
    return count


def _parquet(store: Store, table: str, where: Filters, path: Path) -> int:
    import pyarrow.parquet as pq

    count = 0
    with pq.ParquetWriter(path, reading.arrow_schema(table), compression="zstd") as writer:
        for batch in reading.batches(store, table, where):
            writer.write_batch(batch)
            count += batch.num_rows
    return count


def _wide(store: Store, form: str, target: Path, where: Filters, *, bom: bool) -> int:
    columns, rows = wide_rows(store, where)
    with written(target) as draft:
        if form == "csv":
            return _csv_rows(columns, iter(rows), draft, bom=bom)
        import pyarrow as pa
        import pyarrow.parquet as pq

        fields = [
            (name, pa.decimal128(38, SCALE) if "|" in name else pa.int64() if name == "year" else pa.string())
            for name in columns
        ]
        made = {name: [arrow_cell(row[index]) for row in rows] for index, name in enumerate(columns)}
        pq.write_table(pa.table(made, schema=pa.schema(fields)), draft)
    return len(rows)


def _sqlite(store: Store, target: Path, where: Filters) -> dict[str, int]:
    """The tables as exported, in a database of their own, which opens in Datasette."""
    import sqlite3

    counts: dict[str, int] = {}
    with written(target) as draft, closing(sqlite3.connect(draft)) as database:
        for table in TABLES:
            columns = reading.columns(table)
            kinds = ", ".join(f'"{name}" {_sql_type(table, name)}' for name in columns)
            database.execute(f'CREATE TABLE "{table}" ({kinds})')
            statement = f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(columns))})'
            rows = (
                [format(value, "f") if isinstance(value, Decimal) else value for value in row]
                for row in reading.rows(store, table, where)
            )
            counts[table] = database.executemany(statement, rows).rowcount
            counts[table] = max(0, counts[table])
        database.commit()
    return counts


def _sql_type(table: str, name: str) -> str:
    return "INTEGER" if reading.is_whole(table, name) else "REAL" if name in FLOATS else "TEXT"


def _package(store: Store, target: Path, where: Filters, *, wide: bool) -> dict[str, int]:
    """A Frictionless data package: CSV tables with a schema, columns typed as the Fiscal Data Package has them."""
    from budgetextract.store.package import descriptor

    target.mkdir(parents=True, exist_ok=True)
    counts: dict[str, int] = {}
    for table in TABLES:
        with written(target / f"{table}.csv") as draft:
            counts[table] = _csv(store, table, where, draft, bom=False)
    if wide:
        counts["wide"] = _wide(store, "csv", target / "wide.csv", where, bom=False)
    with written(target / "datapackage.json") as draft:
        made = descriptor(TABLES, version=__version__)
        draft.write_text(json.dumps(made, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return counts


def _workbook(store: Store, target: Path, where: Filters, *, wide: bool, language: Language) -> dict[str, int]:
    """An Excel workbook: heads frozen, amounts as numbers; the page of a figure links to its place in the original."""
    import xlsxwriter

    if target.suffix.lower() != ".xlsx":
        raise SettingError(code="unknown_suffix", file=str(target), suffix=target.suffix, allowed="xlsx")
    counts: dict[str, int] = {}
    options = {
        "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True,
    }  # fmt: skip
    with written(target) as draft, xlsxwriter.Workbook(str(draft), options) as book:
        formats = {
            "CNY": book.add_format({"num_format": "#,##0.00"}),
            "": book.add_format({"num_format": "General"}),
            "percent": book.add_format({"num_format": '0.00"%"'}),
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "quoted": book.add_format({"quote_prefix": True}),
            "link": book.add_format({"font_color": "#0563C1", "underline": 1}),
        }
        if wide:
            columns, made = wide_rows(store, where)
            counts["wide"] = _sheet(book, formats, "wide", columns, iter(made), language)
        for table in SHEETS:
            rows = reading.rows(store, table, where)
            counts[table] = _sheet(book, formats, table, reading.columns(table), rows, language, store)
    return counts


def _sheet(
    book: Any, formats: Mapping[str, Any], table: str, columns: Sequence[str], rows: Iterator[tuple[Any, ...]],
    language: Language, store: Store | None = None,
) -> int:  # fmt: skip
    from budgetextract.store.files import ORIGINALS

    sheet = book.add_worksheet(messages.text(f"sheet.{table}", language))
    sheet.freeze_panes(1, 0)
    for index, column in enumerate(columns):
        code = f"column.{column}"
        sheet.write_string(0, index, messages.text(code, language) if messages.has(code) else column, formats["head"])
        sheet.set_column(index, index, 16)
    unit_at = columns.index("unit") if "unit" in columns else None
    page_at = columns.index("page") if "page" in columns else None
    sha_at = columns.index("sha256") if "sha256" in columns else None
    count = 0
    for row in rows:
        count += 1
        if count > _EXCEL_ROWS:
            continue
        unit = str(row[unit_at]) if unit_at is not None else "CNY"
        for index, value in enumerate(row):
            if index == page_at and value is not None and sha_at is not None and store is not None:
                place = store.files.path(ORIGINALS, row[sha_at]).resolve()
                sheet.write_url(count, index, f"external:{place}#page={value}", formats["link"], str(value))
            else:
                write_cell(sheet, count, index, value, unit, formats)
    if count > _EXCEL_ROWS:
        sheet.write_string(_EXCEL_ROWS, 0, messages.text("sheet.cut", language, rows=count))
    sheet.autofilter(0, 0, max(1, min(count, _EXCEL_ROWS)), len(columns) - 1)
    return count
