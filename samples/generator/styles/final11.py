"""Final account of a south-western province: five parts, eleven tables, self-evaluation forms behind the text.

Overview with posts and people in prose, income and spending explained against the budget, other matters in a part of
their own; each project has a form with budget, execution, points and deviations, and so has the whole department.
"""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from generator.about import About
from generator.catalogue import FUNCTIONS
from generator.figures import FISCAL, GENERAL, GOVERNMENT, ZERO, Project, make_year
from generator.gold import Gold, fact
from generator.grid import Table
from generator.money import Printed, percent, split
from generator.paper import Look, Paper, Said
from generator.styles.final11_parts import people, project_form, whole_form
from generator.styles.final11_tables import Account11, Assets, Counts, eleven_tables
from generator.tables import NUMERALS, three_public_values
from generator.words import Wording, count, plain_percent
from generator.writer import Writer

ODDITIES = (
    "repeat_header", "separators", "leaders", "pairs", "placeholders", "points_in_label", "points_first", "turned",
    "spaced_digits", "zeros_printed", "institution_table",
)  # fmt: skip
SAMPLE = ("separators", "leaders", "placeholders")
Piece = Said | str


def typeset(font: Path, seed: int, oddities: Collection[str]) -> tuple[Paper, About]:
    """One document."""
    rng = random.Random(f"final11{seed}")
    of = make_year(
        rng, rng.choice((2021, 2022, 2023, 2024)), place_ending=rng.choice(("县", "市", "区")), fund_lines=rng.random() < 0.5,
        other=rng.random() < 0.4,
    )  # fmt: skip
    names = [project.name for project in of.projects]
    parts = split(of.project(fund=GENERAL), {name: rng.randrange(10, 40) for name in names})
    of.projects = [Project(name, amount) for name, amount in parts.items()]
    of.vehicles["一般公务用车"] += 1
    if fund := of.project(fund=GOVERNMENT):
        of.projects.append(Project("农村道路改造工程", fund, GOVERNMENT))
    forward = Decimal(rng.randrange(100, 90000, 100)) if rng.random() < 0.7 else ZERO
    budgets = {key: value + rng.choice((0, 1000, 12500)) if value else ZERO for key, value in of.three_public.items()}
    printed = Printed(separators="separators" in oddities, zero=None if "zeros_printed" in oddities else "")
    account = Account11(of, printed, "final", forward=forward, budgets=budgets)
    look = Look(margin=64, spaced_digits="spaced_digits" in oddities)
    paper = Paper(font, look.made_odd(oddities), Gold())
    words = Wording(Printed(), of.year, "final", lead="与上年相比，", same="与上年持平")
    _Final11(paper, of, words, account, oddities, rng, account=account).write()
    return paper, About("final11", seed, of.name, of.year, "department_final")


@dataclass(slots=True)
class _Final11(Writer):
    account: Account11 = field(kw_only=True)
    rng: random.Random = field(default_factory=random.Random)
    counts: Counts = field(init=False)
    assets: Assets = field(init=False)

    def write(self) -> None:
        """All parts."""
        of, rng, paper = self.of, self.rng, self.paper
        batches = rng.randrange(3, 60)
        self.counts = Counts(1 if of.three_public["purchase"] else 0, rng.randrange(1, 6), batches, batches * 6)
        self.assets = Assets(*(Decimal(rng.randrange(10_0000, 900_0000, 100)) for _ in range(6)))
        self.cover(f"{of.name}{of.year}年度部门决算", f"{of.year + 1}年9月")
        lines = [
            "第一部分 部门概况", "一、主要职能", "二、部门基本情况", f"第二部分 {of.year}年度部门决算表", f"第三部分 {of.year}年度部门决算情况说明",
            "一、收入支出决算总体情况说明", "二、收入决算情况说明", "三、支出决算情况说明", "四、财政拨款收入支出决算总体情况说明",
            "五、一般公共预算财政拨款支出决算情况说明", "六、政府性基金预算财政拨款收入支出决算情况说明", "七、国有资本经营预算财政拨款支出决算情况说明",
            "八、财政拨款“三公”经费支出决算情况说明",
            "第四部分 其他重要事项及相关口径情况说明", "一、机关运行经费支出情况", "二、国有资产占用情况", "三、政府采购支出情况", "四、部门绩效自评情况",
            "第五部分 名词解释",
        ]  # fmt: skip
        self.contents(lines, leaders="leaders" in self.odd)
        self._overview()
        paper.new_page()
        paper.heading(1, "第二部分", f"{of.year}年度部门决算表", align="centre")
        self._tables()
        paper.new_page()
        paper.heading(1, "第三部分", f"{of.year}年度部门决算情况说明", align="centre")
        self._whole()
        self._income()
        self._spending()
        self._fiscal()
        self._general()
        self._other_funds()
        self._three_public()
        paper.heading(1, "第四部分", "其他重要事项及相关口径情况说明", align="centre")
        self._other_matters()
        paper.heading(1, "第五部分", "名词解释", align="centre")
        paper.paragraph("一、基本支出：指保障机构正常运转、完成日常工作任务而发生的支出。")
        paper.paragraph("二、年末结转和结余：指按规定结转下年或留作结余的资金。")

    def _overview(self) -> None:
        of, paper, year, rng = self.of, self.paper, self.of.year, self.rng
        paper.new_page()
        paper.heading(1, "第一部分", "部门概况", align="centre")
        paper.heading(2, "一、", "主要职能")
        for at, duty in enumerate(of.domain.duties, 1):
            paper.paragraph(f"{at}．{duty}。")
        paper.heading(2, "二、", "部门基本情况")
        paper.heading(3, "（一）", "机构设置情况")
        institutions = rng.randrange(1, 4)
        paper.paragraph(
            f"{of.name}", count("共设置{}个内设机构，", "org.internal_units", year, rng.randrange(4, 9), "item"),
            count("所属单位{}个。", "org.subordinate_units", year, institutions, "item"),
        )  # fmt: skip
        paper.heading(3, "（二）", "决算单位构成")
        paper.paragraph(
            f"纳入{of.name}{year}年度部门决算编报的", count("单位共{}个。", "org.budget_units", year, institutions + 1, "item"),
            count("其中：行政单位{}个，", "org.budget_units", year, 1, "item", unit_kind="administrative"),
            count("参照公务员法管理的事业单位{}个，", "org.budget_units", year, 0, "item", unit_kind="participating"),
            count("其他事业单位{}个。", "org.budget_units", year, institutions, "item", unit_kind="institution"),
        )  # fmt: skip
        paper.heading(3, "（三）", "部门人员和车辆的编制及实有情况")
        self._people()

    def _people(self) -> None:
        of = self.of
        self.paper.shows("staff.total_and_parts")
        for pieces in people(of, self.rng):
            self.paper.paragraph(*pieces)
        kept = sum(of.vehicles.values())
        self.paper.paragraph(
            f"车辆编制{kept + 1}辆，", count("在编实有车辆{}辆。", "assets.vehicles", of.year, kept, "vehicle")
        )

    def _tables(self) -> None:
        tables = eleven_tables(
            self.account,
            self.counts,
            self.assets,
            repeat="repeat_header" in self.odd,
            pairs="pairs" in self.odd,
            institution="institution_table" in self.odd,
        )
        for at, table in enumerate(tables, 1):
            wide = len(table.widths) > 7
            if at > 1 or wide:
                self.paper.new_page(landscape=wide, turned=wide and "turned" in self.odd)
            empty = table.name in ("final_government_fund", "final_state_capital") and not table.body[0].text.replace(
                "合计", ""
            ).strip("0.")
            self.put_table(
                table, number=f"公开{at:02d}表", who="部门：", below=True, unit_word="金额单位：", size=13,
                note="注：本部门本年度无此项收支，本表为空。" if empty else "",
            )  # fmt: skip

    def _budget(self, concept: str, value: Decimal, **dims: str) -> Said:
        printed = self.words.printed
        return Said(printed.said(value), (fact(concept, "budget", self.of.year, printed.value(value), **dims),))

    def _done(self, concept: str, value: Decimal, budget: Decimal, of_what: str, **dims: str) -> Said:
        rate = percent(value, budget)
        return Said(
            f"完成{of_what}的{plain_percent(rate)}",
            (fact(concept, "completion_rate", self.of.year, rate, "percent", **dims),),
        )

    def _both(self, value: Decimal, **dims: str) -> Said:
        w = self.words
        sides = tuple(w.amount(f"{side}.total", value, **dims).facts[0] for side in ("income", "expenditure"))
        return Said(w.printed.said(value), sides)

    def _whole(self) -> None:
        of, a = self.of, self.account
        self.paper.heading(2, "一、", "收入支出决算总体情况说明")
        pieces: list[Piece] = [f"{of.year}年度收入总计、支出总计均为", self._both(a.whole), "。其中：年初结转和结余", self.words.amount("income.carryover", of.carryover),
                               "，年末结转和结余", self.words.amount("expenditure.carry_forward", a.forward), "。"]  # fmt: skip
        self.paper.paragraph(*pieces)

    def _fiscal(self) -> None:
        of, w, a = self.of, self.words, self.account
        self.paper.heading(2, "四、", "财政拨款收入支出决算总体情况说明")
        before = of.before["total"] - of.before["other"]
        self.paper.paragraph(
            f"{of.year}年度财政拨款收、支总计均为", self._both(a.fiscal_whole, fund=FISCAL), "。",
            w.change(["income.total", "expenditure.total"], a.fiscal_whole, before, lead="与上年相比，财政拨款收、支总计各", fund=FISCAL), "，主要原因是结转资金变化。",
        )  # fmt: skip

    def _other_funds(self) -> None:
        of, w, money = self.of, self.words, self.of.sum(fund=GOVERNMENT)
        self.paper.heading(2, "六、", "政府性基金预算财政拨款收入支出决算情况说明")
        if money:
            self.paper.paragraph(
                f"{of.year}年度政府性基金预算财政拨款收入", w.amount("income.government_fund", money), "，支出",
                w.amount("expenditure.current_year", money, fund=GOVERNMENT), "，全部为项目支出。",
            )  # fmt: skip
        else:
            self.paper.paragraph(f"{of.name}{of.year}年度无政府性基金预算财政拨款收入和支出。")
        self.paper.heading(2, "七、", "国有资本经营预算财政拨款支出决算情况说明")
        self.paper.paragraph(f"{of.name}{of.year}年度无国有资本经营预算财政拨款支出。")

    def _income(self) -> None:
        of, w, a = self.of, self.words, self.account
        self.paper.heading(2, "二、", "收入决算情况说明")
        parts = (
            ("财政拨款收入", "income.fiscal_appropriation", a.fiscal_income), ("上级补助收入", "income.superior_subsidy", ZERO),
            ("事业收入", "income.undertaking", ZERO), ("经营收入", "income.operating", ZERO), ("附属单位上缴收入", "income.affiliated", ZERO),
            ("其他收入", "income.other", a.current - a.fiscal_income),
        )  # fmt: skip
        pieces: list[Piece] = [
            f"{of.name}{of.year}年度本年收入合计",
            w.amount("income.current_year", a.current),
            "。其中：",
        ]
        for at, (label, concept, value) in enumerate(parts):
            pieces += [
                "；" if at else "",
                label,
                w.amount(concept, value),
                "，占本年收入合计的",
                w.share(concept, value, a.current),
            ]
        before = of.before["total"]
        self.paper.paragraph(
            *pieces,
            "。",
            w.change("income.current_year", a.current, before, lead="与上年相比，本年收入合计"),
            "，主要原因是项目资金调整。",
        )

    def _spending(self) -> None:
        of, w, paper = self.of, self.words, self.paper
        paper.heading(2, "三、", "支出决算情况说明")
        paper.paragraph(
            f"{of.name}{of.year}年度本年支出合计", w.amount("expenditure.current_year", of.total), "。其中：基本支出", w.amount("expenditure.basic", of.basic()),
            "，占本年支出合计的", w.share("expenditure.basic", of.basic(), of.total), "；项目支出", w.amount("expenditure.project", of.project()),
            "，占本年支出合计的", w.share("expenditure.project", of.project(), of.total), "；上缴上级支出", w.amount("expenditure.to_superior", ZERO),
            "；经营支出", w.amount("expenditure.operating", ZERO), "；对附属单位补助支出", w.amount("expenditure.to_affiliated", ZERO), "。",
        )  # fmt: skip
        paper.heading(3, "（一）", "基本支出情况")
        paper.paragraph(
            f"{of.year}年度用于保障机构正常运转的基本支出", w.amount("expenditure.basic", of.basic()), "。",
            w.change("expenditure.basic", of.basic(), of.before["basic"]), "，主要原因是人员变动。",
        )  # fmt: skip
        paper.heading(3, "（二）", "项目支出情况")
        paper.paragraph(
            f"{of.year}年度用于专项业务工作的项目支出", w.amount("expenditure.project", of.project()), "。",
            w.change("expenditure.project", of.project(), of.before["project"]), "，主要原因是部分工程完工。",
        )  # fmt: skip

    def _general(self) -> None:
        of, w, paper, rng = self.of, self.words, self.paper, self.rng
        concept, dims = "expenditure.current_year", {"fund": GENERAL}
        total = of.sum(fund=GENERAL)
        paper.heading(2, "五、", "一般公共预算财政拨款支出决算情况说明")
        paper.heading(3, "（一）", "一般公共预算财政拨款支出决算总体情况")
        paper.paragraph(
            f"{of.name}{of.year}年度一般公共预算财政拨款支出", w.amount(concept, total, **dims), "，占本年支出合计的", w.share(concept, total, of.total, **dims), "。",
            w.change(concept, total, of.before["general"], fund=GENERAL), "，主要原因是人员和项目变动。",
        )  # fmt: skip
        paper.heading(3, "（二）", "一般公共预算财政拨款支出决算具体情况")
        codes = of.codes(GENERAL, (3,))
        budgets = {code: (of.sum(code, GENERAL) * Decimal(rng.randrange(85, 120)) / 100) // 100 * 100 for code in codes}
        whole = sum(budgets.values(), ZERO)
        paper.paragraph(
            f"{of.year}年度一般公共预算财政拨款支出年初预算为", self._budget(concept, whole, **dims), "，支出决算为", w.amount(concept, total, **dims), "，",
            self._done(concept, total, whole, "年初预算", **dims), "，决算数", "大于" if total > whole else "小于", "年初预算数的主要原因是年中项目调整。具体情况如下：",
        )  # fmt: skip
        for at, code in enumerate(codes, 1):
            own, value, budget = {"function": code, "fund": GENERAL}, of.sum(code, GENERAL), budgets[code]
            paper.paragraph(
                f"{at}．{FUNCTIONS[code]}（类）支出", w.amount("expenditure.total", value, **own), "，占一般公共预算财政拨款总支出的",
                w.share("expenditure.total", value, total, **own), "，年初预算为", self._budget("expenditure.total", budget, **own), "，",
                self._done("expenditure.total", value, budget, "年初预算", **own), "，主要用于机构运转和事业发展。",
            )  # fmt: skip

    def _three_public(self) -> None:
        of, w, paper, year = self.of, self.words, self.paper, self.of.year
        now, budget = three_public_values(of.three_public), three_public_values(self.account.three_public_budget)
        before = three_public_values(of.three_public_before)
        paper.heading(2, "八、", "财政拨款“三公”经费支出决算情况说明")
        paper.heading(3, "（一）", "“三公”经费支出决算总体情况")
        pieces: list[Piece] = [
            f"{of.name}{year}年度财政拨款“三公”经费支出年初预算为", self._budget(*budget["total"]), "，支出决算为", w.amount(*now["total"]), "，",
            self._done(*now["total"], budget["total"][1], "年初预算"), "。其中：",
        ]  # fmt: skip
        labels = (
            ("因公出国（境）费", "overseas"),
            ("公务用车购置费", "purchase"),
            ("公务用车运行维护费", "operation"),
            ("公务接待费", "reception"),
        )
        for at, (label, name) in enumerate(labels):
            pieces += [
                "；" if at else "",
                f"{label}支出年初预算为",
                self._budget(*budget[name]),
                "，支出决算为",
                w.amount(*now[name]),
            ]
            if budget[name][1]:
                pieces += ["，", self._done(*now[name], budget[name][1], "年初预算")]
        same = now["total"][1] == budget["total"][1]
        paper.paragraph(*pieces, "。" if same else "。决算数小于年初预算数的主要原因是厉行节约。")
        pieces = [
            f"{year}年度财政拨款“三公”经费支出决算数",
            w.change(*now["total"], before["total"][1], lead="比上年"),
            "。其中：",
        ]
        for at, (label, name) in enumerate(labels):
            pieces += ["；" if at else "", f"{label}支出", w.change(*now[name], before[name][1], lead="")]
        paper.paragraph(*pieces, "。")
        paper.heading(3, "（二）", "“三公”经费实物量情况")
        self._visits(now)

    def _visits(self, now: dict[str, tuple[str, Decimal]]) -> None:
        w, year, counts = self.words, self.of.year, self.counts
        domestic = Said(w.printed.said(now["reception"][1]), (fact("three_public.reception", "final", year, w.printed.value(now["reception"][1]), reception_kind="domestic"),))  # fmt: skip
        self.paper.paragraph(
            "1．因公出国（境）费。", count("安排因公出国（境）团组{}个，", "three_public.overseas.groups", year, 0, "item", measure="final"),
            count("累计{}人次。", "three_public.overseas.visits", year, 0, "person", measure="final"),
        )  # fmt: skip
        self.paper.paragraph(
            "2．公务用车购置及运行维护费", w.amount(*now["vehicles"]), "。其中：", count("购置公务用车{}辆；", "assets.vehicles.purchased", year, counts.bought, "vehicle", measure="final"),
            count(f"{year}年末，开支财政拨款的公务用车保有量为{{}}辆。", "assets.vehicles.fiscal_funded", year, counts.kept, "vehicle"),
        )  # fmt: skip
        self.paper.paragraph(
            "3．公务接待费", w.amount(*now["reception"]), "。其中：国内接待费", domestic, "，",
            count("安排国内公务接待{}批次，", "three_public.reception.batches", year, counts.batches, "item", measure="final", reception_kind="domestic"),
            count("接待人次{}人。", "three_public.reception.visitors", year, counts.visitors, "person", measure="final", reception_kind="domestic"),
        )  # fmt: skip

    def _other_matters(self) -> None:
        of, w, paper, year = self.of, self.words, self.paper, self.of.year
        paper.heading(2, "一、", "机关运行经费支出情况")
        paper.paragraph(
            f"{of.name}{year}年度机关运行经费支出", w.amount("operating_funds.total", of.operating), "，",
            w.change("operating_funds.total", of.operating, of.before["operating"], lead="与上年相比"), "，主要原因是差旅费变化。",
        )  # fmt: skip
        paper.heading(2, "二、", "国有资产占用情况")
        said, assets = w.printed.said, self.assets
        before = assets.total - Decimal(self.rng.randrange(-20_0000, 40_0000, 100))
        moved = assets.total - before
        pieces: list[Piece] = [
            f"截至{year}年12月31日，{of.name}资产总额", Said(said(assets.total), (fact("assets.total_value", "reported", year, w.printed.value(assets.total)),)),
            f"，其中，流动资产{said(assets.current)}，固定资产", Said(said(assets.fixed), (fact("assets.fixed_value", "reported", year, w.printed.value(assets.fixed)),)),
            f"，在建工程{said(assets.under_way)}，无形资产{said(assets.intangible)}。",
        ]  # fmt: skip
        if moved:
            change = (fact("assets.total_value", "change", year, w.printed.value(moved)),)
            pieces += [
                "与上年相比，本年资产总额",
                Said(f"{'增加' if moved > 0 else '减少'}{said(abs(moved))}", change),
                "，主要原因是资产购置和处置。",
            ]
        paper.paragraph(*pieces)
        paper.paragraph(*self.vehicles(year, f"截至{year}年12月31日，本部门"), "；", count("单价100万元（含）以上设备{}台（套）。", "assets.equipment", year, of.equipment, "item", threshold="1000000"))  # fmt: skip
        paper.heading(2, "三、", "政府采购支出情况")
        parts = of.procurement
        total = sum(parts.values(), ZERO)
        awarded = (total * 7 / 10) // 100 * 100
        micro = (awarded / 2) // 100 * 100
        paper.paragraph(
            f"{year}年度，{of.name}政府采购支出总额", w.amount("procurement.total", total), "，其中：政府采购货物支出", w.amount("procurement.goods", parts["goods"]),
            "；政府采购工程支出", w.amount("procurement.works", parts["works"]), "；政府采购服务支出", w.amount("procurement.services", parts["services"]),
            "。授予中小企业合同金额", w.amount("procurement.sme_awarded", awarded), "，占政府采购支出总额的", w.share("procurement.sme_awarded", awarded, total),
            "，其中：授予小微企业合同金额", w.amount("procurement.micro_awarded", micro), "。",
        )  # fmt: skip
        paper.heading(2, "四、", "部门绩效自评情况")
        self._evaluation()

    def _evaluation(self) -> None:
        of, paper, rng = self.of, self.paper, self.rng
        own = of.projects[:2]
        forms = [project_form(of, project.name, project.amount, rng, self.odd) for project in own]
        whole = whole_form(of, rng, self.odd)
        mean = sum((form.score for form in forms), ZERO) / len(forms)
        paper.paragraph(
            f"根据预算绩效管理要求，{of.name}组织对{of.year}年度项目支出开展绩效自评，", count("共涉及项目{}个，", "performance.self_evaluated", of.year, len(of.projects), "item", measure="final"),
            f"平均得分{mean.quantize(Decimal('0.01'))}分，其中：自评结果为“优”的项目{len(of.projects)}个，“良”的项目0个，“中”的项目0个，“差”的项目0个。详见附表。",
        )  # fmt: skip
        for form in (whole, *forms):
            paper.new_page()
            self._put_form(form.table())

    def _put_form(self, table: Table) -> None:
        paper = self.paper
        with paper.around(table):
            paper.title(2, "", table.title, size=13)
            paper.sides(f"（{self.of.year}年度）", "")
            paper.table(table)


__all__ = ["NUMERALS", "ODDITIES", "SAMPLE", "typeset"]
