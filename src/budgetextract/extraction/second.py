"""Second readers of ruled tables: pdfplumber and camelot, independent in text layer and grid from the first one.

For ``--tables pdfplumber|camelot`` and for reading again a table whose own sums fail. Ten to a hundred times slower
than the first reader, so never the default. Both are loaded when first asked for; nothing of theirs is printed.
Pages that had to be turned to be read are left out: neither reader turns them.
"""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import replace
from typing import Any

import numpy as np

from budgetextract.extraction.cells import join_lines
from budgetextract.extraction.grid import cell_owners, close_levels
from budgetextract.extraction.tables import find_tables
from budgetextract.model.document import BBox, Cell, Grid, Page, SourceDocument, Table
from budgetextract.rules.bundle import Rules

_SETTINGS = {"snap_tolerance": 4, "join_tolerance": 4, "intersection_tolerance": 4}
"""As wide as the first reader's: Word draws each cell's border a little apart from its neighbour's."""

READERS = ("pdfplumber", "camelot")

THIN = 3.0
"""Points up to which a filled area is a line."""
SLIVER = 12.0
"""Points of a blank cell that is too narrow for text."""

GridReader = Callable[[Page], list[Grid]]


def other_readings(
    data: bytes, source: SourceDocument, table: Table, rules: Rules, readers: Sequence[str] = READERS
) -> Iterator[Table]:
    """The same table by each of ``readers`` that finds it on the same pages.

    On scanned pages there is nothing for them to read: its amounts are recognised again from an enlarged picture.

    ``data``: the file that ``source`` was read from.
    """
    if _scanned(source, table):
        from budgetextract.extraction.second_look import enlarged_reading  # OCR: few documents need it

        found = enlarged_reading(data, source, table)
        if found is not None:
            yield found
        return
    wanted = {table.title_page, *table.pages}
    part = replace(source, pages=tuple(page for page in source.pages if page.number in wanted))
    for reader in readers:
        for one in find_tables(part, rules, read_grids=grid_reader(data, reader), aligned=False):
            if one.pages == table.pages and _overlap(one.bboxes[0], table.bboxes[0]) > 0.5:
                yield replace(one, index=table.index)
                break


def rendered_reading(
    data: bytes, source: SourceDocument, table: Table, cells: Collection[tuple[int, int]]
) -> Table | None:
    """The table with ``cells`` (row, column) as OCR sees them in the picture of the page, None where that is the same.

    A text layer may say other digits than the page shows, to every reader of it. None, too, where OCR is not
    installed, and on scanned pages, whose figures were recognised already.
    """
    if _scanned(source, table) or b"%PDF-" not in data[:4096]:
        return None
    from budgetextract.extraction.second_look import seen_reading

    return seen_reading(data, source, table, cells)


def _scanned(source: SourceDocument, table: Table) -> bool:
    return bool({page.number for page in source.pages if page.reader == "ocr"} & set(table.pages))


def grid_reader(data: bytes, reader: str) -> GridReader:
    """A reader of a page's grids by name (pdfplumber or camelot) over one file."""
    read = camelot_grids if reader == "camelot" else plumber_grids
    return lambda page: read(data, page)


def plumber_grids(data: bytes, page: Page) -> list[Grid]:
    """The ruled tables of a page as pdfplumber finds them, from top to bottom."""
    if page.turned or not page.rules:
        return []
    import pdfplumber

    with _quiet(), pdfplumber.open(io.BytesIO(data)) as pdf:
        if page.number > len(pdf.pages):
            return []
        sheet = pdf.pages[page.number - 1].filter(_is_no_shading)
        tables = [_plumber_cells(found) for found in sheet.find_tables(_SETTINGS)]
    grids = [_from_boxes(cells, page.number, "pdfplumber") for cells in tables]
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: (grid.bbox[1], grid.bbox[0]))


def _is_no_shading(item: dict[str, Any]) -> bool:
    """False for a filled area: pdfplumber takes the edges of shading, white boxes of Word's too, for borders."""
    shaded = item.get("object_type") == "rect" and item.get("fill") and not item.get("stroke")
    return not shaded or min(item["width"], item["height"]) <= THIN


def _plumber_cells(table: Any) -> list[tuple[BBox, str]]:
    cells: list[tuple[BBox, str]] = []
    for row, texts in zip(table.rows, table.extract(), strict=True):
        cells += [(tuple(box), text or "") for box, text in zip(row.cells, texts, strict=True) if box is not None]
    return cells


def _from_boxes(cells: Sequence[tuple[BBox, str]], number: int, reader: str) -> Grid | None:
    """A grid out of the boxes of its cells: borders on nearly one level are one.

    Blank slivers of cells (shading set in from the borders) are left out, the borders on both sides of them are one.
    """
    full = [(box, text) for box, text in cells if text.strip() or box[2] - box[0] > SLIVER]
    xs = _apart([x for box, _ in full for x in (box[0], box[2])], SLIVER if len(full) < len(cells) else 0.0)
    ys = close_levels([y for box, _ in full for y in (box[1], box[3])])
    if len(xs) < 3 or len(ys) < 2:
        return None
    out = []
    for box, text in full:
        left, right = (int(np.abs(np.asarray(xs) - x).argmin()) for x in (box[0], box[2]))
        top, bottom = (int(np.abs(np.asarray(ys) - y).argmin()) for y in (box[1], box[3]))
        if right > left and bottom > top:
            lines = tuple(line.strip() for line in text.split("\n") if line.strip())
            joined = join_lines(lines) if lines else ""
            out.append(Cell(top, left, bottom - top, right - left, joined, number, box, lines))
    out.sort(key=lambda cell: (cell.row, cell.column))
    whole: BBox = (xs[0], ys[0], xs[-1], ys[-1])
    return Grid(number, whole, tuple(out), len(ys) - 1, len(xs) - 1, tuple(xs), tuple(ys), reader)


def _apart(levels: Sequence[float], least: float) -> list[float]:
    """Distinct levels, those closer than ``least`` as one in their middle."""
    out: list[list[float]] = []
    for level in close_levels(levels):
        if out and level - out[-1][0] < least:
            out[-1].append(level)
        else:
            out.append([level])
    return [(group[0] + group[-1]) / 2 for group in out]


def camelot_grids(data: bytes, page: Page) -> list[Grid]:
    """The ruled tables of a page as camelot's lattice finds them.

    ``split_text`` always: without it neighbours are glued ("0.00二、外交支出"). The vector engine needs no picture.
    """
    if page.turned or not page.rules:
        return []
    import camelot

    with _quiet():
        tables = camelot.read_pdf(
            io.BytesIO(data),
            pages=str(page.number),
            flavor="lattice",
            split_text=True,
            engine="vector",
            suppress_stdout=True,
        )
        grids = [_camelot_grid(table, page) for table in tables]
    return sorted((grid for grid in grids if grid is not None), key=lambda grid: (grid.bbox[1], grid.bbox[0]))


def _camelot_grid(table: Any, page: Page) -> Grid | None:
    rows, columns = len(table.rows), len(table.cols)
    if columns < 2 or rows < 1:
        return None
    found = table.cells
    xs = [float(found[0][column].x1) for column in range(columns)] + [float(found[0][-1].x2)]
    ys = [page.height - float(found[row][0].y2) for row in range(rows)] + [page.height - float(found[-1][0].y1)]
    h_drawn = np.asarray([[cell.top for cell in row] for row in found] + [[True] * columns], dtype=bool)
    v_drawn = np.asarray([[*(cell.left for cell in row), True] for row in found], dtype=bool)
    h_drawn[1:-1] |= np.asarray([[cell.bottom for cell in row] for row in found[:-1]], dtype=bool).reshape(
        rows - 1, columns
    )
    v_drawn[:, 1:-1] |= np.asarray([[cell.right for cell in row[:-1]] for row in found], dtype=bool)
    h_drawn[0], v_drawn[:, 0] = True, True
    owner = cell_owners(h_drawn, v_drawn)
    boxes: dict[int, tuple[int, int, int, int]] = {}
    texts: dict[int, list[str]] = {}
    for row in range(rows):
        for column in range(columns):
            number = int(owner[row, column])
            first = boxes.get(number, (row, column, row, column))
            boxes[number] = (first[0], first[1], row, max(first[3], column))
            texts.setdefault(number, []).extend(line.strip() for line in found[row][column].text.split("\n"))
    cells = []
    for number, (top, left, bottom, right) in boxes.items():
        lines = tuple(line for line in texts[number] if line)
        box = (xs[left], ys[top], xs[right + 1], ys[bottom + 1])
        joined = join_lines(lines) if lines else ""
        cells.append(Cell(top, left, bottom - top + 1, right - left + 1, joined, page.number, box, lines))
    whole: BBox = (xs[0], ys[0], xs[-1], ys[-1])
    return Grid(page.number, whole, tuple(cells), rows, columns, tuple(xs), tuple(ys), "camelot")


def _overlap(one: BBox, other: BBox) -> float:
    """Share of the smaller box that both cover."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    small = min((b[2] - b[0]) * (b[3] - b[1]) for b in (one, other))
    return wide * high / small if wide > 0 and high > 0 and small > 0 else 0.0


@contextmanager
def _quiet() -> Iterator[None]:
    """Nothing printed, warned or logged by an outside reader; standard output carries the result alone."""
    before = logging.root.manager.disable
    logging.disable(logging.ERROR)
    try:
        with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
