"""Members of a 7z archive by py7zr, unpacked into memory."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any

from budgetextract.errors import DamagedInput, EncryptedInput, LimitExceeded
from budgetextract.sources.archives.entries import Entry, Fault, Purse, TooLarge


def entries(data: bytes, file_name: str, purse: Purse) -> Iterator[Entry]:
    """The members in their order. Members of one block that stand behind a damaged one are lost with it."""
    import py7zr

    _check_head(data, file_name)
    try:
        archive = py7zr.SevenZipFile(io.BytesIO(data), "r")
        locked = archive.needs_password()
        infos = [info for info in archive.list() if not info.is_directory]
    except py7zr.PasswordRequired as error:
        raise EncryptedInput(file=file_name) from error
    except Exception as error:  # its parser lets through whatever a spoilt head leads to
        raise DamagedInput(file=file_name) from error
    with archive:
        purse.count(len(infos))
        faults: dict[str, Fault] = {}
        for info in infos:
            if fault := "member_locked" if locked else _fault(info, purse):
                faults[info.filename] = fault
        store = _Store(purse)
        wanted = {info.filename for info in infos} - set(faults)
        later = _unpack(archive, wanted, store) if wanted else "member_damaged"
    for info in infos:
        name = info.filename
        kept = store.kept.get(name)
        if name in faults:
            yield Entry(name, fault=faults[name])
        elif kept is not None and kept.complete:
            yield Entry(name.replace("\\", "/"), kept.content.getvalue())
        elif info.uncompressed:
            yield Entry(name, fault=later)


def _fault(info: Any, purse: Purse) -> Fault:
    if getattr(info, "is_symlink", False) or not _plain(info.filename):
        return "member_link"
    try:
        purse.check(int(info.uncompressed), int(info.uncompressed))  # packed size: of whole blocks only
    except TooLarge:
        return "member_too_large"
    return ""


def _plain(name: str) -> bool:
    """A name that stays below its folder: the library refuses a whole archive for one that does not."""
    parts = name.replace("\\", "/").split("/")
    return ".." not in parts and not name.startswith(("/", "\\")) and ":" not in parts[0]


def _unpack(archive: Any, wanted: set[str], store: _Store) -> Fault:
    """Unpacks; what was unpacked before a fault stands. The fault of the rest."""
    from py7zr.exceptions import UnsupportedCompressionMethodError

    try:
        archive.extract(targets=wanted, factory=store)
    except LimitExceeded:
        raise
    except UnsupportedCompressionMethodError:
        return "member_method"
    except TooLarge:
        return "member_too_large"
    except Exception:  # whatever spoilt bytes lead to
        return "member_damaged"
    return "member_damaged"


def _check_head(data: bytes, file_name: str) -> None:
    """The directory has to lie within the file; the library would ask for as much memory as it says."""
    if len(data) < 32:
        raise DamagedInput(file=file_name)
    offset, size = struct.unpack_from("<QQ", data, 12)
    if offset + size + 32 > len(data):
        raise DamagedInput(file=file_name)


class _Kept:
    """One member in memory; the library writes it piece by piece and closes it when it is whole."""

    def __init__(self, purse: Purse) -> None:
        self._purse = purse
        self.content = io.BytesIO()
        self.complete = False

    def write(self, piece: bytes | bytearray) -> int:
        self._purse.check(self.content.tell() + len(piece), self.content.tell() + len(piece))
        return self.content.write(piece)

    def read(self, size: int | None = None) -> bytes:
        return self.content.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.content.seek(offset, whence)

    def flush(self) -> None:
        """Nothing waits."""

    def size(self) -> int:
        return self.content.getbuffer().nbytes

    def close(self) -> None:
        self.complete = True
        self._purse.spend(self.size())


class _Store:
    """Where the library puts members: by name, in memory."""

    def __init__(self, purse: Purse) -> None:
        self._purse = purse
        self.kept: dict[str, _Kept] = {}

    def create(self, filename: str) -> _Kept:
        self.kept[filename.removeprefix("./")] = one = _Kept(self._purse)
        return one
