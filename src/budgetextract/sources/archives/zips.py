"""Members of a zip. Names: by the UTF-8 flag or the Unicode field, else as the other names of the archive."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from budgetextract.errors import DamagedInput
from budgetextract.sources.archives.entries import MAX_MEMBERS, Entry, Purse, TooLarge, decoded_names

_UTF8, _LOCKED = 0x800, 0x1
_UNICODE_PATH = 0x7075
_UNIX = 3


def entries(data: bytes, file_name: str, purse: Purse) -> Iterator[Entry]:
    """The members in the order of the directory, folders left out."""
    if data.count(b"PK\x01\x02") > 4 * MAX_MEMBERS:  # before each of them becomes an object
        purse.count(data.count(b"PK\x01\x02"))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, struct.error, OSError, NotImplementedError, EOFError) as error:
        yield from _cut(data, file_name, purse, error)
        return
    with archive:
        infos = archive.infolist()
        purse.count(len(infos))
        places: set[int] = set()
        for info, name in zip(infos, _names(infos), strict=True):
            if name.endswith("/"):
                continue
            # Many members in one place are much content out of little.
            yield (
                Entry(name, fault="member_damaged")
                if info.header_offset in places
                else _entry(archive, info, name, purse)
            )
            places.add(info.header_offset)


def _entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, purse: Purse) -> Entry:
    mode = info.external_attr >> 16
    if info.create_system == _UNIX and stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        return Entry(name, fault="member_link")
    if info.flag_bits & _LOCKED:
        return Entry(name, fault="member_locked")
    try:
        purse.check(info.file_size, info.compress_size)
        with archive.open(info) as stream:
            return Entry(name, purse.read(stream, info.compress_size))
    except TooLarge:
        return Entry(name, fault="member_too_large")
    except NotImplementedError:  # Deflate64, which Windows takes for members above 2 GB, and the like
        return Entry(name, fault="member_method")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, struct.error):
        return Entry(name, fault="member_damaged")


def _names(infos: list[zipfile.ZipInfo]) -> list[str]:
    names = [None if info.flag_bits & _UTF8 else _unicode_path(info) for info in infos]
    bare: dict[int, bytes] = {}
    for index, info in enumerate(infos):
        if not info.flag_bits & _UTF8 and names[index] is None:
            try:
                bare[index] = info.orig_filename.encode("cp437")
            except UnicodeEncodeError:  # zipfile itself has put the Unicode field in its place
                names[index] = info.orig_filename
    read = dict(zip(bare, decoded_names(bare.values()), strict=True))
    found = [read.get(i) or names[i] or info.orig_filename for i, info in enumerate(infos)]
    return [name.replace("\\", "/") for name in found]


def _unicode_path(info: zipfile.ZipInfo) -> str | None:
    """The name in the Info-ZIP Unicode path field."""
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == _UNICODE_PATH and 5 < size <= len(extra) - 4:
            return extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return None


def _cut(data: bytes, file_name: str, purse: Purse, error: Exception) -> Iterator[Entry]:
    """What stands before the cut, for an archive without its directory: each member by its own header."""
    found: list[tuple[bytes, int, int, int, int]] = []
    at = data.find(b"PK\x03\x04")
    while 0 <= at <= len(data) - 30 and len(found) <= MAX_MEMBERS:
        flags, method, _, _, _, packed, _, name, extra = struct.unpack_from("<HHHHIIIHH", data, at + 6)
        start = at + 30 + name + extra
        if flags & 0x8:  # the size stands behind the member
            end = data.find(b"PK\x07\x08", start)
            packed = end - start if end >= 0 else len(data)
        found.append((data[at + 30 : at + 30 + name], flags, method, start, start + packed))
        at = data.find(b"PK\x03\x04", min(len(data), start + packed))
    if not found:
        raise DamagedInput(file=file_name) from error
    purse.count(len(found))
    for (_, flags, method, start, end), name in zip(found, decoded_names(row[0] for row in found), strict=True):
        if not name.endswith("/"):
            yield _packed(data[start:end], end <= len(data), name.replace("\\", "/"), flags, method, purse)


def _packed(data: bytes, whole: bool, name: str, flags: int, method: int, purse: Purse) -> Entry:
    """A member out of its packed bytes. ``whole``: they were not cut."""
    if flags & _LOCKED:
        return Entry(name, fault="member_locked")
    if method == zipfile.ZIP_STORED:
        return Entry(name, data) if whole else Entry(name, fault="member_damaged")
    if method != zipfile.ZIP_DEFLATED:
        return Entry(name, fault="member_method")
    packer = zlib.decompressobj(-15)
    try:
        content = purse.read(_Deflated(packer, data), len(data))
    except TooLarge:
        return Entry(name, fault="member_too_large")
    except zlib.error:
        return Entry(name, fault="member_damaged")
    return Entry(name, content) if packer.eof else Entry(name, fault="member_damaged")


class _Deflated:
    """A stream of what a packer gives for some bytes."""

    def __init__(self, packer: zlib._Decompress, data: bytes) -> None:
        self._packer = packer
        self._data = data

    def read(self, size: int, /) -> bytes:
        if self._packer.eof:
            return b""
        piece = self._packer.decompress(self._data, size)
        self._data = self._packer.unconsumed_tail
        return piece
