"""Codes whose printed names are not theirs: surely another code's, or unknown for an economic item."""

from __future__ import annotations

from collections.abc import Sequence

from budgetextract.model.facts import FactDraft, Statement
from budgetextract.record import record
from budgetextract.rules.bundle import Rules
from budgetextract.rules.classification import Classification
from budgetextract.rules.names import printed_name_fits

_LISTS = ("function", "economy", "government_economy")
_ITEM = 5
"""Digits of an economic item's code."""


@record
class Misnamed:
    """A code printed beside a name that surely belongs to another code of that year's list."""

    fact: FactDraft
    statement: Statement
    dimension: str
    code: str
    official: str


def misnamed(facts: Sequence[FactDraft], rules: Rules) -> list[Misnamed]:
    """Each code and printed name once a fact; unsure cases (a name the lists do not know) are left alone."""
    lists = rules.classification
    known: dict[tuple[str, str, int, str], str] = {}
    out: list[Misnamed] = []
    for fact in facts:
        for dimension, code in fact.key.dimensions:
            if dimension not in _LISTS:
                continue
            if dimension != "function" and fact.key.dimension("function"):
                continue  # the row is a function's and bears its name; the column gives the economic class
            if dimension == "government_economy" and fact.key.dimension("economy"):
                continue  # the row bears the name of one of them, which is not told
            for statement in fact.statements:
                name = statement.name.strip()
                if not name:
                    continue
                mark = (dimension, code, fact.key.fiscal_year, name)
                official = known.get(mark)
                if official is None:
                    official = known[mark] = _foreign(lists, mark)
                if official:
                    out.append(Misnamed(fact, statement, dimension, code, official))
                    break
    return out


def unlike(facts: Sequence[FactDraft], rules: Rules) -> frozenset[str]:
    """Ids of the facts with an economic item whose printed name is no known name of its code."""
    lists = rules.classification
    return frozenset(
        fact.id
        for fact in facts
        for dimension, code in fact.key.dimensions
        if dimension == "economy" and len(code) == _ITEM
        for statement in fact.statements
        if statement.name and not lists.same_name(statement.name, code, fact.key.fiscal_year, dimension)
    )


def _foreign(lists: Classification, mark: tuple[str, str, int, str]) -> str:
    """The official name of the code where the printed name is surely another's; "" where all is well or unsure."""
    verdict = printed_name_fits(*mark[:3], mark[3], lists=lists)
    return verdict.official or "" if verdict.accuses else ""
