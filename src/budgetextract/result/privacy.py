"""Telephone numbers and names of form-fillers: personal data, left out unless asked for."""

from __future__ import annotations

from collections.abc import Sequence

from budgetextract.model.document import Cell
from budgetextract.model.patterns import later
from budgetextract.model.text import plain

MASK = "***"

# A number that stands inside a longer run of digits (an index number of 17 digits, an amount) is no telephone number.
_PHONE = later(
    r"(?<![\d.,，])(?:(?:\+?86[-\s]?)?1[3-9]\d[-\s]?\d{4}[-\s]?\d{4}|[（(]?0\d{2,3}[）)]?[-—－\s]\s?\d{7,8}(?:-\d{1,6})?)(?![\d.])"
)
_LONG_NUMBER = later(r"1[3-9]\d[-\s]?\d{4}|\d{7}")
"""What every telephone number has; few texts do, and it is found sooner."""
SHORTEST_NUMBER = 7
"""Characters of the shortest of these; most cells of a table have fewer."""
_PERSON = r"(?:填报人|填表人|联系人|经办人|制表人|项目负责人|填报负责人|财务负责人|单位负责人|审核人)"
_NAMED = later(
    rf"({_PERSON}(?:姓名)?\s*(?:[（(][^）)]{{0,8}}[）)])?\s*[:：]\s*)([\u4e00-\u9fff·*]{{1,8}}?)(?=[\s，,；;。、）)]|联系|电话|填|日期|$)"
)
_CALLED = later(r"((?:联系电话|电话号码|电话|手机)\s*[:：]\s*)([\d\-－—()（） ]{7,20})")
_PERSON_LABEL = later(rf"{_PERSON}(?:姓名|签字|签章)?[:：]?|姓名[:：]?")
_PHONE_LABEL = later(r"(?:联系电话|电话|联系方式|手机号码?|电话号码)[:：]?")


def masked(text: str) -> str:
    """The text with telephone numbers and the names after 填报人, 联系人 … replaced."""
    if not text:
        return text
    if ("电话" in text or "手机" in text) and any(char.isdigit() for char in text):
        text = _CALLED.sub(rf"\g<1>{MASK}", text)
    if len(text) >= SHORTEST_NUMBER and _LONG_NUMBER.search(text):
        text = _PHONE.sub(MASK, text)
    if "人" in text:
        text = _NAMED.sub(rf"\g<1>{MASK}", text)
    return text


def private_cells(cells: Sequence[Cell]) -> frozenset[tuple[int, int]]:
    """(row, column) of the cells that hold a form-filler's name or telephone number: those right of their label."""
    by_place = {(cell.row, cell.column): cell for cell in cells}
    found: set[tuple[int, int]] = set()
    for cell in cells:
        label = plain(cell.text)
        if len(label) > 12 or not (_PERSON_LABEL.fullmatch(label) or _PHONE_LABEL.fullmatch(label)):
            continue
        right = by_place.get((cell.row, cell.column + cell.column_span))
        if right is not None and right.text and not _looks_like_label(right.text):
            found.add((right.row, right.column))
    return frozenset(found)


def _looks_like_label(text: str) -> bool:
    label = plain(text)
    return bool(_PERSON_LABEL.fullmatch(label) or _PHONE_LABEL.fullmatch(label)) or len(label) > 30
