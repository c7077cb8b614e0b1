"""What a run has come to: counts as it goes, a summary at its end."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import field
from typing import TYPE_CHECKING, Any

from budgetextract.record import record

if TYPE_CHECKING:
    from budgetextract.bulk.run import Told

MOST_FAILURES = 200
"""Failures that the summary names one by one; all of them stand in the store."""


@record(frozen=False, slots=False)
class Count:
    """Counts of a run."""

    total: int = 0
    fates: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    pages: int = 0
    started: float = field(default_factory=time.monotonic)
    failures: list[dict[str, str]] = field(default_factory=list)

    def add(self, told: Told) -> None:
        """Count what became of a job."""
        self.fates[told.fate] += 1
        self.documents += told.documents
        self.pages += told.pages
        if told.fate in ("failed", "partly"):
            self.reasons[told.reason] += 1
            if len(self.failures) < MOST_FAILURES:
                self.failures.append({"source": told.job.source, "reason": told.reason, "message": told.message})

    @property
    def seen(self) -> int:
        """Jobs that are through."""
        return sum(self.fates.values())

    @property
    def failed(self) -> int:
        """Jobs that failed in this run, wholly or in part."""
        return self.fates["failed"] + self.fates["partly"]

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    @property
    def pages_a_second(self) -> float:
        return self.pages / self.seconds if self.seconds > 0 else 0.0

    @property
    def left(self) -> float | None:
        """Seconds that the rest will take at the pace so far; None while there is none."""
        read = self.seen - self.fates["known"] - self.fates["known_failed"] - self.fates["duplicate"]
        return self.seconds / read * max(0, self.total - self.seen) if read else None

    def summary(self) -> dict[str, Any]:
        """The run in numbers, for a machine."""
        return {
            "files": self.total,
            "done": self.fates["done"],
            "partly": self.fates["partly"],
            "failed": self.fates["failed"],
            "known": self.fates["known"],
            "known_failed": self.fates["known_failed"],
            "duplicates": self.fates["duplicate"],
            "documents": self.documents,
            "pages": self.pages,
            "seconds": round(self.seconds, 2),
            "pages_per_second": round(self.pages_a_second, 2),
            "reasons": dict(self.reasons),
            "failures": self.failures,
        }
