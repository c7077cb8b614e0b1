"""The manual has a page for every code that the checks can give."""

from __future__ import annotations

import re
from pathlib import Path

import budgetextract.checks
from budgetextract.rules.findings import load_findings
from budgetextract.rules.identities import load_identities

SOURCES = sorted(Path(budgetextract.checks.__file__ or "").parent.glob("*.py"))


def test_every_code_in_the_checks_has_a_page() -> None:
    pages = load_findings()
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    used = set(re.findall(r'(?:noticed|failed|passed)\(\s*"(\w+)"', text)) | set(re.findall(r'code="(\w+)"', text))
    assert len(used) > 15
    assert used <= pages.keys()


def test_every_rule_has_a_page_in_both_languages() -> None:
    pages, rules = load_findings(), load_identities()
    for name in (*(identity.id for identity in rules.identities), *rules.special):
        page = pages[name]
        assert page.kind == "check"
        assert page.number
        for text in (page.title, page.meaning, page.next):
            assert re.search(r"[\u4e00-\u9fff]", text.zh)
            assert text.en
            assert text.en.isascii() or "元" in text.en


def test_numbers_are_unique() -> None:
    numbers = [page.number for page in load_findings().values() if page.number]
    assert len(numbers) == len(set(numbers))


def test_every_special_rule_is_carried_out() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    assert [name for name in load_identities().special if f'"{name}"' not in text] == []
