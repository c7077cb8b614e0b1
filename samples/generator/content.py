"""What a document says, apart from how it is set: the record from which its twins in other forms are written.

``Paper`` notes each call of its drawing methods here, in order; page ends that only the room made are no content.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from generator.grid import Align, Table


@dataclass(frozen=True, slots=True)
class Break:
    """A page begun on purpose."""

    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as shown: ``before`` is what the writer put before the title (number and blank)."""

    level: int
    number: str
    before: str
    title: str
    align: Align = "left"
    size: float = 14


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is neither heading nor running text. ``role``: "contents" for one of the list of headings."""

    text: str
    align: Align = "left"
    size: float = 12
    role: Literal["", "contents", "title"] = ""
    target: str = ""
    """Page number behind the dot leaders of a line of the contents, "" without."""


@dataclass(frozen=True, slots=True)
class Sides:
    """One line with text at both ends: the department and the unit above a table."""

    left: str
    right: str
    size: float = 9


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, without its indent."""

    text: str


@dataclass(frozen=True, slots=True)
class TableItem:
    """A table."""

    table: Table


Piece = Break | Heading | Line | Sides | Paragraph | TableItem


@dataclass(frozen=True, slots=True)
class Group:
    """A table with all that belongs to it: label, title, line of the unit, note."""

    table: Table
    pieces: tuple[Piece, ...]

    @property
    def apart(self) -> bool:
        """True for a table that goes into the workbook where text and tables are two files; forms stay in the text."""
        return self.table.origin != "performance"


Item = Piece | Group


@dataclass(slots=True)
class Record:
    """The items of a document in the making."""

    items: list[Item] = field(default_factory=list)
    size: float = 12
    """Of the running text, in points."""
    running_head: str = ""
    page_numbers: str = ""

    def add(self, piece: Piece) -> None:
        """Note one piece."""
        self.items.append(piece)

    def close_group(self, table: Table, start: int) -> None:
        """Make one group of all pieces since ``start``; a break at its beginning stays outside."""
        pieces = tuple(piece for piece in self.items[start:] if not isinstance(piece, Group))
        shown = next((piece.table for piece in pieces if isinstance(piece, TableItem)), table)
        self.items[start:] = [Group(shown, pieces)]


def flat(items: Sequence[Item]) -> Iterator[Piece]:
    """All pieces, groups opened."""
    for item in items:
        if isinstance(item, Group):
            yield from item.pieces
        else:
            yield item
