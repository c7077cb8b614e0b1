"""Facts stated in running text.

In     sections with their blocks, the rules.
Out    one ``Statement`` a figure that a known subject states; reading order.
Never  a figure without unit, a subject that no rule knows, a sum or a difference of what is printed.
"""

from __future__ import annotations

from dataclasses import replace

from budgetextract.model.document import Block, Extracted, Line, SectionNode, Segmented
from budgetextract.model.facts import Statement
from budgetextract.model.text import plain
from budgetextract.normaliser.assets import as_of_year
from budgetextract.normaliser.clauses import passages
from budgetextract.normaliser.names import names_of
from budgetextract.normaliser.reading import Reader
from budgetextract.normaliser.scope import project_title, scopes
from budgetextract.normaliser.statements import Surroundings
from budgetextract.rules.bundle import Rules


def narrative_statements(segmented: Segmented, extracted: Extracted, rules: Rules) -> list[Statement]:
    """All statements of the running text, section by section."""
    year = segmented.identity.fiscal_year
    if year is None:
        return []
    phrases = rules.phrases
    names = names_of(rules.classification, year)
    final = segmented.identity.kind.endswith("final")
    found: list[Statement] = []
    project: str | None = None
    owner = plain(segmented.identity.department)[-2:]
    held = as_of_year(segmented.sections) or year
    for index, (section, scope) in enumerate(zip(segmented.sections, scopes(segmented.sections, phrases), strict=True)):
        if scope is None:
            continue
        if scope.project is None and project is not None:
            scope = replace(scope, project=project)
        reader = Reader(Surroundings(index, scope, year, final, names, phrases, extracted.source.reader, owner, held))
        for passage in passages((*_title_block(section), *section.blocks)):
            reader.read(passage)
            # a project's heading that was taken for a line of text still heads the sections that follow it
            named = project_title(passage.text) if len(passage.text) <= 60 else None
            project = named if named is not None else project
        found.extend(reader.statements)
    if segmented.identity.kind.startswith("government"):
        # a whole county's budget speaks of other things by the same words; its three-public figures are the same
        found = [one for one in found if one.key.concept.startswith("three_public.")]
    return found


def _title_block(section: SectionNode) -> tuple[Block, ...]:
    """The heading as text of its own where it states an amount (人员经费 4,704.35 万元 set like a heading)."""
    if "元" not in section.title or not any(char.isdigit() for char in section.title):
        return ()
    line = Line(section.page_start, section.title, (), *section.bbox)
    return (Block(section.title, (line,), (0,) * len(section.title)),)
