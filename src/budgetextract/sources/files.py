"""Files and folders of the user: bounded reading, and which files of a folder are documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from budgetextract.errors import InputError, LimitExceeded, NotFound
from budgetextract.sources.beside import COMPANIONS
from budgetextract.sources.documents import is_noise, worth_reading
from budgetextract.sources.kinds import HEAD, look_at

MAX_BYTES = 512 * 1024 * 1024
"""Of one file."""
DOCUMENT_SUFFIXES = frozenset(
    {".pdf", ".doc", ".docx", ".docm", ".xls", ".xlsx", ".xlsm", ".wps", ".et", ".rtf", ".ofd", ".htm", ".html", ".mht",
     ".zip", ".7z", ".rar"}
)  # fmt: skip
"""Files of these names are tried whatever they hold, so that a spoilt one is reported."""
_CONTAINERS = (b"PK", b"\xd0\xcf\x11\xe0")
"""Beginnings of files whose kind stands elsewhere in them."""


def load(path: Path, label: str = "") -> bytes:
    """The bytes of a file. Raises ``NotFound``, ``LimitExceeded``, or ``InputError`` with the system's reason."""
    label = label or str(path)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise too_large(label, size)
        with path.open("rb") as stream:
            return load_stream(stream, label)
    except FileNotFoundError as error:
        raise NotFound(file=label) from error
    except OSError as error:
        raise InputError(file=label, why=error.strerror or "") from error


def load_stream(stream: BinaryIO, label: str) -> bytes:
    """The bytes of a stream, which may have no end. Raises ``LimitExceeded``."""
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise too_large(label, len(data))
    return data


def too_large(label: str, size: int) -> LimitExceeded:
    """The error that a file is larger than it may be."""
    return LimitExceeded(file=label, limit="bytes", value=str(size), allowed=str(MAX_BYTES))


def in_folder(folder: Path) -> tuple[list[Path], int]:
    """The documents in a folder and in all folders in it, in a stable order, and how many files are none."""
    chosen: list[Path] = []
    left_out = 0
    for file in sorted(folder.rglob("*")):
        inner = file.relative_to(folder)
        if any(part.startswith(".") for part in inner.parts) or is_noise(str(inner)) or not _is_file(file):
            continue
        if _is_document(file) and not _is_companion(file, folder):
            chosen.append(file)
        else:
            left_out += 1
    return chosen, left_out


def _is_file(file: Path) -> bool:
    """True for a file that can at least be looked at: one that cannot is left out, and does not end the run."""
    try:
        return file.is_file()
    except OSError:
        return False


def _is_document(file: Path) -> bool:
    if file.suffix.lower() in DOCUMENT_SUFFIXES:
        return True
    try:
        with file.open("rb") as stream:
            data = stream.read(HEAD)
            if data.startswith(_CONTAINERS) and file.stat().st_size <= MAX_BYTES:
                data += stream.read(MAX_BYTES)
    except OSError:
        return False
    return bool(data) and worth_reading(data, look_at(data), file.name)


def _is_companion(file: Path, top: Path) -> bool:
    """True in the folder of pictures and scripts beside a saved page; what is a PDF there is an attachment."""
    if file.suffix.lower() in DOCUMENT_SUFFIXES - {".htm", ".html"}:
        return False
    for parent in file.parents:
        if parent == top:
            return False
        for end in COMPANIONS:
            stem = parent.name.removesuffix(end)
            if stem != parent.name and any((parent.parent / (stem + suffix)).is_file() for suffix in (".htm", ".html")):
                return True
    return False


def beside_page(page: Path, top: Path) -> Callable[[str], bytes | None]:
    """The files in the folder that was saved with a page, by their paths relative to it; none outside of ``top``."""

    def found(relative: str) -> bytes | None:
        try:
            resolved = (page.parent / relative).resolve(strict=True)
            own = [(page.parent / (page.stem + end)).resolve() for end in COMPANIONS]
            inside = resolved.is_file() and resolved.is_relative_to(top.resolve())
        except (OSError, ValueError, RuntimeError):  # not there, no name of a file, or a circle of links
            return None
        if not inside or not any(resolved.is_relative_to(folder) for folder in own):
            return None
        try:
            return load(resolved)
        except InputError:
            return None

    return found
