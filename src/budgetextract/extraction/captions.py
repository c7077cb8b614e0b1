"""What stands around a table: title, number label, unit and department above it, the statement that it is empty below.

In     the lines above or below a grid, from top to bottom; rows at the top of a grid that are really its caption.
Out    ``Caption``; never a unit that is not printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from budgetextract.model.document import BBox, Line
from budgetextract.model.patterns import later
from budgetextract.model.text import close_gaps, plain
from budgetextract.record import record
from budgetextract.rules.table_titles import TableTitles, strip_number

UNIT = later(
    r"(?:金额|货币|计量)?单位[:：]?(?:人民币)?[(（]?(?:(?:人|个|辆|%)[、,，/])?(亿元|百万元|万元|千元|元)[)）]?(?:[、,，/](?:%|人|个|辆))*"
)
_LOOSE_UNIT = later(r"^[(（]?(?:人民币)?(亿元|百万元|万元|千元)[)）]?$")
_UNIT_BROKEN = later(r"单位[:：]?(?:[万亿千百]+)?$")
_UNIT_IN_HEAD = later(r"[(（](?:(?:金额)?单位[:：]?)?(亿元|万元|千元|元)[)）]|[(（]单位[:：](亿元|万元|千元|元)[)）]")
_LABEL = later(
    r"[(（]?(?:财决|财预|预决算|部门|单位|预算|决算|公开|附|表|附件)*"
    r"[\dA-Z一二三四五六七八九十]{1,3}(?:[-－—.][\d一二三四五六七八九十]{1,3})*表?[)）]?"
)
_LABEL_SURE = later(r"表|附|公开")
"""What makes a bare number or word with a number the label of a table (表3, 公开01表, 附件2-1, 部门公开表一)."""
_DEPARTMENT = later(
    r"^(?:(?:编制|填报|公开|预算|填制|申报|主管|部门)?(?:部门|单位|机构)(?:[(（](?:单位|盖章|公章)[)）])?(?:名称|代码|编码)?(?:[(（][^()（）]{0,8}[)）])?[:：]"
    r"|(?:填报|编制|填制|报送|制表)(?:日期|时间|单位|部门|人)|(?:部门|单位)(?:名称|代码)[:：]?|审核人|负责人|制表人)"
)
_FIELD = later(r"^[^:。，,；;]{2,10}:[^:。；;]{1,30}$")
"""Any other "name: value" line of a caption (预算年度：2024)."""
_ORGANISATION = later(
    r"^[^，。；：:、,;《》]{2,28}(?:局|委|委员会|办|办公室|厅|部|院|所|站|中心|学校|中学|小学|大学|学院|幼儿园|队|馆|社|处|会"
    r"|镇|乡|街道|政府|公司|园|分局|支队|法院|检察院)(?:[(（][^()（）]{1,12}[)）])?$"
)
"""A department's name on a line of its own, without the word 部门."""
_DATE = later(r"^[(（]?\d{4}年?(?:度|\d{1,2}月(?:\d{1,2}日)?)?[)）]?$")
_PAGE_NUMBER = later(r"^[-—–－·\s]*(?:第?\d{1,4}页?)(?:[/／共]\s*\d{1,4}页?)?[-—–－·\s]*$")
_EMPTY = later(
    r"(?:空表|无数据|没有数据|无(?:此|该)项|本表(?:为空|无)|"
    r"(?:无|没有|未(?:安排|发生|编制|使用))[^。；;]{0,40}(?:安排|收入|支出|拨款|预算|收支|内容|资金|事项|经费))"
)
_NOTE = later(r"^[(（]?(?:注|备注|说明|附注)[:：\d]")
_PART = later(r"^第[一二三四五六七八九十]+(?:部分|章)|^目录$")

MAX_CAPTION_LINES = 9
SAME_SIZE = 0.12


@record
class Caption:
    """What was read above a grid. ``blocked``: running text stands above, so no title further up belongs to it."""

    title: str = ""
    title_page: int = 0
    title_bbox: BBox | None = None
    number: str = ""
    unit: str = ""
    unit_bbox: BBox | None = None
    blocked: bool = False
    continued: bool = False
    """The line says so itself: 续表."""
    owner: str = ""
    """The row of the grid that says whose table it is (预算部门：…)."""

    def over(self, other: Caption) -> Caption:
        """This caption, with what it lacks taken from ``other`` (the lines further up)."""
        return replace(
            self,
            title=self.title or other.title,
            title_page=self.title_page or other.title_page,
            title_bbox=self.title_bbox or other.title_bbox,
            number=self.number or other.number,
            unit=self.unit or other.unit,
            unit_bbox=self.unit_bbox or other.unit_bbox,
            blocked=self.blocked or other.blocked,
            continued=self.continued or other.continued,
            owner=self.owner or other.owner,
        )


def is_page_number(text: str) -> bool:
    """True for a printed page number: 8, — 8 —, 第8页, 8/23."""
    return bool(_PAGE_NUMBER.match(plain(text)))


def is_label(text: str) -> bool:
    """True for the label of a table on a line of its own: 表3, 公开01表, 附表七."""
    bare = plain(text)
    return len(bare) <= 12 and bool(_LABEL.fullmatch(bare)) and bool(_LABEL_SURE.search(bare))


def is_note(text: str) -> bool:
    """True for a note under a table: 注：…"""
    return bool(_NOTE.match(plain(text)))


def read_caption(lines: Sequence[Line], titles: TableTitles) -> Caption:
    """The caption in the lines above a grid; they are read from the grid upwards until the title or running text."""
    found = Caption()
    tail: list[Line] = []
    loose = ""  # the end of a unit that a narrow column broke: "单位：万" with "元" on the department line below it
    for back, line in enumerate(reversed(lines[-MAX_CAPTION_LINES:])):
        index = len(lines) - 1 - back
        text = plain(line.text)
        if not text or is_page_number(text):
            continue
        if re.fullmatch(r"[(（]?续(?:表)?[一二三四五六\d]?[)）]?", text):
            found = replace(found, continued=True)
            continue
        rest, part = _side_words(text)
        if tail and not part.unit and _UNIT_BROKEN.search(rest):
            joined = UNIT.search(rest + "".join(plain(t.text) for t in reversed(tail)))
            if joined:
                part, rest, tail = replace(part, unit=joined.group(1)), _UNIT_BROKEN.sub("", rest), []
        if loose and not part.unit and (joined := UNIT.search(rest + loose)):
            part, rest = replace(part, unit=joined.group(1)), _UNIT_BROKEN.sub("", rest)
        loose = plain(line.words[-1].text) if len(line.words) > 1 and not part.unit else ""
        if part.unit and not part.unit_bbox:
            part = replace(part, unit_bbox=_unit_box(line))
        found = found.over(part)
        if not rest or _DEPARTMENT.match(rest) or _DATE.match(rest) or _is_field(rest) or _ORGANISATION.match(rest):
            tail = []
            continue
        title = _title_line(line, rest, tail, titles)
        if title is not None:
            return found.over(_with_upper_lines(title, lines[:index], titles))
        if len(rest) <= 6 and len(tail) < 2:
            tail.append(line)
            continue
        return replace(found, blocked=True)
    return replace(found, blocked=bool(tail) and len("".join(t.text for t in tail)) > 2)


def _is_field(text: str) -> bool:
    """预算年度：2024 is one, 表1：部门收支总表 is a title behind its label."""
    return bool(_FIELD.match(text)) and not _LABEL.fullmatch(text.partition(":")[0])


def _side_words(text: str) -> tuple[str, Caption]:
    """A caption line without unit, number label and department, and what was taken out."""
    caption = Caption()
    if match := UNIT.search(text):
        caption = replace(caption, unit=match.group(1))
        text = text[: match.start()] + text[match.end() :]
    elif match := _LOOSE_UNIT.match(text):
        return "", replace(caption, unit=match.group(1))
    if is_label(text):
        return "", replace(caption, number=text)
    if match := re.search(r"(?:公开|附|预算|财决)*(?:\d{2}(?:-\d)?表|表\d{1,2})$", text):
        head = text[: match.start()]
        if _DEPARTMENT.match(head) or head.endswith("表"):
            caption, text = replace(caption, number=match.group()), head
    return text.strip("()（）") if text in ("()", "（）") else text, caption


def _unit_box(line: Line) -> BBox:
    for word in reversed(line.words):
        if "单位" in plain(word.text) or plain(word.text).endswith("元"):
            return word.bbox
    return line.bbox


def _title_line(line: Line, rest: str, tail: list[Line], titles: TableTitles) -> Caption | None:
    """The line (with the broken-off end below it) as a title, or None."""
    if len(rest) > 70 or _PART.match(rest):
        return None
    ends = "".join(plain(t.text) for t in reversed(tail))
    text = close_gaps(line.text)
    for whole, printed in ((rest + ends, text + "".join(close_gaps(t.text) for t in reversed(tail))), (rest, text)):
        match = titles.match(whole)
        known = (match is not None and match.exact) or titles.named_without_word(whole)
        if known or titles.looks_like_title(whole):
            if whole == rest and ends and not known:
                return None
            number, title = strip_number(UNIT.sub("", printed) if "单位" in printed else printed)
            box = line.bbox if not ends else _around([line, *tail])
            return Caption(title=title.strip(), title_page=line.page, title_bbox=box, number=number)
    return None


def _with_upper_lines(title: Caption, above: Sequence[Line], titles: TableTitles) -> Caption:
    """A title set over two lines: the line above in the same size belongs to it. Also the label above the title."""
    box = title.title_bbox
    if not above or box is None:
        return title
    upper = above[-1]
    text = plain(upper.text)
    rest, part = _side_words(text)
    if not rest and part.number and upper.page == title.title_page:
        return replace(title, number=title.number or part.number)
    high = upper.bottom - upper.top
    wrapped = (
        upper.page == title.title_page
        and not title.number
        and box[1] - upper.bottom < 1.1 * high
        and abs(high - (box[3] - box[1])) < SAME_SIZE * high
        and upper.x1 - upper.x0 > 0.9 * (box[2] - box[0])
        and len(text) >= 6
        and re.search(r"[\u4e00-\u9fff]{2}", text) is not None  # the figures along a chart are no words of a title
        and not titles.looks_like_title(text)
        and not re.search(r"[。；;：:!?！？]", text)
        and not _PART.match(text)
        and not is_page_number(text)
    )
    if not wrapped:
        return title
    number, whole = strip_number(close_gaps(upper.text) + title.title)
    return replace(title, title=whole, number=number, title_bbox=_around_boxes(box, upper.bbox))


def grid_caption(text: str, titles: TableTitles, *, by_unit: bool = False) -> Caption | None:
    """The caption that a full-width row at the top of a grid is, None where it is a row of the table.

    ``by_unit``: this row or the next says the unit; then a known title need not have the word 表 (部门政府采购预算),
    nor a department's name the word 部门.
    """
    whole = plain(text)
    rest, part = _side_words(whole)
    if not rest or _DATE.match(rest):
        return part
    if _DEPARTMENT.match(rest) or (by_unit and _ORGANISATION.match(rest)):
        return replace(part, owner=rest)
    match = titles.match(rest)
    sure = match is not None and match.exact and "表" in rest
    if sure or titles.looks_like_title(rest) or (by_unit and titles.named_without_word(rest)):
        number, title = strip_number(UNIT.sub("", close_gaps(text)))
        return replace(part, title=title.strip(), number=part.number or number)
    return None


def head_unit(texts: Sequence[str]) -> str:
    """The one money unit that head cells name in brackets ("金额（万元）"), "" where they name none or several."""
    found = {one or other for text in texts for one, other in _UNIT_IN_HEAD.findall(plain(text))}
    return found.pop() if len(found) == 1 else ""


def empty_statement(lines: Sequence[Line]) -> tuple[str, int]:
    """(text, page) of the statement below a table that it is empty, ("", 0) without one. ``lines``: the next few."""
    for index, line in enumerate(lines[:4]):
        text = plain(line.text)
        if is_page_number(text):
            continue
        if not (is_note(text) or text.startswith("(") or _EMPTY.search(text)):
            return "", 0
        if _EMPTY.search(text) and len(text) <= 120:
            follow = lines[index + 1] if index + 1 < len(lines) else None
            ended = text[-1] in "。.)）!"
            if not ended and follow is not None and follow.top - line.bottom < 1.2 * (line.bottom - line.top):
                more = plain(follow.text)
                if more.endswith(("。", "表", "。)", "数据")) and len(more) < 40:
                    return close_gaps(line.text) + close_gaps(follow.text), line.page
            return close_gaps(line.text), line.page
    return "", 0


def says_empty(text: str) -> bool:
    """True for a cell or line that declares a table empty."""
    return bool(_EMPTY.search(plain(text)))


def _around(lines: Sequence[Line]) -> BBox:
    box = lines[0].bbox
    for line in lines[1:]:
        box = _around_boxes(box, line.bbox)
    return box


def _around_boxes(one: BBox, other: BBox) -> BBox:
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))
