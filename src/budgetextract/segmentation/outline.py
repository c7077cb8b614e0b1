"""Titles to the ids of the standard outline: curated variants first, then words in common."""

from __future__ import annotations

import re
from functools import cache

from budgetextract.rules.outline import OutlineRules, comparable
from budgetextract.segmentation.contents import title_key
from budgetextract.segmentation.identity import ORGAN
from budgetextract.segmentation.words import words

SIMILAR = 0.67
"""Words in common (Dice) from which a title without a curated variant is taken for a node."""
AHEAD = 0.08
"""By how much the best node must lead the next one of another id."""
TOLD = 0.8
"""Confidence of a title known by its telling words only."""
_CLASS = re.compile(r"[（(][类款项][）)]$")
_ORGAN_END = re.compile(rf"{ORGAN}$")


def outline_id(
    title: str, kind: str, department: str, rules: OutlineRules, *, under: str | None
) -> tuple[str | None, float]:
    """(id, confidence): 1 for a curated variant, less by telling words or likeness, (None, 0.5) where nothing fits."""
    key = title_key(title, department)
    if not key:
        return None, 0.5
    for text in dict.fromkeys((key, comparable(title))):
        if node := rules.match(text, kind, under=under):
            return node.id, 1.0
    # 上海某区某局主要职能: the department's name in front may be written in another way than elsewhere.
    for cut in range(3, min(len(key) - 3, 30)):
        if _ORGAN_END.search(key[:cut]) and (node := rules.match(key[cut:], kind, under=under)):
            return node.id, 0.9
    if not title.rstrip().endswith("表") and (told := rules.told(key, kind)):
        return told, TOLD
    if _CLASS.search(title):
        return None, 0.5
    return _similar(key, kind, rules, under)


def _similar(key: str, kind: str, rules: OutlineRules, under: str | None) -> tuple[str | None, float]:
    if not _near(key, kind.endswith("final"), rules):
        return None, 0.5
    own = words(key, rules)
    if len(own) < 2:
        return None, 0.5
    best: list[tuple[float, str]] = []
    for name, parent, variants in _variants(rules, kind.endswith("final")):
        score = max((_dice(own, variant) for variant in variants), default=0.0)
        best.append((score + (0.02 if parent == under else 0.0), name))
    best.sort(reverse=True)
    if not best or best[0][0] < SIMILAR:
        return None, 0.5
    other = next((score for score, name in best[1:] if name != best[0][1]), 0.0)
    return (best[0][1], round(min(0.95, best[0][0]), 3)) if best[0][0] - other >= AHEAD else (None, 0.5)


def _near(key: str, final: bool, rules: OutlineRules) -> bool:
    """Some wording shares half of its characters with the title; without one the dictionary need not be loaded."""
    own = frozenset(key)
    return any(2 * len(own & other) >= SIMILAR * (len(own) + len(other)) for other in _characters(rules, final))


@cache
def _characters(rules: OutlineRules, final: bool) -> frozenset[frozenset[str]]:
    nodes = rules.final if final else rules.budget
    return frozenset(
        frozenset(comparable(text)) for node in nodes if node.level > 0 for text in (node.title, *node.variants)
    )


@cache
def _variants(rules: OutlineRules, final: bool) -> tuple[tuple[str, str | None, tuple[frozenset[str], ...]], ...]:
    """(id, parent, words of each wording) of all nodes but the covers."""
    return tuple(
        (node.id, node.parent, tuple({words(comparable(text), rules) for text in (node.title, *node.variants)}))
        for node in (rules.final if final else rules.budget)
        if node.level > 0
    )


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
