"""What a noun phrase beside a number counts: 机关工勤编制数 is posts of type worker, 在编在岗人数 is filled posts."""

from __future__ import annotations

import re

from budgetextract.record import record
from budgetextract.rules.staffing import CONCEPTS, StaffingRules

_UNITS = re.compile("(?:单位|机构|部门|机关)(?!.*(?:人|职工|编|干|工勤|行政))")
"""事业单位5个, 年末机构数5个: units, not people."""
_FILLED = frozenset({"duty", "stock"})
_FUNDING = ("补助", "拨款", "保障", "供给")
"""财政差额补助0人: who pays, not which type of post."""
_UNITS_END = re.compile("(?:单位|机构|部门|岗位)$")
_ALLOWED = re.compile("控制|(?<![全差定])额")
"""控制数, 员额, 名额: how many there may be; 全额 and 差额 say who pays."""
_PEOPLE = re.compile("职工|教职员工|干部|人数|人员总数")


@record
class Words:
    """``field`` is a field of staffing.yaml#words or "", ``post_type`` a type of post or ""."""

    field: str
    post_type: str
    bare: bool = False
    """Words for people that say neither what is counted nor of which type (干部职工)."""
    rest: int = 0
    """Characters that are no known words."""

    @property
    def concept(self) -> str:
        return "staff.on_duty" if self.bare else CONCEPTS.get(self.field, "")


def words_of(phrase: str, rules: StaffingRules) -> Words | None:
    """The meaning of a phrase, None for one that counts no people (事业单位)."""
    found, types, rest = _roles(phrase, rules)
    fields = set(found)
    if "establishment" in fields and fields & _FILLED:
        # 在职人员编制25人 and 现有编制25人 are posts, 编制内在职25人 is people: the last word decides
        fields -= (
            _FILLED
            if [name for name in found if name in _FILLED or name == "establishment"][-1] not in _FILLED
            else {"establishment"}
        )
    if phrase.endswith("编人员"):
        fields = {"duty"}  # 事业编人员: who holds the posts
    if "duty" in fields:
        fields.discard("stock")
    if {"establishment", "supported"} <= fields and found[-1] == "supported":
        return None  # 行政编制财政供养人员: people paid, by the posts they hold
    if fields - {"supported", "stock"}:
        fields.discard("supported")  # 财政供养的退休人员
    field = next((name for name in rules.field_order if name in fields), "")
    if {"veteran", "ordinary"} <= fields:
        field = "retired"
    post_type = next((name for name in rules.type_order if name in types), "")
    if {"administrative", "institution"} <= types and not types & {"participating", "worker"}:
        post_type = ""  # 行政事业编制: both together
    if not field and "控制" in phrase:
        field = "establishment"
    if (field in {"", "stock"} and _UNITS.search(phrase)) or (field == "establishment" and _UNITS_END.search(phrase)):
        return None
    if not field and phrase.endswith(_FUNDING):
        return None
    if not field and not post_type:
        return Words("", "", bare=True, rest=rest) if _PEOPLE.search(phrase) else None
    if field in {"temporary", "duty", "stock"} and _ALLOWED.search(phrase):
        return None  # 编外人员控制数: how many may be hired, not how many are
    if field not in {"", "duty", "stock", "establishment"}:
        post_type = ""
    return Words(field, post_type, rest=rest)


def _roles(phrase: str, rules: StaffingRules) -> tuple[list[str], set[str], int]:
    """(fields in order, types of post, characters left over) of a phrase, longest words first."""
    fields: list[str] = []
    types: set[str] = set()
    at = rest = 0
    while at < len(phrase):
        word, role = next(
            (pair for pair in rules.words.get(phrase[at], ()) if phrase.startswith(pair[0], at)), ("", "")
        )
        if not word:
            rest += phrase[at] not in "()/:、其中"
        elif role.startswith("f_"):
            fields.append(role[2:])
        elif role.startswith("t_"):
            types.add(role[2:])
        at += len(word) or 1
    return fields, types, rest
