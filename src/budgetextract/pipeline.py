"""The order of the stages: extraction, segmentation, normaliser, checks. No other file knows it."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from budgetextract.errors import LimitExceeded, NoText, OcrMissing
from budgetextract.extraction.assemble import assemble
from budgetextract.model.disclosure import Disclosure
from budgetextract.model.document import Extracted, ReadProblem, Segmented, SourceDocument
from budgetextract.record import record
from budgetextract.rereading import read_again
from budgetextract.result.builder import Found, all_problems, build
from budgetextract.rules.bundle import load_rules
from budgetextract.segmentation.segment import segment
from budgetextract.sets.join import join, pages_of
from budgetextract.sets.rule import Shape, in_order, roles, shape_of
from budgetextract.sources.files import MAX_BYTES, load, too_large
from budgetextract.sources.pdf.reader import MAX_TEXTS_A_PAGE
from budgetextract.sources.read import Beside, OcrChoice, Reading, read_source
from budgetextract.understanding import understand

TableReader = Literal["auto", "ruled", "pdfplumber", "camelot"]
SetsChoice = Literal["auto", "wide", "never"]

COLLECT_AFTER = 1_000_000
"""New objects after which Python looks for unreachable circles while a document is read; few documents are more."""


@record
class Options:
    """What a user may choose about one extraction."""

    tables: TableReader = "auto"
    ocr: OcrChoice = "auto"
    keep_contacts: bool = False
    sets: SetsChoice = "auto"
    """Which files are parts of one disclosure by themselves: members of one archive and files that differ in their
    suffix only (auto), files of one folder too (wide), none (never)."""
    soffice: str = ""
    """Path of LibreOffice, "" to look for it."""


def extract(path: str | Path, options: Options | None = None) -> Disclosure:
    """Read one file as one disclosure; ``intake.extract`` reads archives too.

    Raises a kind of ``InputError`` (errors.py) when the file cannot be read.

    >>> extract("samples/hubei/hubei.pdf").document.kind
    'department_budget'
    """
    file = Path(path)
    return extract_bytes(load(file), file.name, options)


def extract_bytes(data: bytes, file_name: str, options: Options | None = None) -> Disclosure:
    """Read one disclosure from memory; ``file_name`` is only repeated in the result, never believed."""
    with rare_collections():
        return disclose([open_part(data, file_name, options)], options)


def extract_parts(parts: Sequence[tuple[bytes, str]], options: Options | None = None) -> Disclosure:
    """Read several files as the parts of one disclosure (its text and its tables, say); the text comes first in it."""
    with rare_collections():
        return disclose([open_part(data, name, options) for data, name in parts], options)


@record
class Opened:
    """One file, read and cut into sections; what it says is not looked at yet. ``data``: the file itself."""

    data: bytes
    extracted: Extracted
    segmented: Segmented
    files: tuple[tuple[str, str, int], ...]
    """(file name, sha256, pages): one, or several whose pages follow one another."""

    @property
    def shape(self) -> Shape:
        """What tells whether it is part of a set."""
        source = self.extracted.source
        return shape_of(source.file_name, self.extracted, self.segmented)


@contextmanager
def rare_collections() -> Iterator[None]:
    """Python's search for unreachable circles put off while a document is read.

    There are none to speak of, and a document is a hundred thousand small objects that are all still needed. Whoever
    has switched the search off or made it rarer keeps that.
    """
    before = gc.get_threshold()
    if 0 < before[0] < COLLECT_AFTER:
        gc.set_threshold(COLLECT_AFTER, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def open_part(data: bytes, file_name: str, options: Options | None = None) -> Opened:
    """Reads one file, as far as it can be read without the other parts of its disclosure."""
    return open_pages([(data, file_name)], options)


def open_pages(
    files: Sequence[tuple[bytes, str]], options: Options | None = None, beside: Beside | None = None
) -> Opened:
    """Reads files that are the pages of one (pictures from a scanner), in their order; ``beside``: see ``Reading``."""
    rules = load_rules()
    chosen = options or Options()
    with rare_collections():
        sources = [_read(data, name, chosen, beside) for data, name in files]
        source = sources[0] if len(sources) == 1 else pages_of(sources)
        _check_text(source)
        data = files[0][0] if len(files) == 1 else b""
        extracted = assemble(source, rules, tables=chosen.tables, data=data)
        listed = tuple((one.file_name, one.sha256, len(one.pages)) for one in sources)
        return Opened(data, extracted, segment(extracted, rules), listed)


def see(data: bytes, file_name: str, options: Options | None = None) -> tuple[Extracted, Segmented]:
    """Extraction and segmentation alone: pages, lines, tables and headings as they were seen (for drawing them)."""
    opened = open_part(data, file_name, options)
    return opened.extracted, opened.segmented


def _read(data: bytes, file_name: str, options: Options, beside: Beside | None) -> SourceDocument:
    if len(data) > MAX_BYTES:
        raise too_large(file_name, len(data))
    return read_source(data, file_name, Reading(options.ocr, options.soffice, beside))


def _check_text(source: SourceDocument) -> None:
    """Raises where there is not a word on any page."""
    if any(page.words for page in source.pages):
        return
    if any(problem.code == "page_too_large" for problem in source.problems):
        raise LimitExceeded(
            file=source.file_name, limit="page_text", value=f"> {MAX_TEXTS_A_PAGE}", allowed=str(MAX_TEXTS_A_PAGE)
        )
    missing = any(problem.code in ("ocr_missing", "pictures_need_ocr") for problem in source.problems)
    raise (OcrMissing if missing else NoText)(file=source.file_name, pages=str(len(source.pages)))


def disclose(
    parts: Sequence[Opened], options: Options | None = None, problems: Sequence[ReadProblem] = ()
) -> Disclosure:
    """One disclosure out of the parts it was published in. ``problems``: what else could not be read of it.

    A part that nobody else holds is let go of before the result is made, which takes as much memory.
    """
    chosen = options or Options()
    with rare_collections():
        found = understood(parts, chosen, problems)
        del parts
        return build(found, keep_contacts=chosen.keep_contacts)


def understood(parts: Sequence[Opened], chosen: Options, problems: Sequence[ReadProblem] = ()) -> Found:
    """What the stages after the reading find, before it is made the contract's object."""
    rules = load_rules()
    parts = [parts[index] for index in in_order([part.shape for part in parts])] if len(parts) > 1 else parts
    extracted, segmented = join([(part.extracted, part.segmented) for part in parts])
    found = understand(extracted, segmented, rules)
    if chosen.tables == "auto" and found.checked.doubtful_tables:
        found = read_again(found, [(part.data, part.extracted) for part in parts], rules)
    return Found(
        extracted=found.extracted,
        segmented=segmented,
        facts=found.checked.facts,
        performance=found.performance,
        checks=found.checked.checks,
        findings=found.checked.findings,
        completeness=found.checked.completeness,
        problems=all_problems(
            problems,
            () if segmented.identity.fiscal_year else (ReadProblem("no_year", severity="error"),),
            extracted.source.problems,
            found.extracted.problems,
            segmented.problems,
            found.performance.problems,
            found.problems,
            found.checked.problems,
        ),
        parts=_listed(parts),
    )


def _listed(parts: Sequence[Opened]) -> tuple[tuple[str, str, str, int], ...]:
    """(file name, sha256, role, pages) of each file, where there are several."""
    names = roles([part.shape for part in parts])
    listed = [
        (file, digest, role, pages)
        for part, role in zip(parts, names, strict=True)
        for file, digest, pages in part.files
    ]
    return tuple(listed) if len(listed) > 1 else ()
