"""What two disclosures have to share to be twins, and the committed twins of a sample."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from golden import SAMPLES

from budgetextract import extract
from budgetextract.pipeline import extract_parts

FORMS = ("docx", "html", "md", "set")
READERS = {"docx": {"docx"}, "html": {"html"}, "md": {"text"}, "set": {"docx", "xlsx"}}
_SET = (".text.docx", ".tables.xlsx")


@cache
def read(style: str, form: str) -> Mapping[str, Any]:
    """A sample in one form (pdf, docx, html, md, set) as the contract's object."""
    folder = SAMPLES / style
    if form != "set":
        return json.loads(extract(folder / f"{style}.{form}").to_json())  # type: ignore[no-any-return]
    files = [folder / f"{style}{ending}" for ending in _SET]
    return json.loads(extract_parts([(file.read_bytes(), file.name) for file in files]).to_json())  # type: ignore[no-any-return]


def facts(result: Mapping[str, Any]) -> list[str]:
    """Each fact on a line of its own, in order: key, value, unit, status."""
    return sorted(_fact(fact) for fact in (*result["figures"], *result["staffing"]))


def _fact(fact: Mapping[str, Any]) -> str:
    dimensions = " ".join(f"{key}={value}" for key, value in sorted(fact["dimensions"].items()))
    value = f"{Decimal(fact['value']).normalize():f}"
    return " ".join(
        [fact["concept"], fact["measure"], str(fact["fiscal_year"]), dimensions, value, fact["unit"], fact["status"]]
    )


def indicators(result: Mapping[str, Any]) -> list[str]:
    """Each indicator without its place."""
    rows = [
        {key: value for key, value in row.items() if key != "source"} for row in result["performance"]["indicators"]
    ]
    return sorted(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows)


def tables(result: Mapping[str, Any]) -> list[tuple[str | None, str, str | None, int, int]]:
    """Id, title, unit and shape of each table."""
    return [
        (table.get("table"), table["title"], table.get("unit"), len(table["rows"]), len(table["columns"]))
        for table in result["tables"]
    ]


def headings(result: Mapping[str, Any]) -> list[tuple[int, str, str]]:
    """Level, number and title of each section."""
    return [(section["level"], section["number"], section["title"]) for section in result["sections"]]


def sources(value: object) -> Iterator[Mapping[str, Any]]:
    """Every source in a result."""
    yield from _found(value, lambda part: "reader" in part and "text" in part)


def messages(value: object) -> Iterator[str]:
    """Every sentence in a result, in both languages."""
    for part in _found(value, lambda part: part.keys() == {"zh", "en"}):
        yield from part.values()


def _found(value: object, wanted: Callable[[Mapping[str, Any]], bool]) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, dict):
        if wanted(value):
            yield value
        for part in value.values():
            yield from _found(part, wanted)
    elif isinstance(value, list):
        for part in value:
            yield from _found(part, wanted)
