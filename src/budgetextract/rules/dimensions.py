"""Names of measures and dimension values in both languages (dimensions.yaml), for messages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from budgetextract.record import record
from budgetextract.rules.loader import rule_yaml

Names = tuple[str, str]
"""(zh, en)"""


@record
class DimensionNames:
    """``measures`` by id; ``values`` by (dimension, value); ``dimensions`` by id."""

    measures: Mapping[str, Names]
    dimensions: Mapping[str, Names]
    values: Mapping[tuple[str, str], Names]


@cache
def load_dimension_names() -> DimensionNames:
    """The names of dimensions.yaml."""
    raw = rule_yaml("dimensions.yaml")
    measures = {entry["id"]: (entry["zh"], entry["en"]) for entry in raw["measures"]}
    dimensions = {entry["id"]: (entry["zh"], entry["en"]) for entry in raw["dimensions"]}
    values = {
        (entry["id"], value["id"]): (value["zh"], value["en"])
        for entry in raw["dimensions"]
        for value in entry.get("values", ())
    }
    return DimensionNames(MappingProxyType(measures), MappingProxyType(dimensions), MappingProxyType(values))
