"""Figures that OCR was not sure of: named where nothing confirms them, and only there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drafts import empty_document, facts_of, statement

from budgetextract.checks.run import Checked, run_checks
from budgetextract.model.document import Page, Word
from budgetextract.model.facts import PerformanceRead, Statement
from budgetextract.rules.bundle import load_rules

LINE = "procurement.total = 12.35 @procurement"
CODED = "expenditure.total{fund=general_public_budget, function=2010601} = 40.00 @general_public_budget"
SUM = [
    "expenditure.basic = 40.00 @narrative",
    "expenditure.basic.personnel = 30.00 @narrative",
    "expenditure.basic.public = 10.00 @narrative",
]
FIGURE = Word("12.35", 12, 11, 40, 19, confidence=0.7)
"""Where ``drafts`` puts every statement: page 3, (10, 10, 60, 20)."""


def checked(lines: Sequence[str | Statement], *words: Word, reader: str = "ocr") -> Checked:
    segmented, extracted = empty_document()
    page = Page(3, 600, 800, words, (), reader=reader)
    extracted = replace(extracted, source=replace(extracted.source, pages=(page,)))
    return run_checks(facts_of(lines), segmented, extracted, PerformanceRead(), load_rules())


def named(found: Checked) -> list[list[str]]:
    return [finding.facts for finding in found.findings if finding.code == "ocr_unsure"]


def test_a_figure_that_nothing_confirms() -> None:
    found = checked([LINE], FIGURE)
    assert named(found) == [["f0"]]
    (finding,) = (one for one in found.findings if one.code == "ocr_unsure")
    assert "12.35" in finding.message.zh
    assert "12.35" in finding.message.en
    assert found.facts[0].status == "single"
    assert found.facts[0].confidence < 0.7


def test_a_sure_figure() -> None:
    assert named(checked([LINE], replace(FIGURE, confidence=0.97))) == []


def test_characters_of_a_text_layer_are_sure() -> None:
    assert named(checked([LINE], FIGURE, reader="pdf")) == []


def test_another_word_in_the_picture_is_not_meant() -> None:
    assert (
        named(checked([LINE], replace(FIGURE, confidence=0.97), Word("货物", 100, 11, 130, 19, confidence=0.3))) == []
    )


def test_figures_of_a_passing_sum_need_no_word() -> None:
    doubtful = (replace(FIGURE, text="40.00"), replace(FIGURE, text="30.00"), replace(FIGURE, text="10.00"))
    assert named(checked(SUM, *doubtful)) == []


def test_a_code_that_was_not_read_surely() -> None:
    """A wrong digit in the code gives a right value to the wrong subject."""
    figure = replace(FIGURE, text="40.00", confidence=0.99)
    code = Word("2010601", 2, 11, 8, 19, confidence=0.6)
    assert named(checked([CODED], figure, code)) == [["f0"]]
    assert named(checked([CODED], figure, replace(code, top=31, bottom=39))) == []
    assert named(checked([CODED], figure, replace(code, x0=80, x1=90))) == []


def test_a_figure_in_a_sentence_is_told_from_its_neighbours() -> None:
    line = "income.total = 406.62 @narrative"
    sure = Word("收入预算406.62万元，", 12, 11, 40, 19, confidence=0.99)
    other = Word("增加13.05万元", 41, 11, 58, 19, confidence=0.4)
    assert named(checked([line], sure, other)) == []
    assert named(checked([line], replace(sure, confidence=0.5), replace(other, confidence=1.0))) == [["f0"]]


def test_a_finding_names_few_figures() -> None:
    lines = [f"expenditure.total{{function=20106{n:02}}} = {n}.50 @expenditure_by_function" for n in range(1, 13)]
    at_one_place = [statement(line) for line in lines]
    groups = named(checked(at_one_place, replace(FIGURE, confidence=0.2)))
    assert sum(map(len, groups)) == 12
    assert max(map(len, groups)) <= 5


PROJECT = "performance.amount{project=档案馆修缮经费} = 12.35 @narrative"
ROW = "performance.amount{project=档案馆修缮经费} = 12.35 @performance_project"


def said(text: str, doubtful: str = "", *, at: tuple[float, float] = (12, 11)) -> Word:
    """A recognised word; the engine is not sure of the characters of ``doubtful``."""
    place = text.index(doubtful) if doubtful else len(text)
    sure = tuple(0.6 if place <= index < place + len(doubtful) else 0.99 for index in range(len(text)))
    return Word(text, at[0], at[1], 58, at[1] + 8, confidence=0.99, sure=sure if doubtful else ())


def test_a_name_that_was_not_read_surely() -> None:
    found = checked([PROJECT], said("其中：档案馆修缮经费12.35万元", "缮"))
    assert named(found) == [["f0"]]
    assert found.facts[0].confidence < 0.7
    assert named(checked([PROJECT], said("其中：档案馆修缮经费12.35万元"))) == []
    assert named(checked([PROJECT], said("其中：档案馆修缮经费12.35万元", "其"))) == []


def test_a_mark_that_cuts_a_name() -> None:
    assert named(checked([PROJECT], said("区级:档案馆修缮经费12.35万元", ":"))) == [["f0"]]


def test_brackets_of_either_width_are_as_good() -> None:
    line = "performance.amount{project=修缮经费(二期)} = 12.35 @narrative"
    assert named(checked([line], said("其中：修缮经费（二期）12.35万元", "（"))) == []


def test_a_name_over_two_lines() -> None:
    words = said("其中：档案馆修", "档", at=(12, 1)), said("缮经费12.35万元")
    assert named(checked([PROJECT], *words)) == [["f0"]]


def test_the_name_nearest_to_the_figure_counts() -> None:
    near, far = said("其中：档案馆修缮经费12.35万元"), said("档案馆修缮经费已有安排", "缮", at=(12, 90))
    assert named(checked([PROJECT], near, far)) == []
    near, far = said("其中：档案馆修缮经费12.35万元", "缮"), said("档案馆修缮经费已有安排", at=(12, 90))
    assert named(checked([PROJECT], near, far)) == [["f0"]]


def test_a_name_in_a_cell_of_two_lines() -> None:
    value = replace(FIGURE, confidence=0.99)
    lines = said("档案馆修", at=(-90, 8)), said("缮经费", "费", at=(-90, 15))
    assert named(checked([ROW], value, *lines)) == [["f0"]]
    assert named(checked([ROW], value, replace(lines[1], sure=()))) == []


def test_a_name_is_sure_where_one_mention_is() -> None:
    other = statement(PROJECT, number=1)
    found = checked([PROJECT, replace(other, page=4)], said("其中：档案馆修缮经费12.35万元", "缮"))
    assert named(found) == []


def test_a_sum_confirms_no_name() -> None:
    parts = [
        "expenditure.basic{organisation=档案馆} = 40.00 @narrative",
        "expenditure.basic.personnel{organisation=档案馆} = 30.00 @narrative",
        "expenditure.basic.public{organisation=档案馆} = 10.00 @narrative",
    ]
    found = checked(parts, said("档案馆基本支出40.00万元，30.00万元，10.00万元", "档案"))
    assert named(found) == [["f0", "f1", "f2"]]
