"""The document as Word writes it: styles, lists that number headings, merged cells, sections turned for wide tables.

Makers differ, so documents do: headings have styles or are only bold; their numbers are typed, come from lists, or from
the styles; contents are a field with links; a table may have its title and unit as its own first rows.
"""

from __future__ import annotations

import io
import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from generator.content import Break, Group, Heading, Item, Line, Paragraph, Piece, Sides, TableItem
from generator.grid import Table
from generator.twins.lists import Lists
from generator.twins.looks import word_look
from generator.twins.package import steady
from generator.twins.pasted import with_title_inside
from generator.twins.word_parts import SPLIT, add_field, add_runs, run_element, table_element, text_box, track

if TYPE_CHECKING:
    from generator.build import Generated

_ALIGN = {"left": "left", "centre": "center", "right": "right"}
_SHORT, _LONG = Pt(595.3), Pt(841.9)


def to_docx(made: Generated, *, tables: bool = True) -> bytes:
    """The document; without ``tables``, those that stand apart are left to the workbook."""
    rng = random.Random(f"docx form/{made.about.style}/{made.about.seed}")
    writer = _Word(made, rng)
    for item in made.record.items:
        writer.item(item, tables=tables)
    out = io.BytesIO()
    writer.document.save(out)
    return steady(out.getvalue())


class _Word:
    def __init__(self, made: Generated, rng: random.Random) -> None:
        self.document = docx.Document()
        self.size = made.record.size
        self.look = look = word_look(rng)
        self.lists = Lists(
            self.document, rng.choice(("typed", "lists", "styles") if look.styled else ("typed", "lists"))
        )
        self.changes = 0
        self.run: Any = None
        """The paragraph that the next one goes on in, behind a line break."""
        self.broken = False
        """A page break is due before the next paragraph."""
        self.marks: dict[str, int] = {}
        """Bookmarks that lines of the contents lead to, by the text of their headings."""
        self._prepare(made)

    def _prepare(self, made: Generated) -> None:
        document, record = self.document, made.record
        _lighten(document)
        document.core_properties.author = "办公室"
        for level in (1, 2):
            style: Any = document.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH)
            style.paragraph_format.tab_stops.add_tab_stop(Pt(450))
        section = document.sections[0]
        section.page_width, section.page_height = _SHORT, _LONG
        if record.running_head:
            section.header.paragraphs[0].text = record.running_head
        if record.page_numbers:
            before, _, after = record.page_numbers.partition("{page}")
            foot = section.footer.paragraphs[0]
            foot.add_run(before)
            add_field(foot._p, "PAGE", "2")
            foot.add_run(after)

    def item(self, item: Item, *, tables: bool) -> None:
        """One item; a group that stands apart only with ``tables``."""
        if not isinstance(item, Group):
            self.piece(item)
        elif tables or not item.apart:
            for piece in with_title_inside(item) if self.look.pasted and item.apart else item.pieces:
                self.piece(piece)

    def piece(self, piece: Piece) -> None:
        """One piece at the end of the document."""
        if not isinstance(piece, Paragraph):
            self.run = None
        if isinstance(piece, Break):
            self._break(piece)
        elif isinstance(piece, TableItem):
            if self.broken:
                self.document.add_paragraph()
                self._end_break()
            for part in self._parts(piece.table):
                element = table_element(part, padded=self.look.padded)
                self.document.element.body.insert_element_before(element, "w:sectPr")
                if part.body[-1] is not piece.table.body[-1]:
                    self.document.add_paragraph()
        elif isinstance(piece, Heading):
            self._heading(piece)
        elif isinstance(piece, Sides):
            new = self._paragraph("", "left", piece.size)
            add_runs(new, piece.left, piece.size)
            new.add_run("\t\t" if self.look.tabs else "　" * 20)
            add_runs(new, piece.right, piece.size)
        elif isinstance(piece, Line):
            self._line(piece)
        else:
            assert isinstance(piece, Paragraph)
            self._body(piece)

    def _parts(self, table: Table) -> list[Table]:
        """The table, or a long one in two, the second with the head again."""
        half = len(table.body) // 2
        if (
            not self.look.cut
            or half < 8
            or not table.header
            or any(cell.rows > 1 for row in table.body for cell in row.cells)
        ):
            return [table]
        return [replace(table, body=table.body[:half]), replace(table, body=table.body[half:])]

    def _break(self, piece: Break) -> None:
        section = self.document.sections[-1]
        turned = section.orientation == WD_ORIENT.LANDSCAPE
        if piece.landscape == turned:
            self.broken = bool(len(self.document.element.body) > 1)
            return
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if piece.landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (_LONG, _SHORT) if piece.landscape else (_SHORT, _LONG)
        self.broken = False

    def _end_break(self) -> None:
        if self.broken:
            self.document.paragraphs[-1].paragraph_format.page_break_before = True
            self.broken = False

    def _paragraph(self, text: str, align: str, size: float) -> Any:
        new = self.document.add_paragraph()
        if align != "left":
            new.alignment = {"centre": 1, "right": 2}[align]
        add_runs(new, text, size)
        self._end_break()
        return new

    def _heading(self, piece: Heading) -> None:
        if self.look.boxed and piece.level == 0 and piece.title != "目录":
            self._paragraph("", "centre", piece.size)._p.append(text_box(piece.before + piece.title, piece.size))
            return
        new = self._paragraph("", piece.align, piece.size)
        if self.look.styled and piece.level:
            new.style = self.document.styles[f"Heading {piece.level}"]
        typed = self.lists.heading(new, piece) if piece.level else piece.before
        add_runs(new, typed + piece.title, piece.size, bold=True)
        if mark := self.marks.get(_bare(f"{piece.before}{piece.title}"), 0):
            start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
            for element in (start, end):
                element.set(qn("w:id"), str(mark))
            start.set(qn("w:name"), f"_Toc{mark}")
            new._p.append(start)
            new._p.append(end)

    def _line(self, piece: Line) -> None:
        new = self._paragraph("", piece.align, piece.size)
        if piece.role != "contents":
            add_runs(new, piece.text, piece.size)
            return
        new.style = self.document.styles[f"toc {1 if piece.text.startswith('第') else 2}"]
        if not piece.target:
            add_runs(new, piece.text, piece.size)
            return
        mark = self.marks.setdefault(_bare(piece.text), 1000 + len(self.marks))
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), f"_Toc{mark}")
        new._p.append(link)
        for text in SPLIT.findall(piece.text):
            link.append(run_element(text))
        link.append(run_element("\t"))
        add_field(link, f"PAGEREF _Toc{mark} \\h", piece.target)

    def _body(self, piece: Paragraph) -> None:
        if self.run is not None and not self.broken:
            self.run.add_run().add_break()
            add_runs(self.run, piece.text, self.size)
            return
        new = self._paragraph("", "left", self.size)
        new.paragraph_format.first_line_indent = Pt(2 * self.size)
        text = piece.text if self.look.lines else self.lists.body(new, piece.text)
        self.run = new if self.look.lines else None
        add_runs(new, text, self.size)
        if self.look.tracked and len(self.document.paragraphs) % 3 == 0:
            self.changes += 2
            track(new, self.changes)


def _lighten(document: Any) -> None:
    """Take out of the library's template what makes each file thrice as large and is not used."""
    for relations in (document.part.package.rels, document.part.rels):
        for key in [
            key for key, one in relations.items() if one.reltype.endswith(("/thumbnail", "/stylesWithEffects"))
        ]:
            relations.pop(key)
    styles = document.styles.element
    for style in styles.xpath('w:style[@w:type="table" and not(@w:default)]'):
        styles.remove(style)


def _bare(text: str) -> str:
    return "".join(text.split())
