"""The tables of a document as a workbook: one sheet a table, with its title, the line of the unit, numbers as numbers.

Makers differ: codes are numbers or text, the title is over the table or one column further right, and the text of a
form's label stands above or beside the title.
"""

from __future__ import annotations

import io
import random
import re
from typing import TYPE_CHECKING, Any

import xlsxwriter

from generator.content import Group, Heading, Line, Paragraph, Sides, TableItem
from generator.grid import Placed, Table, place
from generator.twins.numbers import number_of
from generator.twins.package import steady

if TYPE_CHECKING:
    from generator.build import Generated

_ALIGN = {"left": "left", "centre": "center", "right": "right"}


def to_xlsx(made: Generated) -> bytes:
    """The tables that stand apart from the text."""
    rng = random.Random(f"sheet/{made.about.style}/{made.about.seed}")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    writer = _Book(book, margin=int(rng.random() < 0.25), coded=rng.random() < 0.4, numbered=rng.random() < 0.5)
    for item in made.record.items:
        if isinstance(item, Group) and item.apart:
            writer.sheet(item)
    book.close()
    return steady(out.getvalue())


class _Book:
    def __init__(self, book: Any, *, margin: int, coded: bool, numbered: bool) -> None:
        """``margin``: empty columns on the left; ``coded``: codes are numbers; ``numbered``: sheets are 1, 2, 3."""
        self.book, self.margin, self.coded, self.numbered = book, margin, coded, numbered
        self.formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self.names: set[str] = set()

    def format(self, **look: object) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({"font_name": "宋体", **look})
        return self.formats[key]

    def sheet(self, group: Group) -> None:
        """One table with what belongs to it, from the top of its own sheet."""
        sheet = self.book.add_worksheet(self._name(group.table))
        left, wide = self.margin, len(group.table.widths)
        at = 0
        for piece in group.pieces:
            if isinstance(piece, TableItem):
                at = self._table(sheet, piece.table, at)
            elif isinstance(piece, Sides):
                sheet.write_string(at, left, piece.left, self.format(font_size=9))
                sheet.write_string(at, left + wide - 1, piece.right, self.format(font_size=9, align="right"))
                at += 1
            elif isinstance(piece, Line | Heading | Paragraph):
                text = piece.before + piece.title if isinstance(piece, Heading) else piece.text
                align = "left" if isinstance(piece, Paragraph) else _ALIGN[piece.align]
                look = self.format(font_size=10 if isinstance(piece, Paragraph) else piece.size, align=align)
                if align == "center" and wide > 1:
                    sheet.merge_range(at, left, at, left + wide - 1, text, look)
                elif align == "right":
                    sheet.write_string(at, left + wide - 1, text, look)
                else:
                    sheet.write_string(at, left, text, look)
                at += 1
        whole = sum(group.table.widths)
        for column, share in enumerate(group.table.widths):
            sheet.set_column(left + column, left + column, max(6, round(130 * share / whole)))

    def _table(self, sheet: Any, table: Table, top: int) -> int:
        rows = [*table.header, *table.body]
        for one in place(rows, len(table.widths)):
            self._cell(sheet, table, one, top)
        return top + len(rows)

    def _cell(self, sheet: Any, table: Table, one: Placed, top: int) -> None:
        align = one.cell.align or (table.aligns[one.left] if table.aligns else "left")
        text, head = one.cell.text, one.top < len(table.header)
        number = None if head else number_of(text)
        if number is None and self.coded and not head and re.fullmatch(r"[1-9]\d{2,6}", text):
            look, value = self.format(font_size=9, border=1, align=_ALIGN[align]), int(text)
        elif number is not None:
            look, value = self.format(font_size=9, border=1, num_format=number.format), number.value
        else:
            look, value = self.format(font_size=9, border=1, align=_ALIGN[align], text_wrap=True), text
        row, column = top + one.top, self.margin + one.left
        if one.cell.rows > 1 or one.cell.columns > 1:
            sheet.merge_range(row, column, top + one.bottom - 1, self.margin + one.right - 1, "", look)
        if value == "":
            sheet.write_blank(row, column, None, look)
        elif isinstance(value, str):
            sheet.write_string(row, column, value, look)
        else:
            sheet.write_number(row, column, value, look)

    def _name(self, table: Table) -> str:
        """A name for the sheet, at most 31 characters, unique, without what programs forbid in one."""
        number = len(self.names) + 1
        name = str(number) if self.numbered else re.sub(r"[\[\]:*?/\\]", "", f"{number}{table.title}")[:31]
        self.names.add(name)
        return name
