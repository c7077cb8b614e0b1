"""The committed schemas are what the models say, and the worked examples keep to them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from budgetextract.cli.app import run
from budgetextract.export.schema import schema_files
from budgetextract.model.disclosure import Disclosure

FOLDER = Path(__file__).parents[2] / "schemas"
KINDS = ("department_budget", "department_final")


def example(kind: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / "examples" / f"{kind}.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def validator() -> jsonschema.protocols.Validator:
    schema = json.loads(schema_files()["disclosure.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("name", sorted(schema_files()))
def test_committed_schema_is_not_stale(name: str) -> None:
    committed = (FOLDER / name).read_text(encoding="utf-8")
    assert committed == schema_files()[name], "run make schemas"


def test_no_schema_is_left_over() -> None:
    assert {file.name for file in FOLDER.glob("*.json")} == set(schema_files())


@pytest.mark.parametrize("kind", KINDS)
def test_example_keeps_to_the_schema_and_the_models(kind: str, validator: jsonschema.protocols.Validator) -> None:
    data = example(kind)
    assert data["document"]["kind"] == kind
    assert [error.message for error in validator.iter_errors(data)] == []
    assert json.loads(Disclosure.model_validate(data).to_json()) == data


@pytest.mark.parametrize("kind", KINDS)
def test_ids_of_an_example_lead_somewhere(kind: str) -> None:
    data = example(kind)
    facts = {fact["id"] for fact in (*data["figures"], *data["staffing"])}
    named = [name for row in (*data["checks"], *data["findings"]) for name in row["facts"]]
    named += [name for project in data["performance"]["projects"] for name in project["funds"]]
    assert [name for name in named if name not in facts] == []
    for place in places(data):
        assert place.get("section", 0) < len(data["sections"])
        assert place.get("table", 0) < len(data["tables"])
        assert place.get("page", 1) <= data["document"]["pages"]


def places(value: Any) -> Iterator[dict[str, Any]]:
    """Every source in the object."""
    if isinstance(value, dict):
        if (
            "reader" in value
            and "text" in value
            and "file_name" not in value
            and isinstance(value["text"], str)
            and "value" not in value
        ):
            yield value
        for part in value.values():
            yield from places(part)
    elif isinstance(value, list):
        for part in value:
            yield from places(part)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("figures", 0, "value"), 1283500.0),  # money is never a JSON number
        (("figures", 0, "value"), "1.2e6"),
        (("figures", 0, "status"), "sure"),
        (("document", "fiscal_year"), "2025"),
        (("figures", 0, "mentions"), []),
        (("document", "surprise"), 1),
        (("document", "published"), None),  # a key without a value is left out, not null
    ],
)
def test_schema_refuses(path: tuple[Any, ...], value: Any, validator: jsonschema.protocols.Validator) -> None:
    data = example("department_budget")
    place: Any = data
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert not validator.is_valid(data)


def test_command_prints_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Disclosure"


def test_command_writes_all(tmp_path: Path) -> None:
    assert run(["schema", "--out", str(tmp_path / "s")]) == 0
    assert {file.name for file in (tmp_path / "s").iterdir()} == set(schema_files())


ONLY_OFFICE = {
    ("Source", "sheet"),
    ("Source", "cell"),
    ("Source", "paragraph"),
    ("Section", "paragraph"),
    ("TableOut", "sheet"),
    ("TableCell", "cell"),
}


def test_examples_show_every_key() -> None:
    """Each key of each model stands in one of the examples, but for places in office files."""
    schema = json.loads(schema_files()["disclosure.schema.json"])
    seen: set[tuple[str, str]] = set()
    for kind in KINDS:
        collect(example(kind), schema, schema, seen)
    models = {**schema["$defs"], "Disclosure": schema}
    every = {(name, key) for name, model in models.items() for key in model.get("properties", {})}
    assert sorted(every - seen - ONLY_OFFICE) == []


def collect(value: Any, part: dict[str, Any], schema: dict[str, Any], seen: set[tuple[str, str]]) -> None:
    """Walk data and schema side by side and note (model, key) of each key that is there."""
    if "$ref" in part:
        part = schema["$defs"][part["$ref"].rpartition("/")[2]]
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in part.get("properties", {}):
                seen.add((part["title"], key))
                collect(inner, part["properties"][key], schema, seen)
    elif isinstance(value, list):
        for inner in value:
            collect(inner, part.get("items") or {}, schema, seen)


def test_codes_of_the_examples_exist() -> None:
    from budgetextract.rules.findings import load_findings

    for kind in KINDS:
        data = example(kind)
        codes = [row["id"] for row in data["checks"]] + [row["code"] for row in (*data["findings"], *data["issues"])]
        assert [code for code in codes if code not in load_findings()] == []
