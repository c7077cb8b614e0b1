"""Performance forms: projects, goals, funds and the tree of indicators."""

from __future__ import annotations

from budgetextract.model.document import Extracted, Segmented
from budgetextract.model.facts import PerformanceRead
from budgetextract.rules.bundle import Rules


def read_performance(extracted: Extracted, segmented: Segmented, rules: Rules) -> PerformanceRead:
    """What the document's performance forms state."""
    return PerformanceRead()
