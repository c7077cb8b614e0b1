"""Mentions of one fact against each other: text against table, table against table, form against budget."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from budgetextract.checks.index import Book, Entry
from budgetextract.checks.interval import Printed, Verdict, judge_sum
from budgetextract.checks.outcome import Outcome, Used
from budgetextract.checks.places import bare, same_place
from budgetextract.checks.wholes import ANOTHER_WHOLE, of_another_whole
from budgetextract.model.facts import FactDraft, Statement
from budgetextract.record import record
from budgetextract.rules.identities import Identity, IdentityRules

TEXT_AGAINST_TABLE = "narrative_equals_table"
REPEATED = "repeated_figures_agree"


@record
class Comparison:
    """The chosen mention of a fact beside another that does not repeat it word for word."""

    chosen: Statement
    other: Statement
    verdict: Verdict

    @property
    def last_digit(self) -> bool:
        """True where the two differ by no more than one in the coarser last digit."""
        unit = max(self.chosen.precision, self.other.precision)
        return unit > 0 and abs(self.verdict.difference) <= unit


def comparisons(fact: FactDraft) -> list[Comparison]:
    """Each further independent mention of a fact compared with the one that gave its value."""
    chosen = fact.statements[0]
    out: list[Comparison] = []
    for other in fact.statements[1:]:
        verdict = judge_sum([_printed(chosen)], [_printed(other)])
        if independent(chosen, other) or not verdict.holds:
            out.append(Comparison(chosen, other, verdict))
    return out


def independent(one: Statement, other: Statement, again: frozenset[tuple[int, int]] = frozenset()) -> bool:
    """Whether two mentions were made apart: not one printed number, one table or one sentence printed twice.

    ``again``: pairs of tables that are one table printed twice (``places.printed_again``).
    """
    if same_place(one, other):
        return False
    if one.origin != other.origin:
        return True
    if one.origin == "narrative":
        return bool(one.sentence) and bool(other.sentence) and bare(one.sentence) != bare(other.sentence)
    return one.table != other.table and (one.table, other.table) not in again


def evaluate_mentions(book: Book, rules: IdentityRules) -> list[Outcome]:
    """One outcome a pair of origins: the worst comparison of each fact with several mentions."""
    across, within = rules.identity(TEXT_AGAINST_TABLE), rules.identity(REPEATED)
    out: list[Outcome] = []
    for fact in book.facts:
        if len(fact.statements) > 1:
            compared = comparisons(fact)
            others = [one for one in compared if _another_whole(one, fact, book, rules)]
            judged = [one for one in compared if one not in others] if others else compared
            out.extend(_outcomes(fact, book, across, within, judged))
            out.extend(_undecided(one, fact, within) for one in others)
    return out


def _another_whole(comparison: Comparison, fact: FactDraft, book: Book, rules: IdentityRules) -> bool:
    """Whether a form and the budget differ because the form counts another whole."""
    one, other = comparison.chosen, comparison.other
    if comparison.verdict.holds or one.origin == other.origin:
        return False
    return of_another_whole(fact, one, book, rules) or of_another_whole(fact, other, book, rules)


def _undecided(comparison: Comparison, fact: FactDraft, within: Identity) -> Outcome:
    """Two figures of different wholes, the form's on the left."""
    form, budget = comparison.other, comparison.chosen
    if form.origin != "performance":
        form, budget = budget, form
    return Outcome(
        identity=within,
        bindings=(),
        where="",
        status="insufficient",
        severity="info",
        reason=ANOTHER_WHOLE,
        left=(Used(Entry(fact, form)),),
        right=(Used(Entry(fact, budget)),),
        verdict=judge_sum([_printed(form)], [_printed(budget)]),
    )


def _outcomes(
    fact: FactDraft, book: Book, across: Identity, within: Identity, judged: Sequence[Comparison]
) -> Iterator[Outcome]:
    worst: dict[Identity, Comparison] = {}
    for comparison in judged:
        pair = {comparison.chosen.origin, comparison.other.origin}
        identity = across if pair == {"narrative", "table"} else within
        before = worst.get(identity)
        if before is None or _badness(comparison) > _badness(before):
            worst[identity] = comparison
    for identity, comparison in worst.items():
        verdict = comparison.verdict
        twin = None if verdict.holds else book.printed_for_another(comparison.other.value, fact)
        yield Outcome(
            identity=identity,
            bindings=(),
            where="",
            status="pass" if verdict.holds else "fail",
            severity="warning" if twin is not None else severity(comparison, fact),
            reason="" if twin is None else "elsewhere",
            left=(Used(Entry(fact, comparison.other)),),
            right=(Used(Entry(fact, comparison.chosen)),),
            verdict=Verdict(
                verdict.holds,
                verdict.right,
                verdict.left,
                -verdict.difference,
                verdict.tolerance,
                truncated=verdict.truncated,
            ),
        )


def severity(comparison: Comparison, fact: FactDraft) -> str:
    """How bad a contradiction is: an error for money and counts, less where another explanation is likely.

    One in the last digit is rounding or a balanced total (a final account of a Shanghai district prints 326.71 in its
    summary and 326.72 in the details). Two tables of one kind are two sets (部门汇总 and 本级), whose scopes differ.
    """
    if comparison.last_digit:
        return "warning"
    one, other = comparison.chosen, comparison.other
    if one.table_id and one.table_id == other.table_id and one.table != other.table:
        return "info"
    if fact.key.measure in {"change", "change_rate", "share", "completion_rate"}:
        return "warning"
    if other.origin == "narrative" and _text_agrees_elsewhere(comparison, fact):
        return "warning"
    if one.origin == other.origin == "narrative":
        return "warning"  # a text may mean 本级 in one place and the whole department in the other
    return "error"


def _text_agrees_elsewhere(comparison: Comparison, fact: FactDraft) -> bool:
    """Whether another sentence gives the table's figure: then the odd one may speak of a part (本级, one fund)."""
    return any(
        statement.origin == "narrative" and judge_sum([_printed(comparison.chosen)], [_printed(statement)]).holds
        for statement in fact.statements
    )


def _badness(comparison: Comparison) -> tuple[bool, bool, object]:
    verdict = comparison.verdict
    return (not verdict.holds, verdict.truncated, abs(verdict.difference))


def _printed(statement: Statement) -> Printed:
    return Printed(statement.value, statement.precision)
