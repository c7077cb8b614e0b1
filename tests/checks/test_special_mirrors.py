"""Tables of the same money list it under the same codes."""

from __future__ import annotations

from dataclasses import replace

from drafts import empty_document, facts_of, statement

from budgetextract.checks.run import run_checks
from budgetextract.model.disclosure import Finding
from budgetextract.model.facts import PerformanceRead
from budgetextract.rules.bundle import load_rules

NAMES = {"2010301": "行政运行", "2010302": "一般行政管理事务", "2080505": "机关事业单位基本养老保险缴费支出"}
WHOLE, PART = "expenditure_by_function", "general_public_by_function"


def row(code: str, amount: str, table: str, number: int, name: str | None = None) -> object:
    fund = ",fund=general_public_budget" if table == PART else ""
    line = f"expenditure.total{{function={code}{fund}}} = {amount} @{table}"
    return statement(line, number=number, name=NAMES[code] if name is None else name)


def total(amount: str, table: str) -> str:
    fund = "{fund=general_public_budget}" if table == PART else ""
    return f"expenditure.total{fund} = {amount} @{table}"


def found(*lines: object) -> list[Finding]:
    segmented, extracted = empty_document()
    checked = run_checks(facts_of(lines), segmented, extracted, PerformanceRead(), load_rules())  # type: ignore[arg-type]
    return [one for one in checked.findings if one.code == "mirror_codes_differ"]


def lines(second: str, *, whole: str = "100", name: str | None = None) -> list[object]:
    return [
        total(whole, WHOLE),
        row("2010301", "80", WHOLE, 1),
        row("2080505", "20", WHOLE, 2),
        total("100", PART),
        row(second, "80", PART, 4, name),
        row("2080505", "20", PART, 5),
    ]


def test_one_total_under_other_codes() -> None:
    (one,) = found(*lines("2010302"))
    assert one.severity == "warning"
    for word in ("2010301 行政运行", "2010302 一般行政管理事务", "80万元"):
        assert word in one.message.zh
    assert "2010302" in one.message.en
    assert len(one.facts) == 2


def test_the_same_codes_are_no_finding() -> None:
    assert not found(*lines("2010301"))


def test_a_wider_whole_has_all_codes_of_its_part() -> None:
    (one,) = found(*lines("2010302", whole="130"), row("2210201", "30", WHOLE, 6, "住房公积金"))
    assert "后者是前者的一部分" in one.message.zh
    assert len(one.facts) == 1


def test_a_wider_whole_may_have_more_codes() -> None:
    assert not found(*lines("2010302", whole="210"), row("2010302", "110", WHOLE, 6))


def test_sets_of_two_bodies_are_not_compared() -> None:
    """The whole of the bureau alone lacks what its school spends."""
    again = [total("90", f"{WHOLE} "[:-1]), row("2010301", "90", WHOLE, 8)]
    own = [replace(facts, table=99) for facts in (statement(str(again[0]), number=7), again[1])]  # type: ignore[type-var]
    assert not found(*lines("2010302", whole="130"), row("2210201", "30", WHOLE, 6, "住房公积金"), *own)


def test_rows_that_do_not_make_up_the_total_may_lack_one() -> None:
    """A row that was not read would look like a code of the other table alone."""
    assert not found(*[line for line in lines("2010302") if "20 @expenditure" not in str(line)])


def test_a_name_that_is_not_the_codes_is_another_finding() -> None:
    assert not found(*lines("2010302", name="行政运行"))


def income(code: str, amount: str, number: int) -> object:
    return statement(f"income.total{{function={code}}} = {amount} @income_by_function", number=number, name=NAMES[code])


def spent_and_received(*received: tuple[str, str]) -> list[object]:
    rows = [income(code, amount, 4 + at) for at, (code, amount) in enumerate(received)]
    return [*lines("2010301")[:3], "income.total = 100 @income_by_function", *rows]


def test_income_under_another_code_than_its_expenditure() -> None:
    (one,) = found(*spent_and_received(("2010302", "80"), ("2080505", "20")))
    assert "2010302" in one.message.zh


def test_income_that_is_not_spent_as_it_came_may_have_codes_of_its_own() -> None:
    assert not found(*spent_and_received(("2010302", "90"), ("2080505", "10")))
