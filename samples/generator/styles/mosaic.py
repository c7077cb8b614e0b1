"""No province's style but a draw from all of them: titles, order, numbering, wording, columns and rules at random.

For bulk tests only: what the fixed styles share by chance differs here from seed to seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from generator.about import About
from generator.catalogue import FUNCTIONS
from generator.figures import GENERAL, GOVERNMENT, OTHER, ZERO, make_year
from generator.gold import Gold, fact
from generator.grid import Cell, Row, Rules, Table, head, row
from generator.money import Printed
from generator.paper import Look, Paper, Said
from generator.tables import Maker, three_public_values
from generator.words import Wording, count
from generator.writer import Writer

ODDITIES = ("spaced_digits", "repeat_header", "leaders", "running_head", "turned")
SAMPLE: tuple[str, ...] = ()
NUMBERS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四"]


def typeset(font: Path, seed: int, oddities: Collection[str]) -> tuple[Paper, About]:
    """One document."""
    rng = random.Random(f"mosaic{seed}")
    of = make_year(
        rng,
        rng.choice((2021, 2022, 2023, 2024, 2025)),
        place_ending=rng.choice(("县", "区", "市")),
        fund_lines=rng.random() < 0.4,
        size=rng.choice((1, 1, 5)),
    )
    year = of.year
    look = Look(
        margin=rng.choice((50, 62, 74)), size=rng.choice((10.5, 12, 14)), leading=rng.choice((1.5, 1.75, 2.0)), spaced_digits="spaced_digits" in oddities,
        running_head=f"{of.name}{year}年部门预算" if "running_head" in oddities else "", page_numbers=rng.choice(("{page}", "- {page} -", "第 {page} 页", "")),
    )  # fmt: skip
    paper = Paper(font, look.made_odd(oddities), Gold())
    words = Wording(
        Printed(trim=rng.random() < 0.5, separators=rng.random() < 0.2), year,
        up=rng.choice(("增加", "增加", "增长")), down="减少", rate_up=rng.choice(("增长", "上升")), rate_down=rng.choice(("下降", "减少", "降低")),
        lead=rng.choice(("比上年", "较上年", "与上年相比，", "较去年", f"比{year - 1}年预算", f"与{year - 1}年预算相比", f"较{year - 1}年", "比上年预算数")),
        same=rng.choice(("与上年持平", "与上年一致", "与上年相同", f"与{year - 1}年预算持平", "较上年无变化", "与上年保持一致")),
    )  # fmt: skip
    unit = rng.choice(("万元", "万元", "元"))
    printed = Printed(unit, separators=unit == "元" or rng.random() < 0.4, zero=rng.choice(("", None)))
    _Mosaic(paper, of, words, Maker(of, printed), oddities, rng).write()
    return paper, About("mosaic", seed, of.name, year, "department_budget", allowed=["required_tables_present"])


Section = tuple[str, Callable[[], None]]


@dataclass(slots=True)
class _Mosaic(Writer):
    rng: random.Random = field(default_factory=random.Random)

    def pick(self, *texts: str) -> str:
        """One of several wordings."""
        return self.rng.choice(texts)

    def write(self) -> None:
        of, paper, rng, year = self.of, self.paper, self.rng, self.of.year
        self.cover(
            self.pick(
                f"{of.name}{year}年部门预算公开", f"{year}年{of.name}部门预算", f"{of.name}{year}年度部门预算公开说明"
            )
        )
        overview = [
            (self.pick("主要职能", "主要职责", "部门职责", "职能职责"), self._duties),
            (self.pick("机构设置", "机构设置情况", "机构设置及人员情况", "人员情况"), self._people),
        ]
        narrative = [
            (self.pick("预算收支总体情况", "收支预算总体情况说明", "收支总体情况", "预算收支安排及增减变化情况说明"), self._total),
            (self.pick("一般公共预算支出情况说明", "一般公共预算当年拨款情况说明", "一般公共预算支出情况"), self._general),
            (self.pick("“三公”经费预算情况说明", "“三公”经费安排情况说明", "一般公共预算“三公”经费支出情况说明"), self._three_public),
            (self.pick("机关运行经费安排情况说明", "机关运行经费情况说明", "机关运行经费"), self._operating),
            (self.pick("政府采购情况说明", "政府采购预算情况", "政府采购安排情况说明"), self._procurement),
            (self.pick("国有资产占用情况说明", "国有资产占有使用情况", "国有资产占用使用情况"), self._assets),
            (self.pick("政府性基金预算支出情况说明", "政府性基金预算情况说明"), self._fund),
            (self.pick("预算绩效情况说明", "绩效目标设置情况", "预算绩效管理情况说明"), self._goals),
        ]  # fmt: skip
        tail = narrative[2:]
        rng.shuffle(tail)
        narrative = narrative[:2] + tail
        glossary: list[Section] = [("", self._glossary)]
        parts: list[tuple[str, list[Section]]] = [
            (self.pick("部门概况", "单位概况", "部门基本情况"), overview), (self.pick("部门预算情况说明", f"{year}年部门预算编制说明", "部门预算安排说明"), narrative),
            (self.pick("名词解释", "专业名词解释"), glossary),
        ]  # fmt: skip
        tables: tuple[str, list[Section]] = (
            self.pick("部门预算表", f"{year}年部门预算表", "部门预算公开表"),
            [("", self._tables)],
        )
        parts.insert(rng.choice((1, 3, 3)), tables)
        partless = rng.random() < 0.4
        label = self.pick("第{}部分", "第{}部分") if not partless else "{}、"
        self.contents(
            [f"{label.format(NUMBERS[at])} {title}".replace("、 ", "、") for at, (title, _) in enumerate(parts)],
            leaders="leaders" in self.odd,
        )
        style = "（{}）" if partless else self.pick("{}、", "{}、", "（{}）")
        paper.new_page()
        for at, (title, sections) in enumerate(parts):
            if (title, sections) == tables or (at and rng.random() < 0.5) or paper.width > paper.height:
                paper.new_page()
            paper.heading(1, label.format(NUMBERS[at]), title, align="centre" if not partless else "left")
            for place, (name, body) in enumerate(sections):
                if name:
                    paper.heading(2, style.format(NUMBERS[place]), name)
                body()

    def _duties(self) -> None:
        mark = self.pick("{}.", "{}．", "（{}）", "{}、")
        for at, duty in enumerate(self.of.domain.duties, 1):
            self.paper.paragraph(f"{mark.format(NUMBERS[at - 1] if '（' in mark else at)}{duty}。")

    def _people(self) -> None:
        of, year, staff = self.of, self.of.year, self.of.staff
        posts, worker, other, retired = staff["administrative"], staff["worker"], staff["institution"], staff["retired"]
        total, duty = posts + worker + other, staff["on_duty_administrative"] + worker + other

        def say(text: str, concept: str, number: int, post_type: str = "") -> Said:
            return count(text, concept, year, number, "person", post_type=post_type)

        way = self.rng.randrange(3)
        unit = self.pick("个", "名", "人")
        pieces: list[Said | str]
        if way == 0:
            pieces = [
                "本部门", say(f"人员编制总数{{}}{unit}，", "staff.establishment", total), "其中：", say(f"行政编制{{}}{unit}，", "staff.establishment", posts, "administrative"),
                say(f"机关工勤编制{{}}{unit}，", "staff.establishment", worker, "worker"), say(f"事业编制{{}}{unit}。", "staff.establishment", other, "institution"),
                say("在职人员{}人，", "staff.on_duty", duty), say("退休人员{}人。", "staff.retired.ordinary", retired),
            ]  # fmt: skip
        elif way == 1:
            pieces = [
                f"{of.name}", say(f"共有编制{{}}{unit}，", "staff.establishment", total), say("实有在职人数{}人，", "staff.on_duty", duty),
                say("离退休人员{}人，", "staff.retired", retired), say("临聘人员{}人。", "staff.temporary", 3),
            ]  # fmt: skip
        else:
            pieces = [
                count("内设机构{}个，", "org.internal_units", year, 4, "item"), say(f"核定行政编制{{}}{unit}、", "staff.establishment", posts, "administrative"),
                say(f"事业编制{{}}{unit}，", "staff.establishment", other, "institution"), say("现有在职在编人员{}人，", "staff.on_duty", duty),
                say("离休{}人，", "staff.retired.veteran", 1), say("退休{}人。", "staff.retired.ordinary", retired),
            ]  # fmt: skip
        self.paper.paragraph(*pieces)

    def _total(self) -> None:
        of, w, say, year = self.of, self.words, self.paper.paragraph, self.of.year
        lead = self.pick(
            f"{year}年，{of.name}收入预算总额",
            f"{of.name}{year}年收入总预算",
            f"{year}年部门预算收入总计",
            f"{year}年年初预算收入总额为",
        )
        pieces: list[Said | str] = [lead, w.amount("income.total", of.total)]
        if self.rng.random() < 0.4:
            before = of.before["total"]
            prior = fact("income.total", "budget", year - 1, w.printed.value(before))
            pieces += [
                Said(f"，较{year - 1}年预算{w.printed.said(before)}", (prior,)),
                w.change("income.total", of.total, before, lead=""),
            ]
        else:
            pieces += ["，", w.change("income.total", of.total, of.before["total"])]
        pieces.append(self.pick("。其中：", "，其中：", "，包括："))
        parts = [
            (self.pick("一般公共预算拨款收入", "一般公共预算财政拨款收入", "一般公共预算拨款"), "income.general_public_budget", of.income(GENERAL)),
            (self.pick("政府性基金预算拨款收入", "政府性基金预算财政拨款收入"), "income.government_fund", of.income(GOVERNMENT)),
            ("其他收入", "income.other", of.income(OTHER)), (self.pick("上年结转", "上年结转收入", "上年结转结余"), "income.carryover", of.carryover),
        ]  # fmt: skip
        joint, shares = self.pick("，", "；", "、"), self.rng.random() < 0.4
        for at, (label, concept, value) in enumerate(
            (label, concept, value) for label, concept, value in parts if value
        ):
            pieces += [joint if at else "", label, w.amount(concept, value)]
            if shares:
                pieces += ["，占", w.share(concept, value, of.total)] if joint != "、" else []
        say(*pieces, "。")
        lead = self.pick(f"{year}年支出预算总额", f"{of.name}{year}年支出总预算", "支出预算总计")
        say(
            lead, w.amount("expenditure.total", of.total), self.pick("，其中：", "。其中，", "，包括"), self.pick("基本支出", "基本支出预算"),
            w.amount("expenditure.basic", of.basic()), self.pick("，", "；"), self.pick("项目支出", "项目支出预算"), w.amount("expenditure.project", of.project()), "。",
            "支出", w.change("expenditure.total", of.total, of.before["total"]), self.pick("，主要原因是人员变动。", "，主要是项目经费调整。", "。"),
        )  # fmt: skip

    def _general(self) -> None:
        of, w, say, total = self.of, self.words, self.paper.paragraph, self.of.sum(fund=GENERAL)
        say(
            f"{of.year}年一般公共预算拨款支出预算",
            w.amount("expenditure.total", total, fund=GENERAL),
            "，",
            w.change("expenditure.total", total, of.before["general"], fund=GENERAL),
            "。",
        )
        if self.rng.random() < 0.5:
            pieces: list[Said | str] = ["按功能分类科目分："]
            for at, code in enumerate(of.codes(GENERAL, (3,))):
                value, dims = of.sum(code, GENERAL), {"function": code, "fund": GENERAL}
                pieces += [
                    "；" if at else "",
                    f"{FUNCTIONS[code]}（{code}类）" if self.rng.random() < 0.3 else FUNCTIONS[code],
                    w.amount("expenditure.total", value, **dims),
                ]
            say(*pieces, "。")
        else:
            for at, code in enumerate(of.codes(GENERAL, (7,)), 1):
                name = f"{FUNCTIONS[code[:3]]}（类）{FUNCTIONS[code[:5]]}（款）{FUNCTIONS[code]}（项）"
                amount = w.amount("expenditure.total", of.sum(code, GENERAL), function=code, fund=GENERAL)
                say(f"{at}.{name}{self.pick('', '：', f'{of.year}年预算数为')}", amount, "，主要用于机构运转。")

    def _three_public(self) -> None:
        of, w, say, year = self.of, self.words, self.paper.paragraph, self.of.year
        now, then = three_public_values(of.three_public), three_public_values(of.three_public_before)
        lead = self.pick(
            f"{year}年“三公”经费预算", f"{of.name}{year}年“三公”经费财政拨款预算数为", f"{year}年“三公”经费预算安排"
        )
        say(
            lead,
            w.amount(*now["total"]),
            "，",
            w.change(*now["total"], then["total"][1]),
            self.pick("。其中：", "。具体如下："),
        )
        names = {
            "overseas": self.pick("因公出国（境）费", "因公出国（境）费用", "因公出国（境）经费"), "vehicles": self.pick("公务用车购置及运行费", "公务用车购置及运行维护费", "公务用车购置和运行费"),
            "reception": self.pick("公务接待费", "公务接待费用"),
        }  # fmt: skip
        order = self.rng.choice((("overseas", "vehicles", "reception"), ("overseas", "reception", "vehicles")))
        mark = self.pick("{}.", "（{}）", "{}、")
        for at, name in enumerate(order, 1):
            concept, value = now[name]
            text = f"{mark.format(NUMBERS[at - 1] if '（' in mark else at)}{names[name]}{self.pick('', '预算', '支出预算')}"
            pieces: list[Said | str] = [text, w.amount(concept, value), "，", w.change(concept, value, then[name][1])]
            if name == "vehicles":
                pieces += [
                    "。其中：公务用车购置费",
                    w.amount(*now["purchase"]),
                    self.pick("，", "；"),
                    self.pick("公务用车运行费", "公务用车运行维护费"),
                    w.amount(*now["operation"]),
                ]
            say(*pieces, self.pick("。", "，主要原因是厉行节约。"))

    def _operating(self) -> None:
        of, w = self.of, self.words
        lead = self.pick(
            f"{of.year}年机关运行经费预算",
            f"{of.name}{of.year}年机关运行经费财政拨款预算",
            f"本部门{of.year}年机关运行经费安排",
        )
        self.paper.paragraph(
            lead,
            w.amount("operating_funds.total", of.operating),
            "，",
            w.change("operating_funds.total", of.operating, of.before["operating"]),
            "。",
        )

    def _procurement(self) -> None:
        of, w, parts = self.of, self.words, self.of.procurement
        lead = self.pick(
            f"{of.year}年政府采购预算总额", f"本部门{of.year}年政府采购预算", f"{of.year}年安排政府采购预算"
        )
        kind = self.pick("政府采购{}预算", "{}类采购", "{}采购预算", "拟采购{}")
        pieces: list[Said | str] = [lead, w.amount("procurement.total", sum(parts.values(), ZERO)), "，其中："]
        for at, (label, key) in enumerate((("货物", "goods"), ("工程", "works"), ("服务", "services"))):
            pieces += ["、" if at else "", kind.format(label), w.amount(f"procurement.{key}", parts[key])]
        self.paper.paragraph(*pieces, "。")

    def _assets(self) -> None:
        of, held = self.of, self.of.year - 1
        lead = self.pick(
            f"截至{held}年12月31日，本部门", f"截止{held}年底，{of.name}", f"截至{held}年12月31日，{of.name}"
        )
        limit, text = self.rng.choice(
            (
                ("500000", "单位价值50万元以上通用设备{}台（套）。"),
                ("1000000", "单价100万元（含）以上设备{}台（套）。"),
                ("200000", "单价20万元以上的设备{}台（套）。"),
            )
        )
        self.paper.paragraph(
            *self.vehicles(held, lead),
            self.pick("；", "。"),
            count(text, "assets.equipment", held, of.equipment, "item", threshold=limit),
        )

    def _fund(self) -> None:
        of, money, w = self.of, self.of.sum(fund=GOVERNMENT), self.words
        if money:
            self.paper.paragraph(
                f"{of.year}年政府性基金预算支出",
                w.amount("expenditure.total", money, fund=GOVERNMENT),
                "，其中：项目支出",
                w.amount("expenditure.project", money, fund=GOVERNMENT),
                "。",
            )
        else:
            self.paper.paragraph(
                self.pick("本部门没有政府性基金预算拨款安排的支出。", f"{of.name}{of.year}年无政府性基金预算支出。")
            )

    def _goals(self) -> None:
        of, w = self.of, self.words
        text = self.pick("编报绩效目标的项目{}个，", "纳入绩效目标管理的项目共{}个，", "实行绩效目标管理的项目{}个，")
        money = self.pick("涉及预算资金", "涉及资金", "涉及财政资金")
        self.paper.paragraph(
            f"{of.year}年本部门",
            count(text, "performance.projects", of.year, len(of.projects), "item", measure="budget"),
            money,
            w.amount("performance.amount", of.project()),
            "。",
        )

    def _glossary(self) -> None:
        self.paper.paragraph("1、财政拨款收入：指财政部门当年拨付的资金。")
        self.paper.paragraph("2、机关运行经费：指为保障行政单位运行用于购买货物和服务的资金。")

    def _tables(self) -> None:
        rng, paper = self.rng, self.paper
        rules: Rules = rng.choice(("grid", "grid", "grid", "horizontal"))
        label = rng.choice(("表{}", "公开{:02d}表", "附表{}", "表{}："))
        inline, below = rng.random() < 0.3, rng.random() < 0.4
        unit_word = self.pick("单位：", "金额单位：", "单位:", "单位： ")
        for at, table in enumerate(mosaic_tables(self.make, rng, rules=rules, repeat="repeat_header" in self.odd), 1):
            wide = len(table.widths) > 6
            if (at > 1 or wide) and (wide or paper.width > paper.height or paper.y > 320):
                paper.new_page(landscape=wide, turned=wide and "turned" in self.odd)
            empty = table.name == "government_fund" and len(table.body) == 1
            note = self.pick("注：本部门无政府性基金预算支出，故本表为空。", "此表无数据。") if empty else ""
            number = label.format(NUMBERS[at - 1] if label == "附表{}" else at)
            self.put_table(
                table,
                number=number.rstrip("：") if not inline else number,
                inline=inline,
                below=below and not inline,
                unit_word=unit_word,
                note=note,
                size=13,
                who=self.pick("部门：", "单位名称：", "编制部门："),
            )


def mosaic_tables(make: Maker, rng: random.Random, *, rules: Rules, repeat: bool) -> list[Table]:
    """Six to eight tables with drawn titles, heads and shapes."""
    of, unit = make.of, make.printed.unit
    amount = rng.choice(("预算数", "金额", f"{of.year}年预算数", "预算金额"))
    code, name = rng.choice((("科目编码", "科目名称"), ("功能科目编码", "功能科目名称"), ("科目代码", "科目名称")))
    total, split, last = rng.choice(("合计", "总计", "合 计")), rng.random() < 0.3, rng.random() < 0.3
    spending = [("expenditure.total", of.sum), ("expenditure.basic", of.basic), ("expenditure.project", of.project)]

    def functions(table: str, title: str, fund: str | None) -> Table:
        columns = list(spending)
        heads: list[str] = [rng.choice(("合计", "总计")), "基本支出", "项目支出"]
        detailed = fund == GENERAL and rng.random() < 0.5
        if detailed:
            columns[2:2] = [("expenditure.basic.personnel", of.personnel), ("expenditure.basic.public", of.public)]
        dims = {"fund": fund} if fund else {}
        body = make.function_rows(
            columns,
            fund=fund,
            dims=dims,
            levels=(3, 5, 7),
            split_codes=split,
            total_last=last,
            total_label=total,
            indent=rng.random() < 0.3,
        )
        codes = 3 if split else 1
        if detailed:
            header = [
                Row(
                    (
                        head(code, codes, 2),
                        head(name, rows=2),
                        head(heads[0], rows=2),
                        head("基本支出", 3),
                        head("项目支出", rows=2),
                    )
                ),
                row(*map(head, ("小计", "人员经费", "公用经费"))),
            ]
        else:
            header = [Row((head(code, codes), head(name), *map(head, heads)))]
        if split:
            header.append(Row((*map(head, "类款项"), *[Cell()] * (len(columns) + 1))))
        return Table(
            table,
            title,
            unit,
            (*([5] * 3 if split else [13]), 34, *[14] * len(columns)),
            header,
            body,
            rules=rules,
            repeat_header=repeat,
            size=8.5,
        )

    summary_heads = rng.choice((("项目", amount, "项目", amount), ("收入项目", amount, "支出项目", amount)))
    summary = Table(
        "income_expenditure_summary", rng.choice(("部门收支总表", "收支预算总表", "部门收支总体情况表", "收支总表")), unit, (30, 16, 30, 16),
        [row(head("收入", 2), head("支出", 2)), row(*map(head, summary_heads))], make.summary_body(every=rng.random() < 0.5, carry=bool(of.carryover) or rng.random() < 0.5),
        rules=rules, size=8,
    )  # fmt: skip
    fiscal = Table(
        "fiscal_appropriation_summary", rng.choice(("财政拨款收支总表", "财政拨款收支预算总表", "财政拨款收支总体情况表")), unit, (26, 13, 26, 13, 13, 13, 13),
        [row(head("收入", 2), head("支出", 5)), row(*map(head, ("项目", amount, "项目", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算")))],
        make.fiscal_body(every=rng.random() < 0.3, carry=bool(of.carryover) or rng.random() < 0.5), rules=rules, size=8,
    )  # fmt: skip
    three = rng.random() < 0.6
    economy_heads = ("合计", "人员经费", "公用经费") if three else (amount,)
    economy_code = rng.choice((("经济分类科目编码", "经济分类科目名称"), ("科目编码", "科目名称")))
    basic = Table(
        "basic_by_economy", rng.choice(("一般公共预算基本支出表", "一般公共预算基本支出预算表", "一般公共预算基本支出情况表")), unit, (13, 36, *[15] * len(economy_heads)),
        [row(*map(head, (*economy_code, *economy_heads)))], make.economy_rows(dims={"fund": GENERAL}, three=three, total_last=last), rules=rules, repeat_header=repeat, size=8.5,
    )  # fmt: skip
    tables = [
        summary, functions("expenditure_by_function", rng.choice(("部门支出总表", "支出预算总表", "部门支出总体情况表")), None), fiscal,
        functions("general_public_by_function", rng.choice(("一般公共预算支出表", "一般公共预算支出预算表", "一般公共预算支出情况表")), GENERAL), basic,
        _three_public(make, rng, rules),
        functions("government_fund", rng.choice(("政府性基金预算支出表", "政府性基金预算支出预算表", "政府性基金预算支出情况表")), GOVERNMENT),
    ]  # fmt: skip
    if rng.random() < 0.5:
        tables.append(_projects(make, rules))
    return tables


def _three_public(make: Maker, rng: random.Random, rules: Rules) -> Table:
    """One row of columns, or a list of items with this year's and last year's budget."""
    of, unit = make.of, make.printed.unit
    title = rng.choice(
        (
            "一般公共预算“三公”经费支出表",
            "“三公”经费预算表",
            "财政拨款“三公”经费支出表",
            "一般公共预算“三公”经费支出情况表",
        )
    )
    now, then = three_public_values(of.three_public), three_public_values(of.three_public_before)
    if rng.random() < 0.4:
        labels = (
            ("合计", "total"), ("1、因公出国（境）费用", "overseas"), ("2、公务接待费", "reception"), ("3、公务用车购置及运行费", "vehicles"),
            ("其中：（1）公务用车运行维护费", "operation"), ("（2）公务用车购置费", "purchase"),
        )  # fmt: skip
        shown = Printed(unit, separators=make.printed.separators)

        def cell(value: Decimal, concept: str, year: int) -> Cell:
            return Cell(shown.number(value), align="right", facts=(fact(concept, "budget", year, shown.value(value)),))

        body = [
            row(label, cell(then[key][1], then[key][0], of.year - 1), cell(now[key][1], now[key][0], of.year))
            for label, key in labels
        ]
        return Table(
            "three_public",
            title,
            unit,
            (40, 20, 20),
            [row(*map(head, ("项目", "上年预算数", "本年预算数")))],
            body,
            rules=rules,
        )
    order = rng.choice(
        (
            ("total", "overseas", "vehicles", "purchase", "operation", "reception"),
            ("total", "overseas", "reception", "vehicles", "purchase", "operation"),
        )
    )
    top = {
        "total": head(rng.choice(("合计", "“三公”经费合计")), rows=2), "overseas": head("因公出国（境）费", rows=2), "reception": head("公务接待费", rows=2),
        "vehicles": head(rng.choice(("公务用车购置及运行费", "公务用车购置及运行维护费")), 3),
    }  # fmt: skip
    header = [
        Row(tuple(top[key] for key in order if key in top)),
        row(*map(head, ("小计", "公务用车购置费", "公务用车运行费"))),
    ]
    return Table(
        "three_public",
        title,
        unit,
        [12] * 6,
        header,
        [row(*make.three_public_cells(of.three_public, order))],
        rules=rules,
    )


def _projects(make: Maker, rules: Rules) -> Table:
    of = make.of
    body = [
        row(project.name, make.cell(project.amount, ("expenditure.project", {"project": project.name})))
        for project in of.projects
    ]
    body.append(row(Cell("合计", align="centre"), make.cell(of.project(), ("expenditure.project", {}))))
    return Table(
        "project_list",
        "项目支出表",
        make.printed.unit,
        (50, 20),
        [row(*map(head, ("项目名称", "金额")))],
        body,
        rules=rules,
    )
