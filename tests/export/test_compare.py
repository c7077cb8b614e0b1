"""Two disclosures figure by figure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from budgetextract.cli.app import run as command
from budgetextract.export.compare import as_html, compare, counts
from budgetextract.model.disclosure import Disclosure
from budgetextract.pipeline import extract_bytes


def budget(year: int, total: str, more: str = "") -> str:
    return (
        f"# 青禾县档案馆{year}年度部门预算\n\n第二部分 预算情况说明\n\n一、收支总体情况\n\n"
        f"{year}年收入总预算{total}万元，支出总预算{total}万元。{more}\n"
    )


def read(written: str) -> Disclosure:
    return extract_bytes(written.encode(), "a.md")


def test_two_years_answer_each_other() -> None:
    found = compare(read(budget(2022, "10.00")), read(budget(2023, "12.50")))
    changed = {one.fact.concept: (one.change, one.rate) for one in found if one.how == "changed"}
    assert {name: (str(change), str(rate)) for name, (change, rate) in changed.items()} == {
        "income.total": ("25000.00", "25.00"),
        "expenditure.total": ("25000.00", "25.00"),
    }


def test_added_gone_and_same() -> None:
    more = "其中：基本支出8.00万元，项目支出2.00万元。"
    longer, shorter = read(budget(2022, "10.00", more)), read(budget(2022, "10.00"))
    assert counts(compare(shorter, longer)) == {"changed": 0, "added": 2, "gone": 0, "moved": 0, "same": 2}
    assert counts(compare(longer, shorter))["gone"] == 2
    assert counts(compare(longer, longer)) == {"changed": 0, "added": 0, "gone": 0, "moved": 0, "same": 4}


def test_the_page_escapes_what_documents_say() -> None:
    old, new = read(budget(2022, "10.00")), read(budget(2022, "11.00"))
    evil = new.model_copy(update={"document": new.document.model_copy(update={"file_name": "<script>x</script>.md"})})
    page = as_html(old, evil, compare(old, evil), "zh")
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_command_in_all_forms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text(budget(2022, "10.00"), encoding="utf-8")
    new.write_text(budget(2023, "12.00"), encoding="utf-8")
    assert command(["--lang", "en", "diff", str(old), str(new)]) == 0
    assert "+20,000.00 (+20.00%)" in capsys.readouterr().out
    assert command(["diff", str(old), str(new), "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["counts"]["changed"] == 2
    assert said["differences"][0]["change_rate"] == "20.00"
    assert command(["diff", str(old), str(new), "--format", "html"]) == 0
    assert capsys.readouterr().out.startswith("<!doctype html>")
    assert command(["diff", str(old), str(tmp_path / "none.pdf")]) == 1
