"""Tables in plain text whose cells are parted by marks: pipes, tabs, commas.

In     lines.
Out    rows of cells, each a tuple of lines.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence

from budgetextract.sources.canvas import CanvasCell
from budgetextract.sources.text.marks import BREAK, SEPARATOR

Row = tuple[str, ...]

_PIPE = re.compile(r"(?<!\\)\|")
_AMOUNT = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?")
_CAPTION = re.compile(r"表$|单位[:：]|^表\d")
_DASHES = re.compile(r"\s*[-=_:]{2,}(?:\s*\t\s*[-=_:]{2,})+\s*$")
"""A line that only rules off the head or the end of a table."""
LONGEST_FIELD = 100
MAX_COLUMNS = 200


def pipe_table(lines: Sequence[str], start: int) -> tuple[list[Row], int]:
    """(rows, index behind the last line) of a table of pipes that begins at ``start``; no rows where it is none."""
    end = start
    while end < len(lines) and _has_pipe(lines[end]):
        end += 1
    block = lines[start:end]
    parted = any(SEPARATOR.fullmatch(line) for line in block[1:3])
    framed = len(block) > 1 and all(line.strip()[0] == "|" and line.strip()[-1] == "|" for line in block)
    if not parted and not framed:
        return [], end
    rows = [_pipe_cells(line) for line in block if not SEPARATOR.fullmatch(line)]
    rows = [row for row in rows if any(row)] or rows[:1]
    return (rows, end) if rows and 1 < max(map(len, rows)) <= MAX_COLUMNS else ([], end)


def _has_pipe(line: str) -> bool:
    return bool(_PIPE.search(line)) or bool(SEPARATOR.fullmatch(line))


def _pipe_cells(line: str) -> Row:
    text = line.strip()
    text = text[1:] if text.startswith("|") else text
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    return tuple(part.strip() for part in _PIPE.split(text))


def comma_table(lines: Sequence[str], start: int) -> tuple[list[Row], int]:
    """(rows, index behind the last line) of comma-separated values that begin at ``start``; no rows where none do.

    Rows of one length, three fields at least, with figures: sentences in Chinese do not part like that.
    """
    rows: list[Row] = []
    end = start
    while end < len(lines) and "," in lines[end]:
        try:
            row = tuple(text.strip() for text in next(csv.reader([lines[end]]), ()))
        except csv.Error:
            break
        if rows and len(row) != len(rows[0]):
            break
        rows.append(row)
        end += 1
    figures = sum(1 for row in rows for text in row if _AMOUNT.fullmatch(text))
    long = any(len(text) > LONGEST_FIELD for row in rows for text in row)
    if len(rows) < 3 or not 3 <= len(rows[0]) <= MAX_COLUMNS or figures < len(rows) or long:
        return [], max(end, start + 1)
    return rows, end


def tab_table(lines: Sequence[str], start: int) -> tuple[list[Row], int]:
    """(rows, index behind the last line) of a table of tabs that begins at ``start``; no rows where it is none.

    A blank line (the end of a page) may part the table.
    """
    runs: list[list[Row]] = []
    end = at = start
    while at < len(lines):
        run_end = at
        while run_end < len(lines) and "\t" in lines[run_end].strip(" "):
            run_end += 1
        run = [
            tuple(part.strip() for part in line.split("\t")) for line in lines[at:run_end] if not _DASHES.match(line)
        ]
        if not run or (runs and _opens_table(run, runs[0])):
            break
        runs.append(run)
        end = at = run_end
        while at < len(lines) and not lines[at].strip():
            at += 1
    rows = _set_right([row for run in runs for row in run])
    end = max(end, start + 1)
    wide = sum(1 for row in rows if sum(map(bool, row)) > 1)
    if wide < 2 or wide * 3 < len(rows) or max(map(len, rows)) > MAX_COLUMNS:
        return [], end
    cuts = {sum(map(len, runs[:k])) for k in range(1, len(runs))}
    return _rejoined(rows, cuts), end


def _opens_table(run: Sequence[Row], first: Sequence[Row]) -> bool:
    """True where lines behind a blank one are a table of their own: a title, a unit, the same head, more columns."""
    filled = [text for text in run[0] if text]
    caption = len(filled) <= 2 and any(_CAPTION.search(text) for text in filled)
    return caption or run[0] == first[0] or abs(_width(run) - _width(first)) > 1


def _width(rows: Sequence[Row]) -> int:
    return max(map(len, rows))


def _set_right(rows: list[Row]) -> list[Row]:
    """Rows that lost their leading cells (merged with those above, and left out by a converter) moved to the right.

    Only where the figures of the row then stand under figures, and did not before.
    """
    width = max(map(len, rows), default=0)
    full = [row for row in rows if len(row) == width and row[-1]]
    amounts = [sum(1 for row in full if _AMOUNT.fullmatch(row[k])) for k in range(width)]
    out = []
    for row in rows:
        row = row[: max((k + 1 for k, text in enumerate(row) if text), default=0)]
        figures = [k for k, text in enumerate(row) if _AMOUNT.fullmatch(text)]
        if len(row) < width and len(figures) > 1:
            by = max(range(width - len(row) + 1), key=lambda by: (sum(amounts[k + by] > 0 for k in figures), -by))
            row = ("",) * by + row
        out.append(row)
    return out


def _rejoined(rows: Sequence[Row], cuts: set[int]) -> list[Row]:
    """Rows cut by the end of a page put together: what stands behind the cut goes on in cells of the row before."""
    out: list[Row] = []
    for index, row in enumerate(rows):
        before = out[-1] if out else ()
        filled = [k for k, text in enumerate(row) if text]
        goes_on = (
            index in cuts
            and filled
            and not row[0]
            and all(k < len(before) and before[k] and not _AMOUNT.fullmatch(row[k]) for k in filled)
            and len(filled) < sum(map(bool, before))
        )
        if goes_on:
            out[-1] = tuple(text + (row[k] if k < len(row) else "") for k, text in enumerate(before))
        else:
            out.append(row)
    return out


def canvas_cells(rows: Sequence[Row], number: int, clean: Callable[[str], str]) -> list[CanvasCell]:
    """Rows of any length as cells of a full grid, columns that are empty throughout at the right end left out."""
    columns = max((max((k + 1 for k, text in enumerate(row) if text), default=0) for row in rows), default=0)
    out = []
    for at, row in enumerate(rows):
        for column in range(columns):
            text = row[column] if column < len(row) else ""
            lines = tuple(part for line in BREAK.split(text) if (part := clean(line).strip()))
            out.append(CanvasCell(at, column, lines, cell=f"T{number}R{at + 1}C{column + 1}"))
    return out
