"""Serial numbers of days as the dates and times that a spreadsheet shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from budgetextract.record import record
from budgetextract.sources.sheets.number_words import in_chinese, in_numerals

LAST_DAY = 2_958_465
"""31 December 9999; a greater number is no date, and is shown as ####."""
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAYS_ZH = "一二三四五六日"
_SECONDS = 86_400
_FROM_1904 = 1462
_LONG_DATE = 'yyyy"年"m"月"d"日"'


@record
class Moment:
    """A point in time. ``seconds`` since midnight, with the decimals that the format shows."""

    year: int
    month: int
    day: int
    weekday: int
    """0 is Monday."""
    seconds: Decimal
    serial: Decimal


def moment(serial: Decimal, *, from_1904: bool = False, decimals: int = 0) -> Moment | None:
    """The point in time of a serial number, None for a number that is no date."""
    if from_1904:
        serial += _FROM_1904
    if serial < 0 or serial >= LAST_DAY + 1:
        return None
    days = int(serial)
    seconds = ((serial - days) * _SECONDS).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    if seconds >= _SECONDS:
        days, seconds = days + 1, seconds - _SECONDS
    if days == 60:  # 29 February 1900, which never was, has a number nonetheless
        return Moment(1900, 2, 29, 2, seconds, serial)
    if days == 0:
        return Moment(1900, 1, 0, 5, seconds, serial)
    day = date(1899, 12, 31) + timedelta(days=days if days < 60 else days - 1)
    return Moment(day.year, day.month, day.day, day.weekday(), seconds, serial)


def show_date(
    serial: Decimal, parts: Sequence[tuple[bool, str]], *, from_1904: bool, chinese: bool, numerals: int
) -> str | None:
    """A date by the parts of its format: (is a part of the date, text). None for a number that is no date."""
    decimals = max((len(text) - 1 for is_part, text in parts if is_part and text.startswith(".")), default=0)
    when = moment(serial, from_1904=from_1904, decimals=decimals)
    if when is None:
        return None
    halves = any(is_part and ("/" in text) for is_part, text in parts)
    out = []
    for index, (is_part, text) in enumerate(parts):
        if not is_part:
            out.append(text)
            continue
        if text.startswith("m") and _is_minutes(parts, index):
            text = "n" * len(text)
        out.append(_part(text, when, halves, chinese, numerals))
    return "".join(out)


def _is_minutes(parts: Sequence[tuple[bool, str]], index: int) -> bool:
    """``m`` is minutes right behind hours or right before seconds, else the month."""
    before = next((text for is_part, text in reversed(parts[:index]) if is_part), "")
    behind = next((text for is_part, text in parts[index + 1 :] if is_part), "")
    return len(parts[index][1]) <= 2 and (before.lstrip("[").startswith("h") or behind.lstrip("[").startswith("s"))


def _part(text: str, when: Moment, halves: bool, chinese: bool, numerals: int) -> str:
    kind, width = text[0], len(text)
    if kind in "yeb":
        year = when.year + (543 if kind == "b" else 0)
        digits = f"{year % 100:02d}" if kind != "e" and width <= 2 else f"{year:04d}"
        return in_numerals(digits, numerals) if numerals else digits
    if kind == "m" and width >= 3:
        return _month(when.month, width, chinese)
    if (kind == "d" and width >= 3) or kind == "a":
        return _weekday(when.weekday, text, chinese)
    if kind == "g":
        return ""
    if kind == ".":
        return "." + f"{when.seconds % 1:f}".partition(".")[2]
    if kind == "[":
        return _elapsed(text[1:-1], when)
    if "/" in text:
        return _half(text, when)
    hour = int(when.seconds) // 3600
    number = {
        "m": when.month,
        "d": when.day,
        "h": (hour % 12 or 12) if halves else hour,
        "n": int(when.seconds) // 60 % 60,
        "s": int(when.seconds) % 60,
    }[kind]
    if numerals:
        return _spoken(number, numerals)
    return f"{number:02d}" if width >= 2 else str(number)


def _spoken(number: int, numerals: int) -> str:
    """Months and days in words: 十二, 二十五, never 一十二 (that is for [DBNum2]: 壹拾贰)."""
    words = in_chinese(str(number), numerals)
    return words[1:] if numerals == 1 and words.startswith("一十") else words


def _month(month: int, width: int, chinese: bool) -> str:
    if chinese:
        return f"{month}月" if width == 3 else _spoken(month, 1) + "月"
    name = _MONTHS[month - 1]
    return name[:3] if width == 3 else name[:1] if width == 5 else name


def _weekday(weekday: int, text: str, chinese: bool) -> str:
    if text.startswith("a"):
        return ("星期" if len(text) == 4 else "周" if chinese else "") + _DAYS_ZH[weekday]
    if chinese:
        return ("周" if len(text) == 3 else "星期") + _DAYS_ZH[weekday]
    return _DAYS[weekday][:3] if len(text) == 3 else _DAYS[weekday]


def _elapsed(text: str, when: Moment) -> str:
    """[h], [mm], [ss] count on over midnight; the long forms of the system stand for themselves."""
    if text == "F800":
        return f"{when.year}年{when.month}月{when.day}日"
    seconds = int(when.seconds)
    if text == "F400":
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    whole = int(when.serial) * _SECONDS + seconds
    number = whole // {"h": 3600, "m": 60, "s": 1}[text[0]]
    return str(number).zfill(len(re.sub(r"[^hms]", "", text)))


def _half(text: str, when: Moment) -> str:
    first, _, second = text.partition("/")
    return first if when.seconds < _SECONDS / 2 else second
