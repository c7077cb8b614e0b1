"""Special rules over names: codes with another subject's name, in tables and in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from budgetextract.checks.wording import mention
from budgetextract.model.disclosure import Text
from budgetextract.model.facts import FactDraft, Statement
from budgetextract.rules.bundle import Rules
from budgetextract.rules.classification import Classification

if TYPE_CHECKING:
    from budgetextract.checks.given import Report

_ITEM = 5
_MANY = 3
"""From so many foreign names on, a table numbers its rows in its own way: one finding for all."""


@dataclass(frozen=True, slots=True)
class Misnamed:
    """A code printed beside a name that surely belongs to another code of that year's list."""

    fact: FactDraft
    statement: Statement
    dimension: str
    code: str
    official: str


def misnamed(facts: Sequence[FactDraft], rules: Rules) -> list[Misnamed]:
    """Each code and printed name once a fact; unsure cases (a name the lists do not know) are left alone."""
    lists = rules.classification
    known: dict[tuple[str, str, int, str], str] = {}
    out: list[Misnamed] = []
    for fact in facts:
        for dimension, code in fact.key.dimensions:
            if dimension not in {"function", "economy"}:
                continue
            if dimension == "economy" and fact.key.dimension("function"):
                continue  # the row is a function's and bears its name; the column gives the economic class
            for statement in fact.statements:
                name = statement.name.strip()
                if not name:
                    continue
                mark = (dimension, code, fact.key.fiscal_year, name)
                official = known.get(mark)
                if official is None:
                    official = known[mark] = _foreign(lists, mark)
                if official:
                    out.append(Misnamed(fact, statement, dimension, code, official))
                    break
    return out


def unlike(facts: Sequence[FactDraft], rules: Rules) -> frozenset[str]:
    """Ids of the facts with an economic item whose printed name is no known name of its code."""
    lists = rules.classification
    return frozenset(
        fact.id
        for fact in facts
        for dimension, code in fact.key.dimensions
        if dimension == "economy" and len(code) == _ITEM
        for statement in fact.statements
        if statement.name and not lists.same_name(statement.name, code, fact.key.fiscal_year, dimension)
    )


def _foreign(lists: Classification, mark: tuple[str, str, int, str]) -> str:
    """The official name of the code where the printed name is surely another's; "" where all is well or unsure."""
    dimension, code, year, name = mark
    official = lists.name(dimension, code, year)
    if official is None or lists.same_name(name, code, year, dimension):
        return ""
    other = lists.by_name(name, year, None, dimension)
    if other is None or other == code or (dimension == "function" and len(other) != len(code)):
        return ""
    return official


def name_rules(report: Report) -> None:
    """function_code_known and narrative_function_names, each code once; economic codes of one page together."""
    seen: set[tuple[str, str]] = set()
    own_numbering: dict[int, list[Misnamed]] = {}
    for one in report.given.misnamed:
        mark = (one.code, one.statement.name.strip())
        if mark in seen:
            continue
        seen.add(mark)
        if one.dimension == "economy":
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
    page = found[0].statement.page
    listed = "、".join(f"{one.code}“{one.statement.name}”（标准为“{one.official}”）" for one in found[:_MANY])
    more = len(found) > _MANY
    report.failed(
        "function_code_known",
        Text(
            zh=f"第{page}页有{len(found)}个经济分类编码与名称不符：{listed}{'等' if more else ''}。"
            "请按名称使用这些数字。",
            en=f"Page {page}: {len(found)} economic codes carry other names than the standard: "
            f"{listed}{' and more' if more else ''}. Use these figures by name.",
        ),
        facts=[one.fact for one in found],
        statements=[one.statement for one in found],
    )
