"""Statements of single projects (项目经费情况说明): the year's money of a project and of its parts, by printed name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from budgetextract.model.facts import Key, Statement, dimensions
from budgetextract.model.patterns import later
from budgetextract.normaliser.clauses import Passage
from budgetextract.normaliser.mentions import MONEY, Figure
from budgetextract.normaliser.statements import Surroundings, make

_BUDGET_PART = later(r"(?:年度|资金|经费|项目)?预算(?:资金)?安排|年度安排|资金安排")
_WHOLE = later(
    r"^(?:20\d\d年度?|本年度?|本|该)*(?:本|该)?(?:项目)?(?:年度)?(?:总预算|预算总额|预算资金|预算安排|安排预算|预算|总金额|安排资金)(?:总额|金额|共计|合计|共)?(?:为|是|:)?$"
)
_SUM = later(r"^(?:合计|共计|总计|小计)")
_OTHER = later(r"上年|比|较|增加|减少|预算数|执行数|标准|不超过|以上|每|人均|20\d\d年")
_LEAD_IN = later(r"^(?:其中|包括|主要用于|用于|分别为|安排|[:，、]|\(?\d{1,2}[.、)])+")
_PART_END = later(r"(?:预算|安排|支出|资金安排|为|共|:)+$")
_PART_NAME = later(r"(?:费|经费|项目|专项|资金|工程|补助|补贴|支出|工作|建设|服务|认定|奖励)$")


def opens(text: str, around: Surroundings) -> bool:
    """True for the line that heads the part on money: 六、年度预算安排."""
    return around.scope.project is not None and len(text) <= 20 and _BUDGET_PART.search(text) is not None


def is_statement(text: str, around: Surroundings, opened: bool) -> bool:
    """True for the paragraph on money of a project's statement."""
    if around.scope.project is None or not text:
        return False
    return opened or _BUDGET_PART.search(around.scope.title) is not None


def read(passage: Passage, found: Sequence[Figure], around: Surroundings) -> Iterator[Statement]:
    """The project's money and that of its parts; sums (合计…万) are the project's again and left out."""

    text = passage.text
    at = 0
    for figure in found:
        if figure.kind != MONEY:
            continue
        start = max(text.rfind(mark, at, figure.start) for mark in "，。;、") + 1
        clause = text[max(start, at) : figure.start]
        begin = max(start, at)
        at = figure.end
        if around.phrases.stop_after.match(text, figure.end):
            continue
        lead = _LEAD_IN.match(clause)
        begin += lead.end() if lead else 0
        name = text[begin : figure.start]
        project = ""
        if _WHOLE.match(name):
            project = around.scope.project or ""
        elif not _SUM.match(name) and not _OTHER.search(name) and 2 <= len(name) <= 40:
            end = figure.start - (len(name) - len(_PART_END.sub("", name)))
            if end > begin:
                project = "".join(passage.printed(begin, end).split())
        if not project:
            continue
        value, precision, unit = figure.in_base_unit()
        measure = "final" if around.final else "budget"
        key = Key("expenditure.project", measure, around.year, dimensions(project=project))
        yield make(around, passage, figure, key, value, precision, unit)


def part_name(rest: str) -> str | None:
    """The name of a project in a list of projects under performance targets, None where it is no such name."""
    clause = re.split("[，。;、:]", rest)[-1]
    name = _PART_END.sub("", _LEAD_IN.sub("", clause)) or clause
    if (
        not 2 <= len(name) <= 40
        or _OTHER.search(name)
        or re.search("财政拨款|一般公共预算|政府性基金|其他资金|单位资金|基本支出|项目支出|人员|公用", clause)
    ):
        return None
    return name if _PART_NAME.search(name) else None
