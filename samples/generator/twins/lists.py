"""Numbers of headings and enumerations that Word counts itself, wherever its count is what is printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from generator.content import Heading
from generator.twins.numbers import Place, place_of

Mode = Literal["typed", "lists", "styles"]
_FIRST_ABSTRACT, _FIRST_NUM = 100, 100
_LEVELS = 4


@dataclass(slots=True)
class _Running:
    """A list that is being counted."""

    num: int
    last: int


class Lists:
    """``lists``: a list of its own for each enumeration; ``styles``: one list with levels for all headings."""

    def __init__(self, document: Any, mode: str) -> None:
        self.document, self.mode = document, mode
        self.abstracts: dict[str, int] = {}
        self.nums = 0
        self.running: dict[str, _Running] = {}
        self.levels: dict[int, str] = {}
        self.counts = [0] * (_LEVELS + 1)
        self.heads_num = 0

    @property
    def _numbering(self) -> Any:
        return self.document.part.numbering_part.element

    def heading(self, paragraph: Any, heading: Heading) -> str:
        """Number a heading; the part of ``before`` that is still to be typed."""
        place = place_of(heading.before)
        if self.mode == "typed" or place is None or place.length != len(heading.before):
            return heading.before
        if self.mode == "styles":
            return self._styled(paragraph, heading, place)
        return "" if self._counted(paragraph, place, f"h{heading.level}{place.pattern}") else heading.before

    def body(self, paragraph: Any, text: str) -> str:
        """Number a paragraph of running text; the text that is still to be typed."""
        place = place_of(text)
        if self.mode == "typed" or place is None:
            return text
        return text[place.length :] if self._counted(paragraph, place, f"b{place.pattern}") else text

    def _counted(self, paragraph: Any, place: Place, key: str) -> bool:
        """True where a list counts to this number here; 1 begins a new list."""
        running = self.running.get(key)
        if place.at == 1:
            running = self.running[key] = _Running(self._new_num(self._abstract(place, key)), 0)
        if running is None or place.at != running.last + 1:
            return False
        running.last += 1
        _number(paragraph, running.num, 0)
        return True

    def _styled(self, paragraph: Any, heading: Heading, place: Place) -> str:
        """A level of the one list; a number that it would not count to is typed, and counted by nobody."""
        level = heading.level - 1
        if not self.heads_num:
            self.heads_num = self._new_num(self._head_abstract(), restart=False)
        if level >= _LEVELS or self.levels.setdefault(level, place.pattern) != place.pattern:
            _number(paragraph, 0, 0)
            return heading.before
        self._set_level(level, place)
        if place.at != self.counts[level] + 1:
            _number(paragraph, 0, 0)
            return heading.before
        self.counts[level] += 1
        self.counts[level + 1 :] = [0] * (_LEVELS - level)
        _number(paragraph, self.heads_num, level)
        return ""

    def _abstract(self, place: Place, key: str) -> int:
        """Lists that share an abstract one count on from each other, so headings and text have their own."""
        found = self.abstracts.get(key)
        if found is None:
            found = self.abstracts[key] = _FIRST_ABSTRACT + len(self.abstracts)
            self._add_abstract(found, _level(0, place.pattern, _format(place)))
        return found

    def _head_abstract(self) -> int:
        number = _FIRST_ABSTRACT - 1
        self._add_abstract(number, "".join(_level(level, "", "none") for level in range(_LEVELS)))
        return number

    def _add_abstract(self, number: int, levels: str) -> None:
        element = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
            f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        )
        self._numbering.insert(0, element)

    def _set_level(self, level: int, place: Place) -> None:
        """Give a level of the headings' list its format when its first heading comes."""
        path = f'w:abstractNum[@w:abstractNumId="{_FIRST_ABSTRACT - 1}"]/w:lvl[@w:ilvl="{level}"]'
        (element,) = self._numbering.xpath(path)
        element.find(qn("w:numFmt")).set(qn("w:val"), _format(place))
        element.find(qn("w:lvlText")).set(qn("w:val"), place.pattern.replace("%1", f"%{level + 1}"))

    def _new_num(self, abstract: int, *, restart: bool = True) -> int:
        number = _FIRST_NUM + self.nums
        self.nums += 1
        again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if restart else ""
        self._numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{again}</w:num>')
        )
        return number


def _format(place: Place) -> str:
    return "chineseCountingThousand" if place.chinese else "decimal"


def _level(level: int, pattern: str, form: str) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{pattern}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def _number(paragraph: Any, num: int, level: int) -> None:
    """Put a paragraph into a list; 0 takes it out of that of its style."""
    properties = paragraph._p.get_or_add_pPr()
    element = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", level), ("w:numId", num)):
        inner = OxmlElement(name)
        inner.set(qn("w:val"), str(value))
        element.append(inner)
    properties.append(element)
