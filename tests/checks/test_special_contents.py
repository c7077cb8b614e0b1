"""The contents list the tables that the body has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drafts import empty_document

from budgetextract.checks.run import run_checks
from budgetextract.model.disclosure import Finding
from budgetextract.model.document import Block, ContentsEntry, Line, SectionNode, Table
from budgetextract.model.facts import PerformanceRead
from budgetextract.rules.bundle import load_rules

BOX = (10.0, 10.0, 60.0, 20.0)
TABLES = {
    "部门收支总表": "income_expenditure_summary",
    "部门收入总表": "income_by_source",
    "部门支出总表": "expenditure_by_function",
    "一般公共预算支出表": "general_public_by_function",
}
STATE = "国有资本经营预算支出表"


def table(index: int, title: str, name: str) -> Table:
    return Table(index, name, title, 5 + index, BOX, "万元", None, (5 + index,), (BOX,), (), 1, 2, 1, ("项目", "金额"))


def found(listed: Sequence[str], body: dict[str, str], text: str = "") -> list[Finding]:
    segmented, extracted = empty_document()
    entries = tuple(ContentsEntry(f"{at}、{title}……{at}", 2, BOX) for at, title in enumerate(listed, start=1))
    missing = tuple(entry for entry, title in zip(entries, listed, strict=True) if title not in body)
    extracted = replace(
        extracted,
        contents=entries,
        tables=tuple(table(at, title, name) for at, (title, name) in enumerate(body.items())),
    )
    blocks = (Block(text, (Line(3, text, (), *BOX),), (0,) * len(text)),) if text else ()
    node = SectionNode(None, "", "一、说明", 1, None, 3, 3, BOX, blocks)
    segmented = replace(segmented, missing_entries=missing, sections=(node,))
    checked = run_checks((), segmented, extracted, PerformanceRead(), load_rules())
    return [one for one in checked.findings if one.code in {"contents_table_count", "toc_entries_have_body"}]


def test_a_table_of_the_contents_that_the_body_lacks() -> None:
    (one,) = found([*TABLES, STATE], TABLES)
    assert one.code == "contents_table_count"
    assert "列出5张表，正文有4张" in one.message.zh
    assert STATE in one.message.zh
    assert one.source[0].page == 2


def test_a_table_of_the_body_that_the_contents_lack() -> None:
    (one,) = found(list(TABLES), {**TABLES, STATE: "state_capital"})
    assert "列出4张表，正文有5张" in one.message.zh
    assert one.source[0].page == 9


def test_the_same_tables_in_other_words() -> None:
    assert not found(["收支总表", "收入总表", "支出总表", "一般公共预算支出情况表"], TABLES)


def test_a_stated_number_of_tables() -> None:
    (one,) = found(list(TABLES), TABLES, "本部门公开的预算表包括9张表。")
    assert "9张表" in one.message.zh
    assert not found(list(TABLES), TABLES, "本部门公开的预算表包括四张表。")


def test_a_text_without_its_tables_lacks_entries() -> None:
    (one,) = found(list(TABLES), {})
    assert one.code == "toc_entries_have_body"


def test_tables_that_are_published_apart_are_not_counted() -> None:
    body = dict(list(TABLES.items())[:3])
    assert all(one.code != "contents_table_count" for one in found([*TABLES], body, "预算表另附。"))
