"""Numbers as printed, to Decimal with their precision. A printed zero is a value, a blank is none."""

from __future__ import annotations

import re
from decimal import Decimal

from budgetextract.record import record

MONEY_UNITS: dict[str, Decimal] = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "百万元": Decimal(1_000_000),
    "亿元": Decimal(100_000_000),
}
"""Yuan in one unit."""

_DIGITS = str.maketrans("０１２３４５６７８９．，－＋％（）", "0123456789.,-+%()")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_BRACKETED = re.compile(r"\((\d[\d,]*(?:\.\d+)?)\)")
_CELL_NOISE = re.compile(r"[\s\u00a0¥￥]+")


@record
class Number:
    """A printed number: its value and the width of its last stated digit (1 for "95", 0.01 for "406.62")."""

    value: Decimal
    precision: Decimal
    stated: str


def ascii_digits(text: str) -> str:
    """Full-width digits, points, commas and signs as ASCII, one for one."""
    return text.translate(_DIGITS)


def parse_number(text: str) -> Number | None:
    """The number that the whole of ``text`` is, or None (blank, a dash, words, two numbers).

    Accepts thousands separators in threes, a sign, accounting brackets for negatives, full-width digits; not "1,23".
    """
    compact = _CELL_NOISE.sub("", ascii_digits(text)).replace("−", "-").replace("﹣", "-").replace("，", ",")
    sign = ""
    if bracketed := _BRACKETED.fullmatch(compact):
        compact, sign = bracketed.group(1), "-"
    if not _NUMBER.fullmatch(compact):
        return None
    digits = compact.replace(",", "").lstrip("+")
    value = Decimal(sign + digits)
    decimals = len(digits.partition(".")[2])
    return Number(value, Decimal(1).scaleb(-decimals), text.strip())


def in_yuan(number: Number, unit: str) -> tuple[Decimal, Decimal]:
    """(value, precision) in yuan; raises KeyError for a unit that is not a money unit. Never assume the unit."""
    factor = MONEY_UNITS[unit]
    return number.value * factor, number.precision * factor
