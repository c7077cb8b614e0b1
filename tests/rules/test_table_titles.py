"""Printed titles of many makers to table ids."""

from __future__ import annotations

import pytest

from budgetextract.rules.table_titles import TableTitles, load_table_titles, strip_number


@pytest.fixture(scope="module")
def titles() -> TableTitles:
    return load_table_titles()


@pytest.mark.parametrize(
    ("title", "table"),
    [
        ("某某县信访局2024年部门收支总表", "income_expenditure_summary"),
        ("二〇二三年度单位收入预算总表", "income"),
        ("附表2-1：部门收入总体情况表", "income"),
        ("附表六“三公”经费预算表", "three_public"),
        ("附表四一般公共预算支出表", "general_public_by_function"),
        ("表3 2025年度市水利局支出预算总表", "expenditure"),
        ("公开04表 财政拨款收支总体情况表", "fiscal_appropriation_summary"),
        ("某局2022年一般公共预算“三公” 经费支出情况表", "three_public"),
        ("一般公共预算「三公」经费支出表", "three_public"),
        ("2016年公共财政预算支出情况表", "general_public_by_function"),
        ("某镇一般公共预算基本支出明细表（按经济分类）", "basic_by_economy"),
        ("财政拨款基本支出预算表（经济科目）", "fiscal_basic_by_economy"),
        ("某县2024年部门预算政府性基金预算支出情况表", "government_fund"),
        ("部门预算政府基金预算财政拨款支出表", "government_fund"),
        ("⼀般公共预算⽀出表", "general_public_by_function"),
        ("某市教育局项目支出绩效目标表（2024年度）", "performance_project"),
        ("2023年度部门整体支出绩效目标申报表", "performance_department"),
        ("某局2023年度收入支出决算总表", "final_income_expenditure_summary"),
        ("一般公共预算财政拨款基本支出决算明细表", "final_basic_by_economy"),
        ("国有资本经营预算财政拨款支出决算表", "final_state_capital"),
        ("部门政府采购预算明细表", "procurement"),
        ("2024年部门预算项目支出明细表", "project_list"),
        ("一般公共预算基本支出表--人员经费(工资福利支出)", "basic_by_economy"),
        ("财政拨款支出预算表（部门经济分类科目）", "expenditure_by_economy"),
        ("一般公共预算支出表（按政府预算经济分类）", "expenditure_by_government_economy"),
    ],
)
def test_titles_of_many_makers(titles: TableTitles, title: str, table: str) -> None:
    match = titles.match(title)
    assert match is not None
    assert match.table == table


@pytest.mark.parametrize(
    "title", ["人员情况表", "某局机构设置表", "预算单位一览表", "单位名称", "", "一般公共预算收入预算表"]
)
def test_unknown_titles_stay_unknown(titles: TableTitles, title: str) -> None:
    assert titles.match(title) is None


def test_title_that_names_no_kind_follows_the_document(titles: TableTitles) -> None:
    match = titles.match("收入支出总表", final=True)
    assert match is not None
    assert match.table == "final_income_expenditure_summary"
    assert titles.says_final("一般公共预算财政拨款支出决算表") is True
    assert titles.says_final("一般公共预算支出表") is None


def test_layout_follows_the_columns(titles: TableTitles) -> None:
    assert titles.layout("income", ["部门（单位）代码", "部门（单位）名称", "合计"], []) == "income_by_unit"
    assert titles.layout("income", ["项目/功能分类科目编码/类", "款", "合计"], []) == "income_by_function"
    assert titles.layout("income", ["项目", "金额"], ["一般公共预算"]) == "income_by_source"
    assert titles.layout("expenditure", ["合计", "基本支出", "项目支出"], ["3.00"]) == "expenditure_by_nature"
    assert (
        titles.layout("expenditure", ["编码", "名称", "合计"], ["201", "20103", "2010301"]) == "expenditure_by_function"
    )
    assert titles.layout("final_income", ["单位名称", "本年收入合计"], []) == "final_income_by_unit"
    assert titles.layout("three_public", ["合计"], []) == "three_public"


@pytest.mark.parametrize(
    ("line", "is_title"),
    [
        ("2024年部门收支总表", True),
        ("政府采购预算表（货物类）", True),
        ("一、收支预算总表情况说明", False),
        ("本表反映部门年度总体收支情况。", False),
        ("详见附表", False),
        ("收入总表.........8", False),
    ],
)
def test_what_looks_like_a_title(titles: TableTitles, line: str, is_title: bool) -> None:
    assert titles.looks_like_title(line) is is_title


@pytest.mark.parametrize(
    ("printed", "number", "title"),
    [
        ("十二、政府采购预算表", "十二、", "政府采购预算表"),
        ("表3 部门支出总表", "表3", "部门支出总表"),
        ("附表2-1：部门收入总表", "附表2-1：", "部门收入总表"),
        ("2024年部门收支总表", "", "2024年部门收支总表"),
        ("2.部门收入总表", "2.", "部门收入总表"),
    ],
)
def test_number_of_a_title(printed: str, number: str, title: str) -> None:
    assert strip_number(printed) == (number, title)


def test_row_labels_hold_classes_totals_and_codes(titles: TableTitles) -> None:
    assert {"外交支出", "当年收入小计", "行政运行", "工资福利支出", "其他收入"} <= titles.labels
