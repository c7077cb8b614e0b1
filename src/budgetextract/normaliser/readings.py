"""Two readings of one table: cells that differ become readings of their statements, for the checks to judge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from budgetextract.model.document import Table
from budgetextract.model.facts import Statement
from budgetextract.model.text import plain
from budgetextract.normaliser.amounts import MONEY_UNITS, parse_number

Cells = dict[tuple[int, int], str]


def amounts_differ(first: Table, second: Table) -> bool:
    """True where the two readings of a table do not hold the same text in the same cells, blanks apart."""
    return _texts(first) != _texts(second)


def with_readings(statements: Sequence[Statement], first: Table, second: Table) -> list[Statement]:
    """The statements, those of ``first`` whose cell ``second`` reads otherwise with both readings.

    Nothing is added where the second reading has another shape: then no cell can be set against another.
    """
    if (first.row_count, first.column_count) != (second.row_count, second.column_count):
        return list(statements)
    one, other = _texts(first), _texts(second)
    out = []
    for statement in statements:
        if statement.table == first.index and statement.row is not None and statement.column is not None:
            place = (statement.row, statement.column)
            text, second_text = one.get(place, ""), other.get(place, "")
            if text != second_text:
                seen = (
                    (first.reader, text, statement.value),
                    (second.reader, second_text, _value(second_text, statement.stated_unit)),
                )
                statement = replace(statement, readings=seen)
        out.append(statement)
    return out


def _texts(table: Table) -> Cells:
    return {(cell.row, cell.column): plain(cell.text) for cell in table.cells if cell.text.strip()}


def _value(text: str, unit: str) -> Decimal | None:
    number = parse_number(text)
    return None if number is None else number.value * MONEY_UNITS.get(unit, Decimal(1))
