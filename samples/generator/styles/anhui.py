"""Anhui / Jiangxi: tables, then a numbered section about each of them (关于……表的说明) in Arabic numerals.

The set has no table of three-public expenses, or one with its columns in another order; codes stand in columns of 类, 款
and 项; staff by how they are paid; applications with the standard of each indicator.
"""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.about import About
from generator.catalogue import ECONOMY, FUNCTIONS
from generator.figures import FISCAL, GENERAL, GOVERNMENT, OTHER, ZERO, make_year
from generator.goal_tables import Goal, standard_form, three_years
from generator.goals import COST, EFFECT, OUTPUT, SATISFIED, drawn_goals
from generator.gold import Gold, fact
from generator.money import Printed
from generator.paper import Look, Paper, Said
from generator.prior import Prior, prior_of
from generator.styles.anhui_tables import anhui_tables, project_funds, staff_table
from generator.tables import Maker, three_public_values
from generator.words import Wording, count
from generator.writer import Writer

ODDITIES = (
    "spaced_digits", "repeat_header", "three_public_table", "zero_lost", "total_last", "every_class", "blank_staff", "points", "yuan_tables", "full_width", "turned",
    "inline_values", "three_years",
)  # fmt: skip
SAMPLE = ("zero_lost", "blank_staff")
_STANDARDS = ("达到年度计划得满分，每少一项扣1分", "按合同约定考核", "完成得满分，未完成不得分", "依据行业规范评定")


def typeset(font: Path, seed: int, oddities: Collection[str]) -> tuple[Paper, About]:
    """One document."""
    rng = random.Random(f"anhui{seed}")
    of = make_year(
        rng, rng.choice((2022, 2023, 2024, 2025)), place_ending=rng.choice(("县", "市")), fund_lines=rng.random() < 0.5
    )
    look = Look(margin=68, size=13, spaced_digits="spaced_digits" in oddities, page_numbers="— {page} —")
    paper = Paper(font, look.made_odd(oddities), Gold())
    words = Wording(
        Printed(trim=rng.random() < 0.5), of.year, lead=f"与{of.year - 1}年预算相比", same=f"与{of.year - 1}年预算持平"
    )
    unit = "元" if "yuan_tables" in oddities else "万元"
    make = Maker(of, Printed(unit, separators=unit == "元", zero=""))
    _Anhui(paper, of, words, make, oddities, rng=rng, prior=prior_of(of)).write()
    return paper, About("anhui", seed, of.name, of.year, "department_budget", allowed=["required_tables_present"])


@dataclass(slots=True)
class _Anhui(Writer):
    rng: random.Random = field(default_factory=random.Random)
    prior: Prior = field(kw_only=True)

    def write(self) -> None:
        of, paper, year = self.of, self.paper, self.of.year
        self.cover(f"{of.name}{year}年部门预算", f"{year}年2月")
        titles = ("部门概况", f"{year}年部门预算表", f"{year}年部门预算情况说明", "名词解释")
        self.contents(
            [f"第{number}部分 {title}" for number, title in zip("一二三四", titles, strict=True)], leaders=False
        )
        paper.new_page()
        paper.heading(1, "第一部分", titles[0], align="centre")
        paper.heading(2, "一、", "主要职责")
        for at, duty in enumerate(of.domain.duties, 1):
            paper.paragraph(f"{at}.{duty}。")
        paper.heading(2, "二、", "机构设置及人员情况")
        paper.paragraph(
            f"从预算单位构成看，{of.name}", count("{}年度部门预算包括本级预算和所属事业单位预算，".replace("{}", str(year)) + "纳入编制范围的预算单位共{}个。", "org.budget_units", year, 2, "item"),
            "人员情况如下表：",
        )  # fmt: skip
        paper.table(staff_table(of, blank="blank_staff" in self.odd))
        paper.heading(2, "三、", f"{year}年度主要工作任务")
        paper.paragraph("抓好各项任务落实，确保全年目标完成。")
        paper.new_page()
        paper.heading(1, "第二部分", titles[1], align="centre")
        self._tables()
        paper.new_page()
        paper.heading(1, "第三部分", titles[2], align="centre")
        self._sections()
        paper.heading(1, "第四部分", titles[3], align="centre")
        paper.paragraph("1.基本支出：指为保障机构正常运转、完成日常工作任务而发生的支出。")
        paper.paragraph("2.项目支出：指在基本支出之外为完成特定任务和事业发展目标所发生的支出。")
        self._forms()

    def _tables(self) -> None:
        paper = self.paper
        for at, table in enumerate(anhui_tables(self.make, self.odd), 1):
            wide = len(table.widths) > 7
            if at > 1 and (wide or paper.width > paper.height or paper.y > 330):
                paper.new_page(landscape=wide, turned=wide and "turned" in self.odd)
            empty = table.name in ("government_fund", "state_capital") and len(table.body) == 1
            self.put_table(
                table, number=f"表{at}", who="部门：", size=14, note="注：本部门没有此项收入，也没有使用此项资金安排的支出，故本表无数据。" if empty else "",
            )  # fmt: skip

    def _sections(self) -> None:
        year = self.of.year
        sections = (
            (f"关于{year}年收支总表的说明", self._both), (f"关于{year}年收入总表的说明", self._income), (f"关于{year}年支出总表的说明", self._spent),
            (f"关于{year}年财政拨款收支总表的说明", self._fiscal), (f"关于{year}年一般公共预算支出表的说明", self._general), (f"关于{year}年一般公共预算基本支出表的说明", self._basic),
            (f"关于{year}年政府性基金预算支出表的说明", self._fund), (f"关于{year}年国有资本经营预算支出表的说明", self._state), (f"关于{year}年项目支出表的说明", self._projects),
            (f"关于{year}年政府采购支出表的说明", self._procurement), ("“三公”经费预算情况说明", self._three_public), ("其他重要事项的情况说明", self._other),
        )  # fmt: skip
        for at, (title, body) in enumerate(sections, 1):
            number = (
                str(at).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
                if "full_width" in self.odd
                else str(at)
            )
            self.paper.heading(2, f"{number}．" if "full_width" in self.odd else f"{number}.", title)
            body()

    def _parts(self) -> list[tuple[str, str, object]]:
        of = self.of
        parts = [
            ("一般公共预算拨款收入", "income.general_public_budget", of.income(GENERAL)), ("政府性基金预算拨款收入", "income.government_fund", of.income(GOVERNMENT)),
            ("单位资金", "income.unit_funds", of.income(OTHER)), ("上年结转结余", "income.carryover", of.carryover),
        ]  # fmt: skip
        return [part for part in parts if part[2]]

    def _both(self) -> None:
        of, w = self.of, self.words
        large = replace(w, printed=Printed("亿元", decimals=4))
        both = tuple(large.amount(f"{side}.total", of.total).facts[0] for side in ("income", "expenditure"))
        pieces: list[Said | str] = [
            "按照综合预算的原则，所有收入和支出均纳入部门预算管理。",
            f"{of.name}{of.year}年收支总预算",
            Said(large.printed.said(of.total), both),
            "。支出按功能分类分为：",
        ]
        for at, code in enumerate(of.codes(None, (3,))):
            pieces += ["、" if at else "", FUNCTIONS[code], w.amount("expenditure.total", of.sum(code), function=code)]
        self.paper.paragraph(*pieces, "。")

    def _income(self) -> None:
        of, w = self.of, self.words
        pieces: list[Said | str] = [
            f"{of.name}{of.year}年收入预算",
            w.amount("income.total", of.total),
            "，",
            w.change("income.total", of.total, of.before["total"]),
            "。其中：",
        ]
        for at, (label, concept, value) in enumerate(self._parts()):
            pieces += ["；" if at else "", label, w.amount(concept, value), "，占", w.share(concept, value, of.total)]
        self.paper.paragraph(*pieces, "。")

    def _spent(self) -> None:
        of, w = self.of, self.words
        self.paper.paragraph(
            f"{of.name}{of.year}年支出预算", w.amount("expenditure.total", of.total), "，", w.change("expenditure.total", of.total, of.before["total"]), "，主要是项目调整。其中：基本支出",
            w.amount("expenditure.basic", of.basic()), "，占", w.share("expenditure.basic", of.basic(), of.total), "，主要用于保障日常运转；项目支出",
            w.amount("expenditure.project", of.project()), "，占", w.share("expenditure.project", of.project(), of.total), "，主要用于专项工作。",
        )  # fmt: skip

    def _fiscal(self) -> None:
        of, w = self.of, self.words
        total = of.sum(fund=FISCAL)
        both = tuple(w.amount(f"{side}.total", total, fund=FISCAL).facts[0] for side in ("income", "expenditure"))
        self.paper.paragraph(f"{of.name}{of.year}年财政拨款收支总预算", Said(w.printed.said(total), both), "。")

    def _general(self) -> None:
        of, w, say, total = self.of, self.words, self.paper.paragraph, self.of.sum(fund=GENERAL)
        self.paper.heading(3, "（1）", "一般公共预算支出规模变化情况")
        say(
            f"{of.name}{of.year}年一般公共预算支出", w.amount("expenditure.total", total, fund=GENERAL), "，", w.change("expenditure.total", total, of.before["general"], fund=GENERAL),
            "，主要原因是人员经费变动。",
        )  # fmt: skip
        self.paper.heading(3, "（2）", "一般公共预算支出结构情况")
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
        self.paper.heading(3, "（3）", "一般公共预算支出具体使用情况")
        for at, code in enumerate(of.codes(GENERAL, (7,)), 1):
            dims = {"function": code, "fund": GENERAL}
            value = of.sum(code, GENERAL)
            say(
                f"{at}）{FUNCTIONS[code[:3]]}（类）{FUNCTIONS[code[:5]]}（款）{FUNCTIONS[code]}（项）{of.year}年预算", w.amount("expenditure.total", value, **dims), "，",
                w.change("expenditure.total", value, self.prior.sum(code), **dims), "，主要原因是工作任务变动。",
            )  # fmt: skip

    def _basic(self) -> None:
        of, w = self.of, self.words
        dims = {"fund": GENERAL}
        self.paper.paragraph(
            f"{of.name}{of.year}年一般公共预算基本支出", w.amount("expenditure.basic", sum(of.personnel_items.values(), ZERO) + of.operating, **dims), "，其中，人员经费",
            w.amount("expenditure.basic.personnel", sum(of.personnel_items.values(), ZERO), **dims), f"，主要包括{'、'.join(ECONOMY[code] for code in of.personnel_items)}；公用经费",
            w.amount("expenditure.basic.public", of.operating, **dims), f"，主要包括{'、'.join(ECONOMY[code] for code in of.public_items)}。",
        )  # fmt: skip

    def _fund(self) -> None:
        of, money = self.of, self.of.sum(fund=GOVERNMENT)
        if money:
            self.paper.paragraph(
                f"{of.name}{of.year}年政府性基金预算支出",
                self.words.amount("expenditure.total", money, fund=GOVERNMENT),
                "，全部用于项目支出。",
            )
        else:
            self.paper.paragraph(
                f"{of.name}{of.year}年没有政府性基金预算拨款收入，也没有使用政府性基金预算拨款安排的支出，主要原因是无此类项目。"
            )

    def _state(self) -> None:
        self.paper.paragraph(
            f"{self.of.name}{self.of.year}年没有国有资本经营预算拨款收入，也没有使用国有资本经营预算拨款安排的支出。"
        )

    def _projects(self) -> None:
        of, w = self.of, self.words
        self.paper.paragraph(
            f"{of.name}{of.year}年共安排项目支出", w.amount("expenditure.project", of.project()), "，", w.change("expenditure.project", of.project(), of.before["project"]),
            f"，主要包括：{'、'.join(project.name for project in of.projects)}等项目。",
        )  # fmt: skip

    def _procurement(self) -> None:
        of, w, parts = self.of, self.words, self.of.procurement
        self.paper.paragraph(
            f"{of.name}{of.year}年政府采购预算", w.amount("procurement.total", sum(parts.values(), ZERO)), "，其中：货物、工程、服务类采购支出分别为", w.amount("procurement.goods", parts["goods"]),
            "、", w.amount("procurement.works", parts["works"]), "、", w.amount("procurement.services", parts["services"]), "。涉密采购项目按规定不予公开。因预算编制口径变化，与上年不可比。",
        )  # fmt: skip

    def _three_public(self) -> None:
        of, w = self.of, self.words
        now, then = three_public_values(of.three_public), three_public_values(of.three_public_before)
        if "three_public_table" not in self.odd:
            self.paper.shows("outline.no_three_public_table")
        self.paper.paragraph(
            f"{of.year}年“三公”经费预算总额", w.amount(*now["total"]), "，", w.change(*now["total"], then["total"][1]), "。其中：",
        )  # fmt: skip
        for number, clause in enumerate(self.three_public_clauses(), 1):
            self.paper.paragraph(f"（{number}）", *clause, "。")

    def _other(self) -> None:
        of, w, paper, held = self.of, self.words, self.paper, self.of.year - 1
        paper.heading(3, "（1）", "机关运行经费")
        paper.paragraph(
            f"{of.name}{of.year}年机关运行经费财政拨款预算", w.amount("operating_funds.total", of.operating), "，",
            w.change("operating_funds.total", of.operating, of.before["operating"]), "，主要原因是压减一般性支出。",
        )  # fmt: skip
        paper.heading(3, "（2）", "国有资产占有使用情况")
        paper.paragraph(
            *self.vehicles(held, f"截至{held}年12月31日，{of.name}"), "。",
            count(f"{of.year}年部门预算安排购置车辆{{}}辆。", "assets.vehicles.planned_purchase", of.year, int(bool(of.three_public["purchase"])), "vehicle", measure="budget"), count("单价50万元以上的通用设备{}台（套）。", "assets.equipment", held, of.equipment, "item", threshold="500000"),
        )  # fmt: skip
        whole, fixed = of.total * 3, of.total * 2
        paper.paragraph(
            f"截至{held}年12月31日，{of.name}资产总额", Said(w.printed.said(whole), (fact("assets.total_value", "reported", held, w.printed.value(whole)),)),
            f"，其中，流动资产{w.printed.said(whole - fixed)}，固定资产", Said(w.printed.said(fixed), (fact("assets.fixed_value", "reported", held, w.printed.value(fixed)),)),
            f"，在建工程{w.printed.said(ZERO)}，无形资产{w.printed.said(ZERO)}。",
        )  # fmt: skip
        paper.heading(3, "（3）", "绩效目标设置情况")
        paper.paragraph(
            f"{of.year}年，", count("实行绩效目标管理的项目{}个，", "performance.projects", of.year, len(of.projects), "item", measure="budget"), "涉及资金",
            w.amount("performance.amount", of.project()), "。",
        )  # fmt: skip

    def _forms(self) -> None:
        of, paper, funds = self.of, self.paper, project_funds(self.of)
        for at, project in enumerate(of.projects):
            drawn = drawn_goals(self.rng, {COST: 1, OUTPUT: 4, EFFECT: 2, SATISFIED: 1})
            rows = [replace(one, basis=self.rng.choice(_STANDARDS)) for one in drawn]
            own = funds[project.name]
            fiscal = own.get(GENERAL, ZERO) + own.get(GOVERNMENT, ZERO)
            goal = Goal(project.name, project.amount, f"完成{project.name}任务，发挥资金效益。", rows, fiscal=fiscal)
            form = standard_form(
                of.year, of.name, goal, "项目支出绩效目标申报表", points="points" in self.odd,
                years=three_years(goal, self.rng) if "three_years" in self.odd else (), inline="inline_values" in self.odd,
            )  # fmt: skip
            if at == 0 or paper.y > 300:
                paper.new_page()
            with paper.around(form):
                paper.title(2, "", form.title, size=14)
                paper.line(f"（{of.year}年度）", size=10, align="centre")
                paper.table(form)


__all__ = ["ODDITIES", "SAMPLE", "typeset"]
