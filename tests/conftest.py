"""Options of the whole test suite."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-golden`` writes the samples' expected JSON anew; read the diff. Never in CI."""
    parser.addoption("--update-golden", action="store_true", default=False, help="rewrite samples/*/expected.json")
