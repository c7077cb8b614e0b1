"""What each data row of a block says, by the kind of its key columns."""

from __future__ import annotations

from budgetextract.model.document import Table
from budgetextract.normaliser.procurement import procurement_rows
from budgetextract.normaliser.row_codes import code_rows
from budgetextract.normaliser.row_labels import label_rows
from budgetextract.normaliser.row_organisations import project_rows, unit_rows
from budgetextract.normaliser.table_column import CODE, LABEL, NAME, PROJECT, UNIT_CODE, UNIT_NAME, Block
from budgetextract.normaliser.table_grid import Grid, Row, RowContext
from budgetextract.rules.classification import FUNCTION
from budgetextract.rules.header_words import leading_code


def read_rows(table: Table, cells: Grid, block: Block, context: RowContext) -> list[Row]:
    """The rows of one block in order. A block without key columns (one row of figures) has rows that say nothing."""
    numbers = range(table.header_rows, table.row_count)
    roles = {column.role for column in block.keys}
    if context.rule.id == "procurement":
        return procurement_rows(table, cells, block)
    if PROJECT in roles:
        return project_rows(numbers, cells, block)
    if CODE in roles or (NAME in roles and context.rule.row_key in (FUNCTION, "economy", "government_economy")):
        return code_rows(numbers, cells, block, context)
    if roles & {LABEL, NAME} and _names_with_codes(numbers, cells, block, context):
        return code_rows(numbers, cells, block, context)
    if roles & {LABEL, NAME}:
        return label_rows(numbers, cells, block, context)
    if roles & {UNIT_CODE, UNIT_NAME}:
        return unit_rows(numbers, cells, block, context)
    return [Row(number, "", total=True) for number in numbers]


def _names_with_codes(numbers: range, cells: Grid, block: Block, context: RowContext) -> bool:
    """True for a table by function whose one column of names begins each with its code: "20108审计事务" below 项目."""
    names = [column for column in block.keys if column.role in (LABEL, NAME)]
    if not context.rule.id.endswith("_by_function") or len(names) != 1:
        return False
    codes = [leading_code(cells.text(number, names[0].index)) for number in numbers]
    known = [code for code, name in codes if code.startswith("2") and name]
    return len(known) >= 2 and all(context.lists.known(FUNCTION, code, context.year) for code in known)
