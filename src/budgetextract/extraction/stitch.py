"""Fragments of one table on several pages to one logical table.

In     grids in reading order, each with the caption read above it.
Out    ``Draft``: cells over the whole table, one set of columns.
How    columns of a page are matched by their place within the table's width, since makers shift a page or leave out a
       border that no row of the page needs; a header printed again is dropped; a row that the page end cut is joined.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import field, replace
from itertools import pairwise
from statistics import median

from budgetextract.extraction.captions import Caption
from budgetextract.extraction.cut_rows import is_cut_row, join_cut_row, lengthened, not_taken
from budgetextract.extraction.headers import by_row, count_header_rows
from budgetextract.model.document import BBox, Cell, Grid, Line
from budgetextract.model.text import is_cjk, plain
from budgetextract.record import record

SAME_EDGE = 6.0
"""Points by which a border may shift from page to page and stay the same one."""
SAME_LEVEL = 2.5
"""Points by which rows of two pages may differ in height and be the same."""
SAME_WIDTH = 0.03
STUB = 0.65
"""Part of the height of a table's rows below which a blank row at the page end is the top of a cut one."""
SLIVER = 16.0
"""Points of a column that no cell has for its own: two borders that were meant to be one."""
WORDY = 12
"""Characters of a header row of which one may be misread and the row still be known."""
_LIST_HEAD = frozenset({"项目名称", "三级指标"})
"""Heads of one list of all projects and their indicators, which a form has in no one row."""
_TELLING = frozenset("一二三四五六七八九十上本去今前后增减大小甲乙丙丁")
"""Characters that alone make another column of one: 上年 and 本年, 一季度 and 二季度."""
_NUMERIC = re.compile(r"[-+]?[\d,]*\d(?:\.\d+)?%?")
_AMOUNT = re.compile(r"[-+]?(?:[\d,]*\d\.\d+|\d{1,3}(?:,\d{3})+|0)")
"""An amount that can be no code."""


@record(frozen=False)
class Draft:
    """A table being put together. ``edges`` are the x of its column borders, as on its first page."""

    caption: Caption
    edges: tuple[float, ...]
    cells: list[Cell]
    row_count: int
    pages: list[int]
    bboxes: list[BBox]
    reader: str
    is_form: bool = False
    table: str | None = None
    title_in_grid: bool = False
    header_texts: set[tuple[str, ...]] = field(default_factory=set)
    below: list[Line] = field(default_factory=list)
    """The lines under its last fragment."""
    levels: tuple[float, ...] = ()
    """y of the row borders of its last fragment."""
    offset: int = 0
    """Row at which its last fragment begins."""
    cut: bool = False
    """The page end cut the last row of its last fragment."""

    @property
    def column_count(self) -> int:
        return len(self.edges) - 1


def row_texts(cells: Sequence[Cell]) -> tuple[str, ...]:
    """The comparable texts of a row, blanks left out."""
    return tuple(text for cell in cells if (text := plain(cell.text)))


def is_header(row: tuple[str, ...], header: set[tuple[str, ...]]) -> bool:
    """True for a row of the header, printed again: its texts, all but one character that was misread on a scan."""
    return row in header or any(_misread(row, other) for other in header)


def _misread(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) != len(other) or any(len(a) != len(b) for a, b in zip(one, other, strict=True)):
        return False
    pairs = [pair for a, b in zip(one, other, strict=True) for pair in zip(a, b, strict=True)]
    differing = [pair for pair in pairs if pair[0] != pair[1]]
    return (
        len(pairs) >= WORDY
        and len(differing) == 1
        and all(is_cjk(char) and char not in _TELLING for char in differing[0])
    )


def new_draft(grid: Grid, caption: Caption, *, is_form: bool, table: str | None, title_in_grid: bool = False) -> Draft:
    """A draft of one grid."""
    draft = Draft(
        caption=caption,
        edges=grid.x_edges,
        cells=list(grid.cells),
        row_count=grid.row_count,
        pages=[grid.page],
        bboxes=[grid.bbox],
        reader=grid.reader,
        is_form=is_form,
        table=table,
        title_in_grid=title_in_grid,
        levels=grid.y_edges,
        cut=_ends_in_stub(grid.y_edges),
    )
    _note_header(draft)
    return draft


def _note_header(draft: Draft) -> None:
    if draft.is_form:
        first = next((texts for line in by_row(draft.cells, draft.row_count) if (texts := row_texts(line))), ())
        draft.header_texts = {first} if set(first) >= _LIST_HEAD else set()
        return
    count = count_header_rows(draft.cells, draft.row_count, draft.column_count)
    draft.header_texts = {row_texts(line) for line in by_row(draft.cells, draft.row_count)[:count]} - {()}


def fits_below(draft: Draft, grid: Grid) -> bool:
    """True where the grid can be the same table going on: equal borders, or one set of borders part of the other."""
    lines = by_row(grid.cells, grid.row_count)
    if lines and row_texts(lines[0]) and is_header(row_texts(lines[0]), draft.header_texts):
        return True
    old, new = draft.edges, _aligned(draft.edges, grid.x_edges)
    if new is None:
        return draft.is_form and abs(_width(grid.x_edges) - _width(old)) < 0.1 * _width(old)
    if draft.is_form:
        return True
    missing = [edge for edge in new if min(abs(edge - other) for other in old) > SAME_EDGE]
    unused = [edge for edge in old if min(abs(edge - other) for other in new) > SAME_EDGE]
    return not missing or not unused


def _width(edges: Sequence[float]) -> float:
    return edges[-1] - edges[0]


def _aligned(old: Sequence[float], new: Sequence[float]) -> tuple[float, ...] | None:
    """``new`` moved and stretched onto the outer borders of ``old``; None where the widths differ."""
    wide, other = _width(old), _width(new)
    if wide <= 0 or other <= 0 or abs(wide - other) > max(SAME_EDGE, SAME_WIDTH * wide):
        return None
    return tuple(old[0] + (edge - new[0]) * wide / other for edge in new)


def append(draft: Draft, grid: Grid, known: Callable[[str], bool]) -> None:
    """Add a page's fragment below the draft. ``known``: whether a text is a row label of the rules."""
    new = _aligned(draft.edges, grid.x_edges)
    if new is None:
        wide = _width(draft.edges) / max(_width(grid.x_edges), 1.0)
        new = tuple(draft.edges[0] + (edge - grid.x_edges[0]) * wide for edge in grid.x_edges)
    edges = _union(draft.edges, new)
    cells = _recolumned(draft.cells, _places(draft.edges, edges))
    fragment = _recolumned(grid.cells, _places(new, edges))
    fragment, rows = _without_header(fragment, grid.row_count, draft.header_texts)
    if draft.cut:
        fragment, rows = _without_rest(fragment, rows, len(edges) - 1)
    if not any(cell.text.strip() for cell in fragment) and grid.page not in draft.pages:
        return
    offset = draft.row_count
    if rows and is_cut_row(cells, draft.row_count, fragment, known):
        joined = join_cut_row(cells, draft.row_count, fragment)
        fragment = [c for c in not_taken(cells, joined, fragment) if c.row > 0 or c.row_span > 1]
        cells, offset = joined, offset - 1
        fragment = [replace(c, row=1, row_span=c.row_span - 1) if c.row == 0 else c for c in fragment]
    elif rows:
        longer = lengthened(cells, draft.row_count, fragment, by=0, single=draft.is_form)
        cells, fragment = longer, not_taken(cells, longer, fragment)
    cells.extend(_lower(cell, offset) for cell in fragment)
    draft.cells, draft.edges, draft.row_count = cells, edges, offset + rows
    draft.levels, draft.offset = (grid.y_edges, offset) if rows == grid.row_count else ((), 0)
    draft.cut = _ends_in_stub(grid.y_edges)
    if grid.page in draft.pages:
        place = draft.pages.index(grid.page)
        one = draft.bboxes[place]
        box = grid.bbox
        draft.bboxes[place] = (min(one[0], box[0]), min(one[1], box[1]), max(one[2], box[2]), max(one[3], box[3]))
    else:
        draft.pages.append(grid.page)
        draft.bboxes.append(grid.bbox)
    if (not draft.is_form and len(draft.header_texts) == 0) or draft.row_count <= 8:
        _note_header(draft)


def _lower(cell: Cell, rows: int) -> Cell:
    """The cell so many rows lower; written out, since ``replace`` takes three times as long and cells are many."""
    return Cell(
        cell.row + rows,
        cell.column,
        cell.row_span,
        cell.column_span,
        cell.text,
        cell.page,
        cell.bbox,
        cell.lines,
    )


def _ends_in_stub(levels: Sequence[float]) -> bool:
    """True where the last row of a page is lower than the others: the page end cut it."""
    heights = [below - above for above, below in pairwise(levels)]
    return len(heights) >= 4 and heights[-1] < STUB * median(heights[:-1])


def _blank_row(cells: Sequence[Cell], row: int, columns: int) -> bool:
    """True for a row of blank cells of its own."""
    found = [cell for cell in cells if cell.row == row]
    whole = sum(cell.column_span for cell in found if cell.row_span == 1) == columns
    return whole and not any(cell.text.strip() for cell in found)


def _without_rest(cells: list[Cell], rows: int, columns: int) -> tuple[list[Cell], int]:
    """The fragment without the blank lower part of the row that the page end cut; all its words are above."""
    if rows < 2 or not _blank_row(cells, 0, columns):
        return cells, rows
    return [replace(cell, row=cell.row - 1) for cell in cells if cell.row], rows - 1


def goes_on_right(draft: Draft, grid: Grid) -> bool:
    """True where the grid is the right part of the draft's last page: a wide sheet printed on two pages side by side.

    Its rows stand at the same heights, and its first column names no row.
    """
    if len(grid.y_edges) < 4 or len(grid.y_edges) != len(draft.levels) or draft.is_form:
        return False
    if any(abs(one - other) > SAME_LEVEL for one, other in zip(grid.y_edges, draft.levels, strict=True)):
        return False
    count = count_header_rows(grid.cells, grid.row_count, grid.column_count)
    first = [plain(cell.text) for cell in grid.cells if cell.column == 0 and cell.row >= count]
    return 0 < count < grid.row_count and all(not text or _AMOUNT.fullmatch(text) for text in first)


def append_right(draft: Draft, grid: Grid) -> None:
    """Add the columns of a page to the right of the draft's last page."""
    shift, columns = draft.edges[-1] - grid.x_edges[0], draft.column_count
    right = [replace(cell, row=cell.row + draft.offset, column=cell.column + columns) for cell in grid.cells]
    _join_heads(draft.cells, right, columns, draft.offset)
    draft.cells.extend(right)
    draft.edges = (*draft.edges, *(edge + shift for edge in grid.x_edges[1:]))
    draft.pages.append(grid.page)
    draft.bboxes.append(grid.bbox)
    _note_header(draft)


def _join_heads(left: list[Cell], right: list[Cell], columns: int, top: int) -> None:
    """A head over columns of both pages is one cell again: its text is printed on one of them, the other part is blank.

    上年结转 over the last columns of a page and the first of the next. A blank head without heads below it is none.
    """
    starts = {cell.row: cell for cell in right if cell.column == columns}
    heads = {cell.row for cell in right if cell.row_span == 1 and cell.row > top and cell.text.strip()}
    for place, cell in enumerate(left):
        other = starts.get(cell.row)
        if (
            other is None
            or cell.column + cell.column_span != columns
            or cell.row_span != other.row_span
            or bool(cell.text.strip()) == bool(other.text.strip())
            or cell.row + cell.row_span not in heads
            or _is_value(left, right, cell.row)
        ):
            continue
        whole = replace(cell, column_span=cell.column_span + other.column_span)
        said = other if other.text.strip() else cell
        left[place] = replace(whole, text=said.text, lines=said.lines, bbox=said.bbox, page=said.page)
        right.remove(other)


def _is_value(left: Sequence[Cell], right: Sequence[Cell], row: int) -> bool:
    """True for a row with an amount or a code: no row of the header."""
    return any(cell.row == row and _NUMERIC.fullmatch(plain(cell.text)) for cell in (*left, *right))


def _union(old: Sequence[float], new: Sequence[float]) -> tuple[float, ...]:
    """Borders of both; nearly equal ones are one."""
    edges = list(old)
    for edge in new:
        if min(abs(edge - other) for other in edges) > SAME_EDGE:
            edges.append(edge)
    return tuple(sorted(edges))


def _places(edges: Sequence[float], whole: Sequence[float]) -> list[int]:
    """For each border its index among ``whole``; never two borders on one place."""
    places: list[int] = []
    for edge in edges:
        nearest = min(range(len(whole)), key=lambda k: abs(whole[k] - edge))
        places.append(nearest)
    return places


def _recolumned(cells: Sequence[Cell], places: Sequence[int]) -> list[Cell]:
    if all(place == index for index, place in enumerate(places)):
        return list(cells)
    moved = []
    for cell in cells:
        left, right = places[cell.column], places[cell.column + cell.column_span]
        moved.append(replace(cell, column=left, column_span=max(1, right - left)))
    return moved


def _without_header(cells: list[Cell], rows: int, header: set[tuple[str, ...]]) -> tuple[list[Cell], int]:
    """The fragment without the header rows that it repeats."""
    lines = by_row(cells, rows)
    drop = 0
    while drop < rows and header and is_header(row_texts(lines[drop]), header):
        drop += 1
    if not drop:
        return cells, rows
    kept = [replace(cell, row=cell.row - drop) for cell in cells if cell.row >= drop]
    return kept, rows - drop


def merge_slivers(draft: Draft) -> None:
    """Take out columns that no cell has for its own and that are narrower than text: a border drawn a little off."""
    while True:
        own = {cell.column for cell in draft.cells if cell.column_span == 1}
        edges = draft.edges
        thin = [
            k
            for k in range(draft.column_count)
            if k not in own and edges[k + 1] - edges[k] < SLIVER and draft.column_count > 2
        ]
        if not thin:
            return
        k = thin[0]
        places = [index if index <= k else index - 1 for index in range(len(edges))]
        draft.cells = _recolumned(draft.cells, places)
        drop = k + 1 if k + 1 < len(edges) - 1 else k
        draft.edges = tuple(edge for index, edge in enumerate(edges) if index != drop)


def trim_blank_sides(draft: Draft) -> None:
    """Take out the first and last columns without any text, not even in a head: grid lines of the sheet around it."""
    covered = [cell for cell in draft.cells if cell.text.strip()]
    first = min((cell.column for cell in covered), default=0)
    end = max((cell.column + cell.column_span for cell in covered), default=draft.column_count)
    if first == 0 and end == draft.column_count:
        return
    kept = []
    for cell in draft.cells:
        left, right = max(cell.column, first), min(cell.column + cell.column_span, end)
        if right > left:
            kept.append(replace(cell, column=left - first, column_span=right - left))
    draft.cells, draft.edges = kept, draft.edges[first : end + 1]
