"""The second readers agree with the first on the project's own sample document."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from budgetextract.extraction.second import camelot_grids, other_readings, plumber_grids
from budgetextract.extraction.tables import find_tables
from budgetextract.model.document import Cell, SourceDocument
from budgetextract.rules.bundle import load_rules
from budgetextract.sources.pdf.reader import read_pdf

SAMPLE = Path(__file__).parents[2] / "samples" / "hubei" / "hubei.pdf"


@pytest.fixture(scope="module")
def data() -> bytes:
    return SAMPLE.read_bytes()


@pytest.fixture(scope="module")
def source(data: bytes) -> SourceDocument:
    return read_pdf(data, SAMPLE.name)


@pytest.mark.parametrize("reader", ["pdfplumber", "camelot"])
def test_second_reading_has_the_same_numbers(data: bytes, source: SourceDocument, reader: str) -> None:
    rules = load_rules()
    first = next(t for t in find_tables(source, rules) if t.table == "general_public_by_function")
    [second] = other_readings(data, source, first, rules, [reader])
    assert (second.reader, second.index, second.columns) == (reader, first.index, first.columns)

    def numbers(cells: Iterable[Cell]) -> set[tuple[int, int, str]]:
        return {(c.row, c.column, c.text) for c in cells if c.text[:1].isdigit()}

    assert numbers(second.cells) == numbers(first.cells)


def test_nothing_is_printed(data: bytes, source: SourceDocument, capfd: pytest.CaptureFixture[str]) -> None:
    page = next(page for page in source.pages if page.rules)
    plumber_grids(data, page)
    camelot_grids(data, page)
    assert capfd.readouterr().out == ""


def test_page_without_rules_and_turned_page_are_left_out(data: bytes, source: SourceDocument) -> None:
    from dataclasses import replace

    page = source.pages[0]
    assert plumber_grids(data, replace(page, rules=())) == []
    assert camelot_grids(data, replace(page, turned=90)) == []
