"""Whether a grid is the last table going on: on the next page, or as a second table of a Word file.

In     the table so far, the grid, what its caption says, the lines between them.
Never  join two tables that each have a title of their own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from budgetextract.extraction.captions import Caption, is_note, is_page_number
from budgetextract.extraction.forms import has_row, names_project, opens_form
from budgetextract.extraction.headers import by_row, count_header_rows
from budgetextract.extraction.stitch import Draft, fits_below, is_header, row_texts
from budgetextract.model.document import Grid, Line
from budgetextract.model.text import plain

STATED = frozenset({"docx", "xlsx", "html", "text"})
"""Readers of files that state their tables; no line on a page shows how far a cell reaches."""
_CONTINUED = re.compile(r"[(（]?续表?[一二三四五六\d]?[)）]?$|^续(?:表)?[:：]?")


def goes_on(
    last: Draft,
    grid: Grid,
    caption: Caption,
    before: Sequence[Line],
    above: Sequence[Line],
    *,
    first: bool,
) -> bool:
    """True where the grid belongs to the last table.

    ``before``, ``above``: lines since the last table on earlier pages and on this one; ``first``: of its page.
    """
    follows = first and 0 < grid.page - last.pages[-1] <= 2
    stated = grid.reader in STATED and last.reader in STATED
    if _other_sheet(last, grid):
        says_so = caption.continued or bool(_CONTINUED.search(plain(caption.title)))
        named = not caption.title or _same(caption.title) in ("", _same(last.caption.title))
        return follows and says_so and named and _fits(last, grid)
    if caption.title:
        # A title again on one sheet is the table of another unit; in Word it is a table broken off by hand.
        again = stated and grid.page == last.pages[-1] and (grid.reader != "xlsx" or caption.continued)
        if not (follows or again) or _same(caption.title) != _same(last.caption.title):
            return False
        if _CONTINUED.search(plain(caption.title)):
            return True
        if last.is_form:
            return not names_project(grid)
        return _fits(last, grid) and not _both_start_with_total(last, grid)
    if not first:
        if last.is_form and opens_form(grid):
            return False
        near = grid.bbox[1] - last.bboxes[-1][3] < 14 or stated  # a long table of Word is two
        return grid.page == last.pages[-1] and near and not above and _fits(last, grid)
    if not follows or caption.blocked or any(not _is_margin(line) for line in above):
        return False
    if any(not _is_margin(line) for line in before):
        return False
    if last.is_form and opens_form(grid) and has_row(last, "项目名称") and not _repeats_head(last, grid):
        return False
    if not any(cell.text.strip() for cell in grid.cells):
        return grid.column_count == last.column_count
    return _fits(last, grid)


def _repeats_head(last: Draft, grid: Grid) -> bool:
    """True where the page begins with the head of the table again."""
    first = next((texts for line in by_row(grid.cells, grid.row_count) if (texts := row_texts(line))), ())
    return is_header(first, last.header_texts)


def _other_sheet(last: Draft, grid: Grid) -> bool:
    """True for a table of another sheet of a workbook: no page end cuts a sheet, so that it is a table of its own."""
    return grid.page != last.pages[-1] and "xlsx" in (grid.reader, last.reader)


def same_columns(last: Draft, grid: Grid) -> bool:
    """True for a part of a table whose columns are known by their number; where they were laid out means nothing."""
    return grid.reader in STATED and last.reader in STATED and grid.column_count == last.column_count


def _fits(last: Draft, grid: Grid) -> bool:
    """True where the grid can be the last table going on: by its borders, which only a page has.

    Where the file states its tables, by as many columns, and the same head or none.
    """
    if grid.reader not in STATED:
        return fits_below(last, grid)
    if not same_columns(last, grid):
        return False
    rows = [texts for line in by_row(grid.cells, grid.row_count) if (texts := row_texts(line))]
    headless = count_header_rows(grid.cells, grid.row_count, grid.column_count) == 0
    return last.is_form or headless or (bool(rows) and is_header(rows[0], last.header_texts))


def _same(title: str) -> str:
    return _CONTINUED.sub("", plain(title))


def _is_margin(line: Line) -> bool:
    """Lines that may stand between two parts of one table: unit and department lines, notes, 续表."""
    text = plain(line.text)
    return is_page_number(text) or is_note(text) or text.startswith(("续表", "部门", "编制")) or "单位:" in text


def _both_start_with_total(last: Draft, grid: Grid) -> bool:
    header = len(last.header_texts)
    mine = by_row(last.cells, last.row_count)
    other = by_row(grid.cells, grid.row_count)
    one = row_texts(mine[header])[:1] if header < len(mine) else ()
    two = row_texts(other[header])[:1] if header < len(other) else ()
    return bool(one) and one == two and one[0] in ("合计", "总计", "收入总计", "收入合计")
