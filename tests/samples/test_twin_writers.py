"""The writers of twins: what a printed amount or number becomes, and that the same seed gives the same bytes."""

from __future__ import annotations

import io
import zipfile

import pytest
from golden import SAMPLES

pytest.importorskip("fpdf", reason="fpdf2 comes with the test group")

from generator.build import generate, style_module
from generator.content import Group, Heading, Paragraph, TableItem, flat
from generator.fonts import FontMissing
from generator.twins import FORMS, twins
from generator.twins.numbers import Number, Place, number_of, place_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234.57", Number(1234.57, "#,##0.00")),
        ("294.42", Number(294.42, "0.00")),
        ("95", Number(95.0, "0")),
        ("-26.52", Number(-26.52, "0.00")),
        ("6.12%", Number(0.0612, "0.00%")),
        ("2014004", None),
        ("05", None),
        ("", None),
        ("一、收入", None),
    ],
)
def test_printed_amounts_as_cells(text: str, number: Number | None) -> None:
    assert number_of(text) == number


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("第一部分 部门概况", Place("第%1部分 ", True, 1, 5)),
        ("十二、政府采购", Place("%1、", True, 12, 3)),
        ("（三）其他", Place("（%1）", True, 3, 3)),
        ("1. 围绕中心工作", Place("%1. ", False, 1, 3)),
        ("（2）其他", Place("（%1）", False, 2, 3)),
        ("2024年", None),
        ("一般公共预算", None),
    ],
)
def test_numbers_of_lists(text: str, place: Place | None) -> None:
    assert place_of(text) == place


@pytest.mark.parametrize("style", ["hunan"])
def test_the_same_seed_gives_the_same_twins(style: str) -> None:
    try:
        one, other = (generate(style, 0, style_module(style).SAMPLE) for _ in range(2))
    except FontMissing as missing:
        pytest.skip(str(missing))
    for form in FORMS:
        assert twins(one, form) == twins(other, form)
    with pytest.raises(ValueError, match="no form docy"):
        twins(one, "docy")
    pieces = list(flat(one.record.items))
    assert {Heading, Paragraph, TableItem} <= {type(piece) for piece in pieces}
    assert any(isinstance(item, Group) and item.apart for item in one.record.items)
    assert any(isinstance(item, Group) and not item.apart for item in one.record.items)


def test_packages_have_one_date() -> None:
    for name in ("hunan.docx", "hunan.tables.xlsx"):
        with zipfile.ZipFile(io.BytesIO((SAMPLES / "hunan" / name).read_bytes())) as package:
            assert {entry.date_time for entry in package.infolist()} == {(2024, 2, 5, 9, 0, 0)}
