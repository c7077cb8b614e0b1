"""Official titles of what must be published: sections by their outline id, tables by ``table:`` and their id."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from budgetextract.rules.loader import rule_yaml

TABLE = "table:"


@cache
def official_titles(stage: str) -> Mapping[str, str]:
    """Titles by the ids that completeness uses; ``stage`` is "budget" or "final"."""
    found = {f"{TABLE}{entry['id']}": str(entry["title"]) for entry in rule_yaml("tables.yaml")[f"{stage}_tables"]}
    waiting = list(rule_yaml("outline.yaml")[f"{stage}_outline"])
    while waiting:
        entry = waiting.pop()
        found[entry["id"]] = str(entry["title"])
        waiting.extend(entry.get("children", ()))
    return MappingProxyType(found)
