"""All rules as one argument: each part is read when a stage first asks for it."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budgetextract.rules.classification import Classification
    from budgetextract.rules.concepts import Concepts
    from budgetextract.rules.confidence import ConfidenceRules
    from budgetextract.rules.identities import IdentityRules
    from budgetextract.rules.outline import OutlineRules
    from budgetextract.rules.performance import PerformanceRules
    from budgetextract.rules.phrases import PhraseRules
    from budgetextract.rules.staffing import StaffingRules
    from budgetextract.rules.table_titles import TableTitles
    from budgetextract.rules.tables import TableRules


class Rules:
    """The rule files of the package, typed; parts are loaded once and shared."""

    @cached_property
    def classification(self) -> Classification:
        from budgetextract.rules.classification import load_classification

        return load_classification()

    @cached_property
    def concepts(self) -> Concepts:
        from budgetextract.rules.concepts import load_concepts

        return load_concepts()

    @cached_property
    def confidence(self) -> ConfidenceRules:
        from budgetextract.rules.confidence import load_confidence

        return load_confidence()

    @cached_property
    def identities(self) -> IdentityRules:
        from budgetextract.rules.identities import load_identities

        return load_identities()

    @cached_property
    def outline(self) -> OutlineRules:
        from budgetextract.rules.outline import load_outline

        return load_outline()

    @cached_property
    def performance(self) -> PerformanceRules:
        from budgetextract.rules.performance import load_performance

        return load_performance()

    @cached_property
    def phrases(self) -> PhraseRules:
        from budgetextract.rules.phrases import load_phrases

        return load_phrases()

    @cached_property
    def staffing(self) -> StaffingRules:
        from budgetextract.rules.staffing import load_staffing

        return load_staffing()

    @cached_property
    def table_titles(self) -> TableTitles:
        from budgetextract.rules.table_titles import load_table_titles

        return load_table_titles()

    @cached_property
    def tables(self) -> TableRules:
        from budgetextract.rules.tables import load_tables

        return load_tables()


@cache
def load_rules() -> Rules:
    """The package's rules."""
    return Rules()
