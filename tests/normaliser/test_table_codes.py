"""Tables by function and by economic class: codes, names, totals, years. All tables are invented."""

from __future__ import annotations

from .grids import facts, problems, table


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


def test_marks_within_codes() -> None:
    found = facts(
        table("expenditure_by_function", 1, "科目编码|科目名称|合计\n205-01-01|行政运行|80\n[2050102]|某项|20")
    )
    assert list(found) == [
        "expenditure.total budget 2024 function=2050101",
        "expenditure.total budget 2024 function=2050102",
    ]


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


def test_funds_and_natures_in_one_head() -> None:
    found = facts(
        table(
            "expenditure_by_function",
            2,
            """
科目编码|科目名称|合计|一般公共预算|<|<|单位资金|<
^|^|^|小计|基本支出|项目支出|小计|其他支出
205|教育支出|120|100|80|20|20|5
""",
        )
    )
    assert found["expenditure.basic budget 2024 function=205 fund=general_public_budget"] == "800000"
    assert found["expenditure.total budget 2024 function=205 fund=unit_funds"] == "200000"
    assert not any("economy" in key for key in found)  # 其他支出 without a code is no economic class


def test_functions_by_the_governments_classes() -> None:
    found = facts(
        table(
            "expenditure_by_government_economy",
            1,
            "功能科目编码|功能科目名称|总计|机关工资福利支出|机关商品和服务支出\n合计|<|90|60|30\n2010101|行政运行|90|60|30",
        )
    )
    assert found["expenditure.total budget 2024 function=2010101 government_economy=502"] == "300000"
    assert found["expenditure.total budget 2024 government_economy=501"] == "600000"


def test_a_part_of_a_source_in_the_heads() -> None:
    found = facts(
        table(
            "final_income_by_function",
            2,
            "科目编码|科目名称|本年收入合计|事业收入|<\n^|^|^|小计|其中：教育收费\n205|教育支出|100|5|4",
        )
    )
    assert found == {
        "income.total final 2024 function=205": "1000000",
        "income.undertaking final 2024 function=205": "50000",
    }


def test_two_years_compared_by_the_word_between_them() -> None:
    found = facts(
        table(
            "general_public_by_function",
            2,
            """
科目编码|科目名称|2023年预算数|2023年执行数|2024年预算数|2024年预算数与2023年预算数比较|<|2024年预算数与2023年执行数比较|<
^|^|^|^|^|增减额|增减%|增减额|增减%
205|教育支出|100|110|130|30|30|20|18.18
""",
        )
    )
    key = "function=205 fund=general_public_budget"
    assert found[f"expenditure.total change 2024 {key}"] == "300000"
    assert found[f"expenditure.total change 2024 base=prior_final {key}"] == "200000"
    assert found[f"expenditure.total change_rate 2024 base=prior_final {key}"] == "18.18"


def test_both_economic_codes_under_heads_of_their_own() -> None:
    found = facts(
        table(
            "basic_by_economy",
            1,
            """
部门经济科目编码|部门经济科目名称|政府经济科目编码|政府经济科目名称|合计|人员经费支出|公用经费支出|备注
合计|<|<|<|90|70|20|
301|工资福利支出|||70|70||
30101|基本工资|50101|工资奖金津补贴|70|70||
302|商品和服务支出|||20||20|
30201|办公费|50201|办公经费|20||20|
""",
        )
    )
    assert found["expenditure.basic budget 2024 economy=30101 fund=general_public_budget"] == "700000"
    assert found["expenditure.basic.public budget 2024 economy=30201 fund=general_public_budget"] == "200000"
    assert not [name for name in found if "government_economy" in name]
