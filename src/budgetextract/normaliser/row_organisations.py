"""Rows of organisations and of projects, and which of a table's organisations is the whole department."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from budgetextract.model.text import plain
from budgetextract.normaliser.table_column import PROJECT, UNIT_CODE, UNIT_NAME, Block
from budgetextract.normaliser.table_grid import COLUMN_NUMBERS, TOTALS, Grid, Row, RowContext, row_label
from budgetextract.record import record
from budgetextract.rules.header_words import leading_code, plain_label

_ORGANISATION = re.compile(
    r"(?:局|委|委员会|办|办公室|中心|学校|小学|中学|幼儿园|医院|卫生院|本级|机关|站|所|院|馆|队|政府|部|会|处|厅|室|园|台|社|校"
    r"|公司|法院|检察院|街道|镇|乡|集团|基地|工作组|支队|大队|总队|联|宫|库|组|庭|团)(?:\((?:本级|机关|汇总|本部)\))?"
)


@record
class Organisation:
    """An organisation that a row names: ``position`` in the list of rows, its code ("" for none) and printed name."""

    position: int
    code: str
    name: str


def names_organisation(name: str) -> bool:
    """True for words that end as names of public bodies do."""
    found = list(_ORGANISATION.finditer(plain(name)))
    return bool(found) and found[-1].end() == len(plain(name))


def wholes(named: Sequence[Organisation], context: RowContext) -> frozenset[tuple[str, str]]:
    """(code, name) of the organisations that are the whole department.

    The only one there is, printed under one code or under several (133 and 133001); one whose code begins all others;
    one without a code that has the department's name.
    """
    distinct = {(entry.code, entry.name) for entry in named}
    if len({plain(name) for _, name in distinct}) < 2:
        return frozenset(distinct)
    first = min(distinct, key=lambda pair: (len(pair[0]), pair))
    found = {
        pair for pair in distinct if not pair[0] and context.department and plain(pair[1]) == plain(context.department)
    }
    if first[0] and all(pair == first or (pair[0].startswith(first[0]) and pair[0] != first[0]) for pair in distinct):
        found.add(first)
    return frozenset(found)


def under_organisations(rows: list[Row], named: Sequence[Organisation], context: RowContext) -> list[Row]:
    """Rows below an organisation's row are that organisation's, where there are several; the whole has none."""
    whole = wholes(named, context)
    parts = {entry.position for entry in named if (entry.code, entry.name) not in whole}
    if not parts:
        return rows
    starts = {entry.position: entry.name for entry in named}
    current: str | None = None
    out: list[Row] = []
    for position, row in enumerate(rows):
        if position in starts:
            current = starts[position] if position in parts else None
        out.append(with_organisation(row, current) if current else row)
    return out


def with_organisation(row: Row, organisation: str) -> Row:
    """The row as one of an organisation."""
    return replace(row, dimensions=tuple(sorted((*row.dimensions, ("organisation", organisation)))))


def unit_rows(numbers: Sequence[int], cells: Grid, block: Block, context: RowContext) -> list[Row]:
    """Rows of organisations; 合计 and the row of the whole department have no organisation."""
    found: list[Organisation] = []
    rows: list[Row] = []
    keyed = context.rule.row_key == "unit" or context.rule.id.endswith("three_public")
    for number in numbers:
        code = next((cells.text(number, column.index) for column in block.keys if column.role == UNIT_CODE), "")
        name = next((cells.text(number, column.index) for column in block.keys if column.role == UNIT_NAME), "")
        if not name and code:
            code, name = leading_code(code)
        label = plain_label(name)
        if plain_label(code) in TOTALS or label in TOTALS:
            rows.append(Row(number, name or code, total=True))
        elif label and not keyed:
            rows.append(Row(number, name, known=False))  # an item that an organisation buys or receives
        elif label and label not in COLUMN_NUMBERS:
            found.append(Organisation(len(rows), plain(code), name))
            rows.append(Row(number, name, dimensions=(("organisation", name),)))
        elif not label and not code:
            rows.append(Row(number, "", known=False))
    whole = wholes(found, context)
    for entry in found:
        if (entry.code, entry.name) in whole:
            rows[entry.position] = replace(rows[entry.position], dimensions=(), total=True)
    return rows


def project_rows(numbers: Sequence[int], cells: Grid, block: Block) -> list[Row]:
    """Rows of projects; a project named in more than one row has no row of its own and gives no facts."""
    rows: list[Row] = []
    counts: dict[str, int] = {}
    for number in numbers:
        name = next((cells.text(number, column.index) for column in block.keys if column.role == PROJECT), "")
        label = row_label(number, cells, block)
        if label in TOTALS or plain_label(name) in TOTALS:
            rows.append(Row(number, name or label, total=True))
        elif name and plain_label(name) not in COLUMN_NUMBERS:
            counts[name] = counts.get(name, 0) + 1
            rows.append(Row(number, name, dimensions=(("project", name),)))
    return [row if counts.get(row.name, 1) == 1 else replace(row, known=False) for row in rows]
