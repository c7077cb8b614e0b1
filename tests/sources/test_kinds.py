"""What a file is, told from its content alone."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetextract.errors import EncryptedInput, UnsupportedInput
from budgetextract.sources.containers import ole_streams, zip_members
from budgetextract.sources.kinds import Kind, kind_of, look_at
from budgetextract.sources.read import read_source


def zipped(*names: str, first: tuple[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if first:
            archive.writestr(zipfile.ZipInfo(first[0]), first[1])
        for name in names:
            archive.writestr(name, b"x" * 100)
    return out.getvalue()


def ole(*names: str, deeper: tuple[str, ...] = (), tail: bytes = b"") -> bytes:
    """An OLE file of empty streams at its root; ``deeper``: streams within a storage of the root."""
    entries = [("Root Entry", 0xFFFFFFFF, 0xFFFFFFFF, 1)]
    for number, name in enumerate(names, 1):
        right = number + 1 if number < len(names) else 0xFFFFFFFF
        entries.append((name, 0xFFFFFFFF, right, 0xFFFFFFFF))
    if deeper:
        left, right, child = entries[1][1:]
        entries[1] = (entries[1][0], left, right, len(entries))
        for number, name in enumerate(deeper):
            right = len(entries) + 1 if number < len(deeper) - 1 else 0xFFFFFFFF
            entries.append((name, 0xFFFFFFFF, right, 0xFFFFFFFF))
    directory = b""
    for name, left, right, child in entries:
        text = name.encode("utf-16-le")
        row = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) + 2, 2, 1, left, right, child)
        directory += row.ljust(128, b"\0")
    sectors = -(-len(directory) // 512)
    directory = directory.ljust(sectors * 512, b"\0")
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", head, 40, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", head, 76, 0, *([0xFFFFFFFF] * 108))
    chain = [0xFFFFFFFD, *range(2, sectors + 1), 0xFFFFFFFE]
    table = struct.pack("<128I", *chain, *([0xFFFFFFFF] * (128 - len(chain))))
    return bytes(head) + table + directory + tail


def tarred() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("预算.pdf"), io.BytesIO())
    return out.getvalue()


TEXT = "某县档案局2024年部门预算\n一、收支情况\n收入总计 1,234.56 万元。\n"
PAGE = f"<p>{TEXT}</p>"
SHEET = (
    '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<{0}Workbook xmlns{1}="urn:schemas-microsoft-com:office:spreadsheet">'
)

CASES: dict[str, tuple[bytes, Kind]] = {
    "pdf": (b"%PDF-1.7\n", "pdf"),
    "pdf behind a mail's head": (b"Content-Type: application/pdf\r\n\r\n%PDF-1.4\n1 0 obj", "pdf"),
    "pdf behind a printer's commands": (b"\x1b%-12345X@PJL JOB\n\0\0%PDF-1.4\n%x\n12 0 obj", "pdf"),
    "a text that quotes one": ("文件头为%PDF-1.7，其后为对象。".encode(), "text"),
    "a text about pdf files": ("格式为%PDF的文件".encode(), "text"),
    "word": (zipped("[Content_Types].xml", "_rels/.rels", "word/document.xml"), "docx"),
    "word by another maker": (zipped("_rels\\.rels", "word\\document2.xml", "[content_types].xml"), "docx"),
    "excel": (zipped("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
    "excel in binary": (zipped("[Content_Types].xml", "xl/workbook.bin"), "xlsb"),
    "excel with word in it": (zipped("[Content_Types].xml", "xl/embeddings/a.docx", "xl/workbook.xml"), "xlsx"),
    "slides": (zipped("[Content_Types].xml", "ppt/presentation.xml"), "unknown"),
    "ofd": (zipped("OFD.xml", "Doc_0/Document.xml"), "ofd"),
    "odt": (zipped("content.xml", first=("mimetype", b"application/vnd.oasis.opendocument.text")), "odt"),
    "ods": (zipped("content.xml", first=("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")), "ods"),
    "a book": (zipped("x.xhtml", first=("mimetype", b"application/epub+zip")), "unknown"),
    "archive": (zipped("预算/正文.docx", "预算/附表.xlsx"), "zip"),
    "archive of an unpacked document": (zipped("a/[Content_Types].xml", "a/word/document.xml"), "zip"),
    "empty archive": (b"PK\x05\x06" + bytes(18), "zip"),
    "doc": (ole("WordDocument", "1Table"), "doc"),
    "doc with a sheet in it": (ole("ObjectPool", "WordDocument", deeper=("Workbook",)), "doc"),
    "xls": (ole("Workbook"), "xls"),
    "xls with a document in it": (ole("MBD0001", "Workbook", deeper=("WordDocument",)), "xls"),
    "old xls": (ole("Book"), "xls"),
    "office file with a password": (ole("EncryptionInfo", "EncryptedPackage"), "locked"),
    "old slides": (ole("PowerPoint Document"), "unknown"),
    "old wps": (ole("WPSMainText"), "wps"),
    "mail": (ole("__properties_version1.0"), "unknown"),
    "rtf": (b"\xef\xbb\xbf {\\rtf1\\ansi}", "rtf"),
    "html": (b"<!DOCTYPE html>\n<html>", "html"),
    "html with a mark, blanks and comments": (f"\ufeff\n\n<!-- 2024 --> <!-- > -->\n<HTML>{PAGE}".encode(), "html"),
    "xhtml": (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD" "x"><html xmlns="x">', "html"),
    "html in UTF-16": (b"\xff\xfe" + f"<html>{PAGE}".encode("utf-16-le"), "html"),
    "html in GBK": (f"<div>{PAGE}".encode("gbk"), "html"),
    "html that excel saved": (b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>', "html"),
    "a table without a page": (f"<table border=1><tr><td>{TEXT}".encode("gbk"), "html"),
    "a part of a page": (f"{TEXT}<br><br><p>一</p><p>二</p>{PAGE}".encode(), "html"),
    "html of broken characters": (b"<html><body><p>\xff\xfe\xfd\x80\x81 \xa0\xff", "html"),
    "excel as xml": (SHEET.format("", "").encode(), "xml_sheet"),
    "excel as xml with prefix": (SHEET.format("ss:", ":ss").encode(), "xml_sheet"),
    "word as xml": (b'<?xml version="1.0"?><w:wordDocument xmlns:w="x">', "xml_word"),
    "other xml": (b'<?xml version="1.0"?><rss></rss>', "unknown"),
    "page saved in one file": (b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n", "mhtml"),
    "7z": (b"7z\xbc\xaf\x27\x1c\0\4", "7z"),
    "rar 4": (b"Rar!\x1a\x07\0", "rar"),
    "rar 5": (b"Rar!\x1a\x07\x01\0", "rar"),
    "tar": (tarred(), "tar"),
    "gzip": (b"\x1f\x8b\x08\0", "gz"),
    "png": (b"\x89PNG\r\n\x1a\n", "image"),
    "jpeg": (b"\xff\xd8\xff\xe0", "image"),
    "tiff": (b"MM\0*", "image"),
    "bmp": (b"BM\x10\0\0\0\0\0\0\0", "image"),
    "webp": (b"RIFF\0\0\0\0WEBP", "image"),
    "program": (b"MZ\x90\0", "unknown"),
    "text": (TEXT.encode(), "text"),
    "markdown with breaks in its cells": (
        f"{TEXT}| 项目 | 目标 |\n| --- | --- |\n| 一 | 甲{'<br>乙' * 6} |\n".encode(),
        "text",
    ),
    "text in GBK": (TEXT.encode("gbk"), "text"),
    "text in UTF-16": (b"\xff\xfe" + TEXT.encode("utf-16-le"), "text"),
    "text in UTF-16 without a mark": ("Budget 2024 and all that\n".encode("utf-16-le") * 4, "text"),
    "long text cut in a character": ("预算".encode() * 40000, "text"),
    "long text in GBK cut in a character": (b"a" + "预算".encode("gbk") * 40000, "text"),
    "text that begins with <": ("<2024年部门预算>\n收入".encode(), "text"),
    "blanks": (b" \n \n", "unknown"),
    "nothing": (b"", "unknown"),
    "binary": (bytes(range(256)) * 8, "unknown"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_kind(name: str) -> None:
    data, kind = CASES[name]
    assert kind_of(data) == kind


def test_a_cut_office_file_is_still_one() -> None:
    whole = zipped("[Content_Types].xml", "word/document.xml", "word/styles.xml", "word/settings.xml")
    assert kind_of(whole[: len(whole) // 2]) == "docx"
    assert kind_of(ole("WordDocument", tail=bytes(2000))[:600] + "WordDocument".encode("utf-16-le")) == "doc"
    head = bytearray(ole("WordDocument")[:512])
    struct.pack_into("<I", head, 48, 5000)  # the directory lies behind the cut
    assert kind_of(bytes(head) + b"\xec\xa5" + bytes(2000)) == "doc"
    assert kind_of(bytes(head) + b"\x09\x08" + bytes(2000)) == "xls"


def test_junk_before_an_archive_does_not_hide_its_members() -> None:
    whole = zipped("[Content_Types].xml", "word/document.xml")
    assert zip_members(b"PK\x03\x04 junk" + whole) == ("[Content_Types].xml", "word/document.xml")


def test_chains_that_run_in_circles_end() -> None:
    data = bytearray(ole("WordDocument"))
    struct.pack_into("<I", data, 512 + 4, 1)  # the directory's sector follows itself
    struct.pack_into("<I", data, 1024 + 128 + 72, 1)  # the stream is its own neighbour
    assert ole_streams(bytes(data)) == {"WordDocument"}


def test_what_cannot_be_read_is_named() -> None:
    with pytest.raises(UnsupportedInput) as caught:
        read_source(zipped("[Content_Types].xml", "ppt/presentation.xml"), "预算.docx")
    assert caught.value.named["found"] == "PowerPoint"
    with pytest.raises(EncryptedInput):
        read_source(ole("EncryptedPackage"), "预算.docx")


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "head", [b"<!doctype" + b"x" * 70000, b"<!--" * 20000, b"<" * 70000, b"<p" * 40000, b"<?" * 40000, b" " * 70000]
)
def test_endless_beginnings_end(head: bytes) -> None:
    look_at(head)


MAGICS = sorted({data[:16] for data, _ in CASES.values()})


@given(st.sampled_from(MAGICS), st.binary(max_size=2000))
def test_garbage_behind_any_beginning_is_some_kind(magic: bytes, data: bytes) -> None:
    assert look_at(magic + data).name


@given(st.sampled_from(sorted(CASES)), st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=8))
def test_spoilt_files_are_some_kind(name: str, changes: list[tuple[int, int]]) -> None:
    data = bytearray(CASES[name][0])
    for at, value in changes:
        if data:
            data[at % len(data)] = value
    assert look_at(bytes(data)).name
