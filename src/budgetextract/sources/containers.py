"""What a container holds, from its own directory alone: members of a zip, streams at the root of an OLE file.

Nothing is unpacked. Every walk is bounded and ends on circles; a cut container gives what can still be seen.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

MAX_MEMBERS = 2000
"""Members of a zip that are looked at; an office file has its telling ones among the first."""
MAX_SECTORS = 4096
"""Sectors of an OLE directory that are read: 16,000 streams of 512-byte sectors."""
_END = b"PK\x05\x06"
_ENTRY, _LOCAL = b"PK\x01\x02", b"PK\x03\x04"
_LONGEST_COMMENT = 65535 + 22
_NO_SECTOR = 0xFFFFFFFA
"""Sector numbers from here on are marks (end of chain, free), not sectors."""
_NO_ENTRY = 0xFFFFFFFF


def zip_members(data: bytes) -> tuple[str, ...]:
    """The first members of a zip by name, as bytes read in latin-1; "/" for "\\", which some makers write."""
    names = list(_directory(data)) or list(_local_headers(data))
    return tuple(name.decode("latin-1").replace("\\", "/") for name in names)


def _directory(data: bytes) -> Iterator[bytes]:
    """Names in the central directory."""
    end = data.rfind(_END, max(0, len(data) - _LONGEST_COMMENT))
    if end < 0 or end + 22 > len(data):
        return
    size, start = struct.unpack_from("<II", data, end + 12)
    # Offsets may count from behind junk that stands before the archive: the directory ends where its end begins.
    at = end - size if data[max(0, end - size) : max(0, end - size) + 4] == _ENTRY else start
    for _ in range(MAX_MEMBERS):
        if at < 0 or data[at : at + 4] != _ENTRY or at + 46 > len(data):
            return
        name, extra, comment = struct.unpack_from("<HHH", data, at + 28)
        yield data[at + 46 : at + 46 + name]
        at += 46 + name + extra + comment


def _local_headers(data: bytes) -> Iterator[bytes]:
    """Names in the headers before the members, for a zip that was cut off."""
    for number, found in enumerate(re.finditer(re.escape(_LOCAL), data)):
        at = found.start()
        if number >= MAX_MEMBERS or at + 30 > len(data):
            return
        (name,) = struct.unpack_from("<H", data, at + 26)
        yield data[at + 30 : at + 30 + name]


def ole_streams(data: bytes) -> frozenset[str]:
    """Names of the streams and storages at the root of an OLE file; embedded objects, which lie deeper, are left out.

    A file that was cut before its directory gives the telling names that stand in it anywhere.
    """
    entries = _ole_entries(data)
    if not entries:
        first = _FIRST_BYTES.get(data[512:514])  # where programs begin the main stream
        return frozenset(name for name in _TELLING if name == first or name.encode("utf-16-le") in data)
    names: set[str] = set()
    seen: set[int] = set()
    waiting = [entries[0][3]]
    while waiting:
        index = waiting.pop()
        if index >= len(entries) or index in seen:
            continue
        seen.add(index)
        name, left, right, _ = entries[index]
        names.add(name)
        waiting += [left, right]
    return frozenset(names)


_FIRST_BYTES = {b"\xec\xa5": "WordDocument", b"\x09\x08": "Workbook"}
_TELLING = ("WordDocument", "Workbook", "Book", "PowerPoint Document", "EncryptedPackage")


def _ole_entries(data: bytes) -> list[tuple[str, int, int, int]]:
    """(name, left, right, child) of each entry of the directory; none where it cannot be reached."""
    if len(data) < 512:
        return []
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in {9, 12}:
        return []
    size = 1 << shift
    (sector,) = struct.unpack_from("<I", data, 48)
    table = struct.unpack_from("<109I", data, 76)
    entries: list[tuple[str, int, int, int]] = []
    seen: set[int] = set()
    while sector < _NO_SECTOR and sector not in seen and len(seen) < MAX_SECTORS:
        seen.add(sector)
        at = (sector + 1) * size
        if at + size > len(data):
            break
        for offset in range(at, at + size, 128):
            (length,) = struct.unpack_from("<H", data, offset + 64)
            name = data[offset : offset + min(64, max(0, length - 2))].decode("utf-16-le", "replace")
            entries.append((name, *struct.unpack_from("<III", data, offset + 68)))
        sector = _next_sector(data, sector, size, table)
    return entries


def _next_sector(data: bytes, sector: int, size: int, table: tuple[int, ...]) -> int:
    """The sector that follows in the chain. Chains beyond the header's own list of tables (7 MB) are not followed."""
    block, place = divmod(sector, size // 4)
    if block >= len(table) or table[block] >= _NO_SECTOR:
        return _NO_ENTRY
    at = (table[block] + 1) * size + place * 4
    return int(struct.unpack_from("<I", data, at)[0]) if at + 4 <= len(data) else _NO_ENTRY
