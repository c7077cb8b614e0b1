"""The marks of list items, as a browser prints them before the text."""

from __future__ import annotations

from typing import Any

from budgetextract.sources.html.styles import Properties, Styles

_CHINESE = "〇一二三四五六七八九"
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbers:
    """Counts the items of ordered lists as they come."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._next: dict[Any, int] = {}

    def marker(self, item: Any, style: Properties) -> str:
        """The number of an item of an ordered list with its point, "" for other lists: a bullet is no text."""
        above = item.getparent()
        if above is None or above.tag != "ol":
            return ""
        own = _whole(item.get("value"))
        if own is None:
            own = self._next.get(above)
        if own is None:
            own = _whole(above.get("start"))
        number = 1 if own is None else own
        self._next[above] = number + 1
        kind = _kind(style) or _kind(self._styles.of(above))
        kind = kind or _TYPES.get(item.get("type") or above.get("type") or "1", "decimal")
        return "" if kind == "none" else _printed(number, kind)


def _kind(style: Properties) -> str:
    value = style.get("list-style-type") or style.get("list-style", "")
    return value.split()[0] if value else ""


def _whole(text: str | None) -> int | None:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _printed(number: int, kind: str) -> str:
    if kind.startswith(("cjk-", "simp-chinese", "trad-chinese")):
        return f"{_chinese(number)}、"
    if kind.endswith(("alpha", "latin")) and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return f"{letter.upper() if kind.startswith('upper') else letter}."
    if kind.endswith("roman") and 1 <= number <= 39:
        roman, rest = "", number
        for value, digits in _ROMAN:
            roman += digits * (rest // value)
            rest %= value
        return f"{roman.upper() if kind.startswith('upper') else roman}."
    if kind in ("disc", "circle", "square"):
        return ""
    return f"{number}."


def _chinese(number: int) -> str:
    """1 to 99 as they are counted, others digit by digit."""
    if number <= 0 or number > 99:
        return "".join(_CHINESE[int(digit)] for digit in str(max(0, number)))
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_CHINESE[tens]}十") + (_CHINESE[ones] if ones else "")
