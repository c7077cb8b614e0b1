"""The data rows of a table by place, and what a row is once it is understood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from budgetextract.model.document import Cell, Table
from budgetextract.model.text import plain
from budgetextract.normaliser.amounts import Number, parse_number
from budgetextract.normaliser.table_column import Block
from budgetextract.record import record
from budgetextract.rules.classification import Classification
from budgetextract.rules.header_words import plain_label
from budgetextract.rules.tables import TableRule, TableRules

TOTALS: Final = frozenset({"合计", "总计", "小计", "总合计", "合计数", "支出合计", "收入合计"})
COLUMN_NUMBERS: Final = frozenset({"栏次", "行次"})
"""Labels of a row of column numbers that was read as data."""
UNIT_TAIL: Final = re.compile(r"(亿元|百万元|千元|万元|元|%)$")
DIGITS: Final = re.compile(r"\d{1,12}")


@record
class Row:
    """One data row of a block understood.

    ``concept`` is "" where the column's own holds. ``dimensions`` are those the row gives; ``total`` marks a row over
    all rows; ``name`` is the printed label. ``known`` False: the row says nothing we know, its figures are no facts.
    """

    index: int
    name: str
    known: bool = True
    total: bool = False
    concept: str = ""
    measure: str = ""
    """The measure the row decides: 公务用车保有量 is a count held, in every column."""
    year: int = 0
    """The year the row decides (2023年预算数 as a label), 0 for the column's."""
    dimensions: tuple[tuple[str, str], ...] = ()
    also: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    confidence: float = 1.0
    """Below 1 where the row's key is not printed as it is given: a name in place of a code, a code put right."""
    notes: tuple[tuple[str, str], ...] = ()
    """(problem code, detail): unknown_code, code_corrected."""


@record(slots=False)
class Grid:
    """The cells of a table by place; a merged cell is found at each place it covers."""

    cells: Mapping[tuple[int, int], Cell]

    def text(self, row: int, column: int) -> str:
        """The text of the cell that covers a place, "" for none."""
        cell = self.cells.get((row, column))
        return cell.text.strip() if cell is not None else ""


@record
class RowContext:
    """What rows are read with: rules, the year, and the department (whose own row is the whole)."""

    rule: TableRule
    tables: TableRules
    lists: Classification
    year: int
    department: str = ""


def grid(table: Table) -> Grid:
    """The data rows' cells by place."""
    places: dict[tuple[int, int], Cell] = {}
    for cell in table.cells:
        if cell.row + cell.row_span <= table.header_rows:
            continue
        for row in range(cell.row, min(cell.row + cell.row_span, table.row_count)):
            for column in range(cell.column, min(cell.column + cell.column_span, table.column_count)):
                places[row, column] = cell
    return Grid(places)


def row_label(number: int, cells: Grid, block: Block) -> str:
    """The plain label of a row whose words may stand in any key column (合计 over the code columns)."""
    for column in block.keys:
        text = plain_label(cells.text(number, column.index))
        if text and not DIGITS.fullmatch(text) and text not in ("类", "款", "项"):
            return text
    return ""


def cell_number(text: str) -> Number | None:
    """The number a cell holds; a unit or a percent sign after it is allowed."""
    if not text or len(text) > 60:
        return None
    number = parse_number(text)
    if number is None and (tail := UNIT_TAIL.search(plain(text))) is not None:
        number = parse_number(plain(text)[: tail.start()])
    return number
