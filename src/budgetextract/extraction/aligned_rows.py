"""The rows of a table without ruling lines: its lines put together to rows.

In     lines below the head, each as the pieces that are its cells, and the borders of the columns.
Out    ``Row`` from top to bottom, each with all pieces of its labels.
How    horizontal lines decide; where there are none, amounts, codes and numbers begin rows, and the lines of a wrapped
       label stand closer to each other than to the next label, around the middle of their row.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import field
from itertools import pairwise

from budgetextract.extraction.heads import Chunk
from budgetextract.model.document import Page
from budgetextract.model.patterns import later
from budgetextract.model.text import plain
from budgetextract.record import record

TIGHT = 0.75
"""Lines closer than this part of the rows' pitch are lines of one label."""
SAME_ROW = 0.45
"""Middles closer than this part of the pitch stand in one row."""
LOOSE = 1.3
"""Lines of a label differ in distance up to this factor."""
HALFWAY = 0.65
"""The line of a code between two lines of a label is closer to the upper than this part of what lines are apart."""
AMOUNT = later(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_OPENS = later(
    r"^(?:[(（][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[、.．](?!\d)|\d{3,9}(?!\d)|其中[:：]|(?:收入|支出)?(?:合计|总计|小计)|本年|当年|上年|年[初末终]|结转)"
)


@record(frozen=False)
class Row:
    """A row being put together."""

    chunks: list[Chunk] = field(default_factory=list)
    top: float = 0.0
    bottom: float = 0.0


def is_amount(chunk: Chunk) -> bool:
    """True for a bare number."""
    return bool(AMOUNT.fullmatch(chunk.text))


def column_of(chunk: Chunk, edges: Sequence[float]) -> int:
    """An amount belongs where its right end stands, a label where it begins, a short one where its middle is."""
    x = chunk.x1 - 1 if is_amount(chunk) else chunk.middle
    for index in range(len(edges) - 1):
        if x < edges[index + 1]:
            if not is_amount(chunk) and chunk.x0 < edges[index] - 6:
                return max(0, next(k for k in range(len(edges) - 1) if chunk.x0 < edges[k + 1]))
            return index
    return len(edges) - 2


def between_lines(page: Page, data: Sequence[Row], edges: Sequence[float]) -> list[Row]:
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
        columns = [column_of(chunk, edges) for chunk in chunks if is_amount(chunk)]
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


def levelled(data: Sequence[Row], edges: Sequence[float]) -> list[Row]:
    """Lines as rows where labels are wrapped.

    A label belongs to the row whose middle is nearest to its own. The pitch of rows is the usual distance of lines that
    begin one (amount, code, number); of two it is the smaller, since a wrapped label makes its row higher.
    """
    starts = [(row.top + row.bottom) / 2 for row in data if _begins(row)]
    steps = sorted(b - a for a, b in pairwise(starts) if b - a > 1)
    if not steps:
        return list(data)
    pitch = steps[(len(steps) - 1) // 2]
    groups = _labels(data, edges, pitch)
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


def _labels(data: Sequence[Row], edges: Sequence[float], pitch: float) -> list[list[Chunk]]:
    """The pieces of ``data``, those together that are the lines of one label.

    Such lines stand in one column, tighter than rows and about as tight as any two lines of a label do; only one of
    them can begin a row.
    """
    near = min(TIGHT * pitch, LOOSE * _leading(data, edges))
    groups: list[list[Chunk]] = []
    open_group: dict[int, list[Chunk]] = {}
    anchor: dict[int, tuple[int, float]] = {}  # of a group by id: how many lines reach to the one that begins its row
    for row in data:
        begins = _begins(row)
        for chunk in row.chunks:
            column = column_of(chunk, edges)
            last = open_group.get(column)
            words = last is not None and not is_amount(chunk) and not is_amount(last[-1]) and not _starts(chunk)
            tight = last is not None and words and _centre([chunk]) - _centre(last[-1:]) < near
            if last is not None and tight and not (begins and id(last) in anchor):
                last.append(chunk)
            else:
                upper = _upper(last, *anchor[id(last)], chunk, _middle(row)) if last is not None and tight else []
                open_group[column] = [*upper, chunk]
                groups.append(open_group[column])
            if begins:
                anchor[id(open_group[column])] = len(open_group[column]), _middle(row)
        columns = {column_of(chunk, edges) for chunk in row.chunks}
        for column, label in open_group.items() if begins else ():
            step = _middle(row) - _centre(label[-1:])
            if column in columns or is_amount(label[-1]) or not 0 < step < HALFWAY * near:
                continue
            # The code stands between two lines of its label, on the line of neither.
            if id(label) not in anchor:
                anchor[id(label)] = len(label), _middle(row)
            elif upper := _upper(label, *anchor[id(label)]):
                open_group[column] = upper
                groups.append(upper)
                anchor[id(upper)] = len(upper), _middle(row)
    return groups


def _leading(data: Sequence[Row], edges: Sequence[float]) -> float:
    """The smallest distance of two lines in one column that do not overlap, in points."""
    above: dict[int, Chunk] = {}
    found = []
    for chunk in (chunk for row in data for chunk in row.chunks if not is_amount(chunk)):
        last = above.get(column := column_of(chunk, edges))
        above[column] = chunk
        if last is not None and (step := _centre([chunk]) - _centre([last])) > 0.8 * (chunk.bottom - chunk.top):
            found.append(step)
    return min(found, default=0.0)


def _upper(
    label: list[Chunk], reach: int, middle: float, chunk: Chunk | None = None, below: float = 0.0
) -> list[Chunk]:
    """The last lines of ``label`` that are the first ones of the next label, taken from it.

    Where labels are as tight as their lines, those are cut right that stand in the middle of their rows: ``label`` of
    the row at ``middle``, with ``reach`` lines that are surely its own, and the next of the row at ``below`` with
    ``chunk`` on its line; without ``chunk`` that row stands between the lines of its label.
    """

    def off(cut: int) -> float:
        return abs(_centre(label[:cut]) - middle) + (abs(_centre([*label[cut:], chunk]) - below) if chunk else 0.0)

    cut = min(range(len(label) - (chunk is None), reach - 1, -1), key=lambda at: round(off(at)), default=len(label))
    upper = label[cut:]
    del label[cut:]
    return upper


def _middle(row: Row) -> float:
    """Where a row stands that a line begins: the middle of its amounts and codes."""
    marks = [chunk for chunk in row.chunks if is_amount(chunk) or _starts(chunk)]
    return _centre(marks[:1])


def _begins(row: Row) -> bool:
    return _opens(row) or any(is_amount(chunk) for chunk in row.chunks)


def _centre(group: Sequence[Chunk]) -> float:
    return (group[0].top + group[-1].bottom) / 2


def _starts(chunk: Chunk) -> bool:
    return bool(_OPENS.match(plain(chunk.text)))


def joined_rows(data: Sequence[Row], edges: Sequence[float]) -> list[Row]:
    """Rows with the lines of wrapped labels joined to the row they belong to."""
    rows: list[Row] = []
    pending: list[Row] = []
    for row in data:
        if _begins(row):
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
    above = {column_of(chunk, edges) for chunk in last.chunks if not is_amount(chunk)}
    return all(column_of(chunk, edges) in above for chunk in row.chunks)
