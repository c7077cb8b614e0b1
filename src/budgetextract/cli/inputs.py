"""What a user names on the command line, as a list of documents in a stable order."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from budgetextract.errors import EmptyInput, NotFound

SUFFIXES = frozenset({".pdf"})
"""What is picked out of a folder; a file that is named itself is always tried."""
STDIN = "-"
MAX_LISTS = 8
"""Lists within lists."""


@dataclass(frozen=True, slots=True)
class Input:
    """One document to read: a file, or standard input where ``path`` is None."""

    path: Path | None
    label: str
    """How it is called in messages."""

    @property
    def name(self) -> str:
        """The file name that stands in the result."""
        return self.path.name if self.path else "stdin.pdf"

    def read(self) -> bytes:
        """The bytes of the document. Raises ``NotFound`` or ``OSError``."""
        if self.path is None:
            if sys.stdin is None:  # closed by the caller
                raise EmptyInput(file=self.label)
            return sys.stdin.buffer.read()
        try:
            return self.path.read_bytes()
        except FileNotFoundError as error:
            raise NotFound(file=self.label) from error


@dataclass(frozen=True, slots=True)
class Gathered:
    """The documents, how many files of folders were left out, and whether exactly one document was named by itself."""

    inputs: tuple[Input, ...]
    left_out: int = 0
    single: bool = False


def gather(arguments: Iterable[str]) -> Gathered:
    """Files, folders with all folders in them, globs, ``@list`` files (a path a line) and ``-``; each document once."""
    given = tuple(arguments)
    inputs: dict[str, Input] = {}
    left_out = 0
    for argument in _expanded(given, 0):
        if argument == STDIN:
            inputs.setdefault(STDIN, Input(None, STDIN))
            continue
        path = Path(argument)
        if path.is_dir():
            files = sorted(file for file in path.rglob("*") if not file.name.startswith(".") and _is_file(file))
            chosen = [file for file in files if file.suffix.lower() in SUFFIXES]
            left_out += len(files) - len(chosen)
        else:
            chosen = [path]
        for file in chosen:
            inputs.setdefault(str(file.resolve()), Input(file, str(file)))
    single = len(given) == 1 and len(inputs) == 1 and (given[0] == STDIN or Path(given[0]).is_file())
    return Gathered(tuple(inputs.values()), left_out, single)


def _expanded(arguments: Iterable[str], depth: int) -> Iterator[str]:
    """Lists and globs resolved. A glob that finds nothing stays, and is reported as a file that is not there."""
    for argument in arguments:
        if argument.startswith("@") and not Path(argument).exists():
            yield from _expanded(_listed(Path(argument[1:])), depth + 1) if depth < MAX_LISTS else ()
        elif argument != STDIN and not Path(argument).exists() and glob.has_magic(argument):
            found = glob.glob(argument, recursive=True)  # noqa: PTH207 - Path.glob takes no absolute pattern
            yield from sorted(found) or [argument]
        else:
            yield argument


def _is_file(file: Path) -> bool:
    """True for a file that can at least be looked at: one that cannot is left out, and does not end the run."""
    try:
        return file.is_file()
    except OSError:
        return False


def _listed(file: Path) -> list[str]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise NotFound(file=str(file)) from error
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
