"""What is in a store, as rows with the columns of ``model.frames``, filtered.

Every table begins with the document's file name and hash; ``facts`` also have region, department, kind and year of
their document, so that a panel needs no join.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from budgetextract.errors import SettingError
from budgetextract.export.tables import SCALE
from budgetextract.model.frames import COLUMNS, DECIMALS, FLOATS, WHOLE_NUMBERS
from budgetextract.store.database import DATABASE, Database

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

BATCH = 65_536

_DOCUMENT: Mapping[str, str] = {
    "document": 'd."file_name"',
    "sha256": 'd."sha256"',
    "region": 'd."region"',
    "region_code": 'd."region_code"',
    "department": 'd."department"',
    "kind": 'd."kind"',
    "document_year": 'd."fiscal_year"',
}
_DOCUMENTS = [
    "file_name",
    "sha256",
    "media_type",
    "source_url",
    "pages",
    "reader",
    "kind",
    "fiscal_year",
    "department",
    "region",
    "region_code",
    "published",
    "errors",
    "warnings",
]
TABLES = ("documents", *COLUMNS)
_FILTERS: Mapping[str, str] = {
    "year": 'd."fiscal_year"',
    "region": 'd."region"',
    "department": 'd."department"',
    "kind": 'd."kind"',
    "concept": 't."concept"',
    "function": 't."function"',
    "status": 't."status"',
}
_OF_FACTS = frozenset({"concept", "function", "status"})


def columns(table: str) -> tuple[str, ...]:
    """The columns of a table, in order."""
    if table == "documents":
        return tuple(_DOCUMENTS)
    own = tuple(name for name in COLUMNS[table] if name not in _DOCUMENT)
    lead = tuple(_DOCUMENT) if table == "facts" else ("document", "sha256", "region", "department", "document_year")
    return (*lead, *own)


def query(table: str, where: Mapping[str, object]) -> tuple[str, list[object]]:
    """The SELECT of a table and its parameters.

    ``where``: a value, or a list of any of them, by a name of ``_FILTERS``. A region is found by name or code, each
    with all below it where a code ends in 00; a concept or function by its beginning. Filters of facts say nothing of
    other tables, which then have all rows of the documents left. Raises ``SettingError`` for an unknown filter.
    """
    if table not in TABLES:
        raise SettingError(code="unknown_table", name=table, known=", ".join(TABLES))
    chosen: list[str] = []
    parameters: list[object] = []
    for name, given in where.items():
        if given is None or given == [] or given == ():
            continue
        if name not in _FILTERS:
            raise SettingError(code="unknown_filter", name=name, known=", ".join(_FILTERS))
        if name in _OF_FACTS and table != "facts":
            continue
        values = list(given) if isinstance(given, list | tuple | set | frozenset) else [given]
        alternatives = [_condition(name, value, parameters) for value in values]
        chosen.append("(" + " OR ".join(alternatives) + ")")
    if table == "documents":
        picked = ", ".join(f'd."{name}"' for name in _DOCUMENTS)
        order, source = 'd."id"', '"documents" d'
    else:
        picked = ", ".join(f'{_DOCUMENT.get(name) or _own(name)} AS "{name}"' for name in columns(table))
        order, source = 't."row_id"', f'"{table}" t JOIN "documents" d ON d."id" = t."document"'
    condition = f" WHERE {' AND '.join(chosen)}" if chosen else ""
    return f"SELECT {picked} FROM {source}{condition} ORDER BY {order}", parameters


def _own(name: str) -> str:
    return f't."{name}"'


def _condition(name: str, value: object, parameters: list[object]) -> str:
    column = _FILTERS[name]
    if name == "region":
        code = str(value)
        if code.isdigit():
            parameters.append(code.rstrip("0") if code.endswith("00") else code)
            return "d.\"region_code\" LIKE ? || '%'"
        parameters.append(value)
        return f"{column} = ?"
    if name in ("concept", "function"):
        parameters += [value, value]
        wild = "? || '.%'" if name == "concept" else "? || '%'"
        return f"({column} = ? OR {column} LIKE {wild})"
    parameters.append(int(str(value)) if name == "year" else value)
    return f"{column} = ?"


def rows(store: Database, table: str, where: Mapping[str, object]) -> Iterator[tuple[Any, ...]]:
    """The rows as tuples in the order of ``columns``; exact numbers as ``Decimal``. Memory does not grow with them."""
    sql, parameters = query(table, where)
    exact = [index for index, name in enumerate(columns(table)) if is_exact(table, name)]
    with store.reading() as connection:
        found = connection.execution_options(stream_results=True).exec_driver_sql(sql, tuple(parameters))
        for row in found:
            made = list(row)
            for index in exact:
                if made[index] is not None:
                    made[index] = Decimal(made[index])
            yield tuple(made)


def batches(store: Database, table: str, where: Mapping[str, object]) -> Iterator[pa.RecordBatch]:
    """The rows as Arrow record batches of ``arrow_schema``, read without a Python object for each value."""
    import adbc_driver_sqlite.dbapi as adbc
    import pyarrow as pa
    import pyarrow.compute as pc

    sql, parameters = query(table, where)
    schema = arrow_schema(table)
    # The driver takes a column's type from the first rows; where those are all NULL it would fail on a later text.
    sql = f"SELECT {', '.join(_SAMPLE[_kind(table, name)] for name in columns(table))} UNION ALL SELECT * FROM ({sql})"
    skip = 1
    address = f"file:{quote(str((store.folder / DATABASE).resolve()))}?mode=ro"
    with adbc.connect(address) as connection, connection.cursor() as cursor:
        cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": str(BATCH)})
        cursor.execute(sql, parameters or None)
        for read in cursor.fetch_record_batch():
            batch, skip = read.slice(skip), 0
            columns_read = [batch.column(index) for index in range(batch.num_columns)]
            arrays = [
                column if column.type == field.type else pc.cast(column, field.type)
                for column, field in zip(columns_read, schema, strict=True)
            ]
            yield pa.record_batch(arrays, schema=schema)


def arrow_schema(table: str) -> pa.Schema:
    """Names and types of a table's columns."""
    import pyarrow as pa

    types = {
        "exact": pa.decimal128(38, SCALE), "whole": pa.int64(), "float": pa.float64(), "flag": pa.bool_(),
        "text": pa.string(),
    }  # fmt: skip
    return pa.schema([(name, types[_kind(table, name)]) for name in columns(table)])


_SAMPLE: Mapping[str, str] = {"exact": "'0'", "whole": "0", "float": "0.5", "flag": "0", "text": "''"}


def _kind(table: str, name: str) -> str:
    if is_exact(table, name):
        return "exact"
    if is_whole(table, name):
        return "whole"
    return "float" if name in FLOATS else "flag" if name == "truncated" else "text"


def is_exact(table: str, name: str) -> bool:
    """True for a column of exact numbers."""
    return name in DECIMALS and table != "indicators"


def is_whole(table: str, name: str) -> bool:
    """True for a column of whole numbers."""
    if table == "documents":
        return name in {"pages", "fiscal_year", "errors", "warnings"}
    return name in WHOLE_NUMBERS


def frame(store: Database, table: str, where: Mapping[str, object]) -> pd.DataFrame:
    """A table as a pandas frame: exact numbers are ``Decimal``, whole numbers that may be missing nullable integers."""
    import pandas as pd

    found = list(rows(store, table, where))
    names = columns(table)
    made = pd.DataFrame(found, columns=list(names))
    for name in names:
        if is_whole(table, name):
            made[name] = made[name].astype("Int64")
    return made


def distinct(store: Database, column: str, *, table: str = "documents") -> Sequence[Any]:
    """The values of a column, each once, in order."""
    with store.reading() as connection:
        found = connection.exec_driver_sql(
            f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL ORDER BY 1'
        )
        return [row[0] for row in found]
