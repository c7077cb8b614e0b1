"""Names of items and parts that stand before an amount of 收入 or 支出 and make it less than the whole.

In     the text before the side word, back to the last figure.
Out    whether the amount is of something narrower than the department.
"""

from __future__ import annotations

from budgetextract.model.patterns import later

FILLER = later(
    r"(?:支出|收入|费用|经费|预算|决算|累计|财政|拨款|安排|批复|下达|拨入|核定|年初|当年|本年度?|全年|今年|实际|共计|合计|总计|小计|总额|总数|总|共|计|"
    r"金额|数额|额度|额|数|资金|为|是|达到?|在|:|，|相比|相较|对比|\((?:类|款|项|万元|以合同签订为准|[^()\d]{0,24})\)|年度|上年度?|去年|20\d\d(?:年度?|(?=预算))|本?部门|本?单位|本表|我[局部院委办厅]|"
    r"公开|编制|情况|由|的|了|即|也|均|都|各|分别|本级|科目|类|款|项目?|完成|执行|规模|补助|专项|政府|采购|万元|元|、|因|上述|其中|包括|市级|县级|区级|省级|级|新|拟|预计|计划|人民币|按?(?:相同|同一?|可比)口径)*"
)
_ITEM_BEFORE = later(
    r"(?:(?:^|[。;:，])(?:[一二三四五六七八九十]是|\(?[一二三四五六七八九十\d]{1,3}[).、]|[①-⑳])(?P<item>[^。;:，]{2,40})[:，]"
    r"|(?:^|[。;，])(?P<named>[^。;:，]{2,30}):"
    r"|(?:^|[。;:])(?P<project>[^。;:，]{2,30}(?:费|补助|补贴|工程|项目|采购|建设|防治|维修))，)$"
)
"""The name of an item before its amount: 1.护林员劳务费，支出…; 办公楼维修：支出…"""
_GENERAL_NAME = later(
    r"情况|总体|规模|结构|说明|如下|方面|按照|根据|收入|收支|部门|单位|我[局部委院办厅]"
    r"|20\d\d年|决算数|预算数|相比"
)
_PART_MARKS = later(r"[，。;:、()]|[和与及]|其中|包括")
_BELOW = later(r"(?:下属|所属|直属)(?:事业|预算)?单位[^。;:，]{2,30}，(?:20\d\d年度?)?$")
_NARROW_FUNDS = later(
    r"(?:专项|补助|扶持|奖补|奖励|补贴|债券|衔接|扶贫|救灾|发展|建设|工作|业务|办公|专用)(?:资金|经费)$"
)
"""省级造林专项资金支出: money of one purpose."""


def is_filler(text: str) -> bool:
    """True where a clause is made of little words only (年初预算为, 2024年预算安排)."""
    return FILLER.fullmatch(text) is not None


def item_before(before: str) -> str | None:
    """The name of the item whose amount follows; "" where the words name the whole (支出总体情况：支出…).

    None where the text does not end with such a name.
    """
    match = _ITEM_BEFORE.search(before)
    if match is None:
        return None
    name: str = match["item"] or match["named"] or match["project"]
    return "" if _GENERAL_NAME.search(match[0]) or is_filler(name) else name


def part_of_whole(before: str, *, listing: bool) -> bool:
    """True for 其中县林场收入, 下属单位县林场，支出, 配套费安排的支出: a part, whatever its name ends with."""
    if _BELOW.search(before) or _NARROW_FUNDS.search(before):
        return True
    if not (listing or before.endswith("安排的")):
        return False
    name = _PART_MARKS.split(before)[-1]
    return bool(name) and not is_filler(name) and not name[-1].isdigit()
