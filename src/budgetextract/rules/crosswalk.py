"""How codes of the government's lists went from year to year, so that figures of several years can stand in one panel.

In     ``classification_changes.csv``: one row for each code and what became of it, ``year`` being the first year of the
       new state; ``economic_crosswalk.csv``: departments' economic items beside governments'.
Out    the codes that carry on what a code stood for in another year, with the changes between.
Never  divide an amount: where a code was split and nothing says in which shares, all parts are named and
       ``harmonised`` gives None. A number that was given to another thing (reuse) ends there and begins anew.

What is not in the file did not change, as far as is known: see ``COVERED``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Final, Literal, cast

from budgetextract.record import record
from budgetextract.rules.bundle import load_rules
from budgetextract.rules.classification import (
    ECONOMY,
    FUNCTION,
    GOVERNMENT_ECONOMY,
    Classification,
)
from budgetextract.rules.loader import rule_csv

Relation = Literal["rename", "merge", "split", "move", "reuse", "new", "end"]
"""rename: the same code and content under another name · move: all of it under another code · merge: several into one ·
split: one into several · reuse: the number now stands for something else · new, end: nothing before, nothing after."""
Confidence = Literal["high", "medium", "low"]
UnitKind = Literal["organ", "institution"]
"""Who spends: a state organ (机关) or a public institution (事业单位). The governments' list tells them apart."""

COVERED: Final = (2017, 2025)
"""The years between which changes were looked for."""
KINDS: Final = (FUNCTION, ECONOMY, GOVERNMENT_ECONOMY)

_SURENESS: Mapping[Confidence, int] = {"high": 0, "medium": 1, "low": 2}
_BREAKS = frozenset({"new", "end", "reuse"})
"""Relations that lead from no code to no code."""


@record
class Change:
    """One row: what became of ``from_code`` in the list of ``year``. "" for no code (new, end)."""

    kind: str
    year: int
    from_code: str
    to_code: str
    relation: Relation
    source: str
    confidence: Confidence


@record
class Path:
    """The codes of ``to_year`` that carry on a code of ``from_year``, with the changes on the way.

    No codes: the code was not in the list of ``from_year``, or nothing carries it on. Several codes: the parts of a
    split (forward) or all that went into a merge (backward); how much of the figure each has is not known.
    A code may be a level above the one asked for where it is not known which item of it took the content over.
    """

    code: str
    from_year: int
    to_year: int
    codes: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    parts: tuple[Change, ...] = ()
    """Changes below a code that itself went on: items that left it (forward) or joined it (backward) from elsewhere."""

    @property
    def one(self) -> str | None:
        """The code where there is exactly one."""
        return self.codes[0] if len(self.codes) == 1 else None

    @property
    def shared(self) -> str | None:
        """The finest code (项, 款, 类) that holds all of ``codes``: figures may be compared there without a share."""
        if not self.codes:
            return None
        common = self.codes[0]
        while common and not all(code.startswith(common) for code in self.codes):
            common = common[:-2] if len(common) > _CLASS else ""
        return common or None

    @property
    def confidence(self) -> Confidence:
        """How sure the least sure of its changes is; high where nothing changed."""
        sure = (change.confidence for change in (*self.changes, *self.parts))
        return max(sure, key=_SURENESS.__getitem__, default="high")


_CLASS = 3
"""Digits of a class (类)."""


@record
class Pair:
    """A departments' economic item and the governments' item that the same spending is under."""

    economy: str
    government_economy: str
    unit_kind: Literal["organ", "institution", "any"]
    confidence: Confidence


class Crosswalk:
    """The changes of all lists, asked by kind (``function``, ``economy``, ``government_economy``), code and year."""

    def __init__(self, lists: Classification, changes: Iterable[Change], pairs: Iterable[Pair] = ()) -> None:
        self.lists = lists
        self.changes = tuple(sorted(changes, key=lambda change: change.year))
        self.pairs = tuple(pairs)
        self._of: dict[tuple[str, int], list[Change]] = {}
        self._from: dict[tuple[str, int, str], list[Change]] = {}
        self._to: dict[tuple[str, int, str], list[Change]] = {}
        for change in self.changes:
            self._of.setdefault((change.kind, change.year), []).append(change)
            self._from.setdefault((change.kind, change.year, change.from_code), []).append(change)
            self._to.setdefault((change.kind, change.year, change.to_code), []).append(change)
        self._found: dict[tuple[str, str, int, int], Path] = {}

    def forward(self, kind: str, code: str, year: int, to_year: int) -> Path:
        """What a code of ``year`` became by ``to_year`` (the same year or later).

        ``forward("economy", "30311", 2017, 2018).codes == ("30113",)``: the housing fund moved; that 30311 stands for
        something else from 2020 on is no matter to it.
        """
        years = range(year + 1, to_year + 1)
        return self._walk(kind, code, (year, to_year), years, self._next)

    def backward(self, kind: str, code: str, year: int, to_year: int) -> Path:
        """What a code of ``year`` came from in ``to_year`` (the same year or earlier); several after a merge."""
        years = range(year, to_year, -1)
        return self._walk(kind, code, (year, to_year), years, self._before)

    def path(self, kind: str, code: str, year: int, to_year: int) -> Path:
        """``forward`` or ``backward``, whichever leads from ``year`` to ``to_year``."""
        asked = (kind, code, year, to_year)
        if asked not in self._found:
            self._found[asked] = (self.forward if to_year >= year else self.backward)(*asked)
        return self._found[asked]

    def harmonised(self, kind: str, code: str, year: int, base_year: int, *, whole: bool = True) -> str | None:
        """The one code of ``base_year`` that a figure of ``code`` in ``year`` belongs to; None where there is not one.

        Many codes may have the same answer: add their figures up. None after a split (forward) or a merge (backward),
        for there is no share to divide by, and for codes that the list of ``year`` lacks. ``path(…).shared`` names the
        level at which such a figure may still be compared.
        A 类 or 款 that went on while one of its items left it (or joined it, backward) has no answer either, unless
        ``whole=False`` takes it for the same. Better: harmonise the items (项) and add those up.
        The latest year as base loses least, since lists merge more than they split.
        """
        path = self.path(kind, code, year, base_year)
        return None if whole and path.parts else path.one

    def at(self, kind: str, code: str) -> tuple[Change, ...]:
        """Every change that a code takes part in, by year."""
        return tuple(one for one in self.changes if one.kind == kind and code in (one.from_code, one.to_code))

    def economy_to_government(self, code: str, unit_kind: UnitKind, year: int) -> tuple[str, ...]:
        """The governments' economic items that a departments' item is under, for a unit of this kind in that year."""
        return self._paired(
            code, unit_kind, year, lambda pair: (pair.economy, pair.government_economy), GOVERNMENT_ECONOMY
        )

    def government_to_economy(self, code: str, unit_kind: UnitKind, year: int) -> tuple[str, ...]:
        """The departments' economic items under a governments' item, for a unit of this kind in that year."""
        return self._paired(code, unit_kind, year, lambda pair: (pair.government_economy, pair.economy), ECONOMY)

    def _paired(
        self, code: str, unit_kind: UnitKind, year: int, ends: Callable[[Pair], tuple[str, str]], wanted: str
    ) -> tuple[str, ...]:
        asked = ECONOMY if wanted == GOVERNMENT_ECONOMY else GOVERNMENT_ECONOMY
        if not (self.lists.known(asked, code, year) and self.lists.known(GOVERNMENT_ECONOMY, "501", year)):
            return ()  # before 2018 there was no governments' list
        found = [ends(pair) for pair in self.pairs if pair.unit_kind in (unit_kind, "any")]
        return tuple(sorted({far for near, far in found if near == code and self.lists.known(wanted, far, year)}))

    def _walk(self, kind: str, code: str, ends: tuple[int, int], years: Iterable[int], step: _Step) -> Path:
        """Follow a code year by year with ``step``; years beyond the lists' span change nothing."""
        if not self.lists.known(kind, code, ends[0]):
            return Path(code, *ends)
        codes: Sequence[str] = (code,)
        passed, parts = dict[Change, None](), dict[Change, None]()
        for year in years:
            ahead: list[str] = []
            for one in codes:
                found, changes, below = step(kind, one, year)
                ahead.extend(found)
                passed.update(dict.fromkeys(changes))
                parts.update(dict.fromkeys(below))
            codes = _topmost(ahead)
        return Path(code, *ends, codes=tuple(codes), changes=tuple(passed), parts=tuple(parts))

    def _next(self, kind: str, code: str, year: int) -> _Stepped:
        """What a code of the year before is in ``year``: where its rows lead, or itself where it has none."""
        own = self._from.get((kind, year, code), [])
        if own:
            return [row.to_code for row in own if row.relation not in _BREAKS], own, []
        if not self.lists.known(kind, code, year):
            return [], [], []
        return [code], [], [row for row in self._of.get((kind, year), []) if _crosses(row.from_code, row, code)]

    def _before(self, kind: str, code: str, year: int) -> _Stepped:
        """What a code of ``year`` was the year before: all codes that ``_next`` leads from to it."""
        rows = self._to.get((kind, year, code), [])
        own = [row for row in rows if row.from_code == code or not row.from_code.startswith(code)]
        codes = [row.from_code for row in own if row.relation not in _BREAKS]
        goes_on = self.lists.known(kind, code, year - 1) and code in self._next(kind, code, year)[0]
        if not goes_on or any(row.relation in _BREAKS for row in own):
            return codes, own, []
        joined = [row for row in self._of.get((kind, year), []) if _crosses(row.to_code, row, code)]
        return [code, *codes], own, joined


_Stepped = tuple[list[str], list[Change], list[Change]]
"""Codes, the rows that lead to them, the rows of items that crossed the code's border."""
_Step = Callable[[str, str, int], _Stepped]


def _crosses(inner: str, change: Change, code: str) -> bool:
    """True where a change leads over the border of ``code``: ``inner``, one end, lies below it, the other outside."""
    outer = change.to_code if inner == change.from_code else change.from_code
    if change.relation in _BREAKS or inner == code or not inner.startswith(code):
        return False
    return not outer.startswith(code)


def _topmost(codes: Iterable[str]) -> list[str]:
    """The codes in order, without those that lie below another of them."""
    kept: list[str] = []
    for code in sorted(dict.fromkeys(codes)):
        if not any(code.startswith(above) for above in kept):
            kept.append(code)
    return kept


def load_changes() -> tuple[Change, ...]:
    """The rows of ``classification_changes.csv``."""
    rows = (
        Change(
            kind=row["kind"],
            year=int(row["year"]),
            from_code=row["from_code"],
            to_code=row["to_code"],
            relation=cast("Relation", row["relation"]),
            source=row["source"],
            confidence=cast("Confidence", row["confidence"]),
        )
        for row in rule_csv("classification_changes.csv")
    )
    return tuple(rows)


@cache
def load_crosswalk() -> Crosswalk:
    """The crosswalk of the package, read once.

    ::

        from budgetextract.rules.crosswalk import load_crosswalk

        load_crosswalk().harmonised("function", "2080504", 2018, 2024)  # "2080501"
    """
    pairs = tuple(
        Pair(row["dept_code"], row["gov_code"], cast("Literal['organ', 'institution', 'any']", row["unit_kind"]),
             cast("Confidence", row["confidence"]))
        for row in rule_csv("economic_crosswalk.csv")
    )  # fmt: skip
    return Crosswalk(load_rules().classification, load_changes(), pairs)
