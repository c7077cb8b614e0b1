"""Files to disclosures: archives are unpacked, and files that are parts of one disclosure become one.

In     files as a user names them.
Out    ``Outcome``s, one a disclosure or a file that could not be read, in the order of the files.
How    files that stand together (members of one archive; files of one folder whose names differ in the suffix only,
       or all of a folder if that is asked for) are read once each, grouped by ``sets.rule``, and joined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field, replace
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from budgetextract.errors import InputError, NoDocuments, SeveralDisclosures
from budgetextract.model.document import ReadProblem
from budgetextract.pieces import File, Piece, loose, open_piece, runs, same, web_pages_first
from budgetextract.record import record
from budgetextract.sources.beside import Shelf
from budgetextract.sources.files import beside_page, in_folder, load
from budgetextract.sources.kinds import ARCHIVES, kind_of

if TYPE_CHECKING:
    from budgetextract.model.disclosure import Disclosure
    from budgetextract.pipeline import Opened, Options
    from budgetextract.sets.rule import Shape

MAX_HELD_PAGES = 1500
"""Pages of files that are kept while a set is looked for; files beyond are read again when their turn comes."""


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
        files += [file_of(one, path) for one in in_folder(path)[0]] if path.is_dir() else [file_of(path)]
    for group in neighbours(files, options):
        for outcome in outcomes(group, options):
            if outcome.disclosure is not None:
                yield outcome.disclosure
            elif outcome.error is not None:
                if failed is None:
                    raise outcome.error
                failed(outcome.label, outcome.error)


def file_of(path: Path, top: Path | None = None) -> File:
    """A file by its path. ``top``: the folder that was given, where it is one of many in it."""
    return File(path.name, str(path), lambda: load(path), str(path.parent), beside_page(path, top) if top else None)


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
    alone: list[Piece] = []
    shelf = Shelf()
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
            alone.append(loose(file, file.load, shelf))
    if alone:
        yield from _of_pieces(alone, options, stem=lambda piece, count: PurePosixPath(piece.name).stem)


def together(files: Sequence[File], options: Options | None = None) -> Disclosure:
    """Files that the user says are parts of one disclosure; archives among them give the parts in them.

    Raises what the first file that cannot be read raises.
    """
    from budgetextract.pipeline import disclose

    pieces: list[Piece] = []
    problems: list[ReadProblem] = []
    shelf = Shelf()
    for file in files:
        data = file.load()
        if data and kind_of(data) in ARCHIVES:
            inner, notes, _ = _unpacked(file, data)
            problems += notes
            pieces += [replace(piece, name=f"{file.name}/{piece.name}") for piece in inner]
        else:
            pieces.append(loose(file, partial(same, data), shelf))
    parts: list[Opened] = []
    early, pieces = web_pages_first(pieces, lambda piece: open_piece(piece, options))
    for piece in runs(pieces):
        try:
            parts.append(early[piece.label]() if piece.label in early else open_piece(piece, options))
        except InputError as error:
            if piece.label == piece.file.label:  # named by the user
                raise
            problems.append(_failed(piece.name, error))
    if not parts:
        raise NoDocuments(file=files[0].label)
    return disclose(parts, options, problems)


# --- one file, one archive, several files


def _single(file: File, data: bytes, options: Options | None) -> Outcome:
    from budgetextract.pipeline import disclose

    stem = PurePosixPath(file.name).stem
    try:
        opened = open_piece(loose(file, partial(same, data), Shelf()), options)
        return Outcome(file, file.label, stem, disclosure=disclose([opened], options))
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

    def stem(piece: Piece, count: int) -> str:
        if count == 1:
            return own
        path = PurePosixPath(piece.name)
        folder = "" if bare_name(piece.name) else path.parent.name  # 正文 says nothing without the folder it lies in
        return "-".join(part for part in (own, folder, path.stem) if part)

    yield from _of_pieces(pieces, options, stem=stem, problems=problems)


def _unpacked(file: File, data: bytes) -> tuple[list[Piece], list[ReadProblem], list[tuple[str, InputError]]]:
    from budgetextract.sources.archives.reader import unpack

    found = unpack(data, file.name)
    shelf = Shelf()
    for one in (*found.members, *found.pictures):
        shelf.put(one.name, one.load)
    pieces = [Piece(one.name, f"{file.label}/{one.name}", file, one.load, shelf, one.name) for one in found.members]
    return pieces, list(found.problems), list(found.failures)


def _of_pieces(
    pieces: Sequence[Piece],
    options: Options | None,
    *,
    stem: Callable[[Piece, int], str],
    problems: Sequence[ReadProblem] = (),
) -> Iterator[Outcome]:
    """The disclosures in several documents; ``problems`` of their archive go to the one they concern."""
    from budgetextract.pipeline import disclose
    from budgetextract.sets.rule import Grouping, grouped

    pile = _Pile(options)
    read: list[Piece] = []
    shapes: list[Shape] = []
    notes = list(problems)
    choice = options.sets if options is not None else "auto"
    early, pieces = web_pages_first(pieces, pile.add)
    notes = [note for note in notes if not _was_shown(note, pieces)]
    for piece in runs(pieces) if choice != "never" else pieces:
        try:
            shape = early[piece.label]() if piece.label in early else pile.add(piece)
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


def _concerns(note: ReadProblem, members: Sequence[int], sets: Sequence[Sequence[int]], read: Sequence[Piece]) -> bool:
    """True if a member that could not be read lies in a folder where this disclosure is the only one."""
    folder = PurePosixPath(dict(note.args).get("name", "")).parent
    here = [one for one in sets if any(PurePosixPath(read[i].name).parent == folder for i in one)]
    return here == [members]


def _was_shown(note: ReadProblem, pieces: Sequence[Piece]) -> bool:
    """True for the note that a small picture of an archive was left out, where a page shows it."""
    return note.code == "member_left_out" and any(one.shelf.is_part(dict(note.args)["name"]) for one in pieces[:1])


def _failed(name: str, error: InputError) -> ReadProblem:
    from budgetextract.sources.archives.reader import failed_problem

    return failed_problem(name, error)


@record(frozen=False, slots=False)
class _Pile:
    """Documents that were read, as many as may be kept."""

    options: Options | None
    held: dict[str, Opened] = field(default_factory=dict)
    pages: int = 0

    def add(self, piece: Piece) -> Shape:
        """Reads a document; its shape."""
        opened = open_piece(piece, self.options)
        count = len(opened.extracted.source.pages)
        if self.pages + count <= MAX_HELD_PAGES:
            self.held[piece.name] = opened
            self.pages += count
        return opened.shape

    def take(self, piece: Piece) -> Opened:
        """A document, which is not kept any longer."""
        opened = self.held.pop(piece.name, None)
        if opened is None:
            return open_piece(piece, self.options)
        self.pages -= len(opened.extracted.source.pages)
        return opened
