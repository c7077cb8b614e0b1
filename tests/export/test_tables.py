"""The tables that every export shares, and what spreadsheets and Parquet make of hostile or odd text."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from budgetextract.export.tables import CsvFacts, write_parquet
from budgetextract.export.workbook import write_workbook
from budgetextract.model.disclosure import Disclosure
from budgetextract.model.frames import COLUMNS, rows

EXAMPLES = Path(__file__).parents[2] / "schemas" / "examples"


@pytest.fixture
def disclosure() -> Disclosure:
    return Disclosure.model_validate_json((EXAMPLES / "department_final.json").read_bytes())


@pytest.fixture
def hostile(disclosure: Disclosure) -> Disclosure:
    """The same with a project called like a formula and a department called like a terminal escape."""
    fact = disclosure.figures[0].model_copy(
        update={"dimensions": {"project": '=HYPERLINK("http://x")', "colour": "a=b"}}
    )
    document = disclosure.document.model_copy(update={"department": "\x1b[2J局", "file_name": "@a.pdf"})
    return disclosure.model_copy(update={"figures": [fact], "staffing": [], "document": document})


def test_rows_have_all_columns_in_order(disclosure: Disclosure) -> None:
    tables = rows(disclosure)
    assert set(tables) == set(COLUMNS)
    for name, table in tables.items():
        assert table, name
        assert all(tuple(row) == COLUMNS[name] for row in table), name


def test_fact_row_shows_the_mention_that_gave_the_value(disclosure: Disclosure) -> None:
    row = next(row for row in rows(disclosure)["facts"] if row["fact"] == "f4")
    assert (row["value"], row["stated"], row["stated_unit"], row["page"], row["mentions"]) == (
        Decimal("903500.00"),
        "90.35",
        "万元",
        3,
        2,
    )


def test_range_of_an_indicator_has_two_columns(disclosure: Disclosure) -> None:
    row = next(row for row in rows(disclosure)["indicators"] if row["operator"] == "range")
    assert (row["value"], row["value_high"]) == ("90", "95")


def test_frames_keep_decimals_and_whole_numbers(disclosure: Disclosure) -> None:
    frames = disclosure.to_frames()
    facts = frames["facts"]
    assert facts["value"].map(type).unique().tolist() == [Decimal]
    assert facts["value"].sum() == sum(Decimal(fact.value) for fact in (*disclosure.figures, *disclosure.staffing))
    assert str(facts["page"].dtype) == "Int64"
    assert len(frames["mentions"]) == sum(len(fact.mentions) for fact in (*disclosure.figures, *disclosure.staffing))
    assert isinstance(frames["checks"], pd.DataFrame)


def test_frames_of_an_empty_disclosure_have_their_columns(disclosure: Disclosure) -> None:
    empty = Disclosure(document=disclosure.document)
    assert {name: tuple(frame.columns) for name, frame in empty.to_frames().items()} == dict(COLUMNS)


def test_csv_is_harmless_and_keeps_unknown_dimensions(hostile: Disclosure) -> None:
    stream = io.StringIO()
    CsvFacts(stream).add(hostile)
    row = next(csv.DictReader(io.StringIO(stream.getvalue())))
    assert row["project"].startswith("'=HYPERLINK")
    assert row["document"] == "'@a.pdf"
    assert row["department"] == "局"
    assert row["other_dimensions"] == "colour=a=b"
    assert row["value"] == "1283500.00"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_workbook_holds_text_as_text(hostile: Disclosure, tmp_path: Path, language: str) -> None:
    write_workbook([hostile], tmp_path / "a.xlsx", "zh" if language == "zh" else "en")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cells = [cell for row in book.worksheets[0].iter_rows(min_row=2) for cell in row if cell.value is not None]
    formula = next(cell for cell in cells if str(cell.value).startswith("=HYPERLINK"))
    assert formula.data_type == "s"
    assert formula.quotePrefix
    assert [sheet.freeze_panes for sheet in book.worksheets] == ["A2"] * 6
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_parquet_of_many_decimals_is_rounded_not_refused(disclosure: Disclosure, tmp_path: Path) -> None:
    mention = disclosure.figures[0].mentions[0].model_copy(update={"value": "0.1234567891"})
    fact = disclosure.figures[0].model_copy(update={"value": "0.1234567891", "mentions": [mention]})
    write_parquet([disclosure.model_copy(update={"figures": [fact], "staffing": []})], tmp_path / "a.parquet")
    assert pd.read_parquet(tmp_path / "a.parquet")["value"].tolist() == [Decimal("0.12345679")]
