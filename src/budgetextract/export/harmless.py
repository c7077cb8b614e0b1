"""Text out of documents made harmless for the programs that will show it: terminals and spreadsheets."""

from __future__ import annotations

import re
import unicodedata

_ESCAPES = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]{0,4096}(?:\x07|\x1b\\)?|[PX^_][^\x1b]{0,4096}(?:\x1b\\)?|.)?", re.S
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_PLAIN_NUMBER = re.compile(r"[+-]?\d[\d,]*(?:\.\d+)?%?")
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def visible(text: str) -> str:
    """Text without terminal escapes, control characters (new lines and tabs stay) and marks that turn its direction."""
    if text.isascii() and text.isprintable():
        return text
    plain = _ESCAPES.sub("", text) if "\x1b" in text else text
    return "".join(
        char
        for char in plain
        if char in "\n\t" or (unicodedata.category(char) not in ("Cc", "Cs") and char not in _BIDI)
    )


def is_formula(text: str) -> bool:
    """True if a spreadsheet would take this text for a formula; a plain number such as -6 or +1,200.5% is none."""
    start = text.lstrip(" \u00a0\u3000")
    return (text.startswith(_FORMULA_STARTS) or start.startswith(_FORMULA_STARTS)) and not _PLAIN_NUMBER.fullmatch(text)


def csv_text(text: str) -> str:
    """Text for a CSV cell: what a spreadsheet would take for a formula gets an apostrophe before it."""
    clean = visible(text)
    return "'" + clean if is_formula(clean) else clean
