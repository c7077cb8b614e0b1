"""A disclosure as tidy tables: one row a fact, mention, indicator, check, finding or section.

The rows are plain dictionaries, which every export shares; ``frames`` makes pandas frames of them. Money and all other
values are ``Decimal``, never float. Dimensions have a column each, so that a filter needs no parsing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from budgetextract.model.disclosure import Disclosure, Fact, Level, Source

Cell = str | int | float | Decimal | bool | None
Row = dict[str, Cell]


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split())


DIMENSIONS = _names(
    "fund fund_year function economy government_economy organisation project post_type unit_kind vehicle_type"
    " vehicle_subtype threshold base reception_kind"
)
"""The dimensions of rules/data/dimensions.yaml, in its order; others that a document brings share one column."""

_PLACE = "part page x0 top x1 bottom sheet cell paragraph section table row column text reader"

COLUMNS: Mapping[str, tuple[str, ...]] = {
    name: _names(columns)
    for name, columns in {
        "facts": (
            f"document department kind document_year fact concept measure fiscal_year {' '.join(DIMENSIONS)}"
            f" other_dimensions value unit status confidence mentions origin stated stated_unit {_PLACE}"
        ),
        "mentions": f"document fact value stated stated_unit precision origin {_PLACE}",
        "indicators": (
            "document scope project horizon level1 level1_id level2 level2_id level3 level3_id target operator value"
            f" value_high unit weight basis actual score fiscal_year {_PLACE}"
        ),
        "checks": (
            "document check bindings where status severity left right difference tolerance truncated facts message_zh"
            " message_en"
        ),
        "findings": f"document code severity check facts message_zh message_en {_PLACE}",
        "sections": "document section id number title level parent part paragraph page_start page_end confidence text",
    }.items()
}
"""Columns of each table in order. ``facts`` in checks and findings joins ids with spaces."""


def rows(disclosure: Disclosure) -> dict[str, list[Row]]:
    """All tables of one disclosure by name; every row has all columns of ``COLUMNS`` in order, None where empty."""
    made: dict[str, Callable[[Disclosure], list[Row]]] = {
        "facts": _facts,
        "mentions": _mentions,
        "indicators": _indicators,
        "checks": _checks,
        "findings": _findings,
        "sections": _sections,
    }
    name = disclosure.document.file_name
    return {
        table: [
            {column: row.get(column, name if column == "document" else None) for column in COLUMNS[table]}
            for row in make(disclosure)
        ]
        for table, make in made.items()
    }


def frames(disclosure: Disclosure) -> dict[str, pd.DataFrame]:
    """The same as pandas frames; whole numbers that may be missing are nullable integers, values stay ``Decimal``."""
    import pandas as pd

    found = {name: pd.DataFrame(table, columns=list(COLUMNS[name])) for name, table in rows(disclosure).items()}
    for frame in found.values():
        for column in frame.columns.intersection(list(WHOLE_NUMBERS)):
            frame[column] = frame[column].astype("Int64")
    return found


WHOLE_NUMBERS = frozenset(
    _names(
        "document_year fiscal_year mentions page paragraph level parent page_start page_end row column section table"
    )
)
DECIMALS = frozenset({"value", "precision", "left", "right", "difference", "tolerance"})
"""Columns of ``Decimal`` (in ``indicators``, where a value may be words, ``value`` is text)."""
FLOATS = frozenset({"confidence", "x0", "top", "x1", "bottom"})


def decimal(text: str | None) -> Decimal | None:
    """A decimal string of the contract as a number, None as None."""
    return None if text is None else Decimal(text)


def _facts(disclosure: Disclosure) -> list[Row]:
    document = disclosure.document
    return [
        {
            "department": document.department,
            "kind": document.kind,
            "document_year": document.fiscal_year,
            "fact": fact.id,
            "concept": fact.concept,
            "measure": fact.measure,
            "fiscal_year": fact.fiscal_year,
            **_dimensions(fact.dimensions),
            "value": Decimal(fact.value),
            "unit": fact.unit,
            "status": fact.status,
            "confidence": fact.confidence,
            "mentions": len(fact.mentions),
            **_first_mention(fact),
        }
        for fact in (*disclosure.figures, *disclosure.staffing)
    ]


def _dimensions(dimensions: Mapping[str, str]) -> Row:
    known: Row = {name: dimensions.get(name) for name in DIMENSIONS}
    others = sorted((key, value) for key, value in dimensions.items() if key not in DIMENSIONS)
    return {**known, "other_dimensions": ";".join(f"{key}={value}" for key, value in others) or None}


def _first_mention(fact: Fact) -> Row:
    """The mention that gave the value."""
    gave = next(
        (mention for mention in fact.mentions if Decimal(mention.value) == Decimal(fact.value)), fact.mentions[0]
    )
    return {"origin": gave.origin, "stated": gave.stated, "stated_unit": gave.stated_unit, **_place(gave.source)}


def _place(source: Source | None) -> Row:
    if source is None:
        return {}
    x0, top, x1, bottom = source.bbox or (None, None, None, None)
    names = ("part", "page", "sheet", "cell", "paragraph", "section", "table", "row", "column", "reader")
    named = {name: getattr(source, name) for name in names}
    return {**named, "text": source.text or None, "x0": x0, "top": top, "x1": x1, "bottom": bottom}


def _mentions(disclosure: Disclosure) -> list[Row]:
    return [
        {
            "fact": fact.id,
            "value": Decimal(mention.value),
            "stated": mention.stated,
            "stated_unit": mention.stated_unit,
            "precision": Decimal(mention.precision),
            "origin": mention.origin,
            **_place(mention.source),
        }
        for fact in (*disclosure.figures, *disclosure.staffing)
        for mention in fact.mentions
    ]


def _indicators(disclosure: Disclosure) -> list[Row]:
    made: list[Row] = []
    for row in disclosure.performance.indicators:
        low, high = _ends(row.value)
        levels: Row = {}
        for name in ("level1", "level2", "level3"):
            level: Level | None = getattr(row, name)
            if level is not None:
                levels |= {name: level.text, f"{name}_id": level.id}
        named = ("scope", "project", "horizon", "operator", "unit", "weight", "basis", "actual", "score", "fiscal_year")
        made.append(
            {
                **_place(row.source),
                **levels,
                **{name: getattr(row, name) for name in named},
                "target": row.text,
                "value": low,
                "value_high": high,
            }
        )
    return made


def _ends(value: str | Sequence[str] | None) -> tuple[str | None, str | None]:
    if value is None or isinstance(value, str):
        return value, None
    return (value[0] if value else None), (value[-1] if len(value) > 1 else None)


def _checks(disclosure: Disclosure) -> list[Row]:
    return [
        {
            "check": check.id,
            "bindings": ";".join(f"{key}={value}" for key, value in sorted(check.bindings.items())) or None,
            "where": check.where,
            "status": check.status,
            "severity": check.severity,
            "left": decimal(check.left),
            "right": decimal(check.right),
            "difference": decimal(check.difference),
            "tolerance": decimal(check.tolerance),
            "truncated": check.truncated,
            "facts": " ".join(check.facts) or None,
            "message_zh": check.message.zh,
            "message_en": check.message.en,
        }
        for check in disclosure.checks
    ]


def _findings(disclosure: Disclosure) -> list[Row]:
    return [
        {
            **_place(finding.source[0] if finding.source else None),
            "code": finding.code,
            "severity": finding.severity,
            "check": finding.check,
            "facts": " ".join(finding.facts) or None,
            "message_zh": finding.message.zh,
            "message_en": finding.message.en,
        }
        for finding in disclosure.findings
    ]


def _sections(disclosure: Disclosure) -> list[Row]:
    named = tuple(name for name in COLUMNS["sections"] if name not in {"document", "section"})
    return [
        {"section": index, **{name: getattr(section, name) for name in named}}
        for index, section in enumerate(disclosure.sections)
    ]
