"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import re

import pytest

from budgetextract.model.patterns import later


def test_it_finds_what_the_pattern_finds() -> None:
    pattern = later(r"(\d+)万", re.IGNORECASE)
    assert pattern.sub(r"\1w", "12万") == "12w"
    found = pattern.search("共12万元")
    assert found is not None
    assert found.group(1) == "12"
    assert pattern.pattern == r"(\d+)万"


def test_a_broken_pattern_fails_when_it_is_used() -> None:
    with pytest.raises(re.error):
        later("(").search("")
