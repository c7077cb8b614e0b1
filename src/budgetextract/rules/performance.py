"""Performance forms (performance.yaml): labels of fields, heads of columns, names of levels, operators, units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from budgetextract.model.text import plain
from budgetextract.rules.loader import rule_yaml

FILE: Final = "performance.yaml"


@dataclass(frozen=True, slots=True)
class FieldRule:
    """One labelled cell. ``measure`` and ``dimensions`` belong to ``concept``; "$row" stands for the project."""

    id: str
    concept: str = ""
    measure: str = "budget"
    dimensions: tuple[tuple[str, str], ...] = ()
    private: bool = False


@dataclass(frozen=True, slots=True)
class PerformanceRules:
    """Labels are plain (NFKC, no blanks), without a colon at the end."""

    whole_fields: Mapping[str, FieldRule]
    project_fields: Mapping[str, FieldRule]
    headers: Mapping[str, str]
    """Head of a column -> level1, level2, level3, value, operator, unit, weight, basis, actual, score, reason."""
    level1: Mapping[str, str]
    level2: Mapping[str, tuple[tuple[str, str], ...]]
    """Wording -> (parent, id) of each level 2 so called."""
    parents: Mapping[str, str]
    """Level-2 id -> level-1 id."""
    scopes: tuple[tuple[str, re.Pattern[str]], ...]
    long_term: re.Pattern[str]
    annual: re.Pattern[str]
    self_evaluation: re.Pattern[str]
    symbols: Mapping[str, str]
    words_before: tuple[tuple[str, str], ...]
    words_after: tuple[tuple[str, str], ...]
    units: tuple[str, ...]
    """Longest first."""


def load_performance() -> PerformanceRules:
    """Read performance.yaml."""
    data = rule_yaml(FILE)
    record, operators = data["indicator_record"], data["operators"]
    return PerformanceRules(
        whole_fields=_fields(data["whole_form_fields"]),
        project_fields=_fields(data["project_form_fields"]),
        headers=MappingProxyType(
            {plain(wording): role for role, wordings in record["header_variants"].items() for wording in wordings}
        ),
        level1=MappingProxyType(
            {plain(w): level["id"] for level in data["levels"]["level1"] for w in level["variants"]}
        ),
        level2=_level2(data["levels"]["level2"]),
        parents=MappingProxyType({level["id"]: level["parent"] for level in data["levels"]["level2"]}),
        scopes=tuple((scope["id"], _any(scope["variants"])) for scope in data["scope"]),
        long_term=_any(data["horizon"][0]["variants"]),
        annual=_any(data["horizon"][1]["variants"]),
        self_evaluation=_any(data["doc_stage"][1]["variants"]),
        symbols=MappingProxyType(
            {plain(s): op["id"] for op in operators if op["id"] != "range" for s in op["symbols"]}
        ),
        words_before=_operator_words(operators, "before"),
        words_after=_operator_words(operators, "after"),
        units=tuple(sorted(data["units"], key=len, reverse=True)),
    )


def _any(wordings: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(plain(wording)) for wording in sorted(wordings, key=len, reverse=True)))


def _fields(entries: Iterable[Mapping[str, Any]]) -> Mapping[str, FieldRule]:
    out: dict[str, FieldRule] = {}
    for entry in entries:
        concept = entry.get("concept", "")
        rule = FieldRule(
            id=entry["id"],
            concept=concept if "." in concept and " " not in concept else "",
            measure=entry.get("measure", "budget"),
            dimensions=tuple(sorted((key, str(value)) for key, value in entry.get("dimensions", {}).items())),
            private=bool(entry.get("pii", False)),
        )
        for wording in entry.get("variants", ()):
            out.setdefault(plain(wording).rstrip(":"), rule)
    return MappingProxyType(out)


def _level2(levels: Iterable[Mapping[str, Any]]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    out: dict[str, tuple[tuple[str, str], ...]] = {}
    for level in levels:
        for wording in level["variants"]:
            known = out.get(plain(wording), ())
            out[plain(wording)] = (*known, (level["parent"], level["id"]))
    return MappingProxyType(out)


def _operator_words(operators: Iterable[Mapping[str, Any]], place: str) -> tuple[tuple[str, str], ...]:
    pairs = [(plain(word), op["id"]) for op in operators for word in op.get(place, ())]
    return tuple(sorted(pairs, key=lambda pair: len(pair[0]), reverse=True))
