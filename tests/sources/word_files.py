"""Word files made for tests out of raw XML: what no library writes, but Word, WPS and their users do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData"'
)
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_TYPE}.numbering+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word_file(body: str, parts: Mapping[str, str | bytes] | None = None, *, head: str = NAMES) -> bytes:
    """A Word file with this body; ``parts``: other parts of ``word/`` by file name (styles.xml …)."""
    others = dict(parts or {})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", _relations({"officeDocument": "word/document.xml"}))
        archive.writestr(
            "word/document.xml", f"<?xml version='1.0'?><w:document {head}><w:body>{body}</w:body></w:document>"
        )
        kinds = {name.partition(".")[0]: name for name in others}
        archive.writestr("word/_rels/document.xml.rels", _relations(kinds))
        for name, content in others.items():
            archive.writestr(f"word/{name}", content)
    return out.getvalue()


def _relations(targets: Mapping[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="r{kind}" Type="{RELATIONS}/{kind}" Target="{target}"/>' for kind, target in targets.items()
    )
    return (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{rows}</Relationships>"
    )


def styles(inner: str) -> str:
    """A styles part."""
    return f"<w:styles {NAMES}>{inner}</w:styles>"


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str, properties: str = "") -> str:
    """A paragraph of runs, or of one text."""
    inner = inner if inner.startswith("<") or not inner else run(inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def cell(inner: str, properties: str = "") -> str:
    """A cell of a table with one text, or with paragraphs and tables."""
    inner = inner if inner.startswith(("<w:p>", "<w:tbl>")) else paragraph(inner)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells, given as cells or as texts."""
    made = "".join(each if each.startswith("<w:tc>") else cell(each) for each in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{made}</w:tr>"


def table(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def numbered(number: int, level: int = 0) -> str:
    """Properties of a paragraph of a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def level(depth: int, form: str, text: str, more: str = "") -> str:
    """A level of an abstract list."""
    inner = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{inner}</w:lvl>'


def numbering(lists: Mapping[int, str], numbers: Mapping[int, tuple[int, str]]) -> str:
    """A numbering part: levels by abstract list; abstract list and overrides by list."""
    abstract = "".join(f'<w:abstractNum w:abstractNumId="{k}">{inner}</w:abstractNum>' for k, inner in lists.items())
    used = "".join(
        f'<w:num w:numId="{k}"><w:abstractNumId w:val="{of}"/>{more}</w:num>' for k, (of, more) in numbers.items()
    )
    return f"<w:numbering {NAMES}>{abstract}{used}</w:numbering>"
