"""Amounts as evidence that a text and tables belong together: hardly any amount of one disclosure stands in another.

An amount is compared by its significant digits alone, so that 406.62 (万元) and 4,066,200.00 (元) are one. Of the
documents looked at, a text shares from 3 to 33 amounts with its own tables and 2 at most with any other, the same
department's tables of the year before included.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

LEAST_DIGITS = 4
"""Digits from which two amounts are hardly equal by chance, and from which rounded ones are."""
LEAST_ROUNDED = 5
_AMOUNT = re.compile(r"(?<![\d.])\d[\d,，]*(?:\.\d+)?(?![\d.])")
_YEAR = re.compile(r"(?:19|20)\d\d")
MAX_TEXT = 200_000
"""Characters that are looked at."""


def amounts(texts: Iterable[str]) -> frozenset[str]:
    """The significant digits of all amounts in texts; years are none."""
    found: set[str] = set()
    length = 0
    for text in texts:
        length += len(text)
        if length > MAX_TEXT:
            break
        for amount in _AMOUNT.findall(text):
            digits = re.sub(r"\D", "", amount).strip("0")
            if len(digits) >= LEAST_DIGITS and not _YEAR.fullmatch(amount):
                found.add(digits)
    return frozenset(found)


def shared(one: frozenset[str], other: frozenset[str]) -> int:
    """How many amounts two files share, rounded ones (a text in 万元, tables in 元) included."""
    return max(len(one & (other | _rounded(other))), len(other & (one | _rounded(one))))


@lru_cache(maxsize=256)
def _rounded(exact: frozenset[str]) -> frozenset[str]:
    """The amounts rounded to fewer digits, as far as enough are left."""
    return frozenset(
        rounded
        for digits in exact
        for length in range(LEAST_ROUNDED, len(digits))
        if len(rounded := str((int(digits[: length + 1]) + 5) // 10).rstrip("0")) >= LEAST_DIGITS
    )
