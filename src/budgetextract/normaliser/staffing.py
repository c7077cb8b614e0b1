"""Statements about people and organisation: staff.* and org.* out of the text and out of staffing tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from budgetextract.model.document import Extracted, SectionNode, Segmented
from budgetextract.model.facts import Key, Statement, dimensions
from budgetextract.model.text import plain
from budgetextract.normaliser.clauses import Passage, passages, sentence_key
from budgetextract.normaliser.staffing_prose import Count, sentence_span, staff_counts
from budgetextract.normaliser.staffing_tables import table_counts
from budgetextract.normaliser.staffing_units import Mark, organisation_marks, unit_counts
from budgetextract.record import record
from budgetextract.rules.bundle import Rules
from budgetextract.rules.staffing import StaffingRules

MAX_NAME = 48
"""Longest paragraph that can be nothing but the name of an organisation."""

_YEAR = re.compile(r"(20\d\d)年")
_WHOLE = frozenset({"org.subordinate_units", "org.budget_units"})
"""Counts that belong to the department, whoever is spoken of."""


@record
class _Placed:
    count: Count
    passage: Passage
    section: int
    organisation: str
    listed: bool


def staffing_statements(segmented: Segmented, extracted: Extracted, rules: Rules) -> list[Statement]:
    """Every staff.* and org.* statement of the document; empty where its year is unknown."""
    year = segmented.identity.fiscal_year
    if year is None:
        return []
    wording = rules.staffing
    out: list[Statement] = []
    for index, section in enumerate(segmented.sections):
        how = _how(index, segmented.sections, wording)
        if how != "closed" and _worth_reading(section, how, wording):
            items = list(_placed(section, index, how, wording))
            items = [item for item in items if not _of_another_year(item, items, year)]
            placed = _named_where_several(items, segmented.identity.department)
            out += [_statement(item, organisation, year) for item, organisation in placed]
    out += table_counts(extracted, segmented, wording, year)
    return out


def _how(index: int, sections: Sequence[SectionNode], rules: StaffingRules) -> str:
    """open: all counts are read; strong: only sentences that count staff beyond doubt; closed: none."""
    node: SectionNode | None = sections[index]
    own = sections[index]
    if own.id in rules.sections_closed or (own.id or "").startswith("table:"):
        return "closed"
    while node is not None:
        title = plain(node.title)
        speaks = rules.section_titles.search(title) is not None and rules.other_titles.search(title) is None
        if node.id in rules.sections_read or (node.id is None and speaks):
            return "open"
        if node.id in rules.sections_closed:
            return "closed"
        node = sections[node.parent] if node.parent is not None and node.parent < len(sections) else None
    return "strong"


def _worth_reading(section: SectionNode, how: str, rules: StaffingRules) -> bool:
    """A cheap look before the paragraphs are cleaned: most sections count nobody."""
    pattern = rules.quick if how == "open" else rules.strong
    return any(pattern.search("".join(block.text.split())) for block in section.blocks)


def _placed(section: SectionNode, index: int, how: str, rules: StaffingRules) -> Iterator[_Placed]:
    heading = organisation_marks(plain(section.title), rules)
    scope = next((mark for mark in heading if mark.whole and mark.name), None)
    for passage in passages(section.blocks):
        heads = len(passage.text) <= MAX_NAME
        if not heads and not rules.quick.search(passage.text):
            continue
        marks = organisation_marks(passage.text, rules)
        if heads and marks and marks[-1].whole:
            scope = marks[-1]
        counts = staff_counts(passage.text, rules)
        if how == "open":
            counts += unit_counts(passage.text, rules)
        elif not _beyond_doubt(passage, counts, rules):
            continue
        for count in counts:
            mark = _mark_of(count, marks) or scope or Mark(0, "", listed=False)
            yield _Placed(count, passage, index, mark.name, mark.listed)


def _beyond_doubt(passage: Passage, counts: Sequence[Count], rules: StaffingRules) -> bool:
    """Outside the sections on organisation, two counts of which one is of posts, or of filled and retired heads."""
    kinds = {count.concept for count in counts}
    posts = "staff.establishment" in kinds and len(counts) > 1
    heads = "staff.on_duty" in kinds and any(kind.startswith("staff.retired") for kind in kinds)
    return (posts or heads) and rules.strong.search(passage.text) is not None


def _of_another_year(item: _Placed, items: Sequence[_Placed], year: int) -> bool:
    """2022年末在职25人，2023年末在职26人: counted for two years, only the document's own is meant."""
    if _year_before(item) in {year, None}:
        return False
    first, last = sentence_span(item.passage.text, item.count.start)
    return any(
        other.passage is item.passage
        and (other.count.concept, other.count.kind) == (item.count.concept, item.count.kind)
        and first <= other.count.start < last
        and _year_before(other) == year
        for other in items
    )


def _year_before(item: _Placed) -> int | None:
    """The last year that the sentence names before a count."""
    first, _ = sentence_span(item.passage.text, item.count.start)
    years = _YEAR.findall(item.passage.text, first, item.count.start)
    return int(years[-1]) if years else None


def _mark_of(count: Count, marks: Sequence[Mark]) -> Mark | None:
    return next((mark for mark in reversed(marks) if mark.start <= count.start), None)


def _named_where_several(items: Sequence[_Placed], department: str) -> list[tuple[_Placed, str]]:
    """Give counts the name of their organisation where several organisations are counted one by one."""
    people = [item for item in items if item.count.concept.startswith("staff.")]
    names = {item.organisation for item in people if item.organisation}
    offices = {item.organisation for item in items if item.organisation and item.count.concept == "org.internal_units"}
    clashing = _clashing(people, department)
    out: list[tuple[_Placed, str]] = []
    for item in items:
        concept, name = item.count.concept, item.organisation
        if concept in _WHOLE:
            name = ""
        elif concept == "org.internal_units":
            name = name if len(offices) > 1 or (item.listed and len(names) > 1) else ""
        elif len(names) < 2 and not clashing:
            name = ""
        out.append((item, name))
    return out


def _clashing(people: Sequence[_Placed], department: str) -> bool:
    """One organisation is counted beside the department itself, with other numbers for the same thing."""
    own = plain(department)
    total = {(i.count.concept, i.count.kind): i.count.value for i in people if not i.organisation}
    return any(
        total.get((i.count.concept, i.count.kind), i.count.value) != i.count.value
        for i in people
        if i.organisation and plain(i.organisation) not in own and own not in plain(i.organisation)
    )


def _statement(item: _Placed, organisation: str, year: int) -> Statement:
    count, passage = item.count, item.passage
    page, box = passage.locate(count.start, count.end)
    first, last = sentence_span(passage.text, count.start)
    staff = count.concept.startswith("staff.")
    kind = {"post_type" if staff else "unit_kind": count.kind}
    return Statement(
        key=Key(count.concept, "reported", year, dimensions(organisation=organisation, **kind)),
        value=Decimal(count.value),
        unit="person" if staff else "item",
        stated=count.stated,
        stated_unit=count.counter,
        precision=Decimal(0),
        origin="narrative",
        page=page,
        bbox=box,
        text=passage.printed(count.start, count.end),
        section=item.section,
        sentence=sentence_key(passage.text[first:last]),
    )
