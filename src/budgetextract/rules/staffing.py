"""Wordings of posts, heads and organisations (staffing.yaml), compiled for text as ``normaliser.clauses`` cleans it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from budgetextract.model.text import plain
from budgetextract.record import record
from budgetextract.rules.loader import rule_yaml

FILE: Final = "staffing.yaml"
COUNTERS: Final = "名|人|个|位|家"
NUMBER: Final = r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+|\d{1,7})(?!\d)|[零〇一二两三四五六七八九十百千]{1,7}"

CONCEPTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "temporary": "staff.temporary",
        "survivors": "staff.survivors",
        "students": "staff.students",
        "supported": "staff.supported",
        "resigned": "staff.resigned",
        "retired": "staff.retired",
        "veteran": "staff.retired.veteran",
        "ordinary": "staff.retired.ordinary",
        "duty": "staff.on_duty",
        "stock": "staff.on_duty",
        "establishment": "staff.establishment",
    }
)
"""Field of staffing.yaml#words -> concept. ``stock`` (实有人数) is staff.total where the text breaks it down."""


@record
class StaffingRules:
    """Compiled wordings. ``words`` finds one word of a noun phrase; the group that matched names its role."""

    phrase: re.Pattern[str]
    """A noun phrase of known words: 机关工勤编制数."""
    number_behind: re.Pattern[str]
    """Brackets, link, number and counter behind a phrase. Groups n, c."""
    number_before: re.Pattern[str]
    """Number and counter in front of a phrase: 12名退休人员."""
    none: re.Pattern[str]
    words: Mapping[str, tuple[tuple[str, str], ...]]
    """First character -> (word, role), longest first; a role is f_<field>, t_<post type> or neutral."""
    field_order: tuple[str, ...]
    type_order: tuple[str, ...]
    heads: re.Pattern[str]
    not_posts: re.Pattern[str]
    moving: re.Pattern[str]
    earlier: re.Pattern[str]
    breakdown: re.Pattern[str]
    per: re.Pattern[str]
    quick: re.Pattern[str]
    """Occurs in every paragraph that can hold a count of people or units."""
    strong: re.Pattern[str]
    """Occurs in sentences that count staff wherever they stand."""
    internal_before: re.Pattern[str]
    internal_after: re.Pattern[str]
    subordinate_before: re.Pattern[str]
    subordinate_after: re.Pattern[str]
    subordinate_none: re.Pattern[str]
    budget_after: re.Pattern[str]
    budget_scope: re.Pattern[str]
    kind_before: re.Pattern[str]
    kind_after: re.Pattern[str]
    kinds: tuple[tuple[str, str], ...]
    """(wording, unit_kind), longest first."""
    subordinate: re.Pattern[str]
    organisation_end: re.Pattern[str]
    self_names: re.Pattern[str]
    sections_read: frozenset[str]
    sections_closed: frozenset[str]
    section_titles: re.Pattern[str]
    other_titles: re.Pattern[str]


def load_staffing() -> StaffingRules:
    """Read staffing.yaml."""
    data = rule_yaml(FILE)
    words, org, names, sections = data["words"], data["org_words"], data["organisation_names"], data["sections"]
    roles = _roles(words)
    link = f"(?:{_any(words['link'].split())}){{0,4}}+"
    counter = f"(?P<c>{COUNTERS})(?!次|均)"
    return StaffingRules(
        phrase=re.compile(f"(?:{_any(map(re.escape, roles))}){{1,9}}+"),
        number_behind=re.compile(rf"(?:\([^()]{{0,14}}\))?{link}(?P<n>{NUMBER})(?:{counter})?"),
        number_before=re.compile(rf"(?P<n>{NUMBER}){counter}"),
        none=re.compile("暂无|均无|没有|无"),
        words=_by_first_character(roles),
        field_order=tuple(words["fields"]),
        type_order=tuple(words["post_types"]),
        heads=re.compile(rf"(?:^|[，。;、:().．\d]|{_any(words['heads'].split())})\Z"),
        not_posts=re.compile(rf"(?:{_any(words['not_posts'].split())})\Z"),
        earlier=re.compile(_any(words["earlier"].split())),
        moving=re.compile(rf"(?:{_any(words['moving'].split())})[^，。;、:()\d]{{0,4}}\Z"),
        breakdown=re.compile(_any(words["breakdown"].split())),
        per=re.compile(_any(words["per"].split())),
        quick=re.compile("人|名|编|[内下]设|所属|下属|单位|处室|科室|股室|机构"),
        strong=re.compile("编制|在编|在职|实有人|离退休|退休人员"),
        **_organisation_patterns(org, data["unit_kinds"]),
        organisation_end=re.compile(f"(?:{_any(names['endings'].split())})$"),
        self_names=re.compile(f"(?:{_any(names['self'].split())})"),
        sections_read=frozenset(sections["read"].split()),
        sections_closed=frozenset(sections["closed"].split()),
        section_titles=re.compile(_any(sections["titles"].split())),
        other_titles=re.compile(_any(sections["other_titles"].split())),
    )


def _any(items: Iterable[str]) -> str:
    """Alternation, the longest first."""
    return "|".join(sorted(items, key=len, reverse=True))


def _roles(words: Mapping[str, Any]) -> dict[str, str]:
    """Word -> role; a field wins over a type of post, both over a neutral word."""
    roles = dict.fromkeys(words["neutral"].split(), "neutral")
    for role, group in (("t", words["post_types"]), ("f", words["fields"])):
        for name, wordings in group.items():
            roles |= dict.fromkeys(wordings.split(), f"{role}_{name}")
    return roles


def _by_first_character(roles: Mapping[str, str]) -> Mapping[str, tuple[tuple[str, str], ...]]:
    out: dict[str, list[tuple[str, str]]] = {}
    for word in sorted(roles, key=len, reverse=True):
        out.setdefault(word[0], []).append((word, roles[word]))
    return MappingProxyType({first: tuple(group) for first, group in out.items()})


def _organisation_patterns(org: Mapping[str, str], kinds: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    number, counter = f"(?P<n>{NUMBER})", "(?:个|家)"
    long_units, short_units = _any(org["units_of_office"].split()), _any(org["units_of_office_short"].split())
    below, things = _any(org["subordinate"].split()), _any(org["subordinate_things"].split())
    known = sorted(
        ((plain(wording), kind["unit_kind"]) for kind in kinds for wording in kind["variants"]),
        key=lambda pair: len(pair[0]),
        reverse=True,
    )
    kind = "|".join(re.escape(wording) for wording, _ in known)
    is_ = r"(?:数量?|总数|分别|为|是|共计|共有|共|有|合计|总计|计|包括|:){0,4}+"
    rank = r"(?:正|副)?(?:科|股|处|厅|县|局)级|职能|业务|内部|行政|综合|独立|中层|常设"
    quality = (
        r"(?:全额|差额|自收自支|财政|拨款|补助|公益|[一二三]类|(?:正|副)?(?:科|股|处|厅|县)级|独立核算|参公|"
        r"参照公务员法?管理的?|直属|机关|行政|二级|独立|法人|的)"
    )
    return {
        "internal_before": re.compile(rf"{number}个(?:{rank}|的)*+(?P<unit>{long_units}|{short_units})"),
        "internal_after": re.compile(
            rf"(?P<unit>{long_units})(?:\([^()]{{0,20}}\))?{is_}(?:设置?)?{number}(?:{counter}|(?=[，。;、)]|$))"
        ),
        "subordinate_before": re.compile(
            rf"(?P<sub>{below})?(?:的|有|共有?|设有|设)?{number}{counter}(?P<sub2>{below})?(?P<quality>{quality}*+)(?P<thing>{things})"
        ),
        "subordinate_after": re.compile(
            rf"(?:{below})(?P<quality>{quality}*+)(?:[^，。;、:()\d]{{0,6}}?)(?P<thing>{things})(?:\([^()]{{0,20}}\))?{is_}{number}(?:{counter}|(?=[，。;、)]|$))"
        ),
        "subordinate_none": re.compile(
            rf"(?:没有|暂无|无)(?:{below}|{quality})++(?:{things})|(?:{below})(?:{quality})*+(?:{things})[:为]?(?:无|没有)(?=[，。;]|$)"
        ),
        "budget_after": re.compile(
            rf"(?P<thing>{_any(org['budget_things'].split())})(?:\([^()]{{0,20}}\))?(?:数量?|总数|分别|为|是|共计|共有|共|有|合计|总计|计|包括|:|，){{0,4}}+{number}(?:{counter}|(?=[，。;、)]|$))"
        ),
        "budget_scope": re.compile(_any(org["budget_scopes"].split())),
        "kind_before": re.compile(rf"{number}{counter}(?P<kind>{kind})"),
        "kind_after": re.compile(rf"(?P<kind>{kind}){is_}{number}(?:{counter}|(?=[，。;、)]|$))"),
        "kinds": tuple(known),
        "subordinate": re.compile(below),
    }
