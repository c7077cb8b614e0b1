"""Labels of merged cells for each row, also where a page cuts the cell and the label stands on the other page.

Programs draw a merged label at the middle of its block. Cut by a page's end, one part has the label and the other is
blank; a blank part at the foot of a page belongs to what follows, one at the head of a page to what went before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from budgetextract.record import record


@record
class Label:
    """What a row shows in one label column: ``cell`` tells cells apart, ``span`` counts the cell's rows."""

    cell: tuple[int, int, int]
    text: str
    span: int
    page: int
    """Page of the row."""


@record
class _Group:
    first: int
    last: int
    text: str
    span: int
    first_page: int
    last_page: int


Fits = Callable[[int, str], bool]
"""May this label stand beside row number so-and-so?"""


def cut_rows(labels: Sequence[Label]) -> frozenset[int]:
    """Rows whose cell is the blank part, at the foot of a page, of a merged cell with its label on the next page."""
    groups = _groups(labels)
    if not _merged(groups):
        return frozenset()
    blank = (g for i, g in enumerate(groups) if not g.text and _on_next_page(groups, i))
    return frozenset(row for group in blank for row in range(group.first, group.last))


def filled(labels: Sequence[Label], fits: Fits, cut: frozenset[int] = frozenset()) -> list[str]:
    """The label of each row; "" where the form leaves it blank. ``cut``: rows where a wider label is cut off."""
    groups = _groups(labels)
    merged = _merged(groups)
    texts: list[str] = []
    for index, group in enumerate(groups):
        text = group.text
        if not text:
            above = texts[-1] if texts else ""
            candidates = [above]
            if (below := _on_next_page(groups, index)) and (merged or group.span > 1 or group.first in cut):
                candidates.insert(0, below)
            text = next((c for c in candidates if c and fits(group.first, c)), "")
        texts.append(text)
    return [text for group, text in zip(groups, texts, strict=True) for _ in range(group.first, group.last)]


def _merged(groups: Sequence[_Group]) -> bool:
    """True where labels are cells over several rows; else a label stands in the first row of its block alone."""
    return any(group.text and group.span > 1 for group in groups)


def _groups(labels: Sequence[Label]) -> list[_Group]:
    out: list[_Group] = []
    start = 0
    for _, run in groupby(labels, key=lambda label: label.cell):
        rows = list(run)
        first, last = rows[0], rows[-1]
        out.append(_Group(start, start + len(rows), first.text, first.span, first.page, last.page))
        start += len(rows)
    return out


def _on_next_page(groups: Sequence[_Group], index: int) -> str:
    """For a blank cell at the foot of a page (not at its head too): the label with which the next page begins."""
    group = groups[index]
    if index + 1 >= len(groups) or groups[index + 1].first_page <= group.last_page:
        return ""
    if index and groups[index - 1].last_page < group.first_page:
        return ""
    return groups[index + 1].text
