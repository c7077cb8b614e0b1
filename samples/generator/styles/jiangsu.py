"""Jiangsu provincial department: tables 公开01-12 in part two, one section a table in part three.

Three blocks in the summary table, merged codes, an income list whose 小计 belongs to the group above it, 三公 with 会议费
and 培训费 in one row, and a procurement table with ragged groups.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection
from itertools import zip_longest
from pathlib import Path

from generator.about import About
from generator.catalogue import ECONOMY, FUNCTIONS, PROVINCES
from generator.figures import FISCAL, GENERAL, GOVERNMENT, OTHER, ZERO, make_year
from generator.gold import Gold
from generator.grid import Cell, Row, Table, head, row
from generator.money import Printed
from generator.paper import Look, Paper, Said
from generator.tables import NUMERALS, Maker, empty_rows, three_public_values
from generator.words import Wording, count
from generator.writer import Writer

ODDITIES = ("spaced_digits", "repeat_header", "leaders", "middle_headings")
SAMPLE = ("leaders",)
SECTIONS = (
    "收支预算总体情况说明", "收入预算情况说明", "支出预算情况说明", "财政拨款收支预算总体情况说明", "财政拨款支出预算情况说明",
    "财政拨款基本支出预算情况说明", "一般公共预算支出预算情况说明", "一般公共预算基本支出预算情况说明",
    "一般公共预算“三公”经费、会议费、培训费支出预算情况说明", "政府性基金预算支出预算情况说明", "一般公共预算机关运行经费支出预算情况说明",
    "政府采购支出预算情况说明", "国有资产占用情况", "预算绩效目标设置情况说明",
)  # fmt: skip


def typeset(font: Path, seed: int, oddities: Collection[str]) -> tuple[Paper, About]:
    """One document."""
    rng = random.Random(f"jiangsu{seed}")
    of = make_year(rng, rng.choice((2021, 2022, 2023)), size=6, fund_lines=rng.random() < 0.4)
    of.place = rng.choice(PROVINCES) + "省"
    of.name = of.place + of.domain.ending.replace("局", "厅")
    look = Look(spaced_digits="spaced_digits" in oddities, size=13, leading=1.8)
    paper = Paper(font, look.made_odd(oddities), Gold())
    words = Wording(Printed(trim=True), of.year, rate_down="减少", lead="与上年相比", same="与上年一致")
    make = Maker(of, Printed(separators=True, zero=""))
    _Jiangsu(paper, of, words, make, oddities).write(rng)
    about = About("jiangsu", seed, of.name, of.year, "department_budget", allowed=["required_tables_present"])
    about.odd.append(
        "the first column of the 三公 table is 三公, 会议费 and 培训费 together, which is no three_public.total"
    )
    return paper, about


class _Jiangsu(Writer):
    def write(self, rng: random.Random) -> None:
        of, year = self.of, self.of.year
        self.cover(f"{of.name}{year}年度部门预算公开")
        lines = [
            "第一部分 部门概况",
            "一、主要职能",
            "二、部门机构设置和预算单位构成情况",
            f"第二部分 {year}年度部门预算表",
        ]
        lines += [f"{NUMERALS[at]}、{title}" for at, title in enumerate(_TITLES)]
        lines += [
            f"第三部分 {year}年度部门预算情况说明",
            *(f"{NUMERALS[at]}、{title}" for at, title in enumerate(SECTIONS)),
        ]
        self.contents([*lines, "第四部分 名词解释"], leaders="leaders" in self.odd)
        self._overview()
        self._tables()
        self._narrative()
        self.paper.heading(1, "第四部分", "名词解释", align="centre")
        self.paper.paragraph("一、财政拨款：指一般公共预算财政拨款和政府性基金预算财政拨款。")
        self.paper.paragraph("二、基本支出：指为保障机构正常运转而发生的人员支出和公用支出。")

    def _overview(self) -> None:
        paper, of = self.paper, self.of
        paper.new_page()
        paper.heading(1, "第一部分", "部门概况", align="centre")
        paper.heading(2, "一、", "主要职能")
        for duty in of.domain.duties:
            paper.paragraph(f"{duty.replace('全县', '全省')}。")
        paper.heading(2, "二、", "部门机构设置和预算单位构成情况")
        staff = of.staff
        paper.paragraph(
            "1. 根据职责分工，", count("本部门内设机构{}个，", "org.internal_units", of.year, 9, "item"), "包括办公室、规划财务处等。",
            count("下属事业单位{}家。", "org.subordinate_units", of.year, 2, "item"),
        )  # fmt: skip
        total = staff["administrative"] + staff["worker"] + staff["institution"]
        paper.paragraph(
            "2. 本部门", count("核定编制{}名，", "staff.establishment", of.year, total, "person"), "其中",
            count("行政编制{}名、", "staff.establishment", of.year, staff["administrative"], "person", post_type="administrative"),
            count("行政附属编制{}名、", "staff.establishment", of.year, staff["worker"], "person", post_type="worker"),
            count("事业编制{}名。", "staff.establishment", of.year, staff["institution"], "person", post_type="institution"),
        )  # fmt: skip

    def _tables(self) -> None:
        self.paper.new_page()
        self.paper.heading(1, "第二部分", f"{self.of.year}年度部门预算表", align="centre")
        repeat = "repeat_header" in self.odd
        for at, table in enumerate(jiangsu_tables(self.make, repeat=repeat), 1):
            if at > 1 and self.paper.y > 380:
                self.paper.new_page()
            self.put_table(table, number=f"公开{at:02d}表", who="部门名称：")

    def _narrative(self) -> None:
        self.paper.new_page()
        self.paper.heading(1, "第三部分", f"{self.of.year}年度部门预算情况说明", align="centre")
        writers: tuple[Callable[[], None], ...] = (
            self._total, self._income, self._spending, self._fiscal_total, self._fiscal, lambda: self._basic(FISCAL), self._general,
            lambda: self._basic(GENERAL), self._three_public, self._fund, self._operating, self._procurement, self._assets, self._goals,
        )  # fmt: skip
        for at, (title, write) in enumerate(zip(SECTIONS, writers, strict=True)):
            self.paper.heading(2, f"{NUMERALS[at]}、", title)
            write()

    def _total(self) -> None:
        of, w, say = self.of, self.words, self.paper.paragraph
        both = Said(
            w.printed.said(of.total),
            (w.amount("income.total", of.total).facts[0], w.amount("expenditure.total", of.total).facts[0]),
        )
        moved = w.change(
            ["income.total", "expenditure.total"], of.total, of.before["total"], lead="与上年相比收、支预算总计各"
        )
        say(f"{of.name}{of.year}年度收入、支出预算总计", both, "，", moved, "。其中：")
        say("（一）收入预算总计", w.amount("income.total", of.total), "。包括：")
        general = of.income(GENERAL)
        say(
            "1．财政拨款收入预算", w.amount("income.fiscal_appropriation", of.income(FISCAL)), "。一般公共预算收入预算",
            w.amount("income.general_public_budget", general), "，", w.change("income.general_public_budget", general, of.before["general"]),
            "。主要原因是专项任务调整。",
        )  # fmt: skip
        if other := of.income(OTHER):
            say(
                "2．其他资金收入预算",
                w.amount("income.other", other),
                "，",
                w.change("income.other", other, of.before["other"]),
                "。",
            )
        if of.carryover:
            say("3．上年结转资金预算", w.amount("income.carryover", of.carryover), "。")
        say("（二）支出预算总计", w.amount("expenditure.total", of.total), "。包括：")
        for at, code in enumerate(of.codes(levels=(3,)), 1):
            value = of.sum(code)
            before = (value * 93 / 100).quantize(value) // 100 * 100 if at % 2 else value
            say(
                f"{at}．{FUNCTIONS[code].removesuffix('支出')}（类）支出", w.amount("expenditure.total", value, function=code),
                "，主要用于履行职责。", w.change("expenditure.total", value, before, function=code), "。",
            )  # fmt: skip
        say(
            "此外，基本支出预算数为", w.amount("expenditure.basic", of.basic()), "。",
            w.change("expenditure.basic", of.basic(), of.before["basic"]), "。",
        )  # fmt: skip
        say(
            "项目支出预算数为", w.amount("expenditure.project", of.project()), "。",
            w.change("expenditure.project", of.project(), of.before["project"]), "。",
        )  # fmt: skip

    def _income(self) -> None:
        of, w = self.of, self.words
        current = of.total - of.carryover
        parts = [("一般公共预算收入", "income.general_public_budget", of.income(GENERAL)), ("政府性基金收入", "income.government_fund", of.income(GOVERNMENT)),
                 ("其他收入", "income.other", of.income(OTHER))]  # fmt: skip
        self.paper.paragraph(f"{of.name}本年收入预算合计", w.amount("income.current_year", current), "，其中：")
        for label, concept, value in parts:
            if value:
                self.paper.paragraph(label, w.amount(concept, value), "，占", w.share(concept, value, current), "；")

    def _spending(self) -> None:
        of, w = self.of, self.words
        self.paper.paragraph(f"{of.name}本年支出预算合计", w.amount("expenditure.current_year", of.total), "，其中：")
        for label, concept, value in (
            ("基本支出", "expenditure.basic", of.basic()),
            ("项目支出", "expenditure.project", of.project()),
        ):
            self.paper.paragraph(label, w.amount(concept, value), "，占", w.share(concept, value, of.total), "；")

    def _fiscal_total(self) -> None:
        of, w, total = self.of, self.words, self.of.sum(fund=FISCAL)
        before = of.before["total"] - of.before["other"]
        both = (
            w.amount("income.total", total, fund=FISCAL).facts[0],
            w.amount("expenditure.total", total, fund=FISCAL).facts[0],
        )
        self.paper.paragraph(
            f"{of.name}{of.year}年度财政拨款收、支总预算", Said(w.printed.said(total), both), "。",
            w.change(["income.total", "expenditure.total"], total, before, lead="与上年相比，财政拨款收、支总计各", fund=FISCAL), "。",
        )  # fmt: skip

    def _fiscal(self) -> None:
        of, w, total = self.of, self.words, self.of.sum(fund=FISCAL)
        self.paper.paragraph(
            f"{of.name}{of.year}年财政拨款预算支出", w.amount("expenditure.total", total, fund=FISCAL), "，占本年支出合计的",
            w.share("expenditure.total", total, of.total, fund=FISCAL), "。其中：",
        )  # fmt: skip
        numbers = {code: at for at, code in enumerate(of.codes(FISCAL, (3,)))}
        place = 0
        for code in of.codes(FISCAL, (3, 7)):
            if len(code) == 3:
                title = f"{FUNCTIONS[code]}（类）"
                self.paper.heading(3, f"（{NUMERALS[numbers[code]]}）", title)
                place = 0
                continue
            place += 1
            value = of.sum(code, FISCAL)
            before = (value * (90 + place * 3) / 100) // 100 * 100
            dims = {"function": code, "fund": FISCAL}
            self.paper.paragraph(
                f"{place}．{FUNCTIONS[code[:5]]}（款）{FUNCTIONS[code]}（项）支出", w.amount("expenditure.total", value, **dims), "，",
                w.change("expenditure.total", value, before, function=code, fund=FISCAL), "。主要原因是任务变化。",
            )  # fmt: skip

    def _basic(self, fund: str) -> None:
        of, w = self.of, self.words
        label = "财政拨款" if fund == FISCAL else "一般公共预算财政拨款"
        self.paper.paragraph(
            f"{of.name}{of.year}年度{label}基本支出预算",
            w.amount("expenditure.basic", of.basic(fund=fund), fund=fund),
            "，其中：",
        )
        self.paper.paragraph(
            "（一）人员经费",
            w.amount("expenditure.basic.personnel", of.personnel(fund=fund), fund=fund),
            "。主要包括：基本工资、津贴补贴等。",
        )
        self.paper.paragraph(
            "（二）公用经费",
            w.amount("expenditure.basic.public", of.public(fund=fund), fund=fund),
            "。主要包括：办公费、差旅费等。",
        )

    def _general(self) -> None:
        of, w, total = self.of, self.words, self.of.sum(fund=GENERAL)
        self.paper.paragraph(
            f"{of.name}{of.year}年一般公共预算财政拨款支出预算", w.amount("expenditure.total", total, fund=GENERAL), "，",
            w.change("expenditure.total", total, of.before["general"], fund=GENERAL), "。主要原因是项目调整。",
        )  # fmt: skip

    def _three_public(self) -> None:
        of, w, say = self.of, self.words, self.paper.paragraph
        now, then = three_public_values(of.three_public), three_public_values(of.three_public_before)
        total = now["total"][1]
        pieces: list[Said | str] = [f"{of.name}{of.year}年度一般公共预算拨款安排的“三公”经费预算支出中，"]
        for at, (label, name) in enumerate(
            (
                ("因公出国（境）费支出", "overseas"),
                ("公务用车购置及运行费支出", "vehicles"),
                ("公务接待费支出", "reception"),
            )
        ):
            concept, value = now[name]
            pieces += [
                "；" if at else "",
                label,
                w.amount(concept, value),
                "，占“三公”经费的",
                w.share(concept, value, total),
            ]
        say(*pieces, "。具体情况如下：")
        lead = "比上年预算"
        say(
            "1．因公出国（境）费预算支出",
            w.amount(*now["overseas"]),
            "，",
            w.change(*now["overseas"], then["overseas"][1], lead=lead, rate=False),
            "。",
        )
        say("2．公务用车购置及运行费预算支出", w.amount(*now["vehicles"]), "。其中：")
        say(
            "（1）公务用车购置预算支出",
            w.amount(*now["purchase"]),
            "，",
            w.change(*now["purchase"], then["purchase"][1], lead=lead, rate=False),
            "。",
        )
        say(
            "（2）公务用车运行维护费预算支出",
            w.amount(*now["operation"]),
            "，",
            w.change(*now["operation"], then["operation"][1], lead=lead, rate=False),
            "。",
        )
        say(
            "3．公务接待费预算支出",
            w.amount(*now["reception"]),
            "，",
            w.change(*now["reception"], then["reception"][1], lead=lead, rate=False),
            "，主要原因是厉行节约。",
        )
        for label, concept, value in (
            ("会议费", "conference.total", of.conference),
            ("培训费", "training.total", of.training),
        ):
            before = value + 1500
            say(
                f"{of.name}{of.year}年度一般公共预算拨款安排的{label}预算支出",
                w.amount(concept, value),
                "，",
                w.change(concept, value, before, lead=lead, rate=False),
                "。",
            )

    def _fund(self) -> None:
        of, money = self.of, self.of.sum(fund=GOVERNMENT)
        self.paper.paragraph(
            f"{of.name}{of.year}年政府性基金支出预算支出",
            self.words.amount("expenditure.total", money, fund=GOVERNMENT),
            "。",
        )

    def _operating(self) -> None:
        of, w = self.of, self.words
        self.paper.paragraph(
            f"{of.year}年本部门一般公共预算机关运行经费预算支出", w.amount("operating_funds.total", of.operating), "，",
            w.change("operating_funds.total", of.operating, of.before["operating"]), "。主要原因是人员变化。",
        )  # fmt: skip

    def _procurement(self) -> None:
        of, w, parts = self.of, self.words, self.of.procurement
        self.paper.paragraph(
            f"{of.year}年政府采购预算总金额为", w.amount("procurement.total", sum(parts.values(), ZERO)), "。其中拟采购货物支出",
            w.amount("procurement.goods", parts["goods"]), "；拟采购工程支出", w.amount("procurement.works", parts["works"]),
            "；拟采购服务支出", w.amount("procurement.services", parts["services"]), "。",
        )  # fmt: skip

    def _assets(self) -> None:
        of = self.of
        self.paper.paragraph(
            *self.vehicles(of.year, "本部门"),
            "。",
            count(
                "单价20万元（含）以上的设备{}台（套）。",
                "assets.equipment",
                of.year,
                of.equipment,
                "item",
                threshold="200000",
            ),
        )

    def _goals(self) -> None:
        of, w = self.of, self.words
        self.paper.paragraph(
            f"{of.year}年本部门实行整体支出绩效目标管理，涉及财政性资金合计",
            w.amount("performance.amount", of.sum(fund=FISCAL)),
            "。",
        )


_TITLES = (
    "收支预算总表", "收入预算总表", "支出预算总表", "财政拨款收支预算总表", "财政拨款支出预算表（功能科目）",
    "财政拨款基本支出预算表（经济科目）", "一般公共预算支出预算表（功能科目）", "一般公共预算基本支出预算表（经济科目）",
    "“三公”经费、会议费、培训费支出预算表（一般公共预算）", "政府性基金预算财政拨款支出预算表", "一般公共预算机关运行经费支出预算表",
    "政府采购支出预算表",
)  # fmt: skip


def jiangsu_tables(make: Maker, *, repeat: bool) -> list[Table]:
    """The twelve tables."""
    of, cell = make.of, make.cell
    total = [("expenditure.total", of.sum)]
    code_head = [row(*map(head, ("功能科目编码", "功能科目名称", "金 额")))]
    economy_head = [row(*map(head, ("科目编码", "科目名称", "金额")))]
    nature = Table(
        "expenditure_by_nature", _TITLES[2], "万元", (20, 20, 20, 20, 20),
        [row(*map(head, ("合计", "基本支出", "项目支出", "单位预留机动经费", "结转下年资金")))],
        [row(cell(of.total, ("expenditure.total", {})), cell(of.basic(), ("expenditure.basic", {})),
             cell(of.project(), ("expenditure.project", {})), Cell(), Cell())],
    )  # fmt: skip
    general, government = of.sum(fund=GENERAL), of.sum(fund=GOVERNMENT)
    fiscal = {"fund": FISCAL}
    appropriation = Table(
        "fiscal_appropriation_summary", _TITLES[3], "万元", (30, 18, 30, 18),
        [row(head("收入", 2), head("支出", 2)), Row((head("项目名称", rows=2), head("金额", rows=2), head("支出用途", 2))), row(*map(head, ("项目名称", "金额")))],
        [
            row("一、一般公共预算", cell(of.income(GENERAL), ("income.general_public_budget", {})), "一、基本支出", cell(of.basic(fund=FISCAL), ("expenditure.basic", fiscal))),
            row("二、政府性基金预算", cell(of.income(GOVERNMENT), ("income.government_fund", {})), "二、项目支出", cell(of.project(fund=FISCAL), ("expenditure.project", fiscal))),
            *([row("三、上年结转资金", cell(of.carryover, ("income.carryover", fiscal)), "三、单位预留机动经费", "")] if of.carryover else [row("", "", "三、单位预留机动经费", "")]),
            row("收入合计", cell(general + government, ("income.total", fiscal)), "支出合计", cell(general + government, ("expenditure.total", fiscal))),
        ],
    )  # fmt: skip

    def functions(name: str, title: str, fund: str) -> Table:
        body = make.function_rows(total, fund=fund, dims={"fund": fund}, levels=(3, 5, 7))
        return Table(name, title, "万元", (18, 46, 20), code_head, body, repeat_header=repeat)

    def economies(name: str, title: str, fund: str) -> Table:
        body = make.economy_rows(dims={"fund": fund}, three=False)
        return Table(name, title, "万元", (18, 46, 20), economy_head, body, repeat_header=repeat)

    fund_body = make.function_rows(total, fund=GOVERNMENT, dims={"fund": GOVERNMENT}, levels=(3, 5, 7))
    if not government:
        zero = Cell("0", align="right", facts=(make.fact("expenditure.total", ZERO, {"fund": GOVERNMENT}),))
        fund_body = [row(Cell("合 计", 2, align="centre"), zero), *empty_rows(3, 2)]
    return [
        _summary(make), _sources(make), nature, appropriation,
        functions("fiscal_by_function", _TITLES[4], FISCAL), economies("fiscal_basic_by_economy", _TITLES[5], FISCAL),
        functions("general_public_by_function", _TITLES[6], GENERAL), economies("basic_by_economy", _TITLES[7], GENERAL),
        _three_public(make), Table("government_fund", _TITLES[9], "万元", (18, 46, 20), code_head, fund_body),
        _operating(make, repeat), _procurement(make),
    ]  # fmt: skip


def _summary(make: Maker) -> Table:
    """Income, functional classes, use: three blocks of two columns."""
    of, cell = make.of, make.cell
    income = [
        ("一、财政拨款", cell(of.income(FISCAL), ("income.fiscal_appropriation", {}))),
        ("1.一般公共预算", cell(of.income(GENERAL), ("income.general_public_budget", {}))),
        ("2.政府性基金预算", cell(of.income(GOVERNMENT), ("income.government_fund", {}))),
        ("二、财政专户管理资金", cell(ZERO, ("income.special_account", {}))),
        ("三、其他资金", cell(of.income(OTHER), ("income.other", {}))),
    ]
    nature = [
        ("一、基本支出", cell(of.basic(), ("expenditure.basic", {}))),
        ("二、项目支出", cell(of.project(), ("expenditure.project", {}))),
        ("三、单位预留机动经费", Cell()),
    ]
    classes = make.class_side(every=True)
    blank = ("", Cell())
    body = [row(*(a or blank), *(b or blank), *(c or blank)) for a, b, c in zip_longest(income, classes, nature)]
    current = of.total - of.carryover
    spent, whole = cell(of.total, ("expenditure.current_year", {})), cell(of.total, ("expenditure.total", {}))
    body += [
        row("当年收入小计", cell(current, ("income.current_year", {})), "", "", "当年支出小计", spent),
        row("上年结转资金", cell(of.carryover, ("income.carryover", {})), "", "", "结转下年资金", ""),
        row("收入合计", cell(of.total, ("income.total", {})), "", "", "支出合计", whole),
    ]
    return Table(
        "income_expenditure_summary", _TITLES[0], "万元", (24, 15, 27, 15, 22, 15),
        [
            row(head("收入", 2), head("支出", 4)),
            Row((head("项目名称", rows=2), head("金额", rows=2), head("功能分类", 2), head("支出用途", 2))),
            row(*map(head, ("功能科目名称", "金额", "项目名称", "金额"))),
        ],
        body, size=8,
    )  # fmt: skip


def _sources(make: Maker) -> Table:
    """Vertical list by source; each 小计 is of the group in the merged first cell."""
    of, cell = make.of, make.cell
    groups = (
        ("一般公共预算资金", "income.general_public_budget", of.income(GENERAL), ("公共财政拨款（补助）资金", "专项收入")),
        ("政府性基金", "income.government_fund", of.income(GOVERNMENT), ()),
        ("财政专户管理资金", "income.special_account", ZERO, ("专户管理教育收费", "其他非税收入")),
        ("其他资金", "income.other", of.income(OTHER), ("事业收入", "经营收入")),
        ("上年结转资金", "income.carryover", of.carryover, ()),
    )  # fmt: skip
    body = [row(Cell("收入总计", 2), cell(of.total, ("income.total", {})))]
    for label, concept, value, inner in groups:
        body.append(Row((Cell(label, rows=1 + len(inner)), Cell("小计"), cell(value, (concept, {})))))
        for at, name in enumerate(inner):
            own = Cell(make.printed.number(value), align="right") if name.startswith("公共财政") else Cell()
            body.append(Row((Cell(name), own if at == 0 else Cell())))
    return Table("income_by_source", _TITLES[1], "万元", (26, 40, 20), [row(head("项目名称", 2), head("金额"))], body)


def _three_public(make: Maker) -> Table:
    of, order = make.of, ("total", "overseas", "vehicles", "purchase", "operation", "reception")
    cells = make.three_public_cells(of.three_public, order)
    whole = three_public_values(of.three_public)["total"][1] + of.conference + of.training
    body = row(
        Cell(make.printed.number(whole), align="right"), *[Cell(c.text, align=c.align, facts=c.facts if c.text else ()) for c in cells],
        make.cell(of.conference, ("conference.total", {})), make.cell(of.training, ("training.total", {})),
    )  # fmt: skip
    header = [
        Row((head("合计", rows=3), head("“三公”经费", 6), head("会议费", rows=3), head("培训费", rows=3))),
        Row(
            (
                head("小计", rows=2),
                head("因公出国（境）费", rows=2),
                head("公务用车购置及运行维护费", 3),
                head("公务接待费", rows=2),
            )
        ),
        row(*map(head, ("小计", "公务用车购置费", "公务用车运行维护费"))),
    ]
    return Table("three_public", _TITLES[8], "万元", [10] * 9, header, [body])


def _operating(make: Maker, repeat: bool) -> Table:
    items = make.of.public_items
    rows = [row(Cell("合计", 2, align="centre"), make.cell(make.of.operating, ("operating_funds.total", {})))]
    for code in sorted({code[:size] for code in items for size in (3, 5)}):
        value = sum((amount for item, amount in items.items() if item.startswith(code)), ZERO)
        rows.append(
            row(
                Cell(code, align="centre"),
                ECONOMY[code],
                make.cell(value, ("operating_funds.total", {"economy": code})),
            )
        )
    return Table(
        "operating_funds",
        _TITLES[10],
        "万元",
        (18, 46, 20),
        [row(*map(head, ("科目编码", "科目名称", "机关运行经费支出")))],
        rows,
        repeat_header=repeat,
    )


def _procurement(make: Maker) -> Table:
    """Groups with their totals on the parent rows, items indented by empty cells."""
    parts = make.of.procurement
    body = [row("合计", "", "", "", "", make.cell(sum(parts.values(), ZERO), ("procurement.total", {})))]
    kinds = (("货物A", "goods", "设备购置费", "办公设备购置", "台式计算机"), ("工程B", "works", "房屋维修", "维修（护）费", "修缮工程"),
             ("服务C", "services", "物业服务费", "物业管理费", "物业管理服务"))  # fmt: skip
    shown = [kind for kind in kinds if parts[kind[1]]]
    for at, (label, key, purpose, economy, thing) in enumerate(shown):
        amount = make.printed.number(parts[key])
        body += [
            row(f"{NUMERALS[at]}、{label}", "", "", "", "", make.cell(parts[key], (f"procurement.{key}", {}))),
            row("", purpose, economy, "", "", Cell(amount, align="right")),
            row("", "", "", thing, "政府集中采购" if at % 2 == 0 else "分散自行组织", Cell(amount, align="right")),
        ]
    heads = ("采购品目大类", "专项名称", "经济科目", "采购物品名称", "采购组织形式", "总计")
    return Table("procurement", _TITLES[11], "万元", (16, 18, 16, 20, 16, 14), [row(*map(head, heads))], body)
