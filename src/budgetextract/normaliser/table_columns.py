"""What each leaf column of a standard table holds: a part of the row's key, a value with its meaning, or nothing.

A value column is bound by the words of its head: to the table's own column rule first, and where the rules have none,
by what its words say one by one (fund, nature of the expenditure, source of the income, economic class). A column whose
head says neither stays unbound: its figures are no facts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from budgetextract.model.document import Table
from budgetextract.model.text import is_cjk, plain
from budgetextract.rules.classification import ECONOMY, GOVERNMENT_ECONOMY, Classification
from budgetextract.rules.tables import TOTAL, ColumnRule, HeaderPath, TableRule, TableRules, leading_code

CODE, NAME, LABEL, UNIT_CODE, UNIT_NAME, PROJECT, VALUE, SKIP = (
    "code", "name", "label", "unit_code", "unit_name", "project", "value", "skip",
)  # fmt: skip
KEY_ROLES: Final = frozenset({CODE, NAME, LABEL, UNIT_CODE, UNIT_NAME, PROJECT})
_NEUTRAL: Final = frozenset({"收入", "支出", "本年收入", "本年支出", TOTAL})
"""Words that a head may have or lack without a change of meaning; the heads of labels and names are such words too."""
_FISCAL: Final = "fiscal_appropriation"
_CARRY: Final = "上年结转结余"
_UNITS: Final = {"person": "person", "item": "item", "vehicle": "vehicle", "area": "square_metre", "percent": "percent"}


@dataclass(frozen=True, slots=True)
class Column:
    """A leaf column understood. ``level`` is 1-3 for a split code column (类|款|项), 0 for a whole code."""

    index: int
    role: str
    path: HeaderPath
    level: int = 0
    names: str = ""
    concept: str = ""
    measure: str = ""
    dimensions: tuple[tuple[str, str], ...] = ()
    year: int = 0
    total_row: str = ""
    whole: bool = False
    """The column of a row's whole amount (合计), whose concept a row's own words may name."""
    unit: str = ""
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A run of key columns and the value columns that belong to them; a table has one, two or more side by side."""

    side: str
    keys: tuple[Column, ...]
    values: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """A table's columns understood, and the heads of value columns that were not."""

    blocks: tuple[Block, ...]
    unbound: tuple[int, ...] = ()


def bind(table: Table, rule: TableRule, tables: TableRules, lists: Classification, year: int) -> Bound:
    """The blocks of a table: key columns by their heads, value columns by rule or by words."""
    paths = [tables.words.path(head) for head in table.columns]
    roles = _roles(table, paths, rule, tables)
    blocks: list[Block] = []
    unbound: list[int] = []
    for number, (keys, values) in enumerate(_runs(roles)):
        side = _side(table, rule, keys or values, number)
        key_columns = tuple(_key_column(index, roles, paths, table, tables) for index in keys)
        bound = _values(values, paths, side, rule, tables, lists, year)
        unbound += [index for index in values if index not in bound]
        blocks.append(Block(side, _with_levels(key_columns), tuple(bound[index] for index in values if index in bound)))
    return Bound(tuple(blocks), tuple(unbound))


def _roles(table: Table, paths: Sequence[HeaderPath], rule: TableRule, tables: TableRules) -> list[str]:
    """The role of each leaf column by its head; a column without a head between others is skipped."""
    roles = [_role(head, path, rule, tables) for head, path in zip(table.columns, paths, strict=True)]
    for index, head in enumerate(table.columns):
        if not head.strip() and any(
            _wordy(cell.text) for cell in table.cells if cell.column == index and cell.row >= table.header_rows
        ):
            roles[index] = LABEL
    return roles


def _wordy(text: str) -> bool:
    """True for a cell of words: what a column without a head holds tells its role."""
    return sum(map(is_cjk, text)) >= 2


def _role(head: str, path: HeaderPath, rule: TableRule, tables: TableRules) -> str:
    words = tables.words
    leaf = plain(head.rpartition("/")[2]).replace('"', "")
    tail = words.path(leaf)
    bare = tail.parts[-1] if tail.parts and not tail.measure else ""
    if leaf in words.line_number or leaf in words.attribute:
        return SKIP
    if leaf in words.levels or leaf in words.code:
        return CODE
    if leaf in words.unit_code:
        return UNIT_CODE
    if leaf in words.unit_name:
        return UNIT_NAME
    if leaf in words.name:
        return NAME
    if rule.row_key == "project" and bare == "项目名称":
        return PROJECT
    if bare in words.label and bare not in ("收入", "支出"):
        return LABEL
    if bare in ("收入", "支出") and len(path.parts) == len(head.split("/")) == 1 and rule.side_by_side:
        return LABEL
    for column in rule.columns:
        if column.role in (LABEL, NAME, CODE) and path.parts and leaf not in words.amount and path in column.paths:
            return column.role
    return VALUE if leaf else SKIP


def _runs(roles: Sequence[str]) -> list[tuple[list[int], list[int]]]:
    """Key columns with the value columns to their right; a key column after values begins the next run."""
    runs: list[tuple[list[int], list[int]]] = []
    for index, role in enumerate(roles):
        if role == SKIP:
            continue
        if role in KEY_ROLES:
            if not runs or runs[-1][1]:
                runs.append(([], []))
            runs[-1][0].append(index)
        else:
            if not runs:
                runs.append(([], []))
            runs[-1][1].append(index)
    return [run for run in runs if run[1]]


def _side(table: Table, rule: TableRule, columns: Sequence[int], number: int) -> str:
    """income, expenditure or nature (支出用途), by the heads of the key columns; by order where they are silent."""
    if not rule.side_by_side or rule.row_key:
        return ""
    heads = [plain(table.columns[index]) for index in columns]
    if any(word in head for head in heads for word in ("用途", "支出性质", "支出结构", "支出类别", "按性质")):
        return "nature"
    income = sum("收入" in head for head in heads)
    spent = sum("支出" in head for head in heads)
    if income != spent:
        return "income" if income > spent else "expenditure"
    return "income" if number == 0 else "expenditure"


def _key_column(
    index: int, roles: Sequence[str], paths: Sequence[HeaderPath], table: Table, tables: TableRules
) -> Column:
    leaf = plain(table.columns[index].rpartition("/")[2])
    names = "economy" if "经济" in table.columns[index] else "function" if "功能" in table.columns[index] else ""
    return Column(index, roles[index], paths[index], level=tables.words.levels.get(leaf, 0), names=names)


def _with_levels(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Two or three code columns under one head are 类, 款, 项 also where the words stand in the first data row."""
    codes = [column for column in columns if column.role == CODE]
    if len(codes) < 2 or any(column.level for column in codes):
        return columns
    levels = {column.index: level for level, column in enumerate(codes, start=1)}
    return tuple(
        replace(column, level=levels[column.index]) if column.index in levels else column for column in columns
    )


def _values(
    indexes: Sequence[int],
    paths: Sequence[HeaderPath],
    side: str,
    rule: TableRule,
    tables: TableRules,
    lists: Classification,
    year: int,
) -> Mapping[int, Column]:
    """Value columns by rule, the best head for each rule, year and measure; the others by their words."""
    best: dict[tuple[str, str, int], tuple[int, int, Column]] = {}
    if side == "nature" and not any(column.side == side for column in rule.money()):
        side = "expenditure"
    for index in indexes:
        for column_rule in rule.money():
            if column_rule.side and side and column_rule.side != side:
                continue
            score = max(
                (_score(paths[index], path, column_rule, rule, tables) for path in column_rule.paths), default=-1
            )
            if score < 0:
                continue
            column = _bound(index, paths[index], column_rule, rule, year)
            slot = (column_rule.id, column.measure, column.year)
            # of equal heads the first one; a rule for one year's executed figure never takes another measure's column
            if slot not in best or score > best[slot][0]:
                best[slot] = (score, index, column)
    chosen: dict[int, tuple[int, Column]] = {}
    for score, index, column in best.values():
        if index not in chosen or score > chosen[index][0]:
            chosen[index] = (score, column)
    bound = {index: column for index, (_, column) in chosen.items()}
    for index in indexes:
        if (
            index not in bound
            and (column := _by_words(index, paths[index], side, rule, tables, lists, year)) is not None
        ):
            bound[index] = column
    return _once(bound)


def _score(path: HeaderPath, head: HeaderPath, column: ColumnRule, rule: TableRule, tables: TableRules) -> int:
    """How well a printed head fits a rule's head: -1 not at all, otherwise higher is better.

    Every word that means something must be in the rule's head, the last one last; neutral words may be missing.
    """
    if not _measure_fits(path, head, column):
        return -1
    telling = [part for part in path.parts if part in tables.known_words and not _neutral(part, tables)]
    wanted = [part for part in head.parts if not _neutral(part, tables)]
    if wanted and telling[-len(wanted) :] != wanted:
        return -1
    implied = [part for part in telling if _implied(part, column, rule, tables)]
    if any(part not in wanted and part not in implied for part in telling):
        return -1
    if path.parts and not _understood(path.parts[-1], head, tables):
        return -1
    matched = sum(part in path.parts for part in head.parts)
    missing = len(head.parts) - matched
    extra = len(path.parts) - matched
    return (
        100
        + 10 * matched
        + 5 * len(implied)
        - 4 * missing
        - extra
        + (3 if head.measure and head.measure == path.measure else 0)
    )


def _understood(leaf: str, head: HeaderPath, tables: TableRules) -> bool:
    """True where the last word is known, or only names the table's subject (本年一般公共预算支出)."""
    if leaf in tables.known_words or leaf in head.parts or _neutral(leaf, tables):
        return True
    return len(leaf) >= 4 and leaf.endswith(("预算支出", "预算", "基本支出", "拨款支出", "三公经费"))


def _neutral(part: str, tables: TableRules) -> bool:
    return part in _NEUTRAL or part in tables.words.label or part in tables.words.name


def _implied(part: str, column: ColumnRule, rule: TableRule, tables: TableRules) -> bool:
    """True for a fund's word above a column that is of that fund anyway, and for 三公经费 above its parts."""
    if part == "三公经费合计":
        return column.concept.startswith("three_public.") or column.concept in ("conference.total", "training.total")
    if part == "公务用车购置及运行费":
        return column.concept.startswith("three_public.vehicles.")
    fund = tables.fund_words.get(part)
    if fund is None:
        return False
    return fund == column.fund or (fund == _FISCAL and any(other.fund == _FISCAL for other in rule.columns))


def _measure_fits(path: HeaderPath, head: HeaderPath, column: ColumnRule) -> bool:
    """A head that says a measure takes a rule of that measure; a rule for last year takes no column of this one."""
    before = path.prior
    if column.measure in ("change", "change_rate"):
        return path.measure == column.measure
    if path.measure in ("change", "change_rate"):
        return False
    if head.measure and path.measure and head.measure != path.measure:
        return False
    if column.year_offset and not (before or (path.year is not None and path.measure)):
        return False
    if before and not column.year_offset and head.prior != before:
        return not head.prior
    return not (column.measure == "reported" and not path.measure)


def _bound(index: int, path: HeaderPath, column: ColumnRule, rule: TableRule, year: int) -> Column:
    """The column with its measure and year: the head's own words before the rule's."""
    said = path.year if path.year is not None else year - 1 if path.prior else year + column.year_offset
    measure = _measure(path, column.measure, rule, said, year)
    dims = tuple((key, value) for key, value in column.dimensions)
    if measure in ("change", "change_rate"):
        said = year
        if path.against_final:
            dims = tuple(sorted((*dims, ("base", "prior_final"))))
    return Column(
        index=index,
        role=VALUE,
        path=path,
        concept=column.concept,
        measure=measure,
        dimensions=dims,
        year=said,
        total_row=column.total_row,
        whole=column.id in _WHOLE,
        unit=path.unit or _UNITS.get(column.role, ""),
        percent=column.role == "percent" or measure == "change_rate",
    )


_WHOLE: Final = frozenset(
    {
        "total", "amount", "amount_2", "income_amount", "expenditure_amount", "expenditure_total", "nature_amount",
        "expenditure_general_public_budget", "expenditure_government_fund", "expenditure_state_capital",
        "expenditure_special_account", "expenditure_unit_funds", "prior_final", "prior_budget", "change", "change_rate",
        "income_prior_budget", "income_prior_final",
    }
)  # fmt: skip


def _measure(path: HeaderPath, default: str, rule: TableRule, said: int, year: int) -> str:
    """The measure of a column; last year's executed money is ``reported``, in budgets and final accounts alike."""
    measure = path.measure or default
    if measure in ("final", "reported") and said < year:
        return "reported"
    if measure == "reported" and rule.final:
        return "final"
    return measure


def _by_words(
    index: int,
    path: HeaderPath,
    side: str,
    rule: TableRule,
    tables: TableRules,
    lists: Classification,
    year: int,
) -> Column | None:
    """A value column that the rules do not list, by what its words say; None where its last word says nothing known.

    Starts from the table's own whole column and narrows it: fund, year of the money, nature, source, economic class.
    """
    base = next(
        (column for column in rule.money() if column.id in _WHOLE and (not side or column.side in ("", side))), None
    )
    if base is None or path.measure in ("change", "change_rate") or (rule.side_by_side and side == "income"):
        return None
    dims = dict(base.dimensions)
    concept = base.concept
    income = rule.id.startswith(("income", "final_income"))
    carried = _CARRY in path.parts
    known = False
    for part in path.parts:
        known = True
        if part == _CARRY or _neutral(part, tables):
            continue
        if (fund := tables.fund_words.get(part)) is not None and (not income or carried):
            dims["fund"] = fund
        elif income and part in tables.income_labels:
            concept = tables.income_labels[part]
        elif not income and tables.expenditure_labels.get(part, "").startswith("expenditure."):
            concept = tables.expenditure_labels[part]
        elif not income and concept.startswith("expenditure.") and (economy := _economy(part, lists, year)) is not None:
            dims[economy[0]] = economy[1]
        else:
            known = False
    if not known or not path.parts:
        return None
    if income and "本年收入" in path.parts and concept == "income.total":
        concept = "income.current_year"
    if carried:
        if income:
            concept = "income.carryover"
        else:
            dims["fund_year"] = "carried_over"
    whole = replace(
        base, concept=concept, dimensions=tuple(sorted(dims.items())), id="by_words", total_row="", role="money"
    )
    column = _bound(index, path, whole, rule, year)
    changed = concept != base.concept or dims != dict(base.dimensions)
    return column if changed else None


def _economy(word: str, lists: Classification, year: int) -> tuple[str, str] | None:
    """(dimension, code) of an economic class that heads a column ("301 工资福利支出")."""
    code, name = leading_code(word)
    for kind, first in ((ECONOMY, "3"), (GOVERNMENT_ECONOMY, "5")):
        if code and code.startswith(first) and lists.same_name(name, code, year, kind):
            return kind, code
        if not code and (found := lists.by_name(name, year, kind=kind, level=1)) is not None:
            return kind, found
    return None


def _once(bound: Mapping[int, Column]) -> Mapping[int, Column]:
    """Of columns that would state one and the same key, the one with the longest head.

    Jiangsu prints 合计 | “三公”经费/小计 | … | 会议费: the 合计 in front holds more than the three.
    """
    best: dict[tuple[object, ...], Column] = {}
    for column in bound.values():
        slot = (column.concept, column.measure, column.year, column.dimensions)
        kept = best.get(slot)
        if kept is None or len(column.path.parts) > len(kept.path.parts):
            best[slot] = column
    kept_indexes = {column.index for column in best.values()}
    return {index: column for index, column in bound.items() if index in kept_indexes}
