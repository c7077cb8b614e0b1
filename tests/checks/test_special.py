"""The special rules: words, names, counts, forms and the whole document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from drafts import empty_document, facts_of, statement

from budgetextract.checks.run import Checked, run_checks
from budgetextract.model.document import (
    Block,
    Cell,
    ContentsEntry,
    Extracted,
    Line,
    SectionNode,
    Segmented,
    Table,
)
from budgetextract.model.facts import FactDraft, IndicatorDraft, PerformanceRead, Statement
from budgetextract.model.wheres import Phrase, worded
from budgetextract.rules.bundle import load_rules

BOX = (10.0, 10.0, 60.0, 20.0)


def checked(
    lines: Sequence[str | Statement] = (),
    kind: str = "budget",
    *,
    segmented: Segmented | None = None,
    extracted: Extracted | None = None,
    performance: PerformanceRead | None = None,
) -> Checked:
    facts: list[FactDraft] = facts_of(lines, kind)
    empty = empty_document(kind)
    return run_checks(
        facts, segmented or empty[0], extracted or empty[1], performance or PerformanceRead(), load_rules()
    )


def codes(result: Checked) -> list[str]:
    return [finding.code for finding in result.findings if not finding.code.startswith("required_")]


def indicator(level1: str, name: str, text: str, horizon: str = "annual", level2: str = "") -> IndicatorDraft:
    ids = {"产出指标": "output", "效益指标": "effect", "满意度指标": "satisfaction", "成本指标": "cost"}
    ids2 = {"时效指标": "timeliness"}
    return IndicatorDraft(
        scope="project",
        project="甲项目",
        horizon=horizon,
        level1=(level1, ids.get(level1, "")),
        level2=(level2, ids2.get(level2, "")),
        level3=(name, ""),
        text=text,
        operator=">=",
        value=(),
        unit="",
        page=4,
        bbox=BOX,
        table=1,
        row=1,
    )


def section(title: str, text: str = "", node_id: str | None = None, page: int = 2) -> SectionNode:
    line = Line(page, text, (), *BOX)
    blocks = (Block(text, (line,), (0,) * len(text)),) if text else ()
    return SectionNode(node_id, "", title, 1, None, page, page, BOX, blocks)


def document(*sections: SectionNode) -> Segmented:
    return replace(empty_document()[0], sections=sections)


def table(name: str, note: str, *cells: Cell) -> Table:
    return Table(
        1, name, "某表", 5, BOX, "万元", BOX, (5,), (BOX,), cells, 3, 2, 1, ("项目", "金额"), empty_statement=note,
        statement_page=5,
    )  # fmt: skip


def test_an_increase_of_a_negative_number() -> None:
    one = statement("income.total[change] = -3.00 @narrative", direction="增加")
    assert "change_direction_wording" in codes(checked([one]))


@pytest.mark.parametrize(("value", "word"), [("-3.00", "减少"), ("3.00", "增加"), ("0", "持平"), ("0", "增加")])
def test_words_and_numbers_that_agree(value: str, word: str) -> None:
    assert codes(checked([statement(f"income.total[change] = {value} @narrative", direction=word)])) == []


def test_a_rise_in_words_that_is_a_fall_in_figures() -> None:
    lines = [
        "three_public.reception = 5.00 @three_public",
        "three_public.reception[-1] = 6.00 @three_public",
        "three_public.reception[change] = 1.00 @narrative",
    ]
    assert "change_direction_wording" in codes(checked(lines))
    lines[1] = "three_public.reception[reported -1] = 6.00 @three_public"  # the outturn is no base of a budget
    assert "change_direction_wording" not in codes(checked(lines))


def test_a_rate_without_a_base() -> None:
    lines = [
        "income.other = 5.00 @narrative",
        "income.other[change] = 5.00 @narrative",
        "income.other[change_rate] = 100 @narrative",
    ]
    assert "no_rate_on_zero_base" in codes(checked(lines))


def test_a_rate_whose_whole_amounts_meet_by_rounding_only() -> None:
    lines = [
        "three_public.reception = 1 @narrative",
        "three_public.reception[change] = 0.5 @narrative",
        "three_public.reception[change_rate] = 100 @narrative",
    ]
    assert "no_rate_on_zero_base" not in codes(checked(lines))


@pytest.mark.parametrize(
    ("behind", "told"), [("减少的主要原因是压缩", True), ("接待费4万元,减少的主要原因是压缩", False)]
)
def test_a_reason_for_no_change_and_one_of_the_next_part(behind: str, told: bool) -> None:
    one = statement(
        "three_public.vehicles.operation[change] = 0 @narrative",
        direction="持平",
        sentence=f"运行费8万元,与上年持平,{behind}",
    )
    one = replace(one, text="运行费8万元，与上年持平")
    assert ("change_direction_wording" in codes(checked([one]))) is told


def test_completion_rates() -> None:
    lines = ["income.other[budget] = 8.00 @narrative", "income.other[final] = 6.00 @narrative"]
    good = checked([*lines, "income.other[completion_rate] = 75.0 @narrative"], "final")
    assert codes(good) == []
    assert [check.status for check in good.checks if check.id == "completion_rate"] == ["pass"]
    assert "completion_rate" in codes(checked([*lines, "income.other[completion_rate] = 57.0 @narrative"], "final"))


def test_final_against_budget_in_words() -> None:
    def lines(word: str) -> list[Statement]:
        text = f"接待费决算数{word}预算数"
        return [
            statement("three_public.reception[budget] = 2.00 @narrative", sentence=text),
            statement("three_public.reception[final] = 1.50 @narrative", sentence=text),
        ]

    assert "final_against_budget_wording" in codes(checked(lines("大于"), "final"))
    assert "final_against_budget_wording" not in codes(checked(lines("小于"), "final"))


def test_money_for_receptions_without_receptions() -> None:
    lines = ["three_public.reception = 2.00 @narrative", "three_public.reception.batches = 0 @narrative"]
    assert "three_public_counts" in codes(checked(lines, "final"))


def test_a_code_with_the_name_of_another() -> None:
    one = statement("expenditure.total{function=2080506} = 2.00 @expenditure_by_function", name="住房公积金")
    assert "function_code_known" in codes(checked([one]))
    right = statement("expenditure.total{function=2210201} = 2.00 @expenditure_by_function", name="住房公积金")
    assert codes(checked([right])) == []


def test_a_row_of_a_function_under_an_economic_class_bears_the_functions_name() -> None:
    """住房公积金 (2210201) in the column 工资福利支出 (301): the name is the row's, not the column's."""
    key = "expenditure.basic{economy=301,function=2210201} = 2.00 @general_public_by_function"
    assert codes(checked([statement(key, name="住房公积金")])) == []


def test_a_name_that_no_list_knows_is_left_alone() -> None:
    one = statement("expenditure.total{function=2080506} = 2.00 @expenditure_by_function", name="甲乙丙丁支出")
    assert codes(checked([one])) == []


def test_one_project_under_two_names() -> None:
    """A Hubei county lists 信访维稳经费 and heads the form 两会维稳经费, both with one amount (R09n)."""
    lines = [
        "expenditure.project{project=春季巡查经费} = 60 @performance_department",
        "expenditure.project{project=秋季巡查经费} = 35 @performance_department",
        "expenditure.project{project=春夏巡查经费} = 60 @performance_project",
    ]
    found = {finding.code: finding for finding in checked(lines).findings}
    assert "春季巡查经费" in found["project_names_agree"].message.zh
    assert "63.2%" in found["projects_have_goals"].message.zh  # R10: 60 of 95 have a form


def test_forms_for_every_project() -> None:
    lines = [
        "expenditure.project{project=甲项目} = 60 @performance_department",
        "expenditure.project{project=甲项目} = 60 @performance_project",
    ]
    assert codes(checked(lines)) == []


FULL = [
    indicator("产出指标", "巡查次数", "12次", level2="时效指标"),
    indicator("效益指标", "覆盖率", "95%"),
    indicator("成本指标", "总成本", "60万元"),
    indicator("满意度指标", "群众满意度", "90%"),
]


def test_a_complete_set_of_indicators() -> None:
    assert codes(checked(performance=PerformanceRead(indicators=tuple(FULL)))) == []


def test_no_cost_and_no_time() -> None:
    rows = (indicator("产出指标", "巡查次数", "12次"), *FULL[1:2], FULL[3])
    (finding,) = [
        one
        for one in checked(performance=PerformanceRead(indicators=rows)).findings
        if one.code == "indicator_set_complete"
    ]
    assert "时效指标" in finding.message.zh
    assert "成本指标" in finding.message.zh


def test_one_name_under_two_heads() -> None:
    rows = (*FULL, indicator("效益指标", "群众满意度", "90%"))
    found = codes(checked(performance=PerformanceRead(indicators=rows)))
    assert "no_duplicate_indicators" in found
    assert "orphan_indicators" in found


def test_costs_may_come_last() -> None:
    cost = indicator("成本指标", "项目总成本", "≤20万元")
    assert "orphan_indicators" not in codes(checked(performance=PerformanceRead(indicators=(*FULL[-1:], cost))))
    assert "orphan_indicators" in codes(checked(performance=PerformanceRead(indicators=(cost, *FULL[-1:], cost))))


@pytest.mark.parametrize(("name", "text"), [("巡查次数", "95%"), ("群众满意度", "90以上"), ("覆盖率", "95")])
def test_units_of_indicators(name: str, text: str) -> None:
    rows = (*FULL, indicator("满意度指标", name, text))
    assert "indicator_unit_missing" in codes(checked(performance=PerformanceRead(indicators=rows)))


def test_weights() -> None:
    rows = tuple(replace(one, weight="30") for one in FULL)
    assert "weights_sum_to_100" in codes(checked(performance=PerformanceRead(indicators=rows)))
    rows = tuple(replace(one, weight="25") for one in FULL)
    assert codes(checked(performance=PerformanceRead(indicators=rows))) == []


def test_the_same_goals_twice() -> None:
    rows = (*FULL, *(replace(one, horizon="long_term") for one in FULL))
    assert "same_goals_both_horizons" in codes(checked(performance=PerformanceRead(indicators=rows)))


@pytest.mark.parametrize(
    "text",
    [
        "XX部门共有编制",
        "增加（减少）5万元",
        "主要原因是。",
        "下降（增长）27.78%",
        "（增加内容）",
        "××局",
        "20XX年收入",
        "占 %，比上年减少",
    ],
)
def test_words_of_the_template(text: str) -> None:
    assert "no_placeholders" in codes(checked(segmented=document(section("一、收支情况", text))))


@pytest.mark.parametrize(
    "text", ["MAXXIT系统维护", "收入增加5万元，主要原因是人员增加。", "占总支出的33%", "增加（含结转）5万元"]
)
def test_no_words_of_a_template(text: str) -> None:
    assert "no_placeholders" not in codes(checked(segmented=document(section("一、收支情况", text))))


def test_contents_without_a_body() -> None:
    empty = empty_document()
    entry = ContentsEntry("五、名词解释……7", 2, BOX)
    extracted = replace(empty[1], contents=(entry,))
    assert codes(checked(extracted=extracted)) == []
    (finding,) = [
        one
        for one in checked(segmented=replace(empty[0], missing_entries=(entry,)), extracted=extracted).findings
        if one.code == "toc_entries_have_body"
    ]
    assert "五、名词解释" in finding.message.zh
    assert finding.source[0].page == 2


def test_the_note_of_another_table() -> None:
    extracted = replace(empty_document()[1], tables=(table("state_capital", "本部门无政府性基金预算，故本表为空表"),))
    assert codes(checked(extracted=extracted)) == ["wrong_empty_statement"]


def test_declared_empty_but_filled() -> None:
    extracted = replace(empty_document()[1], tables=(table("government_fund", "本表无数据"),))
    one = replace(statement("expenditure.total{fund=government_fund} = 5.00 @government_fund"), table=1)
    assert "empty_statement_on_filled_table" in codes(checked([one], extracted=extracted))


def test_the_telephone_number_is_named_but_never_repeated() -> None:
    cell = Cell(1, 1, 1, 1, "联系电话13900000000", 5, BOX)
    result = checked(extracted=replace(empty_document()[1], tables=(table("performance_project", "", cell),)))
    assert codes(result) == ["personal_data_in_form"]
    assert "13900000000" not in result.findings[0].model_dump_json()


def test_titles_that_name_another_year() -> None:
    empty = empty_document()[0]
    odd = replace(empty, identity=replace(empty.identity, conflicts=(("fiscal_year", "2024", "2023", 6),)))
    assert "fiscal_year_differs" in codes(checked(segmented=odd))


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("关于2023年一般公共预算基本支出表的说明", True),
        ("2023年度部门整体绩效目标申报表", True),
        ("关于2024年一般公共预算基本支出表的说明", False),
        ("2023年预算执行情况", False),
        ("与2023年预算相比的变化", False),
        ("2023年部门决算情况", False),  # of another kind
        ("2023年度项目绩效自评情况", False),
        ("2023年至2024年收支情况", False),
    ],
)
def test_headings_that_name_another_year(title: str, found: bool) -> None:
    result = checked(segmented=document(section(title, node_id="basic_expenditure")))
    assert ("fiscal_year_differs" in codes(result)) is found


def test_facts_of_the_year_in_the_title_of_their_form_are_named() -> None:
    form = replace(table("performance_project", ""), title="2023年度项目绩效目标表")
    one = statement("expenditure.project{project=甲} = 5.00 @performance_project")
    one = replace(one, table=form.index, key=replace(one.key, fiscal_year=2023))
    result = checked([one], extracted=replace(empty_document()[1], tables=(form,)))
    (finding,) = [finding for finding in result.findings if finding.code == "fiscal_year_differs"]
    assert len(finding.facts) == 1


def test_facts_dated_by_a_wrong_title_accuse_nobody() -> None:
    form = replace(table("performance_department", ""), title="2023年度部门整体绩效目标申报表")
    dated = replace(statement("expenditure.total[-1] = 7.00 @performance_department"), table=form.index)
    others = [
        statement("expenditure.total = 9.00 @narrative"),
        statement("expenditure.total[change] = 1.00 @narrative"),
    ]
    extracted = replace(empty_document()[1], tables=(form,))
    assert "prior_year_is_current_minus_change" in codes(checked([dated, *others]))
    assert "prior_year_is_current_minus_change" not in codes(checked([dated, *others], extracted=extracted))


def test_completeness_counts_an_empty_table_as_declared() -> None:
    extracted = replace(empty_document()[1], tables=(table("government_fund", "本表无数据"),))
    result = checked(extracted=extracted, segmented=document(section("一、主要职能", node_id="main_functions")))
    status = {one.required: one.status for one in result.completeness}
    assert status["table:government_fund"] == "declared_empty"
    assert status["table:income"] == "missing"
    assert status["main_functions"] == "present"
    assert status["glossary"] == "missing"


def test_a_section_that_says_there_is_nothing_is_declared_empty() -> None:
    said = [
        section("政府性基金预算情况说明", "本单位2024年没有使用政府性基金预算拨款安排的支出。", "government_fund"),
        section("政府采购情况说明", "2024年政府采购预算12.00万元，无工程类采购支出。", "procurement"),
        section("机关运行经费", "本单位为事业单位，不涉及机关运行经费，为0.00万元。", "operating_funds"),
        section("主要职能", "无", "main_functions"),
    ]
    status = {one.required: one.status for one in checked(segmented=document(*said)).completeness}
    assert status["government_fund"] == "declared_empty"
    assert status["operating_funds"] == "declared_empty"
    assert status["procurement"] == "present", "an amount is stated"
    assert status["main_functions"] == "present", "no rule lets it be empty"


def test_tables_published_apart_are_missing_here_and_said_to_be_elsewhere() -> None:
    apart = document(section("第三部分 部门预算表（另附）", node_id="tables", page=7))
    rows = {one.required: one for one in checked(segmented=apart).completeness}
    assert rows["table:income"].status == "missing"
    assert rows["table:income"].elsewhere
    assert rows["table:income"].source is not None
    assert rows["table:income"].source.page == 7
    assert rows["glossary"].elsewhere is None
    there = replace(empty_document()[1], tables=(table("government_fund", "本表无数据"),))
    rows = {one.required: one for one in checked(segmented=apart, extracted=there).completeness}
    assert rows["table:income"].elsewhere is None, "some tables are here, so these are missing"


def test_a_file_of_the_three_public_expenses_owes_these_alone() -> None:
    empty = empty_document()[0]
    alone = replace(empty, identity=replace(empty.identity, kind="three_public"))
    assert [(one.required, one.status) for one in checked(segmented=alone).completeness] == [
        ("three_public", "missing")
    ]
    there = replace(empty_document()[1], tables=(table("three_public", ""),))
    found = checked(segmented=alone, extracted=there).completeness
    assert [(one.required, one.status) for one in found] == [("three_public", "present")]


def test_state_capital_is_not_asked_of_old_budgets() -> None:
    old = empty_document()[0]
    result = checked(segmented=replace(old, identity=replace(old.identity, fiscal_year=2018)))
    assert "table:state_capital" not in {one.required for one in result.completeness}


def test_findings_come_worst_first_and_name_digits_unit_and_page() -> None:
    lines = ["income.total = 12.35 @narrative", "income.total = 13.25 @income_by_function"]
    finding = checked(lines).findings[0]
    assert (finding.code, finding.severity) == ("text_against_table", "error")
    message = worded(finding.message, lambda page, bbox: Phrase(f"第{page}页", f"page {page}"))
    assert "第3页文字“12.35万元”" in message.zh
    assert "第3页表格“13.25万元”" in message.zh
    assert 'page 3 text "12.35万元"' in message.en
    assert len(finding.source) == 2


def test_an_untidy_document_never_stops_the_checks() -> None:
    odd = statement("income.total[change] = -3.00 @narrative", direction="增加")
    assert checked([replace(odd, page=0, bbox=(0.0, 0.0, 0.0, 0.0), text="x" * 5000)]).findings


def test_a_government_budget_is_not_held_to_a_departments_rules() -> None:
    old = empty_document()[0]
    government = replace(old, identity=replace(old.identity, kind="government_budget"))
    lines = ["income.total = 9.00 @narrative", "income.other = 12.00 @narrative"]
    assert checked(lines, segmented=government).findings == ()
    assert "income_is_sum_of_sources" in codes(checked(lines))


def test_a_text_that_copies_the_wrong_line_is_told_as_such() -> None:
    """A Jiangsu standing committee gave a 项 the amount of its 类: likely copied, perhaps read, wrongly: a warning."""
    lines = [
        "expenditure.total{function=2010101} = 45.94 @general_public_by_function",
        "expenditure.total{function=201} = 105.33 @general_public_by_function",
        "expenditure.total{function=2010101} = 105.33 @narrative",
    ]
    (finding,) = [one for one in checked(lines).findings if one.code == "text_against_table"]
    assert finding.severity == "warning"
    assert "一般公共服务支出 201" in finding.message.zh
    lines[2] = "expenditure.total{function=2010101} = 54.94 @narrative"
    (finding,) = [one for one in checked(lines).findings if one.code == "text_against_table"]
    assert finding.severity == "error"


def test_one_wrong_word_is_told_once() -> None:
    lines = [
        "three_public.reception = 5.00 @three_public",
        "three_public.reception = 5.00 @narrative",
        "three_public.reception[-1] = 6.00 @three_public",
        "three_public.reception[change] = 1.00 @narrative",
    ]
    assert codes(checked(lines)) == ["change_direction_wording"]


def test_numbers_of_sixty_digits_stop_nothing() -> None:
    huge = "9" * 60
    lines = [
        f"income.total = {huge} @narrative",
        f"income.total = 1{huge} @income_by_function",
        f"income.other = {huge}.55 @narrative",
        f"income.total[change] = -{huge} @narrative",
        f"income.total[change_rate] = {huge} @narrative",
        f"three_public.total[share] = {huge}.5 @narrative",
        "three_public.total = 0.01 @narrative",
        f"expenditure.total = {huge} @narrative",
        f"expenditure.project{{project=甲}} = {huge} @performance_department",
        f"expenditure.project{{project=乙}} = {huge} @performance_project",
    ]
    assert checked(lines).findings


def test_a_sentence_about_a_part_is_no_error_where_another_agrees() -> None:
    lines = [
        "income.total = 12.35 @income_by_function",
        "income.total = 12.35 @narrative",
        "income.total = 8.17 @narrative",
    ]
    (finding,) = [one for one in checked(lines).findings if one.code == "text_against_table"]
    assert finding.severity == "warning"


def test_a_wrong_unit_is_named() -> None:
    table_cell = statement("income.total = 123.45 @income_by_function")
    wrong = replace(statement("income.total = 123.45 @narrative"), value=table_cell.value / 10_000, stated_unit="元")
    (finding,) = [one for one in checked([table_cell, wrong]).findings if one.code == "text_against_table"]
    assert "单位" in finding.message.zh


def test_a_table_whose_sums_fail_is_named_for_a_second_reading() -> None:
    lines = [
        "expenditure.total{function=2010101} = 9.00 @expenditure_by_function",
        "expenditure.basic{function=2010101} = 5.00 @expenditure_by_function",
        "expenditure.project{function=2010101} = 5.00 @expenditure_by_function",
    ]
    assert len(checked(lines).doubtful_tables) == 1
    assert checked([*lines[:2], lines[2].replace("5.00", "4.00")]).doubtful_tables == ()


def test_a_habit_of_cutting_percents_is_one_finding() -> None:
    codes_ = ["201", "205", "207", "208", "210", "212", "213", "221"]
    lines = ["expenditure.total{fund=general_public_budget} = 889.00 @narrative"]
    for number, code in enumerate(codes_):
        dims = f"{{function={code}, fund=general_public_budget}}"
        amount = 100 + number * 3
        cut = int(amount * 10_000 / 889) / 100  # cut, not rounded
        lines += [
            f"expenditure.total{dims} = {amount}.00 @narrative",
            f"expenditure.total[share]{dims} = {cut:.2f} @narrative",
        ]
    found = [one for one in checked(lines).findings if one.code == "truncated_percent"]
    assert 1 <= len(found) <= 5
