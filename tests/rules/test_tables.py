"""Heads of columns and labels of rows as the rules read them."""

from __future__ import annotations

import pytest

from budgetextract.rules.concepts import load_concepts
from budgetextract.rules.header_words import HeaderPath, leading_code, plain_label
from budgetextract.rules.tables import load_tables

TABLES = load_tables()


@pytest.mark.parametrize(
    ("head", "path"),
    [
        ("2023年预算数/公务用车购置及运行维护费/小计", HeaderPath(("公务用车购置及运行费", "合计"), "budget", 2023)),
        ("支出/预算数/一般公共预算财政拨款", HeaderPath(("支出", "一般公共预算"), "budget")),
        ("上年预算数", HeaderPath((), "budget", prior=True)),
        ("上年结转/一般公共预算", HeaderPath(("上年结转结余", "一般公共预算"))),
        ("2024年预算数比2023年执行数/增减额", HeaderPath((), "change", against_final=True)),
        ("比上年预算增减/增减%", HeaderPath((), "change_rate")),
        ("机关运行经费预算数", HeaderPath(("机关运行经费",), "budget")),
        ("金额（万元）", HeaderPath((), unit="万元")),
        ("因公出国（境）费用", HeaderPath(("因公出国(境)费",))),
        ("合 计", HeaderPath(("合计",))),
        ("一般公共预算", HeaderPath(("一般公共预算",))),  # 预算 is no measure here
        ("", HeaderPath(())),
    ],
)
def test_path(head: str, path: HeaderPath) -> None:
    assert TABLES.words.path(head) == path


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("一、一般公共预算拨款收入", "一般公共预算拨款收入"),
        ("（二十三）其他支出", "其他支出"),
        ("1．因公出国（境）费", "因公出国(境)费"),
        ("其中：（1）公务用车运行维护费", "公务用车运行维护费"),
        ("“三公”经费合计：", "三公经费合计"),
        ("①基本支出", "基本支出"),
        ("· 项目支出", "项目支出"),
        ("加：使用非财政拨款结余", "使用非财政拨款结余"),
        ("收 入 总 计", "收入总计"),
        ("2.5万元以上设备", "2.5万元以上设备"),
    ],
)
def test_plain_label(printed: str, label: str) -> None:
    assert plain_label(printed) == label


def test_leading_code() -> None:
    assert leading_code("2010301行政运行") == ("2010301", "行政运行")
    assert leading_code("[208]社会保障和就业支出") == ("208", "社会保障和就业支出")
    assert leading_code("行政运行") == ("", "行政运行")


def test_every_column_names_a_concept_of_the_vocabulary() -> None:
    concepts = load_concepts()
    for rule in TABLES.by_id.values():
        for column in rule.money():
            assert column.concept == "$row" or column.concept in concepts, (rule.id, column.id)
        for row in rule.rows:
            assert row.concept in concepts, (rule.id, row.label)
    for labels in (TABLES.income_labels, TABLES.expenditure_labels, TABLES.total_labels, TABLES.three_public_labels):
        assert all(concept in concepts for concept in labels.values())


def test_heads_of_one_table_do_not_collide() -> None:
    """Two value columns of one side never share a head: the figures would go to either."""
    for rule in TABLES.by_id.values():
        seen: dict[tuple[object, ...], str] = {}
        for column in rule.money():
            for path in column.paths:
                place = (path, column.side, column.year_offset, column.measure, column.role)
                assert seen.setdefault(place, column.concept) == column.concept, (rule.id, column.id, path)
