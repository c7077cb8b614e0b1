"""Which files of a folder or an archive are documents to read. By content; names only ever leave something out."""

from __future__ import annotations

import io
import re
from pathlib import PurePosixPath

from budgetextract.sources.kinds import Found, readable

_NOISE = re.compile(r"^(?:~\$.*|\.~lock\..*#|~.*\.tmp|thumbs\.db|desktop\.ini|ehthumbs\.db|\..+)$", re.I)
_NOISY_FOLDERS = frozenset({"__macosx", "$recycle.bin", "system volume information"})
DATA_SUFFIXES = frozenset(
    {".json", ".jsonl", ".csv", ".tsv", ".toml", ".yaml", ".yml", ".xml", ".log", ".ini", ".cfg", ".py", ".js", ".css",
     ".sql", ".sh", ".bat", ".c", ".h", ".java", ".ts", ".go", ".rs"}
)  # fmt: skip
"""Text that is no document, whatever it says: results of this program say 预算 too."""
BEGINNING = 1 << 14
FIRST_LINES = 12
LONGEST_TITLE = 60
_YEAR = r"(?:20\d\d|二[〇○Ｏ零0OoO][〇○零一二三四五六七八九0OoO]{2})年"
_TITLE = re.compile(
    rf"{_YEAR}?度?[^，。；]{{0,40}}(?:部门|单位|政府)?(?:预算|决算)|(?:预算|决算)[^，。；]{{0,12}}(?:公开|说明|报告)|三公.{{0,4}}经费"
)
PAGE_SIDES = (500, 700)
"""Pixels of the sides of a picture that may be a page: A4 at 60 dots an inch. Signs and photographs on web pages are
smaller."""


def is_noise(name: str) -> bool:
    """Lock files of office programs, thumbnails, hidden files: what programs leave behind beside documents."""
    parts = name.replace("\\", "/").split("/")
    return bool(_NOISE.match(parts[-1])) or any(part.lower() in _NOISY_FOLDERS for part in parts[:-1])


def worth_reading(data: bytes, found: Found, name: str) -> bool:
    """True for a file that may be a disclosure, given that nobody asked for it by its name.

    ``data``: at least the beginning of the file. A text has to begin with a title of one, a picture has to be as
    large as a page.
    """
    if found.kind == "unknown":
        return False
    if found.kind == "image":
        return _is_page(data)
    if found.kind == "text":
        return PurePosixPath(name).suffix.lower() not in DATA_SUFFIXES and _has_title(data)
    if found.kind == "html":
        return PurePosixPath(name).suffix.lower() not in DATA_SUFFIXES
    return True


def _has_title(data: bytes) -> bool:
    text = readable(data[:BEGINNING], whole=len(data) <= BEGINNING) or ""
    if text.lstrip()[:1] in {"{", "["}:
        return False
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return any(len(line) <= LONGEST_TITLE and _TITLE.search(line) for line in lines[:FIRST_LINES])


def _is_page(data: bytes) -> bool:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as picture:
            sides = sorted(picture.size)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return True  # its reader says what is wrong with it
    return sides[0] >= PAGE_SIDES[0] and sides[1] >= PAGE_SIDES[1]
