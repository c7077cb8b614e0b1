"""Facts of invented documents out of one-line texts: ``concept[measure, year offset]{dimensions} = printed @place``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from budgetextract.model.document import Extracted, Identity, Segmented, SourceDocument
from budgetextract.model.facts import FactDraft, Key, Statement
from budgetextract.rules.bundle import load_rules

YEAR = 2024
_LINE = re.compile(
    r"(?P<concept>[\w.]+)(?:\[(?P<tags>[^\]]*)\])?(?:\{(?P<dims>[^}]*)\})?\s*=\s*(?P<value>-?[\d.]+)\s*@(?P<place>\w+)"
)
_MEASURES = {"budget", "final", "reported", "change", "change_rate", "share", "completion_rate"}
_REPORTED = ("staff.", "org.", "assets.")


def statement(line: str, kind: str = "budget", number: int = 0, **more: str) -> Statement:
    """One mention; money is printed in 万元, rates in percent, all else are counts."""
    match = _LINE.fullmatch(line.strip())
    assert match, line
    concept, tags = match["concept"], (match["tags"] or "").split()
    unit = load_rules().concepts.unit(concept)
    measure = next((tag for tag in tags if tag in _MEASURES), "reported" if concept.startswith(_REPORTED) else kind)
    offset = next((int(tag) for tag in tags if tag not in _MEASURES), 0)
    dims = tuple(sorted(tuple(pair.strip().split("=", 1)) for pair in (match["dims"] or "").split(",") if pair.strip()))
    printed = match["value"]
    precision = Decimal(1).scaleb(-len(printed.partition(".")[2]))
    value, stated_unit = Decimal(printed), ""
    if measure in {"change_rate", "share", "completion_rate"}:
        unit, stated_unit = "percent", "%"
    elif unit == "CNY":
        value, precision, stated_unit = value * 10_000, precision * 10_000, "万元"
    else:
        precision = Decimal(0)
    place = match["place"]
    origin = "narrative" if place == "narrative" else "performance" if place.startswith("performance") else "table"
    down = 0 if origin == "narrative" else 12 * number  # text: one line; cells: each its own
    return Statement(
        key=Key(concept, measure, YEAR + offset, tuple((name, text) for name, text in dims)),
        value=value,
        unit=unit,
        stated=printed,
        stated_unit=stated_unit,
        precision=precision,
        origin=origin,
        page=3,
        bbox=(10.0, 10.0 + down, 60.0, 20.0 + down),
        text=line,
        section=1 if origin == "narrative" else None,
        table=None if origin == "narrative" else sum(map(ord, place)),
        table_id="" if origin == "narrative" else place,
        row=number,
        column=1,
        sentence=more.get("sentence", f"sentence {number}") if origin == "narrative" else "",
        direction=more.get("direction", ""),
        name=more.get("name", ""),
    )


def facts_of(lines: Sequence[str | Statement], kind: str = "budget") -> list[FactDraft]:
    """One fact a key, in the order of the lines."""
    by_key: dict[Key, list[Statement]] = {}
    for number, line in enumerate(lines):
        one = line if isinstance(line, Statement) else statement(line, kind, number)
        by_key.setdefault(one.key, []).append(one)
    return [
        FactDraft(f"f{number}", key, found[0].value, found[0].unit, found[0].precision, tuple(found), "single")
        for number, (key, found) in enumerate(by_key.items())
    ]


def empty_document(kind: str = "budget") -> tuple[Segmented, Extracted]:
    """A document without pages, for rules that look at facts alone."""
    source = SourceDocument("invented.pdf", "0" * 64, "application/pdf", "pdf", ())
    return Segmented(Identity(f"department_{kind}", YEAR, "甲局"), ()), Extracted(source, (), ())
