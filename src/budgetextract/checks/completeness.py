"""Required sections and tables by kind and year of the document: present, declared empty, or missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from budgetextract.checks.wording import source
from budgetextract.model.disclosure import Completeness, Source
from budgetextract.model.document import Extracted, SectionNode, Segmented, Table
from budgetextract.model.facts import FactDraft
from budgetextract.rules.identities import IdentityRules
from budgetextract.rules.loader import rule_yaml
from budgetextract.rules.titles import TABLE

_DISCLOSURE_RULES = "caiyu_2016_143"
_SINCE = {"state_capital": 2021, "final_state_capital": 2021}
"""Tables that became standard later than the 2016 rules (国有资本经营预算, with the 2021 budgets)."""
"""Prefix of required tables, as in the ids of sections that hold one: some ids name both a section and a table."""
_NOT_ASKED = frozenset({"cover", "toc", "tables"})
_POINTER = ("另附", "详见附", "见附件", "附后", "附表")


def completeness_of(
    facts: Sequence[FactDraft],
    segmented: Segmented,
    extracted: Extracted,
    kind: str,
    fiscal_year: int,
    rules: IdentityRules,
) -> tuple[Completeness, ...]:
    """One entry for each section and table that the rules ask of this kind of document.

    A section under another heading counts where its figures are stated in the text: Jiangsu explains the 三公 under the
    title of their table, Shanghai all of income and expenditure under one heading.
    """
    return (*_sections(facts, segmented, kind), *_tables(segmented, extracted.tables, kind, fiscal_year, rules))


def _sections(facts: Sequence[FactDraft], segmented: Segmented, kind: str) -> Iterator[Completeness]:
    by_id: dict[str, SectionNode] = {}
    for section in segmented.sections:
        if section.id:
            by_id.setdefault(section.id, section)
    stated = _stated(facts)
    outline = rule_yaml("outline.yaml")
    for entry in _required(outline["final_outline" if kind == "final" else "budget_outline"]):
        if entry["id"] in _NOT_ASKED:
            continue
        found = _place_of(entry, by_id, stated)
        yield Completeness(
            required=entry["id"],
            basis=str(entry.get("basis", _DISCLOSURE_RULES)),
            status="missing" if found is None else "present",
            source=found,
        )


def _stated(facts: Sequence[FactDraft]) -> dict[tuple[str, str], Source]:
    """Where the text first states a concept, by (concept, fund), "" for any fund."""
    out: dict[tuple[str, str], Source] = {}
    for fact in facts:
        for statement in fact.statements:
            if statement.origin == "narrative":
                place = source(statement)
                out.setdefault((fact.key.concept, fact.key.dimension("fund") or "none"), place)
                out.setdefault((fact.key.concept, ""), place)
                break
    return out


def _place_of(
    entry: Mapping[str, Any], by_id: Mapping[str, SectionNode], stated: Mapping[tuple[str, str], Source]
) -> Source | None:
    """Where a section stands: its heading, one of its parts, or the figures it has to state."""
    for name in (entry["id"], f"{TABLE}{entry['id']}", *(child["id"] for child in entry.get("children", ()))):
        if name in by_id:
            return _at(by_id[name])
    fund = entry.get("states_dimensions", {}).get("fund", "")
    return next((stated[concept, fund] for concept in entry.get("states", ()) if (concept, fund) in stated), None)


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
