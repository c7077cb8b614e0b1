"""From a figure and its subject to a statement: year, measure, sign, place."""

from __future__ import annotations

from decimal import Decimal

from budgetextract.model.facts import Key, Statement, dimensions
from budgetextract.normaliser import changes
from budgetextract.normaliser.changes import Base, Role
from budgetextract.normaliser.clauses import Passage, sentence_key
from budgetextract.normaliser.mentions import MONEY, NO_CHANGE, PERCENT, Figure
from budgetextract.normaliser.names import Names
from budgetextract.normaliser.periods import period
from budgetextract.normaliser.scope import Scope
from budgetextract.normaliser.subject import Subject
from budgetextract.record import record
from budgetextract.rules.phrases import PhraseRules

FUNDLESS = ("three_public", "conference", "training", "travel", "operating_funds", "procurement", "performance")
"""Concepts that carry no fund, whatever section states them."""
_AROUND = 60
"""Printed characters kept before a figure."""


@record
class Surroundings:
    """What the reader of one section needs to know. ``final``: a final account; ``year``: the document's."""

    section: int
    scope: Scope
    year: int
    final: bool
    names: Names
    phrases: PhraseRules
    reader: str
    owner: str
    """The end of the department's name: what may stand right before 收入预算."""
    assets_year: int
    """Year of what is held, where a sentence gives no date of its own."""


def make(
    around: Surroundings,
    passage: Passage,
    figure: Figure,
    key: Key,
    value: Decimal,
    precision: Decimal,
    unit: str,
    direction: str = "",
    name: str = "",
) -> Statement:
    """One statement with its place: the figure's box, the words around it, the whole sentence for comparing."""
    page, bbox = passage.locate(figure.start, figure.end)
    start, end = passage.sentence(figure.start)
    return Statement(
        key=key,
        value=value,
        unit=unit,
        stated=figure.stated,
        stated_unit=figure.unit,
        precision=precision,
        origin="narrative",
        page=page,
        bbox=bbox,
        text=passage.printed(max(start, figure.start - _AROUND), figure.end),
        section=around.section,
        sentence=sentence_key(passage.text[start:end]),
        reader=around.reader,
        direction=direction or (figure.stated if figure.kind == NO_CHANGE else ""),
        name=name,
    )


def amount_period(around: Surroundings, subject: Subject, role: Role, lead: str) -> tuple[int, str] | None:
    """(fiscal year, measure) of an amount by the words of its clause."""
    return period(lead, role, subject.concept, around.year, around.final, around.phrases)


def amount(
    around: Surroundings, passage: Passage, figure: Figure, subject: Subject, at: tuple[int, str]
) -> Statement | None:
    """A statement of money; None for what is no money."""
    if figure.kind != MONEY:
        return None
    value, precision, unit = figure.in_base_unit()
    key = Key(subject.concept, at[1], at[0], _dimensions(subject))
    return make(around, passage, figure, key, value, precision, unit, name=subject.printed)


def change(
    around: Surroundings, passage: Passage, figure: Figure, subject: Subject, role: Role, known: Base | None
) -> Statement | None:
    """A change or its rate, None where its sign is open or it is not over the year before.

    ``known``: the base that the sentence named before. A budget that names none means the year before; a final account
    may mean its own budget.
    """
    value, precision, unit = figure.in_base_unit()
    signed = changes.signed(role, value)
    against = role.base or known
    if signed is None or (figure.kind == PERCENT) != (role.kind == changes.RATE):
        return None
    if against is None:
        if around.final or figure.kind == NO_CHANGE:
            return None
    elif not against.before(around.year):
        return None
    base = "prior_final" if against is not None and against.prior_final else ""
    key = Key(subject.concept, role.kind, around.year, _dimensions(subject, base))
    unit = "CNY" if figure.kind == NO_CHANGE else unit
    return make(around, passage, figure, key, signed, precision, unit, role.word, subject.printed)


def share(around: Surroundings, passage: Passage, figure: Figure, subject: Subject, role: Role) -> Statement | None:
    """A share or a rate of completion; shares of what performance targets cover have no whole of ours."""
    if figure.kind != PERCENT or subject.concept.startswith("performance"):
        return None
    value, precision, unit = figure.in_base_unit()
    key = Key(subject.concept, role.kind, around.year, _dimensions(subject))
    return make(around, passage, figure, key, value, precision, unit, name=subject.printed)


def _dimensions(subject: Subject, base: str = "") -> tuple[tuple[str, str], ...]:
    return dimensions(
        fund="" if subject.concept.startswith(FUNDLESS) else subject.fund,
        function=subject.function,
        economy=subject.economy,
        government_economy=subject.government_economy,
        project=subject.project,
        reception_kind=subject.reception,
        base=base,
    )
