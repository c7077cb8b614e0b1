"""Real disclosures that were published in several files, against the gold of their parts."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest

from budgetextract import extract_all
from budgetextract.intake import file_of, together
from budgetextract.model.disclosure import Disclosure
from budgetextract.pipeline import Options
from budgetextract.scoring.gold import predicted_from, read_gold
from budgetextract.scoring.report import score_document

ROOT = Path(__file__).parents[2]
CORPUS = Path(os.environ.get("BUDGETEXTRACT_CORPUS") or ROOT.parent / "shared" / "corpus")
PARTS = ("js-zhengxie-2017-text", "js-zhengxie-2017-tables")

pytestmark = pytest.mark.skipif(not (CORPUS / "pdf" / f"{PARTS[0]}.pdf").exists(), reason="no corpus of real documents")


@pytest.fixture(scope="module")
def joined() -> Disclosure:
    return together([file_of(CORPUS / "pdf" / f"{name}.pdf") for name in PARTS])


def test_text_and_tables_give_the_facts_of_both_golds(joined: Disclosure, tmp_path: Path) -> None:
    rows: dict[tuple[str, ...], dict[str, str]] = {}
    for name in PARTS:  # the tables come second: their value is the gold's
        with (CORPUS / "gold" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                rows[row["concept"], row["measure"], row["fiscal_year"], row["dimensions"]] = row
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(next(iter(rows.values()))))
        writer.writeheader()
        writer.writerows(rows.values())
    score = score_document(read_gold(tmp_path / "a.csv"), predicted_from(json.loads(joined.to_json()), "a")).facts
    assert {name: (one.found, one.right, one.silent) for name, one in score.groups.items()} == {
        name: (one.gold, one.predicted, 0) for name, one in score.groups.items()
    }
    assert score.groups["table"].gold > 100


def test_text_is_checked_against_tables(joined: Disclosure) -> None:
    both = [
        fact
        for fact in joined.figures
        if {mention.source.part for mention in fact.mentions} == {f"{name}.pdf" for name in PARTS}
    ]
    assert len(both) > 30
    assert all(fact.status == "agreed" for fact in both)
    assert not [finding for finding in joined.findings if finding.severity == "error"]


def test_the_rule_finds_them_and_nothing_else_in_the_corpus() -> None:
    """All files in one folder, each to be joined with any other: one pair belongs together."""
    names = [*PARTS, "js-renda-2017", "js-fayuan-2018"]
    files = [CORPUS / "pdf" / f"{name}.pdf" for name in names]
    found = [d.document for d in extract_all(files, Options(sets="wide"))]
    assert [[part.file_name for part in document.parts or []] for document in found] == [
        [f"{name}.pdf" for name in PARTS],
        [],
        [],
    ]
