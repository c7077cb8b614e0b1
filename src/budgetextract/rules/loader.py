"""The rule files of the package, read once. What an accountant may correct is a row of data, not an ``if``."""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path
from typing import Any

from budgetextract.parsed import parsed

_DATA = Path(__file__).with_name("data")


def rule_text(name: str) -> str:
    """The text of one rule file, e.g. ``rule_text("tables.yaml")``."""
    return (_DATA / name).read_text(encoding="utf-8")


@cache
def rule_yaml(name: str) -> Any:
    """A parsed YAML rule file. Shared: never change it."""
    return parsed(name, rule_text(name), _parse)


def _parse(text: str) -> Any:
    import yaml

    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # ten times faster with libyaml


@cache
def rule_csv(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a CSV rule file by column name. Shared: never change them."""
    rows = csv.reader(io.StringIO(rule_text(name)))  # csv.DictReader takes three times as long
    names = next(rows)
    return tuple(dict(zip(names, row, strict=True)) for row in rows if row)
