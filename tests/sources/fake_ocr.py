"""A recogniser that says what it is told, for tests of what is handed to it."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from budgetextract.model.document import Page, Word
from budgetextract.sources.ocr import engine, page

BOX = (72.0, 72.0, 400.0, 84.0)


def png(level: int = 255, size: tuple[int, int] = (900, 1200), form: str = "PNG") -> bytes:
    """A picture of one grey, by which the recogniser tells it from others."""
    out = io.BytesIO()
    Image.new("L", size, level).save(out, form)
    return out.getvalue()


def says(monkeypatch: pytest.MonkeyPatch, texts: dict[int, str]) -> list[tuple[int, int]]:
    """Pictures of these greys hold these texts, others none; (width, height) of what was read, as it comes."""
    seen: list[tuple[int, int]] = []

    def read_picture(grey: np.ndarray, dpi: float, number: int, _: object) -> Page:
        high, wide = grey.shape
        seen.append((round(72 * wide / dpi), round(72 * high / dpi)))
        text = texts.get(round(float(np.median(grey))), "")
        words = (Word(text, *BOX, 12.0, confidence=0.9),) if text else ()
        return Page(number, 72 * wide / dpi, 72 * high / dpi, words, (), reader="ocr")

    monkeypatch.setattr(engine, "models", lambda: object())
    monkeypatch.setattr(engine, "engine", lambda *_: object())
    monkeypatch.setattr(page, "read_picture", read_picture)
    return seen


def is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the extra [ocr] were not installed."""
    monkeypatch.setattr(engine, "models", lambda: None)
