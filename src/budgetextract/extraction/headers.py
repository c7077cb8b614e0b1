"""Where a table's header ends and what its leaf columns are called.

In     the cells of one logical table, caption rows already taken away.
Out    number of header rows; one path a column, parts joined by "/".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from budgetextract.model.document import Cell
from budgetextract.model.patterns import later
from budgetextract.model.text import close_gaps, plain

MAX_HEADER = 8
_NUMBER = later(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_YEAR = later(r"(?:19|20)\d\d年?度?")
_TOTAL = later(
    r"(?:总计|合计|小计|共计|(?:本年|当年)?(?:收入|支出)(?:总计|合计|小计)|(?:本年|当年)(?:收入|支出)|总计\(?.{0,6}\)?)"
)
_LISTED = later(r"(?:\(?[一二三四五六七八九十]{1,3}\)?[、.)]|\(?\d{1,2}[、)]|\d{1,2}\.(?!\d))")
_INDEX_WORD = later(r"栏次|行次|序号|类|款|项|科目编码|科目名称|项目|—+|-+")
_NOTHING = later(r"[-—–/／*×]+|无")
"""What is printed in place of an amount that there is none."""
_HEAD_OF_CODES = later(r"类|款|项|科目编码|科目名称|合计|小计|总计|[35]\d{2}(?:\d{2})?")
"""类 款 项 beside the codes of the economic classes that the heads above name (Hunan): part of the header."""
_FORMULA = later(r"\(?\d{1,2}(?:=[\d+\-()（）]+)?\)?|[A-Z](?:=[A-Z+\-]+)?|[甲乙丙丁戊]|[①-⑳]|\(?\d{1,2}[+\-]\d{1,2}.*")


def owners(cells: Sequence[Cell], rows: int, columns: int) -> list[list[Cell | None]]:
    """rows x columns: the cell that covers each place."""
    found: list[list[Cell | None]] = [[None] * columns for _ in range(rows)]
    for cell in cells:
        if cell.row >= rows:
            continue
        for row in range(cell.row, min(rows, cell.row + cell.row_span)):
            line = found[row]
            for column in range(cell.column, min(columns, cell.column + cell.column_span)):
                line[column] = cell
    return found


def by_row(cells: Sequence[Cell], rows: int) -> list[list[Cell]]:
    """The cells that begin in each row, from left to right."""
    lines: list[list[Cell]] = [[] for _ in range(rows)]
    for cell in cells:
        if 0 <= cell.row < rows:
            lines[cell.row].append(cell)
    for line in lines:
        line.sort(key=lambda cell: cell.column)
    return lines


def count_header_rows(cells: Sequence[Cell], rows: int, columns: int) -> int:
    """Rows above the first data row; a row of column numbers (栏次) is part of the header.

    The header reaches down as far as the merged cells of its first row do; after that each row that holds words only is
    part of it. A row with an amount, a code or nothing but a total word is data; so is an empty row.
    """
    seen = min(rows, MAX_HEADER + 2)
    lines = by_row(cells, seen)
    grid = owners(cells, seen, columns)
    if not rows or _is_data(lines[0], grid[0], 0):
        return 0
    end, row, closed = 1, 0, 1
    while row < rows and row < MAX_HEADER:
        if row > 0 and (_is_data(lines[row], grid[row], row) or _is_blank(lines[row], grid[row], row)):
            return row
        if row < closed:
            reach = max((cell.row_span for cell in lines[row] if plain(cell.text)), default=1)
            closed = max(closed, row + min(reach, MAX_HEADER))
            end = closed
        row += 1
    return min(end if row >= MAX_HEADER else _words_only(lines, end, seen), rows)


def _words_only(lines: Sequence[list[Cell]], end: int, rows: int) -> int:
    """Header rows of a table without any amount: as deep as its merged cells, and a row of column numbers below."""
    while end < rows and is_index_row(lines[end]):
        end += 1
    return end


def is_index_row(cells: Sequence[Cell]) -> bool:
    """True for the row of column numbers: 栏次 1 2 3 …, A B C, 1=2+3."""
    texts = [plain(cell.text) for cell in cells if cell.text.strip()]
    marks = [text for text in texts if not _INDEX_WORD.fullmatch(text)]
    if not marks or not all(_FORMULA.fullmatch(mark) for mark in marks):
        return False
    numbers = [int(re.sub(r"\D.*", "", mark.lstrip("("))) for mark in marks if mark.lstrip("(")[:1].isdigit()]
    if not numbers:
        return len(marks) >= 2
    steps = all(b - a == 1 or b == 1 for a, b in pairwise(numbers))
    return steps and numbers[0] in (1, 2) and (len(numbers) >= 2 or "栏次" in texts or "行次" in texts)


def _is_data(starting: Sequence[Cell], covering: Sequence[Cell | None], row: int) -> bool:
    """True for a row that can stand in no header: amounts, codes, a total on its own, a numbered label."""
    texts = [text for cell in starting if (text := plain(cell.text))]
    if not texts or is_index_row(starting):
        return False
    if {"类", "款"} <= set(texts) and all(_HEAD_OF_CODES.fullmatch(text) for text in texts):
        return False
    if any(_NUMBER.fullmatch(text) and not _YEAR.fullmatch(text) for text in texts):
        return True
    if row == 0:
        return False
    telling = [text for text in texts if not _NOTHING.fullmatch(text)]
    if len(telling) < len(texts) and all(_TOTAL.fullmatch(text) for text in telling):
        return True
    if all(_TOTAL.fullmatch(text) for text in texts) and len(starting) > len(texts):
        return not any(cell is not None and cell.row < row and cell.text for cell in covering)
    if len(texts) == 1 and len(starting) > 3 and starting[0].text and starting[0].column == 0:
        return not any(cell is not None and cell.row < row for cell in covering)
    return bool(_LISTED.match(texts[0])) and not any(cell is not None and cell.row < row for cell in covering)


def _is_blank(starting: Sequence[Cell], covering: Sequence[Cell | None], row: int) -> bool:
    """True for a row without text into which no words reach down from above."""
    if any(cell.text.strip() for cell in starting):
        return False
    return not any(cell is not None and cell.row < row and cell.text.strip() for cell in covering)


def column_paths(
    cells: Sequence[Cell], rows: int, columns: int, header_rows: int, *, unmerged: bool = False
) -> tuple[str, ...]:
    """One path a column: the texts of the header cells above it, from top to bottom, without a row of column numbers.

    Where 类, 款, 项 stand on the grid row of the total (final accounts), they still name their columns; so do the words
    that stand there below a head over several columns (本年支出 over 合计, 基本支出, 项目支出).
    ``unmerged``: a head over several columns may stand in the first of them alone, as in Markdown, which merges none.
    """
    grid = owners(cells, min(rows, header_rows + 1), columns)
    lines = by_row(cells, min(rows, header_rows + 1))
    numbered = {row for row in range(header_rows) if is_index_row(lines[row])}
    spread = _spread(lines, grid, header_rows, numbered) if unmerged else {}
    paths: list[list[str]] = [[] for _ in range(columns)]
    for column in range(columns):
        last: Cell | None = None
        for row in range(min(header_rows, rows)):
            cell = grid[row][column]
            if cell is None or cell is last:
                continue
            cell = last = spread.get((row, column), cell)
            text = close_gaps(cell.text).replace("/", "／")
            if text and (row not in numbered or plain(text) in ("类", "款", "项")):
                paths[column].append(text)
    if header_rows < rows:
        marks = {plain(cell.text): cell for cell in lines[header_rows]}
        if "类" in marks and "款" in marks:
            for name in ("类", "款", "项"):
                if name in marks:
                    paths[marks[name].column].append(name)
        for cell in _heads_in_row_of_total(lines, header_rows):
            paths[cell.column].append(close_gaps(cell.text).replace("/", "／"))
    return tuple("/".join(path) for path in paths)


def _heads_in_row_of_total(lines: Sequence[Sequence[Cell]], row: int) -> list[Cell]:
    """The cells of the first data row, which begins with a total, that stand in words for the parts of a head above.

    Only where every column of that head has a word of its own there: an amount among them is one of the total's.
    """
    starting = lines[row]
    if not starting or not _TOTAL.fullmatch(plain(starting[0].text)):
        return []
    single = {cell.column: cell for cell in starting if cell.column_span == 1 and cell is not starting[0]}
    found: list[Cell] = []
    for head in (cell for line in lines[:row] for cell in line):
        if head.column_span < 2 or head.row + head.row_span != row or not head.text.strip():
            continue
        below = [single.get(column) for column in range(head.column, head.column + head.column_span)]
        words = [cell for cell in below if cell is not None and _is_word(cell.text)]
        if len(words) == head.column_span and len({plain(cell.text) for cell in words}) == len(words):
            found += words
    return found


def _is_word(text: str) -> bool:
    bare = plain(text)
    return len(bare) >= 2 and not any(char.isdigit() for char in bare) and not _NOTHING.fullmatch(bare)


def _spread(
    lines: Sequence[Sequence[Cell]], grid: Sequence[Sequence[Cell | None]], header_rows: int, numbered: Collection[int]
) -> dict[tuple[int, int], Cell]:
    """Blank places of the header that the head to their left covers, where its row merges no cells of columns.

    A head covers the blanks on its right as long as names stand below them, and only if one stands below itself: else
    its name reaches down and it is the only one of its column.
    """
    found: dict[tuple[int, int], Cell] = {}
    names = [row for row in range(min(header_rows, len(grid))) if row not in numbered]

    def head_at(row: int, column: int) -> Cell | None:
        cell = found.get((row, column)) or grid[row][column]
        return cell if cell is not None and cell.text.strip() else None

    for index, row in enumerate(names[:-1]):
        if any(cell.column_span > 1 for cell in lines[row]):
            continue
        head = group = None
        for column, cell in enumerate(grid[row]):
            above = head_at(names[index - 1], column) if index else None
            named = any(
                (lower := grid[below][column]) is not None and lower.text.strip() and lower is not cell
                for below in names[index + 1 :]
            )
            if cell is None or not named:
                head = None
            elif cell.text.strip():
                head = cell
            elif head is not None and above is group:
                found[row, column] = head
            else:
                head = None
            group = above
    return found
