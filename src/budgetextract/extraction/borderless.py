"""Tables without ruling lines: columns from what stands under what, rows from codes, labels and amounts.

In     the lines of a page outside of ruled tables.
Out    ``Grid`` as the ruled reader gives it, reader "alignment".
How    only below a known table title, or where such a table went on over the page end: aligned figures alone are none.
       Amounts of one column overlap each other in x and no other column's; labels stand in the gaps between; a head
       over no figures is an empty column. A line without code, number or amount is the rest of a wrapped label.
Never  cut a number; make a table out of running text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from budgetextract.extraction.aligned_rows import (
    AMOUNT,
    Row,
    between_lines,
    column_of,
    is_amount,
    joined_rows,
    levelled,
)
from budgetextract.extraction.captions import UNIT, is_label, is_note, is_page_number, says_empty
from budgetextract.extraction.cells import cell_text
from budgetextract.extraction.heads import Chunk, header_cells, leaf_heads, with_heads
from budgetextract.model.document import Cell, Grid, Line, Page, Word
from budgetextract.model.patterns import later
from budgetextract.model.text import plain
from budgetextract.rules.table_titles import TableTitles

CHUNK = 0.9
"""A gap up to this part of the character height does not part two cells (letter-spaced labels)."""
WORDS = 0.5
"""The same between longer pieces: heads of narrow columns nearly touch."""
MIN_ROWS = 2
MAX_COLUMNS = 40
_MONEY = later(r"[-+]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d{1,6})")
_CODE = later(r"\d{2,3}|\d{5}|\d{7}|\d{6}|\d{9}")
_SPACED = frozenset(("收入", "支出", "合计", "小计", "总计", "项目", "金额", "科目"))
"""Heads that are set with a wide blank between their two characters."""
_DEPARTMENT = later(r"^(?:编制|填报|公开|预算)?(?:部门|单位)(?:名称)?:|^填报日期")
_TOTAL = later(r"(?:(?:本年|当年)?(?:收入|支出))?(?:总计|合计|小计)")
_HEADING = later(r"第[一二三四五六七八九十]{1,3}(?:部分|章)|.{2,36}(?:说明|如下)[:：]?$")
"""A line that ends the tables: the next part, or the section that explains them."""
_TEXT = later(r"[。；;]|.{38,}")


def may_hold_tables(words: Sequence[Word]) -> bool:
    """True where a word ends like a table's title, or three of at least four bare amounts end at one x."""
    if any("表" in word.text[-12:] and len(word.text) >= 4 and word.text[-1:] in "表）)" for word in words):
        return True
    ends = sorted(word.x1 for word in words if word.text[-1:].isdigit() and _MONEY.fullmatch(word.text))
    return len(ends) >= 4 and any(ends[k + 2] - ends[k] < 4 for k in range(len(ends) - 2))


def aligned_grids(
    page: Page,
    lines: Sequence[Line],
    titles: TableTitles,
    before: Grid | None,
    *,
    titled: bool = False,
    ruled: Sequence[float] = (),
) -> list[Grid]:
    """The tables without rules among ``lines``.

    ``before``: such a table that reached the end of the page before; ``titled``: that page ended with a title.
    ``ruled``: the upper ends of the page's ruled tables; a title belongs to what comes first below it.
    """
    starts = [i for i, line in enumerate(lines) if _is_title(line, titles)]
    regions: list[tuple[Sequence[Line], Sequence[float]]] = []
    if before is not None or titled:
        regions.append((lines[: starts[0] if starts else len(lines)], before.x_edges if before and not titled else ()))
    for begin, end in zip(starts, [*starts[1:], len(lines)], strict=False):
        regions.append((lines[begin + 1 : end], ()))
    grids = []
    for region, known in regions:
        first = region[0].top if region else 0.0
        floor = min((top for top in ruled if top > first - 60), default=page.height)
        grid = _grid(page, _body([line for line in region if line.bottom < floor], titles), known)
        if grid is not None:
            grids.append(grid)
    return grids


def ends_with_title(lines: Sequence[Line], titles: TableTitles) -> bool:
    """True where the last title of a page has nothing but caption lines below it: its table stands on the next page."""
    last = next((i for i in range(len(lines) - 1, -1, -1) if _is_title(lines[i], titles)), None)
    return last is not None and not _body(lines[last + 1 :], titles)


def _is_title(line: Line, titles: TableTitles) -> bool:
    text = UNIT.sub("", plain(line.text))
    return titles.looks_like_title(text) and titles.match(text) is not None


def _body(lines: Sequence[Line], titles: TableTitles) -> list[Line]:
    """The lines that can be the table: captions before it and everything from the first running text on left out."""
    body: list[Line] = []
    for line in lines:
        text = plain(line.text)
        if is_page_number(text):
            continue
        if not body and (UNIT.search(text) or _DEPARTMENT.match(text)):
            continue
        if is_label(text):
            if body:  # 表7 over the next title
                break
            continue
        if is_note(text) or (says_empty(text) and len(text) > 8) or titles.looks_like_title(text):
            break
        if _HEADING.match(text):
            break
        if _TEXT.search(text) and len(_chunks(line)) < 3:
            break
        body.append(line)
    return body


def _chunks(line: Line) -> list[Chunk]:
    """The cells of a line: words parted by more than a letter-space; an amount is always a cell of its own."""
    chunks: list[Chunk] = []
    for word in line.words:
        last = chunks[-1] if chunks else None
        number = bool(_MONEY.fullmatch(word.text))
        near = False
        if last is not None and not is_amount(last):
            letters = min(len(last.text), len(word.text)) <= 2
            near = word.x0 - last.x1 < (CHUNK if letters else WORDS) * max(word.size, 4.0)
        spaced = last is not None and last.text + word.text in _SPACED
        if last is not None and not number and (near or spaced):
            last.words.append(word)
            last.text += word.text
            last.x1, last.top, last.bottom = word.x1, min(last.top, word.top), max(last.bottom, word.bottom)
        else:
            chunks.append(Chunk([word], word.text, word.x0, word.x1, word.top, word.bottom))
    return chunks


def _grid(page: Page, lines: Sequence[Line], known: Sequence[float]) -> Grid | None:
    """The table that the lines are, None where they are none. ``known``: the column borders of the page before."""
    rows = [Row(_chunks(line), line.top, line.bottom) for line in lines]
    first = next((i for i, row in enumerate(rows) if _is_data(row) or _is_lone_total(rows, i)), None)
    if first is None:
        return None
    header, data = rows[:first], rows[first:]
    amounts = sum(1 for row in data if any(_MONEY.fullmatch(c.text) for c in row.chunks))
    rest = bool(known) and any(_TOTAL.fullmatch(plain(chunk.text)) for chunk in data[-1].chunks)
    if not header and amounts < (1 if rest else MIN_ROWS):
        return None
    columns = [(a + 3, b - 3) for a, b in pairwise(known)] if known else _columns(header, data)
    if not 2 <= len(columns) <= MAX_COLUMNS:
        return None
    edges = list(known) or _edges(columns)
    body = between_lines(page, data, edges) or joined_rows(levelled(data, edges), edges)
    head = header_cells(page.number, [chunk for row in header for chunk in row.chunks], columns, edges)
    depth = max((cell.row + cell.row_span for cell in head), default=0)
    cells = list(head)
    for index, row in enumerate(body):
        cells.extend(_row_cells(page, row, edges, depth + index))
    return Grid(
        page=page.number,
        bbox=(edges[0], min(row.top for row in rows), edges[-1], max(row.bottom for row in body)),
        cells=tuple(cells),
        row_count=depth + len(body),
        column_count=len(columns),
        x_edges=tuple(edges),
        y_edges=(),
        reader="alignment",
    )


def _is_data(row: Row) -> bool:
    """True for a row with money, or a code or numbered label at its start."""
    if any(_MONEY.fullmatch(chunk.text) for chunk in row.chunks):
        return True
    first = plain(row.chunks[0].text)
    return bool(_CODE.fullmatch(first)) or bool(
        re.match(r"^(?:[(（][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．])", first)
    )


def _is_lone_total(rows: Sequence[Row], index: int) -> bool:
    """True for 合计 on a line of its own that no head follows: the only row of an empty table, or the first row."""
    if index == 0 or not all(_TOTAL.fullmatch(plain(chunk.text)) for chunk in rows[index].chunks):
        return False
    return index + 1 == len(rows) or _is_data(rows[index + 1])


def _columns(header: Sequence[Row], data: Sequence[Row]) -> list[tuple[float, float]]:
    """(x0, x1) of each column from left to right."""
    chunks = [chunk for row in data for chunk in row.chunks]
    texts = [c for c in chunks if not AMOUNT.fullmatch(c.text)]
    texts = [
        c for c in texts if not _TOTAL.fullmatch(plain(c.text))
    ] or texts  # totals are centred: no column of theirs
    left = min((c.x0 for c in texts), default=0.0)
    money = [c for c in chunks if AMOUNT.fullmatch(c.text) and (c.x0 > left or _MONEY.fullmatch(c.text))]
    codes = [c for c in chunks if _CODE.fullmatch(c.text) and c.x0 <= left and c not in money]
    columns = _united([(c.x0, c.x1) for c in money])
    columns += _united([(c.x0, c.x1) for c in codes])
    free = [
        c for c in texts if not any(min(c.x1, b) - max(c.x0, a) > 0.5 * min(c.x1 - c.x0, b - a) for a, b in columns)
    ]
    columns += _united([(c.x0, c.x1) for c in free], limits=columns)
    return with_heads(sorted(columns), leaf_heads([chunk for row in header for chunk in row.chunks]))


def _united(spans: list[tuple[float, float]], limits: Sequence[tuple[float, float]] = ()) -> list[tuple[float, float]]:
    """Overlapping spans as one; a span never grows over a column of ``limits``."""
    out: list[tuple[float, float]] = []
    for x0, x1 in sorted(spans):
        wall = any(out and out[-1][0] < a < x0 for a, _ in limits)
        if out and x0 <= out[-1][1] + 1 and not wall:
            out[-1] = (out[-1][0], max(out[-1][1], x1))
        else:
            out.append((x0, x1))
    cut = []
    for x0, x1 in out:
        right = min((a for a, _ in limits if x0 < a < x1), default=x1)
        cut.append((x0, right))
    return cut


def _edges(columns: Sequence[tuple[float, float]]) -> list[float]:
    inner = [(one[1] + other[0]) / 2 for one, other in pairwise(columns)]
    return [columns[0][0] - 3, *inner, columns[-1][1] + 3]


def _row_cells(page: Page, row: Row, edges: Sequence[float], index: int) -> list[Cell]:
    content: list[list[Word]] = [[] for _ in range(len(edges) - 1)]
    for chunk in row.chunks:
        content[column_of(chunk, edges)].extend(chunk.words)
    cells = []
    for column, words in enumerate(content):
        text, lines = cell_text(words)
        box = (edges[column], row.top, edges[column + 1], row.bottom)
        cells.append(Cell(index, column, 1, 1, text, page.number, box, lines))
    return cells
