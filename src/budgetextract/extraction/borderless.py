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
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import field
from itertools import pairwise

from budgetextract.extraction.captions import UNIT, is_label, is_note, is_page_number, says_empty
from budgetextract.extraction.cells import cell_text
from budgetextract.extraction.heads import Chunk, header_cells, leaf_heads, with_heads
from budgetextract.model.document import Cell, Grid, Line, Page, Word
from budgetextract.model.patterns import later
from budgetextract.model.text import plain
from budgetextract.record import record
from budgetextract.rules.table_titles import TableTitles

CHUNK = 0.9
"""A gap up to this part of the character height does not part two cells (letter-spaced labels)."""
WORDS = 0.5
"""The same between longer pieces: heads of narrow columns nearly touch."""
TIGHT = 0.75
"""Lines closer than this part of the rows' pitch are lines of one label."""
SAME_ROW = 0.45
"""Middles closer than this part of the pitch stand in one row."""
MIN_ROWS = 2
MAX_COLUMNS = 40
_AMOUNT = later(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_MONEY = later(r"[-+]?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d{1,6})")
_CODE = later(r"\d{2,3}|\d{5}|\d{7}|\d{6}|\d{9}")
_OPENS = later(
    r"^(?:[(（][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[、.．](?!\d)|\d{3,9}(?!\d)|其中[:：]|(?:收入|支出)?(?:合计|总计|小计)|本年|当年|上年|年[初末终]|结转)"
)
_SPACED = frozenset(("收入", "支出", "合计", "小计", "总计", "项目", "金额", "科目"))
"""Heads that are set with a wide blank between their two characters."""
_DEPARTMENT = later(r"^(?:编制|填报|公开|预算)?(?:部门|单位)(?:名称)?:|^填报日期")
_TOTAL = later(r"(?:(?:本年|当年)?(?:收入|支出))?(?:总计|合计|小计)")
_HEADING = later(r"第[一二三四五六七八九十]{1,3}(?:部分|章)|.{2,36}(?:说明|如下)[:：]?$")
"""A line that ends the tables: the next part, or the section that explains them."""
_TEXT = later(r"[。；;]|.{38,}")


def is_amount(chunk: Chunk) -> bool:
    """True for a bare number."""
    return bool(_AMOUNT.fullmatch(chunk.text))


@record(frozen=False)
class Row:
    """A row being put together."""

    chunks: list[Chunk] = field(default_factory=list)
    top: float = 0.0
    bottom: float = 0.0


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
    body = _between_lines(page, data, edges) or _joined_rows(_levelled(data, edges), edges)
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
    texts = [c for c in chunks if not _AMOUNT.fullmatch(c.text)]
    texts = [
        c for c in texts if not _TOTAL.fullmatch(plain(c.text))
    ] or texts  # totals are centred: no column of theirs
    left = min((c.x0 for c in texts), default=0.0)
    money = [c for c in chunks if _AMOUNT.fullmatch(c.text) and (c.x0 > left or _MONEY.fullmatch(c.text))]
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


def _column_of(chunk: Chunk, edges: Sequence[float]) -> int:
    """An amount belongs where its right end stands, a label where it begins, a short one where its middle is."""
    x = chunk.x1 - 1 if is_amount(chunk) else chunk.middle
    for index in range(len(edges) - 1):
        if x < edges[index + 1]:
            if not is_amount(chunk) and chunk.x0 < edges[index] - 6:
                return max(0, next(k for k in range(len(edges) - 1) if chunk.x0 < edges[k + 1]))
            return index
    return len(edges) - 2


def _between_lines(page: Page, data: Sequence[Row], edges: Sequence[float]) -> list[Row]:
    """The rows between horizontal lines, for a table that has no vertical ones; [] where its rows are not parted so.

    The lines decide before any distance: a name wrapped around its amount stays in its row.
    """
    levels = _line_levels(page, edges[0], edges[-1])
    inside = [y for y in levels if data[0].top < y < data[-1].bottom]
    if not inside:
        return []
    rows: dict[int, list[Chunk]] = {}
    for chunk in (chunk for row in data for chunk in row.chunks):
        rows.setdefault(bisect_left(inside, (chunk.top + chunk.bottom) / 2), []).append(chunk)
    # A line below the head or above the total alone parts no rows: two amounts of one column in a band tell.
    for chunks in rows.values():
        columns = [_column_of(chunk, edges) for chunk in chunks if is_amount(chunk)]
        if len(columns) != len(set(columns)):
            return []
    return [Row(rows[band], min(c.top for c in rows[band]), max(c.bottom for c in rows[band])) for band in sorted(rows)]


def _line_levels(page: Page, left: float, right: float) -> list[float]:
    """Heights at which horizontal lines cover most of the width between ``left`` and ``right``, from top to bottom."""
    covered: list[tuple[float, float]] = []
    for rule in sorted((r for r in page.rules if r.top == r.bottom), key=lambda r: r.top):
        wide = min(rule.x1, right) - max(rule.x0, left)
        if wide <= 0:
            continue
        if covered and rule.top - covered[-1][0] < 1.5:
            covered[-1] = (covered[-1][0], covered[-1][1] + wide)
        else:
            covered.append((rule.top, wide))
    return [y for y, wide in covered if wide > 0.75 * (right - left)]


def _levelled(data: Sequence[Row], edges: Sequence[float]) -> list[Row]:
    """Lines as rows where labels are wrapped.

    In each column lines set tighter than rows are one label, and a label belongs to the row whose middle is nearest to
    its own. The pitch of rows is the usual distance of lines that begin one (amount, code, number); only one line of a
    label can be such a line.
    """
    starts = [(row.top + row.bottom) / 2 for row in data if _opens(row) or any(is_amount(c) for c in row.chunks)]
    steps = sorted(b - a for a, b in pairwise(starts) if b - a > 1)
    if len(steps) < MIN_ROWS:
        return list(data)
    pitch = steps[len(steps) // 2]
    groups: list[list[Chunk]] = []
    open_group: dict[int, list[Chunk]] = {}
    anchored: set[int] = set()
    for row in data:
        begins = _opens(row) or any(is_amount(c) for c in row.chunks)
        for chunk in row.chunks:
            column = _column_of(chunk, edges)
            last = open_group.get(column)
            tight = last is not None and _centre([chunk]) - _centre(last[-1:]) < TIGHT * pitch
            words = last is not None and not is_amount(chunk) and not is_amount(last[-1]) and not _starts(chunk)
            if last is not None and tight and words and not (begins and id(last) in anchored):
                last.append(chunk)
            else:
                open_group[column] = [chunk]
                groups.append(open_group[column])
            if begins:
                anchored.add(id(open_group[column]))
    anchors = [group for group in groups if is_amount(group[0]) or _starts(group[0])]
    rows: list[list[Chunk]] = []
    centres: list[float] = []
    for group in sorted(anchors, key=_centre):
        if centres and _centre(group) - centres[-1] < SAME_ROW * pitch:
            rows[-1].extend(group)
        else:
            rows.append(list(group))
            centres.append(_centre(group))
    placed = {id(group) for group in anchors}
    for group in groups:
        if id(group) in placed:
            continue
        near = min(range(len(rows)), key=lambda k: abs(centres[k] - _centre(group)), default=-1)
        if near >= 0 and abs(centres[near] - _centre(group)) < SAME_ROW * pitch:
            rows[near].extend(group)
        else:
            rows.append(list(group))
            centres.append(_centre(group))
    order = sorted(range(len(rows)), key=lambda k: centres[k])
    return [Row(rows[k], min(c.top for c in rows[k]), max(c.bottom for c in rows[k])) for k in order]


def _centre(group: Sequence[Chunk]) -> float:
    return (group[0].top + group[-1].bottom) / 2


def _starts(chunk: Chunk) -> bool:
    return bool(_OPENS.match(plain(chunk.text)))


def _joined_rows(data: Sequence[Row], edges: Sequence[float]) -> list[Row]:
    """Rows with the lines of wrapped labels joined to the row they belong to."""
    rows: list[Row] = []
    pending: list[Row] = []
    for row in data:
        opens = _opens(row) or any(is_amount(c) for c in row.chunks)
        if opens:
            bare = not any(not is_amount(c) for c in row.chunks)
            if pending and bare:
                row = Row([*pending[-1].chunks, *row.chunks], pending[-1].top, row.bottom)
                pending = pending[:-1]
            rows.extend(pending)
            pending = []
            rows.append(row)
            continue
        last = rows[-1] if rows else None
        if last is not None and not pending and _continues(last, row, edges):
            rows[-1] = Row([*last.chunks, *row.chunks], last.top, row.bottom)
        else:
            pending.append(row)
    return [*rows, *pending]


def _opens(row: Row) -> bool:
    return any(_starts(chunk) for chunk in row.chunks)


def _continues(last: Row, row: Row, edges: Sequence[float]) -> bool:
    """True where each piece of the line stands under a label of the row above, close to it."""
    if row.top - last.bottom > 0.9 * (row.bottom - row.top):
        return False
    above = {_column_of(chunk, edges) for chunk in last.chunks if not is_amount(chunk)}
    return all(_column_of(chunk, edges) in above for chunk in row.chunks)


def _row_cells(page: Page, row: Row, edges: Sequence[float], index: int) -> list[Cell]:
    content: list[list[Word]] = [[] for _ in range(len(edges) - 1)]
    for chunk in row.chunks:
        content[_column_of(chunk, edges)].extend(chunk.words)
    cells = []
    for column, words in enumerate(content):
        text, lines = cell_text(words)
        box = (edges[column], row.top, edges[column + 1], row.bottom)
        cells.append(Cell(index, column, 1, 1, text, page.number, box, lines))
    return cells
