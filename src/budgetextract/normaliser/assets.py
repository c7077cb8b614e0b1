"""State assets in words: vehicles by printed type, equipment by unit price, what is to be bought, floor area, value.

The fiscal year of what is held is that of its as-of date (截至2023年12月31日), else the document's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from budgetextract.model.document import SectionNode
from budgetextract.model.facts import Key, Statement, dimensions
from budgetextract.model.patterns import later
from budgetextract.model.text import plain
from budgetextract.normaliser.amounts import MONEY_UNITS
from budgetextract.normaliser.clauses import Passage
from budgetextract.normaliser.mentions import COUNT, MONEY, NO_CHANGE, Figure
from budgetextract.normaliser.statements import Surroundings, make
from budgetextract.record import record

_VEHICLE_UNITS = frozenset({"辆", "台"})
_EQUIPMENT_UNITS = frozenset({"台", "套", "台(套)", "台/套", "台套", "件", "个"})
_AS_OF = later(r"(?:截至|截止|至)(?:到)?(20\d\d)年(?:度)?(?:\d{1,2}月|末|底)|(20\d\d)年(?:12月31日|年?末|底)")
_LAST_YEAR = later(r"上年(?:年)?[末底]|去年[末底]")
_EQUIPMENT = later(
    r"(?:单价|单位价值|价值|购置|配置|单台\(?套?\)?价值|单台价值|原值)(?:在)?(?:人民币)?(?P<from>\d{1,6}(?:\.\d{1,4})?)(?P<unit>万元|万|元)"
    r"(?:\(含\)|含)?(?:以上|及以上)(?:\(含\)|\(不含车辆\)|\([^()]{0,10}\))?(?:的)?(?:单台)?(?P<kind>通用|专用|大型)?(?:的)?(?:仪器)?设备"
    r"(?:\(不含车辆\)|\(不包括车辆\))?"
)
_TYPE_END = later(
    r"(?P<name>[\u4e00-\u9fff]{0,12}(?:\([\u4e00-\u9fff]{1,4}\)[\u4e00-\u9fff]{1,10})?(?:用车|其他车辆|特种车辆|客车|轿车|越野车|旅行车|商务车|面包车|货车|皮卡车?|载客汽车|其他车型)(?:\([\u4e00-\u9fff]{2,6}\))?)(?:的)?$"
)
_SUBTYPES = later(r"(?:其他用车|其他车辆)(?:主要)?(?:是|为|包括|有)[:：]?")
_FILL = later(r"(?:，|、|:|;|及|和|其中|共计|共有|共|合计|有|为|是|拥有|配备|保有量|数量|实有数|数)*$")
_NO_TYPE = later(
    r"(?!其他).{0,8}(?:共有|保有|现有|购置|新增|更新|占用|实有)?(?<!一般)(?<!应急)(?<!普通)公务用车|.{0,6}(?:共有|保有|现有)用车"
)
_TOTAL = later(
    r"(?:(?:共有|保有|现有|拥有|实有|占有使用|占用)(?:公务)?(?:车辆|公车|用车|公务用车)|(?:公务)?(?:车辆|用车)(?:总数|数量|保有量|合计|编制数)?)(?:总数|数量)?(?:共有|共计|合计|共|为|是|实有|保有量)*$"
)
_PLANNED = later(
    r"(?:拟|计划|安排|预算)[^，。;]{0,8}(?:购置|采购|新增|配置|更新)|(?:购置|新增|配置)(?:公务)?(?:车辆|公务用车|单价|单位价值)"
)
_HELD = later(r"共有|保有|现有|占用|占有|截至|截止|实有|拥有")
_CHANGED = later(r"(?P<word>增加|减少)(?:了)?$")
_AREA = later(r"(?P<what>房屋|办公用房|业务用房)(?:建筑)?(?:总)?(?:面积)?(?:共计|合计|共|为|:|约)*$")
_VALUE = later(
    r"(?P<what>资产|固定资产)(?:总额|总计|合计|总值|金额|账面价值)(?:共计|合计|共|为|:|达)*$|(?P<fixed>固定资产)(?:为|:|共计|合计)*$"
)
_VALUE_MOVED = later(r"(?P<what>固定资产|资产)(?:总额|总计|合计|总值|金额|账面价值)?(?P<word>增加|减少)(?:了)?$")
"""与上年相比，资产总额增加24万元; a bare 资产增加 is of no kind."""
_PLANNED_VALUE = later(r"(?:拟|计划|预算)[^，。;]{0,8}$|(?:购置|采购|新购|处置|报废|减少|增加)(?:的)?$")
"""拟购置固定资产20万元: nothing that is held."""
_NOT_HERE = later("公务用车购置数|购置公务用车|开支财政拨款")
_REPLACED = later(r"(?:淘汰|报废|处置|更新)[^，。;]{0,12}(?:车辆|用车|公车)")
"""预计淘汰更新执法车辆5辆, as the reason of a change: neither what is held nor a list of what will be bought."""
_REACH = 240
"""How far back the words that name a count may stand."""
_LISTED = later(r"[、，和与及]|etc|等")


@record(frozen=False)
class _Now:
    """Where in a passage's list of assets the reader stands."""

    planned: bool = False
    subtypes: bool = False
    total: tuple[str, tuple[tuple[str, str], ...]] | None = None


def read(
    passage: Passage, found: Sequence[Figure], around: Surroundings
) -> Iterator[tuple[Statement, tuple[int, ...]]]:
    """Statements about assets with the indexes of the figures they use (thresholds too)."""
    text = passage.text
    if not re.search("车|设备|房屋|用房|资产", text):
        return
    # the three-public section of an account counts vehicles run on fiscal appropriation, another thing (see counts)
    three_public = around.final and ("三公" in around.scope.title or "three_public" in around.scope.outline)
    names: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {}
    now = _Now()
    last, area = 0, False
    for index, figure in enumerate(found):
        lead = text[max(last, figure.start - _REACH) : figure.start]
        _boundaries(lead, now)
        if figure.kind == NO_CHANGE:
            yield from ((one, (index,)) for one in _unchanged(passage, figure, lead, names, around))
            continue
        if figure.kind == MONEY:
            statement = _value(passage, figure, text, around)
            if statement is not None:
                yield statement, (index,)
            continue
        if figure.kind != COUNT:
            continue
        if _AREA.search(lead) is not None and figure.unit == "平方米":
            if not (area and "其中" in lead):  # 房屋3,000平方米，其中办公用房900平方米
                yield _make(passage, figure, ("assets.buildings", ()), "square_metre", around, now), (index,)
            area, last = True, figure.end
            continue
        target = _target(lead, figure, now, three_public)
        if target is None:
            if (
                (change := _CHANGED.search(lead)) is not None
                and now.total is not None
                and figure.unit in _VEHICLE_UNITS
            ):
                statement = _change(passage, figure, now, change["word"], lead, around)
                if statement is not None:
                    yield statement, (index,)
            continue
        concept, dims, name, words = target
        last = figure.end
        if name:
            names[name] = (concept, dims)
        if concept == "assets.vehicles" and not dims:
            now.total = (concept, dims)
        unit = "vehicle" if concept.startswith("assets.vehicles") else "item"
        begin = figure.start - words
        used = [at for at in range(max(0, index - 3), index) if found[at].start >= begin] if words else []
        yield _make(passage, figure, (concept, dims), unit, around, now), (*used, index)


def _boundaries(lead: str, now: _Now) -> None:
    """New sentences and clauses end a list and say whether things are held or to be bought."""
    for part in re.split("(?<=[。;])", lead):
        if _PLANNED.search(part):
            now.planned = True
        elif _HELD.search(part) or part.endswith("。"):
            now.planned = bool(_PLANNED.search(part))
        if _SUBTYPES.search(part):
            now.subtypes = True
        if part.endswith(("。", ";")):
            now.subtypes = False


def as_of_year(sections: Iterable[SectionNode]) -> int | None:
    """The one year of the document's as-of dates of assets, None where there is none or more than one."""
    years = {
        match[1] or match[2]
        for section in sections
        for block in section.blocks
        if "截" in block.text and ("辆" in block.text or "设备" in block.text)
        for match in _AS_OF.finditer(plain(block.text))
    }
    return int(next(iter(years))) if len(years) == 1 else None


def _target(
    lead: str, figure: Figure, now: _Now, three_public: bool
) -> tuple[str, tuple[tuple[str, str], ...], str, int] | None:
    """(concept, dimensions, printed name, length of the words with its threshold) of a count, None for other counts."""
    clause = re.split("[。;]", lead)[-1]
    if _NOT_HERE.search(clause):
        return None
    equipment = list(_EQUIPMENT.finditer(clause))
    if equipment and figure.unit in _EQUIPMENT_UNITS and _FILL.match(clause, equipment[-1].end()):
        match = equipment[-1]
        concept = "assets.equipment.planned_purchase" if now.planned else "assets.equipment"
        return concept, (("threshold", _threshold(match)),), match[0], len(clause) - match.start()
    if figure.unit not in _VEHICLE_UNITS or (not now.planned and _REPLACED.search(clause.rpartition("，")[2])):
        return None
    bare = _FILL.sub("", clause)
    held = "assets.vehicles.planned_purchase" if now.planned else "assets.vehicles"
    typed = _TYPE_END.search(re.split("[，、:]", bare)[-1]) if bare else None
    if typed is None and bare.endswith("用车"):
        typed = _TYPE_END.search(bare)
    if typed is not None and not _NO_TYPE.fullmatch(typed["name"]):
        name = _SUBTYPES.sub("", typed["name"])
        name = re.sub(r"^(?:其中|主要是|主要为|主要有|有|为|是)+", "", name)
        if not name or three_public:
            return None
        if now.subtypes and name != "其他用车":
            return held, (("vehicle_subtype", name), ("vehicle_type", "其他用车")), name, 0
        return held, (("vehicle_type", name),), name, 0
    if three_public:
        return None
    if _TOTAL.search(clause) or (now.planned and re.search(r"购置(?:公务)?(?:车辆|公务用车|用车)(?:共)?$", clause)):
        return held, (), "", 0
    return None


def _threshold(match: re.Match[str]) -> str:
    """The unit price in yuan, by the unit printed right after the number (50万 is 50万元)."""
    return str(int(Decimal(match["from"]) * MONEY_UNITS[match["unit"].removesuffix("元") + "元"]))


def _year(passage: Passage, at: int, around: Surroundings) -> int:
    before = passage.text[max(0, at - 4 * _REACH) : at]
    dates = list(_AS_OF.finditer(before))
    if dates:
        return int(dates[-1][1] or dates[-1][2])
    return around.year - 1 if _LAST_YEAR.search(before) else around.assets_year


def _make(
    passage: Passage,
    figure: Figure,
    target: tuple[str, tuple[tuple[str, str], ...]],
    unit: str,
    around: Surroundings,
    now: _Now,
) -> Statement:

    concept, dims = target
    planned = concept.endswith("planned_purchase")
    year = around.year if planned else _year(passage, figure.start, around)
    key = Key(concept, "budget" if planned else "reported", year, dimensions(**dict(dims)))
    return make(
        around, passage, figure, key, figure.value, figure.precision if unit == "square_metre" else Decimal(0), unit
    )


def _unchanged(
    passage: Passage,
    figure: Figure,
    lead: str,
    names: dict[str, tuple[str, tuple[tuple[str, str], ...]]],
    around: Surroundings,
) -> Iterator[Statement]:
    """无变化 said of things that the passage has counted, listed by 、."""

    clause = re.split("[。;]", lead)[-1]
    if not names or not re.search("上年|上一年|去年", clause):
        return
    for part in _LISTED.split(clause):
        for name, (concept, dims) in names.items():
            match = _EQUIPMENT.fullmatch(part)
            same = part == name or (
                match is not None and concept == "assets.equipment" and dims == (("threshold", _threshold(match)),)
            )
            if same:
                key = Key(concept, "change", _year(passage, figure.start, around), dimensions(**dict(dims)))
                unit = "vehicle" if concept.startswith("assets.vehicles") else "item"
                yield make(around, passage, figure, key, Decimal(0), Decimal(0), unit)
                break


def _change(
    passage: Passage, figure: Figure, now: _Now, word: str, lead: str, around: Surroundings
) -> Statement | None:
    """比上年增加2辆 right after the total."""

    clause = re.split("[。;，]", lead)[-1]
    if now.total is None or not around.phrases.base.search(clause) or len(clause) > 16:
        return None
    key = Key("assets.vehicles", "change", _year(passage, figure.start, around), ())
    value = figure.value if word == "增加" else -figure.value
    return make(around, passage, figure, key, value, Decimal(0), "vehicle", word)


def _value(passage: Passage, figure: Figure, text: str, around: Surroundings) -> Statement | None:
    """资产总额, 固定资产金额 in the section on state assets, and how either has moved since last year."""

    if "state_assets" not in around.scope.outline and "资产" not in around.scope.title:
        return None
    near = text[max(0, figure.start - 24) : figure.start]
    moved = _VALUE_MOVED.search(near)
    match = moved or _VALUE.search(near)
    if match is None or match[0].startswith(("资产增", "资产减")):
        return None
    before = text[: max(0, figure.start - 24) + match.start()]
    if re.search(r"(?:流动|无形|净|新增|其他|长期)$", before) or _PLANNED_VALUE.search(before):
        return None
    if moved is not None and not around.phrases.base.search(re.split("[。;]", before)[-1]):
        return None
    concept = "assets.total_value" if match["what"] == "资产" else "assets.fixed_value"
    value, precision, unit = figure.in_base_unit()
    value = -value if moved is not None and moved["word"] == "减少" else value
    measure = "reported" if moved is None else "change"
    key = Key(concept, measure, _year(passage, figure.start, around), ())
    return make(around, passage, figure, key, value, precision, unit, moved["word"] if moved is not None else "")
