"""Lines to paragraphs, over line ends and page ends; every character keeps its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from budgetextract.model.document import Block, Line
from budgetextract.model.text import is_cjk
from budgetextract.segmentation.numbering import PLAIN, numbered

_WIDE = "，。、；：！？（）“”‘’《》【】％＋－．／　"
SHORT = 0.75
"""Part of the even text width that no line of a page reaches when all its lines are short."""
FULL_PAGE = 8
"""Lines from which a page shows its own margins."""
_END = "。；！？：;!?:"
_AMOUNT = re.compile(r"[\d,]+(?:\.\d+)?\s*(?:亿元|百万元|万元|元|%|％|个百分点)")
"""No paragraph begins with these while a sentence is open: the blank in front of them was within the line."""


def margins(lines: Iterable[Line], widths: Mapping[int, float]) -> Mapping[int, tuple[float, float]]:
    """(left, right) of the running text of each page, in points.

    A page with few lines (a title, a table) tells little of its margins: it takes the usual ones of the document. Where
    all lines of a page are short its right margin is as wide as its left one. ``widths``: page widths in points.
    """
    lefts: dict[int, list[float]] = {}
    rights: dict[int, list[float]] = {}
    for line in lines:
        lefts.setdefault(line.page, []).append(line.x0)
        rights.setdefault(line.page, []).append(line.x1)
    own = {page: (min(lefts[page]), _high(rights[page])) for page in lefts}
    for page, (left, right) in own.items():
        even = widths.get(page, right) - left
        if right < SHORT * even:
            own[page] = (left, even)
    full = [own[page] for page in own if len(lefts[page]) >= FULL_PAGE]
    if not full:
        return own
    usual = (median(left for left, _ in full), median(right for _, right in full))
    return {
        page: edge if len(lefts[page]) >= FULL_PAGE else (min(edge[0], usual[0]), max(edge[1], usual[1]))
        for page, edge in own.items()
    }


def _high(values: Sequence[float]) -> float:
    """Nearly the largest: one line that runs over the margin does not move it."""
    ends = sorted(values)
    return ends[max(0, int(len(ends) * 0.9) - 1)] if len(ends) > 3 else ends[-1]


def paragraphs(lines: Sequence[Line], edges: Mapping[int, tuple[float, float]]) -> tuple[Block, ...]:
    """Blocks of a section's own lines.

    A new paragraph begins with an indented line, behind a line that ends early, with a number, or behind a wide gap.
    """
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not _begins(line, groups[-1][-1], groups[-1], edges):
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(block_of(group) for group in groups)


def _begins(line: Line, before: Line, group: Sequence[Line], edges: Mapping[int, tuple[float, float]]) -> bool:
    left, _ = edges.get(line.page, (line.x0, line.x1))
    _, right_before = edges.get(before.page, (before.x0, before.x1))
    size = max(line.size, 6.0)
    if line.paragraph and before.paragraph:
        if line.paragraph != before.paragraph:
            return True
        # A line break inside a paragraph (Shift+Enter) ends a paragraph for its reader, where it ends a sentence.
        short = before.x1 < right_before - 2.5 * size
        return short and (before.text.rstrip()[-1:] in "。；！？;!?" or numbered(line.text).style != PLAIN)
    if line.text[:1] in "，。、；：）！？,;:)":
        return False  # a lone full stop set on its own line belongs to the line before
    early = before.x1 < right_before - 2.5 * size
    indented = line.x0 > left + 1.3 * size
    ended = before.text.rstrip()[-1:] in _END
    if not ended and _AMOUNT.match(line.text.strip()):
        return False
    if numbered(line.text).style != PLAIN and (early or ended or indented):
        return True
    if line.page == before.page and line.top - before.bottom > 2.2 * size:
        return True
    if early and ended:
        return True
    if indented:
        # A centred or justified line may start further right; a sentence cut in its middle goes on.
        return ended or early or (len(group) > 0 and before.x0 < left + 1.0 * size)
    return early and line.x0 > before.x0 + size


def block_of(lines: Sequence[Line]) -> Block:
    """One paragraph: lines joined without blanks between Chinese, numbers cut by a line end joined."""
    chars: list[str] = []
    spans: list[int] = []
    for index, line in enumerate(lines):
        text = line.text.strip()
        if chars and text and _latin(chars[-1]) and _latin(text[0]) and not (_digit(chars[-1]) and _digit(text[0])):
            chars.append(" ")
            spans.append(index)
        chars.extend(text)
        spans.extend([index] * len(text))
    if not any(map(str.isspace, chars)):
        return Block("".join(chars), tuple(lines), tuple(spans))
    keep = [i for i, char in enumerate(chars) if not char.isspace() or not _idle_blank(chars, i)]
    return Block("".join(chars[i] for i in keep), tuple(lines), tuple(spans[i] for i in keep))


def _idle_blank(chars: Sequence[str], i: int) -> bool:
    """A blank beside Chinese or full-width characters, or a second blank."""
    if not chars[i].isspace():
        return False
    left = chars[i - 1] if i else ""
    right = next((char for char in chars[i + 1 :] if not char.isspace()), "")
    return not left or not right or left.isspace() or _chinese(left) or _chinese(right)


def _chinese(char: str) -> bool:
    return is_cjk(char) or char in _WIDE


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _digit(char: str) -> bool:
    return char.isdigit() or char in ".,"
