"""Several readings of one table: cells that differ become readings of their statements, for the checks to judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from budgetextract.model.document import BBox, Cell, Table
from budgetextract.model.facts import Key, Statement
from budgetextract.model.text import plain
from budgetextract.normaliser.amounts import MONEY_UNITS, parse_number
from budgetextract.record import record

Reading = tuple[str, str, Decimal | None]
"""(reader, text, value)"""
_COVERED = 0.5
"""Share of the smaller of two cells that both cover where they are one cell in two readings."""


@record
class OtherReading:
    """A table as another reader has it, and the statements that it gave."""

    table: Table
    statements: tuple[Statement, ...]


def amounts_differ(first: Table, second: Table) -> bool:
    """True where the two readings of a table do not hold the same text in the same cells, blanks apart."""
    return _texts(first) != _texts(second)


def with_readings(statements: Sequence[Statement], first: Table, others: Sequence[OtherReading]) -> list[Statement]:
    """The statements, those of ``first`` that another reading has otherwise with all readings of their cell.

    Readings are set against each other by what they are about (row and column understood), then by where they stand on
    the page: they need not have the same rows and columns.
    """
    known = [(other, _by_key(other.statements)) for other in others]
    out: list[Statement] = []
    for statement in statements:
        if statement.table == first.index and statement.row is not None:
            seen = [reading for other, by_key in known if (reading := _reading(statement, other, by_key)) is not None]
            if any(value != statement.value for _, _, value in seen):
                own: Reading = (first.reader, plain(statement.text), statement.value)
                statement = replace(statement, readings=(own, *seen))
        out.append(statement)
    return out


def _by_key(statements: Sequence[Statement]) -> Mapping[tuple[Key, str], list[Statement]]:
    found: dict[tuple[Key, str], list[Statement]] = {}
    for statement in statements:
        found.setdefault((statement.key, statement.unit), []).append(statement)
    return found


def _reading(
    statement: Statement, other: OtherReading, by_key: Mapping[tuple[Key, str], list[Statement]]
) -> Reading | None:
    """What the other reading has for a statement, None where it has nothing there."""
    same = [one for one in by_key.get((statement.key, statement.unit), ()) if one.page == statement.page]
    if same:
        nearest = min(same, key=lambda one: abs(one.bbox[1] - statement.bbox[1]))
        return (other.table.reader, plain(nearest.text), nearest.value)
    cell = _cell_at(statement, other.table)
    if cell is None:
        return None
    return (other.table.reader, plain(cell.text), _value(cell.text, statement.stated_unit))


def _cell_at(statement: Statement, table: Table) -> Cell | None:
    cells = [cell for cell in table.cells if cell.page == statement.page and cell.text.strip()]
    if not statement.page or not cells:
        return None
    best = max(cells, key=lambda cell: _overlap(cell.bbox, statement.bbox))
    return best if _overlap(best.bbox, statement.bbox) >= _COVERED else None


def _overlap(one: BBox, other: BBox) -> float:
    """Share of the smaller box that both cover."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    small = min((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return wide * high / small if wide > 0 and high > 0 and small > 0 else 0.0


def _texts(table: Table) -> dict[tuple[int, int], str]:
    return {(cell.row, cell.column): plain(cell.text) for cell in table.cells if cell.text.strip()}


def _value(text: str, unit: str) -> Decimal | None:
    number = parse_number(text)
    return None if number is None else number.value * MONEY_UNITS.get(unit, Decimal(1))
