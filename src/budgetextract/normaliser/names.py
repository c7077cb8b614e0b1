"""Names of the government's classifications in running text, to their codes.

A code is printed, or follows from a name that only one code of that year has; else there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from budgetextract.model.facts import Statement
from budgetextract.record import record
from budgetextract.rules.classification import ECONOMY, FUNCTION, Classification, plain_name

_LEVELS = {"类": 1, "款": 2, "项": 3}
_MARKED = re.compile(
    r"(?P<name>[^，。;:、\d().\-〔\[][^，。;:]{0,44}?)?\((?P<code>\d{2,7})?(?P<level>类|款|项)(?:级|级科目|科目)?\)"
)
_CODE = re.compile(
    r"(?:(?<![\d.,])|(?<=^\d\.)|(?<=^\d\d\.))2\d{2}(?:\d{2}(?:\d{2})?)?(?![\d.%,]|年|万|亿|元|个|人|辆|台|次)"
)
_AFTER_CODE = re.compile(
    r"[)\]]?-?(?:[\u4e00-\u9fff()、]{0,40})(?:[:，](?:20\d\d年度?)?(?:支出|年初)?(?:预算|决算)?数?[为是]?)?"
)
_CODE_PARTS = re.compile(
    r"[\u4e00-\u9fff、]{2,30}\((2\d\d)\)[\u4e00-\u9fff、]{2,30}\((\d\d)\)(?:[\u4e00-\u9fff、]{2,30}\((\d\d)\))?"
)
"""农林水支出（213）水利（03）防汛（14）: each part's own digits behind its name (Gansu)."""
_LEAD_IN = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|[\d]{1,2}[.、)]|[①-⑳]|[，,:：。;、\s]|其中|包括|主要|"
    r"用于|安排|按(?:照)?(?:支出)?功能(?:分类)?(?:科目)?(?:分)?|20\d\d年度?|本年度?|财政拨款|一般公共预算|从(?:支出)?功能(?:分类)?看|具体(?:为|是)?|分别(?:为|是)?|一是|二是|三是|四是|五是)+"
)
_TAIL = re.compile(
    r"(?:科目|\(类\)|\(款\)|\(项\)|年初|预算|决算|安排|金额|资金|共计|合计|数|为|是|约|共|:|，|20\d\d年度?|本年|当年|财政拨款)+$"
)
_ECONOMY_CODE = re.compile(r"\((?P<code>[35]\d{2}(?:\d{2})?)\)$")
_NO_CLASS = frozenset({"其他支出", "其它支出", "预备费"})
_TOTAL_TAIL = re.compile(r"支出$")


@record
class Named:
    """A code with the name printed for it and the place of the name in the text searched."""

    code: str
    name: str
    start: int
    end: int


_REMEMBERED = 20_000
"""Look-ups kept a year; a hostile text asks for ever new names."""


@lru_cache(maxsize=16)
def names_of(classification: Classification, year: int | None) -> Names:
    """The look-ups of a year, shared by all documents of that year."""
    return Names(classification, year)


def own_codes(
    printed: Iterable[Statement], classification: Classification, year: int | None
) -> dict[str, tuple[str, ...]]:
    """Names to codes that the document's tables print and the year's list lacks: lists differ by place and by year.

    Only codes below a class that the list has; a section and its item may bear one name.
    """
    found: dict[str, set[str]] = {}
    for one in printed:
        code = one.key.dimension(FUNCTION)
        if code is None or len(code) < 5 or not one.name or classification.known(FUNCTION, code, year):
            continue
        if classification.known(FUNCTION, code[:3], year):
            found.setdefault(plain_name(one.name), set()).add(code)
    return {name: tuple(sorted(codes)) for name, codes in found.items() if len(name) >= 3}


class Names:
    """Look-ups of one year, remembered: paragraphs ask for the same names again and again.

    ``own``: names with the codes that the document prints for them, for names that the list lacks.
    """

    def __init__(
        self, classification: Classification, year: int | None, own: Mapping[str, tuple[str, ...]] | None = None
    ) -> None:
        self._own = own or {}
        self._classification = classification
        self._year = year
        self._known: dict[tuple[str, str | None, str, int | None], str | None] = {}
        self._letters: dict[str, dict[str, list[str]]] = {}
        self._heads = frozenset(
            name
            for code in classification.codes(FUNCTION, year)
            if len(code) < 7 and (subject := classification.subject(FUNCTION, code, year)) is not None
            for full, _ in subject.names
            for name in (full, full.removesuffix("支出"))
        )
        """Names of classes and sections, with and without 支出: what a path may begin with."""

    def code(self, name: str, kind: str = FUNCTION, parent: str | None = None, level: int | None = None) -> str | None:
        """The code of a name in this year's list (see ``Classification.by_name``)."""
        key = (name, parent, kind, level)
        if key not in self._known:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            code = self._classification.by_name(name, self._year, parent, kind, level=level)
            if code is None and kind == FUNCTION:
                code = (self._reordered(name, parent) if parent else None) or self._printed(name, parent, level)
            self._known[key] = code
        return self._known[key]

    def _printed(self, name: str, parent: str | None, level: int | None) -> str | None:
        """The code that the document prints for the name."""
        below = [
            code
            for code in (self._own.get(plain_name(name), ()) if self._own else ())
            if code.startswith(parent or "") and len(code) > len(parent or "")
        ]
        fitting = [code for code in below if level in (None, (len(code) - 1) // 2)]
        return fitting[0] if len(fitting) == 1 else None

    def _reordered(self, name: str, parent: str) -> str | None:
        """The child whose name has the same characters in another order (一般行政事务管理 for 一般行政管理事务)."""
        if parent not in self._letters:
            found = self._letters[parent] = {}
            for code in self._classification.children(FUNCTION, parent, self._year):
                letters = "".join(sorted(self._classification.name(FUNCTION, code, self._year) or ""))
                found.setdefault(letters, []).append(code)
        same = self._letters[parent].get("".join(sorted(name)), [])
        return same[0] if len(same) == 1 else None

    def has(self, code: str, kind: str = FUNCTION) -> bool:
        """True where this year's list has the code."""
        return self._classification.known(kind, code, self._year) or (
            kind == FUNCTION and any(code in codes for codes in self._own.values())
        )

    def path(self, text: str, parent: str | None = None) -> str | None:
        """The code of names set one after the other without marks: 人大事务行政运行, 一般公共服务支出人大事务."""
        if (code := self.code(text, parent=parent)) is not None:
            return code
        for cut in range(2, min(len(text) - 1, 24)):
            if text[:cut] not in self._heads:
                continue
            head = self.code(text[:cut], parent=parent, level=None if parent else 1) or (
                None if parent else self.code(text[:cut], level=2)
            )
            if head is not None and len(head) < 7 and (code := self.path(text[cut:], head)) is not None:
                return code
        return None

    def class_at_end(self, text: str) -> tuple[str, int] | None:
        """(code, start) of the class (类) whose name ends the text, whatever stands before it."""
        for start in range(max(0, len(text) - 20), len(text) - 1):
            if text[start:] in self._heads and (code := self.code(text[start:], level=1)) is not None:
                return code, start
        return None


def function_marked(text: str, names: Names, parent: str | None) -> Named | None:
    """The subject that marks of level give: 政协事务（款）行政运行（项）, （204类）司法（06款）行政运行（01项）.

    ``parent``: the class or section that the text above has named. None where there is no mark; ``code`` is "" where
    the marks are there but no code follows from the names.
    """
    matches = list(_MARKED.finditer(text))
    if not matches:
        return None
    chain = [matches[-1]]
    for match in reversed(matches[:-1]):
        gap = text[match.end() : chain[0].start()]
        if _LEVELS[match["level"]] < _LEVELS[chain[0]["level"]] and not gap.strip("-的支出中"):
            chain.insert(0, match)
    code = parent if len(chain) < _LEVELS[chain[-1]["level"]] else None
    start = chain[0].start()
    for match in chain:
        level = _LEVELS[match["level"]]
        above = code if code is not None and len(code) < 2 * level + 1 else None
        raw = match["name"] or ""
        name = _LEAD_IN.sub("", raw).lstrip("-")
        printed = match["code"] or ""
        found = None
        if printed:
            full = printed if len(printed) == 2 * level + 1 else (above or "") + printed[-2:]
            found = full if len(full) == 2 * level + 1 and names.has(full) else None
        if found is None and name:
            found = _marked_code(name, level, above, names)
        if match is chain[0] and name:
            start = match.start() + len(raw) - len(name)
        if not found and match is chain[-1]:
            code = ""
        elif found:
            code = found
    last = chain[-1]
    return Named(code or "", text[start : last.end()], start, last.end())


def _marked_code(name: str, level: int, above: str | None, names: Names) -> str | None:
    """The code of a name whose level is marked, below ``above`` where that is known."""
    if above is not None:
        code = names.code(name, parent=above, level=level)
        if code is not None:
            return code
        path = names.path(name, above)
        if path is not None and len(path) == 2 * level + 1:
            return path
    code = names.code(name, level=level)
    if code is not None:
        return code
    path = names.path(name)
    if path is not None and len(path) == 2 * level + 1:
        return path
    if level == 1 and (found := names.class_at_end(name)) is not None:
        return found[0]
    return None


def function_dashed(text: str, names: Names) -> Named | None:
    """The subject that a path gives: 一般公共服务支出-政协事务-行政运行."""
    tail = _TAIL.sub("", text)
    parts = tail.split("-")
    if not 2 <= len(parts) <= 4:
        return None
    head = _LEAD_IN.sub("", re.split("[，。;:]", parts[0])[-1])
    code = names.code(head, level=1)
    if code is None:
        return None
    for part in parts[1:]:
        below = names.code(part, parent=code)
        if below is None:
            return Named("", tail, text.find(head), len(tail))
        code = below
    return Named(code, tail[tail.find(head) :], text.find(head), len(tail))


def function_coded(text: str, names: Names) -> Named | None:
    """The subject of a printed code beside its name: 行政运行（2010301）, 2010301行政运行."""
    if (parts := _CODE_PARTS.search(text)) is not None:
        code = "".join(part for part in parts.groups() if part)
        return Named(code, parts[0], parts.start(), parts.end()) if names.has(code) else None
    found = [match for match in _CODE.finditer(text) if names.has(match[0])]
    if not found:
        return None
    match = found[-1]
    after = text[match.end() :]
    if _AFTER_CODE.fullmatch(after) is None:
        return None
    return Named(match[0], text[match.start() :], match.start(), len(_TAIL.sub("", text)))


def bare_chunk(text: str, *, listed: bool) -> tuple[str, int]:
    """(name, start) of the last noun phrase of the text: what may be the bare name of a subject.

    ``listed``: names are separated by 、 here (办公费…、印刷费…), else 、 may be part of a name.
    """
    marks = "，。;:、" if listed else "，。;:"
    cut = max(text.rfind(mark) for mark in marks) + 1
    stripped = _TAIL.sub("", text)
    if cut > len(stripped):
        cut = max(stripped.rfind(mark) for mark in marks) + 1
    chunk = stripped[cut:]
    name = _LEAD_IN.sub("", chunk)
    return name, cut + len(chunk) - len(name)


def economy_bare(text: str, names: Names, *, listed: bool = True, kind: str = ECONOMY) -> Named | None:
    """The economic subject that ends the text: 办公费, 工资福利支出(类), 维修(护)费(款)支出, 工资福利支出(301)."""
    name, start = bare_chunk(text, listed=listed)
    end = start + len(name)
    coded = _ECONOMY_CODE.search(name)
    if coded is not None:
        name = name[: coded.start()]
        if coded["code"][0] != ("3" if kind == ECONOMY else "5"):
            return None  # 对个人和家庭的补助(509): the same name stands in both lists, the code says which
        if names.has(coded["code"], kind) and names.code(name, kind) in (coded["code"], None):
            return Named(coded["code"], name, start, end)
    for candidate in (name, _TOTAL_TAIL.sub("", name)):
        bare = re.sub(r"\((?:类|款)\)$", "", candidate)
        # 办公设备购置 stands under 309 (基本建设) and 310: basic expenditure and operating funds know the second alone
        if len(bare) >= 2 and (
            code := names.code(bare, kind) or (names.code(bare, kind, parent="310") if kind == ECONOMY else None)
        ):
            return Named(code, bare, start, end)
    return None


def function_bare(text: str, names: Names, parent: str | None, *, items: bool) -> Named | None:
    """The function that ends the text without marks: a class (…支出), or in a list by function (``items``) any name.

    Outside of such lists a bare name is too little: 教育, 培训支出 and 其他支出 are words of every day.
    """
    for listed in (True, False):
        name, start = bare_chunk(text, listed=listed)
        if len(name) < 3:
            continue
        code = None
        if items or (name.endswith(("支出", "事务")) and name not in _NO_CLASS):
            code = names.code(name, level=1)
        if code is None and items:
            code = (names.code(name, parent=parent) if parent else None) or names.code(name) or names.path(name)
        if code is not None:
            return Named(code, name, start, start + len(name))
    return None
