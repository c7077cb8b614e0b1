"""Every sentence of cases/*.yaml states its facts and no other."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from budgetextract.model.document import (
    Block,
    Extracted,
    Identity,
    Line,
    SectionNode,
    Segmented,
    SourceDocument,
)
from budgetextract.model.facts import Statement
from budgetextract.normaliser.narrative import narrative_statements
from budgetextract.rules.bundle import load_rules

BOX = (0.0, 0.0, 1.0, 1.0)
CASES = [
    pytest.param(case, id=f"{path.stem}:{case['id']}")
    for path in sorted((Path(__file__).parent / "cases").glob("*.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
FACT = re.compile(
    r"(?P<concept>[a-z_.]+)(?:\{(?P<dims>[^}]*)\})? (?P<measure>[a-z_]+)(?:@(?P<year>\d{4}))? (?P<value>-?[\d.]+)"
)


def read(
    text: str,
    *,
    title: str = "",
    parent: str = "",
    kind: str = "department_budget",
    year: int = 2024,
    outline: str | None = None,
) -> list[Statement]:
    """The statements of a text that stands under a heading."""
    blocks = tuple(
        Block(line, (Line(1, line, (), *BOX),), (0,) * len(line)) for line in text.split("\n") if line.strip()
    )
    sections = [SectionNode(None, "", parent, 1, None, 1, 1, BOX)] if parent else []
    sections.append(SectionNode(outline, "", title, 2, 0 if parent else None, 1, 1, BOX, blocks))
    segmented = Segmented(Identity(kind, year, "青禾县林业站"), tuple(sections))
    extracted = Extracted(SourceDocument("a.pdf", "", "application/pdf", "pdf", ()), (), ())
    return narrative_statements(segmented, extracted, load_rules())


def shown(statement: Statement, year: int) -> tuple[str, Decimal]:
    """A statement in the form of the case files."""
    key = statement.key
    dims = ",".join(f"{name}={value}" for name, value in key.dimensions)
    at = f"@{key.fiscal_year}" if key.fiscal_year != year else ""
    return f"{key.concept}{{{dims}}} {key.measure}{at}", statement.value


def expected(fact: str) -> tuple[str, Decimal]:
    match = FACT.fullmatch(fact)
    assert match is not None, fact
    dims = ",".join(sorted(part for part in (match["dims"] or "").split(",") if part))
    at = f"@{match['year']}" if match["year"] else ""
    return f"{match['concept']}{{{dims}}} {match['measure']}{at}", Decimal(match["value"])


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    options = {name: case[name] for name in ("title", "parent", "kind", "year", "outline") if name in case}
    found = {shown(one, case.get("year", 2024)) for one in read(case["text"], **options)}
    wanted = {expected(fact) for fact in case.get("facts", ())}
    assert found == wanted, f"missing {sorted(map(str, wanted - found))}, spurious {sorted(map(str, found - wanted))}"
