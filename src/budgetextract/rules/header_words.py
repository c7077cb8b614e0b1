"""How the words of the tables are read: column heads and row labels, in the rules and in documents alike.

A column head is read into a ``HeaderPath``: its words in canonical form from the top down, and apart from them what it
says of measure (预算数, 决算数, 增减额), year (2023年, 上年) and unit (万元).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any, Final

from budgetextract.model.patterns import later
from budgetextract.model.text import plain
from budgetextract.record import record

TOTAL: Final = "合计"
"""The canonical word for 合计, 总计, 小计."""
_SIDES: Final = frozenset({"收入", "支出", "本年收入", "本年支出", "当年收入", "当年支出"})
"""Words whose 合计 is said as one word: 本年支出合计."""

_NUMBERING = later(
    r"^(?:其中|加|减)?[:;]?(?:\((?:[一二三四五六七八九十百]{1,4}|\d{1,2})\)|(?:[一二三四五六七八九十百]{1,4}|\d{1,2})[、.,:)](?!\d))[、.]?(?:其中:)?"
)
_OF_WHICH = later(r"^(?:其中[:;,]?|[加减][:;])")
_PLAIN_TOTAL = later(r"^(本年|当年)?(?:(收入|支出)(?:预算|决算)|(?:预算|决算)(收入|支出))(合计|总计|小计)$")
"""支出预算合计, 预算支出合计: the total of that side."""
_CODE_ALONE = later(r"[35]\d{2}(?:\d{2})?")
_UNIT_NOTE = later(r"\((?:金额)?(?:单位:?)?(亿元|百万元|千元|万元|元)\)|单位:(亿元|百万元|千元|万元|元)")
_NOTE = later(r"\((?:按|含|不含|包括|填|即|分|类款项|功能分类|经济分类|单位|列|由)[^()]{0,30}\)")
_YEAR = later(r"(?:(?<!\d)(20\d\d)(?!\d)|20xx|20XX|××|xx)(?:年度|年)?")
_CLASS_CODE = later(r"^\[?(\d{3,7})\]?[-—]?(?=[^\d])")
_BULLETS = " \u3000-—–·•*●■◆◇○□▪①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BOTH_SIDES = later(r"[与和同较]([^与和同较]{2,24})(?:比较|相比|对比)")
_WORD_END = later(r"[:;,、.]+$")


@record
class HeaderPath:
    """A column head as read: canonical words from the top down, generic ones left out."""

    parts: tuple[str, ...]
    measure: str = ""
    year: int | None = None
    prior: bool = False
    """上年, 去年: the year before the document's."""
    against_final: bool = False
    """A comparison with executed figures (比上年执行数)."""
    unit: str = ""


@record(slots=False)
class HeaderWords:
    """How the words of column heads are read."""

    amount: frozenset[str]
    total: frozenset[str]
    measures: Mapping[str, str]
    prior: tuple[str, ...]
    current: tuple[str, ...]
    compared: tuple[str, ...]
    levels: Mapping[str, int]
    line_number: frozenset[str]
    attribute: frozenset[str]
    canonical: Mapping[str, str]
    code: frozenset[str]
    name: frozenset[str]
    unit_code: frozenset[str]
    unit_name: frozenset[str]
    label: frozenset[str]
    read: dict[str, HeaderPath] = field(default_factory=dict, compare=False)

    @cached_property
    def canonical_words(self) -> frozenset[str]:
        """The words that synonyms stand for."""
        return frozenset(self.canonical.values())

    @cached_property
    def measure_ends(self) -> tuple[tuple[str, str], ...]:
        """Measure words that may end a longer word (机关运行经费预算数), longest first; 预算 alone never."""
        ends = [(word, measure) for word, measure in self.measures.items() if len(word) >= 3 and word.endswith("数")]
        return tuple(sorted(ends, key=lambda pair: -len(pair[0])))

    def path(self, text: str) -> HeaderPath:
        """A column head ("2023年预算数/公务接待费") as read; kept for the next table with the same head."""
        known = self.read.get(text)
        if known is None:
            if len(self.read) > 20_000:  # a stream of hostile files must not fill the memory
                self.read.clear()
            known = self.read[text] = self._read(text)
        return known

    def _read(self, text: str) -> HeaderPath:
        parts: list[str] = []
        measure, year, prior, against_final, unit = "", None, False, False, ""
        for piece in text[:400].split("/"):
            word = _head_word(piece)
            if found := _UNIT_NOTE.search(word):
                unit = found[1] or found[2]
                word = word[: found.start()] + word[found.end() :]
            word = plain_label(_NOTE.sub("", word))
            if parts and _CODE_ALONE.fullmatch(word):
                continue  # 501 below 机关工资福利支出 says the same again
            if self._compares(word):
                measure = "change_rate" if word.endswith(("%", "率", "比例", "幅度")) else "change"
                year, prior = None, False
                tail = self._other_side(word)
                against_final = "执行" in tail or "决算" in tail
                continue
            if found := _YEAR.search(word):
                if not measure.startswith("change"):
                    year = int(found[1]) if found[1] else year
                word = word[: found.start()] + word[found.end() :]
            word, before, now = self._without_year_word(word)
            if before and not measure.startswith("change"):
                prior = True
            word, said = self._without_measure(word)
            if said and not (measure.startswith("change") and not said.startswith("change")):
                measure = said
            if word in self.amount or (now and not word):
                continue
            word = _PLAIN_TOTAL.sub(lambda match: (match[1] or "") + (match[2] or match[3]) + match[4], word)
            if word[-2:] in self.total and word[:-2] in _SIDES:
                parts.append(word[:-2])
                word = TOTAL
            word = TOTAL if word in self.total else self.canonical.get(word, word)
            if word not in self.canonical and (base := self._whole_of(word)):
                word = base
            if word and (not parts or parts[-1] != word):
                parts.append(word)
        return HeaderPath(tuple(parts), measure, year, prior, against_final, unit)

    def _whole_of(self, word: str) -> str:
        """The word whose whole 公务用车购置及运行费小计 is, "" for other words."""
        base = word[:-2] if word.endswith(("小计", "合计")) else ""
        base = self.canonical.get(base, base)
        return base if base in self.canonical_words else ""

    def _compares(self, word: str) -> bool:
        """True for 2024年预算数比2023年执行数, 比上年增减: a comparison between years."""
        if word in self.measures:
            return False
        tail = self._other_side(word)
        return (bool(tail) and bool(_YEAR.search(tail))) or any(
            known in tail for known in (*self.prior, "执行", "决算", "预算")
        )

    def _other_side(self, word: str) -> str:
        """What a head compares with: 2024年执行数 of …比2024年执行数 and of …与2024年执行数比较; "" for none."""
        if found := _BOTH_SIDES.search(word):
            return found[1]
        mark = next((mark for mark in self.compared if mark in word), None)
        return word.split(mark, 1)[1] if mark else ""

    def _without_year_word(self, word: str) -> tuple[str, bool, bool]:
        """(word, said 上年, said 本年): 上年预算数 loses 上年; 上年结转 and 本年收入 are words of their own."""
        for lead in (*self.prior, *self.current):
            rest = word.removeprefix(lead)
            if rest != word and (not rest or rest in self.measures or rest in self.amount):
                return rest, lead in self.prior, lead in self.current
        return word, False, False

    def _without_measure(self, word: str) -> tuple[str, str]:
        """(word, measure): 机关运行经费预算数 is 机关运行经费 and budget."""
        if (measure := self.measures.get(word)) is not None:
            return "", measure
        for end, measure in self.measure_ends:
            if word.endswith(end):
                return word[: -len(end)], measure
        return word, ""


def _head_word(text: str) -> str:
    """A part of a head for comparing: plain, without quotes, (%) as %."""
    return plain(text).replace('"', "").replace("'", "").replace("(%)", "%")


@lru_cache(maxsize=16_384)  # a document prints the same labels in table after table
def plain_label(text: str) -> str:
    """A label for comparing: plain, without numbering (一、 （一） 1. 其中：), quotes and end marks."""
    word = plain(text.lstrip(_BULLETS)).replace('"', "").replace("'", "")
    for _ in range(2):
        word = _OF_WHICH.sub("", _NUMBERING.sub("", word))
    return _WORD_END.sub("", word)


def leading_code(text: str) -> tuple[str, str]:
    """(code, rest) of a cell that holds both ("2010301行政运行", "[208]社会保障…"); ("", text) without a code."""
    word = plain(text)
    if match := _CLASS_CODE.match(word):
        return match[1], word[match.end() :].lstrip("]-—、.")
    return "", word


def load_header_words(raw: Mapping[str, Any]) -> HeaderWords:
    """The section header_words of tables.yaml, compiled."""
    canonical = {plain(variant): word for word, variants in raw["synonyms"].items() for variant in variants}
    sets = {key: frozenset(plain(word) for word in raw[key]) for key in _WORD_SETS}
    return HeaderWords(
        amount=sets["amount"],
        total=sets["total"],
        measures={_head_word(word): measure for measure, variants in raw["measures"].items() for word in variants},
        prior=tuple(sorted(raw["prior"], key=len, reverse=True)),
        current=tuple(sorted(raw["current"], key=len, reverse=True)),
        compared=tuple(raw["compared"]),
        levels=MappingProxyType(dict(raw["levels"])),
        line_number=sets["line_number"],
        attribute=sets["attribute"],
        canonical=MappingProxyType(canonical),
        code=sets["code"],
        name=sets["name"],
        unit_code=sets["unit_code"],
        unit_name=sets["unit_name"],
        label=sets["label"],
    )


_WORD_SETS = ("amount", "total", "line_number", "attribute", "code", "name", "unit_code", "unit_name", "label")
