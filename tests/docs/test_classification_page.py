"""The examples of docs/*/classification.md give what stands beside them."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_examples_are_true(language: str) -> None:
    text = (DOCS / language / "classification.md").read_text(encoding="utf-8")
    names: dict[str, object] = {}
    seen = 0
    for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        for line in filter(None, block.splitlines()):
            code, _, comment = line.partition("  #")
            expected = re.match(r'None|"[^"]*"|\([^)]*\)|\d+', comment.strip())
            if expected is None:
                exec(code, names)  # an import, or the crosswalk
                continue
            assert eval(code, names) == ast.literal_eval(expected[0]), line
            seen += 1
    assert seen >= 8
