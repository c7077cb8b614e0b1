"""``explain`` with a code of the government's classification."""

from __future__ import annotations

import pytest

from budgetextract.cli.app import run

Captured = pytest.CaptureFixture[str]


def said(capsys: Captured, *arguments: str, lang: str = "en") -> str:
    """What explain prints."""
    assert run(["--lang", lang, "explain", *arguments]) == 0
    return capsys.readouterr().out


def test_a_code_that_was_merged(capsys: Captured) -> None:
    shown = said(capsys, "2080504", "--year", "2018")
    assert "In 2018: 208 社会保障和就业支出 › 20805 行政事业单位离退休 › 未归口管理的行政单位离退休" in shown
    assert "By 2025: 2080501 行政单位离退休" in shown
    assert "merged into 2080501" in shown
    assert "2018年：" in said(capsys, "2080504", "--year", "2018", lang="zh")


def test_a_split_says_that_nothing_can_be_divided(capsys: Captured) -> None:
    shown = said(capsys, "30104", "--year", "2017")
    assert "30110" in shown
    assert "30112" in shown
    assert "shares are not known" in shown


def test_a_reused_number_has_two_names(capsys: Captured) -> None:
    shown = said(capsys, "30311")
    assert "to 2017  住房公积金" in shown
    assert "from 2020  代缴社会保险费" in shown
    assert "By 2025: 30113 住房公积金" in said(capsys, "30311", "--year", "2017")
    assert "303 对" not in said(capsys, "30311", "--year", "2019")


def test_a_younger_code_tells_what_it_was(capsys: Captured) -> None:
    shown = said(capsys, "2014004", "--year", "2019")
    assert "The list of 2019 has no 2014004" in shown
    assert "2010308 信访事务" in shown


def test_the_other_economic_list(capsys: Captured) -> None:
    shown = said(capsys, "30101", "--year", "2024")
    assert "50101 工资奖金津补贴" in shown
    assert "50501 工资福利支出" in shown


def test_items_that_left_a_section(capsys: Captured) -> None:
    assert "2010308→20140" in said(capsys, "20103", "--year", "2020")


@pytest.mark.parametrize(
    "arguments", [["999"], ["2080504", "--year", "1"], ["I01", "--year", "2020"], ["--year", "2020"], ["１２３"]]
)
def test_wrong_usage(arguments: list[str], capsys: Captured) -> None:
    assert run(["explain", *arguments]) == 2
    assert capsys.readouterr().out == ""
