"""The contract's object out of what the stages found. Nothing is decided here but how it is written.

Every text of the document passes ``Privacy.mask``, so that personal data leaves only when asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar, cast

from budgetextract.model.compact import new_cell, new_mention, new_section, new_table
from budgetextract.model.disclosure import (
    Check,
    Completeness,
    Disclosure,
    DocumentInfo,
    Fact,
    Finding,
    Goal,
    Indicator,
    Issue,
    Level,
    Mention,
    Origin,
    Part,
    Performance,
    Project,
    Reading,
    Region,
    Scope,
    Section,
    Source,
    TableOut,
    Text,
)
from budgetextract.model.document import Extracted, ReadProblem, SectionNode, Segmented, Table
from budgetextract.model.facts import FactDraft, IndicatorDraft, PerformanceRead, ProjectDraft, Statement
from budgetextract.model.wheres import worded
from budgetextract.record import record
from budgetextract.result.issues import issues, personal_data
from budgetextract.result.places import Places
from budgetextract.result.privacy import Privacy, contacts_of
from budgetextract.result.wheres import words

MAX_SOURCE_TEXT = 240
"""Characters of the printed words that go with a mention."""

T = TypeVar("T")


@record(frozen=False)
class Found:
    """All that the stages found in one disclosure. ``build`` uses it up."""

    extracted: Extracted
    segmented: Segmented
    facts: Sequence[FactDraft]
    performance: PerformanceRead
    checks: Sequence[Check]
    findings: Sequence[Finding]
    completeness: Sequence[Completeness]
    problems: Sequence[ReadProblem]
    parts: Sequence[tuple[str, str, str, int]] = ()
    """(file name, sha256, role, pages) of a set of files."""


def build(found: Found, *, keep_contacts: bool = False) -> Disclosure:
    """The disclosure as the contract has it.

    Facts, sections and tables are let go of one after the other as they are written, and are gone from ``found``: those
    of a long document take as much memory as the result, and need not be there twice.
    """
    return _Builder(found, keep_contacts).disclosure()


def decimal_text(value: Decimal) -> str:
    """A decimal without exponent, as stated: trailing zeros stay."""
    return format(value if value else abs(value), "f")


class _Builder:
    def __init__(self, found: Found, keep_contacts: bool) -> None:
        pages = found.extracted.source.pages
        self._privacy = Privacy(contacts_of(found.extracted, found.segmented, found.problems), keep=keep_contacts)
        self._mask = self._privacy.mask
        self._places = Places(pages, [(name, count) for name, _, _, count in found.parts])
        self._source = replace(found.extracted.source, pages=())
        self._pages = sum(page.on_paper for page in pages)
        self._identity = found.segmented.identity
        self._found = found
        self._section_of_table = {
            index: number for number, node in enumerate(found.segmented.sections) for index in node.tables
        }

    def disclosure(self) -> Disclosure:
        found = self._found
        performance = self._performance()
        found.performance = PerformanceRead()
        drafts, found.facts = list(found.facts), ()
        facts = [self._fact(draft) for draft in _taken(drafts)]
        nodes, found.segmented = list(found.segmented.sections), replace(found.segmented, sections=())
        sections = [self._section(node) for node in _taken(nodes)]
        tables, found.extracted = list(found.extracted.tables), Extracted(self._source, (), ())
        return Disclosure(
            document=self._document(),
            sections=sections,
            tables=[self._table(table) for table in _taken(tables)],
            figures=[fact for fact in facts if not fact.concept.startswith(("staff.", "org."))],
            staffing=[fact for fact in facts if fact.concept.startswith(("staff.", "org."))],
            performance=performance,
            checks=[self._check(check) for check in found.checks],
            findings=[self._finding(finding) for finding in found.findings],
            completeness=[
                item if item.source is None else item.model_copy(update={"source": self._placed(item.source)})
                for item in found.completeness
            ],
            issues=self._issues(),
        )

    def _issues(self) -> list[Issue]:
        names, numbers = self._privacy.contacts.counts()
        read = [
            issue.model_copy(update={"message": self._masked(issue.message)})
            for issue in issues(self._found.problems, self._places)
        ]
        return [*read, *personal_data(names, numbers, kept=self._privacy.keep)]

    # --- the document

    def _document(self) -> DocumentInfo:
        source, identity = self._source, self._identity
        region = None
        if identity.region_name:
            region = Region(name=identity.region_name, code=identity.region_code or None)
        parts = [Part(file_name=name, sha256=digest, role=role) for name, digest, role, _ in self._found.parts]
        return DocumentInfo.model_validate(
            {
                "file_name": source.file_name,
                "sha256": source.sha256,
                "media_type": source.media_type,
                "parts": parts or None,
                "pages": self._pages or None,
                "reader": source.reader,
                "kind": identity.kind,
                "fiscal_year": identity.fiscal_year,
                "department": identity.department or None,
                "region": region,
                "published": identity.published or None,
            }
        )

    def _section(self, node: SectionNode) -> Section:
        start = self._places.source(node.page_start, node.bbox)
        return new_section(
            id=node.id,
            number=node.number,
            title=self._mask(node.title),
            level=node.level,
            parent=node.parent,
            part=start.part,
            paragraph=start.paragraph,
            page_start=self._places.page(node.page_start),
            page_end=self._places.page(node.page_end),
            text=self._mask("\n".join(block.text for block in node.blocks)),
            confidence=round(float(node.confidence), 4),
        )

    # --- tables

    def _table(self, table: Table) -> TableOut:
        texts = {(cell.row, cell.column): self._mask(cell.text) for cell in table.cells}
        places = [self._places.place(cell.page, cell.bbox) for cell in table.cells]
        rows: list[list[str]] = []
        for row in range(table.header_rows, table.row_count):
            values = [texts.get((row, column), "") for column in range(table.column_count)]
            if any(value.strip() for value in values):
                rows.append(values)
        return new_table(
            id=f"t{table.index}",
            table=table.table,
            title=self._mask(table.title),
            section=self._section_of_table.get(table.index),
            unit=self._mask(table.unit) or None,
            part=self._places.part(table.pages[0]),
            sheet=(places[0].sheet or None) if places and places[0] else None,
            pages=self._places.pages(table.pages),
            header_rows=table.header_rows,
            columns=[self._mask(column) for column in table.columns],
            rows=rows,
            cells=[
                new_cell(
                    row=cell.row,
                    column=cell.column,
                    row_span=cell.row_span,
                    column_span=cell.column_span,
                    text=texts[cell.row, cell.column],
                    page=self._places.page(cell.page),
                    bbox=self._places.box(cell.page, cell.bbox),
                    cell=(place.cell or None) if place else None,
                )
                for cell, place in zip(table.cells, places, strict=True)
            ],
            empty_statement=self._mask(table.empty_statement) or None,
        )

    # --- facts

    def _fact(self, draft: FactDraft) -> Fact:
        readings = [
            Reading(reader=reader, text=self._mask(text), value=None if value is None else decimal_text(value))
            for statement in draft.statements
            for reader, text, value in statement.readings
        ]
        return Fact.model_validate(
            {
                "id": draft.id,
                "concept": draft.key.concept,
                "measure": draft.key.measure,
                "fiscal_year": draft.key.fiscal_year,
                "dimensions": {name: self._mask(value) for name, value in draft.key.dimensions},
                "value": decimal_text(draft.value),
                "unit": draft.unit,
                "mentions": [self._mention(statement) for statement in draft.statements],
                "status": draft.status,
                "confidence": round(draft.confidence, 4),
                "readings": readings or None,
            }
        )

    def _mention(self, statement: Statement) -> Mention:
        source = self._places.source(
            statement.page,
            statement.bbox,
            self._mask(statement.text)[:MAX_SOURCE_TEXT],
            section=statement.section,
            table=statement.table,
            row=statement.row,
            column=statement.column,
            reader=statement.reader,
            confidence=statement.confidence,
        )
        return new_mention(
            value=decimal_text(statement.value),
            stated=statement.stated,
            stated_unit=statement.stated_unit,
            precision=decimal_text(statement.precision),
            origin=cast(Origin, statement.origin),
            source=source,
        )

    # --- performance

    def _performance(self) -> Performance:
        read = self._found.performance
        funds = self._funds()
        return Performance(
            projects=[self._project(project, funds.get(project.table, [])) for project in read.projects],
            indicators=[self._indicator(indicator) for indicator in read.indicators],
        )

    def _funds(self) -> dict[int, list[tuple[str, str | None]]]:
        """(fact id, project) by the table (form) that states them; one table may hold the forms of several projects."""
        out: dict[int, list[tuple[str, str | None]]] = {}
        for draft in self._found.facts:
            for table in {s.table for s in draft.statements if s.origin == "performance" and s.table is not None}:
                out.setdefault(table, []).append((draft.id, draft.key.dimension("project")))
        return out

    def _project(self, project: ProjectDraft, funds: Sequence[tuple[str, str | None]]) -> Project:
        text = self._mask(project.text)[:MAX_SOURCE_TEXT]
        source = self._places.source(project.page, project.bbox, text, table=project.table)
        return Project(
            name=self._mask(project.name),
            scope=_scope(project.scope),
            funds=[fact for fact, name in funds if project.scope == "department" or name in {None, project.name}],
            goals=[
                Goal(horizon="long_term" if horizon == "long_term" else "annual", text=self._mask(text))
                for horizon, text in project.goals
            ],
            source=source,
        )

    def _indicator(self, item: IndicatorDraft) -> Indicator:
        text = self._mask(item.text)[:MAX_SOURCE_TEXT]
        source = self._places.source(item.page, item.bbox, text, table=item.table, row=item.row)
        value: str | list[str] | None = None
        if len(item.value) == 1:
            value = item.value[0]
        elif item.value:
            value = list(item.value)
        return Indicator.model_validate(
            {
                "scope": _scope(item.scope),
                "project": self._mask(item.project) or None,
                "horizon": item.horizon or None,
                "level1": self._level(item.level1),
                "level2": self._level(item.level2),
                "level3": self._level(item.level3),
                "text": self._mask(item.text),
                "operator": item.operator or None,
                "value": value,
                "unit": self._mask(item.unit) or None,
                "weight": item.weight or None,
                "basis": self._mask(item.basis) or None,
                "actual": self._mask(item.actual) or None,
                "score": item.score or None,
                "fiscal_year": self._identity.fiscal_year,
                "source": source,
            }
        )

    def _level(self, level: tuple[str, str]) -> Level | None:
        text, known = level
        return Level(text=self._mask(text), id=known or None) if text or known else None

    # --- findings: the checks write internal pages and boxes

    def _check(self, check: Check) -> Check:
        message = self._sentence(check.message)
        changed: dict[str, object] = {} if message is check.message else {"message": message}
        bindings = {name: self._mask(value) for name, value in check.bindings.items()}
        if bindings != check.bindings:
            changed["bindings"] = bindings
        if check.where and (where := self._mask(check.where)) != check.where:
            changed["where"] = where
        return check.model_copy(update=changed) if changed else check

    def _finding(self, finding: Finding) -> Finding:
        return finding.model_copy(
            update={
                "source": [self._placed(source) for source in finding.source],
                "message": self._sentence(finding.message),
            }
        )

    def _sentence(self, message: Text) -> Text:
        """A message of the checks: its places in words, personal data left out."""
        text = worded(message, lambda page, bbox: words(self._places.told_apart(self._places.source(page, bbox))))
        return self._masked(text)

    def _masked(self, text: Text) -> Text:
        zh, en = self._mask(text.zh), self._mask(text.en)
        return text if zh == text.zh and en == text.en else Text(zh=zh, en=en)

    def _placed(self, source: Source) -> Source:
        if source.page is None:
            return source
        return self._places.source(
            source.page,
            source.bbox,
            self._mask(source.text)[:MAX_SOURCE_TEXT],
            section=source.section,
            table=source.table,
            row=source.row,
            column=source.column,
        )


def _taken(items: list[T]) -> Iterator[T]:
    """The items in order, each gone from the list when it is handed out."""
    items.reverse()
    while items:
        yield items.pop()


def _scope(word: str) -> Scope:
    return "department" if word == "department" else "transfer" if word == "transfer" else "project"


def all_problems(*groups: Iterable[ReadProblem]) -> tuple[ReadProblem, ...]:
    """The problems of all stages in the order of the pages, those of the whole document first."""
    flat = [problem for group in groups for problem in group]
    return tuple(sorted(flat, key=lambda problem: problem.page or 0))
