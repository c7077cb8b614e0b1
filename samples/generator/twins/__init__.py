"""The same document in other forms: Word, web page, workbook, whole or text and tables as two files; and as pictures."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from generator.twins.text import to_markdown
from generator.twins.web import to_html
from generator.twins.word import to_docx
from generator.twins.workbook import to_xlsx

if TYPE_CHECKING:
    from generator.build import Generated

FORMS = ("docx", "html", "md", "set", "image")
"""``set``: the text as DOCX, the tables as XLSX; ``image``: a PDF of scanned pages."""


def twins(made: Generated, form: str) -> dict[str, bytes]:
    """The files of one form, by what follows the stem in their names. Raises ``ValueError`` for an unknown form."""
    writers: dict[str, Callable[[Generated], dict[str, bytes]]] = {
        "docx": lambda made: {".docx": to_docx(made)},
        "html": lambda made: {".html": to_html(made)},
        "md": lambda made: {".md": to_markdown(made)},
        "set": lambda made: {".text.docx": to_docx(made, tables=False), ".tables.xlsx": to_xlsx(made)},
        "image": _to_image,
    }
    if form not in writers:
        raise ValueError(f"no form {form}; there are {', '.join(FORMS)}")
    return writers[form](made)


def _to_image(made: Generated) -> dict[str, bytes]:
    """The PDF without its text. The image libraries are large and only needed here."""
    from generator.scanner import Scanner, scan_file

    name = f"{made.about.style}-{made.about.seed}"
    return {".image.pdf": scan_file(made.pdf, name, Scanner(seed=made.about.seed))}
