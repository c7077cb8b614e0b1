"""Checks: every rule on the facts of one document, worded for the reader; each fact's final status.

In     facts as merged, sections, tables, performance forms, rules.
Out    ``Checked``: facts with final status and confidence, checks, findings, completeness, and suspected misreadings.
Never  changes a value; counts a missing figure as passed; accuses where scope or reading may explain the gap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from decimal import Decimal

from budgetextract.checks.closing import Closing, closings
from budgetextract.checks.completeness import completeness_of
from budgetextract.checks.contested import contested_findings
from budgetextract.checks.cut_mentions import cut_mentions
from budgetextract.checks.engine import evaluate_all
from budgetextract.checks.findings import findings_of
from budgetextract.checks.index import Book
from budgetextract.checks.mentions import evaluate_mentions
from budgetextract.checks.misnamed import misnamed, unlike
from budgetextract.checks.outcome import Outcome
from budgetextract.checks.partitions import evaluate_partitions
from budgetextract.checks.reading import wholly_read_tables
from budgetextract.checks.report import checks_of
from budgetextract.checks.special import Given, special_results
from budgetextract.checks.special_years import wrongly_dated
from budgetextract.checks.status import final_facts
from budgetextract.checks.unsure import unsure_findings
from budgetextract.checks.wording import Namer
from budgetextract.model.disclosure import Check, Completeness, Finding
from budgetextract.model.document import Extracted, ReadProblem, Segmented
from budgetextract.model.facts import FactDraft, PerformanceRead
from budgetextract.record import record
from budgetextract.rules.bundle import Rules

_FINAL_KINDS = frozenset({"department_final", "unit_final", "government_final"})
_GOVERNMENT = frozenset({"government_budget", "government_final"})
"""Kinds whose totals follow other rules (revenue by type, transfers, debt): only repeated figures are compared."""
_WORDING = "change_direction_wording"
_PRIOR_YEAR_RULES = frozenset({"prior_year_is_current_minus_change", "prior_year_columns_agree"})
_RANK = {"error": 0, "warning": 1, "info": 2}


@record(slots=False)
class Checked:
    """What the checks say about one document."""

    facts: tuple[FactDraft, ...]
    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    completeness: tuple[Completeness, ...]
    problems: tuple[ReadProblem, ...] = ()
    closings: Mapping[int, Closing] = field(default_factory=dict)
    """How the inner sums of each table came out, by its index."""

    @property
    def doubtful_tables(self) -> tuple[int, ...]:
        """Indexes of tables whose own sums fail or look misread, the worst first: worth a second reading."""
        failed = [(-one.failed, -one.worst, index) for index, one in self.closings.items() if one.failed]
        return tuple(index for _, _, index in sorted(failed))


def run_checks(
    facts: Sequence[FactDraft],
    segmented: Segmented,
    extracted: Extracted,
    performance: PerformanceRead,
    rules: Rules,
) -> Checked:
    """Evaluate all rules; findings come worst first, in the order of the rules within one severity."""
    identity = segmented.identity
    kind = document_kind(identity.kind, facts)
    year = identity.fiscal_year or _usual_year(facts)
    wrong_names = misnamed(facts, rules)
    doubtful = frozenset(one.fact.id for one in wrong_names) | wrongly_dated(facts, segmented, extracted)
    book = Book(facts, year, kind, wholly_read_tables(facts, extracted), doubtful, unlike(facts, rules))
    outcomes = [] if identity.kind in _GOVERNMENT else evaluate_all(book, rules.identities)
    outcomes += list(cut_mentions(outcomes))
    outcomes += evaluate_partitions(outcomes, book, rules.identities)
    outcomes += evaluate_mentions(book, rules.identities)
    namer = Namer(rules, year)
    given = Given(facts, book, segmented, extracted, performance, rules, namer, wrong_names)
    completeness = completeness_of(facts, segmented, extracted, identity.kind, year, rules.identities)
    special = special_results(given, completeness)
    final, unsure = unsure_findings(final_facts(facts, outcomes, rules.confidence), extracted.source.pages, namer)
    found = findings_of(outcomes, book, namer, _wider(book))
    findings = _once([*found, *special.findings, *contested_findings(final, namer), *unsure])
    findings.sort(key=lambda finding: _RANK[finding.severity])
    return Checked(
        facts=final,
        checks=(*checks_of(outcomes), *special.checks),
        findings=tuple(findings),
        completeness=completeness,
        problems=_problems(outcomes),
        closings=closings(outcomes),
    )


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """Without the sums that fail only because a rise is called a fall: the wording is reported by itself.

    A prior-year column that differs is told once, although two rules see it.
    """
    turned = {finding.facts[0] for finding in findings if finding.code == _WORDING and finding.facts}
    told: set[frozenset[str]] = set()
    out: list[Finding] = []
    for finding in findings:
        if finding.code in _PRIOR_YEAR_RULES:
            names = frozenset(finding.facts)
            if names & turned or names in told:
                continue
            told.add(names)
        out.append(finding)
    return out


def document_kind(kind: str, facts: Sequence[FactDraft]) -> str:
    """ "final" or "budget": which identities apply; where the document does not say, what its facts are."""
    if kind in _FINAL_KINDS:
        return "final"
    if kind != "unknown" and kind != "three_public":
        return "budget"
    spent, planned = (sum(fact.key.measure == measure for fact in facts) for measure in ("final", "budget"))
    return "final" if spent and spent >= planned else "budget"


def _usual_year(facts: Sequence[FactDraft]) -> int:
    years = [fact.key.fiscal_year for fact in facts]
    return max(set(years), key=years.count) if years else 0


def _wider(book: Book) -> dict[int, Decimal]:
    """三公 with 会议费 and 培训费 together, by year, where all three are stated."""
    out: dict[int, Decimal] = {}
    for year, measure in book.frames:
        parts = [
            book.whole.get(name, measure, year, ())
            for name in ("three_public.total", "conference.total", "training.total")
        ]
        stated = [part.value for part in parts if part is not None]
        if len(stated) == len(parts):
            out[year] = sum(stated, Decimal(0))
    return out


def _problems(outcomes: Sequence[Outcome]) -> tuple[ReadProblem, ...]:
    """Suspected reading errors as issues, one a place."""
    out: dict[tuple[int, str], ReadProblem] = {}
    for outcome in outcomes:
        if outcome.reason != "parse_guard" or not outcome.left:
            continue
        statement = outcome.left[0].entry.statement
        out.setdefault(
            (statement.page, outcome.identity.id),
            ReadProblem(
                code="suspected_reading_error",
                page=statement.page or None,
                bbox=statement.bbox if statement.page else None,
                args=(("check", outcome.identity.id), ("stated", statement.stated)),
            ),
        )
    return tuple(out.values())
