"""When an identity confirms a term, on bare sums of invented figures."""

from __future__ import annotations

from decimal import Decimal

from drafts import facts_of

from budgetextract.checks.confirm import confirmed
from budgetextract.checks.index import Entry
from budgetextract.checks.interval import judge_sum
from budgetextract.checks.outcome import Outcome, Used
from budgetextract.model.facts import FactDraft
from budgetextract.rules.bundle import load_rules

SUM = next(
    one for one in load_rules().identities.identities if one.relation == "=" and not one.ratio and not one.by_mention
)
NAMES = "abcdefghij"


def grid(rows: list[list[int]]) -> dict[str, FactDraft]:
    """Facts by place: "a0" is row a, column 0; each figure differs from all others and was printed by itself."""
    lines = [
        f"expenditure.project{{project={name}{column}}} = {value}.00 @narrative"
        for name, row in zip(NAMES, rows, strict=False)
        for column, value in enumerate(row)
    ]
    return {dict(fact.key.dimensions)["project"]: fact for fact in facts_of(lines)}


def sums(facts: dict[str, FactDraft], total: str, *parts: str) -> Outcome:
    left, *right = (Used(Entry(facts[name], facts[name].statements[0])) for name in (total, *parts))
    verdict = judge_sum([left.entry.printed()], [one.entry.printed() for one in right])
    return Outcome(SUM, (), "", "pass" if verdict.holds else "fail", "error", (left,), tuple(right), verdict)


def names(facts: dict[str, FactDraft], found: frozenset[str]) -> list[str]:
    return [name for name, fact in facts.items() if fact.id in found]


def table() -> dict[str, FactDraft]:
    """Total row and total column over three parts each way."""
    body = [[12, 25, 31], [47, 58, 63], [74, 89, 95]]
    rows = [[sum(row), *row] for row in body]
    return grid([[sum(column) for column in zip(*rows, strict=True)], *rows])


def test_row_sums_alone_confirm_nothing() -> None:
    facts = table()
    rows = [sums(facts, f"{row}0", *(f"{row}{column}" for column in (1, 2, 3))) for row in "abcd"]
    assert names(facts, confirmed([], rows).known) == []


def test_rows_and_columns_that_cross_confirm_each_other() -> None:
    facts = table()
    rows = [sums(facts, f"{row}0", *(f"{row}{column}" for column in (1, 2, 3))) for row in "abcd"]
    columns = [sums(facts, f"a{column}", *(f"{row}{column}" for row in "bcd")) for column in range(4)]
    assert names(facts, confirmed([], rows + columns).known) == list(facts)


def test_the_same_terms_twice_are_no_crossing() -> None:
    facts = table()
    row = sums(facts, "b0", "b1", "b2", "b3")
    assert names(facts, confirmed([], [row, row]).known) == []


def test_two_sums_that_share_an_unknown_are_no_crossing() -> None:
    facts = grid([[100, 10, 20, 30, 40], [10, 25, 31, 34, 0], [100, 21, 33, 46, 0]])
    first = sums(facts, "a0", "a1", "a2", "a3", "a4")
    shares_a1 = sums(facts, "a0", "a1", "b1", "b2", "b3")
    shares_none = sums(facts, "a0", "c1", "c2", "c3")
    assert first.status == shares_a1.status == shares_none.status == "pass"
    assert names(facts, confirmed([], [first, shares_a1]).known) == []
    assert names(facts, confirmed([], [first, shares_none]).known) == ["a0", "c1", "c2", "c3"]


def test_what_is_confirmed_counts_in_the_next_round() -> None:
    facts = grid([[100, 60, 40], [60, 11, 22, 27]])
    top = sums(facts, "a0", "a1", "a2")
    below = sums(facts, "a1", "b1", "b2", "b3")
    assert names(facts, confirmed([], [below]).known) == []
    assert names(facts, confirmed([], [top, below]).known) == ["a0", "a1", "a2", "b1", "b2", "b3"]


def test_a_figure_that_rounding_could_hide_is_not_confined() -> None:
    facts = grid([[100, 99, 1]])
    small = sums(facts, "a0", "a1", "a2")
    assert small.verdict is not None
    assert small.verdict.tolerance * 20 < Decimal(10_000) * 99
    assert names(facts, confirmed([], [small]).known) == ["a0", "a1", "a2"]
    tiny = grid([[1000, 1000, 0]])
    assert names(tiny, confirmed([], [sums(tiny, "a0", "a1", "a2")]).known) == ["a0", "a1"]
