"""The pictures that a web page shows, where what was given holds them: inside the page, in its message, beside it.

In     img elements; the data: URIs of the page, the parts of its message, the files given with it.
Out    names of pictures, and their bytes.
Never  open an address or a path: a picture is taken from what was given, or not at all.
"""

from __future__ import annotations

import base64
import binascii
import io
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from typing import Any
from urllib.parse import unquote, urljoin

from budgetextract.record import record
from budgetextract.sources.html.tree import DATA_PICTURE

ICON = 60
"""Pixels up to which a picture is an icon."""
LEAST_AREA = 30_000
"""Pixels of the smallest picture that may hold a line of a table: 600 x 50."""
_DRAWN = "data:image/svg"
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "data-url", "_src")
"""Where pages name a picture; those that load it late show another, or none, in ``src``."""
_ITSELF = re.compile(r"#|javascript:|data:|.*\.(?:jpe?g|png|bmp|tiff?|gif|webp)(?:$|[?#])", re.IGNORECASE | re.DOTALL)
"""Where a link on a picture leads if not to another page: a larger copy of the picture, say."""
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,20}:|//", re.IGNORECASE)
_CHARSETS = ("utf-8", "gb18030")


@record(frozen=False)
class PagePictures:
    """Where the pictures of one page may lie.

    ``inside``: the data: URIs that were taken out of the page, by their number; ``parts``: parts of the message by
    location and id; ``location``: of the page in the message; ``beside``: the file at a path relative to the page.
    """

    inside: list[str] = field(default_factory=list)
    parts: Mapping[str, Callable[[], bytes]] | None = None
    location: str = ""
    beside: Callable[[str], bytes | None] | None = None
    _asked: set[tuple[str, ...]] = field(default_factory=set)
    _last: tuple[str, bytes | None] = ("", None)

    def named(self, images: Iterable[Any]) -> list[str]:
        """The pictures of img elements that may hold text, by name, each once; icons that are at hand are left out."""
        found = []
        for image in images:
            names = tuple(name for key in _SOURCES if (name := (image.get(key) or "").strip()))
            if names not in self._asked and may_hold_text(image):
                self._asked.add(names)
                name = next((name for name in names if self.load(name) is not None), names[0])
                data = self.load(name)
                if data is None or not _is_icon(data):
                    found.append(name)
        return found

    def load(self, name: str) -> bytes | None:
        """The bytes of a picture, None where nothing that was given holds them."""
        if name != self._last[0]:
            self._last = (name, self._loaded(name))
        return self._last[1]

    def _loaded(self, name: str) -> bytes | None:
        if name.startswith(DATA_PICTURE):
            number = name.removeprefix(DATA_PICTURE)
            known = number.isascii() and number.isdigit() and int(number[:6]) < len(self.inside)
            return _bytes(self.inside[int(number)]) if known else None
        if name[:5].lower() == "data:":
            return _bytes(name)
        if self.parts is not None:
            part = self._part(name)
            return part() if part is not None else None
        if self.beside is None or _SCHEME.match(name) or name.startswith(("/", "\\")):
            return None
        for path in _paths(name):
            found = self.beside(path)
            if found is not None:
                return found
        return None

    def _part(self, name: str) -> Callable[[], bytes] | None:
        assert self.parts is not None
        try:
            joined = urljoin(self.location, name)
        except ValueError:  # an address that is none
            joined = name
        for whole in (name, joined):
            found = self.parts.get(location(whole))
            if found is not None:
                return found
        return None


def location(name: str) -> str:
    """A location or content id in the way that two are compared."""
    return unquote(name.strip().replace("\\", "/")).lower()


def may_hold_text(image: Any) -> bool:
    """False for icons, pictures of no content and those that are links to other pages, by what their element says."""
    source = next((value.strip().lower() for key in _SOURCES if (value := image.get(key))), "")
    sizes = [image.get(side, "").strip().removesuffix("px") for side in ("width", "height")]
    small = any(size.isascii() and size.isdigit() and int(size[:6]) <= ICON for size in sizes)
    icon = source.endswith((".gif", ".ico", ".svg")) or source.startswith(_DRAWN) or "icon" in source
    return bool(source) and not small and not icon and not _is_banner(image)


def _is_banner(image: Any) -> bool:
    link = next(image.iterancestors("a"), None)
    address = (link.get("href") or "").strip() if link is not None else ""
    return bool(address) and not _ITSELF.match(address)


def _is_icon(data: bytes) -> bool:
    """True for a picture too small to hold text of a document."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as picture:
            wide, high = picture.size
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return wide * high < LEAST_AREA or min(wide, high) <= ICON // 2


def _paths(name: str) -> list[str]:
    """A relative address as paths of files, by the charsets that addresses are written in."""
    bare = re.split(r"[?#]", name, maxsplit=1)[0].replace("\\", "/")
    paths = []
    for charset in _CHARSETS:
        try:
            paths.append(posixpath.normpath(unquote(bare, encoding=charset, errors="strict")))
        except UnicodeDecodeError:
            continue
    return list(dict.fromkeys([*paths, posixpath.normpath(bare)]))


def _bytes(uri: str) -> bytes | None:
    """The content of a data: URI in base64."""
    text = uri.partition(",")[2]
    text = unquote(text) if "%" in text else text
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
