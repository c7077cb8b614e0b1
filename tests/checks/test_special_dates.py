"""The day of approval and the day of publication."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drafts import empty_document

from budgetextract.checks.run import run_checks
from budgetextract.model.disclosure import Finding
from budgetextract.model.document import Block, Line, SectionNode
from budgetextract.model.facts import PerformanceRead
from budgetextract.rules.bundle import load_rules

BOX = (10.0, 10.0, 60.0, 20.0)


def found(text: str, published: str = "") -> list[Finding]:
    segmented, extracted = empty_document()
    block = Block(text, (Line(2, text, (), *BOX),), (0,) * len(text))
    section = SectionNode(None, "", "预算公开情况", 1, None, 2, 2, BOX, (block,))
    segmented = replace(segmented, sections=(section,), identity=replace(segmented.identity, published=published))
    checked = run_checks([], segmented, extracted, PerformanceRead(), load_rules())
    return [one for one in checked.findings if one.code == "published_late"]


@pytest.mark.parametrize(
    "text",
    [
        "财政部门批复日期：2024年1月18日，公开日期：2024年3月9日。",
        "县财政局于2024年1月18日批复我单位预算，我单位于2024年3月9日向社会公开。",
        "批复时间2024-1-18；发布时间：2024-3-9",
    ],
)
def test_more_than_twenty_days(text: str) -> None:
    (one,) = found(text)
    assert "51天" in one.message.zh
    assert [source.page for source in one.source] == [2, 2]


@pytest.mark.parametrize(
    "text",
    [
        "财政部门批复日期：2024年1月18日，公开日期：2024年2月7日。",
        "财政部门批复日期：2024年1月18日。",
        "公开日期：2024年3月9日。",
        "2023年5月6日批准设立，公开日期：2024年3月9日，批复日期：2024年3月1日。",
        "项目于2019年3月1日经发改委批复，公开日期：2024年13月9日。",
    ],
)
def test_in_time_or_not_to_be_told(text: str) -> None:
    assert found(text) == []


def test_the_day_of_the_document_itself() -> None:
    (one,) = found("部门预算批复日期：2024年1月18日。", published="2024-03-09")
    assert "article 14" in one.message.en
