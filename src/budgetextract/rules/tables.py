"""The standard tables (tables.yaml), compiled: columns by the words of their heads, rows by their labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from budgetextract.model.text import plain
from budgetextract.record import record
from budgetextract.rules.header_words import TOTAL, HeaderPath, HeaderWords, load_header_words, plain_label
from budgetextract.rules.loader import rule_yaml

ROW: Final = "$row"


@record
class ColumnRule:
    """One column of a standard table; ``concept`` may be ``$row``, dimension values too."""

    id: str
    role: str
    """money, percent, count, area, or what else the column holds: code, name, label, block, attribute, line_number."""
    paths: tuple[HeaderPath, ...]
    concept: str = ""
    measure: str = ""
    dimensions: tuple[tuple[str, str], ...] = ()
    side: str = ""
    year_offset: int = 0
    total_row: str = ""
    names: str = ""
    """For codes and names: the dimension they give."""

    @property
    def fund(self) -> str:
        """The fund of the column's dimensions, "" for none."""
        return next((value for key, value in self.dimensions if key == "fund"), "")


@record
class RowRule:
    """What a row label means in one table. ``label`` is plain, without numbering; ``parent`` is the label above it."""

    label: str
    parent: str
    concept: str
    dimensions: tuple[tuple[str, str], ...] = ()
    also: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    """(concept, dimensions) that the row states too by its place: 本年收入 of the fiscal-appropriation table."""
    side: str = ""


@record
class CountRule:
    """A count in a list of the three public items: its concept in a budget and in a final account."""

    concept: str
    final: str
    measure: str
    dimensions: tuple[tuple[str, str], ...]


@record
class TableRule:
    """One standard table or one of its layouts."""

    id: str
    final: bool
    columns: tuple[ColumnRule, ...]
    rows: tuple[RowRule, ...] = ()
    side_by_side: bool = False
    row_key: str = ""
    form: bool = False
    """A performance form: read elsewhere."""
    leaves: frozenset[str] = frozenset()
    """Last words of the heads of its value columns."""

    def money(self) -> Iterator[ColumnRule]:
        """The columns that hold values."""
        return (column for column in self.columns if column.concept)


@record(slots=False)
class TableRules:
    """All standard tables, the reading of heads, and the labels that name concepts."""

    by_id: Mapping[str, TableRule]
    words: HeaderWords
    income_labels: Mapping[str, str]
    expenditure_labels: Mapping[str, str]
    total_labels: Mapping[str, str]
    three_public_labels: Mapping[str, str]
    three_public_counts: Mapping[str, CountRule]
    fund_words: Mapping[str, str]
    """Canonical word to fund value."""
    heads: dict[str, Mapping[str, tuple[tuple[ColumnRule, HeaderPath], ...]]] = field(
        default_factory=dict, compare=False
    )
    """For each table, once asked for: the heads of its value columns by their last word that means something."""

    def get(self, table: str | None) -> TableRule | None:
        """The rule of a table id, None for unknown tables and performance forms."""
        rule = self.by_id.get(table) if table else None
        return None if rule is None or rule.form else rule

    @cached_property
    def known_words(self) -> frozenset[str]:
        """Words that mean something in a head; others are decoration."""
        words = {
            part
            for rule in self.by_id.values()
            for column in rule.columns
            for path in column.paths
            for part in path.parts
        }
        return frozenset(words | set(self.words.canonical.values()))


def load_tables() -> TableRules:
    """The tables of the package."""
    raw = rule_yaml("tables.yaml")
    words = load_header_words(raw["header_words"])
    tables: dict[str, TableRule] = {}
    for family in ("budget_tables", "final_tables"):
        for entry in raw[family]:
            layouts: Mapping[str, Any] = entry.get("layouts") or {entry["id"]: entry}
            for table_id, layout in layouts.items():
                tables[table_id] = _table(table_id, {**entry, **layout}, family == "final_tables", words)
    labels = raw["row_labels"]
    totals = _labels(labels["totals"])
    return TableRules(
        by_id=MappingProxyType(tables),
        words=words,
        income_labels=_labels(labels["income"]["items"]),
        expenditure_labels=_labels(labels["expenditure"]),
        total_labels=totals,
        three_public_labels=_three_public(tables, words),
        three_public_counts=_counts(labels["three_public_counts"]),
        fund_words=_funds(words),
    )


def _table(table_id: str, raw: Mapping[str, Any], final: bool, words: HeaderWords) -> TableRule:
    columns = tuple(_column(column, words) for column in raw.get("columns", ()))
    return TableRule(
        id=table_id,
        final=final,
        columns=columns,
        rows=tuple(row for entry in raw.get("rows", ()) for row in _rows(entry)),
        side_by_side=raw.get("layout") == "side_by_side",
        row_key=str(raw.get("row_key", "")).split()[0] if raw.get("row_key") else "",
        form="ref" in raw,
        leaves=frozenset(path.parts[-1] for column in columns if column.concept for path in column.paths if path.parts),
    )


def _pairs(dims: Mapping[str, Any] | None) -> tuple[tuple[str, str], ...]:
    """Dimensions as sorted pairs."""
    return tuple(sorted((str(key), str(value)) for key, value in (dims or {}).items()))


def _column(raw: Mapping[str, Any], words: HeaderWords) -> ColumnRule:
    return ColumnRule(
        id=raw["id"],
        role=raw.get("type") or raw["role"],
        paths=tuple(words.path(head) for head in raw["header"]),
        concept=raw.get("concept", "") if raw.get("type") else "",
        measure=raw.get("measure", ""),
        dimensions=_pairs(raw.get("dimensions")),
        side=raw.get("side", ""),
        year_offset=raw["year_offset"] if isinstance(raw.get("year_offset"), int) else 0,
        total_row=raw.get("total_row", ""),
        names=raw.get("dimension", ""),
    )


def _rows(raw: Mapping[str, Any]) -> Iterator[RowRule]:
    """A row of the rules; those that stand for a kind of row ("class rows") have no label of their own."""
    concept = raw["concept"]
    dims = raw.get("dimensions") or {}
    if concept == ROW or ROW in dims.values():
        return
    parent, _, label = str(raw["label"]).rpartition("/")
    yield RowRule(
        label=plain_label(label),
        parent=plain_label(parent),
        concept=concept,
        dimensions=_pairs(dims),
        also=tuple((other["concept"], _pairs(other.get("dimensions"))) for other in raw.get("also", ())),
        side=raw.get("side", concept.partition(".")[0]),
    )


def _labels(items: list[Mapping[str, Any]]) -> Mapping[str, str]:
    """Plain label to concept."""
    labels: dict[str, str] = {}
    for item in items:
        for name in (item["title"], *item.get("variants", ())):
            labels.setdefault(plain_label(name), item["concept"])
    return MappingProxyType(labels)


def _counts(items: list[Mapping[str, Any]]) -> Mapping[str, CountRule]:
    """Plain label to the count it names."""
    counts: dict[str, CountRule] = {}
    for item in items:
        concept = item["concept"]
        rule = CountRule(concept, item.get("final", concept), item.get("measure", ""), _pairs(item.get("dimensions")))
        for name in (item["title"], *item.get("variants", ())):
            counts.setdefault(plain_label(name), rule)
    return MappingProxyType(counts)


def _three_public(tables: Mapping[str, TableRule], words: HeaderWords) -> Mapping[str, str]:
    """Labels of a vertical 三公 table: the words of the wide table's columns."""
    labels: dict[str, str] = {}
    for column in tables["three_public"].money():
        for path in column.paths:
            leaf = next((part for part in reversed(path.parts) if part != TOTAL), TOTAL)
            labels.setdefault(leaf, column.concept)
    for variant, word in words.canonical.items():
        if word in labels:
            labels.setdefault(variant, labels[word])
    return MappingProxyType(labels)


def _funds(words: HeaderWords) -> Mapping[str, str]:
    """Canonical fund words to the values of the dimension (dimensions.yaml)."""
    funds: dict[str, str] = {}
    for dimension in rule_yaml("dimensions.yaml")["dimensions"]:
        if dimension["id"] != "fund":
            continue
        for value in dimension["values"]:
            for name in (value["zh"], *value.get("variants", ())):
                word = plain(name)
                funds.setdefault(words.canonical.get(word, word), value["id"])
    funds.pop(words.canonical.get("其他资金", "其他资金"), None)  # a source of income, not a fund, outside the forms
    return MappingProxyType(funds)
