"""A leaf column understood, and how a column rule becomes one: year and measure by the words of its head."""

from __future__ import annotations

from typing import Final

from budgetextract.record import record
from budgetextract.rules.header_words import HeaderPath
from budgetextract.rules.tables import ColumnRule, TableRule

CODE, NAME, LABEL, UNIT_CODE, UNIT_NAME, PROJECT, VALUE, SKIP = (
    "code", "name", "label", "unit_code", "unit_name", "project", "value", "skip",
)  # fmt: skip
KEY_ROLES: Final = frozenset({CODE, NAME, LABEL, UNIT_CODE, UNIT_NAME, PROJECT})
_UNITS: Final = {"percent": "percent", "area": "square_metre"}
WHOLE: Final = frozenset(
    {
        "total", "amount", "amount_2", "income_amount", "expenditure_amount", "expenditure_total", "nature_amount",
        "expenditure_general_public_budget", "expenditure_government_fund", "expenditure_state_capital",
        "expenditure_special_account", "expenditure_unit_funds", "prior_final", "prior_budget", "change", "change_rate",
        "income_prior_budget", "income_prior_final",
    }
)  # fmt: skip
"""Ids of column rules for a row's whole amount."""


@record
class Column:
    """A leaf column understood. ``level`` is 1-3 for a split code column (类|款|项), 0 for a whole code."""

    index: int
    role: str
    path: HeaderPath
    level: int = 0
    names: str = ""
    concept: str = ""
    measure: str = ""
    dimensions: tuple[tuple[str, str], ...] = ()
    year: int = 0
    total_row: str = ""
    whole: bool = False
    """The column of a row's whole amount (合计), whose concept a row's own words may name."""
    unit: str = ""
    percent: bool = False


@record
class Block:
    """A run of key columns and the value columns that belong to them; a table has one, two or more side by side."""

    side: str
    keys: tuple[Column, ...]
    values: tuple[Column, ...]


@record
class Bound:
    """A table's columns understood, and the heads of value columns that were not."""

    blocks: tuple[Block, ...]
    unbound: tuple[int, ...] = ()


def bound(index: int, path: HeaderPath, column: ColumnRule, rule: TableRule, year: int) -> Column:
    """The column with its measure and year: the head's own words before the rule's."""
    said = path.year if path.year is not None else year - 1 if path.prior else year + column.year_offset
    measure = _measure(path, column.measure, rule, said, year)
    dims = tuple((key, value) for key, value in column.dimensions)
    if measure in ("change", "change_rate"):
        said = year
        if path.against_final:
            dims = tuple(sorted((*dims, ("base", "prior_final"))))
    return Column(
        index=index,
        role=VALUE,
        path=path,
        concept=column.concept,
        measure=measure,
        dimensions=dims,
        year=said,
        total_row=column.total_row,
        whole=column.id in WHOLE or column.concept == "procurement.total",
        unit=path.unit or _UNITS.get(column.role, ""),
        percent=column.role == "percent" or measure == "change_rate",
    )


def _measure(path: HeaderPath, default: str, rule: TableRule, said: int, year: int) -> str:
    """The measure of a column; last year's executed money is ``reported``, in budgets and final accounts alike."""
    measure = path.measure or default
    if measure in ("final", "reported") and said < year:
        return "reported"
    if path.measure == "reported" and rule.final:
        return "final"
    return measure
