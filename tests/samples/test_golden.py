"""Each sample gives the JSON that was read against its pages and committed."""

from __future__ import annotations

import json
import os

import pytest
from golden import SAMPLES, STYLES, kept, pdf_of, written

from budgetextract import extract


@pytest.mark.parametrize("style", STYLES)
def test_expected_json(style: str, request: pytest.FixtureRequest) -> None:
    result = kept(json.loads(extract(pdf_of(style)).to_json()))
    expected = SAMPLES / style / "expected.json"
    if request.config.getoption("--update-golden"):
        if os.environ.get("CI"):
            pytest.fail("--update-golden has no place in CI")
        expected.write_text(written(result), encoding="utf-8")
        pytest.skip(f"{expected.name} of {style} written anew: read the diff")
    golden = json.loads(expected.read_text(encoding="utf-8"))
    assert result.keys() == golden.keys()
    for part, value in golden.items():
        assert _lines(result[part]) == _lines(value), (
            f"{part} of {style} has changed (--update-golden when that is right)"
        )


def test_every_style_has_expected_json() -> None:
    assert len(STYLES) >= 6
    assert [style for style in STYLES if not (SAMPLES / style / "expected.json").is_file()] == []


def _lines(value: object) -> list[str]:
    """Short rows, so that a failure shows the entry that differs and not the whole document."""
    entries = value if isinstance(value, list) else [value]
    return [json.dumps(entry, ensure_ascii=False, sort_keys=True) for entry in entries]
