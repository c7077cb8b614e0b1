"""Columns headed by economic classes and items, over rows by function or by unit. All tables are invented."""

from __future__ import annotations

from .grids import facts, problems, table

_CODE = "function=2130301 fund=general_public_budget"


def test_governments_classes_with_their_codes_below() -> None:
    found = facts(
        table(
            "expenditure_by_government_economy",
            2,
            """
功能科目|<|<|单位代码|单位名称（功能分类科目名称）|总计|机关工资福利支出|对个人和家庭的补助|其他支出
类|款|项|^|^|^|501|509|599
||||合计|100.00|60.00|30.00|10.00
|||307|某某县水利局|100.00|60.00|30.00|10.00
|||307001|某某县水利局本级|100.00|60.00|30.00|10.00
213|||213|农林水支出|100.00|60.00|30.00|10.00
213|03|01|2130301|行政运行|100.00|60.00|30.00|10.00
""",
            title="支出预算分类汇总表（按政府预算经济分类）",
        )
    )
    assert found["expenditure.total budget 2024 function=2130301 government_economy=509"] == "300000"
    assert found["expenditure.total budget 2024 function=213 government_economy=599"] == "100000"
    assert found["expenditure.total budget 2024 function=213"] == "1000000"
    assert not any(" economy=" in key for key in found)


def test_units_that_do_not_make_the_whole_keep_their_functions() -> None:
    found = facts(
        table(
            "expenditure_by_function",
            1,
            """
科目编码|单位名称（科目）|合计
|合计|150.00
307|某某县水利局|150.00
307001|某某县水利局本级|100.00
2130301|行政运行|100.00
""",
        )
    )
    assert "expenditure.total budget 2024 function=2130301" not in found


def test_items_of_the_list_that_the_title_names() -> None:
    grid = """
科目编码|<|<|科目名称|总计|社会保障缴费|住房公积金
类|款|项|^|^|^|^
213|03|01|行政运行|90.00|60.00|20.00
"""
    department = facts(table("basic_by_economy", 2, grid, title="一般公共预算基本支出表（按部门预算经济分类）"))
    assert department[f"expenditure.basic budget 2024 economy=30113 {_CODE}"] == "200000"
    assert len([key for key in department if "economy" in key]) == 1  # 社会保障缴费 is several items of this list
    government = facts(table("basic_by_economy", 2, grid, title="一般公共预算基本支出表（按政府预算经济分类）"))
    assert government[f"expenditure.basic budget 2024 {_CODE} government_economy=50102"] == "600000"
    assert government[f"expenditure.basic budget 2024 {_CODE} government_economy=50103"] == "200000"


def test_a_name_of_both_lists_follows_the_other_heads_or_stays_unread() -> None:
    beside = facts(table("basic_by_economy", 1, "科目编码|科目名称|总计|基本工资|住房公积金\n2130301|行政运行|9|5|4"))
    assert beside[f"expenditure.basic budget 2024 economy=30113 {_CODE}"] == "40000"
    alone = table("basic_by_economy", 1, "科目编码|科目名称|总计|住房公积金\n2130301|行政运行|9|4")
    assert not any("economy" in key for key in facts(alone))
    assert "unknown_column" in problems(alone)


def test_item_below_its_class_and_a_class_that_two_tables_share() -> None:
    found = facts(
        table(
            "basic_by_economy",
            2,
            """
科目编码|科目名称|总计|机关工资福利支出|<|对事业单位经常性补助|<
^|^|^|合计|住房公积金|合计|工资福利支出
2130301|行政运行|90.00|60.00|20.00|30.00|30.00
""",
            title="基本支出表—人员经费（工资福利支出）（按政府预算经济分类）",
        )
    )
    assert found[f"expenditure.basic budget 2024 {_CODE} government_economy=501"] == "600000"
    assert found[f"expenditure.basic budget 2024 {_CODE} government_economy=50103"] == "200000"
    assert found[f"expenditure.basic.personnel budget 2024 {_CODE} government_economy=505"] == "300000"
    assert found[f"expenditure.basic.personnel budget 2024 {_CODE} government_economy=50501"] == "300000"


def test_a_row_with_a_code_and_no_name() -> None:
    text = "科目编码|科目名称|合计\n213||90.00\n21303||90.00\n2130301||70.00\n2130305||20.00"
    found = facts(table("expenditure_by_function", 1, text))
    assert found["expenditure.total budget 2024 function=2130301"] == "700000"


def test_projects_below_a_function_are_no_organisations() -> None:
    found = facts(
        table(
            "project_list",
            2,
            """
科目编码|<|<|单位代码|单位名称（科目）|金额
类|款|项|^|^|^
||||合计|30.00
207|01|09|205301|群众文化|30.00
|||205301|公共文化体系建设|20.00
|||205301|文化活动经费|10.00
""",
            title="一般公共预算项目支出预算表",
        )
    )
    assert found == {"expenditure.project budget 2024 fund=general_public_budget": "300000"}


def test_fund_of_the_title_where_the_columns_say_none() -> None:
    found = facts(
        table(
            "expenditure_by_economy",
            1,
            "科目编码|科目名称|总计\n|合计|9.00\n301|工资福利支出|9.00",
            title="财政拨款支出预算表（部门经济分类科目）",
        )
    )
    assert found["expenditure.total budget 2024 fund=fiscal_appropriation"] == "90000"
    assert found["expenditure.total budget 2024 economy=301 fund=fiscal_appropriation"] == "90000"
    assert len(found) == 2


def test_codes_and_names_in_one_column_of_items() -> None:
    text = "项目|合计|基本支出\n201一般公共服务支出|9.00|8.00\n  20108审计事务|9.00|8.00\n合计|9.00|8.00"
    found = facts(table("expenditure_by_function", 1, text))
    assert found["expenditure.basic budget 2024 function=20108"] == "80000"
    assert found["expenditure.total budget 2024"] == "90000"


def test_projects_of_several_funds_in_a_final_account() -> None:
    text = "项目名称|合计|财政拨款|<|单位资金\n^|^|一般公共预算|政府性基金|^\n校舍维修|9.00|6.00|2.00|1.00"
    found = facts(table("final_project_list", 2, text, title="项目支出决算明细表"))
    assert found["expenditure.project final 2024 project=校舍维修"] == "90000"
    assert found["expenditure.project final 2024 fund=general_public_budget project=校舍维修"] == "60000"
    one = facts(
        table("final_project_list", 1, "项目名称|决算数\n校舍维修|9.00", title="一般公共预算财政拨款项目支出决算表")
    )
    assert one == {"expenditure.project final 2024 fund=general_public_budget project=校舍维修": "90000"}
