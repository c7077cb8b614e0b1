"""A table whose own sums fail is read again by another reader, and only such a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from budgetextract import pipeline, rereading
from budgetextract.model.document import Cell, Extracted, Table
from budgetextract.model.facts import Key, Statement
from budgetextract.normaliser.readings import OtherReading, amounts_differ, with_readings
from budgetextract.sources.ocr.engine import engine

SAMPLE = Path(__file__).parents[2] / "samples" / "final" / "final.pdf"
TABLE = "final_expenditure_by_function"


def _misread(table: Table, wrong: str) -> Table:
    """The table with the first amount of its last row read wrongly."""
    row = max(cell.row for cell in table.cells if any(char.isdigit() for char in cell.text))
    place = min(c.column for c in table.cells if c.row == row and "." in c.text)
    cells = tuple(replace(c, text=wrong) if (c.row, c.column) == (row, place) else c for c in table.cells)
    return replace(table, cells=cells)


def _with_misreading(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    right = pipeline.assemble

    def assemble(*args: Any, **named: Any) -> Extracted:
        read = right(*args, **named)
        return replace(read, tables=tuple(_misread(t, wrong) if t.table == TABLE else t for t in read.tables))

    monkeypatch.setattr(pipeline, "assemble", assemble)


def _other_readers(monkeypatch: pytest.MonkeyPatch, *change: Callable[[Table], Table]) -> None:
    """Only these readings of a table besides the first: what a real second reader sees, changed."""
    readings = rereading.other_readings

    def other(*args: Any) -> Iterator[Table]:
        [first, *_] = readings(*args)
        for number, one in enumerate(change):
            yield replace(one(first), reader=f"reader{number}")

    monkeypatch.setattr(rereading, "other_readings", other)
    monkeypatch.setattr(rereading, "rendered_reading", lambda *args: None)


def _without_last_rows(table: Table, count: int) -> Table:
    rows = table.row_count - count
    return replace(table, cells=tuple(cell for cell in table.cells if cell.row < rows), row_count=rows)


def _values(path: Path) -> dict[tuple[object, ...], str]:
    facts = pipeline.extract(path).figures
    return {(f.concept, f.measure, f.fiscal_year, tuple(sorted(f.dimensions.items()))): f.value for f in facts}


def test_the_reading_under_which_the_sums_hold_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    right = _values(SAMPLE)
    _with_misreading(monkeypatch, "99.99")
    assert _values(SAMPLE) == right


def test_without_a_second_reader_the_misreading_is_found_by_the_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    _with_misreading(monkeypatch, "99.99")
    _other_readers(monkeypatch)
    read = pipeline.extract(SAMPLE)
    named = {fact for check in read.checks if check.status == "fail" for fact in check.facts}
    named |= {fact for finding in read.findings for fact in finding.facts}
    wrong = [fact for fact in read.figures if fact.mentions[0].stated == "99.99" or fact.value == "999900.00"]
    assert wrong
    assert all(fact.status == "conflict" or fact.id in named for fact in wrong)


def test_where_no_reading_closes_all_stand_beside_the_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    _with_misreading(monkeypatch, "99.99")
    _other_readers(monkeypatch, lambda table: _misread(table, "88.88"), lambda table: _misread(table, "77.77"))
    read = pipeline.extract(SAMPLE)
    contested = [fact for fact in read.figures if fact.readings]
    assert contested
    assert all({"99.99", "88.88", "77.77"} == {one.text for one in fact.readings or ()} for fact in contested)
    [finding] = [one for one in read.findings if one.code == "readings_differ"]
    assert set(finding.facts) == {fact.id for fact in contested if fact.status == "conflict"}
    assert "88.88" in finding.message.zh
    assert "88.88" in finding.message.en


def test_a_reading_that_lost_the_failing_rows_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without its total row a table has no failing sum, and half of its amounts are gone."""
    _with_misreading(monkeypatch, "99.99")
    _other_readers(monkeypatch, lambda table: _without_last_rows(table, 3), lambda table: replace(table, table=None))
    read = pipeline.extract(SAMPLE)
    assert any(mention.stated == "99.99" for fact in read.figures for mention in fact.mentions)
    assert not any(fact.readings for fact in read.figures)


@pytest.mark.skipif(engine() is None, reason="OCR is not installed")
def test_a_text_layer_that_says_other_digits_than_the_page_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    """All readers of the text see one wrong figure; the picture of the page shows the right one."""
    right = _values(SAMPLE)
    _with_misreading(monkeypatch, "99.99")
    monkeypatch.setattr(rereading, "other_readings", lambda *args: iter(()))
    read = pipeline.extract(SAMPLE)
    assert _values(SAMPLE) == right
    assert "ocr_rendered" in {mention.source.reader for fact in read.figures for mention in fact.mentions}


def test_nothing_is_read_again_where_the_sums_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(rereading, "other_readings", lambda data, source, table, rules: asked.append(table.index))
    monkeypatch.setattr(rereading, "rendered_reading", lambda *args: asked.append(-1))
    pipeline.extract(SAMPLE)
    assert asked == []


def test_the_worst_tables_are_read_again_first_and_long_ones_left_out() -> None:
    from budgetextract.checks.closing import Closing
    from budgetextract.checks.run import Checked

    checked = Checked((), (), (), (), closings={
        0: Closing(5, 1, Decimal(9)), 1: Closing(5, 3, Decimal(1)), 2: Closing(4, 0), 3: Closing(0, 1, Decimal(90)),
    })  # fmt: skip
    assert checked.doubtful_tables == (1, 3, 0)


def test_readings_of_unequal_shape_are_set_by_where_they_stand() -> None:
    def table(text: str, reader: str, row: int) -> Table:
        cells = (Cell(0, 0, 1, 1, "合计", 1, (0, 0, 90, 10)), Cell(row, 0, 1, 1, text, 1, (0, 10, 90, 20)))
        return Table(
            index=3, table=None, title="", title_page=1, title_bbox=None, unit="万元", unit_bbox=None, pages=(1,),
            bboxes=((0, 0, 90, 20),), cells=cells, row_count=row + 1, column_count=1, header_rows=1, columns=("合计",),
            reader=reader,
        )  # fmt: skip

    statement = Statement(
        key=Key("expenditure.total", "budget", 2024), value=Decimal("4066200"), unit="CNY", stated="406.62",
        stated_unit="万元", precision=Decimal(100), origin="table", page=1, bbox=(0, 10, 90, 20), text="406.62",
        table=3, row=1, column=0,
    )  # fmt: skip
    first, second = table("406.62", "pdfium", 1), table("40.662", "pdfplumber", 4)
    assert amounts_differ(first, second)
    assert not amounts_differ(first, table("406.62", "camelot", 1))
    [kept] = with_readings([statement], first, [OtherReading(second, ())])
    assert kept.value == statement.value
    own = ("pdfium", "406.62", Decimal(4066200))
    assert kept.readings == (own, ("pdfplumber", "40.662", Decimal("406620.000")))
    by_key = replace(statement, value=Decimal(1), text="0.0001", row=9)
    [kept] = with_readings([statement], first, [OtherReading(second, (by_key,))])
    assert kept.readings == (own, ("pdfplumber", "0.0001", Decimal(1)))
    [same] = with_readings([statement], first, [OtherReading(table("406.62", "camelot", 2), ())])
    assert same.readings == ()
