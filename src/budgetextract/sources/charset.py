"""Bytes of a text or web page to characters, by rule: detectors by statistics call GBK "部门预算" cp949.

In     bytes, and the label that the file bears, if any.
Out    ``Decoded``; bytes that fit no charset are counted, never dropped in silence.
How    BOM; strict UTF-8; UTF-8 with a few broken characters (portals cut descriptions by bytes); the label, where it
       says more than "some Western page"; strict GB 18030; the same with a few broken characters.
Raises DamagedInput where none of them fits.
"""

from __future__ import annotations

import codecs
import re

from budgetextract.errors import DamagedInput
from budgetextract.model.document import ReadProblem
from budgetextract.record import record

BROKEN = 0.01
"""Part of the characters outside of ASCII that may be broken in a charset that is still believed."""
SURE = 20
"""Good characters outside of ASCII for each broken one, in a text too short for a percentage."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_LABELS = {
    **dict.fromkeys(
        ("gb2312", "gb_2312", "gb_2312-80", "gb2312-80", "csgb2312", "gbk", "x-gbk", "cp936", "ms936", "936",
         "windows-936", "gb18030", "gb18030-2000", "euc-cn", "x-euc-cn", "chinese", "iso-ir-58"), "gb18030"
    ),
    **dict.fromkeys(("big5", "big5-hkscs", "cn-big5", "x-x-big5", "csbig5", "cp950", "big-5"), "big5hkscs"),
    **dict.fromkeys(("utf-16", "utf-16le", "unicode", "ucs-2"), "utf-16-le"),
    "utf-16be": "utf-16-be",
    "hz-gb-2312": "hz",
}  # fmt: skip
"""Labels that are believed. A Western one (iso-8859-1 by an old editor over GBK bytes) fits any bytes: it is not."""
_REPLACED = "\ufffd"
_SILENT = (
    *range(0x09), 0x0B, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
    *range(0x2060, 0x2065), 0xFEFF,
)  # fmt: skip
_CONTROL: dict[int, str | None] = dict.fromkeys(_SILENT) | dict.fromkeys((0x85, 0x2028, 0x2029), "\n")
"""Characters that print nothing: control characters, soft hyphens, marks of direction, joints of width nought."""


@record
class Decoded:
    """Text, the name of its charset as Python has it, and the characters that were broken (U+FFFD in ``text``)."""

    text: str
    charset: str
    broken: int = 0

    def problems(self) -> tuple[ReadProblem, ...]:
        """The issue that some bytes are no characters."""
        if not self.broken:
            return ()
        return (ReadProblem("bytes_lost", args=(("count", str(self.broken)), ("charset", self.charset))),)


def decoded(data: bytes, file_name: str, label: str = "") -> Decoded:
    """The characters of a file. ``label``: the charset that it declares, "" where it declares none."""
    for bom, charset in _BOMS:
        if data.startswith(bom):
            return _with_broken(data[len(bom) :], charset, file_name)
    if wide := _wide_ascii(data):
        return _with_broken(data, wide, file_name)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _not_utf8(data, file_name, label)


def label_of(name: str) -> str:
    """The charset that a label means, "" where it is unknown or not believed."""
    return _LABELS.get(name.strip(" \t\"'").lower(), "")


def printable(text: str) -> str:
    """The text without characters that print nothing; line ends, tabs and form feeds stay."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROL)


def _not_utf8(data: bytes, file_name: str, label: str) -> Decoded:
    mended = _believed(data, "utf-8")
    if mended is not None:
        return mended
    declared = label_of(label)
    charsets = list(dict.fromkeys(name for name in (declared, "gb18030") if name))
    for charset in charsets:
        try:
            return Decoded(data.decode(charset), charset)
        except UnicodeDecodeError:
            continue
    for charset in charsets:
        mended = _believed(data, charset)
        if mended is not None:
            return mended
    raise DamagedInput(file=file_name, why="charset")


def _believed(data: bytes, charset: str) -> Decoded | None:
    """The text in a charset with few broken characters among many good ones, None where there are more."""
    text = data.decode(charset, "replace")
    # What the file itself holds as U+FFFD was lost before; it tells nothing of this decoding.
    broken = text.count(_REPLACED) - (data.count(b"\xef\xbf\xbd") if charset == "utf-8" else 0)
    good = sum(1 for char in text if char > "\x7f" and char != _REPLACED)
    few = broken <= max(2, BROKEN * good) and good >= SURE * max(1, broken)
    return Decoded(text, charset, broken) if few else None


def _with_broken(data: bytes, charset: str, file_name: str) -> Decoded:
    """A file whose BOM names the charset."""
    text = data.decode(charset, "replace")
    broken = text.count(_REPLACED)
    if broken > max(1, len(text) // 10):
        raise DamagedInput(file=file_name, why="charset")
    return Decoded(text, charset, broken)


def _wide_ascii(data: bytes) -> str:
    """UTF-16 without a BOM, which strict UTF-8 takes for ASCII with NULs between: its charset, else ""."""
    head = data[:2000]
    if len(head) < 4 or head.count(0) < len(head) // 5:
        return ""
    return "utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be"


_META = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)


def declared_charset(data: bytes) -> str:
    """The label in the head of a web page: <meta charset>, http-equiv, or the XML declaration; "" without one."""
    head = data[:16384]
    found = _META.search(head) or _XML.search(head)
    return found.group(1).decode("ascii") if found else ""
