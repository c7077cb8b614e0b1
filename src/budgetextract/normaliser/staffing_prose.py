"""Counts of people and of organisations in one paragraph.

In     the clean text of a paragraph (``clauses.Passage.text``).
Out    ``Count``: concept, kind, number and where it stands in the text, in reading order.
Never  add, split or convert: a sum that the text does not state is no count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from budgetextract.model.patterns import later
from budgetextract.normaliser.staffing_words import Words, words_of
from budgetextract.record import record
from budgetextract.rules.staffing import StaffingRules

MAX_TEXT = 6_000
"""Longer paragraphs are cut: counts stand in short ones."""

MAX_COUNTS = 300

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_SENTENCE_END = "。!?！？"
_AFTER_COUNT = later(
    r"[，。;、:()!?]|$|其中|含|和|及|与|均|已|由|包括|实|在|现|离|退|事|行|参|工|的|人|编|政|全|差|自|临|聘|遗|年|组成"
)
_DUTY_WORDS = ("在职", "在编", "在岗", "在册", "编制内", "编内", "正式")
_RETIRED = ("staff.retired", "staff.retired.veteran", "staff.retired.ordinary")
_ZERO_FIELDS = frozenset({"temporary", "survivors", "resigned", "retired", "veteran", "ordinary"})
_DETAIL = later(r"其中|包括|包含|含|\(")
_MOVED = later(
    r"(?:^|[，。;、:])[^，。;、:比较]{0,8}(?:新增|净增|净减|调入|调出|招录|招聘|增加|减少|新进)[^，。;、:]{0,10}\d"
)
_POSTS_OR_HEADS = later("实有|在职|在编|在岗|核定|编制数|编制总数|现有")
_BARE_HEAD = later(r"(?:^|[，。;、:(\d]|[有共现实全年末底局院校所部系团]|单位|部门|机关|中心|系统)\Z")
_NONE_BEHIND = later(r":?(?:无|没有)(?=[，。;、)]|$)")
_STATES = later("(?P<duty>实有|在职|在编|在岗|现有|实际|编制内|编内)|(?P<posts>编制|定编|编(?!外|办|报|委))")
_PLAIN_DUTY = later("在职(?!在编|在岗)")


@record
class Count:
    """``start`` and ``end`` enclose wording and number in the text; ``kind`` is a post type or a unit kind."""

    concept: str
    kind: str
    value: int
    start: int
    end: int
    stated: str
    counter: str
    phrase: str = ""
    explicit: bool = True
    """False where the field (posts or filled posts) follows from the words before, as in 其中：行政8人."""


@record
class _Phrase:
    """A phrase with its number, as found: ``start`` and ``end`` enclose both."""

    text: str
    start: int
    end: int
    number: str
    counter: str


def whole_number(text: str) -> int | None:
    """12, 1,256, 十二, 一百零五 as a number; None for what is none (十几, 二二)."""
    text = text.replace(",", "")
    if text.isdigit():
        return int(text)
    total, digit = 0, -1
    for char in text:
        if char in _PLACES:
            total += (1 if digit < 0 else digit) * _PLACES[char]
            digit = -1
        elif char in _DIGITS:
            if digit > 0:
                return None
            digit = _DIGITS[char]
        else:
            return None
    return total + max(digit, 0)


def staff_counts(text: str, rules: StaffingRules) -> list[Count]:
    """Counts of posts and people in a paragraph, in reading order."""
    text = text[:MAX_TEXT]
    found: list[Count] = []
    taken: set[int] = set()
    for phrase in rules.phrase.finditer(text):
        if (match := rules.number_behind.match(text, phrase.end())) is None:
            if (none := _NONE_BEHIND.match(text, phrase.end())) and (count := _none(phrase.start(), phrase, rules)):
                found.append(replace(count, end=none.end()))
            continue
        taken.add(match.start("n"))
        stated = _Phrase(phrase[0], phrase.start(), match.end(), match["n"], match["c"] or "")
        if (count := _behind(text, stated, rules)) is not None:
            found.append(count)
    for match in rules.number_before.finditer(text):
        if match.start("n") in taken or (behind := rules.phrase.match(text, match.end())) is None:
            continue
        stated = _Phrase(behind[0], match.start(), behind.end(), match["n"], match["c"])
        if (count := _before(text, stated, rules)) is not None:
            found.append(count)
    for match in rules.none.finditer(text):
        behind = rules.phrase.match(text, match.end())
        if behind is not None and (count := _none(match.start(), behind, rules)) is not None:
            found.append(count)
    found.sort(key=lambda count: count.start)
    found = [c for i, c in enumerate(found[:MAX_COUNTS]) if not _movement(text, c, found[:i])]
    return list(_without_rivals(text, _in_context(text, found, rules)))


def _behind(text: str, stated: _Phrase, rules: StaffingRules) -> Count | None:
    """行政编制12名: the number behind the phrase."""
    words, value = words_of(stated.text, rules), whole_number(stated.number)
    if words is None or value is None:
        return None
    before, after = text[max(0, stated.start - 6) : stated.start], text[stated.end : stated.end + 4]
    counter = stated.counter
    if counter == "家" or rules.moving.search(before) or (counter != "人" and rules.per.match(after)):
        return None
    if not counter and (
        not stated.number.isdigit() or (after and after[0] not in "，。;、)(:" and not _goes_on(after))
    ):
        return None
    if not (words.field or rules.heads.search(before)) or _other_posts(words, before, rules):
        return None
    if words.bare and not _BARE_HEAD.search(before):
        return None  # 村干部35人
    if rules.earlier.search(_clause_before(text, stated.start) + stated.text):
        return None
    if counter == "个" and not _AFTER_COUNT.match(after):
        return None
    return _count(words, value, stated)


def _other_posts(words: Words, before: str, rules: StaffingRules) -> bool:
    return words.field == "establishment" and not words.post_type and rules.not_posts.search(before) is not None


def _clause_before(text: str, position: int) -> str:
    return text[max(text.rfind(mark, 0, position) for mark in "，。;") + 1 : position]


def _goes_on(after: str) -> bool:
    return after[:2] in {"其中", "离休", "退休", "在职", "实有"}


def _before(text: str, stated: _Phrase, rules: StaffingRules) -> Count | None:
    """12名退休人员: the number before the phrase."""
    words, value = words_of(stated.text, rules), whole_number(stated.number)
    if words is None or value is None or words.bare or stated.counter == "家":
        return None
    before, after = text[max(0, stated.start - 6) : stated.start], text[stated.end : stated.end + 1]
    if rules.moving.search(before) or (after and after not in "，。;、)(:"):
        return None
    if not words.field and "人" not in stated.text and stated.counter == "个":
        return None
    return _count(words, value, stated)


def _none(start: int, phrase: re.Match[str], rules: StaffingRules) -> Count | None:
    """无离休人员: none is a stated nought."""
    words = words_of(phrase[0], rules)
    if words is None or words.field not in _ZERO_FIELDS:
        return None
    return Count(words.concept, words.post_type, 0, start, phrase.end(), "无", "", phrase[0])


def _count(words: Words, value: int, stated: _Phrase) -> Count:
    return Count(
        concept=words.concept,
        kind=words.post_type,
        value=value,
        start=stated.start,
        end=stated.end,
        stated=stated.number,
        counter=stated.counter,
        phrase=stated.text,
        explicit=bool(words.field) or words.bare,
    )


def _in_context(text: str, counts: list[Count], rules: StaffingRules) -> list[Count]:
    """Give each count the field and the type that follow from its neighbours in the sentence."""
    out: list[Count] = []
    for index, count in enumerate(counts):
        first, last = sentence_span(text, count.start)
        before = [other for other in out if first <= other.start]
        after = [other for other in counts[index + 1 :] if other.start < last]
        if not count.explicit:
            count = replace(count, concept=_head_concept(text[first : count.start]))
        elif count.concept == "staff.establishment" and count.kind:
            count = _under_duty(text, count, before, rules)
        elif count.concept == "staff.on_duty" and not count.kind:
            count = _stock_or_duty(text, count, before, after, rules)
        out.append(count)
    return out


def _head_concept(before: str) -> str:
    """Posts or filled posts: what the nearest word before a bare type (行政8人) says."""
    words = list(_STATES.finditer(before))
    return "staff.establishment" if words and words[-1]["posts"] else "staff.on_duty"


def sentence_span(text: str, position: int) -> tuple[int, int]:
    start = max(text.rfind(mark, 0, position) for mark in _SENTENCE_END) + 1
    ends = [at for mark in _SENTENCE_END if (at := text.find(mark, position)) >= 0]
    return start, min(ends, default=len(text))


def _movement(text: str, count: Count, before: list[Count]) -> bool:
    """新增3人，退休2人: who left in the year, not who is retired."""
    first, _ = sentence_span(text, count.start)
    if not count.concept.startswith("staff.retired") or any(other.start >= first for other in before[-1:]):
        return False
    return _MOVED.search(text[first : count.start]) is not None


def _without_rivals(text: str, counts: list[Count]) -> Iterator[Count]:
    """Kinds of staff outside the establishment (公益性岗位6人，劳务派遣10人) have no total unless one is stated."""
    for count in counts:
        if count.concept != "staff.temporary":
            yield count
            continue
        span = sentence_span(text, count.start)
        group = [o for o in counts if o.concept == count.concept and sentence_span(text, o.start) == span]
        if count is group[0] and (len(group) == 1 or _DETAIL.search(text[count.end : group[1].start])):
            yield count


def _under_duty(text: str, count: Count, before: list[Count], rules: StaffingRules) -> Count:
    """在职人员20人，其中行政编制12人: filled posts of that type, not posts."""
    first, last = sentence_span(text, count.start)
    if count.phrase.endswith("编制人员") and not _POSTS_OR_HEADS.search(text, first, last):
        return replace(count, concept="staff.on_duty")  # 行政编制人员15人，离退休人员12人: people
    head = next((o for o in reversed(before) if o.explicit and not o.kind), None)
    if head is None or head.concept != "staff.on_duty" or not rules.breakdown.search(text[head.end : count.start]):
        return count
    if any(word in text[head.end : count.start] for word in ("核定", "编制数", "编制总数", ";")):
        return count
    return replace(count, concept="staff.on_duty")


def _stock_or_duty(text: str, count: Count, before: list[Count], after: list[Count], rules: StaffingRules) -> Count:
    """实有人数 broken down into 在职 and others is staff.total; heads right behind posts of one type have that type."""
    duty_words = any(word in count.phrase for word in _DUTY_WORDS)
    within = any(word in other.phrase for other in after for word in ("在编", "编制内", "编内"))
    if after and (not duty_words or ("编" not in count.phrase and within)):
        between = text[count.end : after[0].start]
        inside = text.find(")", count.end) if text[count.end : count.end + 1] == "(" else len(text)
        # 实有63人（行政26人、事业37人），退休21人: the retired stand beside the number, not among its parts
        parts = [o for o in after if o.concept == "staff.on_duty" or (o.concept in _RETIRED and o.start < inside)]
        named = any(word in o.phrase for o in parts for word in _DUTY_WORDS)
        retired = any(o.concept in _RETIRED for o in parts)
        if (rules.breakdown.search(between) and (named or retired)) or (named and retired):
            return replace(count, concept="staff.total")
    previous = before[-1] if before else None
    if previous is None or previous.concept != "staff.establishment" or not previous.kind:
        return count
    since = [o for o in before if o.concept == "staff.establishment" and o.start >= _last_duty(before)]
    if len(since) == 1 and not _breaks(text[previous.end : count.start]):
        later = any(o.concept == "staff.on_duty" and not o.kind for o in after)
        earlier = any(o.concept == "staff.on_duty" for o in before)
        if not _PLAIN_DUTY.search(count.phrase) or "实有" in count.phrase or later or earlier:
            return replace(count, kind=previous.kind)
    return count


def _last_duty(before: list[Count]) -> int:
    return max((o.end for o in before if o.concept == "staff.on_duty"), default=0)


def _breaks(between: str) -> bool:
    return ";" in between or "全" in between or "共" in between
