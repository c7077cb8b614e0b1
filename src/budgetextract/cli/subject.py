"""The page of a classification code: what ``explain 2080501`` says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from budgetextract.cli import speech
from budgetextract.errors import SettingError

if TYPE_CHECKING:
    from budgetextract.rules.crosswalk import Change, Crosswalk, UnitKind
    from budgetextract.rules.history import History, Named

_UNIT_KINDS: tuple[UnitKind, ...] = ("organ", "institution")


def subject_page(code: str, year: int | None) -> str:
    """Name and place in the list, names by year, changes, and with ``year`` the way to the latest list.

    Raises ``SettingError`` where no list of any year has the code.
    """
    from budgetextract.rules.crosswalk import load_crosswalk
    from budgetextract.rules.history import history

    crosswalk = load_crosswalk()
    found = history(code, crosswalk)
    if found is None:
        raise SettingError(code="unknown_subject", name=code)
    lines = [
        f"{code} {found.names[-1].name}",
        f"{speech.text(f'subject.{found.kind}')} · {speech.text(f'subject.level.{found.level}')}",
        "",
    ]
    if year is not None:
        lines += [*_in_year(found, crosswalk, year), ""]
    lines += [speech.text("subject.names"), *(f"  {_named(one)}" for one in found.names)]
    if found.changes:
        lines += ["", speech.text("subject.changes"), *(f"  {_changed(one, code, crosswalk)}" for one in found.changes)]
    return "\n".join(lines)


def _in_year(found: History, crosswalk: Crosswalk, year: int) -> Iterator[str]:
    """The name that year with those above it, what became of it, and the other economic list's items beside it."""
    from budgetextract.rules.crosswalk import COVERED

    name = found.name_in(year)
    if name is None:
        yield speech.text("subject.not_in_year", year=year, code=found.code)
        yield from _stood_for(found, crosswalk, year)
        return
    above = [found.code[:digits] for digits in (3, 5) if digits < len(found.code)]
    yield speech.text(
        "subject.in_year",
        year=year,
        name=" › ".join([*(_called(crosswalk, found.kind, one, year) for one in above), name]),
    )
    if year < COVERED[1]:
        path = crosswalk.path(found.kind, found.code, year, COVERED[1])
        codes = "、".join(_called(crosswalk, found.kind, one, COVERED[1]) for one in path.codes)
        key = "subject.nothing" if not codes else "subject.several" if len(path.codes) > 1 else "subject.became"
        yield speech.text(key, year=COVERED[1], codes=codes)
        if path.parts:
            items = "、".join(dict.fromkeys(f"{one.from_code}→{one.to_code}" for one in path.parts))
            yield speech.text("subject.parts", items=items)
    yield from _beside(found, crosswalk, year)


def _stood_for(found: History, crosswalk: Crosswalk, year: int) -> Iterator[str]:
    """What a code that is younger than ``year``, or else the code above it, came from."""
    first = next((one.since for one in found.names if one.since is not None and one.since > year), None)
    if first is None:
        return
    for digits in (7, 5, 3):
        code = found.code[:digits]
        if digits > len(found.code) or not crosswalk.lists.known(found.kind, code, first):
            continue
        codes = crosswalk.backward(found.kind, code, first, year).codes
        if codes and codes != (code,):
            listed = "、".join(_called(crosswalk, found.kind, one, year) for one in codes)
            yield speech.text(
                "subject.stood_for", year=year, code=_called(crosswalk, found.kind, code, first), codes=listed
            )
            return


def _beside(found: History, crosswalk: Crosswalk, year: int) -> Iterator[str]:
    """The items of the other economic list that the same spending is under."""
    from budgetextract.rules.classification import ECONOMY, GOVERNMENT_ECONOMY

    if found.kind not in (ECONOMY, GOVERNMENT_ECONOMY):
        return
    other = GOVERNMENT_ECONOMY if found.kind == ECONOMY else ECONOMY
    ask = crosswalk.economy_to_government if found.kind == ECONOMY else crosswalk.government_to_economy
    for unit in _UNIT_KINDS:
        codes = ask(found.code, unit, year)
        if codes:
            listed = "、".join(_called(crosswalk, other, one, year) for one in codes)
            yield speech.text(f"subject.beside.{unit}", kind=speech.text(f"subject.{other}"), codes=listed)


def _called(crosswalk: Crosswalk, kind: str, code: str, year: int) -> str:
    return f"{code} {crosswalk.lists.name(kind, code, year) or ''}".strip()


def _named(one: Named) -> str:
    """A name with its years."""
    if one.since is None and one.until is None:
        return one.name
    key = "until" if one.since is None else "since" if one.until is None else "between"
    return f"{speech.text(f'subject.{key}', since=one.since, until=one.until)}  {one.name}"


def _changed(change: Change, code: str, crosswalk: Crosswalk) -> str:
    """One change as this code sees it."""
    there = change.from_code == code and change.to_code != code
    direction = "" if change.from_code == change.to_code else ".out" if there else ".in"
    said = speech.text(
        f"subject.{change.relation}{direction}",
        former=_called(crosswalk, change.kind, change.from_code, change.year - 1),
        present=_called(crosswalk, change.kind, change.to_code, change.year),
    )
    doubt = "" if change.confidence == "high" else speech.text(f"subject.sure.{change.confidence}")
    return f"{change.year}  {said}{doubt}"
