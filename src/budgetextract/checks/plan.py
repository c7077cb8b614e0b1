"""The plan of an identity: what is worked out once for it, and the bindings under which its left side is stated."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from budgetextract.checks.index import DERIVED_MEASURES, Book, Index
from budgetextract.checks.resolve import Bound, Frame, left_bindings, substitute, term_measure
from budgetextract.record import record
from budgetextract.rules.identities import Identity, Term

_PRIOR_MEASURES = ("budget", "reported", "final")


@record(eq=False)
class Plan:
    """One identity prepared: ``terms`` are the right side, or numerator and denominator of a ratio.

    ``combinations``: each set of listed variables; ``selectors``: variables that the left figures bind; ``bases``: the
    bases of a change to try; ``derived``: a term is a change, rate or share; ``several``: a term is of another year.
    """

    identity: Identity
    terms: tuple[Term, ...]
    combinations: tuple[Mapping[str, str], ...]
    selectors: Mapping[str, str]
    bases: tuple[str, ...]
    derived: bool
    several: bool
    left_options: tuple[str, ...]
    """Concepts that the left side can be, empty where any concept can."""


@cache
def plan_of(identity: Identity) -> Plan:
    """The plan of one identity, made once."""
    ratio = identity.ratio or ((), ())
    terms = (*identity.right, *ratio[0], *ratio[1])
    everything = (identity.left, *terms)
    listed = {name: values for name, values in identity.for_each if not isinstance(values, str)}
    rows = zip(*listed.values(), strict=True) if identity.pairwise else itertools.product(*listed.values())
    changes_on_the_right = any(term.measure in DERIVED_MEASURES for term in identity.right)
    left = identity.left
    options: tuple[str, ...] = listed.get(left.variable, ()) if left.variable else (left.concept,)
    return Plan(
        identity=identity,
        terms=terms,
        combinations=tuple(dict(zip(listed, row, strict=True)) for row in rows),
        selectors={name: values for name, values in identity.for_each if isinstance(values, str)},
        bases=("", "prior_final") if left.measure not in DERIVED_MEASURES and changes_on_the_right else ("",),
        derived=any(term.measure in DERIVED_MEASURES for term in everything),
        several=any(term.year_offset != "0" for term in everything),
        left_options=(*options, *left.alternatives, *left.parts) if options else (),
    )


def frames(plan: Plan, book: Book) -> Sequence[Frame]:
    """Years and measures to look at: rules over changes, shares or two years only for the document's own money."""
    if plan.several:
        return [Frame(book.fiscal_year, book.value_measure, prior) for prior in _PRIOR_MEASURES]
    if plan.derived:
        return [Frame(book.fiscal_year, measure) for measure in (book.value_measure, "reported")]
    if plan.identity.group == "performance":
        return [Frame(book.fiscal_year, book.value_measure)]
    return [Frame(year, measure) for year, measure in book.frames]


def bindings(plan: Plan, index: Index, frame: Frame, kind: str) -> Iterator[Bound]:
    """Each set of variables and context for which the left side is stated in ``index``, once."""
    left = plan.identity.left
    if left.offset is not None and plan.left_options:
        measure, year = term_measure(left, frame, left.offset), frame.year + left.offset
        if not any((name, measure, year) in index.groups for name in plan.left_options):
            return
    seen: set[tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...], str]] = set()
    for variables in plan.combinations:
        offset = left.offset if left.offset is not None else int(substitute(left.year_offset, variables))
        year, measure = frame.year + offset, term_measure(left, frame, offset)
        for concept, extra in _concepts(left, variables, plan.selectors, index, (measure, year)):
            group = index.groups.get((concept, measure, year))
            if group is None:
                continue
            named = {**variables, **extra}
            open_selectors = {name: selector for name, selector in plan.selectors.items() if name not in extra}
            for bound, context, base in left_bindings(left, named, open_selectors, plan.identity.context, group):
                for one in (base,) if base else plan.bases:
                    key = (tuple(bound.items()), context, one)
                    if key not in seen and _comparable(plan, frame, one, kind):
                        seen.add(key)
                        yield Bound(bound, context, one)


def _concepts(
    left: Term, variables: Mapping[str, str], selectors: Mapping[str, str], index: Index, stated: tuple[str, int]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Concepts that the left term can name, with the variable this binds."""
    if left.variable in selectors:
        measure, year = stated
        for concept, other, when in index.groups:
            if other == measure and when == year:
                yield concept, {left.variable: concept}
        return
    concept = variables[left.variable] if left.variable else left.concept
    yield concept, {}
    for option in (*left.alternatives, *left.parts):
        yield option, {}


def _comparable(plan: Plan, frame: Frame, base: str, kind: str) -> bool:
    """Whether the prior-year measure is the one that the base of the change means (budget documents only)."""
    if not frame.prior or plan.identity.any_prior or kind == "final" or not plan.derived:
        return True
    return (frame.prior != "budget") if base else (frame.prior == "budget")
