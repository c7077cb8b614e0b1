"""The benchmark itself: one turn of each measure, ratios within a turn."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_script", ROOT / "bench" / "bench.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_ratios_are_taken_within_a_turn(bench: ModuleType) -> None:
    seconds = {"pdfium": (1, 2), "pdfplumber": (30, 20), "extract": (3, 4)}
    turns = [bench.Turn(name, 10, seconds[name][index], 9, 50) for index in (0, 1) for name in bench.MEASURES]
    found = bench.summary(turns)
    assert found["pdfplumber_time_over_extract_time"] == {"median": 7.5, "low": 5, "high": 10}
    assert found["extract"]["ms_per_page"] == {"median": 350, "low": 300, "high": 400}


@pytest.mark.parametrize("measure", ["pdfium", "extract"])
def test_one_turn(bench: ModuleType, measure: str) -> None:
    sample = min((ROOT / "samples").glob("*/*.pdf"), key=lambda file: file.stat().st_size)
    turn = bench.turn(measure, [sample])
    assert turn.pages > 0
    assert 0 < turn.seconds < turn.process_seconds
    assert turn.peak_mib > 1
