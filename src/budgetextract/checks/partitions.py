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
        used_parts = tuple(Used(part) for part in parts if part is not None)
        left = _beside(base.left[0].entry, measure, comparison, book) if identity.left.total_of else None
        if identity.left.total_of and left is None:
            continue
        lefts = [left.printed()] if left is not None else [Printed(identity.left.constant or Decimal(0), Decimal(0))]
        verdict = judge_sum(lefts, [used.entry.printed() for used in used_parts])
        unsure = not verdict.holds and (base.blanks > 0 or len(used_parts) < len(parts)) and measure == "change"
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
    dims = tuple(sorted((*key.dimensions, ("base", base)))) if base else key.dimensions
    return book.whole.get(key.concept, measure, key.fiscal_year, dims)
