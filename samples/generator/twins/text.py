"""Markdown: headings with their marks, tables with bars; a merged cell stands in its first field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.content import Break, Heading, Line, Paragraph, Sides, TableItem, flat
from generator.grid import Table, place

if TYPE_CHECKING:
    from generator.build import Generated


def to_markdown(made: Generated) -> bytes:
    """The document as Markdown."""
    out: list[str] = []
    for piece in flat(made.record.items):
        if isinstance(piece, Heading):
            out.append(f"{'#' * (piece.level + 1)} {piece.before}{piece.title}")
        elif isinstance(piece, TableItem):
            out.append(_table(piece.table))
        elif isinstance(piece, Sides):
            out.append(f"{piece.left}　　{piece.right}")
        elif isinstance(piece, Line | Paragraph):
            out.append(piece.text)
        else:
            assert isinstance(piece, Break)
    return "\n\n".join(out).encode() + b"\n"


def _table(table: Table) -> str:
    rows = [*table.header, *table.body]
    fields = [[""] * len(table.widths) for _ in rows]
    for one in place(rows, len(table.widths)):
        fields[one.top][one.left] = one.cell.text.replace("|", "\\|").replace("\n", "<br>")
    lines = [f"| {' | '.join(line)} |" for line in fields]
    return "\n".join([lines[0], "|" + " --- |" * len(table.widths), *lines[1:]])
