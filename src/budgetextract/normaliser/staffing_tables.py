"""Staffing tables (编制数 | 在职 | 离退休): counts by column, row and organisation."""

from __future__ import annotations

from budgetextract.model.document import Extracted, Segmented
from budgetextract.model.facts import Statement
from budgetextract.rules.staffing import StaffingRules


def table_counts(extracted: Extracted, segmented: Segmented, rules: StaffingRules, year: int) -> list[Statement]:
    """Statements out of the tables whose head names posts or heads."""
    return []
