"""Packages of XML parts in a zip (DOCX, XLSX, OFD), opened with limits; nothing in them is followed or run.

In     the bytes of a file that begins like a zip.
Out    ``Package``: its parts by name, as bytes or as parsed XML.
Never  unpack more than the limits allow, write to disk, expand an entity, load a DTD, fetch an address.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from budgetextract.errors import DamagedInput, EncryptedInput, LimitExceeded

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_MEMBERS = 20_000
"""Parts of one file; a Word file of a thousand pictures has some 2,000."""
MAX_TOTAL = 1024 * 1024 * 1024
"""Unpacked bytes of all parts together, as the file declares them (zipfile never reads more than that)."""
MAX_PART = 256 * 1024 * 1024
"""Unpacked bytes of one part."""
MAX_RATIO = 250
"""Unpacked bytes for one packed byte in files that unpack to more than ``FREE_RATIO``; blank cells reach 100."""
FREE_RATIO = 32 * 1024 * 1024
MAX_MARKS = 8_000_000
"""Angle brackets of one part that is parsed whole: 300,000 cells of a table, a gigabyte of memory at the worst."""
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))


class Package:
    """The parts of a package. Names are compared without case, leading slashes and back slashes, as Office does."""

    def __init__(self, archive: zipfile.ZipFile, file_name: str) -> None:
        self._archive = archive
        self._file = file_name
        self._infos = {_key(info.filename): info for info in archive.infolist() if not info.is_dir()}

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all parts, in the order of the file, with forward slashes and no leading one."""
        return tuple(_name(info.filename) for info in self._infos.values())

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and _key(name) in self._infos

    def size(self, name: str) -> int:
        """Unpacked bytes of a part, 0 where there is none."""
        info = self._infos.get(_key(name))
        return info.file_size if info else 0

    def read(self, name: str) -> bytes:
        """A part's bytes. Raises DamagedInput (no such part, wrong checksum), EncryptedInput, LimitExceeded."""
        info = self._infos.get(_key(name))
        if info is None:
            raise DamagedInput(file=self._file)
        if info.flag_bits & 0x1:
            raise EncryptedInput(file=self._file)
        _bounded(self._file, "unpacked_bytes", info.file_size, MAX_PART)
        try:
            return self._archive.read(info)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            OSError,
            ValueError,
        ) as why:
            raise DamagedInput(file=self._file) from why

    def xml(self, name: str) -> _Element:
        """A part as parsed XML (see ``parse_xml``)."""
        return parse_xml(self.read(name), self._file)

    def xml_or_none(self, name: str) -> _Element | None:
        """A part as parsed XML; None where the package has no such part or it is no XML, for parts one can do without.

        Raises DamagedInput for a DTD all the same.
        """
        if name not in self:
            return None
        data = self.read(name)
        refuse_doctype(data, self._file)
        try:
            return parse_xml(data, self._file)
        except DamagedInput:
            return None

    def refuse_doctypes(self, suffixes: Iterable[str] = (".xml", ".rels")) -> None:
        """Raise DamagedInput if any XML part has a DTD: for readers that hand the file to another library."""
        endings = tuple(suffixes)
        for info in self._infos.values():
            if info.filename.lower().endswith(endings):
                refuse_doctype(self.read(info.filename), self._file)


def open_package(data: bytes, file_name: str) -> Package:
    """The package in ``data``. Raises DamagedInput, EncryptedInput (an OLE container with a package inside it),
    LimitExceeded (``members``, ``unpacked_bytes``, ``unpacked_ratio``)."""
    if data.startswith(OLE_MAGIC):
        raise EncryptedInput(file=file_name) if is_encrypted_ole(data) else DamagedInput(file=file_name)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, NotImplementedError, EOFError) as why:
        raise DamagedInput(file=file_name) from why
    infos = archive.infolist()
    _bounded(file_name, "members", len(infos), MAX_MEMBERS)
    total = sum(info.file_size for info in infos)
    _bounded(file_name, "unpacked_bytes", total, MAX_TOTAL)
    if total > FREE_RATIO:
        _bounded(file_name, "unpacked_ratio", total // max(1, len(data)), MAX_RATIO)
    return Package(archive, file_name)


def parse_xml(data: bytes, file_name: str) -> _Element:
    """XML as a tree: no DTD, no entities, nothing fetched, nesting and text nodes within libxml2's usual limits.

    Raises DamagedInput, LimitExceeded (``xml_tags``).
    """
    from lxml import etree

    refuse_doctype(data, file_name)
    _bounded(file_name, "xml_tags", data.count(b"<"), MAX_MARKS)
    try:
        root = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError) as why:
        raise DamagedInput(file=file_name) from why
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise DamagedInput(file=file_name)
    return root


def _parser() -> object:
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def refuse_doctype(data: bytes, file_name: str) -> None:
    """Raise DamagedInput if XML has a DTD; office files never do."""
    if any(doctype in data for doctype in _DOCTYPES):
        raise DamagedInput(file=file_name)


def relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """id -> (last word of the type, part name) of a part's relations inside the package; external ones are left out."""
    folder, name = posixpath.split(part)
    root = package.xml_or_none(posixpath.join(folder, "_rels", name + ".rels"))
    if root is None:
        return {}
    return {ident: (kind, target) for ident, kind, target in _inner(root, folder)}


def _inner(root: _Element, folder: str) -> Iterator[tuple[str, str, str]]:
    for relation in root:
        if not isinstance(relation.tag, str) or relation.get("TargetMode", "").lower() == "external":
            continue
        target = (relation.get("Target") or "").replace("\\", "/")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        yield relation.get("Id") or "", (relation.get("Type") or "").rpartition("/")[2], path


def is_encrypted_ole(data: bytes) -> bool:
    """True for an OLE container that holds an office package under a password."""
    # Names of OLE streams are UTF-16; looking for them spares parsing a container that may be damaged.
    return any(name.encode("utf-16-le") in data for name in ("EncryptedPackage", "EncryptionInfo"))


def _name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")


def _key(name: str) -> str:
    return _name(name).lower()


def _bounded(file_name: str, limit: str, size: int, most: int) -> None:
    if size > most:
        raise LimitExceeded(file=file_name, limit=limit, value=str(size), allowed=str(most))
