"""What a fact's standing is worth: shares of right facts by how they are confirmed and read (confidence.yaml).

The numbers are measured, not chosen: ``bench/calibrate.py`` counts right facts in documents with gold and writes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from budgetextract.model.facts import Grounds
from budgetextract.rules.loader import rule_yaml

LEVELS = (
    ("status", "reader", "doubted", "by", "origin", "measure"),
    ("status", "reader", "doubted", "by", "origin"),
    ("status", "reader", "doubted", "by"),
    ("status", "reader", "doubted"),
    ("status", "doubted"),
)
"""What standings are told apart by, the finest first: of a rare one, a coarser one is looked up."""


class ConfidenceRules:
    """The table, by level and values."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.default = float(data["default"])
        self._cells: dict[tuple[object, ...], float] = {}
        for cell in data["cells"]:
            when = cell["when"]
            self._cells[len(when), *(when[name] for name in _level(when))] = float(cell["confidence"])
        self._known: dict[Grounds, float] = {}

    def of(self, grounds: Grounds) -> float:
        """The confidence of the finest standing that was measured often enough."""
        value = self._known.get(grounds)
        if value is None:
            found = (self._cells.get(_key(grounds, level)) for level in LEVELS)
            value = next((one for one in found if one is not None), self.default)
            self._known[grounds] = value
        return value


def _key(grounds: Grounds, level: tuple[str, ...]) -> tuple[object, ...]:
    return (len(level), *(getattr(grounds, name) for name in level))


def _level(when: Mapping[str, object]) -> tuple[str, ...]:
    level = next((level for level in LEVELS if set(level) == set(when)), None)
    if level is None:
        raise ValueError(f"confidence.yaml: no level has {sorted(when)}")
    return level


@cache
def load_confidence() -> ConfidenceRules:
    """The package's table."""
    return ConfidenceRules(rule_yaml("confidence.yaml"))
