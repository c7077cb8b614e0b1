"""Counting in the forms of Word's automatic numbers."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL_SIMPLE = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_FULL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
MOST = 100_000
"""A count beyond this is shown in digits whatever the form."""
MAX_ROMAN = 3999
MAX_LETTERS = 260
"""Letters repeat from the 27th on (aa, bb); more than ten of one are no number."""


def numeral(count: int, form: str, pattern: str = "") -> str:
    """A count in one of Word's forms (``w:numFmt``); in digits where the form is not known or cannot show it.

    ``pattern``: the first numbers of a form made by the user, "001, 002, 003, ...".
    """
    if form == "none":
        return ""
    if not 0 <= count <= MOST:
        return str(count)
    if form in _PLAIN:
        return _PLAIN[form](count)
    if form in _ENCLOSED:
        first, most = _ENCLOSED[form]
        return chr(ord(first) + count - 1) if 1 <= count <= most else str(count)
    if form in _CYCLES:
        row = _CYCLES[form]
        return row[(count - 1) % len(row)] if count else str(count)
    if form == "custom":
        shown = pattern.split(",")[0].strip()
        return str(count).zfill(min(9, len(shown))) if shown.isdigit() else str(count)
    return str(count)


def grouped(count: int, digits: str, units: str, *, lone_ten: bool) -> str:
    """A count with the words for ten, hundred and thousand: 一百二十三. ``lone_ten``: ten is 十 and not 一十."""
    if count == 0:
        return digits[0]
    if count >= 10_000:
        high, low = divmod(count, 10_000)
        rest = grouped(low, digits, units, lone_ten=False) if low else ""
        gap = digits[0] if 0 < low < 1000 else ""
        return grouped(high, digits, units, lone_ten=lone_ten) + "万" + gap + rest
    out: list[str] = []
    gap_open = False
    for power in (3, 2, 1, 0):
        digit = count // 10**power % 10
        if digit == 0:
            gap_open = bool(out)
            continue
        if gap_open:
            out.append(digits[0])
            gap_open = False
        unit = units[power - 1] if power else ""
        out.append(unit if lone_ten and power == 1 and digit == 1 and not out else digits[digit] + unit)
    return "".join(out)


def _chinese(count: int) -> str:
    return grouped(count, "零" + _DIGITS[1:], "十百千", lone_ten=True)


def _counting(count: int) -> str:
    """``chineseCounting``: with 十 up to 99, digit by digit from 100 on."""
    return _chinese(count) if count < 100 else _digits(count)


def _digits(count: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(count))


def _japanese(count: int) -> str:
    """``japaneseCounting``: a one before ten, hundred and thousand is left out."""
    text = grouped(count, _DIGITS, "十百千", lone_ten=True).replace("〇", "") if count else "〇"
    return text.replace("一百", "百").replace("一千", "千").replace("一十", "十")


def _roman(count: int) -> str:
    if not 0 < count <= MAX_ROMAN:
        return str(count)
    out = []
    for amount, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        times, count = divmod(count, amount)
        out.append(letters * times)
    return "".join(out)


def _letters(count: int) -> str:
    if not 0 < count <= MAX_LETTERS:
        return str(count)
    return chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _circled(count: int) -> str:
    """① to ㊿."""
    if count == 0:
        return "⓪"
    for first, start, most in (("①", 1, 20), ("㉑", 21, 35), ("㊱", 36, 50)):
        if start <= count <= most:
            return chr(ord(first) + count - start)
    return str(count)


def _full_width(count: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(count))


_PLAIN: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda count: f"{count:02d}",
    "numberInDash": lambda count: f"- {count} -",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda count: _letters(count).lower(),
    "chineseCounting": _counting,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _japanese,
    "koreanCounting": _chinese,
    "ideographDigital": _digits,
    "taiwaneseDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "chineseLegalSimplified": lambda count: grouped(count, _LEGAL_SIMPLE, "拾佰仟", lone_ten=False),
    "ideographLegalTraditional": lambda count: grouped(count, _LEGAL_FULL, "拾佰仟", lone_ten=False),
    "japaneseLegal": lambda count: grouped(count, _LEGAL_FULL, "拾佰仟", lone_ten=False),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
}
_ENCLOSED = {
    "decimalEnclosedFullstop": ("⒈", 20),
    "decimalEnclosedParen": ("⑴", 20),
    "ideographEnclosedCircle": ("㊀", 10),
}
_CYCLES = {
    "ideographTraditional": _STEMS,
    "ideographZodiac": _BRANCHES,
    "ideographZodiacTraditional": tuple(stem + branch for stem, branch in zip(_STEMS * 6, _BRANCHES * 5, strict=True)),
}
