"""The words by which a paragraph tells what it speaks of: headings of items, openings of lists, what goes on."""

from __future__ import annotations

import re

RESUME = re.compile(r"^，?(?:共|合计|总计|总体|共计|总额)")
OPENING = re.compile(r"(?:如下|情况|内容|用于|包括|其中)?[:：]$|如下$")
OTHER_MEASURE = re.compile(r"，?(?:20\d\d年度?|本年|当年|全年)?支出决算(?:数)?(?:为|是|:)?")
SPENT = re.compile(r"，(?:实际|共|合计)?(?:支出|列支|安排)(?:数)?")
MEASURE_WORD = re.compile(r"预算|决算|执行数|支出|安排|合计|总计")
TITLE_END = re.compile(r"(?:具体|安排|增减变化|情况|说明|总体|及|变化|的|表)+$")
GOES_ON = re.compile(r"(?:20\d\d年)?(?:年初)?预算|主要用于")
LIST_OPENS = re.compile(r"(?:其中|包括)[:：]$")
ECONOMY_OPENS = re.compile(r"按(?:照)?(?:部门|政府)?(?:预算)?(?:支出)?经济(?:分类|科目)[^，。;:]{0,12}[:：]$")
"""按政府预算支出经济分类的类级科目分： the paragraphs below cut the whole once more."""
USE_BEHIND = re.compile(r"。(?:主要)?用于.*")
"""基本支出8万元，项目支出0元。主要用于…: what an item is spent on makes it no text of its own."""
ITEM_LENGTH = 60
ITEM = re.compile(
    r"(?:\d{1,2}[.、]|\(?[一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}、|.*\((?:类|款|项)\)$)"
)
GENERAL = re.compile(r"情况|总体|规模|结构|说明|安排")
"""Words of a heading that names no item: what it stands over is still spoken of."""
BARE_SIDE = re.compile(r"，(?:收入|支出)(?:预算|决算)?(?:数)?(?:为)?")
OF_YEAR = re.compile(r"本年|当年|合计|财政拨款|预算")
