"""Where results go: standard output, one file for all, or a file for each document in a folder."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Protocol, TextIO

from budgetextract.cli.inputs import Input
from budgetextract.errors import SettingError
from budgetextract.export.files import Draft, written
from budgetextract.messages import Language
from budgetextract.record import record
from budgetextract.settings import FORMATS

if TYPE_CHECKING:
    from budgetextract.export.tables import CsvFacts
    from budgetextract.model.disclosure import Disclosure

TABLE_FILES = frozenset({"xlsx", "parquet"})
"""Forms that are no stream of text: they need ``-o``."""
HASH_LENGTH = 8
MAX_STEM = 200
"""Bytes of a name before its suffix."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ufffd]')


class Sink(Protocol):
    """Takes one document after another; ``close`` makes the result final, ``abandon`` leaves nothing half done."""

    def add(self, stem: str, disclosure: Disclosure, *, alike: bool = False) -> None:
        """``stem``: what a file for it is named after; ``alike``: another one has the same."""

    def close(self) -> None: ...

    def abandon(self) -> None: ...


@record
class Plan:
    """What the options say about output; ``folder``: ``target`` is a folder with one file a document."""

    target: Path | None
    form: str
    folder: bool = False


def plan(output: str | None, form: str, *, single: bool) -> Plan:
    """Decide form and place: ``--format``, else the suffix of ``-o``, else JSON. Raises ``SettingError``.

    ``-o`` names a folder when it is one, ends in a slash, or has no suffix.
    """
    if output is None or output == "-":
        if form in TABLE_FILES:
            raise SettingError(code="needs_output", format=form)
        return Plan(None, form or "json")
    target = Path(output)
    suffix = target.suffix.lower().removeprefix(".")
    if target.is_dir() or output.endswith(("/", os.sep)) or not suffix:
        return Plan(target, form or "json", folder=True)
    if not form and suffix not in FORMATS:
        raise SettingError(code="unknown_suffix", file=str(target), suffix=suffix, allowed=", ".join(FORMATS))
    form = form or suffix
    if form == "json" and not single:
        raise SettingError(code="one_object_a_file", file=str(target))
    return Plan(target, form)


def open_sink(
    how: Plan,
    inputs: Sequence[Input],
    results: TextIO,
    *,
    language: Language,
    bom: bool,
    names: Sequence[str],
) -> Sink:
    """The sink for a plan; ``results`` is the protected standard output, ``names`` those of the files that results
    will be named after.

    Raises ``SettingError`` if the output would take the place of an input.
    """
    if how.target is None:
        return _StreamSink(results, how.form)
    if any(source.path and source.path.resolve() == how.target.resolve() for source in inputs):
        raise SettingError(code="output_is_input", file=str(how.target))
    if how.folder:
        return _FolderSink(how.target, how.form, clashing(names), language, bom)
    return _file_sink(how.target, how.form, language, bom)


def clashing(names: Iterable[str]) -> frozenset[str]:
    """Names (without suffix, small letters) that stand more than once."""
    counts = Counter(PurePath(name).stem.lower() for name in names)
    return frozenset(name for name, count in counts.items() if count > 1)


def output_name(stem: str, sha256: str, form: str, *, clash: bool) -> str:
    """The input's name with the form's suffix, and part of the hash where names clash.

    Names out of archives may be longer than a file system takes, and hold what it forbids.
    """
    bare = _FORBIDDEN.sub("_", stem).strip(" .") or "document"
    while len(bare.encode()) > MAX_STEM:
        bare = bare[:-1]
    part = f"-{sha256[:HASH_LENGTH]}" if clash or bare != stem else ""
    return f"{bare}{part}.{form}"


class _StreamSink:
    """JSON lines (one line a document, so that one document is one object) or CSV on an open stream."""

    def __init__(self, stream: TextIO, form: str, indent: int | None = None) -> None:
        self._stream = stream
        self._form = form
        self._indent = indent
        self._csv: CsvFacts | None = None

    def add(self, stem: str, disclosure: Disclosure, *, alike: bool = False) -> None:
        if self._form == "csv":
            from budgetextract.export.tables import CsvFacts

            self._csv = self._csv or CsvFacts(self._stream)
            self._csv.add(disclosure)
        else:
            disclosure.write_json(self._stream, indent=self._indent)
            self._stream.write("\n")
        self._stream.flush()

    def close(self) -> None:
        self._stream.flush()

    def abandon(self) -> None:
        self._stream.flush()


class _FileSink:
    """The same into one file, which takes its name only when all is written; without any document there is none."""

    def __init__(self, target: Path, form: str, bom: bool) -> None:
        self._target = target
        self._form = form
        self._draft = Draft(target)
        encoding = "utf-8-sig" if bom and form == "csv" else "utf-8"
        self._stream = self._draft.path.open("w", encoding=encoding, newline="\n")
        self._inner = _StreamSink(self._stream, form, indent=1 if form == "json" else None)
        self._empty = True

    def add(self, stem: str, disclosure: Disclosure, *, alike: bool = False) -> None:
        if self._form == "json" and not self._empty:
            raise SettingError(code="one_object_a_file", file=str(self._target))
        self._empty = False
        self._inner.add(stem, disclosure)

    def close(self) -> None:
        self._stream.close()
        if self._empty:
            self._draft.drop()
        else:
            self._draft.keep()

    def abandon(self) -> None:
        self._stream.close()
        self._draft.drop()


class _TableSink:
    """A workbook or a Parquet file of all documents."""

    def __init__(self, target: Path, form: str, language: Language) -> None:
        self._target = target
        self._form = form
        self._language = language
        self._found: list[Disclosure] = []

    def add(self, stem: str, disclosure: Disclosure, *, alike: bool = False) -> None:
        self._found.append(disclosure)

    def close(self) -> None:
        if not self._found:
            return
        with written(self._target) as draft:
            if self._form == "xlsx":
                from budgetextract.export.workbook import write_workbook

                write_workbook(self._found, draft, self._language)
            else:
                from budgetextract.export.tables import write_parquet

                write_parquet(self._found, draft)

    def abandon(self) -> None:
        self._found.clear()


class _FolderSink:
    """A file for each document, written when the document is done."""

    def __init__(self, folder: Path, form: str, clashes: frozenset[str], language: Language, bom: bool) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._form = form
        self._clashes = clashes
        self._used: set[str] = set()
        self._language = language
        self._bom = bom

    def add(self, stem: str, disclosure: Disclosure, *, alike: bool = False) -> None:
        clash = alike or stem.lower() in self._clashes or stem.lower() in self._used
        self._used.add(stem.lower())
        name = output_name(stem, disclosure.document.sha256, self._form, clash=clash)
        sink = _file_sink(self._folder / name, self._form, self._language, self._bom)
        try:
            sink.add(stem, disclosure)
        except BaseException:
            sink.abandon()
            raise
        sink.close()

    def close(self) -> None:
        """Every file is final already."""

    def abandon(self) -> None:
        """Files of documents that are done stay."""


def _file_sink(target: Path, form: str, language: Language, bom: bool) -> Sink:
    return _TableSink(target, form, language) if form in TABLE_FILES else _FileSink(target, form, bom)
