"""The kind of a file by its content; a name tells nothing for sure.

In     the bytes of a file; only of containers more than the first ``HEAD`` bytes is looked at.
Out    a kind, and what a person calls it.
Never  unpack, run or follow anything; raise; take time that grows faster than the file.
"""

from __future__ import annotations

import codecs
import re
from typing import Literal

from budgetextract.errors import DamagedInput
from budgetextract.record import record
from budgetextract.sources.charset import decoded
from budgetextract.sources.containers import ole_streams, zip_members

Kind = Literal[
    "pdf", "docx", "xlsx", "xlsb", "xls", "doc", "wps", "et", "rtf", "odt", "ods", "xml_word", "xml_sheet", "html",
    "mhtml", "text", "ofd", "image", "zip", "7z", "rar", "tar", "gz", "bz2", "xz", "locked", "unknown",
]  # fmt: skip
"""``wps`` and ``et``: old files of WPS that are no Word and no Excel inside (newer ones are ``doc`` and ``xls``).
``xml_word``, ``xml_sheet``: Word or Excel as one XML file. ``locked``: an office file that needs a password."""

ARCHIVES: frozenset[Kind] = frozenset({"zip", "7z", "rar", "tar", "gz", "bz2", "xz"})
HEAD = 1 << 16
PDF_WITHIN = 4096
"""Bytes within which a PDF begins: mail headers, blank lines and PJL commands of printers stand before some."""


@record
class Found:
    """A kind, and what it looks like in words of every language: "PNG", "PowerPoint"."""

    kind: Kind
    name: str


def kind_of(data: bytes) -> Kind:
    """What a file is."""
    return look_at(data).kind


def look_at(data: bytes) -> Found:
    """What a file is, with a name for it."""
    head = data[:HEAD]
    for magic, at, found in _MAGIC:
        if head.startswith(magic, at):
            return found
    if head.startswith(b"BM") and head[6:10] == bytes(4):
        return Found("image", "BMP")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zip(data)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole(data)
    if _is_pdf(head):
        return Found("pdf", "PDF")
    return _text(head, whole=len(data) <= HEAD)


_PDF = re.compile(rb"%PDF-[\d.]")
_PDF_OBJECT = re.compile(rb"\d\s+\d+\s+obj\b")


def _is_pdf(head: bytes) -> bool:
    """A PDF that begins at once, or behind something else and then goes on as one: a text may speak of "%PDF-1.7"."""
    found = _PDF.search(head, 0, PDF_WITHIN)
    return found is not None and (not found.start() or _PDF_OBJECT.search(head, found.end()) is not None)


_MAGIC: tuple[tuple[bytes, int, Found], ...] = (
    (b"7z\xbc\xaf\x27\x1c", 0, Found("7z", "7z")),
    (b"Rar!\x1a\x07", 0, Found("rar", "RAR")),
    (b"\x1f\x8b\x08", 0, Found("gz", "gzip")),
    (b"BZh", 0, Found("bz2", "bzip2")),
    (b"\xfd7zXZ\x00", 0, Found("xz", "xz")),
    (b"ustar", 257, Found("tar", "tar")),
    (b"\x89PNG\r\n\x1a\n", 0, Found("image", "PNG")),
    (b"\xff\xd8\xff", 0, Found("image", "JPEG")),
    (b"II*\x00", 0, Found("image", "TIFF")),
    (b"MM\x00*", 0, Found("image", "TIFF")),
    (b"GIF87a", 0, Found("image", "GIF")),
    (b"GIF89a", 0, Found("image", "GIF")),
    (b"WEBP", 8, Found("image", "WebP")),
    (b"\x00\x00\x00\x0cjP  ", 0, Found("unknown", "JPEG 2000")),
    (b"ftyp", 4, Found("unknown", "HEIC / MP4")),
    (b"(\xb5/\xfd", 0, Found("unknown", "Zstandard")),
    (b"MSCF", 0, Found("unknown", "CAB")),
    (b"CD001", 32769, Found("unknown", "ISO 9660")),
    (b"\x7fELF", 0, Found("unknown", "ELF")),
    (b"MZ\x90\x00", 0, Found("unknown", "EXE")),
    (b"SQLite format 3\x00", 0, Found("unknown", "SQLite")),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", 0, Found("unknown", "WMV")),
    (b"%!PS", 0, Found("unknown", "PostScript")),
    (b"CAJ\x00", 0, Found("unknown", "CAJ")),
)


# --- zip and OLE


def _zip(data: bytes) -> Found:
    """An office file, or an archive of files. Members in a folder of the archive do not make it an office file."""
    names = {name.lower().lstrip("/") for name in zip_members(data)}
    tops = {name.split("/", 1)[0] for name in names if "/" in name}
    if "[content_types].xml" in names or "_rels/.rels" in names:
        return _ooxml(names, tops)
    if "ofd.xml" in names:
        return Found("ofd", "OFD")
    if "mimetype" in names:
        return _open_document(data)
    if any(name.startswith("index/") and name.endswith(".iwa") for name in names):
        return Found("unknown", "iWork")
    return Found("zip", "ZIP")


def _ooxml(names: set[str], tops: set[str]) -> Found:
    if "word" in tops:
        return Found("docx", "Word")
    if "xl/workbook.bin" in names:
        return Found("xlsb", "Excel (.xlsb)")
    if "xl" in tops:
        return Found("xlsx", "Excel")
    return Found("unknown", "PowerPoint" if "ppt" in tops else "Visio" if "visio" in tops else "Office Open XML")


def _open_document(data: bytes) -> Found:
    """The member ``mimetype`` comes first and is not packed, so that its words can be read as they are."""
    words = re.search(rb"application/(vnd\.oasis\.opendocument\.(?:text|spreadsheet|\w)|epub)", data[:HEAD])
    what = words.group(1) if words else b""
    if what.endswith(b".text"):
        return Found("odt", "OpenDocument Text")
    if what.endswith(b".spreadsheet"):
        return Found("ods", "OpenDocument Spreadsheet")
    return Found("unknown", "EPUB" if what == b"epub" else "OpenDocument") if what else Found("zip", "ZIP")


def _ole(data: bytes) -> Found:
    names = ole_streams(data)
    if "EncryptedPackage" in names:
        return Found("locked", "Office")
    if "WordDocument" in names:
        return Found("doc", "Word 97")
    if names & {"Workbook", "Book"}:
        return Found("xls", "Excel 97")
    if "PowerPoint Document" in names:
        return Found("unknown", "PowerPoint 97")
    if any(name.startswith("__substg1.0_") or name == "__properties_version1.0" for name in names):
        return Found("unknown", "Outlook (.msg)")
    # Files of WPS 2000 and its like keep their text in streams of their own; LibreOffice knows some of them.
    lower = {name.lower() for name in names}
    if any(name.startswith("et") and "main" in name for name in lower):
        return Found("et", "ET")
    if any("wps" in name or name in {"contents", "matost"} for name in lower):
        return Found("wps", "WPS")
    return Found("unknown", "OLE")


# --- text of some kind

_COMMENTS = re.compile(
    r"\s*(?:<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<!doctype[^>\[]{0,500}(?:\[[^\]]{0,20000}\])?\s*>)", re.I | re.S
)
_ROOT = re.compile(r"\s*<([a-z_][\w.-]*(?::[\w.-]+)?)(?=[\s>/])", re.I)
_HTML = frozenset(
    {"html", "head", "body", "meta", "title", "link", "script", "style", "base", "table", "tbody", "thead", "tr", "td",
     "div", "span", "p", "h1", "h2", "h3", "h4", "h5", "h6", "center", "font", "br", "hr", "ul", "ol", "li", "dl",
     "form", "section", "article", "main", "header", "nav", "a", "b", "strong", "img", "iframe", "frameset"}
)  # fmt: skip
_MARKUP = re.compile(r"<(?:html|body|table|tr|td|div|p|span|br|/p|/td|/div|/table)\b[^<>]*>", re.I)
MANY_TAGS = 5
"""Tags that make a web page of a text that begins with none: parts of pages cut out by hand."""
_PIPES = re.compile(r"^\|(?:\s*:?-{3,}:?\s*\|)+\s*$", re.M)
"""The line below the head of a table in Markdown, whose cells break their lines with <br>."""
_MHTML = re.compile(
    r"(?:^|\n)content-type:\s*multipart/(?:related|alternative)|(?:^|\n)snapshot-content-location:", re.I
)
_MAIL_HEAD = re.compile(r"\s*(?:mime-version|from|date|subject|content-type|x-[\w-]+|received|return-path):", re.I)


def _text(head: bytes, *, whole: bool) -> Found:
    """Rich text, a web page, XML of an office program, or plain text; else unknown."""
    if re.match(rb"(?:\xef\xbb\xbf)?\s*\{\\rtf", head):
        return Found("rtf", "RTF")
    text = readable(head, whole=whole)
    # Markup is ASCII: a page whose text no charset can read is still a page, and its reader says what is wrong.
    markup = text if text is not None else head.decode("latin-1")
    rest = markup.lstrip("\ufeff\u00ef\u00bb\u00bf\u3000 \t\r\n\x0b\x0c")
    if _MAIL_HEAD.match(rest) and _MHTML.search(rest[:8192]):
        return Found("mhtml", "MHTML")
    if rest.startswith("<"):
        return _marked_up(rest, readable=text is not None)
    if text is None:
        return Found("unknown", "data")
    if _is_page(rest):
        return Found("html", "HTML")
    return Found("text", "TXT") if _printable(text) else Found("unknown", "data")


def _is_page(text: str) -> bool:
    """Whether a text that is not marked up from its beginning has the tags of a web page."""
    tags = _MARKUP.findall(text)
    if len(tags) < MANY_TAGS:
        return False
    return _PIPES.search(text) is None or any(not tag[1:3].lower().startswith("br") for tag in tags)


def _marked_up(text: str, *, readable: bool) -> Found:
    at = 0
    for _ in range(64):
        found = _COMMENTS.match(text, at)
        if found is None or found.end() == at:
            break
        at = found.end()
    root = _ROOT.match(text, at)
    name = root.group(1).lower() if root else ""
    if name in _HTML or re.search(r"<!doctype\s+html|<html[\s>]", text, re.I):
        return Found("html", "HTML")
    local = name.rpartition(":")[2]
    if local == "worddocument" or (local == "package" and "xmlpackage" in text[:2048].lower()):
        return Found("xml_word", "Word XML")
    if local == "workbook" and "office:spreadsheet" in text[:4096]:
        return Found("xml_sheet", "Excel XML")
    if text.lstrip().startswith("<?xml") or "xmlns" in text[:2048]:
        return Found("unknown", "XML")
    if _is_page(text):
        return Found("html", "HTML")
    return Found("text", "TXT") if readable and _printable(text) else Found("unknown", "data")


def readable(head: bytes, *, whole: bool) -> str | None:
    """The text of a file, or of its beginning, in the charset that reads it; None where there is none.

    A character cut at the end does not count, unless the file is ``whole``.
    """
    for charset in () if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ("utf-8", "gb18030"):
        try:
            text = codecs.getincrementaldecoder(charset)("strict").decode(head, final=whole)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    try:
        return decoded(head, "").text
    except DamagedInput:
        return None


_BLANK = frozenset("\t\n\r\x0b\x0c\x1a")
MAX_STRANGE = 0.01
"""Share of characters in a text that nobody writes: control characters, broken and private ones."""


def _printable(text: str) -> bool:
    """True for a text that a person wrote: hardly a strange character, no NUL, something besides blanks."""
    if "\0" in text or not text.strip():
        return False
    strange = sum(
        1 for char in text if (char < " " and char not in _BLANK) or "\ue000" <= char <= "\uf8ff" or char == "\ufffd"
    )
    return strange <= MAX_STRANGE * len(text)
