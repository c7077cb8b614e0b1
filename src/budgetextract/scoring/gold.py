"""Readers: gold files (CSV) and predictions (JSON), as plain comparable rows.

A document's gold is ``ID.csv`` and, where they exist, ``ID.tables.csv``, ``ID.outline.csv``, ``ID.indicators.csv``.
A missing part is None and is not scored; an empty one (a header alone) says that the document has none.
"""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from budgetextract.record import record

Pairs = tuple[tuple[str, str], ...]
"""Dimensions as (key, value) pairs sorted by key, without ``base``, which is not compared."""

PAGELESS_READERS = frozenset({"docx", "xlsx", "html", "text", "mixed"})
"""Readers of documents that have pages only where the result says how many."""
_SPACE = re.compile(r"\s+")
_PART_NAMES = (".tables", ".outline", ".indicators")


class GoldError(ValueError):
    """A gold or prediction file that is not what the contract says: ``file``, and ``why`` in a few words."""

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file}: {why}")
        self.file = file
        self.why = why


@record
class GoldFact:
    """One row of ``ID.csv``."""

    concept: str
    measure: str
    fiscal_year: int
    dimensions: Pairs
    value: Decimal
    unit: str
    page: str
    origin: str


@record
class PredictedFact:
    """One fact of ``figures`` or ``staffing``; ``origin`` and ``page`` are those of the mention that gave the value."""

    id: str
    concept: str
    measure: str
    fiscal_year: int
    dimensions: Pairs
    value: Decimal
    unit: str
    page: str
    origin: str
    status: str
    confidence: float = 0.0


@record
class TableRow:
    """One table: its pages as numbers in order, and its size."""

    table: str
    title: str
    pages: tuple[int, ...]
    data_rows: int
    columns: int


@record
class Heading:
    """One heading: ``key`` is the title without spaces after NFKC, ``title`` as printed."""

    level: int
    title: str
    page: int | None

    @property
    def key(self) -> str:
        return squeeze(self.title)


@record
class IndicatorRow:
    """One performance indicator: ``cells`` are the gold's columns but the page, texts without spaces after NFKC."""

    cells: tuple[str, ...]
    page: str

    @property
    def label(self) -> str:
        return " / ".join(cell for cell in self.cells if cell)


@record
class Gold:
    """What is known to be in one document; None for a part that nobody recorded."""

    id: str
    facts: tuple[GoldFact, ...]
    tables: tuple[TableRow, ...] | None = None
    headings: tuple[Heading, ...] | None = None
    indicators: tuple[IndicatorRow, ...] | None = None


@record
class Predicted:
    """What one JSON object says; ``doubted`` holds the ids of facts that a failing check or a finding names."""

    id: str
    facts: tuple[PredictedFact, ...]
    tables: tuple[TableRow, ...] = ()
    headings: tuple[Heading, ...] = ()
    indicators: tuple[IndicatorRow, ...] = ()
    doubted: frozenset[str] = field(default_factory=frozenset)
    has_pages: bool = True


MOST_FACTS_NAMED = 5
"""A check or finding that names more facts than this points at none of them."""

INDICATOR_COLUMNS = ("scope", "project", "horizon", "level1", "level2", "level3", "text", "operator", "value", "unit")


def squeeze(text: str) -> str:
    """Text without any white space after NFKC."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def find_gold(path: Path) -> dict[str, Path]:
    """The fact files (``ID.csv``) of a gold folder, or the one that ``path`` is, by id in order of name."""
    if path.is_dir():
        files = [file for file in sorted(path.glob("*.csv")) if not file.stem.endswith(_PART_NAMES)]
        return {file.stem: file for file in files}
    return {path.stem: path} if path.is_file() else {}


def find_predicted(path: Path) -> dict[str, Path]:
    """The JSON files of a folder, or the one that ``path`` is, by id in order of name."""
    if path.is_dir():
        return {file.stem: file for file in sorted(path.glob("*.json"))}
    return {path.stem: path} if path.is_file() else {}


def read_gold(path: Path) -> Gold:
    """All gold of one document; ``path`` is its ``ID.csv``. Raises ``GoldError`` for a row that is none."""
    return Gold(
        id=path.stem,
        facts=tuple(_gold_fact(path, number, row) for number, row in _rows(path)),
        tables=_part(path, ".tables", _gold_table),
        headings=_part(path, ".outline", _gold_heading),
        indicators=_part(path, ".indicators", _gold_indicator),
    )


def read_predicted(path: Path) -> Predicted:
    """One JSON object as the contract describes it. Raises ``GoldError`` for a file that is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise GoldError(str(path), str(error)) from error
    if not isinstance(data, dict):
        raise GoldError(str(path), "not one JSON object")
    try:
        return predicted_from(data, path.stem)
    except (AttributeError, KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise GoldError(str(path), f"not a disclosure as the contract has it ({error!r})") from error


def predicted_from(data: Mapping[str, Any], name: str) -> Predicted:
    """The comparable rows of one disclosure."""
    document = data.get("document", {})
    has_pages = document.get("pages") is not None or document.get("reader", "pdf") not in PAGELESS_READERS
    facts = [*data.get("figures", ()), *data.get("staffing", ())]
    return Predicted(
        id=name,
        facts=tuple(_predicted_fact(fact) for fact in facts),
        tables=tuple(_predicted_table(table) for table in data.get("tables", ())),
        headings=tuple(
            Heading(int(section["level"]), section["title"], section.get("page_start"))
            for section in data.get("sections", ())
        ),
        indicators=tuple(_predicted_indicator(row) for row in data.get("performance", {}).get("indicators", ())),
        doubted=_doubted(data),
        has_pages=has_pages,
    )


def pages_of(text: str) -> tuple[int, ...]:
    """Page numbers of "8-10", "7", "7;9" or "7-8,10" in order."""
    numbers: list[int] = []
    for part in re.split(r"[;,、\s]+", text.strip()):
        first, _, last = part.partition("-")
        if first:
            numbers.extend(range(int(first), int(last or first) + 1))
    return tuple(numbers)


def _part(path: Path, suffix: str, read: Any) -> Any:
    file = path.with_name(path.stem + suffix + ".csv")
    if not file.is_file():
        return None
    return tuple(read(file, number, row) for number, row in _rows(file))


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """(line number, row) of a CSV file with a header."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            for row in reader:
                yield reader.line_num, {key: value or "" for key, value in row.items() if isinstance(key, str)}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise GoldError(str(path), str(error)) from error


def _gold_fact(path: Path, number: int, row: Mapping[str, str]) -> GoldFact:
    try:
        return GoldFact(
            concept=row["concept"].strip(),
            measure=row["measure"].strip(),
            fiscal_year=int(row["fiscal_year"]),
            dimensions=_gold_dimensions(row["dimensions"]),
            value=Decimal(row["value"].strip()),
            unit=row["unit"].strip(),
            page=row["page"].strip(),
            origin=row["origin"].strip(),
        )
    except (KeyError, ValueError, InvalidOperation) as error:
        raise GoldError(f"{path}:{number}", f"not a fact row ({error!r})") from error


def _gold_dimensions(text: str) -> Pairs:
    pairs = [part.partition("=") for part in text.split(";") if part.strip()]
    if any(not equals for _, equals, _ in pairs):
        raise ValueError(f"dimensions {text!r}")
    return _pairs({key.strip(): value for key, _, value in pairs})


def _pairs(values: Mapping[str, str]) -> Pairs:
    return tuple(sorted((key, str(value)) for key, value in values.items() if key != "base"))


def _gold_table(path: Path, number: int, row: Mapping[str, str]) -> TableRow:
    try:
        return TableRow(row["table"], row["title"], pages_of(row["pages"]), int(row["data_rows"]), int(row["columns"]))
    except (KeyError, ValueError) as error:
        raise GoldError(f"{path}:{number}", f"not a table row ({error!r})") from error


def _gold_heading(path: Path, number: int, row: Mapping[str, str]) -> Heading:
    try:
        page = row.get("page", "").strip()
        return Heading(int(row["level"]), row["title"], int(page) if page else None)
    except (KeyError, ValueError) as error:
        raise GoldError(f"{path}:{number}", f"not an outline row ({error!r})") from error


def _gold_indicator(path: Path, number: int, row: Mapping[str, str]) -> IndicatorRow:
    try:
        return IndicatorRow(_indicator_cells([row[name] for name in INDICATOR_COLUMNS]), row.get("page", ""))
    except KeyError as error:
        raise GoldError(f"{path}:{number}", f"not an indicator row ({error!r})") from error


def _indicator_cells(values: Sequence[str]) -> tuple[str, ...]:
    cells = [squeeze(value) for value in values]
    where = INDICATOR_COLUMNS.index("value")
    cells[where] = _number(cells[where])
    return tuple(cells)


def _number(text: str) -> str:
    """A decimal without trailing zeros, so that 95 and 95.0 are one; other text as it is."""
    try:
        return f"{Decimal(text).normalize():f}"
    except InvalidOperation:
        return text


def _predicted_fact(fact: Mapping[str, Any]) -> PredictedFact:
    value = Decimal(fact["value"])
    mentions = fact.get("mentions", [])
    gave = next((mention for mention in mentions if Decimal(mention["value"]) == value), None)
    gave = gave or (mentions[0] if mentions else {})
    return PredictedFact(
        id=fact.get("id", ""),
        concept=fact["concept"],
        measure=fact["measure"],
        fiscal_year=int(fact["fiscal_year"]),
        dimensions=_pairs(fact.get("dimensions") or {}),
        value=value,
        unit=fact.get("unit", ""),
        page=str(gave.get("source", {}).get("page", "")),
        origin=gave.get("origin", "narrative"),
        status=fact.get("status", "single"),
        confidence=float(fact.get("confidence", 0)),
    )


def _predicted_table(table: Mapping[str, Any]) -> TableRow:
    data_rows = sum(1 for row in table["rows"] if any(cell.strip() for cell in row))
    return TableRow(
        table.get("table") or "", table.get("title", ""), tuple(table["pages"]), data_rows, len(table["columns"])
    )


def _predicted_indicator(row: Mapping[str, Any]) -> IndicatorRow:
    value = row.get("value")
    levels = [(row.get(name) or {}).get("text", "") for name in ("level1", "level2", "level3")]
    cells = [
        row.get("scope", ""),
        row.get("project") or "",
        row.get("horizon") or "",
        *levels,
        row.get("text", ""),
        row.get("operator") or "",
        ("-".join(value) if isinstance(value, list) else value) or "",
        row.get("unit") or "",
    ]
    return IndicatorRow(_indicator_cells(cells), str((row.get("source") or {}).get("page", "")))


def _doubted(data: Mapping[str, Any]) -> frozenset[str]:
    """Ids that a failing check or any finding names, where it names at most ``MOST_FACTS_NAMED``."""
    named = [check.get("facts", ()) for check in data.get("checks", ()) if check.get("status") == "fail"]
    named += [finding.get("facts", ()) for finding in data.get("findings", ())]
    return frozenset(fact for facts in named if len(facts) <= MOST_FACTS_NAMED for fact in facts)
