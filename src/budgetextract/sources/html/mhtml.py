"""MHTML: a web page saved as one file (.mht, "single file web page" of Word and Excel), a MIME message.

In     bytes.
Out    the web pages inside, each with the charset that its part declares.
Raises DamagedInput where no page is inside, LimitExceeded where there are too many parts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from budgetextract.errors import DamagedInput, LimitExceeded

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


def html_parts(data: bytes, file_name: str) -> list[tuple[bytes, str]]:
    """(bytes, declared charset) of the page; of all its sheets where the page itself holds frames only."""
    import email
    from email import policy

    # Each level of parts and each part costs the parser a look at every line.
    levels, count = data.count(b"boundary="), data.lower().count(b"\ncontent-type:")
    if levels > MAX_LEVELS or count > MAX_PARTS:
        value, allowed = (levels, MAX_LEVELS) if levels > MAX_LEVELS else (count, MAX_PARTS)
        raise LimitExceeded(file=file_name, limit="mime_parts", value=str(value), allowed=str(allowed))
    try:
        message = email.message_from_bytes(data, policy=policy.compat32)
        parts = _pages(message)
    except (RecursionError, ValueError, LookupError) as error:
        raise DamagedInput(file=file_name) from error
    if not parts:
        raise DamagedInput(file=file_name, why="mhtml")
    if _FRAMES.search(parts[0][0]):
        sheets = [part for part in parts[1:] if not _FRAMES.search(part[0]) and len(part[0]) > 0]
        return sheets or parts[:1]
    return parts[:1]


def _pages(message: Message) -> list[tuple[bytes, str]]:
    """The parts that are web pages; the one that the message starts with comes first."""
    start = str(message.get_param("start") or "").strip("<> ")
    first: list[tuple[bytes, str]] = []
    rest: list[tuple[bytes, str]] = []
    for part in message.walk():
        if part.get_content_type() not in ("text/html", "application/xhtml+xml"):
            continue
        body = part.get_payload(decode=True)
        if not isinstance(body, bytes):
            continue
        label = str(part.get_param("charset") or "")
        named = str(part.get("Content-ID") or "").strip("<> ")
        (first if start and named == start else rest).append((body, label))
    return first + rest
