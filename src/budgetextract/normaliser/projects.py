"""Statements of single projects (项目经费情况说明): the year's money of a project and of its parts, by printed name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

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
_PART_START = later(r"^(?:20\d\d年度?|本年度?|该年度?|本项目|该项目)+")
_PART_END = later(r"(?:预算|安排|支出|资金安排|(?<=预算)(?:金额|总额|数)|为|共|:)+$")
_WHOLE_LIFE = later(r"总投资|总概算|概算|投资估算|可研|批复|中标价|合同价")
"""What a project costs over all its years, with the parts named after it in the sentence: no year's money."""
_NAME_ENDS = ("项目", "经费", "项目经费", "专项", "专项经费")
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
    whole_life = -1
    for figure in found:
        if figure.kind != MONEY:
            continue
        sentence = text.rfind("。", 0, figure.start) + 1
        if whole_life == sentence or _WHOLE_LIFE.search(text, max(sentence, at), figure.start):
            whole_life = sentence
            at = figure.end
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
            begin += len(name) - len(_PART_START.sub("", name))
            if end > begin + 1:
                project = "".join(passage.printed(begin, end).split())
        if not project:
            continue
        value, precision, unit = figure.in_base_unit()
        measure = "final" if around.final else "budget"
        key = Key("expenditure.project", measure, around.year, dimensions(project=project))
        yield make(around, passage, figure, key, value, precision, unit)


def by_form_names(statements: Iterable[Statement], forms: Iterable[Statement]) -> list[Statement]:
    """The statements, a project under the name its form has where the text adds or leaves out 项目 or 经费.

    A heading 引水工程项目经费情况说明 may be about 引水工程 or about 引水工程项目: the form tells.
    """
    names = {name for one in forms if (name := one.key.dimension("project"))}
    if not names:
        return list(statements)
    return [_renamed(one, names) for one in statements]


def _renamed(one: Statement, names: set[str]) -> Statement:
    name = one.key.dimension("project")
    if not name or name in names:
        return one
    near = {other for end in _NAME_ENDS for other in (name + end, name.removesuffix(end)) if other in names}
    if len(near) != 1:
        return one
    (meant,) = near
    pairs = tuple((key, meant if key == "project" else value) for key, value in one.key.dimensions)
    return replace(one, key=replace(one.key, dimensions=pairs))


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
