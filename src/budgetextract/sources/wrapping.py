"""Lines that were broken at a fixed width, and which of them belong together.

A text may hold a paragraph a line, or lines of one width; a sentence cut in its middle by the end of a page stands in
both. Lines are joined only where that is sure: a wrong break costs less than a wrong joint.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from budgetextract.sources.canvas import text_width

NARROWEST = 18.0
WIDEST = 70.0
"""Widths of a set line, in characters of full width."""
RAGGED = 2.5
"""Characters by which a broken line may be shorter than the width: punctuation and numbers do not part."""
SENTENCE = 24
"""Characters from which a line without a full stop at its end was cut."""
_ENDS = "。；：！？;:!?…）)】」』”"
_NUMBERED = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)、.．](?!\d)|第[一二三四五六七八九十]{1,3}(?:部分|章)|[①-⑳]|其中[:：]|附[:：件]|注[:：]|[●■◆▲○□•·]"
)
_TEXT = re.compile(r"[，。；、]|,(?!\d)")
_OPEN = re.compile(r"[，。；,;]|(?<!^.)(?<!^..)(?<!^...)、|\d\s*元")
"""What a line of a sentence has and a heading has not."""
LOOSE = 0.8
"""Part of the width that a line in mid-sentence fills: a figure that did not fit any more, blanks spread out."""
_AMOUNT = re.compile(r"[\d,]+(?:\.\d+)?\s*(?:[百万亿]*元|[%％人名辆个])")
_HALF_WORD = re.compile(r"三公[”\"]?$")
"""“三公”经费 is one word: a line never ends a title between the two."""


def wrap_width(lines: Sequence[str], leads: Sequence[float]) -> float:
    """The width at which lines were broken, 0 where they were not: many lines of nearly one width, not ended there.

    ``lines`` are stripped and not empty; ``leads``: blanks before each, in characters of full width.
    """
    widths = [text_width(line) + lead for line, lead in zip(lines, leads, strict=True)]
    if len(widths) < 4:
        return 0.0
    widest = max(widths)
    if not NARROWEST <= widest <= WIDEST:
        return 0.0
    full = [line for line, width in zip(lines, widths, strict=True) if width > widest - RAGGED]
    cut = sum(1 for line in full if line[-1] not in _ENDS)
    return widest if len(full) >= max(3, len(widths) // 4) and cut > 0.6 * len(full) else 0.0


def joined_lines(lines: Sequence[str], leads: Sequence[float], width: float) -> list[list[int]]:
    """Indexes of the lines of each paragraph, for lines broken at ``width``; the rest as for ``wrap_width``."""
    out: list[list[int]] = []
    for index, line in enumerate(lines):
        if out and _goes_on(lines[index - 1], leads[index - 1], line, leads[index], width):
            out[-1].append(index)
        else:
            out.append([index])
    return out


def _goes_on(before: str, lead_before: float, line: str, lead: float, width: float) -> bool:
    """True where ``before`` fills the width and ``line`` begins nothing."""
    if lead >= 1.0 or _NUMBERED.match(line):
        return False
    used = text_width(before) + lead_before
    if _HALF_WORD.search(before) and line.startswith("经费"):
        return True
    if before[-1] not in _ENDS and _OPEN.search(before) and (used > LOOSE * width or _AMOUNT.match(line)):
        return True
    return used > width - (1 if before[-1] in "。；：;:" else RAGGED)


def was_cut(before: str, line: str) -> bool:
    """True for a sentence that ``before`` leaves in its middle and ``line`` goes on with (a page ended there)."""
    before, line = before.strip(), line.strip()
    return (
        len(before) >= SENTENCE
        and bool(_TEXT.search(before))
        and before[-1] not in _ENDS
        and bool(line)
        and not _NUMBERED.match(line)
        and bool(_TEXT.search(line))
    )
