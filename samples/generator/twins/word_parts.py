"""Runs and tables of a Word document as their XML."""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from generator.grid import Placed, Table, place

SPLIT = re.compile(r"[\x20-\x7e]+|[^\x20-\x7e]+")
"""Chinese and Latin have fonts of their own, so office programs write them as runs of their own."""
_ALIGN = {"left": "left", "centre": "center", "right": "right"}


def add_runs(paragraph: Any, text: str, size: float, *, bold: bool = False) -> None:
    """The text as runs by script."""
    for part in SPLIT.findall(text):
        run = paragraph.add_run(part)
        run.font.size = Pt(size)
        if bold:
            run.font.bold = True


def table_element(table: Table) -> Any:
    """A table with its merged cells: gridSpan across, vMerge down."""
    rows = [*table.header, *table.body]
    wide = len(table.widths)
    whole = sum(table.widths)
    grid = "".join(f'<w:gridCol w:w="{round(9000 * share / whole)}"/>' for share in table.widths)
    edges = "" if table.rules == "none" else _borders()
    lines: list[list[str]] = [[] for _ in rows]
    for one in sorted(place(rows, wide), key=lambda one: one.left):
        align = one.cell.align or (table.aligns[one.left] if table.aligns else "left")
        for row in range(one.top, one.bottom):
            lines[row].append(_cell(one, row, _ALIGN[align], table.size))
    repeat = "<w:trPr><w:tblHeader/></w:trPr>" if table.repeat_header else ""
    body = "".join(
        f"<w:tr>{repeat if index < len(table.header) else ''}{''.join(line)}</w:tr>" for index, line in enumerate(lines)
    )
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="0" w:type="auto"/>{edges}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def _borders() -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return f"<w:tblBorders>{sides}</w:tblBorders>"


def _cell(one: Placed, row: int, align: str, size: float) -> str:
    span = f'<w:gridSpan w:val="{one.cell.columns}"/>' if one.cell.columns > 1 else ""
    if one.cell.rows > 1:
        span += '<w:vMerge w:val="restart"/>' if row == one.top else "<w:vMerge/>"
    texts = one.cell.text.split("\n") if row == one.top else [""]
    return f"<w:tc><w:tcPr>{span}</w:tcPr>{''.join(_paragraph(text, align, size) for text in texts)}</w:tc>"


def _paragraph(text: str, align: str, size: float) -> str:
    look = f'<w:rPr><w:sz w:val="{round(2 * size)}"/></w:rPr>'
    runs = "".join(f'<w:r>{look}<w:t xml:space="preserve">{escape(part)}</w:t></w:r>' for part in SPLIT.findall(text))
    place_ = f'<w:pPr><w:jc w:val="{align}"/></w:pPr>' if align != "left" else ""
    return f"<w:p>{place_}{runs}</w:p>"
