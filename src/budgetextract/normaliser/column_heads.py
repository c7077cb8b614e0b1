"""How well a printed column head fits a head of the rules, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from budgetextract.rules.header_words import TOTAL, HeaderPath
from budgetextract.rules.tables import ColumnRule, TableRule, TableRules

_NEUTRAL: Final = frozenset({"收入", "支出", "本年收入", "本年支出", TOTAL})
"""Words that a head may have or lack without a change of meaning; the heads of labels and names are such words too."""
_FISCAL: Final = "fiscal_appropriation"
_CHANGES: Final = frozenset({"change", "change_rate"})
_SUBJECT_ENDS: Final = ("预算支出", "预算", "基本支出", "拨款支出", "三公经费", "支出决算", "收入决算", "经费支出")


def candidates(path: HeaderPath, rule: TableRule, tables: TableRules) -> Sequence[tuple[ColumnRule, HeaderPath]]:
    """The heads of a table's rules that can fit a printed one: with the same last word, or with none that tells."""
    heads = tables.heads.get(rule.id)
    if heads is None:
        listed: dict[str, list[tuple[ColumnRule, HeaderPath]]] = {}
        for column in rule.money():
            for head in column.paths:
                listed.setdefault(_last(_telling(head, rule, tables)), []).append((column, head))
        heads = tables.heads[rule.id] = {word: tuple(pairs) for word, pairs in listed.items()}
    last = _last(_telling(path, rule, tables))
    return (*heads.get(last, ()), *heads.get("", ())) if last else heads.get("", ())


def score(path: HeaderPath, head: HeaderPath, column: ColumnRule, rule: TableRule, tables: TableRules) -> int:
    """-1 where a printed head does not fit a head of the rules, otherwise the higher the better.

    Every word that means something must be in the rule's head, the last one last; neutral words may be missing.
    """
    if not _measure_fits(path, head, column):
        return -1
    telling = _telling(path, rule, tables)
    wanted = _telling(head, rule, tables)
    if wanted and telling[-len(wanted) :] != wanted:
        return -1
    implied = [part for part in telling if _implied(part, column, rule, tables)]
    if any(part not in wanted and part not in implied for part in telling):
        return -1
    if path.parts and not _understood(path.parts[-1], head, rule, tables):
        return -1
    matched = sum(part in path.parts for part in head.parts)
    missing, extra = len(head.parts) - matched, len(path.parts) - matched
    same_measure = 3 if head.measure and head.measure == path.measure else 0
    return 100 + 10 * matched + 5 * len(implied) - 4 * missing - extra + same_measure


def _telling(path: HeaderPath, rule: TableRule, tables: TableRules) -> list[str]:
    """The words of a head that mean something in this table."""
    return [part for part in path.parts if part in tables.known_words and not neutral(part, rule, tables)]


def _last(words: Sequence[str]) -> str:
    return words[-1] if words else ""


def neutral(part: str, rule: TableRule, tables: TableRules) -> bool:
    """True for a word without a meaning of its own in this table."""
    if part in _NEUTRAL:
        other_side = "支出" if rule.id.startswith(("income_by", "final_income_by")) else "收入"
        opposed = other_side in part and not rule.side_by_side
        return part == TOTAL or not (opposed or part in rule.leaves)
    if part.startswith("本年") and part.endswith(_SUBJECT_ENDS):
        return True
    return part in tables.words.label or part in tables.words.name


def _understood(leaf: str, head: HeaderPath, rule: TableRule, tables: TableRules) -> bool:
    """True where the last word is known, or only names the table's subject (本年一般公共预算支出)."""
    if leaf in tables.known_words or leaf in head.parts or neutral(leaf, rule, tables):
        return True
    return len(leaf) >= 4 and leaf.endswith(_SUBJECT_ENDS)


def _implied(part: str, column: ColumnRule, rule: TableRule, tables: TableRules) -> bool:
    """True for a fund's word above a column that is of that fund anyway, for a 三公 item above its parts, and for the
    name of the whole amount above its parts (采购金额 above the funds it is paid from).
    """
    if part == "三公经费合计":
        return column.concept.startswith("three_public.") or column.concept in ("conference.total", "training.total")
    if part == "公务用车购置及运行费":
        return column.concept.startswith("three_public.vehicles.")
    fund = tables.fund_words.get(part)
    if fund is None:
        return any(path.parts == (part,) for one in rule.columns if one.id == "total" for path in one.paths)
    return fund == column.fund or (fund == _FISCAL and any(other.fund == _FISCAL for other in rule.columns))


def _measure_fits(path: HeaderPath, head: HeaderPath, column: ColumnRule) -> bool:
    """A head that says a measure takes a rule of that measure; a rule for last year takes no column of this one."""
    if column.measure in _CHANGES or path.measure in _CHANGES:
        return path.measure == column.measure
    if head.measure and path.measure and head.measure != path.measure:
        return False
    return not column.year_offset or path.prior or (path.year is not None and bool(path.measure))
