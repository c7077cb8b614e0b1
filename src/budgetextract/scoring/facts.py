"""Facts against gold rows: which are found, which are wrong, which are wrong and nobody said so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import field
from decimal import Decimal

from budgetextract.record import record
from budgetextract.scoring.gold import Gold, GoldFact, Pairs, Predicted, PredictedFact

GROUPS = ("table", "narrative", "staffing")
STATUSES = ("agreed", "single", "conflict")
_MOST_YUAN = Decimal(500)

FactKey = tuple[str, str, int, Pairs]
Kind = tuple[str, str, frozenset[str]]
"""(concept, measure, set of dimension keys): what the gold covers."""


@record(frozen=False)
class FactCounts:
    """Counts of one group. ``found``/``gold`` give recall, ``right``/``predicted`` precision."""

    gold: int = 0
    found: int = 0
    predicted: int = 0
    right: int = 0
    silent: int = 0
    right_in_conflict: int = 0

    def add(self, other: FactCounts) -> None:
        """Add another document's counts."""
        self.gold += other.gold
        self.found += other.found
        self.predicted += other.predicted
        self.right += other.right
        self.silent += other.silent
        self.right_in_conflict += other.right_in_conflict


@record
class FactDetail:
    """One fact that is not as it should be: ``missed``, ``wrong`` or ``spurious``."""

    what: str
    group: str
    concept: str
    measure: str
    fiscal_year: int
    dimensions: Pairs
    page: str
    gold: Decimal | None = None
    predicted: Decimal | None = None
    silent: bool = False
    fact: str = ""


@record(frozen=False)
class Standing:
    """Predicted facts of one status: how many were right, and how many their confidence had promised."""

    predicted: int = 0
    right: int = 0
    promised: float = 0.0

    def add(self, other: Standing) -> None:
        """Add another document's counts."""
        self.predicted += other.predicted
        self.right += other.right
        self.promised += other.promised


@record
class Judged:
    """One predicted fact that the gold covers, and whether it is right."""

    fact: PredictedFact
    right: bool


@record(frozen=False)
class FactScore:
    """One document's facts."""

    groups: dict[str, FactCounts] = field(default_factory=lambda: {name: FactCounts() for name in GROUPS})
    standing: dict[str, Standing] = field(default_factory=lambda: {name: Standing() for name in STATUSES})
    not_covered: int = 0
    details: list[FactDetail] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)
    uncovered: list[PredictedFact] = field(default_factory=list)
    """Predicted facts of kinds that the gold does not cover."""


def same_value(gold: Decimal, predicted: Decimal, unit: str) -> bool:
    """True when equal, or when a money gold is a rounding of the more precise prediction.

    A rounding: no further away than half of the gold's last non-zero place, and at most 500 yuan. 3267200 is a rounding
    of 3267150 to 3267250; 4000000, whose last non-zero place is a million, only of values within 500 yuan of it. A gold
    of 0 has no such place and rounds nothing. A count or a percent is not money: it must be equal.
    """
    if gold == predicted:
        return True
    if unit != "CNY" or gold == 0:
        return False
    return abs(gold - predicted) <= min(last_place(gold) / 2, _MOST_YUAN)


def last_place(value: Decimal) -> Decimal:
    """The place of the last non-zero digit: 100 for 29400500, 0.1 for 12.50."""
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)  # gold values are finite
    return Decimal(1).scaleb(exponent)


def group_of(concept: str, origin: str) -> str:
    """Staff and organisation by concept; the rest by origin, performance forms with the narrative."""
    if concept.startswith(("staff.", "org.")):
        return "staffing"
    return "table" if origin == "table" else "narrative"


def score_facts(gold: Gold, predicted: Predicted) -> FactScore:
    """Compare one document."""
    score = FactScore()
    rows: dict[FactKey, list[GoldFact]] = defaultdict(list)
    for row in gold.facts:
        rows[_key(row)].append(row)
    covered = {_kind(row) for row in gold.facts}
    only = _only_organisation(gold.facts)
    found: set[int] = set()
    tried: set[FactKey] = set()
    for fact in predicted.facts:
        key, kind = _key(fact), _kind(fact)
        if only and key not in rows and "organisation" not in kind[2]:
            named = (*key[:3], tuple(sorted((*key[3], ("organisation", only)))))
            if named in rows or kind not in covered:
                key, kind = named, (*kind[:2], kind[2] | {"organisation"})
        if kind not in covered:
            score.not_covered += 1
            score.uncovered.append(fact)
            continue
        candidates = rows.get(key, [])
        match = next((row for row in candidates if same_value(row.value, fact.value, row.unit)), None)
        score.judged.append(Judged(fact, match is not None))
        if fact.status in score.standing:
            score.standing[fact.status].add(Standing(1, int(match is not None), fact.confidence))
        if match is not None:
            found.update(id(row) for row in candidates if same_value(row.value, fact.value, row.unit))
            counts = score.groups[group_of(match.concept, match.origin)]
            counts.predicted += 1
            counts.right += 1
            counts.right_in_conflict += fact.status == "conflict"
            continue
        tried.add(key)
        _count_error(score, fact, candidates, predicted.doubted)
    for row in gold.facts:
        counts = score.groups[group_of(row.concept, row.origin)]
        counts.gold += 1
        if id(row) in found:
            counts.found += 1
        elif _key(row) not in tried:
            score.details.append(_missed(row))
    return score


def _count_error(score: FactScore, fact: PredictedFact, rows: list[GoldFact], doubted: Iterable[str]) -> None:
    """A covered fact that is not right: wrong where the gold has its key, else spurious."""
    group = group_of(fact.concept, fact.origin)
    silent = fact.status != "conflict" and fact.id not in doubted
    counts = score.groups[group]
    counts.predicted += 1
    counts.silent += silent
    score.details.append(
        FactDetail(
            what="wrong" if rows else "spurious",
            group=group,
            concept=fact.concept,
            measure=fact.measure,
            fiscal_year=fact.fiscal_year,
            dimensions=fact.dimensions,
            page=fact.page,
            gold=rows[0].value if rows else None,
            predicted=fact.value,
            silent=silent,
            fact=fact.id,
        )
    )


def _missed(row: GoldFact) -> FactDetail:
    group = group_of(row.concept, row.origin)
    return FactDetail(
        "missed", group, row.concept, row.measure, row.fiscal_year, row.dimensions, row.page, gold=row.value
    )


def _key(fact: GoldFact | PredictedFact) -> FactKey:
    return fact.concept, fact.measure, fact.fiscal_year, fact.dimensions


def _kind(fact: GoldFact | PredictedFact) -> Kind:
    return fact.concept, fact.measure, frozenset(key for key, _ in fact.dimensions)


def _only_organisation(facts: Iterable[GoldFact]) -> str:
    """The one organisation that the gold names, which a prediction may leave out; "" for none or several."""
    names = {value for fact in facts for key, value in fact.dimensions if key == "organisation"}
    return names.pop() if len(names) == 1 else ""
