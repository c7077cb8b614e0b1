"""Which hazards a document shows, seen from what was put on its pages: no style has to say so for these.

What cannot be seen from the record (a layout that a style draws in its own way) is noted by ``Paper.shows``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.content import Break, Heading, Line, Paragraph, Record, Sides, TableItem, flat
from generator.grid import Table
from generator.noticed_tables import hazards_of

_N = r"\d[\d,]*(?:\.\d+)? ?"
_HEADINGS = {
    "heading.part_glued": r"^第.部分[^\s：: ]",
    "heading.part_colon": r"^第.部分[：:]",
    "heading.ordinal_dot": r"^[一二三四五六七八九十]+[.．]",
    "heading.brackets_half": r"^\([一二三四五六七八九十]+\)",
    "heading.bracket_and_comma": r"^[（(][一二三四五六七八九十]+[）)]、",
    "heading.full_width_digits": r"^[０-９]+",
    "heading.circled": r"^[①-⑳]",
    "heading.ordinal_doubled": r"^([一二三四五六七八九])\1、",
    "heading.ordinal_colon": r"^[一二三四五六七八九十]+[：:]",
    "outline.sections_named_after_tables": r"关于.*表的说明|表情况说明",
}  # fmt: skip
_TEXT = {
    "words.total_is": r"(?:预算总额|总计|总预算)为?" + _N,
    "words.total_both_sides": r"收、?支.{0,6}?总.{0,4}各|收、支总[计预]|收支总预算",
    "words.initial_budget": r"年初预算",
    "words.paired_amounts": rf"(?:分别|各)[为是]{_N}(?:万元)?[、,，和]{_N}",
    "words.change_amount_and_rate": rf"(?:增加|减少|增长){_N}万?元，(?:增长|下降|减少|降低|上升){_N}%",
    "words.change_other_leads": r"较去年|同比|与去年相比|较上年",
    "words.same_scope": r"同口径",
    "words.change_without_percent": rf"(?:增加|减少){_N}万?元[，。；](?!(?:增长|下降|减少|降低|上升|占)\s?\d)",
    "words.percent_only": rf"(?:比|较|与)[^，。；]{{0,12}}(?:增长|下降|上升|降低|增加|减少){_N}%",
    "words.change_against_execution": r"(?:比|较)\s?\d{4}\s?年[^，。]{0,6}执行数",
    "words.completion": r"完成.{0,8}预算.{0,16}%",
    "words.prior_amount_first": rf"(?:比|较|与)[^，。；]{{1,16}}?{_N}万?元[^，。；]{{0,4}}(?:增加|减少|增长|下降)",
    "words.no_change_same_as_last_year": r"持平|一致|与上年相同|无变化|同上年|未发生变化",
    "words.no_change_typo": r"与上年相未发生",
    "words.change_zero": r"(?:增加|减少|增长)0(?:\.00?)?万?元，(?:增长|下降)0",
    "words.both_directions_zero": r"增加（减少）0|增长（(?:减少|下降)）0",
    "words.not_comparable": r"无可比性|不可比|上年无此项|无法比较",
    "words.three_public_nested": r"公务用车购置[及和]运行.{0,40}其中",
    "words.share_of_three_public": r"占“三公”经费的",
    "words.zero_counts": r"团组\s?0\s?个|0\s?人次|0\s?批次",
    "words.visits_and_batches": r"\d+\s?(?:批次|个).{0,12}\d+\s?人次",
    "words.zero_with_reason": r"(?:无|没有|未安排|不安排).{0,16}(?:支出|预算|经费).{0,4}(?:，|。)?.{0,3}(?:原因|由于|因|主要)",
    "words.operating_items": r"运行经费.{0,60}办公费[^、]*\d.{0,12}、",
    "words.units_before_money": r"\d\s?家(?:机关|行政)?.{0,24}\d\s?家.{0,40}\d万?元",
    "words.caliber_changed": r"口径.{0,6}(?:变化|调整|不同)",
    "words.no_operating_funds": r"(?:无|没有|不涉及|未安排).{0,6}机关运行经费|机关运行经费.{0,10}(?:无此|不涉及)",
    "words.procurement_small_firms": r"中小企业|小微企业",
    "words.procurement_central_and_scattered": r"集中采购.{0,60}分散采购",
    "words.procurement_not_published": r"采购.{0,20}(?:不予公开|未公开|未编制|不公开)",
    "words.assets_balance_sheet": r"资产总额.{0,40}流动资产.{0,40}固定资产.{0,60}无形资产",
    "words.assets_thresholds": r"[125]0+\s?万元[（(]?[含以]",
    "words.held_and_planned": r"(?:保有|共有)车辆.{0,120}(?:安排|计划|拟)购置",
    "words.performance_counts": r"项目.{0,4}\d+\s?个，.{0,10}资金",
    "words.self_evaluation_scores": r"得分.{0,6}\d+(?:\.\d+)?\s?分|\d+(?:\.\d+)?\s?分",
    "residue.reason_both": r"增加（减少）的主要原因|增减（|增加/减少",
    "residue.rate_both": r"(?:下降（增长）|增长（下降）|增长（减少）)\s?[1-9]",
    "residue.reason_empty": r"主要原因是[。；]|主要原因是[:：]?[。；]",
    "residue.blank_amount": r"占\s+%|[增减][加少]\s+万元",
    "residue.blank_posts": r"编制\s+[人名个]",
    "residue.xx_department": r"XX|××",
    "staff.posts_by_type": r"行政编制\s?\d+.{0,40}(?:在岗|在职)",
    "staff.total_and_parts": r"编制(?:总数|人数)?\s?\d+\s?[个名人]?，?其中",
    "staff.actual_and_retired": r"(?:实有|在职)[^。]{0,12}\d+[^。]{0,40}退休[^。]{0,6}\d",
    "staff.funding_kinds_blank": r"(?:自筹|差额|全额|自收自支)(?:拨款|事业)?编制\s+[名人个]",
    "staff.control_outside_total": r"(?:另有|另核|此外)[^，。]{0,16}控制(?:数|编制|人数)\s?\d",
    "staff.teachers_and_students": r"(?:教师|教职工)[^。]{0,60}学生\s?\d+",
    "staff.by_rank": r"专业技术(?:人员|岗位)?\s?\d+.{0,20}(?:管理|工勤)",
    "trap.rate_per_head": r"元/人|每人每[年月]",
    "trap.areas": r"\d\s?平方米|公顷|\d亩",
    "trap.document_number": r"〔\d{4}〕\s?\d+\s?号",
    "trap.dates": r"\d{4}[.年]\d{1,2}[.月]\d{1,2}[^。]{0,4}[-—至]",
    "trap.index_number": r"(?<!\d)\d{17}(?!\d)",
    "trap.phone": r"电话.{0,6}\d{3,4}[-—]?\d{7,8}|(?<!\d)1[3-9]\d{9}(?!\d)",
    "trap.unit_code": r"(?:预算|单位)编码.{0,3}\d{6}",
    "unit.text_in_yuan": r"\d元(?!/)",
    "unit.text_in_yi": r"\d\s?亿元",
    "unit.truncated": r"\d\s?万(?![元辆人个])",
    "unit.zero_in_yuan": r"(?<![\d.])0元",
    "text.wide_gap": r"[\u4e00-\u9fff][ 　]{4,}\d",
    "text.half_width_marks": r"[\u4e00-\u9fff]\([^)]*\)|（[^）]*\)|[\u4e00-\u9fff],[\u4e00-\u9fff]",
    "zero.said": r"(?:本部门|本单位|我单位)?[^。]{0,10}(?:没有|无)[^。]{0,20}(?:支出|收入|预算|经费)",
    "form.refers_elsewhere": r"详见.{0,10}绩效目标表",
}  # fmt: skip


@dataclass(slots=True)
class Seen:
    """What a document consists of, sorted by kind."""

    headings: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    contents: list[tuple[str, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    """"t" for a table of figures, "p" for running text with a figure, in order."""
    wide: set[bool] = field(default_factory=set)
    """Whether there are landscape pages, and whether upright ones."""
    upright_forms: bool = False
    """A form on an upright page behind landscape ones."""
    forms_on_own_pages: int = 0
    """Forms of a project of which each begins a page."""


def noticed(record: Record) -> set[str]:
    """Ids of the hazards that can be seen in the record."""
    seen = _sorted(record)
    found = {name for name, pattern in _HEADINGS.items() if any(re.search(pattern, one) for one in seen.headings)}
    compact = [
        re.sub(r"(?<=[\u4e00-\u9fff]) (?=\d)|(?<=[\d%]) (?=[\u4e00-\u9fff])", "", one) for one in seen.paragraphs
    ]
    compact += [line for line in seen.lines if re.search(r"\d{17}", line)]
    found |= {name for name, pattern in _TEXT.items() if any(re.search(pattern, one) for one in compact)}
    found |= {name for test in (_outline, _parts, _contents, _people, _amounts, _zeros) for name in test(seen)}
    for table in seen.tables:
        found |= set(hazards_of(table))
    return found


def _sorted(record: Record) -> Seen:
    seen = Seen()
    landscape_now = new_page = False
    for piece in flat(record.items):
        match piece:
            case Heading(level=level, number=number, title=title):
                (seen.headings if level else seen.lines).append(f"{piece.before or number}{title}")
                if level == 1:
                    seen.parts.append(f"{number}{title}")
            case Paragraph(text=text):
                seen.paragraphs.append(text)
                seen.order.append("p" if re.search(r"\d万?元", text) else "")
            case Line(role="contents", text=text, target=target):
                seen.contents.append((text, target))
            case Line(text=text):
                seen.lines.append(text)
            case Sides(left=left, right=right):
                seen.lines += [left, right]
            case TableItem(table=table):
                seen.tables.append(table)
                form = table.origin == "performance"
                seen.order.append("f" if form else "t" if table.unit != "人" else "")
                seen.upright_forms |= form and not landscape_now and True in seen.wide
                seen.forms_on_own_pages += new_page and form and any(row.indicator for row in table.body)
                new_page = False
            case Break(landscape=landscape_now):
                new_page = True
                seen.wide.add(landscape_now)
            case _:
                pass
    return seen


def _outline(seen: Seen) -> Iterator[str]:
    order = "".join(seen.order)
    if "p" in order and not set("tf") & set(order):
        yield "outline.narrative_only"
    if "p" in order and "t" in order:
        if order.index("t") < order.index("p"):
            yield "outline.tables_first"
        if re.search("pt+p", order):
            yield "outline.tables_inside_narrative"
    if seen.parts and not any(one.startswith("第") for one in seen.parts):
        if any(re.match("[一二三]+、", one) for one in seen.parts) and any(
            re.match("（.）", one) for one in seen.headings
        ):
            yield "outline.only_chinese_numbers"
        elif len(seen.parts) > 6:
            yield "outline.flat_no_parts"
    for at, title in enumerate(seen.parts):
        if "名词解释" in title and any("表" in later or "说明" in later for later in seen.parts[at + 1 :]):
            yield "outline.glossary_before_figures"
    if len(seen.parts) == 4 and any("决算" in one for one in seen.parts):
        yield "outline.final_four_parts"
    figures = [table for table in seen.tables if table.origin == "table"]
    if len(figures) > 4 and not any("三公" in table.title for table in figures):
        yield "outline.no_three_public_table"
    if len(seen.wide) == 2:
        yield "page.sizes_mixed"
    forms = {
        re.sub(r"[\d０-９]+", "1", match[0])
        for one in seen.headings
        if (match := re.match(r"[\d０-９]+[.、)．）]", one))
    }
    if len(forms) > 1:
        yield "heading.arabic_forms"
    if any(
        "  " not in one and len(one) > 1 and one == two
        for one, two in zip(seen.paragraphs, seen.paragraphs[1:], strict=False)
    ):
        yield "page.repeats_rightly"


def _parts(seen: Seen) -> Iterator[str]:
    """How parts, sections, tables and forms go together."""
    order = "".join(seen.order)
    if re.search("p.*f.*t", order):
        yield "outline.three_parts_forms_inside"
    if re.search("p.*t.*f+$", order) and "p" not in order[order.rindex("t") :]:
        yield "outline.narrative_tables_goals"
    figures = [table for table in seen.tables if table.origin == "table" and table.unit != "人"]
    about_tables = [
        one
        for one in seen.headings
        if re.search("(?:预算|决算|支出|收支)(?:总体)?(?:情况|总体情况)?说明$|情况说明$", one)
    ]
    if len(figures) > 5 and len(about_tables) > 6:
        yield "outline.one_section_per_table"
    if sum(table.name.startswith("final_") for table in figures) > 6:
        yield "table.final_set"
    titles = {re.sub(r"^第.部分|^[（(]?[一二三四五六七八九十]+[）)、.]+|\s", "", text) for text, _ in seen.contents}
    if any(title and not re.match("[第（(一二三四五六七八九十]", title) and title in titles for title in seen.parts):
        yield "outline.body_headings_unnumbered"
    doubled = [re.sub("[（(](?:分|按)(?:单位|科目)[）)]", "", table.title) for table in figures]
    if any(re.search("[（(](?:分|按)(?:单位|科目)[）)]", table.title) for table in figures) and len(set(doubled)) < len(
        doubled
    ):
        yield "table.doubled_by_unit"
    if sum(bool(re.search("(?<![公”行])经费情况说明$", one)) for one in seen.headings) > 1:
        yield "outline.section_per_project"
    if seen.upright_forms:
        yield "form.portrait_in_landscape"
    if seen.forms_on_own_pages > 1:
        yield "form.one_page_per_project"
    empty = any(not any(cell.facts for line in table.body for cell in line.cells) for table in figures)
    if empty and any(re.search("无数据|空表|为空", line) for line in seen.lines):
        yield "table.empty_with_statement"
    numbers = [re.sub("[公开附表]", "", line) for line in seen.lines if len(line) < 9 and "表" in line]
    if any(re.fullmatch(r"\d-\d", number) for number in numbers):
        yield "table.hierarchical_numbers"
    names = "".join(cell.text for table in seen.tables for line in table.body for cell in line.cells)
    if re.search("文化体育与传媒支出|医疗卫生与计划生育支出|国土海洋气象|资源勘探信息", names):
        yield "table.names_of_another_year"


def _people(seen: Seen) -> Iterator[str]:
    """What is said of staff and vehicles."""
    text = "".join(seen.paragraphs)
    counters = set(re.findall(r"(?:编制|在职|在编|在岗|退休|离休)[^，。；\d]{0,8}\d+\s?([名人个])", text))
    if len(counters) > 1:
        yield "staff.counters"
    tables = any(table.unit == "人" for table in seen.tables)
    if (
        not tables
        and not re.search(r"(?:编制|在职|在编|在岗|退休)[^，。；\d]{0,8}\d", text)
        and re.search(r"\d\s?[个家]", text)
    ):
        yield "staff.institutions_only"
    if re.search("副部|机要通信|应急保障用车|特种专业技术用车|离退休干部", text):
        yield "words.assets_many_classes"


def _contents(seen: Seen) -> Iterator[str]:
    if any(target for _, target in seen.contents):
        yield "contents.leaders"
    if any(re.search(r"[\u4e00-\u9fff]\d{1,3}$", text) for text, _ in seen.contents):
        yield "contents.numbers_glued"
    if any("PAGEREF" in text for text, _ in seen.contents):
        yield "contents.pageref"
    if any(re.fullmatch(r"目[ 　]+录", text) for text in seen.lines):
        yield "contents.letters_apart"


_AMOUNT = re.compile(r"-?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?")


def _amounts(seen: Seen) -> Iterator[str]:
    """Units, separators, decimals."""
    units = {table.unit for table in seen.tables if table.unit in ("元", "万元")}
    units |= {unit for text in seen.paragraphs for unit in re.findall(r"\d(万元|元)(?!/)", text)}
    if len(units) > 1:
        yield "unit.two_in_one_document"
    if any(table.unit == "元" for table in seen.tables):
        yield "unit.yuan"
    if any(re.search(r"单位:", line) for line in seen.lines):
        yield "unit.half_colon"
    if any("金额单位" in line for line in seen.lines):
        yield "unit.amount_unit_word"
    if any(re.search(r"单位[：:] ?万?元", line) for line in seen.lines):
        yield "unit.top_right"
    cells = [cell.text for table in seen.tables for row in table.body for cell in row.cells if cell.facts]
    texts = [
        *cells,
        *(number for text in seen.paragraphs for number in re.findall(r"\d[\d,]*(?:\.\d+)?(?=万?元)", text)),
    ]
    if any(re.search(r"\d,\d{3}", text) for text in texts) and any(
        re.fullmatch(r"\d{4,}(?:\.\d+)?", text) for text in texts
    ):
        yield "unit.separators_mixed"
    whole = any(re.search(r"(?<![\d.])[\d,]+万元", text) for text in seen.paragraphs)
    if whole and "元" in units and not any(re.search(r"\.\d+万元", text) for text in seen.paragraphs):
        yield "unit.text_whole_wan"
    for table in seen.tables:
        shown = {
            len(match[2] or ".") - 1
            for row in table.body
            for cell in row.cells
            if cell.facts and (match := _AMOUNT.fullmatch(cell.text))
        }
        if table.origin == "table" and table.unit != "人" and len(shown) > 1:
            yield "zero.no_fixed_decimals"


def _zeros(seen: Seen) -> Iterator[str]:
    forms = {
        cell.text
        for table in seen.tables
        for row in table.body
        for cell in row.cells
        if re.fullmatch(r"0(\.0+)?|-|/|—", cell.text)
    }
    forms |= {found for text in seen.paragraphs for found in re.findall(r"(?<![\d.])0(?:\.0+)?万?元?", text)}
    if len(forms) > 1:
        yield "zero.forms_mixed"
    if forms & {"-", "/", "—"}:
        yield "zero.dash"
    if any(
        cell.text == "" and len(row.text) > 1 for table in seen.tables for row in table.body for cell in row.cells[1:]
    ):
        yield "zero.blank"
