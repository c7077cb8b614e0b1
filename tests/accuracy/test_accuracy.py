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
from budgetextract.model.disclosure import Disclosure
from budgetextract.pipeline import extract_parts
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


FACTS = {"table": Bound(0.995, 0.999, 0.0), "narrative": Bound(0.97, 0.99, 0.0), "staffing": Bound(0.97, 1.0, 0.0)}
PARTS = {"tables": Bound(0.97, 0.97), "headings": Bound(0.97, 0.97), "indicators": Bound(0.96, 1.0)}
needs_corpus = pytest.mark.skipif(
    not (CORPUS / "gold").is_dir(), reason="no corpus (BUDGETEXTRACT_CORPUS names its folder)"
)


def scored(read: Disclosure, gold: Path) -> DocumentScore:
    return score_document(read_gold(gold), predicted_from(json.loads(read.to_json()), gold.stem))


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


@needs_corpus
def test_real_documents() -> None:
    documents = [
        scored(extract(pdf), CORPUS / "gold" / f"{pdf.stem}.csv") for pdf in sorted((CORPUS / "pdf").glob("*.pdf"))
    ]
    whole = total(documents)
    assert below(whole) == []
    assert conflicts(whole) <= 0.01


@needs_corpus
def test_text_and_tables_in_office_files() -> None:
    """A set gives what its PDF gives, to the last fact."""
    files = sorted((CORPUS / "office").iterdir())
    read = extract_parts([(file.read_bytes(), file.name) for file in files])
    score = scored(read, CORPUS / "gold" / f"{files[0].stem}.csv")
    assert below(score) == []
    assert all(counts.found == counts.gold and not counts.silent for counts in score.facts.groups.values())
    assert len(read.document.parts or ()) == len(files)


@needs_corpus
def test_plain_text_says_all_but_the_tables() -> None:
    """The same disclosure as text: its tables are elsewhere, everything else is there and nothing is silently wrong."""
    score = scored(extract(CORPUS / "seed.txt"), CORPUS / "gold" / "hb-xinfang-2024.csv")
    for name in ("narrative", "staffing"):
        counts = score.facts.groups[name]
        assert (counts.found, counts.silent) == (counts.gold, 0), name
    indicators = score.parts["indicators"].counts
    assert indicators.right == indicators.gold
