"""部门综合预算 of a north-western province: arabic and bracketed numbering, changes with their rate in brackets.

Sections are numbered through all parts (一 to 十二); tables stand last, with a list that tells which are empty; money
is 人员经费, 公用经费 and 专项业务经费; schools have teachers and students; indicators stand in forms and in prose.
"""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from generator.about import About
from generator.applications import Application, Overall, Task
from generator.catalogue import ECONOMY, FIELDS, FUNCTIONS, SCHOOLS
from generator.figures import FISCAL, GENERAL, GOVERNMENT, OTHER, ZERO, Line, make_year
from generator.goals import COST, EFFECT, OUTPUT, SATISFIED, drawn_goals
from generator.gold import Fact, Gold, Indicator
from generator.grid import Table, head, row
from generator.money import Printed, percent
from generator.paper import Look, Paper, Said
from generator.styles import shaanxi_tables as tables
from generator.styles.shaanxi_tables import GOVERNMENT_NAMES, Plan
from generator.tables import three_public_values
from generator.words import Wording, count
from generator.writer import Writer

ODDITIES = (
    "rate_in_brackets", "chart_words", "repeat_header", "leaders", "yuan_tables", "prose_goals", "turned", "trailing_zeros", "half_brackets", "four_classifications",
)  # fmt: skip
SAMPLE = ("rate_in_brackets", "leaders")
Piece = Said | str


def typeset(font: Path, seed: int, oddities: Collection[str]) -> tuple[Paper, About]:
    """One document."""
    rng = random.Random(f"shaanxi{seed}")
    domain = SCHOOLS if rng.random() < 0.5 else rng.choice([one for one in FIELDS if one.institution])
    of = make_year(
        rng, rng.choice((2020, 2021, 2022, 2023, 2024)), place_ending=rng.choice(("县", "区")), fund_lines=rng.random() < 0.3,
        other=rng.random() < 0.3, domain=domain,
    )  # fmt: skip
    of.lines = [line for line in of.lines if line.fund != OTHER or line.project]
    if not any(line.code == "2080502" for line in of.lines):
        of.lines.append(Line("2080502", GENERAL, personnel=Decimal(rng.randrange(1, 8) * 10000)))
        of.lines.sort(key=lambda line: (line.code, line.fund))
        added = next(line for line in of.lines if line.code == "2080502").personnel
        of.personnel_items["30101"] += added
    yuan = "yuan_tables" in oddities
    printed = Printed("元" if yuan else "万元", separators=yuan, zero="")
    institution = domain.institution or ""
    units = ((f"{rng.randrange(101, 199)}001", f"{of.name}机关"), ("", f"{of.place}{domain.subordinate}"))
    units = (units[0], (f"{units[0][0][:3]}002", units[1][1]))
    plan = Plan(of, printed, units=units, subordinate=frozenset({institution, "2080502"}))
    paper = Paper(font, Look(margin=66).made_odd(oddities), Gold())
    words = Wording(Printed(trim="trailing_zeros" not in oddities), of.year, lead="较上年", same="较上年无变化", bracketed="rate_in_brackets" in oddities)  # fmt: skip
    writer = _Shaanxi(paper, of, words, plan, oddities, rng, plan=plan)
    writer.write()
    return paper, About("shaanxi", seed, of.name, of.year, "department_budget")


@dataclass(slots=True)
class _Shaanxi(Writer):
    plan: Plan = field(kw_only=True)
    rng: random.Random = field(default_factory=random.Random)
    before: dict[str, Decimal] = field(init=False)

    def write(self) -> None:
        """All parts."""
        of, paper = self.of, self.paper
        self.before = {"conference": of.conference + 2000, "training": of.training}
        self.cover(f"{of.name}{of.year}年部门综合预算", f"{of.year}年2月")
        parts = [
            ("第一部分", "部门概况", [("一、", "部门主要职责及机构设置", self._duties), ("二、", f"{of.year}年度部门工作任务", self._tasks),
                                  ("三、", "部门预算单位构成", self._units), ("四、", "部门人员情况说明", self._people)]),
            ("第二部分", "收支情况", [("五、", f"{of.year}年部门预算收支说明", self._total), ("六、", f"{of.year}年部门预算财政拨款收支说明", self._fiscal),
                                  ("七、", f"{of.year}年“三公”经费等预算情况", self._three_public)]),
            ("第三部分", "其他说明情况", [("八、", "部门国有资产占有使用及资产购置情况说明", self._assets), ("九、", "部门政府采购情况说明", self._procurement),
                                    ("十、", "部门预算绩效目标说明", self._goals), ("十一、", "机关运行经费安排说明", self._operating),
                                    ("十二、", "专业名词解释", self._glossary)]),
        ]  # fmt: skip
        lines = []
        for number, title, sections in parts:
            lines += [f"{number} {title}", *(f"{mark}{name}" for mark, name, _ in sections)]
        self.contents([*lines, "第四部分 公开报表"], leaders="leaders" in self.odd)
        paper.new_page()
        for number, title, sections in parts:
            paper.heading(1, number, title, align="centre")
            for mark, name, body in sections:
                paper.heading(2, mark, name)
                body()
        paper.new_page()
        paper.heading(1, "第四部分", "公开报表", align="centre")
        self._tables()

    def _mark(self, number: str) -> str:
        """（一） or (一)."""
        return f"({number})" if "half_brackets" in self.odd else f"（{number}）"

    def _duties(self) -> None:
        paper, of = self.paper, self.of
        paper.heading(3, self._mark("一"), "主要职责")
        for at, duty in enumerate(of.domain.duties, 1):
            paper.paragraph(f"{at}.{duty}。")
        paper.heading(3, self._mark("二"), "机构设置")
        paper.paragraph(
            f"{of.name}",
            count(
                "内设机构{}个，分别为办公室、计划财务股、人事股等。",
                "org.internal_units",
                of.year,
                self.rng.randrange(3, 9),
                "item",
            ),
        )

    def _tasks(self) -> None:
        self.paper.paragraph("1.全面落实年度重点工作，推进项目建设，全年完成项目4个，覆盖镇村18个。")
        self.paper.paragraph("2.强化财务管理，按照〔2021〕16号文件要求严控一般性支出。")

    def _units(self) -> None:
        of = self.of
        (_, first), (_, second) = self.plan.units
        self.paper.paragraph(
            "从预算单位构成看，本部门的部门预算包括部门本级（机关）预算和所属事业单位预算。纳入本部门", f"{of.year}年部门预算编制范围的",
            count("二级预算单位共有{}个，包括：", "org.budget_units", of.year, 2, "item"), f"{first}、{second}。",
        )  # fmt: skip

    def _people(self) -> None:
        year, staff, paper = self.of.year, self.of.staff, self.paper
        posts, other = staff["administrative"], staff["institution"]
        on = staff["on_duty_administrative"]

        def say(text: str, concept: str, number: int, post_type: str = "") -> Said:
            return count(text, concept, year, number, "person", post_type=post_type)

        paper.paragraph(
            f"截止{year - 1}年底，本部门", say("人员编制{}人，", "staff.establishment", posts + other), say("其中行政编制{}人、", "staff.establishment", posts, "administrative"),
            say("事业编制{}人；", "staff.establishment", other, "institution"), say("实有人员{}人，", "staff.on_duty", on + other),
            say("其中行政{}人、", "staff.on_duty", on, "administrative"), say("事业{}人。", "staff.on_duty", other, "institution"),
            say("单位管理的离退休人员{}人。", "staff.retired", staff["retired"]),
        )  # fmt: skip
        if "chart_words" in self.odd:
            paper.line("人员编制结构图", align="centre", size=10)
            whole = posts + other
            paper.line(
                f"行政编制 {percent(Decimal(posts), Decimal(whole), 0)}%　　事业编制 {percent(Decimal(other), Decimal(whole), 0)}%",
                align="centre",
                size=9,
            )
            paper.line("0　　10　　20　　30　　40", align="centre", size=9)
        self.paper.shows("staff.by_rank", *(["staff.teachers_and_students"] if self.of.domain is SCHOOLS else []))
        with paper.around(table := tables.rank_table(self.plan, self.rng, on, other)):
            paper.title(3, "", table.title, size=12)
            paper.sides("", "单位：人")
            paper.table(table)

    def _total(self) -> None:
        of, w, paper = self.of, self.words, self.paper
        total, before = of.total, of.before["total"]
        paper.heading(3, self._mark("一"), "收入预算")
        pieces: list[Piece] = [f"{of.year}年本部门预算收入", w.amount("income.total", total), "，其中：一般公共预算拨款收入", w.amount("income.general_public_budget", of.income(GENERAL)),
                               "、政府性基金拨款收入", w.amount("income.government_fund", of.income(GOVERNMENT))]  # fmt: skip
        pieces += [
            "、其他收入",
            w.amount("income.other", of.income(OTHER)),
            "、上年结转",
            w.amount("income.carryover", of.carryover),
        ]
        paper.paragraph(
            *pieces,
            "。",
            w.change("income.total", total, before, lead="本部门预算收入较上年"),
            "，主要原因是人员工资调整。",
        )
        paper.heading(3, self._mark("二"), "支出预算")
        paper.paragraph(
            f"{of.year}年本部门预算支出", w.amount("expenditure.total", total), "，其中：人员经费支出", w.amount("expenditure.basic.personnel", of.personnel()),
            "、公用经费支出", w.amount("expenditure.basic.public", of.public()), "、专项业务经费支出", w.amount("expenditure.project", of.project()), "。",
            w.change("expenditure.total", total, before, lead="本部门预算支出较上年"), "，主要原因是专项业务经费变化。",
        )  # fmt: skip

    def _fiscal(self) -> None:
        of, w, paper = self.of, self.words, self.paper
        fiscal = of.sum(fund=FISCAL)
        sides = tuple(w.amount(f"{side}.total", fiscal, fund=FISCAL).facts[0] for side in ("income", "expenditure"))
        paper.heading(3, self._mark("一"), "财政拨款收支情况")
        paper.paragraph(f"{of.year}年本部门财政拨款收支总预算", Said(w.printed.said(fiscal), sides), "。")
        paper.heading(3, self._mark("二"), "一般公共预算拨款支出明细情况")
        total = of.sum(fund=GENERAL)
        paper.paragraph(
            f"1.一般公共预算当年拨款规模变化情况。{of.year}年本部门一般公共预算拨款支出", w.amount("expenditure.total", total, fund=GENERAL), "，",
            w.change("expenditure.total", total, of.before["general"], fund=GENERAL), "，主要原因是人员增加。",
        )  # fmt: skip
        paper.paragraph(
            "2.支出按功能科目分类的明细情况。本部门一般公共预算支出",
            w.amount("expenditure.total", total, fund=GENERAL),
            "，其中：",
        )
        for at, code in enumerate(of.codes(GENERAL, (7,)), 1):
            value, own = of.sum(code, GENERAL), {"function": code, "fund": GENERAL}
            old = (value * Decimal(self.rng.randrange(85, 115)) / 100) // 100 * 100
            paper.paragraph(
                f"（{at}）{FUNCTIONS[code]}（{code}）",
                w.amount("expenditure.total", value, **own),
                "，",
                w.change("expenditure.total", value, old, **own),
                "，原因是工作任务变化；",
            )
        paper.paragraph("3.支出按经济科目分类的明细情况。按照部门预算支出经济分类的类级科目分类：")
        plan = self.plan
        basic, project = plan.basic_by_class(), plan.project_by_class(GENERAL)
        for at, code in enumerate(tables.ECONOMIC_CLASSES, 1):
            value = basic.get(code, ZERO) + project.get(code, ZERO)
            if value:
                amount = w.amount("expenditure.total", value, fund=GENERAL, economy=code)
                paper.paragraph(f"（{at}）{ECONOMY[code]}（{code}）", amount, "；")
        paper.paragraph("按照政府预算支出经济分类的类级科目分类：")
        for at, (code, value) in enumerate(plan.government_by_class(GENERAL).items(), 1):
            amount = w.amount("expenditure.total", value, fund=GENERAL, government_economy=code)
            paper.paragraph(f"（{at}）{GOVERNMENT_NAMES[code]}（{code}）", amount, "；")
        paper.heading(3, self._mark("三"), "政府性基金预算支出情况")
        money = of.sum(fund=GOVERNMENT)
        if money:
            paper.paragraph(
                f"{of.year}年本部门政府性基金预算支出", w.amount("expenditure.total", money, fund=GOVERNMENT), "。"
            )
        else:
            paper.paragraph("本部门无政府性基金预算支出，并已公开空表。")
        paper.heading(3, self._mark("四"), "国有资本经营预算支出情况")
        paper.paragraph("本部门无国有资本经营预算拨款支出，并已公开空表。")

    def _three_public(self) -> None:
        of, w, year = self.of, self.words, self.of.year
        now, then = three_public_values(of.three_public), three_public_values(of.three_public_before)
        pieces: list[Piece] = [
            f"{year}年本部门一般公共预算“三公”经费预算支出",
            w.amount(*now["total"]),
            "，",
            w.change(*now["total"], then["total"][1]),
            "，主要原因是厉行节约。其中：",
        ]
        labels = (
            ("因公出国（境）经费", "overseas"),
            ("公务接待费", "reception"),
            ("公务用车运行维护费", "operation"),
            ("公务用车购置费", "purchase"),
        )
        for at, (label, name) in enumerate(labels):
            pieces += ["；" if at else "", label, w.amount(*now[name]), "，", w.change(*now[name], then[name][1])]
        self.paper.paragraph(*pieces, "。")
        self.paper.paragraph(
            f"{year}年本部门会议费预算支出", w.amount("conference.total", of.conference), "，", w.change("conference.total", of.conference, self.before["conference"]),
            "，主要原因是压减会议；培训费预算支出", w.amount("training.total", of.training), "，", w.change("training.total", of.training, self.before["training"]), "，主要原因是培训安排不变。",
        )  # fmt: skip

    def _assets(self) -> None:
        of = self.of
        total = sum(of.vehicles.values())
        self.paper.paragraph(
            f"截止{of.year - 1}年底，本部门所属预算单位", count("共有车辆{}辆，", "assets.vehicles", of.year - 1, total, "vehicle"),
            count("单价20万元以上的设备{}台（套）。", "assets.equipment", of.year - 1, of.equipment, "item", threshold="200000"),
            f"{of.year}年部门预算", count("安排购置车辆{}辆；", "assets.vehicles.planned_purchase", of.year, 0, "vehicle", measure="budget"),
            count("安排购置单价20万元以上的设备{}台（套）。", "assets.equipment.planned_purchase", of.year, 1, "item", measure="budget", threshold="200000"),
        )  # fmt: skip

    def _procurement(self) -> None:
        of, w, parts = self.of, self.words, self.of.procurement
        self.paper.paragraph(
            f"{of.year}年本部门政府采购预算共安排", w.amount("procurement.total", sum(parts.values(), ZERO)), "，其中政府采购货物类预算", w.amount("procurement.goods", parts["goods"]),
            "、政府采购服务类预算", w.amount("procurement.services", parts["services"]), "、政府采购工程类预算", w.amount("procurement.works", parts["works"]), "。",
        )  # fmt: skip

    def _goals(self) -> None:
        of, w = self.of, self.words
        self.paper.paragraph(
            f"{of.year}年本部门绩效目标管理全覆盖，涉及一般公共预算当年拨款", w.amount("performance.amount", of.project()), "（详见公开报表中的绩效目标表）。",
        )  # fmt: skip
        if "prose_goals" in self.odd:
            self._goals_in_prose()

    def _goals_in_prose(self) -> None:
        """One paragraph a project: level 2, colon, name and value; semicolons between."""
        for project in self.of.projects[-1:]:
            goals = drawn_goals(self.rng, {OUTPUT: 4, EFFECT: 2, SATISFIED: 1}, long_names=False)
            goals = [replace(goal, level1="") for goal in goals]
            pieces: list[Piece] = [f"“{project.name}”项目绩效指标："]
            last = ""
            for at, goal in enumerate(goals):
                lead = f"{goal.level2}：" if goal.level2 != last else ""
                pieces.append(f"{'；' if at else ''}{lead}{goal.level3}{goal.text}")
                last = goal.level2
            self.paper.paragraph(*pieces, "。")
            for goal in goals:
                self._prose_indicator(project.name, goal)

    def _prose_indicator(self, project: str, goal: Indicator) -> None:
        self.paper.gold.add_indicator("project", project, "annual", goal, self.paper.page, layout="prose")

    def _operating(self) -> None:
        of, w = self.of, self.words
        self.paper.paragraph(
            f"{of.year}年本部门机关运行经费预算安排", w.amount("operating_funds.total", of.operating), "，", w.change("operating_funds.total", of.operating, of.before["operating"]), "，主要原因是办公费调整。",
        )  # fmt: skip

    def _glossary(self) -> None:
        self.paper.paragraph("1.人员经费：指用于职工工资、津补贴和社会保障缴费的支出。")
        self.paper.paragraph("2.专项业务经费：指为完成专项工作任务安排的支出。")

    def _tables(self) -> None:
        plan, repeat = self.plan, "repeat_header" in self.odd
        made = [
            tables.four_blocks(plan, fiscal=False, purpose="four_classifications" in self.odd), tables.by_unit(plan, income=True), tables.by_unit(plan, income=False),
            tables.by_function(plan, "expenditure_by_function", "部门综合预算支出总表（分科目）", None, repeat=repeat), tables.four_blocks(plan, fiscal=True),
            tables.by_function(plan, "general_public_by_function", "部门综合预算一般公共预算支出明细表（按支出功能分类科目）", GENERAL, repeat=repeat),
            tables.by_economy(plan, basic=False), tables.by_economy(plan, basic=True), tables.fund_table(plan), tables.project_table(plan),
            tables.three_public_table(plan, self.before), tables.empty_table(plan),
        ]  # fmt: skip
        self._listed([table.title for table in made])
        for at, table in enumerate(made, 1):
            wide = len(table.widths) > 6
            self.paper.new_page(landscape=wide, turned=wide and "turned" in self.odd)
            empty = table.name in ("government_fund", "state_capital") and not any(line.text for line in table.body)
            note = "注：本部门无此项预算收支，本表为空表。" if empty else ""
            self.put_table(table, number=f"表{at}", who="部门：", size=13, note=note)
        self._forms()

    def _listed(self, titles: list[str]) -> None:
        """The list of tables: number, title, empty or not, why."""
        empty = not self.of.sum(fund=GOVERNMENT)
        body = []
        for at, title in enumerate(titles, 1):
            none = (empty and "政府性基金" in title) or "国有资本" in title
            body.append(row(f"表{at}", title, "是" if none else "否", "本部门无此项收支" if none else ""))
        header = [row(*map(head, ("序号", "报表", "是否空表", "公开空表理由")))]
        table = Table("", "", "", (8, 50, 12, 26), header, body, size=9)
        self.paper.table(table)

    def _forms(self) -> None:
        of, rng, paper = self.of, self.rng, self.paper
        printed = Printed(trim=True)
        forms = []
        for at, project in enumerate(of.projects):
            counts = {COST: 1, OUTPUT: 3 if at else 5, EFFECT: 2, SATISFIED: 1}
            goals = [
                replace(goal, basis=rng.choice(("行业标准", "历史标准", "计划标准")))
                for goal in drawn_goals(rng, counts)
            ]
            forms.append(Application(of.year, of.name, project.name, project.amount, ZERO, goals, printed).table())
        own = of.sum(fund=OTHER) + of.carryover
        tasks = [Task("人员经费", "保障人员工资和社会保障缴费", of.personnel()), Task("公用经费", "保障机构日常运转", of.public()),
                 Task("专项业务", "完成专项工作任务", of.project() - own, own)]  # fmt: skip
        whole = drawn_goals(rng, {COST: 1, OUTPUT: 5, EFFECT: 3, SATISFIED: 1})
        forms.append(Overall(of.year, of.name, tasks, whole, printed).table())
        for form in forms:
            paper.new_page()
            with paper.around(form):
                paper.title(2, "", form.title, size=13)
                paper.sides(f"（{of.year}年度）", "")
                paper.table(form)


__all__ = ["ODDITIES", "SAMPLE", "Fact", "typeset"]
