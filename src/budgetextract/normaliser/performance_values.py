"""The value of an indicator: operator, number and unit out of the words of 指标值.

Never  guess: a text that is no single number is ``qualitative``; a bare number or percent is ``=``.
"""

from __future__ import annotations

import calendar
import re

from budgetextract.model.patterns import later
from budgetextract.model.text import plain
from budgetextract.record import record
from budgetextract.rules.performance import PerformanceRules

MAX_TEXT = 400

_NUMBER = later(r"(?<![\dA-Za-z.])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|(?<![\dA-Za-z.])\d+(?:\.\d+)?(?!\d)")
_RANGE = later(
    r"(?P<low>\d[\d,]*(?:\.\d+)?)(?P<unit1>[^\d\s,，;。~至到\-]{0,6})(?:-|~|至|到)(?P<high>\d[\d,]*(?:\.\d+)?)(?P<unit>[^\d]{0,8})$"
)
_DATE = later(
    r"(?P<y>20\d\d)(?:年|[.\-/])(?P<m>\d{1,2})(?:月|[.\-/]|(?=底|末|$|前))(?:份)?(?P<d>\d{1,2}(?:日|(?!\d)))?(?P<end>底|末)?(?P<before>日?(?:之?前|以前|为?止|内))?"
)
_YEAR_END = later(r"(?P<y>20\d\d)年(?:年)?(?:底|末)(?P<before>之?前|以前|为止)?")
_HUNDREDTHS = later("百分之([一二三四五六七八九十百]{1,5})")
_UNIT = later(r"\(?(?P<unit>[^\d()（）,，;；。:：≥≤<>=]{1,10})\)?")
_CHINESE = {char: value for value, char in enumerate("零一二三四五六七八九")}


@record
class Value:
    """``operator`` is one of the contract's; ``value`` has two members for a range, none for a qualitative text."""

    operator: str
    value: tuple[str, ...] = ()
    unit: str = ""


QUALITATIVE = Value("qualitative")


def parse_value(text: str, rules: PerformanceRules, *, operator: str = "", unit: str = "") -> Value | None:
    """Read one 指标值; ``operator`` and ``unit`` are the cells of their own columns. None where nothing is stated."""
    words = _HUNDREDTHS.sub(_hundredths, plain(text[:MAX_TEXT])).strip("'\"。;")
    if not words:
        return None
    own = plain(operator)
    if "定性" in own:
        return QUALITATIVE
    stated = _operator_of(own, rules)
    found = _read(words, rules)
    if stated and found.value and len(found.value) == 1 and found.operator in {"=", ""}:
        found = Value(stated, found.value, found.unit)
    own_unit = plain(unit).strip("()")
    if found.value and own_unit not in {"", "/", "-", "无"} and not found.unit:
        found = Value(found.operator, found.value, own_unit)
    return found


def _read(words: str, rules: PerformanceRules) -> Value:
    if (dated := _date(words)) is not None:
        return dated
    if any(words.endswith(zero) for zero in rules.zero_words):
        return Value("=", ("0",))
    if match := _RANGE.search(words):
        return _range(match, words, rules)
    numbers = list(_NUMBER.finditer(words))
    if not numbers:
        return QUALITATIVE
    return _single(words, numbers, rules)


def _operator_of(words: str, rules: PerformanceRules) -> str:
    if not words:
        return ""
    for known in (rules.symbols, rules.before):
        for word, operator in known:
            if words == word or words.strip("()") == word:
                return operator
    return ""


def _single(words: str, numbers: list[re.Match[str]], rules: PerformanceRules) -> Value:
    """A text with one number that counts; where it has several, only an operator at the first one decides."""
    number = numbers[0]
    head, tail = words[: number.start()], words[number.end() :]
    before, rest = _before(head, rules)
    after, unit_text = _after(tail, rules)
    operator = before or after
    if len(numbers) > 1 and not (before and not rest) and not _same_twice(words, numbers):
        return QUALITATIVE
    if not operator:
        if _residue(rest, rules) > 2:
            return QUALITATIVE
        operator = "="
    unit = _unit(unit_text, rules)
    if unit is None:
        if not before and not after:
            return QUALITATIVE
        unit = unit_text[0] if unit_text[:1] in {"%", "‰"} else ""
    return Value(operator, (number[0].replace(",", ""),), unit)


def _same_twice(words: str, numbers: list[re.Match[str]]) -> bool:
    """The cell's text printed twice over (≥95%≥95%)."""
    half = len(words) // 2
    return len(numbers) == 2 and words[:half] == words[half:]


def _before(head: str, rules: PerformanceRules) -> tuple[str, str]:
    """(operator, words before it) where the words before a number end in an operator."""
    bare = head.rstrip("(:约达到在为")
    for known in (rules.symbols, rules.before):
        for word, operator in known:
            if bare.endswith(word) or head.endswith(word):
                cut = (bare if bare.endswith(word) else head)[: -len(word)]
                return operator, cut
    return "", head


def _after(tail: str, rules: PerformanceRules) -> tuple[str, str]:
    """(operator, words between number and operator): 以上 behind number and unit."""
    for word, operator in rules.after:
        at = tail.find(word)
        if 0 <= at <= 10 and not re.search(r"[\d,，;。]", tail[:at]):
            return operator, tail[:at]
    return "", tail


def _residue(words: str, rules: PerformanceRules) -> int:
    """Characters before a number that are no filler: a sentence that happens to hold a number is no number."""
    return len(rules.fillers.sub("", words).strip("():、,，"))


def _unit(words: str, rules: PerformanceRules) -> str | None:
    """The unit that follows a number; "" for none, None where a sentence follows."""
    words = words.strip("。;")
    if not words:
        return ""
    if words[:1] in "%‰":
        rest = words[1:]
        return words[0] if not rest or len(rest) <= 4 or rest[0] in "(,，;" else None
    match = _UNIT.match(words)
    if match is None:
        return "" if words[:1] in ",，;(" else None
    unit = match["unit"].rstrip("左右")
    if unit in rules.units:
        return unit
    known = max((known for known in rules.units if unit.startswith(known)), key=len, default="")
    if match.end() == len(words) and len(unit) <= 6:
        return known if known and not _compound(unit, known) else unit
    return known or None


def _compound(unit: str, known: str) -> bool:
    """次/年, 个行政村: the unit goes on behind the known part."""
    return len(unit) > len(known)


def _range(match: re.Match[str], words: str, rules: PerformanceRules) -> Value:
    unit = match["unit"].strip("()。;") or match["unit1"].strip("()")
    low, high = (match[name].replace(",", "") for name in ("low", "high"))
    if _residue(words[: match.start()], rules) > 4:
        return QUALITATIVE
    return Value("range", (low, high), unit)


def _date(words: str) -> Value | None:
    """2024年12月底前 -> <= 2024-12-31; a day without 前 is =."""
    if match := _DATE.search(words):
        year, month = int(match["y"]), int(match["m"])
        if not 1 <= month <= 12:
            return None
        last = calendar.monthrange(year, month)[1]
        day = int(match["d"].rstrip("日")) if match["d"] else last
        if not 1 <= day <= last:
            return None
        early = match["before"] or words[: match.start()].endswith(("≤", "不晚于", "不迟于", "早于")) or "前" in words
        precise = f"{year:04}-{month:02}-{day:02}" if match["d"] or match["end"] or early else f"{year:04}-{month:02}"
        return Value("<=" if early else "=", (precise,))
    if match := _YEAR_END.search(words):
        return Value("<=" if match["before"] or "前" in words else "=", (f"{match['y']}-12-31",))
    return None


def _hundredths(match: re.Match[str]) -> str:
    digits = match[1]
    if digits == "百":
        return "100%"
    tens, ten, ones = digits.partition("十")
    if not ten:
        return "".join(str(_CHINESE.get(char, "")) for char in digits) + "%"
    return f"{(_CHINESE.get(tens, 1)) * 10 + _CHINESE.get(ones, 0)}%"
