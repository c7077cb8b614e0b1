"""What each data row of a block says: the concept it names, or the code, organisation or project that is its key.

Rows are read in order, since a split code leaves its parents out, 小计 means the group above it, and a fund's name
under 上年结转 means money carried over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from budgetextract.model.document import Cell, Table
from budgetextract.model.text import plain
from budgetextract.normaliser.table_columns import CODE, LABEL, NAME, PROJECT, UNIT_CODE, UNIT_NAME, Block, Column
from budgetextract.rules.classification import ECONOMY, FUNCTION, GOVERNMENT_ECONOMY, Classification
from budgetextract.rules.tables import TableRule, TableRules, leading_code, plain_label

_TOTALS: Final = frozenset({"合计", "总计", "小计", "总合计", "合计数", "支出合计", "收入合计"})
_ORGANISATION = re.compile(
    r"(?:局|委|委员会|办|办公室|中心|学校|小学|中学|幼儿园|医院|卫生院|本级|机关|站|所|院|馆|队|政府|部|会|处|厅|室|园|台|社|校|公司|法院|检察院|街道|镇|乡)(?:\((?:本级|机关|汇总)\))?$"
)
_FUNCTION_CODE = re.compile(r"2\d\d(?:\d\d(?:\d\d)?)?")
_ECONOMY_CODE = re.compile(r"[35]\d\d(?:\d\d(?:\d\d)?)?")
_DIGITS = re.compile(r"\d{1,12}")
_NUMBERED = re.compile(
    r"\s*(?:其中[:：]?\s*)?(?:([一二三四五六七八九十百]+)[、.．]|[（(]([一二三四五六七八九十百]+|\d+)[）)]|(\d+)[、.．)）])"
)
_COLUMN_NUMBERS: Final = frozenset({"栏次", "行次"})


@dataclass(frozen=True, slots=True)
class Row:
    """One data row of a block understood.

    ``concept`` is "" where the column's own holds. ``dimensions`` are those the row gives; ``total`` marks a row over
    all rows; ``name`` is the printed label. ``known`` False: the row says nothing we know, its figures are no facts.
    """

    index: int
    name: str
    known: bool = True
    total: bool = False
    concept: str = ""
    dimensions: tuple[tuple[str, str], ...] = ()
    also: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    """(problem code, detail): unknown_code, code_corrected."""


@dataclass(frozen=True)
class Grid:
    """The cells of a table by place; a merged cell is found at each place it covers."""

    cells: Mapping[tuple[int, int], Cell]

    def text(self, row: int, column: int) -> str:
        cell = self.cells.get((row, column))
        return cell.text.strip() if cell is not None else ""


def grid(table: Table) -> Grid:
    """The data rows' cells by place."""
    places: dict[tuple[int, int], Cell] = {}
    for cell in table.cells:
        if cell.row + cell.row_span <= table.header_rows:
            continue
        for row in range(cell.row, min(cell.row + cell.row_span, table.row_count)):
            for column in range(cell.column, min(cell.column + cell.column_span, table.column_count)):
                places[row, column] = cell
    return Grid(places)


@dataclass(slots=True)
class RowContext:
    """What rows are read with: rules, the year, and the department (whose own row is the whole)."""

    rule: TableRule
    tables: TableRules
    lists: Classification
    year: int
    department: str = ""


def read_rows(table: Table, cells: Grid, block: Block, context: RowContext) -> list[Row]:
    """The rows of one block, in order; rows without any key text are left out unless the block has no keys at all."""
    numbers = range(table.header_rows, table.row_count)
    roles = {column.role for column in block.keys}
    if PROJECT in roles:
        rows = _project_rows(numbers, cells, block, context)
    elif CODE in roles or (NAME in roles and context.rule.row_key in ("function", "economy")):
        rows = _code_rows(numbers, cells, block, context)
    elif roles & {LABEL, NAME}:
        rows = _label_rows(numbers, cells, block, context)
    elif roles & {UNIT_CODE, UNIT_NAME}:
        rows = _unit_rows(numbers, cells, block, context)
    else:
        rows = [Row(number, "") for number in numbers]
    return rows


# --- labels -----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Labels:
    """State of reading a list of labels from top to bottom."""

    group: str = ""
    carried: str = ""
    """The numbering style of the carry-over row under which we are, "" for none."""
    in_carried: bool = False
    basic: bool = False


def _label_rows(numbers: Sequence[int], cells: Grid, block: Block, context: RowContext) -> list[Row]:
    """Rows of a list of labels: sources of income, classes, natures, totals."""
    state = _Labels()
    columns = [column.index for column in block.keys if column.role in (LABEL, NAME)]
    rows: list[Row] = []
    for number in numbers:
        texts: list[str] = []
        seen: set[int] = set()
        for column in columns:
            cell = cells.cells.get((number, column))
            if cell is not None and id(cell) not in seen:
                seen.add(id(cell))
                texts.append(cell.text.strip())
        filled = [text for text in texts if text]
        if not filled or plain_label(filled[0]) in _COLUMN_NUMBERS:
            continue
        if len(columns) > 1:
            row = _grouped(number, texts, state, block.side, context)
        else:
            row = _label_row(number, filled[0], state, block.side, context)
        rows.append(row)
    return rows


def _grouped(number: int, texts: Sequence[str], state: _Labels, side: str, context: RowContext) -> Row:
    """A row of a list in two levels (group | item): 小计 takes the concept of its group."""
    group, item = texts[0], texts[-1]
    if len(texts) > 1 and group:
        state.group = group
    if len(texts) == 1 or not item:
        return _label_row(number, group or item, state, side, context)
    if plain_label(item) in _TOTALS:
        return _label_row(number, state.group, state, side, context)
    return _label_row(number, item, state, side, context)


def _label_row(number: int, printed: str, state: _Labels, side: str, context: RowContext) -> Row:
    """The meaning of one label: the table's own rows first, then totals, sources and natures, then classes by name."""
    label = plain_label(printed)
    style = _style(printed)
    rule = context.rule
    if state.in_carried and style == state.carried:
        state.in_carried = False
    if state.in_carried and (fund := _fund(label, context)) is not None:
        return Row(number, printed, concept="income.carryover", dimensions=(("fund", fund),))
    for own in rule.rows:
        if (
            own.label == label
            and not own.parent
            and (not side or own.side == ("income" if side == "income" else "expenditure"))
        ):
            _note_context(own.concept, style, state)
            return Row(
                number,
                printed,
                total=_is_total(own.concept),
                concept=own.concept,
                dimensions=own.dimensions,
                also=own.also,
            )
    concept = _concept(label, side, context)
    if concept:
        _note_context(concept, style, state)
        return Row(number, printed, total=_is_total(concept), concept=concept, dimensions=_fiscal(concept, rule))
    if side in ("", "expenditure", "nature") and rule.id.startswith(
        ("income_expenditure", "fiscal", "final_income_exp", "final_fiscal", "final_non")
    ):
        return _class_row(number, printed, side, context)
    return Row(number, printed, known=False)


def _concept(label: str, side: str, context: RowContext) -> str:
    """The concept a label names on its side, "" for none."""
    tables = context.tables
    if context.rule.id.endswith("three_public"):
        return tables.three_public_labels.get(tables.words.canonical.get(label, label), "")
    if label in ("合计", "总计", "总合计"):
        return "income.total" if side == "income" or not side else "expenditure.total"
    if (concept := tables.total_labels.get(label)) is not None and (
        not side or concept.startswith("income") == (side == "income")
    ):
        return concept
    canonical = tables.words.canonical.get(label, label)
    labels = tables.income_labels if side in ("income", "") else tables.expenditure_labels
    return labels.get(label) or labels.get(canonical) or ""


def _class_row(number: int, printed: str, side: str, context: RowContext) -> Row:
    """A row of the expenditure side that names a class (function; economic class where the block lists those)."""
    code, name = leading_code(printed)
    name = plain_label(name)
    if code and _FUNCTION_CODE.fullmatch(code):
        unknown = not context.lists.known(FUNCTION, code, context.year)
        notes = (("unknown_code", code),) if unknown else ()
        return Row(number, printed, dimensions=((FUNCTION, code),), notes=notes)
    kinds = (ECONOMY, GOVERNMENT_ECONOMY) if side == "nature" else (FUNCTION, ECONOMY)
    for kind in kinds:
        found = context.lists.by_name(name, context.year, kind=kind, level=1)
        if found is None and kind == FUNCTION:
            found = context.lists.by_name(name, context.year)
        if found is not None:
            return Row(number, printed, dimensions=((kind, found),))
    return Row(number, printed, known=False)


def _note_context(concept: str, style: str, state: _Labels) -> None:
    if concept == "income.carryover":
        state.in_carried, state.carried = True, style
    elif _is_total(concept) or concept in ("income.fiscal_appropriation", "income.current_year"):
        state.in_carried = False


def _fund(label: str, context: RowContext) -> str | None:
    """The fund a label under a carry-over row names."""
    words = context.tables.words
    return context.tables.fund_words.get(words.canonical.get(label, label))


def _fiscal(concept: str, rule: TableRule) -> tuple[tuple[str, str], ...]:
    """The fund of the income side's totals in the tables of all fiscal appropriation."""
    if "fiscal_appropriation_summary" in rule.id and concept in (
        "income.total",
        "income.current_year",
        "income.carryover",
    ):
        return (("fund", "fiscal_appropriation"),)
    return ()


def _is_total(concept: str) -> bool:
    return concept.endswith((".total", ".current_year"))


def _style(printed: str) -> str:
    """The kind of numbering a label has: 一、 → "cn", （一） → "bracket", 1. → "digit", none → ""."""
    match = _NUMBERED.match(printed)
    if match is None:
        return ""
    return "cn" if match[1] else "bracket" if match[2] else "digit"


# --- codes ------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Codes:
    """The last code read of each dimension: parents for what follows."""

    last: dict[str, str] = field(default_factory=dict)


def _code_rows(numbers: Sequence[int], cells: Grid, block: Block, context: RowContext) -> list[Row]:
    """Rows keyed by code (whole, or split over 类|款|项), with total rows and rows of organisations between them."""
    default = _code_dimension(context)
    groups: dict[str, list[Column]] = {}
    for column in block.keys:
        if column.role == CODE:
            groups.setdefault(column.names or default, []).append(column)
    names = [column.index for column in block.keys if column.role in (NAME, LABEL)]
    units = [column.index for column in block.keys if column.role == UNIT_NAME]
    state = _Codes()
    rows: list[Row] = []
    organisations: list[tuple[int, str, str]] = []
    for number in numbers:
        texts = {column.index: cells.text(number, column.index) for column in block.keys}
        printed = next((texts[index] for index in names if texts[index]), "")
        label = _row_label(number, cells, block)
        if label in _COLUMN_NUMBERS or not any(texts.values()):
            continue
        unit = next((texts[index] for index in units if texts[index]), "")
        row = _code_row(number, printed, texts, groups or {default: []}, state, context)
        if row.known and row.dimensions:
            rows.append(row)
        elif (named := _label_meaning(number, printed or label, label, context)) is not None:
            rows.append(named)
        elif (organisation := _organisation(printed, texts, groups, unit)) is not None:
            organisations.append((len(rows), organisation[0], organisation[1]))
            rows.append(Row(number, organisation[1], total=True))
        else:
            rows.append(row if row.notes else _by_printed_name(number, printed or label, default, state, context))
    return _under_organisations(rows, organisations, context)


def _code_dimension(context: RowContext) -> str:
    for column in context.rule.columns:
        if column.role == "code" and column.names:
            return column.names
    return context.rule.row_key or FUNCTION


def _row_label(number: int, cells: Grid, block: Block) -> str:
    """The plain label of a row whose words may stand in any key column (合计 over the code columns)."""
    for column in block.keys:
        text = plain_label(cells.text(number, column.index))
        if text and not _DIGITS.fullmatch(text) and text not in ("类", "款", "项"):
            return text
    return ""


def _code_row(
    number: int,
    printed: str,
    texts: Mapping[int, str],
    groups: Mapping[str, Sequence[Column]],
    state: _Codes,
    context: RowContext,
) -> Row:
    """The row with the code of each dimension it prints; not known where it prints none."""
    dims: dict[str, str] = {}
    notes: list[tuple[str, str]] = []
    for kind, columns in groups.items():
        pieces = [(column.level, texts[column.index]) for column in columns]
        code, note = _joined(pieces, kind, printed, state, context)
        if not code and not any(_DIGITS.fullmatch(plain(text)) for _, text in pieces):
            code, rest = leading_code(next((text for _, text in pieces if text), printed))
            printed = printed if code and printed and not printed[:1].isdigit() else rest or printed
        kind, known = _kind(kind, code)
        if not known:
            continue
        dims[kind] = code
        state.last[kind] = code
        if note:
            notes.append(note)
        elif not context.lists.known(kind, code, context.year):
            notes.append(("unknown_code", code))
    return Row(number, printed, known=bool(dims), dimensions=tuple(sorted(dims.items())), notes=tuple(notes))


def _kind(kind: str, code: str) -> tuple[str, bool]:
    """(dimension, is a code of it): an economic code that begins with 5 is of the governments' list."""
    if kind == FUNCTION:
        return kind, bool(_FUNCTION_CODE.fullmatch(code))
    return (GOVERNMENT_ECONOMY if code.startswith("5") else ECONOMY), bool(_ECONOMY_CODE.fullmatch(code))


def _joined(
    pieces: Sequence[tuple[int, str]], kind: str, printed: str, state: _Codes, context: RowContext
) -> tuple[str, tuple[str, str] | None]:
    """The code of a row from its cells, and what had to be put right in it.

    Split codes: a level that is blank is taken from the row above; a lost leading zero comes back ("301|2" is 30102); a
    deeper level may print the whole code ("201|20106|2010601").
    """
    digits = {level: plain(text) for level, text in pieces if _DIGITS.fullmatch(plain(text))}
    if not digits:
        return "", None
    if set(digits) == {0} or len(pieces) == 1:
        return next(iter(digits.values())), None
    last = state.last.get(kind) or state.last.get(GOVERNMENT_ECONOMY, "")
    deepest = max(digits)
    if len(digits[deepest]) == 1 + 2 * deepest and deepest > 1:
        return digits[deepest], None
    first = digits.get(1, "")
    second, third = (
        digits.get(2, "").zfill(2) if digits.get(2) else "",
        digits.get(3, "").zfill(2) if digits.get(3) else "",
    )
    if not first:
        first = last[:3]
    if third and not second:
        second = last[3:5]
    code = first + second + third
    if (
        len(first) != 3
        and second
        and last[3:5] == second
        and context.lists.known(kind, last[:3] + second + third, context.year)
    ):
        return last[:3] + second + third, ("code_corrected", f"{digits.get(1, '')}|{second}|{third}")
    return code, None


def _label_meaning(number: int, printed: str, label: str, context: RowContext) -> Row | None:
    """A row without a code whose words are a total or name a concept; None for others."""
    for own in context.rule.rows:
        if own.label == label:
            return Row(number, printed, total=True, concept=own.concept, dimensions=own.dimensions)
    if label in _TOTALS:
        return Row(number, printed, total=True)
    tables = context.tables
    concept = tables.total_labels.get(label, "")
    if concept and concept.startswith("income") == ("income" in context.rule.id):
        return Row(number, printed, total=True, concept=concept)
    return None


def _by_printed_name(number: int, printed: str, kind: str, state: _Codes, context: RowContext) -> Row:
    """A row with a name and no code: the code follows where the name is unique in the list or below the row above."""
    name = plain_label(printed)
    if not name:
        return Row(number, printed, known=False)
    found = context.lists.by_name(name, context.year, kind=kind)
    last = state.last.get(kind, "")
    for parent in (last[:5], last[:3]):
        if found is None and parent:
            found = context.lists.by_name(name, context.year, parent, kind)
    if found is None:
        return Row(number, printed, known=False)
    state.last[kind] = found
    return Row(number, printed, dimensions=((kind, found),))


# --- organisations and projects ---------------------------------------------------------------------------------------


def _organisation(
    printed: str, texts: Mapping[int, str], groups: Mapping[str, Sequence[Column]], unit: str
) -> tuple[str, str] | None:
    """(code, name) of a row for one organisation in a table by code: "117001 某某局本级"."""
    codes = [plain(texts[column.index]) for columns in groups.values() for column in columns if texts[column.index]]
    code = next((text for text in codes if _DIGITS.fullmatch(text)), "")
    name = unit or printed
    if not name:
        code, name = leading_code(codes[0]) if codes else ("", "")
    if not name or not _ORGANISATION.search(plain(name)):
        return None
    return code, name


def _under_organisations(
    rows: list[Row], organisations: Sequence[tuple[int, str, str]], context: RowContext
) -> list[Row]:
    """Rows below an organisation's row are that organisation's, where there are several; the whole has none."""
    parts = [entry for entry in organisations if not _is_whole(entry[1], entry[2], organisations, context)]
    if len(parts) < 2 and not (len(organisations) > 1 and parts):
        return rows
    starts = {position: name for position, _, name in organisations}
    own = {position for position, _, _ in parts}
    current: str | None = None
    out: list[Row] = []
    for position, row in enumerate(rows):
        if position in starts:
            current = starts[position] if position in own else None
        out.append(_of(row, current) if current else row)
    return out


def _of(row: Row, organisation: str) -> Row:
    return replace(row, dimensions=tuple(sorted((*row.dimensions, ("organisation", organisation)))))


def _is_whole(code: str, name: str, organisations: Sequence[tuple[int, str, str]], context: RowContext) -> bool:
    """True for the whole department's row: alone, or its code begins all others, or it has the department's name."""
    others = [entry for entry in organisations if (entry[1], entry[2]) != (code, name)]
    if not others:
        return True
    if code:
        return all(other[1].startswith(code) and other[1] != code for other in others)
    return bool(context.department) and plain(name) == plain(context.department)


def _unit_rows(numbers: Sequence[int], cells: Grid, block: Block, context: RowContext) -> list[Row]:
    """Rows of organisations; 合计 and the row of the whole department have no organisation."""
    found: list[tuple[int, str, str]] = []
    rows: list[Row] = []
    for number in numbers:
        code = next((cells.text(number, column.index) for column in block.keys if column.role == UNIT_CODE), "")
        name = next((cells.text(number, column.index) for column in block.keys if column.role == UNIT_NAME), "")
        if not name and code:
            code, name = leading_code(code)
        label = plain_label(name)
        if plain_label(code) in _TOTALS or label in _TOTALS:
            rows.append(Row(number, name or code, total=True))
        elif label and label not in _COLUMN_NUMBERS:
            found.append((len(rows), plain(code), name))
            rows.append(Row(number, name, dimensions=(("organisation", name),)))
        elif not label and not code:
            rows.append(Row(number, "", known=False))
    for position, code, name in found:
        if _is_whole(code, name, found, context):
            rows[position] = replace(rows[position], dimensions=(), total=True)
    return rows


def _project_rows(numbers: Sequence[int], cells: Grid, block: Block, context: RowContext) -> list[Row]:
    """Rows of projects; a project named in more than one row has no row of its own and gives no facts."""
    rows: list[Row] = []
    counts: dict[str, int] = {}
    for number in numbers:
        name = next((cells.text(number, column.index) for column in block.keys if column.role == PROJECT), "")
        label = _row_label(number, cells, block)
        if label in _TOTALS:
            rows.append(Row(number, name or label, total=True))
        elif name and plain_label(name) not in _COLUMN_NUMBERS:
            counts[name] = counts.get(name, 0) + 1
            rows.append(Row(number, name, dimensions=(("project", name),)))
    return [row if counts.get(row.name, 1) == 1 else replace(row, known=False) for row in rows]
