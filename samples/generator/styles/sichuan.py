"""Sichuan / Yunnan: no parts, （一） below 一、, tables 表1 to 表5 without vertical rules, wide ones on turned pages.

The document makes mistakes of its own (oddities ``cut_percent``, ``wrong_sum``, ``wrong_direction``, ``two_figures``);
the gold holds what is printed, and about.toml names the findings that a reader should report.
"""

from __future__ import annotations

import random
from collections.abc import Collection
from decimal import Decimal
from pathlib import Path

from generator.about import About
from generator.catalogue import FUNCTIONS
from generator.figures import FISCAL, GENERAL, GOVERNMENT, OTHER, ZERO, make_year
from generator.gold import Gold, fact
from generator.grid import Cell, Row, Rules, Table, head, row
from generator.money import Printed
from generator.paper import Look, Paper, Said
from generator.tables import Maker, three_public_values
from generator.words import Wording, count
from generator.writer import Writer

ODDITIES = (
    "cut_percent", "wrong_sum", "wrong_direction", "two_figures", "turned", "no_rules", "ruled", "spaced_digits", "half_width", "repeat_header",
)  # fmt: skip
OWN_MISTAKES = frozenset({"cut_percent", "wrong_sum", "wrong_direction", "two_figures"})
SAMPLE = ("cut_percent", "wrong_sum", "wrong_direction", "two_figures", "turned")


def typeset(font: Path, seed: int, oddities: Collection[str]) -> tuple[Paper, About]:
    """One document."""
    rng = random.Random(f"sichuan{seed}")
    of = make_year(rng, rng.choice((2023, 2024, 2025)), place_ending="县", other=rng.random() < 0.3)
    of.three_public_before["reception"] = of.three_public["reception"] + rng.randrange(20, 90) * 100
    look = Look(margin=64, size=12, spaced_digits="spaced_digits" in oddities, page_numbers="— {page} —")
    paper = Paper(font, look.made_odd(oddities), Gold())
    words = Wording(
        Printed(trim=True),
        of.year,
        lead=f"比{of.year - 1}年预算数",
        same=f"与{of.year - 1}年预算持平",
        decimals=2,
        cut="cut_percent" in oddities,
    )
    _Sichuan(paper, of, words, Maker(of, Printed(zero="")), oddities).write()
    about = About("sichuan", seed, of.name, of.year, "department_budget")
    notes: dict[str, tuple[str, dict[str, str | bool]]] = {
        "cut_percent": ("percentages are cut off instead of rounded", {"check": "stated_share", "truncated": True}),
        "wrong_sum": (
            "the 三公 total of the table is 1 万元 above its parts",
            {"check": "three_public_is_sum_of_parts", "status": "fail"},
        ),
        "wrong_direction": (
            "the text calls the fall of reception money a rise",
            {"check": "change_direction_wording", "status": "fail"},
        ),
        "two_figures": (
            "total expenditure differs by 10 万元 between text and table",
            {"check": "narrative_equals_table", "status": "fail"},
        ),
    }
    for name, (text, expected) in notes.items():
        if name in oddities:
            about.odd.append(text)
            about.expect.append(expected)
    about.odd.append("no vertical rules; tables of nothing with a sentence")
    return paper, about


class _Sichuan(Writer):
    def write(self) -> None:
        of, paper, year = self.of, self.paper, self.of.year
        self.cover(f"{of.name}{year}年部门预算公开", f"{year}年2月")
        titles = (
            "基本职能及主要工作", "部门预算单位构成", "收支预算情况说明", "财政拨款收支预算情况说明", "一般公共预算当年拨款情况说明", "一般公共预算基本支出情况说明",
            "“三公”经费财政拨款预算安排情况说明", "政府性基金预算支出情况说明", "国有资本经营预算支出情况说明", "其他重要事项的情况说明", "名词解释",
        )  # fmt: skip
        writers = (
            self._duties, self._units, self._total, self._fiscal, self._general, self._basic, self._three_public, self._fund, self._state, self._other, self._glossary,
        )  # fmt: skip
        numbers = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一"]
        self.contents([f"{number}、{title}" for number, title in zip(numbers, titles, strict=True)], leaders=True)
        paper.new_page()
        for number, title, write in zip(numbers, titles, writers, strict=True):
            paper.heading(1, f"{number}、", title)
            write()
        paper.new_page()
        paper.heading(1, "", f"{year}年部门预算表", align="centre")
        for number, table, note in sichuan_tables(self.make, self.odd):
            wide = len(table.widths) > 5
            if wide:
                paper.new_page(landscape=True, turned="turned" in self.odd)
            elif paper.width > paper.height or paper.y > 420:
                paper.new_page()
            self.put_table(table, number=number, note=note, who="部门：", size=13)

    def _sub(self, number: str, title: str) -> None:
        brackets = "({})" if "half_width" in self.odd else "（{}）"
        self.paper.heading(2, brackets.format(number), title)

    def _duties(self) -> None:
        self._sub("一", "主要职能")
        for at, duty in enumerate(self.of.domain.duties, 1):
            self.paper.paragraph(f"{at}.{duty}。")
        self._sub("二", f"{self.of.year}年重点工作")
        self.paper.paragraph("抓好各项任务落实，确保全年目标完成。")

    def _units(self) -> None:
        of, year, staff = self.of, self.of.year, self.of.staff
        self.paper.paragraph(
            f"{of.name}",
            count("下属二级预算单位{}个，", "org.subordinate_units", year, 1, "item"),
            f"即{of.place}{of.domain.subordinate}。",
        )
        self.paper.paragraph(
            count("本部门核定编制{}名，", "staff.establishment", year, staff["administrative"] + staff["institution"], "person"), "其中：",
            count("行政编制{}名，", "staff.establishment", year, staff["administrative"], "person", post_type="administrative"),
            count("事业编制{}名；", "staff.establishment", year, staff["institution"], "person", post_type="institution"),
            count("年末实有在职人员{}人，", "staff.on_duty", year, staff["on_duty_administrative"] + staff["institution"] - 2, "person"),
            count("退休人员{}人，", "staff.retired.ordinary", year, staff["retired"], "person"), count("遗属{}人。", "staff.survivors", year, 2, "person"),
        )  # fmt: skip

    def _total(self) -> None:
        of, w, say, year = self.of, self.words, self.paper.paragraph, self.of.year
        both = tuple(w.amount(f"{side}.total", of.total).facts[0] for side in ("income", "expenditure"))
        say(
            f"按照综合预算的原则，{of.name}所有收入和支出均纳入部门预算管理。{year}年收支总预算", Said(w.printed.said(of.total), both), "，",
            w.change(["income.total", "expenditure.total"], of.total, of.before["total"], lead=f"比{year - 1}年收支预算总数"), "，主要原因是项目增减。",
        )  # fmt: skip
        self._sub("一", "收入预算情况")
        parts = [
            ("上年结转", "income.carryover", of.carryover),
            ("一般公共预算拨款收入", "income.general_public_budget", of.income(GENERAL)),
            ("其他收入", "income.other", of.income(OTHER)),
        ]
        pieces: list[Said | str] = [f"{year}年收入预算", w.amount("income.total", of.total), "，其中："]
        for at, (label, concept, value) in enumerate(
            (label, concept, value) for label, concept, value in parts if value
        ):
            pieces += ["；" if at else "", label, w.amount(concept, value), "，占", w.share(concept, value, of.total)]
        say(*pieces, "。")
        self._sub("二", "支出预算情况")
        stated = of.total + (100000 if "two_figures" in self.odd else 0)
        say(
            f"{year}年支出预算", w.amount("expenditure.total", stated), "，其中：基本支出", w.amount("expenditure.basic", of.basic()), "，占",
            w.share("expenditure.basic", of.basic(), of.total), "；项目支出", w.amount("expenditure.project", of.project()), "，占",
            w.share("expenditure.project", of.project(), of.total), "。",
        )  # fmt: skip

    def _fiscal(self) -> None:
        of, w, say = self.of, self.words, self.paper.paragraph
        total = of.sum(fund=FISCAL)
        both = tuple(w.amount(f"{side}.total", total, fund=FISCAL).facts[0] for side in ("income", "expenditure"))
        say(
            f"{of.year}年财政拨款收支总预算", Said(w.printed.said(total), both), "，",
            w.change(["income.total", "expenditure.total"], total, of.before["total"] - of.before["other"], lead=f"比{of.year - 1}年财政拨款收支总预算", fund=FISCAL), "。",
        )  # fmt: skip
        pieces: list[Said | str] = [
            "收入包括：一般公共预算拨款收入",
            w.amount("income.general_public_budget", of.income(GENERAL)),
        ]
        if of.carryover:
            pieces += ["、上年结转", w.amount("income.carryover", of.carryover, fund=FISCAL)]
        pieces.append("；支出包括：")
        for at, code in enumerate(of.codes(FISCAL, (3,))):
            pieces += [
                "、" if at else "",
                FUNCTIONS[code],
                w.amount("expenditure.total", of.sum(code, FISCAL), function=code, fund=FISCAL),
            ]
        say(*pieces, "。")

    def _general(self) -> None:
        of, w, say, year = self.of, self.words, self.paper.paragraph, self.of.year
        total = of.sum(fund=GENERAL)
        self._sub("一", "一般公共预算当年拨款规模变化情况")
        say(
            f"{of.name}{year}年一般公共预算当年拨款", w.amount("expenditure.total", total, fund=GENERAL), "，",
            w.change("expenditure.total", total, of.before["general"], fund=GENERAL), "，主要原因是人员变动。",
        )  # fmt: skip
        self._sub("二", "一般公共预算当年拨款结构情况")
        pieces: list[Said | str] = []
        for at, code in enumerate(of.codes(GENERAL, (3,))):
            value, dims = of.sum(code, GENERAL), {"function": code, "fund": GENERAL}
            pieces += [
                "；" if at else "",
                FUNCTIONS[code],
                w.amount("expenditure.total", value, **dims),
                "，占",
                w.share("expenditure.total", value, total, **dims),
            ]
        say(*pieces, "。")
        self._sub("三", "一般公共预算当年拨款具体使用情况")
        for at, code in enumerate(of.codes(GENERAL, (7,)), 1):
            name = f"{FUNCTIONS[code[:3]]}（类）{FUNCTIONS[code[:5]]}（款）{FUNCTIONS[code]}（项）"
            amount = w.amount("expenditure.total", of.sum(code, GENERAL), function=code, fund=GENERAL)
            say(f"{at}.{name}：{year}年预算数为", amount, "，主要用于：保障工作开展。")

    def _basic(self) -> None:
        of, w = self.of, self.words
        self.paper.paragraph(
            f"{of.year}年一般公共预算基本支出",
            w.amount("expenditure.basic", of.basic(fund=GENERAL), fund=GENERAL),
            "，其中：",
        )
        self.paper.paragraph(
            "人员经费",
            w.amount("expenditure.basic.personnel", of.personnel(fund=GENERAL), fund=GENERAL),
            "，主要包括：基本工资、津贴补贴、奖金等。",
        )
        self.paper.paragraph(
            "公用经费",
            w.amount("expenditure.basic.public", of.public(fund=GENERAL), fund=GENERAL),
            "，主要包括：办公费、印刷费、差旅费等。",
        )

    def _three_public(self) -> None:
        of, w, say, year = self.of, self.words, self.paper.paragraph, self.of.year
        now, then = three_public_values(of.three_public), three_public_values(of.three_public_before)
        total = now["total"][1]
        pieces: list[Said | str] = [f"{year}年“三公”经费财政拨款预算数", w.amount(now["total"][0], total), "，其中："]
        labels = (
            ("因公出国（境）经费", "overseas"),
            ("公务接待费", "reception"),
            ("公务用车购置及运行维护费", "vehicles"),
        )
        for at, (label, name) in enumerate(labels):
            pieces += ["，" if at else "", label, w.amount(*now[name])]
        say(*pieces, "。")
        self._sub("一", "因公出国（境）经费")
        say(w.change(*now["overseas"], then["overseas"][1]), "，本年不安排出国（境）任务。")
        self._sub("二", "公务接待费")
        moved = now["reception"][1] - then["reception"][1]
        if "wrong_direction" in self.odd:
            shown = w.printed.value(-moved)
            say(
                Said(f"{w.lead}增加{w.printed.said(-moved)}", (fact(now["reception"][0], "change", year, shown),)),
                "，主要原因是厉行节约。",
            )
        else:
            say(w.change(*now["reception"], then["reception"][1], rate=False), "，主要原因是厉行节约。")
        self._sub("三", "公务用车购置及运行维护费")
        say(w.change(*now["vehicles"], then["vehicles"][1], rate=False), "。")
        say(*self.vehicles(year - 1, "部门现有公务用车情况："), "。")
        say(
            f"{year}年安排公务用车购置费", w.amount(*now["purchase"]), "。安排公务用车运行维护费", w.amount(*now["operation"]), "，用于公务用车燃油、维修等。",
        )  # fmt: skip

    def _fund(self) -> None:
        self.paper.paragraph(f"{self.of.name}{self.of.year}年没有使用政府性基金预算拨款安排的支出。")

    def _state(self) -> None:
        self.paper.paragraph(f"{self.of.name}{self.of.year}年没有使用国有资本经营预算拨款安排的支出。")

    def _other(self) -> None:
        of, w, say, year = self.of, self.words, self.paper.paragraph, self.of.year
        self._sub("一", "机关运行经费")
        say(
            f"{year}年，{of.name}的机关运行经费财政拨款预算为", w.amount("operating_funds.total", of.operating), "，",
            w.change("operating_funds.total", of.operating, of.before["operating"]), "。",
        )  # fmt: skip
        self._sub("二", "政府采购情况")
        parts = of.procurement
        say(
            f"{year}年，{of.name}安排政府采购预算", w.amount("procurement.total", sum(parts.values(), ZERO)), "，其中：政府采购货物预算",
            w.amount("procurement.goods", parts["goods"]), "，政府采购工程预算", w.amount("procurement.works", parts["works"]), "，政府采购服务预算",
            w.amount("procurement.services", parts["services"]), "。",
        )  # fmt: skip
        self._sub("三", "国有资产占有使用情况")
        say(
            f"截至{year - 1}年底，{of.name}", count("单价50万元以上通用设备{}台（套），", "assets.equipment", year - 1, of.equipment, "item", threshold="500000"),
            count("单价100万元以上专用设备{}台（套）。", "assets.equipment", year - 1, 0, "item", threshold="1000000"),
        )  # fmt: skip
        self._sub("四", "绩效目标设置情况")
        say(
            f"{year}年{of.name}", count("编制绩效目标的项目{}个，", "performance.projects", year, len(of.projects), "item", measure="budget"),
            "涉及预算", w.amount("performance.amount", of.project()), "。",
        )  # fmt: skip

    def _glossary(self) -> None:
        self.paper.paragraph("（一）一般公共预算拨款收入：指县级财政当年拨付的资金。")
        self.paper.paragraph("（二）基本支出：指为保证机构正常运转发生的人员支出和公用支出。")


def sichuan_tables(make: Maker, odd: Collection[str]) -> list[tuple[str, Table, str]]:
    """(number, table, note)."""
    of, cell = make.of, make.cell
    rules: Rules = "grid" if "ruled" in odd else "none" if "no_rules" in odd else "horizontal"
    repeat = "repeat_header" in odd
    spending = [("expenditure.total", of.sum), ("expenditure.basic", of.basic), ("expenditure.project", of.project)]
    summary = Table(
        "income_expenditure_summary", "部门收支总表", "万元", (30, 16, 30, 16), [row(head("收入", 2), head("支出", 2)), row(*map(head, ("项目", f"{of.year}年预算数", "项目", f"{of.year}年预算数")))],
        make.summary_body(every=False, words=("本年收入合计", "本年支出合计", "收入总计", "支出总计")), rules=rules,
    )  # fmt: skip
    income = Table(
        "income_by_unit", "部门收入总表", "万元", (10, 22, *[12] * 7),
        [row(*map(head, ("单位代码", "单位名称", "合计", "上年结转", "一般公共预算拨款收入", "政府性基金预算拨款收入", "国有资本经营预算拨款收入", "事业收入", "其他收入")))],
        _income_rows(make), rules=rules, size=8,
    )  # fmt: skip
    heads = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")

    def functions(name: str, title: str, fund: str | None) -> Table:
        body = make.function_rows(
            spending, fund=fund, dims={"fund": fund} if fund else {}, levels=(3, 5, 7), indent=True
        )
        return Table(
            name, title, "万元", (13, 36, 14, 14, 14), [row(*map(head, heads))], body, rules=rules, repeat_header=repeat
        )

    fiscal = Table(
        "fiscal_appropriation_summary", "财政拨款收支预算总表", "万元", (26, 13, 26, 13, 13, 13, 13),
        [row(head("收入", 2), head("支出", 5)), row(*map(head, ("项目", "预算数", "项目", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算")))],
        make.fiscal_body(), rules=rules, size=8,
    )  # fmt: skip
    basic = Table(
        "basic_by_economy", "一般公共预算基本支出预算表", "万元", (13, 36, 14, 14, 14), [row(*map(head, ("科目编码", "科目名称", "合计", "人员经费", "公用经费")))],
        make.economy_rows(dims={"fund": GENERAL}), rules=rules, repeat_header=repeat,
    )  # fmt: skip
    projects = [row(Cell("合计", align="centre"), "", cell(of.project(), ("expenditure.project", {})))]
    projects += [
        row(project.name, "延续性项目", cell(project.amount, ("expenditure.project", {"project": project.name})))
        for project in of.projects
    ]
    listed = Table(
        "project_list",
        "部门项目支出预算表",
        "万元",
        (44, 20, 18),
        [row(*map(head, ("项目名称", "项目类型", "金额")))],
        projects,
        rules=rules,
    )
    none = "注：本部门无此项预算安排，此表无数据。"
    return [
        ("表1", summary, ""), ("表1-1", income, ""), ("表1-2", functions("expenditure_by_function", "部门支出总表", None), ""), ("表2", fiscal, ""),
        ("表3", functions("general_public_by_function", "一般公共预算支出预算表", GENERAL), ""), ("表3-1", basic, ""), ("表3-2", listed, ""),
        ("表3-3", _three_public(make, rules, wrong="wrong_sum" in odd), ""),
        ("表4", functions("government_fund", "政府性基金支出预算表", GOVERNMENT), none),
        ("表5", functions("state_capital", "国有资本经营预算支出预算表", "state_capital"), none),
    ]  # fmt: skip


def _income_rows(make: Maker) -> list[Row]:
    """The total and two units: the second has an eighth of the general public budget."""
    of = make.of
    part = of.income(GENERAL) // 8 // 100 * 100
    zero = [("income.government_fund", ZERO), ("income.state_capital", ZERO), ("income.undertaking", ZERO)]

    def line(code: str, name: str, general: Decimal, carried: Decimal, other: Decimal, **dims: str) -> Row:
        values = [
            ("income.total", general + carried + other),
            ("income.carryover", carried),
            ("income.general_public_budget", general),
            *zero,
            ("income.other", other),
        ]
        return row(
            code,
            Cell(name, align="left" if code else "centre"),
            *(make.cell(value, (concept, dims)) for concept, value in values),
        )

    general, carried, other = of.income(GENERAL), of.carryover, of.income(OTHER)
    head_office, second = f"{of.name}本级", f"{of.place}{of.domain.subordinate}"
    return [
        line("", "合计", general, carried, other), line("301001", head_office, general - part, carried, other, organisation=head_office),
        line("301002", second, part, ZERO, ZERO, organisation=second),
    ]  # fmt: skip


def _three_public(make: Maker, rules: Rules, *, wrong: bool) -> Table:
    """Items as columns, last year's budget and this year's as rows would be rarer: one row, two years side by side."""
    of, order = make.of, ("total", "overseas", "vehicles", "purchase", "operation", "reception")
    cells = Maker(of, Printed()).three_public_cells(of.three_public, order)
    if wrong:
        printed, value = Printed(), three_public_values(of.three_public)["total"][1] + 10000
        cells[0] = Cell(
            printed.number(value), align="right", facts=(fact("three_public.total", "budget", of.year, value),)
        )
    before = Maker(of, Printed()).three_public_cells(of.three_public_before, order, of.year - 1)
    header = [
        row(head("上年预算数", 6), head("当年财政拨款预算安排", 6)),
        Row(
            (
                head("合计", rows=2),
                head("因公出国（境）费用", rows=2),
                head("公务用车购置及运行费", 3),
                head("公务接待费", rows=2),
            )
            * 2
        ),
        row(*[head(text) for _ in range(2) for text in ("小计", "公务用车购置费", "公务用车运行费")]),
    ]
    return Table(
        "three_public",
        "一般公共预算“三公”经费支出预算表",
        "万元",
        [10] * 12,
        header,
        [row(*before, *cells)],
        rules=rules,
        size=8,
    )
