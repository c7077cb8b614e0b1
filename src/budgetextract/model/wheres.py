"""Places inside of sentences: the stages know internal pages and boxes only, so they write a mark where the place goes;
the result, which knows files, sheets and cells, puts it into words.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from budgetextract.model.disclosure import Text
from budgetextract.model.document import BBox
from budgetextract.record import record

_MARK = re.compile("\x1f([zeE])(\\d+)((?:;-?\\d+(?:\\.\\d+)?){4})?\x1f(表格|绩效表| table\\b| performance form\\b)?")


@record
class Phrase:
    """A place in words. ``cell``: it names a cell, so that nobody need say again that it is in a table."""

    zh: str
    en: str
    cell: bool = False


Namer = Callable[[int, BBox | None], Phrase | None]
"""(page, box) to the place in words, None where there is nothing to say (a file without pages, no box)."""


@record
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
    """A sentence with its marks put into words; the same object where it has none (nearly all checks)."""
    if "\x1f" not in text.zh and "\x1f" not in text.en:
        return text
    return Text(
        zh=_MARK.sub(lambda match: _words(match, name), text.zh),
        en=_MARK.sub(lambda match: _words(match, name), text.en),
    )


def _words(match: re.Match[str], name: Namer) -> str:
    form, page, box, kind = match.groups()
    edges = [float(edge) for edge in box.split(";")[1:]] if box else []
    found = name(int(page), (edges[0], edges[1], edges[2], edges[3]) if edges else None)
    after = "" if found is not None and found.cell else kind or ""
    if form == "z":
        return f"{found.zh if found else ''}{after}"
    if form == "e":
        return f"{found.en if found else 'the text'}{after}"
    return f"{found.en[0].upper()}{found.en[1:]}: {after.lstrip()}" if found else after.lstrip()
