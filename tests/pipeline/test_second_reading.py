"""A table whose own sums fail is read again by another reader, and only such a table."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from budgetextract import pipeline
from budgetextract.model.document import Extracted, Table
from budgetextract.model.facts import Statement

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


def _values(path: Path) -> dict[tuple[object, ...], str]:
    facts = pipeline.extract(path).figures
    return {(f.concept, f.measure, f.fiscal_year, tuple(sorted(f.dimensions.items()))): f.value for f in facts}


def test_the_reading_under_which_the_sums_hold_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    right = _values(SAMPLE)
    _with_misreading(monkeypatch, "99.99")
    assert _values(SAMPLE) == right


def test_without_a_second_reader_the_misreading_is_found_by_the_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    _with_misreading(monkeypatch, "99.99")
    monkeypatch.setattr(pipeline, "second_reading", lambda *args: None)
    read = pipeline.extract(SAMPLE)
    named = {fact for check in read.checks if check.status == "fail" for fact in check.facts}
    named |= {fact for finding in read.findings for fact in finding.facts}
    wrong = [fact for fact in read.figures if fact.mentions[0].stated == "99.99" or fact.value == "999900.00"]
    assert wrong
    assert all(fact.status == "conflict" or fact.id in named for fact in wrong)


def test_where_neither_reading_closes_both_stand_beside_the_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    _with_misreading(monkeypatch, "99.99")
    second = pipeline.second_reading

    def other(*args: Any) -> Table | None:
        table = second(*args)
        return None if table is None else _misread(table, "88.88")

    monkeypatch.setattr(pipeline, "second_reading", other)
    readings = [fact.readings for fact in pipeline.extract(SAMPLE).figures if fact.readings]
    assert readings
    assert {"99.99", "88.88"} <= {reading.text for one in readings for reading in one}


def test_nothing_is_read_again_where_the_sums_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(pipeline, "second_reading", lambda data, source, table, rules: asked.append(table.index))
    pipeline.extract(SAMPLE)
    assert asked == []


def test_readings_are_set_cell_against_cell() -> None:
    from decimal import Decimal

    from budgetextract.model.document import Cell
    from budgetextract.model.facts import Key
    from budgetextract.normaliser.readings import amounts_differ, with_readings

    def table(text: str, reader: str) -> Table:
        cells = (Cell(0, 0, 1, 1, "合计", 1, (0, 0, 1, 1)), Cell(1, 0, 1, 1, text, 1, (0, 1, 1, 2)))
        return Table(
            index=3, table=None, title="", title_page=1, title_bbox=None, unit="万元", unit_bbox=None, pages=(1,),
            bboxes=((0, 0, 1, 2),), cells=cells, row_count=2, column_count=1, header_rows=1, columns=("合计",),
            reader=reader,
        )  # fmt: skip

    statement = Statement(
        key=Key("expenditure.total", "budget", 2024), value=Decimal("4066200"), unit="CNY", stated="406.62",
        stated_unit="万元", precision=Decimal(100), origin="table", page=1, bbox=(0, 1, 1, 2), text="合计", table=3,
        row=1, column=0,
    )  # fmt: skip
    first, second = table("406.62", "pdfium"), table("40.662", "pdfplumber")
    assert amounts_differ(first, second)
    assert not amounts_differ(first, table("406.62", "camelot"))
    [kept] = with_readings([statement], first, second)
    assert kept.value == statement.value
    assert kept.readings == (
        ("pdfium", "406.62", Decimal(4066200)),
        ("pdfplumber", "40.662", Decimal("406620.000")),
    )
