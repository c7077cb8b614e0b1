"""A table with what stands above it as its own first rows, as where it was copied out of a sheet."""

from __future__ import annotations

from dataclasses import replace

from generator.content import Group, Line, Piece, Sides, TableItem
from generator.grid import Cell, Row


def with_title_inside(group: Group) -> list[Piece]:
    """The pieces of a group, those above its table as rows of it; as they are where the table is too narrow for that."""
    at = next(index for index, piece in enumerate(group.pieces) if isinstance(piece, TableItem))
    table, wide = group.table, len(group.table.widths)
    rows = []
    for piece in group.pieces[:at]:
        if isinstance(piece, Sides):
            rows.append(Row((Cell(piece.left, wide - wide // 3), Cell(piece.right, wide // 3, align="right"))))
        elif isinstance(piece, Line):
            rows.append(Row((Cell(piece.text, wide, align=piece.align),)))
    if not rows or wide < 3:
        return list(group.pieces)
    return [TableItem(replace(table, header=[*rows, *table.header])), *group.pieces[at + 1 :]]
