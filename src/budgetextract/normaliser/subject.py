"""What a figure of running text is about, and what the text before it says of its surroundings."""

from __future__ import annotations

from budgetextract.normaliser.scope import Scope
from budgetextract.record import record


@record
class Subject:
    """What a figure is about. ``side``: income, expenditure or "" ; ``printed``: the name a code was derived from."""

    concept: str
    fund: str = ""
    function: str = ""
    economy: str = ""
    project: str = ""
    printed: str = ""
    government_economy: str = ""
    reception: str = ""
    """domestic or foreign, of official reception"""

    @property
    def side(self) -> str:
        head = self.concept.partition(".")[0]
        return head if head in ("income", "expenditure") else ""


UNKNOWN = Subject("")
"""A subject that no rule knows: its figures are no facts."""


@record
class Found:
    """Subjects and where they stand; ``rest`` is what follows them up to the figure."""

    subjects: tuple[Subject, ...]
    start: int
    end: int


@record
class Context:
    """What the text before says about the figure's surroundings."""

    scope: Scope
    final: bool = False
    head: Subject | None = None
    """The subject whose parts are being listed, or the last main subject of the section."""
    listing: bool = False
    """Inside of 其中…"""
    parent: str | None = None
    """Class or section (功能分类) that the text above has named."""
    list_fund: str = ""
    """Fund of a list by function, from the line that opens it."""
    sentence: str = ""
    owner: str = ""
    """The end of the department's name."""
