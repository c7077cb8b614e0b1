"""Whether a table was read wholly: then a blank in it is a blank, and a failing sum is the document's own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from budgetextract.model.document import Extracted, Table
from budgetextract.model.facts import FactDraft

_AMOUNT = re.compile(r"\s*-?(?:\d{1,3}(?:[,，]\d{3})+|\d{1,12})(?:\.\d{1,6})?\s*")


def wholly_read_tables(facts: Sequence[FactDraft], extracted: Extracted) -> frozenset[int]:
    """Indexes of the tables whose every amount-like cell became a mention."""
    read: dict[int, set[tuple[int, int]]] = {}
    for fact in facts:
        for statement in fact.statements:
            if statement.table is not None and statement.row is not None and statement.column is not None:
                read.setdefault(statement.table, set()).add((statement.row, statement.column))
    return frozenset(table.index for table in extracted.tables if _wholly_read(table, read.get(table.index, set())))


def _wholly_read(table: Table, read: set[tuple[int, int]]) -> bool:
    """No amount-like cell below the header lacks a mention (whole numbers in columns without any mention are codes)."""
    if not read:
        return False
    columns = {column for _, column in read}
    for cell in table.cells:
        if cell.row < table.header_rows or (cell.row, cell.column) in read or not _AMOUNT.fullmatch(cell.text):
            continue
        if "." in cell.text or "," in cell.text or cell.column in columns:
            return False
    return True
