"""MHTML: a web page saved as one file (.mht, "single file web page" of Word and Excel), a MIME message.

In     bytes.
Out    the web pages inside, each with the charset that its part declares, and the pictures.
Raises DamagedInput where no page is inside, LimitExceeded where there are too many parts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from budgetextract.errors import DamagedInput, LimitExceeded
from budgetextract.record import record
from budgetextract.sources.html.pictures import location

if TYPE_CHECKING:
    from email.message import Message

MAX_PARTS = 2000
MAX_LEVELS = 50
"""Parts that hold parts."""
_FIELD = re.compile(rb"(?:mime-version|from|date|subject|content-type|x-[\w-]+|received|return-path):", re.IGNORECASE)
_FRAMES = re.compile(rb"<frameset\b", re.IGNORECASE)


def is_mhtml(data: bytes) -> bool:
    """True for a message whose head says that it has parts."""
    head = data[:8192].lstrip()
    return bool(_FIELD.match(head)) and b"multipart/" in head.lower()


@record
class HtmlPart:
    """A web page of a message: its bytes, the charset its part declares ("" for none), its location."""

    data: bytes
    charset: str = ""
    location: str = ""


@record
class Saved:
    """What a message holds. ``pictures``: by location and by content id ("cid:..."), see ``pictures.location``."""

    pages: list[HtmlPart]
    pictures: dict[str, Callable[[], bytes]]


def saved_parts(data: bytes, file_name: str) -> Saved:
    """The page and its pictures; all its sheets where the page itself holds frames only."""
    import email
    from email import policy

    # Each level of parts and each part costs the parser a look at every line.
    levels, count = data.count(b"boundary="), data.lower().count(b"\ncontent-type:")
    if levels > MAX_LEVELS or count > MAX_PARTS:
        value, allowed = (levels, MAX_LEVELS) if levels > MAX_LEVELS else (count, MAX_PARTS)
        raise LimitExceeded(file=file_name, limit="mime_parts", value=str(value), allowed=str(allowed))
    try:
        message = email.message_from_bytes(data, policy=policy.compat32)
        parts, pictures = _pages(message), _pictures(message)
    except (RecursionError, ValueError, LookupError) as error:
        raise DamagedInput(file=file_name) from error
    if not parts:
        raise DamagedInput(file=file_name, why="mhtml")
    if _FRAMES.search(parts[0].data):
        sheets = [part for part in parts[1:] if not _FRAMES.search(part.data) and len(part.data) > 0]
        return Saved(sheets or parts[:1], pictures)
    return Saved(parts[:1], pictures)


def _pages(message: Message) -> list[HtmlPart]:
    """The parts that are web pages; the one that the message starts with comes first."""
    start = str(message.get_param("start") or "").strip("<> ")
    first: list[HtmlPart] = []
    rest: list[HtmlPart] = []
    for part in message.walk():
        if part.get_content_type() not in ("text/html", "application/xhtml+xml"):
            continue
        body = part.get_payload(decode=True)
        if not isinstance(body, bytes):
            continue
        named = str(part.get("Content-ID") or "").strip("<> ")
        found = HtmlPart(body, str(part.get_param("charset") or ""), _location(part))
        (first if start and named == start else rest).append(found)
    return first + rest


def _pictures(message: Message) -> dict[str, Callable[[], bytes]]:
    """The parts that are pictures, by where they are said to lie and by their ids; decoded when they are asked for."""
    found: dict[str, Callable[[], bytes]] = {}
    for part in message.walk():
        if part.get_content_maintype() == "image":
            named = str(part.get("Content-ID") or "").strip("<> ")
            for name in (_location(part), f"cid:{named}" if named else ""):
                if name:
                    found.setdefault(location(name), partial(_decoded, part))
    return found


def _decoded(part: Message) -> bytes:
    body = part.get_payload(decode=True)
    return body if isinstance(body, bytes) else b""


def _location(part: Message) -> str:
    """Where a part is said to lie; names in Chinese may be written in the way of mail headers, or as they are."""
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    stated = next((str(value) for name, value in part.raw_items() if name.lower() == "content-location"), "")
    raw = stated.encode("utf-8", "surrogateescape")
    for charset in ("utf-8", "gb18030", "latin-1"):
        try:
            stated = raw.decode(charset)
            break
        except UnicodeDecodeError:
            continue
    try:
        return "".join(str(make_header(decode_header(stated))).split())
    except (HeaderParseError, LookupError, ValueError):
        return stated.strip()
