"""Nine tables 表一 to 表九: the summary in three blocks, income by function, two years side by side."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from itertools import zip_longest

from generator.catalogue import FUNCTIONS
from generator.figures import FISCAL, GENERAL, GOVERNMENT, OTHER, ZERO, Year
from generator.grid import Cell, Row, Table, head, row
from generator.money import split
from generator.prior import Prior, change_cells
from generator.table_kinds import by_fund, four_classifications, income_list
from generator.tables import Maker

ORDER = ("total", "overseas", "vehicles", "purchase", "operation", "reception")


def carried(of: Year, prefix: str = "") -> Decimal:
    """Of last year's money, what lies with the items below a code: it is shared among the projects of the general budget."""
    shares = {line.code: int(line.project // 100) for line in of.lines if line.fund == GENERAL and line.project}
    parts = split(of.carryover, shares) if of.carryover else {}
    return sum((amount for code, amount in parts.items() if code.startswith(prefix)), ZERO)


def zhejiang_tables(make: Maker, prior: Prior, odd: Collection[str]) -> list[Table]:
    """In order."""
    of, unit, repeat = make.of, make.printed.unit, "repeat_header" in odd
    spending = [("expenditure.total", of.sum), ("expenditure.basic", of.basic), ("expenditure.project", of.project)]
    spent = Table(
        "expenditure_by_function", "部门支出预算总表", unit, (13, 36, 16, 16, 16),
        [row(*map(head, ("科目编码", "科目名称", "总计", "基本支出", "项目支出")))],
        make.function_rows(spending, fund=None, dims={}, levels=(3, 5, 7), total_label="合计"), repeat_header=repeat, size=8.5,
    )  # fmt: skip
    fiscal = Table(
        "fiscal_appropriation_summary", "财政拨款收支预算总表", unit, (26, 13, 26, 13, 13, 13, 13),
        [
            row(head("收入", 2), head("支出", 5)),
            row(*map(head, ("项目", "预算数", "项目", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"))),
        ],
        make.fiscal_body(carry=bool(of.carryover)), size=8,
    )  # fmt: skip
    basic = Table(
        "basic_by_economy", "一般公共预算财政拨款基本支出预算表", unit, (13, 36, 16, 16, 16),
        [
            Row((head("经济分类科目", 2), head(f"{of.year}年基本支出", 3))),
            row(*map(head, ("科目编码", "科目名称", "总计", "人员经费", "日常公用经费"))),
        ],
        make.economy_rows(dims={"fund": GENERAL}, total_last="total_last" in odd), repeat_header=repeat, size=8.5,
    )  # fmt: skip
    fund = Table(
        "government_fund", "政府性基金预算支出表", unit, (13, 36, 16, 16, 16),
        [
            Row((head("科目编码", rows=2), head("科目名称", rows=2), head("本年政府性基金预算财政拨款支出", 3))),
            row(*map(head, ("合计", "基本支出", "项目支出"))),
        ],
        make.function_rows(spending, fund=GOVERNMENT, dims={"fund": GOVERNMENT}, levels=(3, 5, 7)), size=8.5,
    )  # fmt: skip
    title = "部门收支预算总表"
    summary = four_classifications(make, title) if "four_classifications" in odd else _summary(make, title)
    income = income_list(make, "部门收入预算总表") if "income_list" in odd else income_by_item(make, repeat=repeat)
    public = _three_public(make)
    funds = by_fund(public, "{}“三公”经费支出预算表".format) if "three_public_by_fund" in odd else [public]
    return [
        summary, income, spent, fiscal, _general(make, prior, repeat=repeat), basic,
        *funds, fund, _procurement(make),
    ]  # fmt: skip


def _summary(make: Maker, title: str) -> Table:
    """Income, functional classes, purposes side by side; the totals stand in all three blocks."""
    of, cell = make.of, make.cell
    income = [
        ("一般公共预算拨款收入", cell(of.income(GENERAL), ("income.general_public_budget", {}))),
        ("政府性基金预算拨款收入", cell(of.income(GOVERNMENT), ("income.government_fund", {}))),
        ("国有资本经营预算拨款收入", cell(ZERO, ("income.state_capital", {}))),
        ("事业收入", cell(ZERO, ("income.undertaking", {}))),
        ("其他收入", cell(of.income(OTHER), ("income.other", {}))),
    ]
    use = [
        ("一、基本支出", cell(of.basic(), ("expenditure.basic", {}))),
        ("人员经费", cell(of.personnel(), ("expenditure.basic.personnel", {}))),
        ("日常公用经费", cell(of.public(), ("expenditure.basic.public", {}))),
        ("二、项目支出", cell(of.project(), ("expenditure.project", {}))),
    ]
    blank = ("", Cell())
    classes = make.class_side(every=True, numbered=False)
    body = [row(*(a or blank), *(b or blank), *(c or blank)) for a, b, c in zip_longest(income, classes, use)]
    current = cell(of.total, ("expenditure.current_year", {}))
    whole = cell(of.total, ("expenditure.total", {}))
    body += [
        row("本年收入合计", cell(of.total - of.carryover, ("income.current_year", {})), "本年支出合计", current,
            "本年支出合计", current),
        row("上年结转", cell(of.carryover, ("income.carryover", {})), "结转下年", "", "结转下年", ""),
        row("收入总计", cell(of.total, ("income.total", {})), "支出总计", whole, "支出总计", whole),
    ]  # fmt: skip
    return Table(
        "income_expenditure_summary", title, make.printed.unit, (24, 14, 28, 14, 20, 14),
        [
            row(head("收入", 2), head("支出（按功能分类）", 2), head("支出（按用途分类）", 2)),
            row(*map(head, ("项目", "预算数", "项目", "预算数", "项目", "预算数"))),
        ],
        body, size=8,
    )  # fmt: skip


def income_by_item(make: Maker, *, repeat: bool) -> Table:
    """Every item with the money it is paid from."""
    of = make.of
    sources = (
        ("上年结转", "income.carryover", lambda code: carried(of, code)),
        ("一般公共预算拨款收入", "income.general_public_budget", lambda code: of.sum(code, GENERAL) - carried(of, code)),
        ("政府性基金预算拨款收入", "income.government_fund", lambda code: of.sum(code, GOVERNMENT)),
        ("国有资本经营预算拨款收入", "income.state_capital", lambda _: ZERO),
        ("事业收入", "income.undertaking", lambda _: ZERO),
        ("其他收入", "income.other", lambda code: of.sum(code, OTHER)),
    )  # fmt: skip
    body = [
        row(
            Cell("合计", 2, align="centre"), make.cell(of.total, ("income.total", {})),
            *(make.cell(read(""), (concept, {})) for _, concept, read in sources),
        )
    ]  # fmt: skip
    for code in of.codes():
        own = {"function": code}
        cells = [make.cell(read(code) or None, (concept, own)) for _, concept, read in sources]
        body.append(
            row(Cell(code, align="centre"), FUNCTIONS[code], make.cell(of.sum(code), ("income.total", own)), *cells)
        )
    return Table(
        "income_by_function", "部门收入预算总表", make.printed.unit, (11, 30, 13, *[12] * 6),
        [row(head("科目编码"), head("科目名称"), head("总计"), *(head(label) for label, _, _ in sources))],
        body, repeat_header=repeat, size=8,
    )  # fmt: skip


def _general(make: Maker, prior: Prior, *, repeat: bool) -> Table:
    """Last year's budget, this year's with its parts, and what changed."""
    of = make.of

    def line(code: str) -> list[Cell]:
        dims = {"fund": GENERAL, **({"function": code} if code else {})}
        before, moved, rate = change_cells(make, of.sum(code, GENERAL), prior.sum(code), "expenditure.total", **dims)
        basic, project = of.basic(code, GENERAL), of.project(code, GENERAL)
        return [
            before, make.cell(of.sum(code, GENERAL), ("expenditure.total", dims)),
            make.cell(basic or None, ("expenditure.basic", dims)),
            make.cell(project or None, ("expenditure.project", dims)), moved, rate,
        ]  # fmt: skip

    body = [row(Cell("合计", 2, align="centre"), *line(""))]
    body += [row(Cell(code, align="centre"), FUNCTIONS[code], *line(code)) for code in of.codes(GENERAL)]
    return Table(
        "general_public_by_function", "一般公共预算财政拨款支出预算表", make.printed.unit, (12, 32, 13, 13, 13, 13, 12, 10),
        [
            Row((head("功能分类科目", 2), head(f"{of.year - 1}年预算数", rows=2), head(f"{of.year}年预算数", 3),
                 head(f"{of.year}年比{of.year - 1}年增减", 2))),
            row(*map(head, ("科目编码", "科目名称", "总计", "基本支出", "项目支出", "增减额", "增减（%）"))),
        ],
        body, repeat_header=repeat, size=8,
    )  # fmt: skip


def _three_public(make: Maker) -> Table:
    """Both years in one row of twelve columns."""
    of = make.of
    tops, unders = [], []
    for _ in range(2):
        tops += [
            head("合计", rows=2),
            head("因公出国（境）费", rows=2),
            head("公务用车购置及运行费", 3),
            head("公务接待费", rows=2),
        ]
        unders += [head("小计"), head("公务用车购置费"), head("公务用车运行费")]
    body = row(
        *make.three_public_cells(of.three_public_before, ORDER, of.year - 1), *make.three_public_cells(of.three_public, ORDER)
    )  # fmt: skip
    return Table(
        "three_public", "财政拨款“三公”经费支出预算表", make.printed.unit, [10] * 12,
        [row(head(f"{of.year - 1}年预算数", 6), head(f"{of.year}年预算数", 6)), Row(tuple(tops)), Row(tuple(unders))],
        [body], size=8,
    )  # fmt: skip


def _procurement(make: Maker) -> Table:
    """Kinds in rows, funds in columns; all of it is paid by the general public budget."""
    parts = make.of.procurement
    rows = [("合计", "procurement.total", sum(parts.values(), ZERO))]
    rows += [
        (label, f"procurement.{key}", parts[key])
        for label, key in (("货物类", "goods"), ("工程类", "works"), ("服务类", "services"))
    ]
    body = [
        row(label, make.cell(value, (concept, {})), make.cell(value, (concept, {"fund": GENERAL})), "", "") for label, concept, value in rows
    ]  # fmt: skip
    heads = ("项目", "总计", "一般公共预算", "政府性基金预算", "国有资本经营预算")
    return Table(
        "procurement", "政府采购预算表", make.printed.unit, (30, 16, 16, 16, 16), [row(*map(head, heads))], body
    )


__all__ = ["FISCAL", "income_by_item", "zhejiang_tables"]
