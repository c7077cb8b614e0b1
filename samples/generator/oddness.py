"""What any document can have that is odd, whatever its style: traps, leftovers, other marks, pages that say nothing.

``Paper`` asks before it sets a heading, a paragraph, a line of the contents or a table. Nothing here states a fact, and
what is printed of a fact stays what it was; only a template loses its figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from generator.catalogue import PLACES, PROVINCES
from generator.grid import Cell, Row, Table
from generator.outlines import OUTLINES, OUTLINES_ALLOWED
from generator.said import Said

LAYOUT = ("digits_low", "justified", "narrow_names")
"""Oddities of how text is drawn."""
MARKS = ("heading_marks", "heading_broken", "half_marks", "wide_gaps", "lone_marks")
PAGES = ("text_repeated", "blank_page", "cover_picture", "empty_grid")
CONTENTS = ("contents_codes", "contents_glued", "contents_again", "contents_other_year")
WORDS = (
    "traps",
    "residue",
    "leftovers",
    "mirror_site",
    "unit_words",
    "no_change_words",
    "rate_only",
    "compared_with",
    "counters",
    "said_twice",
)
CELLS = ("zero_dashes", "loose_decimals")
CODES = ("code_zero_lost",)
NAMES = ("names_of_another_year",)
NOUGHTS = ("change_zero_figures",)
WHOLE = ("template", "not_a_pdf", "other_file_name")
COMMON = (*LAYOUT, *MARKS, *PAGES, *CONTENTS, *WORDS, *CELLS, *WHOLE, *CODES, *OUTLINES, *NAMES, *NOUGHTS)
"""Oddities of every style."""
CHANCES = {**dict.fromkeys(LAYOUT, 0.25), **dict.fromkeys((*WHOLE, *OUTLINES), 0.015)}
"""How often each is drawn; one in ten where it is not named."""
ALLOWED = {
    "no_change_words": ("no_placeholders", "template_residue"),
    "residue": ("no_placeholders", "template_residue", "change_has_reason"),
    "leftovers": ("fiscal_year_differs", "fiscal_year_consistent", "department_differs", "unit_name_consistent"),
    "contents_other_year": ("fiscal_year_differs", "fiscal_year_consistent", "toc_entries_have_body", "contents_*"),
    "heading_broken": ("toc_entries_have_body", "contents_*"),
    "names_of_another_year": ("name_outdated",),
    "template": ("*",),
    "not_a_pdf": ("*",),
    **OUTLINES_ALLOWED,
}
"""Codes of findings that are true of a document with the oddity."""
NOT_A_PDF = b"404 page not found\n"

_PART = re.compile(r"^第(.)部分$")
_CHINESE = re.compile(r"^（?([一二三四五六七八九十]+)[）、]+$")
_ARABIC = re.compile(r"^(\d{1,2})[.．、]$")
_YEAR = re.compile(r"20[12]\d")
_TRAPS = (
    "根据《关于编制部门预算的通知》（财预〔2021〕18号），本部门预算单位编码906017，预算执行期间为2021.1.1-2021.12.31。",
    "公用经费定额标准为每人每年2400元/人，会议按268名代表、每人每天400元/人测算。",
    "办公区用地面积4000.6平方米。",
    "联系电话：0871-63210000",
)
_RESIDUE = (
    "预算增加（减少）的主要原因是人员变动。", "下降（增长）27.78%的情况见下文。", "变化的主要原因是。", "占  %，比上年减少   万元。", "核定编制   人。",
    "上述情况由XX部门负责解释。",
)  # fmt: skip
_LEFT = ("公开时间：2024619", "松岭县民政局按规定公开上述信息。")
_SPAM = "更多资料请访问 www.example.com 免费下载"
_MIRROR = (
    "您現在的位置：首頁 > 財政預決算 > 部門預決算",
    "預(yù)算公開(kāi)信息由本站轉(zhuǎn)載，如有疑問(wèn)請(qǐng)聯(lián)系原單位。",
    "涓€銆佺綉绔欏０鏄?",
)


@dataclass(slots=True)
class Oddness:
    """State of one document: what was done already, so that each thing is done once or twice and not everywhere."""

    odd: frozenset[str] = frozenset()
    headings: int = 0
    named: int = 0
    """A number of the document's own, out of its first heading."""
    paragraphs: int = 0
    pieces: int = 0
    contents: list[tuple[str, str]] = field(default_factory=list)
    gap: bool = True
    """Whether a blank stands behind the number of a part."""
    before: dict[int, str] = field(default_factory=dict)
    """By level, the number of the heading before under the same heading."""
    form: int | None = None
    """Which of the other forms numbers have; it changes once or twice in a document."""
    turns: tuple[int, ...] = ()
    """After how many headings it changes."""
    shown: set[str] = field(default_factory=set)
    """Hazards met that the record does not tell."""
    left: list[str] = field(default_factory=list)
    done: set[str] = field(default_factory=set)

    def once(self, name: str, *, when: bool = True) -> bool:
        """True at the first time that an oddity of the document has its place."""
        if name not in self.odd or name in self.done or not when:
            return False
        self.done.add(name)
        return True

    def heading(self, level: int, number: str, title: str) -> tuple[str, str]:
        """Number and title as printed."""
        self.headings += 1
        self.named = self.named or sum(map(ord, title))
        if "template" in self.odd:
            title = blanked_names(title)
        if "heading_marks" in self.odd and level:
            number = self._number(level, number)
        if "heading_broken" in self.odd and level == 2 and len(title) > 8:
            at = self.headings % 3
            if at == 0 and title.endswith("说明"):
                self.shown.add("heading.truncated")
                title = title[:-2]
            elif at == 1:
                self.shown.add("heading.split_over_lines")
                title = f"{title[:-4]}\n{title[-4:]}"
        year = _YEAR.search(title)
        if year and "leftovers" in self.odd and level == 2 and "old_year" not in self.done:
            self.done.add("old_year")
            self.shown.add("text.old_year_left")
            title = title.replace(year[0], str(int(year[0]) - 1), 1)
        self.before = {above: one for above, one in self.before.items() if above < level} | {level: number}
        return number, title

    def _number(self, level: int, number: str) -> str:
        """Another form of the same ordinal, never the one of a level above or below."""
        form = self._form()
        if match := _PART.match(number):
            self.gap = False
            if form % 2 == 0:
                self.shown.add("heading.part_colon")
                return f"第{match[1]}部分："
            self.shown.add("heading.part_glued")
            return f"第{match[1]}部分"
        if match := _CHINESE.match(number):
            one = match[1]
            if "（" in number:
                forms = (f"({one})", f"（{one}）、", *_arabic(one, number))
                return forms[form if level > 2 else form % 2]
            before = self.before.get(level)
            if self.headings > 6 and before and "twice" not in self.done:
                self.done.add("twice")
                self.shown.add("heading.same_number_twice")
                return before
            if self.headings > 4 and len(one) == 1 and "doubled" not in self.done:
                self.done.add("doubled")
                return f"{one}{one}、"
            return f"{one}{'.、：、'[form]}"
        if match := _ARABIC.match(number):
            wide, circled = _forms(int(match[1]))
            forms = (wide, circled, f"{match[1]})", f"{match[1]}、") if level > 2 else (wide, f"{match[1]}、") * 2
            return forms[form]
        return number

    def _form(self) -> int:
        """The form of numbers at this place; what a document begins with and where it changes hangs on its name."""
        if self.form is None:
            self.form = self.named % 4
            self.turns = (self.headings + 3 + self.named % 9, self.headings + 14 + self.named % 11)[
                : 1 + self.named % 2
            ]
        elif self.headings in self.turns:
            self.shown.add("heading.numbering_restarts")
            self.form = (self.form + 1) % 4
        return self.form

    def paragraph(self, pieces: Sequence[Said | str]) -> tuple[Said | str, ...]:
        """Pieces as printed."""
        self.paragraphs += 1
        made = tuple(pieces)
        if "template" in self.odd:
            return tuple(_blank(piece) for piece in made)
        if "half_marks" in self.odd and self.paragraphs % 2:
            made = tuple(_mapped(piece, _half) for piece in made)
        if "wide_gaps" in self.odd and self.paragraphs % 3 == 0:
            made = tuple(_mapped(piece, _gapped) for piece in made)
        return tuple(self._worded(piece) for piece in made)

    def _worded(self, piece: Said | str) -> Said | str:
        """Other words for the same figures; where less is said, fewer facts are stated."""
        if isinstance(piece, str) or not piece.facts:
            return piece
        self.pieces += 1
        text, facts = piece.text, piece.facts
        first = facts[0]
        if "unit_words" in self.odd:
            text = re.sub(r"(?<![\d.])0(?:\.00)?万元", "0元", text)
            if self.pieces % 7 == 0 and text.endswith("万元") and first.measure in ("budget", "final"):
                text = text.removesuffix("元")
        if "counters" in self.odd and first.concept.startswith("staff."):
            text = re.sub(r"(\d)[人名个]", rf"\1{'名人'[self.pieces % 2]}", text)
        if "no_change_words" in self.odd and first.measure == "change" and not any(fact.value for fact in facts):
            text = _SAME[self.pieces % len(_SAME)]
        if "change_zero_figures" in self.odd and first.measure == "change" and not any(fact.value for fact in facts):
            text = "比上年增加0万元，增长0%"
            facts += tuple(replace(one, measure="change_rate", unit="percent") for one in facts)
        rates = tuple(fact for fact in facts if fact.measure == "change_rate")
        # up by money and down by rate: a planted mistake, which only both together tell
        apart = re.search("增加|增长", text) and re.search("减少|下降", text)
        if "rate_only" in self.odd and rates and len(rates) * 2 == len(facts) and self.pieces % 3 == 0 and not apart:
            shorter = re.sub(r"(?:增加|减少|增长|下降)\s?\d[\d,.]*\s?(?:万元|元|亿元)，", "", text)
            text, facts = (shorter, rates) if shorter != text else (text, facts)
        if "compared_with" in self.odd and first.measure == "change" and self.pieces % 2:
            text = re.sub(r"^(?=[比较])", "同口径", text)
        return Said(text, facts)

    def after_paragraph(self, pieces: Sequence[Said | str]) -> Iterator[Said | str]:
        """Paragraphs that follow, without new facts: after the first one without facts, and after later ones with."""
        facts = any(isinstance(piece, Said) and piece.facts for piece in pieces)
        if self.once("traps", when=not facts):
            yield from _TRAPS
        if self.once("mirror_site", when=not facts):
            self.shown |= {"file.traditional", "file.pinyin", "file.mojibake"}
            yield from _MIRROR
        if "residue" in self.odd and facts and self.paragraphs % 2 and len(self.left) < len(_RESIDUE):
            self.left.append(_RESIDUE[len(self.left)])
            yield self.left[-1]
        if self.once("said_twice", when=facts and len(pieces) > 2):
            self.shown.add("page.repeats_rightly")
            yield Said("".join(piece if isinstance(piece, str) else piece.text for piece in self.paragraph(pieces)))
        if self.once("leftovers", when=facts):
            self.shown |= {"text.year_garbled", "text.wrong_department"}
            yield from _LEFT

    def first_line(self) -> Iterator[str]:
        """Lines at the head of the first page."""
        if "traps" in self.odd:
            yield "监督索引号53010100100100000"
        if "mirror_site" in self.odd:
            self.shown.add("file.spam_line")
            yield _SPAM

    def contents_line(self, text: str, target: str) -> tuple[str, str, bool]:
        """Text and page number of a line of the contents, and whether leaders stand between."""
        self.contents.append((text, target))
        if "template" in self.odd:
            return blanked_names(text), target, bool(target)
        if "contents_other_year" in self.odd and (year := _YEAR.search(text)):
            self.shown.add("contents.wrong_year_or_kind")
            text = text.replace(year[0], str(int(year[0]) - 1))
        if "contents_codes" in self.odd:
            return f"{text} PAGEREF _Toc{70000 + len(self.contents)} \\h {target or 3}", "", False
        if "contents_glued" in self.odd:
            return f"{text}{target or len(self.contents) // 4 + 3}", "", False
        return text, target, bool(target)

    def table(self, table: Table) -> Table:
        """The table as printed."""
        if {"zero_dashes", "loose_decimals"} & self.odd and table.origin == "table":
            table = replace(table, body=[self._figures(line) for line in table.body])
        if "code_zero_lost" in self.odd and table.origin == "table":
            table = replace(table, body=[_zero_lost(line) for line in table.body])
        if "names_of_another_year" in self.odd and table.origin == "table":
            table = replace(table, body=[_renamed(line) for line in table.body])
        if "template" not in self.odd:
            return table
        body = [_blank_row(line) for line in table.body]
        return replace(table, body=body, title=blanked_names(table.title))

    def _figures(self, line: Row) -> Row:
        """Noughts as dashes, amounts without needless noughts."""

        def text(cell: Cell) -> str:
            if not cell.facts or cell.facts[0].unit != "CNY":
                return cell.text
            if "zero_dashes" in self.odd and re.fullmatch(r"0(?:\.0+)?", cell.text):
                return "-"
            loose = "loose_decimals" in self.odd and re.fullmatch(r"[\d,]+\.\d+", cell.text)
            return cell.text.rstrip("0").rstrip(".") if loose else cell.text

        def shown(cell: Cell) -> Cell:
            now = text(cell)
            return replace(cell, text=now, facts=() if now == "-" else cell.facts)  # a dash states nothing

        return replace(line, cells=tuple(map(shown, line.cells)))

    def line(self, text: str) -> str:
        """Any other line as printed."""
        return blanked_names(text) if "template" in self.odd else text


_SAME = ("与上年相未发生变化", "与上年一致", "比上年增加（减少）0万元", "与上年持平")
_ORDINALS = "一二三四五六七八九十"


def _forms(number: int) -> tuple[str, str]:
    """A number in full-width digits, and circled."""
    wide = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    return f"{wide}．", chr(ord("①") + number - 1)


def _arabic(chinese: str, number: str) -> tuple[str, str]:
    """Arabic forms of an ordinal up to ten; the number as it is beyond."""
    return _forms(_ORDINALS.index(chinese) + 1) if chinese in _ORDINALS else (number, number)


def _zero_lost(line: Row) -> Row:
    """Items of economic codes in two columns as numbers of a spreadsheet: 301|2 for 301|02."""
    before = ("", *(cell.text for cell in line.cells))
    cells = (
        replace(cell, text=cell.text[1]) if _CLASS.fullmatch(left) and _ITEM.fullmatch(cell.text) else cell
        for left, cell in zip(before, line.cells, strict=False)
    )
    return replace(line, cells=tuple(cells))


_FORMER = {
    "文化旅游体育与传媒支出": "文化体育与传媒支出", "卫生健康支出": "医疗卫生与计划生育支出", "自然资源海洋气象等支出": "国土海洋气象等支出",
    "资源勘探工业信息等支出": "资源勘探信息等支出",
}  # fmt: skip
"""Names that classes had until 2018 or 2019."""


def _renamed(line: Row) -> Row:
    """Classes under the names of another year."""
    cells = []
    for cell in line.cells:
        text = next((cell.text.replace(now, was) for now, was in _FORMER.items() if cell.text.endswith(now)), cell.text)
        cells.append(replace(cell, text=text))
    return replace(line, cells=tuple(cells))


_CLASS = re.compile("30[1-9]|310")
_ITEM = re.compile("0[1-9]")
_FIGURE = re.compile(r"^-?[\d,]+\.\d+$|^\d+%?$(?<!\d{3})")
_NAMES = re.compile("|".join((*PLACES, *PROVINCES)))


def blanked_names(text: str) -> str:
    """As in a template: no place and no year."""
    return _YEAR.sub("20XX", _NAMES.sub("XX", text))


def _blank_row(line: Row) -> Row:
    """A row without figures, and without what an indicator says."""
    own = line.indicator[3] if line.indicator else None
    gone = {own.level3, own.text, own.value, own.unit, own.basis} - {""} if own else set()

    def text(cell: Cell) -> str:
        return "" if cell.facts or cell.text in gone or _FIGURE.match(cell.text) else blanked_names(cell.text)

    return Row(tuple(replace(cell, text=text(cell), facts=()) for cell in line.cells))


def _blank(piece: Said | str) -> Said | str:
    if isinstance(piece, str):
        return blanked_names(piece)
    text = blanked_names(piece.text)
    if piece.facts:
        text = re.sub(r"\d[\d,]*(?:\.\d+)?", "  ", text) if re.search(r"\d", text) else "比上年增加（减少）  万元"
    return Said(text)


def _mapped(piece: Said | str, change: Callable[[str], str]) -> Said | str:
    return change(piece) if isinstance(piece, str) else replace(piece, text=change(piece.text))


def _half(text: str) -> str:
    return text.replace("（", "(").replace("；", ";")


def _gapped(text: str) -> str:
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=\d[\d,.]*万?元)", " " * 14, text, count=1)
