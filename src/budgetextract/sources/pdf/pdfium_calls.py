"""pdfium functions that take plain addresses: over thousands of objects the typed wrapper costs as much as the call.

Handles are integers here; a typed pypdfium2 handle becomes one by ``address``. Results are written to an address.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as raw

_HANDLE, _INT = ctypes.c_void_p, ctypes.c_int


def function(name: str) -> int:
    """The address of one of pdfium's functions."""
    return ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0


def _plain(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    return ctypes.CFUNCTYPE(result, *arguments)(function(name))


def address(handle: Any) -> int:
    """The address behind a typed handle."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


loose_char_box = _plain("FPDFText_GetLooseCharBox", _INT, _HANDLE, _INT, _HANDLE)
char_box = _plain("FPDFText_GetCharBox", _INT, _HANDLE, _INT, _HANDLE, _HANDLE, _HANDLE, _HANDLE)
text = _plain("FPDFText_GetText", _INT, _HANDLE, _INT, _INT, _HANDLE)
char_unicode = _plain("FPDFText_GetUnicode", ctypes.c_uint, _HANDLE, _INT)
char_object = _plain("FPDFText_GetTextObject", _HANDLE, _HANDLE, _INT)
char_angle = _plain("FPDFText_GetCharAngle", ctypes.c_float, _HANDLE, _INT)
count_objects = _plain("FPDFPage_CountObjects", _INT, _HANDLE)
page_object = _plain("FPDFPage_GetObject", _HANDLE, _HANDLE, _INT)
object_type = _plain("FPDFPageObj_GetType", _INT, _HANDLE)
object_bounds = _plain("FPDFPageObj_GetBounds", _INT, _HANDLE, _HANDLE, _HANDLE, _HANDLE, _HANDLE)
object_matrix = _plain("FPDFPageObj_GetMatrix", _INT, _HANDLE, _HANDLE)
object_clip = _plain("FPDFPageObj_GetClipPath", _HANDLE, _HANDLE)
clip_paths = _plain("FPDFClipPath_CountPaths", _INT, _HANDLE)
clip_segments = _plain("FPDFClipPath_CountPathSegments", _INT, _HANDLE, _INT)
clip_segment = _plain("FPDFClipPath_GetPathSegment", _HANDLE, _HANDLE, _INT, _INT)
segment_point = _plain("FPDFPathSegment_GetPoint", _INT, _HANDLE, _HANDLE, _HANDLE)
segment_type = _plain("FPDFPathSegment_GetType", _INT, _HANDLE)
segment_close = _plain("FPDFPathSegment_GetClose", _INT, _HANDLE)
draw_mode = _plain("FPDFPath_GetDrawMode", _INT, _HANDLE, _HANDLE, _HANDLE)
path_segments = _plain("FPDFPath_CountSegments", _INT, _HANDLE)
path_segment = _plain("FPDFPath_GetPathSegment", _HANDLE, _HANDLE, _INT)
form_objects = _plain("FPDFFormObj_CountObjects", _INT, _HANDLE)
form_object = _plain("FPDFFormObj_GetObject", _HANDLE, _HANDLE, ctypes.c_ulong)
render_mode = _plain("FPDFTextObj_GetTextRenderMode", _INT, _HANDLE)
fill_colour = _plain("FPDFPageObj_GetFillColor", _INT, _HANDLE, _HANDLE, _HANDLE, _HANDLE, _HANDLE)
