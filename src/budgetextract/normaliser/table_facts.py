"""Each amount cell of a standard table as a statement: what it is about, its value in yuan, where it stands.

In     tables as extraction stitched them, the document's identity, the rules.
Out    statements in reading order, and what could not be read (no_unit, unknown_code, code_corrected, unknown_column).
Never  a unit assumed, a blank read as nought, a year or a line number read as money.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from budgetextract.model.document import Cell, Extracted, ReadProblem, Segmented, Table
from budgetextract.model.facts import Dimensions, Key, Statement
from budgetextract.model.text import is_cjk, plain
from budgetextract.normaliser.amounts import MONEY_UNITS, Number, in_yuan
from budgetextract.normaliser.table_checks import (
    CODE_DIMENSIONS,
    is_stale,
    of_this_year,
    of_titles_fund,
    settled,
    sound_blocks,
)
from budgetextract.normaliser.table_column import Block, Bound, Column
from budgetextract.normaliser.table_columns import bind
from budgetextract.normaliser.table_grid import UNIT_TAIL, Grid, Row, RowContext, cell_number, grid
from budgetextract.normaliser.table_owners import is_of_one_fund, of_owner, owners
from budgetextract.normaliser.table_rows import read_rows
from budgetextract.record import record
from budgetextract.rules.bundle import Rules
from budgetextract.rules.tables import ROW, TableRule

_UNIT = re.compile(r"(?:单位|金额单位|计量单位)[:：]?(?:人民币)?(亿元|百万元|千元|万元|元)")
_BARE_UNIT = re.compile(r"(?:人民币)?(亿元|百万元|千元|万元|元)")
_ONE_CLASS = re.compile(
    r"\((?:机关)?(?:工资福利支出|商品和服务支出|对?个人和家庭的?补助(?:支出)?|资本性支出)\)|[-—–](?:人员经费|公用经费|工资福利|商品和服务|对?个人和家庭)"
)
_MAX_PROBLEMS: Final = 50
"""Problems reported per table: a table of another kind under a known title would report every row."""


@record
class _Place:
    """What the statements of one table share."""

    table: Table
    rule: TableRule
    unit: str
    section: int | None
    reader: str
    year: int


def table_statements(
    extracted: Extracted, segmented: Segmented, rules: Rules
) -> tuple[list[Statement], list[ReadProblem]]:
    """The statements of all standard tables (performance forms and staffing tables are read elsewhere)."""
    statements: list[Statement] = []
    problems: list[ReadProblem] = []
    year = segmented.identity.fiscal_year
    if year is None:
        return statements, problems
    sections = {index: number for number, section in enumerate(segmented.sections) for index in section.tables}
    owned = owners(extracted.tables, extracted.lines, segmented.identity.department)
    for table in extracted.tables:
        rule = rules.tables.get(table.table)
        if rule is None or not table.cells:
            continue
        if rule.id.endswith("three_public") and is_of_one_fund(table, extracted.tables):
            continue
        bound = bind(table, rule, rules.tables, rules.classification, year)
        stale = is_stale(table, bound, year, extracted.tables)
        if stale:
            bound = of_this_year(bound, year)
        unit = _unit(table, bound, extracted)
        place = _Place(table, rule, unit, sections.get(table.index), table.reader, year)
        context = RowContext(rule, rules.tables, rules.classification, year, segmented.identity.department)
        found, trouble = _table(place, bound, context, rules)
        found = of_titles_fund(_of_one_class(found, table), table)
        statements += of_owner(found, owned[table.index]) if table.index in owned else found
        if stale:
            trouble.insert(0, _problem("stale_year", place, table=rule.id, year=str(year - 1)))
        problems += trouble[:_MAX_PROBLEMS]
    return statements, problems


def _of_one_class(found: list[Statement], table: Table) -> list[Statement]:
    """Without the totals of a table of one economic class: …基本支出表--人员经费(工资福利支出).

    Hunan cuts the basic expenditure into such tables; their 合计 is no total of all basic expenditure.
    """
    if not (table.table or "").endswith("basic_by_economy") or not _ONE_CLASS.search(plain(table.title)):
        return found
    return [
        one
        for one in found
        if not one.key.concept.startswith("expenditure.basic")
        or one.key.dimension("economy")
        or one.key.dimension("government_economy")
    ]


def _table(place: _Place, bound: Bound, context: RowContext, rules: Rules) -> tuple[list[Statement], list[ReadProblem]]:
    """One table's statements and problems."""
    cells = grid(place.table)
    statements: list[Statement] = []
    problems: list[ReadProblem] = []
    lacking_unit = False
    for block in sound_blocks(bound.blocks, cells, place.table):
        rows = read_rows(place.table, cells, block, context)
        taken = {column.index for column in block.values}
        for row in rows:
            valued = False
            for column in block.values:
                cell = _value_cell(cells, row.index, column.index, taken)
                if cell is None:
                    continue
                number = cell_number(cell.text)
                if number is None or (cell.text.rstrip().endswith(("%", "％")) and not column.percent):
                    if row.known and _like_a_number(cell.text):
                        args = (("stated", cell.text[:40]),)
                        problems.append(ReadProblem("unreadable_number", cell.page, cell.bbox, args))
                    continue
                valued = True
                for key in _keys(row, column, place.rule):
                    statement = _statement(key, number, column, cell, row, place, rules)
                    if statement is None:
                        lacking_unit = True
                    else:
                        statements.append(statement)
            if valued:
                problems += _row_problems(row, cells, block)
    statements, repeated = settled(statements)
    if repeated:
        problems.append(_problem("repeated_rows", place, table=place.rule.id, rows=str(repeated)))
    if lacking_unit:
        problems.insert(0, _problem("no_unit", place, table=place.rule.id))
    problems += [
        _problem("unknown_column", place, severity="info", table=place.rule.id, head=place.table.columns[index])
        for index in bound.unbound
        if _has_amounts(index, cells, place.table)
    ]
    return statements, problems


def _like_a_number(text: str) -> bool:
    """True for digits without words that are no number: "1,23", two amounts in one cell, a percent among amounts."""
    return any(char.isdigit() for char in text) and not any(map(is_cjk, text))


def _keys(row: Row, column: Column, rule: TableRule) -> Iterator[Key]:
    """What one cell is about: none for a row or column that says nothing we know; two where the row states two."""
    if not row.known:
        return
    concept = column.concept
    if row.concept:
        if concept == ROW:
            concept = row.concept
        elif column.whole:
            concept = row.concept if row.concept.partition(".")[0] == concept.partition(".")[0] else ""
        elif not row.total:
            concept = ""  # 结转下年 under 人员经费: not a personnel amount of the year
    elif row.total and column.total_row:
        concept = column.total_row
    if not concept or concept == ROW:
        return
    dims = {key: value for key, value in column.dimensions if value != ROW}
    wanted = {key for key, value in column.dimensions if value == ROW}
    keyed = any(key in _KEYED for key, _ in column.dimensions)
    for key, value in row.dimensions:
        if not (key in wanted or key in _OWN or row.concept or (key in CODE_DIMENSIONS and keyed)):
            return  # a project in a table of totals: no fact of ours
        dims[key] = value
    if not row.dimensions and not row.concept and not row.total:
        return
    yield Key(concept, row.measure or column.measure, row.year or column.year, _sorted(dims))
    for other, other_dims in row.also if column.concept == ROW else ():
        yield Key(other, column.measure, column.year, _sorted(dict(other_dims)))


_KEYED: Final = CODE_DIMENSIONS | {"organisation"}
"""Row keys beside which a code may stand: a table by organisation may list functions below each."""
_OWN: Final = frozenset({"organisation"})


def _sorted(dims: Mapping[str, str]) -> Dimensions:
    return tuple(sorted(dims.items()))


def _statement(
    key: Key, number: Number, column: Column, cell: Cell, row: Row, place: _Place, rules: Rules
) -> Statement | None:
    """The statement of one cell; None for money without a unit."""
    stated = number.stated
    tail = UNIT_TAIL.search(plain(cell.text))
    unit, stated_unit = "CNY", tail[1] if tail and tail[1] != "%" else column.unit or place.unit
    if column.percent:
        unit, stated_unit, value, precision = "percent", "%", number.value, number.precision
    elif (counted := rules.concepts.unit(key.concept)) != "CNY":
        unit, stated_unit, value = counted, "", number.value
        precision = number.precision if counted == "square_metre" else Decimal(0)
    elif stated_unit in MONEY_UNITS:
        value, precision = in_yuan(number, stated_unit)
    else:
        return None
    return Statement(
        key=key,
        value=value,
        unit=unit,
        stated=stated,
        stated_unit=stated_unit,
        precision=precision,
        origin="table",
        page=cell.page,
        bbox=cell.bbox,
        text=cell.text,
        section=place.section,
        table=place.table.index,
        table_id=place.rule.id,
        row=cell.row,
        column=column.index,
        reader=place.reader,
        confidence=row.confidence,
        name=row.name,
    )


def _value_cell(cells: Grid, row: int, column: int, taken: set[int]) -> Cell | None:
    """The cell of a value column in a row: a merged one counts at its first row and its first value column only."""
    cell = cells.cells.get((row, column))
    if cell is None or cell.row != row or any(other in taken for other in range(cell.column, column)):
        return None
    return cell


def _has_amounts(index: int, cells: Grid, table: Table) -> bool:
    return any(cell_number(cells.text(row, index)) is not None for row in range(table.header_rows, table.row_count))


def _unit(table: Table, bound: Bound, extracted: Extracted) -> str:
    """The table's money unit: by its caption, title, rows above the data, then the page; "" where nothing says one."""
    for text in (table.unit, table.title):
        compact = plain(text)
        if (
            match := _BARE_UNIT.fullmatch(compact)
            or _UNIT.search(compact)
            or re.search(r"\((亿元|千元|万元|元)\)", compact)
        ):
            return match[1]
    for cell in table.cells:
        if cell.row < table.header_rows and (match := _UNIT.search(plain(cell.text))):
            return match[1]
    if all(column.unit for block in bound.blocks for column in block.values):
        return ""
    pages = {table.title_page, *table.pages[:1]}
    said = {match[1] for line in extracted.lines if line.page in pages and (match := _UNIT.search(plain(line.text)))}
    return said.pop() if len(said) == 1 else ""


def _row_problems(row: Row, cells: Grid, block: Block) -> Iterator[ReadProblem]:
    """The notes of a row as problems, placed at its first key cell."""
    place = next(
        (cell for column in block.keys if (cell := cells.cells.get((row.index, column.index))) is not None), None
    )
    for code, detail in row.notes:
        severity = "info" if code == "unknown_code" else "warning"
        yield ReadProblem(
            code,
            place.page if place else None,
            place.bbox if place else None,
            (("code", detail), ("name", row.name)),
            severity,
        )
    if not row.known and any(map(is_cjk, row.name)):
        yield ReadProblem(
            "unknown_row", place.page if place else None, place.bbox if place else None, (("name", row.name),), "info"
        )


def _problem(code: str, place: _Place, severity: str = "warning", **args: str) -> ReadProblem:
    table = place.table
    return ReadProblem(
        code,
        table.pages[0] if table.pages else None,
        table.bboxes[0] if table.bboxes else None,
        tuple(args.items()),
        severity,
    )
