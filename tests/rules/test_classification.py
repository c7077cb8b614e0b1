"""Codes and names by year."""

from __future__ import annotations

import pytest

from budgetextract.rules.classification import ECONOMY, FUNCTION, GOVERNMENT_ECONOMY, load_classification

LISTS = load_classification()


@pytest.mark.parametrize(
    ("name", "year", "parent", "kind", "code"),
    [
        ("人大事务", 2024, None, FUNCTION, "20101"),
        ("教育支出（类）", 2024, None, FUNCTION, "205"),
        ("一般公共服务", 2024, None, FUNCTION, "201"),
        ("社会保障与就业支出", 2025, None, FUNCTION, "208"),
        ("行政运行", 2024, None, FUNCTION, None),  # under every section
        ("行政运行", 2024, "20103", FUNCTION, "2010301"),
        ("文化体育与传媒支出", 2018, None, FUNCTION, "207"),
        ("医疗卫生与计划生育支出", 2024, None, FUNCTION, "210"),  # an old name printed years later
        ("农林水事务", 2012, None, FUNCTION, "213"),
        ("住房公积金", 2017, None, ECONOMY, "30311"),  # moved in 2018
        ("住房公积金", 2024, None, ECONOMY, "30113"),
        ("其它商品服务支出", 2024, None, ECONOMY, "30299"),
        ("工资奖金津补贴", 2022, None, GOVERNMENT_ECONOMY, "50101"),
        ("", 2024, None, FUNCTION, None),
        ("支出", 2024, None, FUNCTION, None),
        ("不存在的科目", 2024, None, FUNCTION, None),
        ("长" * 5000, 2024, None, FUNCTION, None),
    ],
)
def test_by_name(name: str, year: int, parent: str | None, kind: str, code: str | None) -> None:
    assert LISTS.by_name(name, year, parent, kind) == code


def test_one_level() -> None:
    assert LISTS.by_name("其他支出", 2024) is None
    assert LISTS.by_name("其他支出", 2024, level=1) == "229"


def test_a_reused_code_has_the_name_of_the_year() -> None:
    assert LISTS.name(ECONOMY, "30311", 2017) == "住房公积金"
    assert LISTS.name(ECONOMY, "30311", 2018) is None
    assert LISTS.name(ECONOMY, "30311", 2021) == "代缴社会保险费"
    assert LISTS.name(FUNCTION, "207", 2018) == "文化体育与传媒支出"
    assert LISTS.name(FUNCTION, "207", 2024) == "文化旅游体育与传媒支出"


def test_known_and_children() -> None:
    assert LISTS.known(ECONOMY, "30104", 2017)
    assert not LISTS.known(ECONOMY, "30104", 2018)
    assert not LISTS.known(FUNCTION, "9999999", 2024)
    assert "20101" in LISTS.children(FUNCTION, "201", 2024)
    assert LISTS.level("2010101") == 3
    assert LISTS.level("30101", ECONOMY) == 2
    assert LISTS.level("3010101", ECONOMY) == 0


def test_same_name() -> None:
    assert LISTS.same_name("文化体育与传媒支出", "207", 2024)
    assert LISTS.same_name("维修费", "30213", 2024, ECONOMY)
    assert not LISTS.same_name("咨询费", "30202", 2024, ECONOMY)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("医疗卫生", "210"),
        ("农林水事务支出", "213"),
        ("资源勘探电力信息等事务", "215"),
        ("金融监管等事务支出", "217"),
        ("国土海洋气象等支出", "220"),
        ("粮油物资储备事务", "222"),
    ],
)
def test_former_names_of_the_classes(name: str, code: str) -> None:
    """Printed in the year itself and, out of habit, years later."""
    assert LISTS.by_name(name, 2012, level=1) == code
    assert LISTS.by_name(name, 2024, level=1) == code


def test_names_under_aid_to_other_regions_do_not_make_the_classes_doubtful() -> None:
    assert LISTS.by_name("一般公共服务", 2024) == "201"
    assert LISTS.by_name("一般公共服务", 2024, "219") == "21901"
