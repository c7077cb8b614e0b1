"""Printed amounts as numbers with a format, and printed numbers of headings as places in a list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_AMOUNT = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")
_PERCENT = re.compile(r"(-?\d+(?:\.\d+)?)%")
_CHINESE = "一二三四五六七八九十"
_NUMBERED = (
    (re.compile(r"第([一二三四五六七八九十]{1,3})(部分|章) "), "第%1{} ", True),
    (re.compile(r"([一二三四五六七八九十]{1,3})、()"), "%1、", True),
    (re.compile(r"（([一二三四五六七八九十]{1,3})）()"), "（%1）", True),
    (re.compile(r"(\d{1,2})([.．、] ?)"), "%1{}", False),
    (re.compile(r"（(\d{1,2})）()"), "（%1）", False),
)


@dataclass(frozen=True, slots=True)
class Number:
    """A value and the format that shows it as printed."""

    value: float
    format: str


def number_of(text: str) -> Number | None:
    """The number that a cell of a workbook holds for a printed one, None for other text (codes too)."""
    if match := _PERCENT.fullmatch(text):
        places = len(match.group(1).partition(".")[2])
        return Number(float(Decimal(match.group(1)) / 100), f"0{'.' if places else ''}{'0' * places}%")
    if not _AMOUNT.fullmatch(text) or re.fullmatch(r"0\d+|\d{5,}", text):
        return None
    places = len(text.partition(".")[2])
    whole = "#,##0" if "," in text else "0"
    return Number(float(text.replace(",", "")), f"{whole}{'.' if places else ''}{'0' * places}")


@dataclass(frozen=True, slots=True)
class Place:
    """A number at the head of a paragraph: the pattern of its list (%1 for the number) and which it is, from 1."""

    pattern: str
    chinese: bool
    at: int
    length: int


def place_of(text: str) -> Place | None:
    """The list number that a text begins with."""
    for expression, pattern, chinese in _NUMBERED:
        if match := expression.match(text):
            at = _chinese(match.group(1)) if chinese else int(match.group(1))
            return Place(pattern.format(match.group(2)), chinese, at, match.end()) if at else None
    return None


def _chinese(text: str) -> int:
    """一 to 九十九; 0 for anything else."""
    tens, mark, ones = text.rpartition("十")
    if not mark:
        return _CHINESE.index(text) + 1 if len(text) == 1 else 0
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return (_CHINESE.index(tens) + 1 if tens else 1) * 10 + (_CHINESE.index(ones) + 1 if ones else 0)
