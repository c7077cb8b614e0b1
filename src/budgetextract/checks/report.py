"""Outcomes as the checks of the output."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import cast

from budgetextract.checks.outcome import Outcome
from budgetextract.checks.wording import amount_words, digits
from budgetextract.model.compact import new_check, new_text
from budgetextract.model.disclosure import Check, CheckStatus, Severity, Text

_VERBS = {
    "pass": ("成立", "holds"),
    "fail": ("不成立", "does not hold"),
    "insufficient": ("无法判断", "cannot be judged"),
}
_REASONS = {
    "missing": ("部分数字未列示", "some figures are not stated"),
    "itself": ("两边是同一个印出的数字", "both sides are one printed number"),
    "incomplete": ("未列示的部分可能解释差额", "parts not stated may explain the gap"),
    "parse_guard": ("疑似读取错误", "suspected reading error"),
    "name": ("编码与名称或标题的年度不符", "code and name, or the year of the title, do not belong together"),
    "conflict": ("同一数字另有写法", "one figure is also stated otherwise"),
    "elsewhere": ("该数是表中另一科目的数", "the figure is that of another subject in the tables"),
    "untold": ("有未列明的类别", "some types are not told"),
    "whole": ("绩效表的口径不同", "the performance form counts another whole"),
    "scope": ("各数出自不同位置，口径可能不同", "the figures stand in different places and scopes may differ"),
}
_UNDECIDED_KEPT = frozenset({"incomplete", "parse_guard", "name", "conflict"})


def checks_of(outcomes: Sequence[Outcome]) -> list[Check]:
    """One check an outcome; those with missing terms only where at least half of the terms are stated."""
    return [check(outcome) for outcome in outcomes if _kept(outcome)]


def _kept(outcome: Outcome) -> bool:
    if outcome.status != "insufficient" or outcome.reason in _UNDECIDED_KEPT:
        return True
    return bool(outcome.right) and outcome.blanks <= 1


def check(outcome: Outcome) -> Check:
    """The contract's check of one outcome."""
    verdict = outcome.verdict
    return new_check(
        id=outcome.identity.id,
        bindings=dict(outcome.bindings),
        where=outcome.where or None,
        status=cast(CheckStatus, outcome.status),
        severity=cast(Severity, outcome.severity),
        left=_number(verdict.left if verdict else None),
        right=_number(verdict.right if verdict else None),
        difference=_number(verdict.difference if verdict else None),
        tolerance=_number(verdict.tolerance if verdict else None),
        facts=outcome.fact_ids,
        truncated=True if outcome.truncated else None,
        message=_message(outcome),
    )


def _number(value: Decimal | None) -> str | None:
    return None if value is None else digits(value)


def _message(outcome: Outcome) -> Text:
    zh_verb, en_verb = _VERBS[outcome.status]
    zh, en = f"{outcome.identity.zh}：{zh_verb}", f"{outcome.identity.en}: {en_verb}"
    if outcome.reason in _REASONS:
        zh, en = f"{zh}（{_REASONS[outcome.reason][0]}）", f"{en} ({_REASONS[outcome.reason][1]})"
    verdict = outcome.verdict
    if verdict is not None:
        unit = unit_of(outcome)
        left_zh, left_en = amount_words(verdict.left, unit)
        right_zh, right_en = amount_words(verdict.right, unit)
        zh, en = f"{zh}，{left_zh}对{right_zh}", f"{en}, {left_en} against {right_en}"
    return new_text(zh=zh, en=en)


def unit_of(outcome: Outcome) -> str:
    """The unit that the two sides are compared in."""
    side = outcome.left or outcome.right
    if outcome.identity.left.unit:
        return outcome.identity.left.unit
    return side[0].entry.fact.unit if side else ""
