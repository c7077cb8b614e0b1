"""Chinese numerals in number formats: [DBNum1] 一二三, [DBNum2] 壹贰叁, [DBNum3] full-width digits.

With General a number is written out with its units (一千二百三十四); with places of digits (``0.00``) each digit is
replaced by itself.
"""

from __future__ import annotations

DIGITS = {1: "〇一二三四五六七八九", 2: "零壹贰叁肆伍陆柒捌玖", 3: "０１２３４５６７８９", 4: "0123456789"}
UNITS = {1: ("", "十", "百", "千"), 2: ("", "拾", "佰", "仟"), 3: ("", "十", "百", "千"), 4: ("", "十", "百", "千")}
MYRIADS = ("", "万", "亿", "万亿")


def in_numerals(text: str, numerals: int) -> str:
    """Each digit of a shown number as its numeral."""
    digits = DIGITS[numerals]
    return "".join(digits[int(char)] if char.isascii() and char.isdigit() else char for char in text)


def in_chinese(text: str, numerals: int) -> str:
    """A number in digits, such as 1204.5, written out: 一千二百〇四.五."""
    whole, point, decimals = text.partition(".")
    if not whole.isdigit() or len(whole) > 16 or "E" in decimals:
        return in_numerals(text, numerals)
    return _whole(int(whole), numerals) + point + in_numerals(decimals, numerals)


def _whole(number: int, numerals: int) -> str:
    zero = DIGITS[numerals][0]
    if not number:
        return zero
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    out = ""
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if not group:
            continue
        if out and (group < 1000 or not groups[place + 1]):
            out += zero
        out += _four(group, numerals) + MYRIADS[place]
    return out


def _four(group: int, numerals: int) -> str:
    digits, units = DIGITS[numerals], UNITS[numerals]
    out, gap = "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if not digit:
            gap = bool(out)
            continue
        out += (digits[0] if gap else "") + digits[digit] + units[place]
        gap = False
    return out
