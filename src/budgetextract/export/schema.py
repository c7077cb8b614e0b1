"""JSON Schemas of the result, written from the models: one for a disclosure, one for each part that is used alone."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from budgetextract.model.disclosure import SCHEMA_VERSION, Check, Disclosure, Fact, Finding, Indicator

BASE = "https://budgetextract.invalid/schemas/"
_PARTS: dict[str, type[BaseModel]] = {
    "disclosure": Disclosure,
    "fact": Fact,
    "indicator": Indicator,
    "check": Check,
    "finding": Finding,
}


def schema_files() -> dict[str, str]:
    """File name to JSON text, for every schema."""
    return {f"{name}.schema.json": _text(name, model) for name, model in _PARTS.items()}


def _text(name: str, model: type[BaseModel]) -> str:
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{BASE}{SCHEMA_VERSION}/{name}.schema.json",
        **_without_null(model.model_json_schema(mode="serialization")),
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _without_null(schema: Any) -> Any:
    """The schema of JSON in which keys without a value are left out: no key is null, and all others are there."""
    if isinstance(schema, list):
        return [_without_null(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _without_null(value) for key, value in schema.items()}
    if schema.get("type") == "object" and "properties" in schema:
        made["required"] = [name for name, value in schema["properties"].items() if not _nullable(value)]
    if _nullable(schema):
        options = [option for option in made.pop("anyOf") if option != _NULL]
        if made.get("default", "") is None:
            del made["default"]
        made = {**options[0], **made} if len(options) == 1 else {"anyOf": options, **made}
    return made


_NULL = {"type": "null"}


def _nullable(schema: Any) -> bool:
    return isinstance(schema, dict) and isinstance(schema.get("anyOf"), list) and _NULL in schema["anyOf"]
