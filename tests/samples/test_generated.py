"""A slice of ``make bench-generated``: documents of several styles, half with a mistake, judged against their gold.

The whole bench takes minutes; its numbers are in the docs. Here a few documents hold what may not slip.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from golden import SAMPLES

pytest.importorskip("fpdf", reason="fpdf2 comes with the test group")
sys.path.insert(0, str(SAMPLES.parent / "bench"))

from generated import done, report, tasks
from generator.build import BULK
from generator.fonts import FontMissing, find_font
from judge import Judged

SEED = 901
_STYLES = tuple(sorted(set(BULK)))[::2]
"""Every second one: setting a document takes longer than reading it."""


@cache
def _judged(folder: Path) -> tuple[Judged, ...]:
    try:
        find_font()
    except FontMissing as missing:
        pytest.skip(str(missing))
    return tuple(done(task) for task in tasks(len(_STYLES), SEED, _STYLES, ("pdf",), folder, mistakes=True))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the documents are made; the judgement of a folder is kept."""
    yield tmp_path_factory.mktemp("generated")
    _judged.cache_clear()


def test_facts_and_indicators(folder: Path) -> None:
    numbers = report(_judged(folder))
    for name, (recall, precision) in {
        "facts": (0.99, 0.998),
        "indicators": (0.98, 0.995),
        "staffing": (0.98, 0.995),
    }.items():
        assert numbers[name]["recall"] >= recall, numbers["misses"]
        assert numbers[name]["precision"] >= precision, numbers["misses"]
    assert numbers["silent_errors"] == 0, numbers["misses"]


def test_planted_mistakes_are_found_and_none_invented(folder: Path) -> None:
    numbers = report(_judged(folder))
    assert numbers["planted"] >= len(_STYLES) // 2 - 1
    assert numbers["planted_found"] == numbers["planted"], numbers["misses"]
    assert numbers["false_findings"] == 0, numbers["misses"]
