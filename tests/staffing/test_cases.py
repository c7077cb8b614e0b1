"""Each invented sentence gives exactly the counts that it states."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from budgetextract.model.document import Block, Line
from budgetextract.normaliser.clauses import passages
from budgetextract.normaliser.staffing_prose import staff_counts, whole_number
from budgetextract.normaliser.staffing_units import unit_counts
from budgetextract.rules.staffing import load_staffing

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
RULES = load_staffing()


def _block(text: str) -> Block:
    line = Line(1, text, (), 50.0, 100.0, 500.0, 112.0)
    return Block(text, (line,), tuple(0 for _ in text))


def counts(text: str) -> list[str]:
    out: list[str] = []
    for passage in passages([_block(text)]):
        found = [*staff_counts(passage.text, RULES), *unit_counts(passage.text, RULES)]
        found.sort(key=lambda count: count.start)
        out += [f"{c.concept}{f'/{c.kind}' if c.kind else ''} {c.value}" for c in found]
    return out


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:24])
def test_sentence_states(case: dict[str, Any]) -> None:
    assert counts(case["text"]) == [str(item) for item in case["out"]]


def test_enough_cases_and_traps() -> None:
    assert len(CASES) >= 60
    assert sum(not case["out"] for case in CASES) >= 10


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", 12), ("十二", 12), ("二十", 20), ("一百零五", 105), ("两", 2), ("三", 3), ("二二", None), ("几", None)],
)
def test_chinese_numbers(text: str, value: int | None) -> None:
    assert whole_number(text) == value


@pytest.mark.timeout(5)
def test_hostile_text_is_read_in_time() -> None:
    counts("编制总人数总人数" * 800)
    counts("1个" * 3000)
    counts("下属行政事业全额差额" * 600)
