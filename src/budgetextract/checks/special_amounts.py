"""Special rules over single figures: negative amounts, impossible percentages, directions that differ."""

from __future__ import annotations

from decimal import Decimal

from budgetextract.checks.given import Report
from budgetextract.checks.wording import mention
from budgetextract.model.disclosure import Text
from budgetextract.model.facts import FactDraft, Key

_HUNDRED = Decimal(100)
_MAY_BE_NEGATIVE = ("结余", "结转", "盈余", "亏损", "调整", "收回", "冲", "抵", "退", "弥补", "差额", "结存")
"""Words of a row or sentence that make a negative amount ordinary: balances, corrections, money taken back."""
_MOST_ALIKE = 5
_RISES, _FALLS = ("增加", "an increase"), ("减少", "a decrease")


def amount_rules(report: Report) -> None:
    """Each rule looks at each fact once."""
    negative: list[FactDraft] = []
    for fact in report.given.facts:
        measure = fact.key.measure
        if measure in {"budget", "final", "reported"}:
            if fact.value < 0 and not _ordinary(fact):
                negative.append(fact)
        elif fact.unit == "percent":
            _possible(report, fact)
    for fact in negative[:_MOST_ALIKE]:
        _negative(report, fact)
    _directions(report)


def _ordinary(fact: FactDraft) -> bool:
    """Whether the words around a negative amount explain it (a balance, a correction)."""
    return any(word in one.text or word in one.sentence for one in fact.statements for word in _MAY_BE_NEGATIVE)


def _negative(report: Report, fact: FactDraft) -> None:
    """negative_amount: no budget or account pays or receives less than nothing, but for corrections."""
    about, printed = report.given.namer.fact(fact.key), mention(fact.statements[0])
    report.failed(
        "negative_amount",
        Text(zh=f"{about.zh}为负数：{printed.zh}。", en=f"{about.en} is negative: {printed.en}."),
        facts=[fact],
        statements=[fact.statements[0]],
    )


def _possible(report: Report, fact: FactDraft) -> None:
    """percent_possible: a share of a whole is at most 100 %, and nothing falls by more than 100 %."""
    measure, slack = fact.key.measure, fact.precision
    share = measure == "share" and (fact.value > _HUNDRED + slack or fact.value < 0)
    fall = measure == "change_rate" and fact.value < -_HUNDRED - slack
    if not (share or fall):
        return
    about, printed = report.given.namer.fact(fact.key), mention(fact.statements[0])
    zh = "比重应在0与100%之间" if share else "下降不会超过100%"
    en = "a share lies between 0 and 100 %" if share else "nothing falls by more than 100 %"
    report.failed(
        "percent_possible",
        Text(zh=f"{about.zh}：{printed.zh}，{zh}。", en=f"{about.en}: {printed.en}, but {en}."),
        facts=[fact],
        statements=[fact.statements[0]],
        code="percent_impossible",
    )


def _directions(report: Report) -> None:
    """directions_agree: total income and total expenditure are equal in both years, so they move the same way."""
    by_key = {fact.key: fact for fact in report.given.facts}
    for key, income in by_key.items():
        if key.concept != "income.total" or key.measure not in {"change", "change_rate"} or not income.value:
            continue
        other = by_key.get(Key("expenditure.total", key.measure, key.fiscal_year, key.dimensions))
        if other is None or not other.value:
            continue
        if key.measure == "change_rate" and _has_change(by_key, key):
            continue  # the amounts say it
        ways = [_RISES if one.value > 0 else _FALLS for one in (income, other)]
        places = [mention(one.statements[0]) for one in (income, other)]
        about = [report.given.namer.fact(one.key) for one in (income, other)]
        if ways[0] == ways[1]:
            report.passed(
                "directions_agree",
                Text(zh=f"收入与支出同为{ways[0][0]}。", en=f"Income and expenditure both show {ways[0][1]}."),
                [income, other],
            )
            continue
        report.failed(
            "directions_agree",
            Text(
                zh=f"收支总计两年都相等，增减方向应当一致：{about[0].zh}是{ways[0][0]}（{places[0].zh}），"
                f"{about[1].zh}却是{ways[1][0]}（{places[1].zh}）。",
                en=f"Total income and expenditure are equal in both years and move together: {about[0].en} is "
                f"{ways[0][1]} ({places[0].en}), {about[1].en} is {ways[1][1]} ({places[1].en}).",
            ),
            facts=[income, other],
            code="directions_differ",
        )


def _has_change(by_key: dict[Key, FactDraft], key: Key) -> bool:
    return all(
        Key(concept, "change", key.fiscal_year, key.dimensions) in by_key
        for concept in ("income.total", "expenditure.total")
    )
