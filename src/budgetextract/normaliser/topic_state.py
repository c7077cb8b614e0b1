"""What is kept from one clause of a paragraph to the next."""

from __future__ import annotations

from decimal import Decimal

from budgetextract.normaliser.changes import Base
from budgetextract.normaliser.subject import Subject
from budgetextract.record import record


@record(frozen=False)
class State:
    """What the next clause of a paragraph may leave out."""

    head: Subject | None = None
    """Main subject of the sentence, or of the one before."""
    heads: tuple[Subject, ...] = ()
    """The main subjects where there are two (收、支总计)."""
    income: Subject | None = None
    """The income side stated in this sentence, for 收入总计…，支出总计…，各增加…"""
    current: tuple[Subject, ...] = ()
    listing: bool = False
    """Inside of 其中…; ``parent`` is the subject whose parts are named, ``items`` how many were, ``joined`` by 、."""
    parent: Subject | None = None
    items: int = 0
    joined: bool = False
    row: tuple[Subject, ...] = ()
    """The subjects that 、 has joined up to here, each with its own amount."""
    reason: bool = False
    use: bool = False
    assumed: bool = False
    """The subject is only the heading's, no sentence has named it."""
    base: Base | None = None
    elsewhen: bool = False
    """The sentence is about another year; ``period`` is what its list then states (None: nothing)."""
    period: tuple[int, str] | None = None
    change: Decimal | None = None
    """The last change of the head: a reason's parts must add up to it."""
