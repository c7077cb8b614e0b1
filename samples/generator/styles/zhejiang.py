"""Zhejiang / Chongqing: no parts, （一） below 一、; totals in 亿元 and other amounts in 元, tables in 万元 behind the text.

Last year's amount stands before the change. Goals are weighed: sign, value, unit and points in columns of their own.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.about import About
from generator.catalogue import FUNCTIONS
from generator.figures import GENERAL, GOVERNMENT, OTHER, ZERO, Decimal, make_year
from generator.goal_tables import Goal, three_years, weighted_form
from generator.goals import COST, EFFECT, OUTPUT, SATISFIED, drawn_goals
from generator.gold import Gold, fact
from generator.money import Printed
from generator.paper import Look, Paper, Said
from generator.people import control_numbers, school
from generator.prior import Prior, prior_of
from generator.project_sections import project_sections
from generator.styles.zhejiang_tables import zhejiang_tables
from generator.tables import Maker, three_public_values
from generator.words import Wording, count
from generator.writer import Writer

ODDITIES = (
    "spaced_digits", "repeat_header", "total_last", "leaders", "core_column", "whole_yuan", "blank_zero", "turned", "half_width",
    "control_numbers", "school_unit", "inline_values", "three_years", "four_classifications", "income_list", "three_public_by_fund", "project_sections",
)  # fmt: skip
SAMPLE = ("total_last", "core_column", "leaders")
_NUMBERS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一")


def typeset(font: Path, seed: int, oddities: Collection[str]) -> tuple[Paper, About]:
    """One document."""
    rng = random.Random(f"zhejiang{seed}")
    of = make_year(
        rng, rng.choice((2022, 2023, 2024, 2025)), place_ending=rng.choice(("县", "区")), fund_lines=rng.random() < 0.5,
        size=rng.choice((2, 4)),
    )  # fmt: skip
    year = of.year
    look = Look(margin=62, size=12, leading=1.8, spaced_digits="spaced_digits" in oddities, page_numbers="- {page} -")
    paper = Paper(font, look.made_odd(oddities), Gold())
    words = Wording(
        Printed("元", decimals=0 if "whole_yuan" in oddities else 2, separators=True), year,
        lead="", same=f"与{year - 1}年预算持平",
    )  # fmt: skip
    make = Maker(of, Printed(zero="" if "blank_zero" in oddities else None))
    _Zhejiang(paper, of, words, make, oddities, rng=rng, prior=prior_of(of)).write()
    return paper, About("zhejiang", seed, of.name, year, "department_budget", allowed=["required_tables_present"])


@dataclass(slots=True)
class _Zhejiang(Writer):
    rng: random.Random = field(default_factory=random.Random)
    prior: Prior = field(kw_only=True)

    @property
    def large(self) -> Wording:
        """Totals, in 亿元."""
        return replace(self.words, printed=Printed("亿元", decimals=4))

    def write(self) -> None:
        of, paper, year = self.of, self.paper, self.of.year
        self.cover(f"{of.name}{year}年部门预算", f"{year}年2月")
        sections = (
            ("部门基本情况", (("职能职责", self._duties), ("单位构成", self._units), ("人员情况", self._people))),
            ("部门预算收支情况说明", (("收入预算情况", self._income), ("支出预算情况", self._spent), ("一般公共预算财政拨款支出情况", self._general), ("政府性基金预算支出情况", self._fund))),
            ("“三公”经费情况说明", (("“三公”经费总体情况", self._three_total), ("“三公”经费分项情况", self._three_parts))),
            ("其他重要事项的情况说明", (("机关运行经费", self._operating), ("政府采购情况", self._procurement), ("国有资产占有使用情况", self._assets), ("绩效目标设置情况", self._goals))),
            ("名词解释", (("", self._glossary),)),
        )  # fmt: skip
        lines = []
        for number, (title, subs) in zip(_NUMBERS, sections, strict=False):
            lines.append(f"{number}、{title}")
            lines += [f"（{_NUMBERS[at]}）{name}" for at, (name, _) in enumerate(subs) if name]
        self.contents([*lines, "六、部门预算表"], leaders="leaders" in self.odd)
        paper.new_page()
        for number, (title, subs) in zip(_NUMBERS, sections, strict=False):
            paper.heading(1, f"{number}、", title)
            for at, (name, body) in enumerate(subs):
                if name:
                    paper.heading(2, ("({})" if "half_width" in self.odd else "（{}）").format(_NUMBERS[at]), name)
                body()
        paper.new_page()
        paper.heading(1, "六、", "部门预算表")
        self._tables()
        self._forms()

    def _duties(self) -> None:
        for at, duty in enumerate(self.of.domain.duties, 1):
            self.paper.paragraph(f"{at}.{duty}。")

    def _units(self) -> None:
        of = self.of
        self.paper.paragraph(
            f"从预算单位构成看，{of.name}部门预算包括局本级预算和下属事业单位预算，",
            count("纳入部门预算编制范围的二级预算单位共{}个。", "org.budget_units", of.year, 2, "item"),
        )

    def _people(self) -> None:
        of, year, staff = self.of, self.of.year, self.of.staff
        posts, worker, other = staff["administrative"], staff["worker"], staff["institution"]
        duty = staff["on_duty_administrative"]

        def say(text: str, concept: str, number: int, post_type: str = "") -> Said:
            return count(text, concept, year, number, "person", post_type=post_type, organisation=own)

        own = of.name if "school_unit" in self.odd else ""  # as soon as another unit has people of its own
        self.paper.paragraph(
            f"{of.name}", say("核定编制数{}名，", "staff.establishment", posts + worker + other), "其中：",
            say("行政编制{}名、", "staff.establishment", posts, "administrative"), say("机关工勤编制{}名、", "staff.establishment", worker, "worker"),
            say("事业编制{}名。", "staff.establishment", other, "institution"), say("实有在职人员{}名，", "staff.on_duty", duty + worker + other),
            say("其中行政人员{}名、", "staff.on_duty", duty, "administrative"), say("事业人员{}名；", "staff.on_duty", other, "institution"),
            say("退休人员{}名，", "staff.retired.ordinary", staff["retired"]), say("编外聘用人员{}名。", "staff.temporary", self.rng.randrange(1, 9)),
            *([control_numbers(self.rng)] if "control_numbers" in self.odd else ()),
        )  # fmt: skip
        if "school_unit" in self.odd:
            self.paper.paragraph(*school(year, f"{of.place}实验学校", self.rng))

    def _against(
        self, w: Wording, concepts: Sequence[str], now: Decimal, before: Decimal, /, **dims: str
    ) -> list[Said | str]:
        """ "比2023年预算4,066,200.00元减少265,200.00元，下降6.12%": last year's amount first."""
        if now == before:
            return [w.change(concepts, now, before, **dims)]
        stated = tuple(fact(one, "budget", self.of.year - 1, w.printed.value(before), **dims) for one in concepts)
        return [
            Said(f"比{self.of.year - 1}年预算{w.printed.said(before)}", stated),
            w.change(concepts, now, before, **dims),
        ]

    def _income(self) -> None:
        of, w, big, year = self.of, self.words, self.large, self.of.year
        self.paper.paragraph(
            f"{year}年收入预算", big.amount("income.total", of.total), "，", *self._against(big, ["income.total"], of.total, of.before["total"]), "。",
        )  # fmt: skip
        parts = [
            ("一般公共预算拨款收入", "income.general_public_budget", of.income(GENERAL)), ("政府性基金预算拨款收入", "income.government_fund", of.income(GOVERNMENT)),
            ("其他收入", "income.other", of.income(OTHER)), ("上年结转", "income.carryover", of.carryover),
        ]  # fmt: skip
        pieces: list[Said | str] = ["其中："]
        for at, (label, concept, value) in enumerate(one for one in parts if one[2]):
            pieces += ["；" if at else "", label, w.amount(concept, value), "，占", w.share(concept, value, of.total)]
        self.paper.paragraph(*pieces, "。")

    def _spent(self) -> None:
        of, w, big = self.of, self.words, self.large
        self.paper.paragraph(
            f"{of.year}年支出预算", big.amount("expenditure.total", of.total), "，", *self._against(big, ["expenditure.total"], of.total, of.before["total"]),
            "，主要原因是专项工作调整。其中：基本支出", w.amount("expenditure.basic", of.basic()), "，", *self._against(w, ["expenditure.basic"], of.basic(), of.before["basic"]),
            "，主要用于保障机构正常运转；项目支出", w.amount("expenditure.project", of.project()), "，", *self._against(w, ["expenditure.project"], of.project(), of.before["project"]),
            "。",
        )  # fmt: skip

    def _general(self) -> None:
        of, w, total = self.of, self.words, self.of.sum(fund=GENERAL)
        self.paper.paragraph(
            f"{of.year}年一般公共预算财政拨款支出预算", w.amount("expenditure.total", total, fund=GENERAL), "，",
            *self._against(w, ["expenditure.total"], total, self.prior.sum(), fund=GENERAL), "。具体如下：",
        )  # fmt: skip
        for at, code in enumerate(of.codes(GENERAL, (3,)), 1):
            value, dims = of.sum(code, GENERAL), {"function": code, "fund": GENERAL}
            self.paper.paragraph(
                f"{at}.{FUNCTIONS[code]}", w.amount("expenditure.total", value, **dims), "，",
                *self._against(w, ["expenditure.total"], value, self.prior.sum(code), **dims), "，主要是人员和任务变动。",
            )  # fmt: skip

    def _fund(self) -> None:
        of, money = self.of, self.of.sum(fund=GOVERNMENT)
        if not money:
            self.paper.paragraph(f"{of.name}{of.year}年未安排政府性基金预算支出，主要原因是本年无此类项目。")
            return
        self.paper.paragraph(
            f"{of.year}年政府性基金预算支出", self.words.amount("expenditure.total", money, fund=GOVERNMENT), "，全部为项目支出。",
        )  # fmt: skip

    def _three_total(self) -> None:
        now, then = three_public_values(self.of.three_public), three_public_values(self.of.three_public_before)
        self.paper.paragraph(
            f"{self.of.year}年“三公”经费预算", self.words.amount(*now["total"]), "，",
            *self._against(self.words, [now["total"][0]], now["total"][1], then["total"][1]), "。",
        )  # fmt: skip

    def _three_parts(self) -> None:
        now, then = three_public_values(self.of.three_public), three_public_values(self.of.three_public_before)
        w = self.words

        def piece(label: str, name: str, tail: str = "。") -> list[Said | str]:
            concept, value = now[name]
            part = w.share(concept, value, now["total"][1])
            return [
                label,
                w.amount(concept, value),
                "，占“三公”经费的",
                part,
                "，",
                *self._against(w, [concept], value, then[name][1]),
                tail,
            ]

        self.paper.paragraph(*piece("1.因公出国（境）费用", "overseas"))
        self.paper.paragraph(*piece("2.公务接待费", "reception", "，主要用于上级检查指导。"))
        self.paper.paragraph(
            *piece("3.公务用车购置及运行维护费", "vehicles", "。其中：公务用车购置费"), w.amount(*now["purchase"]), "，公务用车运行维护费",
            w.amount(*now["operation"]), "。",
        )  # fmt: skip

    def _operating(self) -> None:
        of, w = self.of, self.words
        self.paper.paragraph(
            f"{of.year}年机关运行经费财政拨款预算", w.amount("operating_funds.total", of.operating), "，",
            *self._against(w, ["operating_funds.total"], of.operating, of.before["operating"]), "，主要用于办公费、差旅费等。",
        )  # fmt: skip

    def _procurement(self) -> None:
        of, w, parts = self.of, self.words, self.of.procurement
        self.paper.paragraph(
            f"{of.year}年政府采购预算总额", w.amount("procurement.total", sum(parts.values(), ZERO)), "，其中货物、工程、服务采购预算分别为", w.amount("procurement.goods", parts["goods"]),
            "、", w.amount("procurement.works", parts["works"]), "、", w.amount("procurement.services", parts["services"]), "。涉密采购项目按规定不予公开。因预算口径调整，与上年无可比性。",
        )  # fmt: skip

    def _assets(self) -> None:
        held = self.of.year - 1
        self.paper.paragraph(
            *self.vehicles(held, f"截至{held}年12月31日，所属各预算单位"), "。",
            count(f"{self.of.year}年部门预算安排购置车辆{{}}辆。", "assets.vehicles.planned_purchase", self.of.year, int(bool(self.of.three_public["purchase"])), "vehicle", measure="budget"),
        )  # fmt: skip
        self.paper.paragraph(
            count("单价100万元（含）以上设备（不含车辆）{}台（套）。", "assets.equipment", held, self.of.equipment, "item", threshold="1000000"),
        )  # fmt: skip

    def _goals(self) -> None:
        of, w = self.of, self.words
        self.paper.paragraph(
            f"{of.year}年项目支出均实行绩效目标管理，", count("编制绩效目标的项目{}个，", "performance.projects", of.year, len(of.projects), "item", measure="budget"),
            "涉及财政资金", w.amount("performance.amount", of.project()), "。",
        )  # fmt: skip
        if "project_sections" in self.odd:
            project_sections(self.paper, self.words, of, level=3, number="{}.")

    def _glossary(self) -> None:
        self.paper.paragraph("（一）财政拨款收入：指本级财政当年拨付的资金。")
        self.paper.paragraph("（二）基本支出：指为保障机构正常运转、完成日常工作任务而发生的支出。")

    def _tables(self) -> None:
        paper = self.paper
        for at, table in enumerate(zhejiang_tables(self.make, self.prior, self.odd)):
            wide = len(table.widths) > 6
            if wide or paper.width > paper.height or paper.y > 360:
                paper.new_page(landscape=wide, turned=wide and "turned" in self.odd)
            empty = table.name == "government_fund" and len(table.body) == 1
            self.put_table(
                table, number=f"表{_NUMBERS[at]}", note="备注：本表无数据。" if empty else "", who="编制单位：", unit_word="单位：", size=14,
            )  # fmt: skip

    def _forms(self) -> None:
        of, paper = self.of, self.paper
        fiscal = not of.sum(fund=OTHER)
        for at, project in enumerate(of.projects):
            counts = {OUTPUT: 4, EFFECT: 2, SATISFIED: 1}
            rows = drawn_goals(self.rng, {COST: 1, **counts} if self.rng.random() < 0.4 else {**counts, COST: 1})
            goal = Goal(
                project.name,
                project.amount,
                f"完成{project.name}年度任务。",
                rows,
                fiscal=project.amount if fiscal else None,
            )
            form = weighted_form(
                of.year, of.name, goal, f"{of.year}年项目支出绩效目标表", core="core_column" in self.odd,
                years=three_years(goal, self.rng) if "three_years" in self.odd else (), inline="inline_values" in self.odd,
            )  # fmt: skip
            if at == 0 or paper.y > 330:
                paper.new_page()
            self.put_table(form, number="表十" if at == 0 else "", who="编制单位：", size=13)


__all__ = ["ODDITIES", "SAMPLE", "typeset"]
