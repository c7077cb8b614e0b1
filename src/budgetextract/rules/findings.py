"""The manual's pages: what a check, finding or issue means and what to do next (findings.yaml, identities.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from budgetextract.record import record
from budgetextract.rules.loader import rule_yaml


@record
class Bilingual:
    """One text in both languages."""

    zh: str
    en: str


@record
class Explanation:
    """One page of the manual. ``number`` is the short number of a check (``I01``), "" for findings and issues."""

    code: str
    kind: str
    """check | finding | issue"""
    severity: str
    title: Bilingual
    meaning: Bilingual
    next: Bilingual
    example: Bilingual | None = None
    number: str = ""


@cache
def load_findings() -> Mapping[str, Explanation]:
    """Every code that the output can hold, with its page: identities and special rules, findings, issues."""
    pages = rule_yaml("findings.yaml")
    rules = rule_yaml("identities.yaml")
    out: dict[str, Explanation] = {}
    for rule in (*rules["identities"], *rules["special"]):
        entry = pages["checks"][rule["id"]]
        out[rule["id"]] = Explanation(
            code=rule["id"],
            kind="check",
            severity=rule["severity"],
            title=Bilingual(rule["zh"], rule["en"]),
            meaning=_text(entry),
            next=_text(entry.get("next") or pages["groups"][rule.get("group", "special")]),
            number=rule["code"],
        )
    for kind, part in (("finding", "findings"), ("issue", "issues")):
        for code, entry in pages[part].items():
            example = entry.get("example")
            out[code] = Explanation(
                code=code,
                kind=kind,
                severity=entry["severity"],
                title=_text(entry["title"]),
                meaning=_text(entry["meaning"]),
                next=_text(entry["next"]),
                example=_text(example) if example else None,
            )
    return MappingProxyType(out)


def _text(entry: Mapping[str, Any]) -> Bilingual:
    return Bilingual(str(entry["zh"]), str(entry["en"]))
