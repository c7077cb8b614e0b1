"""Staffing, organisation and performance forms of real disclosures against their gold; skipped without the corpus."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from budgetextract.extraction.assemble import assemble
from budgetextract.model.document import Extracted, Segmented
from budgetextract.normaliser.performance import read_performance
from budgetextract.normaliser.staffing import staffing_statements
from budgetextract.rules.bundle import load_rules
from budgetextract.segmentation.segment import segment
from budgetextract.sources.pdf.reader import read_pdf

CORPUS = Path(os.environ.get("BUDGETEXTRACT_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
DOCUMENTS = sorted(path.stem for path in (CORPUS / "pdf").glob("*.pdf"))
pytestmark = pytest.mark.skipif(not DOCUMENTS, reason="no corpus: set BUDGETEXTRACT_CORPUS to its folder")


def _read(name: str) -> tuple[Extracted, Segmented]:
    data = (CORPUS / "pdf" / f"{name}.pdf").read_bytes()
    extracted = assemble(read_pdf(data, f"{name}.pdf"), load_rules())
    return extracted, segment(extracted, load_rules())


def _gold(name: str) -> list[dict[str, str]]:
    with (CORPUS / "gold" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_staffing_and_organisation(name: str) -> None:
    extracted, segmented = _read(name)
    gold = {
        (row["concept"], row["fiscal_year"], row["dimensions"], int(row["value"]), int(row["page"]))
        for row in _gold(name)
        if row["concept"].startswith(("staff.", "org."))
    }
    found = {
        (s.key.concept, str(s.key.fiscal_year), ";".join(f"{k}={v}" for k, v in s.key.dimensions), int(s.value), s.page)
        for s in staffing_statements(segmented, extracted, load_rules())
    }
    assert found == gold


@pytest.mark.parametrize(
    "name", [name for name in DOCUMENTS if (CORPUS / "gold" / f"{name}.indicators.csv").exists()] or ["none"]
)
def test_indicators_and_funds_of_forms(name: str) -> None:
    if name == "none":
        pytest.skip("no gold with indicators")
    extracted, segmented = _read(name)
    read = read_performance(extracted, segmented, load_rules())
    with (CORPUS / "gold" / f"{name}.indicators.csv").open(encoding="utf-8", newline="") as file:
        gold = [tuple(row.values()) for row in csv.DictReader(file)]
    found = [
        (
            i.scope,
            i.project,
            i.horizon,
            i.level1[0],
            i.level2[0],
            i.level3[0],
            i.text,
            i.operator,
            " ".join(i.value),
            i.unit,
            str(i.page),
        )
        for i in read.indicators
    ]
    assert found == gold
    stated = {
        (s.key.concept, s.key.measure, str(s.key.fiscal_year), ";".join(f"{k}={v}" for k, v in s.key.dimensions)): s
        for s in read.statements
    }
    for row in _gold(name):
        if row["origin"] == "performance":
            key = (row["concept"], row["measure"], row["fiscal_year"], row["dimensions"])
            assert f"{stated[key].value.normalize():f}" == row["value"], key
            assert str(stated[key].page) == row["page"], key
