"""Special rules over facts: wording against sign, rates on nothing, completion, counts beside money."""

from __future__ import annotations

import re

from budgetextract.checks.given import Report
from budgetextract.checks.interval import Printed, judge_ratio, rounded
from budgetextract.checks.wording import amount, mention, stated
from budgetextract.model.disclosure import Text
from budgetextract.model.facts import Dimensions, FactDraft, Key, Statement
from budgetextract.model.text import plain

_UP = ("增加", "增长", "上升", "提高", "增", "上涨", "新增")
_DOWN = ("减少", "下降", "降低", "减", "压减", "下浮", "回落")
_FLAT = ("持平", "一致", "无变化", "相同", "无增减", "不变")
_REASON_UP = re.compile(r"增加的?(?:主要)?原因")
_REASON_DOWN = re.compile(r"(?:减少|下降)的?(?:主要)?原因")
_NEXT_PART = re.compile(r"[;；]|\d(?:\.\d+)?(?:百|千|万|亿)*元")
_OWN_WORDS = 16
_LARGER = re.compile(r"决算数?(?:大于|高于|超过|多于)(?:年初)?预算")
_SMALLER = re.compile(r"决算数?(?:小于|低于|少于)(?:年初)?预算")
_COUNTED = (
    ("three_public.reception", "three_public.reception.batches"),
    ("three_public.overseas", "three_public.overseas.groups"),
)


def fact_rules(report: Report) -> None:
    """Each rule looks at each fact once."""
    final = report.given.book.kind == "final"
    by_key = {fact.key: fact for fact in report.given.facts}
    for fact in report.given.facts:
        measure = fact.key.measure
        if measure == "change":
            _direction(report, fact)
            _direction_of_values(report, fact, by_key)
        elif measure == "change_rate":
            _zero_base(report, fact, by_key)
        elif measure == "completion_rate" and final:
            _completion(report, fact, by_key)
    if final:
        _final_wording(report, by_key)
        _counts(report, by_key)
    _vehicles(report, by_key)
    _assets_date(report)


def _direction(report: Report, fact: FactDraft) -> None:
    """change_direction_wording: the word and the number point the same way."""
    for statement in fact.statements:
        word = statement.direction
        if not word:
            continue
        about, printed = report.given.namer.fact(fact.key), mention(statement)
        value = statement.value
        wrong = (
            (value < 0 and word.startswith(_UP))
            or (value > 0 and word.startswith(_DOWN))
            or (value != 0 and any(flat in word for flat in _FLAT))
        )
        if wrong:
            report.failed(
                "change_direction_wording",
                Text(
                    zh=f"{about.zh}：{printed.zh}，用语却是“{word}”。",
                    en=f'{about.en}: {printed.en}, yet the word is "{word}".',
                ),
                facts=[fact],
                statements=[statement],
                severity="warning",
            )
        elif value == 0 and any(flat in word for flat in _FLAT) and _reason_for_change(_behind(statement)):
            report.failed(
                "change_direction_wording",
                Text(
                    zh=f"{about.zh}：{printed.zh}写“{word}”，同一句又说明增减的原因。",
                    en=f'{about.en}: {printed.en} says "{word}", yet the sentence gives reasons for a change.',
                ),
                facts=[fact],
                statements=[statement],
                severity="info",
            )


def _direction_of_values(report: Report, fact: FactDraft, by_key: dict[Key, FactDraft]) -> None:
    """change_direction_wording: a rise in words where the figures of both years show a fall, or the reverse."""
    key, book = fact.key, report.given.book
    based = key.dimension("base") is not None
    measures = ("final", "reported") if based or book.kind == "final" else ("budget",)
    plain = tuple(pair for pair in key.dimensions if pair[0] != "base")
    now = by_key.get(Key(key.concept, book.value_measure, key.fiscal_year, plain))
    before = next(
        (one for m in measures if (one := by_key.get(Key(key.concept, m, key.fiscal_year - 1, plain))) is not None),
        None,
    )
    if now is None or before is None or not fact.value:
        return
    gap = now.value - before.value
    if abs(gap) <= (now.precision + before.precision) / 2 or (gap > 0) == (fact.value > 0):
        return
    about, printed = report.given.namer.fact(now.key), mention(fact.statements[0])
    report.failed(
        "change_direction_wording",
        Text(
            zh=f"{about.zh}：{printed.zh}说是{'增加' if fact.value > 0 else '减少'}，"
            f"而上年为{mention(before.statements[0]).zh}、本年为{mention(now.statements[0]).zh}，方向相反。",
            en=f"{about.en}: {printed.en} is called {'a rise' if fact.value > 0 else 'a fall'}, yet last year is "
            f"{mention(before.statements[0]).en} and this year {mention(now.statements[0]).en}.",
        ),
        facts=[fact, before, now],
        severity="warning",
    )


def _behind(statement: Statement) -> str:
    """What its sentence says behind the words of a statement, up to the next amount or part (；公务接待费4万元)."""
    own = plain(statement.text)[-_OWN_WORDS:]
    at = statement.sentence.rfind(own)
    return _NEXT_PART.split(statement.sentence[at + len(own) :])[0] if at >= 0 else statement.sentence


def _reason_for_change(sentence: str) -> bool:
    return bool(_REASON_UP.search(sentence) or _REASON_DOWN.search(sentence))


def _zero_base(report: Report, fact: FactDraft, by_key: dict[Key, FactDraft]) -> None:
    """no_rate_on_zero_base: a rate of change where last year's figure was nothing."""
    if not fact.value:
        return
    key = fact.key
    change = by_key.get(Key(key.concept, "change", key.fiscal_year, key.dimensions))
    plain = tuple(pair for pair in key.dimensions if pair[0] != "base")
    now = next(
        (
            one
            for measure in ("budget", "final")
            if (one := by_key.get(Key(key.concept, measure, key.fiscal_year, plain)))
        ),
        None,
    )
    if change is None or now is None or not now.value:
        return
    if abs(now.value - change.value) > (now.precision + change.precision) / 2:
        return
    rate_of_some = now.value * fact.value / (100 + fact.value) if fact.value != -100 else now.value
    if abs(change.value - rate_of_some) <= change.precision / 2:
        return  # 1万元，增加0.5万元，增长100%: whole amounts meet by rounding, the rate says there was a base
    about = report.given.namer.fact(now.key)
    rate = mention(fact.statements[0])
    report.failed(
        "no_rate_on_zero_base",
        Text(
            zh=f"{about.zh}：增减额等于全部本年数（{stated(now.statements[0])}），上年为零，增减率没有基数（{rate.zh}）。",
            en=f"{about.en}: the change is the whole amount ({stated(now.statements[0])}); last year was nothing, "
            f"so the rate has no base ({rate.en}).",
        ),
        facts=[fact, change, now],
        severity="info",
    )


def _completion(report: Report, fact: FactDraft, by_key: dict[Key, FactDraft]) -> None:
    """completion_rate: the stated percent is final over budget of the same key."""
    key = fact.key
    budget = by_key.get(Key(key.concept, "budget", key.fiscal_year, key.dimensions))
    final = by_key.get(Key(key.concept, "final", key.fiscal_year, key.dimensions))
    if budget is None or final is None:
        return
    about, rate = report.given.namer.fact(final.key), mention(fact.statements[0])
    if not budget.value:
        report.failed(
            "completion_rate",
            Text(
                zh=f"{about.zh}：预算数为零，却写完成预算的百分比（{rate.zh}）。",
                en=f"{about.en}: the budget is nothing, yet a completion percentage is given ({rate.en}).",
            ),
            facts=[fact, budget, final],
            severity="info",
        )
        return
    verdict = judge_ratio(_printed(fact), [_printed(final)], [_printed(budget)])
    if verdict is None:
        return
    computed = f"{rounded(verdict.right, 2):f}%"
    message = Text(
        zh=f"{about.zh}：完成预算{rate.zh}，按{mention(final.statements[0]).zh}和预算数{mention(budget.statements[0]).zh}计算为{computed}。",
        en=f"{about.en}: completion {rate.en}; {mention(final.statements[0]).en} over budget "
        f"{mention(budget.statements[0]).en} is {computed}.",
    )
    if not verdict.holds:
        report.failed("completion_rate", message, facts=[fact, final, budget])
    elif verdict.truncated:
        report.failed("completion_rate", message, facts=[fact, final, budget], code="truncated_percent")
    else:
        report.passed("completion_rate", message, [fact, final, budget])


def _printed(fact: FactDraft) -> Printed:
    return Printed(fact.value, fact.precision)


def _final_wording(report: Report, by_key: dict[Key, FactDraft]) -> None:
    """final_against_budget_wording: 决算数大于 / 小于预算数, where one sentence states one pair of figures."""
    pairs: dict[str, list[tuple[FactDraft, FactDraft]]] = {}
    for key, fact in by_key.items():
        if key.measure != "final" or fact.unit != "CNY":
            continue
        budget = by_key.get(Key(key.concept, "budget", key.fiscal_year, key.dimensions))
        if budget is None:
            continue
        for sentence in {one.sentence for one in fact.statements if one.sentence}:
            pairs.setdefault(sentence, []).append((fact, budget))
    for sentence, found in pairs.items():
        if len(found) != 1:
            continue
        final, budget = found[0]
        larger, smaller = bool(_LARGER.search(sentence)), bool(_SMALLER.search(sentence))
        if larger == smaller:
            continue
        gap = final.value - budget.value
        about = report.given.namer.fact(final.key)
        word = "大于" if larger else "小于"
        message = Text(
            zh=f"{about.zh}：文字称决算数{word}预算数，决算{mention(final.statements[0]).zh}、预算{mention(budget.statements[0]).zh}。",
            en=f"{about.en}: the text calls the final figure {'larger' if larger else 'smaller'} than the budget; "
            f"final {mention(final.statements[0]).en}, budget {mention(budget.statements[0]).en}.",
        )
        slack = (final.precision + budget.precision) / 2
        if (larger and gap < -slack) or (smaller and gap > slack):
            report.failed("final_against_budget_wording", message, facts=[final, budget])
        else:
            report.passed("final_against_budget_wording", message, [final, budget])


def _counts(report: Report, by_key: dict[Key, FactDraft]) -> None:
    """three_public_counts: money without a count, or a count without money."""
    year = report.given.book.fiscal_year
    for money_name, count_name in _COUNTED:
        money = by_key.get(Key(money_name, "final", year))
        count = next(
            (one for m in ("reported", "final") if (one := by_key.get(Key(count_name, m, year))) is not None), None
        )
        if money is None or count is None:
            continue
        about = report.given.namer.fact(money.key)
        message = Text(
            zh=f"{about.zh}：{mention(money.statements[0]).zh}，{mention(count.statements[0]).zh}。",
            en=f"{about.en}: {mention(money.statements[0]).en}, {mention(count.statements[0]).en}.",
        )
        if (money.value > 0) != (count.value > 0):
            report.failed("three_public_counts", message, facts=[money, count])
        else:
            report.passed("three_public_counts", message, [money, count])


def _vehicles(report: Report, by_key: dict[Key, FactDraft]) -> None:
    """vehicle_cost_needs_vehicles: running cost although no vehicle is held (borrowed or shared cars explain it)."""
    book = report.given.book
    none: Dimensions = ()
    cost = by_key.get(Key("three_public.vehicles.operation", book.value_measure, book.fiscal_year, none))
    if cost is None:
        return
    held = [
        fact
        for year in (book.fiscal_year, book.fiscal_year - 1)
        if (fact := by_key.get(Key("assets.vehicles", "reported", year, none))) is not None
    ]
    if len(held) != 1:
        return
    money = amount(cost.value, "CNY")
    message = Text(
        zh=f"公务用车运行维护费{money.zh}（{mention(cost.statements[0]).zh}），车辆{stated(held[0].statements[0])}。",
        en=f"Vehicle operation {money.en} ({mention(cost.statements[0]).en}); "
        f"vehicles {stated(held[0].statements[0])}.",
    )
    if cost.value > 0 and held[0].value == 0:
        report.failed("vehicle_cost_needs_vehicles", message, facts=[cost, held[0]], severity="info")
    else:
        report.passed("vehicle_cost_needs_vehicles", message, [cost, held[0]])


def _assets_date(report: Report) -> None:
    """assets_as_of_date: holdings older than the year before the document's are probably last year's text."""
    year = report.given.book.fiscal_year
    held = [
        fact for fact in report.given.facts if fact.key.concept.startswith("assets.") and fact.key.measure == "reported"
    ]
    if not held:
        return
    old = [fact for fact in held if fact.key.fiscal_year < year - 1]
    if old:
        first = old[0]
        report.failed(
            "assets_as_of_date",
            Text(
                zh=f"资产数据截至{first.key.fiscal_year}年，早于上年（{mention(first.statements[0]).zh}）。",
                en=f"Asset figures are as of {first.key.fiscal_year}, before last year "
                f"({mention(first.statements[0]).en}).",
            ),
            facts=old[:5],
        )
    else:
        report.passed("assets_as_of_date", Text(zh="资产截止日期合理。", en="The as-of date fits."), held[:5])
