"""Which hazards a table or a performance form shows, seen from its heads, rows and title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.grid import Table


def hazards_of(table: Table) -> Iterator[str]:
    """Ids of the hazards of one table."""
    heads = [cell.text for row in table.header for cell in row.cells]
    first = [row.cells[0].text for row in table.body if row.cells]
    texts = [cell.text for row in table.body for cell in row.cells]
    codes = [text for text in first if re.fullmatch(r"\d{3}|\d{5}|\d{7}", text)]
    if sum(len(text) == 7 for text in codes) > 1:
        yield "table.codes_merged"
    if any(
        re.fullmatch(r"\d{3}", row.cells[0].text)
        and re.fullmatch(r"\d{2}", row.cells[1].text)
        and re.fullmatch(r"\d{2}", row.cells[2].text)
        for row in table.body
        if len(row.cells) > 3
    ):
        yield "table.codes_in_three_columns"
    if any(
        re.fullmatch(r"30[1-9]|310", row.cells[0].text) and re.fullmatch(r"\d{2}", row.cells[1].text)
        for row in table.body
        if len(row.cells) > 2
    ):
        yield "table.economic_codes_split"
    if any(
        re.fullmatch(r"30[1-9]|310", row.cells[0].text) and re.fullmatch(r"[1-9]", row.cells[1].text)
        for row in table.body
        if len(row.cells) > 2
    ):
        yield "table.leading_zero_lost"
    if {"行次"} & set(heads) or any("栏次" in text for text in [*heads, *first]) or "序号" in heads:
        yield "table.row_numbers"
    totals = [at for at, text in enumerate(first) if re.sub(r"\s", "", text) in ("合计", "总计")]
    if len(first) > 2 and totals and totals[0] == 0:
        yield "table.total_first"
    if len(first) > 2 and totals and totals[-1] == len(first) - 1:
        yield "table.total_last"
    if "summary" in table.name:
        yield from _summary(table, heads, texts)
    if "basic_by" in table.name or "basic" in table.name:
        amount_columns = sum(bool(re.search("合计|经费|金额|预算数|小计|决算数", text)) for text in heads)
        lists = sum(bool(re.search("编码|代码", text)) for text in heads)
        yield (
            "table.basic_side_by_side"
            if lists > 1
            else "table.basic_two_columns"
            if amount_columns > 2
            else "table.basic_single_list"
        )
        if "明细" in table.title:
            yield "table.basic_detail_title"
    if "三公" in table.title and table.origin == "table":
        yield from _three_public([*heads, *first], heads)
    if re.search("机构运行信息|信息统计", table.title):
        yield "table.institution_information"
    if re.search("政府性基金.*“三公”", table.title):
        yield "table.three_public_by_fund"
    if sum(text.strip() == "小计" for text in texts) > 1:
        yield "table.subtotal_repeated"
    if "procurement" in table.name and any(row.cells[0].text == "" and row.text for row in table.body):
        yield "table.procurement_ragged"
    if re.fullmatch(r"\d+-\d+.*", re.sub("[公开附]*表", "", table.title.split(" ")[0])):
        yield "table.hierarchical_numbers"
    if table.unit == "人" and any("编制" in text for text in heads):
        yield from _staff(table, heads)
    if table.origin == "performance":
        yield from _form(table, texts)


def _summary(table: Table, heads: Sequence[str], texts: Sequence[str]) -> Iterator[str]:
    tops = table.header[0].cells if table.header else ()
    if "income_expenditure" in table.name:
        if len(tops) == 2 and tops[1].columns == 2:
            yield "table.summary_two_blocks"
        if any(re.search("用途|经济分类", text) for text in heads) and any("功能" in text for text in heads):
            yield "table.summary_three_blocks"
        if {"基本支出", "项目支出"} <= set(heads) or any("人员" in text for text in heads):
            yield "table.summary_split_columns"
        if sum(bool(re.search("功能|经济|用途|性质|支出项目", text)) for text in heads) >= 4:
            yield "table.summary_four_classifications"
        if table.title not in ("部门收支总表", "收支总表", "部门收支总体情况表", "收入支出决算总表"):
            yield "table.summary_other_title"
    if sum("支出" in text and not re.search("合计|总计|本年", text) for text in texts) > 19:
        yield "table.classes_all_listed"


def _three_public(items: Sequence[str], heads: Sequence[str]) -> Iterator[str]:
    """``items``: heads of columns and names of rows, as the items stand in either."""
    order = [kind for text in items for kind in ("接待", "用车购置及", "会议费") if kind in text]
    if "会议费" in order:
        yield "table.three_public_with_meetings"
    if "接待" in order and "用车购置及" in order and order.index("接待") < order.index("用车购置及"):
        yield "table.three_public_reception_second"
    if sum("预算数" in text or "决算数" in text for text in heads) > 1:
        yield "table.three_public_pairs"


def _staff(table: Table, heads: Sequence[str]) -> Iterator[str]:
    """What a table of people shows."""
    yield "staff.table_wide" if any(re.search("自收自支|聘用|遗属", text) for text in heads) else "staff.table"
    if any("学生" in text for text in heads):
        yield "staff.teachers_and_students"
    if any("专业技术" in text for text in heads) and any("管理" in text for text in heads):
        yield "staff.by_rank"
    kinds = any(re.search("自收自支|自筹|差额", text) for text in heads)
    if kinds and any(not cell.text for row in table.body for cell in row.cells[1:]):
        yield "staff.funding_kinds_blank"


def _form(table: Table, texts: Sequence[str]) -> Iterator[str]:
    """What one performance form shows."""
    if table.name.endswith("department"):
        yield "form.department_blocks"
    if any(re.match("项目属性|项目类别|项目性质|起止", text) for text in texts):
        yield "form.project_grid"
    if any(cell.rows > 1 and re.search("指标$", cell.text) for row in table.body for cell in row.cells):
        yield "form.labels_merged"
    if any(cell.rows > 2 and re.search("指标$", cell.text) for row in table.body for cell in row.cells):
        yield "form.level_label_mid_block"  # a merged label is set at the middle of its rows
    indicators = [row.indicator[3] for row in table.body if row.indicator]
    if len({one.operator for one in indicators}) > 2:
        yield "form.value_forms"
    if any(
        own.text and re.fullmatch(f"{re.escape(own.level3)}：?{re.escape(own.text)}", cell.text)
        for row in table.body
        if row.indicator
        for own in [row.indicator[3]]
        for cell in row.cells
    ):
        yield "form.value_with_name"
    if any(len(one.level3) > 20 for one in indicators):
        yield "form.long_names"
    if any(re.search("长期目标", text) for text in texts) and any("年度目标" in text for text in texts):
        yield "form.goals_side_by_side"
    if any(re.search(r"目标\s?1", text) for text in texts):
        yield "form.goal_numbered"
    if any(re.search("[（(]万?元[）)]", text) for text in texts):
        yield "unit.form_cell_split"
    if any(re.search("执行率|自评", text) for text in texts):
        yield "form.self_evaluation"
    if any(re.search(r"指标\s?\d[：:]\s*(?:…|$)", text) for text in texts):
        yield "form.placeholder_rows"
    if any(re.search("绩效标准|评分标准|分值|权重", text) for text in texts):
        yield "form.standard_column"
    if any(re.search("计量单位|度量单位", text) for text in texts):
        yield "form.value_and_unit_apart"
    if any(re.fullmatch(r"[（(]\d+分[）)]", text) for text in texts):
        yield "form.label_lost"
    if sum(bool(re.fullmatch(r"20\d\d年(?:预算|金额|度)?", text)) for text in texts) > 2:
        yield "form.three_years"
