"""Rows keyed by a code of the classification: whole, or split over 类|款|项, or by a name alone.

Between them stand totals, rows whose words name a concept (人员经费合计), and rows of organisations.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field, replace

from budgetextract.model.text import plain
from budgetextract.normaliser.row_organisations import (
    Organisation,
    names_organisation,
    under_organisations,
    wholes,
    with_organisation,
)
from budgetextract.normaliser.table_column import CODE, LABEL, NAME, UNIT_CODE, UNIT_NAME, Block, Column
from budgetextract.normaliser.table_grid import COLUMN_NUMBERS, DIGITS, TOTALS, Grid, Row, RowContext, row_label
from budgetextract.record import record
from budgetextract.rules.classification import ECONOMY, FUNCTION, GOVERNMENT_ECONOMY
from budgetextract.rules.header_words import leading_code, plain_label

BY_NAME, _CORRECTED = 0.97, 0.9
"""Confidence in a key that follows from a name or from the sums, and from the rows above a misprint."""
_FUNCTION_CODE = re.compile(r"2\d\d(?:\d\d(?:\d\d)?)?")
_CODE_MARKS = re.compile(r"(?<=\d)[-.·/](?=\d\d(?:\D|$))")
"""What parts the levels of a code printed in one cell: 201-01-01."""
_UNIT_CODE_LENGTHS = (6, 9, 12)
"""Lengths that only the codes of budget units have."""
_ECONOMY_CODE = re.compile(r"[35]\d\d(?:\d\d(?:\d\d)?)?")


@record(frozen=False)
class _State:
    """The last code read of each dimension: parents for what follows."""

    last: dict[str, str] = field(default_factory=dict)


def code_rows(numbers: Sequence[int], cells: Grid, block: Block, context: RowContext) -> list[Row]:
    """The rows of a block keyed by code, in order."""
    default = _code_dimension(context)
    groups: dict[str, list[Column]] = {}
    for column in block.keys:
        if column.role == CODE:
            groups.setdefault(column.names or default, []).append(column)
    names = [column.index for column in block.keys if column.role == NAME]
    projects = [column.index for column in block.keys if column.role == LABEL and names]
    names = names or [column.index for column in block.keys if column.role == LABEL]
    shared = _shared_codes(numbers, cells, block)
    state = _State()
    rows: list[Row] = []
    named: list[Organisation] = []
    beside: list[Organisation] = []
    """Organisations in a column of their own, one for each row with a code."""
    for number in numbers:
        texts = {column.index: cells.text(number, column.index) for column in block.keys}
        label = row_label(number, cells, block)
        if label in COLUMN_NUMBERS:
            continue
        if not any(texts.values()):
            rows.append(
                Row(number, "", total=True, confidence=BY_NAME)
            )  # a total without its word, if the figures bear it out
            continue
        printed = next((texts[index] for index in names if texts[index]), "")
        row = _code_row(number, printed, texts, groups or {default: []}, state, context)
        if row.known and (project := next((texts[index] for index in projects if texts[index]), "")):
            row = replace(row, known=False, name=project)  # part of a code's row, named by what it pays for
        elif row.known and not _is_organisation(row, context):
            if (owner := _owner(len(rows), texts, block)) is not None:
                beside.append(owner)
        elif (meant := _named(number, printed or label, label, context)) is not None:
            row = meant
        elif (organisation := _organisation(len(rows), printed, texts, groups, block, shared)) is not None:
            named.append(organisation)
            row = Row(number, organisation.name, total=True)
        elif not row.known and not row.notes and not row.dimensions:
            row = _by_printed_name(number, printed or label, default, state, context)
        rows.append(row)
    return _owned(under_organisations(_by_one_list(rows), named, context), beside, context)


def _by_one_list(rows: list[Row]) -> list[Row]:
    """Where each row prints a code of both economic lists, the departments' alone if it names the row."""
    kinds = [{kind for kind, _ in row.dimensions} for row in rows]
    both = {position for position, named in enumerate(kinds) if {ECONOMY, GOVERNMENT_ECONOMY} <= named}
    codes = [code for position in both for kind, code in rows[position].dimensions if kind == ECONOMY]
    if not both or len(set(codes)) < len(codes):
        return rows
    return [_of_departments_list(row) if position in both else row for position, row in enumerate(rows)]


def _of_departments_list(row: Row) -> Row:
    return replace(row, dimensions=tuple(pair for pair in row.dimensions if pair[0] != GOVERNMENT_ECONOMY))


def _code_dimension(context: RowContext) -> str:
    for column in context.rule.columns:
        if column.role == "code" and column.names:
            return column.names
    return context.rule.row_key if context.rule.row_key in (ECONOMY, GOVERNMENT_ECONOMY) else FUNCTION


def _code_row(
    number: int,
    printed: str,
    texts: Mapping[int, str],
    groups: Mapping[str, Sequence[Column]],
    state: _State,
    context: RowContext,
) -> Row:
    """The row with the code of each dimension it prints; not known where it prints none."""
    dims: dict[str, str] = {}
    notes: list[tuple[str, str]] = []
    for declared, columns in groups.items():
        pieces = [(column.level, texts[column.index]) for column in columns]
        code, note = _joined(pieces, declared, state, context)
        if not code:
            code, rest = leading_code(next((text for _, text in pieces if text), printed))
            printed = printed if code and printed and not printed[:1].isdigit() else rest or printed
        kind, known = _kind(declared, code)
        if not known:
            continue
        dims[kind] = code
        state.last[kind] = code
        if note:
            notes.append(note)
        if not context.lists.known(kind, code, context.year):
            notes.append(("unknown_code", code))
    corrected = any(note == "code_corrected" for note, _ in notes)
    return Row(
        number,
        printed,
        known=bool(dims),
        dimensions=tuple(sorted(dims.items())),
        confidence=_CORRECTED if corrected else 1.0,
        notes=tuple(notes),
    )


def _kind(declared: str, code: str) -> tuple[str, bool]:
    """(dimension, is a code of it): the first digit tells functions (2) and the governments' economic list (5)."""
    if declared == FUNCTION or code.startswith("2"):
        return FUNCTION, bool(_FUNCTION_CODE.fullmatch(code))
    return (GOVERNMENT_ECONOMY if code.startswith("5") else ECONOMY), bool(_ECONOMY_CODE.fullmatch(code))


def _joined(
    pieces: Sequence[tuple[int, str]], kind: str, state: _State, context: RowContext
) -> tuple[str, tuple[str, str] | None]:
    """The code of a row from its cells, and what had to be put right in it.

    Split codes: a level that is blank is taken from the row above; a lost leading zero comes back ("301|2" is 30102); a
    deeper level may print the whole code ("201|20106|2010601").
    """
    plain_pieces = ((level, _CODE_MARKS.sub("", plain(text))) for level, text in pieces)
    digits = {level: text for level, text in plain_pieces if DIGITS.fullmatch(text)}
    if not digits:
        return "", None
    if set(digits) == {0} or len(pieces) == 1:
        return next(iter(digits.values())), None
    last = state.last.get(kind) or state.last.get(GOVERNMENT_ECONOMY, "")
    deepest = max(digits)
    if len(digits[deepest]) == 1 + 2 * deepest and deepest > 1:
        return digits[deepest], None
    first, second, third = (digits.get(level, "") for level in (1, 2, 3))
    second, third = second and second.zfill(2), third and third.zfill(2)
    first = first or last[:3]
    if third and not second:
        second = last[3:5]
    above = last[:3] + second + third
    if len(first) != 3 and second and last[3:5] == second and context.lists.known(kind, above, context.year):
        return above, ("code_corrected", f"{first}|{second}|{third}")
    return first + second + third, None


def _named(number: int, printed: str, label: str, context: RowContext) -> Row | None:
    """A row without a code whose words are a total or name a concept; None for others."""
    for own in context.rule.rows:
        if own.label == label:
            return Row(number, printed, total=True, concept=own.concept, dimensions=own.dimensions)
    if label in TOTALS:
        return Row(number, printed, total=True)
    concept = context.tables.total_labels.get(label, "")
    if concept and concept.startswith("income") == ("income" in context.rule.id):
        return Row(number, printed, total=True, concept=concept)
    return None


def _by_printed_name(number: int, printed: str, kind: str, state: _State, context: RowContext) -> Row:
    """A row with a name and no code: the code follows where the name is unique in the list or below the row above."""
    name = plain_label(printed)
    last = state.last.get(kind, "")
    found = context.lists.by_name(name, context.year, kind=kind) if name else None
    for parent in (last[:5], last[:3]):
        if found is None and name and parent:
            found = context.lists.by_name(name, context.year, parent, kind)
    if found is None:
        return Row(number, printed, known=False)
    state.last[kind] = found
    return Row(number, printed, dimensions=((kind, found),), confidence=BY_NAME)


def _is_organisation(row: Row, context: RowContext) -> bool:
    """True for "206 某市科学技术局": a department's own code that looks like a class beside a public body's name."""
    if len(row.dimensions) != 1 or not names_organisation(row.name):
        return False
    kind, code = row.dimensions[0]
    return len(code) == 3 and not context.lists.same_name(row.name, code, context.year, kind)


def _shared_codes(numbers: Sequence[int], cells: Grid, block: Block) -> frozenset[str]:
    """Unit codes that stand on several rows: they say whose the row is, and the name beside them is not the unit's."""
    columns = [column.index for column in block.keys if column.role == UNIT_CODE]
    counts = Counter(plain(cells.text(number, index)) for number in numbers for index in columns)
    return frozenset(code for code, count in counts.items() if count > 1)


def _organisation(
    position: int,
    printed: str,
    texts: Mapping[int, str],
    groups: Mapping[str, Sequence[Column]],
    block: Block,
    shared: frozenset[str],
) -> Organisation | None:
    """The organisation that a row names in place of a subject: "117001 某某局本级"."""
    codes = [plain(texts[column.index]) for columns in groups.values() for column in columns if texts[column.index]]
    owner = _owner(position, texts, block)
    if owner is not None:
        return owner
    unit_codes = [texts[column.index] for column in block.keys if column.role == UNIT_CODE]
    code = next((text for text in (*codes, *map(plain, unit_codes)) if DIGITS.fullmatch(text)), "")
    name = printed
    if not name and codes:
        code, name = leading_code(codes[0])
    if not name or not (names_organisation(name) or (len(code) in _UNIT_CODE_LENGTHS and code not in shared)):
        return None
    return Organisation(position, code, name)


def _owner(position: int, texts: Mapping[int, str], block: Block) -> Organisation | None:
    """The organisation in a column of its own."""
    name = next((texts[column.index] for column in block.keys if column.role == UNIT_NAME and texts[column.index]), "")
    code = next((texts[column.index] for column in block.keys if column.role == UNIT_CODE and texts[column.index]), "")
    if not name or plain_label(name) in TOTALS:
        return None
    return Organisation(position, plain(code), name)


def _owned(rows: list[Row], beside: Sequence[Organisation], context: RowContext) -> list[Row]:
    """Rows with the organisation of their own column, where the table has more than one."""
    if len({(entry.code, entry.name) for entry in beside}) < 2:
        return rows
    whole = wholes(beside, context)
    for entry in beside:
        if (entry.code, entry.name) not in whole:
            rows[entry.position] = with_organisation(rows[entry.position], entry.name)
    return rows
