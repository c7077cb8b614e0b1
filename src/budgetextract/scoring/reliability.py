"""Confidence against what was right: of the facts that promised so much, how many kept it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from budgetextract.record import record
from budgetextract.scoring.facts import Judged

EDGES = (0.0, 0.5, 0.7, 0.9, 0.95, 0.99, 1.01)
"""Bins of confidence: from one edge up to, not including, the next."""


@record
class Bin:
    """Facts of confidence ``low`` up to ``high``: how many, how many right, what they promised together."""

    low: float
    high: float
    facts: int = 0
    right: int = 0
    promised: float = 0.0

    @property
    def name(self) -> str:
        """The range for people: "0.95 - 0.99", "0.99 - 1"."""
        return f"{self.low:g} - {min(self.high, 1.0):g}"


def reliability(judged: Iterable[Judged]) -> list[Bin]:
    """The bins that hold facts, the surest first."""
    pairs = [(one.fact.confidence, one.right) for one in judged]
    out: list[Bin] = []
    for low, high in pairwise(EDGES):
        inside = [(confidence, right) for confidence, right in pairs if low <= confidence < high]
        if inside:
            right = sum(kept for _, kept in inside)
            out.append(Bin(low, high, len(inside), right, sum(confidence for confidence, _ in inside)))
    return out[::-1]


def as_rows(bins: Sequence[Bin]) -> list[dict[str, Any]]:
    """The bins for programs."""
    return [
        {
            "from": one.low,
            "to": min(one.high, 1.0),
            "facts": one.facts,
            "right": one.right,
            "share_right": round(one.right / one.facts, 6),
            "mean_confidence": round(one.promised / one.facts, 6),
        }
        for one in bins
    ]
