"""Departments by year: one row a document, one column a concept and measure, names matched across years.

A department is its region and its name in plain form (without blanks, brackets and the region before it). Where a name
ends one year and one much like it begins the next, the two are taken for one department that was renamed; each such
match is told (``matches``), so that nobody has to guess. Figures are those of the whole department: facts with no
dimension but a fund.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from budgetextract.record import record
from budgetextract.store.reading import columns, rows
from budgetextract.store.store import Store

_PLAIN = re.compile(r"[\s()（）·]+")
_REGION = re.compile(r"^[\u4e00-\u9fff]{2,9}?(?:自治县|县|自治旗|旗|区|市|自治州|州|省)(?=[\u4e00-\u9fff]{2})")
LIKE = 0.7
"""Likeness (0 to 1) from which a name that begins is taken for one that ended."""
_LEAD = ("region_code", "region", "unit_id", "department", "kind", "year", "document", "sha256")


@record
class Match:
    """Two names that were taken for one department, and why: ``score`` 1 is the same name in plain form."""

    region_code: str
    name: str
    later_name: str
    last_year: int
    first_year: int
    score: float


def plain_name(name: str) -> str:
    """A department's name without what differs for no reason: 通城县信访局（本级） is 信访局本级."""
    bare = _PLAIN.sub("", name)
    while (found := _REGION.match(bare)) is not None:
        bare = bare[found.end() :]
    return bare


def matched(departments: Sequence[tuple[str, str, int]]) -> tuple[dict[tuple[str, str], str], list[Match]]:
    """(region code, name, year) of all documents: an id for each (region code, name), and the matches made."""
    years: dict[tuple[str, str], set[int]] = {}
    for region, name, year in departments:
        years.setdefault((region, plain_name(name)), set()).add(year)
    head: dict[tuple[str, str], tuple[str, str]] = {}
    found: list[Match] = []
    by_region: dict[str, list[str]] = {}
    for region, name in years:
        by_region.setdefault(region, []).append(name)
    for region, names in by_region.items():
        for name in sorted(names, key=lambda one: min(years[region, one])):
            first = min(years[region, name])
            before = [
                (_likeness(other, name), other)
                for other in names
                if other != name and max(years[region, other]) < first and (region, other) not in head.values()
            ]
            score, other = max(before, default=(0.0, ""))
            if score >= LIKE:
                head[region, name] = (region, other)
                found.append(Match(region, other, name, max(years[region, other]), first, round(score, 3)))
    ids: dict[tuple[str, str], str] = {}
    for region, name, _ in departments:
        root = (region, plain_name(name))
        while root in head:
            root = head[root]
        ids[region, name] = f"{root[0]}:{root[1]}"
    return ids, found


def _likeness(before: str, after: str) -> float:
    """0 to 1. A name that keeps all characters of the old one in order (文化局, 文化和旅游局) is like enough."""
    from rapidfuzz import fuzz

    rest = iter(after)
    kept = len(before) > 2 and all(char in rest for char in before)
    return max(fuzz.ratio(before, after) / 100, LIKE if kept else 0.0)


def wide_rows(store: Store, where: Mapping[str, object]) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """Columns and rows of the wide table: ``concept|measure`` or ``concept|measure|fund`` after those of ``_LEAD``.

    The year is the document's; a fact of another year (last year's executed figure) has its distance in the column:
    ``expenditure.total|reported|-1``.
    """
    at = {name: index for index, name in enumerate(columns("facts"))}
    dimensions = [
        at[name]
        for name in columns("facts")[at["fund"] + 1 : at["other_dimensions"] + 1]
        if name not in ("fund", "base")
    ]
    known: dict[str, dict[str, Decimal]] = {}
    lead: dict[str, tuple[Any, ...]] = {}
    for row in rows(store, "facts", where):
        if any(row[index] is not None for index in dimensions):
            continue
        document = row[at["sha256"]]
        year = row[at["document_year"]]
        if document not in lead:
            lead[document] = (
                row[at["region_code"]] or "", row[at["region"]] or "", row[at["department"]] or "", row[at["kind"]],
                year, row[at["document"]], document,
            )  # fmt: skip
        distance = row[at["fiscal_year"]] - year if year else 0
        parts = [row[at["concept"]], row[at["measure"]], row[at["fund"]], f"{distance:+d}" if distance else None]
        name = "|".join(part for part in parts if part)
        known.setdefault(document, {}).setdefault(name, row[at["value"]])
    names = sorted({name for values in known.values() for name in values})
    ids, _ = matched([(one[0], one[2], one[4] or 0) for one in lead.values()])
    made = [
        (code, region, ids[code, department], department, kind, year, file, document,
         *(known[document].get(name) for name in names))
        for document, (code, region, department, kind, year, file, _) in lead.items()
    ]  # fmt: skip
    made.sort(key=lambda row: (row[0], row[2], row[5] or 0, row[4] or ""))
    return (*_LEAD, *names), made


def matches(store: Store) -> list[Match]:
    """The names that were taken for one department."""
    found = store.documents()
    named = [(one["region_code"] or "", one["department"], one["fiscal_year"] or 0) for one in found]
    return matched([(region, name, year) for region, name, year in named if name])[1]
