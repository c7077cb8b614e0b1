"""Whose tables they are, where a document holds one set of tables for the department and others for its organisations.

Some counties publish 汇总 and 本级 in one file: the same tables twice. The line above each (部门：…, 单位名称：…) says
whose it is; without it the second set is not told apart, and the merge shows its figures as conflicts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from budgetextract.model.document import Line, Table
from budgetextract.model.facts import Statement
from budgetextract.model.text import plain

_OWNER = re.compile(
    r"(?:编制|填报|预算|公开|填制)?(?:部门|单位)(?:\(单位\))?(?:(?:(?:编码|代码)(?:及|和|、)?)?名称)?(?:\(公章\)|\(盖章\))?:"
    r"(?!(?:人民币)?(?:亿|百万|千|万)?元)(?:\d{3,12})?[-—]?([^:]{2,40}?)(?=(?:金额)?单位:|表\d|$)"
)
_SUMMED = ("汇总", "合并")
_REACH = 90.0
"""Points above a table within which the line of its owner stands."""
_OF_ONE_FUND = ("政府性基金", "国有资本")


def owners(tables: Sequence[Table], lines: Sequence[Line], department: str) -> Mapping[int, str]:
    """Table index to the organisation whose table it is; tables of the whole department are left out.

    Only tables of which the document has several are asked, and only different owners in the lines above them count.
    """
    counts = Counter(table.table for table in tables if table.table)
    several = [table for table in tables if table.table and counts[table.table] > 1]
    named = {table.index: owner for table in several if (owner := _owner(table, lines))}
    if len({plain(owner) for owner in named.values()}) < 2:
        return {}
    whole = _whole(list(named.values()), department)
    return {index: owner for index, owner in named.items() if plain(owner) != whole}


def of_owner(statements: Sequence[Statement], owner: str) -> list[Statement]:
    """The statements as the owner's, where they are not some organisation's already."""
    return [_owned(entry, owner) if entry.key.dimension("organisation") is None else entry for entry in statements]


def is_of_one_fund(table: Table, tables: Sequence[Table]) -> bool:
    """True for a second table of the three public items that is for one fund only; the items carry no fund."""
    if not any(word in table.title for word in _OF_ONE_FUND):
        return False
    return any(other.table == table.table and not any(word in other.title for word in _OF_ONE_FUND) for other in tables)


def _owned(entry: Statement, owner: str) -> Statement:
    dims = tuple(sorted((*entry.key.dimensions, ("organisation", owner))))
    return replace(entry, key=replace(entry.key, dimensions=dims))


def _owner(table: Table, lines: Sequence[Line]) -> str:
    """The owner that a row of the table, or a line between its title and it (or just above it), names, "" for none."""
    if table.owner and (match := _OWNER.match(plain(table.owner)[:120])) is not None:
        return match[1]
    page = table.pages[0] if table.pages else table.title_page
    top = table.bboxes[0][1] if table.bboxes else 0.0
    for line in lines:
        near = (line.page == page and top - _REACH <= line.top <= top) or (
            line.page == table.title_page != page and table.title_bbox is not None and line.top >= table.title_bbox[1]
        )
        if near and (match := _OWNER.match(plain(line.text)[:120])) is not None:
            return match[1]
    return ""


def _whole(named: Sequence[str], department: str) -> str:
    """The plain name of the owner of the department's own set: summed up, or of its name, or the first."""
    plain_names = [plain(name) for name in named]
    for name in plain_names:
        if name.endswith(_SUMMED) or any(f"({word})" in name for word in _SUMMED):
            return name
    return plain(department) if plain(department) in plain_names else plain_names[0]
