"""Each identity has a passing and a failing case in tests/rules/*.yaml, and each behaves so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from drafts import YEAR, facts_of

from budgetextract.checks.engine import evaluate_all
from budgetextract.checks.index import Book
from budgetextract.checks.mentions import evaluate_mentions
from budgetextract.checks.outcome import Outcome
from budgetextract.checks.partitions import evaluate_partitions
from budgetextract.rules.identities import load_identities

RULES = load_identities()
CASES: dict[str, Any] = {
    name: case
    for file in sorted((Path(__file__).parents[1] / "rules").glob("*.yaml"))
    for name, case in yaml.safe_load(file.read_text(encoding="utf-8")).items()
}


def outcomes(lines: list[str], kind: str) -> list[Outcome]:
    facts = facts_of(lines, kind)
    tables = frozenset(s.table for fact in facts for s in fact.statements if s.table is not None)
    book = Book(facts, YEAR, kind, tables)
    found = evaluate_all(book, RULES)
    found += evaluate_partitions(found, book, RULES)
    return found + evaluate_mentions(book, RULES)


def test_every_identity_has_a_case() -> None:
    assert {identity.id for identity in RULES.identities} == set(CASES)


@pytest.mark.parametrize("name", sorted(CASES))
def test_case(name: str) -> None:
    case = CASES[name]
    good = [one.status for one in outcomes(case["pass"], case["kind"]) if one.identity.id == name]
    bad = [one.status for one in outcomes(case["fail"], case["kind"]) if one.identity.id == name]
    assert "pass" in good
    assert "fail" not in good
    assert "fail" in bad
    for lines in case.get("fail_too", ()):
        assert "fail" in [one.status for one in outcomes(lines, case["kind"]) if one.identity.id == name]
    if "undecided" in case:
        open_ones = {one.status for one in outcomes(case["undecided"], case["kind"]) if one.identity.id == name}
        assert open_ones == {"insufficient"}
