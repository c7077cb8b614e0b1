"""Tables 表1-1 to 表1-9 with row numbers and column numbers, and the same again for the head office alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from generator.figures import FISCAL, GENERAL, GOVERNMENT, OTHER, ZERO, Line, Year
from generator.gold import Fact, fact
from generator.grid import Cell, Row, Table, head, row
from generator.money import Printed, split
from generator.styles.zhejiang_tables import carried
from generator.table_kinds import ragged, split_summary
from generator.tables import Maker, three_public_values

HEAD_OFFICE = Decimal("0.7")
"""Of each line of basic expenditure, what the head office spends."""


def head_office(of: Year) -> Year:
    """The department without its institution: all projects, part of everything else."""
    lines = [
        line
        for line in (replace(one, personnel=_part(one.personnel), public=_part(one.public)) for one in of.lines)
        if line.total and line.code != of.domain.institution
    ]
    own = replace(of, name=f"{of.name}本级", lines=lines, projects=list(of.projects))
    general = _items(own.personnel(fund=GENERAL), of.personnel_items)
    public = _items(own.public(fund=GENERAL), of.public_items)
    return replace(own, personnel_items=general, public_items=public)


def _part(amount: Decimal) -> Decimal:
    return amount * HEAD_OFFICE // 100 * 100


def _items(total: Decimal, like: dict[str, Decimal]) -> dict[str, Decimal]:
    """The total by the items of another list, in its proportions."""
    return split(total, {code: int(amount // 100) for code, amount in like.items() if amount})


def of_organisation(table: Table, organisation: str) -> Table:
    """The table with every figure as the organisation's."""

    def owned(one: Fact) -> Fact:
        return replace(one, dimensions=tuple(sorted((*one.dimensions, ("organisation", organisation)))))

    body = [
        replace(line, cells=tuple(replace(cell, facts=tuple(map(owned, cell.facts))) for cell in line.cells)) for line in table.body
    ]  # fmt: skip
    return replace(table, body=body)


def hebei_tables(make: Maker, odd: Collection[str]) -> list[Table]:
    """The nine of one set."""
    of, unit, repeat = make.of, make.printed.unit, "repeat_header" in odd
    spending = [("expenditure.total", of.sum), ("expenditure.basic", of.basic), ("expenditure.project", of.project)]
    more = [
        ("expenditure.total", of.sum), ("expenditure.basic", of.basic), ("expenditure.basic.personnel", of.personnel),
        ("expenditure.basic.public", of.public), ("expenditure.project", of.project),
    ]  # fmt: skip

    def functions(name: str, title: str, fund: str | None, code: str = "功能分类科目") -> Table:
        detailed = fund == GENERAL
        columns = more if detailed else spending
        dims = {"fund": fund} if fund else {}
        body = make.function_rows(columns, fund=fund, dims=dims, levels=(3, 5, 7))
        if detailed:
            header = [
                Row((head("序号", rows=2), head(code, 2), head("合计", rows=2), head("基本支出", 3), head("项目支出", rows=2))),
                row(*map(head, ("科目编码", "科目名称", "小计", "人员经费", "公用经费"))),
            ]  # fmt: skip
        else:
            header = [
                Row((head("序号", rows=2), head(code, 2), *(head(text, rows=2) for text in ("合计", "基本支出", "项目支出")))),
                row(*map(head, ("科目编码", "科目名称"))),
            ]  # fmt: skip
        header.append(_numbers(len(columns) + 2))
        return Table(
            name, title, unit, (6, 12, 34, *[14] * len(columns)), header, numbered(body), repeat_header=repeat, size=8.5
        )

    basic = Table(
        "basic_by_economy", "部门预算一般公共预算财政拨款基本支出表", unit, (6, 12, 34, 14, 14, 14),
        [
            Row((head("序号", rows=2), head("支出部门经济分类科目", 2), head("基本支出", 3))),
            row(*map(head, ("科目编码", "科目名称", "合计", "人员经费", "公用经费"))), _numbers(5),
        ],
        numbered(make.economy_rows(dims={"fund": GENERAL})), repeat_header=repeat, size=8.5,
    )  # fmt: skip
    return [
        split_summary(make, "部门预算收支总表") if "split_columns" in odd else _summary(make), _income(make), functions("expenditure_by_function", "部门预算支出总表", None), _fiscal(make),
        functions("general_public_by_function", "部门预算一般公共预算财政拨款支出表", GENERAL), basic,
        functions("government_fund", "部门预算政府基金预算财政拨款支出表", GOVERNMENT),
        functions("state_capital", "部门预算国有资本经营预算财政拨款支出表", "state_capital"), _three_public(make),
    ]  # fmt: skip


def _numbers(count: int, first: str = "栏次") -> Row:
    """The row that numbers the columns."""
    return row(head(first), *(head(str(at)) for at in range(1, count + 1)))


def numbered(body: Sequence[Row]) -> list[Row]:
    """A number before each row."""
    return [replace(line, cells=(Cell(str(at), align="centre"), *line.cells)) for at, line in enumerate(body, 1)]


def _summary(make: Maker) -> Table:
    header = [
        Row((head("序号", rows=2), head("收入", 2), head("支出", 2))), row(*map(head, ("项目", "预算金额", "项目", "预算金额"))),
        _numbers(4),
    ]  # fmt: skip
    body = numbered(make.summary_body(every=True, carry=True))
    return Table(
        "income_expenditure_summary", "部门预算收支总表", make.printed.unit, (6, 30, 16, 30, 16), header, body, size=7.5
    )


def _income(make: Maker) -> Table:
    """This year's income in its kinds, and what is carried over, by function."""
    of = make.of
    columns = (
        ("income.total", of.sum), ("income.current_year", lambda code, _=None: of.sum(code) - carried(of, code)),
        ("income.fiscal_appropriation", lambda code, _=None: of.sum(code, FISCAL) - carried(of, code)),
        ("income.undertaking", lambda *_: ZERO), ("income.operating", lambda *_: ZERO), ("income.superior_subsidy", lambda *_: ZERO),
        ("income.affiliated", lambda *_: ZERO), ("income.other", lambda code, _=None: of.sum(code, OTHER)),
        ("income.carryover", lambda code, _=None: carried(of, code)),
    )  # fmt: skip
    body = make.function_rows(columns, fund=None, dims={}, levels=(3, 5, 7))
    header = [
        Row((head("序号", rows=2), head("功能分类科目", 2), head("合计", rows=2), head("本年收入", 7), head("上年结转", rows=2))),
        row(*map(head, ("科目编码", "科目名称", "小计", "财政拨款收入", "事业收入", "经营收入", "上级补助收入", "附属单位上缴收入", "其他收入"))),
        _numbers(11),
    ]  # fmt: skip
    return Table(
        "income_by_function",
        "部门预算收入总表",
        make.printed.unit,
        (5, 9, 24, *[10] * 9),
        header,
        numbered(body),
        size=7.5,
    )


def _fiscal(make: Maker) -> Table:
    header = [
        Row((head("序号", rows=2), head("收入", 2), head("支出", 5))),
        row(*map(head, ("项目", "金额", "项目", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"))),
        _numbers(7),
    ]  # fmt: skip
    return Table(
        "fiscal_appropriation_summary", "部门预算财政拨款收支总表", make.printed.unit, (6, 26, 13, 26, 13, 13, 13, 13), header,
        numbered(make.fiscal_body(every=True)), size=7.5,
    )  # fmt: skip


def _three_public(make: Maker) -> Table:
    """A list of items with both years and the change."""
    of, printed = make.of, Printed(make.printed.unit, separators=make.printed.separators)
    now, then = three_public_values(of.three_public), three_public_values(of.three_public_before)
    labels = (
        ("“三公”经费合计", "total"), ("一、因公出国（境）费", "overseas"), ("二、公务接待费", "reception"), ("三、公务用车购置及运行维护费", "vehicles"),
        ("其中：公务用车购置费", "purchase"), ("公务用车运行维护费", "operation"),
    )  # fmt: skip

    def cell(value: Decimal, concept: str, measure: str, year: int) -> Cell:
        return Cell(printed.number(value), align="right", facts=(fact(concept, measure, year, printed.value(value)),))

    body = []
    for label, key in labels:
        concept, value = now[key]
        before = then[key][1]
        body.append(
            row(label, cell(value, concept, "budget", of.year), cell(before, concept, "budget", of.year - 1), cell(value - before, concept, "change", of.year))
        )  # fmt: skip
    header = [row(*map(head, ("序号", "项目", "本年预算数", "上年预算数", "增减额"))), _numbers(4)]
    return Table(
        "three_public",
        "部门预算财政拨款“三公”经费支出表",
        make.printed.unit,
        (8, 40, 16, 16, 16),
        header,
        numbered(body),
        size=9,
    )


def procurement(make: Maker, *, groups: bool = False) -> Table:
    """Things to be bought below their total; an item repeats its project and is no figure of the project's."""
    of, parts = make.of, make.of.procurement
    whole = sum(parts.values(), ZERO)
    things = {
        "goods": ("台式计算机", "A02010105", "台", 5), "works": ("修缮工程", "B07000000", "项", 1), "services": ("物业管理服务", "C21040000", "项", 1),
    }  # fmt: skip
    body = [
        row("合计", *[""] * 5, make.cell(whole, ("procurement.total", {})), make.cell(whole, ("procurement.total", {"fund": GENERAL})), "")
    ]  # fmt: skip
    for key, amount in parts.items():
        if amount:
            thing, code, unit, number = things[key]
            each = make.printed.number(amount / number) if (amount / number * 100) % 10000 == 0 else ""
            text = make.printed.number(amount)
            body.append(
                row(of.projects[0].name, thing, code, Cell(str(number), align="centre"), unit, Cell(each, align="right"), Cell(text, align="right"), Cell(text, align="right"), "")
            )  # fmt: skip
    if groups:
        body = ragged(body, body[0])
    header = [
        Row((*(head(text, rows=2) for text in ("所属预算项目", "采购物品名称", "采购目录编码", "数量", "计量单位", "单价")), head("政府采购金额", 3))),
        row(*map(head, ("合计", "一般公共预算拨款", "其他来源收入"))),
    ]  # fmt: skip
    return Table(
        "procurement", "部门政府采购预算", make.printed.unit, (22, 18, 14, 7, 9, 10, 12, 13, 11), header, body, size=8
    )


__all__ = ["Line", "head_office", "hebei_tables", "of_organisation", "procurement"]
