"""The government's lists of subjects by year: functions (支出功能分类), departments' economy and governments' economy.

A code or a name holds for the years in which the list had it; documents print old names for years after a list changed,
so a name that the year's list lacks is looked for among the other years' names of codes that the year knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Final

from budgetextract.model.text import plain
from budgetextract.record import record
from budgetextract.rules.loader import rule_csv

FUNCTION: Final = "function"
ECONOMY: Final = "economy"
GOVERNMENT_ECONOMY: Final = "government_economy"

_FIRST_YEAR, _LAST_YEAR = 2007, 2040
"""Before 2007 the lists were of another kind; no year beyond the last is asked of a real document."""
_REFORM = 2018
"""The year of the present economic lists."""

_REMEMBERED = 20_000
"""Answers kept: a document asks for the same names in table after table."""
_AID = "219"
"""援助其他地区支出: its sections repeat the classes' names and are meant only where the class itself is printed."""

_ALIAS = re.compile(r"(?P<name>[^;]+?)(?:\((?:≤(?P<until>\d{4})(?:/(?P<late>\d{4}))?|earlier|later\?)\))?$")
_LEVEL_WORD = re.compile(r"[(\[](?:类|款|项|科目|类级|款级|项级)[)\]]|(?<=[支出务])[类款项]$")
_NOTE = re.compile(r"\([^()]{1,12}\)$")
_SUFFIX = re.compile(r"(?:等支出|支出|费用|经费|费)$")
_CLASS_SUFFIX = re.compile(r"(?:等支出|等事务|支出|事务|费用|经费|费)$")
_JOINTS = re.compile(r"[和与及、的()\"'·,]")


def plain_name(name: str) -> str:
    """A subject's name for comparing: ``plain``, without （类）（款）（项）, 其它 as 其他."""
    return _LEVEL_WORD.sub("", plain(name)).replace("其它", "其他")


def stem(name: str, *, top: bool = False) -> str:
    """A plain name without 支出 / 费 at its end and without joints (和, 与, 、): 社会保障与就业 for 社会保障和就业支出.

    ``top``: a class (类), whose name also ended in 事务 in the older lists.
    """
    short = (_CLASS_SUFFIX if top else _SUFFIX).sub("", name)
    return _JOINTS.sub("", short or name)


@record
class Subject:
    """One code of a list. ``names`` are (plain name, last year or None) of its present and former names."""

    code: str
    name: str
    level: int
    since: int | None
    until: int | None
    names: tuple[tuple[str, int | None], ...] = ()
    former: tuple[tuple[str, int], ...] = ()
    """(name as printed, last year) of former names whose last year is known."""
    detail: Mapping[str, str] = field(default_factory=dict)

    def valid(self, year: int) -> bool:
        """True where the list of that year has the code (under whatever name)."""
        if self.until is not None and year > self.until:
            return False
        if self.since is None or year >= self.since:
            return True
        return any(year <= last < self.since for _, last in self.former)  # before the reform that gave the present name

    def name_in(self, year: int) -> str:
        """The name in the list of that year."""
        old = [(last, name) for name, last in self.former if year <= last]
        return min(old)[1] if old else self.name


@record
class _YearIndex:
    """One list in one year: codes by name, names in tiers from strict to loose."""

    subjects: Mapping[str, Subject]
    tiers: tuple[Mapping[str, tuple[str, ...]], ...]
    children: Mapping[str, tuple[str, ...]]


class Classification:
    """All lists; indexes are built when a year is first asked for."""

    def __init__(self, lists: Mapping[str, tuple[Subject, ...]]) -> None:
        self._lists = lists
        self._indexes: dict[tuple[str, int], _YearIndex] = {}
        self._found: dict[tuple[str, int, str | None, str, int | None], str | None] = {}

    def name(self, kind: str, code: str, year: int | None) -> str | None:
        """The name of a code in that year's list, None when the list has no such code."""
        subject = self._index(kind, year).subjects.get(code)
        return subject.name_in(_clamp(year)) if subject else None

    def known(self, kind: str, code: str, year: int | None) -> bool:
        """True where that year's list has the code."""
        return code in self._index(kind, year).subjects

    def subject(self, kind: str, code: str, year: int | None) -> Subject | None:
        """All that is known of a code in that year's list."""
        return self._index(kind, year).subjects.get(code)

    def codes(self, kind: str, year: int | None) -> Iterable[str]:
        """All codes of that year's list."""
        return self._index(kind, year).subjects.keys()

    def children(self, kind: str, code: str, year: int | None) -> tuple[str, ...]:
        """The codes one level below; the classes for ``code=""``."""
        return self._index(kind, year).children.get(code, ())

    def level(self, code: str, kind: str = FUNCTION) -> int:
        """1 类, 2 款, 3 项 by the length of the code; 0 when the length fits no level."""
        return {3: 1, 5: 2, 7: 3 if kind == FUNCTION else 0}.get(len(code), 0)

    def by_name(
        self, name: str, year: int | None, parent: str | None = None, kind: str = FUNCTION, *, level: int | None = None
    ) -> str | None:
        """The one code of that name in that year's list, or None where no code or more than one has it.

        ``parent`` restricts to what lies below a code, its direct children first; ``level`` to one level.
        The tiers: names of the year, stems of the year (支出 / 费 left out), names of any year, stems of any year.
        """
        asked = (name, _clamp(year), parent, kind, level)
        if asked in self._found:
            return self._found[asked]
        if len(self._found) > _REMEMBERED:
            self._found.clear()
        self._found[asked] = found = self._search(name, year, parent, kind, level)
        return found

    def _search(self, name: str, year: int | None, parent: str | None, kind: str, level: int | None) -> str | None:
        index = self._index(kind, year)
        wanted = plain_name(name) if len(name) <= 200 else ""
        if len(wanted) < 2 or len(wanted) > 60:
            return None
        short, top = stem(wanted), stem(wanted, top=True)
        for tier, key, only in (
            (0, wanted, None),
            (1, short, None),
            (1, top, 1),
            (2, wanted, None),
            (3, short, None),
            (3, top, 1),
        ):
            found = [code for code in index.tiers[tier].get(key, ()) if _fits(index, code, parent, only or level)]
            if parent is not None and len(found) > 1:
                direct = [code for code in found if len(code) == len(parent) + 2]
                found = direct or found
            if found:
                return found[0] if len(found) == 1 else None
        bare = _NOTE.sub("", wanted)
        return self.by_name(bare, year, parent, kind, level=level) if bare != wanted else None

    def same_name(self, printed: str, code: str, year: int | None, kind: str = FUNCTION) -> bool:
        """True where ``printed`` is a name (of any year, or its stem) of the code."""
        subject = self._index(kind, year).subjects.get(code)
        if subject is None:
            return False
        wanted = plain_name(printed)
        names = {name for name, _ in subject.names}
        return wanted in names or any(
            stem(wanted, top=subject.level == 1) == stem(name, top=subject.level == 1) for name in names
        )

    def bearers(self, kind: str, name: str, year: int | None, digits: int) -> tuple[str, ...]:
        """The codes of so many digits that bear this plain name (with or without 支出, 费 at its end) in that year."""
        index, short, then = self._index(kind, year), stem(name), _clamp(year)
        return tuple(
            code
            for code in index.tiers[1].get(short, ())
            if len(code) == digits and stem(plain_name(index.subjects[code].name_in(then))) == short
        )

    def _index(self, kind: str, year: int | None) -> _YearIndex:
        known = _clamp(year)
        index = self._indexes.get((kind, known))
        if index is None:
            index = self._indexes[kind, known] = _build(self._lists[kind], known)
        return index


def _clamp(year: int | None) -> int:
    """Years outside of the lists' span take its ends; no year takes the latest list."""
    return _LAST_YEAR if year is None else max(_FIRST_YEAR, min(_LAST_YEAR, year))


def _fits(index: _YearIndex, code: str, parent: str | None, level: int | None) -> bool:
    if parent is not None and (code == parent or not code.startswith(parent)):
        return False
    if parent is None and code.startswith(_AID) and len(code) > len(_AID):
        return False
    return level is None or index.subjects[code].level == level


def _build(subjects: tuple[Subject, ...], year: int) -> _YearIndex:
    """The index of one list in one year."""
    valid = {subject.code: subject for subject in subjects if subject.valid(year)}
    tiers: tuple[dict[str, tuple[str, ...]], ...] = ({}, {}, {}, {})
    children: dict[str, list[str]] = {}
    for subject in valid.values():
        children.setdefault(subject.code[:-2] if subject.level > 1 else "", []).append(subject.code)
        now = plain_name(subject.name_in(year))
        for name, last in subject.names:
            current = name == now or last is None or year <= last
            short = {stem(name), stem(name, top=subject.level == 1)}
            for whole, stems in ((0, 1), (2, 3)) if current else ((2, 3),):
                _add(tiers[whole], name, subject.code)
                for key in short:
                    _add(tiers[stems], key, subject.code)
    return _YearIndex(
        subjects=MappingProxyType(valid),
        tiers=tiers,
        children={key: tuple(sorted(codes)) for key, codes in children.items()},
    )


def _add(tier: dict[str, tuple[str, ...]], key: str, code: str) -> None:
    """One more code of a name, once; the names of one code come together."""
    codes = tier.get(key)
    if codes is None:
        tier[key] = (code,)
    elif codes[-1] != code:
        tier[key] = (*codes, code)


def _aliases(text: str) -> Iterator[tuple[str, int | None]]:
    """(name, last year or None) of an aliases cell: "文化(≤2018);林业(earlier)"."""
    for part in text.split(";"):
        if match := _ALIAS.match(part.strip()):
            until = match["late"] or match["until"]
            yield match["name"], int(until) if until else None


def _subject(row: Mapping[str, str]) -> Subject:
    """One row of a list; ``detail`` is the row itself."""
    aliases = tuple(_aliases(row["aliases"])) if row.get("aliases") else ()
    return Subject(
        code=row["code"],
        name=row["name"],
        level=int(row["level"]),
        since=int(row["valid_from"]) if row["valid_from"] else None,
        until=int(row["valid_to"]) if row["valid_to"] else None,
        names=((plain_name(row["name"]), None), *((plain_name(name), last) for name, last in aliases)),
        former=tuple((name, last) for name, last in aliases if last is not None),
        detail=row,
    )


def _before_reform(current: Iterable[Subject], legacy: Iterable[Subject]) -> Iterator[Subject]:
    """The departments' economic list: the old rows, and the present ones reaching back where no old row contradicts.

    The list before 2018 is known only where it differed; a present code whose code or name an old row has is new, and
    so is one that the changes of 2018 made of another.
    """
    old = tuple(legacy)
    yield from old
    codes = {subject.code for subject in old} | _made_by_the_reform()
    names = {name for subject in old for name, _ in subject.names}
    for subject in current:
        new = subject.code in codes or any(name in names for name, _ in subject.names)
        since = subject.since if new or subject.since != _REFORM else None
        yield Subject(
            subject.code,
            subject.name,
            subject.level,
            since,
            subject.until,
            subject.names,
            subject.former,
            subject.detail,
        )


def _made_by_the_reform() -> set[str]:
    """The departments' economic codes that other codes were moved to or split into in 2018."""
    return {
        row["to_code"]
        for row in rule_csv("classification_changes.csv")
        if row["kind"] == ECONOMY
        and row["year"] == str(_REFORM)
        and row["relation"] in ("move", "split")
        and row["to_code"] != row["from_code"]
    }


def load_classification() -> Classification:
    """The lists of the package."""
    economy = [_subject(row) for row in rule_csv("economic_department.csv")]
    legacy = [_subject(row) for row in rule_csv("economic_department_legacy.csv")]
    return Classification(
        MappingProxyType(
            {
                FUNCTION: tuple(_subject(row) for row in rule_csv("functional.csv")),
                ECONOMY: tuple(_before_reform(economy, legacy)),
                GOVERNMENT_ECONOMY: tuple(_subject(row) for row in rule_csv("economic_government.csv")),
            }
        )
    )
