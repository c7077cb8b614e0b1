"""What is put on paper, call by call, and the changes that plant a mistake: styles neither know nor notice.

A style runs twice. The first run only gathers the calls (``Call``) that set something; a kind of mistake proposes
changes to them, one is drawn by the seed, and in the second run ``Paper`` sets what the ``Plan`` says in their place.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from generator.gold import Fact


@dataclass(frozen=True, slots=True)
class Call:
    """One thing set: ``method`` of ``Paper`` and its arguments that say something.

    paragraph: tuple of pieces (``Said`` or text); table: ``Table``; around: ``Table``; heading and title: (level, number,
    title); contents: (text, target); line: text.
    """

    method: str
    value: Any


@dataclass(frozen=True, slots=True)
class Change:
    """One mistake: what is set in the place of some calls, and what is wrong then.

    ``facts``: statements as they would be without the mistake, and as printed now; a reader may give either or say that
    they are in conflict. ``only``: finding codes that belong to this change alone, beside those of its kind.
    """

    instead: Mapping[int, Any] = field(default_factory=dict)
    after: Mapping[int, Call] = field(default_factory=dict)
    drop: Collection[int] = ()
    facts: tuple[tuple[Fact, Fact], ...] = ()
    says: str = ""
    """The changed place in words, for people."""

    @property
    def places(self) -> set[int]:
        """Numbers of the calls concerned."""
        return {*self.instead, *self.after, *self.drop}


@dataclass(slots=True)
class Plan:
    """The run in progress: calls gathered, changes made, and the pages that changed calls came to stand on."""

    change: Change = field(default_factory=Change)
    calls: list[Call] = field(default_factory=list)
    pages: dict[int, set[int]] = field(default_factory=dict)

    def gather(self, method: str, value: Any) -> int:
        """Note a call; its number."""
        self.calls.append(Call(method, value))
        return len(self.calls) - 1

    def set(self, number: int) -> Any:
        """What is set for a call, None when it is left out."""
        return None if number in self.change.drop else self.change.instead.get(number, self.calls[number].value)


_RUN: ContextVar[Plan | None] = ContextVar("plan", default=None)


def current() -> Plan:
    """The plan of the run in progress; a fresh one without changes outside of ``following``."""
    return _RUN.get() or Plan()


@contextmanager
def following(plan: Plan) -> Iterator[Plan]:
    """Documents begun inside follow the plan."""
    token = _RUN.set(plan)
    try:
        yield plan
    finally:
        _RUN.reset(token)
