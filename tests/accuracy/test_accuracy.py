"""The whole pipeline against the gold of real documents.

The corpus lies outside the project (BUDGETEXTRACT_CORPUS, else ``../shared/corpus`` beside it); without it its test is
skipped. The bounds are what a release promises, not what the last run happened to reach.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from budgetextract import extract
from budgetextract.scoring.gold import predicted_from, read_gold
from budgetextract.scoring.report import DocumentScore, score_document, total

ROOT = Path(__file__).parents[2]
CORPUS = Path(os.environ.get("BUDGETEXTRACT_CORPUS") or ROOT.parent / "shared" / "corpus")


@dataclass(frozen=True)
class Bound:
    """Least recall and precision, most silent errors as a share of the predicted facts."""

    recall: float
    precision: float
    silent: float = 1.0


FACTS = {"table": Bound(0.99, 0.995, 0.0), "narrative": Bound(0.92, 0.97, 0.002), "staffing": Bound(0.91, 0.97)}
PARTS = {"tables": Bound(0.97, 0.9), "headings": Bound(0.95, 0.95), "indicators": Bound(0.92, 0.96)}


def scored(pdf: Path, gold: Path) -> DocumentScore:
    data = json.loads(extract(pdf).to_json())
    return score_document(read_gold(gold), predicted_from(data, pdf.stem))


def below(score: DocumentScore) -> list[str]:
    """What is below its bound."""
    found: list[str] = []
    for name, bound in FACTS.items():
        counts = score.facts.groups[name]
        if counts.found < bound.recall * counts.gold:
            found.append(f"{name} recall {counts.found}/{counts.gold}")
        if counts.right < bound.precision * counts.predicted:
            found.append(f"{name} precision {counts.right}/{counts.predicted}")
        if counts.silent > bound.silent * counts.predicted:
            found.append(f"{name} silent errors {counts.silent}/{counts.predicted}")
    for name, bound in PARTS.items():
        if name in score.parts:
            part = score.parts[name].counts
            if part.right < bound.recall * part.gold:
                found.append(f"{name} recall {part.right}/{part.gold}")
            if part.right < bound.precision * part.predicted:
                found.append(f"{name} precision {part.right}/{part.predicted}")
    return found


def conflicts(score: DocumentScore) -> float:
    """Share of right facts that are marked conflict."""
    counts = score.facts.groups.values()
    return sum(group.right_in_conflict for group in counts) / max(1, sum(group.right for group in counts))


@pytest.mark.skipif(not (CORPUS / "gold").is_dir(), reason="no corpus (BUDGETEXTRACT_CORPUS names its folder)")
def test_real_documents() -> None:
    documents = [scored(pdf, CORPUS / "gold" / f"{pdf.stem}.csv") for pdf in sorted((CORPUS / "pdf").glob("*.pdf"))]
    whole = total(documents)
    assert below(whole) == []
    assert conflicts(whole) <= 0.01
