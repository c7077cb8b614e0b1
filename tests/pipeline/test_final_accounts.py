"""Final accounts beyond the nine tables: project lists, the information table of agencies, self-evaluation."""

from __future__ import annotations

from functools import cache

import pytest

from budgetextract.model.disclosure import Disclosure
from budgetextract.pipeline import extract_bytes

DOCUMENT = """# 某县文化和旅游局2023年度部门决算

## 第一部分 部门概况

一、主要职责

负责全县文化旅游工作。

## 第二部分 2023年度部门决算表

一般公共预算财政拨款收入支出决算表

公开05表 单位：万元

| 科目编码 | 科目名称 | 年初结转和结余 | 本年收入 | 本年支出 | | | 年末结转和结余 |
|---|---|---|---|---|---|---|---|
| | | | | 合计 | 基本支出 | 项目支出 | |
| | 合计 | 10.00 | 500.00 | 490.00 | 290.00 | 200.00 | 20.00 |
| 207 | 文化旅游体育与传媒支出 | 10.00 | 500.00 | 490.00 | 290.00 | 200.00 | 20.00 |
| 20701 | 文化和旅游 | 10.00 | 500.00 | 490.00 | 290.00 | 200.00 | 20.00 |
| 2070101 | 行政运行 | 10.00 | 500.00 | 490.00 | 290.00 | 200.00 | 20.00 |

一般公共预算财政拨款项目支出决算表

公开07表 单位：万元

| 项目名称 | 合计 | 工资福利支出 | 商品和服务支出 | 资本性支出 |
|---|---|---|---|---|
| 合计 | 200.00 | 20.00 | 100.00 | 80.00 |
| 公共文化设施免费开放 | 120.00 | 20.00 | 100.00 | |
| 文物保护 | 80.00 | | | 80.00 |

机构运行信息表

公开11表 单位：万元

| 项目 | 预算数 | 决算数 | 项目 | 决算数 |
|---|---|---|---|---|
| 一、“三公”经费支出 | — | — | 四、机关运行经费 | 29.50 |
| （一）支出合计 | 12.00 | 10.50 | （一）行政单位 | 29.50 |
| 1.因公出国（境）费 | 0.00 | 0.00 | （二）参照公务员法管理事业单位 | 0.00 |
| 2.公务用车购置及运行维护费 | 9.00 | 8.20 | 五、资产信息 | — |
| （1）公务用车购置费 | 0.00 | 0.00 | （一）车辆数合计（辆） | 3 |
| （2）公务用车运行维护费 | 9.00 | 8.20 | 1.机要通信用车 | 1 |
| 3.公务接待费 | 3.00 | 2.30 | 2.应急保障用车 | 2 |
| （1）国内接待费 | — | 2.30 | （二）单价100万元（含）以上设备（不含车辆） | 1 |
| （2）国（境）外接待费 | — | 0.00 | 六、政府采购支出信息 | — |
| （二）相关统计数 | — | — | （一）政府采购支出合计 | 60.00 |
| 1.因公出国（境）团组数（个） | — | 0 | 1.政府采购货物支出 | 20.00 |
| 2.因公出国（境）人次数（人） | — | 0 | 2.政府采购工程支出 | 30.00 |
| 3.公务用车保有量（辆） | — | 3 | 3.政府采购服务支出 | 10.00 |
| 4.国内公务接待批次（个） | — | 25 | （二）政府采购授予中小企业合同金额 | 55.00 |
| 5.国内公务接待人次（人） | — | 210 | 其中：授予小微企业合同金额 | 40.00 |
| 二、会议费 | 1.00 | 0.80 | 三、培训费 | 1.50 |

## 第三部分 附件

项目支出绩效自评表

（2023年度） 单位：万元

| 项目名称 | 公共文化设施免费开放 | | | | | | |
|---|---|---|---|---|---|---|---|
| 项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| | 年度资金总额 | 130.00 | 125.00 | 120.00 | 10 | 96.00% | 9.60 |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
| 产出指标 | 数量指标 | 开放天数 | ≥300天 | 310天 | 20 | 20 | |
| | 质量指标 | 设施完好率 | ≥95% | 96% | 30 | 30 | |
| 效益指标 | 社会效益指标 | 服务群众人次 | ≥5万人次 | 5.2万人次 | 30 | 28 | 宣传不够 |
| 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 92% | 10 | 10 | |
| 总分 | | | | | 100 | 97.60 | |
"""


@cache
def read(text: str = DOCUMENT) -> Disclosure:
    return extract_bytes(text.encode(), "a.md")


def facts() -> dict[tuple[str, str, str], str]:
    found = read()
    return {
        (fact.concept, fact.measure, ";".join(f"{k}={v}" for k, v in sorted(fact.dimensions.items()))): fact.value
        for fact in (*found.figures, *found.staffing)
    }


def results(text: str = DOCUMENT) -> dict[str, set[str]]:
    out: dict[str, set[str]] = {}
    for check in read(text).checks:
        out.setdefault(check.id, set()).add(check.status)
    return out


def test_tables_are_known() -> None:
    assert [table.table for table in read().tables] == [
        "final_general_public_by_function", "final_project_list", "final_operations_three_public", "final_performance",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("concept", "measure", "dimensions", "value"),
    [
        ("income.carryover", "final", "fund=general_public_budget", "100000.00"),
        ("expenditure.carry_forward", "final", "fund=general_public_budget", "200000.00"),
        ("expenditure.project", "final", "fund=general_public_budget;project=文物保护", "800000.00"),
        ("expenditure.project", "final", "economy=310;fund=general_public_budget;project=文物保护", "800000.00"),
        ("three_public.total", "budget", "", "120000.00"),
        ("three_public.total", "final", "", "105000.00"),
        ("three_public.overseas.groups", "final", "", "0"),
        ("three_public.reception.visitors", "final", "reception_kind=domestic", "210"),
        ("assets.vehicles.fiscal_funded", "reported", "", "3"),
        ("operating_funds.total", "final", "", "295000.00"),
        ("conference.total", "budget", "", "10000.00"),
        ("assets.vehicles", "reported", "vehicle_type=应急保障用车", "2"),
        ("assets.equipment", "reported", "threshold=1000000", "1"),
        ("procurement.works", "final", "", "300000.00"),
        ("procurement.micro_awarded", "final", "", "400000.00"),
        ("expenditure.project", "budget", "project=公共文化设施免费开放", "1300000.00"),
        ("expenditure.project", "final", "project=公共文化设施免费开放", "1200000.00"),
    ],
)
def test_what_they_state(concept: str, measure: str, dimensions: str, value: str) -> None:
    assert facts()[concept, measure, dimensions] == value


@pytest.mark.parametrize(
    ("check", "printed", "wrong"),
    [
        ("final_project_list_sums_to_total", "| 文物保护 | 80.00 | | | 80.00 |", "| 文物保护 | 70.00 | | | 70.00 |"),
        ("final_project_is_sum_of_economy", "| 120.00 | 20.00 | 100.00 |", "| 120.00 | 20.00 | 90.00 |"),
        ("final_project_list_equals_general_table", "| 合计 | 200.00 | 20.00", "| 合计 | 210.00 | 20.00"),
        ("procurement_is_sum_of_kinds", "政府采购工程支出 | 30.00", "政府采购工程支出 | 20.00"),
        ("vehicles_is_sum_of_types", "机要通信用车 | 1", "机要通信用车 | 2"),
        ("three_public_is_sum_of_parts", "12.00 | 10.50", "12.00 | 11.50"),
        ("scores_within_weights", "5.2万人次 | 30 | 28", "5.2万人次 | 30 | 38"),
        ("weights_sum_to_100", "5.2万人次 | 30 | 28", "5.2万人次 | 35 | 28"),
    ],
)
def test_sums_hold_and_fail(check: str, printed: str, wrong: str) -> None:
    assert results()[check] == {"pass"}
    assert printed in DOCUMENT
    assert "fail" in results(DOCUMENT.replace(printed, wrong))[check]


def test_scores_and_what_was_reached() -> None:
    rows = [(one.text, one.actual, one.weight, one.score) for one in read().performance.indicators]
    assert rows == [
        ("≥300天", "310天", "20", "20"),
        ("≥95%", "96%", "30", "30"),
        ("≥5万人次", "5.2万人次", "30", "28"),
        ("≥90%", "92%", "10", "10"),
    ]
