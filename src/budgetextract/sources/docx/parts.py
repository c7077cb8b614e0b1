"""Word's XML: names, small readings of attributes, and the parts of a file as trees.

Files of the strict variant of the standard use other namespaces for the same elements; they are brought to the usual
ones before they are parsed. Elements of other makers' namespaces (WPS, Kingsoft) are no text and passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from budgetextract.errors import DamagedInput, LimitExceeded
from budgetextract.sources.packages import Package, parse_xml, refuse_doctype, relations

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = tuple(
    (f"http://purl.oclc.org/ooxml/{strict}".encode(), f"http://schemas.openxmlformats.org/{usual}".encode())
    for strict, usual in (
        ("wordprocessingml/main", "wordprocessingml/2006/main"),
        ("officeDocument/relationships", "officeDocument/2006/relationships"),
        ("officeDocument/math", "officeDocument/2006/math"),
        ("drawingml/wordprocessingDrawing", "drawingml/2006/wordprocessingDrawing"),
        ("drawingml/main", "drawingml/2006/main"),
    )
)
MAX_NESTING = 40
"""Tables, boxes and content controls inside each other; layouts made of tables reach 6."""
_MEASURE = re.compile(r"(-?\d+(?:\.\d+)?)(pt|in|cm|mm|pc|pi)?")
_TWIPS = {"": 1.0, "pt": 20.0, "in": 1440.0, "cm": 1440 / 2.54, "mm": 144 / 2.54, "pc": 240.0, "pi": 240.0}


@cache
def w(name: str) -> str:
    """The full name of an element or attribute of Word."""
    return _W + name


def r(name: str) -> str:
    """The full name of an attribute that names a relation."""
    return _R + name


VAL = w("val")
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VML = "{urn:schemas-microsoft-com:vml}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATE = _MC + "AlternateContent"
_CHOICE, _FALLBACK = _MC + "Choice", _MC + "Fallback"

WRAPPERS = frozenset(
    w(name) for name in ("ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo", "sdtContent")
)
"""Elements that show what is in them: accepted changes, links, content controls."""
CONTROL, CONTROL_CONTENT = w("sdt"), w("sdtContent")


def shown(node: _Element) -> Iterator[_Element]:
    """The children of a node as they are shown: wrappers opened, one of each pair of alternatives, nothing deleted."""
    for child in node:
        tag = child.tag
        if tag in WRAPPERS:
            yield from shown(child)
        elif tag == CONTROL:
            content = child.find(CONTROL_CONTENT)
            if content is not None:
                yield from shown(content)
        elif tag == ALTERNATE:
            yield from shown(alternative(child))
        else:
            yield child


OPENED = WRAPPERS | {CONTROL, ALTERNATE}
"""Elements that are no content themselves."""


def opened(node: _Element) -> Iterator[_Element]:
    """What holds the content of one of ``OPENED``."""
    if node.tag in WRAPPERS:
        yield node
    elif node.tag == CONTROL:
        content = node.find(CONTROL_CONTENT)
        if content is not None:
            yield content
    else:
        yield alternative(node)


def alternative(node: _Element) -> _Element:
    """The first choice of an AlternateContent; its fallback where no choice holds anything."""
    for child in node:
        if child.tag == _CHOICE and len(child):
            return child
    fallback = node.find(_FALLBACK)
    return fallback if fallback is not None else node


def value(node: _Element | None, name: str) -> str | None:
    """``w:val`` of a child, None where there is no such child or value."""
    child = node.find(w(name)) if node is not None else None
    return child.get(VAL) if child is not None else None


def switch(node: _Element | None, name: str) -> bool | None:
    """A property that is on or off; None where it is not stated."""
    child = node.find(w(name)) if node is not None else None
    return None if child is None else is_on(child)


def is_on(node: _Element) -> bool:
    """True for a property that is on: it stands there, and its value says nothing else."""
    return node.get(VAL, "1").lower() not in ("0", "false", "off", "none")


Stated = Mapping[Any, "_Element"]
"""The properties that an element states, by name."""
_NOTHING_STATED: Stated = {}


def stated(node: _Element, kind: str) -> Stated:
    """The properties in the child ``kind`` (pPr, tcPr, trPr) of a node. A loop: ``find`` is slower than that."""
    tag = w(kind)
    for child in node:
        if child.tag == tag:
            return {each.tag: each for each in child}
    return _NOTHING_STATED


def val(properties: Stated, name: str) -> str | None:
    """``w:val`` of a stated property, None where it is not stated."""
    found = properties.get(w(name))
    return found.get(VAL) if found is not None else None


def number(text: str | None) -> int | None:
    """A whole number out of an attribute, None where there is none; some makers write 12.0."""
    try:
        return int(float(text)) if text else None
    except (ValueError, OverflowError):
        return None


def twips(text: str | None) -> float | None:
    """A measure in twentieths of a point, from a bare number or one with a unit."""
    found = _MEASURE.fullmatch(text.strip()) if text else None
    return float(found.group(1)) * _TWIPS[found.group(2) or ""] if found else None


def half_points(text: str | None) -> float | None:
    """A font size in points out of half points, or out of a number with a unit."""
    found = _MEASURE.fullmatch(text.strip()) if text else None
    if not found:
        return None
    unit = found.group(2) or ""
    return float(found.group(1)) * (_TWIPS[unit] / 20 if unit else 0.5)


class Parts:
    """The parts of one Word file that its text needs, parsed."""

    def __init__(self, package: Package, file_name: str) -> None:
        self._package = package
        self._file = file_name
        self.main = self._main_part()
        self._relations = relations(package, self.main)

    def _main_part(self) -> str:
        for kind, target in relations(self._package, "").values():
            if kind == "officeDocument" and target in self._package:
                return target
        if "word/document.xml" in self._package:
            return "word/document.xml"
        raise DamagedInput(file=self._file)

    def document(self) -> _Element:
        """The main part. Raises DamagedInput."""
        return self._parsed(self._package.read(self.main))

    def part(self, kind: str) -> _Element | None:
        """The part of a kind (styles, numbering, footnotes) that the main one names; None where it is not there."""
        for found, target in self._relations.values():
            if found == kind and target in self._package:
                data = self._package.read(target)
                refuse_doctype(data, self._file)
                try:
                    return self._parsed(data)
                except DamagedInput:
                    return None
        return None

    def target(self, ident: str | None) -> str:
        """The part that a relation of the main part names, "" where it leads out of the file or nowhere."""
        return self._relations.get(ident or "", ("", ""))[1]

    def data(self, part: str) -> bytes:
        """The bytes of a part. Raises DamagedInput, LimitExceeded."""
        return self._package.read(part)

    @property
    def has_macros(self) -> bool:
        return any(name.lower().endswith("vbaproject.bin") for name in self._package.names)

    def _parsed(self, data: bytes) -> _Element:
        if b"purl.oclc.org/ooxml" in data[:8192]:
            for strict, usual in _STRICT:
                data = data.replace(strict, usual)
        return parse_xml(data, self._file)


def deeper(depth: int) -> int:
    """One level further in. Raises LimitExceeded."""
    if depth >= MAX_NESTING:
        raise LimitExceeded(limit="nesting", value=f"> {MAX_NESTING}", allowed=str(MAX_NESTING))
    return depth + 1
