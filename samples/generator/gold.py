"""What a document says, in the columns of the gold files, noted down while it is typeset."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

FACT_COLUMNS = ("concept", "measure", "fiscal_year", "dimensions", "value", "unit", "page", "origin")
TABLE_COLUMNS = ("table", "title", "pages", "unit", "header_rows", "data_rows", "columns")
OUTLINE_COLUMNS = ("level", "number", "title", "page")
INDICATOR_COLUMNS = (
    "scope", "project", "horizon", "level1", "level2", "level3", "text", "operator", "value", "unit", "page",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement: ``value`` in yuan, percent, persons or things; ``dimensions`` sorted by key."""

    concept: str
    measure: str
    fiscal_year: int
    value: Decimal
    unit: str
    dimensions: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> tuple[str, str, int, tuple[tuple[str, str], ...]]:
        """What makes two statements the same fact."""
        return self.concept, self.measure, self.fiscal_year, self.dimensions


def fact(
    concept: str, measure: str, year: int, value: Decimal | int, unit: str = "CNY", /, **dimensions: str | None
) -> Fact:
    """A fact; dimensions without a value are left out."""
    stated = tuple(sorted((key, text) for key, text in dimensions.items() if text))
    return Fact(concept, measure, year, Decimal(value), unit, stated)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of a performance form, as printed and as understood."""

    level1: str
    level2: str
    level3: str
    text: str
    operator: str
    value: str = ""
    unit: str = ""
    basis: str = ""


@dataclass(slots=True)
class Gold:
    """Rows in the order of typesetting."""

    facts: dict[tuple[object, ...], list[str]] = field(default_factory=dict)
    tables: list[list[str]] = field(default_factory=list)
    outline: list[list[str]] = field(default_factory=list)
    indicators: list[list[str]] = field(default_factory=list)
    layouts: list[str] = field(default_factory=list)
    """Of the form that each indicator stands in."""

    def say(self, facts: Iterable[Fact], page: int, origin: str) -> None:
        """Note facts where they are first stated; a table's or a more precise figure replaces a different one."""
        for stated in facts:
            row = self.facts.get(stated.key)
            if row is None:
                dimensions = ";".join(f"{key}={value}" for key, value in stated.dimensions)
                self.facts[stated.key] = [
                    stated.concept, stated.measure, str(stated.fiscal_year), dimensions,
                    plain(stated.value), stated.unit, str(page), origin,
                ]  # fmt: skip
            elif Decimal(row[4]) != stated.value and (origin == "table", _digits(stated.value)) > (
                row[7] == "table", _digits(Decimal(row[4]))
            ):  # fmt: skip
                row[4], row[6], row[7] = plain(stated.value), str(page), origin

    def add_table(self, name: str, title: str, pages: Iterable[int], unit: str, shape: tuple[int, int, int]) -> None:
        """``shape``: header rows, data rows, leaf columns."""
        seen = sorted(set(pages))
        span = str(seen[0]) if len(seen) == 1 else f"{seen[0]}-{seen[-1]}"
        self.tables.append([name, title, span, unit, *map(str, shape)])

    def add_heading(self, level: int, number: str, title: str, page: int) -> None:
        """A heading as printed, spaces around digits left out."""
        self.outline.append([str(level), number, title, str(page)])

    def add_indicator(
        self, scope: str, project: str, horizon: str, row: Indicator, page: int, *, layout: str = ""
    ) -> None:
        """One indicator; ``project`` is "" for the whole department."""
        self.layouts.append(layout)
        self.indicators.append(
            [scope, project, horizon, row.level1, row.level2, row.level3, row.text, row.operator, row.value, row.unit,
             str(page)]
        )  # fmt: skip

    def files(self, stem: str) -> Mapping[str, tuple[tuple[str, ...], list[list[str]]]]:
        """File name to (columns, rows)."""
        return {
            f"{stem}.csv": (FACT_COLUMNS, list(self.facts.values())),
            f"{stem}.tables.csv": (TABLE_COLUMNS, self.tables),
            f"{stem}.outline.csv": (OUTLINE_COLUMNS, self.outline),
            f"{stem}.indicators.csv": (INDICATOR_COLUMNS, self.indicators),
        }

    def write(self, folder: Path, stem: str) -> None:
        """The four files of one document."""
        for name, (columns, rows) in self.files(stem).items():
            with (folder / name).open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file, lineterminator="\n")
                writer.writerow(columns)
                writer.writerows(rows)


def _digits(value: Decimal) -> int:
    """How many digits say something: 4066200 has five."""
    return len(value.normalize().as_tuple().digits)


def plain(value: Decimal) -> str:
    """Without exponent and without needless zeros."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
