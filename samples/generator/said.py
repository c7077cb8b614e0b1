"""A piece of running text that states something."""

from __future__ import annotations

from dataclasses import dataclass

from generator.gold import Fact


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of running text and the facts it states."""

    text: str
    facts: tuple[Fact, ...] = ()
