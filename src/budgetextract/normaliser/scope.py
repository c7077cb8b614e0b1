"""What a section is about: the fund its figures are of, the function its heading names, whether it is read at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from budgetextract.model.document import SectionNode
from budgetextract.model.text import plain
from budgetextract.record import record
from budgetextract.rules.phrases import PhraseRules

_UNREAD = frozenset(
    {"toc", "glossary", "main_functions", "annual_tasks", "disclosure_rules", "org_structure", "personnel"}
)
_UNREAD_TITLE = re.compile(r"名词解释|^目录$|主要职[责能]|工作任务|重点工作")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_QUOTES = re.compile("[\"']")
_PROJECT_TITLE = re.compile(r"^(?P<name>.{2,60}?)经费情况(?:说明)?$")
_GENERIC_PROJECT = re.compile(r"^(?:20\d\d年度?)?(?:部门|单位)?(?:预算)?(?:项目|重点项目|专项)$")

_NO_PROJECT = re.compile(
    r"三公|公务(?:接待|用车|出国)|因公|(?:机关|机构|机关事业|事业单位)运行|^(?:本?部门|本?单位)?(?:运行|会议|培训|人员|公用|差旅)(?:费|类)?"
    r"(?:[、和及](?:会议|培训|差旅)费?)*$"
)
"""Kinds of money that have a statement of their own in every budget; 信息系统运行维护 and 教师培训 are projects."""


@record
class Scope:
    """What holds for all figures of a section unless a sentence says otherwise."""

    fund: str = ""
    outline: tuple[str, ...] = ()
    """Outline ids of the section and of those above it, nearest first."""
    title: str = ""
    titles: tuple[str, ...] = ()
    """Clean titles, nearest first."""
    project: str | None = None
    """Name of the project whose statement this is; "" for a statement about several; None: no project statement."""


def scopes(sections: Sequence[SectionNode], phrases: PhraseRules) -> list[Scope | None]:
    """One scope a section, None for a section that states no money (glossary, duties, contents)."""
    found: list[Scope | None] = []
    for index, section in enumerate(sections):
        chain = _chain(sections, index)
        # the title and the contents (level 0) may stand above the parts in the outline, and say nothing about them
        if any(_unread(node) for node in chain if node is section or node.level > 0):
            found.append(None)
            continue
        titles = tuple(clean_title(node.title) for node in chain)
        found.append(
            Scope(
                fund=next((fund for title in titles if (fund := title_fund(title, phrases)) is not None), ""),
                outline=tuple(node.id for node in chain if node.id),
                title=titles[0],
                titles=titles,
                project=next((name for node in chain if (name := project_title(node.title)) is not None), None),
            )
        )
    return found


def _unread(node: SectionNode) -> bool:
    return node.id in _UNREAD or _UNREAD_TITLE.search(clean_title(node.title)) is not None


def _chain(sections: Sequence[SectionNode], index: int) -> list[SectionNode]:
    chain: list[SectionNode] = []
    at: int | None = index
    while at is not None and len(chain) < 12:
        chain.append(sections[at])
        parent = sections[at].parent
        at = parent if parent is not None and parent < at else None
    return chain


def clean_title(title: str) -> str:
    """A title as ``clauses`` cleans text: no blanks, no quotation marks."""
    return _QUOTES.sub("", plain(title))


def title_fund(title: str, phrases: PhraseRules) -> str | None:
    """The one fund a title names, "" where it names several, None where it names none."""
    bare = _BRACKETS.sub("", title)
    funds: set[str] = set()
    rest = bare
    for pattern, fund in phrases.funds:
        if pattern.search(rest):
            funds.add(fund)
            rest = pattern.sub("#", rest)
    if not funds:
        return None
    return next(iter(funds)) if len(funds) == 1 else ""


def project_title(title: str) -> str | None:
    """The printed name of the project, "" for a statement about several, None for another heading."""
    match = _PROJECT_TITLE.match("".join(title.split()))
    if match is None or _NO_PROJECT.search(match["name"]):
        return None
    return "" if _GENERIC_PROJECT.match(match["name"]) else match["name"]
