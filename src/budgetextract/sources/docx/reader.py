"""Word files (DOCX, DOCM): the body in the order of the file, laid out on pages.

In     the bytes of a Word file.
Out    ``SourceDocument``: paragraphs with their automatic numbers, tables as the file states them.
Never  run a macro; follow a link, a template or a picture outside of the file.

Running heads and feet are left out; footnotes follow the text. A paragraph's number counts all paragraphs outside of
tables from 1, empty ones and those of text boxes too; "T3R7C2" is row 7, column 2 (of the grid) of the third table.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from budgetextract.errors import InputError
from budgetextract.model.document import Page, ReadProblem, SourceDocument
from budgetextract.sources.canvas import Canvas, CanvasCell
from budgetextract.sources.docx.numbering import Numbering, numbered_text
from budgetextract.sources.docx.parts import Parts, Stated, deeper, shown, stated, val, value, w
from budgetextract.sources.docx.styles import NOTHING, Look, Styles, stated_look
from budgetextract.sources.docx.tables import is_frame, is_real_table, nested_tables, table_grid
from budgetextract.sources.docx.text import Paragraph, TextReader
from budgetextract.sources.ocr.pasted import Pictures, by_ocr
from budgetextract.sources.packages import open_package
from budgetextract.sources.read import Reading, digest

if TYPE_CHECKING:
    from lxml.etree import _Element

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.12"
NOTE_SIZE = 9.0
MIN_SIZE, MAX_SIZE = 6.0, 60.0
SHOWN_HIDDEN = 30
"""Characters of a hidden text that its issue repeats."""


def read(data: bytes, file_name: str, reading: Reading) -> SourceDocument:
    """The pages of a Word file. Raises DamagedInput, EncryptedInput, LimitExceeded."""
    parts = Parts(open_package(data, file_name), file_name)
    return read_parts(parts, data, file_name, MACRO_TYPE if parts.has_macros else MEDIA_TYPE, reading)


def read_parts(parts: Parts, data: bytes, file_name: str, media_type: str, reading: Reading) -> SourceDocument:
    """The pages of a Word file by its parts; ``data``: the file itself. Raises DamagedInput, LimitExceeded."""
    body = _Body(parts, Pictures(parts.data, file_name, reading.ocr != "never"))
    try:
        body.read()
        pages = body.canvas.pages()
    except InputError as error:
        error.named.setdefault("file", file_name)
        raise
    readers = {page.reader for page in pages}
    return SourceDocument(
        file_name=file_name,
        sha256=digest(data),
        media_type=media_type,
        reader=readers.pop() if len(readers) == 1 else "mixed" if readers else "docx",
        pages=pages,
        problems=body.problems(pages),
    )


_PARAGRAPH, _TABLE, _CHUNK = w("p"), w("tbl"), w("altChunk")
_SECTION, _NUMBERED = w("sectPr"), w("numPr")


class _Body:
    """Walks one document and puts it on the canvas."""

    def __init__(self, parts: Parts, pictures: Pictures) -> None:
        self._parts = parts
        self._pictures = pictures
        self._styles = Styles(parts.part("styles"))
        self._numbering = Numbering(parts.part("numbering"))
        self._text = TextReader(self._styles)
        self._paragraphs = 0
        self._waiting: Paragraph | None = None
        """A paragraph whose mark is deleted."""
        self._contents = False
        self._objects: list[str] = []
        self._foreign = 0
        self._sections: list[bool] = []
        """For each section to come: whether it begins a new page."""
        self.canvas = Canvas("docx")

    def read(self) -> None:
        root = self._parts.document()
        body = root.find(w("body"))
        if body is None:
            return
        starts = [value(node, "type") != "continuous" for node in body.iter(w("sectPr"))]
        self._sections = starts[1:]
        self._flow(body, 0)
        self._flush()
        self._notes("footnotes", "footnote")
        self._notes("endnotes", "endnote")

    def problems(self, pages: Sequence[Page]) -> tuple[ReadProblem, ...]:
        """What is in the file and was not read, or not read as it stands."""
        found: list[ReadProblem] = []
        hidden = [text for text in self._text.hidden if any(map(str.isdigit, text))]
        if hidden:
            args = (("count", str(len(hidden))), ("text", hidden[0][:SHOWN_HIDDEN]))
            found.append(ReadProblem("hidden_text", args=args))
        if self._text.changes:
            found.append(ReadProblem("tracked_changes"))
        found += self._pictures.problems("warning" if pages else "error")
        found += by_ocr(pages)
        for program in dict.fromkeys(self._objects):
            found.append(ReadProblem("embedded_object", args=(("program", program[:40] or "?"),)))
        if self._foreign:
            found.append(ReadProblem("embedded_document", severity="error"))
        if self._parts.has_macros:
            found.append(ReadProblem("macros_not_run", severity="info"))
        return tuple(found)

    def _flow(self, node: _Element, depth: int) -> None:
        """Paragraphs and tables of a body, a text box or the cell of a frame."""
        for child in shown(node):
            if child.tag == _PARAGRAPH:
                self._paragraph(child, depth)
            elif child.tag == _TABLE:
                self._flush()
                self._table(child, deeper(depth))
            elif child.tag == _CHUNK:
                self._foreign += 1

    def _paragraph(self, node: _Element, depth: int) -> None:
        self._paragraphs += 1
        properties = stated(node, "pPr")
        look = self._look(properties)
        made = self._text.read(node, properties)
        made.text = numbered_text(self._number(look, properties), made.text)
        if self._waiting is not None:
            made.text = self._waiting.text + made.text
            made.size = self._waiting.size or made.size
            self._waiting = None
        if look.break_before:
            self.canvas.page_break()
        if self._contents and not made.contents and made.text.strip():
            self.canvas.page_break()  # what follows an automatic table of contents is the body
            self._contents = False
        self._contents = self._contents or made.contents
        if made.joins_next:
            self._waiting = made
        else:
            self._put(made, look)
        self._hangers(made, depth)
        if _SECTION in properties:
            self._flush()
            if not self._sections or self._sections.pop(0):
                self.canvas.page_break()

    def _put(self, made: Paragraph, look: Look) -> None:
        """A paragraph on the canvas; in parts where page breaks stand in it."""
        size = max(MIN_SIZE, min(MAX_SIZE, made.size))
        blanks = len(made.text) - len(made.text.lstrip(" \u3000"))
        lead = round(sum(1.0 if char == "\u3000" else 0.5 for char in made.text[:blanks]))
        for index, part in enumerate(made.text.split("\f")):
            if index:
                self.canvas.page_break()
            if part.strip():
                self.canvas.paragraph(
                    part,
                    size=size,
                    align=look.align or "left",
                    indent=min(20, look.indent(size) + lead),
                    number=self._paragraphs,
                )

    def _hangers(self, made: Paragraph, depth: int) -> None:
        """What hangs on a paragraph: text boxes, decorative writing; pictures and objects are counted."""
        for text in made.drawn:
            self._paragraphs += 1
            self.canvas.paragraph(text, size=18.0, align="center", number=self._paragraphs)
        for box in made.boxes:
            self._flow(box, deeper(depth))
        for page in self._pictures.pages(map(self._parts.target, made.pictures)):
            self.canvas.insert(page, self._paragraphs)
        self._objects += made.objects

    def _flush(self) -> None:
        """Put the paragraph that waits for the next one, where none follows."""
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            self._put(waiting, NOTHING)

    def _look(self, properties: Stated) -> Look:
        own, style = stated_look(properties), self._styles.paragraph(val(properties, "pStyle"))
        return style if own is NOTHING else own.over(style)

    def _number(self, look: Look, properties: Stated) -> str:
        """The automatic number of a paragraph."""
        if look.numbering in (None, "", "0"):
            return ""
        level = look.level
        if _NUMBERED not in properties:
            linked = self._numbering.level_of_style(
                look.numbering or "", self._styles.ancestry(val(properties, "pStyle"))
            )
            level = linked if linked is not None else level
        return self._numbering.text(look.numbering or "", level or 0)

    def _table(self, node: _Element, depth: int) -> None:
        table = table_grid(node)
        self._text.hidden += table.hidden
        if not table.cells:
            return
        if is_frame(table):
            for cell in table.cells:
                if cell.node is not None:
                    self._flow(cell.node, depth)
                    self._flush()
            return
        number_of_table = self.canvas.next_table
        inner: list[_Element] = []
        cells = []
        for cell in table.cells:
            tables = nested_tables(cell)
            apart = [each for each in tables if is_real_table(each)]
            inner += apart
            cells.append(
                CanvasCell(
                    cell.row,
                    cell.column,
                    tuple(self._cell_lines(cell.node, depth, apart)) if cell.node is not None else (),
                    cell.row_span,
                    cell.column_span,
                    f"T{number_of_table}R{cell.row + 1}C{cell.column + 1}",
                )
            )
        self.canvas.table(cells)
        for each in inner:
            self._table(each, deeper(depth))

    def _cell_lines(self, node: _Element, depth: int, apart: list[_Element]) -> list[str]:
        """The lines of a cell; a small table inside it gives a line a row, one that is ``apart`` none."""
        lines: list[str] = []
        for child in shown(node):
            if child.tag == _PARAGRAPH:
                lines += self._cell_paragraph(child, depth)
            elif child.tag == _TABLE and child not in apart:
                for inner in table_grid(child).cells:
                    if inner.node is not None:
                        lines += self._cell_lines(inner.node, deeper(depth), [])
            elif child.tag == _CHUNK:
                self._foreign += 1
        return lines

    def _cell_paragraph(self, node: _Element, depth: int) -> list[str]:
        properties = stated(node, "pPr")
        made = self._text.read(node, properties)
        # A numbered cell without text shows its number: columns of serial numbers are made so.
        text = numbered_text(self._number(self._look(properties), properties), made.text)
        lines = [part.strip() for part in text.replace("\f", "\n").replace("\t", " ").split("\n")]
        for box in made.boxes:
            lines += self._cell_lines(box, deeper(depth), [])
        self._pictures.unread += len(made.pictures)
        self._objects += made.objects
        return [*lines, *made.drawn]

    def _notes(self, part: str, name: str) -> None:
        """Footnotes behind the text, as small paragraphs on a page of their own."""
        root = self._parts.part(part)
        if root is None:
            return
        self.canvas.page_break()
        for note in root.findall(w(name)):
            if note.get(w("type"), "normal") != "normal":
                continue
            for child in note.iter(w("p")):
                text = self._text.read(child, stated(child, "pPr")).text.strip()
                if text:
                    self._paragraphs += 1
                    self.canvas.paragraph(text.replace("\f", "\n"), size=NOTE_SIZE, number=self._paragraphs)
