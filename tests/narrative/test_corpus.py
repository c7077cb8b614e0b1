"""Narrative facts of the real documents, where they are at hand: recall at least 0.92, precision at least 0.97."""

from __future__ import annotations

import csv
import os
from decimal import Decimal
from pathlib import Path

import pytest

from budgetextract.normaliser.narrative import narrative_statements
from budgetextract.pipeline import see
from budgetextract.rules.bundle import load_rules

CORPUS = Path(os.environ.get("BUDGETEXTRACT_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
GOLD = sorted(CORPUS.glob("gold/*.csv")) if CORPUS.is_dir() else []
DOCUMENTS = [path.stem for path in GOLD if "." not in path.stem]

pytestmark = pytest.mark.skipif(not DOCUMENTS, reason="needs real documents with gold: set BUDGETEXTRACT_CORPUS")

Key = tuple[str, str, str, str]


def dims(pairs: str) -> str:
    return ";".join(part for part in pairs.split(";") if part and not part.startswith("base="))


def gold(name: str) -> dict[Key, tuple[Decimal, str]]:
    with (CORPUS / "gold" / f"{name}.csv").open(encoding="utf-8") as file:
        return {
            (row["concept"], row["measure"], row["fiscal_year"], dims(row["dimensions"])): (
                Decimal(row["value"]),
                row["origin"],
            )
            for row in csv.DictReader(file)
            if not row["concept"].startswith(("staff.", "org."))
        }


def predicted(name: str) -> dict[Key, tuple[Decimal, Decimal]]:
    data = (CORPUS / "pdf" / f"{name}.pdf").read_bytes()
    extracted, segmented = see(data, f"{name}.pdf")
    found: dict[Key, tuple[Decimal, Decimal]] = {}
    for one in narrative_statements(segmented, extracted, load_rules()):
        pairs = ";".join(f"{key}={value}" for key, value in one.key.dimensions)
        key = (one.key.concept, one.key.measure, str(one.key.fiscal_year), dims(pairs))
        found.setdefault(key, (one.value, one.precision))
    return found


@pytest.mark.parametrize("name", DOCUMENTS)
def test_document(name: str) -> None:
    wanted, found = gold(name), predicted(name)
    narrative = {key: value for key, (value, origin) in wanted.items() if origin == "narrative"}
    right = {key for key, value in narrative.items() if key in found and found[key][0] == value}
    assert len(right) >= 0.92 * len(narrative), sorted(set(narrative) - right)
    # a rounded repetition of a table's figure is right; a key that the gold lacks is not counted
    wrong = [
        key
        for key, (value, precision) in found.items()
        if key in wanted and abs(wanted[key][0] - value) > precision / 2
    ]
    assert len(wrong) <= 0.03 * max(1, len(found)), wrong
