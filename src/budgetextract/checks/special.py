"""The rules that are not sums over facts: words, names, counts, the whole document (``special`` in identities.yaml)."""

from __future__ import annotations

from collections.abc import Sequence

from budgetextract.checks.given import Given, Report
from budgetextract.checks.special_amounts import amount_rules
from budgetextract.checks.special_codes import code_rules, outdated_names
from budgetextract.checks.special_contents import contents_rules
from budgetextract.checks.special_dates import date_rules
from budgetextract.checks.special_document import document_rules
from budgetextract.checks.special_facts import fact_rules
from budgetextract.checks.special_mirrors import mirror_rules
from budgetextract.checks.special_names import name_rules
from budgetextract.checks.special_performance import performance_rules
from budgetextract.model.disclosure import Check, Completeness, Finding
from budgetextract.record import record

__all__ = ["Given", "Special", "special_results"]


@record(slots=False)
class Special:
    """Checks and findings of the special rules."""

    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]


def special_results(given: Given, completeness: Sequence[Completeness]) -> Special:
    """All special rules on one document."""
    report = Report(given)
    fact_rules(report)
    name_rules(report)
    code_rules(report)
    outdated_names(report)
    mirror_rules(report)
    amount_rules(report)
    date_rules(report)
    performance_rules(report)
    contents_rules(report)
    document_rules(report, completeness)
    return Special(tuple(report.checks), tuple(report.findings))
