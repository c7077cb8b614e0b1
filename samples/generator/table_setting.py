"""Drawing tables on the pages of a ``Paper``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.content import TableItem
from generator.grid import Placed, Table, place
from generator.wrapping import wrap

if TYPE_CHECKING:
    from generator.paper import Paper

_PAD = 3.0


def set_table(paper: Paper, table: Table) -> None:
    """Set a table over as many pages as it needs; its facts and indicators go to the pages where they stand."""
    if paper.look.narrow_names and not table.name.startswith("performance"):
        paper.shows("page.names_around_amount")
        widest = max(range(len(table.widths)), key=table.widths.__getitem__)
        narrowed = [share * (0.6 if at == widest else 1) for at, share in enumerate(table.widths)]
        table = replace(table, widths=narrowed)
    table = paper.oddness.table(table)
    paper.record.add(TableItem(table))
    rows = [*table.header, *table.body]
    placed = place(rows, len(table.widths))
    usable = paper.width - 2 * paper.look.margin
    edges = _edges(table.widths, paper.look.margin, usable)
    heights = _heights(paper, table, placed, len(rows), edges)
    tops, pages = [0.0] * len(rows), [0] * len(rows)
    repeats: dict[int, float] = {}
    for index, height in enumerate(heights):
        if paper.y + height > paper.bottom:
            paper.again()
            paper.shows("page.header_repeated" if table.repeat_header else "page.continued_without_header")
            if table.repeat_header and index >= len(table.header):
                repeats[paper.page] = paper.y
                paper.y += sum(heights[: len(table.header)])
        tops[index], pages[index] = paper.y, paper.page
        paper.y += height
    end = paper.page
    head = [one for one in placed if one.top < len(table.header)]
    for one in placed:
        _cell(paper, table, one, edges, tops, pages, heights)
    for page, top in repeats.items():
        paper.pdf.page = page
        offsets = [top + sum(heights[:index]) for index in range(len(table.header))]
        for one in head:
            _cell(paper, table, one, edges, offsets, [page] * len(table.header), heights, silent=True)
    paper.pdf.page = end
    for index, line in enumerate(rows):
        if line.indicator:
            paper.gold.add_indicator(*line.indicator, pages[index], layout=table.layout or table.name)
    if not table.unlisted:
        paper.gold.add_table(table.name, table.title, pages, table.unit, table.shape())
    paper.y += 8
    if paper.oddness.once("empty_grid", when=table.origin == "table" and len(table.body) > 6):
        _empty_grid(paper, edges)


def _empty_grid(paper: Paper, edges: Sequence[float]) -> None:
    """A page of ruled cells without a word, as spreadsheets print them."""
    paper.shows("page.empty_grid")
    paper.again()
    for top in range(int(paper.y), int(paper.bottom) - 20, 20):
        for left, right in pairwise(edges):
            paper.pdf.rect(left, top, right - left, 20)
    paper.y = paper.bottom


def _cell(
    paper: Paper, table: Table, one: Placed, edges: Sequence[float], tops: Sequence[float], pages: Sequence[int],
    heights: Sequence[float], *, silent: bool = False,
) -> None:  # fmt: skip
    """Draw one cell, cut where its rows lie on two pages; the text stands in the first part with room."""
    left, right = edges[one.left], edges[one.right]
    parts = []
    for page in sorted(set(pages[one.top : one.bottom])):
        inside = [index for index in range(one.top, one.bottom) if pages[index] == page]
        parts.append((page, tops[inside[0]], tops[inside[-1]] + heights[inside[-1]]))
    lines = len(wrap(one.cell.text, right - left - 2 * _PAD, lambda piece: paper.wide(piece, table.size)))
    fits = [part for part in parts if part[2] - part[1] >= lines * table.size * 1.3]
    for part in parts:
        page, top, bottom = part
        paper.pdf.page = page
        if table.rules == "grid":
            paper.pdf.rect(left, top, right - left, bottom - top)
        elif table.rules == "horizontal":
            paper.pdf.line(left, top, right, top)
            paper.pdf.line(left, bottom, right, bottom)
        if part == (fits or parts)[0]:
            _cell_text(paper, table, one, (left, top, right, bottom))
            if not silent:
                paper.gold.say(one.cell.facts, page, table.origin)


def _cell_text(paper: Paper, table: Table, one: Placed, box: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = box
    parts = wrap(one.cell.text, right - left - 2 * _PAD, lambda piece: paper.wide(piece, table.size))
    step = table.size * 1.3
    y = top + max(_PAD, (bottom - top - step * len(parts)) / 2)
    align = one.cell.align or (table.aligns[one.left] if table.aligns else "left")
    for part in parts:
        wide = paper.wide(part, table.size)
        x = {"left": left + _PAD, "centre": (left + right - wide) / 2, "right": right - _PAD - wide}[align]
        paper.text(x, y + table.size, part, table.size)
        y += step


def _heights(paper: Paper, table: Table, placed: Sequence[Placed], count: int, edges: Sequence[float]) -> list[float]:
    """Room for the text of each row; a cell over several rows lengthens the last of them."""
    step = table.size * 1.3
    heights = [step + 2 * _PAD] * count
    for one in sorted(placed, key=lambda one: one.bottom - one.top):
        usable = edges[one.right] - edges[one.left] - 2 * _PAD
        lines = len(wrap(one.cell.text, usable, lambda piece: paper.wide(piece, table.size)))
        need = min(lines * step + 2 * _PAD, paper.height - 2.2 * paper.look.margin)
        have = sum(heights[one.top : one.bottom])
        if need > have:
            heights[one.bottom - 1] += need - have
    return heights


def _edges(shares: Sequence[float], left: float, usable: float) -> list[float]:
    whole = sum(shares)
    edges = [left]
    for share in shares:
        edges.append(edges[-1] + usable * share / whole)
    assert all(a < b for a, b in pairwise(edges))
    return edges
