"""What a statement carries beside its value: place, words, precision, direction; and that hostile text is harmless."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from decimal import Decimal

import pytest

from budgetextract.model.document import Block, Extracted, Identity, Line, SectionNode, Segmented, SourceDocument
from budgetextract.model.facts import Key, Statement
from budgetextract.normaliser.clauses import passages
from budgetextract.normaliser.narrative import narrative_statements
from budgetextract.rules.bundle import load_rules

LINES = (
    Line(6, "本站2024年收入预算总额为 406.62 万", (), 70, 100, 520, 116),
    Line(6, "元，比上年减少26.52万元，减少6%。其中：", (), 70, 130, 520, 146),
    Line(7, "“三公”经费1.5万元，与上年持平。", (), 70, 90, 400, 106),
)


WORDS = """
收入 支出 预算 决算 财政拨款 政府性基金 比上年 增加 减少 万元 元 % 12.3 1,234.56 0 （ ） ， 。 ； ： 、 其中 主要原因是
占 的 三公经费 公务接待费 5辆 车辆 3台 （类） （款） （项） 行政运行 - 持平 分别为 和 各 均 2023年 2024年 年初预算为
10批次 团组 结转 “ 《 》
"""


def block(*lines: Line) -> Block:
    spans = tuple(index for index, line in enumerate(lines) for _ in line.text)
    return Block("".join(line.text for line in lines), lines, spans)


def statements(
    *blocks: Block, year: int | None = 2024, printed: Sequence[Statement] = (), kind: str = "department_budget"
) -> list[Statement]:
    section = SectionNode("income_expenditure", "一、", "预算收支", 2, None, 6, 7, (0, 0, 1, 1), blocks)
    segmented = Segmented(Identity(kind, year, "青禾县林业站"), (section,))
    extracted = Extracted(SourceDocument("a.pdf", "", "application/pdf", "pdf", ()), (), ())
    return narrative_statements(segmented, extracted, load_rules(), printed)


def test_place_and_words_of_an_amount() -> None:
    total, change, rate, *_ = statements(block(*LINES))
    assert (total.page, total.bbox) == (6, (70, 100, 520, 146)), "an amount broken over two lines has both lines' box"
    assert (total.stated, total.stated_unit, total.precision) == ("406.62", "万元", Decimal("100.00"))
    assert total.sentence == "本站2024年收入预算总额为406.62万元,比上年减少26.52万元,减少6%。"
    assert total.text == "本站2024年收入预算总额为 406.62 万元"
    assert (change.value, change.direction, change.bbox) == (Decimal("-265200"), "减少", (70, 130, 520, 146))
    assert (rate.value, rate.unit, rate.precision) == (Decimal(-6), "percent", Decimal(1))
    assert {one.section for one in (total, change, rate)} == {0}


def test_a_sentence_goes_on_over_a_page() -> None:
    found = statements(block(*LINES))
    assert [(one.key.concept, one.page) for one in found][3:] == [("three_public.total", 7), ("three_public.total", 7)]
    assert (found[-1].stated, found[-1].direction, found[-1].value) == ("持平", "持平", 0)


def test_a_paragraph_broken_in_mid_sentence_is_one() -> None:
    first = Line(1, "收入预算100万元，", (), 0, 0, 1, 1)
    second = Line(2, "比上年增加5万元。", (), 0, 0, 1, 1)
    assert [one.key.measure for one in statements(block(first), block(second))] == ["budget", "change"]


def test_the_name_is_kept_where_a_code_was_derived() -> None:
    line = Line(1, "社会保障和就业支出（类）12万元。", (), 0, 0, 1, 1)
    (found,) = statements(block(line))
    assert (found.key.dimension("function"), found.name) == ("208", "社会保障和就业支出(类)")


def test_without_a_year_there_are_no_facts() -> None:
    assert statements(block(*LINES), year=None) == []


def test_clean_text_keeps_two_numbers_apart() -> None:
    line = Line(1, "预 算 数 6.4 0  0，“三公” 经费《办法》〔2023〕15号", (), 0, 0, 1, 1)
    (passage,) = passages([block(line)])
    assert passage.text == "预算数6.4 0 0，三公经费"


@pytest.mark.parametrize(
    "text",
    [
        "共有车辆5辆，" * 3000,
        "收入5万元(其中" * 3000,
        "(" * 20000,
        "9" * 20000 + "万元",
        "与上年" * 6000 + "5万元",
        "（类）（款）" * 3000 + "5万元",
        "单价50万元以上设备3台" * 1500,
        "接待5批次" * 3000,
    ],
    ids=["vehicles", "open lists", "brackets", "digits", "bases", "marks", "equipment", "receptions"],
)
def test_hostile_paragraphs_take_no_time(text: str) -> None:
    started = time.process_time()
    statements(block(Line(1, text, (), 0, 0, 1, 1)))
    assert time.process_time() - started < 5


def test_any_order_of_words_is_read_without_a_fault() -> None:
    words = WORDS.split()
    chance = random.Random(7)
    for _ in range(100):
        statements(block(Line(1, "".join(chance.choices(words, k=60)), (), 0, 0, 1, 1)))


def test_a_name_that_no_list_has_is_known_by_the_code_its_row_prints() -> None:
    printed = Statement(
        Key("expenditure.total", "final", 2024, (("function", "2070955"),)), Decimal(28000), "CNY", "2.80", "万元",
        Decimal(100), "table", 3, (0, 0, 1, 1), "2.80", table=2, row=4, column=3, name="乡村驿站补助",
    )  # fmt: skip
    text = "文化旅游体育与传媒支出（类）旅游发展基金支出（款）乡村驿站补助（项）。年初预算为0万元，支出决算为2.80万元。"
    found = statements(block(Line(1, text, (), 0, 0, 1, 1)), printed=[printed], kind="department_final")
    assert [(one.key.measure, one.key.dimension("function")) for one in found] == [
        ("budget", "2070955"),
        ("final", "2070955"),
    ]
    assert statements(block(Line(1, text, (), 0, 0, 1, 1)), kind="department_final") == []


def test_a_section_and_its_item_of_one_name_that_no_list_has() -> None:
    def row(code: str) -> Statement:
        key = Key("expenditure.total", "budget", 2024, (("function", code),))
        return Statement(
            key, Decimal(300000), "CNY", "30", "万元", Decimal(10000), "table", 3, (0, 0, 1, 1), "30",
            name="其他乡村支出",
        )  # fmt: skip

    text = "农林水支出（类）其他乡村支出（款）其他乡村支出（项）30万元，主要用于村道。"
    (found,) = statements(block(Line(1, text, (), 0, 0, 1, 1)), printed=[row("21388"), row("2138899")])
    assert found.key.dimension("function") == "2138899"
