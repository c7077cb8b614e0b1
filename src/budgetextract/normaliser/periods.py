"""The year and the measure of an amount: this year's budget or account, or one of an earlier year that is named."""

from __future__ import annotations

import re

from budgetextract.normaliser.changes import PRIOR, Role
from budgetextract.rules.phrases import PhraseRules

_YEAR = re.compile(r"20\d\d(?=年)|上一年度?|上年度?(?!结转|结余)|去年")
_NAMED = re.compile(r"(?:^|(?<=[，:]))(20\d\d)年度?(?!\d{1,2}月|[末底])")
_DATES = re.compile(r"(?:截至|截止|按|根据|依据|自|从)[^，]{0,12}")
_BUDGET_WORD = re.compile(r"预算(?:数|安排|为|是|金额|\d|$)|预算(?=支出|总)")
_FUND_BUDGET = re.compile(r"一般公共预算|政府性基金预算|国有资本经营预算|公共财政预算")
_SPENT = re.compile("决算|执行|实际|累计支出|完成")


def period(lead: str, role: Role, concept: str, year: int, final: bool, phrases: PhraseRules) -> tuple[int, str] | None:
    """(fiscal year, measure) of an amount, None where its year's kind is not said or it is of an adjusted budget."""
    clause = _clause(lead)
    words = _FUND_BUDGET.sub("", clause)
    if role.kind == PRIOR:
        named = role.base
        if named is None or named.own:
            return None
        at = named.year if named.year is not None else year - 1
        return (at, "reported" if _SPENT.search(role.word) else "budget") if at < year else None
    if phrases.level_adjusted.search(words):
        return None
    years = _YEAR.findall(clause)
    at = year
    if years:
        at = int(years[-1]) if years[-1].isdigit() else year - 1
    if at != year:
        if at > year or at < year - 5:
            return None
        if _SPENT.search(words):
            return at, "reported"
        if "预算" in words:
            return at, "budget"
        spent = concept.startswith("three_public.") and "支出" in words  # 2021年“三公”经费支出 in a budget of 2022
        return (at, "reported") if (final or spent) and at == year - 1 else None
    if concept in ("procurement.sme_reserved", "procurement.micro_reserved"):
        return at, "budget"
    if concept == "performance.amount":
        return at, "budget"
    if not final:
        return None if "执行数" in words else (at, "budget")
    if phrases.level_final.search(words):
        return at, "final"
    return at, "budget" if phrases.level_budget.search(words) or _BUDGET_WORD.search(words) else "final"


def named_year(lead: str, year: int) -> int | None:
    """The year that the clause of an amount names, None where it names none."""
    years = _YEAR.findall(_clause(lead))
    if not years:
        return None
    return int(years[-1]) if years[-1].isdigit() else year - 1


def other_year(lead: str, year: int, phrases: PhraseRules) -> bool:
    """True where a lead begins with another year (2024年公务接待45批次，支出), which is neither a base nor a date."""
    said = _NAMED.findall(_DATES.sub("", phrases.base.sub("", lead)))
    return bool(said) and all(int(one) != year for one in said)


def _clause(lead: str) -> str:
    """The clause the figure stands in: after the last comma that is followed by more than little words."""
    parts = re.split("[，(]", lead)
    for part in reversed(parts):
        if part.strip():
            return part
    return lead
