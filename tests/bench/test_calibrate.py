"""The fit of confidences: lower bounds, documents that do not outweigh the rest, standings that are seen too rarely."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))

from calibrate import Seen, fitted, lower_bound, table

from budgetextract.model.facts import Grounds
from budgetextract.rules.confidence import ConfidenceRules
from budgetextract.scoring.facts import Judged
from budgetextract.scoring.gold import PredictedFact

FACT = PredictedFact("f", "income.total", "budget", 2031, (), Decimal(1), "CNY", "1", "table", "single", 0.9)
AGREED = Grounds("agreed", "both", "table", "text", "value", doubted=False)
ALONE = Grounds("single", "alone", "narrative", "text", "value", doubted=False)


def seen(grounds: Grounds, right: int, wrong: int, documents: int = 10) -> list[Seen]:
    kept = [True] * right + [False] * wrong
    return [Seen(f"d{number % documents}", grounds, Judged(FACT, one)) for number, one in enumerate(kept)]


def test_the_bound_is_below_the_share_and_nears_it() -> None:
    assert lower_bound(1.0, 100) < 0.98 < lower_bound(1.0, 500) < 1
    assert lower_bound(0.9, 100) < lower_bound(0.9, 10_000) < 0.9


def test_one_document_counts_for_few() -> None:
    [one, *_] = [cell for when, cell in fitted(seen(AGREED, 1000, 0, documents=1)) if len(when) == 2]
    [many, *_] = [cell for when, cell in fitted(seen(AGREED, 1000, 0, documents=50)) if len(when) == 2]
    assert one.confidence < 0.95 < 0.99 < many.confidence


def test_a_standing_seen_rarely_has_no_number_of_its_own() -> None:
    levels = [len(when) for when, _ in fitted(seen(AGREED, 20, 0))]
    assert levels == [2]


def test_what_nothing_confirms_is_never_promised_like_what_is() -> None:
    assert all(cell.confidence < 0.99 for _, cell in fitted(seen(ALONE, 20_000, 0, documents=1000)))


def test_the_table_is_read_as_it_was_written() -> None:
    import yaml

    facts = [*seen(AGREED, 2000, 0, documents=100), *seen(ALONE, 950, 50, documents=100)]
    rules = ConfidenceRules(yaml.safe_load(table(facts, ["invented"])))
    assert rules.of(AGREED) >= 0.99
    assert 0.9 < rules.of(ALONE) < 0.95
