"""A PDF opened by pdfium, mended once where it is broken."""

from __future__ import annotations

import io

import pypdfium2 as pdfium

from budgetextract.errors import DamagedInput, EncryptedInput, NoPages
from budgetextract.model.document import ReadProblem


def open_pdf(data: bytes, file_name: str) -> pdfium.PdfDocument:
    """The document, mended once where it is broken. Raises EncryptedInput, DamagedInput, NoPages."""
    return opened(data, file_name, [])


def opened(data: bytes, file_name: str, problems: list[ReadProblem]) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        cause = error
    why = str(cause).lower()
    repaired = _repaired(data, file_name, locked="password" in why or "security" in why)
    try:
        document = pdfium.PdfDocument(repaired)
    except pdfium.PdfiumError:
        raise DamagedInput(file=file_name) from cause
    problems.append(ReadProblem(code="repaired", severity="warning"))
    return document


def _repaired(data: bytes, file_name: str, *, locked: bool) -> bytes:
    """One try to mend a broken file (a cut tail, a damaged cross-reference table) with qpdf.

    qpdf also says why pdfium would not open it: pdfium's own word can be the one it left at an earlier document.
    """
    import pikepdf

    output = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as broken:
            if len(broken.pages) == 0:
                raise NoPages(file=file_name)
            broken.save(output)
    except pikepdf.PasswordError as error:
        raise EncryptedInput(file=file_name) from error
    except NoPages:
        raise
    except Exception as error:  # qpdf has no common base for all it can raise on hostile bytes
        raise (EncryptedInput if locked and b"/Encrypt" in data else DamagedInput)(file=file_name) from error
    return output.getvalue()
