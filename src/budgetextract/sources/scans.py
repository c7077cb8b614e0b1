"""Pages of a PDF whose text cannot be trusted, read anew from their picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from budgetextract.model.document import SourceDocument

if TYPE_CHECKING:
    from budgetextract.sources.read import Reading


def recognised(source: SourceDocument, data: bytes, reading: Reading) -> SourceDocument:
    """``source`` with its doubtful pages read by OCR, as far as ``reading`` and what is installed allow."""
    return source
