"""The heads of indicator tables inside a form: which column is which level, and which rows a head governs.

A form may hold two blocks (long-term, then annual) with the same header; a header may be printed again on a page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from budgetextract.model.document import Cell
from budgetextract.normaliser.performance_forms import Form, FormGrid
from budgetextract.record import record
from budgetextract.rules.performance import PerformanceRules

_PREFIX = re.compile("^绩效")
_PERIOD = re.compile(r"\(20\d\d年?度?(?:[-—~至]+20\d\d年?度?)?\)$")


@record
class Column:
    """One column of indicators: ``first`` to ``last`` (exclusive) in the grid. ``horizon`` for value columns."""

    role: str
    first: int
    last: int
    horizon: str = ""


@record
class Block:
    """The rows below one header."""

    columns: tuple[Column, ...]
    first: int
    last: int
    horizon: str

    def column(self, role: str) -> Column | None:
        return next((column for column in self.columns if column.role == role), None)

    @property
    def left(self) -> int:
        return min(c.first for c in self.columns if c.role.startswith("level"))


def header_columns(grid: FormGrid, row: int, rules: PerformanceRules) -> tuple[Column, ...]:
    """The columns of a header row; () for a row that is none."""
    found: dict[str, Column] = {}
    values: list[Column] = []
    for cell in grid.starting(row):
        role = _role(grid.label_of(cell), rules)
        if role == "value":
            values += _value_columns(grid, cell, rules)
        elif role == "level3" and "level3" in found:
            found.setdefault("basis", Column("basis", cell.column, cell.column + cell.column_span))
        elif role and (role not in found or _exact(grid.label_of(cell))):
            found[role] = Column(role, cell.column, cell.column + cell.column_span)
    levels = sum(role.startswith("level") for role in found)
    further = sum(role in {"operator", "unit", "weight", "actual", "score", "basis"} for role in found)
    named = levels >= 2 or (levels == 1 and bool(values) and ("level3" not in found or further >= 2))
    if not named or not (values or levels == 3):
        return ()
    return (*found.values(), *values)


def _role(words: str, rules: PerformanceRules) -> str:
    bare = _PREFIX.sub("", words)
    return rules.headers.get(words) or (rules.headers.get(bare) if bare != "指标" else None) or ""


def _exact(words: str) -> bool:
    return words.endswith("级指标")


def _value_columns(grid: FormGrid, cell: Cell, rules: PerformanceRules) -> list[Column]:
    """One value column, or those that a second header row below it names (operator, value, unit; years)."""
    words = grid.label_of(cell)
    horizon = "long_term" if rules.long_values.search(words) else "annual" if "年" in words else ""
    whole = Column("value", cell.column, cell.column + cell.column_span, horizon)
    if cell.column_span == 1:
        return [whole]
    parts: list[Column] = []
    column = cell.column
    while column < cell.column + cell.column_span:
        under = grid.at(cell.row + cell.row_span, column)
        if under is None or under.column < cell.column:
            return [whole]
        role = _role(grid.label_of(under), rules)
        if role not in {"value", "operator", "unit"}:
            return [whole]
        own = "long_term" if rules.long_values.search(grid.label_of(under)) else horizon
        parts.append(Column(role, under.column, under.column + under.column_span, own))
        column = under.column + under.column_span
    return parts if any(part.role == "value" for part in parts) else [whole]


def blocks(form: Form, rules: PerformanceRules) -> list[Block]:
    """The blocks of indicators of a form, from top to bottom."""
    heads = [(row, columns) for row in form.rows if (columns := header_columns(form.grid, row, rules))]
    out: list[Block] = []
    for index, (row, columns) in enumerate(heads):
        last = heads[index + 1][0] if index + 1 < len(heads) else form.last
        start = row + 1 + _second_header(form.grid, row, columns, rules)
        horizon = _horizon(form, row, columns, rules)
        if out and _repeated(form, row, columns, out[-1], horizon):
            out[-1] = replace(out[-1], last=last)
        else:
            out.append(Block(columns, start, last, horizon or "annual"))
    return out


def _repeated(form: Form, row: int, columns: Sequence[Column], before: Block, horizon: str) -> bool:
    """The header printed again at the top of a page: the block above goes on."""
    own, above = form.grid.starting(row), form.grid.starting(row - 1)
    if not own or not above or own[0].page <= above[-1].page or horizon not in {"", before.horizon}:
        return False
    return [(c.role, c.first) for c in columns] == [(c.role, c.first) for c in before.columns]


def _second_header(grid: FormGrid, row: int, columns: Sequence[Column], rules: PerformanceRules) -> int:
    under = [grid.at(row + 1, column.first) for column in columns if column.role in {"value", "operator", "unit"}]
    return int(any(cell is not None and cell.row == row + 1 and _role(grid.label_of(cell), rules) for cell in under))


def horizon_of(words: str, rules: PerformanceRules) -> str:
    """long_term or annual where a label says so (长期绩效指标, 年度目标, 项目总体目标(2024年-2026年)), else ""."""
    words = _PERIOD.sub("", words)
    if words in rules.long_term:
        return "long_term"
    return "annual" if words in rules.annual else ""


def _horizon(form: Form, row: int, columns: Sequence[Column], rules: PerformanceRules) -> str:
    """From the label at the left of the header, else from the label of the nearest row above it; "" for none."""
    grid = form.grid
    left = min(column.first for column in columns if column.role.startswith("level"))
    for beside in (row, row + 1):  # a header at the foot of a page: its label stands beside the rows on the next one
        for column in range(left):
            cell = grid.at(beside, column)
            level = grid.at(beside, left)
            if cell is None or (beside > row and (level is None or level.column != left)):
                continue
            if found := horizon_of(grid.label_of(cell), rules):
                return found
    for above in range(row - 1, form.first - 1, -1):
        labels = {found for cell in grid.starting(above) if (found := horizon_of(grid.label_of(cell), rules))}
        if len(labels) == 1:
            return labels.pop()
        if labels or header_columns(grid, above, rules):
            break
    return ""
