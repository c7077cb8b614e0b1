"""What normaliser and checks make of one reading of a document's tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from budgetextract.checks.run import Checked, run_checks
from budgetextract.model.document import Extracted, ReadProblem, Segmented
from budgetextract.model.facts import PerformanceRead, Statement
from budgetextract.normaliser.merge import merge
from budgetextract.normaliser.narrative import narrative_statements
from budgetextract.normaliser.performance import read_performance
from budgetextract.normaliser.projects import by_form_names
from budgetextract.normaliser.readings import OtherReading, with_readings
from budgetextract.normaliser.staffing import staffing_statements
from budgetextract.normaliser.table_facts import table_statements
from budgetextract.record import record
from budgetextract.rules.bundle import Rules


@record
class Understood:
    """The facts of one reading, judged."""

    extracted: Extracted
    segmented: Segmented
    performance: PerformanceRead
    checked: Checked
    problems: Sequence[ReadProblem]

    def statements(self, table: int) -> tuple[Statement, ...]:
        """What one table states, in no order to rely on."""
        return tuple(
            one
            for fact in self.checked.facts
            for one in fact.statements
            if one.table == table and one.origin == "table"
        )


def understand(
    extracted: Extracted,
    segmented: Segmented,
    rules: Rules,
    others: Mapping[int, Sequence[OtherReading]] | None = None,
) -> Understood:
    """Statements, facts and checks. ``others``: further readings of tables, kept beside the first that ``extracted``
    holds."""
    performance = read_performance(extracted, segmented, rules)
    from_tables, problems = table_statements(extracted, segmented, rules)
    for index, readings in (others or {}).items():
        from_tables = with_readings(from_tables, extracted.tables[index], readings)
    facts = merge(
        [
            *from_tables,
            *by_form_names(narrative_statements(segmented, extracted, rules, from_tables), performance.statements),
            *staffing_statements(segmented, extracted, rules),
            *performance.statements,
        ],
        segmented.identity.kind,
    )
    checked = run_checks(facts, segmented, extracted, performance, rules)
    return Understood(extracted, segmented, performance, checked, problems)
