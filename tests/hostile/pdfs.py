"""PDFs that should not exist, each a few kilobytes of code here."""

from __future__ import annotations

import io
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name

TEXT = "BT /F1 10 Tf 50 250 Td (2024 budget 406.62) Tj ET\n"


def raw(objects: dict[int, bytes], root: int = 1, extra: bytes = b"") -> bytes:
    """A PDF out of its objects as they are, with a true cross-reference table and nothing checked."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    last = max(objects)
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (last + 1))
    for number in range(1, last + 1):
        out.write(b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n")
    out.write(b"trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (last + 1, root, extra, start))
    return out.getvalue()


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def page(content: bytes = TEXT.encode(), box: bytes = b"[0 0 400 300]", entries: bytes = b"") -> dict[int, bytes]:
    """The objects of a document of one page."""
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R "
        b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> %s >>"
        % (box, entries),
        4: stream(content),
    }


def saved(document: pikepdf.Pdf, **how: object) -> bytes:
    out = io.BytesIO()
    document.save(out, **how)
    return out.getvalue()


def with_user_password() -> bytes:
    document = pikepdf.open(io.BytesIO(raw(page())))
    return saved(document, encryption=pikepdf.Encryption(owner="o", user="u", R=6))


def unknown_encryption() -> bytes:
    return raw(page(), extra=b"/Encrypt << /Filter /Acme.Secret /V 99 >>")


def many_pages(count: int = 20_000) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(10, 10 + count))
    objects = page()
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
    for number in range(10, 10 + count):
        objects[number] = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    return raw(objects)


def lying_count() -> bytes:
    objects = page()
    objects[2] = b"<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>"
    return raw(objects)


def no_pages() -> bytes:
    objects = page()
    objects[2] = b"<< /Type /Pages /Kids [] /Count 0 >>"
    return raw(objects)


def page_tree_loop() -> bytes:
    objects = page()
    objects[2] = b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>"
    objects[5] = b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 5 0 R] /Count 1 >>"
    return raw(objects)


def cyclic_references() -> bytes:
    objects = page(entries=b"/Group 5 0 R /Annots 6 0 R")
    objects[4] = b"5 0 R"
    objects[5] = b"6 0 R"
    objects[6] = b"5 0 R"
    return raw(objects)


def cyclic_length() -> bytes:
    objects = page()
    objects[4] = b"<< /Length 4 0 R >>\nstream\n" + TEXT.encode() + b"\nendstream"
    return raw(objects)


def endless_prev() -> bytes:
    data = raw(page(), extra=b"/Prev 0000000009")
    start = data.rindex(b"startxref") + 10
    place = int(data[start : data.index(b"\n", start)])
    return data.replace(b"/Prev 0000000009", b"/Prev %010d" % place)


def ten_metres() -> bytes:
    return raw(page(box=b"[0 0 28346 28346]"))


def ten_metres_of_picture() -> bytes:
    """A page of ten metres that shows one small picture and no text."""
    objects = page(b"q 28346 0 0 28346 0 0 cm /X Do Q", box=b"[0 0 28346 28346]")
    objects[3] = objects[3].replace(b"/Resources <<", b"/Resources << /XObject << /X 5 0 R >>")
    objects[5] = stream(
        zlib.compress(bytes(64 * 64)),
        b"/Type /XObject /Subtype /Image /Width 64 /Height 64 /ColorSpace /DeviceGray /BitsPerComponent 8 "
        b"/Filter /FlateDecode",
    )
    return raw(objects)


def picture_bomb() -> bytes:
    """One picture of 60,000 by 60,000 dots in a few megabytes less than a thousandth of that."""
    objects = page(b"q 400 0 0 300 0 0 cm /X Do Q")
    objects[3] = objects[3].replace(b"/Resources <<", b"/Resources << /XObject << /X 5 0 R >>")
    row = bytes(7500)
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(row) for _ in range(60_000)) + packer.flush()
    objects[5] = stream(
        packed,
        b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceGray /BitsPerComponent 1 "
        b"/Filter /FlateDecode",
    )
    return raw(objects)


def odd_boxes() -> bytes:
    return raw(page(box=b"[0 0 1e38 -1e38]"))


def no_area() -> bytes:
    return raw(page(box=b"[10 10 10 10]"))


def form_bomb(levels: int = 9) -> bytes:
    document = pikepdf.new()
    fonts = Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    sheet = document.add_blank_page(page_size=(400, 300))
    form = None
    for level in range(levels):
        resources = Dictionary(Font=fonts) if form is None else Dictionary(XObject=Dictionary(X=form))
        form = document.make_stream(
            b"/X Do " * 10 if level else TEXT.encode(),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 400, 300]),
            Resources=resources,
        )
    sheet.Resources = Dictionary(XObject=Dictionary(X=form))
    sheet.Contents = document.make_stream(b"/X Do")
    return saved(document)


def deep_forms(levels: int = 2000) -> bytes:
    return form_chain(levels, b"/X Do ")


def form_chain(levels: int, drawing: bytes) -> bytes:
    objects = page(b"/X Do")
    objects[3] = objects[3].replace(b"/Resources <<", b"/Resources << /XObject << /X 10 0 R >>")
    for number in range(10, 10 + levels):
        inner = b"/XObject << /X %d 0 R >>" % (number + 1) if number < 9 + levels else b""
        objects[number] = stream(
            drawing if inner else TEXT.encode(),
            b"/Type /XObject /Subtype /Form /BBox [0 0 400 300] /Resources << %s >>" % inner,
        )
    return raw(objects)


def form_in_itself() -> bytes:
    objects = page(b"/X Do")
    objects[3] = objects[3].replace(b"/Resources <<", b"/Resources << /XObject << /X 5 0 R >>")
    objects[5] = stream(
        b"/X Do " * 10, b"/Type /XObject /Subtype /Form /BBox [0 0 400 300] /Resources << /XObject << /X 5 0 R >> >>"
    )
    return raw(objects)


def content_bomb(size: int = 1 << 30) -> bytes:
    """A page whose drawing is a gigabyte of blanks in a megabyte."""
    packer = zlib.compressobj(9)
    block = b" " * (1 << 20)
    packed = b"".join(packer.compress(block) for _ in range(size >> 20)) + packer.flush()
    objects = page()
    objects[4] = stream(packed, b"/Filter /FlateDecode")
    return raw(objects)


def filter_tower() -> bytes:
    """Flate in flate in flate: each layer a thousand times the one outside."""
    data = b" " * (1 << 26)
    for _ in range(6):
        data = zlib.compress(data, 9)
    objects = page()
    objects[4] = stream(data, b"/Filter [" + b"/FlateDecode " * 6 + b"]")
    return raw(objects)


def many_texts(count: int = 60_000) -> bytes:
    lines = b"".join(b"BT /F1 1 Tf %d %d Td (1) Tj ET\n" % (i % 400, i // 400) for i in range(count))
    return raw(page(lines))


def many_lines(count: int = 300_000) -> bytes:
    return raw(page(b"".join(b"0 %d m 400 %d l S\n" % (i % 300, i % 300) for i in range(count))))


def operand_tower() -> bytes:
    return raw(page(b"[" * 200_000 + b"]" * 200_000 + TEXT.encode()))


def outside_file() -> bytes:
    """A stream that says its content lies in a file of the reader's machine."""
    objects = page()
    objects[4] = b"<< /Length 0 /F (/etc/passwd) /FFilter [] >>\nstream\n\nendstream"
    return raw(objects)


def actions() -> bytes:
    """Script, programs and addresses to be run and called when the file is opened."""
    objects = page(entries=b"/AA << /O << /S /URI /URI (http://127.0.0.1:9/x) >> >>")
    objects[1] = (
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1:9'\\);) "
        b"/Next << /S /Launch /F (/bin/sh) >> >> >>"
    )
    return raw(objects)


def terminal_text() -> bytes:
    """Escape sequences of a terminal as printed text."""
    words = b"budget of the whole department for the year: 406.62"
    return raw(page(b"BT /F1 10 Tf 50 250 Td (\\033]0;owned\\007\\033[2J %s) Tj ET" % words))


def outlines_loop() -> bytes:
    objects = page()
    objects[1] = b"<< /Type /Catalog /Pages 2 0 R /Outlines 5 0 R >>"
    objects[5] = b"<< /Type /Outlines /First 6 0 R /Last 6 0 R >>"
    objects[6] = b"<< /Title (x) /Parent 5 0 R /Next 6 0 R /First 6 0 R >>"
    return raw(objects)


def broken_font() -> bytes:
    objects = page()
    objects[3] = objects[3].replace(b"/BaseFont /Helvetica", b"/BaseFont /X /FontDescriptor 5 0 R /Widths [1e99 -1e99]")
    objects[5] = b"<< /Type /FontDescriptor /FontName /X /FontFile2 6 0 R /Flags 4 >>"
    objects[6] = stream(b"\x00\x01\x00\x00\xff\xff" + b"\xff" * 400)
    return raw(objects)
