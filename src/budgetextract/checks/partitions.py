"""Rules over the parts of another identity: shares sum to 100, changes of the parts sum to the change of the total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from budgetextract.checks.index import Book, Entry
from budgetextract.checks.interval import Printed, judge_sum
from budgetextract.checks.outcome import Outcome, Used
from budgetextract.rules.identities import Identity, IdentityRules

_OTHER_WHOLE = 5
"""Shares that miss 100 by more (percent) are shares of another whole, which the rule on each share reports."""
_BASES = ("", "prior_final")


def evaluate_partitions(outcomes: Sequence[Outcome], book: Book, rules: IdentityRules) -> list[Outcome]:
    """Outcomes of the rules with ``parts_of``, for each partition that itself holds (``outcomes`` of the values).

    A partition counts when the parts that are not zero all state their share or change; otherwise what is missing
    could carry any gap, and nothing is said.
    """
    held: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.status == "pass" and outcome.identity.relation == "=" and outcome.identity.ratio is None:
            held.setdefault(outcome.identity.id, []).append(outcome)
    found: list[Outcome] = []
    for identity in rules.identities:
        if book.kind not in identity.applies or not any(term.parts_of for term in identity.right):
            continue
        names = next((values for name, values in identity.for_each if name == "identity"), ())
        seen: set[tuple[str, ...]] = set()
        for name in names:
            for base in held.get(name, ()):
                for outcome in _evaluate(identity, base, book):
                    facts = tuple(outcome.fact_ids)
                    if facts not in seen:
                        seen.add(facts)
                        found.append(outcome)
    return found


def _evaluate(identity: Identity, base: Outcome, book: Book) -> Iterator[Outcome]:
    measure = identity.right[0].measure
    if any(used.sign < 0 for used in base.right):
        return
    for comparison in _BASES if measure == "change" else ("",):
        parts = [_beside(used.entry, measure, comparison, book) for used in base.right]
        if sum(1 for part in parts if part is not None) < 2:
            continue
        if any(part is None and used.entry.value for part, used in zip(parts, base.right, strict=True)):
            continue
        untold = _untold(base, measure, comparison, book) if base.blanks else ()
        more = [part for part in untold or () if part.value]
        used_parts = tuple(Used(part) for part in (*parts, *more) if part is not None)
        left = _beside(base.left[0].entry, measure, comparison, book) if identity.left.total_of else None
        if identity.left.total_of and left is None:
            continue
        lefts = [left.printed()] if left is not None else [Printed(identity.left.constant or Decimal(0), Decimal(0))]
        verdict = judge_sum(lefts, [used.entry.printed() for used in used_parts])
        gaps = untold is None or any(part is None for part in parts)
        unsure = not verdict.holds and gaps and measure == "change"
        if measure == "share" and abs(verdict.difference) > _OTHER_WHOLE:
            continue
        unsure = unsure or (not verdict.holds and measure == "share" and verdict.difference > 0 and base.blanks > 0)
        bindings = dict(base.bindings) | {"identity": base.identity.id}
        if comparison:
            bindings["base"] = comparison
        yield Outcome(
            identity=identity,
            bindings=tuple(sorted(bindings.items())),
            where="",
            status="pass" if verdict.holds else "insufficient" if unsure else "fail",
            severity=identity.severity,
            left=(Used(left),) if left is not None else (),
            right=used_parts,
            verdict=verdict,
            reason="incomplete" if unsure else "",
        )


def _beside(entry: Entry, measure: str, base: str, book: Book) -> Entry | None:
    """The figure of the same key with another measure (share, change), against one base."""
    key = entry.key
    return book.whole.get(key.concept, measure, key.fiscal_year, _with(key.dimensions, base))


def _with(dims: tuple[tuple[str, str], ...], base: str) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((*dims, ("base", base)))) if base else dims


def _untold(base: Outcome, measure: str, comparison: str, book: Book) -> tuple[Entry, ...] | None:
    """The figures, with this measure, of the parts that are blank in the partition; None where one is not stated.

    国有资本经营预算 is blank in the table and 0 in the text, 与上年持平: then nothing can carry a gap.
    """
    bound, whole = dict(base.bindings), base.left[0].entry.key
    told = {(used.entry.key.concept, used.entry.key.dimensions) for used in base.right}
    found: list[Entry] = []
    for term in base.identity.right:
        if term.sum_over is not None or term.parts or term.own is None:
            return None
        concept = bound.get(term.variable, "") if term.variable else term.concept
        dims = tuple(sorted((dict(whole.dimensions) | dict(term.own)).items()))
        if (concept, dims) in told:
            continue
        stated = book.whole.get(concept, measure, whole.fiscal_year, _with(dims, comparison))
        if stated is None:
            return None
        found.append(stated)
    return tuple(found)
