"""Plain text and Markdown laid out like a document.

In     the bytes of a text.
Out    ``SourceDocument``, reader "text".
Raises DamagedInput where no charset fits, LimitExceeded where it is too long.
How    tables by their marks (pipes, tabs, drawn lines) become grids; where blanks alone keep the columns, the page
       keeps every word in its column; the rest is running text, broken lines joined where that is sure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING

from budgetextract.errors import LimitExceeded
from budgetextract.model.document import Page, ReadProblem, SourceDocument
from budgetextract.record import record
from budgetextract.sources.canvas import MAX_ROWS, SIZE, Align, Canvas, CanvasCell, text_width
from budgetextract.sources.charset import Decoded, decoded, printable
from budgetextract.sources.html.web_rules import load_web_rules
from budgetextract.sources.text.boxes import drawn_table
from budgetextract.sources.text.columns import aligned_page, is_aligned
from budgetextract.sources.text.html import TextTable, text_table
from budgetextract.sources.text.marks import BREAK, SIZES, Marks, inline_tags_off, is_markdown
from budgetextract.sources.text.tables import Row, canvas_cells, comma_table, pipe_table, tab_table
from budgetextract.sources.wrapping import joined_lines, was_cut, wrap_width

if TYPE_CHECKING:
    from budgetextract.sources.read import Reading

MAX_CHARS = 5_000_000
"""Characters of a text; the longest disclosure seen has some 200,000."""
MAX_LINES = 100_000
CENTRED = 5.0
"""Blanks (of full width) before a short line that was set in the middle."""
SHORT_TITLE = 40
ALIGNED_LINES = 3
"""Lines in a row, or nearly, that keep columns by blanks, from which a page does."""


def read(data: bytes, file_name: str, reading: Reading) -> SourceDocument:
    """The pages of a text."""
    return text_source(data, decoded(data, file_name), file_name)


def text_source(data: bytes, text: Decoded, file_name: str) -> SourceDocument:
    """The pages of a text that was decoded already."""
    from budgetextract.sources.read import digest

    if len(text.text) > MAX_CHARS:
        raise LimitExceeded(file=file_name, limit="text_chars", value=str(len(text.text)), allowed=str(MAX_CHARS))
    plain = printable(text.text)
    count = plain.count("\n") + plain.count("\f")
    if count > MAX_LINES:
        raise LimitExceeded(file=file_name, limit="text_lines", value=str(count), allowed=str(MAX_LINES))
    chunks = [chunk.split("\n") for chunk in plain.split("\f")]
    marked = is_markdown([line for chunk in chunks for line in chunk])
    layout = _Layout(Marks() if marked else None, paged=len(chunks) > 1)
    try:
        for chunk in chunks:
            layout.chunk(chunk)
        pages = layout.pages()
    except LimitExceeded as limit:
        raise LimitExceeded(**{**limit.named, "file": file_name}) from limit
    return SourceDocument(
        file_name=file_name,
        sha256=digest(data),
        media_type="text/markdown" if marked else "text/plain",
        reader="text",
        pages=pages,
        problems=(*text.problems(), *layout.problems()),
    )


@record
class _Line:
    """A line of running text. ``lead``: blanks before it, in characters of full width; ``gap``: below a blank line."""

    text: str
    lead: float
    size: float = SIZE
    alone: bool = False
    """A heading or an item of a list: it goes on from no other line."""
    gap: bool = False


@record(frozen=False)
class _Layout:
    """Puts chunks (what stands between two form feeds) on pages."""

    marks: Marks | None
    paged: bool
    """The text has form feeds: it was set in pages."""
    done: list[Page] = field(default_factory=list)
    _canvas: Canvas = field(default_factory=lambda: Canvas("text"))
    _prose: list[_Line] = field(default_factory=list)
    _paragraphs: int = 0
    _no_table_before: int = 0
    _set_by_blanks: int = 0

    def chunk(self, lines: Sequence[str]) -> None:
        """Lay out one chunk."""
        first = next((line.strip() for line in lines if line.strip()), "")
        if not first:
            return
        if (self.marks is None or self.paged) and _keeps_columns(lines):
            self._aligned(lines)
            return
        if not (self._prose and was_cut(self._prose[-1].text, first)):
            self._flush()
            self._canvas.page_break()
        at = self._no_table_before = 0
        while at < len(lines):
            at = self._table(lines, at) or self._line(lines, at)

    def pages(self) -> tuple[Page, ...]:
        """All pages, numbered."""
        self._flush()
        self._close()
        return tuple(replace(page, number=number) for number, page in enumerate(self.done, 1))

    def problems(self) -> tuple[ReadProblem, ...]:
        """Tables that blanks alone set out; links to files and pictures of a Markdown text."""
        out: list[ReadProblem] = []
        args: tuple[tuple[str, str], ...]
        if self._set_by_blanks:
            out.append(ReadProblem("columns_by_blanks", args=(("count", str(self._set_by_blanks)),)))
        if self.marks is None:
            return tuple(out)
        rules = load_web_rules()
        files = [name for name, address in self.marks.links if rules.attachments.search(address)]
        if files:
            args = (("count", str(len(files))), ("names", "、".join(files[:12])[:400]))
            out.append(ReadProblem("attachments_not_followed", args=args, severity="info"))
        if self.marks.pictures:
            args = (("count", str(self.marks.pictures)),)
            out.append(ReadProblem("pictures_not_read", args=args, severity="info"))
        return tuple(out)

    # --- tables

    def _table(self, lines: Sequence[str], at: int) -> int:
        """The index behind the table that begins at a line, 0 where none does."""
        if at < self._no_table_before:
            return 0
        line, number = lines[at], self._canvas.next_table
        if "<" in line and (inline := text_table(lines, at, number, "")):
            return self._inline_table(inline)
        rows: list[Row] = []
        cells: list[CanvasCell] = []
        end = 0
        if drawn := drawn_table(lines, at, number):
            cells, end = drawn.cells, drawn.end
        elif "|" in line:
            rows, end = pipe_table(lines, at)
        elif "\t" in line.strip(" "):
            rows, end = tab_table(lines, at)
        elif line.count(",") > 1:
            rows, end = comma_table(lines, at)
        if len(rows) > MAX_ROWS:
            raise LimitExceeded(file="", limit="rows", value=str(len(rows)), allowed=str(MAX_ROWS))
        cells = cells or canvas_cells(rows, number, self._clean)
        if not cells:
            self._no_table_before = end  # none of these lines begins one either
            return 0
        self._flush()
        self._canvas.table(cells)
        return end

    def _inline_table(self, found: TextTable) -> int:
        """Put a table of HTML on the canvas, the text beside it before and behind it."""
        for text in (found.before, *found.caption):
            if text.strip():
                self._prose.append(_Line(self._clean(text).strip(), 0.0, alone=True))
        self._flush()
        self._canvas.table(found.cells)
        if found.rest.strip():
            self._prose.append(_Line(self._clean(found.rest).strip(), 0.0, alone=True))
        return found.end

    def _clean(self, text: str) -> str:
        return self.marks.inline(text) if self.marks else inline_tags_off(text)

    # --- running text

    def _line(self, lines: Sequence[str], at: int) -> int:
        line = lines[at]
        gap = at == 0 or not lines[at - 1].strip()
        lead = _lead(line)
        for part in BREAK.split(line) if "<" in line else (line,):
            if self.marks is not None:
                marked = self.marks.line(part)
                if marked is not None and marked.text.strip():
                    size = SIZES[marked.level - 1] if marked.level else SIZE
                    alone = marked.level > 0 or marked.item
                    self._prose.append(_Line(marked.text.strip(), 0.0 if marked.item else lead, size, alone, gap))
            elif part.strip():
                self._prose.append(_Line(inline_tags_off(part).strip(), lead, gap=gap))
        return at + 1

    def _flush(self) -> None:
        """The running text so far as paragraphs."""
        for paragraph in _paragraphs(self._prose):
            first = paragraph[0]
            text = "".join(line.text for line in paragraph)
            align: Align = "center" if first.lead >= CENTRED and len(text) <= SHORT_TITLE else "left"
            self._canvas.paragraph(text, size=first.size, align=align)
        self._prose = []

    # --- columns kept by blanks

    def _aligned(self, lines: Sequence[str]) -> None:
        self._flush()
        self._close()
        self._set_by_blanks += 1
        left = min(_lead(line) for line in lines if line.strip())
        shown = [line for line in lines if line.strip()]
        prose = [_Line(line.strip(), _lead(line) - left, gap=False, alone=is_aligned(line)) for line in shown]
        number, numbers = self._paragraphs, []
        for paragraph in _paragraphs(prose):
            number += 1
            numbers += [number] * len(paragraph)
        self._paragraphs = number
        waiting = iter(numbers)
        self.done.append(aligned_page(lines, [next(waiting) if line.strip() else 0 for line in lines], 0))

    def _close(self) -> None:
        """What is on the canvas becomes pages; the count of paragraphs goes on."""
        pages = self._canvas.pages()
        for page in pages:
            places = tuple(
                replace(place, paragraph=place.paragraph + self._paragraphs) if place.paragraph else place
                for place in page.places
            )
            self.done.append(replace(page, places=places))
        if pages:
            numbers = (place.paragraph for page in self.done[-len(pages) :] for place in page.places)
            self._paragraphs = max(self._paragraphs, max(numbers, default=0))
            tables = self._canvas.next_table - 1
            self._canvas = Canvas("text")
            for _ in range(tables):
                self._canvas.table(())


def _lead(line: str) -> float:
    """Blanks before the text, in characters of full width."""
    return text_width(line[: len(line) - len(line.lstrip())].expandtabs(4))


def _keeps_columns(lines: Sequence[str]) -> bool:
    """True where several lines close to each other keep columns by blanks, and no marks part the cells."""
    if any("\t" in line.strip() or "│" in line or line.count("|") > 1 for line in lines):
        return False
    aligned = [index for index, line in enumerate(lines) if is_aligned(line)]
    run = 0
    for before, index in zip([-9, *aligned], aligned, strict=False):
        run = run + 1 if index - before <= 3 else 1
        if run >= ALIGNED_LINES:
            return True
    return False


def _paragraphs(lines: Sequence[_Line]) -> list[list[_Line]]:
    """Lines joined where they were broken at one width, or where a sentence was cut."""
    if not lines:
        return []
    plain = [line for line in lines if not line.alone]
    width = wrap_width([line.text for line in plain], [line.lead for line in plain])
    if width:
        groups = joined_lines([line.text for line in lines], [line.lead for line in lines], width)
        out = [[lines[k] for k in group] for group in groups]
        return [piece for group in out for piece in _split(group)]
    indented = sum(1 for line in lines if line.lead >= 1.0) > 0.3 * len(lines)
    out = []
    for line in lines:
        cut = out and not line.alone and not out[-1][-1].alone and was_cut(out[-1][-1].text, line.text)
        if cut and not (indented and line.lead >= 1.0):
            out[-1].append(line)
        else:
            out.append([line])
    return out


def _split(group: Sequence[_Line]) -> list[list[_Line]]:
    """A paragraph cut again at headings, items and blank lines behind a finished sentence."""
    out: list[list[_Line]] = [[group[0]]]
    for line in group[1:]:
        before = out[-1][-1]
        if line.alone or before.alone or (line.gap and before.text[-1] in "。；：;:!?！？"):
            out.append([line])
        else:
            out[-1].append(line)
    return out
