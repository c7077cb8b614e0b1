"""Archives, office and web files that should not exist."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
)
RELS = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rels}</Relationships>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BOMB = (
    '<!DOCTYPE b [<!ENTITY a "haha">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    + "]>"
)
OUTSIDE = '<!DOCTYPE b [<!ENTITY j SYSTEM "file:///etc/passwd">]>'


def zipped(members: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), data, compression)
    return out.getvalue()


# --- Word


def docx(body: str = "", *, before: str = "", members: dict[str, bytes | str] | None = None, rels: str = "") -> bytes:
    """A Word file out of the XML of its body; ``before`` stands between the declaration and the root."""
    parts = (
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/>'
    )
    root = f'<w:document xmlns:w="{W}" xmlns:r="{OFFICE}"><w:body>{body}</w:body></w:document>'
    document = f'<?xml version="1.0" encoding="UTF-8"?>{before}{root}'
    main = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    return zipped(
        {
            "[Content_Types].xml": CONTENT_TYPES.format(parts=parts),
            "_rels/.rels": RELS.format(rels=main),
            "word/document.xml": document,
            "word/_rels/document.xml.rels": RELS.format(rels=rels),
        }
        | (members or {})
    )


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


TITLE = paragraph("某县档案局2024年部门预算")


def docx_entities() -> bytes:
    return docx(paragraph("&j;"), before=BOMB)


def docx_outside_entity() -> bytes:
    return docx(paragraph("&j;"), before=OUTSIDE)


def docx_links() -> bytes:
    """A template, a picture and a frame at other addresses and in files of the reader's machine."""
    rels = "".join(
        f'<Relationship Id="r{i}" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
        for i, (kind, target) in enumerate(
            [
                ("attachedTemplate", "http://127.0.0.1:9/evil.dotm"),
                ("image", "file:///etc/passwd"),
                ("frame", "\\\\127.0.0.1\\share\\x"),
                ("oleObject", "../../../../etc/passwd"),
            ]
        )
    )
    return docx(TITLE, rels=rels)


def docx_macros() -> bytes:
    return docx(TITLE, members={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"Sub AutoOpen" * 100})


def docx_deep_tables(levels: int = 3000) -> bytes:
    return docx("<w:tbl><w:tr><w:tc>" * levels + paragraph("1") + "</w:tc></w:tr></w:tbl>" * levels)


def docx_wide_span() -> bytes:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="2147483647"/></w:tcPr><w:p/></w:tc>'
    return docx(TITLE + f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>")


def docx_bomb() -> bytes:
    """A document of 2 GB of blanks."""
    return zipped({"[Content_Types].xml": CONTENT_TYPES.format(parts=""), "word/document.xml": b" " * (1 << 31)})


def docx_without_document() -> bytes:
    return zipped({"[Content_Types].xml": CONTENT_TYPES.format(parts=""), "word/styles.xml": "<x/>"})


def docx_numbering_loop() -> bytes:
    """Styles based on each other, numbering that follows a style that follows the numbering."""
    styles = (
        f'<w:styles xmlns:w="{W}">'
        '<w:style w:type="paragraph" w:styleId="A"><w:basedOn w:val="B"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
    )
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="A"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    styled = TITLE.replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr>')
    rels = "".join(
        f'<Relationship Id="s{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in ("styles", "numbering")
    )
    return docx(styled, members={"word/styles.xml": styles, "word/numbering.xml": numbering}, rels=rels)


# --- spreadsheets


def xlsx(rows: str = "", *, before: str = "", members: dict[str, bytes | str] | None = None, after: str = "") -> bytes:
    """A workbook of one sheet out of the XML of its rows."""
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = (
        f'<Override PartName="/xl/workbook.xml" ContentType="{main}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{main}.worksheet+xml"/>'
    )
    sheet = f'<worksheet xmlns="{S}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    entry = '<sheet name="1" sheetId="1" r:id="rId1"/>'
    book = f'<workbook xmlns="{S}" xmlns:r="{OFFICE}"><sheets>{entry}</sheets></workbook>'
    rel = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    sheet_rel = f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    return zipped(
        {
            "[Content_Types].xml": CONTENT_TYPES.format(parts=parts),
            "_rels/.rels": RELS.format(rels=rel),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": RELS.format(rels=sheet_rel),
            "xl/worksheets/sheet1.xml": f'<?xml version="1.0"?>{before}{sheet}',
        }
        | (members or {})
    )


def inline(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


ROW = f'<row r="1">{inline("A1", "某县档案局2024年收支总表 单位：万元")}</row>'


def xlsx_ten_million() -> bytes:
    """Ten million cells, in a file of less than a megabyte a piece."""
    row = '<row r="{}">' + "".join("<c><v>1</v></c>" for _ in range(1000)) + "</row>"
    return xlsx("".join(row.format(i + 1) for i in range(10_000)))


def xlsx_lying_size() -> bytes:
    return xlsx(ROW + f'<row r="1048576">{inline("XFD1048576", "end")}</row>')


def xlsx_merged_whole() -> bytes:
    return xlsx(ROW, after='<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>')


def xlsx_many_merges(count: int = 50_000) -> bytes:
    merges = "".join(f'<mergeCell ref="A{i}:C{i}"/>' for i in range(2, count + 2))
    return xlsx(ROW, after=f'<mergeCells count="{count}">{merges}</mergeCells>')


def xlsx_entities() -> bytes:
    return xlsx(f'<row r="1">{inline("A1", "&j;")}</row>', before=BOMB)


def xlsx_outside_entity() -> bytes:
    return xlsx(f'<row r="1">{inline("A1", "&j;")}</row>', before=OUTSIDE)


def xlsx_formulas() -> bytes:
    """Formulas that would run programs or call addresses if anything worked them out."""
    cells = '<c r="A2"><f>cmd|\' /C calc\'!A0</f></c><c r="B2"><f>WEBSERVICE("http://127.0.0.1:9/")</f><v>1</v></c>'
    return xlsx(ROW + f'<row r="2">{cells}</row>')


def xlsx_macros() -> bytes:
    return xlsx(ROW, members={"xl/vbaProject.bin": b"Auto_Open" * 100})


def xlsx_bad_strings() -> bytes:
    """Cells that point behind the list of shared strings."""
    return xlsx('<row r="1"><c r="A1" t="s"><v>999999999</v></c><c r="ZZZZZZ1"><v>1e9999</v></c></row>')


# --- OLE containers


def ole(size: int = 8 * 512) -> bytes:
    """An OLE container whose chain of sectors runs in a circle."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", head, 40, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", head, 76, 0, *([0xFFFFFFFF] * 108))
    table = struct.pack("<128I", *([1] * 128))
    return bytes(head) + table + bytes(size)


# --- archives


def many_members(count: int = 100_000) -> bytes:
    return zipped({f"{i}.pdf": b"" for i in range(count)}, zipfile.ZIP_STORED)


def zip_bomb() -> bytes:
    """Two gigabytes of nothing that say they are a PDF."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        archive.open("a.pdf", "w", force_zip64=True) as member,
    ):
        member.write(b"%PDF-1.7\n")
        for _ in range(2048):
            member.write(bytes(1 << 20))
    return out.getvalue()


def nested_zips(levels: int = 40) -> bytes:
    data = b"%PDF-1.7"
    for level in range(levels):
        data = zipped({f"{level}.zip" if level else "a.pdf": data})
    return data


def zip_of_bombs() -> bytes:
    inner = zipped({f"{i}.txt": bytes(1 << 24) for i in range(20)})
    return zipped({f"{i}.zip": inner for i in range(20)})


def overlapping_members(count: int = 2000) -> bytes:
    """Every entry of the directory names the same bytes: much content out of one."""
    one = zipped({"a.txt": bytes(1 << 22)})
    end = one.rindex(b"PK\x05\x06")
    start = one.index(b"PK\x01\x02")
    entry = one[start:end]
    entries = b"".join(entry[:46] + b"a.txt" for _ in range(count))
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(entries), start, 0)
    return one[:start] + entries + tail


def climbing_names() -> bytes:
    return zipped(
        {
            "../../../../etc/evil.txt": "某县档案局2024年部门预算",
            "/etc/evil.txt": "某县档案局2024年部门预算",
            "C:\\windows\\evil.txt": "某县档案局2024年部门预算",
            "a/\x1b[2J\r\nb.txt": "某县档案局2024年部门预算",
        }
    )


def linked_member() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("a.txt", (2024, 1, 1, 0, 0, 0))
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


def locked_zip() -> bytes:
    """A zip that says its member needs a password."""
    data = bytearray(zipped({"a.pdf": b"%PDF-1.7"}, zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def cut_seven_zip() -> bytes:
    return b"7z\xbc\xaf\x27\x1c\x00\x04" + struct.pack("<IQQI", 0, 1 << 62, 1 << 62, 0) + bytes(64)


def cut_rar() -> bytes:
    return b"Rar!\x1a\x07\x01\x00" + bytes(40)


# --- web and text


def deep_html(levels: int = 200_000) -> bytes:
    return b"<html><body>" + b"<div>" * levels + "某局2024年部门预算".encode() + b"</div>" * levels


def deep_html_tables(levels: int = 20_000) -> bytes:
    return b"<html><body>" + b"<table><tr><td>" * levels + b"1"


def wide_html_span() -> bytes:
    return (
        '<html><body><p>某局2024年部门预算</p><table><tr><td colspan="1000000000" rowspan="1000000000">1</td>'
        "<td>2</td></tr><tr><td>3</td></tr></table></body></html>"
    ).encode()


def large_html_table() -> bytes:
    row = b"<tr>" + b"<td>1" * 1000
    return b"<html><body><table>" + row * 10_000 + b"</table></body></html>"


def html_outside() -> bytes:
    return (
        b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY j SYSTEM "file:///etc/passwd">]><html><head>'
        b'<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/"><base href="file:///etc/"></head><body>'
        b'<p>&j;</p><iframe src="file:///etc/passwd"></iframe><img src="http://127.0.0.1:9/x"><script>while(1){}</script>'
        b'<object data="/etc/passwd"></object></body></html>'
    )


def unknown_bytes() -> bytes:
    return b"<html><body><p>\xff\xfe\xfd\x80\x81 \xa0\xff\xff" + bytes(range(128, 256)) * 20 + b"</p></body></html>"


def one_long_line(size: int = 30_000_000) -> bytes:
    return ("某局2024年部门预算" + "一" * (size // 3)).encode()


def noise(size: int = 100_000) -> bytes:
    """Bytes of no kind at all, the same every time."""
    value, out = 12345, bytearray()
    for _ in range(size):
        value = (value * 1103515245 + 12345) & 0x7FFFFFFF
        out.append(value >> 16 & 0xFF)
    return bytes(out)


def deep_rtf(levels: int = 200_000) -> bytes:
    return b"{\\rtf1" + b"{" * levels + b"1" + b"}" * levels + b"}"


def ofd_loop() -> bytes:
    """An OFD whose template refers to itself and whose paths leave the package."""
    return zipped(
        {
            "OFD.xml": '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" DocType="OFD" Version="1.0"><ofd:DocBody>'
            "<ofd:DocRoot>../../../../etc/passwd</ofd:DocRoot></ofd:DocBody><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml"
            "</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": '<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"><ofd:CommonData><ofd:PageArea>'
            "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
            '<ofd:TemplatePage ID="1" BaseLoc="Page.xml"/></ofd:CommonData><ofd:Pages>'
            '<ofd:Page ID="2" BaseLoc="Page.xml"/></ofd:Pages></ofd:Document>',
            "Doc_0/Page.xml": '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Template TemplateID="1"/>'
            "<ofd:Content/></ofd:Page>",
        }
    )


# --- pictures


def png(width: int, height: int) -> bytes:
    """A PNG of one bit a dot, all of it white."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    row = b"\x00" + b"\xff" * ((width + 7) // 8)
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
        + chunk(b"IDAT", packed)
        + chunk(b"IEND", b"")
    )


def picture_bomb() -> bytes:
    return png(60_000, 60_000)


def cut_jpeg() -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + bytes(50)


def tiff_loop() -> bytes:
    """A TIFF whose second page is its first, for ever."""
    entries = [
        (256, 4, 1, 8),
        (257, 4, 1, 8),
        (258, 3, 1, 1),
        (259, 3, 1, 1),
        (262, 3, 1, 0),
        (273, 4, 1, 8),
        (278, 4, 1, 8),
        (279, 4, 1, 8),
    ]
    start = 16
    directory = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\x00" + struct.pack("<I", start) + bytes(8) + directory + struct.pack("<I", start)
