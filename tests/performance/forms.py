"""Invented forms as tables: rows of texts, where "<" continues the cell at the left and "^" the cell above."""

from __future__ import annotations

from collections.abc import Sequence

from budgetextract.model.document import Cell, Extracted, Identity, Segmented, SourceDocument, Table
from budgetextract.model.facts import PerformanceRead
from budgetextract.normaliser.performance import read_performance
from budgetextract.rules.bundle import load_rules


def form(
    rows: Sequence[Sequence[str]],
    *,
    table: str | None = "performance_project",
    title: str = "项目支出绩效目标表",
    unit: str = "",
    pages: Sequence[int] = (),
    index: int = 0,
) -> Table:
    """A table of one cell a text; ``pages`` gives the page of each row (all on page 9 without)."""
    width = max(len(row) for row in rows)
    grid = [[*row, *[""] * (width - len(row))] for row in rows]
    cells: list[Cell] = []
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            if text in {"<", "^"}:
                continue
            right, down = c + 1, r + 1
            while right < width and grid[r][right] == "<":
                right += 1
            while down < len(grid) and grid[down][c] == "^":
                down += 1
            page = pages[r] if pages else 9
            box = (50.0 + 60 * c, 100.0 + 20 * r, 50.0 + 60 * right, 100.0 + 20 * down)
            cells.append(Cell(r, c, down - r, right - c, text, page, box, (text,)))
    seen = tuple(sorted(set(pages))) or (9,)
    return Table(
        index=index,
        table=table,
        title=title,
        title_page=seen[0],
        title_bbox=None,
        unit=unit,
        unit_bbox=None,
        pages=seen,
        bboxes=tuple((50.0, 100.0, 500.0, 700.0) for _ in seen),
        cells=tuple(cells),
        row_count=len(grid),
        column_count=width,
        header_rows=0,
        columns=(),
    )


def read(*tables: Table, year: int | None = 2024) -> PerformanceRead:
    extracted = Extracted(SourceDocument("a.pdf", "0", "application/pdf", "pdf", ()), (), tables)
    return read_performance(extracted, Segmented(Identity("department_budget", year, "某局"), ()), load_rules())


def rows_of(found: PerformanceRead) -> list[tuple[str, ...]]:
    """horizon, level 1, 2, 3, operator, value, unit of each indicator."""
    return [
        (i.horizon, i.level1[0], i.level2[0], i.level3[0], i.operator, "~".join(i.value), i.unit)
        for i in found.indicators
    ]


def facts_of(found: PerformanceRead) -> dict[tuple[str, ...], str]:
    """(concept, measure, year, dimensions as k=v) -> value in yuan or percent."""
    return {
        (s.key.concept, s.key.measure, str(s.key.fiscal_year), *(f"{k}={v}" for k, v in s.key.dimensions)): (
            f"{s.value.normalize():f}"
        )
        for s in found.statements
    }
