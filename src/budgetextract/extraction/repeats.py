"""Lines that are no text of their own: running heads and feet, page numbers, contents, overlapping pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from budgetextract.model.document import ContentsEntry, Line
from budgetextract.model.patterns import later
from budgetextract.model.text import plain

EDGE = 0.1
"""Part of the page height at its top and bottom in which running heads, feet and page numbers stand."""
MIN_LISTED = 4
"""Entries from which contents are known again without their head."""
MIN_RUNNING = 3
MIN_OVERLAP = 12
"""Characters from which a repeated beginning of a page is an overlap; shorter ones happen by chance."""
CONTENTS_PAGES = 8
LARGER = 1.08
"""Share of the size of the contents from which a line stands out of them."""

_PAGE_NUMBER = later(
    r"(?:第?[-·.]*\d{1,4}[-·.]*页?|第?\d{1,4}页?[/,共]{1,3}\d{1,4}页?|page\d{1,4}(?:of\d{1,4})?|[ivxIVX]{1,6})"
)
_CONTENTS = later(
    r"(?:[\u4e00-\u9fff\d]{0,16}(?:预算|决算|公开|年度?|部门|单位|说明))?目录|目次|contents", re.IGNORECASE
)
_LEADER = later(
    r"[.．…·‥。_\-]{3,}|…+"
    r"|错误[!！:：]\s*未(?:定义书签|找到引用源)[。.]?"
    r"|Error[:!]\s*(?:Reference source not found|Bookmark not defined)\.?"
)
"""What leads to the page number, or stands in its place where Word has lost what the line points to."""
_FIELD = later(r"PAGEREF\s*\S*?(?:\s*\\[a-z])+(?=\s*\d{0,3}\s*$)")
"""The code of the field that Word computes a page number with, printed in front of it; each line has its own."""
_TARGET = later(r"(?:[.．…·‥_\-\s]|PAGEREF\S*|\\h)*[(（\-]?(\d{1,3})[)）\-]?\s*$")
_LABEL = later(r"表[一二三四五六七八九十\d]|\d表")
"""表1, 公开03表: the label of a table stands at the same place of each page and differs by its number only."""
_NUMBERED = later(
    r"^[-·•*]?(?:第[一二三四五六七八九十百\d]+(?:部分|章|节)|[一二三四五六七八九十]{1,3}[、.．:：]|[(（][一二三四五六七八九十\d]{1,3}[)）]|"
    r"\d{1,2}(?:\.\d{1,2})*[.、．\s]|表[一二三四五六七八九十\d]|附[件表录]|[①-⑳])"
)


def mark_repeats(
    pages: Mapping[int, Sequence[Line]], heights: Mapping[int, float], laid_out: Collection[int] = ()
) -> tuple[list[Line], list[ContentsEntry]]:
    """All lines in order with ``repeated`` set where they are no text of their own, and the contents' entries.

    ``pages``: lines by page number, top to bottom. ``heights``: page heights in points.
    ``laid_out``: pages that the file does not have; what stands first on several sheets is no running head.
    """
    reason: dict[tuple[int, int], str] = {}
    printed = {number: lines for number, lines in pages.items() if number not in laid_out}
    _page_numbers(printed, heights, reason)
    _running(printed, heights, reason)
    _overlaps(printed, reason)
    entries = _contents(pages, reason)
    lines = [
        replace(line, repeated=reason[number, index]) if (number, index) in reason else line
        for number in sorted(pages)
        for index, line in enumerate(pages[number])
    ]
    return lines, entries


def _at_edge(line: Line, height: float) -> bool:
    return line.bottom < EDGE * height or line.top > (1 - EDGE) * height


def _page_numbers(
    pages: Mapping[int, Sequence[Line]], heights: Mapping[int, float], reason: dict[tuple[int, int], str]
) -> None:
    for number, lines in pages.items():
        ends = sorted({0, len(lines) - 1}) if lines else []
        for end in ends:
            line = lines[end]
            if _at_edge(line, heights[number]) and _PAGE_NUMBER.fullmatch(plain(line.text).lower()):
                reason[number, end] = "page_number"


def _running(
    pages: Mapping[int, Sequence[Line]], heights: Mapping[int, float], reason: dict[tuple[int, int], str]
) -> None:
    """The same words (page numbers apart) at the same height of at least three pages."""
    seen: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for number, lines in pages.items():
        height = heights[number]
        for index in sorted({0, 1, len(lines) - 2, len(lines) - 1} & set(range(len(lines)))):
            line = lines[index]
            if _at_edge(line, height) and (number, index) not in reason and not _LABEL.search(plain(line.text)):
                text = re.sub(r"\d+", "#", plain(line.text))
                place = round(line.top) if line.top < height / 2 else -round(height - line.top)
                seen[text, round(place / 4)].append((number, index))
    for places in seen.values():
        if len({number for number, _ in places}) >= MIN_RUNNING:
            for line_of_page in places:
                reason[line_of_page] = "running"


def _overlaps(pages: Mapping[int, Sequence[Line]], reason: dict[tuple[int, int], str]) -> None:
    """Text boxes printed on two pages (print areas that overlap): a page begins with the end of the last."""
    before: list[str] = []
    for number in sorted(pages):
        own = [(i, plain(line.text)) for i, line in enumerate(pages[number]) if (number, i) not in reason]
        texts = [text for _, text in own]
        length = _overlap(before, texts)
        for index, _ in own[:length]:
            reason[number, index] = "overlap"
        before = texts


def _overlap(before: Sequence[str], after: Sequence[str]) -> int:
    """How many lines at the head of ``after`` are the last lines of ``before``."""
    if not before or not after:
        return 0
    starts = [i for i, text in enumerate(before) if text == after[0]]
    for start in starts:
        tail = before[start:]
        if list(after[: len(tail)]) == tail and sum(map(len, tail)) >= MIN_OVERLAP and not _mere_head(tail):
            return len(tail)
    return 0


def _mere_head(lines: Sequence[str]) -> bool:
    """One repeated line without a sentence is a title over the next table (单位：万元), not an overlap."""
    return len(lines) == 1 and len(lines[0]) < 2 * MIN_OVERLAP


def _contents(pages: Mapping[int, Sequence[Line]], reason: dict[tuple[int, int], str]) -> list[ContentsEntry]:
    """Mark the lines of the table of contents: from the word 目录 until the first entry stands again, as a heading."""
    flat = [
        (number, index, line)
        for number in sorted(pages)
        for index, line in enumerate(pages[number])
        if (number, index) not in reason
    ]
    start = next(
        (
            i
            for i, (number, _, line) in enumerate(flat)
            if number <= CONTENTS_PAGES and _CONTENTS.fullmatch(plain(line.text).strip("[]【】:"))
        ),
        None,
    )
    if start is None:
        return _led_lines(flat, reason)
    end = _contents_end(flat, start)
    listed = flat[start + 1 : end]
    margin = max((line.x1 for _, _, line in listed), default=0.0)
    entries: list[ContentsEntry] = []
    wrapped = False
    for number, index, line in listed:
        reason[number, index] = "toc"
        entry = _entry(line)
        if not entry.text:
            continue
        if wrapped and not _NUMBERED.match(plain(entry.text)):
            last = entries.pop()
            entry = ContentsEntry(last.text + entry.text, last.page, last.bbox, entry.target_page)
        wrapped = entry.target_page is None and not _LEADER.search(line.text) and line.x1 > margin - 2.5 * line.size
        entries.append(entry)
    for number, index, _ in _listed_again([line for _, _, line in listed], flat[end:]):
        reason[number, index] = "toc"
    return entries


def _listed_again(listed: Sequence[Line], body: Sequence[tuple[int, int, Line]]) -> Sequence[tuple[int, int, Line]]:
    """The contents printed a second time above the body: nearly all entries in a row, with their page numbers or with
    the first of them once more below.
    """
    keys = [key for line in listed if (key := _key(line.text))]
    found = [_key(line.text) for _, _, line in body]
    same = next((at for at, (one, other) in enumerate(zip(keys, found, strict=False)) if one != other), len(keys))
    if len(keys) < MIN_LISTED or same < 0.8 * len(keys):
        return ()
    return body[:same] if keys[0] in found[same:] or _mostly_led([line for *_, line in body[:same]]) else ()


def _led(line: Line) -> bool:
    """A line that leads to a page number."""
    return bool(_LEADER.search(line.text) or _TARGET.search(line.text.rstrip()))


def _mostly_led(lines: Sequence[Line]) -> bool:
    return 2 * sum(map(_led, lines)) > len(lines)


def _contents_end(flat: Sequence[tuple[int, int, Line]], start: int) -> int:
    """Index behind the last line of the contents.

    They end where their first entry stands again (the body has begun on the same page), where a sentence begins, or
    with the last page that looks like contents: led lines, or short numbered ones.
    """
    keys = [_key(line.text) for _, _, line in flat]
    first = next((key for key in keys[start + 1 :] if key), "")
    bare = _key(_NUMBERED.sub("", plain(flat[start + 1][2].text))) if start + 1 < len(flat) else ""
    page = flat[start][0]
    i = start + 1
    while i < len(flat):
        number, _, line = flat[i]
        if number != page:
            rest = [item[2] for item in flat[i:] if item[0] == number]
            if not (_contents_page(rest) or (_entries(rest) and keys[i + len(rest) : i + len(rest) + 1] == [first])):
                return i + _last_entries(rest, first)
            page = number
        if i > start + 1 and len(first) > 2 and (keys[i] == first or _bare(line, flat[start + 1][2].size) == bare):
            return i
        if _sentence(line.text) or _first_stop([item[2] for item in flat[start + 1 : i]], line):
            return _behind_led(flat, start + 1, i)
        i += 1
    return i


def _first_stop(listed: Sequence[Line], line: Line) -> bool:
    """The first line with a full stop below entries that lead to page numbers: an item of the body (1．拟订规划。)."""
    return (
        len(listed) >= MIN_LISTED
        and plain(line.text).endswith("。")
        and not any("。" in above.text for above in listed)
        and _mostly_led(listed)
    )


def _behind_led(flat: Sequence[tuple[int, int, Line]], start: int, end: int) -> int:
    """Where the text begins at ``end``: its headings above it lead to no page as the entries do, and are no entries."""
    if not _mostly_led([line for *_, line in flat[start:end]]):
        return end
    return 1 + max(i for i in range(start, end) if _led(flat[i][2]))


def _bare(line: Line, size: float) -> str | None:
    """A title without number for comparing, None for a short word and for a numbered line no larger than the contents.

    The contents may number what the body does not (一、某局主要职能 there, 某局主要职能 over the text), or otherwise
    (第一部分 there, 1. over the text, where a program wrote a web page).
    """
    text = plain(line.text)
    if _NUMBERED.match(text) and line.size < LARGER * size:
        return None
    key = _key(_NUMBERED.sub("", text))
    return key if len(key) > 3 else None


def _last_entries(lines: Sequence[Line], first: str) -> int:
    """How many lines at the head of a page are the last entries: those above the first entry where it stands again."""
    for index, line in enumerate(lines[:12]):
        if _key(line.text) == first:
            return index
        if len(plain(line.text)) > 40 or line.text.rstrip().endswith("。"):
            break
    return 0


def _sentence(text: str) -> bool:
    """A line of prose: long, or ended by a full stop without being a short numbered entry."""
    if _LEADER.search(text):
        return False
    bare = plain(text)
    return len(bare) > 60 or (bare.endswith("。") and not (_NUMBERED.match(bare) and len(bare) <= 40))


def _contents_page(lines: Sequence[Line]) -> bool:
    """A page that continues the contents."""
    if _mostly_led(lines):
        return True
    return len(lines) >= MIN_RUNNING and _entries(lines)


def _entries(lines: Sequence[Line]) -> bool:
    """Lines nearly all of which are short and numbered, without a sentence."""
    short = sum(1 for line in lines if len(plain(line.text)) <= 40 and _NUMBERED.match(plain(line.text)))
    return short >= 0.8 * len(lines) and not any("。" in line.text for line in lines)


def _led_lines(flat: Sequence[tuple[int, int, Line]], reason: dict[tuple[int, int], str]) -> list[ContentsEntry]:
    """Contents without the word 目录: three or more lines in a row that lead with dots to a page number."""
    entries: list[ContentsEntry] = []
    run: list[tuple[int, int, Line]] = []
    for item in [*flat, None]:
        if (
            item is not None
            and item[0] <= CONTENTS_PAGES
            and _LEADER.search(item[2].text)
            and _TARGET.search(item[2].text)
        ):
            run.append(item)
            continue
        if len(run) >= MIN_RUNNING:
            for number, index, line in run:
                reason[number, index] = "toc"
                entries.append(_entry(line))
        run = []
    return entries


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    """A contents line or heading for comparing: leaders, page number, bullets and numbering style apart.

    So is the year: contents are copied from last year's document and name that year still.
    """
    bare = _LEADER.sub("", _FIELD.sub("", plain(text)))
    bare = _LAST_NUMBER.sub("", bare).lstrip("-·•*").rstrip(".…·")
    return _MARKS.sub("", _YEAR.sub("", bare))


_LAST_NUMBER = re.compile(r"\d{1,3}$")
_YEAR = re.compile(r"20\d\d(?=年)")
_MARKS = re.compile(r"[、.:,()“”\"]")


def _entry(line: Line) -> ContentsEntry:
    text = _FIELD.sub("", line.text).strip().lstrip("-·•* ")
    target = None
    leader = _LEADER.search(text)
    found = _TARGET.search(text)
    if found and (leader or re.search(r"\s\d{1,3}\s*$", text) or re.search(r"[\u4e00-\u9fff）)]\d{1,3}$", text)):
        target = int(found.group(1))
        text = text[: found.start()]
    text = _LEADER.sub("", text).strip(" .．…·　")
    return ContentsEntry(text, line.page, line.bbox, target)
