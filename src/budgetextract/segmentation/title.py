"""The document's own title on its first page, and the line that heads its contents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from budgetextract.model.document import Extracted, Line
from budgetextract.model.text import plain
from budgetextract.segmentation.headings import body_size
from budgetextract.segmentation.identity import ORGAN
from budgetextract.segmentation.numbering import CHINESE, PART, numbered
from budgetextract.segmentation.table_lines import CAPTION, is_label_line

_CONTENTS_WORD = re.compile(
    r"(?:[\u4e00-\u9fff\d]{0,16}(?:预算|决算|公开|年度?|部门|单位|说明))?目录|目次|contents", re.IGNORECASE
)
"""目录, 预算公开目录, 2024年部门预算公开目录."""
_LAST_FRONT = 3
_TITLE_WORD = re.compile(r"预算|决算|公开|报告|说明|信息|三公")


def title_lines(extracted: Extracted) -> list[Line]:
    """The document's title: the largest lines of its first page, above the contents or the first heading."""
    front = min((line.page for line in extracted.lines), default=1)
    front = front if front <= _LAST_FRONT else 1  # a blank sheet or a picture may stand before it
    first = [line for line in extracted.lines if line.page == front and line.repeated in ("", "running")]
    if not first:
        return []
    size = body_size(extracted.lines)
    candidates: list[Line] = []
    for line in first:
        if _CONTENTS_WORD.fullmatch(plain(line.text)) or numbered(line.text).style in (PART, CHINESE):
            break
        candidates.append(line)
    titles = {(t.title_page, t.title) for t in extracted.tables}
    candidates = [
        line
        for line in candidates
        if (front, line.text.strip()) not in titles and not CAPTION.search(line.text) and not is_label_line(line)
    ]
    if not candidates:
        return []
    largest = max(line.size for line in candidates)
    named = [line for line in candidates if line.size > 0.85 * largest]
    text = plain("".join(line.text for line in named))
    if largest < 1.1 * size and not re.search(r"(?:预算|决算)", text):
        return []
    # A table that begins on the first page without a cover: its title is the table's, not the document's.
    if any(t.title and plain(t.title) == text for t in extracted.tables):
        return []
    out = _title_block(candidates, named[0], largest)
    whole = plain("".join(line.text for line in out))
    return out if len(whole) <= 80 and _TITLE_WORD.search(whole) else []


def _title_block(lines: Sequence[Line], first: Line, largest: float) -> list[Line]:
    """The lines of the title: the largest ones in a row, and the department's name above them in a smaller size."""
    start = lines.index(first)
    out = []
    for line in lines[start:]:
        if line.size <= 0.85 * largest:
            break
        out.append(line)
    above = lines[start - 1] if start else None
    if above is not None and above.size > 0.6 * largest and first.top - above.bottom < 4 * largest:
        named = re.search(rf"{ORGAN}$", plain(above.text)) is not None
        return [above, *out] if named else out
    return out


def is_contents_word(line: Line) -> bool:
    return line.page <= 8 and _CONTENTS_WORD.fullmatch(plain(line.text).strip("[]【】:")) is not None
