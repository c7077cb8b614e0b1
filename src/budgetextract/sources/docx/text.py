"""The text of one Word paragraph as the page shows it.

In     ``w:p`` elements in the order of the file: fields reach over paragraphs, so that a reader sees all of them.
Out    ``Paragraph``: text ("\\n" a line break, "\\f" a page break, "\\t" a tab), its look, and what hangs on it.
How    inserted text is shown and deleted text is not; of a field its result; of a phonetic guide the base; hidden text
       and the marks of notes are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from typing import TYPE_CHECKING

from budgetextract.record import record
from budgetextract.sources.docx.numerals import numeral
from budgetextract.sources.docx.parts import (
    DRAWING,
    MATH,
    OFFICE,
    OPENED,
    VML,
    Stated,
    deeper,
    half_points,
    is_on,
    number,
    opened,
    r,
    shown,
    switch,
    val,
    w,
)
from budgetextract.sources.docx.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element

POINTS = 12_700
"""English metric units of a point."""
LARGE = (200.0, 120.0)
"""Points (wide, high) from which a picture may hold a table or a page of text; seals and logos are smaller."""
MAX_FIELDS = 40
"""Fields inside each other; Word itself takes some 20."""

_SYMBOLS = {
    "symbol": {0xB7: "•", 0xB4: "×", 0xB8: "÷", 0xB1: "±", 0xA3: "≤", 0xB3: "≥", 0xB9: "≠", 0xA5: "∞", 0x44: "Δ"},
    "wingdings": {
        0xA8: "□", 0x6F: "□", 0x71: "□", 0xFE: "☑", 0xFD: "☒", 0xFC: "✓", 0xFB: "✗", 0x6C: "●", 0x6E: "■",
        0x75: "◆", 0xA7: "▪", 0x9F: "•", 0xD8: "➢", 0xE0: "→", 0xF0: "⇨", 0xA1: "○", 0xAB: "★",
    },
    "wingdings 2": {0x52: "☑", 0x53: "☒", 0x54: "☒", 0x50: "✓", 0x4F: "✗", 0xA3: "□", 0x2A: "□", 0x98: "●"},
}  # fmt: skip
"""Characters of symbol fonts as characters of Unicode, by font."""
_CIRCLED = re.compile(r"\bEQ\s*\\o\s*(?:\\a[clr])?\s*[(（]\s*○\s*[,，;；]\s*(\d{1,2})\s*[)）]", re.IGNORECASE)
_POINTS = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]+)(pt|in|cm|mm|px)?", re.IGNORECASE)
_PER_UNIT = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "px": 0.75, "": 0.75}


@record(frozen=False)
class Paragraph:
    """One paragraph as it is shown."""

    text: str = ""
    size: float = 0.0
    contents: bool = False
    """Part of an automatic table of contents."""
    joins_next: bool = False
    """Its mark is deleted: the next paragraph goes on in it."""
    boxes: list[_Element] = field(default_factory=list)
    """Contents of text boxes."""
    drawn: list[str] = field(default_factory=list)
    """Texts of decorative writing (WordArt)."""
    pictures: list[str] = field(default_factory=list)
    """Relations of pictures that are large enough to hold a table."""
    objects: list[str] = field(default_factory=list)
    """Programs of embedded objects: "Excel.Sheet.12"."""


@record(frozen=False)
class _Field:
    in_result: bool = False
    instruction: str = ""


@record(frozen=False)
class _Making:
    """A paragraph in the making: runs of text with their sizes."""

    out: Paragraph
    chars: list[str] = field(default_factory=list)
    sizes: dict[float, int] = field(default_factory=dict)

    def add(self, text: str, size: float) -> None:
        self.chars.append(text)
        seen = len(text.strip())
        if seen:
            self.sizes[size] = self.sizes.get(size, 0) + seen


class TextReader:
    """Reads the paragraphs of one file in order."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[_Field] = []
        self.hidden: list[str] = []
        """Hidden texts that were left out."""
        self.changes = False
        """True if the file has changes that nobody accepted or refused."""

    def read(self, node: _Element, properties: Stated) -> Paragraph:
        """The paragraph ``w:p``; ``properties``: its own."""
        made = _Making(Paragraph())
        style = val(properties, "pStyle")
        size = self._styles.paragraph(style).size or 0.0
        in_contents = self._in_contents()
        self._inline(node, made, size, 0)
        out = made.out
        out.text = "".join(made.chars)
        out.size = max(made.sizes, key=lambda each: (made.sizes[each], each)) if made.sizes else size
        out.contents = in_contents or self._in_contents() or self._styles.name(style).startswith(("toc ", "目录 "))
        mark = properties.get(_RUN_PROPERTIES)
        out.joins_next = mark is not None and any(child.tag in _TAKEN for child in mark)
        if self._fields:
            # An instruction that its paragraph does not close is a broken file's: it must not hide all that follows.
            self._fields = [each for each in self._fields if each.in_result]
        return out

    def _in_contents(self) -> bool:
        return any(each.in_result and each.instruction.split()[:1] == ["TOC"] for each in self._fields)

    def _visible(self) -> bool:
        return not self._fields or all(each.in_result for each in self._fields)

    def _inline(self, node: _Element, made: _Making, size: float, depth: int) -> None:
        for child in node:
            tag = child.tag
            if tag == _RUN:
                self._run(child, made, size, deeper(depth))
            elif tag in _PARAGRAPH_PROPERTIES:
                continue
            elif tag in OPENED:
                self.changes = self.changes or tag in _CHANGES
                for inner in opened(child):
                    self._inline(inner, made, size, deeper(depth))
            elif tag in _CHANGES:
                self.changes = True
            elif tag in _MATHS and self._visible():
                made.add("".join(part.text or "" for part in child.iter(MATH + "t")), size)

    def _run(self, node: _Element, made: _Making, size: float, depth: int) -> None:
        for part in node:
            tag = part.tag
            if tag == _TEXT:
                if self._visible():
                    made.add(part.text or "", size)
            elif tag == _RUN_PROPERTIES:
                properties = {child.tag: child for child in part}
                if self._is_hidden(properties):
                    self._hide(node, made, size)
                    return
                style = self._styles.run(val(properties, "rStyle"))
                size = half_points(val(properties, "sz")) or style.size or size
            elif tag in OPENED:
                for inner in opened(part):
                    self._run(inner, made, size, deeper(depth))
            elif tag in (_FIELD_MARK, _INSTRUCTION):
                self._field(part, made, size)
            elif tag in _BREAKS:
                if self._visible():
                    made.add(_break(part), size)
            elif tag == _SYMBOL:
                if self._visible():
                    made.add(_symbol(part), size)
            elif tag == _RUBY:
                base = part.find(w("rubyBase"))
                if base is not None:
                    self._inline(base, made, size, deeper(depth))
            elif tag in _GRAPHICS:
                _graphics(part, made.out)

    def _is_hidden(self, properties: Stated) -> bool:
        stated = properties.get(_VANISH)
        return is_on(stated) if stated is not None else bool(self._styles.run(val(properties, "rStyle")).hidden)

    def _hide(self, node: _Element, made: _Making, size: float) -> None:
        """Note the text of a run that is not shown; fields begin and end in hidden runs too."""
        text = "".join(part.text or "" for part in node.iter(_TEXT)).strip()
        if text and self._visible():
            self.hidden.append(text)
        for part in node.iter(_FIELD_MARK, _INSTRUCTION):
            self._field(part, made, size)

    def _field(self, node: _Element, made: _Making, size: float) -> None:
        if node.tag == _INSTRUCTION:
            if self._fields and not self._fields[-1].in_result:
                self._fields[-1].instruction += node.text or ""
            return
        kind = node.get(w("fldCharType"))
        if kind == "begin":
            if self._visible() and (box := node.find(f"{w('ffData')}/{w('checkBox')}")) is not None:
                checked = switch(box, "checked")
                made.add("☑" if (switch(box, "default") if checked is None else checked) else "□", size)
            if len(self._fields) < MAX_FIELDS:
                self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            closed = self._fields.pop()
            if not closed.in_result and self._visible() and (found := _CIRCLED.search(closed.instruction)):
                made.add(numeral(int(found.group(1)), "decimalEnclosedCircle"), size)


_RUN, _TEXT, _SYMBOL, _RUBY = w("r"), w("t"), w("sym"), w("ruby")
_RUN_PROPERTIES, _VANISH = w("rPr"), w("vanish")
_PARAGRAPH_PROPERTIES = frozenset(w(name) for name in ("pPr", "bookmarkStart", "bookmarkEnd", "proofErr"))
_TAKEN = frozenset((w("del"), w("moveFrom")))
_FIELD_MARK, _INSTRUCTION = w("fldChar"), w("instrText")
_BREAKS = frozenset(w(name) for name in ("br", "cr", "tab", "ptab", "noBreakHyphen"))
_GRAPHICS = frozenset(w(name) for name in ("drawing", "pict", "object"))
_CHANGES = frozenset(w(name) for name in ("ins", "del", "moveFrom", "moveTo"))
_MATHS = frozenset((MATH + "oMath", MATH + "oMathPara"))
_BOX = w("txbxContent")


def _break(node: _Element) -> str:
    if node.tag == w("br"):
        return "\f" if node.get(w("type")) == "page" else "\n"
    if node.tag == w("noBreakHyphen"):
        return "-"
    return "\n" if node.tag == w("cr") else "\t"


def _symbol(node: _Element) -> str:
    """A character of a symbol font; the private one where nobody knows what it shows."""
    try:
        code = int(node.get(w("char")) or "", 16)
    except ValueError:
        return ""
    known = _SYMBOLS.get((node.get(w("font")) or "").lower(), {}).get(code & 0xFF if code >= 0xF000 else code)
    if known:
        return known
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000 else ""


def _graphics(node: _Element, out: Paragraph) -> None:
    """Text boxes, decorative writing, large pictures and embedded objects of one graphic, each once."""
    for part in _once(node):
        if part.tag == _BOX:
            out.boxes.append(part)
        elif part.tag == VML + "textpath":
            out.drawn.append(part.get("string") or "")
        elif part.tag == OFFICE + "OLEObject":
            out.objects.append(part.get("ProgID") or "")
        elif part.tag in (DRAWING + "inline", DRAWING + "anchor"):
            _drawing(part, out)
        elif part.tag == VML + "imagedata" and node.tag != w("object"):
            shape = part.getparent()
            if shape is not None and _is_large(*_shape_size(shape.get("style") or "")):
                out.pictures.append(part.get(r("id")) or "")


def _once(node: _Element) -> Iterator[_Element]:
    """All elements of a graphic, one of each pair of alternatives, without what is inside of text boxes."""
    for child in shown(node):
        yield child
        if child.tag != _BOX:
            yield from _once(child)


def _drawing(node: _Element, out: Paragraph) -> None:
    extent = node.find(DRAWING + "extent")
    if extent is None or node.get("behindDoc") in ("1", "true"):
        return  # a picture behind the text is the paper's decoration
    wide, high = (number(extent.get(name)) or 0 for name in ("cx", "cy"))
    if not _is_large(wide / POINTS, high / POINTS):
        return
    for part in node.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip"):
        out.pictures.append(part.get(r("embed")) or "")


def _shape_size(style: str) -> tuple[float, float]:
    found = {name.lower(): float(size) * _PER_UNIT[(unit or "").lower()] for name, size, unit in _sizes(style)}
    return found.get("width", 0.0), found.get("height", 0.0)


def _sizes(style: str) -> list[tuple[str, str, str]]:
    return [
        (name, size, unit)
        for name, size, unit in _POINTS.findall(style[:2000])
        if size.count(".") <= 1 and size.strip(".")
    ]


def _is_large(wide: float, high: float) -> bool:
    return wide >= LARGE[0] and high >= LARGE[1]
