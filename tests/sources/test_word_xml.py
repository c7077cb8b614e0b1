"""Word files as one XML file: Word 2003 XML out of templates, and flat packages."""

from __future__ import annotations

import base64
import io
import zipfile

import pytest

from budgetextract.errors import DamagedInput
from budgetextract.extraction.lines import page_lines
from budgetextract.extraction.tables import stated_grids
from budgetextract.model.document import SourceDocument
from budgetextract.sources.docx.word_xml import read
from budgetextract.sources.read import Reading, digest, read_source
from sources.word_files import level, numbered, numbering, paragraph, row, table, word_file

HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><?mso-application progid="Word.Document"?>'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" '
    'xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" '
    'xmlns:aml="http://schemas.microsoft.com/aml/2001/core" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:st1="urn:schemas-microsoft-com:office:smarttags">'
)
LISTS = (
    '<w:lists><w:listDef w:listDefId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:nfc w:val="37"/>'
    '<w:suff w:val="Nothing"/><w:lvlText w:val="%1、"/></w:lvl></w:listDef>'
    '<w:list w:ilfo="1"><w:ilst w:val="0"/></w:list></w:lists>'
)
STYLES = (
    '<w:styles><w:style w:type="paragraph" w:default="on" w:styleId="a"><w:name w:val="Normal"/>'
    '<w:rPr><w:sz w:val="21"/></w:rPr></w:style></w:styles>'
)
LISTED = '<w:pPr><w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/></w:listPr></w:pPr>'


def text(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def change(kind: str, inner: str) -> str:
    return f'<aml:annotation w:type="Word.{kind}"><aml:content>{inner}</aml:content></aml:annotation>'


def old_cell(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{text(words)}</w:p></w:tc>"


TITLE = '<w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="44"/></w:rPr><w:t>某局2024年部门预算</w:t></w:r>'
BEGINS, WIDE = '<w:vmerge w:val="restart"/>', '<w:gridSpan w:val="2"/>'
CHANGED = change("Insertion", text("406.62万元")) + change("Deletion", "<w:r><w:delText>9.99</w:delText></w:r>")
BODY = (
    f"<w:p>{TITLE}</w:p><wx:sub-section><w:p>{LISTED}{text('主要职责')}</w:p><w:p>{LISTED}{text('收支情况')}</w:p>"
    f'<w:p><w:pPr><w:ind w:first-line-chars="200"/></w:pPr><st1:chsdate>{text("2024年")}</st1:chsdate>'
    f"{text('收入')}{CHANGED}</w:p></wx:sub-section><w:tbl>"
    f"<w:tr>{old_cell('科目', BEGINS)}{old_cell('本年', WIDE)}</w:tr>"
    f"<w:tr>{old_cell('', '<w:vmerge/>')}{old_cell('合计')}{old_cell('基本')}</w:tr></w:tbl>"
)


def shown(made: SourceDocument) -> tuple[list[str], list[tuple[int, int, int, int, str]]]:
    page = made.pages[0]
    grids = stated_grids(page)
    lines = [line.text for line in page_lines(page, [grid.bbox for grid in grids])]
    return lines, [(c.row, c.column, c.row_span, c.column_span, c.text) for grid in grids for c in grid.cells]


def test_word_2003_keeps_numbers_merged_cells_and_inserted_text() -> None:
    data = f"{HEAD}{LISTS}{STYLES}<w:body><wx:sect>{BODY}<w:sectPr/></wx:sect></w:body></w:wordDocument>".encode()
    made = read_source(data, "a.doc")
    lines, cells = shown(made)
    assert lines == ["某局2024年部门预算", "一、主要职责", "二、收支情况", "2024年收入406.62万元"]
    assert cells == [(0, 0, 2, 1, "科目"), (0, 1, 1, 2, "本年"), (1, 1, 1, 1, "合计"), (1, 2, 1, 1, "基本")]
    assert [line.size for line in page_lines(made.pages[0])][:2] == [22, 10.5]
    assert (made.reader, made.media_type, made.sha256) == ("docx", "application/xml", digest(data))
    assert [problem.code for problem in made.problems] == ["tracked_changes"]


def flat(package: bytes) -> bytes:
    """A package as one XML file."""
    parts = []
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        for name in archive.namelist():
            if name == "[Content_Types].xml":
                continue
            words = archive.read(name).decode()
            inner = f"<pkg:xmlData>{words.partition('?>')[2] or words}</pkg:xmlData>"
            parts.append(f'<pkg:part pkg:name="/{name}" pkg:contentType="x">{inner}</pkg:part>')
    picture = base64.b64encode(b"picture").decode()
    parts.append(f'<pkg:part pkg:name="/word/a.bin"><pkg:binaryData>{picture}</pkg:binaryData></pkg:part>')
    head = '<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
    return f"{head}{''.join(parts)}</pkg:package>".encode()


def test_a_flat_package_is_the_package() -> None:
    lists = numbering({0: level(0, "chineseCounting", "（%1）")}, {1: (0, "")})
    data = word_file(paragraph("收支情况", numbered(1)) + table(row("a", "b"), row("1", "2")), {"numbering.xml": lists})
    made = read_source(flat(data), "a.xml")
    assert shown(made) == shown(read_source(data, "a.docx"))
    assert shown(made)[0] == ["（一）收支情况"]


@pytest.mark.parametrize(
    "data",
    [
        b"<a/>",
        HEAD.encode(),
        HEAD.replace("<?mso", '<!DOCTYPE x [<!ENTITY a "b">]><?mso').encode() + b"</w:wordDocument>",
        b'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>',
    ],
)
def test_other_xml_is_no_word_file(data: bytes) -> None:
    with pytest.raises(DamagedInput):
        read(data, "a.xml", Reading())
