"""XLS: the same sheets as in XLSX, read from the old binary format; locked files."""

from __future__ import annotations

import contextlib
import io
import random
import struct
from pathlib import Path

import msoffcrypto.format.ooxml
import pytest

from budgetextract.errors import DamagedInput, EncryptedInput
from budgetextract.model.document import Page
from budgetextract.sources import locked
from budgetextract.sources.read import Reading, digest, read_source
from budgetextract.sources.sheets import xls

from .xlsx_writer import CODES, Tab, package, parts

CELLS = Path(__file__).parent / "data" / "cells.xls"
"""Written by LibreOffice: formats, a merged title, a hidden row, a hidden sheet, an error, a formula."""


def texts(page: Page) -> list[list[str]]:
    """Rows of the first table of a page."""
    grid = (page.grids or ())[0]
    rows: list[list[str]] = [[] for _ in range(grid.row_count)]
    for cell in grid.cells:
        rows[cell.row].append("\n".join(cell.lines))
    return rows


def test_cells_as_shown() -> None:
    data = CELLS.read_bytes()
    document = read_source(data, "表.et")
    assert (document.reader, document.media_type, document.sha256) == ("xlsx", "application/vnd.ms-excel", digest(data))
    table, prose = document.pages
    assert texts(table) == [
        ["项目", "预算数", "比上年", "日期", "备注"],
        ["一、财政拨款收入", "1,234.50", "-6.00%", "2024年3月15日", "甲\n乙"],
        ["二、其他收入", "", "", "", "１２"],
        ["收入总计", "0.30", "#DIV/0!", "", "TRUE"],
        ["合计", "¥1,234.50", "", "", ""],
    ]
    assert [word.text for word in table.words][:3] == ["部门收支总表", "部门：某县某局", "单位：万元"]
    assert [word.text for word in prose.words] == ["一、主要职责", "负责某项工作。"]
    assert {("表1", "B4"), ("表1", "A1"), ("表1", "B8")} <= {(place.sheet, place.cell) for place in table.places}


def test_what_is_hidden_or_wrong_is_reported() -> None:
    problems = read_source(CELLS.read_bytes(), "表.xls").problems
    assert [(problem.code, dict(problem.args)) for problem in problems] == [
        ("cell_error", {"sheet": "表1", "cell": "C6", "detail": "#DIV/0!"}),
        ("hidden_sheet", {"sheet": "底稿"}),
        ("hidden_rows", {"sheet": "表1", "detail": "7"}),
    ]


@pytest.mark.parametrize("size", [520, 1500, 4000, 6000])
def test_a_cut_file_is_damaged(size: int) -> None:
    with pytest.raises(DamagedInput):
        xls.read(CELLS.read_bytes()[:size], "表.xls", Reading())


def test_changed_bytes_end_in_a_table_or_in_an_error() -> None:
    """No byte of a damaged file makes the reader fail in a way of its own."""
    whole = CELLS.read_bytes()
    for at in range(512, len(whole), 211):
        data = bytearray(whole)
        data[at] ^= 0x5A
        try:
            xls.read(bytes(data), "表.xls", Reading())
        except (DamagedInput, EncryptedInput):
            pass
        except Exception as error:
            if type(error).__module__ != "budgetextract.errors":
                raise AssertionError(f"byte {at}: {error!r}") from error


def test_a_password_is_asked_for() -> None:
    start = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 0x0005, 0, 0, 0, 0)
    locked_book = start + struct.pack("<HHHHH", 0x002F, 6, 0, 0x1234, 0x5678)
    with pytest.raises((EncryptedInput, DamagedInput)):
        xls.read(locked_book, "表.xls", Reading())


def _under(password: str) -> bytes:
    tab = Tab("表1", rows=[["部门收支总表"], ["项目", "预算数", "备注"], ["甲", 5, "乙"]], code=CODES.index("0.00"))
    picture = {"xl/media/image1.png": random.Random(1).randbytes(8000)}  # the library locks no smaller files rightly
    plain = package(parts(tab) | picture)
    out = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(plain)).encrypt(password, out)
    return out.getvalue()


def test_a_workbook_that_asks_for_no_password_is_read() -> None:
    data = _under(locked.KNOWN_PASSWORD)
    document = read_source(data, "表.xlsx")
    assert texts(document.pages[0])[1] == ["甲", "5.00", "乙"]
    assert document.sha256 == digest(data)


def test_a_real_password_is_not_tried() -> None:
    with pytest.raises(EncryptedInput):
        read_source(_under("another one"), "表.xlsx")


def test_endless_rounds_of_hashing_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locked, "MAX_ROUNDS", 1000)
    assert locked.unlocked(_under(locked.KNOWN_PASSWORD)) is None


def test_a_container_that_lacks_its_end_is_read_where_the_workbook_is_whole_and_reported() -> None:
    whole = xls.read(CELLS.read_bytes(), "表.xls", Reading())
    cut = xls.read(CELLS.read_bytes()[:7000], "表.xls", Reading())
    assert [[word.text for word in page.words] for page in cut.pages] == [
        [word.text for word in page.words] for page in whole.pages
    ]
    assert "workbook_damaged" in {problem.code for problem in cut.problems}
    assert "workbook_damaged" not in {problem.code for problem in whole.problems}


@pytest.mark.parametrize(("place", "value"), [(0x698, 2), (0x68C, 0), (0x64C, 0), (0x610, 1)])
def test_sectors_in_a_circle_come_to_an_end(place: int, value: int) -> None:
    """xlrd follows each of these for ever."""
    data = bytearray(CELLS.read_bytes())
    data[place] = value
    with contextlib.suppress(DamagedInput):
        xls.read(bytes(data), "表.xls", Reading())
