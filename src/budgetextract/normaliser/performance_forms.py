"""The geometry of a form: which cell covers a place, what stands right of or below it, where a form begins.

Forms draw a merged label at the middle of its block; the spans decide, not the row the text sits on.
"""

from __future__ import annotations

import re
from dataclasses import field

from budgetextract.model.document import Cell, Table
from budgetextract.model.text import plain
from budgetextract.record import record
from budgetextract.rules.performance import PerformanceRules, label

MAX_PLACES = 200_000
"""Largest grid (rows x columns) that is laid out: no form is that large, a hostile file may claim it."""

FORM_TABLES = frozenset({"performance_department", "performance_project", "final_performance"})
_NAMED = re.compile(r"项目名称\s*[:：]\s*(\S.{1,80})$", re.DOTALL)
_UNIT = re.compile(r"(?:单位:|\()(亿元|百万元|万元|千元|元)\)?")


@record(frozen=False)
class FormGrid:
    """One table as a grid of places, each covered by one cell or by none."""

    table: Table
    places: dict[tuple[int, int], Cell] = field(default_factory=dict)
    labels: dict[tuple[int, int], str] = field(default_factory=dict)

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place."""
        return self.places.get((row, column))

    def label_of(self, cell: Cell) -> str:
        """The cell's words as the rules know labels."""
        key = (cell.row, cell.column)
        if key not in self.labels:
            self.labels[key] = label(cell.text)
        return self.labels[key]

    def right_of(self, cell: Cell) -> Cell | None:
        """The next cell in the same row."""
        return self.at(cell.row, cell.column + cell.column_span)

    def beside(self, cell: Cell) -> Cell | None:
        """The next cell in the same row that holds text: a form without merged cells leaves blanks where they were."""
        right = self.right_of(cell)
        while right is not None and not right.text.strip():
            right = self.right_of(right)
        return right

    def below(self, cell: Cell) -> Cell | None:
        """The cell under the left edge of a cell."""
        return self.at(cell.row + cell.row_span, cell.column)

    def starting(self, row: int) -> list[Cell]:
        """Cells that begin in a row, from left to right."""
        return [cell for column in range(self.table.column_count) if (cell := self._starts(row, column)) is not None]

    def _starts(self, row: int, column: int) -> Cell | None:
        cell = self.at(row, column)
        return cell if cell is not None and cell.row == row and cell.column == column else None


def lay_out(table: Table) -> FormGrid | None:
    """The grid of a table, or None for one too large to be a form."""
    if table.row_count * max(table.column_count, 1) > MAX_PLACES:
        return None
    grid = FormGrid(table)
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, table.row_count)):
            for column in range(cell.column, min(cell.column + cell.column_span, table.column_count)):
                grid.places.setdefault((row, column), cell)
    return grid


@record
class Form:
    """Rows ``first`` to ``last`` (exclusive) of a table that are one form."""

    grid: FormGrid
    first: int
    last: int
    scope: str
    title: str

    @property
    def rows(self) -> range:
        return range(self.first, self.last)


def split_forms(grid: FormGrid, rules: PerformanceRules) -> list[Form]:
    """The forms that one table holds: each 项目名称 (or 部门名称) cell with a value at its right begins one."""
    starts: list[int] = []
    kinds: list[str] = []
    headed = False
    for row in range(grid.table.row_count):
        headed = headed or _names_levels(grid, row, rules)
        kind = _opens(grid, row, rules)
        # A project form may name its department too: another form begins only below a head of indicators.
        if kind and (not starts or headed or kind == kinds[-1] == "project"):
            starts.append(_with_title(grid, row, starts[-1] if starts else 0))
            kinds.append(kind)
            headed = False
    if not starts:
        starts, kinds = [0], [""]
    starts[0] = 0
    bounds = [*starts[1:], grid.table.row_count]
    return [
        Form(grid, first, last, _scope(grid.table, kind, index, rules), grid.table.title)
        for index, (first, last, kind) in enumerate(zip(starts, bounds, kinds, strict=True))
    ]


def _names_levels(grid: FormGrid, row: int, rules: PerformanceRules) -> bool:
    roles = {rules.headers.get(grid.label_of(cell), "") for cell in grid.starting(row)}
    return len(roles & {"level1", "level2", "level3", "value"}) > 1


def _opens(grid: FormGrid, row: int, rules: PerformanceRules) -> str:
    """The kind of form that a row opens: project, department or none."""
    cells = grid.starting(row)
    if not cells:
        return ""
    first = grid.label_of(cells[0])
    if named_inside(cells[0]):
        return "project"
    if first == "项目名称" and len(cells) > 1:
        heads = [grid.label_of(cell) for cell in cells[1:]]
        known = [h for h in heads if h in rules.headers or h in rules.list_columns or h in {"项目类型", "金额", "序号"}]
        return "" if known else "project"
    rule = rules.whole_fields.get(first)
    if rule is not None and rule.id == "unit_name" and len(cells) > 1 and first != "单位名称":
        return "department"
    return ""


def named_inside(cell: Cell) -> str:
    """The project's name where label and name share a cell (项目名称：某某工程)."""
    match = _NAMED.match(cell.text.strip())
    return match[1].strip() if match else ""


def _with_title(grid: FormGrid, row: int, floor: int) -> int:
    """The first of the full-width title rows right above a row."""
    while row - 1 > floor:
        cells = grid.starting(row - 1)
        wide = len(cells) == 1 and cells[0].column_span >= grid.table.column_count - 1
        if not wide or ("表" not in cells[0].text and "年度" not in cells[0].text):
            return row
        row -= 1
    return row


def _scope(table: Table, kind: str, index: int, rules: PerformanceRules) -> str:
    if index == 0 or not kind:
        title = plain(table.title)
        if rules.scopes[2][1].search(title):
            return "transfer"
        if table.table == "performance_department":
            return "department"
        if table.table == "performance_project":
            return "project"
        for scope, pattern in rules.scopes:
            if pattern.search(title):
                return scope
    return kind or "project"


def money_unit(form: Form, cell: Cell | None) -> str:
    """The unit of an amount: in its own label, in a label left of or above it, or in the caption of the table."""
    grid = form.grid
    seen = cell
    while seen is not None:
        if match := _UNIT.search(plain(seen.text)):
            return match[1]
        seen = grid.at(seen.row, seen.column - 1) if seen.column else None
    for row in range(cell.row - 1, max(form.first, cell.row - 6) - 1, -1) if cell is not None else ():
        above = grid.at(row, cell.column) if cell is not None else None
        if above is not None and (match := _UNIT.search(plain(above.text))):
            return match[1]
    if match := _UNIT.search(f"({plain(grid.table.unit)})"):
        return match[1]
    for row in range(form.first, min(form.last, form.first + 4)):
        for other in grid.starting(row):
            text = plain(other.text)
            if "单位:" in text and (match := _UNIT.search(text)):
                return match[1]
    return ""
