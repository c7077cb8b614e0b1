"""Hebei: tables first and twice (all units, the head office), numbers before rows and under heads, then the explanation.

Staff as a table by unit; one page for the goals of each project, with a plan of spending in percent.
"""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.about import About
from generator.figures import GENERAL, GOVERNMENT, OTHER, ZERO, Year, make_year
from generator.goal_tables import Goal, page_form
from generator.goals import COST, EFFECT, OUTPUT, SATISFIED, drawn_goals
from generator.gold import Gold, Indicator, fact
from generator.grid import Cell, Row, Table, head, row
from generator.money import Printed
from generator.paper import Look, Paper, Said
from generator.people import control_numbers
from generator.styles.hebei_tables import head_office, hebei_tables, of_organisation, procurement
from generator.tables import Maker, three_public_values
from generator.words import Wording, count
from generator.writer import Writer

ODDITIES = (
    "spaced_digits", "repeat_header", "turned", "unit_code", "separators", "glued_parts", "blank_zero", "leaders", "small_margin",
    "posts_by_funding", "control_numbers", "split_columns", "ragged",
)  # fmt: skip
SAMPLE = ("turned", "glued_parts")
_BASES = ("历史标准", "计划标准", "行业标准", "年度工作要点")


def typeset(font: Path, seed: int, oddities: Collection[str]) -> tuple[Paper, About]:
    """One document."""
    rng = random.Random(f"hebei{seed}")
    of = make_year(
        rng, rng.choice((2022, 2023, 2024, 2025)), place_ending=rng.choice(("县", "区")), fund_lines=rng.random() < 0.4
    )
    look = Look(
        margin=50 if "small_margin" in oddities else 66, size=14, leading=1.7, spaced_digits="spaced_digits" in oddities, page_numbers="{page}",
    )  # fmt: skip
    paper = Paper(font, look.made_odd(oddities), Gold())
    words = Wording(
        Printed(trim=True),
        of.year,
        lead=f"较{of.year - 1}年预算",
        same=f"与{of.year - 1}年预算一致",
        rate_up="增长",
        rate_down="下降",
    )
    printed = Printed(separators="separators" in oddities, zero="" if "blank_zero" in oddities else None)
    _Hebei(paper, of, words, Maker(of, printed), oddities, rng).write()
    return paper, About("hebei", seed, of.name, of.year, "department_budget", allowed=["required_tables_present"])


@dataclass(slots=True)
class _Hebei(Writer):
    rng: random.Random = field(default_factory=random.Random)

    def write(self) -> None:
        of, paper, year = self.of, self.paper, self.of.year
        self.cover(f"{of.name}{year}年部门预算信息公开", f"{year}年1月")
        parts = ("部门预算公开表", "单位本级预算公开表", "部门预算信息公开情况说明")
        numbers = ("第一部分", "第二部分", "第三部分")
        lines = []
        for number, title in zip(numbers, parts, strict=True):
            lines.append(f"{number} {title}")
        self.contents(lines, leaders="leaders" in self.odd)
        paper.shows("outline.two_full_table_sets")
        own = head_office(of)
        paper.new_page()
        self._part(numbers[0], parts[0])
        self._set(of, self.make, "1", None)
        paper.new_page()
        self._part(numbers[1], parts[1])
        self._set(own, replace(self.make, of=own), "2", own.name)
        paper.new_page()
        self._part(numbers[2], parts[2])
        self._explanation()

    def _part(self, number: str, title: str) -> None:
        if "glued_parts" in self.odd:
            self.paper.heading(1, f"{number}：", title, align="centre")
        else:
            self.paper.heading(1, number, title, align="centre")

    def _set(self, of: Year, make: Maker, number: str, organisation: str | None) -> None:
        """One set of nine; the line above each says whose it is."""
        paper, whole = self.paper, self.of
        code = f"306{'001' if organisation else ''}" if "unit_code" in self.odd else ""
        self.of = of
        for at, table in enumerate(hebei_tables(make, self.odd), 1):
            shown = of_organisation(table, organisation) if organisation else table
            wide = len(table.widths) > 8
            if at > 1 or wide:
                paper.new_page(landscape=wide, turned=wide and "turned" in self.odd)
            empty = table.name in ("government_fund", "state_capital") and len(table.body) == 1
            self.put_table(
                shown, number=f"表{number}-{at}", who=f"部门编码及名称：{code}" if code else "预算部门：", size=15,
                note="注：本表无数据，为空表列示。" if empty else "",
            )  # fmt: skip
        self.of = whole

    def _explanation(self) -> None:
        sections = (
            ("部门职责及机构设置情况", self._duties), ("部门预算安排的总体情况", self._total), ("机关运行经费安排情况", self._operating),
            ("财政拨款“三公”经费预算情况及增减变化原因", self._three_public), ("预算绩效信息", self._goals), ("政府采购预算情况", self._procurement),
            ("国有资产信息", self._assets), ("名词解释", self._glossary), ("其他需要说明的事项", self._nothing),
        )  # fmt: skip
        for number, (title, body) in zip("一二三四五六七八九", sections, strict=True):
            if self.paper.width > self.paper.height:
                self.paper.new_page()
            self.paper.heading(2, f"{number}、", title)
            body()

    def _duties(self) -> None:
        of, paper = self.of, self.paper
        paper.heading(3, "（一）", "部门职责")
        for at, duty in enumerate(of.domain.duties, 1):
            paper.paragraph(f"{at}、{duty}；")
        paper.heading(3, "（二）", "机构设置")
        paper.paragraph(f"{of.name}由局机关和{of.place}{of.domain.subordinate}组成，人员情况见下表。")
        if "control_numbers" in self.odd:
            paper.paragraph(control_numbers(self.rng))
        paper.table(self._staff())

    def _staff(self) -> Table:
        """Posts by kind and people by unit; nought is left blank."""
        of, year, staff = self.of, self.of.year, self.of.staff
        split_posts = "posts_by_funding" in self.odd

        def cell(number: int, concept: str, **dims: str) -> Cell:
            stated = (fact(concept, "reported", year, number, "person", **dims),) if number else ()
            return Cell(str(number) if number else "", align="centre", facts=stated)

        def line(label: str, posts: tuple[int, int, int], duty: int, retired: int, kind: str, **dims: str) -> Row:
            by = ("institution_full", "institution_partial", "institution_self") if split_posts else ("institution",)
            parts = (posts[2] - posts[2] // 3, posts[2] // 3, 0) if split_posts else posts[2:]
            kinds = zip((*posts[:2], *parts), ("administrative", "worker", *by), strict=True)
            return row(
                label, kind, cell(sum(posts), "staff.establishment", **dims),
                *(cell(number, "staff.establishment", **dims, post_type=name) for number, name in kinds),
                cell(duty, "staff.on_duty", **dims), cell(retired, "staff.retired.ordinary", **dims),
            )  # fmt: skip

        posts, worker, other = staff["administrative"], staff["worker"], staff["institution"]
        duty, second = staff["on_duty_administrative"] + worker, f"{of.place}{of.domain.subordinate}"
        body = [
            line("合计", (posts, worker, other), duty + other - 1, staff["retired"] + 2, ""),
            line(f"{of.name}机关", (posts, worker, 0), duty, staff["retired"], "财政拨款", organisation=f"{of.name}机关"),
            line(second, (0, 0, other), other - 1, 2, "财政性资金基本保证", organisation=second),
        ]  # fmt: skip
        under = ("全额拨款事业编制", "差额补助事业编制", "自收自支事业编制") if split_posts else ("事业编制",)
        header = [
            Row((head("单位名称", rows=2), head("经费保障形式", rows=2), head("编制数", 3 + len(under)), head("在职人数", rows=2), head("退休人数", rows=2))),
            row(*map(head, ("小计", "行政编制", "工勤编制", *under))),
        ]  # fmt: skip
        return Table("", "", "人", (26, 16, 8, 9, 9, *[9] * len(under), 9, 9), header, body)

    def _total(self) -> None:
        of, w, paper = self.of, self.words, self.paper
        paper.heading(3, "1、", "收入说明")
        parts = [
            ("一般公共预算收入", "income.general_public_budget", of.income(GENERAL)), ("政府性基金预算收入", "income.government_fund", of.income(GOVERNMENT)),
            ("其他收入", "income.other", of.income(OTHER)), ("上年结转", "income.carryover", of.carryover),
        ]  # fmt: skip
        pieces: list[Said | str] = [f"{of.year}年预算收入", w.amount("income.total", of.total), "，其中："]
        for at, (label, concept, value) in enumerate(one for one in parts if one[2]):
            pieces += ["，" if at else "", label, w.amount(concept, value)]
        paper.paragraph(*pieces, "。")
        paper.heading(3, "2、", "支出说明")
        paper.paragraph(
            f"{of.year}年支出预算", w.amount("expenditure.total", of.total), "，其中基本支出", w.amount("expenditure.basic", of.basic()), "，包括人员经费",
            w.amount("expenditure.basic.personnel", of.personnel()), "和日常公用经费", w.amount("expenditure.basic.public", of.public()), "；项目支出",
            w.amount("expenditure.project", of.project()), "，主要为", "、".join(project.name for project in of.projects), "等项目。",
        )  # fmt: skip
        paper.heading(3, "3、", "比上年增减情况")
        paper.paragraph(
            f"{of.year}年预算收支安排", Said(w.printed.said(of.total), tuple(w.amount(f"{side}.total", of.total).facts[0] for side in ("income", "expenditure"))), "，",
            w.change(["income.total", "expenditure.total"], of.total, of.before["total"]), "。其中：基本支出",
            w.change("expenditure.basic", of.basic(), of.before["basic"]), "，主要为人员增减变动；项目支出", w.change("expenditure.project", of.project(), of.before["project"]),
            "，主要为任务调整。",
        )  # fmt: skip

    def _operating(self) -> None:
        of, w = self.of, self.words
        pieces: list[Said | str] = [
            f"{of.year}年机关运行经费共计安排",
            w.amount("operating_funds.total", of.operating),
            "，其中：",
        ]
        names = {"30201": "办公费", "30207": "邮电费", "30211": "差旅费", "30228": "工会经费", "30229": "福利费"}
        shown = [code for code in names if code in of.public_items]
        for at, code in enumerate(shown):
            pieces += [
                "、" if at else "",
                names[code],
                w.amount("operating_funds.total", of.public_items[code], economy=code),
            ]
        self.paper.paragraph(
            *pieces, "。机关运行经费", w.change("operating_funds.total", of.operating, of.before["operating"]), "。"
        )

    def _three_public(self) -> None:
        of, w = self.of, self.words
        now, then = three_public_values(of.three_public), three_public_values(of.three_public_before)
        self.paper.paragraph(
            f"{of.year}年“三公”经费预算", w.amount(*now["total"]), "，", w.change(*now["total"], then["total"][1]), "。具体情况如下：",
        )  # fmt: skip
        for number, clause in zip("一二三", self.three_public_clauses(), strict=True):
            self.paper.paragraph(f"（{number}）", *clause, "。")

    def _goals(self) -> None:
        of, w, paper = self.of, self.words, self.paper
        paper.paragraph(
            f"{of.year}年，{of.name}", count("编制项目绩效目标{}个，", "performance.projects", of.year, len(of.projects), "item", measure="budget"), "涉及预算资金",
            w.amount("performance.amount", of.project()), "，逐项列示如下。",
        )  # fmt: skip
        fiscal = not of.sum(fund=OTHER)
        for at, project in enumerate(of.projects, 1):
            drawn = drawn_goals(self.rng, {OUTPUT: 4, EFFECT: 2, SATISFIED: 1, COST: 1})
            rows = [replace(one, basis=self.rng.choice(_BASES)) for one in drawn]
            goal = Goal(
                project.name, project.amount, f"1.完成{project.name}各项任务。\n2.资金使用合规，成效明显。", rows, fiscal=project.amount if fiscal else None,
            )  # fmt: skip
            code = f"13{of.year % 100}{self.rng.randrange(10**8, 10**9)}R{at:03d}"
            form = page_form(
                of.year, of.name, goal, f"{at}、{project.name}绩效目标表", plan=(25, 50, 80, 100), code=code
            )
            paper.new_page()
            self._form(form)

    def _form(self, form: Table) -> None:
        paper = self.paper
        with paper.around(form):
            number, _, title = form.title.partition("、")
            paper.title(3, f"{number}、", title, shown=form.title, size=13)
            paper.sides(f"{self.of.name}", f"单位：{form.unit}")
            paper.table(replace(form, title=title))

    def _procurement(self) -> None:
        of, parts = self.of, self.of.procurement
        whole = sum(parts.values(), ZERO)
        self.paper.paragraph(
            f"{of.year}年", "安排政府采购预算", self.words.amount("procurement.total", whole), "。具体内容见下表。"
        )
        self.paper.new_page(landscape=True, turned="turned" in self.odd)
        self.put_table(procurement(self.make, groups="ragged" in self.odd), number="", level=2, who="", size=14)

    def _assets(self) -> None:
        held = self.of.year - 1
        self.paper.paragraph(
            *self.vehicles(held, f"截至{held}年12月31日，本部门（含所属单位）"), "；",
            count("单价在20万元以上的设备{}台（套）。", "assets.equipment", held, self.of.equipment, "item", threshold="200000"),
        )  # fmt: skip

    def _glossary(self) -> None:
        self.paper.paragraph("1、基本支出：指为保障机构正常运转而发生的人员支出和公用支出。")
        self.paper.paragraph("2、项目支出：指在基本支出之外为完成特定任务所发生的支出。")

    def _nothing(self) -> None:
        self.paper.paragraph("无其他需要说明的事项。")


__all__ = ["ODDITIES", "SAMPLE", "Indicator", "typeset"]
