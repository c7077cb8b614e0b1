"""Ruled tables of one page: ruling lines to grids of cells, merged cells as spans, words into cells.

In     ``Page``: rules and words.
Out    ``Grid`` fragments from top to bottom.
How    lines on nearly one level are one line; lines that meet are one table; a stretch between two neighbouring
       crossings that is drawn is an edge; areas between drawn edges are cells. A line that bounds no area (an
       underline, the end of a frame) is dropped by the way, since it draws no whole stretch.
Never  guess a cell that no line bounds; the outer border alone is taken as drawn, since pages cut tables off.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from budgetextract.extraction.cells import fill_cells, place_words
from budgetextract.extraction.rows import Owners, cell_spans, mend_borders, unruled_rows
from budgetextract.model.document import BBox, Grid, Page
from budgetextract.record import record
from budgetextract.sources.pdf.packed import PackedRules

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

SNAP = 2.4
"""Points between two lines that count as one (double borders, hair cracks between the boxes of cells)."""
SPREAD = 4.0
"""Points that one line may be spread over: no text fits into less."""
JOIN = 3.5
"""Points of a gap inside a line (dashes, lines drawn cell by cell)."""
REACH = 3.0
"""Points by which lines may miss each other and still meet."""
SLACK = 4.5
"""Points of a stretch that may stay undrawn."""
OPEN_SIDE = 8.0
"""Points by which lines jut out that were not drawn too long by a slip."""
OPEN_SHARE = 0.2
"""Share of the lines that must jut out to one level to show that a table has no border on that side."""
HAIR = 6.0
"""Points of a row, HAIR_COLUMN of a column, that hold no text: a border drawn as two or three lines."""
HAIR_COLUMN = 4.5
HAIR_SHARE = 0.3
"""Part of a usual row's height below which a narrow row is such a border."""
MAX_LINES = 4000
"""Lines of one direction on one page, after joining; more is a drawing."""
MAX_UNITS = 200_000
"""Smallest areas of one grid."""
MAX_AT_ONCE = 1_000_000
"""Pairs of a line and a stretch that are compared in one go."""


@record
class Stroke:
    """A joined line: its level (y of a horizontal, x of a vertical) and its extent along the other axis."""

    level: float
    start: float
    end: float


def find_grids(page: Page) -> list[Grid]:
    """The ruled tables of a page, from top to bottom (then left to right)."""
    flat: list[tuple[float, float, float]] = []
    steep: list[tuple[float, float, float]] = []
    rules = page.rules
    boxes = rules.boxes.tolist() if isinstance(rules, PackedRules) else [(r.x0, r.top, r.x1, r.bottom) for r in rules]
    for x0, top, x1, bottom in boxes:
        if x1 - x0 >= bottom - top:
            flat.append((top, x0, x1))
        else:
            steep.append((x0, top, bottom))
    if not flat or not steep:
        return []
    across, upright = join_strokes(flat), join_strokes(steep)
    if len(across) < 1 or len(upright) < 1 or max(len(across), len(upright)) > MAX_LINES:
        return []
    grids = []
    for hs, vs in _tables(across, upright):
        grid = _grid(page, hs, vs)
        if grid is not None:
            grids.append(grid)
    return sorted(_outermost_once(grids), key=lambda g: (g.bbox[1], g.bbox[0]))


def join_strokes(segments: Sequence[tuple[float, float, float]]) -> list[Stroke]:
    """(level, start, end) segments as lines: nearly equal levels become one, touching pieces are joined."""
    strokes: list[Stroke] = []
    for group in _close(sorted(set(segments))):
        weights = [end - start if end - start > 0.1 else 0.1 for _, start, end in group]
        level = sum([one[0] * weight for one, weight in zip(group, weights, strict=True)]) / sum(weights)
        pieces = sorted([(start, end) for _, start, end in group])
        start, end = pieces[0]
        for left, right in pieces[1:]:
            if left <= end + JOIN:
                end = max(end, right)
            else:
                strokes.append(Stroke(level, start, end))
                start, end = left, right
        strokes.append(Stroke(level, start, end))
    return [stroke for stroke in strokes if stroke.end - stroke.start > 2 * REACH]


def _close(segments: list[tuple[float, float, float]]) -> list[list[tuple[float, float, float]]]:
    """Segments by level (ascending) in groups closer than SNAP, none wider than SPREAD."""
    groups: list[list[tuple[float, float, float]]] = []
    for segment in segments:
        level = segment[0]
        if groups and level - groups[-1][-1][0] <= SNAP and level - groups[-1][0][0] <= SPREAD:
            groups[-1].append(segment)
        else:
            groups.append([segment])
    return groups


def _tables(across: list[Stroke], upright: list[Stroke]) -> list[tuple[list[Stroke], list[Stroke]]]:
    """Lines that meet, directly or through others, as (across, upright) of one table."""
    h = np.asarray([(s.level, s.start, s.end) for s in across])
    v = np.asarray([(s.level, s.start, s.end) for s in upright])
    meets: Bools = (
        (h[:, None, 0] >= v[None, :, 1] - REACH)
        & (h[:, None, 0] <= v[None, :, 2] + REACH)
        & (v[None, :, 0] >= h[:, None, 1] - REACH)
        & (v[None, :, 0] <= h[:, None, 2] + REACH)
    )
    unseen = set(range(len(across)))
    tables = []
    while unseen:
        rows = {min(unseen)}
        columns: set[int] = set()
        frontier = set(rows)
        while frontier:
            unseen -= frontier
            new_columns = set(np.nonzero(meets[sorted(frontier)].any(axis=0))[0].tolist()) - columns
            columns |= new_columns
            frontier = (
                set(np.nonzero(meets[:, sorted(new_columns)].any(axis=1))[0].tolist()) - rows if new_columns else set()
            )
            rows |= frontier
        if columns and len(rows) + len(columns) > 2:
            tables.append(([across[i] for i in sorted(rows)], [upright[i] for i in sorted(columns)]))
    return tables


def _grid(page: Page, hs: list[Stroke], vs: list[Stroke]) -> Grid | None:
    """One table's lines to a grid with its words; None for frames, boxes around text and drawings."""
    middles = [((word.x0 + word.x1) / 2, (word.top + word.bottom) / 2) for word in page.words]
    hs = [*hs, *_open_ends(vs, hs, [(y, x) for x, y in middles])]
    vs = [*vs, *_open_ends(hs, vs, middles)]
    if len(hs) < 2 or len(vs) < 2:
        return None
    edges = _drawn_edges(hs, vs)
    if edges is None:
        return None
    xs, ys, h_drawn, v_drawn = edges
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows * columns < 2 or rows * columns > MAX_UNITS or columns < 2:
        return None
    owner = cell_owners(h_drawn, v_drawn)
    if int(owner.max()) < 1:
        return None
    box: BBox = (float(xs[0]), float(ys[0]), float(xs[-1]), float(ys[-1]))
    placed = place_words(page.words, xs, ys, owner)
    if mend_borders(placed, xs, ys, owner, h_drawn, v_drawn):
        owner = cell_owners(h_drawn, v_drawn)
        placed = place_words(page.words, xs, ys, owner)
    inner = unruled_rows(placed, ys, owner)
    if inner:
        ys, owner = _parted(inner, xs, ys, owner, h_drawn, vs)
        rows = len(ys) - 1
        placed = place_words(page.words, xs, ys, owner)
    cells = fill_cells(page, xs, ys, owner, placed)
    filled = sum(1 for cell in cells if cell.text)
    if rows > 1 and filled == 0 and len(cells) < 3:
        return None
    if filled == 1 and len(cells) > 40:
        return None
    return Grid(
        page=page.number,
        bbox=box,
        cells=tuple(cells),
        row_count=rows,
        column_count=columns,
        x_edges=tuple(xs.tolist()),
        y_edges=tuple(ys.tolist()),
        reader="pdfium",
    )


def _parted(
    inner: dict[int, list[float]], xs: Floats, ys: Floats, owner: Owners, h_drawn: Bools, vs: list[Stroke]
) -> tuple[Floats, Owners]:
    """Row edges and owners with the levels of ``inner`` as edges of the cells that span no other row."""
    spans = cell_spans(owner)
    levels, lines = [float(ys[0])], [h_drawn[0]]
    for row in range(len(ys) - 1):
        single = np.asarray([spans[int(number)][0] == spans[int(number)][2] for number in owner[row]])
        for level in inner.get(row, ()):
            levels.append(level)
            lines.append(single)
        levels.append(float(ys[row + 1]))
        lines.append(h_drawn[row + 1])
    edges = np.asarray(levels)
    v_drawn = _drawn(vs, xs, edges).T
    v_drawn[:, [0, -1]] = True
    return edges, cell_owners(np.asarray(lines), v_drawn)


def _open_ends(crossing: list[Stroke], along: list[Stroke], middles: Sequence[tuple[float, float]]) -> list[Stroke]:
    """Outer borders that are not drawn: where crossing lines end on one level beyond the last border.

    Word leaves the upper border off where a row goes on from the page before; statistical tables have no side borders.
    There must be words between, or half of the lines must jut out by more than a slip.
    ``middles``: (place across the border, place along it) of the page's words.
    """
    if not crossing or not along:
        return []
    borders: list[Stroke] = []
    low, high = min(s.level for s in along), max(s.level for s in along)
    for before in (True, False):
        ends = [(s.start if before else s.end, s.level) for s in crossing]
        ends = [end for end in ends if (end[0] < low - REACH if before else end[0] > high + REACH)]
        if len(ends) < max(2.0, OPEN_SHARE * len(crossing)):
            continue
        level = float(np.median([place for place, _ in ends]))
        near = [other for place, other in ends if abs(place - level) <= SPREAD]
        inner, outer = (level, low) if before else (high, level)
        if 2 * len(near) <= len(ends):
            continue
        plain_to_see = outer - inner > OPEN_SIDE and 2 * len(near) >= len(crossing)
        if plain_to_see or any(inner < x < outer and min(near) - REACH < y < max(near) + REACH for x, y in middles):
            borders.append(Stroke(level, min(near), max(near)))
    return borders


def _drawn_edges(hs: list[Stroke], vs: list[Stroke]) -> tuple[Floats, Floats, Bools, Bools] | None:
    """(x edges, y edges, drawn (rows + 1, columns), drawn (rows, columns + 1)); lines that draw no stretch are gone."""
    for _ in range(3):
        xs, ys = _edge_levels(vs, HAIR_COLUMN), _edge_levels(hs, HAIR)
        if len(xs) < 2 or len(ys) < 2:
            return None
        h_drawn, v_drawn = _drawn(hs, ys, xs), _drawn(vs, xs, ys).T
        keep_y: Bools = np.asarray(h_drawn.any(axis=1))
        keep_x: Bools = np.asarray(v_drawn.any(axis=0))
        if keep_y.all() and keep_x.all():
            break
        hs = [s for s in hs if keep_y[int(np.abs(ys - s.level).argmin())]]
        vs = [s for s in vs if keep_x[int(np.abs(xs - s.level).argmin())]]
        if len(hs) < 2 or len(vs) < 2:
            return None
    h_drawn[[0, -1], :] = True
    v_drawn[:, [0, -1]] = True
    return xs, ys, h_drawn, v_drawn


def _edge_levels(strokes: list[Stroke], hair: float) -> Floats:
    """The levels of borders, ascending: those a hair apart, measured by the other distances, are one."""
    levels = close_levels([s.level for s in strokes])
    gaps = sorted(other - one for one, other in pairwise(levels))
    limit = min(hair, HAIR_SHARE * gaps[(3 * len(gaps)) // 4]) if gaps else 0.0
    groups: list[list[float]] = []
    for level in levels:
        if groups and level - groups[-1][-1] < limit:
            groups[-1].append(level)
        else:
            groups.append([level])
    return np.asarray([sum(group) / len(group) for group in groups])


def close_levels(levels: Sequence[float]) -> list[float]:
    """The distinct levels of lines, ascending; levels closer than any text is high are one."""
    groups = _close(sorted((level, 0.0, 0.0) for level in levels))
    return [sum(level for level, _, _ in group) / len(group) for group in groups]


def _drawn(strokes: list[Stroke], levels: Floats, crossings: Floats) -> Bools:
    """(levels, stretches between crossings): True where a line of that level covers the stretch."""
    drawn = np.zeros((len(levels), len(crossings) - 1), dtype=bool)
    starts, ends = crossings[:-1], crossings[1:]
    widths = ends - starts
    least = widths - np.minimum(SLACK, 0.4 * widths)
    step = max(1, MAX_AT_ONCE // max(len(levels), len(widths)))
    for first in range(0, len(strokes), step):
        found = np.asarray([(s.level, s.start, s.end) for s in strokes[first : first + step]])
        rows = np.abs(levels - found[:, :1]).argmin(axis=1).tolist()
        covered = np.minimum(ends, found[:, 2:]) - np.maximum(starts, found[:, 1:2])
        for row, stretch in zip(rows, (covered >= least) & (covered > 0), strict=True):
            drawn[row] |= stretch
    return drawn


def cell_owners(h_drawn: Bools, v_drawn: Bools) -> Owners:
    """(rows, columns): the number of the cell that owns each smallest area, numbered in reading order of their corners.

    Areas without an edge between them are one cell; one that is no rectangle (a line is missing) is cut into its rows.
    """
    rows, columns = v_drawn.shape[0], h_drawn.shape[1]
    parent = list(range(rows * columns))

    def root(unit: int) -> int:
        while parent[unit] != unit:
            parent[unit] = parent[parent[unit]]
            unit = parent[unit]
        return unit

    for row, column in np.argwhere(~v_drawn[:, 1:-1]).tolist():
        parent[root(row * columns + column)] = root(row * columns + column + 1)
    for row, column in np.argwhere(~h_drawn[1:-1, :]).tolist():
        parent[root(row * columns + column)] = root((row + 1) * columns + column)
    labels = [root(unit) for unit in range(rows * columns)]
    found = [labels[row * columns : (row + 1) * columns] for row in range(rows)]
    owner = [[-1] * columns for _ in range(rows)]
    lines = h_drawn.tolist()
    count = 0
    for row in range(rows):
        for column in range(columns):
            if owner[row][column] >= 0:
                continue
            label = found[row][column]
            right = column + 1
            while right < columns and found[row][right] == label and owner[row][right] < 0:
                right += 1
            bottom = row + 1
            while bottom < rows and _goes_down(found[bottom], owner[bottom], lines[bottom], column, right, label):
                bottom += 1
            for each in owner[row:bottom]:
                each[column:right] = [count] * (right - column)
            count += 1
    return np.asarray(owner, dtype=np.int64)


def _goes_down(found: list[int], owner: list[int], line: list[bool], left: int, right: int, label: int) -> bool:
    """True where the area ``label`` goes on in the next row over just the columns ``left:right``."""
    if found[left] != label or line[left:right].count(True) == right - left:
        return False
    if any(found[k] != label or owner[k] >= 0 for k in range(left, right)):
        return False
    return not ((left > 0 and found[left - 1] == label) or (right < len(found) and found[right] == label))


def _outermost_once(grids: list[Grid]) -> list[Grid]:
    """Grids without those that only frame others (a page border, a box around a table)."""
    kept = []
    for grid in grids:
        inside = [other for other in grids if other is not grid and _contains(grid.bbox, other.bbox)]
        if inside and sum(1 for cell in grid.cells if cell.text) <= len(inside):
            continue
        kept.append(grid)
    return kept


def _contains(outer: BBox, inner: BBox) -> bool:
    return (
        outer[0] <= inner[0] + 1 and outer[1] <= inner[1] + 1 and outer[2] >= inner[2] - 1 and outer[3] >= inner[3] - 1
    )
