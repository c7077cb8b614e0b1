"""Tables of income and expenditure side by side, and lists of sources. All tables are invented."""

from __future__ import annotations

from .grids import facts, table


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


def test_last_year_and_the_change_beside_each_side() -> None:
    found = facts(
        table(
            "income_expenditure_summary",
            2,
            """
收入|<|<|<|支出|<|<|<
项目|2023年|2024年|2024年比2023年增减%|项目|2023年|2024年|2024年比2023年增减（%）
一、一般公共预算|90|100|11.11|一、教育支出|90|100|11.11
加：用事业基金弥补收支差额|1|2||二、其他支出（类）|1|2|
""",
        )
    )
    assert found["income.general_public_budget budget 2023"] == "900000"
    assert found["expenditure.total change_rate 2024 function=205"] == "11.11"
    assert found["income.non_fiscal_balance_used budget 2024"] == "20000"
    assert found["expenditure.total budget 2024 function=229"] == "20000"


def test_expenditure_listed_by_economic_class_alone() -> None:
    found = facts(
        table(
            "income_expenditure_summary",
            2,
            """
收入|<|支出|<
项目|预算数|项目|预算数
一、一般公共预算拨款|100|一、工资福利支出|60
||二、商品和服务支出|40
收入总计|100|支出总计|100
""",
        )
    )
    assert found["expenditure.total budget 2024 economy=301"] == "600000"
    assert found["expenditure.total budget 2024 economy=302"] == "400000"
    assert found["expenditure.total budget 2024"] == "1000000"
