"""Indicators told in running text: 数量指标：开展检查≥12次；质量指标：合格率≥95%。

In     the sections' text.
Out    ``IndicatorDraft`` of no table.
Never  take a sentence for indicators that names fewer than two of their heads, or an item without a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from budgetextract.model.document import Segmented
from budgetextract.model.facts import IndicatorDraft
from budgetextract.model.patterns import later
from budgetextract.normaliser.clauses import Passage, passages
from budgetextract.normaliser.performance_values import parse_value
from budgetextract.rules.performance import PerformanceRules

FEWEST_HEADS = 2
_HEAD = later(r"(?:^|(?<=[，。;:、(]))(?P<head>[\u4e00-\u9fff]{2,10}指标)(?:\([^()]{1,12}\))?:")
_ITEMS = re.compile("[;。，]")
_SIGNS = (
    "大于或?等于|小于或?等于|不得?低于|不得?少于|不得?超过|不得?高于|不小于|不大于|不多于|至少|达到|控制在|超过"
    "|[≥≤<>=≧≦]{1,2}"
)
_SIGNED = later(rf"(?P<name>[^≥≤<>=≧≦]{{2,40}}?):?(?P<value>(?:{_SIGNS})\d.{{0,24}})")
_NUMBER = later(r"(?P<name>[^\d]{2,40}?):?(?P<value>\d[\d,]*(?:\.\d+)?[^\d]{0,10})")
_WORDS = later(
    r"(?P<name>[^\d]{2,30}?):?(?P<value>(?:逐步|持续|明显|显著|有效|进一步|不断|稳步|长期|按时|及时|全面|按期)[\u4e00-\u9fff]{1,6}"
    r"|达标|合格|建立健全|良好|优良)"
)
_PROJECT = later(r"(?:^|[，。;:、.)）])(?P<name>[^，。;:、.]{2,40}?项目)(?:支出)?(?:年度)?绩效(?:指标|目标)")
_QUOTED = later(r"(?:^|[“\"])(?P<name>[^”\"]{2,60})[”\"](?:项目)?(?:支出)?(?:年度)?绩效(?:指标|目标)")
_LONG = later("长期|中长期|中期|实施期")


def prose_indicators(segmented: Segmented, rules: PerformanceRules) -> Iterator[IndicatorDraft]:
    """The indicators of all paragraphs that list them under their heads."""
    for section in segmented.sections:
        if sum(block.text.count("指标") for block in section.blocks) < FEWEST_HEADS:
            continue  # most of them: making passages takes time
        for passage in passages(section.blocks):
            if passage.text.count("指标") >= FEWEST_HEADS:
                yield from _listed(passage, rules)


def _listed(passage: Passage, rules: PerformanceRules) -> Iterator[IndicatorDraft]:
    text = passage.text
    heads = [match for match in _HEAD.finditer(text) if match["head"] in rules.level2 or match["head"] in rules.level1]
    if len(heads) < FEWEST_HEADS:
        return
    project, scope = _project(passage, heads[0].start())
    horizon = "long_term" if _LONG.search(text[: heads[0].start()]) else "annual"
    level1 = ("", "")
    for at, head in enumerate(heads):
        end = heads[at + 1].start() if at + 1 < len(heads) else len(text)
        name = head["head"]
        above = name in rules.level1 and (not text[head.end() : end].strip(";。，") or name not in rules.level2)
        if above:
            level1 = (name, rules.level1[name])
            continue
        level2 = (name, _id(name, level1[1], rules))
        for start, stop in _parts(text, head.end(), end):
            found = _item(text[start:stop])
            value = parse_value(found["value"], rules) if found is not None else None
            if found is None or value is None:
                continue
            page, bbox = passage.locate(start, stop)
            yield IndicatorDraft(
                scope=scope, project=project, horizon=horizon, level1=level1, level2=level2, level3=(found["name"], ""),
                text=passage.printed(start + found.start("value"), stop), operator=value.operator, value=value.value,
                unit=value.unit, page=page, bbox=bbox, table=None, row=None,
            )  # fmt: skip


def _item(words: str) -> re.Match[str] | None:
    return _SIGNED.fullmatch(words) or _WORDS.fullmatch(words) or _NUMBER.fullmatch(words)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the items between two heads begin and end."""
    for mark in (*_ITEMS.finditer(text, start, end), None):
        stop = mark.start() if mark is not None else end
        if stop > start:
            yield start, stop
        start = mark.end() if mark is not None else end


def _project(passage: Passage, end: int) -> tuple[str, str]:
    """(project, scope) by the words before the first head: 某某项目绩效指标."""
    printed = passage.printed(0, end) if end else ""
    if (quoted := _QUOTED.search(printed)) is not None:
        return quoted["name"], "project"
    if (named := _PROJECT.search(passage.text[:end])) is not None:
        return named["name"], "project"
    return "", "department" if "整体" in passage.text[:end] else "project"


def _id(name: str, parent: str, rules: PerformanceRules) -> str:
    known = rules.level2.get(name, ())
    return next((found for above, found in known if above == parent), known[0][1] if known else "")
