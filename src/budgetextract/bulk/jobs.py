"""Files as a user names them, as jobs: what is read in one go, under a key that says what it would give.

In     groups of files that stand together (``intake.neighbours``), settings, the rules of this package.
Out    ``Job``s. Two of the same content, settings, rules and version have one key: the second is not read again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from budgetextract import __version__
from budgetextract.errors import InputError
from budgetextract.model.disclosure import SCHEMA_VERSION
from budgetextract.record import record
from budgetextract.sources.files import MAX_BYTES, too_large

_PIECE = 1 << 20


@record
class Job:
    """Files to be read together. ``sha256``: of the file's content, or of the contents of several.

    ``top``: the folder that was given, where the files are some of many in it; ``failure``: why a file cannot even be
    opened.
    """

    paths: tuple[str, ...]
    top: str | None
    sha256: str
    key: str
    failure: InputError | None = None

    @property
    def source(self) -> str:
        """How it is called: its first file."""
        return self.paths[0]


def jobs(groups: Iterable[tuple[Sequence[Path], Path | None]], settings: Mapping[str, object]) -> Iterator[Job]:
    """The jobs of groups of files; each file is read once to take its hash."""
    for files, top in groups:
        digests: list[str] = []
        failure: InputError | None = None
        for file in files:
            try:
                digests.append(digest(file))
            except InputError as error:
                failure = error
        sha = together(digests)
        if failure is not None:
            sha = hashlib.sha256("\n".join(map(str, files)).encode()).hexdigest()
        yield Job(tuple(map(str, files)), str(top) if top else None, sha, key(sha, settings), failure)


def together(digests: Sequence[str]) -> str:
    """The hash of several contents, whatever their order; of one, its own."""
    return digests[0] if len(digests) == 1 else hashlib.sha256("\n".join(sorted(digests)).encode()).hexdigest()


def key(sha256: str, settings: Mapping[str, object]) -> str:
    """What a result depends on, as one hash."""
    said = json.dumps([sha256, settings, rules_version(), __version__, SCHEMA_VERSION], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def digest(file: Path) -> str:
    """SHA-256 of a file. Raises ``InputError``."""
    made = hashlib.sha256()
    try:
        if file.stat().st_size > MAX_BYTES:
            raise too_large(str(file), file.stat().st_size)
        with file.open("rb") as stream:
            while piece := stream.read(_PIECE):
                made.update(piece)
    except OSError as error:
        raise InputError(file=str(file), why=error.strerror or "") from error
    return made.hexdigest()


@cache
def rules_version() -> str:
    """A hash of the rule files: results by other rules are other results."""
    import budgetextract.rules as rules

    made = hashlib.sha256()
    for file in sorted((Path(rules.__file__).parent / "data").iterdir()):
        if file.is_file():
            made.update(file.name.encode() + b"\0" + file.read_bytes())
    return made.hexdigest()[:16]
