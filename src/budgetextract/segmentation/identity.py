"""What document this is: kind, fiscal year, department, region, date. From what is printed, never from metadata.

Each statement of the document votes with a weight: its title most, then part headings and table titles, then contents,
then the lines 部门名称：… above the tables. Statements that disagree with the outcome are kept as conflicts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import groupby

from budgetextract.model.document import BBox, Extracted, Identity, Line, Table
from budgetextract.model.patterns import later
from budgetextract.model.text import close_gaps, plain
from budgetextract.record import record
from budgetextract.rules.loader import rule_csv

_YEAR = later(r"(?<!\d)(20[0-4]\d)(?:年度?(?!\d{1,2}月)|(?=(?:部门|单位)(?:预算|决算))|\s*-\s*20\d\d年)")
_DRAFT_OF = later(r"(20[0-4]\d)年度?(?:财政)?(?:收支)?预算[(（]?草案")
_OTHER_YEAR = later(r"执行|完成情况|上年|截至")
"""Words by which a heading names another year on purpose (2024年预算执行情况 in a budget of 2025)."""
_YEAR_OF_FIGURES = later(
    r"(?<![比较与从自至\d])(20[0-4]\d)年度?[^，。；\d]{0,16}?(?:收入|支出|收支|预算|决算|经费)[^，。；]{0,14}?\d"
)
_YEAR_ALONE = later(r"[(（]?(?:(?:预算|决算|会计|填报)?年[度份][:：]?)?(20[0-4]\d)(?:年度?)?[)）]?")
_YEAR_AMID = later(r"(?<!\d)(20[0-4]\d)年度")
_CAPTION_LINE = later(r"(?:编制|填报|公开|预算)?(?:部门|单位)(?:名称)?[:：]")
_CN_YEAR = later(r"(二[〇○Ｏ零0OoO][〇○零一二三四五六七八九0OoO]{2})年")
_CN_DIGITS = str.maketrans("〇○Ｏ零OoO一二三四五六七八九", "0000000123456789")
_NAME_LINE = later(
    r"(?:^|[\s　])(?:部门名称|单位名称|部门[（(]单位[）)]名称?|编制单位|编制部门|预算主管部门|主管部门|填报单位|"
    r"部门|单位|公开部门|预算单位)\s*[:：]\s*([^\s:：，。]{3,40})"
)
ORGAN = (
    r"(?:局|委员会|委|办公室|办|院|中心|部|厅|会|校|学校|中学|小学|幼儿园|所|站|大队|支队|队|馆|社|处|公司|人民政府|联合会|协会|署|"
    r"管委会|街道|镇|乡|库|园|团|庭|党校|集团|总站|分局|室|台|场|宫|总队)"
)
_DEPARTMENT = later(
    rf"([\u4e00-\u9fff（）()·、]{{2,38}}?{ORGAN}(?:[（(](?:本级|机关|汇总)[）)]|本级)?)(?=二[〇○零]|20\d\d|[】\])）]|部门|单位|预算|决算|概况|主要|机构(?!编制)|整体|基本|的|是|年度|政府采购(?:预算|决算)|[“\"']?三公|$)"
)
_LEADING = later(
    r"^(?:第[一二三四五六七八九十]部分|[一二三四五六七八九十]+、|[【\[]|20\d\d年度?|二[〇○Ｏ零0][〇○零一二三四五六七八九0]{2}年度?|"
    r"关于|附件\d*[:：]?)+"
)
_DATE = later(r"(20\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日|(20\d\d)[-./](\d{1,2})[-./](\d{1,2})")
_OWN_DATE = later(r"(?:公开|发布|公布|发文|成文|印发|生成|更新)?(?:日期|时间)\s*[:：]?")
_PUBLISHED = later(r"(?:公开|发布|公布)(?:日期|时间)\s*[:：]?")


@record
class _Said:
    text: str
    page: int
    bbox: BBox
    weight: float


def identify(extracted: Extracted, title_lines: Sequence[Line], heading_lines: Sequence[Line]) -> Identity:
    """The identity of a document.

    ``title_lines``: the document's own title on its first page; ``heading_lines``: lines that look like headings.
    """
    said = list(_statements(extracted, title_lines, heading_lines))
    year, year_from, year_conflicts = _year(said, extracted.tables, extracted.lines)
    department, department_from = _department(said, extracted.lines)
    kind = _kind(said, extracted.tables, extracted.lines)
    region_name, region_code = _region(department, said)
    evidence = [("fiscal_year", s.page, s.bbox, s.text) for s in year_from[:1]]
    evidence += [("department", s.page, s.bbox, s.text) for s in department_from[:1]]
    return Identity(
        kind=kind,
        fiscal_year=year,
        department=department,
        region_name=region_name,
        region_code=region_code,
        published=_published(extracted, year),
        evidence=tuple(evidence),
        conflicts=(
            *(("fiscal_year", str(year), str(other), s.page) for other, s in year_conflicts),
            *_other_kind(kind, said),
        ),
    )


def _statements(extracted: Extracted, title: Sequence[Line], headings: Sequence[Line]) -> Iterable[_Said]:
    if title:
        yield _Said("".join(line.text for line in title), title[0].page, title[0].bbox, 6.0)
    for line in headings:
        yield _Said(line.text, line.page, line.bbox, 1.0)
    for table in extracted.tables:
        if table.title and table.title_bbox:
            yield _Said(table.title, table.title_page, table.title_bbox, 1.0)
    for entry in extracted.contents:
        yield _Said(entry.text, entry.page, entry.bbox, 0.6)


def _years(text: str) -> list[int]:
    bare = plain(text)
    found = [int(year) for year in _YEAR.findall(bare)]
    return found + [int(year.translate(_CN_DIGITS)) for year in _CN_YEAR.findall(bare)]


def _year(
    said: Sequence[_Said], tables: Sequence[Table], lines: Sequence[Line]
) -> tuple[int | None, list[_Said], list[tuple[int, _Said]]]:
    votes: dict[int, float] = defaultdict(float)
    source: dict[int, list[_Said]] = defaultdict(list)
    for statement in said:
        years = _years(statement.text)
        if drafted := _DRAFT_OF.findall(plain(statement.text)):
            years = [int(drafted[-1])]  # 2024年预算执行情况和2025年预算草案的报告
        if len(set(years)) == 1:
            votes[years[0]] += statement.weight
            source[years[0]].append(statement)
    if not votes:
        return _year_of_captions(lines) or _year_of_tables(tables) or _year_of_text(lines), [], []
    best = max(votes, key=lambda year: (votes[year], year))
    conflicts = []
    for year in sorted(votes):
        meant = [s for s in source[year] if not _OTHER_YEAR.search(plain(s.text))]
        if year != best and meant:
            conflicts.append((year, meant[0]))
    return best, source[best], conflicts


def _year_of_captions(lines: Sequence[Line]) -> int | None:
    """Sheets of final accounts name the year between 编制单位 and 金额单位 only: 2024年度, 预算年度：2024."""
    votes: dict[int, int] = defaultdict(int)
    for line in lines:
        text = plain(line.text)
        if found := _YEAR_ALONE.fullmatch(text) or (_CAPTION_LINE.match(text) and _YEAR_AMID.search(text)):
            votes[int(found.group(1))] += 1
    return max(votes, key=lambda year: (votes[year], year)) if votes else None


def _year_of_tables(tables: Sequence[Table]) -> int | None:
    """Tables printed alone name the year in a note or a column head only; the latest one is the document's."""
    votes: dict[int, int] = defaultdict(int)
    for table in tables:
        for text in (*table.columns, table.empty_statement):
            for year in set(_years(text)):
                votes[year] += 1
    return max(votes, key=lambda year: (votes[year], year)) if votes else None


def _year_of_text(lines: Sequence[Line]) -> int | None:
    """Where no title names it: the year of which most sentences state income and expenditure, the one before apart."""
    votes: dict[int, int] = defaultdict(int)
    for _, together in groupby(enumerate(lines), lambda pair: (pair[1].page, pair[1].paragraph or -pair[0])):
        for year in _YEAR_OF_FIGURES.findall(plain("".join(line.text for _, line in together))):
            votes[int(year)] += 1
    best = max(votes, key=lambda year: (votes[year], year), default=None)
    if best is not None and votes[best] == len(votes) == 1:
        named = {year for line in lines for year in _years(line.text)}
        return best if named <= {best, best - 1} else None
    if best is None or votes[best] < 2 or any(votes[year] == votes[best] for year in votes if year != best):
        return None
    return best


def _kind(said: Sequence[_Said], tables: Sequence[Table], lines: Sequence[Line]) -> str:
    final = budget = unit = department = government = 0.0
    three_public_only = said[0].weight > 2 and "三公" in said[0].text if said else _three_public_alone(lines)
    for statement in said:
        text = plain(statement.text)
        if "决算" in text:
            final += statement.weight
        elif "预算" in text:
            budget += statement.weight
        unit += statement.weight * bool(re.search(r"单位(?:预算|决算)", text))
        department += statement.weight * bool(re.search(r"部门(?:综合)?(?:预算|决算)|部门[（(]单位[）)]", text))
        government += statement.weight * bool(_OF_GOVERNMENT.search(text))
    for table in tables:
        if table.table:
            final += table.table.startswith("final_")
            budget += not table.table.startswith("final_")
    if final == budget == 0:
        body = "".join(line.text for line in lines[:400])
        final, budget = body.count("决算"), body.count("预算")
    title = plain(said[0].text) if said else ""
    if three_public_only and not re.search(r"(?:部门|单位).{0,6}(?:预算|决算)", title) and len(tables) <= 2:
        return "three_public"
    if final == budget == 0:
        return "unknown"
    stage = "final" if final > budget else "budget"
    if government > department + unit:
        return f"government_{stage}"
    return f"unit_{stage}" if unit > department else f"department_{stage}"


_OF_GOVERNMENT = later(
    r"总预算|政府预算|政府决算|政府预决算|财政(?:预算|决算)执行|一般公共预算收入表|财政(?:收支)?(?:预算|决算)[(（]?草案"
    r"|[省市州盟县区旗](?:本级)?20\d\d年度?(?:财政)?(?:预算|决算)(?:[(（]?草案[)）]?)?的?报告"
)
_OF_ALL = later(r"收支|收入(?:总|合)计|(?<![费用)）])支出(?:总|合)计|基本支出|项目支出|(?:部门|单位)(?:预算|决算)")


def _three_public_alone(lines: Sequence[Line]) -> bool:
    """True for a text without a title that speaks of the three public items and of no other money."""
    body = plain("".join(line.text for line in lines[:400]))
    return "三公" in body and _OF_ALL.search(body) is None


_OF_KIND = later(r"(?:部门|单位)(预算|决算)")


def _other_kind(kind: str, said: Sequence[_Said]) -> Iterable[tuple[str, str, str, int]]:
    """The first heading or title of a final account that says 部门预算 and not 决算, or the other way round."""
    own, other = ("决算", "预算") if kind.endswith("final") else ("预算", "决算")
    if not kind.startswith(("department", "unit")):
        return
    for statement in said:
        text = plain(statement.text)
        if set(_OF_KIND.findall(text)) == {other} and own not in text and not _OTHER_YEAR.search(text):
            changed = kind.replace("final", "budget") if other == "预算" else kind.replace("budget", "final")
            yield "kind", kind, changed, statement.page
            return


def _department(said: Sequence[_Said], lines: Sequence[Line]) -> tuple[str, list[_Said]]:
    votes: dict[str, float] = defaultdict(float)
    source: dict[str, list[_Said]] = defaultdict(list)

    def vote(name: str, statement: _Said, weight: float) -> None:
        name = close_gaps(name).strip("：:、【】[] ").lstrip("（(")
        if name.count("（") + name.count("(") > name.count("）") + name.count(")"):
            name = re.split("[（(]", name)[0]  # 某局（加挂的牌子
        if not _OWN_LEVEL.search(name):  # 财政局（本级） keeps its brackets
            name = name.rstrip("（）()")
        name = re.sub(r"^(?:二[〇○零][一二三四五六七八九〇○零]{2}年度?|20\d\d年度?)", "", name)
        if (
            3 <= len(name) <= 40
            and re.search(rf"{ORGAN}(?:[（(](?:本级|机关|汇总)[）)]|本级)?$", name)
            and not _GENERIC.search(name)
        ):
            votes[name] += weight
            source[name].append(statement)

    for line in lines:
        text = line.text
        if (":" in text or "：" in text) and (found := _NAME_LINE.search(text)):
            vote(found.group(1), _Said(text, line.page, line.bbox, 1.0), 1.5)
    for statement in said:
        text = _LEADING.sub("", close_gaps(statement.text).replace(" ", ""))
        if found := _DEPARTMENT.match(text):
            vote(found.group(1), statement, statement.weight)
    if not votes:
        return "", []
    # A name that another, longer one ends with is the same department without its region.
    for name in list(votes):
        for longer in votes:
            if longer != name and longer.endswith(name):
                votes[longer] += votes[name] * 0.5
    best = max(votes, key=lambda name: (votes[name], len(name)))
    return best, source[best]


_OWN_LEVEL = later(r"[（(](?:本级|机关|汇总)[）)]$")
_GENERIC = later(r"^(?:本|各|该|所属|下属|预算|部门|单位|主管|财政部$)|年度?.*(?:部门|单位)$|(?:收入|支出|收支|经费)")


_BODY = later(r"^(?:中国共产党|中共|中国人民政治协商会议|政协|共青团|中国共产主义青年团|国家税务总局)")
_PART = r"(?:(?![省市州盟县区旗])[\u4e00-\u9fff])"
_REGION = later(
    rf"({_PART}{{2,7}}(?:省|自治区))?((?:{_PART}{{2,10}}(?:自治)?州|{_PART}{{1,8}}市|{_PART}{{2,6}}(?:盟|地区)))?"
    rf"({_PART}{{1,10}}(?:自治)?(?:县|区|旗)|{_PART}{{1,8}}市(?!场|政|容|直|民|郊|级|区))?"
)
_LONGEST = 16
_NO_REGION = frozenset(
    {"城区", "市区", "社区", "园区", "景区", "库区", "校区", "新区", "开发区", "地区", "小区", "片区"}
)


def _region(department: str, said: Sequence[_Said]) -> tuple[str, str]:
    """Province, city or county that the department's own name begins with; a code where it is certain.

    ``regions.csv`` lists names and codes that have stood since 2014; a newer or unknown place has a name and no code.
    """
    for text in (department, *(s.text for s in said[:1])):
        name = _BODY.sub("", _LEADING.sub("", plain(text).lstrip("【[")))
        if known := _known_region(name):
            return known
        found = _REGION.match(name)
        parts = [part for part in (found.groups() if found else ()) if part]
        if parts and parts[-1] in _NO_REGION:
            parts.pop()
        if parts:
            return "".join(parts), ""
    return "", ""


def _known_region(name: str) -> tuple[str, str] | None:
    """The listed places that a name begins with, each within the one before; a code where one place only is meant."""
    codes = _codes()
    at = 0
    meant: tuple[str, ...] = ()
    for _ in range(3):
        for end in range(min(len(name), at + _LONGEST), at + 1, -1):
            places = codes.get(name[at:end], ())
            if inner := tuple(c for c in places if not at or any(_within(c, outer) for outer in meant)):
                at, meant = end, inner
                break
        else:
            break
    return (name[:at], meant[0] if len(meant) == 1 else "") if at else None


def _within(code: str, outer: str) -> bool:
    """421222 lies within 421200 and 420000; a county holds nothing."""
    return code != outer and (
        code[:2] == outer[:2] if outer[2:] == "0000" else outer[4:] == "00" and code[:4] == outer[:4]
    )


@cache
def _codes() -> Mapping[str, tuple[str, ...]]:
    """Codes by name: 鼓楼区 is the name of several places."""
    out: dict[str, tuple[str, ...]] = {}
    for row in rule_csv("regions.csv"):
        out[row["name"]] = (*out.get(row["name"], ()), row["code"])
    return out


def _published(extracted: Extracted, year: int | None) -> str:
    """A date printed after 公开日期 or alone on a line of the first pages; not one in a cell of another meaning."""
    others: set[str] | None = None
    for line in extracted.lines:
        if line.page > 3 and not _PUBLISHED.search(line.text):
            continue
        bare = plain(line.text)
        alone = _DATE.fullmatch(bare)
        if alone is not None:
            others = _dates_of_cells(extracted.tables) if others is None else others
            alone = None if bare in others else alone
        named = _PUBLISHED.search(bare) and _DATE.search(bare)
        if found := alone or named or None:
            parts = [int(part) for part in found.groups() if part]
            if 1 <= parts[1] <= 12 and 1 <= parts[2] <= 31 and (year is None or abs(parts[0] - year) <= 2):
                return f"{parts[0]:04d}-{parts[1]:02d}-{parts[2]:02d}"
    return ""


def _dates_of_cells(tables: Sequence[Table]) -> set[str]:
    """Dates alone in a cell that no 日期 or 发布时间 beside it says to be the document's: 计划开始日期 of a form."""
    found: set[str] = set()
    for table in tables:
        before = ""
        for cell in sorted(table.cells, key=lambda one: (one.row, one.column)):
            text = plain(cell.text)
            if _DATE.fullmatch(text) and not _OWN_DATE.fullmatch(before):
                found.add(text)
            before = text
    return found
