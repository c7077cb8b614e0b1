"""Performance forms among the tables: they have no header, go on over pages, and follow each other without a gap."""

from __future__ import annotations

import re
from dataclasses import replace

from budgetextract.extraction.headers import by_row
from budgetextract.extraction.stitch import Draft
from budgetextract.model.document import Grid
from budgetextract.model.text import plain

_WORDS = re.compile(r"[一二三]级指标|绩效目标|绩效指标|年度目标|总体目标")
_START = re.compile(r"^(?:项目名称|政策名称|部门[(（]?单位[)）]?名称|部门名称|单位名称|专项名称)$")
_PROJECT = re.compile(r"^(?:项目|政策|专项)名称$")


def looks_like_form(grid: Grid) -> bool:
    """True where the cells hold the words of a performance form."""
    return sum(1 for cell in grid.cells if _WORDS.search(plain(cell.text))) >= 3


def opens_form(grid: Grid) -> bool:
    """True where the first cell is the one that performance forms begin with: 项目名称."""
    first = next((cell for cell in grid.cells if cell.text.strip()), None)
    return first is not None and first.row <= 1 and bool(_START.match(plain(first.text)))


def names_project(grid: Grid) -> bool:
    """True where a cell of the first rows asks for the name of a project or department: another form begins."""
    return any(cell.row < 5 and _START.match(plain(cell.text)) for cell in grid.cells)


def has_row(draft: Draft, text: str) -> bool:
    """True where a cell of the first rows is ``text``."""
    return any(cell.row < 4 and plain(cell.text) == text for cell in draft.cells)


def form_id(draft: Draft) -> str | None:
    """The form without a title that its own words name."""
    texts = {plain(cell.text) for cell in draft.cells if cell.row < 6}
    if "项目名称" in texts:
        return "performance_project"
    return "performance_department" if any("整体" in text for text in texts) else None


def forms_apart(grid: Grid) -> list[Grid]:
    """A grid in which several project forms follow each other without a gap, as one grid a form.

    A form begins where 项目名称 stands at the left border with its value beside it; as the head of a list of projects
    it has other heads beside it.
    """
    if not looks_like_form(grid):
        return [grid]
    lines = by_row(grid.cells, grid.row_count)
    starts = [
        row
        for row, line in enumerate(lines)
        if line
        and line[0].column == 0
        and _PROJECT.match(plain(line[0].text))
        and 2 <= len([cell for cell in line if cell.text.strip()]) <= 4
        and not any(cell.row < row < cell.row + cell.row_span for cell in grid.cells)
    ]
    if len(starts) < 2:
        return [grid]
    starts[0] = 0
    parts = []
    for first, end in zip(starts, [*starts[1:], grid.row_count], strict=True):
        cells = tuple(replace(cell, row=cell.row - first) for cell in grid.cells if first <= cell.row < end)
        edges = grid.y_edges[first : end + 1]
        top, bottom = (edges[0], edges[-1]) if edges else (grid.bbox[1], grid.bbox[3])
        parts.append(
            replace(
                grid, cells=cells, row_count=end - first, y_edges=edges, bbox=(grid.bbox[0], top, grid.bbox[2], bottom)
            )
        )
    return parts
