"""An Excel workbook for people: facts, indicators, findings, checks; heads frozen, amounts as numbers, filters on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from budgetextract import messages
from budgetextract.export.harmless import is_formula, visible
from budgetextract.export.tables import merged
from budgetextract.messages import Language
from budgetextract.model.frames import COLUMNS, DECIMALS, Cell, Row
from budgetextract.rules.bundle import load_rules

if TYPE_CHECKING:
    from budgetextract.model.disclosure import Disclosure

SHEETS = ("facts", "indicators", "findings", "checks", "sections", "mentions")
_MAX_ROWS = 1_048_575
_MAX_TEXT = 32_767
_WIDE = {
    "text": 50,
    "message_zh": 60,
    "message_en": 60,
    "title": 30,
    "concept": 28,
    "concept_name": 24,
    "level3": 30,
    "facts": 20,
    "document": 24,
}
_FORMATS = {"CNY": "#,##0.00", "percent": '0.00"%"', "": "General"}


def write_workbook(disclosures: Sequence[Disclosure], path: Path, language: Language) -> None:
    """Write all tables; a table with more rows than Excel has is cut there, and its last row says so."""
    import xlsxwriter

    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        formats = {unit: book.add_format({"num_format": code}) for unit, code in _FORMATS.items()}
        quoted = book.add_format()
        quoted.set_quote_prefix()
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        tables = {**merged(disclosures)}
        tables["facts"] = [_named(row, language) for row in tables["facts"]]
        for name in SHEETS:
            sheet = book.add_worksheet(messages.text(f"sheet.{name}", language))
            _fill(sheet, name, tables[name], language, {"head": head, "quoted": quoted, **formats})


def _fill(sheet: Any, name: str, table: Sequence[Row], language: Language, formats: dict[str, Any]) -> None:
    every = list(table[0]) if table else list(COLUMNS[name])
    columns = [column for column in every if name == "facts" or any(row[column] is not None for row in table)]
    sheet.freeze_panes(1, 0)
    for index, column in enumerate(columns):
        sheet.write_string(0, index, messages.text(f"column.{column}", language), formats["head"])
        sheet.set_column(index, index, _WIDE.get(column, 18 if column in DECIMALS else 12))
    for number, row in enumerate(table[:_MAX_ROWS], start=1):
        for index, column in enumerate(columns):
            write_cell(sheet, number, index, row[column], str(row.get("unit") or ""), formats)
    if len(table) > _MAX_ROWS:
        sheet.write_string(_MAX_ROWS, 0, messages.text("sheet.cut", language, rows=len(table)))
    sheet.autofilter(0, 0, max(1, min(len(table), _MAX_ROWS)), len(columns) - 1)


def _named(row: Row, language: Language) -> Row:
    """The row with the concept's name in words behind its id."""
    made: Row = {}
    for column, value in row.items():
        made[column] = value
        if column == "concept":
            made["concept_name"] = load_rules().concepts.name(str(value), language)
    return made


def write_cell(sheet: Any, row: int, column: int, value: Cell, unit: str, formats: Mapping[str, Any]) -> None:
    """One cell. ``formats``: by unit, "" for all others, and ``quoted`` for text that looks like a formula."""
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, Decimal):
        sheet.write_number(row, column, value, formats.get(unit, formats[""]))
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        text = visible(value)[:_MAX_TEXT]
        sheet.write_string(row, column, text, formats["quoted"] if is_formula(text) else None)
