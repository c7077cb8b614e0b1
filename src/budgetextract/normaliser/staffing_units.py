"""Counts of organisations in a paragraph (内设机构, 下属单位, 预算单位), and whose counts a sentence gives.

In     the clean text of a paragraph.
Out    ``Count`` for org.*; ``Mark``: from here on the text speaks of one named organisation.
Never  count the names of a list: only a stated number is a count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from budgetextract.model.patterns import later
from budgetextract.normaliser.staffing_prose import MAX_TEXT, Count, sentence_span, whole_number
from budgetextract.record import record
from budgetextract.rules.staffing import StaffingRules

_SETS_UP = later("内设|下设|设有|设立|设置|机关设|局设|院设|委设|校设|馆设|站设|中心设|队设|会设|现有|共有|包括|设")
_NOT_UNITS = later("领导|负责人|职数|委员会|工作")
_BUDGET_WORD = later("纳入|包括|包含|组成|构成|共有|下属|汇总")
_FUNDED = later("全额|差额|自收自支|公益|参公|参照|级")
_OTHER_KIND = later("[，、和及;]?(?:全额|差额|自收自支|财政|公益|参公|参照|其他|正科|副科|股级)[^，。;]{0,12}单位")
_ENDS = frozenset("，。;、:()和及与等") | {""}
_DETAIL = later("其中|分别|包括|:")
_ITEM = later(
    r"(?:(?:^|[，。;:])(?:其)?[一二三四五六七八九十]{1,3}是|(?:^|[。;])\(?[一二三四五六七八九十\d]{1,3}[)、.．]{1,2})(?P<name>[^，。;:、()]{2,40})(?=[，:;(。]|$)"
)
_CLAUSE = later(r"(?:^|[，。;:、(])(?P<clause>[^，。;:、()]{4,80})")
_VERB = later(
    "核定|核准|批准|现有|共有|内设|下设|设有|设|编制|在职|在编|在岗|实有|行政编|事业编|全额|差额|参公|人员|离休|退休|离退|定编|共|有|为|属于|属|系"
)
_LEAD = later(".*(?:只包含|包含|包括|下属|所属|直属|分别是|分别为|其中|隶属于|隶属|汇总|以及)")
_JOIN = later("[和及与]")
_YEAR_TAIL = later(r"(?:20\d\d|本)年?(?:末|底|度|初)?$")
_NO_NAME = later(
    r"^(?:系|为|是|由|属|该|其|并|经|从|在)|预算|决算|经费|根据|按照|年|月|纳入|范围|情况|以上|以下|原则|管理的|工作的|负责|承担|资金|职能|职责|内设|领导|等|\d"
)
_GENERIC = frozenset(
    {
        "机关",
        "本级",
        "局机关",
        "委机关",
        "机关本级",
        "本部",
        "局本级",
        "局机关本级",
        "单位",
        "事业单位",
        "行政单位",
        "委本级",
        "办机关",
    }
)


@record
class Mark:
    """From ``start`` on, counts are those of ``name``; "" for the department itself. ``listed``: an item of a list."""

    start: int
    name: str
    listed: bool
    whole: bool = False
    """The paragraph is nothing but the name: it heads the paragraphs that follow."""


def unit_counts(text: str, rules: StaffingRules) -> list[Count]:
    """Counts of internal units, subordinate units and budget units, in reading order."""
    text = text[:MAX_TEXT]
    subordinate = list(_subordinate(text, rules))
    spans = [(count.start, count.end) for count in subordinate]
    found = [
        *_internal(text, rules),
        *_without_rivals(text, subordinate),
        *_budget(text, rules, spans),
        *_kinds(text, rules, spans),
    ]
    found.sort(key=lambda count: count.start)
    return found


def _number(match: re.Match[str], concept: str, kind: str = "") -> Count | None:
    value = whole_number(match["n"])
    if value is None:
        return None
    return Count(concept, kind, value, match.start(), match.end(), match["n"], "个", match[0])


def _internal(text: str, rules: StaffingRules) -> Iterator[Count]:
    ends: set[int] = set()
    for match in rules.internal_before.finditer(text):
        first, _ = sentence_span(text, match.start())
        lead, after = text[first : match.start()], text[match.end() : match.end() + 3]
        if _NOT_UNITS.match(after) or "下属" in lead[-4:]:
            continue
        unit = match["unit"]
        needed = "内设" in lead or _SETS_UP.search(lead) is not None or "内设" in unit
        if unit in {"机构", "部门", "部", "庭"}:
            needed = "内设" in lead
        if needed and (count := _number(match, "org.internal_units")) is not None:
            ends.add(match.start("n"))
            yield count
    for match in rules.internal_after.finditer(text):
        after = text[match.end() : match.end() + 4]
        if match.start("n") in ends or after.startswith(("内设", "下属", "科", "股", "处")):
            continue
        if (count := _number(match, "org.internal_units")) is not None:
            yield count


def _subordinate(text: str, rules: StaffingRules) -> Iterator[Count]:
    for match in rules.subordinate_before.finditer(text):
        if match["sub"] or match["sub2"] or _listed_below(text, match, rules):
            if "下设" in (match["sub"] or "") and match["thing"] == "机构" and "二级" not in match["quality"]:
                continue  # 下设3个机构: which kind is not said
            if _FUNDED.search(match["quality"]) and _OTHER_KIND.match(text[match.end() : match.end() + 20]):
                continue
            if (count := _number(match, "org.subordinate_units")) is not None:
                yield count
    for match in rules.subordinate_after.finditer(text):
        if _FUNDED.search(match["quality"]) and _OTHER_KIND.match(text[match.end() : match.end() + 20]):
            continue  # 差额拨款事业单位2个，全额拨款事业单位3个: parts without a total
        if (count := _number(match, "org.subordinate_units")) is not None:
            yield count
    for match in rules.subordinate_none.finditer(text):
        yield Count("org.subordinate_units", "", 0, match.start(), match.end(), "无", "", match[0])


def _listed_below(text: str, match: re.Match[str], rules: StaffingRules) -> bool:
    """下属X中心、Y站等6个事业单位: the word for subordinate stands before the list."""
    start = max(text.rfind(mark, 0, match.start()) for mark in "，。;") + 1
    lead = text[start : match.start()]
    return (
        match["thing"] != "机构"
        and lead.endswith(("等", "、", "站", "心", "所", "队", "馆", "校", "院", "室"))
        and (rules.subordinate.search(lead) is not None)
    )


def _without_rivals(text: str, counts: list[Count]) -> Iterator[Count]:
    """One total a sentence: kinds listed behind it are parts; kinds listed without a total give no total."""
    by_sentence: dict[int, list[Count]] = {}
    for count in sorted(counts, key=lambda count: count.start):
        by_sentence.setdefault(sentence_span(text, count.start)[0], []).append(count)
    for group in by_sentence.values():
        first = group[0]
        if len({count.value for count in group}) == 1 or _DETAIL.search(text[first.end : group[1].start]):
            yield first


def _budget(text: str, rules: StaffingRules, taken: list[tuple[int, int]]) -> Iterator[Count]:
    for match in rules.budget_after.finditer(text):
        if _inside(match, taken):
            continue
        first, _ = sentence_span(text, match.start())
        lead = text[first : match.start()]
        scope = rules.budget_scope.search(lead) is not None
        if rules.subordinate.search(lead[-6:]) and not scope:
            continue
        if (scope or match["thing"] in {"预算单位", "决算单位", "二级预算单位"}) and not lead.endswith(
            ("行政", "事业", "参公")
        ):
            count = _number(match, "org.budget_units")
            if count is not None:
                yield count
    for match in rules.subordinate_before.finditer(text):
        if match["sub"] or match["sub2"] or match["thing"] not in {"预算单位", "决算单位", "二级预算单位", "单位"}:
            continue
        first, last = sentence_span(text, match.start())
        whole = text[first:last]
        if match["thing"] == "单位" and (match["quality"].strip("的") or rules.budget_scope.search(whole) is None):
            continue
        if _BUDGET_WORD.search(whole) and (count := _number(match, "org.budget_units")) is not None:
            yield count


def _kinds(text: str, rules: StaffingRules, taken: list[tuple[int, int]]) -> Iterator[Count]:
    kinds = dict(rules.kinds)
    found: list[Count] = []
    used: set[int] = set()
    for pattern in (rules.kind_after, rules.kind_before):
        for match in pattern.finditer(text):
            if (
                match.start("n") in used
                or _inside(match, taken)
                or rules.subordinate.search(text[max(0, match.start() - 6) : match.start()])
            ):
                continue
            if text[match.end() : match.end() + 1] not in _ENDS:
                continue  # 指导12个事业单位改革
            count = _number(match, "org.budget_units", kinds[match["kind"]])
            if count is not None and not _part_of_subordinate(text, count, rules):
                used.add(match.start("n"))
                found.append(count)
    for count in found:
        rivals = [
            o
            for o in found
            if o.kind == count.kind
            and o.value != count.value
            and sentence_span(text, o.start) == sentence_span(text, count.start)
        ]
        if not rivals:
            yield count


def _part_of_subordinate(text: str, count: Count, rules: StaffingRules) -> bool:
    first, last = sentence_span(text, count.start)
    below = rules.subordinate.search(text, first, count.start) is not None
    return below and rules.budget_scope.search(text[first:last]) is None


def _inside(match: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    return any(start < match.end() and match.start() < end for start, end in spans)


def organisation_marks(text: str, rules: StaffingRules) -> list[Mark]:
    """Where a paragraph turns to one organisation: 一是X局，…; (二)X中心; X馆编制12名."""
    text = text[:MAX_TEXT]
    marks: list[Mark] = []
    for match in _ITEM.finditer(text):
        if (name := _name(match["name"], rules)) is not None:
            marks.append(Mark(match.start("name"), name, listed=True, whole=match.end() == len(text)))
    listed = {mark.start for mark in marks}
    for match in _CLAUSE.finditer(text):
        if match.start("clause") in listed:
            continue
        for verb in _VERB.finditer(match["clause"]):  # 公共资源…, 国有资产…: a verb's character may stand in the name
            if (name := _name(match["clause"][: verb.start()], rules)) is not None:
                marks.append(Mark(match.start("clause"), name, listed=False))
                break
    marks.sort(key=lambda mark: mark.start)
    return marks


def _name(text: str, rules: StaffingRules) -> str | None:
    """The organisation that a phrase names; "" for 本部门, 我局 and the like; None where it names none."""
    text = _LEAD.sub("", text)
    text = _YEAR_TAIL.sub("", text)
    for match in _JOIN.finditer(text):
        if rules.organisation_end.search(text[: match.start()]):
            text = text[match.end() :]
            break
    if rules.self_names.match(text):
        return ""
    if len(text) < 4 or len(text) > 40 or text in _GENERIC or _NO_NAME.search(text):
        return None
    return text if rules.organisation_end.search(text) else None
