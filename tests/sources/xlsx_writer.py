"""Tiny XLSX files written part by part, so that each oddity of a real maker can be put into them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from budgetextract.sources.sheets.sheet import address

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    b'spreadsheetml.sheet.main+xml"/></Types>'
)

Value = str | int | float | None
Row = Sequence[Value]


@dataclass(frozen=True)
class Tab:
    """A sheet: rows of values from A1 on, or ``cells`` as XML of its own; ``state`` as the workbook names it.

    ``merged``: ranges. ``boxed``: every cell of ``box`` (first row, end row, first column, end column) has borders.
    """

    name: str
    rows: Sequence[Row] = ()
    merged: Sequence[str] = ()
    box: tuple[int, int, int, int] | None = None
    state: str = ""
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    data: str = ""
    before: str = ""
    code: int = 4
    """Style of numbers: index into ``CODES``."""


CODES = ("General", "@", "0", "0.00", "#,##0.00", "#,##0.00;-#,##0.00;;@", "yyyy/m/d", ";;;")
"""Number formats by style; ``len(CODES)`` further on the same with borders."""


def styles() -> bytes:
    """Styles 0 to n-1 plain, n to 2n-1 with borders, one for each of ``CODES``."""
    formats = "".join(f'<numFmt numFmtId="{164 + i}" formatCode="{escape(code)}"/>' for i, code in enumerate(CODES))
    sides = "".join(f'<{side} style="thin"/>' for side in ("left", "right", "top", "bottom"))
    cells = "".join(
        f'<xf numFmtId="{164 + i}" borderId="{border}" fontId="0"/>' for border in (0, 1) for i in range(len(CODES))
    )
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><fonts><font><sz val="11"/></font></fonts>'
        f"<borders><border/><border>{sides}</border></borders><cellXfs>{cells}</cellXfs></styleSheet>"
    ).encode()


def cell(row: int, column: int, value: Value, style: int = 0) -> str:
    """One cell as XML."""
    where = address(row, column)
    if value is None:
        return f'<c r="{where}" s="{style}"/>' if style else ""
    if isinstance(value, str):
        return f'<c r="{where}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{where}" s="{style}"><v>{value!r}</v></c>'


def sheet(tab: Tab) -> bytes:
    """A sheet's part."""
    columns = "".join(f'<col min="{c + 1}" max="{c + 1}" width="9" hidden="1"/>' for c in tab.hidden_columns)
    rows = []
    width = max((len(row) for row in tab.rows), default=0)
    top, end, left, right = tab.box or (0, 0, 0, 0)
    for number, values in enumerate(tab.rows):
        cells = []
        for column in range(max(width, right)):
            value = values[column] if column < len(values) else None
            style = 0 if isinstance(value, str) or value is None else tab.code
            if top <= number < end and left <= column < right:
                style += len(CODES)
            cells.append(cell(number, column, value, style))
        hidden = ' hidden="1"' if number in tab.hidden_rows else ""
        rows.append(f'<row r="{number + 1}"{hidden}>{"".join(cells)}</row>')
    merged = "".join(f'<mergeCell ref="{reference}"/>' for reference in tab.merged)
    return (
        f'<worksheet xmlns="{MAIN}">{tab.before}{f"<cols>{columns}</cols>" if columns else ""}'
        f"<sheetData>{tab.data or ''.join(rows)}</sheetData>"
        f"{f'<mergeCells>{merged}</mergeCells>' if merged else ''}</worksheet>"
    ).encode()


def parts(*tabs: Tab, settings: str = "") -> dict[str, bytes]:
    """All parts of a workbook by name."""
    entries = "".join(
        f'<sheet name="{escape(tab.name)}" sheetId="{i}" r:id="rId{i}"{f" state={tab.state!r}" if tab.state else ""}/>'
        for i, tab in enumerate(tabs, 1)
    ).replace("'", '"')
    targets = "".join(
        f'<Relationship Id="rId{i}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(tabs) + 1)
    )
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": (
            f'<Relationships xmlns="{RELATIONS}">'
            f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ).encode(),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{settings}<sheets>{entries}</sheets></workbook>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{RELATIONS}">{targets}'
            f'<Relationship Id="rIdS" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
        ).encode(),
        "xl/styles.xml": styles(),
        **{f"xl/worksheets/sheet{i}.xml": sheet(tab) for i, tab in enumerate(tabs, 1)},
    }


def package(content: Mapping[str, bytes]) -> bytes:
    """Parts as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return out.getvalue()


def workbook(*tabs: Tab, settings: str = "") -> bytes:
    """A whole file."""
    return package(parts(*tabs, settings=settings))
