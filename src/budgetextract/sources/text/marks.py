"""Markdown's marks taken off a line, and what they said: level of a heading, names of links and pictures.

Only marks that cannot be text are taken: two stars in 139****0000 are none.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import field

from budgetextract.record import record

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(\S.*?)[ \t]*#*\s*$")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})$")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_QUOTE = re.compile(r" {0,3}(?:> ?)+")
_BULLET = re.compile(r"[ \t]*[-*+•][ \t]+(?=\S)")
_STRONG = re.compile(
    r"(?<!\*)\*\*(?!\*)(?=\S)([^*\n]{1,500}?)(?<=\S)\*\*(?!\*)|(?<![\w_])__(?=[^\s_])([^_\n]{1,500}?)(?<=\S)__(?![\w_])"
)
_EMPHASIS = re.compile(r"(?<![*0-9A-Za-z\\])\*(?=[^\s*])([^*\n]{1,60}?)(?<=[^\s*])\*(?![*0-9A-Za-z])")
_CODE = re.compile(r"`([^`\n]{1,300})`")
_PICTURE = re.compile(r"!\[([^\]\n]{0,300})\]\([^()\n]{0,2000}\)")
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]{1,300})\]\(([^()\s]{0,2000})(?:\s[^()\n]{0,300})?\)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
TAG = re.compile(
    r"</?(?:u|b|i|em|strong|sub|sup|font|span|center|small|big|ins|mark|p|div)(?:\s[^<>\n]{0,300})?/?>", re.IGNORECASE
)
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,5});", re.IGNORECASE)
SIZES = (22.0, 18.0, 16.0, 14.0, 13.0, 13.0)
"""Points of headings of level 1 to 6."""


@record
class Marked:
    """A line without its marks. ``level``: 1-6 for a heading, 0 for other lines."""

    text: str
    level: int = 0
    item: bool = False
    """It begins an item of a list."""


@record(frozen=False)
class Marks:
    """Reads the marks of a text's lines; remembers links and pictures."""

    links: list[tuple[str, str]] = field(default_factory=list)
    """(name, address)."""
    pictures: int = 0

    def line(self, line: str) -> Marked | None:
        """A line without marks; None for one that is nothing but marks (a rule, a fence)."""
        if _RULE.match(line) or _FENCE.match(line):
            return None
        if quote := _QUOTE.match(line):
            line = line[quote.end() :]
        heading = _HEADING.match(line)
        if heading:
            return Marked(self.inline(heading[2]), len(heading[1]))
        bullet = _BULLET.match(line)
        if bullet:
            return Marked(self.inline(line[bullet.end() :]), item=True)
        return Marked(self.inline(line))

    def inline(self, text: str) -> str:
        """A piece of text without the marks inside of it."""
        if not any(char in text for char in "*_`[\\&<!"):
            return text
        self.pictures += sum(1 for _ in _PICTURE.finditer(text))
        text = _PICTURE.sub("", text)
        self.links.extend((found[1], found[2]) for found in _LINK.finditer(text))
        text = _LINK.sub(r"\1", text)
        text = _CODE.sub(r"\1", text)
        text = _STRONG.sub(lambda found: found[1] or found[2], text)
        text = _EMPHASIS.sub(r"\1", text)
        return inline_tags_off(_ESCAPED.sub(r"\1", text))


def inline_tags_off(text: str) -> str:
    """Text without the few tags that converters leave in plain text, entities as characters."""
    if "<" in text:
        text = TAG.sub("", text)
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


def is_markdown(lines: Sequence[str]) -> bool:
    """True where a text uses marks that plain texts do not: a title, two headings, a table's head, strong words."""
    first = next((line for line in lines if line.strip()), "")
    if first.startswith("# ") and _HEADING.match(first):
        return True
    headings = strong = bullets = 0
    for line in lines:
        if line.startswith("#") and _HEADING.match(line):
            headings += 1
        if "**" in line:
            strong += sum(1 for _ in _STRONG.finditer(line))
        if line.startswith(("- ", "* ")):
            bullets += 1
        if headings > 1 or strong > 1 or bullets > 2 or (line.count("-") > 5 and SEPARATOR.fullmatch(line)):
            return True
    return False


SEPARATOR = re.compile(r"\s*\|?\s*:?-{2,200}:?\s*(?:[|+]\s*:?-{2,200}:?\s*){1,200}\|?\s*")
"""The line under the head of a table: |---|:--:|, and ---+--- of a database's client."""
