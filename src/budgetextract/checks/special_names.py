"""Special rules over names: codes with another subject's name, in tables and in the text."""

from __future__ import annotations

from budgetextract.checks.given import Report
from budgetextract.checks.wording import mention
from budgetextract.model.disclosure import Text
from budgetextract.model.facts import FactDraft, Statement

_MANY = 3
"""From so many foreign names on, a table numbers its rows in its own way: one finding for all."""


def name_rules(report: Report) -> None:
    """function_code_known and narrative_function_names, each code once; economic codes of one table together."""
    seen: set[tuple[str, str, str]] = set()
    own_numbering: dict[int, list[tuple[FactDraft, Statement, str]]] = {}
    for fact in report.given.facts:
        for dimension, code in fact.key.dimensions:
            if dimension not in {"function", "economy"}:
                continue
            for statement in fact.statements:
                name = statement.name.strip()
                mark = (dimension, code, name)
                if not name or mark in seen:
                    continue
                seen.add(mark)
                official = _foreign(report, dimension, code, fact.key.fiscal_year, name)
                if not official:
                    continue
                if dimension == "economy":
                    own_numbering.setdefault(statement.page, []).append((fact, statement, official))
                else:
                    _named_otherwise(report, fact, statement, code, official)
    for found in own_numbering.values():
        _own_numbers(report, found)


def foreign_name(report: Report, dimension: str, code: str, year: int, name: str) -> bool:
    """Whether the printed name surely belongs to another code of that year's list."""
    return bool(_foreign(report, dimension, code, year, name))


def _foreign(report: Report, dimension: str, code: str, year: int, name: str) -> str:
    """The official name of ``code`` where the printed name is surely another's; "" where all is well or unsure."""
    lists = report.given.rules.classification
    official = lists.name(dimension, code, year)
    if official is None or lists.same_name(name, code, year, dimension):
        return ""
    other = lists.by_name(name, year, None, dimension)
    if other is None or other == code or (dimension == "function" and len(other) != len(code)):
        return ""
    return official


def _named_otherwise(report: Report, fact: FactDraft, statement: Statement, code: str, official: str) -> None:
    rule = "narrative_function_names" if statement.origin == "narrative" else "function_code_known"
    printed = mention(statement)
    report.failed(
        rule,
        Text(
            zh=f"科目编码{code}在{fact.key.fiscal_year}年科目中是“{official}”，原文写“{statement.name}”（{printed.zh}）。",
            en=f'Code {code} is "{official}" in {fact.key.fiscal_year}; '
            f'the document prints "{statement.name}" ({printed.en}).',
        ),
        facts=[fact],
        statements=[statement],
    )


def _own_numbers(report: Report, found: list[tuple[FactDraft, Statement, str]]) -> None:
    """Economic codes that do not fit the standard list: the unit numbered its rows itself (found, a Shanghai unit)."""
    facts = [fact for fact, _, _ in found]
    statements = [statement for _, statement, _ in found]
    listed = "、".join(
        f"{dict(fact.key.dimensions).get('economy', '')}“{statement.name}”（标准为“{official}”）"
        for fact, statement, official in found[:_MANY]
    )
    more = len(found) > _MANY
    report.failed(
        "function_code_known",
        Text(
            zh=f"第{statements[0].page}页有{len(found)}个经济分类编码与名称不符：{listed}{'等' if more else ''}。"
            "请按名称使用这些数字。",
            en=f"Page {statements[0].page}: {len(found)} economic codes carry other names than the standard: "
            f"{listed}{' and more' if more else ''}. Use these figures by name.",
        ),
        facts=facts,
        statements=statements,
    )
