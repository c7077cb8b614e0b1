"""Places inside of sentences: the stages know internal pages and boxes only, so they write a mark where the place goes;
the result, which knows files, sheets and cells, puts it into words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from budgetextract.model.disclosure import Text
from budgetextract.model.document import BBox

_MARK = re.compile("\x1f([zeE])(\\d+)((?:;-?\\d+(?:\\.\\d+)?){4})?\x1f")

Namer = Callable[[int, BBox | None], Text | None]
"""(page, box) to the place in words, None where there is nothing to say (a file without pages, no box)."""


@dataclass(frozen=True, slots=True)
class Where:
    """The marks of one place. ``lead`` opens an English sentence: "Page 3: ", "" where the place has no words."""

    zh: str
    en: str
    lead: str


def where(page: int, bbox: BBox | None = None) -> Where:
    """Marks for a place on an internal page; nothing for page 0."""
    if not page:
        return Where("", "", "")
    box = "".join(f";{edge:.2f}" for edge in bbox) if bbox else ""
    return Where(*(f"\x1f{form}{page}{box}\x1f" for form in "zeE"))


def worded(text: Text, name: Namer) -> Text:
    """A sentence with its marks put into words."""
    return Text(
        zh=_MARK.sub(lambda match: _words(match, name), text.zh), en=_MARK.sub(lambda m: _words(m, name), text.en)
    )


def _words(match: re.Match[str], name: Namer) -> str:
    form, page, box = match.groups()
    edges = [float(edge) for edge in box.split(";")[1:]] if box else []
    found = name(int(page), (edges[0], edges[1], edges[2], edges[3]) if edges else None)
    if form == "z":
        return found.zh if found else ""
    if form == "e":
        return found.en if found else "the text"
    return f"{found.en[0].upper()}{found.en[1:]}: " if found else ""
