"""Patterns that are compiled when they are first used: a document needs half of them, and all take a third of a second
of the start of a process."""

from __future__ import annotations

import re
from typing import Any, cast


class _Later:
    """Stands for a pattern. What was asked for once (``search``, ``match``) is kept and costs no more than before."""

    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._text, self._flags), name)  # re keeps what it has compiled
        setattr(self, name, found)
        return found


def later(text: str, flags: int = 0) -> re.Pattern[str]:
    """``re.compile(text, flags)``, when it is needed. Only for what is asked by its methods."""
    return cast("re.Pattern[str]", _Later(text, flags))
