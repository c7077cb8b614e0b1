"""Three public items, procurement, projects. All tables are invented."""

from __future__ import annotations

from .grids import facts, problems, table


def test_three_public_below_each_other() -> None:
    found = facts(
        table(
            "three_public",
            1,
            """
项目|上年预算数（元）|本年预算数（元）
行政经费|900000|900000
“三公”经费|23000|22000
其中：（一）因公出国（境）支出|0|
（二）公务用车购置及运行维护支出|20000|19000
1.公务用车购置||
2.公务用车运行维护费|20000|19000
（三）公务接待费支出|3000|3000
""",
            unit="",
        )
    )
    assert found["three_public.total budget 2024"] == "22000"
    assert found["three_public.total budget 2023"] == "23000"
    assert found["three_public.overseas budget 2023"] == "0"
    assert "three_public.overseas budget 2024" not in found
    assert found["three_public.vehicles budget 2024"] == "19000"
    assert found["three_public.vehicles.operation budget 2024"] == "19000"
    assert found["three_public.reception budget 2024"] == "3000"


def test_a_total_that_holds_meetings_is_not_three_public() -> None:
    nested = """
合计|“三公”经费|<|<|<|<|<|会议费|培训费
^|小计|因公出国（境）费|公务用车购置及运行维护费|<|<|公务接待费|^|^
^|^|^|小计|公务用车购置费|公务用车运行维护费|^|^|^
15|10|0|6|0|6|4|2|3
"""
    found = facts(table("three_public", 3, nested))
    assert found["three_public.total budget 2024"] == "100000"
    assert found["training.total budget 2024"] == "30000"
    flat = """
合计|因公出国（境）费|公务用车购置费|公务用车运行维护费|公务接待费|会议费|培训费
{}|0|0|6|4|2|3
"""
    assert "three_public.total budget 2024" not in facts(table("three_public", 1, flat.format(15)))
    assert facts(table("three_public", 1, flat.format(10)))["three_public.total budget 2024"] == "100000"


def test_budget_and_final_pairs() -> None:
    found = facts(
        table(
            "final_three_public",
            4,
            """
“三公”经费合计|<|因公出国（境）费|<|公务用车购置及运行费|<|<|<|<|<|公务接待费|<
^|^|^|^|小计|<|购置费|<|运行费|<|^|^
预算数|决算数|预算数|决算数|预算数|决算数|预算数|决算数|预算数|决算数|预算数|决算数
1|2|3|4|5|6|7|8|9|10|11|12
10|8|0|0|6|5|0|0|6|5|4|3
""",
        )
    )
    assert found["three_public.vehicles.operation budget 2024"] == "60000"
    assert found["three_public.vehicles.operation final 2024"] == "50000"
    assert len(found) == 12  # the column numbers are no money


def test_procurement_states_totals_and_kinds_only() -> None:
    found = facts(
        table(
            "procurement",
            1,
            """
采购品目大类|专项名称|经济科目|采购物品名称|采购组织形式|总计
|||||130
一、货物A|||||30
|办公设备购置费|办公设备购置|||30
|||台式计算机|分散自行组织|30
三、服务C|||||100
""",
        )
    )
    assert found == {
        "procurement.total budget 2024": "1300000",
        "procurement.goods budget 2024": "300000",
        "procurement.services budget 2024": "1000000",
    }


def test_the_name_of_the_whole_amount_above_its_funds() -> None:
    found = facts(
        table(
            "procurement",
            2,
            """
所属预算项目|采购物品名称|政府采购金额|<|<
^|^|合计|一般公共预算拨款|政府性基金预算
合计||12|9|3
设备更新|台式计算机|9|9|
""",
        )
    )
    assert found == {
        "procurement.total budget 2024": "120000",
        "procurement.total budget 2024 fund=general_public_budget": "90000",
        "procurement.total budget 2024 fund=government_fund": "30000",
    }


def test_transfers_by_project_and_township() -> None:
    found = facts(
        table(
            "transfer_payments",
            2,
            """
项目名称|合计|地区|<
^|^|河东镇|河西乡
公益岗位补助|5|3|2
村道养护补助|4|4|
合计|9|7|2
""",
        )
    )
    assert found == {
        "transfer.total budget 2024 project=公益岗位补助": "50000",
        "transfer.total budget 2024 project=村道养护补助": "40000",
        "transfer.total budget 2024": "90000",
    }


def test_a_department_of_one_unit_printed_under_two_codes() -> None:
    found = facts(
        table(
            "income_by_unit",
            1,
            """
部门（单位）代码|部门（单位）名称|合计
133|某县某局|80
133001|某县某局|80
合计||80
""",
        )
    )
    assert found == {"income.total budget 2024": "800000"}


def test_projects_by_fund() -> None:
    found = facts(
        table(
            "project_list",
            2,
            """
类型|项目名称|项目单位|合计|本年拨款|<|财政拨款结转结余
^|^|^|^|一般公共预算|政府性基金预算|一般公共预算
合计|<|<|100|60|20|20
部门项目|信访维稳|某县某局|60|60||
转移支付|道路建设|某县某局|40||20|20
""",
        )
    )
    assert found["expenditure.project budget 2024"] == "1000000"
    assert found["expenditure.project budget 2024 project=信访维稳"] == "600000"
    assert (
        found["expenditure.project budget 2024 fund=general_public_budget fund_year=carried_over project=道路建设"]
        == "200000"
    )


def test_items_of_an_organisation_are_not_its_whole() -> None:
    found = facts(table("new_assets", 1, "单位名称|资产名称|数量|单价|金额\n合计||||12\n某县某局|台式机|3|0.5|1.5"))
    assert found == {"assets.new budget 2024": "120000"}


def test_a_head_left_over_from_last_year() -> None:
    one = table("three_public", 2, "2023年预算数|<|<\n合计|因公出国（境）费|公务接待费\n3|0|3")
    assert facts(one)["three_public.total budget 2024"] == "30000"
    assert problems(one) == ["stale_year"]
    titled = table("three_public", 1, "2023年预算数\n3", title="2023年“三公”经费预算表")
    assert list(facts(titled)) == ["three_public.total budget 2023"]


def test_counts_below_the_three_public_items() -> None:
    found = facts(
        table(
            "final_three_public",
            1,
            """
项目|行次|预算数|决算统计数
（一）支出合计|2|10|8
3．公务接待费|7|4|3
（1）国内接待费|8|—|3
（二）相关统计数|11|—|—
1．因公出国（境）团组数（个）|12|—|0
4．公务用车保有量（辆）|15|—|2
5．国内公务接待批次（个）|16|—|30
二、机关运行经费|22|—|50
""",
        )
    )
    assert found == {
        "three_public.total budget 2024": "100000",
        "three_public.total final 2024": "80000",
        "three_public.reception budget 2024": "40000",
        "three_public.reception final 2024": "30000",
        "three_public.reception final 2024 reception_kind=domestic": "30000",
        "three_public.overseas.groups final 2024": "0",
        "assets.vehicles.fiscal_funded reported 2024": "2",
        "three_public.reception.batches final 2024 reception_kind=domestic": "30",
        "operating_funds.total final 2024": "500000",
    }


def test_three_public_by_fund_states_the_whole_only() -> None:
    found = facts(
        table(
            "three_public",
            1,
            "项目|2024年预算数合计|公共财政预算拨款|政府性基金预算拨款\n一、支出合计|4.9|4.9|0\n2、公务接待费|1.8|1.8|",
        )
    )
    assert found == {"three_public.total budget 2024": "49000", "three_public.reception budget 2024": "18000"}


def test_three_public_tables_by_fund() -> None:
    text = "合计|因公出国（境）费\n{}|0"
    first = table("three_public", 1, text.format(5), title="一般公共预算“三公”经费支出表", index=0)
    second = table("three_public", 1, text.format(2), title="政府性基金“三公”经费支出表", index=1)
    assert facts(first, second)["three_public.total budget 2024"] == "50000"


def test_years_in_the_rows() -> None:
    found = facts(
        table(
            "three_public",
            2,
            """
项目|“三公”经费合计|因公出国（境）费|公务用车购置及运行费|<|<|公务接待费
^|^|^|小计|购置费|运行费|^
2023年预算数|10|0|6|0|6|4
2024年预算数|9|0|6|0|6|3
""",
        )
    )
    assert found["three_public.total budget 2023"] == "100000"
    assert found["three_public.reception budget 2024"] == "30000"
    assert len(found) == 12


def test_one_row_with_a_name() -> None:
    found = facts(table("three_public", 1, "项目|合计|因公出国（境）费|公务接待费\n一般预算|4|0|4"))
    assert found["three_public.reception budget 2024"] == "40000"


def test_totals_of_a_table_of_one_class_are_no_totals_of_basic_expenditure() -> None:
    """Basic expenditure cut into a table a class (Hunan): its 合计 is that class's, its rows are what they say."""
    listed = """
科目编码|科目名称|合计
301|工资福利支出|50.00
30101|基本工资|30.00
|合计|50.00
"""
    cut = facts(table("basic_by_economy", 1, listed, title="一般公共预算基本支出表--人员经费(工资福利支出)"))
    assert "expenditure.basic{fund=general_public_budget} budget 2024" not in cut
    assert any("economy=30101" in key for key in cut)
    whole = facts(table("basic_by_economy", 1, listed, title="一般公共预算基本支出表"))
    assert len(whole) == len(cut) + 1


def test_codes_below_the_classes_say_the_same_again() -> None:
    found = facts(
        table(
            "expenditure_by_government_economy",
            2,
            """
功能科目|<|<|科目编码|科目名称|总计|机关工资福利支出|机关商品和服务支出
类|款|项|^|^|^|501|502
213|03|01|2130301|行政运行|7.50|6.00|1.50
""",
        )
    )
    assert any("government_economy=501" in key and "function=2130301" in key for key in found)


def test_totals_headed_by_side_and_budget_in_one_word() -> None:
    """支出预算合计 (Guangdong, Guangxi) is the total of that side; 采购预算金额 the money of a procurement row."""
    found = facts(
        table(
            "expenditure_by_function",
            2,
            """
科目编码|科目名称|支出预算合计|基本支出|<|<|项目支出
^|^|^|小计|人员经费|公用经费|^
|合计|9.00|7.00|5.00|2.00|2.00
2140101|行政运行|9.00|7.00|5.00|2.00|2.00
""",
        )
    )
    assert found["expenditure.total budget 2024"] == "90000"
    assert found["expenditure.total budget 2024 function=2140101"] == "90000"
    bought = facts(table("procurement", 1, "项目名称|采购品目|采购预算金额\n合计||5.60\n办公设备|台式计算机|5.60"))
    assert bought["procurement.total budget 2024"] == "56000"


def test_receptions_by_kind_below_the_items() -> None:
    found = facts(
        table(
            "final_three_public",
            1,
            """
项目|行次|预算数|决算统计数
一、“三公”经费支出|1|—|—
（一）支出合计|2|4.00|3.50
3．公务接待费|3|4.00|3.50
（1）国内接待费|4|—|3.50
（2）国（境）外接待费|5|—|0.00
（二）相关统计数|6|—|—
5．国内公务接待批次（个）|7|—|12
""",
        )
    )
    assert found["three_public.reception final 2024"] == "35000"
    assert found["three_public.reception final 2024 reception_kind=domestic"] == "35000"
    assert found["three_public.reception final 2024 reception_kind=foreign"] == "0"
    assert found["three_public.reception.batches final 2024 reception_kind=domestic"] == "12"
