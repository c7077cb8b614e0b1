"""The wordings of running text, typed: what names a concept, a fund, a change, a base, and what is no fact."""

from __future__ import annotations

import re
from typing import Any, Final

from budgetextract.record import record
from budgetextract.rules.lexicon import Lexicon
from budgetextract.rules.loader import rule_yaml

FILE: Final = "phrases.yaml"


_NOT_A_NAME = r"(?:[我本全][局厅委院办会部])?(?:(?!\([类款项])[^,，。;:局厅委院]){0,12}?"
"""Between 与 or 和 and the year compared with: not the rest of a name, as in 文化和旅游局2024年 or 文化和旅游（款）."""


@record
class Phrase:
    """What one pattern of the lexicon stands for. ``kind``: fund, side or concept.

    ``value`` is the fund, the side (both, income, expenditure) or the concept; ``grade`` how total a side word is.
    ``needs``: a word that the sentence must contain; ``inside``: the concept whose list the pattern is meant for;
    ``reception``: the kind of reception (domestic, foreign).
    """

    kind: str
    value: str
    grade: str = ""
    needs: str = ""
    inside: str = ""
    reception: str = ""


@record
class PhraseRules:
    """All patterns, compiled. They are made for text as ``normaliser.clauses`` cleans it."""

    lexicon: Lexicon[Phrase]
    funds: tuple[tuple[re.Pattern[str], str], ...]
    change_up: re.Pattern[str]
    """A whole word for more."""
    change: re.Pattern[str]
    """Any change word with its little words at the end of a lead: 增加了, 下降约."""
    no_change: re.Pattern[str]
    base: re.Pattern[str]
    base_year: re.Pattern[str]
    prior_final: re.Pattern[str]
    own_budget: re.Pattern[str]
    level_budget: re.Pattern[str]
    level_adjusted: re.Pattern[str]
    level_final: re.Pattern[str]
    reason: re.Pattern[str]
    use: re.Pattern[str]
    among: re.Pattern[str]
    ordinal: re.Pattern[str]
    stop_after: re.Pattern[str]
    stop_before: re.Pattern[str]
    stop_clause: re.Pattern[str]
    stop_subject: re.Pattern[str]
    planned: re.Pattern[str]


def _words(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _lexicon(data: Any) -> Lexicon[Phrase]:
    """Everything that may name a subject; concepts first, then sides, then funds."""
    concepts = [
        (
            row["pattern"],
            Phrase(
                "concept", row["concept"], "", row.get("needs", ""), row.get("inside", ""), row.get("reception", "")
            ),
        )
        for row in data["concepts"]
    ]
    sides = [(row["pattern"], Phrase("side", row["side"], row["grade"])) for row in data["sides"]]
    funds = [(row["pattern"], Phrase("fund", row["fund"])) for row in data["funds"]]
    return Lexicon([*concepts, *sides, *funds])


def load_phrases() -> PhraseRules:
    """The phrases of the package."""
    data = rule_yaml(FILE)
    change, level, stop = data["change"], data["level"], data["stop"]
    up, down = _words(change["up"]), _words(change["down"])
    hedge = change["hedge"]
    return PhraseRules(
        lexicon=_lexicon(data),
        funds=tuple((re.compile(row["pattern"]), row["fund"]) for row in data["funds"]),
        change_up=re.compile(f"(?:{up})$"),
        change=re.compile(
            # 减增加, 增加增加, 增加持平: of a template's words to choose from, one was not or only half deleted
            f"(?P<each>各自?|均|分别|共|总体|同比|环比)?(?:增(?=减少|增加)|减(?=增加|减少)|增加(?=增加)|减少(?=减少))?(?P<word>{up}|{down})"
            f"(?P<other>\\((?:{up}|{down}|或|持平|/)+\\)|/(?:{up}|{down}))?"
            f"(?:了|额|金额|幅度|数额|数|比例|率|幅)?(?:各|均)?(?:为|是|:|达|至)?$"
        ),
        no_change=re.compile(f"(?:增加(?=持平)|减少(?=持平)|(?P<hedge>{hedge}))?(?P<none>{change['none']})"),
        base=re.compile(
            f"(?:与|比|较|同|和|比较|相比|相较|对比|按?(?:相同|同|可比)口径[比较与])(?:于)?(?P<base>{_NOT_A_NAME}(?:{change['base']})"
            f"[^,，。;:增减]{{0,18}}?)(?:相比(?:较)?|相较|比较|对比|同期(?:相比)?|(?=[,，(]|$|{up}|{down}|{hedge}|{change['none']}|均|各))|同比|较上年|比上年|比去年"
        ),
        base_year=re.compile("20\\d\\d(?=年|预算)|上一年度?|上年度?|去年"),
        prior_final=re.compile(change["prior_final"]),
        own_budget=re.compile(change["own_budget"]),
        level_budget=re.compile(level["budget"]),
        level_adjusted=re.compile(level["adjusted"]),
        level_final=re.compile(level["final"]),
        reason=re.compile(data["reason"]),
        use=re.compile(data["use"]),
        among=re.compile(data["among"]),
        ordinal=re.compile(data["ordinal"]),
        stop_after=re.compile(stop["after"]),
        stop_before=re.compile(f"(?:{stop['before']})$"),
        stop_clause=re.compile(stop["clause"]),
        stop_subject=re.compile(f"(?:{stop['before_subject']})(?:了|的)?$"),
        planned=re.compile(data["assets"]["planned"]),
    )
