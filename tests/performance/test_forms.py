"""Forms of several provinces, invented."""

from __future__ import annotations

from budgetextract.model.document import Table

from .forms import facts_of, form, read, rows_of

HEAD = ["一级指标", "二级指标", "三级指标", "指标值"]


def test_central_template_with_funds_goal_and_merged_levels() -> None:
    found = read(
        form(
            [
                ["项目名称", "河道清淤工程", "<", "<", "<"],
                ["主管部门及代码", "301-某县水利局", "<", "实施单位", "某县水利局"],
                ["项目资金（万元）", "年度资金总额", "<", "120.5", "<"],
                ["^", "其中：财政拨款", "<", "100", "<"],
                ["^", "其他资金", "<", "20.50", "<"],
                ["总体目标", "年度目标", "<", "<", "<"],
                ["^", "完成主河道清淤，提升行洪能力。", "<", "<", "<"],
                ["绩效指标", *HEAD],
                ["^", "产出指标", "数量指标", "清淤长度", "≥12公里"],
                ["^", "^", "质量指标", "验收合格率", "=100%"],
                ["^", "^", "时效指标", "完成时间", "2024年11月底前"],
                ["^", "成本指标", "经济成本指标", "项目总成本", "≤120.5万元"],
                ["^", "效益指标", "社会效益指标", "行洪能力", "明显提升"],
                ["^", "满意度指标", "服务对象满意度指标", "沿线居民满意度", "90%以上"],
            ]
        )
    )
    assert rows_of(found) == [
        ("annual", "产出指标", "数量指标", "清淤长度", ">=", "12", "公里"),
        ("annual", "产出指标", "质量指标", "验收合格率", "=", "100", "%"),
        ("annual", "产出指标", "时效指标", "完成时间", "<=", "2024-11-30", ""),
        ("annual", "成本指标", "经济成本指标", "项目总成本", "<=", "120.5", "万元"),
        ("annual", "效益指标", "社会效益指标", "行洪能力", "qualitative", "", ""),
        ("annual", "满意度指标", "服务对象满意度指标", "沿线居民满意度", ">=", "90", "%"),
    ]
    assert {i.project for i in found.indicators} == {"河道清淤工程"}
    assert found.indicators[0].level1[1] == "output"
    assert found.indicators[5].level2[1] == "service_satisfaction"
    assert found.projects[0].goals == (("annual", "完成主河道清淤，提升行洪能力。"),)
    project = "project=河道清淤工程"
    assert facts_of(found) == {
        ("expenditure.project", "budget", "2024", project): "1205000",
        ("expenditure.project", "budget", "2024", "fund=fiscal_appropriation", project): "1000000",
        ("expenditure.project", "budget", "2024", "fund=non_fiscal", project): "205000",
    }


def test_whole_period_and_year_side_by_side() -> None:
    found = read(
        form(
            [
                ["项目名称", "防汛物资储备", "<", "<", "<", "<"],
                ["项目资金（元）", "实施期资金总额", "3000000.00", "年度资金总额", "<", "1,000,000.00"],
                ["^", "其中：财政拨款", "3000000.00", "其中：财政拨款", "<", "1,000,000.00"],
                ["^", "其他资金", "", "其他资金", "<", "0.00"],
                ["总体目标", "实施期目标", "<", "年度目标", "<", "<"],
                ["^", "三年建成储备库。", "<", "储备物资到位。", "<", "<"],
                ["绩效指标", "一级指标", "二级指标", "三级指标", "实施期指标值", "年度指标值"],
                ["^", "产出指标", "数量指标", "储备点数量", "9个", "3个"],
            ]
        )
    )
    project = "project=防汛物资储备"
    assert facts_of(found) == {
        ("performance.project_funds", "budget", "2024", project): "3000000",
        ("expenditure.project", "budget", "2024", project): "1000000",
        ("expenditure.project", "budget", "2024", "fund=fiscal_appropriation", project): "1000000",
        ("expenditure.project", "budget", "2024", "fund=non_fiscal", project): "0",
    }
    assert rows_of(found) == [
        ("long_term", "产出指标", "数量指标", "储备点数量", "=", "9", "个"),
        ("annual", "产出指标", "数量指标", "储备点数量", "=", "3", "个"),
    ]
    assert ("annual", "储备物资到位。") in found.projects[0].goals


def test_operator_value_and_unit_in_their_own_columns_beside_a_merged_goal() -> None:
    head = [
        "单位名称",
        "项目名称",
        "年度目标",
        "一级指标",
        "二级指标",
        "三级指标",
        "绩效指标性质",
        "绩效指标值",
        "绩效度量单位",
        "权重",
    ]
    found = read(
        form(
            [
                head,
                ["某局", "普法宣传", "开展普法活动。", "产出指标", "数量指标", "宣传场次", "≥", "12", "场次", "20"],
                ["^", "^", "^", "^", "质量指标", "资料发放率", "＝", "100", "%", "20"],
                ["^", "^", "^", "效益指标", "社会效益指标", "法治意识", "定性", "提高", "", "20"],
                ["^", "数据平台", "平台稳定运行。", "产出指标", "时效指标", "故障修复时间", "≤", "24", "小时", "30"],
            ]
        )
    )
    assert rows_of(found) == [
        ("annual", "产出指标", "数量指标", "宣传场次", ">=", "12", "场次"),
        ("annual", "产出指标", "质量指标", "资料发放率", "=", "100", "%"),
        ("annual", "效益指标", "社会效益指标", "法治意识", "qualitative", "", ""),
        ("annual", "产出指标", "时效指标", "故障修复时间", "<=", "24", "小时"),
    ]
    assert [i.project for i in found.indicators] == ["普法宣传"] * 3 + ["数据平台"]
    assert [i.weight for i in found.indicators] == ["20", "20", "20", "30"]
    assert [(p.name, p.goals) for p in found.projects] == [
        ("普法宣传", (("annual", "开展普法活动。"),)),
        ("数据平台", (("annual", "平台稳定运行。"),)),
    ]


def test_self_evaluation_with_actual_weight_and_score() -> None:
    found = read(
        form(
            [
                ["项目名称", "乡村道路养护", "<", "<", "<", "<", "<", "<"],
                ["项目资金（万元）", "", "<", "年初预算数", "全年预算数", "全年执行数", "分值", "得分"],
                ["^", "年度资金总额", "<", "80", "90", "85.5", "10", "9.5"],
                ["^", "其中：当年财政拨款", "<", "80", "90", "85.5", "-", "-"],
                ["年度总体目标", "预期目标", "<", "<", "实际完成情况", "<", "<", "<"],
                ["^", "养护县道。", "<", "<", "已完成。", "<", "<", "<"],
                ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
                ["^", "产出指标（50分）", "数量指标", "养护里程", "≥60公里", "62公里", "50", "50"],
                ["^", "满意度指标（10分）", "服务对象满意度", "群众满意度", "≥95%", "93%", "10", "9"],
                ["总分", "<", "<", "<", "<", "<", "100", "98.5"],
            ],
            table="final_performance",
            title="项目支出绩效自评表",
        )
    )
    assert rows_of(found) == [
        ("annual", "产出指标（50分）", "数量指标", "养护里程", ">=", "60", "公里"),
        ("annual", "满意度指标（10分）", "服务对象满意度", "群众满意度", ">=", "95", "%"),
    ]
    first = found.indicators[0]
    assert (first.level1[1], first.actual, first.weight, first.score) == ("output", "62公里", "50", "50")
    project = "project=乡村道路养护"
    assert facts_of(found) == {
        ("expenditure.project", "budget", "2024", project): "800000",
        ("expenditure.project", "final", "2024", project): "855000",
        ("expenditure.project", "budget", "2024", "fund=fiscal_appropriation", project): "800000",
        ("expenditure.project", "final", "2024", "fund=fiscal_appropriation", project): "855000",
    }
    assert found.projects[0].goals == (("annual", "养护县道。"),)


def test_department_form_with_duties_funds_and_two_blocks() -> None:
    found = read(
        form(
            [
                ["部门（单位）名称", "某县农业农村局", "<", "<", "<", "<", "<"],
                ["填报人", "张某某", "<", "联系电话", "13800000000", "<", "<"],
                ["部门总体资金情况", "总体资金情况", "<", "当年金额", "占比", "近两年收支金额", "<"],
                ["^", "^", "^", "^", "^", "2022年", "2023年"],
                ["^", "收入构成", "财政拨款", "500", "80%", "450", "470"],
                ["^", "^", "其他资金", "125", "20%", "", ""],
                ["^", "^", "合计", "625", "100%", "450", "470"],
                ["^", "支出构成", "基本支出", "400", "64%", "300", "310"],
                ["^", "^", "项目支出", "225", "36%", "150", "160"],
                ["^", "^", "合计", "625", "100%", "450", "470"],
                ["项目支出情况", "项目名称", "<", "项目类型", "项目总预算", "项目本年度预算", "用途"],
                ["^", "1. 良种推广", "<", "延续性项目", "300", "150", "推广"],
                ["^", "2. 病虫防治", "<", "一次性项目", "75", "75", "防治"],
                ["长期目标：", "粮食稳产。", "<", "<", "<", "<", "<"],
                ["长期绩效指标", "一级指标", "二级指标", "三级指标", "<", "指标值", "指标值确定依据"],
                ["^", "产出指标", "数量指标", "粮食产量", "<", "≥20万吨", "规划"],
                ["年度目标：", "推广良种。", "<", "<", "<", "<", "<"],
                ["年度绩效指标", "一级指标", "二级指标", "三级指标", "<", "指标值", "指标值确定依据"],
                ["^", "产出指标", "数量指标", "良种面积", "<", "5-6万亩", "计划"],
            ],
            table="performance_department",
            title="部门整体支出绩效目标表",
            unit="万元",
        )
    )
    assert rows_of(found) == [
        ("long_term", "产出指标", "数量指标", "粮食产量", ">=", "20", "万吨"),
        ("annual", "产出指标", "数量指标", "良种面积", "range", "5~6", "万亩"),
    ]
    assert found.indicators[0].basis == "规划"
    assert {(i.scope, i.project) for i in found.indicators} == {("department", "")}
    facts = facts_of(found)
    assert facts[("income.total", "budget", "2024")] == "6250000"
    assert facts[("income.total", "budget", "2024", "fund=non_fiscal")] == "1250000"
    assert facts[("expenditure.basic", "share", "2024")] == "64"
    assert facts[("expenditure.total", "reported", "2022")] == "4500000"
    assert facts[("performance.project_funds", "budget", "2024", "project=良种推广")] == "3000000"
    assert facts[("expenditure.project", "budget", "2024", "project=病虫防治")] == "750000"
    assert ("income.total", "reported", "2022", "fund=non_fiscal") not in facts, "a blank is not nought"
    text = repr(found)
    assert "张某某" not in text
    assert "13800000000" not in text


def test_page_break_that_cuts_a_merged_label_off() -> None:
    found = read(
        form(
            [
                ["项目名称", "人才培训", "<", "<"],
                HEAD,
                ["产出指标", "数量指标", "培训人数", "≥200人"],
                ["^", "质量指标", "合格率", "≥95%"],
                ["", "时效指标", "按期完成率", "100%"],
                ["效益指标", "社会效益指标", "就业人数", "≥50人"],
            ],
            pages=[9, 9, 9, 9, 10, 10],
        )
    )
    assert [row[1] for row in rows_of(found)] == ["产出指标", "产出指标", "产出指标", "效益指标"]
    assert [i.page for i in found.indicators] == [9, 9, 10, 10]


def test_label_drawn_on_the_second_page_of_its_block() -> None:
    found = read(
        form(
            [
                ["项目名称", "人才培训", "<", "<"],
                HEAD,
                ["", "数量指标", "培训人数", "≥200人"],
                ["产出指标", "质量指标", "合格率", "≥95%"],
                ["^", "时效指标", "按期完成率", "100%"],
            ],
            pages=[9, 9, 9, 10, 10],
        )
    )
    assert [row[1] for row in rows_of(found)] == ["产出指标"] * 3


def test_level_that_the_form_leaves_blank_stays_blank() -> None:
    found = read(
        form(
            [
                ["项目名称", "人才培训", "<", "<"],
                HEAD,
                ["", "数量指标", "培训人数", "≥200人"],
                ["^", "质量指标", "合格率", "≥95%"],
                ["效益指标", "社会效益指标", "就业人数", "≥50人"],
            ]
        )
    )
    assert [row[1] for row in rows_of(found)] == ["", "", "效益指标"]


def test_several_forms_in_one_table() -> None:
    one = [["项目名称", "甲项目", "<", "<"], HEAD, ["产出指标", "数量指标", "甲次数", "3次"]]
    two = [
        ["项目支出绩效目标表", "<", "<", "<"],
        ["项目名称", "乙项目", "<", "<"],
        HEAD,
        ["产出指标", "数量指标", "乙次数", "4次"],
    ]
    found = read(form([*one, *two]))
    assert [(i.project, i.level3[0]) for i in found.indicators] == [("甲项目", "甲次数"), ("乙项目", "乙次数")]
    assert [p.name for p in found.projects] == ["甲项目", "乙项目"]


def test_unknown_table_with_the_head_of_a_form_is_read() -> None:
    found = read(
        form(
            [["项目名称", "甲项目", "<", "<"], HEAD, ["产出指标", "数量指标", "次数", "3次"]], table=None, title="附件3"
        )
    )
    assert len(found.indicators) == 1


def test_other_tables_are_left_alone() -> None:
    found = read(
        form([["科目编码", "科目名称", "合计"], ["201", "一般公共服务支出", "10"]], table="expenditure_by_function")
    )
    assert not found.indicators
    assert not found.projects
    assert not found.statements


def test_no_unit_no_amount() -> None:
    found = read(
        form([["项目名称", "甲项目", "<"], ["项目资金", "资金总额", "60"], HEAD[:3], ["产出指标", "数量指标", "x"]])
    )
    assert facts_of(found) == {}
    assert [(problem.code, problem.page) for problem in found.problems] == [("no_unit", 9)]


def test_transfer_form() -> None:
    rows = [["专项名称", "衔接资金", "<", "<"], HEAD, ["产出指标", "数量指标", "受益村", "≥10个"]]
    found = read(form(rows, table=None, title="对下转移支付绩效目标表"))
    assert found.indicators[0].scope == "transfer"


def test_hostile_grid_is_refused() -> None:
    huge = form([["一级指标", "二级指标", "三级指标", "指标值"]], table="performance_project")
    from dataclasses import replace

    assert read(replace(huge, row_count=10**9)).indicators == ()


def test_header_again_at_the_top_of_a_page() -> None:
    found = read(
        form(
            [
                ["项目名称：校舍维修", "<", "<", "<"],
                ["长期目标", "<", "<", "<"],
                HEAD,
                ["1.产出指标", "数量指标", "维修面积", "≥900平方米"],
                HEAD,
                ["", "质量指标", "验收合格率", "100%"],
            ],
            pages=[9, 9, 9, 9, 10, 10],
        )
    )
    assert [(row[0], row[1]) for row in rows_of(found)] == [("long_term", "1.产出指标")] * 2
    assert [i.level1[1] for i in found.indicators] == ["output", "output"]
    assert found.projects[0].name == "校舍维修"


def test_header_at_the_foot_of_a_page_has_its_label_on_the_next() -> None:
    found = read(
        form(
            [
                ["项目名称", "校舍维修", "<", "<", "<"],
                ["长期绩效指标", *HEAD],
                ["^", "产出指标", "数量指标", "维修面积", "≥900平方米"],
                ["", *HEAD],
                ["年度绩效指标", "产出指标", "数量指标", "维修面积", "≥300平方米"],
            ],
            pages=[9, 9, 9, 9, 10],
        )
    )
    assert [row[0] for row in rows_of(found)] == ["long_term", "annual"]


def _list_page(rows: list[list[str]], page: int, index: int, title: str = "") -> Table:
    head = ["项目名称", "一级指标", "二级指标", "三级指标", "指标值"]
    return form([head, *rows], pages=[page] * (len(rows) + 1), index=index, title=title)


def test_list_of_projects_cut_by_pages_with_labels_on_the_other_side() -> None:
    """A program draws the label of a merged cell at its middle: the part before the page's end is blank."""
    first = [
        ["甲项目", "产出指标", "数量指标", "甲一", "1次"],
        ["^", "^", "质量指标", "甲二", "2次"],
        ["", "", "", "乙一", "3次"],
    ]
    second = [
        ["乙项目", "产出指标", "数量指标", "乙二", "4次"],
        ["^", "^", "质量指标", "乙三", "5次"],
        ["丙项目", "产出指标", "数量指标", "丙一", "6次"],
        ["^", "^", "时效指标", "丙二", "7次"],
    ]
    third = [["", "", "", "丙三", "8次"], ["^", "效益指标", "社会效益指标", "丙四", "9次"]]
    found = read(_list_page(first, 9, 0, "项目支出绩效目标表"), _list_page(second, 10, 1), _list_page(third, 11, 2))
    assert [(i.project, i.level1[0], i.level2[0]) for i in found.indicators] == [
        ("甲项目", "产出指标", "数量指标"),
        ("甲项目", "产出指标", "质量指标"),
        ("乙项目", "产出指标", "数量指标"),
        ("乙项目", "产出指标", "数量指标"),
        ("乙项目", "产出指标", "质量指标"),
        ("丙项目", "产出指标", "数量指标"),
        ("丙项目", "产出指标", "时效指标"),
        ("丙项目", "产出指标", "时效指标"),
        ("丙项目", "效益指标", "社会效益指标"),
    ]
    assert [project.name for project in found.projects] == ["甲项目", "乙项目", "丙项目"]


def test_labels_only_in_the_first_row_of_their_block() -> None:
    rows = [
        ["甲项目", "产出指标", "数量指标", "甲一", "1次"],
        ["", "", "", "甲二", "2次"],
        ["乙项目", "产出指标", "数量指标", "乙一", "3次"],
        ["", "", "质量指标", "乙二", "4次"],
    ]
    found = read(_list_page(rows, 9, 0, "项目支出绩效目标表"))
    assert [(i.project, i.level1[0], i.level2[0]) for i in found.indicators] == [
        ("甲项目", "产出指标", "数量指标"),
        ("甲项目", "产出指标", "数量指标"),
        ("乙项目", "产出指标", "数量指标"),
        ("乙项目", "产出指标", "质量指标"),
    ]


def test_self_evaluation_inside_a_later_budget_is_about_its_own_year() -> None:
    rows = [["项目名称", "甲项目", "<"], ["项目资金（万元）", "年初预算数", "全年执行数"], ["年度资金总额", "50", "45"]]
    found = read(form(rows, table="final_performance", title="项目支出绩效自评表（2023年度）"))
    assert facts_of(found) == {
        ("expenditure.project", "budget", "2023", "project=甲项目"): "500000",
        ("expenditure.project", "final", "2023", "project=甲项目"): "450000",
    }


def test_amounts_inside_their_labels() -> None:
    found = read(
        form(
            [
                ["部门名称", "某县残联", "<", "<"],
                ["年度预算申请（万元）", "资金总额：300", "<", "<"],
                ["^", "按收入性质分：", "按支出性质分：", "<"],
                ["^", "其中：一般公共预算：260.5", "其中：基本支出：180", "<"],
                ["^", "其他资金：39.5", "项目支出：120", "<"],
                ["一级目标", "二级目标", "三级目标", "指标目标值"],
                ["产出目标", "数量目标", "康复人数", "≥300人"],
            ],
            table="performance_department",
            title="部门整体支出绩效目标申报表",
        )
    )
    facts = facts_of(found)
    assert facts[("expenditure.total", "budget", "2024")] == "3000000"
    assert facts[("income.general_public_budget", "budget", "2024")] == "2605000"
    assert facts[("income.total", "budget", "2024", "fund=non_fiscal")] == "395000"
    assert facts[("expenditure.basic", "budget", "2024")] == "1800000"
    assert facts[("expenditure.project", "budget", "2024")] == "1200000"
    assert [i.level3[0] for i in found.indicators] == ["康复人数"]


def test_names_alone_with_sign_unit_and_weight() -> None:
    rows = [
        ["项目名称", "文物保护", "<", "<", "<"],
        ["指标名称", "指标性质", "指标值", "度量单位", "权重"],
        ["修缮点位", "≥", "3", "处", "30"],
        ["参观人次", "≥", "10000", "人次", "40"],
    ]
    assert rows_of(read(form(rows))) == [
        ("annual", "", "", "修缮点位", ">=", "3", "处"),
        ("annual", "", "", "参观人次", ">=", "10000", "人次"),
    ]


def test_value_head_over_sign_number_and_unit() -> None:
    rows = [
        ["项目名称", "甲项目", "<", "<", "<", "<"],
        ["一级指标", "二级指标", "三级指标", "指标值", "<", "<"],
        ["产出指标", "数量指标", "培训人数", "≥", "200", "人"],
        ["^", "质量指标", "合格率", "90%以上", "<", "<"],
    ]
    assert [row[3:] for row in rows_of(read(form(rows)))] == [
        ("培训人数", ">=", "200", "人"),
        ("合格率", ">=", "90", "%"),
    ]


def test_second_header_row_below_the_value() -> None:
    rows = [
        ["项目名称", "甲项目", "<", "<", "<"],
        ["一级指标", "二级指标", "三级指标", "指标值", "<"],
        ["^", "^", "^", "实施周期指标值", "年度指标值"],
        ["产出指标", "数量指标", "培训人数", "≥600人", "≥200人"],
    ]
    assert [(row[0], row[5]) for row in rows_of(read(form(rows)))] == [("long_term", "600"), ("annual", "200")]


def test_project_form_that_names_its_department() -> None:
    rows = [
        ["项目名称", "甲项目", "<", "<"],
        ["部门名称", "某县水利局", "<", "<"],
        ["项目资金（万元）", "年度资金总额", "12", "<"],
        HEAD,
        ["产出指标", "数量指标", "甲次数", "3次"],
        ["项目名称", "乙项目", "<", "<"],
        ["部门名称", "某县水利局", "<", "<"],
        HEAD,
        ["产出指标", "数量指标", "乙次数", "4次"],
    ]
    found = read(form(rows))
    assert [(i.scope, i.project) for i in found.indicators] == [("project", "甲项目"), ("project", "乙项目")]
    assert facts_of(found) == {("expenditure.project", "budget", "2024", "project=甲项目"): "120000"}


def test_amounts_in_a_list_of_projects() -> None:
    rows = [
        ["项目名称", "预算金额", "一级指标", "二级指标", "三级指标", "指标值"],
        ["甲项目", "12.5", "产出指标", "数量指标", "甲一", "1次"],
        ["^", "^", "^", "质量指标", "甲二", "2次"],
        ["乙项目", "", "产出指标", "数量指标", "乙一", "3次"],
    ]
    found = read(form(rows, unit="万元"))
    assert facts_of(found) == {("expenditure.project", "budget", "2024", "project=甲项目"): "125000"}


def test_execution_in_a_self_evaluation_is_no_share_and_no_closing_total() -> None:
    found = read(
        form(
            [
                ["部门名称", "某县残联", "<", "<", "<"],
                ["预算资金（万元）", "", "年初预算数", "全年执行数", "执行率"],
                ["^", "年度资金总额", "300", "270", "90%"],
                ["^", "其中：基本支出", "180", "180", "100%"],
                ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"],
                ["产出指标", "数量指标", "康复人数", "≥300人", "310人"],
            ],
            table="final_performance",
            title="部门整体支出绩效自评表",
        )
    )
    facts = facts_of(found)
    assert facts[("expenditure.total", "budget", "2024")] == "3000000"
    assert facts[("expenditure.current_year", "final", "2024")] == "2700000"
    assert facts[("expenditure.basic", "final", "2024")] == "1800000"
    assert not [key for key in facts if "share" in key]


def test_totals_below_the_tasks_of_the_year() -> None:
    found = read(
        form(
            [
                ["部门（单位）名称", "某县残联", "<", "<", "<", "<"],
                ["年度主要任务", "任务名称", "主要内容", "预算金额（万元）", "<", "<"],
                ["^", "^", "^", "总额", "财政拨款", "其他资金"],
                ["^", "人员经费", "保障工资", "200", "200", "0"],
                ["^", "专项业务", "康复服务", "100", "80", "20"],
                ["^", "金额合计", "<", "300", "280", "20"],
                ["年度绩效指标", "一级指标", "二级指标", "指标内容", "指标值", ""],
                ["^", "产出指标", "数量指标", "康复人数", "≥300人", ""],
            ],
            table="performance_department",
            title="部门整体支出绩效目标表",
        )
    )
    assert facts_of(found) == {
        ("expenditure.total", "budget", "2024"): "3000000",
        ("income.fiscal_appropriation", "budget", "2024"): "2800000",
        ("income.total", "budget", "2024", "fund=non_fiscal"): "200000",
    }


def test_money_of_a_project_beside_a_plan_of_its_spending_in_percent() -> None:
    found = read(
        form(
            [
                ["项目编码", "13000024R001", "项目名称", "渠道衬砌", "<", "<"],
                ["预算规模", "预算数", "80.50", "其中：财政资金", "60.50", "其他资金"],
                ["^", "用于渠道维修", "<", "<", "<", "<"],
                ["资金支出计划（%）", "3月底", "6月底", "10月底", "12月底", "<"],
                ["^", "25", "50", "80", "100", "<"],
                ["一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据"],
                ["产出指标", "数量指标", "衬砌长度", "衬砌渠道的长度", "≥3公里", "计划标准"],
            ],
            unit="万元",
        )
    )
    assert rows_of(found) == [("annual", "产出指标", "数量指标", "衬砌长度", ">=", "3", "公里")]
    project = "project=渠道衬砌"
    assert facts_of(found) == {
        ("expenditure.project", "budget", "2024", project): "805000",
        ("expenditure.project", "budget", "2024", "fund=fiscal_appropriation", project): "605000",
    }


def test_name_and_value_in_one_cell_where_no_column_has_values() -> None:
    found = read(
        form(
            [
                ["项目名称", "渠道衬砌", "<", "<"],
                ["一级指标", "二级指标", "三级指标及指标值", "分值"],
                ["产出指标", "数量指标", "衬砌渠道2条的长度≥3公里", "20"],
                ["^", "质量指标", "工程质量：合格", "20"],
                ["^", "时效指标", "完工时间：2024年11月底前", "20"],
                ["效益指标", "社会效益指标", "灌溉用水得到保障", "20"],
            ]
        )
    )
    assert rows_of(found) == [
        ("annual", "产出指标", "数量指标", "衬砌渠道2条的长度", ">=", "3", "公里"),
        ("annual", "产出指标", "质量指标", "工程质量", "qualitative", "", ""),
        ("annual", "产出指标", "时效指标", "完工时间", "<=", "2024-11-30", ""),
        ("annual", "效益指标", "社会效益指标", "灌溉用水得到保障", "", "", ""),
    ]
