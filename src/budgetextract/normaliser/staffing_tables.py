"""Staffing tables (编制数 | 在职 | 离退休): counts by column, by row and by organisation.

In     tables that no rule of the standard tables knows, with at least two heads that name posts or people.
Out    statements of origin ``table``.
Never  read a blank as nought, or a number without a head that says what it counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from budgetextract.model.document import Cell, Extracted, Segmented, Table
from budgetextract.model.facts import Key, Statement, dimensions
from budgetextract.model.patterns import later
from budgetextract.model.text import plain
from budgetextract.normaliser.amounts import parse_number
from budgetextract.normaliser.performance_forms import FormGrid, lay_out
from budgetextract.normaliser.staffing_words import words_of
from budgetextract.record import record
from budgetextract.rules.staffing import StaffingRules

_TOTAL = later(r"(?:合计|总计|小计|全部门|部门合计)\d*")
_NAMES = later("名称|单位$|部门$|机构$|项目$|类别$")
_NUMBERING = later(r"^(?:[一二三四五六七八九十]+[、.]|\([一二三四五六七八九十\d]+\)|\d+[、.])")
_MONEY = later("元|经费|支出|收入|预算数|决算数|金额|资金|%|占比|车")
MAX_CELLS = 5_000
MAX_UNKNOWN = 2
"""Characters of a head that may be no known words."""


@record
class _Head:
    concept: str
    kind: str
    broken_down: bool
    """实有人数 with 在职 and 离退休 beside it: everybody counted."""


def table_counts(extracted: Extracted, segmented: Segmented, rules: StaffingRules, year: int) -> list[Statement]:
    """Statements out of the tables whose heads name posts or people."""
    sections = {table: index for index, section in enumerate(segmented.sections) for table in section.tables}
    out: list[Statement] = []
    for table in extracted.tables:
        if table.table is not None or len(table.cells) > MAX_CELLS or not _speaks_of_staff(table, rules):
            continue
        grid = lay_out(table)
        if grid is None:
            continue
        section = sections.get(table.index)
        found = list(_by_column(table, grid, rules)) or list(_by_label(table, grid, rules))
        out += [_statement(table, *item, year, section) for item in found]
    return out


def _speaks_of_staff(table: Table, rules: StaffingRules) -> bool:
    text = "".join(cell.text for cell in table.cells[:80])
    return rules.strong.search(plain(text)) is not None


_Found = tuple[_Head, Cell, str, int]
"""What is counted, the cell, the organisation ("" for the whole), the value."""


def _by_column(table: Table, grid: FormGrid, rules: StaffingRules) -> Iterator[_Found]:
    """A table with heads: each column counts one thing, each row is an organisation, a type of post or the whole."""
    paths = [plain(path) for path in table.columns]
    heads = {i: head for i, path in enumerate(paths) if (head := _head(path, rules)) is not None}
    if len(heads) < 2:
        return
    heads |= _of_type(paths, heads, rules)
    total = any("实有" in p and re.search("在职|在编|在岗", p) for p in paths) and any("退休" in p for p in paths)
    rows = [(row, _row_label(grid, row, heads, table)) for row in range(table.header_rows, table.row_count)]
    named = [label for _, label in rows if label and not _TOTAL.fullmatch(label)]
    for row, label in rows:
        kind = _row_kind(label, rules)
        organisation = label if len(named) > 1 and kind is None and not _TOTAL.fullmatch(label) else ""
        for column, head in heads.items():
            cell = grid.at(row, column)
            value = _count(cell) if cell is not None and cell.row == row and cell.column == column else None
            if cell is None or value is None:
                continue
            if total and head.broken_down:
                head = _Head("staff.total", head.kind, True)
            if kind and not head.kind:
                head = _Head(head.concept, kind, head.broken_down)
            yield head, cell, organisation, value


def _of_type(paths: list[str], heads: dict[int, _Head], rules: StaffingRules) -> dict[int, _Head]:
    """Heads that name only a type of post (编制数 | 行政 | 实有人数 | 工勤人员): parts of the whole left of them."""
    found: dict[int, _Head] = {}
    whole: _Head | None = None
    for column, path in enumerate(paths):
        words = words_of(path, rules) if column not in heads else None
        if column in heads:
            part = heads[column].kind or heads[column].concept not in ("staff.establishment", "staff.on_duty")
            whole = None if part else heads[column]
        elif whole is not None and words is not None and words.post_type and not (words.field or _MONEY.search(path)):
            found[column] = _Head(whole.concept, words.post_type, False)
        elif not path.endswith("人员"):  # 管理人员, 专业技术人员: parts of no known type
            whole = None
    return found


def _row_label(grid: FormGrid, row: int, heads: dict[int, _Head], table: Table) -> str:
    """The words of a row left of its counts: under a head for names, else the last cell that is no number."""
    labels: dict[int, str] = {}
    for column in range(min(heads)):
        cell = grid.at(row, column)
        words = _NUMBERING.sub("", plain(cell.text)) if cell is not None else ""
        if words and parse_number(words) is None:
            labels[column] = words
    named = [column for column in labels if column < len(table.columns) and _NAMES.search(plain(table.columns[column]))]
    if named:
        return labels[named[-1]]
    return labels[max(labels)] if labels else ""


def _row_kind(label: str, rules: StaffingRules) -> str | None:
    words = words_of(label, rules) if label else None
    return words.post_type if words is not None and words.post_type and len(label) <= 12 else None


def _by_label(table: Table, grid: FormGrid, rules: StaffingRules) -> Iterator[_Found]:
    """A table of labels with their numbers at the right: 编制数 | 30 | 实有人数 | 28."""
    found: list[_Found] = []
    for cell in table.cells:
        value = _count(cell)
        left = grid.at(cell.row, cell.column - 1) if cell.column else None
        if value is None or left is None or _count(left) is not None:
            continue
        path = _NUMBERING.sub("", plain(left.text))
        above = grid.at(left.row, left.column - 1) if left.column else None
        if above is not None and above.row_span > left.row_span and _count(above) is None:
            path = f"{plain(above.text)}/{path}"
        if (head := _head(path, rules)) is not None:
            found.append((head, cell, "", value))
    if len({(head.concept, head.kind) for head, _, _, _ in found}) >= 2:
        yield from found


def _head(path: str, rules: StaffingRules) -> _Head | None:
    """What a column path or a label counts: 人员编制/行政编制, 实有人数/在职/小计."""
    if _MONEY.search(path):
        return None
    leaf = words_of(path.rpartition("/")[2], rules)  # 离退休人数/离休: the leaf is the narrower one
    narrow = leaf is not None and leaf.concept.startswith("staff.retired.")
    words = leaf if narrow else words_of(path.replace("/", ""), rules)
    if words is None or not words.field or words.rest > MAX_UNKNOWN:
        return None
    broken_down = words.concept == "staff.on_duty" and not re.search("在职|在编|在岗", path)
    return _Head(words.concept, words.post_type, broken_down)


def _count(cell: Cell | None) -> int | None:
    if cell is None or not cell.text.strip():
        return None
    text = plain(cell.text)
    number = parse_number(text[:-1] if text[-1:] in "人名个" else text)
    if number is None or number.value != number.value.to_integral_value() or number.value < 0:
        return None
    return int(number.value)


def _statement(
    table: Table, head: _Head, cell: Cell, organisation: str, value: int, year: int, section: int | None
) -> Statement:
    return Statement(
        key=Key(head.concept, "reported", year, dimensions(organisation=organisation, post_type=head.kind)),
        value=Decimal(value),
        unit="person",
        stated=cell.text.strip(),
        stated_unit="人",
        precision=Decimal(0),
        origin="table",
        page=cell.page,
        bbox=cell.bbox,
        text=cell.text,
        section=section,
        table=table.index,
        row=cell.row,
        column=cell.column,
    )
