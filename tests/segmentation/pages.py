"""Invented documents as lines, for tests of segmentation: ``text``, ``(text, size)`` or ``(text, size, "centre")``."""

from __future__ import annotations

from collections.abc import Sequence

from budgetextract.extraction.repeats import mark_repeats
from budgetextract.model.document import Extracted, Line, Page, SourceDocument, Table
from budgetextract.rules.bundle import load_rules
from budgetextract.segmentation.segment import segment

WIDTH, HEIGHT, LEFT, RIGHT, SIZE = 595.0, 842.0, 70.0, 525.0, 12.0
Item = str | tuple[str, float] | tuple[str, float, str]


def line(page: int, top: float, item: Item) -> Line:
    text, size, place = (item, SIZE, "") if isinstance(item, str) else (*item, "")[:3]
    indent = len(text) - len(text.lstrip("　"))
    text = text.strip("　")
    wide = len(text) * size
    x0 = (WIDTH - wide) / 2 if place == "centre" else LEFT + indent * size
    return Line(page, text, (), x0, top, min(x0 + wide, RIGHT + size), top + size, size)


def paragraph(text: str) -> list[Item]:
    """A paragraph set over full lines of 37 characters, its first line indented by two."""
    per = int((RIGHT - LEFT) / SIZE)
    out: list[Item] = ["　　" + text[: per - 2]]
    rest = text[per - 2 :]
    while rest:
        out.append(rest[:per])
        rest = rest[per:]
    return out


def document(*pages: Sequence[Item | list[Item]], tables: Sequence[Table] = ()) -> Extracted:
    by_page: dict[int, list[Line]] = {}
    for number, items in enumerate(pages, start=1):
        flat: list[Item] = []
        for item in items:
            flat += item if isinstance(item, list) else [item]
        top, lines = 72.0, []
        for item in flat:
            lines.append(line(number, top, item))
            top += lines[-1].size * 1.6
        by_page[number] = lines
    marked, contents = mark_repeats(by_page, dict.fromkeys(by_page, HEIGHT))
    source = SourceDocument(
        "a.pdf", "0" * 64, "application/pdf", "pdf",
        tuple(Page(number, WIDTH, HEIGHT, (), ()) for number in by_page),
    )  # fmt: skip
    return Extracted(source, tuple(marked), tuple(tables), tuple(contents))


def outline(extracted: Extracted) -> list[tuple[int, str, str, int]]:
    """(level, number, title, page) of each heading."""
    return [(s.level, s.number, s.title, s.page_start) for s in segment(extracted, load_rules()).sections]


def ids(extracted: Extracted) -> dict[str, str | None]:
    """Outline id by title."""
    return {s.title: s.id for s in segment(extracted, load_rules()).sections}
