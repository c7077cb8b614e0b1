"""The text that a spreadsheet shows for a stored number: number formats (ECMA-376 part 1, 18.8.30) as Excel and WPS
apply them.

In     the stored value, exact (``Decimal`` of the digits in the file), and the cell's format code.
Out    the text that a person sees in a cell that is wide enough.
Never  more digits than the format shows: the precision of an amount is that of its printed text.

Left out, since they are only looks: colours, fill characters (``*x``), the blank of a character's width (``_x``).
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from budgetextract.sources.sheets.number_dates import show_date
from budgetextract.sources.sheets.number_sections import Section, Token, parse
from budgetextract.sources.sheets.number_words import in_chinese, in_numerals

SIGNIFICANT = 15
"""Digits that Excel keeps of a number; what a binary float adds behind them is noise."""
GENERAL_WIDTH = 11
"""Characters (without the sign) to which General rounds a number."""
_AS_HELD = Context(prec=SIGNIFICANT, rounding=ROUND_HALF_UP)
_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)
_STEPS = tuple(Decimal(1).scaleb(-decimals) for decimals in range(16))
_BLANKS = re.compile(r"\s+")


def significant(value: Decimal) -> Decimal:
    """The number as Excel holds it: 15 digits, which takes away the noise of binary floats (406.61999999999995)."""
    return _AS_HELD.plus(value)


def show_number(value: Decimal, code: str, *, from_1904: bool = False) -> str:
    """A number as its cell shows it. ``from_1904``: the workbook counts days from 1904.

    >>> show_number(Decimal("1234.5"), "#,##0.00"), show_number(Decimal(0), "0.00;-0.00;;@")
    ('1,234.50', '')
    """
    shown = _number(significant(value), code, from_1904)
    return _BLANKS.sub(" ", shown).strip() if " " in shown else shown


def show_text(text: str, code: str) -> str:
    """A text as its cell shows it: unchanged unless the format has a section for texts (``@``)."""
    section = _text_section(parse(code))
    if section is None:
        return text
    if not section.tokens:
        return ""  # ;;; shows nothing at all
    return "".join(text if token.kind in ("text", "general") else token.text for token in section.tokens)


def is_date_code(code: str) -> bool:
    """True where a format shows numbers as dates or times."""
    return any(section.is_date for section in parse(code))


def hides_zero(code: str) -> bool:
    """True where a format shows nothing for zero."""
    return not show_number(Decimal(0), code)


def show_general(value: Decimal) -> str:
    """A number in the format General: at most 11 characters beside the sign, else in scientific form.

    >>> [show_general(Decimal(text)) for text in ("406.62", "1234567.123456", "123456789012")]
    ['406.62', '1234567.123', '1.23457E+11']
    """
    if not value:
        return "0"
    sign = "-" if value < 0 else ""
    size = abs(value)
    top = size.adjusted()
    if top > 10:
        return sign + _scientific_general(size)
    decimals = max(0, GENERAL_WIDTH - 2 - max(top, 0))
    if top < -4 and len(_trimmed(size)) > GENERAL_WIDTH:
        return sign + _scientific_general(size)
    return sign + _trimmed(_rounded(size, decimals))


def _scientific_general(size: Decimal) -> str:
    rounded = Context(prec=6, rounding=ROUND_HALF_UP).plus(size)
    top = rounded.adjusted()
    return f"{_trimmed(rounded.scaleb(-top))}E{'-' if top < 0 else '+'}{abs(top):02d}"


def _trimmed(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(_STEPS[decimals] if decimals < len(_STEPS) else Decimal(1).scaleb(-decimals), context=_EXACT)


def _number(value: Decimal, code: str, from_1904: bool) -> str:
    section, signed = _chosen(parse(code), value)
    if section is None:
        return show_general(value)
    if section.is_date:
        shown = show_date(
            value,
            [(token.kind == "date", token.text) for token in section.tokens],
            from_1904=from_1904,
            chinese=section.chinese,
            numerals=section.numerals,
        )
        return show_general(value) if shown is None else shown
    if section.has("text") and not section.has("digit"):
        return "".join(show_general(value) if token.kind == "text" else token.text for token in section.tokens)
    sign = "-" if value < 0 and signed else ""
    shown = _size(section, abs(value))
    if sign and not any(char in "123456789" for char in shown) and any(char == "0" for char in shown):
        sign = ""  # -0.001 as 0.00: a zero without a sign
    if section.numerals:
        shown = in_chinese(shown, section.numerals) if section.is_general else in_numerals(shown, section.numerals)
    return sign + shown


def _size(section: Section, size: Decimal) -> str:
    """A number without its sign in a section for numbers."""
    if section.ordinary:
        before, form, decimals, behind = section.ordinary
        return f"{before}{format(_rounded(size, decimals), form)}{behind}"
    if section.has("general"):
        words = show_general(size)
        return "".join(words if token.kind == "general" else token.text for token in section.tokens)
    if section.has("exponent"):
        return _scientific(section.tokens, size)
    if _is_fraction(section.tokens):
        return _fraction(section.tokens, size)
    return _decimal(section.tokens, size)


def _chosen(sections: tuple[Section, ...], value: Decimal) -> tuple[Section | None, bool]:
    """The section for a number, and whether its sign is still to be shown; None for General."""
    numeric = sections[:3] if len(sections) > 3 or not sections[-1].has("text") else sections[:-1]
    if not numeric:
        return (sections[0], True) if sections else (None, True)
    if len(numeric) == 1 and not numeric[0].condition:
        return numeric[0], True
    defaults = ((">", Decimal(0)), ("<", Decimal(0))) if len(numeric) > 2 else ((">=", Decimal(0)), ("<", Decimal(0)))
    if len(numeric) == 1:
        section = numeric[0]
        return (section, _keeps_sign(section.condition)) if _holds(value, section.condition) else (None, True)
    if numeric[0].condition and len(numeric) == 2 and not numeric[1].condition:
        first = _holds(value, numeric[0].condition)
        return (numeric[0], _keeps_sign(numeric[0].condition)) if first else (numeric[1], True)
    for section, default in zip(numeric, defaults, strict=False):
        condition = section.condition or default
        if _holds(value, condition):
            return section, _keeps_sign(condition)
    return (numeric[-1], True) if len(numeric) > 2 else (None, True)


def _holds(value: Decimal, condition: tuple[str, Decimal] | None) -> bool:
    if condition is None:
        return True
    sign, limit = condition
    return {
        "<": value < limit,
        "<=": value <= limit,
        ">": value > limit,
        ">=": value >= limit,
        "=": value == limit,
        "<>": value != limit,
    }[sign]


def _keeps_sign(condition: tuple[str, Decimal] | None) -> bool:
    """A section for negative numbers only shows them without their sign."""
    return condition is None or not (condition[0] in ("<", "<=") and condition[1] <= 0)


def _text_section(sections: tuple[Section, ...]) -> Section | None:
    if len(sections) > 3:
        return sections[3]
    return sections[-1] if sections and sections[-1].has("text") else None


def _decimal(tokens: tuple[Token, ...], size: Decimal) -> str:
    places = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    point = next((index for index, token in enumerate(tokens) if token.kind == "point"), len(tokens))
    whole = [index for index in places if index < point]
    after = [index for index in places if index > point]
    scale = _scale(tokens, places, whole, point)
    size = size.scaleb(2 * sum(token.kind == "percent" for token in tokens) - 3 * scale, context=_EXACT)
    thousands = any(token.kind == "comma" and whole and whole[0] < i < whole[-1] for i, token in enumerate(tokens))
    rounded = format(_rounded(size, len(after)), "f")
    digits, _, decimals = rounded.partition(".")
    shown = _whole_digits(tokens, whole, digits.lstrip("0"), thousands) | _decimal_digits(tokens, after, decimals)
    if not whole and digits.lstrip("0") and point < len(tokens):
        shown[point] = digits + "."
    if after and not any(shown[index].strip() for index in after):
        shown[point] = shown.get(point, ".").rstrip(".")  # 5 as 0.## is "5." in Excel: the point says nothing
    return "".join(shown.get(index, "" if token.kind == "comma" else token.text) for index, token in enumerate(tokens))


def _scale(tokens: tuple[Token, ...], places: list[int], whole: list[int], point: int) -> int:
    """Number of commas that each divide by a thousand: right behind the last digit, or right before the point."""
    count = 0
    for last in {*places[-1:], *whole[-1:]}:
        if last is (whole[-1] if whole else None) and last != places[-1] and point == len(tokens):
            continue
        index = last + 1
        while index < len(tokens) and tokens[index].kind == "comma":
            count, index = count + 1, index + 1
    return count


def _whole_digits(tokens: tuple[Token, ...], whole: list[int], digits: str, thousands: bool) -> dict[int, str]:
    """Text by token of the digits before the point: filled from the right, the first place takes all that is left."""
    shown: dict[int, str] = {}
    used = 0
    for index in reversed(whole):
        if index == whole[0]:
            part = digits
        else:
            digits, part = digits[:-1], digits[-1:]
        if not part:
            part = {"0": "0", "?": " "}.get(tokens[index].text, "")
        text = ""
        for char in reversed(part):
            if thousands and used and used % 3 == 0 and char != " ":
                text = "," + text
            text = char + text
            used += 1
        shown[index] = text
    return shown


def _decimal_digits(tokens: tuple[Token, ...], after: list[int], decimals: str) -> dict[int, str]:
    shown: dict[int, str] = {}
    open_end = True
    for index, char in reversed(list(zip(after, decimals, strict=True))):
        if open_end and char == "0" and tokens[index].text != "0":
            shown[index] = " " if tokens[index].text == "?" else ""
        else:
            open_end = False
            shown[index] = char
    return shown


def _scientific(tokens: tuple[Token, ...], size: Decimal) -> str:
    at = next(index for index, token in enumerate(tokens) if token.kind == "exponent")
    head, tail = tokens[:at], tokens[at + 1 :]
    point = next((index for index, token in enumerate(head) if token.kind == "point"), len(head))
    step = max(1, sum(token.kind == "digit" for token in head[:point]))
    decimals = sum(token.kind == "digit" for token in head[point:])
    power = 0
    if size:
        power = size.adjusted() // step * step
        if _rounded(size.scaleb(-power), decimals).adjusted() >= step:
            power += step
    mantissa = _decimal(head, size.scaleb(-power))
    width = [index for index, token in enumerate(tail) if token.kind == "digit"]
    digits = _whole_digits(tail, width, str(abs(power)), thousands=False)
    sign = "-" if power < 0 else "+" if tokens[at].text.endswith("+") else ""
    end = "".join(digits.get(index, token.text) for index, token in enumerate(tail))
    return f"{mantissa}E{sign}{end}"


def _is_fraction(tokens: tuple[Token, ...]) -> bool:
    at = next((index for index, token in enumerate(tokens) if token.kind == "slash"), 0)
    return at > 0 and tokens[at - 1].kind == "digit" and _denominator(tokens, at) is not None


def _denominator(tokens: tuple[Token, ...], at: int) -> tuple[int, int] | None:
    """(fixed denominator or 0, largest denominator) behind a fraction's stroke."""
    behind = [token.text for token in tokens[at + 1 :]]
    fixed = re.match(r"[\d?#]*", "".join(behind))
    places = fixed.group() if fixed else ""
    if not places:
        return None
    if places.isdigit() and int(places):
        return int(places), int(places)
    return 0, 10 ** min(4, len(places)) - 1


def _fraction(tokens: tuple[Token, ...], size: Decimal) -> str:
    at = next(index for index, token in enumerate(tokens) if token.kind == "slash")
    fixed, largest = _denominator(tokens, at) or (1, 1)
    first = at
    while first and tokens[first - 1].kind == "digit":
        first -= 1
    mixed = any(token.kind == "digit" for token in tokens[:first])
    whole = int(size) if mixed else 0
    numerator, denominator = _nearest(size - whole, fixed, largest)
    if mixed and numerator == denominator:
        whole, numerator = whole + 1, 0
    last = at + 1
    while last < len(tokens) and (tokens[last].kind == "digit" or tokens[last].text.isdigit()):
        last += 1
    head = ""
    if mixed and (whole or not numerator):
        head = _decimal(tokens[:first], Decimal(whole)) if whole else "0"
    part = f"{numerator}/{denominator}" if numerator or not mixed else ""
    return head + part + "".join(token.text for token in tokens[last:])


def _nearest(value: Decimal, fixed: int, largest: int) -> tuple[int, int]:
    """The fraction nearest to a value, its denominator fixed or as small as it may be."""
    if fixed:
        return int(_rounded(value * fixed, 0)), fixed
    best = (int(_rounded(value, 0)), 1)
    error = abs(value - best[0])
    for denominator in range(2, largest + 1):
        numerator = int(_rounded(value * denominator, 0))
        off = abs(value - Decimal(numerator) / denominator)
        if off < error:
            best, error = (numerator, denominator), off
        if not off:
            break
    return best
