"""Tables drawn with characters: ┌─┬─┐ and │, or +---+ and |.

In     lines of a text.
Out    ``Drawn``: cells with their spans.
How    the drawing is read as on paper: columns of the screen are x (a Chinese character takes two), the characters of
       lines are rules. Between two rules stands one row, or a row a line where several of them bear amounts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from budgetextract.record import record
from budgetextract.sources.canvas import CanvasCell, char_width

_ACROSS = "─━═┄┈╌-=＝－—﹣"
_DOWN = "│┃║|┆┊╎｜"
_JOINTS = "┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╭╮╰╯╓╥╖╟╫╢╙╨╜╒╤╕╞╪╡╘╧╛┍┑┕┙┎┒┖┚┝┥┠┨┯┷┰┸┿╂+＋"
_UP_OR_DOWN = _DOWN + _JOINTS
_DRAWN = frozenset("─━═┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛│┃║")
_TOP = re.compile(rf"\s*[┌┏╔╭╓╒├+＋][{re.escape(_ACROSS + _JOINTS)}\s]{{2,}}[┐┓╗╮╖╕┤+＋]\s*$")
_AMOUNT = re.compile(r"(?<![\d.])\d[\d,]*(?:\.\d+)?%?(?![\d.])")
MAX_LINES = 20_000
MAX_WIDTH = 2000


@record
class Drawn:
    """A drawn table: cells for the canvas (none where it is no table), and the index behind its last line."""

    cells: list[CanvasCell]
    end: int


def drawn_table(lines: Sequence[str], start: int, number: int) -> Drawn | None:
    """The table whose upper border is line ``start``; None where that line is none."""
    if not _TOP.match(lines[start]):
        return None
    end = start + 1
    while end < len(lines) and end - start < MAX_LINES and _belongs(lines[end]):
        end += 1
    block = [line.rstrip() for line in lines[start:end]]
    if len(block) < 3 or max(map(len, block)) > MAX_WIDTH:
        return Drawn([], end)
    drawing = min((_Drawing(block, wide) for wide in (1, 2)), key=lambda each: each.misfit)
    return Drawn(drawing.cells(number), end)


def _belongs(line: str) -> bool:
    text = line.strip()
    return bool(text) and text[0] in _UP_OR_DOWN and text[-1] in _UP_OR_DOWN


class _Drawing:
    """One reading of a drawing: characters of lines are ``wide`` columns of the screen each (old fonts: two)."""

    def __init__(self, block: Sequence[str], wide: int) -> None:
        self._lines = [_spread(line, wide) for line in block]
        counts: dict[int, int] = {}
        for line in self._lines:
            for x, char in line:
                if char in _UP_OR_DOWN:
                    counts[x] = counts.get(x, 0) + 1
        self.edges = _clusters(counts)
        self.misfit = len(self.edges)
        """Fewer edges: the lines stand under each other."""

    def cells(self, number: int) -> list[CanvasCell]:
        """The cells of the table, rows without any text left out."""
        columns = len(self.edges) - 1
        if columns < 1:
            return []
        rows: list[list[list[str]]] = []
        walls: list[list[bool]] = []  # of each row: a wall left of each column
        floors: list[list[bool]] = []  # of each row: a rule above each column
        above = [True] * columns
        band: list[list[tuple[int, str]]] = []
        for line in [*self._lines[1:], self._lines[0]]:
            ruled = self._ruled(line)
            if not any(ruled):
                band.append(line)
                continue
            if not all(ruled):  # text stands beside a rule that parts some columns only
                band.append(line)
            for piece in _rows_of(band):
                rows.append(self._texts_of(piece))
                walls.append(self._walls(piece))
                floors.append(above)
                above = [True] * columns
            band = []
            above = ruled
        return _merged(rows, walls, floors, number)

    def _ruled(self, line: Sequence[tuple[int, str]]) -> list[bool]:
        """For each column, True where the line draws a rule through it."""
        out = []
        for left, right in zip(self.edges, self.edges[1:], strict=False):
            inside = [char for x, char in line if left < x < right and char not in _JOINTS]
            drawn = sum(1 for char in inside if char in _ACROSS)
            # A dash alone in a cell is an empty figure; a rule of ASCII fills its column.
            sure = any(char in _DRAWN for char in inside)
            out.append(drawn > 0 and (drawn >= 0.8 * len(inside) if sure else drawn == len(inside) > 1))
        return out

    def _texts(self, line: Sequence[tuple[int, str]]) -> list[str]:
        """The text of each column, cut at the edges where the line has a wall; else it belongs to the left one."""
        out = [""] * (len(self.edges) - 1)
        ruled = self._ruled(line)
        at = 0
        for x, char in line:
            if char in _UP_OR_DOWN and (edge := self._edge(x)) is not None:
                at = min(edge, len(out) - 1)
                continue
            out[at] += " " if ruled[at] and char in _ACROSS else char
        return out

    def _texts_of(self, piece: Sequence[Sequence[tuple[int, str]]]) -> list[list[str]]:
        texts = [self._texts(line) for line in piece]
        return [[text.strip() for line in texts if (text := line[k]).strip()] for k in range(len(self.edges) - 1)]

    def _walls(self, piece: Sequence[Sequence[tuple[int, str]]]) -> list[bool]:
        found = {self._edge(x) for line in piece for x, char in line if char in _UP_OR_DOWN}
        return [k == 0 or k in found for k in range(len(self.edges) - 1)]

    def _edge(self, x: int) -> int | None:
        near = min(range(len(self.edges)), key=lambda k: abs(self.edges[k] - x))
        return near if abs(self.edges[near] - x) <= 1 else None


def _spread(line: str, wide: int) -> list[tuple[int, str]]:
    """(column of the screen, character) of a line."""
    out, x = [], 0
    for char in line.expandtabs(8):
        out.append((x, char))
        x += wide if char in _DRAWN else int(2 * char_width(char))
    return out


def _clusters(counts: dict[int, int]) -> list[int]:
    """Columns where walls stand; neighbours of one column are one wall, drawn carelessly."""
    out: list[int] = []
    for x in sorted(counts):
        if out and x - out[-1] <= 1:
            if counts[x] > counts[out[-1]]:
                out[-1] = x
        else:
            out.append(x)
    return out


def _rows_of(band: Sequence[Sequence[tuple[int, str]]]) -> list[Sequence[Sequence[tuple[int, str]]]]:
    """The rows between two rules: all lines as one, or one each where several bear amounts."""
    if not band:
        return []
    amounts = sum(1 for line in band if _AMOUNT.search("".join(char for _, char in line)))
    return [[line] for line in band] if len(band) > 2 and amounts > max(2, 0.6 * len(band)) else [band]


def _merged(
    rows: Sequence[Sequence[Sequence[str]]],
    walls: Sequence[Sequence[bool]],
    floors: Sequence[Sequence[bool]],
    number: int,
) -> list[CanvasCell]:
    """Cells out of slots without a wall or a floor between them."""
    taken: set[tuple[int, int]] = set()
    out = []
    for row in range(len(rows)):
        for column in range(len(rows[row])):
            if (row, column) in taken:
                continue
            across = 1
            while column + across < len(rows[row]) and not walls[row][column + across]:
                across += 1
            down = 1
            while row + down < len(rows) and _open_below(floors, walls, row + down, column, across):
                down += 1
            slots = [(r, c) for r in range(row, row + down) for c in range(column, column + across)]
            taken.update(slots)
            lines = tuple(line for r, c in slots for line in rows[r][c])
            out.append(CanvasCell(row, column, lines, down, across, f"T{number}R{row + 1}C{column + 1}"))
    return out


def _open_below(
    floors: Sequence[Sequence[bool]], walls: Sequence[Sequence[bool]], row: int, column: int, across: int
) -> bool:
    """True where a cell goes on into the next row: no rule above it, and the same walls."""
    inside = range(column, column + across)
    return not any(floors[row][k] for k in inside) and not any(walls[row][k] for k in inside if k != column)
