"""Which concept a clause is about: the words before a figure, to concept and dimensions.

In     the text between the last figure and this one, without what says the figure's part (增加, 占…的).
Out    subjects, or none: a noun that no rule knows never passes its figure on to the subject before it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from budgetextract.normaliser.items import is_filler, item_before, part_of_whole
from budgetextract.normaliser.names import (
    Named,
    Names,
    economy_bare,
    function_bare,
    function_coded,
    function_dashed,
    function_marked,
)
from budgetextract.normaliser.subject import Context, Found, Subject
from budgetextract.record import record
from budgetextract.rules.classification import GOVERNMENT_ECONOMY
from budgetextract.rules.phrases import Phrase, PhraseRules

FUND_INCOME = {
    "fiscal_appropriation": "income.fiscal_appropriation",
    "general_public_budget": "income.general_public_budget",
    "government_fund": "income.government_fund",
    "state_capital": "income.state_capital",
    "special_account": "income.special_account",
    "unit_funds": "income.unit_funds",
}
_FUNDED = re.compile(r"^(?:expenditure\.|income\.(?:total|current_year|carryover))")
BASIC = frozenset({"expenditure.basic", "expenditure.basic.personnel", "expenditure.basic.public"})
_NARROWED = frozenset(
    {
        "procurement.goods",
        "procurement.works",
        "procurement.services",
        "conference.total",
        "training.total",
        "travel.total",
    }
)
"""Concepts whose word often ends the name of a part of them."""
_FISCAL = "fiscal_appropriation"
_CARRIED = ("income.carryover", "expenditure.carry_forward")
NATURES = BASIC | {"expenditure.project", "expenditure.reserve"}

_NONE: frozenset[str] = frozenset()
_SECTIONS_OF = {"three_public.vehicles": frozenset({"official_vehicles"})}
"""Sections that are about nothing else than a concept: 车辆运行维护费 needs no word more there."""
_WHOLES = ("expenditure.total", "expenditure.current_year")
_CLASSES_OF_PROJECTS = frozenset({"301", "302", "303", "307", "309", "310", "311", "312"})

_GAP = re.compile(r"(?:的|安排的?|资金|预算|当年|本年|年初|拨款|总|中|，|、|:|部门|单位|口径)*")
_CONCEPT_GAP = re.compile(r"(?:的|年初|当年|本年|财政|总|20\d\d年度?|预算|安排)*")
_NARROWER = re.compile(r"(?P<name>(?:支出|事务))(?:类|款|项|级|科目|\(类\)|的)*$")
_WITH_UNKNOWN = re.compile(r"[费贴][、和与及]$")
"""招待费、会议费安排45万元: one amount for two, one of which no rule knows."""
_GLOSS = re.compile(r"\([^()\d]{2,16}\)$")
_PLAIN_SIDE = re.compile(r"支出(?!合计|总)")
_JOIN = re.compile(r"[、和与及]|以及|(?:支出|经费|预算|收入)[、和与及]")
_BEFORE_SIDE = re.compile(
    r"(?:^|[年初度位门局厅部委院会室心办处所校馆队站府社团总入出计由为是其中括和与及区县市省州盟旗街镇乡村场厂司库园台网联协署宫我本全"
    r"的、:，.(\d\-①-⑳]|"
    r"财务|开支|列支|支出|收入|经费|预算|决算|安排|拨款|资金|[一二三四五]是|(?:^|[，:])\([一二三四五六七八九十\d]{1,3}\))$"
)


@record
class _Token:
    phrase: Phrase
    start: int
    end: int
    text: str


def find(rest: str, context: Context, names: Names, phrases: PhraseRules) -> Found | None:
    """The subjects that stand before the figure, ``Found`` without subjects for a noun that is no known subject.

    None where the text names nothing: the figure goes to the subject before.
    """
    tokens = _tokens(rest, context, phrases)
    named = _by_code(rest, context, names, tokens)
    if named is not None:
        if not named.code:
            return Found((), named.start, named.end)
        return Found((_function_subject(named, rest, tokens, context),), named.start, named.end)
    economy = _economy(rest, context, names)
    if economy is not None:
        return Found((economy[0],), economy[1].start, economy[1].end)
    if _economic(context) and re.search(r"\((?:类|款)\)", rest[-14:]):
        return Found((), 0, len(rest))  # a marked name that the year's list does not have
    if tokens:
        found = _from_tokens(rest, tokens, context, names, phrases)
        if found is not None:
            return found
    bare = function_bare(rest, names, context.parent, items=_items_listed(context))
    if bare is not None and _clean_end(rest, bare.end):
        return Found((_function_subject(bare, rest, tokens, context),), bare.start, bare.end)
    if is_filler(rest):
        return None
    return Found((), 0, len(rest))


def _clean_end(rest: str, end: int) -> bool:
    return is_filler(rest[end:])


def _tokens(rest: str, context: Context, phrases: PhraseRules) -> list[_Token]:
    found: list[_Token] = []

    def meant(phrase: Phrase) -> bool:
        if phrase.needs and phrase.needs not in context.sentence and not _procurement(context):
            return False
        if not phrase.inside or (context.head is not None and context.head.concept.startswith(phrase.inside)):
            return True
        return not _SECTIONS_OF.get(phrase.inside, _NONE).isdisjoint(context.scope.outline)

    for match in phrases.lexicon.matches(rest, meant):
        phrase = match.value
        token = _Token(phrase, match.start, match.end, rest[match.start : match.end])
        if phrase.kind == "side" and _belongs(rest, found, token.start, token.end):
            continue  # 机关运行经费预算支出, “三公”经费财政拨款支出: the side word belongs to the concept before it
        found.append(token)
    if found and found[-1].phrase.kind == "fund":
        _belongs(rest, found, len(rest), found[-1].end)  # “三公”经费财政拨款预算数
    return found


def _belongs(rest: str, found: list[_Token], start: int, end: int) -> bool:
    """True where the side word at ``start`` only ends the name of a concept, which then reaches to ``end``.

    A fund between the two goes with it.
    """
    last = len(found)
    if last and found[-1].phrase.kind == "fund" and start == len(rest):
        start = found[-1].end
    while last and found[last - 1].phrase.kind == "fund" and _CONCEPT_GAP.fullmatch(rest[found[last - 1].end : start]):
        last -= 1
        start = found[last].start
    if not last or found[last - 1].phrase.kind != "concept":
        return False
    gap = rest[found[last - 1].end : start]
    if gap[:1] in (":", "，") and not rest.endswith("、", 0, found[last - 1].start):
        gap = gap[1:] if _PLAIN_SIDE.match(rest, start) else gap  # 公务接待费，支出决算为…
    if not _CONCEPT_GAP.fullmatch(gap):
        return False
    del found[last:]
    found[-1] = replace(found[-1], end=end)
    return True


def _procurement(context: Context) -> bool:
    return "procurement" in context.scope.outline or "采购" in context.scope.title


def _by_code(rest: str, context: Context, names: Names, tokens: list[_Token]) -> Named | None:
    """A function by its marks, its path or its printed code, where it is what the figure follows."""
    if _economic(context) and "(项)" not in rest:
        return None
    named = function_marked(rest, names, context.parent)
    if named is None:
        named = function_dashed(rest, names) if "-" in rest else None
    if named is None:
        named = function_coded(rest, names)
    if named is None or not _clean_end(rest, named.end):
        return None
    if tokens and tokens[-1].start >= named.end and tokens[-1].phrase.kind == "concept":
        return None
    return named


def _function_subject(named: Named, rest: str, tokens: list[_Token], context: Context) -> Subject:
    """A subject by function: always the total of that function, of the fund that clause, list or section name."""
    fund = next((t.phrase.value for t in reversed(tokens) if t.phrase.kind == "fund" and t.end <= named.start + 1), "")
    if not fund and context.listing and context.head is not None and context.head.side == "expenditure":
        fund = context.head.fund
    return Subject("expenditure.total", fund or context.list_fund or context.scope.fund, named.code, printed=named.name)


def _items_listed(context: Context) -> bool:
    """True where bare names of items may be taken for functions: a section or list that goes by function."""
    if context.list_fund or context.parent is not None:
        return True
    return any(
        part.startswith(("general_budget", "government_fund", "state_capital")) for part in context.scope.outline
    )


def _economic(context: Context) -> bool:
    """True where names of items mean the economic classification: lists of basic expenditure and operating funds."""
    head = context.head
    return head is not None and (head.concept in BASIC or head.concept == "operating_funds.total")


def _economy(rest: str, context: Context, names: Names) -> tuple[Subject, Named] | None:
    head = context.head
    if head is None:
        return None
    whole = context.listing and head.concept in _WHOLES and not head.function
    project = context.listing and head.concept == "expenditure.project"
    if not (_economic(context) or whole or project):
        return None
    named = economy_bare(rest, names)
    government = None if named is not None else economy_bare(rest, names, kind=GOVERNMENT_ECONOMY)
    named = named or government
    if named is None:
        return None
    marked = re.search(r"\((?:类|款|[35]\d{2,4})\)", rest[named.start :])
    classes = len(named.code) == 3 and _economic(context)
    if not (context.listing or marked or classes):
        return None
    if government is not None and len(named.code) > 3 and not marked and "政府" not in context.sentence:
        return None  # 社会保障缴费 below 工资福利支出: an item of the other list's name
    if whole and len(named.code) > 3 and not marked:
        return None
    if project and (government is not None or named.code not in _CLASSES_OF_PROJECTS):
        return None  # an item's name may be a project's, 其他支出 is a function too
    concept = "expenditure.basic" if head.concept in BASIC else "expenditure.total" if whole else head.concept
    code = named.code
    if government is not None:
        return Subject(concept, head.fund, head.function, printed=named.name, government_economy=code), named
    return Subject(concept, head.fund, head.function, code, printed=named.name), named


def _from_tokens(rest: str, tokens: list[_Token], context: Context, names: Names, phrases: PhraseRules) -> Found | None:
    """The last phrase before the figure with what is joined to it, when only little words stand between."""
    tokens = _without_gloss(rest, tokens)
    last = tokens[-1]
    if not _clean_end(rest, last.end):
        return None
    if phrases.stop_subject.search(rest[: _start_with_fund(rest, tokens, len(tokens) - 1)]):
        return Found((), last.start, last.end)
    if context.final and last.phrase.value.startswith("procurement.") and "计划" in rest[last.start :]:
        return Found((), last.start, last.end)  # what was planned to be bought is neither budget nor account
    group = [len(tokens) - 1]
    while group[0] > 0:
        at = group[0]
        begin = _fund_before(rest, tokens, at)
        before = (begin if begin is not None else at) - 1
        if before < 0:
            break
        gap = rest[tokens[before].end : tokens[before + 1].start]
        if _JOIN.fullmatch(gap) is None or tokens[before].phrase.kind == "fund":
            break
        group.insert(0, before)
    if _WITH_UNKNOWN.search(rest[: _start_with_fund(rest, tokens, group[0])]):
        return Found((), last.start, last.end)
    subjects: list[Subject] = []
    for at in group:
        found = _one(rest, tokens, at, context, names)
        if found is None:
            return None if len(group) == 1 else Found((), last.start, last.end)
        subjects.extend(found)
    first = group[0]
    return Found(tuple(subjects), _start_with_fund(rest, tokens, first), last.end)


def _without_gloss(rest: str, tokens: list[_Token]) -> list[_Token]:
    """项目支出(专项工作经费支出): what a bracket right behind a subject says again in other words names nothing."""
    gloss = _GLOSS.search(rest)
    if gloss is None or not any(token.end == gloss.start() for token in tokens):
        return tokens
    inside = [token for token in tokens if token.start > gloss.start()]
    if any(token.phrase.kind == "fund" for token in inside):
        return tokens
    return [token for token in tokens if token.end <= gloss.start()]


def _fund_before(rest: str, tokens: list[_Token], at: int) -> int | None:
    """Index of the fund that belongs to a token: 一般公共预算财政拨款 + 基本支出."""
    if at == 0 or tokens[at - 1].phrase.kind != "fund" or tokens[at].phrase.kind == "fund":
        return None
    gap = rest[tokens[at - 1].end : tokens[at].start]
    return at - 1 if len(gap) <= 6 and _GAP.fullmatch(gap) else None


def _start_with_fund(rest: str, tokens: list[_Token], at: int) -> int:
    fund = _fund_before(rest, tokens, at)
    return tokens[at if fund is None else fund].start


def _one(rest: str, tokens: list[_Token], at: int, context: Context, names: Names) -> list[Subject] | None:
    """The subjects of one phrase; None where it is no subject here (支出 inside of an unknown name)."""
    token = tokens[at]
    before = _fund_before(rest, tokens, at)
    fund = tokens[before].phrase.value if before is not None else ""
    if token.phrase.kind == "fund":
        return _bare_fund(token, context)
    if token.phrase.kind == "concept":
        # 在职人员经费, 物业管理服务, 党员培训费: a part of what the concept means
        narrow = token.phrase.value in NATURES or token.phrase.value in _NARROWED
        if narrow and not fund and not _own(rest[: token.start], context):
            return None
        return [_concept(token, fund, context)]
    start = tokens[before].start if before is not None else token.start
    bare = None if fund else function_bare(rest[: token.end], names, None, items=False)
    if bare is None and not fund and token.phrase.grade == "plain":
        item = item_before(rest[:start])
        listed = _items_listed(context)
        if item is not None:
            bare = function_bare(rest[: start - 1], names, context.parent, items=listed)
            if bare is None and item:
                return None
        elif listed:
            bare = function_bare(rest[: token.end], names, context.parent, items=True)
    if fund and (narrower := _NARROWER.search(rest[:start])) is not None:
        # 教育支出类级科目财政拨款支出预算
        named = function_bare(rest[: narrower.end("name")], names, None, items=False)
        return [replace(_function_subject(named, rest, [], context), fund=fund)] if named is not None else None
    total = token.phrase.grade not in ("plain", "sum")
    if bare is not None and not (total and _own(rest[: token.start], context)):
        return [_function_subject(bare, rest, tokens, context)]
    if not fund and (not _own(rest[:start], context) or part_of_whole(rest[:start], listing=context.listing)):
        return None
    if token.phrase.value == "both" and token.phrase.grade == "total" and fund == _FISCAL:
        # 财政拨款收支总预算: what is carried over is in it, unlike in 财政拨款收入
        return [Subject("income.total", fund), _side("expenditure", "total", fund, context)]
    sides = ("income", "expenditure") if token.phrase.value == "both" else (token.phrase.value,)
    return [_side(side, token.phrase.grade, fund, context) for side in sides]


def _own(before: str, context: Context) -> bool:
    """True where the words before 收入, 支出, 人员经费 … make no narrower term of it: a year, a department, a list."""
    if before.endswith(("集中", "分散", "外出")):
        return False
    return _BEFORE_SIDE.search(before) is not None or (bool(context.owner) and before.endswith(context.owner))


def _side(side: str, grade: str, fund: str, context: Context) -> Subject:
    """收入 or 支出 with its fund and how total the word is."""
    scope = context.scope.fund
    if side == "income":
        if fund and not (scope == fund and grade == "total"):
            if fund in FUND_INCOME:
                return Subject(FUND_INCOME[fund])
            return Subject("income.total", fund)
        if not fund and scope in ("government_fund", "state_capital") and grade in ("plain", "current"):
            return Subject(FUND_INCOME[scope])
    of = fund or scope
    total = grade == "total" or (grade != "current" and not context.final)
    if grade == "plain" and context.final and side == "income" and not of:
        total = False
    return Subject(f"{side}.total" if total else f"{side}.current_year", of)


def _bare_fund(token: _Token, context: Context) -> list[Subject] | None:
    """一般公共预算拨款 without 收入 or 支出: the side of the list it stands in."""
    fund = token.phrase.value
    if context.listing and context.head is not None and context.head.concept == "income.carryover":
        return [Subject("income.carryover", fund)]
    side = context.head.side if context.head is not None and context.listing else ""
    if not side and context.scope.fund == fund and re.search("拨款|补助", token.text):
        side = "expenditure"
    if side == "income" and fund in FUND_INCOME:
        return [Subject(FUND_INCOME[fund])]
    if side == "expenditure":
        return [_side(side, "plain", fund, context)]
    return None


def _concept(token: _Token, fund: str, context: Context) -> Subject:
    """A concept with its fund: named beside it, of the list's head, or of the section."""
    concept = token.phrase.value
    if concept in _CARRIED and not fund and "财政拨款" in token.text:
        fund = "fiscal_appropriation"
    if not _FUNDED.match(concept):
        return Subject(concept, reception=token.phrase.reception)
    head = context.head
    function = ""
    if context.listing and head is not None and head.side == concept.partition(".")[0]:
        if not fund:
            fund = head.fund
        if concept in NATURES:
            function = head.function
    if not fund and concept in BASIC and concept != "expenditure.basic" and head is not None and head.concept in BASIC:
        fund = head.fund
    if not fund and concept.startswith(("expenditure.operating", "expenditure.to_")):
        return Subject(concept)
    return Subject(concept, fund or context.scope.fund, function)
