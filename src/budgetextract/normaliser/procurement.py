"""The procurement table's rows: the whole, its three kinds, and projects where each has one row.

Item rows (what is bought, how it is bought) repeat a project and print no key of their own: they are no facts.
"""

from __future__ import annotations

import re
from typing import Final

from budgetextract.model.document import Table
from budgetextract.model.text import plain
from budgetextract.normaliser.amounts import parse_number
from budgetextract.normaliser.table_column import Block
from budgetextract.normaliser.table_grid import Grid, Row
from budgetextract.rules.header_words import plain_label

_KINDS: Final = {
    "货物": "procurement.goods",
    "工程": "procurement.works",
    "服务": "procurement.services",
}
_KIND = re.compile(
    r"(?:[A-Ca-c]\d*[.、]?)?(?:政府采购|采购)?(货物|工程|服务)(?:类)?(?:政府采购|采购)?(?:预算|支出|小计|合计)?(?:预算|数)?[A-Ca-c]?"
)
_TOTALS: Final = frozenset({"合计", "总计", "政府采购合计", "采购合计"})


def procurement_rows(table: Table, cells: Grid, block: Block) -> list[Row]:
    """The rows that state a total or a kind; a first row of amounts without any word is the total row."""
    rows: list[Row] = []
    values = {column.index for column in block.values}
    first = True
    for number in range(table.header_rows, table.row_count):
        texts = [cells.text(number, column) for column in range(table.column_count) if column not in values]
        texts = [text for text in texts if text and parse_number(text) is None]
        labels = {plain_label(text) for text in texts}
        if not texts:
            if first and any(cells.text(number, column) for column in values):
                rows.append(Row(number, "", total=True))
                first = False
            continue
        first = False
        if labels & _TOTALS and len(labels) == 1:
            rows.append(Row(number, texts[0], total=True))
        elif len(labels) == 1 and (match := _KIND.fullmatch(plain(next(iter(labels))))):
            rows.append(Row(number, texts[0], total=True, concept=_KINDS[match[1]]))
    return rows
