"""Setting text and tables on pages with fpdf2, and noting in the gold on which page each thing came to stand.

All lengths are points from the top left of the page as shown. A turned page (``turned=True``) is stored upright with
/Rotate 90, as office programs print landscape sheets; the reader sees it as landscape.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
from fpdf import FPDF
from PIL import Image

from generator.content import Break, Heading, Line, Paragraph, Record, Sides
from generator.gold import Gold
from generator.grid import Align, Row, Table
from generator.hazards import checked
from generator.look import Look
from generator.mistakes.plan import Call, Plan, current
from generator.oddness import Oddness
from generator.outlines import Outline
from generator.said import Said
from generator.table_setting import set_table
from generator.wrapping import wrap

SHORT, LONG = 595.28, 841.89
_SET = datetime(2024, 2, 5, 9, 0, tzinfo=UTC)


@dataclass(slots=True)
class Paper:
    """The document being set: the cursor ``y`` moves down the current page."""

    font: Path
    look: Look
    gold: Gold
    record: Record = field(init=False)
    pdf: FPDF = field(init=False)
    y: float = 0.0
    width: float = SHORT
    height: float = LONG
    turned_pages: set[int] = field(default_factory=set)
    plan: Plan = field(default_factory=current)
    """Gathers what is set, and says what is set in its place where a mistake is planted."""
    muted: int = 0
    """Above 0, nothing is set: a group that was left out."""
    oddness: Oddness = field(init=False)
    outline: Outline = field(init=False)
    next_page: tuple[bool, bool] | None = None
    """A page asked for where parts are left out; it is begun with what comes first on it."""
    hazards: set[str] = field(default_factory=set)
    """Noted by ``shows``; see ``hazards.csv``."""
    text_page: int = 0
    """The page that the last text was drawn on; fpdf2 names the font anew only when it or its size changes."""

    recent: list[str] = field(default_factory=list)
    """The lines outside of tables on the current page."""

    def __post_init__(self) -> None:
        self.oddness = Oddness(self.look.odd)
        self.outline = Outline(self.look.odd)
        self.record = Record(
            size=self.look.size, running_head=self.look.running_head, page_numbers=self.look.page_numbers
        )
        self.pdf = FPDF(unit="pt", format="A4")
        self.pdf.set_auto_page_break(False)
        self.pdf.set_creation_date(_SET)
        self.pdf.set_creator(self.look.maker)
        self.pdf.add_font("han", "", self.font)
        self.pdf.set_font("han", size=self.look.size)

    def shows(self, *ids: str) -> None:
        """Note hazards that are typeset here and that the record alone does not tell; raise on an unknown one."""
        self.hazards |= checked(ids)

    @property
    def page(self) -> int:
        """Number of the current page, from 1."""
        return int(self.pdf.page)

    def _set(self, method: str, value: Any) -> Iterator[Any]:
        """What is set for a call: once, not at all, or as planned; what follows it by plan is set behind it."""
        number = self.plan.gather(method, value)
        if self.muted or not self.outline.keeps(method, value):
            return
        self._turn_over()
        for level, before, title in self.outline.waited(method, value):
            self._heading(level, before, title, None, "left")
        if self.outline.waits(method, value):
            return
        first = self.page
        planned = self.plan.set(number)
        if planned is not None:
            yield planned
        if number in self.plan.change.after:
            self._draw(self.plan.change.after[number])
        if number in self.plan.change.places:
            self.plan.pages[number] = {*range(max(first, 1), self.page + 1)}

    def _draw(self, call: Call) -> None:
        """Set something that is in no style."""
        if call.method == "contents":
            self._contents_line(*call.value, 24)
        elif call.method == "line":
            self._plain_line(call.value, self.look.size, "left", 0)
        else:
            self._paragraph(call.value)

    def new_page(self, *, landscape: bool = False, turned: bool = False) -> None:
        """Begin a page; its head and number are printed at once."""
        if self.muted:
            return
        if self.outline.partial and self.page:
            self.next_page = landscape, turned
            return
        self._new_page(landscape=landscape, turned=turned)

    def _turn_over(self) -> None:
        if self.next_page is not None:
            (landscape, turned), self.next_page = self.next_page, None
            self._new_page(landscape=landscape, turned=turned)

    def _new_page(self, *, landscape: bool, turned: bool) -> None:
        self.record.add(Break(landscape or turned))
        if self.oddness.once("blank_page", when=self.page > 1):
            self.shows("page.blank")
            self.pdf.add_page()
        if self.oddness.once("cover_picture", when=self.page == 0):
            self._picture_page()
        first = self.page == 0
        self._begin(landscape=landscape, turned=turned)
        for text in self.oddness.first_line() if first else ():
            self._plain_line(text, 9, "left", 0)

    def _picture_page(self) -> None:
        """A page with nothing but a picture, as covers are."""
        self.shows("page.cover_image")
        self.pdf.add_page()
        shades = bytes(200 + (x + y) % 48 for y in range(60) for x in range(40))
        self.pdf.image(Image.frombytes("L", (40, 60), shades), 0, 0, SHORT, LONG)

    def _begin(self, *, landscape: bool, turned: bool) -> None:
        self.width, self.height = (LONG, SHORT) if landscape or turned else (SHORT, LONG)
        self.pdf.add_page(format=(self.width, self.height))
        self.pdf.set_line_width(0.5)
        if turned:
            self.turned_pages.add(self.page)
            self.shows("page.rotated")
        if self.look.running_head:
            self.shows("page.running_head")
            self.text(self.look.margin, 38, self.look.running_head, 8)
        if self.look.page_numbers and self.page > 1:
            number = self.look.page_numbers.format(page=self.page)
            self.text((self.width - self.wide(number, 9)) / 2, self.height - 30, number, 9)
        self.y = self.look.margin
        self.recent = []

    def again(self) -> None:
        """A further page like the current one."""
        self._begin(landscape=self.width > self.height, turned=self.page in self.turned_pages)

    def room(self, need: float) -> None:
        """Break the page when less than ``need`` is left."""
        if not self.muted and self.y + need > self.bottom:
            self.again()

    @property
    def bottom(self) -> float:
        """Where the text area ends."""
        return self.height - self.look.margin + 10

    def skip(self, points: float) -> None:
        """Leave a gap."""
        self.y += points

    def line(self, text: str, *, size: float | None = None, align: Align = "left", indent: float = 0) -> None:
        """One line without breaking; too long a line is wrapped."""
        for shown in self._set("line", text):
            self._plain_line(shown, size or self.look.size, align, indent)

    def _plain_line(self, text: str, size: float, align: Align, indent: float) -> None:
        text = self.oddness.line(text)
        self.record.add(Line(text, align, size))
        self._line(text, size, align, indent)

    def contents_line(self, text: str, *, target: str = "", indent: float = 0) -> None:
        """A line of the list of headings; with ``target``, dot leaders and that page number behind it."""
        for shown, page in self._set("contents", (text, target)):
            self._contents_line(shown, page, indent)

    def _contents_line(self, text: str, target: str, indent: float) -> None:
        text, target, leading = self.oddness.contents_line(self.outline.titled(text), target)
        self.record.add(Line(text, role="contents", target=target))
        leaders = "…" * max(3, 26 - len(text)) if leading else ""
        self._line(f"{text}{leaders}{target}", self.look.size, "left", indent)

    def sides(self, left: str, right: str, *, size: float = 9) -> None:
        """One line with text at both ends."""
        if self.muted:
            return
        left, right = self.oddness.line(left), self.oddness.line(right)
        self.record.add(Sides(left, right, size))
        self._line(left, size, "left", 0)
        self.y -= size * 1.6
        self._line(right, size, "right", 0)

    def title(
        self, level: int, number: str, title: str, *, shown: str = "", size: float, align: Align = "centre"
    ) -> None:
        """The title of a table: in the gold's outline, but on a line like any other. ``shown``: with what is before it."""
        for _, _, text in self._set("title", (level, number, title)):
            line = self.oddness.line((shown or title).replace(title, text))
            self.gold.add_heading(self.outline.title_level(level), number, self.oddness.line(text), self.page)
            self.record.add(Line(line, align, size, role="title"))
            self._line(line, size, align, 0)

    @contextmanager
    def around(self, table: Table) -> Iterator[None]:
        """All that is set inside belongs to the table and goes where it goes."""
        if self.next_page is not None and not self.muted and self.outline.keeps("around", table):
            self._turn_over()
        start = len(self.record.items)
        left_out = not list(self._set("around", table))
        if left_out and not self.muted:
            for text in self.outline.instead(table):
                self._turn_over()
                self._paragraph((text,))
        self.muted += left_out
        self.outline.inside += not left_out
        yield
        self.outline.inside -= not left_out
        self.muted -= left_out
        if not self.muted and not left_out:
            self.record.close_group(table, start)

    def _line(self, text: str, size: float, align: Align, indent: float) -> None:
        usable = self.width - 2 * self.look.margin - indent
        for part in wrap(text, usable, lambda piece: self.wide(piece, size)):
            self.room(size * 1.6)
            wide = self.wide(part, size)
            left = self.look.margin + indent
            at = {"left": left, "centre": left + (usable - wide) / 2, "right": left + usable - wide}[align]
            self.recent.append(part)
            self.text(at, self.y + size, part, size)
            self.y += size * 1.6

    def heading(self, level: int, number: str, title: str, *, size: float | None = None, align: Align = "left") -> None:
        """A heading, kept with two lines of what follows."""
        for shown in self._set("heading", (level, number, title)):
            self._heading(*shown, size, align)

    def _heading(self, level: int, number: str, title: str, size: float | None, align: Align) -> None:
        level, number, title = self.outline.heading(level, number, title)
        size = size or self.look.size + (3, 2, 1, 0, 0)[min(level, 4)]
        if level == 1 and self.oddness.once("contents_again", when=bool(self.oddness.contents)):
            self.shows("contents.repeated_in_body")
            for line, target in tuple(self.oddness.contents):
                self._contents_line(line, target, 0)
        spread = title in ("目录", "目　录") and {"contents_codes", "contents_glued"} & self.look.odd
        number, title = (number, "目　录") if spread else self.oddness.heading(level, number, title)
        self.room(size * 1.6 + 2 * self.look.size * self.look.leading)
        self.gold.add_heading(level, number, title, self.page)
        gap = " " if number.startswith("第") and self.oddness.gap else ""
        indent = 0.0 if align == "centre" else (self.look.size * 2 if level >= 2 else 0.0)
        shown = self._spaced(f"{number}{gap}{title}")
        before = f"{number}{gap}" if shown.startswith(f"{number}{gap}") else ""
        self.record.add(Heading(level, number, before, shown.removeprefix(before), align, size))
        self._line(shown, size, align, indent)

    def paragraph(self, *pieces: Said | str) -> None:
        """Running text, indented by two characters; each piece's facts belong to the page where the piece begins."""
        for shown in self._set("paragraph", pieces):
            self._paragraph(shown)

    def _paragraph(self, pieces: Sequence[Said | str]) -> None:
        size, leading = self.look.size, self.look.size * self.look.leading
        told = pieces
        pieces = self.oddness.paragraph(pieces)
        whole = [Said("　　"), *(piece if isinstance(piece, Said) else Said(piece) for piece in pieces)]
        text = ""
        starts: list[tuple[int, Said]] = []
        for piece in whole:
            starts.append((len(text), piece))
            text += self._spaced(piece.text)
        self.record.add(Paragraph(text.lstrip("　")))
        usable = self.width - 2 * self.look.margin
        done = 0
        for part in self._lines(text, usable):
            self._room_for_text(leading)
            self.recent.append(part)
            full = self.wide(part, size) > usable - 1.2 * size
            self.text(self.look.margin, self.y + size, part, size, usable if self.look.justified and full else 0)
            self.y += leading
            while starts and starts[0][0] < done + len(part):
                self.gold.say(starts.pop(0)[1].facts, self.page, "narrative")
            done += len(part)
        for more in self.oddness.after_paragraph(told):
            self._paragraph((more,))

    def _lines(self, text: str, usable: float) -> list[str]:
        """Lines of running text; a mark may come to stand alone."""
        lines = wrap(text, usable, lambda piece: self.wide(piece, self.look.size))
        if "lone_marks" in self.look.odd and len(lines) > 1 and lines[-1][-1] in "。；":
            self.shows("text.lone_mark")
            lines[-1:] = [lines[-1][:-1], lines[-1][-1]]
        if any(one.endswith("万") and two.startswith("元") for one, two in pairwise(lines)):
            self.shows("text.unit_broken")
        return lines

    def _room_for_text(self, need: float) -> None:
        """A new page where none is left; the last lines of the one before may be printed on it once more."""
        if self.muted or self.y + need <= self.bottom:
            return
        again = self.recent[-8:] if "text_repeated" in self.look.odd else []
        self.again()
        for part in again:
            self.shows("page.text_repeated_over_pages")
            self.text(self.look.margin, self.y + self.look.size, part, self.look.size)
            self.y += need

    def table(self, table: Table) -> None:
        """Set a table, over as many pages as it needs; note its facts, indicators and shape."""
        for shown in self._set("table", table):
            set_table(self, shown)

    def _spaced(self, text: str) -> str:
        if not self.look.spaced_digits:
            return text
        self.shows("text.spaced_digits")
        text = re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)", " ", text)
        return re.sub(r"(?<=[\d%])(?=[\u4e00-\u9fff])", " ", text)

    def wide(self, text: str, size: float) -> float:
        """Width of a text."""
        self.pdf.set_font_size(size)
        return float(self.pdf.get_string_width(text))

    def text(self, x: float, baseline: float, text: str, size: float, usable: float = 0) -> None:
        """Draw one line; ``usable``: the width it is pushed apart to, 0 to leave it as it is."""
        if self.text_page != self.page:
            self.text_page, self.pdf.font_size_pt = self.page, 0.0
        gap = max(0.0, (usable - self.wide(text, size)) / max(1, len(text) - 1)) if usable else 0.0
        if not text or not (self.look.digits_low or gap):
            if text:
                self.pdf.set_font_size(size)
                self.pdf.text(x, baseline, text)
            return
        self.shows(*(["page.digits_low"] if self.look.digits_low else []), *(["text.justified"] if gap else []))
        for piece in re.findall(r"[\x20-\x7e]+|[^\x20-\x7e]+", text):
            low = self.look.digits_low if piece[0] <= "~" else 0.0
            for part in piece if gap else [piece]:
                self.pdf.set_font_size(size)
                self.pdf.text(x, baseline + low, part)
                x += self.wide(part, size) + gap

    def all_hazards(self) -> set[str]:
        """All that were noted."""
        return (self.hazards | checked(self.oddness.shown | self.outline.hazards())) - self.outline.untrue()

    def to_bytes(self) -> bytes:
        """The finished file: the same bytes for the same content."""
        raw = bytes(self.pdf.output())
        with pikepdf.open(io.BytesIO(raw)) as document:
            for number in sorted(self.turned_pages):
                _turn(document, document.pages[number - 1])
            out = io.BytesIO()
            document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _turn(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Store a landscape page upright, turned a quarter, with /Rotate 90 to bring it back when shown."""
    page.contents_add(pikepdf.Stream(document, b"q 0 1 -1 0 %.2f 0 cm" % SHORT), prepend=True)
    page.contents_add(pikepdf.Stream(document, b"Q"))
    page.mediabox = pikepdf.Array([0, 0, SHORT, LONG])
    page.rotate(90, relative=False)


__all__ = ["Look", "Paper", "Row", "Said", "wrap"]
