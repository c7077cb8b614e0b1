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
_WHOLE_TITLE = re.compile(r"\d{4}年度?.*(?:预算|决算)")
_ONE_TITLE = re.compile(r"[^。；;：:，,]{8,40}")
_PROSE = re.compile(r"[。；;]|[，,].{5}|\d(?:\.\d+)?(?:万|亿)?元")
"""What running text has and no title: a text without sizes shows its title by this alone."""
_NO_TITLE = re.compile(rf"{_PROSE.pattern}|[>|〉》:：【\[]|[.…·]{{3,}}|(?<!年)(?<!20\d)\d$|\.(?:pdf|docx?|xlsx?)$")
_OF_MONEY = re.compile(r"预算|决算|三公")
_TITLE_GOES_ON = re.compile(r"[^，。：:>|]{0,14}(?:说明|公开|报告|情况)")
_YEAR = re.compile(r"20\d\d|二[〇○零]")
_NAMED = re.compile(rf"^(?:20\d\d年度?)?[\u4e00-\u9fff]{{2,}}{ORGAN}")
_ABOVE = 2
_LONGEST_NAME = 40
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
    if largest < 1.1 * size and not re.search(r"预算|决算|三公", text):
        return []
    # A table that begins on the first page without a cover: its title is the table's, not the document's.
    if any(t.title and plain(t.title) == text for t in extracted.tables):
        return []
    out = _title_block(candidates, named[0], largest) if largest >= 1.1 * size else _title_by_words(candidates)
    whole = plain("".join(line.text for line in out))
    return out if len(whole) <= 80 and _TITLE_WORD.search(whole) else []


def _title_block(lines: Sequence[Line], first: Line, largest: float) -> list[Line]:
    """The lines of the title: the largest ones in a row, and the department's name above them in a smaller size."""
    start = lines.index(first)
    out: list[Line] = []
    for line in lines[start:]:
        if line.size <= 0.85 * largest or (out and (_both_whole(out, line) or _PROSE.search(plain(line.text)))):
            break
        out.append(line)
    above = lines[start - 1] if start else None
    if above is not None and above.size > 0.6 * largest and first.top - above.bottom < 4 * largest:
        named = re.search(rf"{ORGAN}$", plain(above.text)) is not None
        return [above, *out] if named else out
    return out


def _title_by_words(lines: Sequence[Line]) -> list[Line]:
    """The title where all lines are of one size: by its words, below what a web page prints above it.

    A name or a year alone above it and 情况说明 below it belong to it; no label (来源：), no path, no sentence does.
    """
    whole: dict[int, str] = {}
    for line in lines:
        whole[line.paragraph] = whole.get(line.paragraph, "") + plain(line.text)
    said = [whole[line.paragraph] if line.paragraph else plain(line.text) for line in lines]
    at = next((i for i, text in enumerate(said) if _OF_MONEY.search(text) and not _NO_TITLE.search(text)), None)
    if at is None:
        return []
    first = last = at
    while lines[at].paragraph and last + 1 < len(lines) and lines[last + 1].paragraph == lines[at].paragraph:
        last += 1
    while first and at - first < _ABOVE and _heads_title(said[first - 1], "".join(said[first : at + 1])):
        first -= 1
    if last + 1 < len(said) and _TITLE_GOES_ON.fullmatch(said[last + 1]):
        last += 1
    return list(lines[first : last + 1])


def _heads_title(text: str, below: str) -> bool:
    """True for a line that says whose or of which year the title below it is, where that says it not itself."""
    if _NO_TITLE.search(text) or len(text) > _LONGEST_NAME:
        return False
    year = _YEAR.search(text) is not None and _YEAR.search(below) is None
    whose = re.search(rf"{ORGAN}(?:20\d\d(?:年度?)?)?$", text) is not None
    return (year or whose) and not (_YEAR.search(below) and _NAMED.search(below))


def _both_whole(above: Sequence[Line], line: Line) -> bool:
    """Two titles and not one over two lines: the title of a web page over that of the document in it."""
    return line.paragraph != above[-1].paragraph and all(
        _WHOLE_TITLE.search(plain(text)) for text in ("".join(one.text for one in above), line.text)
    )


def further_titles(extracted: Extracted, title: Sequence[Line]) -> list[Line]:
    """Lines below the title that say again what the document is, each a paragraph of its own, centred or large.

    A web page has its own title above that of the document in it. Only where the file itself tells paragraphs apart.
    """
    if not title or not title[0].paragraph:
        return []
    page = next(page for page in extracted.source.pages if page.number == title[0].page)
    lines = [line for line in extracted.lines if line.page == page.number and not line.repeated]
    tables = {plain(table.title) for table in extracted.tables}
    large = 1.1 * body_size(extracted.lines)
    out: list[Line] = []
    for line in lines[lines.index(title[-1]) + 1 :] if title[-1] in lines else []:
        text = plain(line.text)
        if _CONTENTS_WORD.fullmatch(text) or numbered(line.text).style in (PART, CHINESE):
            break
        stands_out = line.size > large or abs((line.x0 + line.x1) / 2 - page.width / 2) < 0.01 * page.width
        if stands_out and _WHOLE_TITLE.search(text) and _ONE_TITLE.fullmatch(text) and text not in tables:
            out.append(line)
        elif not stands_out:
            break
    return out


def is_contents_word(line: Line) -> bool:
    return line.page <= 8 and _CONTENTS_WORD.fullmatch(plain(line.text).strip("[]【】:")) is not None
