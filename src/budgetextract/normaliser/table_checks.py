"""What a table's own figures tell about how it was read: totals, repeated rows, the whole among the organisations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from budgetextract.model.document import Table
from budgetextract.model.facts import Key, Statement
from budgetextract.model.text import plain
from budgetextract.normaliser.table_column import Block, Bound, Column
from budgetextract.normaliser.table_grid import Grid, cell_number
from budgetextract.rules.header_words import plain_label

CODE_DIMENSIONS: Final = frozenset({"function", "economy", "government_economy"})
_WHOLES: Final = frozenset({"income.total", "expenditure.total", "income.current_year", "three_public.total"})


def is_stale(table: Table, bound: Bound, year: int, tables: Sequence[Table]) -> bool:
    """True where every head says last year and nothing else does: a head left over from last year's document.

    A table of last year alone beside this year's has that year in its title, or is not the only one of its kind.
    """
    said = {column.path.year for block in bound.blocks for column in block.values}
    alone = sum(other.table == table.table for other in tables) == 1
    return said == {year - 1} and alone and str(year - 1) not in table.title


def of_this_year(bound: Bound, year: int) -> Bound:
    """The columns with the year of the document."""
    blocks = tuple(
        replace(block, values=tuple(replace(column, year=year) for column in block.values)) for block in bound.blocks
    )
    return replace(bound, blocks=blocks)


def sound_blocks(blocks: Sequence[Block], cells: Grid, table: Table) -> Iterator[Block]:
    """Blocks without the columns that their own figures contradict.

    合计 beside 因公出国, 会议费, 培训费 of one level may hold more than 三公: it is the total of the three only where
    they add up to it.
    """
    for block in blocks:
        concepts = {column.concept: column for column in block.values}
        total = concepts.get("three_public.total")
        beside = concepts.keys() & {"conference.total", "training.total", "travel.total"}
        if (
            total is not None
            and beside
            and "三公经费合计" not in total.path.parts
            and not _adds_up(block, total, cells, table)
        ):
            yield Block(
                block.side, block.keys, tuple(column for column in block.values if column.concept != total.concept)
            )
        else:
            yield block


def _adds_up(block: Block, total: Column, cells: Grid, table: Table) -> bool:
    """True where the 三公 items of each row add up to its 合计."""
    stated = {column.concept for column in block.values}
    parts = {"three_public.overseas", "three_public.vehicles", "three_public.reception"}
    if "three_public.vehicles" not in stated:
        parts |= {"three_public.vehicles.purchase", "three_public.vehicles.operation"}
    columns = [
        column
        for column in block.values
        if column.concept in parts and column.measure == total.measure and column.year == total.year
    ]
    for row in range(table.header_rows, table.row_count):
        whole = cell_number(cells.text(row, total.index))
        items = [number for column in columns if (number := cell_number(cells.text(row, column.index))) is not None]
        if (
            whole is not None
            and abs(sum((item.value for item in items), Decimal(0)) - whole.value) > whole.precision * 2
        ):
            return False
    return True


def settled(statements: list[Statement]) -> tuple[list[Statement], int]:
    """The statements that a table's own figures bear out, and how many keys had rows that cannot be told apart."""
    return _once_each(_of_only_organisation(_whole_of_organisations(_without_false_totals(statements))))


def _without_false_totals(statements: list[Statement]) -> list[Statement]:
    """Without rows that have no label and are not the sum of the classes.

    A total row may have lost its 合计 (cut off by the height of the row); any other row without words says nothing.
    """
    coded = _coded_rows(statements)
    blank = [
        entry
        for entry in statements
        if not entry.name and entry.row is not None and entry.row not in coded and _by_code(entry.table_id)
    ]
    if not blank:
        return statements
    classes: dict[tuple[object, ...], list[Decimal]] = {}
    for entry in statements:
        if any(name in CODE_DIMENSIONS and len(value) == 3 for name, value in entry.key.dimensions):
            classes.setdefault(_figure(entry), []).append(entry.value)
    false: set[int | None] = set()
    for entry in blank:
        values = classes.get(_figure(entry), [])
        if not values or abs(sum(values, Decimal(0)) - entry.value) > entry.precision * (len(values) + 1) / 2:
            false.add(entry.row)
    return [entry for entry in statements if entry.name or entry.row not in false]


def _coded_rows(statements: list[Statement]) -> set[int | None]:
    """Rows with a code of their own: all their figures share it, while columns headed by subjects differ."""
    codes: dict[int | None, set[tuple[str, str]]] = {}
    for entry in statements:
        said = {pair for pair in entry.key.dimensions if pair[0] in CODE_DIMENSIONS}
        codes[entry.row] = said & codes.get(entry.row, said)
    return {row for row, shared in codes.items() if shared}


def _figure(entry: Statement) -> tuple[object, ...]:
    """What a column states, whatever the row."""
    return (entry.key.concept, entry.key.measure, entry.key.fiscal_year, entry.column)


def _by_code(table_id: str) -> bool:
    return "_by_function" in table_id or "economy" in table_id or table_id in _OF_CODES


_OF_CODES: Final = frozenset(
    {
        "government_fund",
        "state_capital",
        "final_government_fund",
        "final_state_capital",
        "operating_funds",
        "special_account",
    }
)


def _whole_of_organisations(statements: list[Statement]) -> list[Statement]:
    """The organisation whose amount is the table's total, and the sum of all others, is the department itself."""
    totals: dict[Key, Decimal] = {}
    parts: dict[Key, dict[str, Decimal]] = {}
    for entry in statements:
        if entry.key.concept not in _WHOLES:
            continue
        organisation = entry.key.dimension("organisation")
        others = tuple(pair for pair in entry.key.dimensions if pair[0] != "organisation")
        whole = replace(entry.key, dimensions=others)
        if organisation is None:
            totals.setdefault(whole, entry.value)
        else:
            parts.setdefault(whole, {}).setdefault(organisation, entry.value)
    for whole, amounts in parts.items():
        total = totals.get(whole)
        if (
            total is None
            or not total
            or len(amounts) < 2
            or any(name in CODE_DIMENSIONS for name, _ in whole.dimensions)
        ):
            continue
        named = [name for name, value in amounts.items() if value == total]
        if len(named) == 1 and sum(amounts.values(), Decimal(0)) == 2 * total:
            return [_without(entry, named[0]) for entry in statements]
    return statements


def of_titles_fund(statements: list[Statement], table: Table) -> list[Statement]:
    """Figures of a table that any fund may have, as those of the fund in its title: 一般公共预算项目支出预算表.

    Its columns may say a fund themselves.
    """
    if table.table not in _OF_ANY_FUND:
        return statements
    title = plain(table.title)
    fund = next((fund for word, fund in _TITLE_FUNDS if word in title), "")
    if not fund:
        return statements
    return [
        entry if entry.key.dimension("fund") else replace(entry, key=_with_fund(entry.key, fund))
        for entry in statements
    ]


def _with_fund(key: Key, fund: str) -> Key:
    return replace(key, dimensions=tuple(sorted((*key.dimensions, ("fund", fund)))))


_OF_ANY_FUND: Final = frozenset(
    {"expenditure_by_economy", "expenditure_by_government_economy", "project_list", "final_project_list"}
)
_TITLE_FUNDS: Final = (
    ("一般公共预算", "general_public_budget"),
    ("公共财政预算", "general_public_budget"),
    ("财政拨款", "fiscal_appropriation"),
)


def _of_only_organisation(statements: list[Statement]) -> list[Statement]:
    """The codes below the one organisation of a department are the department's where its amount is the total.

    Hunan prints 307 (the department) and 307001 (its only unit), then the functions of both below the second.
    """
    names = {name for entry in statements if (name := entry.key.dimension("organisation"))}
    if len(names) != 1:
        return statements
    (name,) = names
    values = {entry.key: entry.value for entry in statements if not _coded(entry)}
    own = [entry for entry in statements if entry.key.dimension("organisation") and not _coded(entry)]
    if not own or any(values.get(_without(entry, name).key) != entry.value for entry in own):
        return statements
    return [_without(entry, name) if _coded(entry) else entry for entry in statements]


def _coded(entry: Statement) -> bool:
    return entry.key.dimension("function") is not None


def _without(entry: Statement, organisation: str) -> Statement:
    """The statement as one of the whole, where it is that organisation's."""
    if entry.key.dimension("organisation") != organisation:
        return entry
    dims = tuple(pair for pair in entry.key.dimensions if pair[0] != "organisation")
    return replace(entry, key=replace(entry.key, dimensions=dims))


def _once_each(statements: list[Statement]) -> tuple[list[Statement], int]:
    """Without the keys that several rows of the table state with different values, and how many these were.

    Such rows are finer than what we read of them (one function for each of several organisations, one project a row):
    none of them is the whole. Of totals, 合计 stays and 小计 goes.
    """
    rows: dict[Key, dict[int, Statement]] = {}
    for statement in statements:
        rows.setdefault(statement.key, {})[statement.row or 0] = statement
    dropped: set[Key] = set()
    subtotals: set[int] = set()
    for key, by_row in rows.items():
        if len({statement.value for statement in by_row.values()}) < 2:
            continue
        if any(name in CODE_DIMENSIONS for name, _ in key.dimensions):
            dropped.add(key)
        else:
            subtotals |= {id(statement) for statement in by_row.values() if plain_label(statement.name) == "小计"}
    kept = [entry for entry in statements if entry.key not in dropped and id(entry) not in subtotals]
    return kept, len(dropped)
