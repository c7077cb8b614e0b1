"""Documents that are only a part of what their style typesets, or the same under other headings.

``Paper`` asks before it sets anything: what is not kept is not set and states nothing. One of ``PARTIAL`` at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from generator.grid import Table

PARTIAL = (
    "tables_elsewhere",
    "narrative_only",
    "three_public_only",
    "performance_only",
    "flat_list",
    "no_three_public",
)
"""Oddities that leave something out, so that no mistake is planted where it may not be printed."""
HEADED = ("unnumbered", "unit_twin", "table_sections")
"""Oddities of headings alone."""
OUTLINES = (*PARTIAL, *HEADED)
HAZARDS = {
    "tables_elsewhere": "outline.tables_attached_elsewhere",
    "narrative_only": "outline.narrative_only",
    "three_public_only": "kind.three_public_only",
    "performance_only": "kind.performance_only",
    "flat_list": "outline.flat_no_parts",
    "unit_twin": "outline.department_and_unit_twins",
}
_MISSING = (
    "required_tables_present",
    "expected_tables",
    "required_sections_present",
    "toc_entries_have_body",
    "contents_*",
)
OUTLINES_ALLOWED = {
    "tables_elsewhere": _MISSING,
    "narrative_only": _MISSING,
    "three_public_only": (*_MISSING, "no_facts*", "no_tables*"),
    "performance_only": (*_MISSING, "no_facts*", "no_tables*"),
    "flat_list": _MISSING,
    "no_three_public": _MISSING,
    "unnumbered": ("toc_entries_have_body", "contents_*"),
    "unit_twin": ("kind_differs",),
    "table_sections": (),
}
_ELSEWHERE = "本部门预算公开表格另附，详见附件，正文中不再列示。"
_ELSEWHERE_FINAL = "本部门决算公开表格另附，详见附件，正文中不再列示。"
_NUMBERS = "一二三四五六七八九十"
_PART = re.compile("第.部分")
_ABOUT_TABLE = re.compile(r"^([^“”]*(?:收支|收入|支出)[^“”]*?(?:预算|决算)?)(?:总体)?情况说明$")


@dataclass(slots=True)
class Outline:
    """What of a document is kept, and how its headings read."""

    odd: frozenset[str] = frozenset()
    inside: int = 0
    """Above 0: within a table that is kept, with all that belongs to it."""
    kept: bool = False
    """A form was kept where only forms are."""
    began: bool = False
    """The cover is done."""
    open: int | None = None
    """Level of the heading whose section is kept."""
    waiting: tuple[int, str, str] | None = None
    """A part's heading that is set only where no section follows at once."""
    number: int = 0
    sections: bool = False
    """A section has begun."""
    said: bool = False
    shown: set[str] = field(default_factory=set)

    @property
    def partial(self) -> str:
        """The oddity that leaves something out, "" for none."""
        return next((one for one in PARTIAL if one in self.odd), "")

    def keeps(self, method: str, value: Any) -> bool:
        """Whether something is set."""
        if method in ("contents",) or (method == "heading" and (value[0] or value[2].startswith("目"))):
            self.began = True
        if self.inside:
            return True
        match self.partial:
            case "tables_elsewhere":
                return not (method == "around" and value.origin == "table")
            case "narrative_only":
                return self._without_tables(method, value)
            case "no_three_public":
                return not (method == "around" and value.origin == "table" and "三公" in value.title)
            case "three_public_only":
                return self._three_public(method, value)
            case "performance_only":
                form = method == "around" and value.origin == "performance"
                self.kept |= form
                return form or not self.began
            case "flat_list":
                return method != "contents" and not (method == "heading" and value[2].startswith("目"))
        return True

    def _without_tables(self, method: str, value: Any) -> bool:
        if method in ("around", "table"):
            return False
        if method == "heading":
            return not value[2].endswith("表")
        return not (method == "contents" and value[0].endswith("表"))

    def _three_public(self, method: str, value: Any) -> bool:
        if not self.began:
            return True
        if method == "heading":
            level, _, title = value
            if "三公" in title and (self.open is None or level <= self.open):
                self.open = level
            elif self.open is not None and level <= self.open:
                self.open = None
        if method == "around":
            return bool(value.origin == "table" and "三公" in value.title)
        return self.open is not None and method != "contents"

    def instead(self, table: Table) -> Iterator[str]:
        """What is said in the place of the first table left out."""
        if self.partial == "tables_elsewhere" and not self.said and table.origin == "table":
            self.said = True
            yield _ELSEWHERE_FINAL if table.name.startswith("final_") else _ELSEWHERE

    def heading(self, level: int, number: str, title: str) -> tuple[int, str, str]:
        """A heading as it reads."""
        if level == 0 and not self.began:
            if self.partial == "three_public_only":
                title = _cover(title, r"“三公”经费\1公开说明")
            elif self.partial == "performance_only":
                title = _cover(title, r"项目支出绩效目标公开")
        if self.partial == "three_public_only" and level and self.open:
            level -= self.open - 1
            self.sections = True
        if "table_sections" in self.odd and level and not self.inside:
            title = self.titled(title)
        if "unit_twin" in self.odd:
            title = self.titled(title)
        if "unnumbered" in self.odd and level == 1:
            number = ""
        if self.partial == "flat_list" and level and not self.inside:
            level -= level > 1
            if level == 1:
                self.number += 1
                number = f"{_chinese(self.number)}、"
        return level, number, title

    def title_level(self, level: int) -> int:
        """Level of a table's title: the first one where no section stands above it."""
        alone = self.partial in ("three_public_only", "performance_only") and not self.sections
        return 1 if alone else level

    def titled(self, text: str) -> str:
        """Words of a title or of a line of the contents."""
        if "table_sections" in self.odd:
            text = _ABOUT_TABLE.sub(r"\1表情况说明", text)
        if "unit_twin" in self.odd:
            text = re.sub("部门(?=(?:综合)?[预决]算)", "单位", text)
        return text

    def waits(self, method: str, value: Any) -> bool:
        """True for a part's heading that may be left out; it is kept in mind."""
        if self.partial != "flat_list" or method != "heading" or self.inside or not _PART.match(value[1]):
            return False
        self.waiting = value
        return True

    def waited(self, method: str, value: Any) -> Iterator[tuple[int, str, str]]:
        """The heading kept in mind, where something else than a section follows it."""
        waiting, self.waiting = self.waiting, None
        if waiting and not (method == "heading" and value[0] > 1):
            yield waiting

    def hazards(self) -> set[str]:
        """Those of the oddities that are at work; a style without forms has nothing to show of them."""
        at_work = [one for one in (self.partial, *HEADED) if one in self.odd and one in HAZARDS]
        return {HAZARDS[one] for one in at_work if one != "performance_only" or self.kept}

    def untrue(self) -> set[str]:
        """What a style says of itself that is not so where its tables are left out."""
        without = ("tables_elsewhere", "narrative_only", "three_public_only", "performance_only")
        said = {"outline.two_full_table_sets", "outline.no_three_public_table"}
        return said if self.partial in without else set()


def _cover(title: str, words: str) -> str:
    now = re.sub(r"(?:部门|单位)?(?:综合)?([预决]算).*$", words, title)
    return now if now != title else title + words.replace(r"\1", "")


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    return f"{_NUMBERS[tens - 1] if tens > 1 else ''}{'十' if tens else ''}{_NUMBERS[ones - 1] if ones else ''}"
