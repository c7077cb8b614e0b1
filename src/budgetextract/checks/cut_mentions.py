"""Percents printed twice, once rounded and once cut off: the rule on the percent looks at one of them only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from budgetextract.checks.index import Entry
from budgetextract.checks.interval import Printed, judge_ratio
from budgetextract.checks.outcome import Outcome, Used


def cut_mentions(outcomes: Sequence[Outcome]) -> Iterator[Outcome]:
    """For each percent that agrees with its figures, its other mentions that are those figures cut off."""
    for outcome in outcomes:
        if outcome.identity.ratio is None or outcome.status != "pass" or outcome.truncated or outcome.where:
            continue
        used = outcome.left[0]
        if len(used.entry.fact.statements) < 2:
            continue
        figures = [one.entry.printed(one.sign) for one in outcome.right]
        of, to = figures[: outcome.of_count], figures[outcome.of_count :]
        told = {used.entry.value}
        for statement in used.entry.fact.statements:
            if statement.value in told:
                continue
            told.add(statement.value)
            verdict = judge_ratio(Printed(statement.value, statement.precision, used.sign), of, to)
            if verdict is not None and verdict.truncated:
                yield replace(outcome, left=(Used(Entry(used.entry.fact, statement), used.sign),), verdict=verdict)
