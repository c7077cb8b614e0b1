"""The tables of a document as a workbook: one sheet a table, with its title, the line of the unit, numbers as numbers."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import xlsxwriter

from generator.content import Group, Heading, Line, Paragraph, Piece, Sides, TableItem
from generator.grid import Placed, Table, place
from generator.twins.looks import BookLook, book_look
from generator.twins.numbers import number_of
from generator.twins.package import steady

if TYPE_CHECKING:
    from generator.build import Generated

_ALIGN = {"left": "left", "centre": "center", "right": "right"}
_BOOKKEEPING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '
_TOTALS = frozenset(("合计", "总计", "收入总计", "支出总计"))


def to_xlsx(made: Generated) -> bytes:
    """The tables that stand apart from the text."""
    look = book_look(random.Random(f"sheet/{made.about.style}/{made.about.seed}"))
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    writer = _Book(book, look)
    groups = [item for item in made.record.items if isinstance(item, Group) and item.apart]
    if look.front:
        writer.front(made, groups)
    for together in _sheets(groups, stacked=look.stacked):
        writer.sheet(together)
    if look.hidden:
        writer.hidden(made)
    book.close()
    return steady(out.getvalue())


def _sheets(groups: Sequence[Group], *, stacked: bool) -> Iterator[Sequence[Group]]:
    """The tables of each sheet."""
    for at in range(0, len(groups), 2 if stacked else 1):
        yield groups[at : at + (2 if stacked else 1)]


class _Book:
    def __init__(self, book: Any, look: BookLook) -> None:
        self.book, self.look = book, look
        self.left = int(look.margin)
        self.formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self.names: set[str] = set()

    def format(self, **look: object) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format({"font_name": "宋体", **look})
        return self.formats[key]

    def front(self, made: Generated, groups: Sequence[Group]) -> None:
        """A sheet with the title of the whole, and one with a list of the tables."""
        about = made.about
        stage = "决算" if "final" in about.kind else "预算"
        cover = self.book.add_worksheet("封面")
        cover.merge_range(8, 1, 8, 8, f"{about.year}年{about.department}部门{stage}公开表", self.format(font_size=24))
        cover.write_string(20, 3, f"编报单位：{about.department}", self.format(font_size=14))
        contents = self.book.add_worksheet("目录")
        contents.write_string(0, 0, "目录", self.format(font_size=16))
        for at, group in enumerate(groups, 1):
            contents.write_number(at, 0, at, self.format(font_size=11))
            contents.write_string(at, 1, group.table.title, self.format(font_size=11))

    def hidden(self, made: Generated) -> None:
        """Last year's sheet, hidden, with figures that are none of this document's."""
        sheet = self.book.add_worksheet("上年数")
        sheet.write_string(0, 0, f"{made.about.year - 1}年部门收支总表")
        sheet.write_string(1, 3, "单位：万元")
        for at, texts in enumerate((("收入", "", "支出", ""), ("项目", "预算数", "项目", "预算数"))):
            for column, text in enumerate(texts):
                sheet.write_string(2 + at, column, text)
        for at, name in enumerate(("一、一般公共预算拨款收入", "收入总计")):
            sheet.write_string(4 + at, 0, name)
            sheet.write_number(4 + at, 1, 9999.99)
        sheet.hide()

    def sheet(self, groups: Sequence[Group]) -> None:
        """Tables with what belongs to them, from the top of their own sheet."""
        sheet = self.book.add_worksheet(self._name(groups[0].table))
        at = 0
        for group in groups:
            for piece in group.pieces:
                at = self._piece(sheet, group, piece, at)
            at += 2
        widths = groups[0].table.widths
        for column, share in enumerate(widths):
            sheet.set_column(self.left + column, self.left + column, max(6, round(130 * share / sum(widths))))
        if self.look.hidden:
            beside = self.left + max(len(group.table.widths) for group in groups) + 2
            sheet.write_number(at - 3, beside, 8888.88)
            sheet.set_column(beside, beside, None, None, {"hidden": True})

    def _piece(self, sheet: Any, group: Group, piece: Piece, at: int) -> int:
        """One piece; the row below it."""
        left, right = self.left, self.left + len(group.table.widths) - 1
        if isinstance(piece, TableItem):
            return self._table(sheet, piece.table, at + int(self.look.gaps))
        if isinstance(piece, Sides):
            sheet.write_string(at, left, piece.left, self.format(font_size=9))
            sheet.write_string(at, right, piece.right, self.format(font_size=9, align="right"))
        elif isinstance(piece, Line | Heading | Paragraph):
            text = piece.before + piece.title if isinstance(piece, Heading) else piece.text
            align = "left" if isinstance(piece, Paragraph) else _ALIGN[piece.align]
            size = 10.0 if isinstance(piece, Paragraph) else piece.size
            if align == "center" and right > left and not self.look.flat:
                sheet.merge_range(at, left, at, right, text, self.format(font_size=size, align=align))
            elif align == "center":
                self._across(sheet, at, left, right, text, self.format(font_size=size, align="center_across"))
            else:
                column = right if align == "right" else left
                sheet.write_string(at, column, text, self.format(font_size=size, align=align))
        return at + 1

    def _across(self, sheet: Any, row: int, left: int, right: int, text: str, look: Any) -> None:
        """Text over the middle of several cells that stay apart."""
        sheet.write_string(row, left, text, look)
        for column in range(left + 1, right + 1):
            sheet.write_blank(row, column, None, look)

    def _table(self, sheet: Any, table: Table, top: int) -> int:
        rows = [*table.header, *table.body]
        totals = {
            one.top
            for one in place(rows, len(table.widths))
            if one.top >= len(table.header) and one.cell.text.strip() in _TOTALS
        }
        for one in place(rows, len(table.widths)):
            self._cell(sheet, table, one, top, formula=self.look.formulas and one.top in totals)
        end = top + len(rows)
        if self.look.gaps:
            for row in range(end, end + 2):
                for column in range(len(table.widths)):
                    sheet.write_blank(row, self.left + column, None, self.format(font_size=9, border=1))
            end += 2
        return end

    def _cell(self, sheet: Any, table: Table, one: Placed, top: int, *, formula: bool) -> None:
        align = _ALIGN[one.cell.align or (table.aligns[one.left] if table.aligns else "left")]
        head = one.top < len(table.header)
        row, column = top + one.top, self.left + one.left
        below, right = top + one.bottom - 1, self.left + one.right - 1
        value, form = self._value(one.cell.text, head=head)
        look = (
            self.format(font_size=9, border=1, **form)
            if form
            else self.format(font_size=9, border=1, align=align, text_wrap=True)
        )
        if head and self.look.flat and right > column and below == row:
            self._across(
                sheet, row, column, right, str(value), self.format(font_size=9, border=1, align="center_across")
            )
            return
        if below > row or right > column:
            sheet.merge_range(row, column, below, right, "", look)
        if value == "":
            sheet.write_blank(row, column, None, look)
        elif isinstance(value, str):
            sheet.write_string(row, column, value, look)
        elif formula:
            sheet.write_formula(row, column, f"=SUM(A{row + 2}:A{row + 3})", look, value)
        else:
            sheet.write_number(row, column, value, look)

    def _value(self, text: str, *, head: bool) -> tuple[str | float, dict[str, object]]:
        """What a cell holds and the format that shows it as printed; no format for text."""
        if head:
            return text, {}
        number = number_of(text)
        if number is None:
            if self.look.coded and re.fullmatch(r"[1-9]\d{2,6}", text):
                return int(text), {"num_format": "0"}
            return text, {}
        if self.look.texts and "." in text:
            return f" {text} " if len(text) % 2 else text, {}
        value, form = number.value, number.format
        if self.look.exact and form.endswith("0.00"):
            value += 0.0031 if value else 0.0
        if self.look.accounting and value and form == "#,##0.00":
            form = _BOOKKEEPING
        return value, {"num_format": form}

    def _name(self, table: Table) -> str:
        """A name for the sheet, at most 31 characters, unique, without what programs forbid in one."""
        number = len(self.names) + 1
        name = str(number) if self.look.numbered else re.sub(r"[\[\]:*?/\\]", "", f"{number}{table.title}")[:31]
        self.names.add(name)
        return name
