"""Rows of a list of labels: sources of income, classes, natures of expenditure, totals.

The list is read from top to bottom: 小计 means the group it stands in, a fund's name under 上年结转 means money carried
over, an economic class under 基本支出 means basic expenditure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from typing import Final

from budgetextract.model.patterns import later
from budgetextract.normaliser.table_column import LABEL, NAME, Block
from budgetextract.normaliser.table_grid import COLUMN_NUMBERS, TOTALS, Grid, Row, RowContext, row_label
from budgetextract.record import record
from budgetextract.rules.classification import ECONOMY, FUNCTION, GOVERNMENT_ECONOMY
from budgetextract.rules.header_words import leading_code, plain_label
from budgetextract.rules.tables import RowRule, TableRule

_FUNCTION_CODE = later(r"2\d\d(?:\d\d(?:\d\d)?)?")
_NUMBERED = later(
    r"\s*(?:其中[:：]?\s*)?"
    r"(?:([一二三四五六七八九十百]+)[、.．]|[（(]([一二三四五六七八九十百]+|\d+)[）)]|(\d+)[、.．)）])"
)
_NOTE = later(r"\([^()]{1,30}\)$")
_COUNTED_IN = later(r"\((?:个|人|辆|批|次|台|批次|人次|个次)\)$")
_NATURES: Final = frozenset({"expenditure.basic", "expenditure.project"})
_LISTED_CLASSES: Final = ("income_expenditure", "fiscal", "final_income_exp", "final_fiscal", "final_non")
"""Tables (by the beginning of their id) whose expenditure side lists classes by name."""


@record(frozen=False)
class _State:
    """What the rows above decide about the next one."""

    group: str = ""
    kinds: tuple[str, ...] = (ECONOMY, GOVERNMENT_ECONOMY)
    """The economic lists in which a class's name is looked up, the more likely first."""
    economic: bool = False
    """An economic class stood above: 商品和服务支出 is one too, and not 公用经费."""
    under: str = ""
    """The class of the last row that named one: sections and items are looked up below it."""
    seen: dict[str, str] = field(default_factory=dict)
    """Concepts named above, with the numbering style of their row."""
    carried: str | None = None
    """The numbering style of the carry-over row that we are under, None for none."""
    nature: str = ""
    funds: set[str] = field(default_factory=set)
    """Funds named above: the second time a fund is named is its money carried over."""


def label_rows(numbers: Sequence[int], cells: Grid, block: Block, context: RowContext) -> list[Row]:
    """The rows of one block's labels; rows without a label are left out."""
    state = _State()
    if any(column.names == GOVERNMENT_ECONOMY for column in block.keys):
        state.kinds = (GOVERNMENT_ECONOMY, ECONOMY)
    columns = [column.index for column in block.keys if column.role in (LABEL, NAME)]
    side = block.side or ("income" if context.rule.id.startswith(("income", "final_income")) else "expenditure")
    rows: list[Row] = []
    for number in numbers:
        texts = _texts(number, cells, columns)
        filled = [text for text in texts if text]
        if row_label(number, cells, block) in TOTALS and len(columns) < len(block.keys):
            rows.append(Row(number, row_label(number, cells, block), total=True))
            continue
        if not filled or plain_label(filled[0]) in COLUMN_NUMBERS:
            continue
        printed = _grouped(texts, state) if len(texts) > 1 else filled[0]
        rows.append(_row(number, printed, state, side, context))
    if context.rule.id.endswith("three_public") and len(rows) == 1 and not rows[0].known:
        return [replace(rows[0], known=True, total=True)]  # the items in the columns, and one row with a name
    return rows


def _texts(number: int, cells: Grid, columns: Sequence[int]) -> list[str]:
    """The texts of the label cells of a row; a cell over two columns once."""
    texts: list[str] = []
    last = None
    for column in columns:
        cell = cells.cells.get((number, column))
        if cell is not None and cell is not last:
            texts.append(cell.text.strip())
        last = cell
    return texts


def _grouped(texts: Sequence[str], state: _State) -> str:
    """The label of a row of a list in two levels (group | item): for 小计 the group's."""
    group, item = texts[0], texts[-1]
    if group:
        state.group = group
    if not item:
        return group
    return state.group if plain_label(item) in TOTALS and state.group else item


def _row(number: int, printed: str, state: _State, side: str, context: RowContext) -> Row:
    """The meaning of one label: the table's own rows first, then totals, sources and natures, then classes by name."""
    label = plain_label(printed)
    style = _style(printed)
    fund = _fund(label, context)
    if side == "income" and fund is not None and _is_carried(fund, style, state):
        return Row(number, printed, concept="income.carryover", dimensions=(("fund", fund),))
    if fund is not None:
        state.funds.add(fund)
    if label in TOTALS and not _is_of_sides(context.rule) and not context.rule.id.endswith("three_public"):
        return Row(number, printed, total=True)
    if context.rule.id.endswith("three_public"):
        counted = _count(number, printed, label, context) or _of_year(number, printed, context)
        if counted is not None:
            return counted
    own = _own(label, side, context.rule)
    concept = own.concept if own is not None else _concept(label, side, state, context)
    if concept and state.seen.get(concept, style) != style and not _is_total(concept):
        return Row(number, printed, known=False)  # 经费拨款 below 一、一般公共预算拨款: a part of what was named
    if concept:
        _remember(concept, style, state)
        dims = own.dimensions if own is not None else _fiscal(concept, context.rule)
        also = own.also if own is not None else ()
        return Row(number, printed, total=_is_total(concept), concept=concept, dimensions=dims, also=also)
    if side == "income" or not context.rule.id.startswith(_LISTED_CLASSES):
        return Row(number, printed, known=False)
    return _class_row(number, printed, state, side, context)


def _count(number: int, printed: str, label: str, context: RowContext) -> Row | None:
    """A row of the list 相关统计数: groups, visits, vehicles, receptions."""
    rule = context.tables.three_public_counts.get(_COUNTED_IN.sub("", label))
    if rule is None:
        return None
    concept = rule.final if context.rule.final else rule.concept
    return Row(number, printed, concept=concept, measure=rule.measure, dimensions=rule.dimensions)


def _of_year(number: int, printed: str, context: RowContext) -> Row | None:
    """A row that says no more than a year (2023年预算数): the items stand in the columns."""
    path = context.tables.words.path(printed)
    if path.parts or path.measure.startswith("change") or not (path.year or path.prior):
        return None
    year = path.year or context.year - 1
    measure = "reported" if path.measure in ("final", "reported") and year < context.year else path.measure
    return Row(number, printed, total=True, measure=measure, year=year)


def _is_of_sides(rule: TableRule) -> bool:
    """True for a table of income and expenditure, whose 合计 is the whole of one side."""
    return rule.id.startswith(
        ("income", "expenditure", "fiscal", "final_income", "final_expenditure", "final_fiscal", "final_non")
    )


def _own(label: str, side: str, rule: TableRule) -> RowRule | None:
    """The table's own rule for a label on its side."""
    family = "income" if side == "income" else "expenditure"
    return next((own for own in rule.rows if own.label == label and not own.parent and own.side == family), None)


def _concept(label: str, side: str, state: _State, context: RowContext) -> str:
    """The concept a label names on its side, "" for none."""
    tables = context.tables
    canonical = tables.words.canonical.get(label, label)
    if context.rule.id.endswith("three_public"):
        return "three_public.total" if label in TOTALS else tables.three_public_labels.get(canonical, "")
    if label in ("合计", "总计", "总合计"):
        return ("income.total" if side == "income" else "expenditure.total") if _is_of_sides(context.rule) else ""
    concept = tables.total_labels.get(label, "")
    if concept and concept.startswith("income") == (side == "income"):
        return concept
    if (side == "nature" or state.nature or state.economic) and _economic_class(label, state, context) is not None:
        return ""
    labels = tables.income_labels if side == "income" else tables.expenditure_labels
    concept = labels.get(label) or labels.get(canonical) or ""
    bare = _NOTE.sub("", label)
    return concept if concept or bare == label else _concept(bare, side, state, context)


def _class_row(number: int, printed: str, state: _State, side: str, context: RowContext) -> Row:
    """A row of the expenditure side that names a class (function; economic class where the block lists those)."""
    code, name = leading_code(printed)
    name = plain_label(name)
    economy = _economic_class(name, state, context) if side == "nature" or state.nature else None
    if economy is not None:
        return Row(number, printed, concept=state.nature or "expenditure.total", dimensions=(economy,))
    if side == "nature":
        return Row(number, printed, known=False)
    if code and _FUNCTION_CODE.fullmatch(code):
        unknown = not context.lists.known(FUNCTION, code, context.year)
        return Row(number, printed, dimensions=((FUNCTION, code),), notes=(("unknown_code", code),) if unknown else ())
    found = context.lists.by_name(name, context.year, level=1)
    if found is not None:
        state.under = found
    elif state.under:
        found = context.lists.by_name(name, context.year, state.under)
    if found is not None:
        return Row(number, printed, dimensions=((FUNCTION, found),))
    economy = _economic_class(name, state, context)
    state.economic = state.economic or economy is not None
    return Row(number, printed, known=economy is not None, dimensions=(economy,) if economy else ())


def _economic_class(name: str, state: _State, context: RowContext) -> tuple[str, str] | None:
    """(dimension, code) of an economic class by its name."""
    for kind in state.kinds:
        if (found := context.lists.by_name(name, context.year, kind=kind, level=1)) is not None:
            return kind, found
    return None


def _is_carried(fund: str, style: str, state: _State) -> bool:
    """True for a fund's row below the carry-over row: numbered otherwise than that row, or named a second time.

    "二、上年结转 / 三、政府性基金预算拨款" are side by side, "二、上年结转 / （一）政府性基金预算拨款" are not.
    """
    if state.carried is None:
        return False
    if style == state.carried and fund not in state.funds:
        state.carried = None
        return False
    return True


def _remember(concept: str, style: str, state: _State) -> None:
    """What a row decides for the rows below it."""
    state.seen.setdefault(concept, style)
    if concept == "income.carryover":
        state.carried = style
    elif _is_total(concept) or concept == "income.fiscal_appropriation":
        state.carried = None
        state.nature = ""
    if concept in _NATURES:
        state.nature = concept


def _fund(label: str, context: RowContext) -> str | None:
    """The fund a label names."""
    return context.tables.fund_words.get(context.tables.words.canonical.get(label, label))


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
    return concept.endswith((".total", ".current_year")) and not concept.startswith("three_public.vehicles")


def _style(printed: str) -> str:
    """The kind of numbering a label has: 一、 → "cn", （一） → "bracket", 1. → "digit", none → ""."""
    match = _NUMBERED.match(printed)
    if match is None:
        return ""
    return "cn" if match[1] else "bracket" if match[2] else "digit"
