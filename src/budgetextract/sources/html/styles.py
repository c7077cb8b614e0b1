"""The few properties of CSS that decide what is shown, how large and where: inline, and by simple selectors.

In     the style elements of a page; elements.
Out    properties by name, in small letters.
Never  fetch a style sheet; follow a selector of more than one element.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Properties = Mapping[str, str]

WANTED = frozenset(
    {"display", "visibility", "text-align", "font-size", "text-indent", "page-break-before", "break-before",
     "list-style-type", "list-style", "white-space", "mso-hide", "border", "border-top", "border-right",
     "border-bottom", "border-left"}
)  # fmt: skip
MAX_SHEET = 1 << 20
"""Characters of style sheets that are read."""
_SIMPLE = re.compile(r"([a-z][a-z0-9]*|\*)?(?:([.#])([\w\u4e00-\u9fff-]+))?", re.IGNORECASE)
_SIZE = re.compile(r"([\d.]{1,8})\s*(pt|px|em|rem|%|mm|cm|in)")
_NAMED_SIZES = {
    "xx-small": 7.5, "x-small": 8.0, "small": 10.0, "medium": 12.0, "large": 14.0, "x-large": 18.0, "xx-large": 24.0,
}  # fmt: skip
_POINTS = {"pt": 1.0, "px": 0.75, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0}


class Styles:
    """Properties of elements, remembered by what decides them."""

    def __init__(self, sheets: str, *, shows_all: bool = False) -> None:
        """``shows_all``: nothing is hidden (a page whose article a script would show)."""
        self._shows_all = shows_all
        self._rules: dict[str, dict[str, str]] = {}
        self._known: dict[tuple[str, str, str, str], Properties] = {}
        for selectors, body in _blocks(sheets[:MAX_SHEET]):
            properties = declarations(body)
            if not properties:
                continue
            for selector in selectors.split(","):
                match = _SIMPLE.fullmatch(selector.strip())
                if match and (match[1] or match[3]):
                    key = f"{(match[1] or '').lower().replace('*', '')}{match[2] or ''}{match[3] or ''}"
                    self._rules.setdefault(key, {}).update(properties)

    def of(self, element: Any) -> Properties:
        """What holds for an element by itself, without what it inherits."""
        tag = str(element.tag)
        get = element.get
        key = (tag, get("class", ""), get("id", ""), get("style", ""))
        found = self._known.get(key)
        if found is None:
            if len(self._known) > 20_000:
                self._known.clear()
            found = self._known[key] = self._resolved(*key)
        return found

    def _resolved(self, tag: str, classes: str, name: str, inline: str) -> Properties:
        out: dict[str, str] = {}
        if self._rules:
            for key in ("", tag):
                out.update(self._rules.get(key, ()))
            for each in classes.split()[:20]:
                out.update(self._rules.get(f".{each}", ()))
                out.update(self._rules.get(f"{tag}.{each}", ()))
            if name:
                out.update(self._rules.get(f"#{name}", ()))
                out.update(self._rules.get(f"{tag}#{name}", ()))
        if inline:
            out.update(declarations(inline))
        if self._shows_all:
            for name in ("display", "visibility", "mso-hide"):
                out.pop(name, None)
        return out


def declarations(text: str) -> dict[str, str]:
    """The wanted properties of one declaration block."""
    out = {}
    for part in text.split(";"):
        name, _, value = part.partition(":")
        name = name.strip().lower()
        if name in WANTED:
            out[name] = value.replace("!important", "").strip().lower()
    return out


def hides(properties: Properties) -> bool:
    """True where an element with these properties is not shown."""
    return (
        properties.get("display") == "none"
        or properties.get("visibility") in ("hidden", "collapse")
        or properties.get("mso-hide") == "all"
    )


def points(value: str, around: float) -> float | None:
    """A font size in points; ``around``: the size that em and % refer to. None where it says nothing."""
    if value in _NAMED_SIZES:
        return _NAMED_SIZES[value]
    match = _SIZE.match(value)
    if match is None:
        return None
    try:
        number = float(match[1])
    except ValueError:
        return None
    unit = match[2]
    size = number * _POINTS[unit] if unit in _POINTS else number * around / (100 if unit == "%" else 1)
    return min(36.0, max(6.0, size)) if size > 0 else None


def _blocks(sheet: str) -> list[tuple[str, str]]:
    """(selectors, declarations) of a sheet, those for print and other media left out."""
    pieces = re.split(r"([{}])", re.sub(r"<!--|-->", " ", _without_comments(sheet)))
    out: list[tuple[str, str]] = []
    selectors, skip = "", 0
    for before, brace in zip(pieces[::2], pieces[1::2], strict=False):
        before = before.strip()
        if brace == "{":
            if skip or before.startswith("@"):
                shown = not skip and before.startswith("@media") and re.search(r"\b(?:screen|all)\b", before)
                skip += not shown
            selectors = before
        elif skip:
            skip -= 1
        else:
            if selectors and before:
                out.append((selectors, before))
            selectors = ""
    return out


def _without_comments(sheet: str) -> str:
    """The sheet without /* comments */."""
    return " ".join(part.partition("*/")[2] if index else part for index, part in enumerate(sheet.split("/*")))
