"""指标值 as printed, and what it means."""

from __future__ import annotations

from typing import Any

import pytest

from budgetextract.normaliser.performance_values import parse_value
from budgetextract.rules.loader import rule_yaml
from budgetextract.rules.performance import load_performance

RULES = load_performance()


@pytest.mark.parametrize(
    ("text", "operator", "value", "unit"),
    [
        ("≥95%", ">=", "95", "%"),
        ("≥ 95 %", ">=", "95", "%"),
        ("90%以上", ">=", "90", "%"),
        ("90%（含）以上", ">=", "90", "%"),
        ("达90以上", ">=", "90", ""),
        ("100%", "=", "100", "%"),
        ("100％", "=", "100", "%"),
        ("不超过12万元", "<=", "12", "万元"),
        ("控制在12万元以内", "<=", "12", "万元"),
        ("2024年12月底前", "<=", "2024-12-31", ""),
        ("2024年12月31日前", "<=", "2024-12-31", ""),
        ("2024年6月30日", "=", "2024-06-30", ""),
        ("12次/年", "=", "12", "次/年"),
        ("零发生", "=", "0", ""),
        ("逐步提升", "qualitative", "", ""),
        ("3 场", "=", "3", "场"),
        ("≥13459.00（平方米）", ">=", "13459.00", "平方米"),
        (">6.00(次)", ">", "6.00", "次"),
        ("=100.00(%)", "=", "100.00", "%"),
        ("90.00(度)", "=", "90.00", "度"),
        ("不低于50%", ">=", "50", "%"),
        ("群众生活改善度不低于 80%", ">=", "80", "%"),
        ("90%-95%", "range", "90~95", "%"),
        ("3～5次", "range", "3~5", "次"),
        ("10至15个", "range", "10~15", "个"),
        ("≤1,200元/人", "<=", "1200", "元/人"),
        ("大于等于85分", ">=", "85", "分"),
        ("百分之九十五以上", ">=", "95", "%"),
        ("达到98%", "=", "98", "%"),
        ("完成率100%", "=", "100", "%"),
        ("<3天", "<", "3", "天"),
        ("5个工作日内", "<=", "5", "个工作日"),
        ("≥95%≥95%", ">=", "95", "%"),
        ("≥5场次，每场50人", ">=", "5", "场次"),
        ("每季度开展1次督查并形成2份报告", "qualitative", "", ""),
        ("按照“十四五”规划和2035年远景目标推进", "qualitative", "", ""),
        ("达标", "qualitative", "", ""),
        ("优", "qualitative", "", ""),
        ("0起", "=", "0", "起"),
        ("长期", "qualitative", "", ""),
        ("-", "qualitative", "", ""),
    ],
)
def test_value(text: str, operator: str, value: str, unit: str) -> None:
    found = parse_value(text, RULES)
    assert found is not None
    assert (found.operator, "~".join(found.value), found.unit) == (operator, value, unit)


def test_blank_states_nothing() -> None:
    assert parse_value("", RULES) is None
    assert parse_value("  ", RULES, operator="≥", unit="%") is None


@pytest.mark.parametrize(
    ("sign", "expected"),
    [("≥", ">="), ("＝", "="), ("≤", "<="), ("大于等于", ">="), (">", ">"), ("定性", "qualitative"), ("", "=")],
)
def test_operator_column(sign: str, expected: str) -> None:
    found = parse_value("85", RULES, operator=sign, unit="分")
    assert found is not None
    assert found.operator == expected


def test_own_unit_column_does_not_replace_a_stated_unit() -> None:
    found = parse_value("95%", RULES, operator="≥", unit="%")
    assert found is not None
    assert (found.operator, found.value, found.unit) == (">=", ("95",), "%")


@pytest.mark.timeout(5)
def test_hostile_values_are_read_in_time() -> None:
    for text in ("1" * 100_000, "1-" * 50_000, "≥" * 100_000, "百分之" * 50_000, "(1,1" * 50_000):
        parse_value(text, RULES)


@pytest.mark.parametrize("example", rule_yaml("performance.yaml")["value_parse_examples"], ids=lambda e: e["text"])
def test_examples_of_the_rule_file(example: dict[str, Any]) -> None:
    found = parse_value(example["text"], RULES)
    assert found is not None
    expected = example["out"]
    assert found.operator == expected["operator"]
    assert found.value == ((str(expected["value"]),) if "value" in expected else ())
    assert found.unit == (expected.get("unit") or "")
