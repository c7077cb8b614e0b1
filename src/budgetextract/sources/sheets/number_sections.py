"""Format codes of numbers taken apart: up to four sections, each a run of tokens with its condition.

In     a code as a file has it: ``#,##0.00;[Red]-#,##0.00;"-";@``.
Out    ``Section``s; what is only looks (colours, fill characters) is left out, unknown letters stand for themselves.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from budgetextract.record import record

Kind = Literal["literal", "digit", "point", "comma", "percent", "exponent", "slash", "general", "text", "date"]

_MAX_CODE = 512
"""Characters of a format code; Excel allows 255."""
_ORDINARY = re.compile(r" *((?:#,##)?0(\.0+)?) *")
_GENERAL = re.compile(r"General|G/通用格式|通用格式", re.IGNORECASE)
_BRACKET = re.compile(r"\[([^\]]*)\]")
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_CURRENCY = re.compile(r"\$([^-]*)(?:-(.*))?", re.DOTALL)
_NUMERALS = re.compile(r"DBNum([1-4])", re.IGNORECASE)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_HALVES = re.compile(r"AM/PM|A/P|上午/下午", re.IGNORECASE)
_DATE_RUN = re.compile(r"y+|m+|d+|h+|s+|a{3,4}|e+|b+|g+", re.IGNORECASE)


@record
class Token:
    kind: Kind
    text: str


@record
class Section:
    """One of the up to four parts of a format code. ``numerals``: n of [DBNumn], 0 without."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None = None
    numerals: int = 0
    chinese: bool = False
    """Names of months and days in Chinese: [$-804]."""

    kinds: frozenset[Kind] = frozenset()
    ordinary: tuple[str, str, int, str] | None = None
    """(text before, Python's format, decimals, text behind) of the likes of ``#,##0.00_ ``, which most numbers have."""

    @property
    def is_date(self) -> bool:
        return "date" in self.kinds

    @property
    def is_general(self) -> bool:
        """General and nothing else: Chinese numerals are then written out with their units."""
        return len(self.tokens) == 1 and self.tokens[0].kind == "general"

    def has(self, kind: Kind) -> bool:
        return kind in self.kinds


@lru_cache(maxsize=4096)
def parse(code: str) -> tuple[Section, ...]:
    """The sections of a format code; an empty code is General."""
    code = code[:_MAX_CODE]
    if not code.strip():
        return (Section((Token("general", ""),), kinds=frozenset({"general"})),)
    return tuple(_section(part) for part in _sections(code)[:4])


def _sections(code: str) -> list[str]:
    parts, start, index, quoted = [], 0, 0, False
    while index < len(code):
        char = code[index]
        if char == '"':
            quoted = not quoted
        elif not quoted and char in "\\!_*":
            index += 1
        elif not quoted and char == ";":
            parts.append(code[start:index])
            start = index + 1
        index += 1
    return [*parts, code[start:]]


def _section(part: str) -> Section:
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    numerals, chinese = 0, False
    index = 0
    while index < len(part):
        if part[index] == "[" and (match := _BRACKET.match(part, index)):
            inner = match.group(1)
            if found := _CONDITION.fullmatch(inner.strip()):
                condition = (found.group(1), Decimal(found.group(2)))
            elif found := _CURRENCY.fullmatch(inner):
                tokens.append(Token("literal", found.group(1)))
                chinese = chinese or (found.group(2) or "").lower().endswith(("804", "zh-cn", "zh-hans"))
                tokens.extend(_system_date(found.group(2) or ""))
            elif found := _NUMERALS.fullmatch(inner.strip()):
                numerals = int(found.group(1))
            elif _ELAPSED.fullmatch(inner):
                tokens.append(Token("date", f"[{inner.lower()}]"))
            index = match.end()
            continue
        token, index = _token(part, index, tokens)
        if token is not None:
            tokens.append(token)
    if any(token.text in ("[F800]", "[F400]") for token in tokens):
        tokens = [token for token in tokens if token.text in ("[F800]", "[F400]")]
    settled = tuple(_settled(tokens))
    kinds = frozenset(token.kind for token in settled)
    return Section(settled, condition, numerals, chinese, kinds, _ordinary(settled, kinds))


def _ordinary(tokens: tuple[Token, ...], kinds: frozenset[Kind]) -> tuple[str, str, int, str] | None:
    """What ``Section.ordinary`` says; None for a section that needs more care."""
    if not kinds <= {"digit", "point", "comma", "literal"}:
        return None
    spelled = "".join(" " if token.kind == "literal" else token.text for token in tokens)
    found = _ORDINARY.fullmatch(spelled)
    if not found:
        return None
    before, behind = ("".join(t.text for t in part) for part in (tokens[: found.start(1)], tokens[found.end(1) :]))
    decimals = max(0, len(found.group(2) or "") - 1)
    return before, f"{',' if ',' in found.group(1) else ''}.{decimals}f", decimals, behind


def _system_date(locale: str) -> list[Token]:
    """[$-F800] and [$-F400]: the long date and the time of the reader's system, whatever the code says behind it."""
    return [Token("date", f"[{locale.upper()}]")] if locale.upper() in ("F800", "F400") else []


def _token(part: str, index: int, before: list[Token]) -> tuple[Token | None, int]:
    char = part[index]
    if char == '"':
        end = part.find('"', index + 1)
        end = len(part) if end < 0 else end
        return Token("literal", part[index + 1 : end]), end + 1
    if char in "\\!":
        return Token("literal", part[index + 1 : index + 2]), index + 2
    if char == "_":
        return Token("literal", " "), index + 2
    if char == "*":
        return None, index + 2
    if match := _GENERAL.match(part, index):
        return Token("general", ""), match.end()
    if char in "0#?":
        return Token("digit", char), index + 1
    if char in "Ee" and part[index + 1 : index + 2] in ("+", "-") and any(token.kind == "digit" for token in before):
        return Token("exponent", part[index : index + 2].upper()), index + 2
    if match := _HALVES.match(part, index):
        return Token("date", match.group().upper()), match.end()
    if match := _DATE_RUN.match(part, index):
        return Token("date", match.group().lower()), match.end()
    simple: dict[str, Kind] = {".": "point", ",": "comma", "%": "percent", "/": "slash", "@": "text"}
    return Token(simple.get(char, "literal"), char), index + 1


def _settled(tokens: list[Token]) -> list[Token]:
    """In a date, points, commas and strokes are only themselves; ``.0`` behind seconds is a part of them."""
    if not any(token.kind == "date" for token in tokens):
        return tokens
    out: list[Token] = []
    for token in tokens:
        if token.kind == "digit" and out and (out[-1].text == "." or out[-1].text.startswith(".0")):
            point = out.pop().text
            out.append(Token("date", point + token.text))
        elif token.kind in ("point", "comma", "slash", "digit", "percent"):
            out.append(Token("literal", token.text))
        else:
            out.append(token)
    return out
