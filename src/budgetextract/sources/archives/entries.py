"""What the readers of archives share: one member, and how much may be unpacked in all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Protocol

from budgetextract.errors import LimitExceeded
from budgetextract.record import record

MAX_MEMBERS = 5000
MAX_MEMBER = 256 << 20
MAX_TOTAL = 512 << 20
"""Bytes: one member, and all members of an archive with all archives in it."""
MAX_RATIO = 200
"""How often a member may be larger than it is packed, from ``FREE`` bytes on; sheets of blank cells reach 100."""
FREE = 8 << 20
MAX_DEPTH = 4
"""Archives within archives."""
PIECE = 1 << 20

Fault = Literal["", "member_locked", "member_damaged", "member_link", "member_too_large", "member_method"]


@record
class Entry:
    """One member. ``fault``: why it could not be unpacked (the code of an issue), "" where it was."""

    name: str
    data: bytes = b""
    fault: Fault = ""


class Stream(Protocol):
    """Anything that gives bytes piece by piece, and none at its end."""

    def read(self, size: int, /) -> bytes: ...


class TooLarge(Exception):
    """A member that unpacks to more than it may; the others are unpacked all the same."""


class Purse:
    """What is left of the limits of one archive and of the archives in it."""

    def __init__(self, file_name: str) -> None:
        self._file = file_name
        self._members = 0
        self._bytes = 0

    def count(self, members: int) -> None:
        """Takes notice of members. Raises ``LimitExceeded``."""
        self._members += members
        if self._members > MAX_MEMBERS:
            raise self._exceeded("members", self._members, MAX_MEMBERS)

    def check(self, size: int, packed: int) -> None:
        """Looks at what a member is said to be. Raises ``TooLarge`` for it, ``LimitExceeded`` for the archive."""
        if size > MAX_MEMBER or (size > FREE and size > MAX_RATIO * max(1, packed)):
            raise TooLarge
        if self._bytes + size > MAX_TOTAL:
            raise self._exceeded("unpacked_bytes", self._bytes + size, MAX_TOTAL)

    def read(self, stream: Stream, packed: int) -> bytes:
        """All that a stream gives, whatever its archive said of it. Raises as ``check``."""
        pieces: list[bytes] = []
        size = 0
        while piece := stream.read(PIECE):
            size += len(piece)
            self.check(size, packed)
            pieces.append(piece)
        self._bytes += size
        return b"".join(pieces)

    def spend(self, size: int) -> None:
        """Takes notice of bytes that were unpacked elsewhere."""
        self._bytes += size

    def _exceeded(self, limit: str, value: int, allowed: int) -> LimitExceeded:
        return LimitExceeded(file=self._file, limit=limit, value=str(value), allowed=str(allowed))


def decoded_names(names: Iterable[bytes]) -> list[str]:
    """Names that bear no charset, all in one: UTF-8, else GB 18030 (what Chinese Windows writes), else cp437."""
    raw = list(names)
    for charset in ("utf-8", "gb18030"):
        try:
            return [name.decode(charset) for name in raw]
        except UnicodeDecodeError:
            continue
    return [name.decode("cp437") for name in raw]
