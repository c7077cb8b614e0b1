"""What each leaf column of a standard table holds: a part of the row's key, a value with its meaning, or nothing.

A value column is bound by the words of its head: to the table's own column rule first, and where the rules have none,
by what its words say one by one (fund, nature of the expenditure, source of the income, economic class). A column whose
head says neither stays unbound: its figures are no facts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from budgetextract.model.document import Table
from budgetextract.model.text import is_cjk, plain
from budgetextract.normaliser.amounts import parse_number
from budgetextract.normaliser.column_economy import EconomicHeads, economic_heads
from budgetextract.normaliser.column_heads import candidates, score
from budgetextract.normaliser.column_words import by_words
from budgetextract.normaliser.table_column import (
    CODE,
    KEY_ROLES,
    LABEL,
    NAME,
    PROJECT,
    SKIP,
    UNIT_CODE,
    UNIT_NAME,
    VALUE,
    Block,
    Bound,
    Column,
    bound,
)
from budgetextract.rules.classification import Classification
from budgetextract.rules.header_words import HeaderPath
from budgetextract.rules.tables import ROW, ColumnRule, TableRule, TableRules

_NUMERIC = frozenset("0123456789０１２３４５６７８９-－−+＋(（¥￥ ")
"""What a printed number can begin with."""
_CODE_ENDS = ("科目编码", "科目代码", "分类编码", "分类代码")
_NAME_ENDS = ("科目名称", "分类名称")
"""However the list before these words is called (部门经济科目编码, 政府经济科目编码)."""
_NATURE_WORDS = ("用途", "支出性质", "支出结构", "支出类别", "按性质", "经济分类", "经济科目")


def bind(table: Table, rule: TableRule, tables: TableRules, lists: Classification, year: int) -> Bound:
    """The blocks of a table: key columns by their heads, value columns by rule or by words."""
    roles = _roles(table, rule, tables)
    economy = economic_heads(table.title, rule.id, table.columns, lists, year)
    blocks: list[Block] = []
    unbound: list[int] = []
    for number, (keys, values) in enumerate(_runs(roles)):
        side = _side(table, rule, keys, values, number)
        key_columns = _with_levels(tuple(_key_column(index, roles, table, tables) for index in keys))
        paths = _own_paths(table, keys, values, tables)
        found: dict[int, Column] = {}
        if rule.id.endswith("three_public") and any(column.role == LABEL for column in key_columns):
            found = {} if _heads_name_items(paths, tables) else _by_row(paths, rule, year)
        found = found or _values(paths, side, rule, tables, economy, year)
        unbound += [index for index in values if index not in found]
        blocks.append(Block(side, key_columns, tuple(found[index] for index in values if index in found)))
    return Bound(tuple(blocks), tuple(unbound))


def _roles(table: Table, rule: TableRule, tables: TableRules) -> list[str]:
    """The role of each leaf column by its head; a column of words under an unknown head is skipped.

    A column without a head that holds words holds labels.
    """
    roles = [_role(head, rule, tables) for head in table.columns]
    worded = _columns_of_words(table)
    for index, head in enumerate(table.columns):
        if index in worded and roles[index] in (VALUE, SKIP):
            listed = rule.side_by_side and not rule.row_key and roles[index] == VALUE
            roles[index] = LABEL if listed or not head.strip() else SKIP
    return roles


def _columns_of_words(table: Table) -> set[int]:
    """Columns whose data rows hold words and no number; a cell merged over columns speaks for none of them."""
    words: set[int] = set()
    numbers: set[int] = set()
    for cell in table.cells:
        if cell.row < table.header_rows or cell.column_span > 1 or cell.column in numbers or not cell.text:
            continue
        if cell.text[0] in _NUMERIC and parse_number(cell.text) is not None:
            numbers.add(cell.column)
        elif sum(map(is_cjk, cell.text)) >= 2:
            words.add(cell.column)
    return words - numbers


def _role(head: str, rule: TableRule, tables: TableRules) -> str:
    words = tables.words
    leaf = plain(head.rpartition("/")[2]).replace('"', "")
    tail = words.path(leaf)
    bare = tail.parts[-1] if tail.parts and not tail.measure else ""
    if not leaf or leaf in words.line_number or leaf in words.attribute:
        return SKIP
    if leaf in words.levels or leaf in words.code or leaf.endswith(_CODE_ENDS):
        return CODE
    if leaf in words.unit_code:
        return UNIT_CODE
    if leaf in words.unit_name:
        return UNIT_NAME
    if leaf in words.name or bare in words.name or leaf.endswith(_NAME_ENDS):
        return NAME
    if rule.row_key == "project" and bare == "项目名称":
        return PROJECT
    if bare in ("收入", "支出"):  # the head of a list where the figures beside it have a head of their own
        return LABEL if rule.side_by_side and "/" not in head else VALUE
    if bare in words.label:
        return LABEL
    path = words.path(head)
    for column in rule.columns:
        if column.role in KEY_ROLES and path.parts and leaf not in words.amount and path in column.paths:
            return column.role
    return VALUE


def _runs(roles: Sequence[str]) -> list[tuple[list[int], list[int]]]:
    """Key columns with the value columns to their right; a key column after values begins the next run."""
    runs: list[tuple[list[int], list[int]]] = []
    for index, role in enumerate(roles):
        if role == SKIP:
            continue
        if not runs or (role in KEY_ROLES and runs[-1][1]):
            runs.append(([], []))
        runs[-1][0 if role in KEY_ROLES else 1].append(index)
    return [run for run in runs if run[1]]


def _side(table: Table, rule: TableRule, keys: Sequence[int], values: Sequence[int], number: int) -> str:
    """income, expenditure or nature (支出用途), by the heads; by order where they are silent.

    What the key columns list decides on nature; on income and expenditure all heads of the block vote.
    """
    if not rule.side_by_side or rule.row_key:
        return ""
    heads = [plain(table.columns[index]) for index in keys or values]
    if any(word in head for head in heads for word in _NATURE_WORDS):
        return "nature"
    heads = [plain(table.columns[index]) for index in (*keys, *values)]
    income = sum("收入" in head for head in heads)
    spent = sum("支出" in head for head in heads)
    if income != spent:
        return "income" if income > spent else "expenditure"
    return "income" if number == 0 else "expenditure"


def _key_column(index: int, roles: Sequence[str], table: Table, tables: TableRules) -> Column:
    head = table.columns[index]
    leaf = plain(head.rpartition("/")[2])
    names = "function" if "功能" in head else ""
    if "经济" in head:
        names = "government_economy" if "政府" in head else "economy"
    return Column(index, roles[index], tables.words.path(head), level=tables.words.levels.get(leaf, 0), names=names)


def _with_levels(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Two or three code columns under one head are 类, 款, 项 also where the words stand in the first data row."""
    codes = [column for column in columns if column.role == CODE]
    if len(codes) < 2 or any(column.level for column in codes) or len({column.path for column in codes}) > 1:
        return columns
    levels = {column.index: level for level, column in enumerate(codes, start=1)}
    return tuple(
        replace(column, level=levels[column.index]) if column.index in levels else column for column in columns
    )


def _own_paths(
    table: Table, keys: Sequence[int], values: Sequence[int], tables: TableRules
) -> Mapping[int, HeaderPath]:
    """The heads of value columns without what stands over their key columns too.

    A title over a whole block (人员经费 over 科目编码 | 科目名称 | 决算数) says nothing of the figures; its year does.
    """
    key_heads = [table.columns[index].split("/") for index in keys]
    paths: dict[int, HeaderPath] = {}
    for index in values:
        pieces = table.columns[index].split("/")
        shared = 0
        while (
            key_heads
            and shared < len(pieces) - 1
            and all(len(head) > shared and head[shared] == pieces[shared] for head in key_heads)
        ):
            shared += 1
        whole = tables.words.path(table.columns[index])
        own = tables.words.path("/".join(pieces[shared:])) if shared else whole
        paths[index] = replace(whole, parts=own.parts) if shared else whole
    return paths


def _by_row(paths: Mapping[int, HeaderPath], rule: TableRule, year: int) -> dict[int, Column]:
    """The value columns of a vertical list (三公 items below each other): the rows name the concepts."""
    listed = ColumnRule("amount", "money", (), concept=ROW, measure="final" if rule.final else "budget")
    return _once(
        {index: bound(index, path, listed, rule, year) for index, path in paths.items() if _says_no_more(path)}
    )


def _heads_name_items(paths: Mapping[int, HeaderPath], tables: TableRules) -> bool:
    """True where the columns are the items and the rows something else (years, organisations)."""
    lasts = {path.parts[-1] for path in paths.values() if path.parts}
    return any(tables.three_public_labels.get(last, "three_public.total") != "three_public.total" for last in lasts)


def _says_no_more(path: HeaderPath) -> bool:
    return not path.parts or path.parts in (("合计",), ("三公经费合计",))


def _values(
    paths: Mapping[int, HeaderPath],
    side: str,
    rule: TableRule,
    tables: TableRules,
    economy: EconomicHeads,
    year: int,
) -> dict[int, Column]:
    """Value columns by rule, the best head for each rule, year and measure; the others by their words."""
    if side == "nature" and not any(column.side == side for column in rule.money()):
        side = "expenditure"
    best: dict[tuple[str, str, int], tuple[int, Column]] = {}
    for index, path in paths.items():
        for column_rule, head in candidates(path, rule, tables):
            if column_rule.side and side and column_rule.side != side:
                continue
            fit = score(path, head, column_rule, rule, tables)
            if fit < 0:
                continue
            column = bound(index, path, column_rule, rule, year)
            slot = (column_rule.id, column.measure, column.year)
            if slot not in best or fit > best[slot][0]:
                best[slot] = (fit, column)
    chosen: dict[int, tuple[int, Column]] = {}
    for fit, column in best.values():
        if column.index not in chosen or fit > chosen[column.index][0]:
            chosen[column.index] = (fit, column)
    found = {index: column for index, (_, column) in chosen.items()}
    for index, path in paths.items():
        if index not in found:
            worded = by_words(index, path, side, rule, tables, economy, year)
            if worded is not None:
                found[index] = worded
    return _once(found)


def _once(found: Mapping[int, Column]) -> dict[int, Column]:
    """Of columns that would state one and the same key, the one with the longest head, of these the first.

    Jiangsu prints 合计 | “三公”经费/小计 | … | 会议费: the 合计 in front holds more than the three.
    """
    best: dict[tuple[object, ...], Column] = {}
    for column in found.values():
        slot = (column.concept, column.measure, column.year, column.dimensions)
        kept = best.get(slot)
        if kept is None or len(column.path.parts) > len(kept.path.parts):
            best[slot] = column
    kept_indexes = {column.index for column in best.values()}
    return {index: column for index, column in found.items() if index in kept_indexes}
