"""The samples against their gold, which the generator wrote while it typeset them, and the mistakes made on purpose."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from typing import Any

import pytest
from golden import SAMPLES, STYLES, pdf_of

from budgetextract import extract
from budgetextract.scoring.facts import FactCounts
from budgetextract.scoring.gold import predicted_from, read_gold
from budgetextract.scoring.report import DocumentScore, score_document

_LEAST = {"table": (0.995, 0.995), "narrative": (0.97, 0.99), "staffing": (0.95, 0.95)}
"""Least recall and precision of each group of facts."""


@cache
def _result(style: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(extract(pdf_of(style)).to_json())
    return read


@cache
def _score(style: str) -> DocumentScore:
    return score_document(read_gold(SAMPLES / style / f"{style}.csv"), predicted_from(_result(style), style))


def _about(style: str) -> dict[str, Any]:
    return tomllib.loads((SAMPLES / style / f"{style}.about.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("group", _LEAST)
def test_facts(style: str, group: str) -> None:
    facts = _score(style).facts
    counts, details = facts.groups[group], [detail for detail in facts.details if detail.group == group]
    recall, precision = _LEAST[group]
    assert _share(counts.found, counts.gold) >= recall, details
    assert _share(counts.right, counts.predicted) >= precision, details


@pytest.mark.parametrize("style", STYLES)
def test_no_silent_errors_in_tables(style: str) -> None:
    counts: FactCounts = _score(style).facts.groups["table"]
    assert counts.silent == 0, _score(style).facts.details


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("part", ["tables", "headings", "indicators"])
def test_parts(style: str, part: str) -> None:
    score = _score(style).parts[part]
    least = 1.0 if part == "tables" else 0.95
    assert _share(score.counts.right, score.counts.gold) >= least, score.details
    assert _share(score.counts.right, score.counts.predicted) >= least, score.details


@pytest.mark.parametrize("style", STYLES)
def test_document(style: str) -> None:
    about, document = _about(style), _result(style)["document"]
    assert (document["department"], document["fiscal_year"], document["kind"]) == (
        about["department"],
        about["year"],
        about["kind"],
    )


@pytest.mark.parametrize("style", STYLES)
def test_mistakes_made_on_purpose_are_reported(style: str) -> None:
    result = _result(style)
    for expected in _about(style).get("expect", []):
        if code := expected.get("finding"):
            assert code in {finding["code"] for finding in result["findings"]}
            continue
        wanted = {key: value for key, value in expected.items() if key != "check"}
        found = [check for check in result["checks"] if check["id"] == expected["check"]]
        assert any(wanted.items() <= check.items() for check in found), (expected, [one["status"] for one in found])


@pytest.mark.parametrize("style", [style for style in STYLES if not _about(style).get("expect")])
def test_a_document_without_mistakes_fails_no_check(style: str) -> None:
    failed = [check for check in _result(style)["checks"] if check["status"] == "fail" and check["severity"] == "error"]
    assert failed == []


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
