"""The money that a performance form states of itself: totals, shares, earlier years, the list of projects.

Never  assume a unit: without one in a label or in the caption an amount is no statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field, replace
from decimal import Decimal

from budgetextract.model.document import Cell, ReadProblem
from budgetextract.model.facts import Key, Statement, dimensions
from budgetextract.model.patterns import later
from budgetextract.model.text import plain
from budgetextract.normaliser.amounts import Number, in_yuan, parse_number
from budgetextract.normaliser.performance_forms import Form, FormGrid, money_unit
from budgetextract.normaliser.performance_headers import header_columns
from budgetextract.record import record
from budgetextract.rules.performance import FieldRule, PerformanceRules, label

_PERCENT = later(r"(\d{1,4}(?:\.\d{1,6})?)%")
_YEAR = later(r"(20\d\d)年?(?:度)?")
_SHARE = later("占比|比例|比重")
_FINAL = later("执行数|支出数|决算|实际")
_ADJUSTED = later("全年预算|调整|年中|追加|执行率|得分|分值|权重")
_GROUP_INCOME, _GROUP_EXPENDITURE = re.compile("收入"), re.compile("支出")
_WITH_NUMBER = later(r"^(?P<label>[^\d:]{2,14}?):?(?P<n>\d[\d,]*(?:\.\d+)?)(?P<unit>万元|元|亿元|千元)?$")
_ORDINAL = later(r"^\s*(?:\d{1,2}\s*[.、．](?!\d)|[(（]\d{1,2}[)）])\s*")
_TASKS_TOTAL = frozenset({"金额合计", "合计金额", "合计", "总计"})
MAX_GROUP = 12
"""Rows of a group of funds."""
_WHOLE_PERIOD = "funds_whole_period"


@record
class _Amount:
    cell: Cell
    number: Number
    head: str
    """The words above the amount, plain; "" where only a label stands left of it."""


def fund_statements(
    form: Form, project: str, year: int, section: int | None, rules: PerformanceRules
) -> tuple[list[Statement], list[ReadProblem]]:
    """Statements of origin ``performance`` out of one form, and a problem where its amounts have no unit."""
    maker = _Maker(form, year, section)
    if form.scope == "department":
        found = [*_department(form, maker, rules), *_project_list(form, maker, rules)]
    else:
        found = list(_project(form, project, maker, rules) if project else _listed(form, maker, rules))
    return found, [_no_unit(maker, maker.without_unit[0])] if maker.without_unit else []


def _no_unit(maker: _Maker, cell: Cell) -> ReadProblem:
    return ReadProblem("no_unit", cell.page, cell.bbox, (("table", maker.table_id),))


@record
class _Maker:
    form: Form
    year: int
    section: int | None
    without_unit: list[Cell] = field(default_factory=list)
    """Amounts that no unit is printed for."""

    @property
    def table_id(self) -> str:
        kind = "performance_department" if self.form.scope == "department" else "performance_project"
        return self.form.grid.table.table or kind

    def money(
        self, rule: FieldRule, amount: _Amount, label_cell: Cell, project: str = "", unit: str = ""
    ) -> Iterator[Statement]:
        """The amount in the unit that is printed for it; nothing where none is."""
        unit = unit or money_unit(self.form, label_cell) or money_unit(self.form, amount.cell)
        if not unit:
            self.without_unit.append(amount.cell)
            return
        measure, year = rule.measure, self.year
        if match := _YEAR.fullmatch(amount.head):
            if int(match[1]) > self.year:
                return
            measure, year = ("reported", int(match[1])) if int(match[1]) != self.year else (measure, year)
        elif _FINAL.search(amount.head):
            measure = "final"
            if rule.concept == "expenditure.total":  # executed: the year's spending, without what is carried forward
                rule = replace(rule, concept="expenditure.current_year")
        value, precision = in_yuan(amount.number, unit)
        yield self._statement(rule, measure, year, amount, value, "CNY", unit, precision, project)

    def share(self, rule: FieldRule, amount: _Amount) -> Statement:
        return self._statement(
            rule, "share", self.year, amount, amount.number.value, "percent", "%", amount.number.precision, ""
        )

    def _statement(
        self,
        rule: FieldRule,
        measure: str,
        year: int,
        amount: _Amount,
        value: Decimal,
        unit: str,
        stated_unit: str,
        precision: Decimal,
        project: str,
    ) -> Statement:
        table, cell = self.form.grid.table, amount.cell
        named = {key: project if text == "$row" else text for key, text in rule.dimensions}
        return Statement(
            key=Key(rule.concept, measure, year, dimensions(**named)),
            value=value,
            unit=unit,
            stated=amount.number.stated,
            stated_unit=stated_unit,
            precision=precision,
            origin="performance",
            page=cell.page,
            bbox=cell.bbox,
            text=cell.text,
            section=self.section,
            table=table.index,
            table_id=self.table_id,
            row=cell.row,
            column=cell.column,
        )


def _department(form: Form, maker: _Maker, rules: PerformanceRules) -> Iterator[Statement]:
    """Rows of the block of funds: 财政拨款, 基本支出, 合计, … with 当年金额, 占比 and earlier years."""
    totals: set[str] = set()
    loose: list[tuple[FieldRule, _Amount, Cell, str]] = []
    for row in _fund_rows(form, rules):
        for cell in form.grid.starting(row):
            rule = _department_rule(form.grid, cell, rules)
            if rule is None:
                for head, amount in _task_totals(form, cell, rules):
                    yield from maker.money(head, amount, cell)
                continue
            if rule.id == "total_funds":
                loose += [(rule, amount, cell, unit) for amount, unit in _beside_total(form, cell, rules)]
                continue
            if rule.id == "total":
                totals.add(rule.concept)
            yield from _row(form, rule, cell, maker, rules)
    for rule, amount, cell, unit in loose:
        if rule.concept not in totals:
            yield from maker.money(rule, amount, cell, unit=unit)


def _fund_rows(form: Form, rules: PerformanceRules) -> Iterator[int]:
    """Rows above the first header of indicators: below it, numbers are values of indicators."""
    for row in form.rows:
        if header_columns(form.grid, row, rules):
            return
        yield row


def _department_rule(grid: FormGrid, cell: Cell, rules: PerformanceRules) -> FieldRule | None:
    words = grid.label_of(cell).removeprefix("其中").lstrip(":,")
    if words in {"合计", "小计", "总计"}:
        around = _group_words(grid, cell)
        if _GROUP_INCOME.search(around) and not _GROUP_EXPENDITURE.search(around):
            return FieldRule("total", "income.total")
        if _GROUP_EXPENDITURE.search(around) and not _GROUP_INCOME.search(around):
            return FieldRule("total", "expenditure.total")
        return None
    rule = rules.whole_fields.get(words)
    if rule is not None and rule.concept:
        return rule
    match = _WITH_NUMBER.match(_bare(cell))
    rule = rules.whole_fields.get(label(match["label"])) if match else None
    return rule if rule is not None and rule.concept else None


def _task_totals(form: Form, cell: Cell, rules: PerformanceRules) -> Iterator[tuple[FieldRule, _Amount]]:
    """The totals below a list of the year's tasks, each by its head: 金额合计 under 总额 | 财政拨款 | 其他资金."""
    if form.grid.label_of(cell) not in _TASKS_TOTAL:
        return
    found = [(label(amount.head), amount) for amount in _amounts(form, cell, rules)]
    if not {"总额", "财政拨款"} <= {head for head, _ in found}:
        return
    for head, amount in found:
        rule = FieldRule("total", "expenditure.total") if head == "总额" else rules.whole_fields.get(head)
        if rule is not None and rule.concept:
            yield rule, amount


def _group_words(grid: FormGrid, total: Cell) -> str:
    """The words of the group that a total closes: the merged label left of it.

    Where a text file keeps no merged cells, the label stands at the group's first row: the nearest one above that says
    income or expenditure.
    """
    group = grid.at(total.row, total.column - 1) if total.column else None
    if group is not None and group.text.strip():
        return plain(group.text)
    for row in range(total.row - 1, max(-1, total.row - MAX_GROUP), -1):
        for column in range(total.column + 1):
            cell = grid.at(row, column)
            words = plain(cell.text) if cell is not None and cell.row_span == 1 else ""
            if bool(_GROUP_INCOME.search(words)) != bool(_GROUP_EXPENDITURE.search(words)):
                return words
    return ""


def _row(form: Form, rule: FieldRule, cell: Cell, maker: _Maker, rules: PerformanceRules) -> Iterator[Statement]:
    for amount in _inside(cell) or _amounts(form, cell, rules):
        if _SHARE.search(amount.head) or amount.number.stated.endswith("%"):
            if not (rule.dimensions or _ADJUSTED.search(amount.head)):  # 执行率 is no share of the whole
                yield maker.share(rule, amount)
        elif not _ADJUSTED.search(amount.head):
            yield from maker.money(rule, amount, cell)


def _amounts(form: Form, cell: Cell, rules: PerformanceRules) -> Iterator[_Amount]:
    """Numbers right of a label, up to the next label, each with the words above it."""
    grid = form.grid
    right = grid.right_of(cell)
    while right is not None and right.row == cell.row:
        number = _number(right.text)
        words = grid.label_of(right)
        if number is None and words and not right.text.strip(" -—/"):
            pass
        elif number is None and words:
            return
        if number is not None:
            yield _Amount(right, number, _head(form, right))
        right = grid.right_of(right)


def _number(text: str) -> Number | None:
    words = plain(text)
    if match := _PERCENT.fullmatch(words):
        found = parse_number(match[1])
        return Number(found.value, found.precision, words) if found is not None else None
    for unit in ("亿元", "万元", "千元", "元"):
        words = words.removesuffix(unit)
    return parse_number(words)


def _head(form: Form, cell: Cell) -> str:
    """The words of the nearest cell above an amount that are no number."""
    for row in range(cell.row - 1, form.first - 1, -1):
        above = form.grid.at(row, cell.column)
        if above is None or (above.column != cell.column and above.column + above.column_span <= cell.column):
            return ""
        words = plain(above.text)
        if words and _number(words) is None:
            return words if above.column_span <= max(cell.column_span, 2) else ""
    return ""


def _beside_total(form: Form, cell: Cell, rules: PerformanceRules) -> Iterator[tuple[_Amount, str]]:
    """The grand total: inside its own label (总体资金情况 406.6) or right of it, and what was executed of it."""
    if match := _WITH_NUMBER.match(_bare(cell)):
        number = parse_number(match["n"])
        if number is not None:
            yield _Amount(cell, number, ""), match["unit"] or ""
        return
    given = False
    for amount in _amounts(form, cell, rules):
        executed = _FINAL.search(amount.head) is not None and not _ADJUSTED.search(amount.head)
        if not amount.number.stated.endswith("%") and (executed or not given):
            given = True
            yield amount, ""


def _project_list(form: Form, maker: _Maker, rules: PerformanceRules) -> Iterator[Statement]:
    """The list of projects inside a department form: 项目名称 | 项目总预算 | 项目本年度预算."""
    grid = form.grid
    rows = frozenset(_fund_rows(form, rules))
    for row in sorted(rows):
        columns = {
            rule.id: cell for cell in grid.starting(row) if (rule := rules.list_columns.get(grid.label_of(cell)))
        }
        if "name" not in columns or len(columns) < 2:
            continue
        name = columns["name"]
        group = grid.at(row, name.column - 1) if name.column else None
        last = group.row + group.row_span if group is not None and group.row_span > 1 else form.last
        for below in range(row + 1, min(last, form.last)):
            named = grid.at(below, name.column)
            if named is None or named.column != name.column or named.column_span != name.column_span:
                break
            other = grid.at(below, name.column - 1) if name.column else None
            if below not in rows or (other is not None and other is not group and other.text.strip()):
                break  # a form of a text file has no merged cells: its next block begins with a label
            project = _ORDINAL.sub("", named.text).strip()
            if not project or label(project) in rules.totals:
                continue
            for head in columns.values():
                rule = rules.list_columns[grid.label_of(head)]
                cell = grid.at(below, head.column)
                number = _number(cell.text) if rule.concept and cell is not None else None
                if cell is None or number is None or number.stated.endswith("%"):
                    continue
                yield from maker.money(rule, _Amount(cell, number, ""), head, project)


def _listed(form: Form, maker: _Maker, rules: PerformanceRules) -> Iterator[Statement]:
    """Amounts beside the names where a table lists projects with their indicators: 项目名称 | 预算金额 | 一级指标."""
    grid = form.grid
    heads: dict[int, tuple[FieldRule, Cell]] = {}
    name: Cell | None = None
    for row in form.rows:
        if header_columns(grid, row, rules):
            cells = [(rules.list_columns.get(grid.label_of(cell)), cell) for cell in grid.starting(row)]
            name = next((cell for rule, cell in cells if rule is not None and rule.id == "name"), None)
            heads = {cell.column: (rule, cell) for rule, cell in cells if rule is not None and rule.concept}
            continue
        named = grid.at(row, name.column) if name is not None else None
        project = _ORDINAL.sub("", named.text).strip() if named is not None and named.row == row else ""
        for column, (rule, head) in heads.items() if project else ():
            cell = grid.at(row, column)
            if cell is not None and cell.row == row and (number := _number(cell.text)) is not None:
                yield from maker.money(rule, _Amount(cell, number, ""), head, project)


def _project(form: Form, project: str, maker: _Maker, rules: PerformanceRules) -> Iterator[Statement]:
    """A project form's own funds: 资金总额, 其中:财政拨款, 其他资金, of the year or of the whole period."""
    grid = form.grid
    found: list[tuple[FieldRule, Cell, list[_Amount]]] = []
    for row in _fund_rows(form, rules):
        for cell in grid.starting(row):
            rule = _project_rule(grid, cell, rules)
            if rule is not None:
                beside = (a for a in _amounts(form, cell, rules) if not a.number.stated.endswith("%"))
                amounts = _inside(cell) or list(beside)
                found.append((rule, cell, amounts))
    annual = any(rule.id == "funds_annual" for rule, _, _ in found)
    for rule, cell, amounts in found:
        group = _group(cell, found)
        if group is not None and (group.id == _WHOLE_PERIOD or (annual and group.id == "funds_total")):
            continue
        use = rule
        if rule.id == "funds_total" and not annual:
            use = FieldRule(rule.id, "expenditure.project", rule.measure, rule.dimensions)
        for amount in amounts:
            if not (_ADJUSTED.search(amount.head) or _SHARE.search(amount.head)):
                yield from maker.money(use, amount, cell, project)


def _project_rule(grid: FormGrid, cell: Cell, rules: PerformanceRules) -> FieldRule | None:
    words = grid.label_of(cell)
    rule = rules.project_fields.get(words) or rules.project_fields.get(words.removeprefix("其中").lstrip(":,"))
    if rule is None and (match := _WITH_NUMBER.match(_bare(cell))):
        rule = rules.project_fields.get(label(match["label"]))
    return rule if rule is not None and rule.concept else None


def _bare(cell: Cell) -> str:
    """The cell's words without a leading 其中."""
    return plain(cell.text).removeprefix("其中").lstrip(":,")


def _inside(cell: Cell) -> list[_Amount]:
    match = _WITH_NUMBER.match(_bare(cell))
    number = parse_number(match["n"]) if match else None
    return [_Amount(cell, number, "")] if number is not None else []


def _group(cell: Cell, found: list[tuple[FieldRule, Cell, list[_Amount]]]) -> FieldRule | None:
    """For a part (财政拨款, 其他资金) the total above it in the same column, or left of it in the same row."""
    totals = [(rule, other) for rule, other, _ in found if rule.id in {"funds_total", "funds_annual", _WHOLE_PERIOD}]
    if any(other is cell for _, other in totals):
        return None
    above = [(rule, other) for rule, other in totals if other.column == cell.column and other.row < cell.row]
    return max(above, key=lambda pair: pair[1].row)[0] if above else None
