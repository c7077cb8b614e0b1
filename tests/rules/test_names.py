"""Printed names against the names of their codes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetextract.rules.classification import ECONOMY, FUNCTION, GOVERNMENT_ECONOMY
from budgetextract.rules.names import printed_name_fits

CORPUS = Path(os.environ.get("BUDGETEXTRACT_CORPUS", ""))


@pytest.mark.parametrize(
    ("kind", "code", "year", "printed", "fit"),
    [
        (FUNCTION, "2010101", 2024, "行政运行", "name"),
        (FUNCTION, "201", 2024, "一般公共服务", "name"),
        (FUNCTION, "201", 2024, "（一）一般公共服务支出", "name"),
        (FUNCTION, "208", 2024, "八、社会保障与就业支出", "name"),
        (FUNCTION, "2081005", 2024, "社会福利（款）社会福利事业单位（项）", "name"),
        (FUNCTION, "2010101", 2024, "2010101 行政运行", "name"),
        (FUNCTION, "2010101", 2024, "行政运行（本级）", "name"),
        (FUNCTION, "2010101", 2024, "", "name"),
        (FUNCTION, "207", 2022, "文化体育与传媒支出", "former"),
        (FUNCTION, "207", 2018, "文化旅游体育与传媒支出", "later"),
        (FUNCTION, "2080501", 2019, "行政单位离退休", "later"),
        (FUNCTION, "2080501", 2019, "归口管理的行政单位离退休", "name"),
        (FUNCTION, "2080505", 2024, "机关事业单位基本养老", "cut"),
        (FUNCTION, "2080505", 2024, "缴费支出", "cut"),
        (FUNCTION, "2010101", 2024, "人大事务行政运行", "cut"),
        (FUNCTION, "2080504", 2018, "行政单位离退休", "cut"),  # a lost line, though another code's name
        (FUNCTION, "2010102", 2024, "一般行政事务管理", "near"),
        (FUNCTION, "2080505", 2024, "机关事业单位基本养老保脸缴费支出", "near"),
        (FUNCTION, "2010101", 2024, "人大会议", "foreign"),
        (FUNCTION, "2010101", 2024, "从未有过的科目", "differs"),
        (FUNCTION, "2101701", 2024, "人大会议", "unsure"),  # the package is not sure of this code
        (FUNCTION, "20140", 2020, "信访事务", "other_year"),
        (FUNCTION, "2019876", 2024, "行政运行", "unknown"),
        (ECONOMY, "30203", 2024, "水费", "foreign"),
        (ECONOMY, "30311", 2017, "住房公积金", "name"),
        (ECONOMY, "30311", 2024, "住房公积金", "foreign"),
        (ECONOMY, "30212", 2024, "因公出国(境)费", "name"),
        (GOVERNMENT_ECONOMY, "50101", 2024, "工资奖金津补贴", "name"),
        (GOVERNMENT_ECONOMY, "503", 2024, "机关资本性支出（一）", "former"),
        (GOVERNMENT_ECONOMY, "50201", 2024, "会议费", "foreign"),
    ],
)
def test_fit(kind: str, code: str, year: int, printed: str, fit: str) -> None:
    assert printed_name_fits(kind, code, year, printed).fit == fit


def test_a_former_name_tells_its_last_year() -> None:
    assert printed_name_fits(FUNCTION, "207", 2022, "文化体育与传媒支出").until == 2018
    assert printed_name_fits(FUNCTION, "210", 2024, "十、医疗卫生与计划生育支出").until == 2018


def test_what_is_foreign_names_whose_it_is() -> None:
    verdict = printed_name_fits(FUNCTION, "2010101", 2024, "人大会议")
    assert verdict.official == "行政运行"
    assert verdict.others == ("2010104",)
    assert verdict.accuses


def test_codes_of_other_years_tell_them() -> None:
    assert printed_name_fits(FUNCTION, "20110", 2024, "人力资源事务").years == (2007, 2020)


@pytest.mark.parametrize("printed", ["人大会议", "从未有过的科目"])
def test_a_doubtful_reading_never_accuses(printed: str) -> None:
    verdict = printed_name_fits(FUNCTION, "2010101", 2024, printed, doubtful=True)
    assert verdict.fit == "unsure"
    assert not verdict.accuses


def _printed() -> Iterator[tuple[int, str, str]]:
    """Year, code and name of each row of the corpus' born-digital files that begins with a code."""
    from budgetextract import extract

    for file in sorted((CORPUS / "pdf").glob("*.pdf")):
        read = extract(str(file))
        for table in read.tables:
            for row in table.rows:
                texts = [re.sub(r"\s", "", cell or "") for cell in row]
                digits = 0
                while digits < len(texts) and re.fullmatch(r"\d{2,7}", texts[digits]):
                    digits += 1
                code = "".join(texts[:digits])
                if (
                    digits < len(texts)
                    and re.fullmatch(r"[235]\d\d(\d\d){0,2}", code)
                    and re.search("[一-鿿]", texts[digits])
                ):
                    yield read.document.fiscal_year or 0, code, texts[digits]


@pytest.mark.skipif(not (CORPUS / "pdf").is_dir(), reason="BUDGETEXTRACT_CORPUS names no corpus")
def test_every_code_of_the_corpus_bears_its_name() -> None:
    kinds = {"2": FUNCTION, "3": ECONOMY, "5": GOVERNMENT_ECONOMY}
    rows = set(_printed())
    misfits = {
        (year, code, name) for year, code, name in rows if not printed_name_fits(kinds[code[0]], code, year, name).fits
    }
    assert len(rows) > 250
    functions = {one for one in misfits if one[1][0] == "2"}
    assert functions == set()
    assert {code[:3] for _, code, _ in misfits} <= {"302", "303"}  # one unit numbers its economic rows by itself
    assert len(misfits) <= 13
