"""Special rules over names: codes with another subject's name, in tables and in the text."""

from __future__ import annotations

from collections.abc import Sequence

from budgetextract.checks.given import Report
from budgetextract.checks.misnamed import Misnamed
from budgetextract.checks.wording import mention
from budgetextract.model.disclosure import Text
from budgetextract.model.wheres import where

_MANY = 3
"""From so many foreign names on, a table numbers its rows in its own way: one finding for all."""


def name_rules(report: Report) -> None:
    """function_code_known and narrative_function_names, each code once; economic codes of one page together."""
    seen: set[tuple[str, str]] = set()
    own_numbering: dict[int, list[Misnamed]] = {}
    for one in report.given.misnamed:
        mark = (one.code, one.statement.name.strip())
        if mark in seen:
            continue
        seen.add(mark)
        if one.dimension != "function":
            own_numbering.setdefault(one.statement.page, []).append(one)
        else:
            _named_otherwise(report, one)
    for found in own_numbering.values():
        _own_numbers(report, found)


def _named_otherwise(report: Report, one: Misnamed) -> None:
    rule = "narrative_function_names" if one.statement.origin == "narrative" else "function_code_known"
    printed, year = mention(one.statement), one.fact.key.fiscal_year
    report.failed(
        rule,
        Text(
            zh=f"科目编码{one.code}在{year}年科目中是“{one.official}”，原文写“{one.statement.name}”（{printed.zh}）。",
            en=f'Code {one.code} is "{one.official}" in {year}; '
            f'the document prints "{one.statement.name}" ({printed.en}).',
        ),
        facts=[one.fact],
        statements=[one.statement],
    )


def _own_numbers(report: Report, found: Sequence[Misnamed]) -> None:
    """Economic codes that do not fit the standard list: the unit numbered its rows itself (found, a Shanghai unit)."""
    here = where(found[0].statement.page)
    listed = "、".join(f"{one.code}“{one.statement.name}”（标准为“{one.official}”）" for one in found[:_MANY])
    more = len(found) > _MANY
    report.failed(
        "function_code_known",
        Text(
            zh=f"{here.zh}有{len(found)}个经济分类编码与名称不符：{listed}{'等' if more else ''}。"
            "请按名称使用这些数字。",
            en=f"{here.lead}{len(found)} economic codes carry other names than the standard: "
            f"{listed}{' and more' if more else ''}. Use these figures by name.",
        ),
        facts=[one.fact for one in found],
        statements=[one.statement for one in found],
    )
