"""What tables, headings and indicators share: counts, and rows paired at most once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import field
from typing import TypeVar

from budgetextract.record import record

Row = TypeVar("Row")


@record(frozen=False)
class Counts:
    """``right`` of ``gold`` is recall, ``right`` of ``predicted`` precision."""

    gold: int = 0
    predicted: int = 0
    right: int = 0

    def add(self, other: Counts) -> None:
        """Add another document's counts."""
        self.gold += other.gold
        self.predicted += other.predicted
        self.right += other.right


@record
class Detail:
    """A row that is ``missed``, ``wrong`` or ``spurious``; ``gold`` and ``predicted`` say what stands on each side."""

    what: str
    page: str
    gold: str = ""
    predicted: str = ""


@record(frozen=False)
class PartScore:
    """One part of one document."""

    counts: Counts = field(default_factory=Counts)
    details: list[Detail] = field(default_factory=list)


def pair(
    gold: Sequence[Row], predicted: Sequence[Row], key: Callable[[Row], Hashable]
) -> tuple[list[tuple[Row, Row]], list[Row], list[Row]]:
    """(pairs of equal key, gold left over, predicted left over), each in reading order; no row is used twice."""
    waiting: dict[Hashable, list[Row]] = defaultdict(list)
    for row in predicted:
        waiting[key(row)].append(row)
    pairs: list[tuple[Row, Row]] = []
    left: list[Row] = []
    for row in gold:
        same = waiting[key(row)]
        if same:
            pairs.append((row, same.pop(0)))
        else:
            left.append(row)
    used = {id(row) for _, row in pairs}
    return pairs, left, [row for row in predicted if id(row) not in used]
