"""Files that were given together, by their paths among each other: a web page finds its pictures there.

Nothing is opened by a path: a name that is not among the files given leads nowhere.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import field

from budgetextract.record import record

COMPANIONS = ("_files", ".files", "_file")
"""Ends of the folder that a browser or an office program puts beside a page it saved: pictures and scripts."""
PAGES = (".htm", ".html")
WEB_SUFFIXES = frozenset({*PAGES, ".shtml", ".xhtml", ".asp", ".aspx", ".jsp", ".jhtml", ".php", ""})
"""Names of web pages that may show pictures; a page of another name is read all the same, in its turn."""


@record(frozen=False)
class Shelf:
    """Files by path. ``used``: paths that a page has asked for; they are no documents of their own."""

    held: dict[str, Callable[[], bytes]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def put(self, path: str, load: Callable[[], bytes]) -> None:
        """Adds a file."""
        self.held.setdefault(_key(path), load)

    def of(self, path: str) -> Callable[[str], bytes | None]:
        """The way from one file to others: their content by paths relative to it."""
        folder = posixpath.dirname(_key(path))

        def found(relative: str) -> bytes | None:
            key = posixpath.normpath(posixpath.join(folder, _key(relative)))
            load = self.held.get(key)
            if load is None:
                return None
            self.used.add(key)
            return load()

        return found

    def is_part(self, path: str) -> bool:
        """True for a file that a page has asked for."""
        return _key(path) in self.used


def companion_of(path: str) -> tuple[str, ...]:
    """The pages that a file may be a picture or script of, by the folders it lies in (lower case)."""
    found: list[str] = []
    folder = posixpath.dirname(_key(path))
    while folder:
        above, name = posixpath.split(folder)
        for end in COMPANIONS:
            stem = name.removesuffix(end)
            if stem and stem != name:
                found += [posixpath.join(above, stem + suffix) for suffix in PAGES]
        folder = above if above != folder else ""
    return tuple(found)


def _key(path: str) -> str:
    return path.replace("\\", "/").lower()
