"""The lists of wordings and the words that phrases are put together from say the same."""

from __future__ import annotations

from typing import Any

import pytest

from budgetextract.model.text import plain
from budgetextract.normaliser.staffing_words import words_of
from budgetextract.rules.loader import rule_yaml
from budgetextract.rules.staffing import load_staffing

from .test_cases import counts

DATA = rule_yaml("staffing.yaml")
RULES = load_staffing()
POSTS = [(w, entry["post_type"]) for entry in DATA["establishment"]["types"] for w in entry["variants"]]
HEADS = [
    (wording, entry["concept"], entry.get("dimensions", {}).get("post_type", ""))
    for entry in DATA["headcount"]["fields"]
    for wording in entry["variants"]
]


@pytest.mark.parametrize(("wording", "post_type"), POSTS)
def test_posts(wording: str, post_type: str) -> None:
    words = words_of(plain(wording), RULES)
    assert words is not None
    assert words.post_type == post_type
    assert words.concept in {"staff.establishment", ""}
    assert words.rest == 0


@pytest.mark.parametrize(("wording", "concept", "post_type"), HEADS)
def test_heads(wording: str, concept: str, post_type: str) -> None:
    words = words_of(plain(wording), RULES)
    assert words is not None
    assert words.post_type == post_type
    assert words.concept in {concept, "staff.on_duty" if concept == "staff.total" else concept, ""}
    assert words.rest == 0


@pytest.mark.parametrize("example", DATA["examples"], ids=lambda example: example["text"][:20])
def test_examples_of_the_rule_file(example: dict[str, Any]) -> None:
    expected = []
    for fact in example["out"]:
        kind = next(iter(fact.get("dimensions", {}).values()), "")
        expected.append(f"{fact['concept']}{f'/{kind}' if kind else ''} {fact['value']}")
    assert counts(example["text"]) == expected
