"""Logical tables: captions around them, pieces on several pages, forms, tables without rules."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from budgetextract.extraction.stitch import is_header
from budgetextract.extraction.tables import find_tables
from budgetextract.model.document import Cell, Page, Table, Word
from budgetextract.rules.bundle import load_rules
from extraction.drawing import document, page, ruled, word

XS = [50.0, 150.0, 300.0, 400.0]
FUNCTION_HEAD: list[str | None] = ["科目编码", "科目名称", "合计"]


def tables(*pages: Page) -> list[Table]:
    return find_tables(document(*pages), load_rules())


def table(words: list[Word], rows: list[list[str | None]], top: float, number: int = 1, xs: list[float] = XS) -> Page:
    cells, rules = ruled(rows, xs, top)
    return page([*words, *cells], rules, number)


def data(found: Table) -> list[list[str]]:
    return [[cell.text for cell in row_cells(found, row)] for row in range(found.header_rows, found.row_count)]


def row_cells(found: Table, row: int) -> list[Cell]:
    return [cell for cell in found.cells if cell.row == row]


def test_title_number_unit_and_empty_statement() -> None:
    words = [
        word("表8", 50, 60),
        word("某县档案馆2024年政府性基金预算支出表", 150, 80, 14),
        word("部门：某县档案馆", 50, 110),
        word("单位：万元", 345, 110),
        word("注：本部门2024年无政府性基金预算安排的支出，故本表为空表。", 50, 190),
    ]
    (found,) = tables(table(words, [FUNCTION_HEAD, ["", "", ""], ["", "合计", ""]], 125))
    assert (found.table, found.unit, found.number) == ("government_fund", "万元", "表8")
    assert found.title == "某县档案馆2024年政府性基金预算支出表"
    assert "空表" in found.empty_statement
    assert found.header_rows == 1


def test_unit_broken_over_two_lines() -> None:
    words = [
        word("部门支出总表", 150, 60, 14),
        word("单位：万", 360, 90),
        word("编制单位：某局", 50, 104),
        word("元", 390, 104),
    ]
    (found,) = tables(table(words, [FUNCTION_HEAD, ["201", "一般公共服务支出", "1.00"]], 120))
    assert found.unit == "万元"


@pytest.mark.parametrize(
    "lines",
    [
        ["部门公开表1", "部门支出总表", "某某县水利局"],
        ["部门支出总表", "单位公开表三"],
        ["附件2-1", "部门支出总表", "预算年度：2024"],
        ["2024年部门支出总表", "部门/单位：某某镇人民政府"],
    ],
)
def test_lines_that_may_stand_between_title_and_table(lines: list[str]) -> None:
    words = [word(text, 150, 40 + 16 * k, 11) for k, text in enumerate(lines)]
    words.append(word("金额单位：元", 330, 104))
    (found,) = tables(table(words, [FUNCTION_HEAD, ["201", "一般公共服务支出", "1.00"]], 120))
    assert (found.table, found.unit) == ("expenditure_by_function", "元")


def test_blank_columns_and_rows_of_the_sheet_around_a_table_are_left_out() -> None:
    rows: list[list[str | None]] = [
        ["", "", "", "", ""],
        ["", "2024年部门支出总表", None, None, ""],
        ["", *FUNCTION_HEAD, ""],
        ["", "201", "一般公共服务支出", "100.00", ""],
    ]
    (found,) = tables(table([], rows, 50, xs=[20.0, 50.0, 150.0, 300.0, 400.0, 430.0]))
    assert found.columns == ("科目编码", "科目名称", "合计")
    assert data(found) == [["201", "一般公共服务支出", "100.00"]]


def test_no_printed_unit_is_no_unit() -> None:
    (found,) = tables(
        table([word("部门支出总表", 150, 60, 14)], [FUNCTION_HEAD, ["201", "一般公共服务支出", "1.00"]], 120)
    )
    assert found.unit == ""


def test_title_over_two_lines() -> None:
    words = [word("某某县退役军人事务局二〇二四年度一般公共预算", 60, 50, 14), word("“三公”经费支出表", 140, 66, 14)]
    (found,) = tables(table(words, [["合计", "因公出国（境）费", "公务接待费"], ["1.00", "0.00", "1.00"]], 100))
    assert found.table == "three_public"
    assert found.title.startswith("某某县退役军人事务局")


def test_figures_along_a_chart_are_no_first_line_of_the_title_below() -> None:
    words = [word("0 10 20 30 40 50 60", 150, 50, 14), word("部门支出总表", 150, 65, 14)]
    (found,) = tables(table(words, [FUNCTION_HEAD, ["201", "一般公共服务支出", "1.00"]], 100))
    assert found.title == "部门支出总表"


def test_title_and_unit_inside_the_grid_are_no_rows() -> None:
    rows: list[list[str | None]] = [
        ["2024年部门支出总表", None, None],
        ["编制部门：某局", None, "单位：元"],
        FUNCTION_HEAD,
        ["201", "一般公共服务支出", "100.00"],
    ]
    (found,) = tables(table([], rows, 50))
    assert (found.table, found.unit, found.title_in_grid) == ("expenditure_by_function", "元", True)
    assert found.owner == "编制部门:某局"


def test_beside_the_unit_inside_the_grid_names_may_be_short() -> None:
    rows: list[list[str | None]] = [
        ["部门政府采购预算", None, None],
        ["某某县水务局", None, "单位：元"],
        FUNCTION_HEAD,
        ["201", "一般公共服务支出", "100.00"],
    ]
    (found,) = tables(table([], rows, 50))
    assert (found.table, found.title, found.owner) == ("procurement", "部门政府采购预算", "某某县水务局")
    assert found.header_rows == 1
    assert data(found) == [["201", "一般公共服务支出", "100.00"]]


def test_running_text_keeps_an_older_title_away() -> None:
    words = [word("部门支出总表", 150, 40, 14), word("本部门2024年的其他情况说明如下，请结合正文一并阅读。", 50, 90)]
    (found,) = tables(table(words, [["事项", "说明", "备注"], ["一", "二", "三"]], 120))
    assert found.table is None
    assert found.title == ""


def test_table_goes_on_over_the_page_with_repeated_header_and_page_numbers() -> None:
    one = table(
        [word("一般公共预算支出表", 150, 60, 14), word("单位：万元", 340, 80), word("— 3 —", 280, 780)],
        [FUNCTION_HEAD, ["201", "一般公共服务支出", "3.00"]],
        100,
    )
    two = table([word("— 4 —", 280, 780)], [FUNCTION_HEAD, ["208", "社会保障和就业支出", "4.00"]], 60, number=2)
    (found,) = tables(one, two)
    assert found.pages == (1, 2)
    assert data(found) == [["201", "一般公共服务支出", "3.00"], ["208", "社会保障和就业支出", "4.00"]]


def test_a_header_that_was_misread_on_the_next_page_is_no_row() -> None:
    """A scan: one character of the header, printed again, looks like another."""
    head: list[str | None] = ["功能分类科目编码", "功能分类科目名称", "合计"]
    one = table([word("一般公共预算支出表", 150, 60, 14)], [head, ["201", "一般公共服务支出", "3.00"]], 100)
    two = table([], [["功能分类科自编码", *head[1:]], ["208", "社会保障和就业支出", "4.00"]], 60, number=2)
    (found,) = tables(one, two)
    assert data(found) == [["201", "一般公共服务支出", "3.00"], ["208", "社会保障和就业支出", "4.00"]]


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (("功能分类科自编码", "名称", "本年预算数"), True),
        (("功能分类科自编码", "名秤", "本年预算数"), False),
        (("功能分类科目编码", "名称", "上年预算数"), False),
        (("功能分类科目编码", "名称", "2年预算数"), False),
        (("功能分类科目编码", "名称", "本年预算"), False),
    ],
)
def test_a_header_is_known_by_all_but_one_misread_character(other: tuple[str, ...], same: bool) -> None:
    assert is_header(other, {("功能分类科目编码", "名称", "本年预算数")}) == same


def test_row_cut_by_the_page_end_is_joined() -> None:
    head: list[str | None] = ["项目", "备注", "金额"]
    one = table([word("部门收支总表", 150, 60, 14)], [head, ["当年收入", "", "7.00"]], 100)
    two = table([], [["小计", "", ""], ["上年结转", "", "1.00"]], 60, number=2)
    (found,) = tables(one, two)
    assert data(found) == [["当年收入小计", "", "7.00"], ["上年结转", "", "1.00"]]


def test_row_of_its_own_on_the_next_page_is_not_joined() -> None:
    head: list[str | None] = ["项目", "备注", "金额"]
    one = table([word("部门收支总表", 150, 60, 14)], [head, ["其他收入", "", "7.00"]], 100)
    two = table([], [["债务收入", "", ""], ["外交支出", "", ""]], 60, number=2)
    (found,) = tables(one, two)
    assert [row[0] for row in data(found)][-1] == "外交支出"
    one = table([word("部门支出总表", 150, 60, 14)], [head, ["公共安全支出", "", "7.00"]], 100)
    two = table([], [["外交支出", "", ""]], 60, number=2)
    (found,) = tables(one, two)
    assert [row[0] for row in data(found)] == ["公共安全支出", "外交支出"]


def test_an_indicator_without_a_unit_is_a_row_of_its_own_on_the_next_page() -> None:
    head: list[str | None] = ["项目", "一级指标", "三级指标", "指标值", "度量单位"]
    xs = [50.0, 130, 210, 290, 350, 400]
    rows: list[list[str | None]] = [head, ["水渠维修", "效益指标", "节约用水量", "8", "万吨"]]
    one = table([word("部门项目支出绩效目标表", 150, 60, 14)], rows, 100, xs=xs)
    two = table(
        [], [["", "效益指标", "公共服务水平", "提升", ""], ["", "满意度指标", "群众满意度", "92", "%"]], 60, 2, xs
    )
    (found,) = tables(one, two)
    assert [cell.text for cell in found.cells if cell.column == 2][-3:] == ["节约用水量", "公共服务水平", "群众满意度"]


def test_fewer_columns_on_the_next_page_are_matched_by_place() -> None:
    one = table(
        [word("部门收支总表", 150, 60, 14)],
        [["收入", "金额", "支出", "用途", "金额"], ["一、拨款", "1.00", "一、外交支出", "基本", "1.00"]],
        100,
        xs=[50, 120, 180, 260, 320, 400],
    )
    two = table([], [["收入总计", "1.00", "支出总计", None, "1.00"]], 60, number=2, xs=[50, 120, 180, 260, 320, 400])
    (found,) = tables(one, two)
    assert found.column_count == 5
    total = row_cells(found, found.row_count - 1)
    assert [(cell.column, cell.column_span, cell.text) for cell in total][2] == (2, 2, "支出总计")


def test_wide_sheet_printed_on_two_pages_side_by_side() -> None:
    left: list[list[str | None]] = [
        ["科目编码", "科目名称", "合计"],
        ["合计", None, "9.00"],
        ["201", "一般公共服务支出", "9.00"],
    ]
    right: list[list[str | None]] = [["基本支出", "项目支出", "上缴支出"], ["5.00", "4.00", ""], ["5.00", "4.00", ""]]
    one = table([word("部门支出总表", 150, 60, 14), word("单位：万元", 345, 80)], left, 100)
    two = table([], right, 100, 2, xs=[50.0, 120.0, 190.0, 260.0])
    (found,) = tables(one, two)
    assert found.columns == ("科目编码", "科目名称", "合计", "基本支出", "项目支出", "上缴支出")
    assert data(found)[1] == ["201", "一般公共服务支出", "9.00", "5.00", "4.00", ""]
    assert found.pages == (1, 2)


def test_title_at_the_foot_of_the_page_before() -> None:
    one = page([word("一般公共预算基本支出表", 150, 740, 14), word("第2页", 280, 785)])
    two = table(
        [word("单位：万元", 345, 40)], [["科目编码", "科目名称", "金额"], ["301", "工资福利支出", "2.00"]], 60, number=2
    )
    (found,) = tables(one, two)
    assert (found.table, found.title_page, found.pages) == ("basic_by_economy", 1, (2,))


def test_second_set_with_the_same_title_is_a_table_of_its_own() -> None:
    rows: list[list[str | None]] = [FUNCTION_HEAD, ["合计", None, "1.00"], ["201", "一般公共服务支出", "1.00"]]
    one = table([word("部门支出总表", 150, 60, 14)], rows, 100)
    two = table([word("部门支出总表", 150, 30, 14)], rows, 60, number=2)
    assert [found.pages for found in tables(one, two)] == [(1,), (2,)]


def test_forms_go_on_over_the_page_and_end_at_the_next_form() -> None:
    def form(name: str, number: int, title: bool) -> Page:
        rows: list[list[str | None]] = [
            ["项目名称", name, None],
            ["一级指标", "二级指标", "三级指标"],
            ["产出指标", "数量指标", "培训人次"],
        ]
        words = [word("项目支出绩效目标表", 150, 30, 14)] if title else []
        return table(words, rows, 60, number)

    rest = table([], [["效益指标", "社会效益指标", "群众满意"]], 60, 2)
    found = tables(form("古籍修复", 1, True), rest, form("馆舍维护", 3, False))
    assert [(each.table, each.pages, each.header_rows) for each in found] == [
        ("performance_project", (1, 2), 0),
        ("performance_project", (3,), 0),
    ]


def test_a_list_of_all_projects_goes_on_below_its_head_printed_again() -> None:
    head: list[str | None] = ["项目名称", "三级指标", "指标值"]
    title = [word("项目支出绩效目标表", 150, 80, 14)]
    first = table(title, [head, ["渠道衬砌", "衬砌长度", "3"]], 740)
    second = table([], [head, ["水库维修", "维修座数", "2"]], 60, number=2)
    (found,) = tables(first, second)
    assert found.pages == (1, 2)
    assert [next(cell.text for cell in row_cells(found, row)) for row in range(found.row_count)] == [
        "项目名称", "渠道衬砌", "水库维修",
    ]  # fmt: skip


def test_form_with_its_title_on_each_page_is_one_form() -> None:
    title = [word("项目支出绩效目标表", 150, 30, 14)]
    one = table(title, [["项目名称", "古籍修复", None], ["一级指标", "三级指标", "指标值"]], 60)
    two = table(title, [["产出指标", "修复册数", "增加"], ["效益指标", "利用人次", "增加"]], 60, 2)
    three = table(title, [["主管部门", "某局", None], ["项目名称", "馆舍维护", None], ["一级", "二级", "三级"]], 60, 3)
    assert [found.pages for found in tables(one, two, three)] == [(1, 2), (3,)]


def test_forms_in_one_grid_are_parted() -> None:
    rows: list[list[str | None]] = []
    for name in ("古籍修复", "馆舍维护"):
        rows += [
            ["项目名称", name, None],
            ["一级指标", "二级指标", "三级指标"],
            ["产出指标", "数量指标", "培训人次"],
        ]
    found = tables(table([word("项目支出绩效目标表", 150, 30, 14)], rows, 60))
    assert [each.row_count for each in found] == [3, 3]


def test_label_of_a_form_goes_on_over_the_page() -> None:
    one = table(
        [word("项目支出绩效目标表", 150, 30, 14)],
        [["项目名称", "古籍修复", None], ["一级指标", "三级指标", "指标值"], ["效益指标", "利用人次", "增加"]],
        60,
    )
    two = table([], [["", "社会影响", "扩大"], ["满意度指标", "读者满意", "提高"]], 60, 2)
    (found,) = tables(one, two)
    spans = {cell.text: cell.row_span for cell in found.cells}
    assert spans["效益指标"] == 2
    assert [cell.text for cell in row_cells(found, 3)] == ["社会影响", "扩大"]


def test_text_in_a_frame_of_two_cells_is_no_table() -> None:
    text = "为进一步规范本部门预算管理，提高财政资金使用效益，现将有关事项说明如下，请各单位遵照执行"
    xs = [50.0, 300.0, 560.0]
    _, rules = ruled([["", ""], ["", ""], ["", ""]], xs, 100, height=60)
    framed = [word(text[:24], x, y, 9) for x in (54, 304) for y in (105, 117, 130, 170, 182, 195)]
    assert tables(page(framed, rules)) == []


def test_unknown_table_comes_out_without_an_id() -> None:
    (found,) = tables(
        table([word("人员情况表", 150, 60, 14)], [["编制数", "在职人数", "离退休"], ["12", "10", "3"]], 100)
    )
    assert found.table is None
    assert found.title == "人员情况表"
    assert data(found) == [["12", "10", "3"]]


def test_final_account_by_most_titles() -> None:
    one = table(
        [word("某局2023年度收入决算表", 150, 60, 14)], [FUNCTION_HEAD, ["201", "一般公共服务支出", "1.00"]], 100
    )
    two = table([word("收入支出总表", 150, 30, 14)], [["项目", "金额", "备注"], ["一、拨款", "1.00", ""]], 60, number=2)
    assert [each.table for each in tables(one, two)] == ["final_income_by_function", "final_income_expenditure_summary"]


def test_table_without_rules_below_its_title() -> None:
    words = [
        word("部门支出总表", 200, 40, 14),
        word("单位：万元", 480, 70),
    ]
    heads = (("科目编码", 50), ("科目名称", 170), ("合计", 330), ("基本支出", 400), ("项目支出", 480))
    words += [word(name, x, 90) for name, x in heads]
    body = [
        ("", "合计", "9.00", "5.00", "4.00"),
        ("201", "一般公共服务支出", "6.00", "2.00", "4.00"),
        ("20129", "群众团体事务", "6.00", "2.00", "4.00"),
        ("208", "社会保障和就业支出", "3.00", "3.00", ""),
    ]
    for k, (code, name, *amounts) in enumerate(body):
        y = 110 + 18 * k
        words += [word(code, 50, y)] if code else []
        words.append(word(name, 130 if code else 180, y))
        words += [word(a, x - 5 * len(a), y) for a, x in zip(amounts, (355, 440, 520), strict=True) if a]
    (found,) = tables(page(words))
    assert (found.table, found.unit, found.reader) == ("expenditure_by_function", "万元", "alignment")
    assert found.columns == ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
    assert data(found)[3] == ["208", "社会保障和就业支出", "3.00", "3.00", ""]


def test_wrapped_label_without_rules_stays_in_its_row() -> None:
    words = [word("财政拨款收支总表", 200, 40, 14), word("单位：万元", 480, 70)]
    words += [word(text, x, 90) for text, x in (("项目", 90), ("预算数", 190), ("项目", 330), ("预算数", 450))]
    rows = (
        ("一、本年收入", "9.00", "一、外交支出", "4.00"),
        ("", "", "二、教育支出", ""),
        ("", "", "三、国防支出", "5.00"),
    )
    for k, (left, one, right, two) in enumerate(rows):
        y = 120 + 30 * k
        words += [word(text, x, y) for text, x in ((left, 50), (right, 270)) if text]
        words += [word(text, x - 5 * len(text), y) for text, x in ((one, 230), (two, 490)) if text]
    words += [word("二、上年结转", 50, 144), word("和结余", 50, 156)]
    words += [word("收入总计", 70, 210), word("9.00", 210, 210), word("支出总计", 290, 210), word("9.00", 470, 210)]
    (found,) = tables(page(words))
    assert data(found)[1][0] == "二、上年结转和结余"
    assert [row[2] for row in data(found)] == ["一、外交支出", "二、教育支出", "三、国防支出", "支出总计"]


NAMES = (("镇财政所",), ("镇农业综合", "服务中心"), ("镇文化广播", "电视站"), ("镇社会事务", "办公室"))


@pytest.mark.parametrize(
    ("names", "step", "apart"),
    [
        (NAMES[:2], 10, 4),  # one row of one line and one of two: two steps that differ
        (NAMES[1:3], 10, 4),
        (NAMES, 10, 5),
        (NAMES[1:], 10, 4),  # no row of one line
        (NAMES[1:], 10, 0),  # lines as far from each other as labels
    ],
)
def test_names_wrapped_around_their_codes_without_rules(
    names: tuple[tuple[str, ...], ...], step: int, apart: int
) -> None:
    words = [word("单位收入总表", 200, 40, 14), word("单位：万元", 480, 70)]
    words += [
        word(text, x, 90, 8) for text, x in (("单位代码", 50), ("单位名称", 130), ("合计", 300), ("财政拨款", 400))
    ]
    words += [word("合计", 140, 110, 8), word("9.00", 300, 110, 8), word("9.00", 405, 110, 8)]
    y = 110.0 + 12 + apart
    for k, lines in enumerate(names):
        words += [word(text, 130, y + step * at, 8) for at, text in enumerate(lines)]
        middle = y + step * (len(lines) - 1) / 2
        words += [word(f"30100{k}", 50, middle, 8), word("1.00", 300, middle, 8), word("1.00", 405, middle, 8)]
        y += step * len(lines) + apart
    (found,) = tables(page(words))
    assert [row[:2] for row in data(found)[1:]] == [[f"30100{k}", "".join(name)] for k, name in enumerate(names)]


def test_heads_without_rules_span_what_stands_under_them() -> None:
    words = [word("部门支出总表", 200, 40, 14), word("单位：元", 480, 70)]
    words += [word("本年支出", 380, 90), word("科目编码", 50, 100), word("科目名称", 150, 100)]
    words += [word(text, x, 110) for text, x in (("合计", 300), ("基本支出", 380), ("项目支出", 480))]
    for k, code in enumerate(("201", "20103", "2010301")):
        y = 130 + 18 * k
        words += [word(code, 50, y), word("一般公共服务支出", 130, y)]
        words += [word("8.00", x - 20, y) for x in (325, 425, 525)]
    (found,) = tables(page(words))
    assert found.columns == ("科目编码", "科目名称", "本年支出/合计", "本年支出/基本支出", "本年支出/项目支出")


def test_aligned_amounts_in_running_text_are_no_table() -> None:
    words = [word(f"第{k}项经费", 50, 100 + 20 * k) for k in range(6)]
    words += [word(f"{k}.00", 300, 100 + 20 * k) for k in range(6)]
    assert tables(page(words)) == []


CORPUS = Path(os.environ.get("BUDGETEXTRACT_CORPUS", Path(__file__).parents[2].parent / "shared" / "corpus"))


@pytest.mark.skipif(not (CORPUS / "gold").is_dir(), reason="no folder of published documents (BUDGETEXTRACT_CORPUS)")
def test_published_documents_give_the_tables_that_a_reader_counted() -> None:
    import csv

    from budgetextract.sources.pdf.reader import read_pdf

    wrong = []
    for gold in sorted((CORPUS / "gold").glob("*.tables.csv")):
        pdf = CORPUS / "pdf" / f"{gold.name.removesuffix('.tables.csv')}.pdf"
        found = {(t.table, t.pages[0]): t for t in find_tables(read_pdf(pdf.read_bytes(), pdf.name), load_rules())}
        with gold.open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                first, _, last = row["pages"].partition("-")
                one = found.get((row["table"], int(first)))
                form = row["table"].startswith("performance")
                rows = (
                    {cell.row for cell in one.cells if cell.text.strip() and cell.row >= one.header_rows}
                    if one
                    else set()
                )
                right = (
                    one is not None
                    and one.pages[-1] == int(last or first)
                    and (form or (len(rows) == int(row["data_rows"]) and len(one.columns) == int(row["columns"])))
                )
                if not right:
                    wrong.append((pdf.name, row["table"], row["pages"]))
    assert wrong == []
