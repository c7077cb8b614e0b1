"""Required sections and tables by kind and year of the document: present, declared empty, or missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from budgetextract.model.disclosure import Completeness, Source
from budgetextract.model.document import Extracted, SectionNode, Segmented, Table
from budgetextract.rules.identities import IdentityRules
from budgetextract.rules.loader import rule_yaml

_DISCLOSURE_RULES = "caiyu_2016_143"
_SINCE = {"state_capital": 2021, "final_state_capital": 2021}
"""Tables that became standard later than the 2016 rules (国有资本经营预算, with the 2021 budgets)."""
TABLE = "table:"
"""Prefix of required tables, as in the ids of sections that hold one: some ids name both a section and a table."""
_NOT_ASKED = frozenset({"cover", "toc", "tables"})
_POINTER = ("另附", "详见附", "见附件", "附后", "附表")


def completeness_of(
    segmented: Segmented, extracted: Extracted, kind: str, fiscal_year: int, rules: IdentityRules
) -> tuple[Completeness, ...]:
    """One entry for each section and table that the rules ask of this kind of document."""
    return (*_sections(segmented, kind), *_tables(segmented, extracted.tables, kind, fiscal_year, rules))


def _sections(segmented: Segmented, kind: str) -> Iterator[Completeness]:
    by_id: dict[str, SectionNode] = {}
    for section in segmented.sections:
        if section.id:
            by_id.setdefault(section.id, section)
    outline = rule_yaml("outline.yaml")
    for entry in _required(outline["final_outline" if kind == "final" else "budget_outline"]):
        if entry["id"] in _NOT_ASKED:
            continue
        found = by_id.get(entry["id"])
        yield Completeness(
            required=entry["id"],
            basis=str(entry.get("basis", _DISCLOSURE_RULES)),
            status="missing" if found is None else "present",
            source=None if found is None else _at(found),
        )


def _required(entries: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for entry in entries:
        if entry.get("required"):
            yield entry
        yield from _required(entry.get("children", ()))


def _tables(
    segmented: Segmented, tables: Sequence[Table], kind: str, fiscal_year: int, rules: IdentityRules
) -> Iterator[Completeness]:
    wanted = rules.special["required_tables_present"].tables.get(kind, ())
    by_id: dict[str, Table] = {}
    for table in tables:
        if table.table:
            by_id.setdefault(table.table, table)
    for name in wanted:
        if fiscal_year and fiscal_year < _SINCE.get(name, 0):
            continue
        found = next((by_id[layout] for layout in rules.layouts.get(name, (name,)) if layout in by_id), None)
        status = "present"
        if found is None:
            status = "missing"
        elif found.empty_statement:
            status = "declared_empty"
        yield Completeness.model_validate(
            {
                "required": f"{TABLE}{name}",
                "basis": _DISCLOSURE_RULES,
                "status": status,
                "source": None
                if found is None
                else Source(page=found.pages[0], bbox=None, table=found.index, text=found.title),
            }
        )


def tables_elsewhere(segmented: Segmented) -> bool:
    """Whether the document says that its tables are published apart (另附, 附后)."""
    return any(
        pointer in text
        for section in segmented.sections
        for text in (section.title, *(block.text[:80] for block in section.blocks[:1]))
        for pointer in _POINTER
    )


def _at(section: SectionNode) -> Source:
    return Source(
        page=section.page_start or None, bbox=section.bbox if section.page_start else None, text=section.title
    )
