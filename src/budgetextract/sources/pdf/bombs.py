"""Streams that unpack to far more than a page can be, before pdfium unpacks them.

pdfium unpacks a page's drawing whole, up to a gigabyte, and holds it more than once. Deflate makes at most 1,032 bytes
out of one, so that only long streams need a look, and those few are unpacked block by block and thrown away.
"""

from __future__ import annotations

import re
import zlib

MAX_UNPACKED = 256 * 1024 * 1024
"""Bytes of one stream; the drawing of the densest page seen is some 5 MB."""
MAX_RATIO = 1032
BLOCK = 1 << 20
SAMPLE = 16_384
"""Packed bytes of a font that tell whether it is one: fonts of Chinese are megabytes and make up most long streams."""
FONT_RATIO = 20
_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 2000
"""Bytes before a stream in which its dictionary stands."""


def unpacks_too_far(data: bytes) -> bool:
    """True if a stream of a PDF, pictures apart, unpacks to more than ``MAX_UNPACKED`` bytes.

    Pictures are bounded by their declared size where they are used. Streams packed in several layers are bounded by
    pdfium: each layer may not exceed a share of the one before.
    """
    if len(data) < MAX_UNPACKED // MAX_RATIO:
        return False
    at = 0
    while match := _STREAM.search(data, at):
        start = match.end()
        if data[match.start() - 3 : match.start()] == b"end":
            at = start
            continue
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        at = end + len(b"endstream")
        if end - start < MAX_UNPACKED // MAX_RATIO or not _is_deflate(data[start : start + 2]):
            continue
        words = data[max(0, match.start() - _DICTIONARY) : match.start()].rpartition(b" obj")[2]
        if b"/Image" in words:
            continue
        if b"/Length1" in words and not _swells(data[start : start + SAMPLE]):
            continue
        if _unpacked_size(data[start:end]) > MAX_UNPACKED:
            return True
    return False


def _is_deflate(head: bytes) -> bool:
    return len(head) == 2 and head[0] & 0x0F == 8 and (head[0] << 8 | head[1]) % 31 == 0


def _swells(packed: bytes) -> bool:
    """True if the beginning of a stream unpacks to more than any font does."""
    return _unpacked_size(packed) > FONT_RATIO * len(packed)


def _unpacked_size(packed: bytes) -> int:
    """Bytes that a stream unpacks to, counted no further than just over ``MAX_UNPACKED``."""
    unpacker, size = zlib.decompressobj(), 0
    rest = packed
    try:
        while rest and not unpacker.eof and size <= MAX_UNPACKED:
            size += len(unpacker.decompress(rest, BLOCK))
            rest = unpacker.unconsumed_tail
    except zlib.error:  # a damaged stream ends where it is damaged, for pdfium too
        return size
    return size
