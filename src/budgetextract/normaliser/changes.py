"""What part a figure plays in its clause: an amount, a change, a rate, a share; and the base of a change."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from budgetextract.normaliser.mentions import MONEY, NO_CHANGE, PERCENT, Figure
from budgetextract.record import record
from budgetextract.rules.phrases import PhraseRules

LEVEL, CHANGE, RATE, SHARE, COMPLETION, PRIOR, NONE = (
    "level", "change", "change_rate", "share", "completion_rate", "prior", "none",
)  # fmt: skip

_SHARE = re.compile(
    r"(?P<of>(?:占|占到|约占)[^，。;:占]{0,40}?)(?:的)?(?:比重|比例|比|百分比)?(?:约)?(?:为|是|达到?|:)?$"
)
_COMPLETION = re.compile(
    r"(?:完成(?:了)?(?P<of>[^，。;:]{0,24}?)(?:的|率)?(?:约)?(?:为|是)?|(?:为|占)(?:年初|全年|调整|当年)?预算(?:数)?的)$"
)
_PRIOR = re.compile(
    r"(?:比|较|与|从|由)(?P<base>[^，。;:]{0,4}?(?:上年|上一年|去年|20\d\d年)[^，。;:]{0,20}?(?:预算|决算|执行|支出|完成)(?:数)?)(?:的|为|是)?$"
)
_COMPARED = re.compile(r"(?P<word>大于|小于|高于|低于|多于|少于)(?P<base>[^，。;:]{0,14})$")
_OWN = re.compile(
    r"(?:比|较|与|同)(?:年初|全年|当年|本年|年度|20\d\d年度?|调整)?(?:部门)?(?:预算|预算数|计划)(?:数|安排)?(?:相比)?"
)
_REACH = 72
"""How far back the words that give a figure its part may stand."""
_LESS = re.compile("小于|低于|少于")


@record
class Base:
    """What a change is measured against. ``year``: of the base; None for "the year before" in words."""

    year: int | None
    prior_final: bool
    own: bool = False
    """The document's own budget: in a final account this is no change over the year before."""

    def before(self, fiscal_year: int) -> bool:
        """True where this is the year before the document's."""
        return not self.own and (self.year is None or self.year == fiscal_year - 1)


@record
class Role:
    """The part of one figure. ``start``: where the words that say so begin in the lead; ``sign`` of a change."""

    kind: str
    start: int
    sign: int = 0
    word: str = ""
    base: Base | None = None
    each: bool = False
    doubtful: bool = False
    """增加（减少）left as in the template: no sign."""


def role(lead: str, figure: Figure, phrases: PhraseRules) -> Role:
    """The part the figure plays, from the words right before it (``lead``: since the last figure or sentence)."""
    if figure.kind == NO_CHANGE:
        return Role(CHANGE, len(lead), 0, figure.stated, base(lead, phrases))
    if len(lead) > _REACH:
        near = role(lead[-_REACH:], figure, phrases)
        return replace(near, start=near.start + len(lead) - _REACH)
    if figure.kind == PERCENT and (match := _COMPLETION.search(lead)) is not None:
        adjusted = phrases.level_adjusted.search(match[0]) is not None
        return Role(NONE if adjusted else COMPLETION, match.start())
    if figure.kind == PERCENT and (match := _SHARE.search(lead)) is not None:
        return Role(SHARE, match.start(), word=match["of"])
    if (match := phrases.change.search(lead)) is not None and not lead[: match.start()].endswith(
        ("大", "小", "高", "低")
    ):
        sign = 1 if phrases.change_up.search(match["word"]) else -1
        found = base(lead[: match.start()], phrases)
        kind = RATE if figure.kind == PERCENT else CHANGE
        return Role(
            kind, match.start(), sign, match["word"], found, match["each"] in ("各", "均", "各自"), bool(match["other"])
        )
    match = _COMPARED.search(lead)
    if match is not None and phrases.base_year.search(match["base"]):
        kind = RATE if figure.kind == PERCENT else CHANGE
        return Role(
            kind, match.start(), -1 if _LESS.match(match["word"]) else 1, match["word"], _named(match["base"], phrases)
        )
    if match is not None and phrases.own_budget.search(match["base"]):
        return Role(CHANGE, match.start(), 1, match["word"], Base(None, False, own=True))
    if figure.kind == PERCENT:
        return Role(NONE, len(lead))
    if figure.kind == MONEY and (match := _PRIOR.search(lead)) is not None:
        return Role(PRIOR, match.start(), base=_named(match["base"], phrases), word=match["base"])
    return Role(LEVEL, len(lead))


def base(text: str, phrases: PhraseRules) -> Base | None:
    """The last base of comparison that the text names."""
    found = list(phrases.base.finditer(text))
    own = list(_OWN.finditer(text))
    if found and (not own or found[-1].end() > own[-1].start()):
        named = found[-1]["base"]
        return _named(named, phrases) if named else Base(None, False)
    if own:
        year = phrases.base_year.search(own[-1][0])
        return Base(int(year[0]) if year and year[0].isdigit() else None, False, own=True)
    return None


def _named(words: str, phrases: PhraseRules) -> Base | None:
    years = phrases.base_year.findall(words)
    if not years:
        return Base(None, bool(phrases.prior_final.search(words)), own=True)
    year = int(years[-1]) if years[-1].isdigit() else None
    return Base(year, bool(phrases.prior_final.search(words)))


def without_base(text: str, phrases: PhraseRules) -> str:
    """The text with its comparisons blanked, so that the words of a base name no subject."""
    text = phrases.base.sub(lambda match: "" if match.start() == 0 else "，", text)
    return _OWN.sub("，", text)


def signed(role: Role, value: Decimal) -> Decimal | None:
    """The change with its sign, None where the words leave it open (增加（减少）5, 减少-5)."""
    if value == 0:
        return value
    if role.doubtful:
        return None
    if value < 0:
        return value if role.sign > 0 else None
    return value * role.sign
