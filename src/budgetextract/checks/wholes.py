"""A figure of a performance form that counts another whole by the same words.

A form may count the carry-over of fiscal money as 财政拨款: rightly so, and no contradiction of the budget's figure.
"""

from __future__ import annotations

from collections.abc import Sequence

from budgetextract.checks.engine import equals_another
from budgetextract.checks.index import Book, Entry
from budgetextract.checks.outcome import Outcome, Used
from budgetextract.checks.resolve import Bound, Found, Frame, find, term_index
from budgetextract.model.facts import FactDraft, Statement
from budgetextract.rules.identities import Identity, IdentityRules, Term

ANOTHER_WHOLE = "whole"
"""Reason of an outcome: the form's figure is that of another whole."""
_FORM = "performance"


def of_another_whole(fact: FactDraft, statement: Statement, book: Book, rules: IdentityRules) -> bool:
    """Whether a form's figure is a sum that the rules on forms accept beside the budget's figure (``or_equal``)."""
    return statement.origin == _FORM and any(
        _fits(identity, fact, statement, book, rules) for identity in rules.identities if _about(identity, fact, book)
    )


def explained(outcomes: Sequence[Outcome]) -> tuple[Statement, ...]:
    """The mentions of forms that the outcomes call another whole."""
    return tuple(outcome.left[0].entry.statement for outcome in outcomes if outcome.reason == ANOTHER_WHOLE)


def _about(identity: Identity, fact: FactDraft, book: Book) -> bool:
    """Whether a rule is about the form's figure of this fact."""
    left = identity.left
    own = tuple(pair for pair in fact.key.dimensions if pair[0] not in identity.context)
    return (
        bool(identity.or_equal)
        and book.kind in identity.applies
        and left.origins == (_FORM,)
        and left.concept == fact.key.concept
        and left.own == own
        and (left.measure or book.value_measure) == fact.key.measure
    )


def _fits(identity: Identity, fact: FactDraft, statement: Statement, book: Book, rules: IdentityRules) -> bool:
    context = tuple(pair for pair in fact.key.dimensions if pair[0] in identity.context)
    bound, frame = Bound({}, context), Frame(fact.key.fiscal_year, fact.key.measure)

    def look_up(term: Term) -> Found | None:
        index = term_index(term, book.whole, book, fixed_place=False)
        return find(term, bound, frame, index, rules.or_unless)

    return equals_another(identity, (Used(Entry(fact, statement)),), look_up)
