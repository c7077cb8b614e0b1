"""One code of the government's lists through the years: its names, when it was there, where it came from and went.

What ``budgetextract explain 2080501 --year 2018`` prints; ``crosswalk`` answers the same for programs.
"""

from __future__ import annotations

from typing import Final

from budgetextract.record import record
from budgetextract.rules.classification import ECONOMY, FUNCTION, GOVERNMENT_ECONOMY, Classification
from budgetextract.rules.crosswalk import COVERED, Change, Crosswalk

_KINDS: Final = {"2": FUNCTION, "3": ECONOMY, "5": GOVERNMENT_ECONOMY}
"""The first digit of a code tells its list (1 is revenue, which departments do not disclose by code)."""
_YEARS = range(2007, COVERED[1] + 2)


@record
class Named:
    """A name and the years it was in the list: None for "as far back as is known" and "to this day"."""

    name: str
    since: int | None
    until: int | None


@record
class History:
    """All that is known of one code."""

    kind: str
    code: str
    level: int
    """1 类, 2 款, 3 项."""
    names: tuple[Named, ...]
    """By year; a gap between two of them means that the list lacked the code."""
    changes: tuple[Change, ...]

    def name_in(self, year: int) -> str | None:
        """The name in the list of that year, None where the list lacks the code."""
        for named in self.names:
            if (named.since is None or named.since <= year) and (named.until is None or year <= named.until):
                return named.name
        return None


def kind_of(code: str) -> str | None:
    """The list that a code belongs to by its digits; None for what is no code of 3, 5 or 7 digits."""
    kind = _KINDS.get(code[:1]) if code.isascii() and code.isdigit() else None
    return kind if kind and len(code) in ((3, 5, 7) if kind == FUNCTION else (3, 5)) else None


def history(code: str, crosswalk: Crosswalk) -> History | None:
    """The history of a code, None where no list of any year has it."""
    kind = kind_of(code)
    if kind is None:
        return None
    names = tuple(_names(crosswalk.lists, kind, code))
    level = crosswalk.lists.level(code, kind)
    return History(kind, code, level, names, crosswalk.at(kind, code)) if names else None


def _names(lists: Classification, kind: str, code: str) -> list[Named]:
    """The runs of years with one name."""
    runs: list[tuple[str, int, int]] = []
    for year in _YEARS:
        name = lists.name(kind, code, year)
        if name is None:
            continue
        if runs and runs[-1][0] == name and runs[-1][2] == year - 1:
            runs[-1] = (name, runs[-1][1], year)
        else:
            runs.append((name, year, year))
    return [
        Named(name, None if since == _YEARS[0] else since, None if until == _YEARS[-1] else until)
        for name, since, until in runs
    ]
