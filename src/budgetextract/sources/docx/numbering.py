"""Automatic numbers of Word as the text that a reader of the page sees: 一、 （一） 1. ①.

In     the numbering part of a file; then each numbered paragraph in order.
Out    the text in front of the paragraph.
How    a list (``w:num``) shows the levels of an abstract list; lists of one abstract list count on together, unless a
       list overrides a start. A paragraph of a level starts the deeper levels anew.
"""

from __future__ import annotations

import re
from dataclasses import field, replace
from typing import TYPE_CHECKING

from budgetextract.record import record
from budgetextract.sources.docx.numerals import numeral
from budgetextract.sources.docx.parts import number, switch, value, w

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_TEXT = 60
"""Characters of the text around a number."""
LEVELS = 9
BULLET = "•"
"""What is shown for bullets of symbol fonts, whose characters are private to the font."""
_PLACE = re.compile(r"%([1-9])")


def numbered_text(shown: str, text: str) -> str:
    """A number and its text. Figures must not run into each other: 1. 2024年 with a wide blank, not 1.2024年."""
    if shown and text[:1] in ("\f", "\n"):  # a page begun inside of the paragraph, before its words
        return text[0] + numbered_text(shown, text[1:])
    bare = shown.rstrip()
    if shown != bare and (bare[-1:].isdigit() or (bare.endswith(".") and text.lstrip()[:1].isdigit())):
        return f"{bare}\t{text}"
    return shown + text


@record
class Level:
    """One level of a list. ``restart``: the level (from 1) whose paragraphs start this one anew; 0 for none."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    pattern: str = ""


@record(frozen=False)
class _List:
    """An abstract list, and how far it has counted."""

    levels: dict[int, Level] = field(default_factory=dict)
    styles: dict[str, int] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of one file, counting on with each call of ``text``."""

    def __init__(self, root: _Element | None) -> None:
        self._lists: dict[str, _List] = {}
        self._numbers: dict[str, str] = {}
        self._overrides: dict[str, dict[int, Level | int]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: _Element) -> None:
        linked: dict[str, str] = {}
        by_style: dict[str, str] = {}
        for node in root.findall(w("abstractNum")):
            ident = node.get(w("abstractNumId")) or ""
            found = _List()
            for level in node.findall(w("lvl")):
                depth = number(level.get(w("ilvl")))
                if depth is not None and 0 <= depth < LEVELS:
                    found.levels[depth] = _level(level)
                    style = value(level, "pStyle")
                    if style:
                        found.styles.setdefault(style, depth)
            self._lists[ident] = found
            if (link := value(node, "numStyleLink")) is not None:
                linked[ident] = link
            if (link := value(node, "styleLink")) is not None:
                by_style[link] = ident
        for ident, style in linked.items():
            target = by_style.get(style)
            if target is not None and not self._lists[ident].levels:
                self._lists[ident] = self._lists[target]
        for node in root.findall(w("num")):
            ident = node.get(w("numId")) or ""
            self._numbers[ident] = value(node, "abstractNumId") or ""
            overrides: dict[int, Level | int] = {}
            for override in node.findall(w("lvlOverride")):
                depth = number(override.get(w("ilvl")))
                level = override.find(w("lvl"))
                start = number(value(override, "startOverride"))
                if depth is None:
                    continue
                if level is not None:
                    overrides[depth] = _level(level) if start is None else replace(_level(level), start=start)
                elif start is not None:
                    overrides[depth] = start
            self._overrides[ident] = overrides

    def level_of_style(self, ident: str, styles: tuple[str, ...]) -> int | None:
        """The level of a list that a style (or one it is based on) is linked to."""
        found = self._lists.get(self._numbers.get(ident, ""))
        if found is None:
            return None
        return next((found.styles[style] for style in styles if style in found.styles), None)

    def text(self, ident: str, depth: int) -> str:
        """The number of the next paragraph of a list, with a blank where one parts it from the text; "" without one."""
        found = self._lists.get(self._numbers.get(ident, ""))
        depth = max(0, min(depth, LEVELS - 1))
        level = self._level(ident, depth)
        if found is None or level is None:
            return ""
        override = self._overrides.get(ident, {}).get(depth)
        first = override is not None and (ident, depth) not in self._started
        if first:
            self._started.add((ident, depth))
        if depth not in found.counts or first:
            found.counts[depth] = level.start
        else:
            found.counts[depth] += 1
        for deeper in [each for each in found.counts if each > depth]:
            below = self._level(ident, deeper)
            if below is None or below.restart is None or 0 < depth + 1 <= below.restart:
                del found.counts[deeper]
        shown = self._shown(ident, depth, level, found)
        return shown + ("" if level.suffix == "nothing" else " ") if shown else ""

    def _level(self, ident: str, depth: int) -> Level | None:
        found = self._lists.get(self._numbers.get(ident, ""))
        base = found.levels.get(depth) if found is not None else None
        override = self._overrides.get(ident, {}).get(depth)
        if isinstance(override, Level):
            return override
        return replace(base, start=override) if base is not None and override is not None else base

    def _shown(self, ident: str, depth: int, level: Level, found: _List) -> str:
        if level.form == "bullet":
            bullet = level.text.strip()
            return BULLET if bullet and any("\ue000" <= char <= "\uf8ff" for char in bullet) else bullet
        if level.form == "none" and "%" not in level.text.replace(f"%{depth + 1}", ""):
            return _PLACE.sub("", level.text).strip()

        def place(match: re.Match[str]) -> str:
            at = int(match.group(1)) - 1
            if at > depth:
                return ""
            other = level if at == depth else self._level(ident, at)
            if other is None:
                return ""
            count = found.counts.setdefault(at, other.start)
            return numeral(count, "decimal" if level.legal else other.form, other.pattern)

        return _PLACE.sub(place, level.text)


def _level(node: _Element) -> Level:
    form = node.find(w("numFmt"))
    if form is None:  # a form that only newer programs know stands in an AlternateContent, with a choice for others
        form = next(node.iter(w("numFmt")), None)
    text = value(node, "lvlText") or ""
    start = number(value(node, "start"))
    return Level(
        start=start if start is not None else 0,
        form=(form.get(w("val")) if form is not None else None) or "decimal",
        text=text[:MAX_TEXT],
        suffix=value(node, "suff") or "tab",
        restart=number(value(node, "lvlRestart")),
        legal=bool(switch(node, "isLgl")),
        pattern=(form.get(w("format")) if form is not None else None) or "",
    )
