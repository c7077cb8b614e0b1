"""How much a page's nested forms unfold to, before pdfium unfolds them.

A form that draws ten forms, each of which draws ten more, is a few hundred bytes and millions of objects: pdfium makes
all of them while it opens the page, and nothing stops it once begun. The stream of a form always stands in the file's
open (never inside another stream), so that a file without the word needs no second look.
"""

from __future__ import annotations

import io
import re
from typing import Any

MAX_UNFOLDED = 20_000_000
"""Bytes of drawing that the forms of one page may come to, each counted as often as it is drawn."""
MAX_NESTED = 200
_DRAWN = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")


def unfolds_too_far(data: bytes) -> bool:
    """True if forms within forms make a page too much to open. False for what cannot be told: pdfium will tell."""
    if b"/Form" not in data:
        return False
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            known: dict[tuple[int, int], int] = {}
            return any(_page(page.obj, known) > MAX_UNFOLDED for page in document.pages)
    except Exception:  # qpdf has no common base for all it can raise; a broken file is repaired or refused elsewhere
        return False


def _page(page: Any, known: dict[tuple[int, int], int]) -> int:
    """What the forms of a page unfold to. The page's own drawing is read only where one of them is heavy."""
    forms = _forms(page)
    sizes = {name: _size(form, known, frozenset()) for name, form in forms.items()}
    if max(sizes.values(), default=0) < MAX_UNFOLDED // 10_000:
        return 0
    import pikepdf

    contents = page.get("/Contents")
    streams = () if contents is None else contents if isinstance(contents, pikepdf.Array) else [contents]
    drawn = b"\n".join(stream.read_bytes() for stream in streams)
    return sum(sizes.get(name.decode("latin-1"), 0) for name in _DRAWN.findall(drawn))


def _size(form: Any, known: dict[tuple[int, int], int], within: frozenset[tuple[int, int]]) -> int:
    """Bytes of a form's drawing with all forms in it; a form that draws itself has no end for pdfium."""
    key = form.objgen
    if key in within:
        return MAX_UNFOLDED + 1
    if len(within) > MAX_NESTED:
        return 0
    if key not in known:
        forms = _forms(form)
        drawing = form.read_bytes()
        size = len(drawing)
        if forms:
            inner = {name: _size(child, known, within | {key}) for name, child in forms.items()}
            size += sum(inner.get(name.decode("latin-1"), 0) for name in _DRAWN.findall(drawing))
        known[key] = size
    return known[key]


def _forms(holder: Any) -> dict[str, Any]:
    """The forms among the resources of a page or a form, by name without its slash."""
    resources = holder.get("/Resources")
    objects = resources.get("/XObject") if resources is not None else None
    if objects is None:
        return {}
    return {name.lstrip("/"): item for name, item in objects.items() if item.get("/Subtype") == "/Form"}
