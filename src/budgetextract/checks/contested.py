"""Figures that independent readers of the page read differently, where nothing decides: each is named by a finding."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from budgetextract.checks.wording import Namer, source
from budgetextract.model.disclosure import Finding, Text
from budgetextract.model.facts import FactDraft, Statement
from budgetextract.model.wheres import where

MOST = 5
"""Figures that one finding names."""


def contested(statement: Statement) -> bool:
    """Whether another reader has another number for a mention."""
    return any(value is not None and value != statement.value for _, _, value in statement.readings)


def contested_findings(facts: Sequence[FactDraft], namer: Namer) -> list[Finding]:
    """One finding for the contested figures of a table, five at most. ``facts`` with their final status."""
    by_table: dict[int | None, list[tuple[FactDraft, Statement]]] = {}
    for fact in facts:
        if fact.status == "conflict":
            for statement in fact.statements:
                if contested(statement):
                    by_table.setdefault(statement.table, []).append((fact, statement))
                    break
    out: list[Finding] = []
    for found in by_table.values():
        rest = iter(found)
        while part := list(islice(rest, MOST)):
            out.append(_finding(part, namer))
    return out


def _finding(part: Sequence[tuple[FactDraft, Statement]], namer: Namer) -> Finding:
    named = [_words(fact, statement, namer) for fact, statement in part]
    return Finding(
        code="readings_differ",
        severity="warning",
        facts=[fact.id for fact, _ in part],
        source=[source(statement) for _, statement in part],
        message=Text(
            zh="不同的读取方法在同一位置读出不同数字，勾稽关系不能判定取哪一个，请对照原件："
            f"{'；'.join(one.zh for one in named)}。",
            en="Independent readers see different numbers in one place, and no sum decides between them; look at the "
            f"page: {'; '.join(one.en for one in named)}.",
        ),
    )


def _words(fact: FactDraft, statement: Statement, namer: Namer) -> Text:
    about = namer.fact(fact.key)
    zh, en = about.zh, about.en
    if statement.page:
        here = where(statement.page, statement.bbox)
        zh, en = f"{here.zh}{zh}", f"{here.en} {en}"
    seen_zh = "，".join(f"{reader} 读作“{text}”" for reader, text, _ in statement.readings)
    seen_en = ", ".join(f'{reader} "{text}"' for reader, text, _ in statement.readings)
    return Text(zh=f"{zh}：{seen_zh}", en=f"{en}: {seen_en}")
