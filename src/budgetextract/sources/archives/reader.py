"""Archives to the documents in them, in memory and within limits. No name in an archive ever becomes a path.

In     the bytes of a zip, 7z, RAR, tar, or of a file packed by gzip, bzip2 or xz; archives within it are unpacked too.
Out    ``Unpacked``: the documents in the order of the archive, each content once, and what could not be had.
Raises DamagedInput, EncryptedInput (nothing can be had without a password), LimitExceeded, MissingTool, NoDocuments.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import field
from functools import partial

from budgetextract.errors import DamagedInput, EncryptedInput, InputError, LimitExceeded, NoDocuments
from budgetextract.model.document import ReadProblem
from budgetextract.record import record
from budgetextract.sources.archives import rars as archive_rar
from budgetextract.sources.archives import sevens as archive_seven
from budgetextract.sources.archives import tars as archive_tar
from budgetextract.sources.archives import zips as archive_zip
from budgetextract.sources.archives.entries import MAX_DEPTH, MAX_MEMBER, Entry, Purse
from budgetextract.sources.beside import companion_of
from budgetextract.sources.documents import is_noise, worth_reading
from budgetextract.sources.kinds import ARCHIVES, Kind, kind_of, look_at

IN_MEMORY = 32 << 20
"""Bytes of all members together from which they are kept on disk."""
MAX_NAME = 200
"""Characters of a name that are kept."""


@record
class Member:
    """One document of an archive. ``name``: its path there for people to read, after those of archives within it."""

    name: str
    sha256: str
    load: Callable[[], bytes]
    is_picture: bool = False

    @property
    def data(self) -> bytes:
        """The content; large archives keep it on disk until it is asked for."""
        return self.load()


@record
class Unpacked:
    """The documents of an archive, and what could not be unpacked or read of it."""

    members: tuple[Member, ...]
    problems: tuple[ReadProblem, ...] = ()
    failures: tuple[tuple[str, InputError], ...] = ()
    """Members that could not be unpacked as errors: (name, why)."""
    pictures: tuple[Member, ...] = ()
    """Pictures that are no documents by themselves: smaller than a page, or of a saved web page among the members."""


def unpack(data: bytes, file_name: str) -> Unpacked:
    """All documents in an archive and in the archives within it."""
    state = _State(file_name, Purse(file_name))
    state.walk(data, kind_of(data), "", 1)
    if not state.members:
        raise _nothing(file_name, state)
    names = {member.name.lower() for member in state.members}
    parts = {one.name for one in state.members if one.is_picture and not names.isdisjoint(companion_of(one.name))}
    members = tuple(one for one in state.members if one.name not in parts)
    pictures = (*state.pictures, *(one for one in state.members if one.name in parts))
    problems = tuple(
        one
        for one in state.problems
        if one.code != "member_left_out" or names.isdisjoint(companion_of(dict(one.args)["name"]))
    )
    return Unpacked(members, problems, tuple(state.failures), pictures)


def _nothing(file_name: str, state: _State) -> InputError:
    """Why an archive gave no document: the reason of the first member that failed, else what was left out."""
    for _, error in state.failures:
        return type(error)(**error.named | {"file": file_name})
    codes = {problem.code for problem in state.problems}
    if "member_too_large" in codes:
        return LimitExceeded(file=file_name, limit="unpacked_bytes", value=f"> {MAX_MEMBER}", allowed=str(MAX_MEMBER))
    if "member_too_deep" in codes:
        return LimitExceeded(file=file_name, limit="archive_depth", value=f"> {MAX_DEPTH}", allowed=str(MAX_DEPTH))
    return NoDocuments(file=file_name)


def failed_problem(name: str, error: InputError) -> ReadProblem:
    """The issue that a part could not be read, with the error's own words in both languages (``error``: its code)."""
    named = tuple((key, value) for key, value in error.named.items() if key not in {"name", "error"})
    return ReadProblem("member_failed", args=(("name", name), ("error", error.code), *named))


_ERRORS: dict[str, type[InputError]] = {"member_locked": EncryptedInput, "member_damaged": DamagedInput}


class _Store:
    """Contents in one file without a name, which stays in memory while it is small and goes when nobody needs it."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - lives as long as its members

    def put(self, data: bytes) -> Callable[[], bytes]:
        """Keeps a content; the way to get it back."""
        start = self._file.seek(0, io.SEEK_END)
        self._file.write(data)
        return partial(self._get, start, len(data))

    def _get(self, start: int, size: int) -> bytes:
        self._file.seek(start)
        return self._file.read(size)


@record(frozen=False, slots=False)
class _State:
    """What was found so far."""

    file_name: str
    purse: Purse
    store: _Store = field(default_factory=lambda: _Store())
    members: list[Member] = field(default_factory=list)
    pictures: list[Member] = field(default_factory=list)
    problems: list[ReadProblem] = field(default_factory=list)
    failures: list[tuple[str, InputError]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def walk(self, data: bytes, kind: Kind, prefix: str, depth: int) -> None:
        """Takes in the members of one archive; ``prefix``: the names of the archives it lies in."""
        for entry in _entries(data, kind, self.file_name, self.purse):
            if is_noise(entry.name):
                continue
            name, changed = _clean(entry.name)
            if changed:
                self._say("member_name", prefix + name, severity="info")
            self._take(entry, prefix + name, depth)

    def _take(self, entry: Entry, name: str, depth: int) -> None:
        if entry.fault:
            self._say(entry.fault, name, severity="info" if entry.fault == "member_link" else "warning")
            if error := _ERRORS.get(entry.fault):
                self.failures.append((name, error(file=name)))
            return
        if not entry.data:
            return
        digest = hashlib.sha256(entry.data).hexdigest()
        if digest in self.seen:
            self._say("member_twice", name, severity="info")
            return
        self.seen.add(digest)
        found = look_at(entry.data)
        if found.kind in ARCHIVES:
            self._inner(entry.data, found.kind, name, depth + 1)
        elif worth_reading(entry.data, found, name):
            self.members.append(Member(name, digest, self.store.put(entry.data), found.kind == "image"))
        else:
            if found.kind == "image":
                self.pictures.append(Member(name, digest, self.store.put(entry.data), is_picture=True))
            self._say("member_left_out", name, ("found", found.name), severity="info")

    def _inner(self, data: bytes, kind: Kind, name: str, depth: int) -> None:
        if depth > MAX_DEPTH:
            self._say("member_too_deep", name, ("depth", str(MAX_DEPTH)))
            return
        try:
            self.walk(data, kind, name + "/", depth)
        except LimitExceeded:
            raise
        except InputError as error:
            self.problems.append(failed_problem(name, error))
            self.failures.append((name, error))

    def _say(self, code: str, name: str, *more: tuple[str, str], severity: str = "warning") -> None:
        self.problems.append(ReadProblem(code, args=(("name", name), *more), severity=severity))


def _entries(data: bytes, kind: Kind, file_name: str, purse: Purse) -> Iterator[Entry]:
    if kind == "zip":
        return archive_zip.entries(data, file_name, purse)
    if kind == "7z":
        return archive_seven.entries(data, file_name, purse)
    if kind == "rar":
        return archive_rar.entries(data, file_name, purse)
    if kind == "tar":
        return archive_tar.entries(data, file_name, purse)
    return archive_tar.single(data, kind, file_name, purse)


def _clean(name: str) -> tuple[str, bool]:
    """A name that only shows where a member lies, and whether it meant more: "/etc/a", "../a", "C:\\a" are "a"."""
    parts = [part.strip() for part in name.replace("\\", "/").split("/")]
    inner = [part for part in parts if part not in {"", ".", ".."} and not (len(part) == 2 and part[1] == ":")]
    changed = ".." in parts or name.startswith(("/", "\\")) or (len(parts[0]) == 2 and parts[0][1] == ":")
    shown = "/".join("".join(char if char.isprintable() else "\ufffd" for char in part) for part in inner)
    return shown[-MAX_NAME:] or "?", changed
