"""The compiled loops over a page (``compiled/*.c``), where the installation has them.

The library is built when the package is installed and a C compiler is there; without it, or with
``BUDGETEXTRACT_COMPILED=0``, the loops of ``pdf_rules`` and ``pdf_chars`` run in Python with the same result.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium

from budgetextract.sources.pdf import pdfium_calls as calls
from budgetextract.sources.pdf import rules as pdf_rules
from budgetextract.sources.pdf.chars import Area, Floats
from budgetextract.sources.pdf.page import PageReader, PageText, PlainReader
from budgetextract.sources.pdf.words import make_words

FOLDER = Path(__file__).with_name("compiled")
NAMES = ("loops.so", "loops.dll", "loops.dylib")
SWITCH = "BUDGETEXTRACT_COMPILED"
CALLS = (
    "FPDFPage_CountObjects", "FPDFPage_GetObject", "FPDFPageObj_GetType", "FPDFPageObj_GetBounds",
    "FPDFPageObj_GetMatrix", "FPDFPageObj_GetClipPath", "FPDFClipPath_CountPaths", "FPDFClipPath_CountPathSegments",
    "FPDFClipPath_GetPathSegment", "FPDFPathSegment_GetPoint", "FPDFPathSegment_GetType", "FPDFPathSegment_GetClose",
    "FPDFPath_GetDrawMode", "FPDFPath_CountSegments", "FPDFPath_GetPathSegment", "FPDFFormObj_CountObjects",
    "FPDFFormObj_GetObject", "FPDFText_GetLooseCharBox", "FPDFText_GetCharBox", "FPDFText_GetTextObject",
    "FPDFText_GetCharAngle",
)  # fmt: skip
"""pdfium's functions in the order of ``calls`` in the C file."""


class _Limits(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_int32) for name in ("objects", "segments", "depth", "step", "ends", "corners")),
        ("thin", ctypes.c_double),
    )


class _List(ctypes.Structure):
    _fields_ = (("data", ctypes.c_void_p), ("count", ctypes.c_int32), ("room", ctypes.c_int32))


class _Walk(ctypes.Structure):
    _fields_ = (
        *((name, _List) for name in ("lines", "images", "areas", "clips")),
        ("image_share", ctypes.c_double),
        ("segments", ctypes.c_int64),
        ("outlines", ctypes.c_int64),
        *((name, ctypes.c_int32) for name in ("texts", "all_clipped", "failed", "objects")),
        ("found", _List),
        ("corners", _List),
        ("probe", ctypes.c_double * 5),
        ("probe_size", ctypes.c_int32),
        ("probe_area", ctypes.c_int32),
    )


class _Words(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_void_p) for name in ("starts", "tops", "bottoms", "rights", "sizes", "lefts")),
        ("chars", ctypes.c_int32),
        ("words", ctypes.c_int32),
    )


class Loops:
    """The functions of the library."""

    def __init__(self, library: ctypes.CDLL) -> None:
        self._library = library
        self._table = (ctypes.c_void_p * len(CALLS))(*(calls.function(name) for name in CALLS))
        self.table = ctypes.addressof(self._table)
        self.walk = _typed(library.bx_walk, ctypes.c_int, 5)
        self.free = _typed(library.bx_free, None, 1)
        self.words = _typed(library.bx_words, ctypes.c_int, 10, counts=(3, 5))


def _typed(function: Any, result: Any, arguments: int, counts: tuple[int, ...] = ()) -> Any:
    function.restype = result
    function.argtypes = [ctypes.c_int if k in counts else ctypes.c_void_p for k in range(arguments)]
    return function


@cache
def loops() -> Loops | None:
    """The compiled loops; None where there are none or ``BUDGETEXTRACT_COMPILED`` says no."""
    if os.environ.get(SWITCH, "").lower() in ("0", "false", "no", "off"):
        return None
    for file in (FOLDER / name for name in NAMES):
        if file.is_file():
            try:
                library = ctypes.CDLL(str(file))
                built_from = _typed(library.bx_source, ctypes.c_char_p, 0)()
                if built_from == _source_hash().encode():
                    return Loops(library)
            except (OSError, AttributeError):  # built for another machine
                continue
    return None


def _source_hash() -> str:
    """Of the C files that this version needs: a library built from others (an older checkout) is left alone."""
    digest = hashlib.sha256()
    for file in sorted([*FOLDER.glob("*.c"), *FOLDER.glob("*.h")]):
        digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]


def page_reader(page: pdfium.PdfPage, box: Area) -> PageReader:
    """A reader of one page; ``box``: left, bottom, right, top of what it shows."""
    functions = loops()
    return PlainReader(page, box) if functions is None else CompiledReader(page, box, functions)


class CompiledReader:
    """``PageReader`` in C."""

    def __init__(self, page: pdfium.PdfPage, box: Area, functions: Loops) -> None:
        self._page = calls.address(page.raw)
        self._corners = (ctypes.c_double * 4)(*box)
        self._loops = functions
        self._walk = _Walk()
        self._at = ctypes.addressof(self._walk)
        self.lines = np.zeros((0, 4))
        self.images: list[Area] = []
        self.image_share = 0.0
        self.texts = 0
        self.outlines = 0

    def read(self) -> None:
        run = self._loops
        limits = _Limits(
            pdf_rules.MAX_OBJECTS,
            pdf_rules.MAX_SEGMENTS,
            pdf_rules.MAX_DEPTH,
            pdf_rules.STEP,
            pdf_rules.ENDS,
            pdf_rules.CORNERS,
            pdf_rules.THIN,
        )
        if run.walk(run.table, ctypes.addressof(limits), self._page, ctypes.addressof(self._corners), self._at):
            raise MemoryError
        walk = self._walk
        self.texts, self.image_share = walk.texts, walk.image_share
        self.lines = _areas(walk.lines)
        self.outlines = walk.outlines
        self.images = [(x0, y0, x1, y1) for x0, y0, x1, y1 in _areas(walk.images).tolist()]

    def words(self, handle: int, text: str, shown: int) -> PageText:
        count = len(text)
        codes = np.frombuffer(bytearray(text.encode("utf-32-le", "surrogatepass")), dtype=np.uint32)
        seen = np.zeros(count, dtype=bool)
        room = np.empty((13, max(1, count)))
        starts = np.empty(max(1, count), dtype=np.int32)
        step, at = room.strides[0], room.ctypes.data
        found = _Words(starts.ctypes.data, *(at + step * k for k in range(5)))
        quarter = self._loops.words(
            self._loops.table, self._at, handle, count, ctypes.addressof(self._corners), shown,
            codes.ctypes.data, seen.ctypes.data, at + 5 * step, ctypes.addressof(found),
        )  # fmt: skip
        chars, words = found.chars, found.words
        tops, bottoms, rights, sizes = (room[k, :words].tolist() for k in range(4))
        kept = codes[:chars].tobytes().decode("utf-32-le", "surrogatepass")
        begins = [*starts[:words].tolist(), chars]
        made = make_words(kept, begins, room[4, :chars].tolist(), tops, bottoms, rights, sizes)
        return PageText(made, quarter, seen)

    def close(self) -> None:
        self._loops.free(self._at)


def _areas(found: _List) -> Floats:
    """A copy of a list of boxes, (n, 4)."""
    if not found.count:
        return np.zeros((0, 4))
    return np.frombuffer(ctypes.string_at(found.data, 32 * found.count), dtype=np.float64).reshape(-1, 4)
