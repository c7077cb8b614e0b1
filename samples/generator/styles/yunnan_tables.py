"""Tables 预算01-1表 to 预算09-1表 of a Yunnan or Guizhou budget, all in yuan."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal

from generator.catalogue import FUNCTIONS
from generator.figures import GENERAL, GOVERNMENT, OTHER, ZERO, Year
from generator.gold import fact
from generator.grid import Cell, Row, Table, head, row
from generator.styles.anhui_tables import FUNDS, project_funds
from generator.styles.zhejiang_tables import income_by_item
from generator.table_kinds import by_fund, ragged, split_summary
from generator.tables import Maker, three_public_values

ORDER = ("total", "overseas", "vehicles", "purchase", "operation", "reception")
Numbered = list[tuple[str, Table]]


def yunnan_tables(make: Maker, transfers: dict[str, Decimal], odd: Collection[str]) -> Numbered:
    """Number and table; the goals of the projects come between 05-1 and 06 and are the style's own."""
    of, unit, repeat = make.of, make.printed.unit, "repeat_header" in odd
    spending = [("expenditure.total", of.sum), ("expenditure.basic", of.basic), ("expenditure.project", of.project)]
    summary = Table(
        "income_expenditure_summary", "部门财务收支预算总表", unit, (30, 17, 30, 17),
        [row(head("收入", 2), head("支出", 2)), row(head("项目"), head("预算数"), head("项目（按功能分类）"), head("预算数"))],
        make.summary_body(every="every_class" in odd, words=("本年收入合计", "本年支出合计", "收入总计", "支出总计")), size=8,
    )  # fmt: skip
    fiscal = Table(
        "fiscal_appropriation_summary", "部门财政拨款收支预算总表", unit, (28, 16, 28, 16, 16, 16, 16),
        [row(head("收入", 2), head("支出", 5)), row(*map(head, ("项目", "预算数", "项目", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算")))],
        make.fiscal_body(every="every_class" in odd), size=8,
    )  # fmt: skip
    columns = [
        ("expenditure.total", of.sum), ("expenditure.basic", of.basic), ("expenditure.basic.personnel", of.personnel),
        ("expenditure.basic.public", of.public), ("expenditure.project", of.project),
    ]  # fmt: skip
    general = Table(
        "general_public_by_function", "一般公共预算支出预算表（按功能科目分类）", unit, (12, 32, 16, 16, 16, 16, 16),
        [
            Row((head("部门预算支出功能分类科目", 2), head("合计", rows=2), head("基本支出", 3), head("项目支出", rows=2))),
            row(*map(head, ("科目编码", "科目名称", "小计", "人员经费", "公用经费"))), _numbers(7),
        ],
        make.function_rows(columns, fund=GENERAL, dims={"fund": GENERAL}, levels=(3, 5, 7), total_label="合 计", total_last=True, indent=True), repeat_header=repeat, size=8,
    )  # fmt: skip
    basic = Table(
        "basic_by_economy", "部门基本支出预算表", unit, (14, 40, 20, 20, 20), [row(*map(head, ("经济科目编码", "经济科目名称", "合计", "人员经费", "公用经费")))],
        make.economy_rows(dims={"fund": GENERAL}, total_last=True), repeat_header=repeat, size=8.5,
    )  # fmt: skip
    fund = Table(
        "government_fund", "政府性基金预算支出预算表", unit, (26, 12, 34, 16, 16, 16),
        [
            Row((head("单位名称", rows=2), head("政府性基金预算支出科目编码", rows=2), head("政府性基金预算支出科目名称", rows=2), head("本年政府性基金预算支出", 3))),
            row(*map(head, ("合计", "基本支出", "项目支出"))),
        ],
        _with_unit(make.function_rows(spending, fund=GOVERNMENT, dims={"fund": GOVERNMENT}, levels=(3, 5, 7), total_last=True), of), size=8.5,
    )  # fmt: skip
    if "split_columns" in odd:
        summary = split_summary(make, summary.title)
    income, more = _income(make), []
    if "doubled" in odd:
        items = replace(income_by_item(make, repeat=repeat), title=f"{income.title}（分科目）")
        income, more = replace(income, title=f"{income.title}（分单位）"), [("预算01-4表", items)]
    public = [("预算03表", _three_public(make))]
    if "three_public_by_fund" in odd:
        each = by_fund(public[0][1], "{}“三公”经费支出预算表".format)
        public = [(f"预算03-{at}表", one) for at, one in enumerate(each, 1)]
    return [
        ("预算01-1表", summary), ("预算01-2表", income), ("预算01-3表", _spending(make, repeat=repeat)), *more, ("预算02-1表", fiscal), ("预算02-2表", general),
        *public, ("预算04表", basic), ("预算05-1表", _projects(make)), ("预算06表", fund), ("预算07表", _procurement(make, groups="ragged" in odd)),
        ("预算08表", _transfers(make, transfers)),
    ]  # fmt: skip


def _numbers(count: int) -> Row:
    return row(*(head(str(at)) for at in range(1, count + 1)))


def _with_unit(rows: Sequence[Row], of: Year) -> list[Row]:
    """A first column that names the unit, blank at the total."""
    out = []
    for line in rows:
        total = line.cells[0].columns > 1
        cells = (Cell("合计", 3, align="centre"), *line.cells[1:]) if total else (Cell(of.name), *line.cells)
        out.append(Row(cells))
    return out


def _income(make: Maker) -> Table:
    """By unit, under three rows of heads; what is no money of the treasury has a block of its own."""
    of = make.of
    own = of.income(OTHER)
    values = [
        ("income.total", of.total), ("income.current_year", of.total - of.carryover), ("income.general_public_budget", of.income(GENERAL)),
        ("income.government_fund", of.income(GOVERNMENT)), ("income.state_capital", ZERO), ("income.special_account", ZERO), ("income.unit_funds", own),
        ("income.undertaking", ZERO), ("income.operating", ZERO), ("income.superior_subsidy", ZERO), ("income.affiliated", ZERO), ("income.other", own),
        ("income.carryover", of.carryover),
    ]  # fmt: skip
    cells = [make.cell(value, (concept, {})) for concept, value in values]
    under = ("小计", "事业收入", "事业单位经营收入", "上级补助收入", "附属单位上缴收入", "其他收入")
    header = [
        Row((head("部门（单位）代码", rows=3), head("部门（单位）名称", rows=3), head("合计", rows=3), head("本年收入", 11), head("上年结转结余", rows=3))),
        Row((*(head(text, rows=2) for text in ("小计", "一般公共预算", "政府性基金预算", "国有资本经营预算", "财政专户管理资金")), head("单位资金", 6))),
        row(*map(head, under)),
    ]  # fmt: skip
    body = [row("133", of.name, *cells), row("133001", of.name, *cells), row(Cell("合计", 2, align="centre"), *cells)]
    return Table(
        "income_by_unit",
        "部门收入预算表",
        make.printed.unit,
        (7, 14, *[11] * 4, *[8] * 2, 9, *[8] * 4, 9, 10),
        header,
        body,
        size=6.5,
    )


def _spending(make: Maker, *, repeat: bool) -> Table:
    """By function; the general public budget in its parts, other funds whole."""
    of = make.of

    def line(code: str) -> list[Cell]:
        dims = {"function": code} if code else {}
        general = {**dims, "fund": GENERAL}

        def cell(value: Decimal, concept: str, own: dict[str, str]) -> Cell:
            return make.cell(value if value or not code else None, (concept, own))

        return [
            cell(of.sum(code), "expenditure.total", dims), cell(of.sum(code, GENERAL), "expenditure.total", general),
            cell(of.basic(code, GENERAL), "expenditure.basic", general), cell(of.project(code, GENERAL), "expenditure.project", general),
            cell(of.sum(code, GOVERNMENT), "expenditure.total", {**dims, "fund": GOVERNMENT}), cell(of.sum(code, OTHER), "expenditure.total", {**dims, "fund": OTHER}),
        ]  # fmt: skip

    body = [row(Cell(code, align="centre"), FUNCTIONS[code], *line(code)) for code in of.codes()]
    body.append(row(Cell("合计", 2, align="centre"), *line("")))
    header = [
        Row((head("科目编码", rows=2), head("科目名称", rows=2), head("合计", rows=2), head("一般公共预算", 3), head("政府性基金预算", rows=2), head("单位资金", rows=2))),
        row(*map(head, ("小计", "基本支出", "项目支出"))), _numbers(8),
    ]  # fmt: skip
    return Table(
        "expenditure_by_function",
        "部门支出预算表",
        make.printed.unit,
        (11, 30, 15, 15, 15, 15, 14, 13),
        header,
        body,
        repeat_header=repeat,
        size=8,
    )


def _three_public(make: Maker) -> Table:
    of = make.of
    header = [
        Row((head("“三公”经费合计", rows=2), head("因公出国（境）费", rows=2), head("公务用车购置及运行费", 3), head("公务接待费", rows=2))),
        row(*map(head, ("小计", "公务用车购置费", "公务用车运行费"))), _numbers(6),
    ]  # fmt: skip
    body = [row(*make.three_public_cells(of.three_public, ORDER))]
    return Table("three_public", "一般公共预算“三公”经费支出预算表", make.printed.unit, [14] * 6, header, body)


def _projects(make: Maker) -> Table:
    """Each project with its class, its code, its function and its money by fund."""
    of, funds = make.of, project_funds(make.of)

    def money(dims: dict[str, str], parts: dict[str, Decimal], whole: Decimal) -> list[Cell]:
        cells = [make.cell(whole, ("expenditure.project", dims))]
        for fund in FUNDS:
            cells.append(
                make.cell(parts[fund], ("expenditure.project", {**dims, "fund": fund})) if parts.get(fund) else Cell()
            )
        return cells

    code = next(line.code for line in of.lines if line.project)
    body = []
    for at, project in enumerate(of.projects, 1):
        kind = "其他运转类" if at == 1 else "特定目标类"
        body.append(
            row(kind, f"53{of.year}2100000{at:04d}", project.name, code, FUNCTIONS[code], *money({"project": project.name}, funds[project.name], project.amount))
        )  # fmt: skip
    body.append(
        row(Cell("合计", 5, align="centre"), *money({}, {fund: of.project(fund=fund) for fund in FUNDS}, of.project()))
    )
    heads = (
        "项目分类",
        "项目代码",
        "项目名称",
        "功能科目编码",
        "功能科目名称",
        "合计",
        "一般公共预算",
        "政府性基金预算",
        "单位资金",
    )
    return Table(
        "project_list", "部门项目支出预算表（其他运转类、特定目标类项目）", make.printed.unit, (10, 16, 20, 9, 18, 14, 14, 13, 12), [row(*map(head, heads))], body, size=8,
    )  # fmt: skip


def _procurement(make: Maker, *, groups: bool) -> Table:
    """What is bought for each project, with quantity and unit; the total stands last."""
    of, parts = make.of, make.of.procurement
    whole = sum(parts.values(), ZERO)
    things = {
        "goods": ("购置复印机", "A02020100 复印机", "台", 2),
        "works": ("业务用房修缮", "B07000000 装修工程", "平方米", 320),
        "services": ("物业服务", "C21040000 物业管理服务", "年", 1),
    }
    body = []
    for key, amount in parts.items():
        if amount:
            what, catalogue, unit, number = things[key]
            text = make.printed.number(amount)
            body.append(
                row(
                    of.projects[-1].name,
                    what,
                    catalogue,
                    unit,
                    Cell(str(number), align="centre"),
                    Cell(text, align="right"),
                    Cell(text, align="right"),
                    "",
                )
            )
    total = [make.cell(whole, ("procurement.total", {})), make.cell(whole, ("procurement.total", {"fund": GENERAL}))]
    body.append(row(Cell("合计", 5, align="centre"), *total, ""))
    if groups:
        body = ragged(body, body[-1])
    header = [
        Row((*(head(text, rows=2) for text in ("预算项目", "采购项目", "采购目录", "计量单位", "数量")), head("政府采购预算", 3))),
        row(*map(head, ("小计", "一般公共预算", "政府性基金预算"))),
    ]  # fmt: skip
    return Table(
        "procurement", "部门政府采购预算表", make.printed.unit, (22, 18, 20, 9, 7, 15, 15, 13), header, body, size=8
    )


def _transfers(make: Maker, transfers: dict[str, Decimal]) -> Table:
    """What goes to townships, by project; nothing at all in most counties."""
    whole = sum(transfers.values(), ZERO)
    body = [
        row(
            name,
            make.cell(value, ("transfer.total", {"project": name})),
            Cell(make.printed.number(value), align="right"),
            "",
        )
        for name, value in transfers.items()
    ]
    if transfers:
        body.append(
            row("合计", make.cell(whole, ("transfer.total", {})), Cell(make.printed.number(whole), align="right"), "")
        )
    else:
        body.append(row(*[Cell()] * 4))
    header = [
        Row((head("项目名称", rows=2), head("合计", rows=2), head("地区", 2))), row(head("河东镇"), head("河西乡")),
    ]  # fmt: skip
    return Table("transfer_payments", "对下转移支付预算表", make.printed.unit, (36, 18, 18, 18), header, body)


def staff_table(of: Year, rng: random.Random | None = None) -> Table:
    """Posts, people in post and retired, vehicles allowed; one row for each unit and one for all.

    With ``rng`` also people hired, in the total, and dependants of the dead.
    """
    year, staff, second = of.year, of.staff, f"{of.place}{of.domain.subordinate}"
    posts = {of.name: (staff["administrative"], staff["worker"], 0), second: (0, 0, staff["institution"])}
    duty = {of.name: staff["on_duty_administrative"] + staff["worker"], second: staff["institution"] - 1}
    retired = {of.name: (1, staff["retired"]), second: (0, 2)}
    beside = {name: (rng.randrange(0, 9), rng.randrange(0, 4)) for name in posts} if rng else {}
    cars = {of.name: sum(of.vehicles.values()), second: 0}

    def cell(number: int, concept: str, **dims: str) -> Cell:
        return Cell(str(number), align="centre", facts=(fact(concept, "reported", year, number, "person", **dims),))

    def others(names: Sequence[str], **dims: str) -> list[Cell]:
        concepts = ("staff.temporary", "staff.survivors") if beside else ()
        return [cell(sum(beside[name][at] for name in names), one, **dims) for at, one in enumerate(concepts)]

    def line(label: str, names: Sequence[str], **dims: str) -> Row:
        own = [sum(three) for three in zip(*(posts[name] for name in names), strict=True)]
        on_duty = sum(duty[name] for name in names)
        old, ordinary = (sum(two) for two in zip(*(retired[name] for name in names), strict=True))
        kinds = zip(own, ("administrative", "worker", "institution"), strict=True)
        hired = sum(beside[name][0] for name in names) if beside else 0
        return row(
            label, cell(sum(own), "staff.establishment", **dims), *(cell(number, "staff.establishment", **dims, post_type=kind) for number, kind in kinds),
            cell(on_duty + old + ordinary + hired, "staff.total", **dims), cell(on_duty, "staff.on_duty", **dims), cell(old, "staff.retired.veteran", **dims),
            cell(ordinary, "staff.retired.ordinary", **dims), *others(names, **dims), Cell(str(sum(cars[name] for name in names)), align="centre"),
        )  # fmt: skip

    more = [head("遗属人员", rows=2)] if beside else []
    header = [
        Row((head("单位名称", rows=2), head("人员编制", 4), head("年末实有人数", 4 + bool(beside)), *more, head("车辆核定编制（辆）", rows=2))),
        row(*map(head, ("小计", "行政编制", "工勤编制", "事业编制", "小计", "在职", "离休", "退休", *(["长期聘用"] if beside else ())))),
    ]  # fmt: skip
    body = [line("合计", list(posts)), *(line(name, [name], organisation=name) for name in posts)]
    return Table("", "", "人", (26, *[8] * (8 + 2 * len(more)), 11), header, body, size=8.5)


__all__ = ["staff_table", "three_public_values", "yunnan_tables"]
