"""Tables of many templates to facts: what each cell is about, and what is no fact. All tables are invented."""

from __future__ import annotations

from .grids import facts, problems, read, table


def test_income_by_unit_of_the_national_template() -> None:
    found = facts(
        table(
            "income_by_unit",
            3,
            """
部门（单位）代码|部门（单位）名称|合计|本年收入|<|<|<|<|上年结转结余|<
^|^|^|小计|一般公共预算|单位资金|<|<|小计|一般公共预算
^|^|^|^|^|小计|事业收入|其他收入|^|^
|合计|500.00|450.00|400.00|50.00|30.00|20.00|50.00|50.00
105|某县某局|500.00|450.00|400.00|50.00|30.00|20.00|50.00|50.00
105001|某县某局本级|300.00|250.00|250.00||||50.00|50.00
105002|某县某中心|200.00|200.00|150.00|50.00|30.00|20.00||
""",
        )
    )
    assert found["income.total budget 2024"] == "5000000"
    assert found["income.current_year budget 2024"] == "4500000"
    assert found["income.unit_funds budget 2024"] == "500000"
    assert found["income.carryover budget 2024 fund=general_public_budget"] == "500000"
    assert found["income.other budget 2024 organisation=某县某中心"] == "200000"
    assert "income.undertaking budget 2024 organisation=某县某局本级" not in found  # blank
    assert not any("organisation=某县某局 " in f"{key} " for key in found)  # the whole department


def test_organisations_without_codes_the_department_is_the_whole() -> None:
    found = facts(
        table(
            "expenditure_by_unit",
            1,
            """
部门名称|合计|基本支出|项目支出
某县某局|100|90|10
某县某局（本级）|60|50|10
某县某中心|40|40|
""",
        )
    )
    assert found["expenditure.total budget 2024"] == "1000000"
    assert found["expenditure.total budget 2024 organisation=某县某局（本级）"] == "600000"


def test_rows_of_codes_under_organisations() -> None:
    found = facts(
        table(
            "expenditure_by_function",
            1,
            """
科目编码|科目名称|合计|基本支出
|合计|300|200
206|某市科学技术局|300|200
206001|某市科学技术局（本级）|200|120
206|科学技术支出|200|120
206002|某市科技情报所|100|80
206|科学技术支出|100|80
""",
        )
    )
    assert found["expenditure.total budget 2024"] == "3000000"
    assert found["expenditure.total budget 2024 function=206 organisation=某市科技情报所"] == "1000000"
    assert found["expenditure.total budget 2024 organisation=某市科学技术局（本级）"] == "2000000"
    assert "expenditure.total budget 2024 function=206" not in found


def test_organisation_in_its_own_column() -> None:
    found = facts(
        table(
            "expenditure_by_function",
            1,
            """
单位编码|单位名称|科目编码|科目名称|合计
合计|<|<|<|300
105001|某县某局本级|2050101|行政运行|200
105002|某县教研室|2050199|其他教育管理事务支出|100
""",
        )
    )
    assert found["expenditure.total budget 2024 function=2050199 organisation=某县教研室"] == "1000000"
    assert found["expenditure.total budget 2024"] == "3000000"


def test_last_year_and_changes() -> None:
    found = facts(
        table(
            "general_public_by_function",
            2,
            """
功能分类科目|<|2023年执行数|2024年预算数|<|<|2024年预算数比2023年执行数|<
科目编码|科目名称|^|小计|基本支出|项目支出|增减额|增减%
205|教育支出|110|100|80|20|-10|-9.09%
""",
        )
    )
    key = "function=205 fund=general_public_budget"
    assert found[f"expenditure.total reported 2023 {key}"] == "1100000"
    assert found[f"expenditure.total budget 2024 {key}"] == "1000000"
    assert found[f"expenditure.total change 2024 base=prior_final {key}"] == "-100000"
    assert found[f"expenditure.total change_rate 2024 base=prior_final {key}"] == "-9.09"
    assert len(found) == 6


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


def test_summary_with_line_numbers() -> None:
    found = facts(
        table(
            "final_income_expenditure_summary",
            3,
            """
收入|<|<|支出|<|<
项目|行次|金额|项目|行次|金额
栏次||1|栏次||2
一、一般公共预算财政拨款收入|1|2000|一、一般公共服务支出|32|1800
八、其他收入|8|50|二十三、其他支出|54|20
本年收入合计|27|2050|本年支出合计|57|1820
年初结转和结余|29|70|年末结转和结余|59|300
总计|31|2120|总计|62|2120
""",
        )
    )
    assert found["expenditure.total final 2024 function=229"] == "200000"
    assert found["income.carryover final 2024"] == "700000"
    assert found["expenditure.carry_forward final 2024"] == "3000000"
    assert found["income.total final 2024"] == found["expenditure.total final 2024"] == "21200000"
    assert len(found) == 10


def test_summary_with_a_number_column_and_all_classes() -> None:
    found = facts(
        table(
            "income_expenditure_summary",
            3,
            """
序号|收入|<|支出|<
^|项目|金额|项目|金额
栏次|1|2|3|4
1|一、一般公共预算拨款收入|100.5|一、一般公共服务支出|90.5
2|二、政府性基金预算拨款收入||二、外交支出|
3|三、其他收入|10|三、社会保障和就业支出|20
4|本年收入合计|110.5|本年支出合计|110.5
5|收入总计|110.5|支出总计|110.5
""",
        )
    )
    assert found["expenditure.total budget 2024 function=208"] == "200000"
    assert found["expenditure.current_year budget 2024"] == "1105000"
    assert len(found) == 8


def test_carry_over_by_fund_below_its_row() -> None:
    found = facts(
        table(
            "final_fiscal_appropriation_summary",
            2,
            """
收入|<|支出|<|<
项目|金额|项目|合计|一般公共预算财政拨款
一、一般公共预算财政拨款|2000|一、一般公共服务支出|1800|1800
二、政府性基金预算财政拨款|30|||
本年收入合计|2030|本年支出合计|1800|1800
年初财政拨款结转和结余|70|年末财政拨款结转和结余|300|300
一般公共预算财政拨款|60|||
政府性基金预算财政拨款|10|||
总计|2100|总计|2100|2100
""",
        )
    )
    assert found["income.general_public_budget final 2024"] == "20000000"
    assert found["income.carryover final 2024 fund=fiscal_appropriation"] == "700000"
    assert found["income.carryover final 2024 fund=general_public_budget"] == "600000"
    assert found["income.carryover final 2024 fund=government_fund"] == "100000"
    assert found["income.fiscal_appropriation final 2024"] == "20300000"
    assert found["expenditure.carry_forward final 2024 fund=general_public_budget"] == "3000000"


def test_carry_over_beside_the_sources() -> None:
    found = facts(
        table(
            "income_expenditure_summary",
            1,
            """
收入|金额|支出|金额
一、上年结转|7|一、教育支出|107
二、一般公共预算拨款|100||
收入总计|107|支出总计|107
""",
        )
    )
    assert found["income.general_public_budget budget 2024"] == "1000000"


def test_three_blocks() -> None:
    found = facts(
        table(
            "income_expenditure_summary",
            3,
            """
收入|<|支出|<|<|<
项目名称|金额|功能分类|<|支出用途|<
^|^|功能科目名称|金额|项目名称|金额
一、财政拨款|100|一、教育支出|100|一、基本支出|80
二、其他资金|||  |二、单位预留机动经费|20
当年收入小计|100|当年支出小计|<|<|100
收入合计|100|支出合计|<|<|100
""",
        )
    )
    assert found["expenditure.basic budget 2024"] == "800000"
    assert found["expenditure.reserve budget 2024"] == "200000"
    assert found["expenditure.current_year budget 2024"] == "1000000"
    assert found["expenditure.total budget 2024 function=205"] == "1000000"


def test_economic_classes_beside_functions() -> None:
    found = facts(
        table(
            "income_expenditure_summary",
            2,
            """
收入|<|支出（按功能分类）|<|支出（按经济分类）|<
项目|预算数|项目|预算数|项目|预算数
一、一般公共预算拨款|100|一、教育支出|100|一、基本支出|80
||||工资福利支出|60
||||商品和服务支出|20
||||二、项目支出|20
""",
        )
    )
    assert found["expenditure.basic budget 2024 economy=302"] == "200000"
    assert found["expenditure.basic budget 2024"] == "800000"
    assert found["expenditure.project budget 2024"] == "200000"


def test_functions_by_economic_class_in_columns() -> None:
    found = facts(
        table(
            "general_public_by_function",
            2,
            """
科目编码|科目名称|总计|基本支出|<|<|项目支出
^|^|^|合计|工资福利支出|商品和服务支出|^
205|教育支出|100|80|60|20|20
""",
        )
    )
    assert found["expenditure.basic budget 2024 economy=301 function=205 fund=general_public_budget"] == "600000"
    assert found["expenditure.project budget 2024 function=205 fund=general_public_budget"] == "200000"


def test_two_lists_of_codes_side_by_side() -> None:
    found = facts(
        table(
            "final_basic_by_economy",
            2,
            """
人员经费|<|<|公用经费|<|<
科目编码|科目名称|决算数|科目编码|科目名称|决算数
301|工资福利支出|100|302|商品和服务支出|30
30101|基本工资|60|30201|办公费|30
人员经费合计|<|100|公用经费合计|<|30
""",
        )
    )
    assert found["expenditure.basic final 2024 economy=30101 fund=general_public_budget"] == "600000"
    assert found["expenditure.basic final 2024 economy=30201 fund=general_public_budget"] == "300000"
    assert found["expenditure.basic.personnel final 2024 fund=general_public_budget"] == "1000000"
    assert found["expenditure.basic.public final 2024 fund=general_public_budget"] == "300000"


def test_governments_economic_list() -> None:
    found = facts(
        table(
            "basic_by_economy",
            1,
            """
科目编码|科目名称|合计
501|机关工资福利支出|60
50101|工资奖金津补贴|60
""",
        )
    )
    assert found["expenditure.basic budget 2024 fund=general_public_budget government_economy=50101"] == "600000"


def test_split_codes_lose_parents_and_zeros() -> None:
    split = """
科目编码|<|<|科目名称|合计
类|款|项|^|^
208|||社会保障和就业支出|10
|5||行政事业单位养老支出|8
||5|机关事业单位基本养老保险缴费支出|8
|99|99|其他社会保障和就业支出|2
合计|<|<|<|10
"""
    found = facts(table("government_fund", 2, split))
    assert [key.split("function=")[1].split()[0] for key in found if "function=" in key] == [
        "208",
        "20805",
        "2080505",
        "2089999",
    ]
    whole = split.replace("|5||行", "208|20805||行").replace("||5|机", "208|20805|2080505|机")
    assert facts(table("government_fund", 2, whole)) == found
    economy = """
经济分类科目编码|<|科目名称|合计
类|款|^|^
301||工资福利支出|10
301|1|基本工资|4
301|2|津贴补贴|6
"""
    assert "expenditure.basic budget 2024 economy=30102 fund=general_public_budget" in facts(
        table("basic_by_economy", 2, economy)
    )


def test_a_class_misprinted_is_put_right_by_the_rows_above() -> None:
    one = table(
        "expenditure_by_function",
        2,
        """
科目编码|<|<|科目名称|合计
类|款|项|^|^
210|||卫生健康支出|50
210|11||行政事业单位医疗|50
7|11|02|事业单位医疗|50
""",
    )
    assert facts(one)["expenditure.total budget 2024 function=2101102"] == "500000"
    assert "code_corrected" in problems(one)


def test_code_in_the_name_cell_or_no_code_at_all() -> None:
    glued = "科目|合计\n合计|100\n205教育支出|100\n20502普通教育|100\n2050202小学教育|100"
    named = "功能科目名称|合计\n合计|100\n教育支出|100\n普通教育|100\n小学教育|100"
    assert facts(table("expenditure_by_function", 1, glued)) == facts(table("expenditure_by_function", 1, named))


def test_unknown_code_is_kept_and_told() -> None:
    one = table("expenditure_by_function", 1, "科目编码|科目名称|合计\n2059876|某支出|100")
    assert facts(one) == {"expenditure.total budget 2024 function=2059876": "1000000"}
    assert problems(one) == ["unknown_code"]


def test_no_unit_no_fact() -> None:
    text = "科目编码|科目名称|合计{0}|基本支出{0}\n205|教育支出|100|80"
    bare = table("expenditure_by_function", 1, text.format(""), unit="")
    assert facts(bare) == {}
    assert problems(bare) == ["no_unit"]
    headed = table("expenditure_by_function", 1, text.format("（元）"), unit="")
    assert facts(headed)["expenditure.basic budget 2024 function=205"] == "80"
    assert facts(table("expenditure_by_function", 1, text.format(""), unit="金额单位：亿元")) == {
        "expenditure.total budget 2024 function=205": "10000000000",
        "expenditure.basic budget 2024 function=205": "8000000000",
    }


def test_blank_and_dash_are_nothing_nought_is_a_value() -> None:
    found = facts(
        table(
            "expenditure_by_function",
            1,
            "科目编码|科目名称|合计|基本支出|项目支出|上缴上级支出\n205|教育支出|—|0|0.00|",
        )
    )
    assert found == {
        "expenditure.basic budget 2024 function=205": "0",
        "expenditure.project budget 2024 function=205": "0",
    }


def test_rows_finer_than_what_is_read_give_no_facts() -> None:
    one = table(
        "expenditure_by_function",
        1,
        """
科目编码|科目名称|合计
|合计|30
2050202|小学教育|10
2050202|小学教育|20
""",
    )
    assert facts(one) == {"expenditure.total budget 2024": "300000"}
    assert problems(one) == ["repeated_rows"]


def test_list_by_source_ties_subtotals_to_their_group() -> None:
    found = facts(
        table(
            "income_by_source",
            1,
            """
项目名称|<|金额
收入总计|<|130
一般公共预算资金|小计|100
^|公共财政拨款(补助)资金|100
政府性基金|小计|20
其他资金|小计|10
^|事业收入|
^|其他收入|10
""",
        )
    )
    assert found == {
        "income.total budget 2024": "1300000",
        "income.general_public_budget budget 2024": "1000000",
        "income.government_fund budget 2024": "200000",
        "income.other budget 2024": "100000",
    }


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


def test_where_a_statement_stands() -> None:
    (one,) = read(table("expenditure_by_function", 1, "科目编码|科目名称|合计\n205|教育支出|1,234.50"))
    assert (one.page, one.row, one.column, one.table, one.table_id) == (1, 1, 2, 0, "expenditure_by_function")
    assert (one.stated, one.stated_unit, one.name, one.origin, one.sentence) == (
        "1,234.50",
        "万元",
        "教育支出",
        "table",
        "",
    )
    assert f"{one.precision:f}" == "100.00"
    assert one.bbox == (100.0, 20.0, 150.0, 40.0)


def test_hostile_tables_are_no_trouble() -> None:
    for text in ("|\n|", "合计\n1", "/////|（（（\n1|2", "2024年" * 200 + "|比" * 100 + "\n1|2"):
        for table_id in (
            "three_public",
            "income_by_unit",
            "income_expenditure_summary",
            "procurement",
            "basic_by_economy",
        ):
            read(table(table_id, 1, text))
    assert read(table("three_public", 1, "合计\n1"), year=None) == []
    assert read(table(None, 1, "合计\n1")) == []


def test_a_total_row_that_lost_its_word() -> None:
    text = """
科目编码|科目名称|金额
||{}
301|工资福利支出|60
30101|基本工资|60
302|商品和服务支出|40
"""
    key = "expenditure.basic budget 2024 fund=general_public_budget"
    assert facts(table("basic_by_economy", 1, text.format(100)))[key] == "1000000"
    assert key not in facts(table("basic_by_economy", 1, text.format(77)))  # not the sum: says nothing


def test_the_whole_among_organisations_by_its_figures() -> None:
    found = facts(
        table(
            "income_by_unit",
            1,
            """
单位名称|合计|一般公共预算拨款收入
合计|100|100
某市某局汇总|100|100
某市某局本级|70|70
某市某所|30|30
""",
        ),
        department="某市某某局",
    )
    assert found["income.total budget 2024 organisation=某市某所"] == "300000"
    assert not any("汇总" in key for key in found)


def test_a_head_left_over_from_last_year() -> None:
    one = table("three_public", 2, "2023年预算数|<|<\n合计|因公出国（境）费|公务接待费\n3|0|3")
    assert facts(one)["three_public.total budget 2024"] == "30000"
    assert problems(one) == ["stale_year"]
    titled = table("three_public", 1, "2023年预算数\n3", title="2023年“三公”经费预算表")
    assert list(facts(titled)) == ["three_public.total budget 2023"]


def test_four_blocks_by_function_and_both_economic_lists() -> None:
    found = facts(
        table(
            "income_expenditure_summary",
            2,
            """
收入|<|支出|<|<|<|<|<
项目|预算数|支出功能分科目（按大类）|预算数|支出经济科目（按大类）|预算数|政府预算支出经济分类科目（按大类）|预算数
1、财政拨款|100|1、一般公共服务支出|90|1、人员经费和公用经费支出|80|1、机关工资福利支出|60
(1)一般公共预算拨款|100|2、教育支出|10|(1)工资福利支出|60|2、其他支出|40
本年收入合计|100|本年支出合计|100|本年支出合计|100|本年支出合计|100
""",
        )
    )
    assert found["expenditure.total budget 2024 function=205"] == "100000"
    assert found["expenditure.basic budget 2024 economy=301"] == "600000"
    assert found["expenditure.total budget 2024 government_economy=599"] == "400000"
    assert found["income.general_public_budget budget 2024"] == "1000000"


def test_parts_of_a_source_are_not_the_source() -> None:
    found = facts(
        table(
            "income_expenditure_summary",
            2,
            """
收入|<|支出|<
项目|本年预算|项目（按功能分类）|本年预算
一、一般公共预算拨款收入|100|一、一般公共服务支出|100
经费拨款|80||
纳入一般公共预算管理的非税收入拨款|20||
本年收入合计|100|本年支出合计|100
""",
        )
    )
    assert found["income.general_public_budget budget 2024"] == "1000000"


def test_unit_names_and_subjects_in_one_column() -> None:
    found = facts(
        table(
            "income_by_function",
            2,
            """
科目编码|<|<|单位代码|单位名称（科目）|合计|上年结转|一般公共预算拨款收入
类|款|项|^|^|^|^|^
||||合计|300|10|290
||||某市教育局|200|10|190
205|01|01|301001|行政运行|200|10|190
||||某市教科所|100||100
205|01|99|301002|其他教育管理事务支出|100||100
""",
        )
    )
    assert found["income.total budget 2024"] == "3000000"
    assert found["income.carryover budget 2024"] == "100000"
    assert found["income.total budget 2024 function=2050199 organisation=某市教科所"] == "1000000"


def test_marks_within_codes() -> None:
    found = facts(
        table("expenditure_by_function", 1, "科目编码|科目名称|合计\n205-01-01|行政运行|80\n[2050102]|某项|20")
    )
    assert list(found) == [
        "expenditure.total budget 2024 function=2050101",
        "expenditure.total budget 2024 function=2050102",
    ]


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


def test_income_and_balances_beside_expenditure_by_function() -> None:
    found = facts(
        table(
            "final_general_public_by_function",
            3,
            """
项目|<|年初结转和结余|本年收入|<|本年支出|<|<|年末结转和结余
功能分类科目编码|科目名称|合计|合计|项目支出|合计|基本支出|项目支出|合计
^|^|^|^|^|^|^|^|^
合计|<|5|25|16|30|10|20|0
201|一般公共服务支出|5|25|16|30|10|20|0
""",
        )
    )
    assert found["income.carryover final 2024 fund=general_public_budget"] == "50000"
    assert found["income.general_public_budget final 2024"] == "250000"
    assert found["expenditure.current_year final 2024 fund=general_public_budget"] == "300000"
    assert found["expenditure.project final 2024 fund=general_public_budget"] == "200000"  # not the income's 16
    assert found["expenditure.total final 2024 function=201 fund=general_public_budget"] == "300000"


def test_final_tables_head_their_totals_with_the_year() -> None:
    text = (
        "项目|<|本年支出合计|基本支出|项目支出\n科目代码|科目名称|^|^|^\n201|一般公共服务支出|30|10|20\n合计|<|30|10|20"
    )
    for table_id, fund in (
        ("final_expenditure_by_function", ""),
        ("final_general_public_by_function", " fund=general_public_budget"),
    ):
        found = facts(table(table_id, 2, text))
        assert found[f"expenditure.total final 2024 function=201{fund}"] == "300000"
        assert found[f"expenditure.current_year final 2024{fund}"] == "300000"


def test_balances_of_last_year_are_reported() -> None:
    found = facts(
        table(
            "final_general_public_by_function",
            2,
            "科目编码|科目名称|上年决算数|年初预算数|决算数|<\n^|^|^|^|小计|基本支出\n205|教育支出|70|90|100|80",
        )
    )
    key = "function=205 fund=general_public_budget"
    assert found[f"expenditure.total reported 2023 {key}"] == "700000"
    assert found[f"expenditure.total budget 2024 {key}"] == "900000"
    assert found[f"expenditure.basic final 2024 {key}"] == "800000"
