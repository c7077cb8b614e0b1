"""Tables, headings and indicators against gold, and the readers of gold and predictions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from budgetextract.scoring.gold import (
    GoldError,
    Heading,
    IndicatorRow,
    TableRow,
    find_gold,
    pages_of,
    predicted_from,
    read_gold,
    read_predicted,
)
from budgetextract.scoring.headings import score_headings
from budgetextract.scoring.indicators import score_indicators
from budgetextract.scoring.tables import score_tables


def table(name: str = "income_by_unit", pages: tuple[int, ...] = (7,), rows: int = 4, columns: int = 3) -> TableRow:
    return TableRow(name, "表", pages, rows, columns)


@pytest.mark.parametrize("other", [table(pages=(7, 8)), table(rows=5), table(columns=4)])
def test_table_on_the_same_first_page_is_wrong_in_any_size(other: TableRow) -> None:
    found = score_tables((table(),), (other,), has_pages=True)
    assert (found.counts.right, [detail.what for detail in found.details]) == (0, ["wrong"])


def test_table_on_another_page_is_missed_and_spurious() -> None:
    found = score_tables((table(),), (table(pages=(8,)),), has_pages=True)
    assert sorted(detail.what for detail in found.details) == ["missed", "spurious"]
    assert score_tables((table(),), (table(pages=(8,)),), has_pages=False).counts.right == 1


def test_form_is_right_by_id_and_pages_alone() -> None:
    gold = table("performance_project", (9, 10), 27, 6)
    assert score_tables((gold,), (table("performance_project", (9, 10), 3, 2),), has_pages=True).counts.right == 1
    assert score_tables((gold,), (table("performance_project", (9,), 27, 6),), has_pages=True).counts.right == 0


def test_two_forms_on_one_page_are_paired_each_once() -> None:
    gold = (table("performance_project", (9,)), table("performance_project", (9,)))
    assert score_tables(gold, gold[:1], has_pages=True).counts.right == 1


def test_heading_is_compared_without_spaces_after_nfkc() -> None:
    gold = (Heading(2, "一般公共预算 “三公”经费（2031 年）", 5),)
    assert (
        score_headings(gold, (Heading(2, "一般公共预算“三公”经费(２０３１年)", 5),), has_pages=True).counts.right == 1
    )


@pytest.mark.parametrize("other", [Heading(3, "收支总表", 5), Heading(2, "收支总表", 6), Heading(2, "收入总表", 5)])
def test_heading_of_other_level_page_or_title_is_not_right(other: Heading) -> None:
    assert score_headings((Heading(2, "收支总表", 5),), (other,), has_pages=True).counts.right == 0


def test_heading_of_a_file_without_pages() -> None:
    assert (
        score_headings((Heading(2, "收支总表", 5),), (Heading(2, "收支总表", None),), has_pages=False).counts.right == 1
    )


def indicator(**other: str) -> IndicatorRow:
    cells = {
        "scope": "project",
        "project": "河道清淤",
        "horizon": "annual",
        "level1": "产出指标",
        "level2": "数量指标",
        "level3": "清淤长度",
        "text": "≥12公里",
        "operator": ">=",
        "value": "12",
        "unit": "公里",
    }
    return IndicatorRow(tuple((cells | other).values()), "9")


def test_indicator_needs_every_column() -> None:
    assert score_indicators((indicator(),), (indicator(),)).counts.right == 1
    for column, value in {
        "level2": "质量指标",
        "operator": "=",
        "value": "13",
        "unit": "千米",
        "horizon": "long_term",
    }.items():
        found = score_indicators((indicator(),), (indicator(**{column: value}),))
        assert (found.counts.right, [detail.what for detail in found.details]) == (0, ["wrong"]), column


def test_unlike_indicators_are_missed_and_spurious() -> None:
    other = indicator(
        project="护坡", level1="效益指标", level2="社会效益指标", level3="受益人口", text="5万人", value="5"
    )
    assert [detail.what for detail in score_indicators((indicator(),), (other,)).details] == ["missed", "spurious"]


@pytest.mark.parametrize(
    ("text", "pages"), [("7", (7,)), ("8-10", (8, 9, 10)), ("7;9", (7, 9)), ("7-8, 10", (7, 8, 10)), ("", ())]
)
def test_pages_of(text: str, pages: tuple[int, ...]) -> None:
    assert pages_of(text) == pages


def disclosure(**parts: Any) -> dict[str, Any]:
    return {"document": {"pages": 3, "reader": "pdf"}, **parts}


def test_only_checks_that_fail_and_name_few_facts_point_at_one() -> None:
    five, six = [f"f{i}" for i in range(5)], [f"g{i}" for i in range(6)]
    found = predicted_from(
        disclosure(
            checks=[
                {"status": "fail", "facts": six},
                {"status": "fail", "facts": five},
                {"status": "pass", "facts": ["h1"]},
            ],
            findings=[{"facts": ["k1"]}],
        ),
        "a",
    )
    assert found.doubted == {*five, "k1"}


def test_page_and_origin_are_those_of_the_mention_that_gave_the_value() -> None:
    mentions = [
        {"value": "90000", "origin": "narrative", "source": {"page": 2}},
        {"value": "90350.00", "origin": "table", "source": {"page": 7}},
    ]
    row = {
        "id": "f1",
        "concept": "c",
        "measure": "budget",
        "fiscal_year": 2031,
        "value": "90350",
        "unit": "CNY",
        "mentions": mentions,
    }
    found = predicted_from(disclosure(figures=[row]), "a").facts[0]
    assert (found.origin, found.page) == ("table", "7")


def test_base_is_no_part_of_a_predicted_key() -> None:
    row = {"concept": "c", "measure": "change", "fiscal_year": 2031, "value": "1", "unit": "CNY"}
    found = predicted_from(disclosure(figures=[row | {"dimensions": {"base": "prior_final", "fund": "x"}}]), "a")
    assert found.facts[0].dimensions == (("fund", "x"),)


def test_office_formats_have_no_pages() -> None:
    assert not predicted_from({"document": {"reader": "docx"}}, "a").has_pages
    assert predicted_from({"document": {"reader": "ocr"}}, "a").has_pages


def test_range_of_an_indicator_is_joined() -> None:
    row = {"scope": "project", "text": "90%-95%", "operator": "range", "value": ["90", "95.0"], "unit": "%"}
    assert "90-95.0" in predicted_from(disclosure(performance={"indicators": [row]}), "a").indicators[0].cells


def test_gold_folder_is_read_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "concept,measure,fiscal_year,dimensions,value,unit,page,origin\n"
        "income.total,change,2031,base=prior_final;fund=x,-5.5,CNY,2,narrative\n",
        encoding="utf-8-sig",
    )
    (tmp_path / "a.tables.csv").write_text("table,title,pages,unit,header_rows,data_rows,columns\n", encoding="utf-8")
    (tmp_path / "a.outline.csv").write_text("level,number,title,page\n1,一、,职能,3\n", encoding="utf-8")
    assert list(find_gold(tmp_path)) == ["a"]
    gold = read_gold(tmp_path / "a.csv")
    assert gold.facts[0].dimensions == (("fund", "x"),)
    assert gold.tables == ()
    assert gold.headings == (Heading(1, "职能", 3),)
    assert gold.indicators is None


@pytest.mark.parametrize(
    "row",
    [
        "income.total,budget,二零,,5,CNY,1,table",
        "income.total,budget,2031,fund,5,CNY,1,table",
        "income.total,budget,2031,,五,CNY,1,table",
    ],
)
def test_bad_gold_row_names_its_line(tmp_path: Path, row: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"concept,measure,fiscal_year,dimensions,value,unit,page,origin\n{row}\n", encoding="utf-8")
    with pytest.raises(GoldError, match=r"a\.csv:2"):
        read_gold(file)


@pytest.mark.parametrize("content", ["", "[1]", "{", json.dumps({"figures": [{"value": "x"}]})])
def test_bad_prediction_is_a_typed_error(tmp_path: Path, content: str) -> None:
    file = tmp_path / "a.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(GoldError):
        read_predicted(file)
