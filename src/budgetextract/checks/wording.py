"""Figures in words, zh and en: what a reader can quote, with the printed digits, the unit and the page."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from budgetextract.model.compact import new_source
from budgetextract.model.disclosure import Source, Text
from budgetextract.model.facts import FactDraft, Key, Statement
from budgetextract.model.wheres import where
from budgetextract.rules.bundle import Rules
from budgetextract.rules.dimensions import load_dimension_names

_UNITS = {
    "CNY": ("元", " yuan"), "percent": ("%", "%"), "person": ("人", " persons"), "vehicle": ("辆", " vehicles"),
    "item": ("个", " items"), "square_metre": ("平方米", " square metres"),
}  # fmt: skip
_SHOWN_UNIT = {"percent": "%", "person": "人", "vehicle": "辆", "item": "", "square_metre": "平方米"}
_ORIGINS = {"table": ("表格", "table"), "narrative": ("文字", "text"), "performance": ("绩效表", "performance form")}
_DERIVED = {"change", "change_rate", "share", "completion_rate"}
MONEY_FACTORS = {"千元": Decimal(1000), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_ZERO = Decimal(0)
_MAX_TEXT = 160


class Namer:
    """Names facts and mentions of one document."""

    def __init__(self, rules: Rules, fiscal_year: int | None) -> None:
        self._concepts = rules.concepts
        self._classification = rules.classification
        self._names = load_dimension_names()
        self._year = fiscal_year
        self._functions: dict[tuple[str, str, int], str] = {}

    def subject(self, dimension: str, code: str, year: int) -> str:
        """The official name of a code in that year, "" when the list has none."""
        name = self._functions.get((dimension, code, year))
        if name is None:
            name = self._classification.name(dimension, code, year) or ""
            self._functions[dimension, code, year] = name
        return name

    def fact(self, key: Key, name: str = "") -> Text:
        """What a fact is about: "2025年支出总计（财政拨款；机关事业单位职业年金缴费支出 2080506）"."""
        concept = self._concepts.by_id.get(key.concept)
        zh, en = (concept.label_zh, concept.label_en) if concept else (key.concept, key.concept)
        inside = [self._dimension(dimension, value, key.fiscal_year) for dimension, value in key.dimensions]
        if key.measure in _DERIVED or key.measure != "budget":
            measure = self._names.measures.get(key.measure, (key.measure, key.measure))
            if key.measure in _DERIVED:
                zh, en = f"{zh}的{measure[0]}", f"{measure[1]} of {en}"
            elif key.measure == "final":
                zh, en = f"{zh}{measure[0]}", f"{en} ({measure[1]})"
        zh_inside = f"（{'；'.join(one for one, _ in inside)}）" if inside else ""
        en_inside = f" ({'; '.join(one for _, one in inside)})" if inside else ""
        year = f"{key.fiscal_year}年" if key.fiscal_year else ""
        return Text(zh=f"{year}{zh}{zh_inside}", en=f"{en}{en_inside} {key.fiscal_year}")

    def _dimension(self, dimension: str, value: str, year: int) -> tuple[str, str]:
        known = self._names.values.get((dimension, value))
        if known is not None:
            return known
        if dimension in {"function", "economy", "government_economy"}:
            name = self.subject(dimension, value, year)
            return (f"{name} {value}".strip(), f"{value} {name}".strip())
        if dimension == "threshold":
            return (f"单价{value}元以上", f"from {value} yuan")
        return (value, value)


def mention(statement: Statement) -> Text:
    """Where and how a value is printed: "第7页文字“887.36万元”"."""
    printed = stated(statement)
    falls = statement.value < 0 and bool(statement.direction) and not printed.startswith("-")
    zh_after, en_after = (f"（{statement.direction}）", " (a decrease)") if falls else ("", "")
    zh, en = _ORIGINS.get(statement.origin, ("", ""))
    if statement.page:
        here = where(statement.page, statement.bbox)
        zh, en = f"{here.zh}{zh}", f"{here.en} {en}"
    return Text(zh=f"{zh}“{printed}”{zh_after}", en=f'{en} "{printed}"{en_after}')


def stated(statement: Statement) -> str:
    """The printed digits with their unit."""
    unit = statement.stated_unit or _SHOWN_UNIT.get(statement.unit, "")
    text = statement.stated.strip()
    return text if unit and text.endswith(unit) else f"{text}{unit}"


def amount(value: Decimal, unit: str, like: Statement | None = None) -> Text:
    """A computed value with thousands separators: "7,999,983元"; in the printed money unit of ``like`` where given."""
    zh, en = amount_words(value, unit, like)
    return Text(zh=zh, en=en)


def amount_words(value: Decimal, unit: str, like: Statement | None = None) -> tuple[str, str]:
    """``amount`` as (Chinese, English), for a sentence of its own."""
    zh, en = _UNITS.get(unit, ("", ""))
    if like is not None and unit == "CNY" and (factor := MONEY_FACTORS.get(like.stated_unit)):
        value, zh, en = value / factor, like.stated_unit, like.stated_unit
    number = f"{tidy(value):,f}"
    return f"{number}{zh}", f"{number}{en}"


def tidy(value: Decimal) -> Decimal:
    """The value without trailing zeros (a number of more than 28 digits is rounded there)."""
    return value.normalize() if value else _ZERO


def digits(value: Decimal) -> str:
    """A decimal string for the output: no exponent, no "-0"."""
    text = f"{value:f}"
    return text[1:] if text.startswith("-") and not value else text


def source(statement: Statement) -> Source:
    """The place of a mention as the output names it."""
    return new_source(
        page=statement.page or None,
        bbox=statement.bbox if statement.page else None,
        section=statement.section,
        table=statement.table,
        row=statement.row,
        column=statement.column,
        text=statement.text[:_MAX_TEXT],
        reader=statement.reader,
        confidence=None,
    )


def sources(facts: Sequence[FactDraft], statements: Sequence[Statement]) -> list[Source]:
    """Each place once: the mentions used, else the first mention of each fact."""
    chosen = list(statements) or [fact.statements[0] for fact in facts]
    out: list[Source] = []
    for statement in chosen:
        one = source(statement)
        if one not in out:
            out.append(one)
    return out
