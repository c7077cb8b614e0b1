"""Counts in words: trips abroad, receptions, vehicles bought and run, projects with performance targets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from budgetextract.model.facts import Key, Statement, dimensions
from budgetextract.model.patterns import later
from budgetextract.normaliser.clauses import Passage
from budgetextract.normaliser.mentions import COUNT, Figure
from budgetextract.normaliser.statements import Surroundings, make

_OVERSEAS = later(r"出国|出境|因公")
_RECEPTION = later(r"接待")
_GROUPS = later(
    r"(?:出国|出境|\(境\)|组织|参加|全年|安排)?[^，。;]{0,10}团组(?:数|数量)?(?:共|共计|累计|为|:)*$|(?:因公出国\(境\)|出国\(境\)|出国)(?:共)?$"
)
_ALL_GROUPS = later(r"团组(?:数)?(?:共计|合计|总计)")
_GROUP_COUNTS = later(r"团组(?:数)?(?:为|共)?(\d{1,4})")
_VISITS = later(
    r"(?:全年|因公出国\(境\)|人次|人数|累计|共计|共|参加|合计|，|、|:|为|出国\(境\)|来访人员|来宾|人员|接待|团组)*$"
)
_BATCHES = later(r"(?:接待)[^，。;]{0,14}$|(?:批次|来访团组|来宾)(?:数)?(?:为|:|共)*$")
_BATCH_WORD = later(r"接待(?:累计)?批次(?:数)?(?:共|为|是|:)*$")
_CLOSED = later(r"\((?!国?境\))[^()]{0,60}\)")
"""国内公务接待20批次(其中外事接待0批次)，200人次: what a closed bracket says is not said of the next figure."""
_VISITING = later(r"(?:来访|接待)[^，。;]{0,6}团组(?:数)?(?:共|为|:)*$")
_BOUGHT = later(
    r"(?:公务用车(?:当年)?购置(?:数量|数|量)?|购置(?:\(?更新\)?)?(?:公务用车|公务车辆|车辆)(?:数|数量)?)(?:共|共计|为|:)*$"
)
_RUN = later(
    r"(?:公务用车|公务车|车辆)(?:年末)?(?:实际)?保有量(?:共|为|是|:|合计|达)*$|开支财政拨款的公务用车(?:保有量)?(?:共|为|是|有)*$"
)
_TARGETS = later(
    r"(?:(?:编报|编制|申报|设置|实行|纳入)[^，。;]{0,14}绩效目标[^，。;]{0,14}|绩效目标(?:管理)?的?|纳入绩效管理的?)项目(?:数|数量)?(?:共|共计|为|有|合计)*$"
    r"|(?:编报|编制|申报|设置|设定|填报)(?:了)?(?:部门|部门预算|预算)?项目(?:支出)?(?:预算)?绩效目标(?:申报)?表?(?:共|共计|合计)*$"
)
_TARGETS_AFTER = later(
    r"(?:个)?(?:部门预算|预算|二级|一级)?项目(?:支出)?(?:实行|实施|纳入|编报|编制|设置|均编制|均设置)?(?:了)?[^，。;]{0,6}绩效目标"
)
_SELF = later(
    r"绩效自评的?[^，。;]{0,12}项目(?:数|数量)?(?:共|共计|为|有)*$|(?:自评)[^。;]{0,30}(?:涉及|共涉及|共)项目(?:共)?$"
)
_SELF_AFTER = later(r"(?:预算)?项目(?:支出)?(?:全面)?(?:开展|进行)?(?:了)?(?:全面)?(?:预算)?(?:支出)?绩效自评")
_INVOLVED = later(r"(?:共)?涉及(?:一级|二级|预算|部门预算)?项目(?:数)?(?:共|共计)*$")
_OTHER_YEAR = later(r"20\d\d年度?(?!\d{1,2}月|[末底])|去年|上年度?(?!结转)")
"""At the beginning of a sentence: what it counts is that year's."""
_AS_OF = later(r"截[至止]到?(20\d\d)年")
_REACH = 240
"""How far back the words that name a count may stand."""
_BAD = later(r"优|良|合格|整改|问题|其中")


def read(
    passage: Passage, found: Sequence[Figure], around: Surroundings
) -> Iterator[tuple[Statement, tuple[int, ...]]]:
    """Statements about counts with the indexes of the figures they use."""
    text = passage.text
    if not any(figure.kind == COUNT for figure in found):
        return
    topic = ""
    last = 0
    seen: set[tuple[str, str]] = set()
    for index, figure in enumerate(found):
        if figure.kind != COUNT:
            continue
        lead = text[max(last, figure.start - _REACH) : figure.start]
        near = max(0, figure.start - _REACH)
        sentence = text[max(near, text.rfind("。", near, figure.start) + 1) : figure.start]
        spots = [(match.start(), "overseas") for match in _OVERSEAS.finditer(sentence)]
        spots += [(match.start(), "reception") for match in _RECEPTION.finditer(sentence)]
        topic = max(spots)[1] if spots else (topic if "。" not in lead else "")
        clause = re.split("[。;，]", lead)[-1]
        found_key = _key(figure, clause, sentence, topic, text, around)
        last = figure.end
        if found_key is None or found_key[:2] in seen:
            continue
        concept, kind, measure, unit = found_key
        if concept == "three_public.overseas.groups" and _part_of_groups(text, figure):
            continue
        seen.add((concept, kind))
        key = Key(concept, measure, around.year, dimensions(reception_kind=kind))
        yield make(around, passage, figure, key, figure.value, Decimal(0), unit), (index,)


def _key(
    figure: Figure, clause: str, sentence: str, topic: str, text: str, around: Surroundings
) -> tuple[str, str, str, str] | None:
    """(concept, reception kind, measure, unit) of a count."""
    money = "final" if around.final else "budget"
    three_public = "three_public" in around.scope.outline or "三公" in around.scope.title
    three_public = three_public or "三公" in text[: 4 * _REACH]
    if re.search("20\\d\\d", clause) and str(around.year) not in clause:
        return None
    if _OTHER_YEAR.match(sentence) and str(around.year) not in sentence:
        return None
    if figure.unit in ("个", "项"):
        if "绩效目标" in sentence and _INVOLVED.search(clause):
            return "performance.projects", "", "budget", "item"
        if _TARGETS.search(clause) or (figure.unit == "个" and _TARGETS_AFTER.match(text, figure.end - 1)):
            return "performance.projects", "", "budget", "item"
        after = _SELF_AFTER.match(text, figure.end)
        if figure.unit == "个" and after is not None and not _BAD.search(clause):
            return "performance.self_evaluated", "", "final", "item"
        if figure.unit == "个" and _SELF.search(sentence) and not _BAD.search(clause):
            return "performance.self_evaluated", "", "final", "item"
    if figure.unit in ("辆", "台"):
        if _BOUGHT.search(clause) and around.final and three_public:
            return "assets.vehicles.purchased", "", "final", "vehicle"
        if _RUN.search(clause) and three_public and not _held_before(sentence, around.year):
            return "assets.vehicles.fiscal_funded", "", "reported", "vehicle"
    if not three_public and topic not in ("overseas", "reception"):
        return None
    if topic == "overseas":
        if figure.unit in ("个", "批", "次", "团次", "批次", "个团组") and (
            _GROUPS.search(clause) or figure.unit == "个团组"
        ):
            return "three_public.overseas.groups", "", money, "item"
        if figure.unit in ("人次", "人") and _VISITS.fullmatch(clause.strip()) and re.search("团组", sentence):
            return "three_public.overseas.visits", "", money, "person"
    if topic == "reception":
        kind = _kind(_CLOSED.sub("", sentence))
        groups = figure.unit == "个" and _VISITING.search(clause) is not None
        told = figure.unit in ("次", "个") and _BATCH_WORD.search(clause) is not None
        if groups or told or (figure.unit in ("批次", "批") and _BATCHES.search(sentence)):
            return "three_public.reception.batches", kind, money, "item"
        visitors = _VISITS.fullmatch(clause.strip()) or _RECEPTION.search(clause)
        if figure.unit in ("人次", "人") and visitors and re.search("批|团组", sentence):
            return "three_public.reception.visitors", kind, money, "person"
    return None


def _held_before(sentence: str, year: int) -> bool:
    """True for what was held at the end of another year (截至2023年12月31日): an asset, told by its date."""
    dated = _AS_OF.findall(sentence)
    return bool(dated) and int(dated[-1]) != year


def _part_of_groups(text: str, figure: Figure) -> bool:
    """True for one part of the groups, own or of others (参加其他单位组织的团组2个): only their sum is the count."""
    total = _ALL_GROUPS.search(text)
    if total is not None:
        return figure.start < total.start()
    some = sum(1 for count in _GROUP_COUNTS.findall(text) if int(count))
    return "其他单位" in text and (some > 1 or (some == 1 and figure.value == 0))


def _kind(sentence: str) -> str:
    """国内 or 外宾, whichever is named last."""
    domestic = sentence.rfind("国内")
    foreign = max(sentence.rfind(word) for word in ("外宾", "外事接待", "国(境)外", "涉外"))
    if domestic < 0 and foreign < 0:
        return ""
    return "domestic" if domestic > foreign else "foreign"
