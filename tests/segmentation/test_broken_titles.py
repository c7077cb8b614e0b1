"""Titles that someone broke by hand, not at the margin."""

from __future__ import annotations

import pytest

from .setting import outline

TEXT = "根据部门职责和年度工作安排，坚持过紧日子要求，严格控制一般性支出，统筹安排各项资金，保障重点工作顺利开展。"
COVER = "C|云溪市林业局2025年部门预算公开"


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["六、一般公共预算基本支出预算", "情况说明"], "一般公共预算基本支出预算情况说明"),
        (["七、国有资本经营预算", "支出情况"], "国有资本经营预算支出情况"),
        (["（一）因公出国（", "境）经费"], "因公出国（境）经费"),
        (["（一）2025年", "重点工作"], "2025年重点工作"),
        (["（一）机关运行", "经费情况"], "机关运行经费情况"),
    ],
)
def test_the_second_line_of_a_broken_title_belongs_to_it(lines: list[str], title: str) -> None:
    found = outline([COVER], ["h|第三部分 预算情况说明", *lines, TEXT])
    assert [name for _, name in found[1:]] == ["预算情况说明", title]


@pytest.mark.parametrize("text", ["无此情况。", "本年没有此项支出", "机关本级", "没有变化情况", TEXT])
def test_a_short_line_of_text_below_a_title_does_not(text: str) -> None:
    found = outline([COVER], ["h|第三部分 预算情况说明", "（一）机关运行经费", text, TEXT])
    assert [name for _, name in found[1:]] == ["预算情况说明", "机关运行经费"]


def test_a_broken_title_without_number_in_the_middle() -> None:
    found = outline([COVER], ["C|河道养护项目经费", "C|情况说明", "一、项目概述", TEXT])
    assert "河道养护项目经费情况说明" in [name for _, name in found]
