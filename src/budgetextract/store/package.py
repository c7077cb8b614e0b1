"""The descriptor of a Frictionless data package of exported tables, with the columns of the Fiscal Data Package.

Sources: Data Package and Table Schema (https://specs.frictionlessdata.io), Fiscal Data Package
(https://specs.frictionlessdata.io/fiscal-data-package/): ``columnType`` tells what a column is in a budget.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from budgetextract.model.frames import FLOATS
from budgetextract.store.reading import columns, is_exact, is_whole

_COLUMN_TYPES = {
    "region_code": "geo:target:code",
    "region": "geo:target:label",
    "department": "administrative:generic:level1:label",
    "organisation": "administrative:generic:level2:label",
    "fiscal_year": "date:fiscal-year",
    "function": "functional-classification:generic:code",
    "economy": "economic-classification:generic:code",
    "project": "activity:generic:project:label:part1",
    "fund": "fund:label",
    "measure": "phase:id",
    "value": "value",
    "unit": "value-currency:code",
    "fact": "fact:id",
}


def descriptor(tables: Sequence[str], *, version: str) -> dict[str, Any]:
    """The content of ``datapackage.json``."""
    return {
        "profile": "tabular-data-package",
        "name": "budgetextract-export",
        "title": "预决算公开数据 / Budget and final-account disclosures",
        "created_by": f"budgetextract {version}",
        "resources": [
            {
                "name": table,
                "path": f"{table}.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
                "schema": {"fields": [_field(table, name) for name in columns(table)], "missingValues": [""]},
            }
            for table in tables
        ],
    }


def _field(table: str, name: str) -> dict[str, Any]:
    kind = "string"
    if is_exact(table, name) or name in FLOATS:
        kind = "number"
    elif is_whole(table, name):
        kind = "integer"
    elif name == "truncated":
        kind = "boolean"
    made: dict[str, Any] = {"name": name, "type": kind}
    if kind == "boolean":
        made |= {"trueValues": ["True"], "falseValues": ["False"]}
    if table == "facts" and name in _COLUMN_TYPES:
        made["columnType"] = _COLUMN_TYPES[name]
    return made
