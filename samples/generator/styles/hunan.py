"""Hunan / Guizhou: the national set of nine tables since 2021, posts in a table by organisation.

Rows of income and expenditure by unit, heads of three rows, a 三公 table with last year's and this year's block, 其他重要
事项 with （一） … below it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection
from pathlib import Path

from generator.about import About
from generator.catalogue import FUNCTIONS
from generator.figures import FISCAL, GENERAL, GOVERNMENT, OTHER, ZERO, make_year
from generator.forms import ProjectForm
from generator.gold import Gold, fact
from generator.grid import Cell, Row, Table, head, row
from generator.money import Printed
from generator.paper import Look, Paper, Said
from generator.styles.hubei import indicators
from generator.tables import Maker, three_public_values
from generator.words import Wording, count
from generator.writer import Writer

ODDITIES = (
    "spaced_digits",
    "repeat_header",
    "turned",
    "separators",
    "running_head",
    "two_tables_a_page",
    "staff_in_text",
)
SAMPLE = ("repeat_header", "running_head")


def typeset(font: Path, seed: int, oddities: Collection[str]) -> tuple[Paper, About]:
    """One document."""
    rng = random.Random(f"hunan{seed}")
    of = make_year(
        rng, rng.choice((2022, 2023, 2024)), place_ending="县", fund_lines=rng.random() < 0.5, other=rng.random() < 0.5
    )
    head_line = f"{of.name}{of.year}年度部门预算公开" if "running_head" in oddities else ""
    look = Look(margin=60, spaced_digits="spaced_digits" in oddities, running_head=head_line, page_numbers="第{page}页")
    paper = Paper(font, look.made_odd(oddities), Gold())
    words = Wording(
        Printed(trim="separators" not in oddities, separators="separators" in oddities), of.year, lead="较上年"
    )
    make = Maker(of, Printed(separators="separators" in oddities, zero=""))
    _Hunan(paper, of, words, make, oddities).write(rng)
    return paper, About("hunan", seed, of.name, of.year, "department_budget")


class _Hunan(Writer):
    def write(self, rng: random.Random) -> None:
        of, paper = self.of, self.paper
        self.cover(f"{of.name}{of.year}年部门预算公开")
        parts = ("第一部分 部门概况", "第二部分 部门预算情况说明", "第三部分 部门预算表")
        self.contents(parts, leaders=False)
        paper.new_page()
        paper.heading(1, "第一部分", "部门概况", align="centre")
        self._overview(rng)
        paper.heading(1, "第二部分", "部门预算情况说明", align="centre")
        sections: tuple[tuple[str, Callable[[], None]], ...] = (
            ("收支总体情况", self._total), ("财政拨款收支总体情况", self._fiscal), ("一般公共预算支出情况", self._general),
            ("政府性基金预算支出情况", self._fund), ("国有资本经营预算支出情况", self._state), ("其他重要事项的情况说明", self._other),
        )  # fmt: skip
        for number, (title, write) in zip("一二三四五六", sections, strict=True):
            paper.heading(2, f"{number}、", title)
            write()
        paper.new_page()
        paper.heading(1, "第三部分", "部门预算表", align="centre")
        for at, table in enumerate(hunan_tables(self.make, repeat="repeat_header" in self.odd), 1):
            if "two_tables_a_page" not in self.odd or paper.width < paper.height or paper.y > 300:
                paper.new_page(landscape=True, turned="turned" in self.odd)
            empty = table.name in ("government_fund", "state_capital") and len(table.body) == 1
            note = "注：本部门本年度无此项预算安排，本表为空表。" if empty else ""
            self.put_table(table, number=f"表{at}", who="部门：", note=note, size=13)
        self._form(rng)

    def _overview(self, rng: random.Random) -> None:
        of, paper, year = self.of, self.paper, self.of.year
        paper.heading(2, "一、", "部门职责")
        for at, duty in enumerate(of.domain.duties, 1):
            paper.paragraph(f"{at}、{duty}；")
        paper.heading(2, "二、", "机构设置及人员情况")
        second = f"{of.place}{of.domain.subordinate}"
        paper.paragraph(
            f"{of.name}", count("内设{}个股室，", "org.internal_units", year, 5, "item"), "纳入本部门预算编制范围的",
            count("预算单位{}个，", "org.budget_units", year, 2, "item"), f"包括：{of.name}本级、{second}。",
        )  # fmt: skip
        staff = of.staff
        if "staff_in_text" in self.odd:
            paper.paragraph(
                f"{of.name}本级", count("核定行政编制{}名，", "staff.establishment", year, staff["administrative"], "person", organisation=f"{of.name}本级", post_type="administrative"),
                count("实有在职人员{}人，", "staff.on_duty", year, staff["on_duty_administrative"], "person", organisation=f"{of.name}本级", post_type="administrative"),
                count("退休人员{}人；", "staff.retired.ordinary", year, staff["retired"], "person", organisation=f"{of.name}本级"),
                f"{second}", count("核定事业编制{}名，", "staff.establishment", year, staff["institution"], "person", organisation=second, post_type="institution"),
                count("实有在职人员{}人。", "staff.on_duty", year, staff["institution"] - 1, "person", organisation=second, post_type="institution"),
            )  # fmt: skip
            return
        paper.paragraph("人员编制情况见下表：")
        paper.table(self._staff_table(second, rng))

    def _staff_table(self, second: str, rng: random.Random) -> Table:
        """Posts, people in post and retired people, by organisation."""
        year, staff = self.of.year, self.of.staff

        def cell(number: int, concept: str, **dims: str) -> Cell:
            return Cell(str(number), align="centre", facts=(fact(concept, "reported", year, number, "person", **dims),))

        def line(name: str, posts: tuple[int, int], duty: tuple[int, int], retired: int, **dims: str) -> Row:
            return row(
                name, cell(sum(posts), "staff.establishment", **dims), cell(posts[0], "staff.establishment", **dims, post_type="administrative"),
                cell(posts[1], "staff.establishment", **dims, post_type="institution"), cell(sum(duty), "staff.on_duty", **dims),
                cell(duty[0], "staff.on_duty", **dims, post_type="administrative"), cell(duty[1], "staff.on_duty", **dims, post_type="institution"),
                cell(retired, "staff.retired.ordinary", **dims),
            )  # fmt: skip

        posts, duty = (
            (staff["administrative"], staff["institution"]),
            (staff["on_duty_administrative"], staff["institution"] - 1),
        )
        retired = rng.randrange(1, 6)
        name = f"{self.of.name}本级"
        header = [
            Row((head("单位名称", rows=2), head("编制数", 3), head("在职人员", 3), head("退休人员", rows=2))),
            row(*map(head, ("小计", "行政编制", "事业编制", "小计", "行政人员", "事业人员"))),
        ]
        body = [
            line("合计", posts, duty, staff["retired"] + retired), line(name, (posts[0], 0), (duty[0], 0), staff["retired"], organisation=name),
            line(second, (0, posts[1]), (0, duty[1]), retired, organisation=second),
        ]  # fmt: skip
        return Table("", "人员编制情况表", "人", (26, 9, 10, 10, 9, 10, 10, 10), header, body)

    def _total(self) -> None:
        of, w, say = self.of, self.words, self.paper.paragraph
        pieces: list[Said | str] = [f"（一）收入预算。{of.year}年部门收入预算总额", w.amount("income.total", of.total), "，其中：一般公共预算拨款收入",
                                    w.amount("income.general_public_budget", of.income(GENERAL))]  # fmt: skip
        if of.income(GOVERNMENT):
            pieces += ["，政府性基金预算拨款收入", w.amount("income.government_fund", of.income(GOVERNMENT))]
        if of.income(OTHER):
            pieces += ["，单位资金收入", w.amount("income.unit_funds", of.income(OTHER))]
        if of.carryover:
            pieces += ["，上年结转结余", w.amount("income.carryover", of.carryover)]
        say(*pieces, "。收入", w.change("income.total", of.total, of.before["total"]), "，主要是项目资金变化。")
        say(
            f"（二）支出预算。{of.year}年部门支出预算总额", w.amount("expenditure.total", of.total), "，其中：基本支出",
            w.amount("expenditure.basic", of.basic()), "，项目支出", w.amount("expenditure.project", of.project()), "。支出",
            w.change("expenditure.total", of.total, of.before["total"]), "。",
        )  # fmt: skip

    def _fiscal(self) -> None:
        of, w, total = self.of, self.words, self.of.sum(fund=FISCAL)
        facts = (
            w.amount("income.total", total, fund=FISCAL).facts[0],
            w.amount("expenditure.total", total, fund=FISCAL).facts[0],
        )
        self.paper.paragraph(f"{of.year}年财政拨款收支总预算", Said(w.printed.said(total), facts), "。")

    def _general(self) -> None:
        of, w, say = self.of, self.words, self.paper.paragraph
        total = of.sum(fund=GENERAL)
        pieces: list[Said | str] = [
            f"{of.year}年一般公共预算支出预算",
            w.amount("expenditure.total", total, fund=GENERAL),
            "，其中：",
        ]
        for at, code in enumerate(of.codes(GENERAL, (3,))):
            value = of.sum(code, GENERAL)
            dims = {"function": code, "fund": GENERAL}
            pieces += [
                "；" if at else "",
                FUNCTIONS[code],
                w.amount("expenditure.total", value, **dims),
                "，占",
                w.share("expenditure.total", value, total, **dims),
            ]
        say(*pieces, "。具体安排情况如下：")
        say(
            "（一）基本支出：基本支出预算", w.amount("expenditure.basic", of.basic(fund=GENERAL), fund=GENERAL), "，其中人员经费",
            w.amount("expenditure.basic.personnel", of.personnel(fund=GENERAL), fund=GENERAL), "，公用经费",
            w.amount("expenditure.basic.public", of.public(fund=GENERAL), fund=GENERAL), "。",
        )  # fmt: skip
        pieces = [
            "（二）项目支出：项目支出预算",
            w.amount("expenditure.project", of.project(fund=GENERAL), fund=GENERAL),
            "，用于完成专项工作。",
        ]
        say(*pieces)

    def _fund(self) -> None:
        of, money = self.of, self.of.sum(fund=GOVERNMENT)
        if money:
            self.paper.paragraph(
                f"{of.year}年政府性基金预算支出",
                self.words.amount("expenditure.total", money, fund=GOVERNMENT),
                "，均为项目支出。",
            )
        else:
            self.paper.paragraph(f"{of.year}年本部门无政府性基金预算安排的支出。")

    def _state(self) -> None:
        self.paper.paragraph(f"{self.of.year}年本部门无国有资本经营预算安排的支出。")

    def _other(self) -> None:
        of, w, paper, say = self.of, self.words, self.paper, self.paper.paragraph
        paper.heading(3, "（一）", "机关运行经费")
        say(
            f"{of.year}年本部门机关运行经费预算", w.amount("operating_funds.total", of.operating), "，",
            w.change("operating_funds.total", of.operating, of.before["operating"]), "，主要是人员变动。",
        )  # fmt: skip
        paper.heading(3, "（二）", "“三公”经费预算")
        now, then = three_public_values(of.three_public), three_public_values(of.three_public_before)
        pieces: list[Said | str] = [f"{of.year}年“三公”经费预算数", w.amount(*now["total"]), "，其中："]
        for at, clause in enumerate(self.three_public_clauses()):
            pieces += ["；" if at else "", *clause]
        say(*pieces, "。")
        say(f"{of.year}年“三公”经费预算", w.change(*now["total"], then["total"][1]), "，主要是落实过紧日子要求。")
        paper.heading(3, "（三）", "一般性支出情况")
        say(
            f"{of.year}年本部门会议费预算", w.amount("conference.total", of.conference), "，拟召开3次会议，人数120人；培训费预算",
            w.amount("training.total", of.training), "，拟开展2次培训，人数90人。",
        )  # fmt: skip
        paper.heading(3, "（四）", "政府采购情况")
        parts = of.procurement
        say(
            f"{of.year}年本部门政府采购预算总额", w.amount("procurement.total", sum(parts.values(), ZERO)), "，其中，货物类采购预算",
            w.amount("procurement.goods", parts["goods"]), "；工程类采购预算", w.amount("procurement.works", parts["works"]),
            "；服务类采购预算", w.amount("procurement.services", parts["services"]), "。",
        )  # fmt: skip
        paper.heading(3, "（五）", "国有资产占用使用及新增资产配置情况")
        text = "单位价值50万元以上通用设备{}台，"
        say(
            *self.vehicles(of.year - 1, f"截至{of.year - 1}年12月底，本部门"), "。", count(text, "assets.equipment", of.year - 1, of.equipment, "item", threshold="500000"),
            count("单位价值100万元以上专用设备{}台。", "assets.equipment", of.year - 1, 0, "item", threshold="1000000"),
            count(f"{of.year}年拟新增配置公务用车{{}}辆。", "assets.vehicles.planned_purchase", of.year, 0, "vehicle", measure="budget"),
        )  # fmt: skip
        paper.heading(3, "（六）", "预算绩效目标说明")
        say(
            f"{of.year}年本部门整体支出和项目支出实行绩效目标管理，", count("纳入绩效目标管理的项目{}个，", "performance.projects", of.year, len(of.projects), "item", measure="budget"),
            "涉及项目资金", w.amount("performance.amount", of.project()), "。",
        )  # fmt: skip
        paper.heading(3, "（七）", "名词解释")
        say("1、机关运行经费：指用于购买货物和服务的各项资金。")
        say("2、“三公”经费：指因公出国（境）费、公务用车购置及运行费和公务接待费。")

    def _form(self, rng: random.Random) -> None:
        of, paper, project = self.of, self.paper, self.of.projects[0]
        paper.new_page()
        rows = indicators(rng)
        form = ProjectForm(of, project.name, project.amount, rows[:3], rows, "全面完成年度任务。").table()
        with paper.around(form):
            paper.title(2, "", form.title, size=13)
            paper.line(f"（{of.year}年度）", size=10, align="centre")
            paper.table(form)


def hunan_tables(make: Maker, *, repeat: bool) -> list[Table]:
    """The nine tables."""
    of, unit = make.of, make.printed.unit
    summary = Table(
        "income_expenditure_summary", "部门收支总表", unit, (30, 16, 30, 16), [row(head("收入", 2), head("支出", 2)), row(*map(head, ("项目", "预算数", "项目", "预算数")))],
        make.summary_body(every=True), size=7,
    )  # fmt: skip
    spending = [("expenditure.total", of.sum), ("expenditure.basic", of.basic), ("expenditure.project", of.project)]
    by_function = Table(
        "expenditure_by_function", "部门支出总表", unit, (12, 34, 14, 14, 14, 14, 14, 14),
        [row(*map(head, ("科目编码", "科目名称", "合计", "基本支出", "项目支出", "事业单位经营支出", "上缴上级支出", "对附属单位补助支出")))],
        [Row((*one.cells, Cell(), Cell(), Cell())) for one in make.function_rows(spending, fund=None, dims={}, levels=(3, 5, 7), indent=True)],
        repeat_header=repeat, size=8,
    )  # fmt: skip
    fiscal = Table(
        "fiscal_appropriation_summary", "财政拨款收支总表", unit, (26, 13, 26, 13, 13, 13, 13),
        [
            row(head("收入", 2), head("支出", 5)), Row((head("项目", rows=2), head("预算数", rows=2), head("项目", rows=2), head("预算数", 4))),
            row(*map(head, ("合计", "一般公共预算", "政府性基金预算", "国有资本经营预算"))),
        ],
        make.fiscal_body(), size=8,
    )  # fmt: skip
    columns = [
        ("expenditure.total", of.sum), ("expenditure.basic", of.basic), ("expenditure.basic.personnel", of.personnel),
        ("expenditure.basic.public", of.public), ("expenditure.project", of.project),
    ]  # fmt: skip
    general = Table(
        "general_public_by_function", "一般公共预算支出表", unit, (12, 34, 14, 14, 14, 14, 14),
        [
            Row((head("支出功能分类科目", 2), head("本年一般公共预算支出", 5))),
            Row((head("科目编码", rows=2), head("科目名称", rows=2), head("合计", rows=2), head("基本支出", 3), head("项目支出", rows=2))),
            row(*map(head, ("小计", "人员经费", "公用经费"))),
        ],
        make.function_rows(columns, fund=GENERAL, dims={"fund": GENERAL}, levels=(3, 5, 7)), repeat_header=repeat, size=8,
    )  # fmt: skip
    basic = Table(
        "basic_by_economy", "一般公共预算基本支出表", unit, (14, 40, 16, 16, 16),
        [row(head("部门预算支出经济分类科目", 2), head("本年一般公共预算基本支出", 3)), row(*map(head, ("科目编码", "科目名称", "合计", "人员经费", "公用经费")))],
        make.economy_rows(dims={"fund": GENERAL}), repeat_header=repeat, size=8,
    )  # fmt: skip

    def fund_table(name: str, title: str, fund: str, label: str) -> Table:
        body = make.function_rows(spending, fund=fund, dims={"fund": fund}, levels=(3, 5, 7))
        header = [
            Row((head("科目编码", rows=2), head("科目名称", rows=2), head(label, 3))), row(*map(head, ("合计", "基本支出", "项目支出"))),
        ]  # fmt: skip
        return Table(name, title, unit, (14, 40, 16, 16, 16), header, body)

    return [
        summary, _income(make), by_function, fiscal, general, basic, _three_public(make),
        fund_table("government_fund", "政府性基金预算支出表", GOVERNMENT, "本年政府性基金预算支出"),
        fund_table("state_capital", "国有资本经营预算支出表", "state_capital", "本年国有资本经营预算支出"),
    ]  # fmt: skip


def _income(make: Maker) -> Table:
    """By unit: this year's income and carry-over, each by fund."""
    of, unit_name = make.of, make.of.name
    heads = ("小计", "一般公共预算", "政府性基金预算", "国有资本经营预算", "财政专户管理资金", "单位资金")
    header = [
        Row((head("部门（单位）代码", rows=2), head("部门（单位）名称", rows=2), head("合计", rows=2), head("本年收入", 6), head("上年结转结余", 6))),
        row(*map(head, heads), *map(head, heads)),
    ]  # fmt: skip
    current = of.total - of.carryover
    income = [
        ("income.current_year", current, {}), ("income.general_public_budget", of.income(GENERAL), {}), ("income.government_fund", of.income(GOVERNMENT), {}),
        ("income.state_capital", ZERO, {}), ("income.special_account", ZERO, {}), ("income.unit_funds", of.income(OTHER), {}),
        ("income.carryover", of.carryover, {}), ("income.carryover", of.carryover, {"fund": GENERAL}), ("income.carryover", ZERO, {"fund": GOVERNMENT}),
        ("income.carryover", ZERO, {"fund": "state_capital"}), ("income.carryover", ZERO, {"fund": "special_account"}), ("income.carryover", ZERO, {"fund": "unit_funds"}),
    ]  # fmt: skip

    def line(dims: dict[str, str]) -> list[Cell]:
        cells = [make.cell(of.total, ("income.total", dims))]
        return cells + [make.cell(value, (concept, {**own, **dims})) for concept, value, own in income]

    body = [
        row(Cell("合计", 2, align="centre"), *line({})),
        row("402", unit_name, *line({})),
        row("402001", f"{unit_name}本级", *line({"organisation": f"{unit_name}本级"})),
    ]
    return Table("income_by_unit", "部门收入总表", make.printed.unit, (9, 15, *[9] * 13), header, body, size=7)


def _three_public(make: Maker) -> Table:
    """Last year's and this year's block over three header rows."""
    of, order = make.of, ("total", "overseas", "vehicles", "purchase", "operation", "reception")
    shown = Maker(of, Printed(separators=make.printed.separators))
    blocks = []
    for label in ("上年预算数", "本年预算数"):
        second = Row(
            (
                head("“三公”经费合计", rows=2),
                head("因公出国（境）费", rows=2),
                head("公务用车购置及运行费", 3),
                head("公务接待费", rows=2),
            )
        )
        blocks.append((row(head(label, 6)), second, row(*map(head, ("小计", "公务用车购置费", "公务用车运行费")))))
    header = [Row((*a.cells, *b.cells)) for a, b in zip(*blocks, strict=True)]
    body = row(
        *shown.three_public_cells(of.three_public_before, order, of.year - 1),
        *shown.three_public_cells(of.three_public, order),
    )
    return Table("three_public", "一般公共预算“三公”经费支出表", make.printed.unit, [10] * 12, header, [body], size=8)
