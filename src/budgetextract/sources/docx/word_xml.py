"""Word files as one XML file: Word 2003 XML, which web systems fill from templates, and flat packages.

In     the bytes of one XML file.
Out    what the DOCX reader makes of it.
How    a flat package is the parts of a DOCX in one file. Word 2003 has the same elements under older names: they are
       renamed, and its lists become a numbering part. LibreOffice reads these files too, but loses merged cells and
       inserted text.
"""

from __future__ import annotations

import base64
import binascii
import io
import re
import zipfile
from typing import TYPE_CHECKING

from budgetextract.errors import DamagedInput
from budgetextract.model.document import SourceDocument
from budgetextract.sources.docx.parts import Parts, w
from budgetextract.sources.docx.reader import read_parts
from budgetextract.sources.packages import open_package, parse_xml
from budgetextract.sources.read import Reading

if TYPE_CHECKING:
    from lxml.etree import _Element

MEDIA_TYPE = "application/xml"
_PACKAGE = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_OLD = "{http://schemas.microsoft.com/office/word/2003/wordml}"
_ANNOTATION = "{http://schemas.microsoft.com/aml/2001/core}annotation"
_CONTENT = "{http://schemas.microsoft.com/aml/2001/core}content"
_HINTS = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_KEPT = tuple(f"{{urn:schemas-microsoft-com:{name}}}" for name in ("vml", "office:office", "office:word"))
_RENAMED = {"vmerge": "vMerge", "hmerge": "hMerge", "hlink": "hyperlink", "listPr": "numPr", "ilfo": "numId"}
_CHANGES = {"Word.Insertion": "ins", "Word.Deletion": "del"}
_HYPHEN = re.compile(r"-(\w)")
_FORMS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 10: "ideographDigital",
    11: "japaneseCounting", 14: "decimalFullWidth", 15: "decimalHalfWidth", 16: "japaneseLegal",
    17: "japaneseDigitalTenThousand", 18: "decimalEnclosedCircle", 19: "decimalFullWidth2", 22: "decimalZero",
    23: "bullet", 26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen", 28: "decimalEnclosedCircleChinese",
    29: "ideographEnclosedCircle", 30: "ideographTraditional", 31: "ideographZodiac", 32: "ideographZodiacTraditional",
    33: "taiwaneseCounting", 34: "ideographLegalTraditional", 35: "taiwaneseCountingThousand", 36: "taiwaneseDigital",
    37: "chineseCounting", 38: "chineseLegalSimplified", 39: "chineseCountingThousand", 255: "none",
}  # fmt: skip
"""Forms of numbers by their codes in old files."""


def read(data: bytes, file_name: str, reading: Reading) -> SourceDocument:
    """The pages of the file. Raises DamagedInput, LimitExceeded."""
    root = parse_xml(data.lstrip(), file_name)
    if root.tag == _PACKAGE + "package":
        parts = Parts(open_package(_zipped(root, file_name), file_name), file_name)
    elif root.tag == _OLD + "wordDocument":
        parts = _OldParts(root)
    else:
        raise DamagedInput(file=file_name)
    return read_parts(parts, data, file_name, MEDIA_TYPE, reading)


def _zipped(root: _Element, file_name: str) -> bytes:
    """A flat package as the package it stands for."""
    from lxml import etree

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for part in root.iter(_PACKAGE + "part"):
            name = (part.get(_PACKAGE + "name") or "").lstrip("/")
            content, binary = part.find(_PACKAGE + "xmlData"), part.find(_PACKAGE + "binaryData")
            try:
                if content is not None and len(content):
                    archive.writestr(name, etree.tostring(content[0], encoding="utf-8"))
                elif binary is not None and not name.startswith("word/media/"):
                    archive.writestr(name, base64.b64decode(binary.text or ""))
            except (ValueError, binascii.Error) as why:
                raise DamagedInput(file=file_name) from why
    return out.getvalue()


class _OldParts(Parts):
    """The parts of a Word 2003 file, brought to the names of today."""

    def __init__(self, root: _Element) -> None:
        lists = root.find(_OLD + "lists")
        _rename(root)
        self._root = root
        self._numbering = _numbering(lists) if lists is not None else None

    def document(self) -> _Element:
        return self._root

    def part(self, kind: str) -> _Element | None:
        return self._numbering if kind == "numbering" else self._root.find(w("styles")) if kind == "styles" else None

    def target(self, ident: str | None) -> str:
        return ""  # pictures stand in the text itself

    @property
    def has_macros(self) -> bool:
        return bool(self._root.get(w("macrosPresent")) == "yes")


def _rename(root: _Element) -> None:
    for node in root.iter():
        tag = node.tag
        if not isinstance(tag, str):
            continue
        if tag.startswith(_OLD):
            node.tag = w(_name(tag[len(_OLD) :]))
        elif tag == _ANNOTATION:
            node.tag = w(_CHANGES.get(node.get(_OLD + "type") or "", "smartTag"))
        elif tag == _CONTENT or not tag.startswith(_KEPT):
            node.tag = w("smartTag")  # sections, smart tags and other wrappers show what is in them
        for name in list(node.attrib):
            if isinstance(name, str) and name.startswith(_OLD):
                node.set(w(_name(name[len(_OLD) :])), node.attrib.pop(name))


def _name(name: str) -> str:
    return _RENAMED.get(name) or _HYPHEN.sub(lambda match: match.group(1).upper(), name)


def _numbering(lists: _Element) -> _Element:
    """The renamed lists of an old file as a numbering part."""
    from lxml import etree

    root = etree.Element(w("numbering"))
    for node in lists.findall(w("listDef")):
        made = etree.SubElement(root, w("abstractNum"))
        made.set(w("abstractNumId"), node.get(w("listDefId")) or "")
        for level in node.findall(w("lvl")):
            _new_level(level)
            made.append(level)
    for node in lists.findall(w("list")):
        made = etree.SubElement(root, w("num"))
        made.set(w("numId"), node.get(w("numId")) or "")
        target = node.find(w("ilst"))
        link = etree.SubElement(made, w("abstractNumId"))
        link.set(w("val"), (target.get(w("val")) if target is not None else None) or "")
        for override in node.findall(w("lvlOverride")):
            for level in override.findall(w("lvl")):
                _new_level(level)
            made.append(override)
    return root


def _new_level(level: _Element) -> None:
    """A level with the form of its numbers by name, and what parts them from the text in small letters."""
    form, suffix = level.find(w("nfc")), level.find(w("suff"))
    code = form.get(w("val")) if form is not None else None
    if form is not None and code is not None and code.isdigit():
        form.tag = w("numFmt")
        form.set(w("val"), _FORMS.get(int(code), "decimal"))
    if suffix is not None:
        suffix.set(w("val"), (suffix.get(w("val")) or "").lower())
