"""Any document to pages: its kind by content, and the reader for that kind.

In     the bytes of one file; its name is repeated in the result and never believed.
Out    ``SourceDocument``.
Raises a kind of ``InputError`` that says why a file cannot be read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib import import_module
from typing import Literal, cast

from budgetextract.errors import EmptyInput, UnsupportedInput
from budgetextract.model.document import SourceDocument
from budgetextract.record import record
from budgetextract.sources.kinds import Kind, look_at

OcrChoice = Literal["auto", "never", "always"]
Beside = Callable[[str], bytes | None]
"""From a path relative to a file to the content of the file there, if it was given with it."""


@record
class Reading:
    """What a user may choose about reading. ``ocr``: pages without trustworthy text (auto), none, or all of them.
    ``soffice``: the path of LibreOffice, "" to look for it. ``beside``: where the pictures of a web page are
    looked for; never a file that was not given."""

    ocr: OcrChoice = "auto"
    soffice: str = ""
    beside: Beside | None = None


Reader = Callable[[bytes, str, Reading], SourceDocument]
"""(data, file name, choices) to pages. Raises a kind of ``InputError``."""

READERS: dict[Kind, str] = {
    "html": "budgetextract.sources.html.reader",
    "mhtml": "budgetextract.sources.html.reader",
    "text": "budgetextract.sources.text.reader",
    "ofd": "budgetextract.sources.ofd.reader",
    "image": "budgetextract.sources.ocr.image_files",
    "pdf": "budgetextract.sources.pdf.reader",
    "docx": "budgetextract.sources.docx.reader",
    "doc": "budgetextract.sources.office.reader",
    "wps": "budgetextract.sources.office.reader",
    "rtf": "budgetextract.sources.office.reader",
    "odt": "budgetextract.sources.office.reader",
    "xml_word": "budgetextract.sources.docx.word_xml",
    "et": "budgetextract.sources.office.reader",
    "ods": "budgetextract.sources.office.reader",
    "xlsb": "budgetextract.sources.office.reader",
    "xml_sheet": "budgetextract.sources.sheets.xml_sheet",
    "locked": "budgetextract.sources.locked",
    "xls": "budgetextract.sources.sheets.xls",
    "xlsx": "budgetextract.sources.sheets.xlsx",
}
"""Module by kind; each has ``read(data, file_name, reading)`` and is imported when it is needed."""


def read_source(data: bytes, file_name: str, reading: Reading | None = None) -> SourceDocument:
    """The pages of a document.

    Raises EmptyInput, EncryptedInput, UnsupportedInput and what the reader of its kind raises.
    """
    if not data:
        raise EmptyInput(file=file_name)
    found = look_at(data)
    module = READERS.get(found.kind)
    if module is None:
        raise UnsupportedInput(file=file_name, found=found.name)
    read = cast(Reader, import_module(module).read)
    return read(data, file_name, reading or Reading())


def digest(data: bytes) -> str:
    """The content's hash, as it stands in the result."""
    return hashlib.sha256(data).hexdigest()
