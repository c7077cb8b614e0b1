"""Figures that OCR was not sure of: named where nothing confirms them, and only there."""

from __future__ import annotations

from dataclasses import replace

from drafts import empty_document, facts_of

from budgetextract.checks.run import Checked, run_checks
from budgetextract.model.document import Page, Word
from budgetextract.model.facts import PerformanceRead
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


def checked(lines: list[str], *words: Word, reader: str = "ocr") -> Checked:
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
    groups = named(checked(lines, replace(FIGURE, confidence=0.2)))
    assert sum(map(len, groups)) == 12
    assert max(map(len, groups)) <= 5
