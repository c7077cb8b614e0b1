"""Files to disclosures: archives are unpacked, and files that are parts of one disclosure become one.

In     files as a user names them.
Out    ``Outcome``s, one a disclosure or a file that could not be read, in the order of the files.
How    files that stand together (members of one archive; files of one folder whose names differ in the suffix only,
       or all of a folder if that is asked for) are read once each, grouped by ``sets.rule``, and joined.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from budgetextract.errors import InputError, NoDocuments, SeveralDisclosures
from budgetextract.model.document import ReadProblem
from budgetextract.record import record
from budgetextract.sources.files import in_folder, load
from budgetextract.sources.kinds import ARCHIVES, kind_of

if TYPE_CHECKING:
    from budgetextract.model.disclosure import Disclosure
    from budgetextract.pipeline import Opened, Options
    from budgetextract.sets.rule import Shape

MAX_DIGITS = 9
"""Digits of a page number in the name of a picture; longer ones are times."""
MAX_HELD_PAGES = 1500
"""Pages of files that are kept while a set is looked for; files beyond are read again when their turn comes."""


@record
class File:
    """A file to read. ``name`` stands in the result, ``label`` in messages; ``folder``: where it lies, if anywhere."""

    name: str
    label: str
    load: Callable[[], bytes]
    folder: str = ""


@record
class Outcome:
    """A disclosure, or why there is none (``error``), or a note about an archive (``problem``).

    ``file``: the file that was named by the user; ``stem``: what an output for the disclosure is named after.
    """

    file: File
    label: str
    stem: str = ""
    alike: bool = False
    """True if another disclosure out of the same files has the same stem."""
    disclosure: Disclosure | None = None
    error: Exception | None = None
    problem: ReadProblem | None = None


def extract(path: str | Path, options: Options | None = None) -> Disclosure:
    """Read one disclosure: a file, or an archive that holds one disclosure.

    Raises a kind of ``InputError`` (errors.py) when the file cannot be read; ``SeveralDisclosures`` for an archive of
    more than one, which ``extract_all`` reads.
    """
    return the_one(file_of(Path(path)), options)


def the_one(file: File, options: Options | None = None) -> Disclosure:
    """The disclosure in a file; raises as ``extract``."""
    found: Disclosure | None = None
    failure: Exception | None = None
    for outcome in outcomes((file,), options):
        if outcome.disclosure is not None and found is not None:
            raise SeveralDisclosures(file=file.label)
        found = outcome.disclosure or found
        failure = failure or outcome.error
    if found is None:
        raise failure or NoDocuments(file=file.label)
    return found


def extract_all(
    paths: str | Path | Iterable[str | Path],
    options: Options | None = None,
    *,
    failed: Callable[[str, Exception], None] | None = None,
) -> Iterator[Disclosure]:
    """Read all disclosures in files, archives and folders, one after another.

    ``failed`` is told of each file that cannot be read, by name and error; without it the error is raised where it
    happens, and what follows is not read.
    """
    named = [paths] if isinstance(paths, str | Path) else list(paths)
    files: list[File] = []
    for path in map(Path, named):
        files += map(file_of, in_folder(path)[0] if path.is_dir() else [path])
    for group in neighbours(files, options):
        for outcome in outcomes(group, options):
            if outcome.disclosure is not None:
                yield outcome.disclosure
            elif outcome.error is not None:
                if failed is None:
                    raise outcome.error
                failed(outcome.label, outcome.error)


def file_of(path: Path) -> File:
    """A file by its path."""
    return File(path.name, str(path), lambda: load(path), str(path.parent))


def neighbours(files: Sequence[File], options: Options | None = None) -> list[tuple[File, ...]]:
    """The files that stand together, in the order of the first of each group."""
    choice = options.sets if options is not None else "auto"
    groups: dict[object, list[File]] = {}
    for index, file in enumerate(files):
        key: object = index
        if file.folder and choice == "wide":
            key = file.folder
        elif file.folder and choice == "auto":
            key = (file.folder, PurePosixPath(file.name).stem.lower())
        groups.setdefault(key, []).append(file)
    return [tuple(group) for group in groups.values()]


def outcomes(group: Sequence[File], options: Options | None = None) -> Iterator[Outcome]:
    """All disclosures in files that stand together. Never raises for what a file holds."""
    loose: list[_Piece] = []
    for file in group:
        try:
            data = file.load()
            archive = bool(data) and kind_of(data) in ARCHIVES
        except Exception as error:  # the edge of a run: one bad file never ends it
            yield Outcome(file, file.label, error=error)
            continue
        if archive:
            yield from _of_archive(file, data, options)
        elif len(group) == 1:
            yield _single(file, data, options)
        else:
            loose.append(_Piece(file.name, file.label, file, file.load))
    if loose:
        yield from _of_pieces(loose, options, stem=lambda piece, count: PurePosixPath(piece.name).stem)


def together(files: Sequence[File], options: Options | None = None) -> Disclosure:
    """Files that the user says are parts of one disclosure; archives among them give the parts in them.

    Raises what the first file that cannot be read raises.
    """
    from budgetextract.pipeline import disclose, open_pages

    pieces: list[_Piece] = []
    problems: list[ReadProblem] = []
    for file in files:
        data = file.load()
        if data and kind_of(data) in ARCHIVES:
            inner, notes, _ = _unpacked(file, data)
            problems += notes
            pieces += [replace(piece, name=f"{file.name}/{piece.name}") for piece in inner]
        else:
            pieces.append(_Piece(file.name, file.label, file, partial(_same, data)))
    parts: list[Opened] = []
    for piece in _runs(pieces):
        try:
            parts.append(open_pages([(one.load(), one.name) for one in (piece, *piece.more)], options))
        except InputError as error:
            if piece.label == piece.file.label:  # named by the user
                raise
            problems.append(_failed(piece.name, error))
    if not parts:
        raise NoDocuments(file=files[0].label)
    return disclose(parts, options, problems)


# --- one file, one archive, several files


@record
class _Piece:
    """One document among others. ``name``: its path among them; ``more``: pictures that are its further pages."""

    name: str
    label: str
    file: File
    load: Callable[[], bytes]
    more: tuple[_Piece, ...] = ()


def _same(data: bytes) -> bytes:
    return data


def _single(file: File, data: bytes, options: Options | None) -> Outcome:
    from budgetextract.pipeline import extract_bytes

    stem = PurePosixPath(file.name).stem
    try:
        return Outcome(file, file.label, stem, disclosure=extract_bytes(data, file.name, options))
    except Exception as error:
        return Outcome(file, file.label, stem, error=error)


def _of_archive(file: File, data: bytes, options: Options | None) -> Iterator[Outcome]:
    try:
        pieces, problems, failures = _unpacked(file, data)
    except Exception as error:
        yield Outcome(file, file.label, error=error)
        return
    for name, failure in failures:
        yield Outcome(file, f"{file.label}/{name}", error=failure)
    from budgetextract.sets.rule import bare_name

    own = PurePosixPath(file.name).stem

    def stem(piece: _Piece, count: int) -> str:
        if count == 1:
            return own
        path = PurePosixPath(piece.name)
        folder = "" if bare_name(piece.name) else path.parent.name  # 正文 says nothing without the folder it lies in
        return "-".join(part for part in (own, folder, path.stem) if part)

    yield from _of_pieces(pieces, options, stem=stem, problems=problems)


def _unpacked(file: File, data: bytes) -> tuple[list[_Piece], list[ReadProblem], list[tuple[str, InputError]]]:
    from budgetextract.sources.archives.reader import unpack

    found = unpack(data, file.name)
    pieces = [_Piece(one.name, f"{file.label}/{one.name}", file, one.load) for one in found.members]
    return pieces, list(found.problems), list(found.failures)


def _of_pieces(
    pieces: Sequence[_Piece],
    options: Options | None,
    *,
    stem: Callable[[_Piece, int], str],
    problems: Sequence[ReadProblem] = (),
) -> Iterator[Outcome]:
    """The disclosures in several documents; ``problems`` of their archive go to the one they concern."""
    from budgetextract.pipeline import disclose
    from budgetextract.sets.rule import Grouping, grouped

    pile = _Pile(options)
    read: list[_Piece] = []
    shapes: list[Shape] = []
    notes = list(problems)
    choice = options.sets if options is not None else "auto"
    for piece in _runs(pieces) if choice != "never" else pieces:
        try:
            shape = pile.add(piece)
        except Exception as error:
            yield Outcome(piece.file, piece.label, error=error)
            if isinstance(error, InputError):
                notes.append(_failed(piece.name, error))
            continue
        read.append(piece)
        shapes.append(replace(shape, path=piece.name))
    grouping = grouped(shapes) if choice != "never" else Grouping(tuple((i,) for i in range(len(read))))
    stems = [stem(read[members[0]], len(grouping.sets)) for members in grouping.sets]
    for members, name in zip(grouping.sets, stems, strict=True):
        first = read[members[0]]
        alike = sum(other.lower() == name.lower() for other in stems) > 1
        own = [note for note in notes if len(grouping.sets) == 1 or _concerns(note, members, grouping.sets, read)]
        own += [
            ReadProblem("maybe_part_of", args=(("name", read[other].name),), severity="info")
            for index, other in grouping.maybe
            if index in members
        ]
        notes = [note for note in notes if note not in own]
        try:
            found = disclose([pile.take(read[i]) for i in members], options, own)
        except Exception as error:
            yield Outcome(first.file, first.label, name, error=error)
        else:
            yield Outcome(first.file, first.label, name, alike, found)
    for note in notes if read else ():
        if note.code != "member_failed":  # said already
            yield Outcome(pieces[0].file, pieces[0].file.label, problem=note)


_NUMBERED = re.compile(r"(.*?)(\d+)(\D*)", re.S)


def _runs(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Pictures whose names differ in their last number only are the pages of one document, in the order of it."""
    runs: dict[tuple[str, str], list[tuple[int, _Piece]]] = {}
    for piece in pieces:
        found = _NUMBERED.fullmatch(str(PurePosixPath(piece.name).with_suffix("")))
        if found and len(found.group(2)) < MAX_DIGITS and kind_of(piece.load()) == "image":
            runs.setdefault((found.group(1), found.group(3)), []).append((int(found.group(2)), piece))
    first: dict[str, _Piece] = {}
    others: set[str] = set()
    for run in runs.values():
        ordered = [piece for _, piece in sorted(run, key=lambda item: item[0])]
        if len({number for number, _ in run}) == len(run) > 1:
            first[ordered[0].name] = replace(ordered[0], more=tuple(ordered[1:]))
            others |= {piece.name for piece in ordered[1:]}
    return [first.get(piece.name, piece) for piece in pieces if piece.name not in others]


def _concerns(note: ReadProblem, members: Sequence[int], sets: Sequence[Sequence[int]], read: Sequence[_Piece]) -> bool:
    """True if a member that could not be read lies in a folder where this disclosure is the only one."""
    folder = PurePosixPath(dict(note.args).get("name", "")).parent
    here = [one for one in sets if any(PurePosixPath(read[i].name).parent == folder for i in one)]
    return here == [members]


def _failed(name: str, error: InputError) -> ReadProblem:
    from budgetextract.sources.archives.reader import failed_problem

    return failed_problem(name, error)


@record(frozen=False, slots=False)
class _Pile:
    """Documents that were read, as many as may be kept."""

    options: Options | None
    held: dict[str, Opened] = field(default_factory=dict)
    pages: int = 0

    def add(self, piece: _Piece) -> Shape:
        """Reads a document; its shape."""
        opened = self._open(piece)
        count = len(opened.extracted.source.pages)
        if self.pages + count <= MAX_HELD_PAGES:
            self.held[piece.name] = opened
            self.pages += count
        return opened.shape

    def take(self, piece: _Piece) -> Opened:
        """A document, which is not kept any longer."""
        opened = self.held.pop(piece.name, None)
        if opened is None:
            return self._open(piece)
        self.pages -= len(opened.extracted.source.pages)
        return opened

    def _open(self, piece: _Piece) -> Opened:
        from budgetextract.pipeline import open_pages

        return open_pages([(one.load(), one.name) for one in (piece, *piece.more)], self.options)
