"""The kind of a file by its content; a name tells nothing for sure."""

from __future__ import annotations

from typing import Literal

Kind = Literal[
    "pdf", "docx", "xlsx", "xls", "doc", "wps", "et", "rtf", "html", "text", "ofd", "image", "zip", "7z", "rar",
    "unknown",
]  # fmt: skip


def kind_of(data: bytes) -> Kind:
    """What a file is."""
    if b"%PDF-" in data[:4096]:
        return "pdf"
    return "unknown"
