"""Units, blanks, organisations, places, and tables that make no sense. All tables are invented."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from budgetextract.model.document import Identity, Line, Segmented
from budgetextract.normaliser.table_facts import table_statements
from budgetextract.rules.bundle import load_rules

from .grids import document, facts, problems, read, table


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


def _line(text: str, top: float, page: int = 1) -> Line:
    return Line(page, text, (), 0.0, top, 300.0, top + 10.0)


def test_two_sets_of_tables_in_one_document() -> None:
    text = "科目编码|科目名称|合计\n205|教育支出|{}"
    first = table("expenditure_by_function", 1, text.format(100), index=0)
    second = replace(table("expenditure_by_function", 1, text.format(60), index=1), pages=(2,), title_page=2)
    lines = (
        _line("部门：某县教育局（汇总）  单位：万元", -12.0),
        _line("单位名称：某县教育局本级 单位：万元", -12.0, page=2),
    )
    extracted = replace(document(first, second), lines=lines)
    identity = Identity("department_budget", 2024, "某县教育局")
    statements, _ = table_statements(extracted, Segmented(identity, ()), load_rules())
    assert [(s.key.dimension("organisation"), int(s.value)) for s in statements] == [
        (None, 1_000_000),
        ("某县教育局本级", 600_000),
    ]


def test_tables_however_broken_are_read_or_left() -> None:
    """Cells of one template in another's place, lost rows, wrong headers: no exception, no concept out of nowhere."""
    rules = load_rules()
    random = Random(11)
    pieces = ["合计", "小计", "一、", "205", "20505", "7", "05", "某县某局", "—", "0.00", "1,2", "项目", "收入", "支出"]
    pieces += [
        "预算数",
        "2023年",
        "上年结转",
        "栏次",
        "类",
        "款",
        "项",
        "（境）",
        "基本支出",
        "一般公共预算",
        "301",
        "5" * 40,
        "",
    ]
    for _ in range(300):
        rows = ["|".join(random.choice(pieces) for _ in range(5)) for _ in range(random.randint(1, 6))]
        one = table(random.choice(list(rules.tables.by_id)), random.randint(0, min(3, len(rows))), "\n".join(rows))
        for statement in read(one):
            assert statement.key.concept in rules.concepts
            assert not any(value == "$row" for _, value in statement.key.dimensions)


def test_what_only_looks_like_an_amount() -> None:
    one = table(
        "expenditure_by_function", 1, "科目编码|科目名称|合计|基本支出|项目支出\n205|教育支出|1,23|5% |80.00 80.00"
    )
    assert facts(one) == {}
    assert problems(one) == ["unreadable_number"] * 3
