"""Performance forms (performance.yaml): labels of fields, heads of columns, names of levels, operators, units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from budgetextract.model.text import plain
from budgetextract.record import record
from budgetextract.rules.loader import rule_yaml

FILE: Final = "performance.yaml"
_BRACKETS = re.compile(r"\([^()]{0,60}\)")


@record
class FieldRule:
    """One labelled cell. ``measure`` and ``dimensions`` belong to ``concept``; "$row" stands for the project."""

    id: str
    concept: str = ""
    measure: str = "budget"
    dimensions: tuple[tuple[str, str], ...] = ()
    private: bool = False


@record
class PerformanceRules:
    """Labels are as ``label`` makes them: plain, without colon, brackets and numbers at the end."""

    whole_fields: Mapping[str, FieldRule]
    project_fields: Mapping[str, FieldRule]
    list_columns: Mapping[str, FieldRule]
    """Head of a column of the list of projects in a department form."""
    headers: Mapping[str, str]
    """Head of a column -> level1, level2, level3, value, operator, unit, weight, basis, actual, score, reason …"""
    long_values: re.Pattern[str]
    totals: frozenset[str]
    level1: Mapping[str, str]
    level2: Mapping[str, tuple[tuple[str, str], ...]]
    """Wording -> (parent, id) of each level 2 so called."""
    scopes: tuple[tuple[str, re.Pattern[str]], ...]
    long_term: frozenset[str]
    annual: frozenset[str]
    goal_labels: frozenset[str]
    self_evaluation: re.Pattern[str]
    symbols: tuple[tuple[str, str], ...]
    before: tuple[tuple[str, str], ...]
    after: tuple[tuple[str, str], ...]
    units: frozenset[str]
    fillers: re.Pattern[str]
    zero_words: frozenset[str]


def label(text: str) -> str:
    """A cell's words as the rules know them: 资金总额（万元）： -> 资金总额; 目标1: -> 目标."""
    return _BRACKETS.sub("", plain(text)).strip(":；;").rstrip("0123456789").strip(":")


def load_performance() -> PerformanceRules:
    """Read performance.yaml."""
    data = rule_yaml(FILE)
    record, operators = data["indicator_record"], data["operators"]
    project_list = next(field for field in data["whole_form_fields"] if field["id"] == "project_list")
    return PerformanceRules(
        whole_fields=_fields(data["whole_form_fields"], "variants"),
        project_fields=_fields(data["project_form_fields"], "variants"),
        list_columns=_fields(project_list["columns"], "header"),
        headers=MappingProxyType(
            {label(wording): role for role, wordings in record["header_variants"].items() for wording in wordings}
        ),
        long_values=re.compile("|".join(record["long_values"].split())),
        totals=frozenset(record["totals"].split()),
        level1=MappingProxyType({label(w): lv["id"] for lv in data["levels"]["level1"] for w in lv["variants"]}),
        level2=_level2(data["levels"]["level2"]),
        scopes=tuple((scope["id"], _any(scope["variants"])) for scope in data["scope"]),
        long_term=frozenset(label(wording) for wording in data["horizon"][0]["variants"]),
        annual=frozenset(label(wording) for wording in data["horizon"][1]["variants"]),
        goal_labels=frozenset(label(wording) for wording in data["goal_labels"]),
        self_evaluation=_any(data["doc_stage"][1]["variants"]),
        symbols=_operators(operators, "symbols"),
        before=_operators(operators, "before"),
        after=_operators(operators, "after"),
        units=frozenset(plain(unit) for unit in data["units"]),
        fillers=re.compile(f"(?:{_longest_first(data['fillers'].split())})"),
        zero_words=frozenset(data["zero_words"].split()),
    )


def _longest_first(wordings: Iterable[str]) -> str:
    return "|".join(re.escape(plain(wording)) for wording in sorted(wordings, key=len, reverse=True))


def _any(wordings: Iterable[str]) -> re.Pattern[str]:
    return re.compile(_longest_first(wordings))


def _fields(entries: Iterable[Mapping[str, Any]], key: str) -> Mapping[str, FieldRule]:
    out: dict[str, FieldRule] = {}
    for entry in entries:
        concept = entry.get("concept", "")
        rule = FieldRule(
            id=entry["id"],
            concept=concept if "." in concept and " " not in concept else "",
            measure=entry.get("measure", "budget"),
            dimensions=tuple(sorted((name, str(value)) for name, value in entry.get("dimensions", {}).items())),
            private=bool(entry.get("pii", False)),
        )
        for wording in entry.get(key, ()):
            out.setdefault(label(wording), rule)
    return MappingProxyType(out)


def _level2(levels: Iterable[Mapping[str, Any]]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    out: dict[str, tuple[tuple[str, str], ...]] = {}
    for level in levels:
        for wording in level["variants"]:
            out[label(wording)] = (*out.get(label(wording), ()), (level["parent"], level["id"]))
    return MappingProxyType(out)


def _operators(operators: Iterable[Mapping[str, Any]], place: str) -> tuple[tuple[str, str], ...]:
    """(symbol or word, operator), longest first; the dash of a range is no operator of its own."""
    pairs = [(plain(word), op["id"]) for op in operators if op["id"] != "range" for word in op.get(place, ())]
    return tuple(sorted(pairs, key=lambda pair: len(pair[0]), reverse=True))
