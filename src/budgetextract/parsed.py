"""Parsed files of the package kept as JSON in the user's cache: YAML and TOML take ten times as long to read.

In     the name and text of a file (rules, messages), and the parser.
Out    what the parser gives, from the cache where it holds this very text.
Never  trust the cache: it is plain data (nothing in it can run), must be the user's own, of a fitting size and say the
       hash of the text; anything else is parsed anew. A cache that cannot be written is done without.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

FORMAT = 1
SWELLS = 8
"""Times that the JSON of a file may be longer than its text."""


def parsed(name: str, text: str, parse: Callable[[str], Any], folder: Path | None = None) -> Any:
    """``parse(text)``, or the same from the cache. ``folder``: of the cache; the user's where it is left out."""
    place = folder or _user_folder()
    if place is None:
        return parse(text)
    key = f"{FORMAT}:{hashlib.sha256(text.encode()).hexdigest()}"
    file = place / f"{name}.json"
    found = _read(file, key, SWELLS * len(text) + 1000)
    if found is not None:
        return found
    data = parse(text)
    _write(file, key, data)
    return data


def _user_folder() -> Path | None:
    from platformdirs import user_cache_dir

    try:
        return Path(user_cache_dir("budgetextract", appauthor=False)) / "parsed"
    except (OSError, RuntimeError):  # a user without a home
        return None


def _read(file: Path, key: str, longest: int) -> Any:
    """The data of a cache file, None where there is none to be trusted."""
    try:
        about = file.stat()
        if about.st_size > longest or not _is_own(about):
            return None
        kept = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return kept.get("data") if isinstance(kept, dict) and kept.get("key") == key else None


def _is_own(about: os.stat_result) -> bool:
    """True for a file that nobody else could have written."""
    if sys.platform == "win32":
        return True
    return about.st_uid == os.getuid() and not about.st_mode & 0o022


def _write(file: Path, key: str, data: Any) -> None:
    """Keep data that JSON gives back as they are (no dates, no keys that are numbers)."""
    try:
        text = json.dumps({"key": key, "data": data}, ensure_ascii=False, separators=(",", ":"))
        if json.loads(text)["data"] != data:
            return
    except (TypeError, ValueError, RecursionError):
        return
    import tempfile

    with contextlib.suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(text)
            Path(name).replace(file)
        except OSError:
            Path(name).unlink(missing_ok=True)
