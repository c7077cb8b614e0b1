"""What one evaluation of one rule came to, before it is worded."""

from __future__ import annotations

from budgetextract.checks.index import Entry
from budgetextract.checks.interval import Verdict
from budgetextract.record import record
from budgetextract.rules.identities import Identity

Binding = tuple[tuple[str, str], ...]


@record
class Used:
    """One figure of an evaluation with the sign it has there."""

    entry: Entry
    sign: int = 1


@record
class Outcome:
    """``status``: pass, fail, insufficient. ``reason`` says why it is insufficient or less severe:

    "missing" (a term is not stated), "itself" (one printed number stands on both sides), "incomplete" (blank parts or
    an open list can explain the gap), "parse_guard" (suspected reading error), "scope" (terms from different places,
    one level less severe), "elsewhere" (the figure is what the tables print for another subject), "whole" (a form
    counts another whole).
    ``blanks`` counts right-hand terms taken as 0; ``of_count`` says how many of ``right`` are the numerator of a ratio.
    """

    identity: Identity
    bindings: Binding
    where: str
    status: str
    severity: str
    left: tuple[Used, ...]
    right: tuple[Used, ...]
    verdict: Verdict | None = None
    blanks: int = 0
    reason: str = ""
    of_count: int = 0

    @property
    def fact_ids(self) -> list[str]:
        """Facts of both sides, each once, in order."""
        return list(dict.fromkeys(used.entry.fact.id for used in (*self.left, *self.right)))

    @property
    def truncated(self) -> bool:
        return self.verdict is not None and self.verdict.truncated
