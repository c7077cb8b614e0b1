"""What the special rules look at, and how they report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field

from budgetextract.checks.index import Book
from budgetextract.checks.misnamed import Misnamed
from budgetextract.checks.wording import Namer, sources
from budgetextract.model.compact import new_check, new_source
from budgetextract.model.disclosure import Check, CheckStatus, Finding, Severity, Source, Text
from budgetextract.model.document import BBox, Extracted, Segmented
from budgetextract.model.facts import FactDraft, PerformanceRead, Statement
from budgetextract.record import record
from budgetextract.rules.bundle import Rules


@record(slots=False)
class Given:
    """One document as the special rules see it."""

    facts: Sequence[FactDraft]
    book: Book
    segmented: Segmented
    extracted: Extracted
    performance: PerformanceRead
    rules: Rules
    namer: Namer
    misnamed: Sequence[Misnamed] = ()


@record(frozen=False, slots=False)
class Report:
    """Checks and findings of the special rules, filled while they run."""

    given: Given
    checks: list[Check] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def applies(self, rule: str) -> bool:
        return self.given.book.kind in self.given.rules.identities.special[rule].applies

    def passed(self, rule: str, message: Text, facts: Sequence[FactDraft] = ()) -> None:
        """A check that holds."""
        self._check(rule, "pass", self._severity(rule, None), message, facts)

    def failed(
        self,
        rule: str,
        message: Text,
        *,
        facts: Sequence[FactDraft] = (),
        statements: Sequence[Statement] = (),
        at: Sequence[Source] = (),
        severity: Severity | None = None,
        code: str | None = None,
    ) -> None:
        """A check that fails, with its finding (``code`` where another name fits better than the rule's)."""
        level = self._severity(rule, severity)
        self._check(rule, "fail", level, message, facts)
        self.findings.append(
            Finding(
                code=code or rule,
                severity=level,
                facts=[fact.id for fact in facts],
                source=list(at) or sources(facts, statements),
                check=rule,
                message=message,
            )
        )

    def noticed(self, code: str, message: Text, *, at: Sequence[Source], severity: Severity) -> None:
        """A finding that no rule of identities.yaml names."""
        self.findings.append(Finding(code=code, severity=severity, source=list(at), message=message))

    def _severity(self, rule: str, severity: Severity | None) -> Severity:
        if severity is not None:
            return severity
        return _severity_of(self.given.rules.identities.special[rule].severity)

    def _check(
        self, rule: str, status: CheckStatus, severity: Severity, message: Text, facts: Sequence[FactDraft]
    ) -> None:
        self.checks.append(
            new_check(
                id=rule,
                bindings={},
                status=status,
                severity=severity,
                facts=[fact.id for fact in facts],
                message=message,
            )
        )


def _severity_of(text: str) -> Severity:
    return "error" if text == "error" else "warning" if text == "warning" else "info"


def place(page: int, bbox: BBox | None = None, text: str = "", table: int | None = None) -> Source:
    """A place in the document that is no mention of a fact."""
    return new_source(page=page or None, bbox=bbox if page else None, text=text[:160], table=table)
