"""Text boxes that lie over a sheet: notes and titles that are in no cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgetextract.sources.packages import Package, relations
from budgetextract.sources.sheets.sheet import MAX_COLUMN, MAX_ROW, SheetCell, address
from budgetextract.sources.sheets.xlsx_styles import local

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_BOXES = 200
"""Text boxes of one sheet."""


def text_boxes(package: Package, sheet_part: str) -> list[SheetCell]:
    """The texts of a sheet's boxes, each as if in the cell under its upper left corner; hidden boxes are left out."""
    found: list[SheetCell] = []
    for kind, target in relations(package, sheet_part).values():
        root = package.xml_or_none(target) if kind == "drawing" else None
        if root is None:
            continue
        for anchor in root:
            where = _corner(anchor)
            texts = [text for shape in anchor if local(shape) == "sp" for text in [_text(shape)] if text]
            if where and texts and len(found) < MAX_BOXES:
                found.append(SheetCell(*where, text="\n".join(texts), address=address(*where)))
    return sorted(found, key=lambda box: (box.row, box.column))


def _corner(anchor: _Element) -> tuple[int, int] | None:
    for child in anchor:
        if local(child) == "from":
            numbers = {local(part): (part.text or "").strip() for part in child}
            row, column = numbers.get("row", ""), numbers.get("col", "")
            if row.isdigit() and column.isdigit() and len(row) < 8 and len(column) < 6:
                return (int(row), int(column)) if int(row) < MAX_ROW and int(column) < MAX_COLUMN else None
    return None


def _text(shape: _Element) -> str:
    """The paragraphs of a shape, one a line."""
    if any(local(part) == "cNvPr" and part.get("hidden") in ("1", "true") for part in shape.iter()):
        return ""
    paragraphs = []
    for part in shape.iter():
        if local(part) == "p":
            runs = (run.text or "" for run in part.iter() if local(run) == "t")
            paragraphs.append("".join(runs).strip())
    return "\n".join(filter(None, paragraphs))
