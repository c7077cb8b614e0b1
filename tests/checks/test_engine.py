"""What the engine must not do: accuse where scope, blanks or reading may explain a gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from drafts import YEAR, facts_of, statement

from budgetextract.checks.engine import evaluate_all
from budgetextract.checks.index import Book
from budgetextract.checks.outcome import Outcome
from budgetextract.model.facts import Statement
from budgetextract.rules.identities import load_identities

RULES = load_identities()


def outcomes(
    name: str, lines: Sequence[str | Statement], kind: str = "budget", *, complete: bool = False
) -> list[Outcome]:
    facts = facts_of(lines, kind)
    tables = frozenset(s.table for fact in facts for s in fact.statements if s.table is not None)
    book = Book(facts, YEAR, kind, tables if complete else frozenset())
    return [outcome for outcome in evaluate_all(book, RULES) if outcome.identity.id == name]


def statuses(
    name: str, lines: Sequence[str | Statement], kind: str = "budget", *, complete: bool = False
) -> list[tuple[str, str]]:
    return [(one.status, one.reason) for one in outcomes(name, lines, kind, complete=complete)]


PARTIAL = ["income.total = 90.00 @narrative", "income.general_public_budget = 70.00 @narrative"]


def test_a_text_that_names_some_sources_proves_nothing() -> None:
    assert statuses("income_is_sum_of_sources", PARTIAL) == [("insufficient", "incomplete")]


def test_parts_above_the_total_are_wrong_however_incomplete() -> None:
    lines = [*PARTIAL, "income.other = 30.00 @narrative"]
    assert statuses("income_is_sum_of_sources", lines) == [("fail", "")]


def test_a_table_read_wholly_has_no_unread_part() -> None:
    lines = ["income.total = 90.00 @income_expenditure_summary", "income.other = 70.00 @income_expenditure_summary"]
    assert statuses("income_is_sum_of_sources", lines) == [("insufficient", "incomplete")]
    assert statuses("income_is_sum_of_sources", lines, complete=True) == [("fail", "")]


def test_a_missing_term_is_no_pass() -> None:
    lines = ["expenditure.basic = 5.00 @narrative", "expenditure.basic.personnel = 5.00 @narrative"]
    assert statuses("basic_is_personnel_plus_public", lines) == [("insufficient", "missing")]


def test_a_total_below_its_largest_part_is_suspected_misreading() -> None:
    lines = [
        "expenditure.basic = 4.00 @narrative",
        "expenditure.basic.personnel = 30.00 @narrative",
        "expenditure.basic.public = 10.00 @narrative",
    ]
    assert statuses("basic_is_personnel_plus_public", lines) == [("insufficient", "parse_guard")]


def test_figures_of_different_places_are_one_level_milder() -> None:
    lines = [
        "expenditure.basic = 41.00 @general_public_by_function",
        "expenditure.basic.personnel = 30.00 @narrative",
        "expenditure.basic.public = 10.00 @narrative",
    ]
    (outcome,) = outcomes("basic_is_personnel_plus_public", lines)
    assert (outcome.status, outcome.severity, outcome.reason) == ("fail", "warning", "scope")


def test_the_whole_budget_and_the_fiscal_one_are_never_mixed() -> None:
    """A Jiangsu office of 2017 pays 80.00 from other funds: whole and fiscal figures differ rightly."""
    lines = [
        "expenditure.total{function=201} = 75.00 @expenditure_by_function",
        "expenditure.total{function=20102} = 75.00 @expenditure_by_function",
        "expenditure.total{function=201, fund=fiscal_appropriation} = 66.00 @fiscal_by_function",
        "expenditure.total{function=20102, fund=fiscal_appropriation} = 66.00 @fiscal_by_function",
    ]
    assert statuses("function_class_is_sum_of_sections", lines) == [("pass", ""), ("pass", "")]


def test_a_table_may_skip_the_section_level() -> None:
    lines = [
        "expenditure.total{function=201} = 9.00 @fiscal_by_function",
        "expenditure.total{function=2010101} = 4.00 @fiscal_by_function",
        "expenditure.total{function=2010102} = 5.00 @fiscal_by_function",
    ]
    assert statuses("function_class_is_sum_of_sections", lines) == [("pass", "")]


def test_a_carry_forward_makes_the_total_another_thing() -> None:
    lines = [
        "expenditure.total = 12.00 @income_expenditure_summary",
        "expenditure.carry_forward = 3.00 @income_expenditure_summary",
        "expenditure.total{function=201} = 9.00 @income_expenditure_summary",
    ]
    assert statuses("function_classes_sum_to_total", lines) == []


def test_two_sets_of_tables_are_checked_apart() -> None:
    """部门汇总 and 本级 in one document: each table balances by itself."""
    from dataclasses import replace

    from drafts import statement

    first = [
        statement("income.total = 9.00 @income_expenditure_summary"),
        statement("expenditure.total = 9.00 @income_expenditure_summary", number=1),
    ]
    second = [
        replace(statement("income.total = 4.00 @income_expenditure_summary"), table=2),
        replace(statement("expenditure.total = 4.00 @income_expenditure_summary", number=1), table=2),
    ]
    facts = facts_of([*first, *second])
    found = evaluate_all(Book(facts, YEAR, "budget", frozenset()), RULES)
    assert [one.status for one in found if one.identity.id == "income_equals_expenditure"] == ["pass", "pass"]


def test_a_set_of_one_organisation_is_no_list_of_all() -> None:
    """本级 beside 汇总 says nothing of the other organisations; one that has more than the whole does."""
    from dataclasses import replace

    from drafts import statement

    def status(own: str) -> list[str]:
        whole = statement("income.total = 9.00 @income_expenditure_summary")
        part = statement(f"income.total{{organisation=某局本级}} = {own} @income_expenditure_summary", number=1)
        book = Book(facts_of([whole, replace(part, table=2)]), YEAR, "budget", frozenset())
        return [one.status for one in evaluate_all(book, RULES) if one.identity.id == "units_sum_to_department"]

    assert (status("4.00"), status("12.00")) == (["insufficient"], ["fail"])


def test_a_budget_is_not_compared_with_the_outturn() -> None:
    lines = [
        "income.total = 10.00 @narrative",
        "income.total[change] = 2.00 @narrative",
        "income.total[reported -1] = 5.00 @income_expenditure_summary",
    ]
    assert {status for status, _ in statuses("prior_year_is_current_minus_change", lines)} <= {"insufficient"}
    assert {status for status, _ in statuses("prior_year_columns_agree", lines)} <= {"insufficient"}
    lines[2] = "income.total[budget -1] = 5.00 @income_expenditure_summary"
    assert "fail" in [status for status, _ in statuses("prior_year_is_current_minus_change", lines)]


def test_in_a_table_read_wholly_it_is_printed_so() -> None:
    lines = [
        statement(line + " @basic_by_economy")
        for line in (
            "expenditure.basic{economy=302} = 4.00",
            "expenditure.basic.personnel{economy=302} = 0.00",
            "expenditure.basic.public{economy=302} = 30.00",
        )
    ]
    assert statuses("economy_row_basic_split", lines, complete=True) == [("fail", "")]
    assert statuses("economy_row_basic_split", lines) == [("insufficient", "parse_guard")]
    guessed = [replace(line, reader="alignment") for line in lines]
    assert statuses("economy_row_basic_split", guessed, complete=True) == [("insufficient", "parse_guard")]


def test_changes_on_unequal_bases_are_not_compared() -> None:
    lines = [
        "income.total[change]{base=prior_final} = 2.00 @narrative",
        "expenditure.total[change] = 3.00 @narrative",
    ]
    assert statuses("income_change_equals_expenditure_change", lines) == []


def test_a_code_read_as_money_is_a_misreading() -> None:
    lines = [
        "expenditure.total{function=2010101} = 2010101 @expenditure_by_function",
        "expenditure.basic{function=2010101} = 5.00 @expenditure_by_function",
        "expenditure.project{function=2010101} = 5.00 @expenditure_by_function",
    ]
    assert statuses("function_row_is_sum_of_natures", lines, complete=True) == [("insufficient", "parse_guard")]


def test_another_mention_that_fits_moves_the_doubt_to_that_fact() -> None:
    lines = [
        "expenditure.basic = 41.00 @narrative",
        "expenditure.basic = 40.00 @narrative",
        "expenditure.basic.personnel = 30.00 @narrative",
        "expenditure.basic.public = 10.00 @narrative",
    ]
    assert statuses("basic_is_personnel_plus_public", lines) == [("insufficient", "conflict")]


def test_a_share_may_be_of_the_total_with_carry_over() -> None:
    """A Sichuan county gives the share of 本年拨款 in 收入总计, carry-over included."""
    lines = [
        "income.general_public_budget = 90.00 @income_expenditure_summary",
        "income.current_year = 90.00 @income_expenditure_summary",
        "income.total = 100.00 @income_expenditure_summary",
        "income.general_public_budget[share] = 90.00 @narrative",
    ]
    assert statuses("stated_share", lines) == [("pass", "")]


def test_a_carry_over_that_no_fund_names_explains_a_budget_gap() -> None:
    lines = [
        "income.general_public_budget = 90.00 @income_by_source",
        "expenditure.total{fund=general_public_budget} = 95.00 @general_public_by_function",
    ]
    assert statuses("fiscal_balance_per_budget", lines, complete=True) == [("insufficient", "incomplete")]


def test_a_table_cut_short_is_a_reading_gap() -> None:
    """A Hunan table goes on overleaf beside another: the classes of its second page are known from the summary."""
    lines = [
        "expenditure.total = 9.00 @expenditure_by_function",
        "expenditure.total{function=201} = 5.00 @expenditure_by_function",
        "expenditure.total{function=208} = 3.00 @expenditure_by_function",
        "expenditure.total{function=221} = 1.00 @income_expenditure_summary",
    ]
    assert statuses("function_classes_sum_to_total", lines, complete=True) == [("insufficient", "parse_guard")]
    lines[-1] = "expenditure.total{function=221} = 0.50 @income_expenditure_summary"
    assert statuses("function_classes_sum_to_total", lines, complete=True) == [("fail", "")]


FORM = [
    "expenditure.total = 90.00 @performance_department",
    "expenditure.total = 90.00 @expenditure_by_function",
    "income.fiscal_appropriation = 90.00 @performance_department",
    "income.fiscal_appropriation = 80.00 @income_expenditure_summary",
]


def test_a_form_that_calls_all_money_fiscal_is_an_error() -> None:
    assert statuses("whole_form_fiscal_equals_budget", FORM) == [("fail", "")]


def test_a_form_may_count_the_carry_over_as_fiscal() -> None:
    lines = [*FORM, "income.total{fund=fiscal_appropriation} = 90.00 @fiscal_appropriation_summary"]
    assert statuses("whole_form_fiscal_equals_budget", lines) == [("insufficient", "scope")]


def test_a_form_of_the_office_alone_is_not_compared_with_the_department() -> None:
    lines = ["expenditure.total = 50.00 @performance_department", *FORM[1:]]
    assert statuses("whole_form_fiscal_equals_budget", lines) == []


def test_in_an_account_what_is_carried_forward_is_no_part_of_the_row() -> None:
    lines = [
        "expenditure.total{function=2010101} = 9.00 @final_general_public_by_function",
        "expenditure.basic{function=2010101} = 4.00 @final_general_public_by_function",
        "expenditure.project{function=2010101} = 5.00 @final_general_public_by_function",
        "expenditure.carry_forward{function=2010101} = 2.00 @final_general_public_by_function",
    ]
    assert statuses("final_function_row_is_sum_of_natures", lines, "final", complete=True) == [("pass", "")]


def test_a_row_without_a_column_for_basic_is_its_parts_and_projects() -> None:
    lines = [
        "expenditure.total{function=2050202} = 9.00 @expenditure_by_function",
        "expenditure.basic.personnel{function=2050202} = 4.00 @expenditure_by_function",
        "expenditure.basic.public{function=2050202} = 2.00 @expenditure_by_function",
        "expenditure.project{function=2050202} = 3.00 @expenditure_by_function",
    ]
    assert statuses("function_row_is_sum_of_natures", lines, complete=True) == [("pass", "")]


def test_one_type_of_staff_is_no_partition() -> None:
    lines = ["staff.on_duty = 30 @narrative", "staff.on_duty{post_type=worker} = 2 @narrative"]
    assert statuses("establishment_is_sum_of_types", lines) == [("insufficient", "scope")]


def test_types_that_leave_posts_untold_are_a_note() -> None:
    lines = [
        "staff.establishment = 40 @narrative",
        "staff.establishment{post_type=administrative} = 20 @narrative",
        "staff.establishment{post_type=institution} = 10 @narrative",
    ]
    assert statuses("establishment_is_sum_of_types", lines) == [("fail", "untold")]


def test_posts_below_their_types_contradict_them_however_far() -> None:
    lines = [
        "staff.establishment = 4 @narrative",
        "staff.establishment{post_type=administrative} = 20 @narrative",
        "staff.establishment{post_type=institution} = 10 @narrative",
    ]
    assert statuses("establishment_is_sum_of_types", lines) == [("fail", "")]


def test_the_retired_may_be_told_apart_from_all_persons() -> None:
    """在职人员87人，其中：在编人员70人，编外人员17人；退休人员32人: the total is of those at work."""
    lines = ["staff.total = 87", "staff.on_duty = 70", "staff.temporary = 17", "staff.retired.ordinary = 32"]
    told = [statement(f"{line} @narrative", sentence="甲；乙") for line in lines]
    assert statuses("staff_is_sum_of_groups", told) == [("insufficient", "scope")]


def test_support_workers_may_be_counted_among_the_others() -> None:
    lines = [
        "staff.on_duty = 53 @narrative",
        "staff.on_duty{post_type=administrative} = 30 @narrative",
        "staff.on_duty{post_type=institution} = 23 @narrative",
        "staff.on_duty{post_type=worker} = 2 @narrative",
    ]
    assert statuses("establishment_is_sum_of_types", lines) == [("insufficient", "scope")]
