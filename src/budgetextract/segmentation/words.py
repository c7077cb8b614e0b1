"""Titles cut into words by jieba with a dictionary of fiscal terms only (its general one takes two seconds to load)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from budgetextract.rules.loader import rule_csv, rule_yaml
from budgetextract.rules.outline import OutlineRules, comparable


@cache
def _tokenizer(outline: OutlineRules) -> Any:
    """A jieba tokenizer over the terms of our own rules: outline titles cut at 及/和/与, concept labels."""
    import jieba

    terms: set[str] = set()
    for node in (*outline.budget, *outline.final):
        for variant in (node.title, *node.variants):
            terms.update(part for part in re.split(r"[及和与、]", comparable(variant)) if 1 < len(part) <= 6)
    for row in rule_csv("concepts.csv"):
        terms.add(comparable(row["label_zh"]))
    terms.update(rule_yaml("words.yaml")["words"])
    tokenizer = jieba.Tokenizer()
    frequency: dict[str, int] = {}
    for term in terms:
        if not term:
            continue
        frequency[term] = frequency.get(term, 0) + 10 * len(term)
        for end in range(1, len(term)):
            frequency.setdefault(term[:end], 0)
    tokenizer.FREQ = frequency
    tokenizer.total = sum(frequency.values())
    tokenizer.initialized = True  # jieba would otherwise load its general dictionary and write a cache file
    return tokenizer


def words(title: str, outline: OutlineRules) -> frozenset[str]:
    """The words of a comparable title, fillers left out."""
    filler = rule_yaml("words.yaml")["filler"]
    return frozenset(word for word in _tokenizer(outline).cut(title, HMM=False) if word not in filler)
