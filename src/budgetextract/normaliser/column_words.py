"""A value column that the rules do not list, by what its words say one by one."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from budgetextract.normaliser.column_economy import EconomicHeads
from budgetextract.normaliser.column_heads import neutral
from budgetextract.normaliser.table_column import WHOLE, Column, bound
from budgetextract.rules.classification import ECONOMY, GOVERNMENT_ECONOMY
from budgetextract.rules.header_words import HeaderPath
from budgetextract.rules.tables import ROW, ColumnRule, TableRule, TableRules

_GROUPS: Final = frozenset({"income.fiscal_appropriation", "income.unit_funds", "income.current_year"})
"""Sources that others stand below."""
_CARRY: Final = "上年结转结余"


def by_words(
    index: int, path: HeaderPath, side: str, rule: TableRule, tables: TableRules, economy: EconomicHeads, year: int
) -> Column | None:
    """The column, or None where one of its words is unknown or they say no more than the table's whole column.

    Starts from the table's own whole column and narrows it: fund, year of the money, nature, source, economic class.
    """
    if path.measure in ("change", "change_rate"):
        return _change(index, path, side, rule, tables, year)
    base = _base(rule, side)
    if base is None or not path.parts:
        return None
    dims = dict(base.dimensions)
    concept = base.concept
    income = rule.id.startswith(("income_by", "final_income_by"))
    carried = _CARRY in path.parts
    subject: tuple[str, str] | None = None
    for position, part in enumerate(path.parts):
        if part == _CARRY or neutral(part, rule, tables) or part == "本年收入":
            continue
        if (fund := tables.fund_words.get(part)) is not None and (not income or carried):
            dims["fund"] = fund
        elif income and part in tables.income_labels:
            if concept != base.concept and concept not in _GROUPS:
                return None  # 教育收费 below 事业收入: a part of it, not a source beside it
            concept = tables.income_labels[part]
        elif not income and (named := economy.subject(part, subject)) is not None:
            dims = {key: value for key, value in dims.items() if key not in (ECONOMY, GOVERNMENT_ECONOMY)}
            subject = named
            dims[named[0]] = named[1]
        elif not income and tables.expenditure_labels.get(part, "").startswith("expenditure."):
            concept = tables.expenditure_labels[part]
        elif position == len(path.parts) - 1 or part in tables.known_words:
            return None
    if income and "本年收入" in path.parts and concept == "income.total":
        concept = "income.current_year"
    if carried and income:
        concept = "income.carryover"
    elif carried and rule.final:
        return None
    elif carried:
        dims["fund_year"] = "carried_over"
    if subject is not None:
        concept = economy.concept(concept, subject)
    if concept == base.concept and dims == dict(base.dimensions):
        return None
    narrowed = replace(base, id="by_words", concept=concept, dimensions=tuple(sorted(dims.items())), total_row="")
    return bound(index, path, narrowed, rule, year)


def _change(index: int, path: HeaderPath, side: str, rule: TableRule, tables: TableRules, year: int) -> Column | None:
    """A column of changes (增减额, 增减%) of the table's whole column, where the rules list none."""
    wholes = (column for column in rule.money() if column.id in WHOLE and not column.year_offset)
    base = next((column for column in wholes if not side or column.side in ("", side)), None)
    if base is None or not all(neutral(part, rule, tables) for part in path.parts):
        return None
    return bound(index, path, replace(base, id="amount", measure=path.measure, role="money"), rule, year)


def _base(rule: TableRule, side: str) -> ColumnRule | None:
    """The table's whole column of this year's money on this side."""
    for column in rule.money():
        if column.id in WHOLE and column.measure in ("budget", "final") and not column.year_offset:
            if side and column.side not in ("", side):
                continue
            return (
                column
                if column.concept not in (ROW, "") and column.concept.startswith(("income", "expenditure"))
                else None
            )
    return None
