"""Whether the name printed beside a code is the code's: what the finding of a wrong name rests on.

In     a list, a code, the year of the figure, the name as printed.
Out    a ``Verdict``: the code's name that year, what the printed name is to it, and whether it may be called wrong.
Never  accuse on a doubt: a short, cut or slightly misread name fits; a name of another year fits and the year is told;
       codes that the package itself is unsure of are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final, Literal

from budgetextract.record import record
from budgetextract.rules.bundle import load_rules
from budgetextract.rules.classification import (
    Classification,
    Subject,
    plain_name,
    stem,
)

Fit = Literal["name", "former", "later", "cut", "near", "unsure", "foreign", "differs", "other_year", "unknown"]
"""name: the year's name or a short form · former, later: its name in other years · cut: a part of the name, or the name
with more beside it · near: alike up to a misread character · unsure: the package does not know the code well enough ·
foreign: surely the name of another code · differs: no name of this or any code · other_year, unknown: the list of
that year has no such code, though another year's has, or none."""

_FITTING: Final = frozenset({"name", "former", "later", "cut", "near"})
_ALIKE = 0.75
"""From this likeness on (equal characters in order, by ``SequenceMatcher``), a name is one misread or miswritten."""
_SPAN = range(2007, 2031)
_STEPS = re.compile(r"[-－—_/\\>→|：:]+|[(（]\d*[类款项][)）]")
_NUMBER = re.compile(r"^(?:[\d.、\s]+|[(（]?[一二三四五六七八九十]{1,3}[)）、.．]+)+|[\d.、\s]+$")
_DOTS = re.compile(r"(?:…|\.{2,}|。{2,})$")
_NOTED = re.compile(r"[(（][^()（）]*[)）]?$")


@record
class Verdict:
    """What a printed name is to its code."""

    fit: Fit
    official: str | None = None
    """The code's name in the list of the year."""
    until: int | None = None
    """The last year of a former name; for a later name, the last year of the one it followed."""
    years: tuple[int, int] | None = None
    """First and last year of the code, where only other years have it."""
    others: tuple[str, ...] = ()
    """The codes that do have the printed name in that year."""

    @property
    def fits(self) -> bool:
        """True where the printed name may stand for the code."""
        return self.fit in _FITTING

    @property
    def accuses(self) -> bool:
        """True where the name is surely another code's; all else may be the package's own ignorance."""
        return self.fit == "foreign"


def printed_name_fits(
    kind: str, code: str, year: int | None, printed: str, *, doubtful: bool = False, lists: Classification | None = None
) -> Verdict:
    """Compare a printed name with the name of its code in that year's list.

    ``doubtful``: the name was read by OCR that was not sure of it; then nothing is called foreign.
    A name that differs but is known nowhere is ``differs``: lists of this package may lack it, so it does not accuse.
    """
    known = lists or load_rules().classification
    if len(printed) > _LONGEST_KEPT:
        return _judged(known, kind, code, year, printed, doubtful)
    return _kept(known, kind, code, year, printed, doubtful)


def _judged(known: Classification, kind: str, code: str, year: int | None, printed: str, doubtful: bool) -> Verdict:
    subject = known.subject(kind, code, year)
    if subject is None:
        span = _years(known, kind, code)
        return Verdict("other_year" if span else "unknown", years=span)
    official = known.name(kind, code, year)
    names = [name for text in _readings(printed) if (name := plain_name(text))]
    if not names:
        return Verdict("name", official)
    for name in names:
        if (found := _own(subject, name, official or "", year)) is not None:
            return found
    others = tuple(dict.fromkeys(other for name in names[:2] for other in known.bearers(kind, name, year, len(code))))
    if subject.detail.get("confidence") == "low":
        return Verdict("unsure", official, others=others)
    if any(_cut(subject, name) for name in names):
        return Verdict("cut", official, others=others)
    if others:
        return Verdict("unsure" if doubtful else "foreign", official, others=others)
    if any(_longer(subject, name) for name in names):
        return Verdict("cut", official)
    if any(_near(subject, name) for name in names):
        return Verdict("near", official)
    return Verdict("unsure" if doubtful else "differs", official)


_LONGEST_KEPT = 80
_kept = lru_cache(maxsize=4096)(_judged)
"""A document prints one name in ten tables, and several checks ask for it."""


def _readings(printed: str) -> Iterator[str]:
    """The printed name, then without numbers and dots about it, without a note in brackets, the last step of a path.

    A path is the names of 类, 款 and 项 in one: 社会福利（款）社会福利事业单位（项）.
    """
    yield printed
    bare = _DOTS.sub("", _NUMBER.sub("", printed.strip()))
    yield bare
    if noted := _NOTED.sub("", bare):
        yield noted
    steps = [step for step in _STEPS.split(bare) if step.strip()]
    if len(steps) > 1:
        yield _NUMBER.sub("", steps[-1].strip())


def _own(subject: Subject, name: str, official: str, year: int | None) -> Verdict | None:
    """The verdict where the name is one of the subject's own, of this year or another."""
    top = subject.level == 1
    short = stem(name, top=top)
    now = plain_name(official)
    if name == now or short == stem(now, top=top):
        return Verdict("name", official)
    for own, last in subject.names:
        if own != name and stem(own, top=top) != short:
            continue
        if last is not None and year is not None and year > last:
            return Verdict("former", official, until=last)
        if last is None and own == plain_name(subject.name) and year is not None and now != own:
            return Verdict("later", official, until=max(until for _, until in subject.former))
        return Verdict("name", official)
    return None


def _cut(subject: Subject, name: str) -> bool:
    """True where the printed name is the beginning or the end of the code's: a line of it was lost."""
    return len(name) > 1 and any(own.startswith(name) or own.endswith(name) for own, _ in subject.names)


def _longer(subject: Subject, name: str) -> bool:
    """True where the code's name stands whole at the beginning or the end of the printed one."""
    return any(len(own) > 1 and (name.startswith(own) or name.endswith(own)) for own, _ in subject.names)


def _near(subject: Subject, name: str) -> bool:
    """True where most characters are the same and in the same order."""
    return any(SequenceMatcher(None, own, name, autojunk=False).ratio() >= _ALIKE for own, _ in subject.names)


def _years(lists: Classification, kind: str, code: str) -> tuple[int, int] | None:
    """First and last year in which the list has the code; None where it never has."""
    found = [year for year in _SPAN if lists.known(kind, code, year)]
    return (found[0], found[-1]) if found else None
