"""Figures in running text: amounts of money, percents, counts, and "no change" said in words."""

from __future__ import annotations

import re
from decimal import Decimal

from budgetextract.normaliser.amounts import MONEY_UNITS
from budgetextract.record import record
from budgetextract.rules.phrases import PhraseRules

MONEY, PERCENT, COUNT, NO_CHANGE, BARE = "money", "percent", "count", "no_change", "bare"

HEDGED = "~"
"""Unit of a "no change" that is said to be nearly so (基本持平): no nought."""

_COUNTED = "人次|批次|团次|台次|辆次|台\\(套\\)|台/套|台套|平方米|个团组|辆|台|套|批|个|家|项|次|人|件"
_UNIT = f"万元|亿元|千元|百万元|元|万(?=[,，。;、()]|$)|亿(?=[,，。;、)]|$)|个百分点|%|{_COUNTED}"
_FIGURE = re.compile(
    r"(?<![\d.A-Za-z])(?P<sign>(?<=[增长加少降幅率减为:(，,约了])[-+])?"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d{1,10})?)"
    rf"(?![\d.]\d)(?P<unit>{_UNIT})?"
)
_CHINESE = re.compile(r"(?<![\d.几数第])(?P<number>[零〇一二两三四五六七八九十百千]{1,9})(?P<unit>万元|亿元|元)")
_NOUGHT = re.compile(r"(?<=[为是:])零(?=[，。;、)]|$)")
_AFTER_IS = re.compile(r"[为是:]$")
_STOP = re.compile(r"[，。;、)]|$")
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}


@record
class Figure:
    """One figure. ``value`` and ``precision`` are in ``stated_unit``; a bare number has none."""

    kind: str
    start: int
    end: int
    value: Decimal
    precision: Decimal
    stated: str
    unit: str

    def in_base_unit(self) -> tuple[Decimal, Decimal, str]:
        """(value, precision, unit): yuan for money, percent for percents, the counted thing for counts."""
        if self.kind == MONEY and not self.unit:  # a nought needs no unit
            return self.value, self.precision, "CNY"
        if self.kind == MONEY:
            unit = {"万": "万元", "亿": "亿元"}.get(self.unit, self.unit)
            factor = MONEY_UNITS[unit]
            return self.value * factor, self.precision * factor, "CNY"
        if self.kind == PERCENT:
            return self.value, self.precision, "percent"
        return self.value, Decimal(0), "item"

    def with_unit(self, other: Figure) -> Figure:
        """The same number in the unit of another figure of its list (各是9,146.79、9,146.79万元)."""
        return Figure(other.kind, self.start, self.end, self.value, self.precision, self.stated, other.unit)


def figures(text: str, phrases: PhraseRules) -> list[Figure]:
    """All figures of a passage from left to right, "no change" in words among them (value 0)."""
    found = [_figure(match, text) for match in _FIGURE.finditer(text)]
    found += [
        Figure(MONEY, match.start(), match.end(), Decimal(0), Decimal(1), match[0], "")
        for match in _NOUGHT.finditer(text)
    ]
    found += [figure for match in _CHINESE.finditer(text) if (figure := _chinese(match)) is not None]
    found += [
        Figure(
            NO_CHANGE,
            match.start(),
            match.end(),
            Decimal(0),
            Decimal(0),
            match["none"],
            HEDGED if match["hedge"] else "",
        )
        for match in phrases.no_change.finditer(text)
    ]
    found.sort(key=lambda figure: figure.start)
    return found


def _figure(match: re.Match[str], text: str) -> Figure:
    digits = (match["sign"] or "").replace("+", "") + match["number"].replace(",", "")
    decimals = len(digits.partition(".")[2])
    unit = match["unit"] or ""
    kind = BARE
    if unit in MONEY_UNITS or unit in ("万", "亿"):
        kind = MONEY
    elif unit == "%":
        kind = PERCENT
    elif unit and unit != "个百分点":
        kind = COUNT
    elif not unit and Decimal(digits) == 0 and _AFTER_IS.search(text, max(0, match.start() - 1), match.start()):
        kind = MONEY if _STOP.match(text, match.end()) else BARE
    return Figure(
        kind,
        match.start("sign") if match["sign"] else match.start("number"),
        match.end(),
        Decimal(digits),
        Decimal(1).scaleb(-decimals),
        (match["sign"] or "") + match["number"],
        unit,
    )


def _chinese(match: re.Match[str]) -> Figure | None:
    """一百二十万元, 零元; None for what is no numeral (一一)."""
    total, digit, seen = 0, 0, False
    for char in match["number"]:
        if char in _PLACES:
            total += (digit or (0 if seen else 1)) * _PLACES[char]
            digit = 0
        elif digit and _DIGITS[char]:
            return None
        else:
            digit = _DIGITS[char]
        seen = True
    return Figure(MONEY, match.start(), match.end(), Decimal(total + digit), Decimal(1), match["number"], match["unit"])
