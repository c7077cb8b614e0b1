"""What has to be published, by kind of document and year, and the rules that ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from budgetextract.record import record
from budgetextract.rules.loader import rule_yaml
from budgetextract.rules.titles import TABLE


@record
class Basis:
    """A rule of law or of a ministry. ``provenance``: "found" (its text or an official list was seen) or "memory"."""

    id: str
    short: Mapping[str, str]
    """By language; what is named to people."""
    title: Mapping[str, str]
    year: int
    article: str
    provenance: str


@record
class Requirement:
    """One section or table that has to be there."""

    required: str
    """Id of a section, or ``table:`` and the id of a table."""
    basis: str
    empty_ok: bool
    """A statement that there is nothing meets it."""
    instead: tuple[str, ...] = ()
    """Tables that meet it too."""


@cache
def bases() -> Mapping[str, Basis]:
    """All rules that ask for something, by id."""
    return MappingProxyType(
        {
            entry["id"]: Basis(
                entry["id"],
                entry["short"],
                entry["title"],
                int(entry["year"]),
                str(entry.get("article", "")),
                str(entry["source"]),
            )
            for entry in rule_yaml("disclosure.yaml")["bases"]
        }
    )


@cache
def required(kind: str, fiscal_year: int) -> tuple[Requirement, ...]:
    """What a document of this kind (``document.kind``) has to publish, sections first; of an unknown year (0) all.

    >>> [one.required for one in required("three_public", 2024)]
    ['three_public']
    """
    asked = [rule for rule in rule_yaml("disclosure.yaml")["rules"] if _applies(rule, kind, fiscal_year)]
    sections = [_requirement(rule, name) for rule in asked for name in rule.get("sections", ())]
    tables = [_requirement(rule, f"{TABLE}{name}") for rule in asked for name in rule.get("tables", ())]
    return (*sections, *tables)


def _applies(rule: Mapping[str, Any], kind: str, year: int) -> bool:
    return kind in rule["kinds"] and (not year or rule.get("since", 0) <= year <= rule.get("until", year))


def _requirement(rule: Mapping[str, Any], name: str) -> Requirement:
    return Requirement(name, rule["basis"], bool(rule.get("empty_ok")), tuple(rule.get("instead", ())))
