"""Which lines are headings, and how deep.

A line is a heading by what the contents promise, by the standard outline, or by number and layout together. A numbered
list of duties, a glossary entry, a numbered sentence with an amount, a list of units are none.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from budgetextract.model.document import BBox, Line
from budgetextract.model.patterns import later
from budgetextract.model.text import plain
from budgetextract.record import record
from budgetextract.rules.outline import OutlineRules
from budgetextract.segmentation.contents import Contents, Promise
from budgetextract.segmentation.numbering import (
    ARABIC,
    ARABIC_BRACKET,
    CHINESE,
    CHINESE_BRACKET,
    PART,
    PLAIN,
    Numbered,
    numbered,
)

MAX_TITLE = 60
MAX_UNPROMISED = 42
OF_PROJECT = "项目经费情况说明"
"""What the title of the statement of one project ends with (its name stands in front)."""
MOST_BROKEN = 14
"""Characters of the second line of a title that is broken by hand."""
LARGER = 1.12
"""A line set this much larger than the running text stands out."""
A_LITTLE = 1.05
"""From here a line is set larger on purpose."""

_AMOUNT = later(r"\d[\d,.]*\s*(?:万|亿)?元|\d\s*%|[:：]\s*\d")
_SENTENCE_END = later(r"[。；！？;，,、：:]$")
_INSIDE = later(r"[。；]|，.*，")
_GLOSSARY = later(r"[:：]|是指|指的?是|[：:]?指[^标定导]")
_WRAPPED_END = later(r"(?:说明|情况|决算表|预算表|支出表|总表)$")
_STOPPED_TITLE = later(r"(?:说明|情况)。$")
_TITLE_END = later(r"(?:说明|情况|概况|职能|职责|设置|解释|构成|附件|目标|任务)$")
_NAMES_SECTION = later(r"(?:说明|情况)$")
_RUN_IN = later(r"(?P<title>[^。：:，；,;]{4,40})(?P<mark>[。：:])\s*(?P<text>\S.*)")
_DEFINED = later(r"[是为]?指|反映|主要?是指")
_TAIL = later(
    r"的?(?:总体|具体|使用|安排|执行|增减|变化|结构|规模|收入|支出|收支|预算|决算){0,3}(?:情况(?:的?说明)?|的?说明)"
)
"""What titles end with, alone on a line: no title of its own."""
_FIRST = later(r"[（(]?[一1１](?:[、.．）)]|$)")
_CLASS = later(r"[（(](?:类|款|项)[）)]")


@record
class Heading:
    """A heading as printed: number and title apart, the lines it takes, what the contents say of it."""

    parts: Numbered
    lines: tuple[Line, ...]
    promise: Promise | None
    known: bool
    """The standard outline has this title."""
    text: Line | None = None
    """The rest of the heading's line where the text goes on behind it (一、机构设置。本单位设…)."""

    @property
    def title(self) -> str:
        return self.parts.rest

    @property
    def bbox(self) -> BBox:
        page = self.lines[0].page
        own = [line for line in self.lines if line.page == page]
        return (
            min(line.x0 for line in own),
            min(line.top for line in own),
            max(line.x1 for line in own),
            max(line.bottom for line in own),
        )


@record
class Setting:
    """What headings are judged by: the running text's size and margins, contents, outline."""

    body_size: float
    edges: Mapping[int, tuple[float, float]]
    contents: Contents
    outline: OutlineRules
    kind: str
    classes: frozenset[str] = frozenset()
    """Names of the functional classes (一般公共服务支出), with and without 支出."""

    def known(self, title: str) -> bool:
        """True for a title of the standard outline (the department's name off), or of the statement of one project."""
        if title.endswith(OF_PROJECT):
            return True
        return self.outline.match(self.contents.key(title), self.kind) is not None

    def is_class(self, title: str) -> bool:
        """True for the name of a functional class, with （类） or without."""
        return _CLASS.sub("", plain(title)) in self.classes


class Finder:
    """Walks the lines of a document and says which begin a heading."""

    def __init__(self, lines: Sequence[Line], setting: Setting, captions: Collection[int] = ()) -> None:
        """``captions``: ids of the lines that belong to tables; no heading goes on in one."""
        self._lines = lines
        self._set = setting
        self._captions = captions
        self._index = {id(line): index for index, line in enumerate(lines)}
        self._glossary = False
        self._after = 0
        """Contents entries already met; a later heading is looked for behind them."""

    def at(self, index: int, *, closed: bool, glossary: bool = False) -> Heading | None:
        """The heading that begins with line ``index``, or None.

        ``closed``: inside a section whose numbered lines are entries (glossary, duties): only what the contents promise
        and what stands out is a heading there; a title of the outline too, but in a ``glossary`` (entries bear them).
        """
        self._glossary = glossary
        line = self._lines[index]
        text = line.text.strip()
        if not text or len(plain(text)) > MAX_TITLE * 2:
            return None
        best = self._promised(index) or self._run_in(index)
        if best is None and len(plain(text)) <= MAX_TITLE:
            best = self._by_itself(index, closed=closed)
        if best is not None and best.promise is not None:
            self._after = best.promise.index + 1
        return best

    # --- by the contents

    def _promised(self, index: int) -> Heading | None:
        """A heading that the contents promise, on one line or over two or three."""
        if not self._set.contents.promises:
            return None
        # The longest first: 情况说明 may stand alone on the last line, and titles are compared without it.
        for count in range(self._goes_on_for(index, 3), 0, -1):
            lines = self._lines[index : index + count]
            parts = numbered("".join(line.text.strip() for line in lines))
            if len(parts.rest) > MAX_TITLE or (parts.style != PART and _AMOUNT.search(parts.rest)):
                continue
            title = parts.rest.rstrip("。：:")
            if promise := self._set.contents.find(title, parts.style, self._after, parts.number):
                if parts.style == PLAIN and not self._stands_alone(lines):
                    continue
                if (
                    count == 1
                    and _SENTENCE_END.search(parts.rest)
                    and not promise.entry.text.rstrip().endswith(parts.rest[-1])
                ):
                    continue
                return Heading(
                    Numbered(parts.style, parts.number, title), tuple(lines), promise, self._set.known(title)
                )
        return None

    def _goes_on_for(self, index: int, most: int) -> int:
        """The number of lines, up to ``most``, each of which may go on in the one below it."""
        count = 1
        for one, below in pairwise(self._lines[index : index + most]):
            if not self._goes_on(one, below):
                break
            count += 1
        return count

    def _goes_on(self, line: Line, below: Line) -> bool:
        """The title of ``line`` may go on in ``below``: same size, and the upper line is full or both are centred."""
        if numbered(below.text).style != PLAIN or below.page != line.page or id(below) in self._captions:
            return False
        if abs(line.size - below.size) > 0.12 * max(line.size, 1.0) or below.top - line.bottom > 2.5 * line.size:
            return False
        _, right = self._set.edges.get(line.page, (line.x0, line.x1))
        if line.x1 > right - 4 * line.size or self._prominent(line) or self._part_goes_on(line, below):
            return True
        return self._broken(line, below)

    def _broken(self, line: Line, below: Line) -> bool:
        """A title broken by hand, not at the margin: below stands its end (情况说明), or both make a known one."""
        begin, end = plain(numbered(line.text).rest), plain(below.text)
        beside = abs(line.x0 - below.x0) < line.size or (self._centred(line) and self._centred(below))
        if not begin or len(end) > MOST_BROKEN or not beside or not self._stands_alone([below]):
            return False
        if _SENTENCE_END.search(begin) or _SENTENCE_END.search(end) or _INSIDE.search(begin) or _AMOUNT.search(begin):
            return False
        if _TAIL.fullmatch(end) or begin.count("(") > begin.count(")"):
            return _TITLE_END.search(begin) is None or begin.count("(") > begin.count(")")
        return not self._set.known(begin) and self._set.known(begin + end)

    def _part_goes_on(self, line: Line, below: Line) -> bool:
        """第三部分 … with its second line, both in the middle: their size on a scan may not tell them from the text."""
        return numbered(line.text).style == PART and self._centred(line) and self._centred(below)

    def _run_in(self, index: int) -> Heading | None:
        """A heading with its text behind it on one line: known or promised, parted by a full stop (or a colon).

        Not what is defined (一、基本支出：指…), nor below 一、 a sentence with an amount (（一）公务接待费。预算2万元).
        """
        line = self._lines[index]
        parts = numbered(line.text)
        found = _RUN_IN.match(parts.rest) if parts.style in (CHINESE, CHINESE_BRACKET) else None
        if found is None or self._glossary or _DEFINED.match(found["text"]):
            return None
        title = found["title"]
        promise = self._set.contents.find(title, parts.style, self._after, parts.number)
        known = self._set.known(title)
        if promise is None and not known:
            return None
        if parts.style == CHINESE_BRACKET:
            below = self._lines[index + 1].text if index + 1 < len(self._lines) else ""
            if found["mark"] != "。" or _AMOUNT.search(found["text"] + below):
                return None
        at = len(line.text.rstrip()) - len(found["text"])
        x0 = line.x0 + (line.x1 - line.x0) * at / max(len(line.text.rstrip()), 1)
        head, rest = replace(line, text=line.text[:at], x1=x0), replace(line, text=found["text"], x0=x0)
        return Heading(Numbered(parts.style, parts.number, title), (head,), promise, known, rest)

    # --- by number, outline and layout

    def _by_itself(self, index: int, *, closed: bool) -> Heading | None:
        line = self._lines[index]
        parts = numbered(line.text)
        lines = self._whole(index) if self._prominent(line) or parts.style == PART else self._wrapped(index, parts)
        if len(lines) > 1:
            parts = numbered("".join(item.text.strip() for item in lines))
        stopped = parts.style in (PART, CHINESE) or _STOPPED_TITLE.search(parts.rest)
        title = parts.rest.rstrip("。：:") if stopped else parts.rest
        bare = plain(title)
        if not bare or len(bare) > MAX_UNPROMISED or _AMOUNT.search(bare) or _INSIDE.search(bare):
            return None
        known = self._set.known(title)
        if not self._accept(index, parts, title, known=known, closed=closed, count=len(lines)):
            return None
        return Heading(Numbered(parts.style, parts.number, title), tuple(lines), None, known)

    def _accept(self, index: int, parts: Numbered, title: str, *, known: bool, closed: bool, count: int) -> bool:
        line = self._lines[index]
        ended = bool(_SENTENCE_END.search(parts.rest.strip()))
        if parts.style == PART:
            return not ended or known
        if ended and not (parts.style == CHINESE and known) and not self._ended_title(index, count, parts):
            return False
        if parts.style == PLAIN:
            return self._plain_heading(index, title, known=known, count=count)
        if parts.style == CHINESE:
            if self._glossary:  # 一、基本支出 with its 指… on the next line
                return self._larger(line) and known
            return known or self._opens_text(index, parts, count)
        if closed and not (known and not self._glossary) and not self._larger(line):
            return False
        if parts.style == CHINESE_BRACKET:
            if _CLASS.search(title):
                return self._opens_text(index, parts, count)
            return known or (not _GLOSSARY.search(title) and self._opens_text(index, parts, count))
        # A number alone is no proof (duties, items of a list); a name that ends as titles do, over text, is one.
        if known or _NAMES_SECTION.search(plain(title)):
            return self._opens_text(index, parts, count) or (known and self._prominent(line))
        return False

    def _ended_title(self, index: int, count: int, parts: Numbered) -> bool:
        """A title printed with a full stop: （一）…情况说明。 alone on its line."""
        if not _STOPPED_TITLE.search(parts.rest) or parts.style not in (CHINESE, CHINESE_BRACKET):
            return False
        return self._stands_alone(self._lines[index : index + count])

    def _plain_heading(self, index: int, title: str, *, known: bool, count: int) -> bool:
        """A title without number: it stands out by size, or is a known one alone on its line."""
        lines = self._lines[index : index + count]
        if not self._stands_alone(lines) or _GLOSSARY.search(title):
            return False
        if len(plain(title)) < 3:
            return False
        if self._prominent(lines[0]):
            return known or _TITLE_END.search(plain(title)) is not None
        if self._opens_list(index, title, count) or (known and self._opens_part(index, title, count)):
            return True
        if self._centred(lines[0]):
            return known or (self._larger(lines[0]) and _TITLE_END.search(plain(title)) is not None)
        return False

    def _opens_part(self, index: int, title: str, count: int) -> bool:
        """The title of a part that only bold type marks: a new count begins below it (部门概况, then 一、主要职能)."""
        node = self._set.outline.match(self._set.contents.key(title), self._set.kind)
        part = title.endswith(OF_PROJECT) or (node is not None and node.level == 1)
        if not part or index + count >= len(self._lines):
            return False
        below = numbered(self._lines[index + count].text)
        above = self._lines[index - 1] if index else None
        ended = above is None or above.text.rstrip()[-1:] in "。；：:" or self._prominent(above)
        return ended and _FIRST.match(below.number) is not None

    def _opens_list(self, index: int, title: str, count: int) -> bool:
        """A functional class alone on its line between a finished sentence and its numbered items."""
        if not self._set.is_class(title) or not 0 < index < len(self._lines) - count:
            return False
        above, below = self._lines[index - 1], self._lines[index + count]
        return above.text.rstrip()[-1:] in "。：:" and numbered(below.text).style in (ARABIC, ARABIC_BRACKET)

    def _whole(self, index: int) -> tuple[Line, ...]:
        """All lines of a title set over two or three lines."""
        lines = [self._lines[index]]
        for line in self._lines[index + 1 : index + 3]:
            if not (self._prominent(line) or self._part_goes_on(lines[-1], line)) or not self._goes_on(lines[-1], line):
                break
            if self._set.contents.find(numbered(line.text).rest, PLAIN, 0) or _SENTENCE_END.search(lines[-1].text):
                break
            lines.append(line)
        return tuple(lines)

    def _wrapped(self, index: int, parts: Numbered) -> tuple[Line, ...]:
        """A numbered title that fills its line and ends on the next, short one (…支|出预算情况说明)."""
        line = self._lines[index]
        below = self._lines[index + 1] if index + 1 < len(self._lines) else None
        if below is None or not self._goes_on(line, below) or self._prominent(line):
            return (line,)
        if parts.style == PLAIN:
            middle = self._centred(line) and self._centred(below) and _TAIL.fullmatch(plain(below.text))
            return (line, below) if middle else (line,)
        _, right = self._set.edges.get(line.page, (line.x0, line.x1))
        tail = below.text.strip()
        if below.x1 > right - 3 * below.size or _INSIDE.search(line.text) or len(plain(tail)) > 25:
            return (line,)
        title = parts.rest + tail
        if _WRAPPED_END.search(plain(title)) or self._set.known(title):
            return (line, below)
        return (line,)

    # --- layout

    def _prominent(self, line: Line) -> bool:
        return line.size >= LARGER * self._set.body_size

    def _larger(self, line: Line) -> bool:
        """A little larger than the running text: no proof alone."""
        return line.size >= A_LITTLE * self._set.body_size

    def _centred(self, line: Line) -> bool:
        left, right = self._set.edges.get(line.page, (line.x0, line.x1))
        gap = (line.x0 - left, right - line.x1)
        return min(gap) > 2 * line.size and abs(gap[0] - gap[1]) < 0.25 * max(gap)

    def _stands_alone(self, lines: Sequence[Line]) -> bool:
        """The line ends early: by three characters, or by one where the next line begins a paragraph."""
        last = lines[-1]
        left, right = self._set.edges.get(last.page, (last.x0, last.x1))
        if self._prominent(last) or self._centred(last) or last.x1 < right - 3 * last.size:
            return True
        at = self._index.get(id(last), len(self._lines)) + 1
        below = self._lines[at] if at < len(self._lines) else None
        indented = below is not None and (below.page != last.page or below.x0 > left + 1.3 * last.size)
        return indented and last.x1 < right - 0.8 * last.size

    def _opens_text(self, index: int, parts: Numbered, count: int = 1) -> bool:
        """Something else than the next number of the same list follows: a list of short lines has no text between."""
        after = index + count
        below = self._lines[after] if after < len(self._lines) else None
        above = self._lines[index - 1] if index else None
        if below is None:
            return False
        line = self._lines[after - 1]
        if not (self._stands_alone([line]) or self._prominent(line)):
            return False
        if _same_list(numbered(below.text), parts):
            return False
        return not (above is not None and _same_list(numbered(above.text), parts) and above.page == line.page)


def _same_list(one: Numbered, other: Numbered) -> bool:
    """Numbers of one kind, （1） and （2）; 1） with one bracket counts another list."""
    return one.style == other.style and (one.number[:1] in "(（") == (other.number[:1] in "(（")


def body_size(lines: Sequence[Line]) -> float:
    """The font size of most of the running text, in points."""
    weights: dict[float, int] = {}
    for line in lines:
        if not line.repeated:
            size = round(line.size * 2) / 2
            weights[size] = weights.get(size, 0) + len(line.text)
    return max(weights, key=lambda size: weights[size]) if weights else 10.5
