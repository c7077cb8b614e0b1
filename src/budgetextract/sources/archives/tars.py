"""Members of a tar, and what gzip, bzip2 or xz hold: a tar, or a single file."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from budgetextract.errors import DamagedInput
from budgetextract.sources.archives.entries import Entry, Purse, Stream, TooLarge, decoded_names
from budgetextract.sources.kinds import Kind, kind_of

MAX_MEMORY = 128 << 20
"""Bytes of memory that the dictionary of an xz file may take."""


def entries(data: bytes, file_name: str, purse: Purse) -> Iterator[Entry]:
    """The files of a tar in their order; links and devices as such."""
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:", errors="surrogateescape", ignore_zeros=False) as archive:
            infos = []
            for info in archive:
                purse.count(1)
                if not info.isdir():
                    infos.append(info)
            names = decoded_names(info.name.encode("utf-8", "surrogateescape") for info in infos)
            for info, name in zip(infos, names, strict=True):
                yield _entry(archive, info, name, purse)
    except (tarfile.TarError, EOFError, OSError, ValueError, OverflowError) as error:
        raise DamagedInput(file=file_name) from error


def _entry(archive: tarfile.TarFile, info: tarfile.TarInfo, name: str, purse: Purse) -> Entry:
    if not info.isreg():
        return Entry(name, fault="member_link")
    try:
        purse.check(info.size, info.size)
        stream = archive.extractfile(info)
        content = purse.read(stream, info.size) if stream is not None else b""
    except TooLarge:
        return Entry(name, fault="member_too_large")
    except (tarfile.TarError, OSError, EOFError):
        return Entry(name, fault="member_damaged")
    return Entry(name, content) if len(content) == info.size else Entry(name, fault="member_damaged")


def single(data: bytes, kind: Kind, file_name: str, purse: Purse) -> Iterator[Entry]:
    """What a packed stream holds."""
    purse.count(1)
    name = PurePosixPath(file_name).stem
    try:
        content = purse.read(_opened(data, kind), len(data))
    except TooLarge:
        yield Entry(name, fault="member_too_large")
        return
    except (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError) as error:
        raise DamagedInput(file=file_name) from error
    if kind_of(content) == "tar":
        yield from entries(content, file_name, purse)
    else:
        yield Entry(name, content)


def _opened(data: bytes, kind: Kind) -> Stream:
    if kind == "gz":
        return gzip.GzipFile(fileobj=io.BytesIO(data))
    if kind == "bz2":
        return bz2.BZ2File(io.BytesIO(data))
    return _Unpacked(lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=MAX_MEMORY), data)


class _Unpacked:
    """A stream of what an xz file holds."""

    def __init__(self, packer: lzma.LZMADecompressor, data: bytes) -> None:
        self._packer = packer
        self._data = data

    def read(self, size: int, /) -> bytes:
        if self._packer.eof:
            return b""
        piece = self._packer.decompress(self._data, size)
        self._data = b""
        if not piece and self._packer.needs_input and not self._packer.eof:
            raise EOFError
        return piece
