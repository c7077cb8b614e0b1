"""Whatever a document states, the checks end, name only facts of the document, and can be written as JSON."""

from __future__ import annotations

from drafts import empty_document, facts_of
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetextract.checks.run import run_checks
from budgetextract.model.facts import PerformanceRead
from budgetextract.rules.bundle import load_rules

CONCEPTS = st.sampled_from(
    [
        "income.total", "income.current_year", "income.fiscal_appropriation", "income.general_public_budget",
        "income.carryover", "expenditure.total", "expenditure.current_year", "expenditure.basic", "expenditure.project",
        "expenditure.basic.personnel", "three_public.total", "three_public.reception", "operating_funds.total",
        "procurement.total", "procurement.goods", "staff.establishment", "staff.on_duty", "assets.vehicles",
    ]
)  # fmt: skip
TAGS = st.sampled_from(["", "[change]", "[change_rate]", "[share]", "[completion_rate]", "[-1]", "[reported -1]"])
DIMENSIONS = st.sampled_from(
    [
        "", "{fund=fiscal_appropriation}", "{fund=general_public_budget}", "{function=201}", "{function=20101}",
        "{function=2010101}", "{economy=302}", "{economy=30201}", "{organisation=甲}", "{base=prior_final}",
        "{function=201, fund=general_public_budget}", "{project=甲}", "{post_type=institution}",
    ]
)  # fmt: skip
PLACES = st.sampled_from(
    [
        "narrative", "income_expenditure_summary", "expenditure_by_function", "general_public_by_function",
        "basic_by_economy", "three_public", "performance_department", "performance_project",
        "final_expenditure_by_function",
    ]
)  # fmt: skip
VALUES = st.decimals(min_value=-(10**6), max_value=10**6, places=2).map(lambda value: f"{value:f}")
LINES = st.builds(
    lambda concept, tags, dims, value, place: f"{concept}{tags}{dims} = {value} @{place}",
    CONCEPTS, TAGS, DIMENSIONS, VALUES, PLACES,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, max_size=40), st.sampled_from(["budget", "final"]))
def test_the_checks_always_end_well(lines: list[str], kind: str) -> None:
    facts = facts_of(lines, kind)
    result = run_checks(facts, *empty_document(kind), PerformanceRead(), load_rules())
    ids = {fact.id for fact in facts}
    assert [fact.id for fact in result.facts] == [fact.id for fact in facts]
    assert [fact.value for fact in result.facts] == [fact.value for fact in facts]
    for one in (*result.checks, *result.findings):
        assert set(one.facts) <= ids
        assert one.model_dump_json(exclude_none=True)
    for check in result.checks:
        assert check.status in {"pass", "fail", "insufficient"}
        assert check.status != "pass" or check.facts or check.id in load_rules().identities.special
