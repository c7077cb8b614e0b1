"""What makers of files without pages do, each with its chance; a document's look is drawn from its style and seed."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BookLook:
    """A workbook."""

    margin: bool
    """An empty first column."""
    coded: bool
    """Codes are numbers."""
    numbered: bool
    """Sheets are called 1, 2, 3."""
    exact: bool
    """Cells hold more digits than they show."""
    formulas: bool
    """Totals are formulas with the value of their last calculation."""
    accounting: bool
    """Formats of bookkeeping, with room for a bracket and a dash for nothing."""
    texts: bool
    """Amounts are text, some with blanks around them."""
    stacked: bool
    """Two tables on a sheet."""
    flat: bool
    """Titles and heads stand over the middle of several cells without merging them."""
    gaps: bool
    """Blank rows between title and table, and formatted blank ones below it."""
    front: bool
    """Sheets with the title of the whole and a list of the tables come first."""
    hidden: bool
    """A hidden sheet and a hidden column with figures that are none of the document's."""


@dataclass(frozen=True, slots=True)
class WordLook:
    """A Word file."""

    styled: bool
    """Headings have styles."""
    tabs: bool
    """The unit is pushed to the right by tabs, else by blanks."""
    pasted: bool
    """Titles and units are the first rows of their tables."""
    lines: bool
    """Paragraphs in a row are one paragraph with line breaks."""
    boxed: bool
    """The title stands in a text box."""
    tracked: bool
    """Changes are kept: inserted words, and deleted ones that no longer count."""
    padded: bool
    """Blanks around amounts in cells."""
    cut: bool
    """Long tables are two, the second with the head again."""


@dataclass(frozen=True, slots=True)
class PageLook:
    """A web page."""

    old: bool
    """The page is laid out in tables."""
    tags: bool
    """Headings are h1, h2; the heads of tables th."""
    gbk: bool
    lines: bool
    """Paragraphs in a row are one with line breaks."""
    pasted: bool
    """Titles and units are the first rows of their tables."""
    office: bool
    """Paragraphs and cells as Word and Excel save them as web pages."""
    pretty: bool
    """The source is broken into lines wherever it may be."""


_BOOK = {
    "margin": 0.25, "coded": 0.4, "numbered": 0.5, "exact": 0.4, "formulas": 0.3, "accounting": 0.3, "texts": 0.2,
    "stacked": 0.2, "flat": 0.2, "gaps": 0.3, "front": 0.3, "hidden": 0.3,
}  # fmt: skip
_WORD = {
    "styled": 0.6, "tabs": 0.6, "pasted": 0.25, "lines": 0.15, "boxed": 0.15, "tracked": 0.2, "padded": 0.3, "cut": 0.2,
}  # fmt: skip
_PAGE = {"old": 0.4, "tags": 0.5, "gbk": 0.33, "lines": 0.2, "pasted": 0.2, "office": 0.25, "pretty": 0.3}


def book_look(rng: random.Random) -> BookLook:
    """A look of a workbook."""
    return BookLook(**_drawn(rng, _BOOK))


def word_look(rng: random.Random) -> WordLook:
    """A look of a Word file."""
    return WordLook(**_drawn(rng, _WORD))


def page_look(rng: random.Random) -> PageLook:
    """A look of a web page."""
    return PageLook(**_drawn(rng, _PAGE))


def _drawn(rng: random.Random, chances: Mapping[str, float]) -> dict[str, bool]:
    return {name: rng.random() < chance for name, chance in chances.items()}
