"""A source in words, as sentences and the terminal say it: page, cell of a sheet or table, paragraph, and the
file too where a disclosure is several.
"""

from __future__ import annotations

import re

from budgetextract import messages
from budgetextract.model.disclosure import Source
from budgetextract.model.wheres import Phrase

_TABLE_CELL = re.compile(r"T(\d+)R(\d+)C(\d+)")


def words(source: Source) -> Phrase | None:
    """The place in both languages, None for a source that names none."""
    code, named = _place(source)
    if not code:
        return None
    zh, en = messages.text(code, "zh", **named), messages.text(code, "en", **named)
    if source.part:
        zh = messages.text("where.part", "zh", file=source.part, place=zh)
        en = messages.text("where.part", "en", file=source.part, place=en)
    return Phrase(zh, en, cell=source.page is None and source.cell is not None)


def _place(source: Source) -> tuple[str, dict[str, object]]:
    if source.page is not None:
        return "where.page", {"page": source.page}
    if source.cell and (match := _TABLE_CELL.fullmatch(source.cell)) and not source.sheet:
        return "where.table_cell", dict(zip(("table", "row", "column"), match.groups(), strict=True))
    if source.cell:
        return "where.cell", {"sheet": source.sheet or "", "cell": source.cell}
    if source.sheet:
        return "where.sheet", {"sheet": source.sheet}
    return ("where.paragraph", {"paragraph": source.paragraph}) if source.paragraph else ("", {})
