"""Special rules over the performance forms: names, coverage, weights, the set of indicators, duplicates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation

from budgetextract.checks.given import Report, place
from budgetextract.checks.interval import rounded
from budgetextract.checks.wording import amount, mention
from budgetextract.model.disclosure import Source, Text
from budgetextract.model.facts import FactDraft, IndicatorDraft, Statement
from budgetextract.model.patterns import later
from budgetextract.model.text import plain
from budgetextract.model.wheres import where

_LISTS = frozenset({"performance_department", "project_list"})
_FORMS = frozenset({"performance_project", "performance_transfer"})
_LEVEL1 = {
    "output": ("产出指标", "output"),
    "effect": ("效益指标", "effect"),
    "satisfaction": ("满意度指标", "satisfaction"),
}
_COST_SINCE = 2022
_MOST = 6
_COUNT_NAME = later(r"(?:次数|数量|人数|场次|个数|件数|户数|批次)$")
_RATE_NAME = later(r"(?:率|满意度|比例|比重)$")
_RATE_IN_WORDS = later(r"[率度]达到?\d{1,3}(?:\.\d+)?(?:以上)?(?![\d.%‰])")
_HEAD = later(r"[(。,;:]")
_BARE_NUMBER = later(r"(?:达到?|≥|>=|不低于|不少于)?\d{1,3}(?:\.\d+)?(?:以上)?")

Form = tuple[str, str, str]
"""(scope, project, horizon)"""


def performance_rules(report: Report) -> None:
    """All rules over forms; nothing where the document has none."""
    if report.given.book.kind == "budget":
        _projects(report)
    groups: dict[Form, list[IndicatorDraft]] = {}
    for indicator in report.given.performance.indicators:
        groups.setdefault((indicator.scope, indicator.project, indicator.horizon), []).append(indicator)
    for form, indicators in groups.items():
        _weights(report, form, indicators)
        _scores(report, form, indicators)
        if report.given.book.kind == "budget":
            _orphans(report, form, indicators)
    _duplicates(report, groups)
    if report.given.book.kind == "budget":
        _complete(report, groups)
        _units(report)
        _same_goals(report, groups)


def _projects(report: Report) -> None:
    """project_names_agree and projects_have_goals: the list of projects beside the project forms."""
    listed, forms = _named(report, _LISTS), _named(report, _FORMS)
    goals = {plain(one.project) for one in report.given.performance.indicators if one.project}
    if not listed or not (forms or goals & set(map(plain, listed))):
        return
    list_names, form_names = {plain(name): name for name in listed}, {plain(name): name for name in forms}
    matched: set[str] = set(list_names) & (set(form_names) | goals)  # a form may print goals and no amount
    for key in form_names.keys() - matched:
        fact, statement = forms[form_names[key]]
        twin = next(
            (
                name
                for other, name in list_names.items()
                if other not in form_names and listed[name][0].value == fact.value and fact.value
            ),
            None,
        )
        if twin is None:
            continue
        matched.add(plain(twin))
        other_fact, other_statement = listed[twin]
        report.failed(
            "project_names_agree",
            Text(
                zh=f"项目清单写“{twin}”（{mention(other_statement).zh}），项目绩效表写“{form_names[key]}”（{mention(statement).zh}），金额相同，应为同一项目。",
                en=f'The list names "{twin}" ({mention(other_statement).en}), the project form "{form_names[key]}" '
                f"({mention(statement).en}); the amount is the same.",
            ),
            facts=[other_fact, fact],
            statements=[other_statement, statement],
        )
    _coverage(report, listed, [name for key, name in list_names.items() if key not in matched])


def _named(report: Report, tables: frozenset[str]) -> dict[str, tuple[FactDraft, Statement]]:
    """Projects by printed name with their annual amount in the named tables, whatever the fund."""
    out: dict[str, tuple[FactDraft, Statement]] = {}
    for fact in report.given.facts:
        if fact.key.concept != "expenditure.project" or fact.key.measure != "budget":
            continue
        names = [value for name, value in fact.key.dimensions if name == "project"]
        if not names or len(fact.key.dimensions) != 1:
            continue
        statement = next((one for one in fact.statements if one.table_id in tables), None)
        if statement is not None:
            out.setdefault(names[0], (fact, statement))
    return out


def _coverage(report: Report, listed: dict[str, tuple[FactDraft, Statement]], missing: Sequence[str]) -> None:
    total = sum((fact.value for fact, _ in listed.values()), Decimal(0))
    if not total:
        return
    open_amount = sum((listed[name][0].value for name in missing), Decimal(0))
    share = rounded(100 * (total - open_amount) / total, 1)
    if not missing:
        report.passed(
            "projects_have_goals",
            Text(zh="所列项目均有绩效目标表。", en="Every listed project has a goal form."),
        )
        return
    names_en = ", ".join(f'"{name}" {amount(listed[name][0].value, "CNY").en}' for name in missing[:6])
    names = "、".join(f"“{name}”{amount(listed[name][0].value, 'CNY').zh}" for name in missing[:6])
    report.failed(
        "projects_have_goals",
        Text(
            zh=f"清单所列{len(listed)}个项目中，{len(missing)}个没有绩效目标表（{names}），按金额覆盖{share}%。",
            en=f"{len(missing)} of the {len(listed)} projects listed without a goal form ({names_en}); "
            f"{share}% of the money is covered.",
        ),
        facts=[listed[name][0] for name in missing],
        statements=[listed[name][1] for name in missing],
    )


def _weights(report: Report, form: Form, indicators: Sequence[IndicatorDraft]) -> None:
    """weights_sum_to_100: only where every indicator of the form has a weight."""
    weights = [_number(indicator.weight) for indicator in indicators]
    if not weights or any(weight is None for weight in weights):
        return
    total = sum((weight for weight in weights if weight is not None), Decimal(0))
    message = Text(
        zh=f"{_form_zh(form)}指标分值合计{total:f}。",
        en=f"Weights of {_form_en(form)} sum to {total:f}.",
    )
    if total in {Decimal(100), Decimal(90)}:
        report.passed("weights_sum_to_100", message)
    else:
        report.failed("weights_sum_to_100", message, at=_at(indicators[:1]))


def _scores(report: Report, form: Form, indicators: Sequence[IndicatorDraft]) -> None:
    """scores_within_weights: indicators of a self-evaluation that score above their weight, one finding a form."""
    scored = [
        (indicator, weight, score)
        for indicator in indicators
        if (weight := _number(indicator.weight)) is not None and (score := _number(indicator.score)) is not None
    ]
    above = [one for one in scored if one[2] > one[1]]
    if not scored:
        return
    if not above:
        message = Text(
            zh=f"{_form_zh(form)}{len(scored)}个指标的得分均不超过分值。",
            en=f"None of {len(scored)} scores of {_form_en(form)} is above its weight.",
        )
        report.passed("scores_within_weights", message)
        return
    listed_zh = "、".join(f"“{one.level3[0]}”得分{score:f}、分值{weight:f}" for one, weight, score in above[:_MOST])
    listed_en = "; ".join(f'"{one.level3[0]}" scores {score:f} of {weight:f}' for one, weight, score in above[:_MOST])
    report.failed(
        "scores_within_weights",
        Text(
            zh=f"{_form_zh(form)}得分超过分值：{listed_zh}。",
            en=f"Scores of {_form_en(form)} above weight: {listed_en}.",
        ),
        at=_at([one for one, _, _ in above[:_MOST]]),
    )


def _complete(report: Report, groups: dict[Form, list[IndicatorDraft]]) -> None:
    """indicator_set_complete: output, effect, satisfaction; timeliness; cost since about 2022. Like forms together."""
    lacking: dict[tuple[tuple[str, str], ...], list[Form]] = {}
    for form, indicators in groups.items():
        missing = _missing(indicators, report.given.book.fiscal_year)
        if missing is not None:
            lacking.setdefault(missing, []).append(form)
    for missing, forms in lacking.items():
        zh, en = "、".join(map(_form_zh, forms[:_MOST])), "; ".join(map(_form_en, forms[:_MOST]))
        if not missing:
            report.passed("indicator_set_complete", Text(zh=f"{zh}：指标齐全。", en=f"{en}: indicators complete."))
            continue
        names_zh, names_en = "、".join(names[0] for names in missing), ", ".join(names[1] for names in missing)
        report.failed(
            "indicator_set_complete",
            Text(zh=f"{zh}没有{names_zh}。", en=f"{en}: no indicator for {names_en}."),
            at=_at([groups[form][0] for form in forms]),
        )


def _missing(indicators: Sequence[IndicatorDraft], fiscal_year: int) -> tuple[tuple[str, str], ...] | None:
    """What a form's set lacks; None where its heads are of another system (management) or were not read."""
    stated1 = {indicator.level1[1] for indicator in indicators}
    stated2 = {indicator.level2[1] for indicator in indicators}
    if "management" in stated1 or len(stated1 - {""}) < 2:
        return None
    missing = [names for key, names in _LEVEL1.items() if key not in stated1]
    if "timeliness" not in stated2:
        missing.append(("时效指标", "timeliness"))
    cost = "cost" in stated1 or bool({"output_cost", "economic_cost", "social_cost", "ecological_cost"} & stated2)
    if not cost and fiscal_year >= _COST_SINCE:
        missing.append(("成本指标", "cost"))
    return tuple(missing)


def _duplicates(report: Report, groups: dict[Form, list[IndicatorDraft]]) -> None:
    """no_duplicate_indicators: one level-3 name under two level-1 heads of one form; one finding a name."""
    found: dict[str, list[tuple[Form, list[IndicatorDraft]]]] = {}
    for form, indicators in groups.items():
        heads: dict[str, dict[str, IndicatorDraft]] = {}
        for indicator in indicators:
            head = indicator.level1[1] or plain(indicator.level1[0])
            if head and indicator.level3[0]:
                heads.setdefault(plain(indicator.level3[0]), {}).setdefault(head, indicator)
        for name, by_head in heads.items():
            if len(by_head) > 1:
                found.setdefault(name, []).append((form, list(by_head.values())))
    for places in found.values():
        rows = places[0][1]
        names = "、".join(dict.fromkeys(row.level1[0] for row in rows))
        zh = "、".join(_form_zh(form) for form, _ in places[:_MOST])
        en = "; ".join(_form_en(form) for form, _ in places[:_MOST])
        report.failed(
            "no_duplicate_indicators",
            Text(
                zh=f"三级指标“{rows[0].level3[0]}”同时列在{names}之下（{zh}）。",
                en=f'The level-3 indicator "{rows[0].level3[0]}" stands under {names} ({en}).',
            ),
            at=_at([row for _, rows in places for row in rows][:10]),
        )


def _orphans(report: Report, form: Form, indicators: Sequence[IndicatorDraft]) -> None:
    """Output indicators that begin anew after satisfaction: perhaps the rest of another form.

    Costs have no fixed place among the levels: after satisfaction they are suspect only where they come a second time.
    """
    after: frozenset[str] | None = None
    seen: set[str] = set()
    rows: list[IndicatorDraft] = []
    for indicator in indicators:
        name = indicator.level1[1]
        if after is not None and (name in {"output", "effect"} or (name == "cost" and "cost" in after)):
            rows.append(indicator)
        seen.add(name)
        if after is None and name == "satisfaction":
            after = frozenset(seen)
    if rows:
        report.noticed(
            "orphan_indicators",
            Text(
                zh=f"{_form_zh(form)}在满意度指标之后又出现{len(rows)}项指标而没有表头，可能是另一张表的内容。",
                en=f"{_form_en(form)}: {len(rows)} indicators follow after satisfaction without a head; "
                "they may belong to another form.",
            ),
            at=_at(rows[:5]),
            severity="warning",
        )


def _units(report: Report) -> None:
    """A rate without a percent sign, a count (or a zero) with one; in the value or in the words that explain it."""
    wrong: dict[str, tuple[IndicatorDraft, str]] = {}
    for indicator in report.given.performance.indicators:
        name, text = plain(indicator.level3[0]), plain(indicator.text)
        head = _HEAD.split(name, maxsplit=1)[0]
        percent = text.rstrip("以上下内").endswith("%")
        bare_rate = bool(_RATE_NAME.search(head)) and bool(_BARE_NUMBER.fullmatch(text)) and not indicator.unit
        counted = bool(_COUNT_NAME.search(head)) or head.startswith("零")
        if bare_rate or (counted and percent):
            wrong.setdefault(f"{name}|{text}", (indicator, indicator.text))
        if unclear := _RATE_IN_WORDS.search(plain(indicator.basis)):
            wrong.setdefault(unclear.group(), (indicator, unclear.group()))
    for indicator, printed in wrong.values():
        here = where(indicator.page, indicator.bbox)
        report.noticed(
            "indicator_unit_missing",
            Text(
                zh=f"{here.zh}绩效指标“{indicator.level3[0][:40]}”的“{printed}”缺少单位或单位不符。",
                en=f'{here.lead}"{printed}" of the indicator "{indicator.level3[0][:40]}" '
                "lacks its unit or has the wrong one.",
            ),
            at=_at([indicator]),
            severity="info",
        )


def _same_goals(report: Report, groups: dict[Form, list[IndicatorDraft]]) -> None:
    for (scope, project, horizon), indicators in groups.items():
        if horizon != "annual":
            continue
        longer = groups.get((scope, project, "long_term"), [])
        one, other = _set_of(indicators), _set_of(longer)
        if longer and (one == other or (len(other) > 2 and other <= one)):
            form = (scope, project, "")
            report.noticed(
                "same_goals_both_horizons",
                Text(
                    zh=f"{_form_zh(form)}的长期目标与年度目标指标相同。",
                    en=f"{_form_en(form)}: long-term and annual indicators are the same.",
                ),
                at=_at([longer[0], indicators[0]]),
                severity="info",
            )


def _set_of(indicators: Iterable[IndicatorDraft]) -> set[tuple[str, str]]:
    return {(plain(indicator.level3[0]), plain(indicator.text)) for indicator in indicators}


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.strip().rstrip("分%"))
    except InvalidOperation:
        return None


def _form_zh(form: Form) -> str:
    scope, project, horizon = form
    names = {"department": "部门整体绩效表", "project": "项目绩效表", "transfer": "转移支付绩效表"}
    horizons = {"annual": "年度", "long_term": "长期"}
    inside = f"“{project}”" if project else ""
    return f"{names.get(scope, '绩效表')}{inside}{horizons.get(horizon, '')}"


def _form_en(form: Form) -> str:
    scope, project, horizon = form
    inside = f' "{project}"' if project else ""
    return f"{scope} form{inside}{', ' + horizon.replace('_', '-') if horizon else ''}"


def _at(indicators: Sequence[IndicatorDraft]) -> list[Source]:
    return [
        place(indicator.page, indicator.bbox, f"{indicator.level3[0]} {indicator.text}".strip(), indicator.table)
        for indicator in indicators
    ]
