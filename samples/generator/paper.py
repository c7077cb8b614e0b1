"""Setting text and tables on pages with fpdf2, and noting in the gold on which page each thing came to stand.

All lengths are points from the top left of the page as shown. A turned page (``turned=True``) is stored upright with
/Rotate 90, as office programs print landscape sheets; the reader sees it as landscape.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
from fpdf import FPDF
from PIL import Image

from generator.content import Break, Heading, Line, Paragraph, Record, Sides, TableItem
from generator.gold import Gold
from generator.grid import Align, Placed, Row, Table, place
from generator.hazards import checked
from generator.mistakes.plan import Call, Plan, current
from generator.oddness import Oddness
from generator.said import Said

SHORT, LONG = 595.28, 841.89
_NO_LINE_START = "，。；：、）》”！？%％"
_TOKEN = re.compile(r"[0-9A-Za-z.,%+\-]+|.", re.S)
_SET = datetime(2024, 2, 5, 9, 0, tzinfo=UTC)
_PAD = 3.0


@dataclass(slots=True)
class Look:
    """How the pages of one document look."""

    margin: float = 70.0
    size: float = 12.0
    leading: float = 1.75
    running_head: str = ""
    page_numbers: str = "{page}"
    """"" for none; {page} is the number."""
    spaced_digits: bool = False
    """Blanks around numbers, as word processors leave them between Chinese and digits."""
    maker: str = "WPS 文字"
    digits_low: float = 0.0
    """How far below the Chinese the digits stand: fonts of two designs on one line."""
    justified: bool = False
    """Characters of a full line pushed apart to the right margin."""
    narrow_names: bool = False
    """The widest column of a table is too narrow for its names, which wrap above and below their amounts."""
    odd: frozenset[str] = frozenset()
    """All oddities of the document; see ``oddness``."""

    def made_odd(self, oddities: Collection[str]) -> Look:
        """With those of ``COMMON`` that are named."""
        return replace(
            self,
            digits_low=2.6 if "digits_low" in oddities else 0.0,
            justified="justified" in oddities,
            narrow_names="narrow_names" in oddities,
            odd=frozenset(oddities),
        )


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
    hazards: set[str] = field(default_factory=set)
    """Noted by ``shows``; see ``hazards.csv``."""
    text_page: int = 0
    """The page that the last text was drawn on; fpdf2 names the font anew only when it or its size changes."""

    recent: list[str] = field(default_factory=list)
    """The lines outside of tables on the current page."""

    def __post_init__(self) -> None:
        self.oddness = Oddness(self.look.odd)
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
        if self.muted:
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
            self._text(self.look.margin, 38, self.look.running_head, 8)
        if self.look.page_numbers and self.page > 1:
            number = self.look.page_numbers.format(page=self.page)
            self._text((self.width - self._wide(number, 9)) / 2, self.height - 30, number, 9)
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
        text, target, leading = self.oddness.contents_line(text, target)
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
            self.gold.add_heading(level, number, text, self.page)
            self.record.add(Line(line, align, size, role="title"))
            self._line(line, size, align, 0)

    @contextmanager
    def around(self, table: Table) -> Iterator[None]:
        """All that is set inside belongs to the table and goes where it goes."""
        start = len(self.record.items)
        left_out = not list(self._set("around", table))
        self.muted += left_out
        yield
        self.muted -= left_out
        if not self.muted and not left_out:
            self.record.close_group(table, start)

    def _line(self, text: str, size: float, align: Align, indent: float) -> None:
        usable = self.width - 2 * self.look.margin - indent
        for part in wrap(text, usable, lambda piece: self._wide(piece, size)):
            self.room(size * 1.6)
            wide = self._wide(part, size)
            left = self.look.margin + indent
            at = {"left": left, "centre": left + (usable - wide) / 2, "right": left + usable - wide}[align]
            self.recent.append(part)
            self._text(at, self.y + size, part, size)
            self.y += size * 1.6

    def heading(self, level: int, number: str, title: str, *, size: float | None = None, align: Align = "left") -> None:
        """A heading, kept with two lines of what follows."""
        for shown in self._set("heading", (level, number, title)):
            self._heading(*shown, size, align)

    def _heading(self, level: int, number: str, title: str, size: float | None, align: Align) -> None:
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
            full = self._wide(part, size) > usable - 1.2 * size
            self._text(self.look.margin, self.y + size, part, size, usable if self.look.justified and full else 0)
            self.y += leading
            while starts and starts[0][0] < done + len(part):
                self.gold.say(starts.pop(0)[1].facts, self.page, "narrative")
            done += len(part)
        for more in self.oddness.after_paragraph(told):
            self._paragraph((more,))

    def _lines(self, text: str, usable: float) -> list[str]:
        """Lines of running text; a mark may come to stand alone."""
        lines = wrap(text, usable, lambda piece: self._wide(piece, self.look.size))
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
            self._text(self.look.margin, self.y + self.look.size, part, self.look.size)
            self.y += need

    def table(self, table: Table) -> None:
        """Set a table, over as many pages as it needs; note its facts, indicators and shape."""
        for shown in self._set("table", table):
            self._table(shown)

    def _table(self, table: Table) -> None:
        if self.look.narrow_names and not table.name.startswith("performance"):
            self.shows("page.names_around_amount")
            widest = max(range(len(table.widths)), key=table.widths.__getitem__)
            narrowed = [share * (0.6 if at == widest else 1) for at, share in enumerate(table.widths)]
            table = replace(table, widths=narrowed)
        table = self.oddness.table(table)
        self.record.add(TableItem(table))
        rows = [*table.header, *table.body]
        placed = place(rows, len(table.widths))
        usable = self.width - 2 * self.look.margin
        edges = _edges(table.widths, self.look.margin, usable)
        heights = self._heights(table, placed, len(rows), edges)
        tops, pages = [0.0] * len(rows), [0] * len(rows)
        repeats: dict[int, float] = {}
        for index, height in enumerate(heights):
            if self.y + height > self.bottom:
                self.again()
                self.shows("page.header_repeated" if table.repeat_header else "page.continued_without_header")
                if table.repeat_header and index >= len(table.header):
                    repeats[self.page] = self.y
                    self.y += sum(heights[: len(table.header)])
            tops[index], pages[index] = self.y, self.page
            self.y += height
        end = self.page
        head = [one for one in placed if one.top < len(table.header)]
        for one in placed:
            self._cell(table, one, edges, tops, pages, heights)
        for page, top in repeats.items():
            self.pdf.page = page
            offsets = [top + sum(heights[:index]) for index in range(len(table.header))]
            for one in head:
                self._cell(table, one, edges, offsets, [page] * len(table.header), heights, silent=True)
        self.pdf.page = end
        for index, line in enumerate(rows):
            if line.indicator:
                self.gold.add_indicator(*line.indicator, pages[index], layout=table.layout or table.name)
        if not table.unlisted:
            self.gold.add_table(table.name, table.title, pages, table.unit, table.shape())
        self.y += 8
        if self.oddness.once("empty_grid", when=table.origin == "table" and len(table.body) > 6):
            self._empty_grid(edges)

    def _empty_grid(self, edges: Sequence[float]) -> None:
        """A page of ruled cells without a word, as spreadsheets print them."""
        self.shows("page.empty_grid")
        self.again()
        for top in range(int(self.y), int(self.bottom) - 20, 20):
            for left, right in pairwise(edges):
                self.pdf.rect(left, top, right - left, 20)
        self.y = self.bottom

    def _cell(
        self, table: Table, one: Placed, edges: Sequence[float], tops: Sequence[float], pages: Sequence[int],
        heights: Sequence[float], *, silent: bool = False,
    ) -> None:  # fmt: skip
        """Draw one cell, cut where its rows lie on two pages; the text stands in the first part with room."""
        left, right = edges[one.left], edges[one.right]
        parts = []
        for page in sorted(set(pages[one.top : one.bottom])):
            inside = [index for index in range(one.top, one.bottom) if pages[index] == page]
            parts.append((page, tops[inside[0]], tops[inside[-1]] + heights[inside[-1]]))
        lines = len(wrap(one.cell.text, right - left - 2 * _PAD, lambda piece: self._wide(piece, table.size)))
        fits = [part for part in parts if part[2] - part[1] >= lines * table.size * 1.3]
        for part in parts:
            page, top, bottom = part
            self.pdf.page = page
            if table.rules == "grid":
                self.pdf.rect(left, top, right - left, bottom - top)
            elif table.rules == "horizontal":
                self.pdf.line(left, top, right, top)
                self.pdf.line(left, bottom, right, bottom)
            if part == (fits or parts)[0]:
                self._cell_text(table, one, (left, top, right, bottom))
                if not silent:
                    self.gold.say(one.cell.facts, page, table.origin)

    def _cell_text(self, table: Table, one: Placed, box: tuple[float, float, float, float]) -> None:
        left, top, right, bottom = box
        parts = wrap(one.cell.text, right - left - 2 * _PAD, lambda piece: self._wide(piece, table.size))
        step = table.size * 1.3
        y = top + max(_PAD, (bottom - top - step * len(parts)) / 2)
        align = one.cell.align or (table.aligns[one.left] if table.aligns else "left")
        for part in parts:
            wide = self._wide(part, table.size)
            x = {"left": left + _PAD, "centre": (left + right - wide) / 2, "right": right - _PAD - wide}[align]
            self._text(x, y + table.size, part, table.size)
            y += step

    def _heights(self, table: Table, placed: Sequence[Placed], count: int, edges: Sequence[float]) -> list[float]:
        """Room for the text of each row; a cell over several rows lengthens the last of them."""
        step = table.size * 1.3
        heights = [step + 2 * _PAD] * count
        for one in sorted(placed, key=lambda one: one.bottom - one.top):
            usable = edges[one.right] - edges[one.left] - 2 * _PAD
            lines = len(wrap(one.cell.text, usable, lambda piece: self._wide(piece, table.size)))
            need = min(lines * step + 2 * _PAD, self.height - 2.2 * self.look.margin)
            have = sum(heights[one.top : one.bottom])
            if need > have:
                heights[one.bottom - 1] += need - have
        return heights

    def _spaced(self, text: str) -> str:
        if not self.look.spaced_digits:
            return text
        self.shows("text.spaced_digits")
        text = re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)", " ", text)
        return re.sub(r"(?<=[\d%])(?=[\u4e00-\u9fff])", " ", text)

    def _wide(self, text: str, size: float) -> float:
        self.pdf.set_font_size(size)
        return float(self.pdf.get_string_width(text))

    def _text(self, x: float, baseline: float, text: str, size: float, usable: float = 0) -> None:
        """Draw one line; ``usable``: the width it is pushed apart to, 0 to leave it as it is."""
        if self.text_page != self.page:
            self.text_page, self.pdf.font_size_pt = self.page, 0.0
        gap = max(0.0, (usable - self._wide(text, size)) / max(1, len(text) - 1)) if usable else 0.0
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
                x += self._wide(part, size) + gap

    def all_hazards(self) -> set[str]:
        """All that were noted."""
        return self.hazards | checked(self.oddness.shown)

    def to_bytes(self) -> bytes:
        """The finished file: the same bytes for the same content."""
        raw = bytes(self.pdf.output())
        with pikepdf.open(io.BytesIO(raw)) as document:
            for number in sorted(self.turned_pages):
                _turn(document, document.pages[number - 1])
            out = io.BytesIO()
            document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def wrap(text: str, usable: float, measure: Callable[[str], float]) -> list[str]:
    """Lines no wider than ``usable``; numbers stay whole, closing marks do not begin a line; "\\n" breaks."""
    lines: list[str] = []
    for forced in text.split("\n"):
        line, wide = "", 0.0
        for token in _TOKEN.findall(forced):
            size = measure(token)
            if line and wide + size > usable and token not in _NO_LINE_START:
                lines.append(line)
                line, wide = "", 0.0
            line, wide = line + token, wide + size
        lines.append(line)
    return lines


def _edges(shares: Sequence[float], left: float, usable: float) -> list[float]:
    whole = sum(shares)
    edges = [left]
    for share in shares:
        edges.append(edges[-1] + usable * share / whole)
    assert all(a < b for a, b in pairwise(edges))
    return edges


def _turn(document: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Store a landscape page upright, turned a quarter, with /Rotate 90 to bring it back when shown."""
    page.contents_add(pikepdf.Stream(document, b"q 0 1 -1 0 %.2f 0 cm" % SHORT), prepend=True)
    page.contents_add(pikepdf.Stream(document, b"Q"))
    page.mediabox = pikepdf.Array([0, 0, SHORT, LONG])
    page.rotate(90, relative=False)


__all__ = ["Look", "Paper", "Row", "Said", "wrap"]
