"""Figures need their year: without one there are none, and an issue says so."""

from __future__ import annotations

import pytest

from budgetextract.pipeline import extract_bytes

TEXT = "某县档案局{year}部门预算\n\n第一部分 部门概况\n\n收入预算总额100万元，支出预算总额100万元。\n"


@pytest.mark.parametrize(("year", "missing"), [("", True), ("2024年", False)])
def test_a_document_without_a_year(year: str, missing: bool) -> None:
    found = extract_bytes(TEXT.format(year=year).encode(), "a.txt")
    assert ("no_year" in {issue.code for issue in found.issues}) is missing
    assert bool(found.figures) is not missing
