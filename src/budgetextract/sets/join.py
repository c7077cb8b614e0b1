"""Parts of one disclosure as one: pages, tables and sections count on from part to part.

In     parts as extraction and segmentation left them, each by itself, in the order in which they are to stand.
Out    one ``Extracted`` and one ``Segmented`` over all pages.
Never  read anything again, or let one part's layout change how another was read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from budgetextract.model.document import (
    Block,
    ContentsEntry,
    Extracted,
    Identity,
    Line,
    ReadProblem,
    SectionNode,
    Segmented,
    SourceDocument,
    Table,
)
from budgetextract.sets.outline import missing_of, sections_of

Part = tuple[Extracted, Segmented]


def join(parts: Sequence[Part]) -> Part:
    """Several parts as one document."""
    if len(parts) == 1:
        return parts[0]
    shifts: list[_Shift] = []
    pages = tables = sections = 0
    for extracted, segmented in parts:
        shifts.append(_Shift(pages, tables, sections))
        pages += len(extracted.source.pages)
        tables += len(extracted.tables)
        sections += len(segmented.sections)
    moved = [shift.extracted(extracted) for shift, (extracted, _) in zip(shifts, parts, strict=True)]
    nodes = [shift.segmented(segmented) for shift, (_, segmented) in zip(shifts, parts, strict=True)]
    identity = _identity([one.identity for one in nodes])
    source = _source([extracted.source for extracted, _ in parts], [extracted.source for extracted in moved])
    return (
        Extracted(
            source=source,
            lines=tuple(line for one in moved for line in one.lines),
            tables=tuple(table for one in moved for table in one.tables),
            contents=tuple(entry for one in moved for entry in one.contents),
            problems=tuple(problem for one in moved for problem in one.problems),
        ),
        Segmented(
            identity=identity,
            sections=sections_of(nodes),
            missing_entries=missing_of(nodes, identity.department),
            problems=tuple(problem for one in nodes for problem in one.problems),
        ),
    )


def pages_of(sources: Sequence[SourceDocument]) -> SourceDocument:
    """Files of one page each, say, as the pages of one file."""
    moved: list[SourceDocument] = []
    for source in sources:
        moved.append(_Shift(sum(len(one.pages) for one in moved), 0, 0).source(source))
    return _source(sources, moved)


def moved_table(table: Table, pages: int, tables: int) -> Table:
    """A table of one part as it stands in the whole, behind so many pages and tables."""
    return _Shift(pages, tables, 0).table(table)


def _source(read: Sequence[SourceDocument], moved: Sequence[SourceDocument]) -> SourceDocument:
    """The hash is that of all hashes, in whatever order the parts were given."""
    digest = hashlib.sha256("".join(sorted(source.sha256 for source in read)).encode()).hexdigest()
    readers = {source.reader for source in read}
    return SourceDocument(
        file_name=read[0].file_name,
        sha256=digest,
        media_type=read[0].media_type,
        reader=readers.pop() if len(readers) == 1 else "mixed",
        pages=tuple(page for source in moved for page in source.pages),
        problems=tuple(problem for source in moved for problem in source.problems),
    )


def _identity(identities: Sequence[Identity]) -> Identity:
    """That of the part that says most; what it leaves open, as the first part that says it does."""
    best = max(identities, key=_says)
    others = [one for one in identities if one is not best]
    region = next((one for one in (best, *others) if one.region_name), best)
    return replace(
        best,
        kind=next((one.kind for one in (best, *others) if one.kind != "unknown"), best.kind),
        fiscal_year=next((one.fiscal_year for one in (best, *others) if one.fiscal_year), None),
        department=next((one.department for one in (best, *others) if one.department), ""),
        region_name=region.region_name,
        region_code=region.region_code,
        published=next((one.published for one in (best, *others) if one.published), ""),
        evidence=tuple(item for one in (best, *others) for item in one.evidence),
        conflicts=tuple(item for one in identities for item in one.conflicts),
    )


def _says(identity: Identity) -> int:
    return (identity.kind != "unknown") + 2 * bool(identity.department) + 2 * bool(identity.fiscal_year)


class _Shift:
    """What one part's pages, tables and sections have to be moved by."""

    def __init__(self, pages: int, tables: int, sections: int) -> None:
        self._pages, self._tables, self._sections = pages, tables, sections
        self._lines: dict[int, Line] = {}
        """Lines that were moved already, by identity: a block and the running text share theirs."""

    def extracted(self, one: Extracted) -> Extracted:
        if not self._pages:
            return one
        return Extracted(
            source=self.source(one.source),
            lines=tuple(map(self.line, one.lines)),
            tables=tuple(map(self.table, one.tables)),
            contents=tuple(map(self.entry, one.contents)),
            problems=tuple(map(self.problem, one.problems)),
        )

    def source(self, one: SourceDocument) -> SourceDocument:
        return replace(
            one,
            pages=tuple(page.numbered(page.number + self._pages) for page in one.pages),
            problems=tuple(map(self.problem, one.problems)),
        )

    def segmented(self, one: Segmented) -> Segmented:
        if not self._pages:
            return one
        identity = one.identity
        return Segmented(
            identity=replace(
                identity,
                evidence=tuple((name, page + self._pages, box, text) for name, page, box, text in identity.evidence),
                conflicts=tuple((name, a, b, page + self._pages) for name, a, b, page in identity.conflicts),
            ),
            sections=tuple(map(self._section, one.sections)),
            missing_entries=tuple(map(self.entry, one.missing_entries)),
            problems=tuple(map(self.problem, one.problems)),
        )

    def line(self, line: Line) -> Line:
        moved = self._lines.get(id(line))
        if moved is None:
            moved = self._lines[id(line)] = replace(line, page=line.page + self._pages)
        return moved

    def table(self, table: Table) -> Table:
        return replace(
            table,
            index=table.index + self._tables,
            title_page=table.title_page + self._pages if table.title_page else 0,
            statement_page=table.statement_page + self._pages if table.statement_page else 0,
            pages=tuple(page + self._pages for page in table.pages),
            cells=tuple(replace(cell, page=cell.page + self._pages) for cell in table.cells),
        )

    def entry(self, entry: ContentsEntry) -> ContentsEntry:
        target = entry.target_page
        return replace(
            entry, page=entry.page + self._pages, target_page=target + self._pages if target is not None else None
        )

    def problem(self, problem: ReadProblem) -> ReadProblem:
        return replace(problem, page=problem.page + self._pages) if problem.page is not None else problem

    def _section(self, node: SectionNode) -> SectionNode:
        return replace(
            node,
            parent=node.parent + self._sections if node.parent is not None else None,
            page_start=node.page_start + self._pages,
            page_end=node.page_end + self._pages,
            blocks=tuple(Block(block.text, tuple(map(self.line, block.lines)), block.spans) for block in node.blocks),
            tables=tuple(index + self._tables for index in node.tables),
        )
