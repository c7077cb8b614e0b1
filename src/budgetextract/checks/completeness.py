"""Required sections and tables by kind and year of the document: present, declared empty, or missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from budgetextract.checks.wording import source
from budgetextract.model.disclosure import Completeness, Source
from budgetextract.model.document import Extracted, SectionNode, Segmented, Table
from budgetextract.model.facts import FactDraft
from budgetextract.model.patterns import later
from budgetextract.model.text import plain
from budgetextract.rules.disclosure import Requirement, required
from budgetextract.rules.identities import IdentityRules
from budgetextract.rules.loader import rule_yaml
from budgetextract.rules.titles import TABLE

_INSTEAD = {"final_three_public": ("final_operations_three_public",)}
"""Tables that hold the whole of another: 机构运行信息表 begins with the three public items."""
_POINTER = ("另附", "详见附", "见附件", "附后", "附表")
LONGEST_STATEMENT = 240
"""Characters of a section that says only that there is nothing."""
_NOTHING = later(
    r"(?:没有|无|未安排|未发生|未使用|未编制|不涉及|不存在|不承担)[^。；;]{0,30}"
    r"(?:政府性基金|国有资本|机关运行|采购|“?三公”?|资产|预算|决算|拨款|安排|支出|经费|收支|情况)|(?:为空|空表|(?:^|[:：。])无[。.]?$)"
)
_AMOUNT = later(r"(?<![\d.])(?!0+(?:\.0+)?(?![\d.]))\d[\d,，]*(?:\.\d+)?\s*[万亿]?元")
"""An amount other than nought."""


def completeness_of(
    facts: Sequence[FactDraft],
    segmented: Segmented,
    extracted: Extracted,
    kind: str,
    fiscal_year: int,
    rules: IdentityRules,
) -> tuple[Completeness, ...]:
    """One entry for each section and table that the rules ask of this kind of document; none for kinds without rules.

    ``kind`` as of the document ("unit_final"). A section under another heading counts where its figures are stated in
    the text: Jiangsu explains the 三公 under the title of their table, Shanghai all of income and expenditure under one
    heading.
    """
    asked = required(kind, fiscal_year)
    sections = [one for one in asked if not one.required.startswith(TABLE)]
    tables = [one for one in asked if one.required.startswith(TABLE)]
    by_id: dict[str, Table] = {}
    for table in extracted.tables:
        if table.table:
            by_id.setdefault(table.table, table)
    return (
        *_sections(sections, facts, segmented, by_id, "final" if kind.endswith("final") else "budget"),
        *_tables(tables, segmented, by_id, rules),
    )


def _sections(
    asked: Sequence[Requirement],
    facts: Sequence[FactDraft],
    segmented: Segmented,
    tables: Mapping[str, Table],
    stage: str,
) -> Iterator[Completeness]:
    by_id: dict[str, SectionNode] = {}
    for section in segmented.sections:
        if section.id:
            by_id.setdefault(section.id, section)
    stated = _stated(facts)
    outline = {entry["id"]: entry for entry in _entries(rule_yaml("outline.yaml")[f"{stage}_outline"])}
    for one in asked:
        found = _place_of(outline[one.required], by_id, stated)
        if found is None:
            found = next((_of_table(tables[name]) for name in one.instead if name in tables), None)
        empty = one.empty_ok and one.required in by_id and says_nothing_is_there(by_id[one.required])
        yield Completeness(
            required=one.required,
            basis=one.basis,
            status="missing" if found is None else "declared_empty" if empty else "present",
            source=found,
        )


def says_nothing_is_there(section: SectionNode) -> bool:
    """Whether all that a section says is that there is nothing of what it is about."""
    text = plain("".join(block.text for block in section.blocks))
    return len(text) <= LONGEST_STATEMENT and bool(_NOTHING.search(text)) and not _AMOUNT.search(text)


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


def _entries(entries: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for entry in entries:
        yield entry
        yield from _entries(entry.get("children", ()))


def _tables(
    asked: Sequence[Requirement], segmented: Segmented, by_id: Mapping[str, Table], rules: IdentityRules
) -> Iterator[Completeness]:
    places = {
        one.required: next((by_id[layout] for layout in _layouts(one, rules) if layout in by_id), None) for one in asked
    }
    pointer = None if any(places.values()) else tables_elsewhere(segmented)
    for one in asked:
        table = places[one.required]
        empty = table is not None and one.empty_ok and table.empty_statement
        yield Completeness(
            required=one.required,
            basis=one.basis,
            status="missing" if table is None else "declared_empty" if empty else "present",
            elsewhere=True if pointer is not None else None,
            source=pointer if table is None else _of_table(table),
        )


def _layouts(one: Requirement, rules: IdentityRules) -> tuple[str, ...]:
    name = one.required.removeprefix(TABLE)
    return (*rules.layouts.get(name, (name,)), *_INSTEAD.get(name, ()))


def _of_table(table: Table) -> Source:
    return Source(page=table.pages[0], bbox=None, table=table.index, text=table.title)


def tables_elsewhere(segmented: Segmented) -> Source | None:
    """Where the document says that its tables are published apart (另附, 附后); None where it does not."""
    return next(
        (
            _at(section)
            for section in segmented.sections
            for text in (section.title, *(block.text[:80] for block in section.blocks[:1]))
            for pointer in _POINTER
            if pointer in text
        ),
        None,
    )


def _at(section: SectionNode) -> Source:
    return Source(
        page=section.page_start or None, bbox=section.bbox if section.page_start else None, text=section.title
    )
