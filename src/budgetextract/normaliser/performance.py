"""Performance forms: projects, goals, funds and the tree of indicators.

In     all tables; those are forms whose id says so or whose head names levels of indicators.
Out    ``PerformanceRead``.
Never  hand on the name or telephone number of the person who filled in a form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from budgetextract.model.document import Cell, Extracted, ReadProblem, Segmented, Table
from budgetextract.model.facts import PerformanceRead, ProjectDraft, Statement
from budgetextract.model.text import plain
from budgetextract.normaliser.performance_forms import FORM_TABLES, Form, FormGrid, lay_out, named_inside, split_forms
from budgetextract.normaliser.performance_funds import fund_statements
from budgetextract.normaliser.performance_headers import header_columns, horizon_of
from budgetextract.normaliser.performance_indicators import Run, goes_on, indicators, listed_projects, runs
from budgetextract.normaliser.performance_prose import prose_indicators
from budgetextract.rules.bundle import Rules
from budgetextract.rules.performance import PerformanceRules

_TITLE_YEAR = re.compile(r"(20\d\d)年")
_EXPECTED = frozenset({"预期目标", "年初设定目标", "年初目标", "预期总目标", "年初预期目标"})


def read_performance(extracted: Extracted, segmented: Segmented, rules: Rules) -> PerformanceRead:
    """What the document's performance forms state."""
    candidates = [table for table in extracted.tables if table.table in FORM_TABLES or _looks_like_form(table)]
    told = tuple(prose_indicators(segmented, rules.performance))
    if not candidates:
        return PerformanceRead(indicators=told)
    wording, year = rules.performance, segmented.identity.fiscal_year
    sections = {table: index for index, section in enumerate(segmented.sections) for table in section.tables}
    statements: list[Statement] = []
    problems: list[ReadProblem] = []
    found: list[Run] = []
    projects: list[ProjectDraft] = []
    for form in (form for table in candidates for form in forms_of(table, wording)):
        name, cell = _project(form, wording)
        continued = not name and bool(found) and goes_on(form, found[-1], wording)
        own = runs(form, found[-1][-1].project if continued else name, wording)
        if continued:
            found[-1] += own.pop(0)
        found += own
        projects += _projects(form, name, cell, any(own), continued, wording)
        if year is not None:
            section = sections.get(form.grid.table.index)
            stated, lacking = fund_statements(form, name, _year(form, year, wording), section, wording)
            statements += stated
            problems += lacking
    drafts = (*(draft for run in found for draft in indicators(run, wording)), *told)
    return PerformanceRead(tuple(statements), drafts, _once(projects), tuple(problems))


def _projects(
    form: Form, name: str, cell: Cell | None, has_rows: bool, continued: bool, rules: PerformanceRules
) -> list[ProjectDraft]:
    """One draft a form; one for each name where a column lists the projects; none for what only goes on."""
    if listed := listed_projects(form, rules):
        return [_draft(form, own, place, (("annual", goal),) if goal else ()) for own, (place, goal) in listed.items()]
    goals = tuple(_goals(form, rules))
    if continued or not (has_rows or goals or form.grid.table.table in FORM_TABLES):
        return []
    return [_draft(form, name, cell, goals)]


def _once(projects: list[ProjectDraft]) -> tuple[ProjectDraft, ...]:
    """A name that a list repeats on its next page stands once."""
    out: list[ProjectDraft] = []
    for project in projects:
        if not (out and project.name and out[-1].name == project.name and out[-1].goals == project.goals):
            out.append(project)
    return tuple(out)


def _year(form: Form, year: int, rules: PerformanceRules) -> int:
    """The year of a form's money: a self-evaluation inside a budget is about the year that its title names."""
    title = plain(form.title)
    match = _TITLE_YEAR.search(title)
    if match and rules.self_evaluation.search(title) and year - 2 <= int(match[1]) <= year:
        return int(match[1])
    return year


def forms_of(table: Table, rules: PerformanceRules) -> list[Form]:
    """The forms in a table; [] for a table that is none."""
    if table.table not in FORM_TABLES and not _looks_like_form(table):
        return []
    grid = lay_out(table)
    if grid is None:
        return []
    if table.table not in FORM_TABLES and not _has_header(grid, rules):
        return []
    return split_forms(grid, rules)


def _looks_like_form(table: Table) -> bool:
    if table.table is not None:
        return False
    return any("级指标" in cell.text or "绩效指标" in cell.text for cell in table.cells)


def _has_header(grid: FormGrid, rules: PerformanceRules) -> bool:
    return any(header_columns(grid, row, rules) for row in range(grid.table.row_count))


def _project(form: Form, rules: PerformanceRules) -> tuple[str, Cell | None]:
    """The project's name and its cell; the name is blank for a form of the whole department."""
    if form.scope == "department":
        return "", _unit_cell(form, rules)
    for row in form.rows:
        for cell in form.grid.starting(row):
            if inside := named_inside(cell):
                return inside, cell
            if form.grid.label_of(cell) == "项目名称" and (value := form.grid.beside(cell)) is not None:
                known = rules.headers.get(form.grid.label_of(value)) or rules.list_columns.get(
                    form.grid.label_of(value)
                )
                if value.text.strip() and not known:
                    return value.text.strip(), value
    return "", None


def _unit_cell(form: Form, rules: PerformanceRules) -> Cell | None:
    for row in form.rows:
        for cell in form.grid.starting(row):
            rule = rules.whole_fields.get(form.grid.label_of(cell))
            if rule is not None and rule.id == "unit_name":
                return form.grid.right_of(cell)
    return None


def _goals(form: Form, rules: PerformanceRules) -> Iterator[tuple[str, str]]:
    """(horizon, text) of each goal in words: right of its label, or below it where labels stand side by side."""
    grid, seen = form.grid, set[tuple[str, str]]()
    for row in form.rows:
        for cell in grid.starting(row):
            words = grid.label_of(cell)
            horizon = horizon_of(words, rules) or ("annual" if words in rules.goal_labels else "")
            if not horizon:
                continue
            text = _goal_text(grid, cell, rules)
            if text and (horizon, plain(text)) not in seen:
                seen.add((horizon, plain(text)))
                yield horizon, text


def _goal_text(grid: FormGrid, cell: Cell, rules: PerformanceRules) -> str:
    right, below = grid.right_of(cell), grid.below(cell)
    if right is not None and grid.label_of(right) in _EXPECTED:
        right = grid.below(right)
        return right.text.strip() if right is not None else ""
    beside = right is not None and bool(horizon_of(grid.label_of(right), rules))
    if right is not None and right.text.strip() and not beside and not _is_head(grid, right, rules):
        return right.text.strip()
    if right is not None and not beside and right.row_span <= 1 and cell.column_span == 1 and not right.text.strip():
        return ""
    if below is not None and below.column_span == cell.column_span and not _is_head(grid, below, rules):
        return below.text.strip()
    return ""


def _is_head(grid: FormGrid, cell: Cell, rules: PerformanceRules) -> bool:
    words = grid.label_of(cell)
    known = words in rules.headers or words in rules.whole_fields or words in rules.goal_labels
    return known or bool(horizon_of(words, rules)) or words.endswith("绩效指标")


def _draft(form: Form, name: str, cell: Cell | None, goals: tuple[tuple[str, str], ...]) -> ProjectDraft:
    table = form.grid.table
    where = cell or next(iter(form.grid.starting(form.first)), None)
    named = name or (cell.text.strip() if cell is not None else "")
    return ProjectDraft(
        name=named,
        scope=form.scope,
        goals=goals,
        page=where.page if where is not None else table.title_page,
        bbox=where.bbox if where is not None else table.bboxes[0],
        table=table.index,
        text=named,
    )
