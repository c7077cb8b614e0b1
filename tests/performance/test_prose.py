"""Indicators in running text. All sentences are invented."""

from __future__ import annotations

from budgetextract.model.document import Block, Identity, Line, SectionNode, Segmented
from budgetextract.model.facts import IndicatorDraft
from budgetextract.normaliser.performance_prose import prose_indicators
from budgetextract.rules.bundle import load_rules

BOX = (0.0, 0.0, 1.0, 1.0)


def read(text: str) -> list[IndicatorDraft]:
    blocks = (Block(text, (Line(3, text, (), *BOX),), (0,) * len(text)),)
    section = SectionNode(None, "", "绩效目标说明", 2, None, 3, 3, BOX, blocks)
    segmented = Segmented(Identity("department_budget", 2024, "某局"), (section,))
    return list(prose_indicators(segmented, load_rules().performance))


def rows(text: str) -> list[tuple[str, str, str, str, str, tuple[str, ...], str]]:
    return [(i.project, i.level1[0], i.level2[0], i.level3[0], i.operator, i.value, i.unit) for i in read(text)]


def test_heads_of_the_second_level_with_items() -> None:
    text = (
        "“渠道清淤”项目绩效指标：数量指标：清淤渠道长度≥12公里，修复闸门3座；"
        "质量指标：验收合格率≥98%；社会效益指标：灌溉条件持续改善。"
    )
    assert rows(text) == [
        ("渠道清淤", "", "数量指标", "清淤渠道长度", ">=", ("12",), "公里"),
        ("渠道清淤", "", "数量指标", "修复闸门", "=", ("3",), "座"),
        ("渠道清淤", "", "质量指标", "验收合格率", ">=", ("98",), "%"),
        ("渠道清淤", "", "社会效益指标", "灌溉条件", "qualitative", (), ""),
    ]


def test_both_levels() -> None:
    text = "部门整体绩效指标：产出指标：数量指标：举办培训不少于4期；时效指标：按期完成率100%。"
    assert [row[1:4] for row in rows(text)] == [
        ("产出指标", "数量指标", "举办培训"),
        ("产出指标", "时效指标", "按期完成率"),
    ]
    assert {draft.scope for draft in read(text)} == {"department"}


def test_talk_of_indicators_is_none() -> None:
    assert rows("绩效指标包括数量指标、质量指标和时效指标，全部达到目标值。") == []
    assert rows("数量指标：完成情况良好，共3项。") == []
