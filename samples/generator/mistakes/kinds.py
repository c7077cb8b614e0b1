"""The kinds of mistake that can be planted, and the codes under which a reader may report each."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

from generator.mistakes import amounts, forms, names, percents
from generator.mistakes.plan import Call, Change

Kind = Callable[[Sequence[Call], random.Random], Iterator[Change]]
KINDS: dict[str, Kind] = {
    "wrong_sum": amounts.wrong_sum,
    "mirror_amounts": amounts.mirror_amounts,
    "text_against_table": amounts.text_against_table,
    "unit_slip": amounts.unit_slip,
    "form_against_text": amounts.form_against_text,
    "negative_amount": amounts.negative_amount,
    "prior_not_chaining": amounts.prior_not_chaining,
    "headcount": amounts.headcount,
    "wrong_percent": percents.wrong_percent,
    "truncated_percent": percents.truncated_percent,
    "shifted_point": percents.shifted_point,
    "percent_above_100": percents.above_100,
    "wrong_direction": percents.wrong_direction,
    "income_and_expenditure_apart": percents.apart,
    "unknown_code": names.unknown_code,
    "code_of_another": names.code_of_another,
    "mirror_codes": names.mirror_codes,
    "filled_but_empty": names.filled_but_empty,
    "template_residue": names.template_residue,
    "wrong_year": names.wrong_year,
    "contents_without_body": names.contents_without_body,
    "contents_count": names.contents_count,
    "published_late": names.published_late,
    "duplicate_indicator": forms.duplicate_indicator,
    "orphan_rows": forms.orphan_rows,
    "project_without_form": forms.project_without_form,
}


def drawn(kind: str, calls: Sequence[Call], seed: str) -> Change | None:
    """One change of a kind, by the seed; None where the document has no place for it."""
    found = list(KINDS[kind](calls, random.Random(seed)))
    return random.Random(f"{seed}/{kind}").choice(found) if found else None
