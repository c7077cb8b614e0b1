"""Articles that a page stores and shows by script: in a hidden text area, a template, or a string of a script.

In     the tree of a page that shows no article.
Out    the HTML of the longest stored piece, "" where there is none.
Never  run a script; a string is taken as it is written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

ENOUGH = 200
"""Characters from which a stored piece can be an article."""
MAX_STRINGS = 100
MAX_SCRIPT = 4_000_000
"""Characters of a script that are looked at."""
_MARKUP = re.compile(r"<(?:p|div|table|br|span)\b", re.IGNORECASE)
_STRING = re.compile(
    r"[\"']?\b(?:content|articlecontent|htmlcontent|body|detail|text)[\"']?\s*[:=]\s*\"", re.IGNORECASE
)
_HOLDERS = ("textarea", "template", "noscript")


def stored_article(root: Any) -> str:
    """The longest piece of HTML that text areas, templates and scripts hold."""
    return max(_pieces(root), key=len, default="")


def _pieces(root: Any) -> Iterator[str]:
    for element in root.iter(*_HOLDERS):
        text = "".join(element.itertext())
        if len(text) >= ENOUGH and _MARKUP.search(text):
            yield text
    for element in root.iter("script"):
        text = element.text or ""
        kind = (element.get("type") or "").lower()
        if kind in ("text/html", "text/template", "text/x-template") and _MARKUP.search(text):
            yield text
        elif len(text) >= ENOUGH:
            yield from _strings(text[:MAX_SCRIPT])


def _strings(script: str) -> Iterator[str]:
    """Strings of JSON under a name that means the content of an article."""
    for count, found in enumerate(_STRING.finditer(script)):
        if count > MAX_STRINGS:
            return
        try:
            value, _ = json.JSONDecoder(strict=False).raw_decode(script, found.end() - 1)
        except ValueError:
            continue
        if isinstance(value, str) and len(value) >= ENOUGH and _MARKUP.search(value):
            yield value
