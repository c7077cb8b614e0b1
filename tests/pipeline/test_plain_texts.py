"""Texts without sizes, as copied from web pages: their title, broken lines, what they state."""

from __future__ import annotations

import pytest

from budgetextract.model.disclosure import Disclosure
from budgetextract.pipeline import extract_bytes

DUTIES = "第一部分 部门概况\n一、主要职责\n负责全县档案工作。\n"


def read(text: str) -> Disclosure:
    return extract_bytes(text.encode(), "a.txt")


def facts(found: Disclosure) -> dict[str, str]:
    return {
        "/".join((one.concept, one.measure, str(one.fiscal_year), *one.dimensions.values())): one.value
        for one in found.figures
    }


@pytest.mark.parametrize(
    ("head", "kind", "year", "department"),
    [
        (
            "当前位置：首页 > 财政预决算 > 预算\n青禾县档案局2024年部门决算公开\n来源：青禾县  时间：2025-09-01\n",
            "department_final",
            2024,
            "青禾县档案局",
        ),
        ("政府信息公开\n2023年度\n青禾县档案局部门决算\n时间：2024-09-01\n", "department_final", 2023, "青禾县档案局"),
        ("青禾县统计调查中心 2024\n单位预算及三公经费预算情况说明\n", "unit_budget", 2024, "青禾县统计调查中心"),
        ("2022年度青禾县审计局\n部门决算公开\n", "department_final", 2022, "青禾县审计局"),
        ("2020年青禾县委宣传部“三公”经费增减\n情况说明\n", "three_public", 2020, "青禾县委宣传部"),
        ("青禾县2024年决算报告\n各位代表：\n", "government_final", 2024, ""),
        (
            "青禾县2023年财政\n预算执行情况及2024年财政\n预算草案的报告\n青禾县财政局局长\n",
            "government_budget",
            2024,
            "",
        ),
        (
            "中国共产党青禾县委员会机构编制委员会办公室2023年度部门决算公开\n",
            "department_final",
            2023,
            "中国共产党青禾县委员会机构编制委员会办公室",
        ),
        (
            "青禾县综合行政执法局（青禾县城市管理局）2021年度部门决算\n",
            "department_final",
            2021,
            "青禾县综合行政执法局",
        ),
    ],
)
def test_a_title_of_the_size_of_the_text(head: str, kind: str, year: int, department: str) -> None:
    document = read(head + "\n" + DUTIES).document
    assert (document.kind, document.fiscal_year, document.department or "") == (kind, year, department)


def test_a_statement_of_three_public_items_only() -> None:
    found = read(
        "一、2022年“三公”经费预算安排情况\n2022年度“三公”经费预算总计31.5万元，其中：公务接待11.5万元，公务用车运行费用20万元。\n"
        "二、2021年“三公”经费决算情况\n2021年度“三公”经费合计支出30.2万元，其中：公务接待12.1万元，公务用车运行费用18.1万元。\n"
        "2022年度“三公”经费预算较2021年度增加1.3万元，其中公务接待较上年同期减少0.6万元，减少4.96%。\n"
    )
    assert (found.document.kind, found.document.fiscal_year) == ("three_public", 2022)
    assert facts(found) == {
        "three_public.total/budget/2022": "315000.0",
        "three_public.reception/budget/2022": "115000.0",
        "three_public.vehicles.operation/budget/2022": "200000",
        "three_public.total/reported/2021": "302000.0",
        "three_public.reception/reported/2021": "121000.0",
        "three_public.vehicles.operation/reported/2021": "181000.0",
        "three_public.total/change/2022": "13000.0",
        "three_public.reception/change/2022": "-6000.0",
        "three_public.reception/change_rate/2022": "-4.96",
    }


def test_three_public_items_spent_are_an_account() -> None:
    found = read(
        "青禾县某局2019年度“三公”经费决算\n2019年度“三公”经费财政拨款支出预算为45.50万元，2019年实际支出“三公经费”决算为23.60万元。"
        "其中公务接待费为21.10万元，占89.41%；公务用车运行维护费为2.50万元，占10.59%。\n"
    )
    stated = facts(found)
    assert stated["three_public.total/budget/2019"] == "455000.00"
    assert stated["three_public.total/final/2019"] == "236000.00"
    assert stated["three_public.reception/final/2019"] == "211000.00"


def test_an_account_of_three_public_items_beside_their_budget_raises_no_finding() -> None:
    found = read(
        "青禾县某局2018年度“三公”经费支出说明\n一、“三公”经费财政拨款支出总体情况说明。\n"
        "2018年度本部门“三公”经费支出2.05万元,较上年减少0.03万元,减少了1.44%,原因为厉行节约;其中:因公出国(境)支出0万元;"
        "公务用车运行维护费用支出0万元;公务接待费支出2.05万元,占“三公”经费的100%。\n"
        "二、“三公”经费财政拨款支出与年初预算对比情况。\n"
        "2018年度本部门“三公”经费支出2.05万元,年初预算为2.95万元。其中:公务用车运行维护费支出0万元,年初预算为0.95万元;"
        "公务接待费支出2.05万元,年初预算为2万元。\n"
    )
    assert facts(found)["three_public.total/final/2018"] == "20500.00"
    assert facts(found)["three_public.reception/budget/2018"] == "20000"
    assert [one.code for one in found.findings if not one.code.startswith("required_")] == []


@pytest.mark.parametrize(
    "whose",
    [
        "经汇总，2024年全县一般公共预算安排的“三公”经费预算合计",
        "2024年县本级“三公”经费预算",
        "全市各部门“三公”经费预算",
    ],
)
def test_what_a_whole_county_spends_is_no_fact_of_its_finance_bureau(whose: str) -> None:
    found = read(
        "青禾县财政局2024年部门预算公开\n第二部分 部门预算情况说明\n二、“三公”经费预算情况说明\n"
        "2024年本部门“三公”经费预算12.5万元，其中：公务接待费2.5万元，公务用车运行维护费10万元。\n"
        f"{whose}3200万元，其中：公务接待费800万元，公务用车购置及运行维护费2400万元。\n"
    )
    assert facts(found) == {
        "three_public.total/budget/2024": "125000.0",
        "three_public.reception/budget/2024": "25000.0",
        "three_public.vehicles.operation/budget/2024": "100000",
    }


def test_lines_broken_before_a_figure() -> None:
    found = read(
        "青禾县档案馆2023年单位预算公开\n五、一般公共预算支出情况说明\n"
        "1. 基本支出预算 881300.39 元,占一般公共预算支出的\n96.74%,同比减少 166271.4 元,下降 15.87 %。其中:\n"
        "工资福利支出预算 716052.51 元,占基本支出预算\n81.25%,同比减少 148979.48 元,下降 17.22%。\n"
        "商品和服务支出预算 165247.88 元,占基本支出预算\n18.75%,同比减少 17291.92 元,下降 9.47%。\n"
        "2. 项目支出 29700 元,占一般公共预算支出的 3.26%,\n同比减少 13900 元,下降 31.88 %。其中:\n"
        "工资福利支出预算 9700 元,占项目支出预算 32.66%。\n商品和服务支出预算 20000 元,占项目支出预算 67.34%。\n"
    )
    stated = facts(found)
    fund = "general_public_budget"
    assert stated[f"expenditure.basic/share/2023/{fund}"] == "96.74"
    assert stated[f"expenditure.basic/change/2023/{fund}"] == "-166271.4"
    assert {"302", "301"} <= {one.dimensions.get("economy") for one in found.figures}
    assert [
        one.value for one in found.figures if one.concept == "expenditure.project" and one.dimensions.get("economy")
    ] == ["9700", "32.66", "20000", "67.34"]
