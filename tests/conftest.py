"""Options of the whole test suite."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is slow; speed is measured by benchmarks and fails no test.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-golden`` writes the samples' expected JSON anew; read the diff. Never in CI."""
    parser.addoption("--update-golden", action="store_true", default=False, help="rewrite samples/*/expected.json")
