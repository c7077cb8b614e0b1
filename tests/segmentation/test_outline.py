"""Titles to ids of the standard outline."""

from __future__ import annotations

import sys

import pytest

from budgetextract.rules.outline import comparable, load_outline
from budgetextract.segmentation.outline import outline_id
from budgetextract.segmentation.settle import Named, settle
from budgetextract.segmentation.words import words

from .setting import ids

RULES = load_outline()
TEXT = "根据部门职责和年度工作安排，统筹安排各项资金，保障重点工作顺利开展，确保完成年度目标任务。"


@pytest.mark.parametrize(
    ("title", "kind", "name"),
    [
        ("关于2025年收支总表的说明", "department_budget", "income_expenditure"),
        ("云溪县林业局概况", "department_budget", "overview"),
        ("“三公”经费支出决算情况说明", "department_final", "three_public"),
        ("一般公共预算机关运行经费支出预算表情况说明", "department_budget", "operating_funds"),
        ("本年度政府采购执行及公开情况", "unit_final", "procurement"),
        ("会议费和培训费安排", "department_budget", "meeting_training"),
        ("一般公共预算“三公”经费、会议费、培训费支出预算情况说明", "department_budget", "three_public"),
        ("防汛专项经费情况说明", "department_budget", "project_expenditure"),
        ("内设机构", "department_final", "org_structure"),
        ("单位国有资产占有使用情况", "unit_budget", "state_assets"),
        ("主要职责", "department_budget", "main_functions"),
    ],
)
def test_titles_of_many_makers(title: str, kind: str, name: str) -> None:
    found, confidence = outline_id(title, kind, "云溪县林业局", RULES, under=None)
    assert found == name
    assert 0.6 <= confidence <= 1


@pytest.mark.parametrize(
    "title", ["公共安全（类）", "立项依据", "派出机构", "部门收支预算编制的相关依据", "机构设置及绩效目标表", ""]
)
def test_titles_that_fit_nothing_have_no_id(title: str) -> None:
    assert outline_id(title, "department_budget", "", RULES, under=None)[0] is None


def test_two_subjects_in_one_title_are_not_decided_by_telling_words() -> None:
    assert RULES.told("政府采购和国有资产情况", "department_budget") is None
    assert RULES.told("政府采购有关情况", "department_budget") == "procurement"


def test_a_department_in_front_does_not_make_other_words_a_department() -> None:
    found, _ = outline_id("重点民生项目支出决算情况说明", "department_final", "", RULES, under=None)
    assert found != "expenditure_detail"


def test_comparable_titles() -> None:
    assert comparable("2025年部门“三公”经费情况说明") == comparable("“三公”经费")
    assert comparable("国有资产占有使用情况") == comparable("国有资产占用情况说明")


def test_the_dictionary_is_ours_alone() -> None:
    assert "政府采购" in words("政府采购项目经费", RULES)
    jieba = sys.modules["jieba"]
    assert not jieba.dt.initialized


def test_narrative_or_income_by_what_stands_below() -> None:
    alone = [Named("narrative", "部门预算收支情况说明", None)]
    parted = [*alone, Named("operating_funds", "机关运行经费", 0)]
    assert list(settle(alone, "department_budget", RULES)) == [(0, "income_expenditure")]
    assert list(settle(parted, "department_budget", RULES)) == []
    own = [Named("narrative", "部门预算收支情况说明", None), Named("income_detail", "收入预算情况", 0)]
    assert list(settle(own, "department_budget", RULES)) == [(0, "income_expenditure")]


def test_a_strange_title_among_known_ones_has_no_id() -> None:
    found = ids(
        [
            "C|云溪县审计局2024年部门预算",
            "一、机关运行经费财政拨款安排情况的说明",
            "2024年机关运行经费预算30.00万元，比上年增加2.00万元，主要用于办公、水电、差旅和日常维修等支出。",
            "二、关于乡村振兴驻村工作的开展情况",
            "派驻工作队两支。",
        ]
    )
    assert found[1:] == ["operating_funds", None]


def test_overview_needs_parts_below_it() -> None:
    assert ids(["C|云溪市林业局2025年部门预算公开", "一、部门主要职责", TEXT, "二、机构设置", TEXT]) == [
        "cover", "main_functions", "org_structure",
    ]  # fmt: skip
    assert ids(
        ["C|云溪市林业局2025年部门预算公开", "一、部门主要职责", "（一）主要职能", TEXT, "（二）机构设置", TEXT]
    ) == ["cover", "overview", "main_functions", "org_structure"]


def test_every_node_is_found_by_its_own_title() -> None:
    for kind in ("department_budget", "department_final"):
        for node in RULES.nodes(kind):
            if node.level > 0 and node.id not in ("attachments",):
                assert node.id in {other.id for other in RULES.candidates(node.title, kind)}, node.title
