"""One document among others that were given together, and what of them are parts of one document.

In     files as a user names them, members of archives.
Out    ``Piece``s; pictures that are the pages of one document, pages read before the pictures that they show.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NoReturn, TypeVar

from budgetextract.record import record
from budgetextract.sources.beside import WEB_SUFFIXES, Shelf
from budgetextract.sources.kinds import kind_of

if TYPE_CHECKING:
    from budgetextract.pipeline import Opened, Options

T = TypeVar("T")
MAX_DIGITS = 9
"""Digits of a page number in the name of a picture; longer ones are times."""


@record
class File:
    """A file to read. ``name`` stands in the result, ``label`` in messages; ``folder``: where it lies, if anywhere;
    ``beside``: the pictures of a saved page in a folder that was given, by their paths relative to the page."""

    name: str
    label: str
    load: Callable[[], bytes]
    folder: str = ""
    beside: Callable[[str], bytes | None] | None = None


@record
class Piece:
    """One document among others. ``name``: its path among them; ``more``: pictures that are its further pages;
    ``place``: where it lies on the ``shelf`` of what was given with it."""

    name: str
    label: str
    file: File
    load: Callable[[], bytes]
    shelf: Shelf
    place: str
    more: tuple[Piece, ...] = ()


def loose(file: File, load: Callable[[], bytes], shelf: Shelf) -> Piece:
    """A file that was named itself."""
    place = f"{file.folder}/{file.name}"
    shelf.put(place, load)
    return Piece(file.name, file.label, file, load, shelf, place)


def open_piece(piece: Piece, options: Options | None) -> Opened:
    """Reads a document, with the pictures that were given with it."""
    from budgetextract.pipeline import open_pages

    near = piece.shelf.of(piece.place)
    further = piece.file.beside

    def beside(path: str) -> bytes | None:
        found = near(path)
        return further(path) if found is None and further is not None else found

    return open_pages([(one.load(), one.name) for one in (piece, *piece.more)], options, beside)


def web_pages_first(
    pieces: Sequence[Piece], read: Callable[[Piece], T]
) -> tuple[dict[str, Callable[[], T]], list[Piece]]:
    """Web pages as read, by label, and the pieces without the pictures that they show, which are no documents.

    What a page raises is raised when it is asked for.
    """
    early: dict[str, Callable[[], T]] = {}
    for piece in pieces:
        if PurePosixPath(piece.name).suffix.lower() not in WEB_SUFFIXES or kind_of(piece.load()) != "html":
            continue
        try:
            early[piece.label] = partial(same, read(piece))
        except Exception as error:  # whatever a page holds, the others are read
            early[piece.label] = partial(_raised, error)
    return early, [piece for piece in pieces if not piece.shelf.is_part(piece.place)]


def _raised(error: Exception) -> NoReturn:
    raise error


def same(found: T) -> T:
    """What was read, as it was read."""
    return found


_NUMBERED = re.compile(r"(.*?)(\d+)(\D*)", re.S)


def runs(pieces: Sequence[Piece]) -> list[Piece]:
    """Pictures whose names differ in their last number only are the pages of one document, in the order of it."""
    pages: dict[tuple[str, str], list[tuple[int, Piece]]] = {}
    for piece in pieces:
        found = _NUMBERED.fullmatch(str(PurePosixPath(piece.name).with_suffix("")))
        if found and len(found.group(2)) < MAX_DIGITS and kind_of(piece.load()) == "image":
            pages.setdefault((found.group(1), found.group(3)), []).append((int(found.group(2)), piece))
    first: dict[str, Piece] = {}
    others: set[str] = set()
    for run in pages.values():
        ordered = [piece for _, piece in sorted(run, key=lambda item: item[0])]
        if len({number for number, _ in run}) == len(run) > 1:
            first[ordered[0].name] = replace(ordered[0], more=tuple(ordered[1:]))
            others |= {piece.name for piece in ordered[1:]}
    return [first.get(piece.name, piece) for piece in pieces if piece.name not in others]
