"""Tables for tests, written as text: one line a row, cells parted by "|"; "<" goes on from the left, "^" from above."""

from __future__ import annotations

from budgetextract.extraction.headers import column_paths
from budgetextract.model.document import Cell, Extracted, Identity, Segmented, SourceDocument, Table
from budgetextract.model.facts import Statement
from budgetextract.normaliser.table_facts import table_statements
from budgetextract.rules.bundle import load_rules


def table(
    table_id: str | None, header_rows: int, text: str, unit: str = "万元", title: str = "", index: int = 0
) -> Table:
    """The table that ``text`` draws; every cell lies on page 1."""
    lines = [[cell.strip() for cell in line.strip().split("|")] for line in text.strip().splitlines()]
    width = max(map(len, lines))
    lines = [line + [""] * (width - len(line)) for line in lines]
    cells = []
    for row, line in enumerate(lines):
        for column, value in enumerate(line):
            if value in ("<", "^"):
                continue
            across = 1
            while column + across < width and line[column + across] == "<":
                across += 1
            down = 1
            while row + down < len(lines) and lines[row + down][column] == "^":
                down += 1
            box = (column * 50.0, row * 20.0, (column + across) * 50.0, (row + down) * 20.0)
            cells.append(Cell(row, column, down, across, value, 1, box, (value,)))
    return Table(
        index=index,
        table=table_id,
        title=title,
        title_page=1,
        title_bbox=None,
        unit=unit,
        unit_bbox=None,
        pages=(1,),
        bboxes=((0.0, 0.0, width * 50.0, len(lines) * 20.0),),
        cells=tuple(cells),
        row_count=len(lines),
        column_count=width,
        header_rows=header_rows,
        columns=column_paths(cells, len(lines), width, header_rows),
    )


def document(*tables: Table) -> Extracted:
    """A document of these tables and nothing else."""
    return Extracted(SourceDocument("invented.pdf", "", "application/pdf", "pdf", ()), (), tables)


def read(
    *tables: Table, year: int | None = 2024, department: str = "某县某局", kind: str = "department_budget"
) -> list[Statement]:
    """The statements of the tables."""
    statements, _ = table_statements(document(*tables), Segmented(Identity(kind, year, department), ()), load_rules())
    return statements


def facts(*tables: Table, year: int | None = 2024, department: str = "某县某局") -> dict[str, str]:
    """ "concept measure year key=value …" to value, as text."""
    found: dict[str, str] = {}
    for statement in read(*tables, year=year, department=department):
        key = statement.key
        name = " ".join([key.concept, key.measure, str(key.fiscal_year), *(f"{k}={v}" for k, v in key.dimensions)])
        value = f"{statement.value.normalize():f}"
        assert found.setdefault(name, value) == value, f"{name} stated twice: {found[name]}, {value}"
    return found


def problems(*tables: Table, year: int = 2024) -> list[str]:
    """The codes of the problems, in order."""
    _, trouble = table_statements(
        document(*tables), Segmented(Identity("department_budget", year, "某县某局"), ()), load_rules()
    )
    return [problem.code for problem in trouble]
