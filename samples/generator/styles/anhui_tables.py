"""Tables of an Anhui or Jiangxi budget: codes in three columns, economic codes that lost a zero, projects by fund."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from generator.catalogue import ECONOMY, FUNCTIONS
from generator.figures import GENERAL, GOVERNMENT, OTHER, ZERO, Year
from generator.gold import fact
from generator.grid import Cell, Row, Table, head, row
from generator.tables import Maker, Reader

FUNDS = (GENERAL, GOVERNMENT, OTHER)
ORDER = ("total", "reception", "overseas", "vehicles", "operation", "purchase")


def project_funds(of: Year) -> dict[str, dict[str, Decimal]]:
    """Each project's money by fund: the last projects take what is no money of the general public budget."""
    left = {fund: of.project(fund=fund) for fund in FUNDS}
    out: dict[str, dict[str, Decimal]] = {}
    for project in reversed(of.projects):
        need = project.amount
        parts: dict[str, Decimal] = {}
        for fund in (OTHER, GOVERNMENT, GENERAL):
            part = min(need, left[fund])
            left[fund] -= part
            need -= part
            if part:
                parts[fund] = part
        out[project.name] = parts
    return dict(reversed(out.items()))


def anhui_tables(make: Maker, odd: Collection[str]) -> list[Table]:
    """In the order of the sections that explain them."""
    of, unit, repeat = make.of, make.printed.unit, "repeat_header" in odd
    zero_lost = "zero_lost" in odd
    spending = [("expenditure.total", of.sum), ("expenditure.basic", of.basic), ("expenditure.project", of.project)]

    def functions(name: str, title: str, fund: str | None) -> Table:
        header = [
            Row((head("科目编码", 3), head("科目名称", rows=2), *(head(text, rows=2) for text in ("合计", "基本支出", "项目支出")))),
            row(*map(head, "类款项")),
        ]  # fmt: skip
        body = _split_rows(make, spending, fund, zero_lost=zero_lost, last="total_last" in odd)
        return Table(name, title, unit, (6, 5, 5, 34, 15, 15, 15), header, body, repeat_header=repeat, size=8.5)

    summary = Table(
        "income_expenditure_summary", f"{of.year}年部门收支总表", unit, (30, 16, 30, 16),
        [row(head("收入", 2), head("支出", 2)), row(*map(head, ("项目", "预算数", "项目", "预算数")))], make.summary_body(every="every_class" in odd), size=8,
    )  # fmt: skip
    fiscal = Table(
        "fiscal_appropriation_summary", f"{of.year}年部门财政拨款收支总表", unit, (26, 13, 26, 13, 13, 13, 13),
        [row(head("收入", 2), head("支出", 5)), row(*map(head, ("项目", "预算数", "项目", "合计", "一般公共预算", "政府性基金预算", "国有资本经营预算")))],
        make.fiscal_body(), size=8,
    )  # fmt: skip
    tables = [
        summary, _income(make), functions("expenditure_by_function", f"{of.year}年部门支出总表", None), fiscal,
        functions("general_public_by_function", f"{of.year}年部门一般公共预算支出表", GENERAL), _basic(make, repeat=repeat),
        functions("government_fund", f"{of.year}年部门政府性基金预算支出表", GOVERNMENT),
        functions("state_capital", f"{of.year}年部门国有资本经营预算支出表", "state_capital"), _projects(make), _procurement(make),
    ]  # fmt: skip
    if "three_public_table" in odd:
        tables.insert(6, _three_public(make))
    return tables


def _split_rows(
    make: Maker, columns: Sequence[tuple[str, Reader]], fund: str | None, *, zero_lost: bool, last: bool
) -> list[Row]:
    """类, 款 and 项 apart, each printed on its own level's row with those above it; a spreadsheet drops their noughts."""
    dims = {"fund": fund} if fund else {}
    rows: list[Row] = []
    for code in make.of.codes(fund):
        parts = [part for part in (code[:3], code[3:5], code[5:7]) if part]
        shown = [part.lstrip("0") if zero_lost else part for part in parts] + [""] * (3 - len(parts))
        cells = [
            make.cell(read(code, fund) or None, (concept, {**dims, "function": code})) for concept, read in columns
        ]
        rows.append(row(*(Cell(part, align="centre") for part in shown), FUNCTIONS[code], *cells))
    totals = [make.cell(read("", fund), (concept, dims)) for concept, read in columns]
    total = row(Cell("合计", 4, align="centre"), *totals)
    return [*rows, total] if last else [total, *rows]


def _income(make: Maker) -> Table:
    """One row of all sources, under two rows of heads."""
    of = make.of
    current = (
        ("小计", "income.current_year", of.total - of.carryover), ("一般公共预算", "income.general_public_budget", of.income(GENERAL)),
        ("政府性基金预算", "income.government_fund", of.income(GOVERNMENT)), ("国有资本经营预算", "income.state_capital", ZERO),
        ("财政专户管理资金", "income.special_account", ZERO), ("单位资金", "income.unit_funds", of.income(OTHER)),
    )  # fmt: skip
    header = [
        Row((head("部门（单位）名称", rows=2), head("合计", rows=2), head("本年收入", 6), head("上年结转结余", rows=2))),
        row(*(head(label) for label, _, _ in current)),
    ]  # fmt: skip
    cells = [
        make.cell(of.total, ("income.total", {})), *(make.cell(value, (concept, {})) for _, concept, value in current),
        make.cell(of.carryover, ("income.carryover", {})),
    ]  # fmt: skip
    body = [row("合计", *cells), row(of.name, *cells)]
    return Table(
        "income_by_unit",
        f"{of.year}年部门收入总表",
        make.printed.unit,
        (22, 12, 12, 12, 12, 12, 12, 12, 12),
        header,
        body,
        size=8,
    )


def _basic(make: Maker, *, repeat: bool) -> Table:
    """Economic items whose two digits a spreadsheet took for a number: 301|2 is 30102."""
    of, dims = make.of, {"fund": GENERAL}
    items = {**of.personnel_items, **of.public_items}
    body: list[Row] = []
    for code in sorted({code[:size] for code in items for size in (3, 5)}):
        value = sum((amount for item, amount in items.items() if item.startswith(code)), ZERO)
        side = "personnel" if code[:3] in ("301", "303") else "public"
        own = {**dims, "economy": code}
        part = make.cell(value, (f"expenditure.basic.{side}", own))
        body.append(
            row(
                Cell(code[:3], align="centre"), Cell(code[3:].lstrip("0"), align="centre"), ECONOMY[code],
                make.cell(value, ("expenditure.basic", own)), *([part, Cell()] if side == "personnel" else [Cell(), part]),
            )
        )  # fmt: skip
    personnel = sum(of.personnel_items.values(), ZERO)
    body.append(
        row(
            Cell("合计", 3, align="centre"), make.cell(personnel + of.operating, ("expenditure.basic", dims)),
            make.cell(personnel, ("expenditure.basic.personnel", dims)), make.cell(of.operating, ("expenditure.basic.public", dims)),
        )
    )  # fmt: skip
    header = [
        Row((head("经济分类科目编码", 2), head("科目名称", rows=2), head("合计", rows=2), head("人员经费", rows=2), head("公用经费", rows=2))), row(head("类"), head("款")),
    ]  # fmt: skip
    return Table(
        "basic_by_economy", f"{of.year}年部门一般公共预算基本支出表", make.printed.unit, (7, 6, 36, 15, 15, 15), header, body,
        repeat_header=repeat, size=8.5,
    )  # fmt: skip


def _projects(make: Maker) -> Table:
    """Every project with its money by fund; the kind stands before the name."""
    of = make.of
    funds = project_funds(of)

    def cells(dims: dict[str, str], parts: dict[str, Decimal], whole: Decimal) -> list[Cell]:
        columns = ((GENERAL, True), (GOVERNMENT, True), ("state_capital", False), (OTHER, True))
        money = [
            make.cell(parts[fund], ("expenditure.project", {**dims, "fund": fund})) if used and parts.get(fund) else Cell()
            for fund, used in columns
        ]  # fmt: skip
        return [make.cell(whole, ("expenditure.project", dims)), *money]

    sums = {fund: of.project(fund=fund) for fund in FUNDS}
    body = [row(Cell("合计", 3, align="centre"), *cells({}, sums, of.project()))]
    for project in of.projects:
        body.append(
            row(
                "特定目标类",
                project.name,
                of.name,
                *cells({"project": project.name}, funds[project.name], project.amount),
            )
        )
    header = [
        Row((*(head(text, rows=2) for text in ("类型", "项目名称", "项目单位", "合计")), head("本年拨款", 3), head("单位资金", rows=2))),
        row(*map(head, ("一般公共预算", "政府性基金预算", "国有资本经营预算"))),
    ]  # fmt: skip
    return Table(
        "project_list",
        f"{of.year}年部门项目支出表",
        make.printed.unit,
        (12, 24, 20, 13, 13, 13, 13, 12),
        header,
        body,
        size=8,
    )


def _procurement(make: Maker) -> Table:
    """Kinds in columns."""
    of, parts = make.of, make.of.procurement
    whole = sum(parts.values(), ZERO)
    cells = [make.cell(parts[key], (f"procurement.{key}", {})) for key in ("goods", "works", "services")]
    texts = [Cell(cell.text, align="right") for cell in cells]
    body = [
        row("合计", make.cell(whole, ("procurement.total", {})), *cells), row(of.projects[0].name, Cell(make.printed.number(whole), align="right"), *texts),
    ]  # fmt: skip
    header = [row(*map(head, ("项目名称", "合计", "货物", "工程", "服务")))]
    return Table("procurement", f"{of.year}年部门政府采购支出表", make.printed.unit, (36, 16, 16, 16, 16), header, body)


def _three_public(make: Maker) -> Table:
    """Reception first, and running before buying."""
    of = make.of
    header = [
        Row((head("合计", rows=2), head("公务接待费", rows=2), head("因公出国（境）费用", rows=2), head("公务用车购置及运行维护费", 3))),
        row(*map(head, ("小计", "公务用车运行维护费", "公务用车购置费"))),
    ]  # fmt: skip
    body = [row(*make.three_public_cells(of.three_public, ORDER))]
    return Table("three_public", f"{of.year}年部门“三公”经费支出表", make.printed.unit, [14] * 6, header, body)


def staff_table(of: Year, *, blank: bool) -> Table:
    """Posts and people by how they are paid; a kind that the unit has none of is blank."""
    year, staff, second = of.year, of.staff, f"{of.place}{of.domain.subordinate}"
    kinds = ("administrative", "institution_full", "institution_partial", "institution_self")
    full, partial = staff["institution"], staff["worker"] + 1
    posts = {of.name: (staff["administrative"], 0, 0, 0), second: (0, full, partial, 0)}
    duty = {of.name: (staff["on_duty_administrative"], 0, 0, 0), second: (0, full - 1, partial, 0)}
    retired = {of.name: (1, staff["retired"]), second: (0, 3)}

    def cell(number: int, concept: str, **dims: str) -> Cell:
        if blank and not number:
            return Cell()
        return Cell(str(number), align="centre", facts=(fact(concept, "reported", year, number, "person", **dims),))

    def counts(four: Sequence[int], concept: str, **dims: str) -> list[Cell]:
        each = zip(four, kinds, strict=True)
        return [
            cell(sum(four), concept, **dims),
            *(cell(number, concept, **dims, post_type=kind) for number, kind in each),
        ]

    def line(label: str, one: Sequence[int], two: Sequence[int], three: tuple[int, int], **dims: str) -> Row:
        return row(
            label, *counts(one, "staff.establishment", **dims), *counts(two, "staff.on_duty", **dims),
            cell(three[0], "staff.retired.veteran", **dims), cell(three[1], "staff.retired.ordinary", **dims),
        )  # fmt: skip

    names = (of.name, second)
    body = [line(name, posts[name], duty[name], retired[name], organisation=name) for name in names]
    body.append(
        line(
            "合计", [sum(two) for two in zip(*posts.values(), strict=True)], [sum(two) for two in zip(*duty.values(), strict=True)],
            (1, staff["retired"] + 3),
        )
    )  # fmt: skip
    under = ("小计", "行政编制", "全额拨款", "差额拨款", "自收自支")
    header = [
        Row((head("单位名称", rows=2), head("编制数", 5), head("在职人数", 5), head("离休人数", rows=2), head("退休人数", rows=2))),
        row(*map(head, under), *map(head, ("小计", "行政人员", "全额拨款", "差额拨款", "自收自支"))),
    ]  # fmt: skip
    return Table("", "", "人", (22, *[8] * 12), header, body, size=8)
