"""The styles of an XLSX workbook as far as reading needs them: number format, borders, size, alignment of each cell.

Styles written by other programs than Excel are often not quite valid; whatever is missing or odd counts as plain.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from budgetextract.record import record
from budgetextract.sources.sheets.number_codes import BUILT_IN
from budgetextract.sources.sheets.sheet import BOTTOM, LEFT, RIGHT, TOP

if TYPE_CHECKING:
    from lxml.etree import _Element

_T = TypeVar("_T")
_SIDES = {"left": LEFT, "start": LEFT, "right": RIGHT, "end": RIGHT, "top": TOP, "bottom": BOTTOM}
_ALIGNMENTS = {"left": "left", "center": "center", "centerContinuous": "center", "right": "right", "distributed": ""}


@record
class Style:
    """What a cell's style says."""

    code: str = "General"
    borders: int = 0
    size: float = 0.0
    align: str = ""
    across: bool = False
    """Centred over the blank cells at its right (跨列居中) without being merged."""


def local(element: _Element) -> str:
    """An element's name without its namespace: strict and transitional files differ in it alone."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def read_styles(root: _Element | None) -> tuple[Style, ...]:
    """The styles that cells name by index; one plain style where there are none."""
    if root is None:
        return (Style(),)
    parts = {local(child): child for child in root}
    codes = dict(BUILT_IN)
    for entry in parts.get("numFmts", ()):
        number = _int(entry.get("numFmtId"))
        if number is not None and entry.get("formatCode") is not None:
            codes[number] = entry.get("formatCode") or "General"
    borders = [_borders(entry) for entry in parts.get("borders", ())]
    sizes = [_size(entry) for entry in parts.get("fonts", ())]
    styles = []
    for entry in parts.get("cellXfs", ()):
        if local(entry) != "xf":
            continue
        alignment = next((child for child in entry if local(child) == "alignment"), None)
        horizontal = (alignment.get("horizontal") or "") if alignment is not None else ""
        styles.append(
            Style(
                code=codes.get(_int(entry.get("numFmtId")) or 0, "General"),
                borders=_at(borders, entry.get("borderId"), 0),
                size=_at(sizes, entry.get("fontId"), 0.0),
                align=_ALIGNMENTS.get(horizontal, ""),
                across=horizontal == "centerContinuous",
            )
        )
    return tuple(styles) or (Style(),)


def _borders(entry: _Element) -> int:
    bits = 0
    for side in entry:
        if side.get("style") not in (None, "none"):
            bits |= _SIDES.get(local(side), 0)
    return bits


def _size(entry: _Element) -> float:
    for child in entry:
        if local(child) == "sz":
            try:
                return float(child.get("val") or 0)
            except ValueError:
                return 0.0
    return 0.0


def _int(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def _at(values: list[_T], index: str | None, default: _T) -> _T:
    number = _int(index)
    return values[number] if number is not None and number < len(values) else default
