"""Kind, year, department, place and date of a document."""

from __future__ import annotations

from dataclasses import replace

import pytest

from budgetextract.model.document import Cell

from .setting import segmented, table

TEXT = "根据部门职责和年度工作安排，统筹安排各项资金，保障重点工作顺利开展，确保完成年度目标任务。"


@pytest.mark.parametrize(
    ("title", "kind", "year", "department"),
    [
        ("云溪市林业局2025年部门预算公开", "department_budget", 2025, "云溪市林业局"),
        ("2023年度长河县人民检察院部门决算", "department_final", 2023, "长河县人民检察院"),
        ("南岭县第一中学2024年度单位决算", "unit_final", 2024, "南岭县第一中学"),
        ("关于越水区教育局二〇二五年单位预算的说明", "unit_budget", 2025, "越水区教育局"),
        ("云溪市林业局2025年“三公”经费预算公开说明", "three_public", 2025, "云溪市林业局"),
        ("中共云溪县委宣传部2025年部门预算", "department_budget", 2025, "中共云溪县委宣传部"),
        ("云溪市财政局（本级）2025年单位预算公开", "unit_budget", 2025, "云溪市财政局（本级）"),
        ("云溪县委党史研究室2024年部门预算", "department_budget", 2024, "云溪县委党史研究室"),
        ("【云溪县信访局】2024年部门预算公开", "department_budget", 2024, "云溪县信访局"),
        ("二〇二四年云溪县财政局部门预算", "department_budget", 2024, "云溪县财政局"),
    ],
)
def test_titles(title: str, kind: str, year: int, department: str) -> None:
    identity = segmented(["C|" + title, "一、有关情况", TEXT]).identity
    assert (identity.kind, identity.fiscal_year, identity.department) == (kind, year, department)


@pytest.mark.parametrize(
    ("department", "name", "code"),
    [
        ("通城县城市管理执法局", "通城县", "421222"),
        ("上海市普陀区商务委员会", "上海市普陀区", "310107"),
        ("普陀区商务委员会", "普陀区", ""),
        ("福州市鼓楼区教育局", "福州市鼓楼区", "350102"),
        ("鼓楼区教育局", "鼓楼区", ""),
        ("兰州市教育局", "兰州市", "620100"),
        ("青岛市市南区教育局", "青岛市市南区", "370202"),
        ("武汉市城区管理中心", "武汉市", "420100"),
        ("大理白族自治州漾濞彝族自治县司法局", "大理白族自治州漾濞彝族自治县", "532922"),
        ("中共通城县委宣传部", "通城县", "421222"),
        ("云溪县妇女联合会", "云溪县", ""),
        ("兴山镇人民政府", "", ""),
    ],
)
def test_places(department: str, name: str, code: str) -> None:
    identity = segmented([f"C|{department}2025年部门预算公开", "一、主要职能", TEXT]).identity
    assert (identity.region_name, identity.region_code) == (name, code)


def test_the_line_that_names_the_department() -> None:
    identity = segmented(
        ["C|云溪县2025年县级部门预算", "c|预算主管部门：云溪县卫生健康局"], ["一、主要职责", TEXT]
    ).identity
    assert (identity.department, identity.fiscal_year, identity.region_name) == ("云溪县卫生健康局", 2025, "云溪县")


def test_a_year_that_only_the_text_names() -> None:
    identity = segmented(
        ["C|云溪县审计局部门预算公开"],
        [
            "一、收支预算情况说明",
            "2024年收入预算总额为406.00万元，比2023年预算394.00万元增加12.00万元，增长3.05%。",
            "2024年支出预算总额为406.00万元。",
        ],
    ).identity
    assert identity.fiscal_year == 2024


def test_a_date_is_no_fiscal_year() -> None:
    identity = segmented(
        ["C|2023年度", "C|长河县人民检察院部门决算", "2024年9月18日"], ["C|第一部分 部门概况", "一、主要职责", TEXT]
    ).identity
    assert (identity.fiscal_year, identity.published, identity.conflicts) == (2023, "2024-09-18", ())


def test_a_heading_of_another_year_is_a_conflict_and_does_not_decide() -> None:
    identity = segmented(
        ["C|云溪市林业局2025年部门预算公开"],
        ["C|第一部分 部门概况", TEXT],
        ["C|第二部分 2024年部门预算情况说明", TEXT],
        ["C|第三部分 2024年预算执行情况", TEXT],
    ).identity
    assert identity.fiscal_year == 2025
    assert [(field, other, page) for field, _, other, page in identity.conflicts] == [("fiscal_year", "2024", 3)]


def test_a_heading_of_the_other_kind_is_a_conflict() -> None:
    identity = segmented(
        ["C|云溪市林业局2024年度部门决算"],
        ["C|第一部分 部门概况", TEXT],
        ["C|第二部分 2024年度部门预算情况说明", TEXT],
        ["C|第三部分 2024年度部门决算表", TEXT],
    ).identity
    assert identity.kind == "department_final"
    assert identity.conflicts == (("kind", "department_final", "department_budget", 3),)


def test_tables_alone_name_kind_and_year() -> None:
    identity = segmented(
        [], [], tables=[table("2024年部门收入决算表", 1, "final_income"), table("支出决算表", 2, "final_expenditure")]
    ).identity
    assert (identity.kind, identity.fiscal_year) == ("department_final", 2024)


@pytest.mark.parametrize("page", [[], ["关于做好防汛工作的通知，请各单位遵照执行。"]])
def test_nothing_that_says_what_it_is(page: list[str]) -> None:
    identity = segmented(page).identity
    assert (identity.kind, identity.fiscal_year, identity.department) == ("unknown", None, "")


def test_the_date_in_a_form_is_not_that_of_publication() -> None:
    box = (0.0, 0.0, 1.0, 1.0)
    cells = (Cell(0, 0, 1, 1, "计划开始日期", 1, box), Cell(0, 1, 1, 1, "2024-01-01", 1, box))
    form = replace(table("项目绩效目标表", 1, "performance_project"), cells=cells, row_count=1, column_count=2)
    page = ["青禾县林业局2024年部门预算", "计划开始日期", "2024-01-01", "2024-02-18"]
    assert segmented(page, tables=[form]).identity.published == "2024-02-18"
