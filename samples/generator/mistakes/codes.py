"""Under which codes (of findings or of failing checks) a reader may report each kind of mistake.

A code ending in * stands for all that begin so. One mistake often shows in several places: an altered figure breaks its
sum, and differs from the text as well.
"""

from __future__ import annotations

_SUMS = (
    "wrong_sum", "*_is_sum_*", "*_sum_to_*", "*_sums_to_*", "*_is_current_*", "basic_is_personnel_plus_public", "*_basic_split",
    "vehicles_is_purchase_plus_operation", "personnel_is_economy_301_303", "public_is_economy_302_307_310_399", "two_economic_*",
    "*_balance_per_budget", "*_equals_expenditure", "operating_funds_equals_public",
)  # fmt: skip
_ELSEWHERE = (
    "table_against_table", "text_against_table", "text_against_text", "form_against_budget", "repeated_figures_agree", "*_equals_*",
    "*_equal_*", "*_agree", "*_within_*", "whole_not_below_*", "stated_share*", "share_*", "change_*", "prior_*", "unit_slip",
    "completion_rate", "last_digit_differs", "truncated_amount", "columns_swapped",
)  # fmt: skip
_FIGURES = (*_SUMS, *_ELSEWHERE)
_PERCENTS = (
    "wrong_percent", "truncated_percent", "percent_*", "share_*", "shares_*", "stated_share*", "change_rate*", "completion_rate",
    "whole_form_shares", "repeated_figures_agree", "text_against_text", "text_against_table",
)  # fmt: skip
_CODES = ("unknown_code", "code_*", "function_code_known", "narrative_function_names", "name_*", "mirror_*")
CODES: dict[str, tuple[str, ...]] = {
    "wrong_sum": _FIGURES,
    "mirror_amounts": (*_FIGURES, "mirror_*"),
    "text_against_table": _FIGURES,
    "unit_slip": ("unit_slip", "*_unit_slip", "text_against_table"),
    "form_against_text": ("form_against_*", "whole_form_*", "project_form_*", "form_projects_sum", "text_against_table", "table_against_table", "repeated_figures_agree"),
    "negative_amount": ("negative_amount", *_FIGURES),
    "prior_not_chaining": (*_FIGURES, "prior_*"),
    "headcount": ("text_against_table", "table_against_table", "text_against_text", "headcount*", "staff_*", "establishment_*", "retired_is_sum_of_parts", "units_sum_to_department", "on_duty_*"),
    "wrong_percent": _PERCENTS,
    "truncated_percent": ("truncated_percent",),
    "shifted_point": ("shifted_point", "percent_*", *_PERCENTS),
    "percent_above_100": ("percent_above_100", "percent_*", *_PERCENTS),
    "wrong_direction": ("wrong_direction", "direction_*", "change_direction_wording", "change_rate*"),
    "income_and_expenditure_apart": ("directions_differ", "income_expenditure_direction*", "direction_*", "income_change_equals_expenditure_change", "change_*", "prior_*", "wrong_direction"),
    "unknown_code": (*_CODES, *_FIGURES),
    "code_of_another": _CODES,
    "mirror_codes": (*_CODES, *_FIGURES),
    "filled_but_empty": ("empty_statement_on_filled_table", "wrong_empty_statement"),
    "template_residue": ("no_placeholders", "template_residue"),
    "wrong_year": ("fiscal_year_differs", "fiscal_year_consistent"),
    "contents_without_body": ("toc_entries_have_body", "contents_*"),
    "contents_count": ("toc_entries_have_body", "contents_*", "required_tables_present"),
    "published_late": ("published_late", "late_publication"),
    "duplicate_indicator": ("no_duplicate_indicators", "duplicate_*"),
    "orphan_rows": ("orphan_indicators", "weights_sum_to_100"),
    "project_without_form": ("projects_have_goals", "project_without_*"),
}  # fmt: skip
