"""Old and foreign office files (DOC, WPS, RTF, ODT; ET, ODS, XLSB): brought into Word's or Excel's form by LibreOffice.

In     the bytes of one file.
Out    ``SourceDocument`` of the DOCX or XLSX reader, with the hash and the media type of the file itself.
Raises MissingTool where there is no LibreOffice, and what the readers raise.
"""

from __future__ import annotations

import re
import struct
from dataclasses import replace

from budgetextract.errors import DamagedInput, EncryptedInput
from budgetextract.model.document import SourceDocument
from budgetextract.record import record
from budgetextract.sources.kinds import Kind, kind_of
from budgetextract.sources.office.run import Conversion, convert
from budgetextract.sources.packages import open_package
from budgetextract.sources.read import Reading, digest

_WORD, _EXCEL = "docx:MS Word 2007 XML", "xlsx:Calc MS Excel 2007 XML"
MAX_STRANGE = 0.02
"""Share of characters that nobody writes, from which a result is the bytes of another format read as text."""
_LIST_TEXT = re.compile(rb"\{\\(?:listtext|pntext)\b")
_LIST_USE = re.compile(rb"\\(?:ls|ilvl)\d+")


@record
class _Way:
    media_type: str
    asked: Conversion


_WAYS: dict[Kind, _Way] = {
    # The filter of the input is named where it is known: LibreOffice reads what it does not know as plain text.
    "doc": _Way("application/msword", Conversion("doc", _WORD, "MS Word 97")),
    "rtf": _Way("application/rtf", Conversion("rtf", _WORD, "Rich Text Format")),
    "wps": _Way("application/vnd.ms-works", Conversion("wps", _WORD)),
    "odt": _Way("application/vnd.oasis.opendocument.text", Conversion("odt", _WORD, "writer8")),
    "et": _Way("application/vnd.ms-excel", Conversion("et", _EXCEL)),
    "xls": _Way("application/vnd.ms-excel", Conversion("xls", _EXCEL)),
    "ods": _Way("application/vnd.oasis.opendocument.spreadsheet", Conversion("ods", _EXCEL, "calc8")),
    "xlsb": _Way("application/vnd.ms-excel.sheet.binary.macroEnabled.12", Conversion("xlsb", _EXCEL)),
    "xml_sheet": _Way("application/xml", Conversion("xml", _EXCEL)),
}


def read(data: bytes, file_name: str, reading: Reading) -> SourceDocument:
    """The pages of a file. Raises MissingTool, DamagedInput, EncryptedInput, LimitExceeded."""
    kind = kind_of(data)
    way = _WAYS.get(kind)
    if way is None:
        raise DamagedInput(file=file_name)
    if kind == "doc" and is_locked_doc(data):
        raise EncryptedInput(file=file_name)
    made = convert(data, file_name, way.asked, chosen=reading.soffice)
    if kind == "rtf" and _LIST_TEXT.search(data) and _lost_numbers(made, file_name):
        made = convert(with_typed_numbers(data), file_name, way.asked, chosen=reading.soffice)
    source = _read_made(made, file_name, reading, word=way.asked.wanted == _WORD)
    if _is_rubbish(source):
        raise DamagedInput(file=file_name)
    return replace(source, sha256=digest(data), media_type=way.media_type)


def _read_made(made: bytes, file_name: str, reading: Reading, *, word: bool) -> SourceDocument:
    if word:
        from budgetextract.sources.docx import reader as docx

        return docx.read(made, file_name, reading)
    from budgetextract.sources.sheets import xlsx

    return xlsx.read(made, file_name, reading)


def is_locked_doc(data: bytes) -> bool:
    """True for a Word 97 file under a password: a bit of its header says so."""
    import olefile

    try:
        with olefile.OleFileIO(data) as container:
            head = container.openstream("WordDocument").read(12)
    except (OSError, ValueError, IndexError, struct.error):
        return False  # a damaged container: LibreOffice says the rest
    return len(head) == 12 and bool(struct.unpack_from("<H", head, 10)[0] & 0x0100)


def with_typed_numbers(data: bytes) -> bytes:
    """Rich text with its automatic numbers typed: each is written beside its list, for programs without lists."""
    return _LIST_USE.sub(b"", _LIST_TEXT.sub(b"{", data))


def _lost_numbers(made: bytes, file_name: str) -> bool:
    """True where a Word file's automatic numbers hold question marks: their writer had no Chinese charset for them."""
    package = open_package(made, file_name)
    if "word/numbering.xml" not in package:
        return False
    return bool(re.search(rb'lvlText w:val="[^"]*\?', package.read("word/numbering.xml")))


def _is_rubbish(source: SourceDocument) -> bool:
    """True for text that is none: replacement and private characters among the first thousands."""
    text = "".join(word.text for page in source.pages[:3] for word in page.words[:2000])
    strange = sum(1 for char in text if char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or char < " ")
    return strange > MAX_STRANGE * len(text)
