"""Facts stated in running text.

In     sections with their blocks, the rules.
Out    one ``Statement`` a figure that a known subject states; reading order.
Never  a figure without unit, a subject that no rule knows, a sum or a difference of what is printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from budgetextract.model.document import Block, Extracted, Line, SectionNode, Segmented
from budgetextract.model.facts import Statement
from budgetextract.model.text import plain
from budgetextract.normaliser.assets import as_of_year
from budgetextract.normaliser.clauses import passages
from budgetextract.normaliser.names import Names, names_of, own_codes
from budgetextract.normaliser.reading import Reader
from budgetextract.normaliser.scope import project_title, scopes
from budgetextract.normaliser.statements import Surroundings
from budgetextract.rules.bundle import Rules

_BUDGET_OF_FUND = re.compile(r"(?:一般公共|公共财政|政府性基金)预算|预算(?:信息)?公开|预算执行|年初预算")
_WHOLE_COUNTY = re.compile(
    r"[(（一二三四五六七八九十\d)）、.]{0,5}(?:经(?:财政(?:局|部门))?汇总[,，]?)?(?:20\d\d年度?)?[,，]?(?:经(?:财政(?:局|部门))?汇总[,，]?)?"
    r"(?:全[省市县区旗州盟]|[省市县区旗州盟]本?级)(?:各|部门|单位|[(（]单位[)）]){0,4}+"
    r"(?:一般|公共|财政|预算|拨款|安排|汇总|使用|中|的){0,12}+[“\"]?三公"
)
_OF_A_ZONE = "委会"
"""管委会 of a development zone: what it says of 全区 is its own."""
_SPENT = re.compile(r"决算|实际支出|累计支出|经费支出(?:说明|情况)")
_FISCAL = "fiscal_appropriation"
_WHOLE_AND_PARTS = ("income.fiscal_appropriation", "income.current_year", "income.carryover")


def narrative_statements(
    segmented: Segmented, extracted: Extracted, rules: Rules, printed: Sequence[Statement] = ()
) -> list[Statement]:
    """All statements of the running text, section by section.

    ``printed``: what the tables state; a name that no list has may stand there with its code.
    """
    year = segmented.identity.fiscal_year
    if year is None:
        return []
    phrases = rules.phrases
    own = own_codes(printed, rules.classification, year)
    names = Names(rules.classification, year, own) if own else names_of(rules.classification, year)
    final = _of_accounts(segmented)
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
        found.extend(_with_carry_over(reader.statements))
    if segmented.identity.kind.startswith("government"):
        # a whole county's budget speaks of other things by the same words; its three-public figures are the same
        found = [one for one in found if one.key.concept.startswith("three_public.")]
    elif segmented.identity.kind.startswith(("department", "unit")) and not owner.endswith(_OF_A_ZONE):
        found = [one for one in found if not _of_whole_county(one)]
    return found


def _of_whole_county(statement: Statement) -> bool:
    """True for 经汇总，2024年全县“三公”经费预算3200万元 in a department's document: what all departments spend."""
    return (
        statement.key.concept.startswith(("three_public.", "conference.", "training."))
        and _WHOLE_COUNTY.match(statement.sentence) is not None
    )


def _of_accounts(segmented: Segmented) -> bool:
    """True for a final account; a disclosure of the three public items only is one where its words say so."""
    kind = segmented.identity.kind
    if kind != "three_public":
        return kind.endswith("final")
    sections = segmented.sections
    for text in (
        "".join(section.title for section in sections),
        "".join(block.text for section in sections for block in section.blocks),
    ):
        bare = _BUDGET_OF_FUND.sub("", plain(text))
        spent, planned = len(_SPENT.findall(bare)), bare.count("预算")
        if spent != planned:
            return spent > planned
    return False


def _with_carry_over(found: Sequence[Statement]) -> list[Statement]:
    """财政拨款收入N，其中：本年收入A，上年结转B with N = A + B is the total, in which last year's money is counted."""
    out = list(found)
    for at, (whole, current, carried) in enumerate(zip(found, found[1:], found[2:], strict=False)):
        keys = (whole.key, current.key, carried.key)
        if tuple(key.concept for key in keys) != _WHOLE_AND_PARTS or any(key.measure != "budget" for key in keys):
            continue
        parts_of_fund = all(key.dimension("fund") in (None, _FISCAL) for key in keys)
        gap = abs(whole.value - current.value - carried.value)
        if parts_of_fund and carried.value and gap <= whole.precision:
            dims = (("fund", _FISCAL),)
            out[at] = replace(whole, key=replace(whole.key, concept="income.total", dimensions=dims))
    return out


def _title_block(section: SectionNode) -> tuple[Block, ...]:
    """The heading as text of its own where it states an amount (人员经费 4,704.35 万元 set like a heading)."""
    if "元" not in section.title or not any(char.isdigit() for char in section.title):
        return ()
    line = Line(section.page_start, section.title, (), *section.bbox)
    return (Block(section.title, (line,), (0,) * len(section.title)),)
