"""The tables and lines of a sheet: a sheet is free space on which people put several things.

In     ``View``: the visible part of a sheet.
Out    ``Block``s in reading order: a table, with the lines of its caption above and its notes below; or lines alone.
How    rows without any text part blocks, unless the rows below go on with the table above; blank columns part them
       where both sides have a title or unit of their own; a title in between opens a new one. Borders tell
       what belongs to a table; where there are none, rows of several texts or numbers do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from budgetextract.model.text import close_gaps, plain
from budgetextract.record import record
from budgetextract.sources.sheets.sheet import SheetCell, View
from budgetextract.sources.sheets.sheet_rows import Area, SheetRows
from budgetextract.sources.sheets.sheet_words import (
    LONGEST_LABEL,
    LONGEST_TITLE,
    UNIT,
    is_captionlike,
    is_remark,
    is_row_label,
    is_side_row,
    is_title,
)


@record
class Line:
    """A text of a sheet outside of its tables."""

    text: str
    address: str
    size: float = 0.0
    align: str = ""


@record
class Block:
    """A table (its cells from 0, 0) with what stands above and below it; lines alone where ``cells`` is empty."""

    above: tuple[Line, ...] = ()
    cells: tuple[SheetCell, ...] = ()
    below: tuple[Line, ...] = ()


def says_title(block: Block) -> bool:
    """True where a block's lines, or the first rows of its table, hold a title."""
    first = [cell.text for cell in block.cells if cell.row < 2 and cell.column_span > 1]
    return any(is_title(text) for text in [*(line.text for line in block.above), *first])


def blocks(seen: View) -> list[Block]:
    """The blocks of a sheet."""
    if not seen.rows or not seen.columns:
        return []
    return list(_Sheet(seen).blocks(Area(0, len(seen.rows), 0, len(seen.columns))))


class _Sheet(SheetRows):
    """A sheet in its blocks."""

    # --- parting

    def blocks(self, area: Area) -> Iterator[Block]:
        """Bands of rows first, then sides, then titles in between."""
        for band in self._joined(self._bands(area), area):
            sides = self._sides(band)
            if len(sides) > 1:
                lead, parts = sides[0], sides[1:]
                if lead.bottom > lead.top:
                    yield Block(above=tuple(self._lines(range(lead.top, lead.bottom), lead)))
                for side in parts:
                    yield from self.blocks(side)
            else:
                for piece in self._pieces(band):
                    yield self._block(piece)

    def _bands(self, area: Area) -> list[Area]:
        """Runs of rows with text; blank rows inside a frame do not part them."""
        found: list[Area] = []
        start = None
        for row in range(area.top, area.bottom):
            if self.is_blank(row, area) and not self.is_ruled(row, area):
                if start is not None:
                    found.append(replace(area, top=start, bottom=row))
                start = None
            elif start is None:
                start = row
        if start is not None:
            found.append(replace(area, top=start))
        return found

    def _joined(self, bands: Sequence[Area], area: Area) -> list[Area]:
        """Bands with those that go on from the one above joined to it."""
        out: list[Area] = []
        above: set[int] = set()
        """Columns of the table of the last band, none where it is text alone."""
        for band in bands:
            core = self._core(band)
            mine = self.used(range(*core), band) if core else set()
            if out and core and above and self._goes_on(above, band, core, mine):
                out[-1] = replace(out[-1], bottom=band.bottom)
                above = above | mine
            else:
                out.append(band)
                above = mine
        return out

    def _goes_on(self, above: set[int], band: Area, core: tuple[int, int], mine: set[int]) -> bool:
        """True where rows go on with the table above a blank row: no caption, no head, numbers in the same columns."""
        if core[0] > band.top:
            return False
        first = self.texts(core[0], band)
        if any(is_title(cell.text) or UNIT.search(plain(cell.text)) for cell in first):
            return False
        if not self.has_number(core[0], band) and len(first) > 1:
            return False
        return bool(mine) and len(mine & above) * 2 >= len(mine)

    def _sides(self, band: Area) -> list[Area]:
        """The whole band, or what stands over it and its parts side by side: each has its own title or unit."""
        lead = band.top
        while lead < min(band.bottom, band.top + 4):
            parts = self._columns(replace(band, top=lead))
            if len(parts) > 1 and (self._stand_apart(parts) or self._is_remark(parts[-1])):
                whole = (
                    parts if self._stand_apart(parts) else [replace(band, top=lead, right=parts[-1].left), parts[-1]]
                )
                return [replace(band, bottom=lead), *whole]
            if len(self.texts(lead, band)) > 1:
                break
            lead += 1
        return [band]

    def _columns(self, area: Area) -> list[Area]:
        """Runs of columns with text or frames."""
        used = self.used(range(area.top, area.bottom), area)
        for row in range(area.top, area.bottom):
            used |= set(self.across[row]) & set(self.across[row + 1])
        found: list[Area] = []
        start = None
        for column in range(area.left, area.right + 1):
            if column in used and column < area.right:
                start = column if start is None else start
            elif start is not None:
                found.append(replace(area, left=start, right=column))
                start = None
        return found

    def _stand_apart(self, parts: Sequence[Area]) -> bool:
        """True where areas side by side are tables of their own: each has its caption, or the first one alone has none.

        Over the right half of a wide table only a title typed into its middle could stand, with nothing at its left.
        """
        captions = [self._caption(part) for part in parts]
        titled = [title is not None for title, _ in captions]
        if all(titled) or all(unit for _, unit in captions):
            return True
        top = captions[1][0]
        return all(titled[1:]) and top is not None and bool(self.used(range(parts[0].top, top + 1), parts[0]))

    def _is_remark(self, area: Area) -> bool:
        """True for remarks written beside a table: 填表说明, with lines of text below it."""
        texts = [cell for row in range(area.top, area.bottom) for cell in self.texts(row, area)]
        return bool(texts) and is_remark(texts[0].text) and not any(cell.number for cell in texts)

    def _caption(self, area: Area) -> tuple[int | None, bool]:
        """(row of the title that an area with a table begins with, whether it begins with a unit of its own)."""
        title, unit = None, False
        for row in range(area.top, min(area.bottom, area.top + 6)):
            texts = self.texts(row, area)
            if title is None and any(is_title(cell.text) for cell in texts):
                title = row
            unit = unit or any(UNIT.search(plain(cell.text)) for cell in texts)
            if len(texts) > 1 and not self._is_side_row(row, area):
                return title, unit
        return None, False

    def _pieces(self, band: Area) -> list[Area]:
        """A band cut before each caption that stands below the rows of a table."""
        core = self._core(band)
        if core is None:
            return [band]
        cuts: list[int] = []
        row = core[0] + 1
        while row < core[1] - 1:
            start = row
            while row < core[1] - 1 and self._is_caption(row, band, start == row):
                row += 1
            wide = any(len(self.texts(below, band)) > 1 for below in range(row, min(row + 3, core[1])))
            top = cuts[-1] if cuts else core[0]
            rows = any(not self._is_caption(above, band, first=False) for above in range(top, start))
            if row > start and wide and rows and self._names(range(start, row), band):
                cuts.append(start)
            row = max(row, start + 1)
        edges = [band.top, *cuts, band.bottom]
        return [replace(band, top=top, bottom=bottom) for top, bottom in pairwise(edges)]

    def _is_caption(self, row: int, band: Area, first: bool) -> bool:
        """True for a row of title, unit and department inside of a band; never for a row of the table."""
        texts = self.texts(row, band)
        if not texts:
            return not first and not self.is_ruled(row, band)
        return len(texts) <= 3 and not self.reaching[row] and all(is_captionlike(cell.text) for cell in texts)

    def _names(self, rows: range, band: Area) -> bool:
        """True where rows hold a title that stands alone, or a unit outside of the frame."""
        for row in rows:
            texts = self.texts(row, band)
            alone = len(texts) == 1 and (texts[0].column_span > 1 or not self.is_ruled(row, band))
            if alone and is_title(texts[0].text):
                return True
            if not self.is_ruled(row, band) and any(UNIT.search(plain(cell.text)) for cell in texts):
                return True
        return False

    # --- one block

    def _core(self, area: Area) -> tuple[int, int] | None:
        """First and end row of the table inside an area, None where it is text alone."""
        rows = range(area.top, area.bottom)
        ruled = [row for row in rows if self.is_ruled(row, area)]
        several = [row for row in rows if len(self.texts(row, area)) > 1]
        if len(self.used(rows, area)) < 2 or (not ruled and not several):
            return None
        framed = len(ruled) * 2 >= len(several)
        inside = set(ruled) if framed else set()
        inside |= {row for row in several if not self._is_side_row(row, area)}
        if not inside or (not framed and not self._looks_like_table(sorted(inside), area)):
            return None
        return self._head(min(inside), area), max(inside) + 1

    def _head(self, first: int, area: Area) -> int:
        """First row of a table with the head over all its columns: a merged text between the unit and other heads."""
        above = first - 1
        if above <= area.top or self.reaching[above]:
            return first
        texts, caption = self.texts(above, area), self.texts(above - 1, area)
        over_all = len(texts) == 1 and texts[0].column_span > 1 and not is_captionlike(texts[0].text)
        return above if over_all and caption and all(is_captionlike(cell.text) for cell in caption) else first

    def _is_side_row(self, row: int, area: Area) -> bool:
        """True for a row of caption words: unit, department, date, label."""
        if self.is_ruled(row, area):
            return False
        return is_side_row([plain(cell.text) for cell in self.texts(row, area)])

    def _looks_like_table(self, rows: Sequence[int], area: Area) -> bool:
        """Rows without a frame are a table when one holds a number beside words, or three columns are used."""
        several = [row for row in rows if len(self.texts(row, area)) > 1]
        if any(cell.number for row in several for cell in self.texts(row, area)[1:]):
            return True
        if len(self.used(range(rows[0], rows[-1] + 1), area)) < 3:
            return False
        titled = rows[0] > area.top and self._is_caption(rows[0] - 1, area, first=True)
        return len(rows) > 1 or titled or any(self.has_number(row, area) for row in several)

    def _block(self, area: Area) -> Block:
        core = self._core(area)
        if core is None:
            return Block(above=tuple(self._lines(range(area.top, area.bottom), area)))
        first, end = core
        end = self._tail(end, area)
        return Block(
            above=tuple(self._lines(range(area.top, first), area)),
            cells=tuple(self._cells(first, end, area)),
            below=tuple(self._lines(range(end, area.bottom), area)),
        )

    def _tail(self, end: int, area: Area) -> int:
        """End of the table when rows with a label alone right below it are rows of it too: items without an amount."""
        while end < area.bottom:
            texts = self.texts(end, area)
            if len(texts) != 1 or texts[0].column_span > 1:
                break
            if not is_row_label(texts[0].text, first=texts[0].column == area.left):
                break
            end += 1
        return end

    def _lines(self, rows: range, area: Area) -> Iterator[Line]:
        """The texts of rows outside of a table, a name and its value in the next cell as one line."""
        for row in rows:
            texts = self.texts(row, area)
            index = 0
            while index < len(texts):
                cell, text = texts[index], texts[index].text
                while plain(text).endswith(":") and index + 1 < len(texts):
                    index += 1
                    text += texts[index].text
                index += 1
                yield from self._paragraphs(cell, text, len(texts), area)

    def _paragraphs(self, cell: SheetCell, text: str, beside: int, area: Area) -> Iterator[Line]:
        parts = [part for part in text.split("\n") if part.strip()]
        if len(parts) > 1 and len(text) <= LONGEST_LABEL and is_title("".join(parts)):
            parts = [close_gaps("".join(parts))]
        align = cell.align
        if cell.column_span > 1 and beside == 1 and (align == "center" or is_title(text)):
            align = "center"
        elif is_title(text) and beside == 1:
            align = align or "center"
        elif not align and UNIT.search(plain(text)) and cell.column > area.left:
            align = "right"
        for part in parts:
            yield Line(part, cell.address, cell.size, "" if len(part) > LONGEST_TITLE else align)

    def _cells(self, first: int, end: int, area: Area) -> Iterator[SheetCell]:
        """All cells of a table, blank ones too, from row 0 and column 0; rows and columns of nothing are left out."""
        seen = self.seen
        rows = [row for row in range(first, end) if not self.is_blank(row, area) or self.is_ruled(row, area)]
        used = self.used(range(first, end), area)
        framed = {column for row in range(first, end) for column in (*self.across[row], *self.down[row])}
        left, right = min(used, default=0), max(used, default=0)
        columns = sorted(used | {column for column in framed if left < column < right})
        row_at = {row: index for index, row in enumerate(rows)}
        column_at = {column: index for index, column in enumerate(columns)}
        done: set[tuple[int, int]] = set()
        for row in rows:
            for column in columns:
                corner = seen.covered.get((row, column), (row, column))
                if corner in done:
                    continue
                done.add(corner)
                cell = seen.cells.get(corner) or SheetCell(*corner)
                spanned = [r for r in range(corner[0], corner[0] + cell.row_span) if r in row_at]
                across = [c for c in range(corner[1], corner[1] + cell.column_span) if c in column_at]
                yield cell._replace(
                    row=row_at[spanned[0]],
                    column=column_at[across[0]],
                    row_span=len(spanned),
                    column_span=len(across),
                    address=cell.address or seen.address(*corner),
                )
