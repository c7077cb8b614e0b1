"""Reasons (主要原因是…) state parts of a change where they name a concept and an amount: 基本支出增加10万元.

Strict: concept, change word, amount, nothing between. Where other words stand between (基本支出增加养老保险等10万元)
or the word stands first (增加基本支出10万元), the parts count only when all add up to the change they explain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from budgetextract.model.facts import Statement
from budgetextract.normaliser import changes
from budgetextract.normaliser.changes import Base, Role
from budgetextract.normaliser.clauses import Passage
from budgetextract.normaliser.mentions import MONEY, Figure
from budgetextract.normaliser.statements import Surroundings, change
from budgetextract.normaliser.subject import Context, Subject
from budgetextract.normaliser.subjects import NATURES, find
from budgetextract.record import record

_CLAUSES = re.compile(r"[、，:;]|原因是|原因为")
_LONG_CLAUSES = re.compile(r"[，;:]|原因是|原因为")
_WORD = re.compile("增加|减少|增长|下降")
_NEAR = 6
"""Characters that may stand before the concept in its clause (因, 2024年, 其中)."""


@record
class Part:
    """One part of a change. ``sure``: stated so plainly that it counts by itself."""

    statement: Statement
    sure: bool


def part(
    around: Surroundings,
    passage: Passage,
    figure: Figure,
    rest: str,
    role: Role,
    head: Subject | None,
    base: Base | None,
) -> Part | None:
    """What a figure inside of a reason states, None in most cases.

    ``rest``: the words before the figure without its change word; ``head``: the subject whose change is explained.
    A reason about one function or project speaks of that, not of the whole: nothing is taken from it.
    """
    if figure.kind != MONEY or head is None or head.function or head.economy or head.project:
        return None
    context = Context(around.scope, around.final, owner=around.owner)
    if role.kind == changes.CHANGE:
        found = find(_CLAUSES.split(rest)[-1], context, around.names, around.phrases)
        if found is None or len(found.subjects) != 1 or found.start > _NEAR:
            return None
        return _part(around, passage, figure, found.subjects[0], role, base, sure=True)
    clause = _LONG_CLAUSES.split(rest)[-1]
    word = _WORD.search(clause)
    if word is None:
        return None
    before, after = clause[: word.start()].lstrip("、"), clause[word.end() :]
    found = find(before or after, context, around.names, around.phrases)
    if found is None or len(found.subjects) != 1 or found.subjects[0].concept not in NATURES:
        return None
    sign = 1 if around.phrases.change_up.search(word[0]) else -1
    return _part(around, passage, figure, found.subjects[0], Role(changes.CHANGE, 0, sign, word[0]), base, sure=False)


def _part(
    around: Surroundings,
    passage: Passage,
    figure: Figure,
    subject: Subject,
    role: Role,
    base: Base | None,
    *,
    sure: bool,
) -> Part | None:
    statement = change(around, passage, figure, subject, role, base)
    return Part(statement, sure) if statement is not None else None


def accepted(parts: Sequence[Part], whole: Decimal | None) -> list[Statement]:
    """The sure parts of a sentence, and the others when all parts add up to the change they explain."""
    total = sum((one.statement.value for one in parts), Decimal(0))
    width = sum((one.statement.precision for one in parts), Decimal(0))
    adds_up = whole is not None and abs(total - whole) <= width
    return [one.statement for one in parts if one.sure or adds_up]
