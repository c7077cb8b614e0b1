"""What a user names on the command line, as a list of documents in a stable order."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from budgetextract.errors import EmptyInput, NotFound, SettingError, UnsupportedInput
from budgetextract.record import record

if TYPE_CHECKING:
    from budgetextract.model.disclosure import Disclosure
    from budgetextract.pieces import File
    from budgetextract.settings import Settings

STDIN = "-"
MAX_LISTS = 8
"""Lists within lists."""


@record
class Input:
    """One document to read: a file, or standard input where ``path`` is None."""

    path: Path | None
    label: str
    """How it is called in messages."""
    top: Path | None = None
    """The folder that was named, where the file is one of many in it."""

    @property
    def name(self) -> str:
        """The file name that stands in the result."""
        return self.path.name if self.path else "stdin"

    def read(self) -> bytes:
        """The bytes of the document. Raises a kind of ``InputError``."""
        from budgetextract.sources.files import load, load_stream

        if self.path is not None:
            return load(self.path, self.label)
        if sys.stdin is None:  # closed by the caller
            raise EmptyInput(file=self.label)
        return load_stream(sys.stdin.buffer, self.label)

    @property
    def file(self) -> File:
        """The same for reading."""
        from budgetextract.pieces import File
        from budgetextract.sources.files import beside_page

        folder = str(self.path.absolute().parent) if self.path else ""
        beside = beside_page(self.path, self.top) if self.path and self.top else None
        return File(self.name, self.label, self.read, folder, beside)


@record
class Gathered:
    """The documents, how many files of folders were left out, and whether exactly one document was named by itself."""

    inputs: tuple[Input, ...]
    left_out: int = 0
    single: bool = False


def gather(arguments: Iterable[str]) -> Gathered:
    """Files, folders with all folders in them, globs, ``@list`` files (a path a line) and ``-``; each document once.

    Of a folder the documents are taken, as ``sources.documents`` tells them; a file that is named itself is always
    tried.
    """
    given = tuple(arguments)
    inputs: dict[str, Input] = {}
    left_out = 0
    for argument in _expanded(given, 0):
        if argument == STDIN:
            inputs.setdefault(STDIN, Input(None, STDIN))
            continue
        path = Path(argument)
        if path.is_dir():
            from budgetextract.sources.files import in_folder

            chosen, others = in_folder(path)
            left_out += others
        else:
            chosen = [path]
        for file in chosen:
            inputs.setdefault(str(file.resolve()), Input(file, str(file), path if path.is_dir() else None))
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


def _listed(file: Path) -> list[str]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise NotFound(file=str(file)) from error
    return [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]


def disclosure_in(source: Input, settings: Settings) -> Disclosure:
    """The disclosure in a document, or in JSON that ``extract`` wrote."""
    data = source.read()
    if data[:1] == b"{" or data[:4] == b"\xef\xbb\xbf{":
        from budgetextract.model.disclosure import Disclosure

        try:
            return Disclosure.model_validate_json(data.removeprefix(b"\xef\xbb\xbf"))
        except ValueError as error:
            raise UnsupportedInput(file=source.label, found="JSON") from error
    from budgetextract.cli.options import pipeline_options
    from budgetextract.intake import the_one

    return the_one(replace(source.file, load=lambda: data), pipeline_options(settings))


def one_input(path: str) -> Input:
    """The one document that a path names. Raises ``SettingError`` where it names several, or none."""
    inputs = gather((path,)).inputs
    if len(inputs) != 1:
        raise SettingError(code="one_document", path=path, count=str(len(inputs)))
    return inputs[0]
