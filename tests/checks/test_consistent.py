"""A document whose figures are all true never fails, however it rounds; reading tables wholly; large documents."""

from __future__ import annotations

import time
from decimal import Decimal

from drafts import YEAR, empty_document, facts_of, statement
from hypothesis import given, settings
from hypothesis import strategies as st

from budgetextract.checks.engine import evaluate_all
from budgetextract.checks.index import Book
from budgetextract.checks.mentions import evaluate_mentions
from budgetextract.checks.outcome import Outcome
from budgetextract.checks.partitions import evaluate_partitions
from budgetextract.checks.reading import wholly_read_tables
from budgetextract.checks.run import run_checks
from budgetextract.model.document import Cell, Table
from budgetextract.model.facts import FactDraft, PerformanceRead, Statement
from budgetextract.rules.bundle import load_rules
from budgetextract.rules.identities import load_identities

RULES = load_identities()
ITEMS = ["2010301", "2010302", "2010350", "2080501", "2080505", "2101101", "2210201"]
TABLES = ("income_expenditure_summary", "expenditure_by_function", "general_public_by_function")


def wan(yuan: int) -> str:
    return f"{(Decimal(yuan) / 10_000).quantize(Decimal('0.01')):f}"


def lines_of(basic: dict[str, int], project: dict[str, int], before: int) -> list[str]:
    """Three tables and a text of one budget, each figure rounded by itself from yuan to 万元."""
    out: list[str] = []
    total = {code: basic[code] + project[code] for code in ITEMS}
    for table, fund in (("expenditure_by_function", ""), ("general_public_by_function", "fund=general_public_budget")):
        for length in (3, 5, 7):
            for prefix in sorted({code[:length] for code in ITEMS}):
                dims = ", ".join(part for part in (fund, f"function={prefix}") if part)
                for concept, amounts in (("total", total), ("basic", basic), ("project", project)):
                    value = sum(amount for code, amount in amounts.items() if code.startswith(prefix))
                    out.append(f"expenditure.{concept}{{{dims}}} = {wan(value)} @{table}")
        for concept, amounts in (("total", total), ("basic", basic), ("project", project)):
            own = f"{{{fund}}}" if fund else ""
            out.append(f"expenditure.{concept}{own} = {wan(sum(amounts.values()))} @{table}")
    whole = sum(total.values())
    out.append(f"income.total = {wan(whole)} @income_expenditure_summary")
    out.append(f"expenditure.total = {wan(whole)} @income_expenditure_summary")
    for prefix in sorted({code[:3] for code in ITEMS}):
        value = sum(amount for code, amount in total.items() if code.startswith(prefix))
        out.append(f"expenditure.total{{function={prefix}}} = {wan(value)} @income_expenditure_summary")
    out.append(f"expenditure.total = {wan(whole)} @narrative")
    out.append(f"expenditure.total[change] = {wan(whole - before)} @narrative")
    rate = (Decimal(100) * (whole - before) / before).quantize(Decimal("0.01"))
    out.append(f"expenditure.total[change_rate] = {rate:f} @narrative")
    share = (Decimal(100) * sum(basic.values()) / whole).quantize(Decimal("0.01"))
    out.append(f"expenditure.basic[share] = {share:f} @narrative")
    return out


def outcomes_of(facts: list[FactDraft]) -> list[Outcome]:
    tables = frozenset(s.table for fact in facts for s in fact.statements if s.table is not None)
    book = Book(facts, YEAR, "budget", tables)
    found = evaluate_all(book, RULES)
    found += evaluate_partitions(found, book, RULES)
    return found + evaluate_mentions(book, RULES)


amounts = st.lists(st.integers(10_000, 10**9), min_size=len(ITEMS), max_size=len(ITEMS))


@settings(max_examples=25, deadline=None)
@given(amounts, amounts, st.integers(10**6, 10**9))
def test_true_figures_never_fail(basic: list[int], project: list[int], before: int) -> None:
    lines = lines_of(dict(zip(ITEMS, basic, strict=True)), dict(zip(ITEMS, project, strict=True)), before)
    outcomes = outcomes_of(facts_of(lines))
    assert [one for one in outcomes if one.status == "fail"] == []
    assert sum(one.status == "pass" for one in outcomes) > 40


def test_one_wrong_digit_in_a_table_is_always_named() -> None:
    """Each figure of the three tables, wrong in one digit, is a term of a failing rule or a contradiction."""
    basic = {code: 1_234_500 + 7_100 * number for number, code in enumerate(ITEMS)}
    project = {code: 543_200 + 4_900 * number for number, code in enumerate(ITEMS)}
    lines = lines_of(basic, project, 9_000_000)
    for number, line in enumerate(lines):
        if not line.endswith(TABLES):
            continue
        head, _, place = line.rpartition(" @")
        name, _, value = head.rpartition(" = ")
        wrong = f"{Decimal(value) + 30:f}"
        changed = [*lines[:number], f"{name} = {wrong} @{place}", *lines[number + 1 :]]
        failing = [one for one in outcomes_of(facts_of(changed)) if one.status == "fail"]
        named = {used.entry.key for one in failing for used in (*one.left, *one.right)}
        assert statement(line).key in named, line


def test_a_large_document_takes_time_in_proportion() -> None:
    """A department with 200 units and 12,000 figures, as a bulk reader meets them."""
    lines: list[Statement] = []
    for unit in range(200):
        for code in ITEMS:
            for concept in ("total", "basic", "project"):
                for place in ("expenditure_by_function", "general_public_by_function", "income_by_function"):
                    lines.append(
                        statement(f"expenditure.{concept}{{function={code}, organisation=单位{unit}}} = 2.00 @{place}")
                    )
    facts = facts_of(lines)
    begun = time.process_time()
    run_checks(facts, *empty_document(), PerformanceRead(), load_rules())
    assert time.process_time() - begun < 20


def table_with(*texts: tuple[int, int, str]) -> Table:
    cells = tuple(Cell(row, column, 1, 1, text, 3, (0.0, 0.0, 1.0, 1.0)) for row, column, text in texts)
    return Table(7, "income", "收入总表", 3, None, "万元", None, (3,), (), cells, 4, 3, 1, ("项目", "金额", "其他"))


def read_cell(row: int, column: int) -> FactDraft:
    from dataclasses import replace

    (fact,) = facts_of([replace(statement("income.total = 9.00 @income"), table=7, row=row, column=column)])
    return fact


def test_a_table_with_an_amount_that_no_fact_has_was_not_read_wholly() -> None:
    from dataclasses import replace

    document = empty_document()[1]
    whole = replace(document, tables=(table_with((0, 0, "项目"), (1, 0, "合计"), (1, 1, "9.00")),))
    part = replace(document, tables=(table_with((1, 0, "合计"), (1, 1, "9.00"), (2, 2, "4.00")),))
    codes = replace(document, tables=(table_with((1, 0, "2010301"), (1, 1, "9.00")),))
    assert wholly_read_tables([read_cell(1, 1)], whole) == {7}
    assert wholly_read_tables([read_cell(1, 1)], part) == frozenset()
    assert wholly_read_tables([read_cell(1, 1)], codes) == {7}
    assert wholly_read_tables([], whole) == frozenset()
