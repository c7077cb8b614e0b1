"""Hubei county: overview, narrative, glossary, eight tables at the end, performance forms inside section seven.

Seed 0 has the figures and the inconsistencies of a county petition office's real 2024 budget in new sentences; below the
published figures everything (functions, items, units) is invented so that the tables close. Other seeds are invented.
"""

from __future__ import annotations

import random
from collections.abc import Collection
from decimal import Decimal
from pathlib import Path

from generator.about import About
from generator.catalogue import ECONOMY
from generator.figures import GENERAL, GOVERNMENT, OTHER, ZERO, Year, make_year
from generator.forms import DepartmentForm, FormText, ProjectForm, fiscal_of
from generator.gold import Gold, Indicator
from generator.grid import Cell, Row, Table, head, row
from generator.money import Printed
from generator.paper import Look, Paper, Said
from generator.styles.petition import HISTORY, LONG_TERM, ORPHANS, OTHER_BEFORE, PROJECT_ROWS, petition_year
from generator.tables import Maker, empty_rows
from generator.words import Wording, count

ODDITIES = ("spaced_digits", "repeat_header", "running_head", "zero_blank")
SAMPLE = ("spaced_digits",)


def typeset(font: Path, seed: int, oddities: Collection[str]) -> tuple[Paper, About]:
    """One document."""
    rng = random.Random(seed)
    of = (
        petition_year()
        if seed == 0
        else make_year(rng, rng.choice((2022, 2023, 2024, 2025)), fund_lines=rng.random() < 0.3)
    )
    of.carryover = ZERO
    look = Look(
        spaced_digits="spaced_digits" in oddities,
        running_head=f"{of.name}{of.year}年部门预算公开" if "running_head" in oddities else "",
        page_numbers="- {page} -",
    )
    paper = Paper(font, look.made_odd(oddities), Gold())
    _Document(paper, of, seed, oddities).write()
    return paper, _about(of, seed)


def _about(of: Year, seed: int) -> About:
    about = About("hubei", seed, of.name, of.year, "department_budget")
    if seed == 0:
        about.odd += [
            "percentages are cut off, not rounded: other income 3% (3.95), three-public share 0.5% (0.58)",
            "the form says fiscal appropriation 406.6 and no other money; text and tables say 294.42 and 112.20",
            "the form's 2023 column (310.2) is not what the text's changes imply (433.14)",
            "the list names 全国省市信访维稳经费, the project form 全国省市两会维稳经费; both 60",
            "only one of two projects has a form; four rows follow its annual block without a head",
            "forms round to one decimal; a satisfaction rate is under effects as well",
        ]
        failing = (
            "whole_form_fiscal_equals_budget", "prior_year_of_form_agrees", "project_names_agree", "projects_have_goals",
            "no_duplicate_indicators", "no_personal_data",
        )  # fmt: skip
        about.expect = [
            {"check": "share_three_public", "truncated": True},
            {"check": "change_rate_agrees", "truncated": True},
            {"finding": "orphan_indicators"},
        ]
        about.expect += [{"check": name, "status": "fail"} for name in failing]
    about.allowed = ["no_personal_data", "personal_data_in_form", "required_tables_present"]
    return about


class _Document:
    """Writes one document from top to bottom."""

    def __init__(self, paper: Paper, of: Year, seed: int, oddities: Collection[str]) -> None:
        self.paper, self.of, self.seed, self.odd = paper, of, seed, oddities
        self.petition = seed == 0
        self.words = Wording(
            Printed(trim=True), of.year, rate_down="减少", decimals=0 if self.petition else 1, cut=self.petition
        )
        self.fine = Wording(Printed(trim=True), of.year, rate_down="减少", decimals=1, cut=self.petition)
        zero = "" if "zero_blank" in oddities else None
        self.make = Maker(of, Printed(zero=zero))

    def write(self) -> None:
        """All parts."""
        self._cover()
        self._overview()
        self._narrative()
        self._glossary()
        self._tables()

    def _cover(self) -> None:
        paper, of = self.paper, self.of
        paper.new_page()
        paper.skip(180)
        paper.heading(0, "", f"【{of.name}】{of.year}年部门预算公开", size=22, align="centre")
        paper.new_page()
        paper.heading(0, "", "目录", size=16, align="centre")
        for line in (
            "第一部分 单位概况", "一、主要职能", "二、机构设置", "三、年度主要工作任务及目标",
            f"第二部分 {of.year}年部门预算编制情况及说明", *(f"{number}{title}" for number, title in self._sections()),
            "第三部分 名词解释", f"第四部分 {of.year}年部门预算表",
            *(f"{number}、{title}" for number, title in zip("一二三四五六七八", TITLES, strict=True)),
        ):  # fmt: skip
            paper.contents_line(line, indent=0 if line.startswith("第") else 24)

    def _sections(self) -> list[tuple[str, str]]:
        titles = (
            "预算收支安排及增减变化情况说明", "机关运行经费安排及增减变化情况说明", "“三公”经费安排及增减变化情况说明",
            "政府采购预算安排及增减变化情况说明", "国有资产占用及增减变化情况说明", "政府性基金预算支出情况说明",
            f"{self.of.year}年部门预算绩效情况说明",
        )  # fmt: skip
        return [(f"{number}、", title) for number, title in zip("一二三四五六七", titles, strict=True)]

    def _overview(self) -> None:
        paper, of = self.paper, self.of
        paper.new_page()
        paper.heading(1, "第一部分", "单位概况", align="centre")
        paper.heading(2, "一、", "主要职能")
        for at, duty in enumerate(of.domain.duties, 1):
            paper.paragraph(f"{at}. {duty}；")
        paper.heading(2, "二、", "机构设置")
        staff, name = of.staff, of.name
        unit = f"{of.place}{of.domain.subordinate}"
        year = of.year
        paper.paragraph(f"{year}年纳入部门预算编制范围的有以下单位：")
        paper.paragraph(
            f"（一）{name}，",
            count("内设{}个股室", "org.internal_units", year, 3, "item", organisation=name), "。",
            count("核定行政编制{}个，", "staff.establishment", year, staff["administrative"], "person", organisation=name, post_type="administrative"),
            count("在编在岗人数{}人，", "staff.on_duty", year, staff["on_duty_administrative"], "person", organisation=name, post_type="administrative"),
            count("离退休{}人；", "staff.retired", year, staff["retired"], "person", organisation=name),
            count("核定机关工勤编制{}个，", "staff.establishment", year, staff["worker"], "person", organisation=name, post_type="worker"),
            count("在编在岗人数{}人。", "staff.on_duty", year, staff["worker"], "person", organisation=name, post_type="worker"),
        )  # fmt: skip
        paper.paragraph(
            f"（二）{unit}，系该局所属股级事业单位，公益一类。",
            count("核定事业编制{}个，", "staff.establishment", year, staff["institution"], "person", organisation=unit, post_type="institution"),
            count("在编在岗人数{}人。", "staff.on_duty", year, staff["institution"], "person", organisation=unit, post_type="institution"),
        )  # fmt: skip
        paper.heading(2, "三、", "年度主要工作任务及目标")
        paper.paragraph(f"1. 围绕中心工作，全面完成{year}年各项目标任务；")
        paper.paragraph("2. 加强队伍建设，提升服务水平。")

    def _narrative(self) -> None:
        paper, of = self.paper, self.of
        paper.new_page()
        paper.heading(1, "第二部分", f"{of.year}年部门预算编制情况及说明", align="centre")
        writers = (
            self._income, self._operating, self._three_public, self._procurement, self._assets, self._fund, self._performance,
        )  # fmt: skip
        for (number, title), write in zip(self._sections(), writers, strict=True):
            paper.heading(2, number, title)
            write()

    def _income(self) -> None:
        of, w, lead = self.of, self.words, f"{self.of.name}{self.of.year}年"
        other_before = OTHER_BEFORE if self.petition else of.before["other"]
        total, general, other = of.total, of.income(GENERAL), of.income(OTHER)
        more: list[Said | str] = []
        if other:
            more = ["；其他收入", w.amount("income.other", other), "，", w.change("income.other", other, other_before)]
        self.paper.paragraph(
            f"{lead}收入预算总额", w.amount("income.total", total), "，", w.change("income.total", total, of.before["total"]),
            "。其中：一般公共预算财政拨款收入", w.amount("income.general_public_budget", general), "，",
            w.change("income.general_public_budget", general, of.before["general"]),
            *more,
            "。变动的主要原因是上年一次性项目不再安排。",
        )  # fmt: skip
        self.paper.paragraph(
            f"{lead}支出预算总额", w.amount("expenditure.total", total), "，",
            w.change("expenditure.total", total, of.before["total"]), "。其中：基本支出", w.amount("expenditure.basic", of.basic()),
            "；项目支出", w.amount("expenditure.project", of.project()), "。变动的主要原因同上。",
        )  # fmt: skip
        if not of.sum(fund=GOVERNMENT):
            self.paper.paragraph(
                f"{lead}政府性基金预算支出", w.amount("expenditure.total", ZERO, fund=GOVERNMENT), "，",
                w.change("expenditure.total", ZERO, ZERO, fund=GOVERNMENT), "。",
            )  # fmt: skip

    def _operating(self) -> None:
        of, w = self.of, self.words
        pieces: list[Said | str] = [
            f"{of.name}{of.year}年机关运行经费预算",
            w.amount("operating_funds.total", of.operating),
            "。其中：",
        ]
        for at, (code, value) in enumerate(of.public_items.items()):
            pieces += ["、" if at else "", ECONOMY[code], w.amount("operating_funds.total", value, economy=code)]
        pieces += [
            "，共占预算总额的", w.share("operating_funds.total", of.operating, of.total), "，",
            w.change("operating_funds.total", of.operating, of.before["operating"], rate=False), "，主要原因是下乡工作任务有所变化。",
        ]  # fmt: skip
        self.paper.paragraph(*pieces)

    def _three_public(self) -> None:
        of, w, lead = self.of, self.fine, f"{self.of.name}{self.of.year}年"
        now, then = of.three_public, of.three_public_before
        total, before = sum(now.values(), ZERO), sum(then.values(), ZERO)
        self.paper.paragraph(
            f"{lead}“三公”经费预算", w.amount("three_public.total", total), "，占预算总额的",
            w.share("three_public.total", total, of.total), "，", w.change("three_public.total", total, before),
            "。主要原因是厉行节约。",
        )  # fmt: skip
        self.paper.paragraph(
            "1、因公出国（境）费用", w.amount("three_public.overseas", now["overseas"]), "，",
            w.change("three_public.overseas", now["overseas"], then["overseas"]), "；",
        )  # fmt: skip
        vehicles = now["purchase"] + now["operation"]
        self.paper.paragraph(
            "2、公务用车购置和运行费", w.amount("three_public.vehicles", vehicles), "，其中：公务用车运行维护费",
            w.amount("three_public.vehicles.operation", now["operation"]), "，公务用车购置费",
            w.amount("three_public.vehicles.purchase", now["purchase"]), "；",
        )  # fmt: skip
        self.paper.paragraph(
            "3、公务接待费", w.amount("three_public.reception", now["reception"]), "，",
            w.change("three_public.reception", now["reception"], then["reception"]), "。",
        )  # fmt: skip

    def _procurement(self) -> None:
        of, w, parts = self.of, self.words, self.of.procurement
        total = sum(parts.values(), ZERO)
        self.paper.paragraph(
            f"{of.year}年我单位政府采购预算", w.amount("procurement.total", total), "，其中货物类采购预算",
            w.amount("procurement.goods", parts["goods"]), "，工程类采购预算", w.amount("procurement.works", parts["works"]),
            "，服务类采购预算", w.amount("procurement.services", parts["services"]), "。",
            w.change("procurement.total", total, of.before["procurement"], lead=f"比{of.year - 1}年"), "，主要原因是据实编报。",
        )  # fmt: skip

    def _assets(self) -> None:
        of, held = self.of, self.of.year - 1
        total = sum(of.vehicles.values())
        pieces: list[Said | str] = [
            f"截至{held}年12月31日，本部门",
            count("保有车辆{}辆，其中，", "assets.vehicles", held, total, "vehicle"),
        ]
        pieces += [
            count(f"{kind}{{}}辆，", "assets.vehicles", held, number, "vehicle", vehicle_type=kind)
            for kind, number in of.vehicles.items()
        ]
        pieces += [
            count("单位价值50万元以上通用设备{}台（套），", "assets.equipment", held, of.equipment, "item", threshold="500000"),
            count("单价100万元以上专用设备{}台（套）。", "assets.equipment", held, 0, "item", threshold="1000000"),
        ]  # fmt: skip
        self.paper.paragraph(*pieces)

    def _fund(self) -> None:
        of, w, money = self.of, self.words, self.of.income(GOVERNMENT)
        before = ZERO if not money else of.before["government"]
        self.paper.paragraph(
            f"{of.name}{of.year}年政府性基金拨款收入", w.amount("income.government_fund", money), "，",
            w.change("income.government_fund", money, before), "。",
        )  # fmt: skip

    def _performance(self) -> None:
        paper, of = self.paper, self.of
        paper.paragraph(
            f"{of.year}年本部门项目支出共", self.words.amount("expenditure.project", of.project()),
            "，全部编制绩效目标，并开展绩效监控和评价。",
        )  # fmt: skip
        paper.heading(3, "1.", "预算绩效管理工作开展情况")
        paper.paragraph("强化目标引领，运行中适时监控，年终开展自评，评价结果作为下年预算的参考。")
        paper.heading(3, "2.", f"{of.year}年度部门整体绩效目标申报表")
        self._department_form()
        paper.heading(3, "3.", f"{of.year}年度重点项目绩效目标申报表")
        self._project_form()

    def _department_form(self) -> None:
        of = self.of
        text = FormText(
            "1.依法履行职责；2.服务群众。",
            "1.提升基础业务；2.完成年度任务。",
            "目标1：按时办结交办事项；目标2：群众满意度稳步提高。",
        )
        if self.petition:
            form = DepartmentForm(
                of, Printed(decimals=1, trim=True), Decimal(4066000), ZERO, Decimal(3116000), Decimal(950000), HISTORY, text,
                LONG_TERM, LONG_TERM, f"{of.name}整体绩效目标申报表",
            )  # fmt: skip
        else:
            total, basic, project = of.before["total"], of.before["basic"], of.before["project"]
            fiscal, other = total - of.before["other"], of.before["other"]
            history = [
                (of.year - 2, fiscal - 20000, basic - 5000, project - 15000),
                (of.year - 1, fiscal, basic, project),
            ]
            rows = indicators(random.Random(self.seed + 1))
            form = DepartmentForm(
                of, Printed(trim=True), fiscal_of(of), of.sum(fund=OTHER), of.basic(), of.project(), history, text,
                rows[: len(rows) // 2 + 1], rows, f"{of.name}整体绩效目标申报表", others=(other, other),
            )  # fmt: skip
        self._form(form.table(), date=True)

    def _project_form(self) -> None:
        of = self.of
        if self.petition:
            form = ProjectForm(
                of, "全国省市两会维稳经费", Decimal(600000), PROJECT_ROWS, PROJECT_ROWS, "目标1：交办事项限期办结；目标2：不发生规模性聚集。",
                orphans=ORPHANS,
            )  # fmt: skip
        else:
            project, rows = of.projects[0], indicators(random.Random(self.seed + 2))
            form = ProjectForm(of, project.name, project.amount, rows[:4], rows, "按期完成项目任务，发挥资金效益。")
        self._form(form.table(), date=False)

    def _form(self, table: Table, *, date: bool) -> None:
        paper = self.paper
        with paper.around(table):
            paper.heading(4, "", table.title, size=13, align="centre")
            paper.line(
                f"填报日期：{self.of.year}年1月15日　　　单位：万元" if date else f"（{self.of.year}年度）",
                size=10,
                align="centre",
            )
            paper.table(table)

    def _glossary(self) -> None:
        paper = self.paper
        paper.new_page()
        paper.heading(1, "第三部分", "名词解释", align="centre")
        for number, text in (
            ("一", "财政拨款收入：指本级财政当年拨付的资金。"), ("二", "基本支出：指为保障机构正常运转、完成日常工作任务而发生的支出。"),
            ("三", "项目支出：指在基本支出之外为完成特定任务发生的支出。"), ("四", "机关运行经费：指用于购买货物和服务的各项公用经费。"),
        ):  # fmt: skip
            paper.paragraph(f"（{number}）{text}")

    def _tables(self) -> None:
        self.paper.new_page()
        self.paper.heading(1, "第四部分", f"{self.of.year}年部门预算表", align="centre")
        make, repeat = self.make, "repeat_header" in self.odd
        for at, table in enumerate(hubei_tables(make, repeat=repeat), 1):
            self.paper.new_page(landscape=True)
            with self.paper.around(table):
                self._table(table, f"表{at}")

    def _table(self, table: Table, number: str) -> None:
        paper = self.paper
        paper.line(number, size=10)
        paper.title(2, number, table.title, size=15)
        paper.line(f"部门：{self.of.name}　　　　　　　　　　　　　　　　　　　　　　单位：{table.unit}", size=9)
        paper.table(table)
        if table.name == "government_fund" and not self.of.sum(fund=GOVERNMENT):
            paper.line("说明：本部门没有政府性基金预算拨款安排的支出，故本表无数据。", size=9)


TITLES = (
    "部门收支总表", "部门收入总表", "部门支出总表", "财政拨款收支总表", "一般公共预算支出表", "一般公共预算基本支出表",
    "一般公共预算“三公”经费支出表", "政府性基金预算支出表",
)  # fmt: skip


def hubei_tables(make: Maker, *, repeat: bool) -> list[Table]:
    """The eight tables."""
    of = make.of
    unit = make.printed.unit
    summary = Table(
        "income_expenditure_summary", TITLES[0], unit, (30, 16, 30, 16),
        [row(head("收入", 2), head("支出", 2)), row(*map(head, ("项目", "预算数", "项目", "预算数")))],
        make.summary_body(every=True), size=8,
    )  # fmt: skip
    fiscal = Table(
        "fiscal_appropriation_summary", TITLES[3], unit, (26, 13, 26, 13, 13, 13, 13),
        [
            row(head("收入", 2), head("支出", 5)),
            row(*map(head, ("项目", "预算数", "项目", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"))),
        ],
        make.fiscal_body(every=True, carry=False), size=8,
    )  # fmt: skip
    spending = Table(
        "expenditure_by_function", TITLES[2], unit, (12, 34, 14, 14, 14, 14, 14, 14),
        [row(*map(head, ("科目编码", "科目名称", "合计", "基本支出", "项目支出", "事业单位经营支出", "上缴上级支出", "对附属单位补助支出")))],
        _padded(make.function_rows(
            [("expenditure.total", of.sum), ("expenditure.basic", of.basic), ("expenditure.project", of.project)],
            fund=None, dims={}, levels=(3, 5, 7),
        ), 3), repeat_header=repeat,
    )  # fmt: skip
    general = Table(
        "general_public_by_function", TITLES[4], unit, (12, 34, 14, 14, 14, 14, 14),
        [
            Row((head("科目编码", rows=2), head("科目名称", rows=2), head("合计", rows=2), head("基本支出", 3), head("项目支出", rows=2))),
            row(*map(head, ("小计", "人员经费", "公用经费"))),
        ],
        make.function_rows(
            [
                ("expenditure.total", of.sum), ("expenditure.basic", of.basic), ("expenditure.basic.personnel", of.personnel),
                ("expenditure.basic.public", of.public), ("expenditure.project", of.project),
            ],
            fund=GENERAL, dims={"fund": GENERAL}, levels=(3, 5, 7),
        ), repeat_header=repeat,
    )  # fmt: skip
    basic = Table(
        "basic_by_economy", TITLES[5], unit, (14, 40, 16, 16, 16),
        [
            row(head("部门预算支出经济分类科目", 2), head("一般公共预算基本支出", 3)),
            row(*map(head, ("科目编码", "科目名称", "合计", "人员经费", "公用经费"))),
        ],
        make.economy_rows(dims={"fund": GENERAL}), repeat_header=repeat,
    )  # fmt: skip
    fund_cells = make.function_rows(
        [("expenditure.total", of.sum), ("expenditure.basic", of.basic), ("expenditure.project", of.project)],
        fund=GOVERNMENT, dims={"fund": GOVERNMENT}, levels=(3, 5, 7),
    )  # fmt: skip
    fund = Table(
        "government_fund", TITLES[7], unit, (14, 40, 16, 16, 16),
        [
            Row((head("科目编码", rows=2), head("科目名称", rows=2), head("政府性基金预算支出", 3))),
            row(*map(head, ("合计", "基本支出", "项目支出"))),
        ],
        [*fund_cells, *empty_rows(5, 2)],
    )  # fmt: skip
    return [summary, _income(make), spending, fiscal, general, basic, _three_public(make), fund]


def _padded(rows: list[Row], blanks: int) -> list[Row]:
    return [Row((*one.cells, *[Cell()] * blanks)) for one in rows]


def _income(make: Maker) -> Table:
    """By unit: code, name, total, this year's income by source, carry-over."""
    heads = (
        "小计", "一般公共预算", "政府性基金预算", "国有资本经营预算", "财政专户管理资金", "事业收入", "事业单位经营收入", "上级补助收入",
        "附属单位上缴收入", "其他收入",
    )  # fmt: skip
    header = [
        Row((head("部门（单位）代码", rows=2), head("部门（单位）名称", rows=2), head("合计", rows=2), head("本年收入", 10),
             head("上年结转结余", rows=2))),
        row(*map(head, heads)),
    ]  # fmt: skip

    def line(code: str, name: str, dims: dict[str, str]) -> Row:
        total = make.of.total
        cells = [make.cell(total, ("income.total", dims)), make.cell(total, ("income.current_year", dims))]
        cells += [make.cell(value, (concept, dims)) for _, value, concept in make.sources()]
        return row(code, name, *cells, Cell()) if code else row(Cell("合计", 2, align="centre"), *cells, Cell())

    name = make.of.name
    body = [line("", "", {}), line("117", name, {}), line("117001", f"{name}本级", {"organisation": f"{name}本级"})]
    return Table("income_by_unit", TITLES[1], make.printed.unit, (9, 14, 9, *[9] * 10, 8), header, body, size=7.5)


def _three_public(make: Maker) -> Table:
    of = make.of
    order = ("total", "overseas", "vehicles", "purchase", "operation", "reception")

    def block(year: int) -> tuple[Row, Row, Row]:
        first = row(head(f"{year}年预算数", 6))
        second = Row(
            (
                head("合计", rows=2),
                head("因公出国（境）费", rows=2),
                head("公务用车购置及运行费", 3),
                head("公务接待费", rows=2),
            )
        )
        return first, second, row(*map(head, ("小计", "公务用车购置费", "公务用车运行费")))

    blocks = [block(of.year - 1), block(of.year)]
    header = [Row((*a.cells, *b.cells)) for a, b in zip(*blocks, strict=True)]
    body = row(
        *make.three_public_cells(of.three_public_before, order, of.year - 1),
        *make.three_public_cells(of.three_public, order),
    )
    return Table("three_public", TITLES[6], make.printed.unit, [10] * 12, header, [body])


def indicators(rng: random.Random) -> list[Indicator]:
    """Invented indicators of a form, in the order of the national levels."""
    rows: list[Indicator] = []
    for level1, level2, level3, unit in (
        ("产出指标", "数量指标", "开展专项检查次数", "次"), ("产出指标", "数量指标", "组织业务培训场次", "场"),
        ("产出指标", "质量指标", "项目验收合格率", "%"), ("产出指标", "时效指标", "任务按期完成率", "%"),
        ("产出指标", "成本指标", "项目总成本控制在预算以内的比例（含前期费用和配套支出）", "%"),
        ("效益指标", "社会效益指标", "公共服务能力", ""), ("满意度指标", "服务对象满意度指标", "服务对象满意度", "%"),
    ):  # fmt: skip
        if unit == "":
            rows.append(Indicator(level1, level2, level3, "持续提升", "qualitative", basis="工作总结"))
            continue
        number = str(rng.randrange(85, 100) if unit == "%" else rng.randrange(2, 30))
        text, operator = rng.choice(
            ((f"≥{number}{unit}", ">="), (f"{number}{unit}以上", ">="), (f"{number}{unit}", "="))
        )
        rows.append(Indicator(level1, level2, level3, text, operator, number, unit, "年度工作计划"))
    return rows
