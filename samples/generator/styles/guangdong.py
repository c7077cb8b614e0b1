"""Final account of a public hospital in a southern province, in yuan and cents: fees, trade, subsidies, own funds.

Four parts; the text compares with last year's account; three-public noughts are explained; beds and titles of doctors
stand among the posts; a form of each project has sign, number and unit in columns of their own.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from generator.about import About
from generator.catalogue import FUNCTIONS, HOSPITAL, PLACES
from generator.figures import FISCAL, GENERAL, ZERO
from generator.goals import COST, EFFECT, OUTPUT, SATISFIED, Measured, drawn_goals, measured
from generator.gold import Gold, Indicator, fact
from generator.grid import Cell, Row, Table, head, row
from generator.money import Printed, percent, split
from generator.paper import Look, Paper, Said
from generator.people import by_rank
from generator.styles.guangdong_tables import CENT, Hospital, make_hospital, nine_tables
from generator.tables import NUMERALS
from generator.words import Wording, count, plain_percent

ODDITIES = (
    "text_in_yuan",
    "parents_last",
    "repeat_header",
    "leaders",
    "separators",
    "half_colon",
    "turned",
    "bare_forms",
    "by_rank",
    "placeholders",
    "points_in_label",
    "institution_table",
)
SAMPLE = ("text_in_yuan", "separators")
Piece = Said | str


def typeset(font: Path, seed: int, oddities: Collection[str]) -> tuple[Paper, About]:
    """One document."""
    rng = random.Random(f"guangdong{seed}")
    year = rng.choice((2021, 2022, 2023, 2024))
    place = rng.choice(PLACES) + rng.choice(("县", "区", "市"))
    name = f"{place}{rng.choice(('人民医院', '第二人民医院', '中心医院'))}"
    of = make_hospital(rng, name, year, Printed("元", separators="separators" in oddities))
    paper = Paper(font, Look(margin=62).made_odd(oddities), Gold())
    yuan = "text_in_yuan" in oddities
    words = Wording(Printed("元" if yuan else "万元", separators=yuan and "separators" in oddities), year, "final", lead=f"比{year - 1}年度决算数", same=f"与{year - 1}年度决算数持平")  # fmt: skip
    _Guangdong(paper, of, words, oddities, rng).write()
    return paper, About("guangdong", seed, name, year, "unit_final")


@dataclass(slots=True)
class _Guangdong:
    paper: Paper
    of: Hospital
    words: Wording
    odd: Collection[str]
    rng: random.Random

    def write(self) -> None:
        """All parts."""
        of, paper = self.of, self.paper
        paper.new_page()
        paper.skip(170)
        paper.heading(0, "", f"{of.year}年度{of.name}单位决算", size=22, align="centre")
        paper.skip(200)
        paper.line(f"{of.year + 1}年8月", align="centre", size=14)
        sections = self._sections()
        lines = [
            "第一部分 单位概况",
            "一、主要职责",
            "二、机构设置及人员情况",
            f"第二部分 {of.year}年度单位决算表",
            f"第三部分 {of.year}年度单位决算情况说明",
        ]
        lines += [f"{NUMERALS[at]}、{title}" for at, (title, _) in enumerate(sections)]
        paper.new_page()
        paper.heading(0, "", "目录", size=16, align="centre")
        for at, line in enumerate([*lines, "第四部分 名词解释"]):
            paper.contents_line(
                line,
                target=str(at // 4 + 3) if "leaders" in self.odd else "",
                indent=0 if line.startswith("第") else 24,
            )
        self._overview()
        paper.new_page()
        paper.heading(1, "第二部分", f"{of.year}年度单位决算表", align="centre")
        self._tables()
        paper.new_page()
        paper.heading(1, "第三部分", f"{of.year}年度单位决算情况说明", align="centre")
        for at, (title, body) in enumerate(sections):
            paper.heading(2, f"{NUMERALS[at]}、", title)
            body()
        paper.heading(1, "第四部分", "名词解释", align="centre")
        paper.paragraph("一、事业收入：指事业单位开展专业业务活动及其辅助活动取得的收入。")
        paper.paragraph("二、用事业基金弥补收支差额：指事业单位用以前年度积累的事业基金弥补本年度收支缺口的资金。")
        self._forms()

    def _sections(self) -> list[tuple[str, Callable[[], None]]]:
        return [
            ("收入支出决算总体情况说明", self._whole), ("收入决算情况说明", self._income), ("支出决算情况说明", self._spending), ("财政拨款收入支出决算总体情况说明", self._fiscal),
            ("一般公共预算财政拨款支出决算情况说明", self._general), ("一般公共预算财政拨款基本支出决算情况说明", self._basic), ("财政拨款“三公”经费支出决算情况说明", self._three_public),
            ("政府性基金预算财政拨款收入支出决算情况说明", lambda: self._none("政府性基金预算财政拨款收入和支出")), ("国有资本经营预算财政拨款支出决算情况说明", lambda: self._none("国有资本经营预算财政拨款支出")),
            ("机关运行经费支出情况说明", self._operating), ("政府采购支出情况说明", self._procurement), ("国有资产占用情况说明", self._assets), ("预算绩效情况说明", self._performance),
        ]  # fmt: skip

    def _overview(self) -> None:
        of, paper, year, rng = self.of, self.paper, self.of.year, self.rng
        paper.new_page()
        paper.heading(1, "第一部分", "单位概况", align="centre")
        paper.heading(2, "一、", "主要职责")
        for at, duty in enumerate(HOSPITAL.duties, 1):
            paper.paragraph(f"（{NUMERALS[at - 1]}）{duty}。")
        paper.heading(2, "二、", "机构设置及人员情况")
        paper.paragraph(f"{of.name}为公益二类事业单位，", count("内设机构{}个，", "org.internal_units", year, rng.randrange(12, 45), "item"), f"开放床位{rng.randrange(200, 900)}张，拥有省级重点专科{rng.randrange(1, 5)}个。")  # fmt: skip
        posts, hired = rng.randrange(200, 900), rng.randrange(40, 300)
        on = posts - rng.randrange(5, 60)

        def say(text: str, concept: str, number: int, post_type: str = "") -> Said:
            return count(text, concept, year, number, "person", post_type=post_type)

        paper.shows("staff.counters")
        paper.paragraph(
            say("本单位核定事业编制{}名，", "staff.establishment", posts, "institution"), f"截至{year}年12月31日，", say("实有在编人员{}人，", "staff.on_duty", on, "institution"),
            say("编外聘用人员{}人，", "staff.temporary", hired), say("离休人员{}人，", "staff.retired.veteran", rng.randrange(0, 4)), say("退休人员{}人。", "staff.retired.ordinary", rng.randrange(30, 300)),
            f"其中，具有高级职称{on // 6}人、中级职称{on // 3}人。",
            *(by_rank(year, on, on // 20, rng) if "by_rank" in self.odd else ()),
        )  # fmt: skip

    def _tables(self) -> None:
        tables = nine_tables(
            self.of,
            parents_last="parents_last" in self.odd,
            repeat="repeat_header" in self.odd,
            institution="institution_table" in self.odd,
        )
        for at, table in enumerate(tables, 1):
            wide = len(table.widths) > 6
            if at > 1 or wide:
                self.paper.new_page(landscape=wide, turned=wide and "turned" in self.odd)
            note = "注：本单位本年度无此项收支，故本表无数据。" if not any(line.text for line in table.body) else ""
            colon = ":" if "half_colon" in self.odd else "："
            with self.paper.around(table):
                self.paper.title(2, f"公开{at:02d}表", table.title, size=13)
                self.paper.line(f"公开{at:02d}表", size=9, align="right")
                self.paper.sides(f"单位名称{colon}{self.of.name}", f"金额单位{colon}元")
                self.paper.table(table)
                if note:
                    self.paper.line(note, size=9)

    def _before(self, value: Decimal) -> Decimal:
        """Last year's account: not far from this year's."""
        return (value * Decimal(self.rng.randrange(8500, 11500)) / 10000).quantize(CENT)

    def _whole(self) -> None:
        of, w = self.of, self.words
        sides = tuple(w.amount(f"{side}.total", of.whole).facts[0] for side in ("income", "expenditure"))
        self.paper.paragraph(
            f"{of.year}年度收入总计、支出总计均为", Said(w.printed.said(of.whole), sides), "。其中：用事业基金弥补收支差额", w.amount("income.non_fiscal_balance_used", of.used),
            "，年初结转和结余", w.amount("income.carryover", of.over), "；结余分配", w.amount("expenditure.balance_distribution", of.spread),
            "，年末结转和结余", w.amount("expenditure.carry_forward", of.on), "。",
        )  # fmt: skip

    def _income(self) -> None:
        of, w = self.of, self.words
        self.paper.paragraph(
            f"{of.year}年度本年收入合计", w.amount("income.current_year", of.current), "，", w.change("income.current_year", of.current, self._before(of.current)), "，主要原因是诊疗人次变化。其中：",
        )  # fmt: skip
        parts = (
            ("财政拨款收入", "income.fiscal_appropriation", of.general_income, "财政补助调整"), ("上级补助收入", "income.superior_subsidy", of.superior, "专科建设补助变化"),
            ("事业收入", "income.undertaking", of.undertaking, "医疗服务量变化"), ("经营收入", "income.operating", of.trade_income, "停车场收入变化"), ("其他收入", "income.other", of.other, "利息收入变化"),
        )  # fmt: skip
        for at, (label, concept, value, why) in enumerate(parts, 1):
            change = w.change(concept, value, self._before(value))
            self.paper.paragraph(
                f"{at}.{label}",
                w.amount(concept, value),
                "，占本年收入合计的",
                w.share(concept, value, of.current),
                "，",
                change,
                f"，主要原因是{why}。",
            )

    def _spending(self) -> None:
        of, w = self.of, self.words
        basic, project = of.sum(lambda item: item.personnel + item.public + item.own), of.sum(lambda item: item.project)
        self.paper.paragraph(
            f"{of.year}年度本年支出合计", w.amount("expenditure.current_year", of.spent), "，其中：基本支出", w.amount("expenditure.basic", basic), "，占", w.share("expenditure.basic", basic, of.spent),
            "；项目支出", w.amount("expenditure.project", project), "，占", w.share("expenditure.project", project, of.spent), "；经营支出", w.amount("expenditure.operating", of.trade_income),
            "，占", w.share("expenditure.operating", of.trade_income, of.spent), "；上缴上级支出", w.amount("expenditure.to_superior", ZERO), "；对附属单位补助支出", w.amount("expenditure.to_affiliated", ZERO), "。",
        )  # fmt: skip

    def _fiscal(self) -> None:
        of, w = self.of, self.words
        whole = of.general_spent + of.on
        sides = tuple(w.amount(f"{side}.total", whole, fund=FISCAL).facts[0] for side in ("income", "expenditure"))
        self.paper.paragraph(f"{of.year}年度财政拨款收入总计、支出总计均为", Said(w.printed.said(whole), sides), "。")

    def _general(self) -> None:
        of, w, paper, rng = self.of, self.words, self.paper, self.rng
        total, dims, concept = of.general_spent, {"fund": GENERAL}, "expenditure.current_year"
        paper.heading(3, "（一）", "一般公共预算财政拨款支出决算总体情况")
        paper.paragraph(
            f"{of.year}年度一般公共预算财政拨款支出", w.amount(concept, total, **dims), "，占本年支出合计的", w.share(concept, total, of.spent, **dims), "，",
            w.change(concept, total, self._before(total), **dims), "，主要原因是财政补助调整。",
        )  # fmt: skip
        paper.heading(3, "（二）", "一般公共预算财政拨款支出决算具体情况")
        for at, code in enumerate([code for code in of.codes(last=False, general=True) if len(code) == 7], 1):
            value, own = of.sum(lambda item: item.general, code), {"function": code, "fund": GENERAL}
            budget = (value * Decimal(rng.randrange(85, 118)) / 100).quantize(CENT)
            said = Said(
                w.printed.said(budget), (fact("expenditure.total", "budget", of.year, w.printed.value(budget), **own),)
            )
            rate = percent(value, budget)
            done = Said(
                f"完成年初预算的{plain_percent(rate)}",
                (fact("expenditure.total", "completion_rate", of.year, rate, "percent", **own),),
            )
            why = (
                "决算数大于年初预算数的主要原因是年中追加"
                if value > budget
                else "决算数小于年初预算数的主要原因是项目未完成"
            )
            paper.paragraph(
                f"{at}.{FUNCTIONS[code[:3]]}（类）{FUNCTIONS[code[:5]]}（款）{FUNCTIONS[code]}（项），年初预算为", said, "，支出决算为", w.amount("expenditure.total", value, **own), "，", done, f"，{why}。",
            )  # fmt: skip

    def _basic(self) -> None:
        of, w, dims = self.of, self.words, {"fund": GENERAL}
        personnel, public = of.sum(lambda item: item.personnel), of.sum(lambda item: item.public)
        self.paper.paragraph(
            f"{of.year}年度一般公共预算财政拨款基本支出", w.amount("expenditure.basic", personnel + public, **dims), "，其中：人员经费", w.amount("expenditure.basic.personnel", personnel, **dims),
            "，主要包括基本工资、津贴补贴、绩效工资；公用经费", w.amount("expenditure.basic.public", public, **dims), "，主要包括办公费、电费、维修（护）费。",
        )  # fmt: skip

    def _three_public(self) -> None:
        w, year, paper = self.words, self.of.year, self.paper

        def budget(concept: str) -> Said:
            return Said(w.printed.said(ZERO), (fact(concept, "budget", year, ZERO),))

        paper.paragraph(
            f"{year}年度“三公”经费财政拨款支出预算为", budget("three_public.total"), "，支出决算为", w.amount("three_public.total", ZERO), "，", Said(f"与{year - 1}年度相比无变化", (fact("three_public.total", "change", year, ZERO),)), "，",
            "主要原因是本单位“三公”经费均由自有资金安排。",
        )  # fmt: skip
        paper.paragraph(
            "1.因公出国（境）费支出", w.amount("three_public.overseas", ZERO), "，主要原因是本年度未安排因公出国（境）活动。", count("全年因公出国（境）团组{}个，", "three_public.overseas.groups", year, 0, "item", measure="final"),
            count("累计{}人次。", "three_public.overseas.visits", year, 0, "person", measure="final"),
        )  # fmt: skip
        paper.paragraph(
            "2.公务用车购置及运行费支出", w.amount("three_public.vehicles", ZERO), "，其中：公务用车购置支出", w.amount("three_public.vehicles.purchase", ZERO), "，公务用车运行支出", w.amount("three_public.vehicles.operation", ZERO),
            "，主要原因是急救车辆运行费由事业收入安排。",
        )  # fmt: skip
        paper.paragraph("3.公务接待费支出", w.amount("three_public.reception", ZERO), "，主要原因是本年度无公务接待。")

    def _none(self, what: str) -> None:
        self.paper.paragraph(f"本单位{self.of.year}年度没有{what}。")

    def _operating(self) -> None:
        self.paper.paragraph("本单位为事业单位，无机关运行经费支出。")

    def _procurement(self) -> None:
        of, w, rng = self.of, self.words, self.rng
        goods, works, services = (Decimal(rng.randrange(10_000_000, 900_000_000)) / 100 for _ in range(3))
        total = goods + works + services
        awarded = (total * Decimal("0.62")).quantize(CENT)
        self.paper.paragraph(
            f"{of.year}年度政府采购支出总额", w.amount("procurement.total", total), "，其中：政府采购货物支出", w.amount("procurement.goods", goods), "、政府采购工程支出", w.amount("procurement.works", works),
            "、政府采购服务支出", w.amount("procurement.services", services), "。授予中小企业合同金额", w.amount("procurement.sme_awarded", awarded), "，占政府采购支出总额的", w.share("procurement.sme_awarded", awarded, total), "。",
        )  # fmt: skip

    def _assets(self) -> None:
        rng, year = self.rng, self.of.year
        kinds = {
            "一般公务用车": rng.randrange(1, 4),
            "特种专业技术用车": rng.randrange(2, 9),
            "其他用车": rng.randrange(0, 3),
        }
        pieces: list[Piece] = [
            f"截至{year}年12月31日，本单位",
            count("共有车辆{}辆，其中：", "assets.vehicles", year, sum(kinds.values()), "vehicle"),
        ]
        for at, (kind, number) in enumerate(kinds.items()):
            pieces.append(
                count(
                    f"{'、' if at else ''}{kind}{{}}辆", "assets.vehicles", year, number, "vehicle", vehicle_type=kind
                )
            )
        self.paper.paragraph(
            *pieces, "，其他用车主要是急救车；", count("单价100万元（含）以上设备（不含车辆）{}台（套）。", "assets.equipment", year, rng.randrange(3, 40), "item", threshold="1000000"),
        )  # fmt: skip

    def _performance(self) -> None:
        of, w, rng = self.of, self.words, self.rng
        amount = of.sum(lambda item: item.project)
        number = len(HOSPITAL.project_names)
        good = rng.randrange(1, number)
        said = Said(w.printed.said(amount), (fact("performance.amount", "budget", of.year, w.printed.value(amount)),))
        self.paper.paragraph(
            f"根据预算绩效管理要求，本单位组织对{of.year}年度项目支出全面开展绩效自评，", count("共涉及项目{}个，", "performance.self_evaluated", of.year, number, "item", measure="final"), "资金", said,
            f"。从评价情况来看，平均得分{Decimal(rng.randrange(9000, 9990)) / 100}分，其中：“优”{good}个、“良”{number - good}个、“中”0个、“差”0个。",
        )  # fmt: skip

    def _forms(self) -> None:
        of, rng, paper = self.of, self.rng, self.paper
        amounts = split(of.sum(lambda item: item.project), dict.fromkeys(HOSPITAL.project_names, 1), CENT)
        for name, amount in list(amounts.items())[:3]:
            rows = measured(rng, drawn_goals(rng, {COST: 1, OUTPUT: rng.randrange(3, 5), EFFECT: 2, SATISFIED: 1}))
            form = operator_form(
                of, name, amount, rows, placeholders="placeholders" in self.odd, points="points_in_label" in self.odd
            )
            paper.new_page()
            with paper.around(form):
                paper.title(2, "", form.title, size=13)
                paper.sides(f"填报单位：{of.name}", "")
                paper.table(form)


def operator_form(
    of: Hospital, name: str, amount: Decimal, rows: Sequence[Measured], *, placeholders: bool, points: bool
) -> Table:
    """Sign, number and unit of a target in three columns; what was reached and points beside them.

    ``placeholders``: a row 指标2：…… below each first level. ``points``: the first level has its points (产出指标（50分）);
    of one only they are left.
    """
    printed = Printed("万元")
    spent = fact("expenditure.project", "final", of.year, printed.value(amount), project=name)
    given = fact("expenditure.project", "budget", of.year, printed.value(amount), project=name)
    body = [
        row(Cell("项目名称", 2), Cell(name, 8)),
        row(Cell("主管部门", 2), Cell("卫生健康局", 3), Cell("实施单位", 2), Cell(of.name, 3)),
        Row((Cell("项目资金（万元）", 2, 2), Cell(""), head("年初预算数", 2), head("全年执行数", 2), head("执行率", 1), head("得分", 2))),
        row("年度资金总额", Cell(printed.number(amount), 2, facts=(given,)), Cell(printed.number(amount), 2, facts=(spent,)), "100%", Cell("10", 2)),
        row(*map(head, ("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "实际完成值", "分值", "得分", "未完成原因"))),
    ]  # fmt: skip
    lines: list[Row] = []
    for group, (level1, members) in enumerate(groupby(rows, key=lambda one: one.indicator.level1)):
        ones = list(members)
        if points:
            weight = sum(one.weight for one in ones)
            level1 = f"（{weight}分）" if group == 1 else f"{level1}（{weight}分）"
            ones = [replace(one, indicator=replace(one.indicator, level1=level1)) for one in ones]
        lead = [Cell(level1, rows=len(ones) + placeholders)]
        for level2, inner in groupby(ones, key=lambda one: one.indicator.level2):
            below = list(inner)
            more = placeholders and ones[-1] is below[-1]
            lead.append(Cell(level2, rows=len(below) + more))
            for one in below:
                lines.append(_apart(lead, one, name))
                lead = []
            if more:
                lines.append(row("指标2：……", *[Cell()] * 7))
    return Table(
        "final_performance", f"{of.year}年度项目支出绩效自评表", "万元", (9, 12, 16, 9, 10, 9, 11, 7, 8, 12), body=[*body, *lines, row(Cell("总分", 7), "100", f"{sum((Decimal(one.score) for one in rows), Decimal(10)):g}", "")],
        size=8.5, origin="performance", layout="operator_columns",
    )  # fmt: skip


_SIGNS = {">=": "≥", "<=": "≤", "=": "=", "qualitative": "定性"}


def _apart(lead: Sequence[Cell], one: Measured, project: str) -> Row:
    goal = one.indicator
    text = goal.value or goal.text
    shown = Indicator(goal.level1, goal.level2, goal.level3, text, goal.operator, goal.value, goal.unit)
    cells = (*lead, Cell(goal.level3), Cell(_SIGNS[goal.operator]), Cell(text), Cell(goal.unit), Cell(one.actual), Cell(str(one.weight)), Cell(one.score), Cell(one.reason))  # fmt: skip
    return Row(cells, ("project", project, "annual", shown))
