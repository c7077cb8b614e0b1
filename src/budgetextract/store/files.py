"""Files of a store by the hash of their content: a name says what is in it, and nothing is kept twice."""

from __future__ import annotations

import hashlib
from pathlib import Path

from budgetextract.export.files import written

ORIGINALS = "originals"
RESULTS = "results"


class Files:
    """A folder with files by hash: ``originals/ab/ab12…``, ``results/cd/cd34….json``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, shelf: str, digest: str) -> Path:
        """Where the file of a hash lies, be it there or not."""
        suffix = ".json" if shelf == RESULTS else ""
        return self.folder / shelf / digest[:2] / f"{digest}{suffix}"

    def put(self, shelf: str, data: bytes) -> str:
        """Keep a file; its hash. What is there already is left alone."""
        digest = hashlib.sha256(data).hexdigest()
        target = self.path(shelf, digest)
        if not (target.exists() and target.stat().st_size == len(data)):
            with written(target) as draft:
                draft.write_bytes(data)
        return digest

    def get(self, shelf: str, digest: str) -> bytes:
        """The file of a hash; raises ``FileNotFoundError``."""
        return self.path(shelf, digest).read_bytes()
