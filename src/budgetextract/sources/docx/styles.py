"""Word styles: how a paragraph looks, from its own properties, its style, the styles below that, and the defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from budgetextract.sources.canvas import Align
from budgetextract.sources.docx.parts import Stated, half_points, is_on, number, stated, switch, twips, val, value, w

if TYPE_CHECKING:
    from lxml.etree import _Element

SIZE = 10.0
"""Word's size where a file states none at all."""
_ALIGN: dict[str, Align] = {
    "center": "center",
    "right": "right",
    "end": "right",
    "left": "left",
    "start": "left",
    "both": "left",
    "distribute": "left",
    "justify": "left",
}
MAX_CHAIN = 50


class Look(NamedTuple):
    """What is stated about a paragraph, None where nothing is. Indents in points, ``*_chars`` in characters."""

    size: float | None = None
    align: Align | None = None
    left: float | None = None
    first: float | None = None
    left_chars: float | None = None
    first_chars: float | None = None
    hidden: bool | None = None
    break_before: bool | None = None
    numbering: str | None = None
    level: int | None = None

    def over(self, below: Look) -> Look:
        """This look, and where it says nothing the one below."""
        return Look._make(one if one is not None else other for one, other in zip(self, below, strict=True))

    def indent(self, size: float) -> int:
        """Characters by which the first line is set in."""
        left = self.left_chars if self.left_chars else (self.left or 0.0) / size
        first = self.first_chars if self.first_chars else (self.first or 0.0) / size
        return max(0, min(20, round(left + first)))


NOTHING = Look()


def stated_look(properties: Stated) -> Look:
    """The look that a paragraph's properties state (their run properties are those of its mark and say nothing)."""
    if not properties:
        return NOTHING
    numbers = properties.get(w("numPr"))
    breaks = properties.get(w("pageBreakBefore"))
    left = first = left_chars = first_chars = None
    if (indents := properties.get(w("ind"))) is not None:
        left = _points(indents, "left", "start")
        first = _points(indents, "firstLine")
        hanging = _points(indents, "hanging")
        first = -hanging if hanging else first
        left_chars = _chars(indents, "leftChars", "startChars")
        first_chars = _chars(indents, "firstLineChars")
        hanging_chars = _chars(indents, "hangingChars")
        first_chars = -hanging_chars if hanging_chars else first_chars
    return Look(
        align=_ALIGN.get(val(properties, "jc") or ""),
        left=left,
        first=first,
        left_chars=left_chars,
        first_chars=first_chars,
        break_before=is_on(breaks) if breaks is not None else None,
        numbering=value(numbers, "numId") if numbers is not None else None,
        level=number(value(numbers, "ilvl")) if numbers is not None else None,
    )


def _points(node: _Element, *names: str) -> float | None:
    found = next((got for name in names if (got := twips(node.get(w(name)))) is not None), None)
    return found / 20 if found is not None else None


def _chars(node: _Element, *names: str) -> float | None:
    found = next((got for name in names if (got := number(node.get(w(name)))) is not None), None)
    return found / 100 if found is not None else None


class Styles:
    """The styles of one file."""

    def __init__(self, root: _Element | None) -> None:
        self._nodes: dict[str, _Element] = {}
        self._looks: dict[str, Look] = {}
        self._whole: dict[str, Look] = {}
        self._names: dict[str | None, str] = {}
        self._default = ""
        base = Look(size=SIZE)
        if root is not None:
            defaults = root.find(w("docDefaults"))
            if defaults is not None:
                marks = defaults.find(f"{w('rPrDefault')}/{w('rPr')}")
                default = defaults.find(w("pPrDefault"))
                look = stated_look(stated(default, "pPr")) if default is not None else NOTHING
                base = look._replace(size=half_points(value(marks, "sz"))).over(base)
            for node in root.findall(w("style")):
                ident = node.get(w("styleId")) or ""
                self._nodes.setdefault(ident, node)
                if node.get(w("type")) == "paragraph" and node.get(w("default"), "0") in ("1", "true", "on"):
                    self._default = ident
        self._base = base

    def paragraph(self, ident: str | None) -> Look:
        """The look of a paragraph of a style; of the default style where there is no such style."""
        known = (ident if ident in self._nodes else self._default) or ""
        if known not in self._whole:
            self._whole[known] = self._chain(known).over(self._base)
        return self._whole[known]

    def run(self, ident: str | None) -> Look:
        """Size and hiding that a style of characters states."""
        return self._chain(ident) if ident else Look()

    def name(self, ident: str | None) -> str:
        """The name of a style in lower case, as Word calls it in every language: "heading 1", "toc 2"."""
        if ident not in self._names:
            self._names[ident] = (value(self._nodes.get(ident or ""), "name") or "").lower()
        return self._names[ident]

    def ancestry(self, ident: str | None) -> tuple[str, ...]:
        """A style and those it is based on, nearest first."""
        current = ident if ident in self._nodes else self._default
        chain: list[str] = []
        while current in self._nodes and current not in chain and len(chain) < MAX_CHAIN:
            chain.append(current)
            current = value(self._nodes[current], "basedOn") or ""
        return tuple(chain)

    def _chain(self, ident: str) -> Look:
        if ident in self._looks:
            return self._looks[ident]
        look = Look()
        for style in reversed(self.ancestry(ident) if ident in self._nodes else ()):
            node = self._nodes[style]
            marks = node.find(w("rPr"))
            own = stated_look(stated(node, "pPr"))
            look = own._replace(size=half_points(value(marks, "sz")), hidden=switch(marks, "vanish")).over(look)
        self._looks[ident] = look
        return look
