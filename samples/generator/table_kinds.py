"""Arrangements of common tables that a few provinces have and no style has as its only one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import zip_longest

from generator.catalogue import ECONOMY
from generator.figures import FISCAL, GENERAL, GOVERNMENT, OTHER, ZERO
from generator.grid import Cell, Row, Table, head, row
from generator.money import split
from generator.tables import CLASSES, Maker

_TO_GOVERNMENT = {"301": "501", "302": "502", "303": "509", "310": "503"}
_GOVERNMENT = {
    "501": "机关工资福利支出",
    "502": "机关商品和服务支出",
    "503": "机关资本性支出（一）",
    "509": "对个人和家庭的补助",
}
_BLANK = ("", Cell())
_FUNDS = (("政府性基金预算", GOVERNMENT), ("国有资本经营预算", "state_capital"))


def split_summary(make: Maker, title: str) -> Table:
    """收支总表 whose expenditure has columns: total, personnel, public, projects."""
    of = make.of

    def four(concept: str, code: str = "") -> list[Cell]:
        own = {"function": code} if code else {}
        basic = "expenditure.basic"
        values = (
            (concept, of.sum(code)), (f"{basic}.personnel", of.personnel(code)), (f"{basic}.public", of.public(code)),
            ("expenditure.project", of.project(code)),
        )  # fmt: skip
        return [make.cell(value if value or not code else None, (name, own)) for name, value in values]

    classes = [(f"{CLASSES[code]}", four("expenditure.total", code)) for code in of.codes(levels=(3,))]
    nothing = ("", [Cell()] * 4)
    body = [
        row(*(a or _BLANK), (b or nothing)[0], *(b or nothing)[1]) for a, b in zip_longest(make.income_side(), classes)
    ]
    current = make.cell(of.total - of.carryover, ("income.current_year", {}))
    body += [
        row("本年收入合计", current, "本年支出合计", *four("expenditure.current_year")),
        row("上年结转", make.cell(of.carryover, ("income.carryover", {})), "结转下年", *[Cell()] * 4),
        row("收入总计", make.cell(of.total, ("income.total", {})), "支出总计", *four("expenditure.total")),
    ]
    header = [
        Row((head("收入", 2), head("支出", 5))),
        Row((*(head(one, rows=2) for one in ("项目", "预算数", "项目", "合计")), head("基本支出", 2), head("项目支出", rows=2))),
        row(*map(head, ("人员经费", "公用经费"))),
    ]  # fmt: skip
    widths = (28, 14, 26, 14, 14, 14, 14)
    return Table("income_expenditure_summary", title, make.printed.unit, widths, header, body, size=8)


def purposes(make: Maker) -> list[tuple[str, Cell]]:
    """Expenditure by what it is for."""
    of, cell = make.of, make.cell
    return [
        ("一、基本支出", cell(of.basic(), ("expenditure.basic", {}))),
        ("人员经费", cell(of.personnel(), ("expenditure.basic.personnel", {}))),
        ("公用经费", cell(of.public(), ("expenditure.basic.public", {}))),
        ("二、项目支出", cell(of.project(), ("expenditure.project", {}))),
    ]


def four_classifications(make: Maker, title: str) -> Table:
    """收支总表 with expenditure by function, by both economic classifications and by purpose, side by side."""
    of, cell = make.of, make.cell
    items = {**of.personnel_items, **of.public_items}
    projects = split(of.project(), {"302": 8, "310": 2})
    amounts = {
        code: sum((value for item, value in items.items() if item.startswith(code)), projects.get(code, ZERO))
        for code in _TO_GOVERNMENT
    }
    economy, government = (
        [
            (names[code], cell(value, ("expenditure.total", {dimension: code})))
            for code, value in ((to(one), value) for one, value in amounts.items() if value)
        ]
        for names, dimension, to in (
            (ECONOMY, "economy", str),
            (_GOVERNMENT, "government_economy", _TO_GOVERNMENT.__getitem__),
        )
    )
    blocks = (make.income_side(), make.class_side(every=True), economy, government, purposes(make))
    body = [row(*(piece for pair in five for piece in pair)) for five in zip_longest(*blocks, fillvalue=_BLANK)]
    spent, whole = (cell(of.total, (f"expenditure.{one}", {})) for one in ("current_year", "total"))
    current = cell(of.total - of.carryover, ("income.current_year", {}))
    body += [
        row("本年收入合计", current, *("本年支出合计", spent) * 4),
        row("上年结转", cell(of.carryover, ("income.carryover", {})), *("结转下年", Cell()) * 4),
        row("收入总计", cell(of.total, ("income.total", {})), *("支出总计", whole) * 4),
    ]
    heads = ("项目", "支出功能分类", "部门预算支出经济分类", "政府预算支出经济分类", "支出用途分类")
    header = [
        row(head("收入", 2), head("支出", 8)),
        row(*(head(text) for one in heads for text in (one, "预算数"))),
    ]
    widths = (20, 10, 22, 10, 17, 10, 19, 10, 13, 10)
    return Table("income_expenditure_summary", title, make.printed.unit, widths, header, body, size=7)


def income_list(make: Maker, title: str) -> Table:
    """Income as a list by source; each 小计 is of the group in the merged first cell."""
    of, cell = make.of, make.cell
    groups = (
        ("财政拨款", "income.fiscal_appropriation", of.income(FISCAL), (("一般公共预算拨款", of.income(GENERAL)), ("政府性基金预算拨款", of.income(GOVERNMENT)))),
        ("财政专户管理资金", "income.special_account", ZERO, ()),
        ("其他资金", "income.other", of.income(OTHER), (("捐赠收入", ZERO), ("利息收入", of.income(OTHER)))),
        ("上年结转资金", "income.carryover", of.carryover, ()),
    )  # fmt: skip
    named = {"一般公共预算拨款": "income.general_public_budget", "政府性基金预算拨款": "income.government_fund"}
    body = [row(Cell("收入总计", 2), cell(of.total, ("income.total", {})))]
    for label, concept, value, inner in groups:
        body.append(Row((Cell(label, rows=1 + len(inner)), Cell("小计"), cell(value, (concept, {})))))
        for name, part in inner:
            stated = ((named[name], {}),) if name in named else ()
            body.append(row(name, cell(part or None, *stated)))
    return Table(
        "income_by_source", title, make.printed.unit, (26, 40, 20), [row(head("项目", 2), head("预算数"))], body
    )


def by_fund(table: Table, change: Callable[[str], str]) -> list[Table]:
    """The three-public table and those of the other funds: nothing is paid from them. ``change``: title of a fund's."""
    blank = [replace(line, cells=tuple(_nought(cell) for cell in line.cells)) for line in table.body]
    return [table, *(replace(table, title=change(label), body=list(blank)) for label, _ in _FUNDS)]


def _nought(cell: Cell) -> Cell:
    return Cell(cell.text and "0.00", cell.columns, cell.rows, cell.align) if cell.facts else cell


def ragged(body: Sequence[Row], total: Row) -> list[Row]:
    """Things under a row of their one project with its sum; their own first cells stay empty. ``total``: one of ``body``."""
    things = [line for line in body if line is not total]
    if not things:
        return list(body)
    width = len(things[0].cells)
    sums = total.cells[1:]
    blanks = [Cell()] * (width - 1 - len(sums))
    group = row(things[0].cells[0], *blanks, *(replace(cell, facts=()) for cell in sums))
    under = [group, *(row("", *line.cells[1:]) for line in things)]
    return [total, *under] if body[0] is total else [*under, total]


__all__ = ["by_fund", "four_classifications", "income_list", "purposes", "ragged", "split_summary"]
