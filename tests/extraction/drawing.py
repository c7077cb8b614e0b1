"""Invented pages for the table tests: words and ruling lines without a PDF."""

from __future__ import annotations

from collections.abc import Sequence

from budgetextract.model.document import Page, Rule, SourceDocument, Word

SIZE = 10.0


def word(text: str, x: float, y: float, size: float = SIZE) -> Word:
    """A word whose Chinese characters are as wide as high and whose others are half as wide; ``y`` is its top."""
    starts = [x]
    for char in text:
        starts.append(starts[-1] + (size if ord(char) > 255 else size / 2))
    return Word(text, x, y, starts[-1], y + size, size, tuple(starts))


def across(y: float, x0: float, x1: float) -> Rule:
    return Rule(x0, y, x1, y)


def down(x: float, y0: float, y1: float) -> Rule:
    return Rule(x, y0, x, y1)


def ruled(
    rows: Sequence[Sequence[str | None]],
    xs: Sequence[float],
    top: float,
    *,
    height: float = 20.0,
) -> tuple[list[Word], list[Rule]]:
    """A ruled table; None goes on with the cell to the left, "^" with the cell above. Numbers stand at the right."""
    words: list[Word] = []
    rules: list[Rule] = []
    for r, row in enumerate(rows):
        y = top + r * height
        for c, text in enumerate(row):
            if text is not None:
                rules.append(down(xs[c], y, y + height))
            if text != "^":
                rules.append(across(y, xs[c], xs[c + 1]))
            if text and text != "^":
                wide = sum(SIZE if ord(char) > 255 else SIZE / 2 for char in text)
                number = text[-1].isdigit() and text[0].isdigit()
                end = c + 1
                while end < len(row) and row[end] is None:
                    end += 1
                words.append(word(text, xs[end] - wide - 2 if number else xs[c] + 2, y + 5))
        rules.append(down(xs[-1], y, y + height))
    bottom = top + len(rows) * height
    rules.append(across(bottom, xs[0], xs[-1]))
    return words, rules


def page(
    words: Sequence[Word], rules: Sequence[Rule] = (), number: int = 1, width: float = 600.0, height: float = 800.0
) -> Page:
    return Page(number, width, height, tuple(words), tuple(rules))


def document(*pages: Page) -> SourceDocument:
    return SourceDocument("invented.pdf", "0" * 64, "application/pdf", "pdf", tuple(pages))
