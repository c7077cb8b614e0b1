"""Archives: which documents come out, under which names, and what is said of the rest."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetextract.errors import DamagedInput, EncryptedInput, InputError, LimitExceeded, MissingTool, NoDocuments
from budgetextract.sources.archives import entries as archive_entries
from budgetextract.sources.archives import reader as archive
from budgetextract.sources.archives.reader import Unpacked, unpack
from budgetextract.sources.documents import is_noise

PDF = b"%PDF-1.7\n"
TITLE = "某县档案局2024年部门预算公开\n"


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def named_in(charset: str, names: list[str], *, extra: bool = False) -> bytes:
    """A zip as Windows or a Mac writes it: names in a charset of their own, without the flag that says which."""
    local, central = b"", b""
    for number, name in enumerate(names):
        raw, data = name.encode(charset), PDF + bytes([number])
        field = b""
        if extra:
            plain = name.encode()
            field = struct.pack("<HHBI", 0x7075, 5 + len(plain), 1, zlib.crc32(raw)) + plain
        head = struct.pack("<HHHHHIII", 20, 0, 0, 0, 0x5821, zlib.crc32(data), len(data), len(data))
        central += b"PK\x01\x02" + struct.pack("<H", 20) + head
        central += struct.pack("<HHHHHII", len(raw), len(field), 0, 0, 0, 0, len(local)) + raw + field
        local += b"PK\x03\x04" + head + struct.pack("<HH", len(raw), len(field)) + raw + field + data
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, len(names), len(names), len(central), len(local), 0)
    return local + central + tail


def rar4(files: dict[str, bytes], *, method: int = 0x30, flags: int = 0x8000, attributes: int = 0x20) -> bytes:
    """A RAR 4 archive whose members are stored, names in GBK without a Unicode form."""
    out = b"Rar!\x1a\x07\x00" + block(0x73, 0, bytes(6))
    for name, data in files.items():
        raw = name.encode("gbk")
        body = struct.pack(
            "<IIBIIBBHI", len(data), len(data), 2, zlib.crc32(data), 0x58210000, 29, method, len(raw), attributes
        )
        out += block(0x74, flags, body + raw) + data
    return out + block(0x7B, 0x4000, b"")


def block(kind: int, flags: int, body: bytes) -> bytes:
    head = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
    return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head


def seven(files: dict[str, bytes], password: str | None = None) -> bytes:
    import py7zr

    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", password=password) as archive:
        for name, data in files.items():
            archive.writestr(data, name)
    return out.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def names(unpacked: Unpacked) -> list[str]:
    return [member.name for member in unpacked.members]


def codes(unpacked: Unpacked) -> list[str]:
    return [problem.code for problem in unpacked.problems]


FILES = {"预算/正文.pdf": PDF + b"1", "预算/附表.pdf": PDF + b"2"}


@pytest.mark.parametrize("make", [zipped, rar4, seven, tarred, lambda files: tarred(files, "w:gz")])
def test_each_kind_of_archive_gives_its_documents(make: object) -> None:
    found = unpack(make(FILES), "预算.bin")  # type: ignore[operator]
    assert {member.name: member.data for member in found.members} == FILES
    assert found.problems == ()


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_packed_file_is_one_document(pack: object) -> None:
    found = unpack(pack(PDF), "预算.pdf.gz")  # type: ignore[operator]
    assert names(found) == ["预算.pdf"]


@pytest.mark.parametrize("charset", ["gbk", "gb18030", "utf-8"])
def test_names_without_a_charset(charset: str) -> None:
    wanted = ["2024年预算/联通部门预算.pdf", "2024年预算/附表㑇.pdf" if charset == "gb18030" else "附表.pdf", "a.pdf"]
    assert names(unpack(named_in(charset, wanted), "x.zip")) == wanted


def test_the_unicode_field_of_a_name_wins() -> None:
    assert names(unpack(named_in("big5", ["預算.pdf"], extra=True), "x.zip")) == ["預算.pdf"]


def test_backslashes_are_folders() -> None:
    data = named_in("gbk", ["预算\\正文.pdf"])
    assert names(unpack(data, "x.zip")) == ["预算/正文.pdf"]


def test_what_programs_leave_behind_is_no_document() -> None:
    noise = ["~$预算.docx", ".DS_Store", "Thumbs.db", "__MACOSX/预算/._正文.pdf", "a/desktop.ini", ".~lock.a.docx#"]
    assert all(map(is_noise, noise))
    found = unpack(zipped(dict.fromkeys(noise, PDF) | {"正文.pdf": PDF}), "x.zip")
    assert names(found) == ["正文.pdf"]
    assert found.problems == ()


def test_text_is_read_where_it_begins_as_a_disclosure_does() -> None:
    files = {
        "正文.txt": TITLE.encode("gbk"),
        "使用说明.txt": "请用解压软件打开本压缩包。\n".encode(),
        "结果.json": ('{"title": "' + TITLE.strip() + '"}').encode(),
        "数据.csv": TITLE.encode(),
    }
    found = unpack(zipped(files), "x.zip")
    assert names(found) == ["正文.txt"]
    assert codes(found) == ["member_left_out"] * 3


def test_equal_files_are_read_once() -> None:
    found = unpack(zipped({"a.pdf": PDF, "b/a.pdf": PDF}), "x.zip")
    assert names(found) == ["a.pdf"]
    assert codes(found) == ["member_twice"]


def test_archives_in_archives() -> None:
    inner = zipped({"附表.pdf": PDF + b"2"})
    found = unpack(zipped({"正文.pdf": PDF, "附件/表.zip": inner}), "x.zip")
    assert names(found) == ["正文.pdf", "附件/表.zip/附表.pdf"]
    data = zipped({"a.pdf": PDF})
    for _ in range(10):
        data = zipped({"x.zip": data, "b.pdf": PDF + b"2"})
    found = unpack(data, "x.zip")
    assert "member_too_deep" in codes(found)
    assert names(found) == ["x.zip/x.zip/x.zip/b.pdf"]  # the first of the equal ones


def test_no_name_becomes_a_path() -> None:
    found = unpack(
        zipped(
            {"../../etc/a.pdf": PDF, "/etc/b.pdf": PDF + b"b", "C:/c.pdf": PDF + b"c", "\x1b[2J\r\nd.pdf": PDF + b"d"}
        ),
        "x.zip",
    )
    assert names(found)[:3] == ["etc/a.pdf", "etc/b.pdf", "c.pdf"]
    assert all(char.isprintable() for name in names(found) for char in name)
    assert codes(found) == ["member_name"] * 3


def test_links_and_devices_are_not_followed() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("a.pdf")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("b.pdf", PDF)
    assert codes(unpack(out.getvalue(), "x.zip")) == ["member_link"]
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for number, kind in enumerate((tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE)):
            info = tarfile.TarInfo(f"{number}.pdf")
            info.type, info.linkname = kind, "/etc/passwd"
            tar.addfile(info)
        info = tarfile.TarInfo("b.pdf")
        info.size = len(PDF)
        tar.addfile(info, io.BytesIO(PDF))
    found = unpack(out.getvalue(), "x.tar")
    assert names(found) == ["b.pdf"]
    assert codes(found) == ["member_link"] * 4
    found = unpack(seven({"../a.pdf": PDF, "b.pdf": PDF + b"b"}), "x.7z") if _climbs() else None
    assert found is None or names(found) == ["b.pdf"]


def _climbs() -> bool:
    try:
        seven({"../a.pdf": PDF})
    except Exception:  # newer versions refuse to write such a name
        return False
    return True


def test_a_damaged_member_costs_no_other() -> None:
    data = bytearray(zipped({"a.pdf": PDF * 40 + bytes(range(256)), "b.pdf": PDF}, zipfile.ZIP_STORED))
    data[100] ^= 0xFF
    found = unpack(bytes(data), "x.zip")
    assert names(found) == ["b.pdf"]
    assert codes(found) == ["member_damaged"]
    assert [(name, type(error)) for name, error in found.failures] == [("a.pdf", DamagedInput)]


def test_a_cut_archive_gives_what_stands_before_the_cut() -> None:
    whole = zipped({"正文.pdf": PDF + b"1", "附表.pdf": PDF + bytes(range(256)) * 20})
    found = unpack(whole[: whole.index(PDF[:3], 60) - 10 if PDF[:3] in whole[60:] else len(whole) // 2], "x.zip")
    assert names(found) == ["正文.pdf"]
    assert codes(found) == ["member_damaged"]


def locked_zip() -> bytes:
    data = bytearray(zipped({"a.pdf": PDF, "b.pdf": PDF + b"b"}, zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def test_locked_members() -> None:
    found = unpack(locked_zip(), "x.zip")
    assert names(found) == ["b.pdf"]
    assert codes(found) == ["member_locked"]
    data = bytearray(locked_zip())
    data[data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4) + 8] |= 1
    with pytest.raises(EncryptedInput):
        unpack(bytes(data), "x.zip")
    with pytest.raises(EncryptedInput):
        unpack(seven(FILES, password="1234"), "x.7z")
    with pytest.raises(EncryptedInput):
        unpack(rar4({"a.pdf": PDF}, flags=0x8004), "x.rar")


def test_a_packed_rar_without_a_program_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import rarfile

    monkeypatch.setattr(rarfile, "CURRENT_SETUP", None)
    for tool in ("UNRAR_TOOL", "UNAR_TOOL", "BSDTAR_TOOL", "SEVENZIP_TOOL", "SEVENZIP2_TOOL"):
        monkeypatch.setattr(rarfile, tool, "/nowhere/at-all")
    with pytest.raises(MissingTool) as caught:
        unpack(rar4({"a.pdf": PDF}, method=0x33), "x.rar")
    assert caught.value.named["package"] == "unar"
    with pytest.raises(MissingTool):
        unpack(zipped({"x.rar": rar4({"a.pdf": PDF}, method=0x33)}), "x.zip")
    found = unpack(zipped({"x.rar": rar4({"a.pdf": PDF}, method=0x33), "b.pdf": PDF}), "x.zip")
    assert codes(found) == ["member_failed"]


def test_an_archive_without_documents() -> None:
    with pytest.raises(NoDocuments):
        unpack(zipped({"a.exe": b"MZ\x90\0", "b/": b""}), "x.zip")


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    found = unpack(zipped({"bomb.pdf": PDF + bytes(archive_entries.FREE), "b.pdf": PDF}), "x.zip")
    assert names(found) == ["b.pdf"]
    assert codes(found) == ["member_too_large"]
    monkeypatch.setattr(archive_entries, "MAX_MEMBERS", 3)
    with pytest.raises(LimitExceeded):
        unpack(zipped({f"{n}.pdf": PDF for n in range(4)}), "x.zip")
    with pytest.raises(LimitExceeded):  # the archives within count as well
        unpack(zipped({"a.zip": zipped({"1.pdf": PDF, "2.pdf": PDF}), "b.pdf": PDF}), "x.zip")
    monkeypatch.setattr(archive_entries, "MAX_TOTAL", 100)
    for make in (zipped, seven, tarred, rar4):
        with pytest.raises(LimitExceeded):
            unpack(make({"a.pdf": PDF + bytes(60), "b.pdf": PDF + bytes(70)}), "x")


def test_a_size_that_lies_is_found_while_unpacking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_entries, "MAX_MEMBER", 1000)
    with pytest.raises(LimitExceeded):
        unpack(gzip.compress(PDF + bytes(5000)), "x.gz")


def test_members_in_one_place_are_read_once() -> None:
    one = zipped({"a.pdf": PDF})
    start, end = one.index(b"PK\x01\x02"), one.rindex(b"PK\x05\x06")
    entries = one[start:end] * 50
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 50, 50, len(entries), start, 0)
    found = unpack(one[:start] + entries + tail, "x.zip")
    assert names(found) == ["a.pdf"]
    assert codes(found) == ["member_damaged"] * 49


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (zipped({"a.pdf": PDF + bytes(archive_entries.FREE)}), LimitExceeded),
        (
            zipped({"1.zip": zipped({"2.zip": zipped({"3.zip": zipped({"4.zip": zipped({"5.pdf": PDF})})})})}),
            LimitExceeded,
        ),
        (b"Rar!\x1a\x07\x01\x00" + bytes(40), DamagedInput),
        (b"7z\xbc\xaf\x27\x1c\0\4" + bytes(8) + b"\xff" * 40, DamagedInput),
        (zipped({"a.zip": b"PK\x03\x04" + bytes(10)}), DamagedInput),
    ],
)
def test_an_archive_that_gives_nothing_says_why(data: bytes, error: type[InputError]) -> None:
    with pytest.raises(error):
        unpack(data, "x")


SAMPLES = [zipped(FILES), rar4(FILES), seven(FILES), tarred(FILES), gzip.compress(PDF), lzma.compress(PDF)]


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, len(SAMPLES) - 1),
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 255)), max_size=6),
    st.integers(0, 4000),
)
def test_spoilt_archives_end_in_documents_or_a_clear_error(
    which: int, changes: list[tuple[int, int]], cut: int
) -> None:
    data = bytearray(SAMPLES[which])
    for at, value in changes:
        data[at % len(data)] = value
    if cut < len(data):
        del data[cut:]
    try:
        unpack(bytes(data), "x")
    except InputError:
        return


def test_large_archives_are_kept_on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "IN_MEMORY", 1000)
    files = {f"{number}.pdf": PDF + bytes([number]) * 400 for number in range(10)}
    found = unpack(zipped(files), "x.zip")
    assert {member.name: member.data for member in reversed(found.members)} == files


def test_nothing_is_written_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for make in (zipped, rar4, seven, tarred):
        unpack(make(FILES), "x")
    assert list(tmp_path.iterdir()) == []
