"""Office files under a password that nobody has to type: Excel locks a workbook's structure with a password of its own.

Such a file opens in every office program without asking, so it is read like any other. A real password is not tried.

In     the bytes of an OLE container with an encrypted package, or of an encrypted XLS.
Out    ``SourceDocument`` of the reader for what is inside, with the hash of the file itself.
Raises EncryptedInput for a file with a real password.
"""

from __future__ import annotations

import io
import re
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from budgetextract.errors import EncryptedInput
from budgetextract.model.document import SourceDocument
from budgetextract.sources.kinds import kind_of

if TYPE_CHECKING:
    from budgetextract.sources.read import Reading

KNOWN_PASSWORD = "VelvetSweatshop"
"""The password of files that ask for none ([MS-OFFCRYPTO] 2.1)."""
MAX_ROUNDS = 1_000_000
"""Rounds of hashing that a file may ask for; Office writes 100,000."""
_ROUNDS = re.compile(rb'spinCount="(\d{1,20})"')
_INSIDE = {
    "docx": "budgetextract.sources.docx.reader",
    "xlsx": "budgetextract.sources.sheets.xlsx",
}


def read(data: bytes, file_name: str, reading: Reading) -> SourceDocument:
    """The pages of a file that asks for no password. Raises EncryptedInput for one that does."""
    inside = unlocked(data)
    module = _INSIDE.get(kind_of(inside)) if inside is not None else None
    if inside is None or module is None:
        raise EncryptedInput(file=file_name)
    from budgetextract.sources.read import digest

    source: SourceDocument = import_module(module).read(inside, file_name, reading)
    return replace(source, sha256=digest(data))


def unlocked(data: bytes) -> bytes | None:
    """The file without its known password; None where it has a real one, or is not encrypted in a known way."""
    if b"<!DOCTYPE" in data or any(int(rounds) > MAX_ROUNDS for rounds in _ROUNDS.findall(data)):
        return None
    import msoffcrypto

    out = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        file.load_key(password=KNOWN_PASSWORD)
        file.decrypt(out)
    except Exception:  # the library lets whatever a damaged file causes through, from struct, olefile and itself
        return None
    return out.getvalue() or None
