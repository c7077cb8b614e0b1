"""Runs and tables of a Word document as their XML."""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from generator.grid import Placed, Table, place
from generator.twins.numbers import number_of

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


def table_element(table: Table, *, padded: bool = False) -> Any:
    """A table with its merged cells: gridSpan across, vMerge down. ``padded``: blanks around the amounts."""
    rows = [*table.header, *table.body]
    wide = len(table.widths)
    whole = sum(table.widths)
    grid = "".join(f'<w:gridCol w:w="{round(9000 * share / whole)}"/>' for share in table.widths)
    edges = "" if table.rules == "none" else _borders()
    lines: list[list[str]] = [[] for _ in rows]
    for one in sorted(place(rows, wide), key=lambda one: one.left):
        align = one.cell.align or (table.aligns[one.left] if table.aligns else "left")
        for row in range(one.top, one.bottom):
            lines[row].append(_cell(one, row, _ALIGN[align], table.size, padded=padded))
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


def _cell(one: Placed, row: int, align: str, size: float, *, padded: bool) -> str:
    span = f'<w:gridSpan w:val="{one.cell.columns}"/>' if one.cell.columns > 1 else ""
    if one.cell.rows > 1:
        span += '<w:vMerge w:val="restart"/>' if row == one.top else "<w:vMerge/>"
    texts = one.cell.text.split("\n") if row == one.top else [""]
    if padded and number_of(one.cell.text):
        texts = [f" {text} " if text else "" for text in texts]
    return f"<w:tc><w:tcPr>{span}</w:tcPr>{''.join(_paragraph(text, align, size) for text in texts)}</w:tc>"


def _paragraph(text: str, align: str, size: float) -> str:
    look = f'<w:rPr><w:sz w:val="{round(2 * size)}"/></w:rPr>'
    runs = "".join(f'<w:r>{look}<w:t xml:space="preserve">{escape(part)}</w:t></w:r>' for part in SPLIT.findall(text))
    place_ = f'<w:pPr><w:jc w:val="{align}"/></w:pPr>' if align != "left" else ""
    return f"<w:p>{place_}{runs}</w:p>"


def run_element(text: str) -> Any:
    """A run with a text or a tab."""
    run = OxmlElement("w:r")
    if text == "\t":
        run.append(OxmlElement("w:tab"))
    else:
        inner = OxmlElement("w:t")
        inner.text = text
        inner.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(inner)
    return run


def add_field(parent: Any, code: str, shown: str) -> None:
    """A field in runs of its own: begin, code, separator, what it shows, end."""
    for kind in ("begin", "code", "separate", "shown", "end"):
        if kind == "shown":
            parent.append(run_element(shown))
            continue
        run = OxmlElement("w:r")
        if kind == "code":
            inner = OxmlElement("w:instrText")
            inner.text = f" {code} "
        else:
            inner = OxmlElement("w:fldChar")
            inner.set(qn("w:fldCharType"), kind)
        run.append(inner)
        parent.append(run)


def text_box(text: str, size: float) -> Any:
    """A run with a text box, as old programs write it."""
    return parse_xml(
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>'
        '<v:shape style="width:400pt;height:80pt"><v:textbox><w:txbxContent><w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
        f'<w:r><w:rPr><w:sz w:val="{round(2 * size)}"/></w:rPr><w:t>{escape(text)}</w:t></w:r></w:p>'
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )


def track(paragraph: Any, number: int) -> None:
    """Keep changes in a paragraph: its last run as inserted, and a deleted amount before it."""
    run = paragraph._p.findall(qn("w:r"))[-1]
    who = f'{nsdecls("w")} w:author="办公室" w:date="2024-02-05T09:00:00Z"'
    deleted = parse_xml(f'<w:del w:id="{number}" {who}><w:r><w:delText>999.99万元，</w:delText></w:r></w:del>')
    inserted = parse_xml(f'<w:ins w:id="{number + 1}" {who}/>')
    run.addprevious(deleted)
    run.addprevious(inserted)
    inserted.append(run)
