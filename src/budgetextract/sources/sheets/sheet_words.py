"""The words that stand around tables on a sheet: titles, units, departments, notes. Only their form is told here.

What a title means is told by the rules, later; here it is told where a table begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from budgetextract.model.text import plain

NUMBER = re.compile(r"[-+−(（]?[¥￥]?[-+]?\d[\d,，]*(?:\.\d+)?[)）]?%?")
_TITLE = re.compile(r"(?:表|一览|明细|清单|情况|汇总)(?:[(（][^()（）]*[)）])?(?:[之\-—]?[一二三四五六七八九十\d]+)?$")
_ROW_OF_TABLE = re.compile(r"^(?:其中|合计|总计|小计|[(（]?[一二三四五六七八九十]+[)）、.．]|\d+[、.．])")
_LABEL = re.compile(
    r"[(（]?(?:财决|财预|预决算|部门|单位|预算|决算|公开|附|附件|表)*[\dA-Za-z一二三四五六七八九十]{1,3}"
    r"(?:[-－—.][\d一二三四五六七八九十]{1,3})*表?[)）]?[:：]?"
)
_LABEL_SURE = re.compile(r"表|附|公开")
UNIT = re.compile(
    r"单位[:：].{0,12}(?:元|人|辆|个)|单位[(（]?(?:人民币)?[百千万亿]*元|^[(（]?(?:人民币)?[百千万亿]*元[)）]?$|^(?:金额)?单位[:：]?$"
)
_UNIT_ALONE = re.compile(r"[(（]?(?:金额|货币|计量)?单位[:：].{0,12}[)）]?")
_HEAD = re.compile(r"项目|科目|编码|名称|序号|收入|支出|合计")
_WHO = re.compile(
    r"^(?:编制|填报|公开|预算|填制|申报|主管|汇总|部门|单位|实施)*(?:部门|单位|机构)(?:[(（][^()（）]{1,12}[)）])?(?:名称|代码|编码)?"
    r"(?:[(（][^()（）]{1,8}[)）])?[:：]|^(?:填报|编制|填制|报送|制表|打印)(?:日期|时间|人)|^(?:预算)?年(?:度|份)[:：]"
)
_DATE = re.compile(r"^[(（]?\d{4}年?(?:度|\d{1,2}月(?:\d{1,2}日)?)?[)）]?$|^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$")
_NOTE = re.compile(
    r"^[(（]?(?:注|备注|说明|附注|填表说明|填报说明)[:：\d]"
    r"|^(?:单位|部门|财务|分管|主管)?(?:审核|复核|制表|负责|填表|填报|经办|联系)(?:人|电话|日期)"
)
_SAYS_OF_TABLE = re.compile(
    r"[。；;：:]|[本此上]表|以上|空表|无数据|^无|(?:无|没有|未).{0,24}(?:预算|支出|收入|安排|拨款|经费)|^[(（]?续"
)
LONGEST_TITLE = 60
LONGEST_LABEL = 40
"""Characters of the name of a row; longer ones are running text."""


def is_title(text: str) -> bool:
    """True for a text that names a table: 部门收支总表, 表3 支出预算表（按科目）."""
    bare = plain(text)
    if not 2 < len(bare) <= LONGEST_TITLE or re.search(r"[。；;！？?]", bare) or UNIT.search(bare):
        return False
    if bare.startswith(("其中", "合计", "总计")) or not (found := _TITLE.search(bare)):
        return False
    # 一、部门收支总表 is a title, 一、编制情况 may be a row.
    return found.group().startswith("表") or not _ROW_OF_TABLE.match(bare)


def is_remark(text: str) -> bool:
    """True for the head of remarks beside a table: 填表说明, 说明：…, 注：…; 备注 alone is the head of a column."""
    bare = plain(text)
    return bool(re.match(r"(?:填表|填报|编制)说明|(?:说明|注|备注|附注)[:：\d]", bare))


def is_row_label(text: str, *, first: bool = True) -> bool:
    """True for a text that can be the name of a row without an amount: no note, and not what stands beside a title.

    ``first``: it stands in the first column; in others only a total or an item with its number is one.
    """
    bare = plain(text)
    if len(bare) > LONGEST_LABEL or is_side_word(bare):
        return False
    return bool(_ROW_OF_TABLE.match(bare)) or (first and not _SAYS_OF_TABLE.search(bare))


def is_side_row(texts: Sequence[str]) -> bool:
    """True for a row of side words, a name and its value in two cells; or one that a unit makes such.

    某县某局 | 2024年 | 单位：万元 stands above a table, though its first text could be the name of a row.
    """
    if any(_UNIT_ALONE.fullmatch(text) for text in texts) and len(texts) <= 3:
        return not any(NUMBER.fullmatch(text) or _HEAD.match(text) for text in texts)
    named = [index > 0 and texts[index - 1].endswith(":") for index in range(len(texts))]
    return all(known or is_side_word(text) for known, text in zip(named, texts, strict=True))


def is_side_word(text: str) -> bool:
    """True for what stands beside a table's title: unit, department, date, label, who made it."""
    if _LABEL.fullmatch(text):
        return bool(_LABEL_SURE.search(text))
    return bool(UNIT.search(text) or _WHO.search(text) or _DATE.match(text) or _NOTE.match(text) or is_title(text))


def is_captionlike(text: str) -> bool:
    """True for what stands above a table: like ``is_side_word`` without notes and names of people."""
    bare = plain(text)
    return bool(
        is_title(text)
        or UNIT.search(bare)
        or _WHO.search(bare)
        or _DATE.match(bare)
        or (_LABEL.fullmatch(bare) and _LABEL_SURE.search(bare))
    )
