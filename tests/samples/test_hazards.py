"""Hazards of real disclosures: each has an id, documents note what they show, and two styles show each."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("fpdf", reason="fpdf2 comes with the test group")

from generator.content import Heading, Paragraph, Record
from generator.hazards import coverage, known_hazards, lacking, printed_table
from generator.noticed import noticed


def test_hazards_are_named_in_both_languages() -> None:
    for one in known_hazards().values():
        assert re.fullmatch(r"[a-z]+\.[a-z_]+", one.id)
        assert one.zh
        assert one.en


def test_an_unknown_hazard_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no hazard page\.upside_down"):
        coverage(lambda style: ["page.upside_down"], ["one"])


def test_hazards_in_one_style_only_are_marked() -> None:
    table = coverage(lambda style: ["page.blank"] if style == "one" else ["page.blank", "zero.dash"], ["one", "two"])
    assert table["page.blank"] == ["one", "two"]
    assert "page.blank" not in lacking(table)
    assert "zero.dash" in lacking(table)
    assert "<--" in next(line for line in printed_table(table, ["one", "two"]).splitlines() if "zero.dash" in line)


def test_what_a_record_shows_is_noticed() -> None:
    record = Record()
    record.add(Heading(2, "(一)", "(一)", "收支情况"))
    record.add(Paragraph("“三公”经费预算2.36万元，与上年持平，其中：团组0个，文号〔2023〕1号。"))
    seen = noticed(record)
    assert {
        "heading.brackets_half",
        "words.no_change_same_as_last_year",
        "words.zero_counts",
        "trap.document_number",
    } <= seen
    assert "heading.circled" not in seen
