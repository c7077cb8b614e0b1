"""Segmentation: every line under one heading, every heading at its place in the standard outline.

In     ``Extracted``: lines outside of tables (repeated ones marked), tables, contents.
Out    ``Segmented``: identity, sections in reading order with their paragraphs, contents entries without a body.
Never  read a figure; a title that fits no node of the outline keeps its words and has no id.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cache

from budgetextract.model.document import BBox, ContentsEntry, Extracted, Line, SectionNode, Segmented, Table
from budgetextract.model.text import plain
from budgetextract.record import record
from budgetextract.rules.bundle import Rules
from budgetextract.rules.loader import rule_csv
from budgetextract.segmentation.contents import Contents
from budgetextract.segmentation.headings import Finder, Heading, Setting, body_size
from budgetextract.segmentation.identity import identify
from budgetextract.segmentation.numbering import CHINESE, PART, PLAIN, numbered, ordinal
from budgetextract.segmentation.outline import outline_id
from budgetextract.segmentation.paragraphs import margins, paragraphs
from budgetextract.segmentation.settle import Named, settle
from budgetextract.segmentation.table_lines import caption_lines
from budgetextract.segmentation.title import further_titles, is_contents_word, title_lines

ALIKE = 75
"""Likeness (0-100) from which a body heading is taken for the one that the contents promise in other words."""
ALIKE_SIZE = 0.6
"""Difference in points up to which two titles are set in one size."""
_CLOSED = frozenset({"glossary", "main_functions", "annual_tasks"})
"""Sections whose numbered lines are entries of a list."""
_GLOSSARY = frozenset({"glossary"})


@record(frozen=False)
class _Open:
    """A section while it is being filled."""

    number: str
    title: str
    level: int
    style: int
    page: int
    bbox: BBox
    id: str | None
    confidence: float
    parent: int | None
    lines: list[Line] = field(default_factory=list)
    tables: list[int] = field(default_factory=list)
    page_end: int = 0
    is_table: bool = False
    size: float = 0.0
    """Font size of the heading's first line, in points; 0 where it tells nothing."""


def segment(extracted: Extracted, rules: Rules) -> Segmented:
    """Sections and identity of a document."""
    lines = [line for line in extracted.lines if not line.repeated]
    title = title_lines(extracted)
    size = body_size(lines)
    early = [line for line in lines if numbered(line.text).style == PART or _large(line, size)]
    identity = identify(extracted, title, early)
    contents = Contents(extracted.contents, identity.department)
    edges = margins(lines, {page.number: page.width for page in extracted.source.pages})
    setting = Setting(size, edges, contents, rules.outline, identity.kind, _classes())
    walk = _Walk(lines, extracted, setting, identity.department, rules)
    sections = walk.run(title, further_titles(extracted, title))
    for index, name in settle(
        [Named(section.id, contents.key(section.title), section.parent) for section in sections],
        identity.kind,
        rules.outline,
    ):
        sections[index].id = name
    nodes = tuple(_node(section, edges) for section in sections)
    return Segmented(identity, nodes, missing_entries(contents, nodes, walk.met))


@cache
def _classes() -> frozenset[str]:
    """Names of the functional classes, as 一般公共服务支出 and 一般公共服务."""
    names = {
        name
        for row in rule_csv("functional.csv")
        if row["level"] == "1"
        for name in (row["name"], *(alias.partition("(")[0] for alias in row["aliases"].split(";")))
        if name
    }
    return frozenset(plain(short) for name in names for short in (name, name.removesuffix("支出")))


def _large(line: Line, body: float) -> bool:
    """A line that stands out and is short enough for a title."""
    return line.size > 1.25 * body and len(line.text) < 60


class _Walk:
    """Goes through lines and tables in reading order and opens sections."""

    def __init__(
        self, lines: Sequence[Line], extracted: Extracted, setting: Setting, department: str, rules: Rules
    ) -> None:
        self._lines = lines
        self._set = setting
        self._department = department
        self._rules = rules
        self._tables = sorted((t for t in extracted.tables), key=lambda t: (_place(t)[0], _place(t)[1]))
        self._captions = caption_lines(lines, extracted.tables)
        self._finder = Finder(lines, setting, self._captions)
        self._contents_line = next(
            (line for line in extracted.lines if is_contents_word(line)),
            None,
        )
        self._sections: list[_Open] = []
        self._stack: list[int] = []
        self.met: set[int] = set()

    def run(self, title: Sequence[Line], further: Sequence[Line]) -> list[_Open]:
        if title:
            self._open_fixed("".join(line.text.strip() for line in title), title[0], "cover")
        again = {id(line) for line in further}
        taken = {id(line) for line in title}
        pending = list(self._tables)
        index = 0
        while index < len(self._lines):
            line = self._lines[index]
            while pending and _place(pending[0]) <= (line.page, line.top):
                self._table(pending.pop(0))
            if id(line) in taken or id(line) in self._captions:
                index += 1
                continue
            if line is self._contents_line or id(line) in again:
                self._open_fixed(line.text, line, "toc" if line is self._contents_line else "cover")
                index += 1
                continue
            style = numbered(line.text).style
            heading = self._finder.at(
                index, closed=self._inside(_CLOSED, style), glossary=self._inside(_GLOSSARY, style)
            )
            if heading is not None and not any(id(item) in self._captions for item in heading.lines):
                self._heading(heading)
                if heading.text is not None:
                    self._text(heading.text)
                index += len(heading.lines)
                continue
            self._text(line)
            index += 1
        for table in pending:
            self._table(table)
        return self._sections

    def _inside(self, names: frozenset[str], style: int) -> bool:
        """A line of this style stands inside one of these sections; their own style ends them."""
        return any(
            self._sections[i].id in names and (style == PLAIN or style > self._sections[i].style) for i in self._stack
        )

    # --- opening sections

    def _open_fixed(self, text: str, line: Line, name: str) -> None:
        self._sections.append(
            _Open(
                "",
                text.strip().replace(" ", "") if name == "toc" else text.strip(),
                0,
                PLAIN,
                line.page,
                line.bbox,
                name,
                1.0,
                None,
                page_end=line.page,
            )
        )
        self._stack = []

    def _heading(self, heading: Heading) -> None:
        counted = self._counted_on(heading)
        style = counted.style if counted is not None else heading.parts.style
        level = counted.level if counted is not None else self._level(heading)
        self._leave(level)
        parent = self._stack[-1] if self._stack else None
        under = self._sections[parent].id if parent is not None else None
        name, confidence = outline_id(heading.title, self._set.kind, self._department, self._rules.outline, under=under)
        if heading.promise is not None:
            self.met.add(heading.promise.index)
        first = heading.lines[0]
        self._push(
            _Open(
                heading.parts.number,
                heading.title,
                level,
                style,
                first.page,
                heading.bbox,
                name,
                confidence,
                parent,
                page_end=heading.lines[-1].page,
                size=first.size,
            )
        )

    def _level(self, heading: Heading) -> int:
        if heading.promise is not None and heading.promise.style == heading.parts.style:
            return heading.promise.level
        style = heading.parts.style
        if style == PART:
            return 1
        if style == PLAIN:
            return self._plain_level(heading)
        for i in reversed(self._stack):
            above = self._sections[i]
            if above.is_table:
                continue
            if above.style < style:
                return above.level + 1
            if above.style == style:
                return above.level
        known = self._set.contents.level_of(style)
        return known or 1

    def _counted_on(self, heading: Heading) -> _Open | None:
        """The open section whose count the heading goes on with in another form of number: ⑨ after ８．.

        What is below a section begins with its first: no line of the section has the number before in that form.
        """
        style, number = heading.parts.style, ordinal(heading.parts.number)
        promised = heading.promise.style if heading.promise is not None else None
        if number < 2 or style in (PART, promised) or not (heading.known or heading.promise):
            return None
        for i in reversed(self._stack):
            above = self._sections[i]
            if above.style == style or any(numbered(line.text).style == style for line in above.lines):
                return None
            if above.style != PART and ordinal(above.number) == number - 1:
                return None if any(_counts(line.text, number - 1) for line in above.lines) else above
        return None

    def _plain_level(self, heading: Heading) -> int:
        """A title without number: the level that the contents give it, else below the part it stands in."""
        if heading.promise is not None:
            return heading.promise.level
        outer = [self._sections[i] for i in self._stack if not self._sections[i].is_table]
        if outer and self._set.is_class(heading.title):
            return outer[-1].level + (not self._set.is_class(outer[-1].title))
        if heading.known and not any(section.style == PART for section in outer):
            node = self._set.outline.match(self._set.contents.key(heading.title), self._set.kind)
            if node is not None and node.level == 1:
                return 1
        if not self._set.contents.promises:
            # Nothing promised: titles of one size stand side by side (X局主要职能, X局机构设置 on pages of their own).
            alike = next(
                (s for s in outer if s.style == PLAIN and abs(s.size - heading.lines[0].size) < ALIKE_SIZE), None
            )
            if alike is not None:
                return alike.level
        base = next((s for s in outer if s.style in (PART, PLAIN)), None)
        numbered_above = next(
            (s for s in reversed(outer) if s.style not in (PART, PLAIN) and base is not None and base.style == PART),
            None,
        )
        if numbered_above is not None:
            return numbered_above.level + 1
        return (base.level + 1) if base is not None else 1

    def _table(self, table: Table) -> None:
        if not table.title:
            if self._stack:
                self._sections[self._stack[-1]].tables.append(table.index)
            return
        while self._stack and self._sections[self._stack[-1]].is_table:
            self._stack.pop()
        if table.table and not table.table.startswith("performance"):
            # The set of tables on pages of its own stands in a part, whatever subsection ended on the page before.
            while self._stack and self._ended_before(self._sections[self._stack[-1]], table):
                self._stack.pop()
        parent = self._stack[-1] if self._stack else None
        promise = self._set.contents.find(table.title, numbered(table.number).style, 0)
        if promise is not None:
            self.met.add(promise.index)
        above = self._sections[parent] if parent is not None else None
        level = above.level + 1 if above is not None else 1
        style = numbered(table.number).style
        if style == CHINESE and above is not None and above.style == CHINESE and above.id != "tables":
            # 一、收支总表 … stand beside the numbered sections of their part, not below the last of them.
            self._stack.pop()
            parent = self._stack[-1] if self._stack else None
            level = above.level
        page, _ = _place(table)
        section = _Open(
            table.number, table.title, level, numbered(table.number).style, page,
            table.title_bbox or table.bboxes[0], f"table:{table.table}" if table.table else None,
            1.0 if table.table else 0.5, parent, page_end=max(table.pages, default=page), is_table=True,
        )  # fmt: skip
        section.tables.append(table.index)
        self._push(section)

    def _ended_before(self, section: _Open, table: Table) -> bool:
        return section.level > 1 and section.id != "tables" and section.page_end < _place(table)[0]

    def _leave(self, level: int) -> None:
        while self._stack and (
            self._sections[self._stack[-1]].level >= level or self._sections[self._stack[-1]].is_table
        ):
            self._stack.pop()

    def _push(self, section: _Open) -> None:
        self._sections.append(section)
        self._stack.append(len(self._sections) - 1)

    def _text(self, line: Line) -> None:
        if not self._stack:
            if self._sections and self._sections[-1].level == 0:
                self._sections[-1].lines.append(line)
                self._sections[-1].page_end = max(self._sections[-1].page_end, line.page)
                return
            self._push(_Open("", "", 1, PLAIN, line.page, line.bbox, None, 0.5, None, page_end=line.page))
        section = self._sections[self._stack[-1]]
        section.lines.append(line)
        for i in self._stack:
            self._sections[i].page_end = max(self._sections[i].page_end, line.page)


def _counts(text: str, number: int) -> bool:
    """Whether a text counts something with this number, in Arabic form (具体如下：1.…；)."""
    return re.search(rf"(?<![\d.]){number}\s*[.．、)）](?!\d)|{chr(ord('①') + number - 1)}", text) is not None


def _place(table: Table) -> tuple[int, float]:
    if table.title_bbox is not None:
        return table.title_page, table.title_bbox[1]
    return table.pages[0], table.bboxes[0][1]


def _node(section: _Open, edges: Mapping[int, tuple[float, float]]) -> SectionNode:
    return SectionNode(
        id=section.id,
        number=section.number,
        title=section.title,
        level=section.level,
        parent=section.parent,
        page_start=section.page,
        page_end=max(section.page, section.page_end),
        bbox=section.bbox,
        blocks=paragraphs(section.lines, edges),
        tables=tuple(section.tables),
        confidence=section.confidence,
    )


def missing_entries(contents: Contents, nodes: Sequence[SectionNode], met: set[int]) -> tuple[ContentsEntry, ...]:
    """Entries of the contents for which the body has no heading with (nearly) their words. ``met``: those it has."""
    left = [promise for promise in contents.promises if promise.index not in met and promise.key]
    if not left:
        return ()
    from rapidfuzz import fuzz

    titles = {key for node in nodes if node.id != "toc" and (key := contents.key(node.title))}

    def within(promised: str, title: str) -> bool:
        """Whether one is part of the other; a short word (情况) is within many, but at the end it is what is meant."""
        long = 2 * len(title) >= min(len(promised), 8) or promised.endswith(title)
        return long and fuzz.partial_ratio(promised, title) >= 95

    return tuple(
        promise.entry
        for promise in left
        if not any(fuzz.ratio(promise.key, title) >= ALIKE or within(promise.key, title) for title in titles)
    )
