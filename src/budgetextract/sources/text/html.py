"""Tables of HTML inside of plain text: what converters of PDF files leave in Markdown.

In     lines.
Out    the cells of the tables, and what of the last line is left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from budgetextract.record import record
from budgetextract.sources.canvas import CanvasCell
from budgetextract.sources.html.blocks import Hidden
from budgetextract.sources.html.styles import Styles
from budgetextract.sources.html.tables import Layouts, read_table
from budgetextract.sources.html.tree import tree_of
from budgetextract.sources.html.web_rules import load_web_rules

_OPEN = re.compile(r"<table\b[^<>]{0,1000}>", re.IGNORECASE)
_TABLE = re.compile(r"<(/?)table\b", re.IGNORECASE)
_PAGE = re.compile(r"<(?:html|head|body|p|div|h[1-6]|meta|form)\b", re.IGNORECASE)
MAX_LINES = 20_000
"""Lines of one table."""


@record
class TextTable:
    """``before``: text on its first line; ``caption``: lines; ``rest``: text behind it; ``end``: index of the next."""

    before: str
    caption: tuple[str, ...]
    cells: tuple[CanvasCell, ...]
    rest: str
    end: int


def is_marked_text(text: str) -> bool:
    """True for a text whose only HTML is tables (and a few marks): it is read by its lines."""
    return _OPEN.search(text) is not None and _PAGE.search(text) is None and text.count("\n") > 1


def text_table(lines: Sequence[str], start: int, number: int, file_name: str) -> TextTable | None:
    """The table that begins on a line; None where none does or it has no end."""
    opened = _OPEN.search(lines[start])
    if opened is None:
        return None
    depth, pieces = 0, []
    for at in range(start, min(len(lines), start + MAX_LINES)):
        line = lines[at][opened.start() :] if at == start else lines[at]
        for mark in _TABLE.finditer(line):
            depth += -1 if mark[1] else 1
            if depth == 0:
                close = line.find(">", mark.end())
                cut = close + 1 if close >= 0 else len(line)
                pieces.append(line[:cut])
                return _read("\n".join(pieces), lines[start][: opened.start()], line[cut:], at + 1, number, file_name)
        pieces.append(line)
    return None


def _read(markup: str, before: str, rest: str, end: int, number: int, file_name: str) -> TextTable:
    tree = tree_of(markup, file_name)
    skip = load_web_rules().noise_tags
    table = next(tree.root.iter("table"), None)
    if table is None:
        return TextTable(before, (), (), rest, end)
    found = read_table(table, number, Styles(tree.sheets), skip, Hidden(), file_name, Layouts())
    return TextTable(before, found.caption, found.cells, rest, end)
