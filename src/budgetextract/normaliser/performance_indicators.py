"""The indicators of forms: rows below their headers, levels, values.

In     forms, with the blocks that their headers govern.
Out    ``Run``: the rows of one block, joined over tables where a form goes on; ``IndicatorDraft`` out of each row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from budgetextract.model.document import Cell
from budgetextract.model.facts import IndicatorDraft
from budgetextract.model.text import plain
from budgetextract.normaliser.performance_forms import Form, FormGrid
from budgetextract.normaliser.performance_headers import Block, Column, blocks, header_columns
from budgetextract.normaliser.performance_levels import Label, cut_rows, filled
from budgetextract.normaliser.performance_values import parse_value
from budgetextract.record import record
from budgetextract.rules.performance import PerformanceRules, label

_PLACEHOLDER = re.compile(r"指标\d*:?[.…·-]*|[.…·\-/]+")
_ORDINAL = re.compile(r"^(?:[一二三四五六\d]{1,2}[、.]|\([一二三四五六\d]{1,2}\)|[①-⑨])")
_LEVEL_NOTE = re.compile(r"\([^()]{0,12}\)$")
_WITH_VALUE = re.compile(
    r"(?P<name>.*?[^\s\d:：])\s*(?:(?P<value>(?:[≥≤=<>＝＜＞]|不低于|不少于|不超过|大于|小于)\s*[\d.]+.{0,12})|[:：]\s*(?P<said>.{1,20}))",
    re.S,
)
"""Name and value in one cell of a form that has no column of values: 培训合格率≥95%, 成果质量：达标."""
_NUMBERED = re.compile(r"(?:三级)?(?:指标|目标)\d*|\d*")
_LISTED = re.compile(r"^\s*(?:\d{1,2}[.、．](?!\d)|[(（]\d{1,2}[)）])\s*")


@record
class Row:
    """One printed row of indicators: ``cells`` by role of the column."""

    form: Form
    block: Block
    row: int
    project: str
    own: Cell
    cells: dict[str, Cell]


Run = list[Row]


def runs(form: Form, project: str, rules: PerformanceRules) -> list[Run]:
    """The rows of each block of a form."""
    return [list(_rows(form, block, project, rules)) for block in blocks(form, rules)]


def goes_on(form: Form, before: Run, rules: PerformanceRules) -> bool:
    """True where a table at the top of a page repeats the header of the one before and goes on with its rows."""
    own = blocks(form, rules)
    if not before or not own or own[0].first > form.first + 2:
        return False
    last, table = before[-1], form.grid.table
    if last.form.grid.table is table or last.form.grid.table.table != table.table or table.title.strip():
        return False
    if table.pages[0] != last.own.page + 1:
        return False
    return [(c.role, c.first) for c in own[0].columns] == [(c.role, c.first) for c in last.block.columns]


def _rows(form: Form, block: Block, project: str, rules: PerformanceRules) -> Iterator[Row]:
    grid = form.grid
    name = block.column("level3") or block.column("level2") or block.columns[0]
    for row in range(block.first, block.last):
        cell = _own_cell(grid, row, name)
        if cell is None or cell.column < block.left or header_columns(grid, row, rules):
            continue
        cells = _cells(grid, row, block)
        words = [plain(cells[role].text) for role in ("level1", "level2", "level3") if role in cells]
        if any(label(word) in rules.totals for word in words) or not _states(cells, name.role):
            continue
        yield Row(form, block, row, project, cell, cells)


def _own_cell(grid: FormGrid, row: int, column: Column) -> Cell | None:
    """The cell that begins in this row within a column of the header."""
    for place in range(column.first, column.last):
        cell = grid.at(row, place)
        if cell is not None and cell.row == row and cell.column >= column.first:
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
    return _LISTED.sub("", text).strip()


def indicators(run: Run, rules: PerformanceRules) -> Iterator[IndicatorDraft]:
    """The indicators of one run, levels filled down where the form merges them or a page cuts them."""
    if not run:
        return
    own = [_text(row, "level1") for row in run]
    listed = any("project" in row.cells for row in run)
    projects, firsts = _labels(run, "project"), _labels(run, "level1")
    names = filled(projects, lambda _at, _name: True) if listed else []
    wider = cut_rows(projects)
    twos = filled(_labels(run, "level2"), lambda at, two: _under(own, at, two, rules), wider | cut_rows(firsts))
    ones = filled(firsts, lambda at, one: _above(twos[at], one, rules), wider)
    for at, row in enumerate(run):
        first = rules.level1.get(_name(ones[at]), "")
        draft = _draft(row, _project_name(names[at]) if listed else row.project)
        draft = replace(draft, level1=(ones[at], first), level2=(twos[at], _level2_id(twos[at], first, rules)))
        yield from _valued(row, draft, rules)


def _labels(run: Run, role: str) -> list[Label]:
    out: list[Label] = []
    for row in run:
        cell, table = row.cells.get(role), row.form.grid.table.index
        if cell is None:
            out.append(Label((table, row.row, -1), "", 1, row.own.page))
        else:
            out.append(Label((table, cell.row, cell.column), cell.text.strip(), cell.row_span, row.own.page))
    return out


def _under(ones: Sequence[str], at: int, two: str, rules: PerformanceRules) -> bool:
    """May a level-2 label of another row stand here? Not where this row begins another level 1."""
    if not ones[at]:
        return True
    parents = _parents(two, rules)
    first = rules.level1.get(_name(ones[at]), "")
    if parents and first:
        return first in parents
    return at == 0 or ones[at] == ones[at - 1]


def _above(two: str, one: str, rules: PerformanceRules) -> bool:
    """May a level-1 label of another row stand here? Not above a level 2 that belongs elsewhere."""
    parents, first = _parents(two, rules), rules.level1.get(_name(one), "")
    return not parents or not first or first in parents


def _parents(two: str, rules: PerformanceRules) -> frozenset[str]:
    return frozenset(parent for parent, _ in rules.level2.get(_name(two), ()))


def _name(text: str) -> str:
    return label(_ORDINAL.sub("", _LEVEL_NOTE.sub("", plain(text))))


def _level2_id(two: str, first: str, rules: PerformanceRules) -> str:
    known = rules.level2.get(_name(two), ())
    return next((found for parent, found in known if parent == first), known[0][1] if known else "")


def _text(row: Row, role: str) -> str:
    return row.cells[role].text.strip() if role in row.cells else ""


def _draft(row: Row, project: str) -> IndicatorDraft:
    return IndicatorDraft(
        scope=row.form.scope,
        project=project,
        horizon=row.block.horizon,
        level1=("", ""),
        level2=("", ""),
        level3=(_text(row, "level3"), ""),
        text=_text(row, "value"),
        operator="",
        value=(),
        unit="",
        page=row.own.page,
        bbox=row.own.bbox,
        table=row.form.grid.table.index,
        row=row.row,
        weight=_text(row, "weight"),
        basis=_text(row, "basis"),
        actual=_text(row, "actual"),
        score=_text(row, "score"),
    )


def _valued(row: Row, draft: IndicatorDraft, rules: PerformanceRules) -> Iterator[IndicatorDraft]:
    """The indicator once for each value column that states something (年度, 实施期), else once without a value."""
    values = [column for column in row.block.columns if column.role == "value"]
    if not values:
        yield _parted(draft, rules)
        return
    several = len(values) > 1
    given = False
    for column in values:
        text = _joined(row.form.grid, row.row, column)
        read = parse_value(text, rules, operator=_text(row, "operator"), unit=_text(row, "unit"))
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


def _parted(draft: IndicatorDraft, rules: PerformanceRules) -> IndicatorDraft:
    """Name and value apart where one cell has both; the indicator as it is where it has no value."""
    match = _WITH_VALUE.fullmatch(draft.level3[0])
    if match is None or _NUMBERED.fullmatch(match["name"]):
        return draft
    text = match["value"] or match["said"]
    read = parse_value(text, rules)
    if read is None:
        return draft
    return replace(
        draft, level3=(match["name"], ""), text=text, operator=read.operator, value=read.value, unit=read.unit
    )


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
