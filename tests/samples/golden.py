"""What of a result is kept as a sample's expected JSON, and how it is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
STYLES = tuple(sorted(path.name for path in SAMPLES.iterdir() if (path / f"{path.name}.pdf").is_file()))
_LEFT_OUT = frozenset({"bbox", "cells", "confidence"})
"""Places move by hundredths of a point between versions of pdfium, the text of cells stands in ``rows`` as well, and
confidence changes whenever it is calibrated anew."""


def pdf_of(style: str) -> Path:
    """The committed document of a style."""
    return SAMPLES / style / f"{style}.pdf"


def kept(result: Any) -> Any:
    """The result without places and confidence."""
    if isinstance(result, dict):
        return {key: kept(value) for key, value in result.items() if key not in _LEFT_OUT}
    if isinstance(result, list):
        return [kept(value) for value in result]
    return result


def written(result: Any) -> str:
    """One line for every entry of a list at the top, so that a diff shows what changed."""
    parts = []
    for key, value in result.items():
        if isinstance(value, list) and value:
            lines = ",\n".join(f"    {json.dumps(entry, ensure_ascii=False)}" for entry in value)
            parts.append(f"  {json.dumps(key)}: [\n{lines}\n  ]")
        else:
            parts.append(f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"
