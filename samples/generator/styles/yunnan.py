"""Yunnan / Guizhou: text in yuan and cents, then 预算01-1表 and on; the goals of all projects in one long table.

Posts, people and vehicles stand in a table; an index number of seventeen digits stands on the cover.
"""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from generator.about import About
from generator.catalogue import ECONOMY, FUNCTIONS
from generator.figures import FISCAL, GENERAL, GOVERNMENT, OTHER, ZERO, make_year
from generator.goal_tables import Goal, long_table
from generator.goals import COST, EFFECT, OUTPUT, SATISFIED, drawn_goals
from generator.gold import Gold
from generator.grid import Table
from generator.money import Printed
from generator.paper import Look, Paper, Said
from generator.project_sections import project_sections
from generator.styles.yunnan_tables import staff_table, yunnan_tables
from generator.tables import Maker, three_public_values
from generator.words import Wording, count
from generator.writer import Writer

ODDITIES = (
    "spaced_digits", "repeat_header", "turned", "every_class", "transfers", "goals_on_each_row", "text_wan", "number_below", "leaders", "blank_zero",
    "wide_staff", "split_columns", "doubled", "three_public_by_fund", "ragged", "project_sections",
)  # fmt: skip
SAMPLE = ("transfers", "turned")


def typeset(font: Path, seed: int, oddities: Collection[str]) -> tuple[Paper, About]:
    """One document."""
    rng = random.Random(f"yunnan{seed}")
    of = make_year(
        rng,
        rng.choice((2022, 2023, 2024, 2025)),
        place_ending=rng.choice(("县", "市", "区")),
        fund_lines=rng.random() < 0.4,
    )
    look = Look(margin=54, size=13, leading=1.8, spaced_digits="spaced_digits" in oddities, page_numbers="{page}")
    paper = Paper(font, look.made_odd(oddities), Gold())
    printed = Printed(trim=True) if "text_wan" in oddities else Printed("元")
    words = Wording(printed, of.year, lead="与上年对比", same="与上年对比无变化", rate_up="增长", rate_down="下降")
    make = Maker(of, Printed("元", separators=True, zero="" if "blank_zero" in oddities else None))
    _Yunnan(paper, of, words, make, oddities, rng).write()
    return paper, About("yunnan", seed, of.name, of.year, "department_budget", allowed=["required_tables_present"])


@dataclass(slots=True)
class _Yunnan(Writer):
    rng: random.Random = field(default_factory=random.Random)
    transfers: dict[str, Decimal] = field(default_factory=dict)

    def write(self) -> None:
        of, paper, year = self.of, self.paper, self.of.year
        if "transfers" in self.odd:
            self.transfers = {
                name: Decimal(self.rng.randrange(500, 9000) * 100) for name in ("乡镇水毁设施补助", "农村公益岗位补助")
            }
        self.cover(f"{of.name}{year}年部门预算公开", f"监督索引号{self.rng.randrange(10**16, 10**17)}")
        paper.shows("trap.index_number")
        titles = (
            "基本职能及主要工作", "预算单位基本情况", "预算单位收入情况", "预算单位支出情况", "对下转移支付情况", "政府采购预算情况", "部门“三公”经费增减变化情况及原因说明",
            "重点项目预算绩效目标情况", "其他公开信息",
        )  # fmt: skip
        writers = (
            self._duties, self._units, self._income, self._spent, self._transfers, self._procurement, self._three_public, self._goals, self._other,
        )  # fmt: skip
        numbers = "一二三四五六七八九"
        self.contents(
            [f"第一部分 {year}年部门预算编制说明", *(f"{number}、{title}" for number, title in zip(numbers, titles, strict=True)), f"第二部分 {year}年部门预算表"],
            leaders="leaders" in self.odd,
        )  # fmt: skip
        paper.new_page()
        paper.heading(1, "第一部分", f"{year}年部门预算编制说明", align="centre")
        for number, title, write in zip(numbers, titles, writers, strict=True):
            paper.heading(2, f"{number}、", title)
            write()
        paper.new_page()
        paper.heading(1, "第二部分", f"{year}年部门预算表", align="centre")
        self._tables()

    def _duties(self) -> None:
        self.paper.heading(3, "（一）", "部门主要职责")
        for at, duty in enumerate(self.of.domain.duties, 1):
            self.paper.paragraph(f"{at}.{duty}。")
        self.paper.heading(3, "（二）", "重点工作概述")
        self.paper.paragraph("抓好各项任务落实，确保全年目标完成。")

    def _units(self) -> None:
        of, year = self.of, self.of.year
        self.paper.paragraph(
            count(f"纳入{year}年部门预算编制范围的预算单位共{{}}个。", "org.budget_units", year, 2, "item"), "部门人员和车辆情况见下表：",
        )  # fmt: skip
        self.paper.table(staff_table(of, self.rng if "wide_staff" in self.odd else None))

    def _income(self) -> None:
        of, w = self.of, self.words
        self.paper.heading(3, "（一）", "部门财务收入情况")
        parts = [
            ("一般公共预算", "income.general_public_budget", of.income(GENERAL)), ("政府性基金预算", "income.government_fund", of.income(GOVERNMENT)),
            ("国有资本经营预算", "income.state_capital", ZERO), ("单位资金", "income.unit_funds", of.income(OTHER)), ("上年结转", "income.carryover", of.carryover),
        ]  # fmt: skip
        pieces: list[Said | str] = [f"{of.year}年部门财务总收入", w.amount("income.total", of.total), "，其中："]
        for at, (label, concept, value) in enumerate(parts):
            pieces += ["，" if at else "", label, w.amount(concept, value)]
        self.paper.paragraph(
            *pieces, "。", w.change("income.total", of.total, of.before["total"]), "，主要原因分析：项目安排调整。"
        )
        self.paper.heading(3, "（二）", "财政拨款收入情况")
        general, government = of.income(GENERAL), of.income(GOVERNMENT)
        self.paper.paragraph(
            f"{of.year}年部门财政拨款收入", w.amount("income.total", of.sum(fund=FISCAL), fund=FISCAL), "，其中：本年收入",
            w.amount("income.current_year", general + government, w.amount("income.fiscal_appropriation", general + government).facts[0], fund=FISCAL), "，上年结转收入",
            w.amount("income.carryover", of.carryover, fund=FISCAL), "。",
        )  # fmt: skip

    def _spent(self) -> None:
        of, w, paper = self.of, self.words, self.paper
        paper.paragraph(
            f"{of.year}年部门预算总支出", w.amount("expenditure.total", of.total), "，其中：基本支出", w.amount("expenditure.basic", of.basic()), "，",
            w.change("expenditure.basic", of.basic(), of.before["basic"]), "，主要原因分析：人员变动；项目支出", w.amount("expenditure.project", of.project()), "，",
            w.change("expenditure.project", of.project(), of.before["project"]), "，主要原因分析：任务调整。",
        )  # fmt: skip
        paper.heading(3, "（一）", "一般公共预算支出按功能科目分类情况")
        for at, code in enumerate(of.codes(GENERAL, (7,)), 1):
            dims = {"function": code, "fund": GENERAL}
            paper.paragraph(
                f"{at}.{FUNCTIONS[code]}（科目编码{code}）", w.amount("expenditure.total", of.sum(code, GENERAL), **dims), "，主要用于部门履职相关支出。",
            )  # fmt: skip
        paper.heading(3, "（二）", "一般公共预算基本支出按经济科目分类情况")
        items = {**of.personnel_items, **of.public_items}
        pieces: list[Said | str] = []
        for at, code in enumerate(sorted({code[:3] for code in items})):
            value = sum((amount for item, amount in items.items() if item.startswith(code)), ZERO)
            pieces += [
                "；" if at else "",
                ECONOMY[code],
                w.amount("expenditure.basic", value, economy=code, fund=GENERAL),
            ]
        paper.paragraph(*pieces, "。")

    def _transfers(self) -> None:
        of = self.of
        if self.transfers:
            whole = sum(self.transfers.values(), ZERO)
            self.paper.paragraph(
                f"{of.year}年对下转移支付预算", self.words.amount("transfer.total", whole), "，用于乡镇相关补助。"
            )
        else:
            self.paper.paragraph(f"我部门{of.year}年无对下转移支付预算。")

    def _procurement(self) -> None:
        w, parts = self.words, self.of.procurement
        self.paper.paragraph(
            f"根据《中华人民共和国政府采购法》的有关规定，编制了政府采购预算，共涉及采购项目{sum(1 for value in parts.values() if value)}个，采购预算总额", w.amount("procurement.total", sum(parts.values(), ZERO)),
            "。其中：政府采购货物预算", w.amount("procurement.goods", parts["goods"]), "，政府采购工程预算", w.amount("procurement.works", parts["works"]), "，政府采购服务预算",
            w.amount("procurement.services", parts["services"]), "。",
        )  # fmt: skip

    def _three_public(self) -> None:
        of, w = self.of, self.words
        now, then = three_public_values(of.three_public), three_public_values(of.three_public_before)
        self.paper.paragraph(
            f"{of.name}{of.year}年一般公共预算财政拨款“三公”经费预算合计", w.amount(*now["total"]), "，", w.change(*now["total"], then["total"][1]), "，具体变动情况如下：",
        )  # fmt: skip
        for number, title, clause in zip(
            "一二三",
            ("因公出国（境）费", "公务用车购置及运行维护费", "公务接待费"),
            self.three_public_clauses(),
            strict=True,
        ):
            self.paper.heading(3, f"（{number}）", title)
            self.paper.paragraph(f"{of.name}{of.year}年", *clause, "。")

    def _goals(self) -> None:
        of, w = self.of, self.words
        self.paper.paragraph(
            count("编报绩效目标的项目共{}个，", "performance.projects", of.year, len(of.projects), "item", measure="budget"), "涉及资金", w.amount("performance.amount", of.project()),
            "，各项目绩效目标详见预算05-2表。",
        )  # fmt: skip
        if "project_sections" in self.odd:
            project_sections(self.paper, self.words, of, level=3, number="{}.")

    def _other(self) -> None:
        of, w, paper, held = self.of, self.words, self.paper, self.of.year - 1
        paper.heading(3, "（一）", "专业名词解释")
        paper.paragraph("1.基本支出：指为保障机构正常运转而发生的支出。")
        paper.paragraph("2.项目支出：指为完成特定任务而发生的支出。")
        paper.heading(3, "（二）", "机关运行经费安排变化情况及原因说明")
        paper.paragraph(
            f"{of.name}{of.year}年机关运行经费安排", w.amount("operating_funds.total", of.operating), "，", w.change("operating_funds.total", of.operating, of.before["operating"]),
            "，主要原因分析：厉行节约。",
        )  # fmt: skip
        paper.heading(3, "（三）", "国有资产占有使用情况")
        paper.paragraph(
            *self.vehicles(held, f"截至{held}年12月31日，{of.name}"), "。", count("单价100万元以上的设备{}台（套）。", "assets.equipment", held, of.equipment, "item", threshold="1000000"),
        )  # fmt: skip

    def _tables(self) -> None:
        paper = self.paper
        tables = yunnan_tables(self.make, self.transfers, self.odd)
        place = next(at for at, (number, _) in enumerate(tables) if number == "预算06表")
        tables.insert(place, ("预算05-2表", self._goal_table()))
        for at, (number, table) in enumerate(tables):
            wide = len(table.widths) > 6
            if at or wide:
                paper.new_page(landscape=wide, turned=wide and "turned" in self.odd)
            note = ""
            if table.name == "government_fund" and len(table.body) == 1:
                note = f"备注：我部门{self.of.year}年无政府性基金预算支出，故此表无数据。"
            if table.name == "transfer_payments" and not self.transfers:
                note = f"备注：我部门{self.of.year}年无对下转移支付预算，故此表无数据。"
            if table.origin == "performance":
                with paper.around(table):
                    paper.line(number, size=9, align="right")
                    paper.title(2, number, table.title, size=15)
                    paper.line(f"单位名称：{self.of.name}", size=9)
                    paper.table(table)
                continue
            self.put_table(
                table,
                number=number,
                below="number_below" in self.odd,
                who="单位名称：",
                size=15,
                unit_word="单位：",
                note=note,
            )

    def _goal_table(self) -> Table:
        self.paper.shows("form.value_and_unit_apart")
        if "goals_on_each_row" not in self.odd:
            self.paper.shows("form.labels_merged")
        goals = []
        for project in self.of.projects:
            rows = drawn_goals(self.rng, {COST: 1, OUTPUT: 4, EFFECT: 2, SATISFIED: 1})
            goals.append(Goal(project.name, project.amount, f"完成{project.name}年度任务，保障资金规范使用。", rows))
        return long_table(
            goals,
            "部门项目支出绩效目标表",
            merged="goals_on_each_row" not in self.odd,
            repeat="repeat_header" in self.odd,
        )


__all__ = ["ODDITIES", "SAMPLE", "typeset"]
