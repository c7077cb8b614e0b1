"""District of a province-level city: no parts, headings without numbers, glossary before figures.

Tables 1-8 in 元 to the yuan, the 三公 table and the text in 万元; codes split into 类, 款, 项; totals in the last row; the
三公 table puts reception before vehicles. Projects have a page each.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from pathlib import Path

from generator.about import About
from generator.catalogue import FUNCTIONS
from generator.figures import FISCAL, GENERAL, GOVERNMENT, OTHER, Project, Year, make_year
from generator.gold import Gold, fact
from generator.grid import Cell, Row, Table, head, row
from generator.money import Printed
from generator.paper import Look, Paper, Said
from generator.tables import CLASSES, NUMERALS, Maker, Reader, empty_rows, three_public_values
from generator.words import Wording, count
from generator.writer import Writer

ODDITIES = ("spaced_digits", "repeat_header", "leaders", "separators", "half_width_colon")
SAMPLE = ("leaders", "separators", "half_width_colon")
_KINDS = (
    "部级领导干部用车", "主要领导干部用车", "机要通信用车", "应急保障用车", "执法执勤用车", "特种专业技术用车", "离退休干部用车", "其他用车",
)  # fmt: skip


def typeset(font: Path, seed: int, oddities: Collection[str]) -> tuple[Paper, About]:
    """One document."""
    rng = random.Random(f"shanghai{seed}")
    of = make_year(
        rng, rng.choice((2023, 2024, 2025)), place_ending="区", size=3, step=1, fund_lines=rng.random() < 0.3
    )
    of.carryover *= 0
    of.place = f"东浦市{of.place}"
    of.name = f"东浦市{of.name}"
    of.vehicles = {kind: rng.randrange(0, 4) if kind in ("机要通信用车", "执法执勤用车") else 0 for kind in _KINDS}
    look = Look(margin=56, size=11, spaced_digits="spaced_digits" in oddities, maker="WPS 表格")
    paper = Paper(font, look.made_odd(oddities), Gold())
    words = Wording(
        Printed(separators="separators" in oddities),
        of.year,
        lead=f"比{of.year - 1}年预算",
        same=f"与{of.year - 1}年预算持平",
    )
    make = Maker(of, Printed("元", separators=True))
    _Shanghai(paper, of, words, make, oddities).write()
    about = About("shanghai", seed, of.name, of.year, "department_budget", allowed=["toc_entries_have_body"])
    about.odd += [
        "text in 万元, tables 1-8 in 元, the 三公 table in 万元",
        "the contents number what the body does not",
    ]
    return paper, about


class _Shanghai(Writer):
    def write(self) -> None:
        of, paper = self.of, self.paper
        self.cover(f"{of.place}{of.year}年区级部门预算", f"预算主管部门：{of.name}")
        lines = [
            f"一、{of.name}主要职能",
            f"二、{of.name}机构设置",
            "三、名词解释",
            f"四、{of.year}年部门预算编制说明",
            f"五、{of.year}年部门预算表",
        ]
        self.contents([*lines, "六、其他相关情况说明", "七、项目经费情况说明"], leaders="leaders" in self.odd)
        paper.new_page()
        paper.heading(1, "", f"{of.name}主要职能", align="centre")
        for at, duty in enumerate(of.domain.duties, 1):
            paper.paragraph(f"{at}. {duty.replace('全县', '全区')}。")
        paper.heading(1, "", f"{of.name}机构设置", align="centre")
        paper.paragraph(
            f"{of.name}部门预算是包括局本部以及",
            count("下属{}家预算单位", "org.subordinate_units", of.year, 1, "item"),
            "的综合收支计划。",
        )
        paper.paragraph(
            "本部门中，", count("行政单位{}家，", "org.budget_units", of.year, 1, "item", unit_kind="administrative"),
            count("事业单位{}家。", "org.budget_units", of.year, 1, "item", unit_kind="institution"),
        )  # fmt: skip
        paper.heading(1, "", "名词解释", align="centre")
        paper.paragraph("（一）基本支出预算：是预算主管部门及所属预算单位为保障机构正常运转编制的支出计划。")
        paper.paragraph("（二）“三公”经费：是财政拨款安排的因公出国（境）费、公务用车购置及运行费和公务接待费。")
        self._narrative()
        for table in shanghai_tables(self.make, repeat="repeat_header" in self.odd):
            paper.new_page(landscape=True)
            colon = "单位:" if "half_width_colon" in self.odd and table.unit == "万元" else "单位："
            note = ""
            if table.name in ("government_fund", "state_capital") and not self.of.sum(
                fund=GOVERNMENT if table.name == "government_fund" else "none"
            ):
                note = f"注：本部门{of.year}年无相关预算安排的支出，故本表无数据。"
            self.put_table(table, who="编制部门：", unit_word=colon, note=note)
        self._other()
        for project in of.projects[:2]:
            self._project(project)

    def _narrative(self) -> None:
        of, w, paper = self.of, self.words, self.paper
        paper.new_page(landscape=True)
        paper.heading(1, "", f"{of.year}年部门预算编制说明", align="centre")
        fiscal, other = of.sum(fund=FISCAL), of.income(OTHER)
        before = of.before["total"] - of.before["other"]
        pieces: list[Said | str] = [
            f"{of.year}年，{of.name}收入预算", w.amount("income.total", of.total), "，其中：财政拨款收入", w.amount("income.fiscal_appropriation", fiscal),
            "，", w.change("income.fiscal_appropriation", fiscal, before, rate=False), "；事业收入", w.amount("income.undertaking", of.total * 0),
            "；事业单位经营收入", w.amount("income.operating", of.total * 0), "；其他收入", w.amount("income.other", other), "。",
        ]  # fmt: skip
        paper.paragraph(*pieces)
        general, government = of.sum(fund=GENERAL), of.sum(fund=GOVERNMENT)
        paper.paragraph(
            "支出预算", w.amount("expenditure.total", of.total), "，其中：财政拨款支出预算", w.amount("expenditure.total", fiscal, fund=FISCAL), "，",
            w.change("expenditure.total", fiscal, before, rate=False, fund=FISCAL), "。财政拨款支出预算中，一般公共预算拨款支出预算",
            w.amount("expenditure.total", general, fund=GENERAL), "，", w.change("expenditure.total", general, of.before["general"], rate=False, fund=GENERAL),
            "；政府性基金拨款支出预算", w.amount("expenditure.total", government, fund=GOVERNMENT), "，",
            w.change("expenditure.total", government, of.before["government"], rate=False, fund=GOVERNMENT), "；国有资本经营预算拨款支出预算",
            w.amount("expenditure.total", of.total * 0, fund="state_capital"), "，", w.change("expenditure.total", of.total * 0, of.total * 0, fund="state_capital"), "。",
        )  # fmt: skip
        paper.paragraph("财政拨款支出主要内容如下：")
        for at, code in enumerate(of.codes(FISCAL, (7,)), 1):
            names = "".join((FUNCTIONS[code[:3]], "（类）", FUNCTIONS[code[:5]], "（款）", FUNCTIONS[code], "（项）"))
            paper.paragraph(
                f"{at}. “{names}”",
                w.amount("expenditure.total", of.sum(code, FISCAL), function=code, fund=FISCAL),
                "，主要用于履行职责。",
            )

    def _other(self) -> None:
        of, w, paper, year = self.of, self.words, self.paper, self.of.year
        paper.new_page(landscape=True)
        paper.heading(1, "", "其他相关情况说明", align="centre")
        paper.heading(2, "一、", f"{year}年“三公”经费预算情况说明")
        now, then = three_public_values(of.three_public), three_public_values(of.three_public_before)
        paper.paragraph(
            f"{year}年“三公”经费预算数为", w.amount(*now["total"]), "，", w.change(*now["total"], then["total"][1], rate=False), "。其中：",
        )  # fmt: skip

        def said(name: str) -> list[Said | str]:
            return [w.amount(*now[name]), "，", w.change(*now[name], then[name][1], rate=False)]

        paper.paragraph("（一）因公出国（境）费", *said("overseas"), "，主要原因是此部分预算由区外办统一安排。")
        paper.paragraph(
            "（二）公务用车购置及运行费", *said("vehicles"), "，主要原因是按实安排。其中：公务用车购置费", *said("purchase"), "；公务用车运行费", *said("operation"), "。",
        )  # fmt: skip
        paper.paragraph("（三）公务接待费", *said("reception"), "，主要原因是根据实际需求安排。")
        paper.heading(2, "二、", "机关运行经费预算")
        paper.paragraph(
            f"{year}年{of.name}下属1家机关和1家事业单位财政拨款的机关运行经费预算为",
            w.amount("operating_funds.total", of.operating),
            "。",
        )
        paper.heading(2, "三、", "政府采购预算情况")
        parts = of.procurement
        paper.paragraph(
            f"{year}年度本部门政府采购预算", w.amount("procurement.total", sum(parts.values(), of.total * 0)), "，其中：政府采购货物预算",
            w.amount("procurement.goods", parts["goods"]), "、政府采购工程预算", w.amount("procurement.works", parts["works"]),
            "、政府采购服务预算", w.amount("procurement.services", parts["services"]), "。",
        )  # fmt: skip
        paper.heading(2, "四、", "绩效目标设置情况")
        projects, money = len(of.projects), of.project()
        paper.paragraph(
            f"{year}年度，", count("本部门编报绩效目标的项目共{}个，", "performance.projects", year, projects, "item", measure="budget"),
            "涉及项目预算资金", w.amount("performance.amount", money), "。",
        )  # fmt: skip
        paper.heading(2, "五、", "国有资产占有使用情况")
        lead = f"截至{year - 1}年8月31日，{of.name}"
        paper.paragraph(
            *self.vehicles(year - 1, lead), "；", count("单价100万元（含）以上设备（不含车辆）{}台（套）。", "assets.equipment", year - 1, of.equipment, "item", threshold="1000000"),
        )  # fmt: skip
        concept = "assets.vehicles.planned_purchase"
        pieces: list[Said | str] = [
            count(f"{year}年部门预算安排购置车辆{{}}辆，其中：", concept, year, 0, "vehicle", measure="budget")
        ]
        pieces += [
            count(f"{'、' if at else ''}{kind}{{}}辆", concept, year, 0, "vehicle", measure="budget", vehicle_type=kind)
            for at, kind in enumerate(_KINDS)
        ]
        text = "；部门预算安排购置单价100万元（含）以上设备（不含车辆）{}台（套）。"
        pieces.append(
            count(text, "assets.equipment.planned_purchase", year, 0, "item", measure="budget", threshold="1000000")
        )
        paper.paragraph(*pieces)

    def _project(self, project: Project) -> None:
        of, paper = self.of, self.paper
        paper.new_page(landscape=True)
        paper.heading(2, "", f"{project.name}经费情况说明", align="centre")
        texts = (
            "保障专项工作开展。", f"1、《{of.place}专项资金管理办法》（政办规〔2023〕1号）。", of.name, "按照实施细则组织申报、审核和拨付。", f"{of.year}.1.1-{of.year}.12.31",
        )  # fmt: skip
        for at, (title, text) in enumerate(
            zip(("项目概述", "立项依据", "实施主体", "实施方案", "实施周期"), texts, strict=True)
        ):
            paper.heading(3, f"{NUMERALS[at]}、", title)
            paper.paragraph(text)
        paper.heading(3, "六、", "年度预算安排")
        paper.paragraph(
            f"{of.year}年度项目总预算",
            self.words.amount("expenditure.project", project.amount, project=project.name),
            "。",
        )
        paper.heading(3, "七、", "绩效目标")
        paper.paragraph("详见单位的项目绩效目标表。")


def shanghai_tables(make: Maker, *, repeat: bool) -> list[Table]:
    """The nine tables."""
    of, cell = make.of, make.cell
    blank = Maker(of, Printed("元", separators=True, zero=""))
    y = of.year

    def code_head(first: str, *columns: str) -> list[Row]:
        return [
            row(head("项目", 4), head(first, len(columns))),
            Row(
                (
                    head("功能分类科目编码", 3),
                    head("功能分类科目名称", rows=2),
                    *(head(text, rows=2) for text in columns),
                )
            ),
            row(*map(head, "类款项")),
        ]

    def functions(
        name: str,
        title: str,
        fund: str | None,
        columns: Sequence[tuple[str, Reader]],
        first: str,
        heads: tuple[str, ...],
    ) -> Table:
        dims = {"fund": fund} if fund else {}
        body = blank.function_rows(columns, fund=fund, dims=dims, levels=(3, 5, 7), split_codes=True, total_last=True)
        if not of.sum(fund=fund):
            body = [*empty_rows(4 + len(heads), 5), Row((Cell("合计", 4, align="centre"), *[Cell()] * len(heads)))]
        return Table(
            name, title, "元", (5, 5, 5, 30, *[15] * len(heads)), code_head(first, *heads), body, repeat_header=repeat
        )

    fiscal = [
        (f"{NUMERALS[at]}、{label}", blank.cell(value, (concept, {})))
        for at, (label, value, concept) in enumerate((
            ("一般公共预算资金", of.income(GENERAL), "income.general_public_budget"),
            ("政府性基金", of.income(GOVERNMENT), "income.government_fund"),
            ("国有资本经营预算", of.total * 0, "income.state_capital"),
        ))
    ]  # fmt: skip
    used = [code for code in CLASSES if code in of.codes(FISCAL, (3,))]
    right = [
        (f"{NUMERALS[at]}、{CLASSES[code]}", blank.by_fund("expenditure.total", code)) for at, code in enumerate(used)
    ]
    body = []
    for at in range(max(len(fiscal), len(right))):
        left = fiscal[at] if at < len(fiscal) else ("", Cell())
        label, cells = right[at] if at < len(right) else ("", [Cell()] * 4)
        body.append(row(*left, label, *cells))
    body.append(
        row(
            "收入总计",
            cell(of.sum(fund=FISCAL), ("income.total", {"fund": FISCAL})),
            "支出总计",
            *blank.by_fund("expenditure.total", ""),
        )
    )
    by_source = [
        ("income.total", of.sum), ("income.fiscal_appropriation", lambda code, fund: of.sum(code, FISCAL)),
        ("income.undertaking", lambda code, fund: of.total * 0), ("income.operating", lambda code, fund: of.total * 0),
        ("income.other", lambda code, fund: of.sum(code, OTHER)),
    ]  # fmt: skip
    spending = [("expenditure.total", of.sum), ("expenditure.basic", of.basic), ("expenditure.project", of.project)]
    heads3 = ("合计", "基本支出", "项目支出")
    basic = Table(
        "basic_by_economy", f"{y}年部门一般公共预算基本支出部门预算经济分类预算表", "元", (6, 6, 36, 18, 18, 18),
        [
            row(head("项目", 3), head("一般公共预算基本支出", 3)),
            Row((head("部门预算经济分类科目编码", 2), head("经济分类科目名称", rows=2), *(head(text, rows=2) for text in ("合计", "人员经费", "公用经费")))),
            row(*map(head, "类款")),
        ],
        make.economy_rows(dims={"fund": GENERAL}, split_codes=True, total_last=True), repeat_header=repeat,
    )  # fmt: skip
    return [
        _summary(blank), functions("income_by_function", f"{y}年部门收入预算总表", None, by_source, "收入预算", ("合计", "财政拨款收入", "事业收入", "事业单位经营收入", "其他收入")),
        functions("expenditure_by_function", f"{y}年部门支出预算总表", None, spending, "支出预算", heads3),
        Table(
            "fiscal_appropriation_summary", f"{y}年部门财政拨款收支预算总表", "元", (22, 16, 24, 16, 16, 16, 16),
            [row(head("财政拨款收入", 2), head("财政拨款支出", 5)), row(*map(head, ("项目", "预算数", "项目", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算")))],
            body,
        ),
        functions("general_public_by_function", f"{y}年部门一般公共预算支出功能分类预算表", GENERAL, spending, "一般公共预算支出", heads3),
        functions("government_fund", f"{y}年部门政府性基金预算支出功能分类预算表", GOVERNMENT, spending, "政府性基金预算支出", heads3),
        functions("state_capital", f"{y}年部门国有资本经营预算支出功能分类预算表", "state_capital", spending, "国有资本经营预算支出", heads3),
        basic, _three_public(of),
    ]  # fmt: skip


def _summary(make: Maker) -> Table:
    of, cell, zero = make.of, make.cell, make.of.total * 0
    income = [
        ("一、财政拨款收入", cell(of.income(FISCAL), ("income.fiscal_appropriation", {}))),
        ("1. 一般公共预算资金", cell(of.income(GENERAL), ("income.general_public_budget", {}))),
        ("2. 政府性基金", cell(of.income(GOVERNMENT), ("income.government_fund", {}))),
        ("3. 国有资本经营预算", cell(zero, ("income.state_capital", {}))), ("二、事业收入", cell(zero)), ("三、事业单位经营收入", cell(zero)),
        ("四、其他收入", cell(of.income(OTHER), ("income.other", {}))),
    ]  # fmt: skip
    classes = make.class_side(every=False)
    body = []
    for at in range(max(len(income), len(classes))):
        left = income[at] if at < len(income) else ("", Cell())
        body.append(row(*left, *(classes[at] if at < len(classes) else ("", Cell()))))
    body.append(
        row("收入总计", cell(of.total, ("income.total", {})), "支出总计", cell(of.total, ("expenditure.total", {})))
    )
    header = [row(head("本年收入", 2), head("本年支出", 2)), row(*map(head, ("项目", "预算数", "项目", "预算数")))]
    return Table("income_expenditure_summary", f"{of.year}年部门财务收支预算总表", "元", (28, 20, 28, 20), header, body)


def _three_public(of: Year) -> Table:
    """In 万元, reception before vehicles, operating funds at the end."""
    printed = Printed(zero="")
    cells = Maker(of, printed).three_public_cells(
        of.three_public, ("total", "overseas", "reception", "vehicles", "purchase", "operation")
    )
    cells = [Cell(one.text, align=one.align, facts=one.facts if one.text else ()) for one in cells]
    operating = Cell(
        printed.number(of.operating),
        align="right",
        facts=(fact("operating_funds.total", "budget", of.year, printed.value(of.operating)),),
    )
    header = [
        Row((head("“三公”经费预算数", 6), head("机关运行经费预算数", rows=3))),
        Row(
            (
                head("合计", rows=2),
                head("因公出国(境)费", rows=2),
                head("公务接待费", rows=2),
                head("公务用车购置及运行费", 3),
            )
        ),
        row(*map(head, ("小计", "购置费", "运行费"))),
    ]
    return Table(
        "three_public",
        f"{of.year}年部门“三公”经费和机关运行经费预算表",
        "万元",
        [12] * 6 + [16],
        header,
        [row(*cells, operating)],
    )
