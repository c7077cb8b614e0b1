"""The head of a table without ruling lines: pieces of text over columns to cells with spans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from budgetextract.extraction.cells import cell_text
from budgetextract.model.document import Cell, Word
from budgetextract.record import record

_SHORT = frozenset(
    (
        "类",
        "款",
        "项",
        "合计",
        "小计",
        "总计",
        "项目",
        "金额",
        "收入",
        "支出",
        "名称",
        "编码",
        "代码",
        "备注",
        "数量",
        "单位",
    )
)
LOST = 400.0
"""Cost, in points, of a piece over no column or of a column under no piece."""

Columns = Sequence[tuple[float, float]]
"""(x0, x1) of each column from left to right."""


@record(frozen=False)
class Chunk:
    """Words that belong to one cell."""

    words: list[Word]
    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


def leaf_heads(chunks: Sequence[Chunk]) -> list[Chunk]:
    """The lowest head pieces: those under which no other piece stands, neither straight below nor on both sides."""
    pieces = stacked(chunks)
    return [piece for piece in pieces if not _has_parts(piece, pieces)]


def _has_parts(piece: Chunk, pieces: Sequence[Chunk]) -> bool:
    lower = [other for other in pieces if other.top > piece.bottom - 2]
    if any(other.x0 < piece.x1 and other.x1 > piece.x0 for other in lower):
        return True
    level = [other for other in pieces if other.top < piece.bottom - 2 and other.bottom > piece.top + 2]
    mine = [o for o in lower if min(level, key=lambda p: abs(p.middle - o.middle)) is piece]
    return any(o.middle < piece.middle for o in mine) and any(o.middle > piece.middle for o in mine)


def with_heads(columns: Columns, heads: Sequence[Chunk]) -> list[tuple[float, float]]:
    """The columns widened by their heads, and an empty column for each head that stands over no figures.

    A head is centred in its column while amounts are set to the right end and labels to the left, so a head may stand
    beside what it names. Heads and columns keep their order: between two sure pairs (a head over its column) the rest
    is paired so that the distances are least.
    """
    ordered = sorted(heads, key=lambda head: head.middle)
    found = sorted(columns)
    sure: list[tuple[int, int]] = [(-1, -1)]
    for h, head in enumerate(ordered):
        over = [c for c in range(len(found)) if _overlap(head, found[c]) > 1]
        if over:
            best = max(over, key=lambda c: _overlap(head, found[c]))
            if best > sure[-1][1]:
                sure.append((h, best))
    sure.append((len(ordered), len(found)))
    pairs = [pair for pair in sure if 0 <= pair[0] < len(ordered)]
    for (h0, c0), (h1, c1) in pairwise(sure):
        pairs += _paired(ordered, range(h0 + 1, h1), found, range(c0 + 1, c1))
    wide = {c: (min(found[c][0], ordered[h].x0), max(found[c][1], ordered[h].x1)) for h, c in pairs}
    out = [wide.get(c, column) for c, column in enumerate(found)]
    matched = {h for h, _ in pairs}
    free = [head for h, head in enumerate(ordered) if h not in matched]
    out += [(head.x0, head.x1) for head in free if not any(_overlap(head, column) > 1 for column in found)]
    return _apart(sorted(out))


def _paired(heads: Sequence[Chunk], hs: range, columns: Columns, cs: range) -> list[tuple[int, int]]:
    """(head, column) pairs of the shorter of both lists, in order, with the least sum of distances."""
    if not hs or not cs:
        return []
    if len(hs) * len(cs) > 900:
        return list(zip(hs, cs, strict=False))
    short, long, turned = (hs, cs, False) if len(hs) <= len(cs) else (cs, hs, True)
    cost: dict[tuple[int, int], tuple[float, list[tuple[int, int]]]] = {}
    for i in range(len(short), -1, -1):
        for j in range(len(long), -1, -1):
            if i == len(short):
                cost[i, j] = (0.0, [])
            elif len(long) - j < len(short) - i:
                continue
            else:
                h, c = (long[j], short[i]) if turned else (short[i], long[j])
                taken, rest = cost[i + 1, j + 1]
                gap = abs(heads[h].middle - (columns[c][0] + columns[c][1]) / 2)
                options = [(taken + gap, [(h, c), *rest])]
                if (i, j + 1) in cost:
                    options.append(cost[i, j + 1])
                cost[i, j] = min(options, key=lambda option: option[0])
    return cost[0, 0][1]


def _apart(columns: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Columns that widening has made overlap, cut at the middle of the overlap."""
    for k in range(len(columns) - 1):
        (a, b), (c, d) = columns[k], columns[k + 1]
        if b > c:
            columns[k], columns[k + 1] = (a, max(a + 1, (b + c) / 2)), (min(d - 1, (b + c) / 2), d)
    return columns


def _overlap(piece: Chunk, column: Sequence[float]) -> float:
    return min(piece.x1, column[1]) - max(piece.x0, column[0])


def stacked(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Head pieces with the lines of one wrapped head joined: one right under the other, alike in width and place."""
    out: list[Chunk] = []
    for chunk in sorted((replace(c, words=list(c.words)) for c in chunks), key=lambda c: (c.top, c.x0)):
        high = chunk.bottom - chunk.top
        for piece in out:
            level = [o for o in chunks if abs(o.top - chunk.top) < 0.5 * high and o.x0 < piece.x1 and o.x1 > piece.x0]
            if (
                -0.3 * high <= chunk.top - piece.bottom < (0.55 if _is_whole(chunk.text) else 0.9) * high
                and abs(chunk.middle - piece.middle) < 0.35 * max(piece.x1 - piece.x0, chunk.x1 - chunk.x0)
                and len(level) == 1
            ):
                piece.words.extend(chunk.words)
                piece.text += chunk.text
                piece.x0, piece.x1 = min(piece.x0, chunk.x0), max(piece.x1, chunk.x1)
                piece.bottom = max(piece.bottom, chunk.bottom)
                break
        else:
            out.append(chunk)
    return out


def _is_whole(text: str) -> bool:
    """False for what can only be the rest of a broken head: one or two characters that are no head by themselves."""
    return len(text) > 2 or text in _SHORT


def header_cells(page: int, chunks: Sequence[Chunk], columns: Columns, edges: Sequence[float]) -> list[Cell]:
    """Cells of the head: the lowest piece of each column names it, pieces above span the columns under them.

    A head that spans the rows of a head with parts is set in the middle of their height: it stands under nothing.
    """
    pieces = stacked(chunks)
    if not pieces:
        return []
    leaves: dict[int, Chunk] = {}
    for piece in sorted(pieces, key=lambda p: p.top):
        leaves[_nearest(piece, columns)] = piece
    names = {id(piece) for piece in leaves.values()}
    levels = _levels([piece for piece in pieces if id(piece) not in names])
    depth = len(levels) + 1
    first_row = [0] * len(columns)
    cells = []
    for number, level in enumerate(levels):
        for piece, first, last in _spans(level, leaves, columns, edges):
            cells.append(_cell(page, piece, number, 1, first, last, edges))
            first_row[first : last + 1] = [number + 1] * (last + 1 - first)
    for column, piece in leaves.items():
        row = first_row[column]
        cells.append(_cell(page, piece, row, depth - row, column, column, edges))
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _spans(
    level: Sequence[Chunk], leaves: Mapping[int, Chunk], columns: Columns, edges: Sequence[float]
) -> list[tuple[Chunk, int, int]]:
    """(piece, first column, last column) of the pieces of one level, from left to right.

    Columns keep their order: they are shared out so that each piece stands as near as can be to the middle of its span.
    """
    ordered = sorted(level, key=lambda piece: piece.middle)
    under = [_is_under(column, ordered, leaves, columns) for column in range(len(columns))]
    count, width = len(ordered), len(columns)
    # best[i][c]: (cost, spans) of the pieces from i on over the columns from c on
    best: list[list[tuple[float, list[tuple[Chunk, int, int]]]]] = [[(0.0, [])] * (width + 1) for _ in range(count + 1)]
    for i in range(count, -1, -1):
        for c in range(width, -1, -1):
            if c == width:
                best[i][c] = (LOST * (count - i), [])
                continue
            cost, spans = best[i][c + 1]
            options = [(cost + (LOST if under[c] else 0.0), spans)]
            last = c
            while i < count and last < width and under[last]:
                cost, spans = best[i + 1][last + 1]
                off = abs((edges[c] + edges[last + 1]) / 2 - ordered[i].middle)
                options.append((cost + off, [(ordered[i], c, last), *spans]))
                last += 1
            best[i][c] = min(options, key=lambda option: option[0])
    return best[0][0][1]


def _is_under(column: int, level: Sequence[Chunk], leaves: Mapping[int, Chunk], columns: Columns) -> bool:
    """True where the column's own head stands as low as the heads right under the pieces of the level do."""
    leaf = leaves.get(column)
    if leaf is None:
        return True
    x = (columns[column][0] + columns[column][1]) / 2
    piece = min(level, key=lambda p: abs(p.middle - x))
    middle = (piece.top + piece.bottom) / 2
    drops = [
        (other.top + other.bottom) / 2 - middle
        for k, other in leaves.items()
        if min(piece.x1, columns[k][1]) - max(piece.x0, columns[k][0]) > -(columns[k][1] - columns[k][0]) / 2
    ]
    drop = max(drops, default=piece.bottom - piece.top)
    return (leaf.top + leaf.bottom) / 2 - middle >= 0.7 * drop


def _levels(uppers: Sequence[Chunk]) -> list[list[Chunk]]:
    """Pieces by height, top first."""
    levels: list[list[Chunk]] = []
    for piece in sorted(uppers, key=lambda p: p.top):
        if levels and piece.top < levels[-1][0].bottom - 2:
            levels[-1].append(piece)
        else:
            levels.append([piece])
    return levels


def _cell(page: int, piece: Chunk, row: int, span: int, first: int, last: int, edges: Sequence[float]) -> Cell:
    text, lines = cell_text(piece.words)
    return Cell(
        row, first, span, last - first + 1, text, page, (edges[first], piece.top, edges[last + 1], piece.bottom), lines
    )


def _nearest(piece: Chunk, columns: Columns) -> int:
    """The column a piece stands over: the one it overlaps most, else the nearest."""
    return max(
        range(len(columns)),
        key=lambda k: (
            max(0.0, min(piece.x1, columns[k][1]) - max(piece.x0, columns[k][0])),
            -abs(piece.middle - (columns[k][0] + columns[k][1]) / 2),
        ),
    )
