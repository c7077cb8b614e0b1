"""The order of the stages: extraction, segmentation, normaliser, checks. No other file knows it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from budgetextract.checks.run import Checked, run_checks
from budgetextract.errors import InputError, LimitExceeded, NoText, NotFound, OcrMissing
from budgetextract.extraction.assemble import assemble
from budgetextract.extraction.second import second_reading
from budgetextract.model.disclosure import Disclosure
from budgetextract.model.document import Extracted, Page, ReadProblem, Segmented, SourceDocument, Table
from budgetextract.model.facts import PerformanceRead
from budgetextract.normaliser.merge import merge
from budgetextract.normaliser.narrative import narrative_statements
from budgetextract.normaliser.performance import read_performance
from budgetextract.normaliser.readings import amounts_differ, with_readings
from budgetextract.normaliser.staffing import staffing_statements
from budgetextract.normaliser.table_facts import table_statements
from budgetextract.result.builder import Found, all_problems, build
from budgetextract.rules.bundle import Rules, load_rules
from budgetextract.segmentation.segment import segment
from budgetextract.sources.pdf import MAX_TEXTS_A_PAGE
from budgetextract.sources.read import OcrChoice, Reading, read_source

TableReader = Literal["auto", "ruled", "pdfplumber", "camelot"]

MAX_BYTES = 512 * 1024 * 1024
MAX_TABLES_AGAIN = 4
MAX_PAGES_AGAIN = 10
"""Tables and pages that are read a second time where their own sums fail."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may choose about one extraction."""

    tables: TableReader = "auto"
    ocr: OcrChoice = "auto"
    keep_contacts: bool = False


def extract(path: str | Path, options: Options | None = None) -> Disclosure:
    """Read one disclosure.

    Raises a kind of ``InputError`` (errors.py) when the file cannot be read.

    >>> extract("samples/hubei/hubei.pdf").document.kind
    'department_budget'
    """
    file = Path(path)
    return extract_bytes(_load(file), file.name, options)


def extract_bytes(data: bytes, file_name: str, options: Options | None = None) -> Disclosure:
    """Read one disclosure from memory; ``file_name`` is only repeated in the result, never believed."""
    chosen = options or Options()
    return _disclosure(_read(data, file_name, chosen), chosen, data=data)


def extract_parts(parts: Sequence[tuple[bytes, str]], options: Options | None = None) -> Disclosure:
    """Read several files as the parts of one disclosure (its text and its tables, say), in the order given."""
    chosen = options or Options()
    sources = [_read(data, name, chosen) for data, name in parts]
    joined = _join(sources)
    listed = tuple((s.file_name, s.sha256, "main" if i == 0 else "part", len(s.pages)) for i, s in enumerate(sources))
    return _disclosure(joined, chosen, listed)


def see(data: bytes, file_name: str, options: Options | None = None) -> tuple[Extracted, Segmented]:
    """Extraction and segmentation alone: pages, lines, tables and headings as they were seen (for drawing them)."""
    rules = load_rules()
    chosen = options or Options()
    extracted = assemble(_read(data, file_name, chosen), rules, tables=chosen.tables, data=data)
    return extracted, segment(extracted, rules)


def _load(file: Path) -> bytes:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise _too_large(file.name, file.stat().st_size)
        return file.read_bytes()
    except FileNotFoundError as error:
        raise NotFound(file=str(file)) from error
    except OSError as error:
        raise InputError(file=str(file), why=error.strerror or "") from error


def _read(data: bytes, file_name: str, options: Options) -> SourceDocument:
    if len(data) > MAX_BYTES:
        raise _too_large(file_name, len(data))
    source = read_source(data, file_name, Reading(options.ocr))
    if not any(page.words for page in source.pages):
        if any(problem.code == "page_too_large" for problem in source.problems):
            raise LimitExceeded(
                file=file_name, limit="page_text", value=f"> {MAX_TEXTS_A_PAGE}", allowed=str(MAX_TEXTS_A_PAGE)
            )
        missing = any(problem.code == "ocr_missing" for problem in source.problems)
        raise (OcrMissing if missing else NoText)(file=file_name, pages=str(len(source.pages)))
    return source


def _too_large(file_name: str, size: int) -> LimitExceeded:
    return LimitExceeded(file=file_name, limit="bytes", value=str(size), allowed=str(MAX_BYTES))


def _join(sources: Sequence[SourceDocument]) -> SourceDocument:
    """One run of pages out of several files; pages count on, and the result writes file and page of each part."""
    pages: list[Page] = []
    problems: list[ReadProblem] = []
    for source in sources:
        offset = len(pages)
        problems += [replace(p, page=p.page + offset if p.page else None) for p in source.problems]
        pages += [page.numbered(page.number + offset) for page in source.pages]
    digest = hashlib.sha256("".join(sorted(source.sha256 for source in sources)).encode()).hexdigest()
    first = sources[0]
    reader = first.reader if len({source.reader for source in sources}) == 1 else "mixed"
    return SourceDocument(first.file_name, digest, first.media_type, reader, tuple(pages), tuple(problems))


def _disclosure(
    source: SourceDocument, options: Options, parts: Sequence[tuple[str, str, str, int]] = (), *, data: bytes = b""
) -> Disclosure:
    """``data``: the file of ``source``, for readers that read it again (none for several files: the first reader)."""
    rules = load_rules()
    extracted = assemble(source, rules, tables=options.tables, data=data)
    segmented = segment(extracted, rules)
    found = _understand(extracted, segmented, rules)
    if data and options.tables == "auto" and found.checked.doubtful_tables:
        found = _read_again(found, data, rules)
    return build(
        Found(
            extracted=found.extracted,
            segmented=segmented,
            facts=found.checked.facts,
            performance=found.performance,
            checks=found.checked.checks,
            findings=found.checked.findings,
            completeness=found.checked.completeness,
            problems=all_problems(
                source.problems,
                found.extracted.problems,
                segmented.problems,
                found.performance.problems,
                found.problems,
                found.checked.problems,
            ),
            parts=parts,
        ),
        keep_contacts=options.keep_contacts,
    )


@dataclass(frozen=True, slots=True)
class _Understood:
    """What normaliser and checks make of one reading of the tables."""

    extracted: Extracted
    segmented: Segmented
    performance: PerformanceRead
    checked: Checked
    problems: Sequence[ReadProblem]


def _understand(
    extracted: Extracted, segmented: Segmented, rules: Rules, second: Mapping[int, Table] | None = None
) -> _Understood:
    """Statements, facts and checks. ``second``: other readings of tables, to be kept beside the first."""
    performance = read_performance(extracted, segmented, rules)
    from_tables, problems = table_statements(extracted, segmented, rules)
    for index, table in (second or {}).items():
        from_tables = with_readings(from_tables, extracted.tables[index], table)
    facts = merge(
        [
            *from_tables,
            *narrative_statements(segmented, extracted, rules),
            *staffing_statements(segmented, extracted, rules),
            *performance.statements,
        ],
        segmented.identity.kind,
    )
    checked = run_checks(facts, segmented, extracted, performance, rules)
    return _Understood(extracted, segmented, performance, checked, problems)


def _read_again(first: _Understood, data: bytes, rules: Rules) -> _Understood:
    """The one loop: tables whose own sums fail are read by another reader, a bounded number of them, once.

    A second reading that says the same leaves the mistake to the document. One that differs is taken where the sums
    hold under it; where they do not, both readings stand beside the fact.
    """
    others: dict[int, Table] = {}
    pages = 0
    for index in first.checked.doubtful_tables[:MAX_TABLES_AGAIN]:
        table = first.extracted.tables[index]
        pages += len(table.pages)
        if pages > MAX_PAGES_AGAIN:
            break
        other = second_reading(data, first.extracted.source, table, rules)
        if other is not None and amounts_differ(table, other):
            others[index] = other
    if not others:
        return first
    tables = tuple(others.get(table.index, table) for table in first.extracted.tables)
    again = _understand(replace(first.extracted, tables=tables), first.segmented, rules)
    mended = set(others) - set(again.checked.doubtful_tables)
    if mended == set(others):
        return again
    tables = tuple(others[t.index] if t.index in mended else t for t in first.extracted.tables)
    kept = {index: other for index, other in others.items() if index not in mended}
    return _understand(replace(first.extracted, tables=tables), first.segmented, rules, kept)
