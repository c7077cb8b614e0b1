"""A row that the page end cuts in two, and cells that go on over it: known, and put together again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from budgetextract.extraction.cells import join_lines
from budgetextract.model.document import Cell
from budgetextract.model.patterns import later
from budgetextract.model.text import plain

NAMED_ROWS = 4
"""Rows in a row with a text of their own from which a column names the rows."""
_NUMBERED = later(r"^(?:[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．]|\d+[、.．]|\d{3,7}(?!\d)|其中|目标\s*\d)")
_NUMERIC = later(r"[-+]?[\d,]*\d(?:\.\d+)?%?")
_ENDED = later(r"[。；;！!]$")


def last_row(cells: Sequence[Cell], rows: int) -> list[Cell]:
    return [cell for cell in cells if cell.row == rows - 1 and cell.row_span == 1]


def is_cut_row(cells: Sequence[Cell], rows: int, fragment: Sequence[Cell], known: Callable[[str], bool]) -> bool:
    """True where the first row of the page is the rest of the row above.

    "八、社会保障和就" with its amount on one page, "业支出" on the next (or the amount with the rest). A row whose own
    text is a known label is no rest, unless only both parts together are one ("当年收入" + "小计"). Without a known
    label only a row with words alone, none of them those above once more, can be a rest, and a cell right of its words
    must be blank that is filled above: labels to the left are blank where a merged one goes on.
    """
    above = {(cell.column, cell.column_span): cell for cell in last_row(cells, rows)}
    first = {(cell.column, cell.column_span): cell for cell in fragment if cell.row == 0 and cell.text.strip()}
    words = {place: cell for place, cell in first.items() if not _NUMERIC.fullmatch(plain(cell.text))}
    pairs = [(above.get(place), cell) for place, cell in words.items()]
    if not words or any(upper is None or not upper.text.strip() for upper, _ in pairs):
        return False
    if any(place in above and above[place].text.strip() for place in first.keys() - words.keys()):
        return False
    own = any(known(plain(cell.text)) for _, cell in pairs)
    if any(known(plain(upper.text) + plain(cell.text)) for upper, cell in pairs if upper is not None):
        return not own or len(words) == len(first)
    if own or len(words) < len(first):
        return False
    left = min(column for column, _ in words)
    named = _named_columns(cells, rows)
    if not any(
        upper.text.strip() and place not in first and (place[0] > left or place[0] in named)
        for place, upper in above.items()
    ):
        return False
    return not any(
        _NUMBERED.match(plain(cell.text))
        or (upper is not None and len(plain(cell.text)) > 1 and plain(upper.text) == plain(cell.text))
        or (upper is not None and (known(plain(upper.text)) or _ENDED.search(plain(upper.text))))
        for upper, cell in pairs
    )


def _named_columns(cells: Sequence[Cell], rows: int) -> frozenset[int]:
    """Columns that name each row: every one of the last rows has its own text there, not part of a merged cell.

    Kinds of rows (数量指标, 质量指标 …) end alike and are no names.
    """
    texts: dict[int, list[str]] = {}
    for cell in cells:
        if cell.row >= rows - NAMED_ROWS and cell.row_span == cell.column_span == 1 and cell.text.strip():
            texts.setdefault(cell.column, []).append(plain(cell.text))
    return frozenset(
        column
        for column, own in texts.items()
        if len(own) == NAMED_ROWS and len({text[-2:] for text in own}) > 1 and len(set(own)) == NAMED_ROWS
    )


def join_cut_row(cells: list[Cell], rows: int, fragment: Sequence[Cell]) -> list[Cell]:
    """The draft's cells with the rest of its last row added; cells that span on are made longer by their own rows."""
    rest = {(cell.column, cell.column_span): cell for cell in fragment if cell.row == 0 and cell.row_span == 1}
    joined = []
    for cell in cells:
        more = rest.get((cell.column, cell.column_span))
        if cell.row + cell.row_span == rows and cell.row == rows - 1 and more is not None and more.text.strip():
            lines = (*cell.lines, *more.lines)
            cell = replace(cell, text=join_lines(lines), lines=lines)
        joined.append(cell)
    return lengthened(joined, rows, fragment, by=-1)


def not_taken(cells: Sequence[Cell], longer: Sequence[Cell], fragment: Sequence[Cell]) -> list[Cell]:
    """The fragment without the blank cells that have become part of a span above."""
    taken = {
        (cell.column, cell.column_span)
        for cell, before in zip(longer, cells, strict=True)
        if cell.row_span != before.row_span
    }
    return [
        cell for cell in fragment if cell.row > 0 or cell.text.strip() or (cell.column, cell.column_span) not in taken
    ]


def lengthened(cells: list[Cell], rows: int, fragment: Sequence[Cell], *, by: int, single: bool = False) -> list[Cell]:
    """The cells with a merged label made longer that goes on over the page: the blank cell below it is part of it.

    ``single``: also labels of one row, in forms, where they stand left of everything the next page begins with.
    """
    first = [c for c in fragment if c.row == 0]
    blank = {(c.column, c.column_span): c for c in first if not c.text.strip() and c.row_span + by > 0}
    left = min((c.column for c in first if c.text.strip()), default=0)
    out = []
    for cell in cells:
        below = blank.get((cell.column, cell.column_span)) if cell.row + cell.row_span == rows else None
        merged = cell.row_span > 1 or (single and cell.column < left)
        if below is not None and merged and cell.text.strip() and not _NUMERIC.fullmatch(plain(cell.text)):
            cell = replace(cell, row_span=cell.row_span + below.row_span + by)
        out.append(cell)
    return out
