"""The tree of indicators of one form: header rows, blocks, rows, levels.

A form may hold two blocks (long-term, then annual) with the same header, a block may run over pages, and rows may
follow without a header of their own: they belong to the block above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from budgetextract.model.document import Cell
from budgetextract.model.facts import IndicatorDraft
from budgetextract.model.text import plain
from budgetextract.normaliser.performance_forms import Form, FormGrid
from budgetextract.normaliser.performance_values import parse_value
from budgetextract.rules.performance import PerformanceRules, label

_PREFIX = re.compile("^绩效")
_PLACEHOLDER = re.compile(r"指标\d*:?[.…·-]*|[.…·\-/]+")
_ORDINAL = re.compile(r"^(?:[一二三四五六\d]{1,2}[、.]|\([一二三四五六\d]{1,2}\)|[①-⑨])")
_LEVEL_NOTE = re.compile(r"\([^()]{0,12}\)$")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of indicators: ``first`` to ``last`` (exclusive) in the grid. ``horizon`` for value columns."""

    role: str
    first: int
    last: int
    horizon: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """The rows below one header."""

    columns: tuple[Column, ...]
    first: int
    last: int
    horizon: str

    def column(self, role: str) -> Column | None:
        return next((column for column in self.columns if column.role == role), None)

    @property
    def left(self) -> int:
        return min(c.first for c in self.columns if c.role.startswith("level"))


def header_columns(grid: FormGrid, row: int, rules: PerformanceRules) -> tuple[Column, ...]:
    """The columns of a header row; () for a row that is none."""
    found: dict[str, Column] = {}
    values: list[Column] = []
    for cell in grid.starting(row):
        role = _role(grid.label_of(cell), rules)
        if role == "value":
            values += _value_columns(grid, cell, rules)
        elif role == "level3" and "level3" in found:
            found.setdefault("basis", Column("basis", cell.column, cell.column + cell.column_span))
        elif role and (role not in found or _exact(grid.label_of(cell))):
            found[role] = Column(role, cell.column, cell.column + cell.column_span)
    levels = sum(role.startswith("level") for role in found)
    if not (levels >= 2 or (levels == 1 and "level3" not in found and values)) or not (values or levels == 3):
        return ()
    return (*found.values(), *values)


def _role(words: str, rules: PerformanceRules) -> str:
    bare = _PREFIX.sub("", words)
    return rules.headers.get(words) or (rules.headers.get(bare) if bare != "指标" else None) or ""


def _exact(words: str) -> bool:
    return words.endswith("级指标")


def _value_columns(grid: FormGrid, cell: Cell, rules: PerformanceRules) -> list[Column]:
    """One value column, or those that a second header row below it names (operator, value, unit; years)."""
    words = grid.label_of(cell)
    horizon = "long_term" if rules.long_values.search(words) else "annual" if "年" in words else ""
    whole = Column("value", cell.column, cell.column + cell.column_span, horizon)
    if cell.column_span == 1:
        return [whole]
    parts: list[Column] = []
    column = cell.column
    while column < cell.column + cell.column_span:
        under = grid.at(cell.row + cell.row_span, column)
        if under is None or under.column < cell.column:
            return [whole]
        role = _role(grid.label_of(under), rules)
        if role not in {"value", "operator", "unit"}:
            return [whole]
        own = "long_term" if rules.long_values.search(grid.label_of(under)) else horizon
        parts.append(Column(role, under.column, under.column + under.column_span, own))
        column = under.column + under.column_span
    return parts if any(part.role == "value" for part in parts) else [whole]


def blocks(form: Form, rules: PerformanceRules) -> list[Block]:
    """The blocks of indicators of a form, from top to bottom."""
    heads = [(row, columns) for row in form.rows if (columns := header_columns(form.grid, row, rules))]
    out: list[Block] = []
    for index, (row, columns) in enumerate(heads):
        last = heads[index + 1][0] if index + 1 < len(heads) else form.last
        start = row + 1 + _second_header(form.grid, row, columns, rules)
        horizon = _horizon(form, row, columns, rules)
        if out and _repeated(form, row, columns, out[-1], horizon):
            out[-1] = replace(out[-1], last=last)
        else:
            out.append(Block(columns, start, last, horizon or "annual"))
    return out


def _repeated(form: Form, row: int, columns: Sequence[Column], before: Block, horizon: str) -> bool:
    """The header printed again at the top of a page: the block above goes on."""
    own, above = form.grid.starting(row), form.grid.starting(row - 1)
    if not own or not above or own[0].page <= above[-1].page or horizon not in {"", before.horizon}:
        return False
    return [(c.role, c.first) for c in columns] == [(c.role, c.first) for c in before.columns]


def _second_header(grid: FormGrid, row: int, columns: Sequence[Column], rules: PerformanceRules) -> int:
    under = [grid.at(row + 1, column.first) for column in columns if column.role in {"value", "operator", "unit"}]
    return int(any(cell is not None and cell.row == row + 1 and _role(grid.label_of(cell), rules) for cell in under))


def horizon_of(words: str, rules: PerformanceRules) -> str:
    """long_term or annual where a label says so (长期绩效指标, 年度目标), else ""."""
    if words in rules.long_term:
        return "long_term"
    return "annual" if words in rules.annual else ""


def _horizon(form: Form, row: int, columns: Sequence[Column], rules: PerformanceRules) -> str:
    """From the label at the left of the header, else from the label of the nearest row above it; "" for none."""
    grid = form.grid
    left = min(column.first for column in columns if column.role.startswith("level"))
    for beside in (row, row + 1):  # a header at the foot of a page: its label stands beside the rows on the next one
        for column in range(left):
            cell = grid.at(beside, column)
            level = grid.at(beside, left)
            if cell is None or (beside > row and (level is None or level.column != left)):
                continue
            if found := horizon_of(grid.label_of(cell), rules):
                return found
    for above in range(row - 1, form.first - 1, -1):
        labels = {found for cell in grid.starting(above) if (found := horizon_of(grid.label_of(cell), rules))}
        if len(labels) == 1:
            return labels.pop()
        if labels or header_columns(grid, above, rules):
            break
    return ""


@dataclass(frozen=True, slots=True)
class _Row:
    row: int
    page: int
    cells: dict[str, Cell]
    draft: IndicatorDraft
    follows_page: bool


def indicators(form: Form, project: str, rules: PerformanceRules) -> list[IndicatorDraft]:
    """Every indicator of a form."""
    out: list[IndicatorDraft] = []
    for block in blocks(form, rules):
        rows = list(_rows(form, block, project, rules))
        out += [draft for row in _with_levels(form, block, rows, rules) for draft in row]
    return out


def _rows(form: Form, block: Block, project: str, rules: PerformanceRules) -> Iterator[_Row]:
    grid, page = form.grid, 0
    name = block.column("level3") or block.column("level2") or block.columns[0]
    for row in range(block.first, block.last):
        cell = _own_cell(grid, row, name)
        if cell is None or cell.column < block.left or header_columns(grid, row, rules):
            continue
        cells = _cells(grid, row, block)
        words = [plain(cells[role].text) for role in ("level1", "level2", "level3") if role in cells]
        if any(label(word) in rules.totals for word in words) or not _states(cells, name.role):
            continue
        if (found := cells.get("project")) is not None and found.text.strip():
            project = _project_name(found.text)
        draft = _draft(form, block, cells, cell, row, project)
        yield _Row(row, cell.page, cells, draft, follows_page=bool(page) and cell.page > page)
        page = cell.page


def _own_cell(grid: FormGrid, row: int, column: Column) -> Cell | None:
    """The cell that begins in this row within a column of the header."""
    for place in range(column.first, column.last):
        cell = grid.at(row, place)
        if cell is not None and cell.row == row and cell.column >= column.first - 0:
            return cell if cell.column + cell.column_span <= max(column.last, cell.column + 1) + 1 else None
    return None


def _cells(grid: FormGrid, row: int, block: Block) -> dict[str, Cell]:
    out: dict[str, Cell] = {}
    for column in block.columns:
        cell = grid.at(row, column.first)
        if cell is None:
            cell = next((c for place in range(column.first, column.last) if (c := grid.at(row, place))), None)
        if cell is not None and column.role not in out:
            out[column.role] = cell
    return out


def _states(cells: dict[str, Cell], name: str) -> bool:
    words = plain(cells[name].text) if name in cells else ""
    value = plain(cells["value"].text) if "value" in cells else ""
    if not words:
        return False
    return bool(value) or not _PLACEHOLDER.fullmatch(words)


def listed_projects(form: Form, rules: PerformanceRules) -> dict[str, tuple[Cell, str]]:
    """Projects named in a column of their own (one form a row group): name -> its cell and its goal in words."""
    out: dict[str, tuple[Cell, str]] = {}
    for block in blocks(form, rules):
        names, goals = block.column("project"), block.column("goal")
        for row in range(block.first, block.last) if names is not None else ():
            cell = form.grid.at(row, names.first) if names is not None else None
            if cell is None or cell.row != row or not cell.text.strip():
                continue
            goal = form.grid.at(row, goals.first) if goals is not None else None
            out.setdefault(_project_name(cell.text), (cell, goal.text.strip() if goal is not None else ""))
    return out


def _project_name(text: str) -> str:
    return re.sub(r"^\s*(?:\d{1,2}[.、．]|[(（]\d{1,2}[)）])\s*", "", text).strip()


def _draft(form: Form, block: Block, cells: dict[str, Cell], cell: Cell, row: int, project: str) -> IndicatorDraft:
    def text(role: str) -> str:
        return cells[role].text.strip() if role in cells else ""

    return IndicatorDraft(
        scope=form.scope,
        project=project,
        horizon=block.horizon,
        level1=(text("level1"), ""),
        level2=(text("level2"), ""),
        level3=(text("level3"), ""),
        text=text("value"),
        operator="",
        value=(),
        unit="",
        page=cell.page,
        bbox=cell.bbox,
        table=form.grid.table.index,
        row=row,
        weight=text("weight"),
        basis=text("basis"),
        actual=text("actual"),
        score=text("score"),
    )


def _with_levels(
    form: Form, block: Block, rows: Sequence[_Row], rules: PerformanceRules
) -> Iterator[list[IndicatorDraft]]:
    """Levels filled down where the form merges them or a page cuts them, ids added, values read."""
    ones = [row.draft.level1[0] for row in rows]
    twos = [row.draft.level2[0] for row in rows]
    ones = _filled(ones, [_parents(two, rules) for two in twos], rows, rules)
    for row, one, two in zip(rows, ones, _filled_twos(ones, twos), strict=True):
        first = rules.level1.get(_name(one), "")
        draft = replace(row.draft, level1=(one, first), level2=(two, _level2_id(two, first, rules)))
        yield list(_valued(form, block, row, draft, rules))


def _parents(two: str, rules: PerformanceRules) -> frozenset[str]:
    return frozenset(parent for parent, _ in rules.level2.get(_name(two), ()))


def _name(text: str) -> str:
    return label(_ORDINAL.sub("", _LEVEL_NOTE.sub("", plain(text))))


def _filled(ones: list[str], parents: list[frozenset[str]], rows: Sequence[_Row], rules: PerformanceRules) -> list[str]:
    """A blank label takes the one above, unless the level below belongs elsewhere; one cut off by a page's end takes
    the one that follows on the next page, where the level below says that it belongs there."""
    out = list(ones)
    for index in range(1, len(out)):
        above = rules.level1.get(_name(out[index - 1]), "")
        if not out[index] and out[index - 1] and (not parents[index] or not above or above in parents[index]):
            out[index] = out[index - 1]
    for index in range(len(out) - 2, -1, -1):
        if out[index] or (not rows[index + 1].follows_page and ones[index + 1]):
            continue
        below = rules.level1.get(_name(out[index + 1]), "")
        if below and below in parents[index]:
            out[index] = out[index + 1]
    return out


def _filled_twos(ones: Sequence[str], twos: Sequence[str]) -> list[str]:
    out = list(twos)
    for index in range(1, len(out)):
        if not out[index] and ones[index] == ones[index - 1]:
            out[index] = out[index - 1]
    return out


def _level2_id(two: str, first: str, rules: PerformanceRules) -> str:
    known = rules.level2.get(_name(two), ())
    return next((found for parent, found in known if parent == first), known[0][1] if known else "")


def _valued(
    form: Form, block: Block, row: _Row, draft: IndicatorDraft, rules: PerformanceRules
) -> Iterator[IndicatorDraft]:
    """The indicator once for each value column that states something (年度, 实施期), else once without a value."""
    grid = form.grid
    values = [column for column in block.columns if column.role == "value"]
    operator = row.cells["operator"].text if "operator" in row.cells else ""
    unit = row.cells["unit"].text if "unit" in row.cells else ""
    several = len(values) > 1
    given = False
    for column in values:
        text = _joined(grid, row.row, column)
        read = parse_value(text, rules, operator=operator, unit=unit)
        if read is None:
            continue
        given = True
        yield replace(
            draft,
            text=text,
            operator=read.operator,
            value=read.value,
            unit=read.unit,
            horizon=(column.horizon or draft.horizon) if several else draft.horizon,
        )
    if not given:
        yield draft


def _joined(grid: FormGrid, row: int, column: Column) -> str:
    """The text of a value column; a head over several columns (≥ | 95 | %) covers all of them."""
    seen: list[Cell] = []
    for place in range(column.first, column.last):
        cell = grid.at(row, place)
        if cell is not None and cell not in seen and cell.column >= column.first:
            seen.append(cell)
    if not seen and (cell := grid.at(row, column.first)) is not None:
        seen.append(cell)
    return "".join(cell.text.strip() for cell in seen)
