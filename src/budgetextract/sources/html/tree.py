"""Characters of a web page to a tree of elements, within limits of size and depth; nothing is fetched or resolved.

In     the text of a page.
Out    ``Tree``.
Raises LimitExceeded where the page is too large or nested too deeply, DamagedInput where it holds no element.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from budgetextract.errors import DamagedInput, LimitExceeded
from budgetextract.record import record
from budgetextract.sources.charset import printable

MAX_CHARS = 16_000_000
"""Characters of a page without the pictures inside it; the largest workbook saved as a page has some millions."""
MAX_ELEMENTS = 400_000
MAX_DEPTH = 2048
"""Depth of elements that libxml2 bears when asked to; 256 when not."""
_DATA = re.compile(r"data:[a-z]{1,20}/[\w.+-]{1,60};base64,[A-Za-z0-9+/=\s%]{200,}", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!doctype[^>\[]{0,1000}\[[^\]]*\]\s*>", re.IGNORECASE)
_INLINE = re.compile(r"</?(?:font|span|b|strong|i|em|u|big|small|st1:\w+|o:p)(?:\s[^<>]{0,2000})?>", re.IGNORECASE)
DATA_PICTURE = "data:picture;"
"""With its number, what stands for a picture that was taken out of the page."""
MAX_PICTURES = 1000
"""Pictures of one page that are kept."""


@record
class Tree:
    """``root``: the html element; ``sheets``: the text of its style elements."""

    root: Any
    sheets: str


def tree_of(text: str, file_name: str, pictures: list[str] | None = None) -> Tree:
    """The elements of a page. Its data: URIs are taken out, which are larger than all its text, and added to
    ``pictures``, as many as may be."""
    if ";base64," in text:
        kept = pictures if pictures is not None else []

        def taken(found: re.Match[str]) -> str:
            kept.append(found[0])
            return f"{DATA_PICTURE}{len(kept) - 1}"

        text = _DATA.sub(lambda found: taken(found) if len(kept) < MAX_PICTURES else DATA_PICTURE, text)
    if len(text) > MAX_CHARS:
        raise LimitExceeded(file=file_name, limit="html_chars", value=str(len(text)), allowed=str(MAX_CHARS))
    text = printable(_DOCTYPE.sub("", text))
    root = _parsed(text, deep=False)
    if root is None:
        # Old editors leave thousands of font and span elements open; without them the page is shallow again.
        root = _parsed(_INLINE.sub("", text), deep=True)
    if root is None:
        raise LimitExceeded(file=file_name, limit="html_depth", value=f"> {MAX_DEPTH}", allowed=str(MAX_DEPTH))
    if root is NOTHING:
        raise DamagedInput(file=file_name, why="html")
    elements = sum(1 for _ in root.iter())
    if elements > MAX_ELEMENTS:
        raise LimitExceeded(file=file_name, limit="html_elements", value=str(elements), allowed=str(MAX_ELEMENTS))
    sheets = "\n".join(element.text or "" for element in root.iter("style"))
    return Tree(root, sheets)


NOTHING: Any = object()


def _parsed(text: str, *, deep: bool) -> Any:
    """The html element, NOTHING where the text holds none, None where it is nested too deeply to be read whole."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=deep, recover=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None if _too_deep(parser) else NOTHING
    if _too_deep(parser):
        return None
    return NOTHING if root is None else root


def _too_deep(parser: Any) -> bool:
    return any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def names_of(element: Any) -> set[str]:
    """The id and the classes of an element, in small letters."""
    names = {name.lower() for name in element.get("class", "").split()[:30]}
    name = element.get("id")
    if name:
        names.add(name.strip().lower())
    return names


def metas(root: Any) -> Mapping[str, str]:
    """Content of the meta elements by name or property, in small letters; the first of a name."""
    out: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or "").strip().lower()
        content = (element.get("content") or "").strip()
        if name and content and len(content) < 1000:
            out.setdefault(name, content)
    return out
