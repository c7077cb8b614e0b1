"""Many patterns looked for at once, fast: only those that can begin with a letter are tried where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from budgetextract.record import record

Value = TypeVar("Value")
_LOOK_AROUND = ("(?=", "(?!", "(?<=", "(?<!")


@record
class Found(Generic[Value]):
    """One match: what the pattern stands for, and where."""

    value: Value
    start: int
    end: int


class Lexicon(Generic[Value]):
    """Patterns in order; at each place the first one that fits wins, as in one long alternation."""

    def __init__(self, entries: Sequence[tuple[str, Value]]) -> None:
        self._values = [value for _, value in entries]
        self._texts = [pattern for pattern, _ in entries]
        self._letters: dict[str, list[int]] = {}
        """Numbers of the patterns that can begin with a letter."""
        for index, text in enumerate(self._texts):
            for letter in first_letters(text):
                self._letters.setdefault(letter, []).append(index)
        self._by_letter: dict[str, re.Pattern[str]] = {}
        """Them as one, compiled when the letter is first met."""
        self._alone: dict[int, re.Pattern[str]] = {}

    def _starting(self, letter: str) -> re.Pattern[str] | None:
        pattern = self._by_letter.get(letter)
        if pattern is None and letter in self._letters:
            numbers = self._letters[letter]
            pattern = re.compile("|".join(f"(?P<p{index}>{self._texts[index]})" for index in numbers))
            self._by_letter[letter] = pattern
        return pattern

    def matches(self, text: str, accept: Callable[[Value], bool] | None = None) -> Iterator[Found[Value]]:
        """The matches from left to right, none inside of another; where ``accept`` refuses one, the next that fits."""
        at = 0
        for position, letter in enumerate(text):
            pattern = self._starting(letter) if position >= at and letter in self._letters else None
            match = pattern.match(text, position) if pattern is not None else None
            if match is None:
                continue
            index: int | None = int((match.lastgroup or "p0")[1:])
            if accept is not None and index is not None and not accept(self._values[index]):
                index = self._other(text, position, index + 1, accept)
                match = self._one(index).match(text, position) if index is not None else None
            if index is not None and match is not None:
                yield Found(self._values[index], position, match.end())
                at = match.end()

    def _other(self, text: str, position: int, first: int, accept: Callable[[Value], bool]) -> int | None:
        """The next pattern that fits and is accepted."""
        for index in self._letters[text[position]]:
            if index >= first and accept(self._values[index]) and self._one(index).match(text, position):
                return index
        return None

    def _one(self, index: int) -> re.Pattern[str]:
        """One pattern by itself."""
        pattern = self._alone.get(index)
        if pattern is None:
            pattern = self._alone[index] = re.compile(self._texts[index])
        return pattern


def first_letters(pattern: str) -> frozenset[str]:
    """The characters a match of the pattern can begin with.

    For the plain patterns of the rule files: literals, escapes, classes, groups, quantifiers, look-arounds. Raises
    ``ValueError`` for one that may match nothing or begins with what it does not know (a dot, say).
    """
    letters, nullable = _alternatives(pattern)
    if nullable:
        raise ValueError(f"may match nothing: {pattern}")
    return frozenset(letters)


def _alternatives(pattern: str) -> tuple[set[str], bool]:
    letters: set[str] = set()
    nullable = False
    for branch in _split(pattern):
        found, empty = _sequence(branch)
        letters |= found
        nullable |= empty
    return letters, nullable


def _split(pattern: str) -> list[str]:
    """The branches of the outermost alternation."""
    parts, depth, begin, at = [], 0, 0, 0
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            at += 1
        elif char == "[":
            at = pattern.index("]", at + 1)
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == "|" and depth == 0:
            parts.append(pattern[begin:at])
            begin = at + 1
        at += 1
    return [*parts, pattern[begin:]]


def _sequence(pattern: str) -> tuple[set[str], bool]:
    """First characters of atoms one after the other, and whether all of them may be left out."""
    letters: set[str] = set()
    at = 0
    while at < len(pattern):
        found, empty, at = _atom(pattern, at)
        letters |= found
        if not empty:
            return letters, False
    return letters, True


def _atom(pattern: str, at: int) -> tuple[set[str], bool, int]:
    """(first characters, may be left out, where the next atom begins)."""
    char = pattern[at]
    empty = False
    if char == "(":
        end = _closing(pattern, at)
        if pattern.startswith(_LOOK_AROUND, at):
            return set(), True, end + 1
        found, empty = _alternatives(pattern[at + (3 if pattern.startswith("(?:", at) else 1) : end])
    elif char == "[":
        end = pattern.index("]", at + 1)
        found = set(pattern[at + 1 : end])
        if pattern[at + 1] == "^" or "-" in found or "\\" in found:
            raise ValueError(f"class too wide: {pattern}")
    elif char == "\\":
        end = at + 1
        found = set("0123456789") if pattern[end] == "d" else {pattern[end]}
    elif char in ".*+?{^$":
        raise ValueError(f"begins with {char}: {pattern}")
    else:
        end, found = at, {char}
    after = pattern[end + 1 : end + 2]
    if after in ("?", "*"):
        return found, True, end + 2
    if after == "{":
        close = pattern.index("}", end)
        return found, empty or pattern[end + 2] == "0", close + 1
    return found, empty, end + (2 if after == "+" else 1)


def _closing(pattern: str, at: int) -> int:
    """The bracket that closes the group opened at ``at``."""
    depth = 0
    while at < len(pattern):
        char = pattern[at]
        if char == "\\":
            at += 1
        elif char == "[":
            at = pattern.index("]", at + 1)
        elif char in "()":
            depth += 1 if char == "(" else -1
            if depth == 0:
                return at
        at += 1
    raise ValueError(f"open group: {pattern}")
