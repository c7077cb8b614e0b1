"""The letter-wise lexicon finds what one long alternation of the same patterns would find."""

from __future__ import annotations

import re

import pytest

from budgetextract.rules.lexicon import Lexicon, first_letters
from budgetextract.rules.loader import rule_yaml

SENTENCES = (
    "政府性基金预算财政拨款收入、一般公共预算财政拨款支出和国有资本经营预算支出总计",
    "“三公”经费中公务用车购置及运行维护费、公务接待费、因公出国(境)费用，会议费培训费".replace("“", "").replace(
        "”", ""
    ),
    "收、支预算总计，收入支出总计，本年收入合计，年初结转和结余，结余分配，使用非财政拨款结余",
    "拟采购货物支出、服务类采购预算，面向中小企业预留的政府采购项目预算金额，授予小微企业合同金额",
    "单位预留机动经费、人员经费、日常公用经费、项目经费支出，其他资金收入预算，机关运行经费",
)


@pytest.mark.parametrize("text", SENTENCES)
def test_same_as_one_alternation(text: str) -> None:
    data = rule_yaml("phrases.yaml")
    patterns = [row["pattern"] for part in ("concepts", "sides", "funds") for row in data[part]]
    one = re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    wanted = [match.span() for match in one.finditer(text)]
    lexicon = Lexicon([(pattern, pattern) for pattern in patterns])
    assert [(found.start, found.end) for found in lexicon.matches(text)] == wanted
    assert wanted


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("收入(?:预算)?", "收"),
        ("(?:预算|决算)?总收入", "预决总"),
        (r"(?<!其他)\(类\)", "("),
        ("[和与]?收(?=支)", "和与收"),
        (r"(?:上年|20\d\d年)结转", "上2"),
        ("拟{0,2}采购", "拟采"),
    ],
)
def test_first_letters(pattern: str, letters: str) -> None:
    assert first_letters(pattern) == frozenset(letters)


@pytest.mark.parametrize("pattern", ["(?:预算)?", ".+收入", "[^a]收入"])
def test_patterns_that_could_begin_anywhere_are_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        first_letters(pattern)


def test_every_pattern_of_the_rules_names_a_known_concept() -> None:
    from budgetextract.rules.loader import rule_csv

    known = {row["concept"] for row in rule_csv("concepts.csv")}
    assert {row["concept"] for row in rule_yaml("phrases.yaml")["concepts"]} <= known
