"""Final account in the national template: tables 公开01-09表 with 行次 and 栏次, then one section a table.

Income and expenditure differ by what is carried over and forward; the text states budgets, completion and counts.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection
from decimal import Decimal
from pathlib import Path

from generator.about import About
from generator.catalogue import FUNCTIONS
from generator.figures import FISCAL, GENERAL, GOVERNMENT, OTHER, ZERO, make_year
from generator.gold import Gold, fact
from generator.money import Printed, percent
from generator.paper import Look, Paper, Said
from generator.styles.final_tables import Account, final_tables
from generator.tables import NUMERALS, three_public_values
from generator.words import Wording, count, plain_percent
from generator.writer import Writer

ODDITIES = ("spaced_digits", "repeat_header", "separators", "turned", "leaders", "small_classes")
SAMPLE = ("separators", "leaders")


def typeset(font: Path, seed: int, oddities: Collection[str]) -> tuple[Paper, About]:
    """One document."""
    rng = random.Random(f"final{seed}")
    of = make_year(
        rng, rng.choice((2021, 2022, 2023)), place_ending=rng.choice(("县", "市")), fund_lines=rng.random() < 0.5
    )
    of.place = of.place.removesuffix("县").removesuffix("市") + of.place[-1]
    forward = Decimal(rng.randrange(0, 90000, 100)) if rng.random() < 0.7 else ZERO
    look = Look(margin=62, spaced_digits="spaced_digits" in oddities)
    paper = Paper(font, look.made_odd(oddities), Gold())
    words = Wording(Printed(), of.year, "final", lead=f"与{of.year - 1}年度相比，")
    account = Account(of, Printed(separators="separators" in oddities, zero=""), "final", forward=forward)
    _Final(paper, of, words, account, oddities).write(account, rng)
    about = About("final", seed, of.name, of.year, "department_final")
    about.odd.append("栏次 and 行次 number columns and rows; they are no amounts")
    return paper, about


class _Final(Writer):
    account: Account

    def write(self, account: Account, rng: random.Random) -> None:
        of, paper = self.of, self.paper
        self.account = account
        self.cover(f"{of.name}{of.year}年度部门决算", f"{of.year + 1}年9月")
        sections = self._sections(rng)
        lines = [
            "第一部分 部门概况",
            "一、主要职责",
            "二、机构设置",
            f"第二部分 {of.year}年度部门决算表",
            f"第三部分 {of.year}年度部门决算情况说明",
        ]
        lines += [f"{NUMERALS[at]}、{title}" for at, (title, _) in enumerate(sections)]
        self.contents([*lines, "第四部分 名词解释"], leaders="leaders" in self.odd)
        paper.new_page()
        paper.heading(1, "第一部分", "部门概况", align="centre")
        paper.heading(2, "一、", "主要职责")
        for at, duty in enumerate(of.domain.duties, 1):
            paper.paragraph(f"（{NUMERALS[at - 1]}）{duty}。")
        paper.heading(2, "二、", "机构设置")
        paper.paragraph(
            f"{of.name}", count("内设机构{}个，", "org.internal_units", of.year, 6, "item"), "从决算单位构成看，纳入本部门决算汇编范围的",
            count("独立核算单位共{}个。", "org.budget_units", of.year, 1, "item"),
        )  # fmt: skip
        paper.new_page()
        paper.heading(1, "第二部分", f"{of.year}年度部门决算表", align="centre")
        for at, table in enumerate(
            final_tables(account, repeat="repeat_header" in self.odd, every="small_classes" not in self.odd), 1
        ):
            wide = len(table.widths) > 7
            if at > 1 or wide:
                paper.new_page(landscape=wide, turned=wide and "turned" in self.odd)
            note = ""
            if table.name in ("final_government_fund", "final_state_capital") and not table.body[0].text.replace(
                "合计", ""
            ):
                note = "注：本部门本年度无此项收入、支出，本表无数据。"
            self.put_table(
                table, number=f"公开{at:02d}表", who="部门：", note=note, below=True, unit_word="金额单位：", size=13
            )
        paper.new_page()
        paper.heading(1, "第三部分", f"{of.year}年度部门决算情况说明", align="centre")
        for at, (title, write) in enumerate(sections):
            paper.heading(2, f"{NUMERALS[at]}、", title)
            write()
        paper.heading(1, "第四部分", "名词解释", align="centre")
        paper.paragraph("一、财政拨款收入：指单位从同级财政部门取得的财政预算资金。")
        paper.paragraph("二、年末结转和结余：指单位结转下年的基本支出结转、项目支出结转和结余。")

    def _sections(self, rng: random.Random) -> list[tuple[str, Callable[[], None]]]:
        return [
            ("收入支出决算总体情况说明", self._total), ("收入决算情况说明", self._income), ("支出决算情况说明", self._spending),
            ("财政拨款收入支出决算总体情况说明", self._fiscal), ("一般公共预算财政拨款支出决算情况说明", lambda: self._general(rng)),
            ("一般公共预算财政拨款基本支出决算情况说明", self._basic), ("财政拨款“三公”经费支出决算情况说明", lambda: self._three_public(rng)),
            ("政府性基金预算财政拨款收入支出决算情况说明", self._fund), ("国有资本经营预算财政拨款支出决算情况说明", self._state),
            ("机关运行经费支出情况说明", self._operating), ("政府采购支出情况说明", self._procurement), ("国有资产占用情况说明", self._assets),
            ("预算绩效管理情况说明", self._performance),
        ]  # fmt: skip

    def _both(self, value: Decimal, **dims: str) -> Said:
        w = self.words
        return Said(
            w.printed.said(value),
            tuple(w.amount(f"{side}.total", value, **dims).facts[0] for side in ("income", "expenditure")),
        )

    def _total(self) -> None:
        of, w, whole = self.of, self.words, self.account.whole
        before = of.before["total"] + 10000
        self.paper.paragraph(
            f"{of.year}年度收、支总计", self._both(whole), "。",
            w.change(["income.total", "expenditure.total"], whole, before, lead=f"与{of.year - 1}年度相比，收、支总计各"), "，主要原因是项目资金变化。",
        )  # fmt: skip

    def _income(self) -> None:
        w, a = self.words, self.account
        pieces: list[Said | str] = ["本年收入合计", w.amount("income.current_year", a.current), "，其中：财政拨款收入", w.amount("income.fiscal_appropriation", a.fiscal_income),
                                    "，占", w.share("income.fiscal_appropriation", a.fiscal_income, a.current)]  # fmt: skip
        if other := self.of.income(OTHER):
            pieces += ["；其他收入", w.amount("income.other", other), "，占", w.share("income.other", other, a.current)]
        self.paper.paragraph(*pieces, "。")

    def _spending(self) -> None:
        of, w = self.of, self.words
        self.paper.paragraph(
            "本年支出合计", w.amount("expenditure.current_year", of.total), "，其中：基本支出", w.amount("expenditure.basic", of.basic()), "，占",
            w.share("expenditure.basic", of.basic(), of.total), "；项目支出", w.amount("expenditure.project", of.project()), "，占",
            w.share("expenditure.project", of.project(), of.total), "。",
        )  # fmt: skip

    def _fiscal(self) -> None:
        of, w, whole = self.of, self.words, self.account.fiscal_whole
        before = of.before["total"] - of.before["other"]
        self.paper.paragraph(
            f"{of.year}年度财政拨款收、支总计", self._both(whole, fund=FISCAL), "。",
            w.change(["income.total", "expenditure.total"], whole, before, lead=f"与{of.year - 1}年度相比，财政拨款收、支总计各", fund=FISCAL), "，主要原因是人员增减。",
        )  # fmt: skip

    def _general(self, rng: random.Random) -> None:
        of, w, paper = self.of, self.words, self.paper
        total = of.sum(fund=GENERAL)
        concept, dims = "expenditure.current_year", {"fund": GENERAL}
        paper.heading(3, "（一）", "支出决算总体情况")
        paper.paragraph(
            f"{of.year}年度一般公共预算财政拨款支出", w.amount(concept, total, **dims), "，占本年支出合计的", w.share(concept, total, of.total, **dims), "。",
            w.change(concept, total, of.before["general"], lead=f"与{of.year - 1}年度相比，一般公共预算财政拨款支出", fund=GENERAL), "，主要原因是人员增减。",
        )  # fmt: skip
        paper.heading(3, "（二）", "支出决算结构情况")
        pieces: list[Said | str] = [
            f"{of.year}年度一般公共预算财政拨款支出",
            w.amount(concept, total, **dims),
            "，主要用于以下方面：",
        ]
        for at, code in enumerate(of.codes(GENERAL, (3,))):
            value, own = of.sum(code, GENERAL), {"function": code, "fund": GENERAL}
            pieces += [
                "；" if at else "",
                f"{FUNCTIONS[code]}（类）",
                w.amount("expenditure.total", value, **own),
                "，占",
                w.share("expenditure.total", value, total, **own),
            ]
        paper.paragraph(*pieces, "。")
        paper.heading(3, "（三）", "支出决算具体情况")
        codes = of.codes(GENERAL, (7,))
        budgets = {code: (of.sum(code, GENERAL) * Decimal(rng.randrange(90, 115)) / 100) // 100 * 100 for code in codes}
        whole = sum(budgets.values(), ZERO)
        paper.paragraph(
            f"{of.year}年度一般公共预算财政拨款支出年初预算为", self._budget(concept, whole, **dims), "，支出决算为", w.amount(concept, total, **dims), "，",
            self._done(concept, total, whole, **dims), "。其中：",
        )  # fmt: skip
        for at, code in enumerate(codes, 1):
            own, value = {"function": code, "fund": GENERAL}, of.sum(code, GENERAL)
            name = f"{FUNCTIONS[code[:3]]}（类）{FUNCTIONS[code[:5]]}（款）{FUNCTIONS[code]}（项）"
            paper.paragraph(
                f"{at}．{name}。年初预算为", self._budget("expenditure.total", budgets[code], **own), "，支出决算为", w.amount("expenditure.total", value, **own), "，",
                self._done("expenditure.total", value, budgets[code], **own), "，决算数与年初预算数存在差异的主要原因是年中调整。",
            )  # fmt: skip

    def _budget(self, concept: str, value: Decimal, **dims: str) -> Said:
        printed = self.words.printed
        return Said(printed.said(value), (fact(concept, "budget", self.of.year, printed.value(value), **dims),))

    def _done(self, concept: str, value: Decimal, budget: Decimal, of_what: str = "年初预算", **dims: str) -> Said:
        rate = percent(value, budget)
        return Said(
            f"完成{of_what}的{plain_percent(rate)}",
            (fact(concept, "completion_rate", self.of.year, rate, "percent", **dims),),
        )

    def _basic(self) -> None:
        of, w, fund = self.of, self.words, GENERAL
        self.paper.paragraph(
            f"{of.year}年度一般公共预算财政拨款基本支出", w.amount("expenditure.basic", of.basic(fund=fund), fund=fund), "，其中：人员经费",
            w.amount("expenditure.basic.personnel", of.personnel(fund=fund), fund=fund), "，主要包括：基本工资、津贴补贴、奖金等；公用经费",
            w.amount("expenditure.basic.public", of.public(fund=fund), fund=fund), "，主要包括：办公费、差旅费等。",
        )  # fmt: skip

    def _three_public(self, rng: random.Random) -> None:
        of, w, paper, year = self.of, self.words, self.paper, self.of.year
        now, budget = three_public_values(of.three_public), three_public_values(self.account.three_public_budget)
        labels = (("因公出国（境）费", "overseas"), ("公务用车购置及运行费", "vehicles"), ("公务接待费", "reception"))
        paper.heading(3, "（一）", "“三公”经费财政拨款支出决算总体情况说明")
        pieces: list[Said | str] = [
            f"{year}年度“三公”经费财政拨款支出预算为", self._budget(budget["total"][0], budget["total"][1]), "，支出决算为", w.amount(*now["total"]), "，",
            self._done(now["total"][0], now["total"][1], budget["total"][1], "预算"), "。其中：",
        ]  # fmt: skip
        for at, (label, name) in enumerate(labels):
            concept, value = now[name]
            pieces += ["；" if at else "", f"{label}支出决算为", w.amount(concept, value)]
            if budget[name][1]:
                pieces += ["，", self._done(concept, value, budget[name][1], "预算")]
        paper.paragraph(*pieces, "。")
        paper.heading(3, "（二）", "“三公”经费财政拨款支出决算具体情况说明")
        paper.paragraph(
            "1．因公出国（境）费支出", w.amount(*now["overseas"]), "。全年", count("因公出国（境）团组{}个，", "three_public.overseas.groups", year, 0, "item", measure="final"),
            count("累计{}人次。", "three_public.overseas.visits", year, 0, "person", measure="final"),
        )  # fmt: skip
        bought, kept = (1 if of.three_public["purchase"] else 0), rng.randrange(1, 5)
        paper.paragraph(
            "2．公务用车购置及运行费支出", w.amount(*now["vehicles"]), "。其中：公务用车购置支出", w.amount(*now["purchase"]), "，",
            count("购置公务用车{}辆；", "assets.vehicles.purchased", year, bought, "vehicle", measure="final"), "公务用车运行支出", w.amount(*now["operation"]),
            "，主要用于燃料费、维修费等。", count(f"截至{year}年12月31日，开支财政拨款的公务用车保有量为{{}}辆。", "assets.vehicles.fiscal_funded", year, kept, "vehicle"),
        )  # fmt: skip
        batches = rng.randrange(10, 80)
        paper.paragraph(
            "3．公务接待费支出", w.amount(*now["reception"]), "。其中：国内接待费支出", Said(w.printed.said(of.three_public["reception"]), (fact("three_public.reception", "final", year, w.printed.value(of.three_public["reception"]), reception_kind="domestic"),)),
            "，主要用于业务交流，", count("共接待国内来访团组{}个、", "three_public.reception.batches", year, batches, "item", measure="final", reception_kind="domestic"),
            count("来宾{}人次。", "three_public.reception.visitors", year, batches * 7, "person", measure="final", reception_kind="domestic"),
        )  # fmt: skip

    def _fund(self) -> None:
        of, money = self.of, self.of.sum(fund=GOVERNMENT)
        if money:
            w = self.words
            self.paper.paragraph(
                f"{of.year}年度政府性基金预算财政拨款本年收入", w.amount("income.government_fund", money), "，本年支出",
                w.amount("expenditure.current_year", money, fund=GOVERNMENT), "，其中：项目支出", w.amount("expenditure.project", money, fund=GOVERNMENT), "。",
            )  # fmt: skip
        else:
            self.paper.paragraph("本部门本年度没有政府性基金预算财政拨款收入和支出。")

    def _state(self) -> None:
        self.paper.paragraph("本部门本年度没有国有资本经营预算财政拨款支出。")

    def _operating(self) -> None:
        of, w = self.of, self.words
        self.paper.paragraph(
            f"{of.year}年度机关运行经费支出", w.amount("operating_funds.total", of.operating), "，",
            w.change("operating_funds.total", of.operating, of.before["operating"], lead="比上年"), "，主要原因是差旅费变化。",
        )  # fmt: skip

    def _procurement(self) -> None:
        of, w, parts = self.of, self.words, self.of.procurement
        total = sum(parts.values(), ZERO)
        awarded = (total * 8 / 10) // 100 * 100
        self.paper.paragraph(
            f"{of.year}年度政府采购支出总额", w.amount("procurement.total", total), "，其中：政府采购货物支出", w.amount("procurement.goods", parts["goods"]),
            "、政府采购工程支出", w.amount("procurement.works", parts["works"]), "、政府采购服务支出", w.amount("procurement.services", parts["services"]),
            "。授予中小企业合同金额", w.amount("procurement.sme_awarded", awarded), "，占政府采购支出总额的", w.share("procurement.sme_awarded", awarded, total), "。",
        )  # fmt: skip

    def _assets(self) -> None:
        of = self.of
        self.paper.paragraph(
            *self.vehicles(of.year, f"截至{of.year}年12月31日，本部门"), "；", count("单位价值100万元以上设备（不含车辆）{}台（套）。", "assets.equipment", of.year, of.equipment, "item", threshold="1000000"),
        )  # fmt: skip

    def _performance(self) -> None:
        of = self.of
        number = len(of.projects)
        self.paper.paragraph(
            f"根据预算绩效管理要求，本部门对{of.year}年度项目支出开展绩效自评，", count("共涉及项目{}个，", "performance.self_evaluated", of.year, number, "item", measure="final"),
            "资金", self._budget("performance.amount", of.project()), "。",
        )  # fmt: skip
