"""Every regular identity of identities.yaml evaluated as data.

In     the figures by place (``Book``) and the rules.
Out    one ``Outcome`` for each binding whose left side is stated.
Never  counts a missing term as a pass; uses a tolerance that the printed digits do not give.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from budgetextract.checks.failing import Failing, failed
from budgetextract.checks.index import Book, Index
from budgetextract.checks.interval import Verdict, judge_ratio, judge_sum
from budgetextract.checks.outcome import Outcome, Used
from budgetextract.checks.places import compared_with_itself
from budgetextract.checks.plan import Plan, bindings, frames, plan_of
from budgetextract.checks.resolve import Bound, Found, Frame, find, term_index
from budgetextract.record import record
from budgetextract.rules.identities import Identity, IdentityRules, Term


def evaluate_all(book: Book, rules: IdentityRules) -> list[Outcome]:
    """Outcomes of all regular identities that apply to this kind of document, in the order of the file."""
    out: list[Outcome] = []
    for identity in rules.identities:
        if book.kind in identity.applies and not identity.by_mention and not _over_partition(identity):
            out.extend(evaluate(identity, book, rules))
    return out


def _over_partition(identity: Identity) -> bool:
    return any(term.parts_of or term.total_of for term in (identity.left, *identity.right))


def evaluate(identity: Identity, book: Book, rules: IdentityRules) -> Iterator[Outcome]:
    """Outcomes of one identity in every place and for every year and binding that states its left side."""
    plan = plan_of(identity)
    for place in book.places(identity.where) if identity.where else (book.whole,):
        site = _site(plan, place, book, rules.or_unless)
        if plan.terms and not any(site.possible):
            continue
        for frame in frames(plan, book):
            for bound in bindings(plan, site.left, frame, book.kind):
                outcome = _evaluate_one(site, frame, bound)
                if outcome is not None:
                    yield outcome


@record(eq=False)
class _Site:
    """An identity at one place: where each term is looked up, and which terms can be stated there at all."""

    plan: Plan
    place: Index
    book: Book
    or_unless: Mapping[str, tuple[str, ...]]
    left: Index
    right: tuple[Index, ...]
    possible: tuple[bool, ...]

    def look_up(self, term: Term, bound: Bound, frame: Frame) -> Found | None:
        index = term_index(term, self.place, self.book, fixed_place=bool(self.plan.identity.where))
        return find(term, bound, frame, index, self.or_unless)


def _site(plan: Plan, place: Index, book: Book, or_unless: Mapping[str, tuple[str, ...]]) -> _Site:
    fixed = bool(plan.identity.where)
    right = tuple(term_index(term, place, book, fixed_place=fixed) for term in plan.terms)
    return _Site(
        plan=plan,
        place=place,
        book=book,
        or_unless=or_unless,
        left=term_index(plan.identity.left, place, book, fixed_place=fixed),
        right=right,
        possible=tuple(_may_be_stated(term, index) for term, index in zip(plan.terms, right, strict=True)),
    )


def _may_be_stated(term: Term, index: Index) -> bool:
    """A quick look: whether a place has the concept of a term and the dimension it sums over."""
    if term.sum_over is not None and term.sum_over[0] not in index.dimensions:
        return False
    if term.variable:
        return bool(index.concepts)
    concepts = index.concepts
    return term.concept in concepts or any(name in concepts for name in (*term.alternatives, *term.parts))


def _evaluate_one(site: _Site, frame: Frame, bound: Bound) -> Outcome | None:
    plan, identity = site.plan, site.plan.identity
    left = find(identity.left, bound, frame, site.left, site.or_unless)
    if left is None or not _in_scope(identity, lambda term: site.look_up(term, bound, frame)):
        return None
    found = [
        find(term, bound, frame, index, site.or_unless) if possible else None
        for term, index, possible in zip(plan.terms, site.right, site.possible, strict=True)
    ]
    stated = [one for one in found if one is not None]
    if not stated:
        return None
    right = tuple(used for one in stated for used in one.used)
    of_count = 0
    if identity.ratio is not None:
        of_count = sum(len(one.used) for one in found[: len(identity.ratio[0])] if one is not None)
    judged: tuple[Verdict | None, str, str, str] = (None, "insufficient", identity.severity, "missing")
    if _enough(identity, found, (left, *stated), site.book):
        verdict = _judge(identity, left.used, right, of_count)
        if verdict is None:
            return None
        if verdict.truncated and identity.ratio is None and len(stated) < len(found):
            verdict = replace(verdict, holds=False, truncated=False)  # 2.95 is no 2 cut off: parts are missing
        if identity.ratio is not None and (not verdict.holds or verdict.truncated):
            for whole in _other_wholes(identity.ratio[1], lambda term: site.look_up(term, bound, frame)):
                other = _judge(identity, left.used, (*right[:of_count], *whole.used), of_count)
                if other is not None and other.holds and not other.truncated:
                    verdict, right = other, (*right[:of_count], *whole.used)
        if verdict.holds and compared_with_itself(left.used, right):
            judged = (None, "insufficient", identity.severity, "itself")
        elif verdict.holds:
            judged = (verdict, "pass", identity.severity, "")
        elif equals_another(identity, left.used, lambda term: site.look_up(term, bound, frame)):
            judged = (verdict, "insufficient", identity.severity, "scope")
        elif identity.where and _fits_with_the_rest(site, frame, bound, left, found):
            judged = (verdict, "insufficient", identity.severity, "parse_guard")
        else:
            if _listed_whole(identity, lambda term: site.look_up(term, bound, frame)):
                found = [one and Found(one.used) for one in found]
                stated = [one for one in found if one is not None]
            failing = Failing(identity, site.place.label, left.used, right, of_count, verdict)
            judged = (
                verdict,
                *failed(failing, (left, *stated), list(zip(plan.terms, found, strict=True)), site.book),
            )
    return Outcome(
        identity=identity,
        bindings=_named(bound, frame, site.book),
        where=site.place.label,
        status=judged[1],
        severity=judged[2],
        left=left.used,
        right=right,
        verdict=judged[0],
        blanks=len(found) - len(stated),
        reason=judged[3],
        of_count=of_count,
    )


def _fits_with_the_rest(site: _Site, frame: Frame, bound: Bound, left: Found, found: Sequence[Found | None]) -> bool:
    """Whether a list that falls short here fits once the entries are added that other places state for it.

    Then the table was not read to its end (a continuation on the next page, say): no mistake of the document.
    """
    identity = site.plan.identity
    rights = [used for one in found if one is not None for used in one.used]
    here = {used.entry.key for used in rights}
    added: list[Used] = []
    for term in site.plan.terms:
        if term.sum_over is not None:
            whole = find(term, bound, frame, site.book.whole, site.or_unless)
            added += [used for used in (whole.used if whole else ()) if used.entry.key not in here]
    if not added or identity.ratio is not None:
        return False
    verdict = _judge(identity, left.used, (*rights, *added), 0)
    return verdict is not None and verdict.holds


def equals_another(identity: Identity, left: Sequence[Used], look_up: Callable[[Term], Found | None]) -> bool:
    """Whether the left side equals another sum that its words may mean as well."""
    for terms in identity.or_equal:
        found = [one for term in terms if (one := look_up(term)) is not None]
        if len(found) == len(terms):
            rights = [used.entry.printed(used.sign) for one in found for used in one.used]
            if judge_sum([used.entry.printed(used.sign) for used in left], rights).holds:
                return True
    return False


def _listed_whole(identity: Identity, look_up: Callable[[Term], Found | None]) -> bool:
    """Whether the document's own total closes over the parts it names, so that none is left untold."""
    if not identity.listed_whole_when:
        return False
    whole, *parts = (look_up(term) for term in identity.listed_whole_when)
    if whole is None or not any(used.entry.value for used in whole.used):
        return False
    told = [used.entry.printed() for one in parts if one is not None for used in one.used]
    return bool(told) and judge_sum([used.entry.printed() for used in whole.used], told).holds


def _other_wholes(to: Sequence[Term], look_up: Callable[[Term], Found | None]) -> Iterator[Found]:
    """Further wholes that a share may be of: a text may mean 收入总计 or 本年收入 by 总收入."""
    if len(to) == 1:
        for name in to[0].alternatives:
            found = look_up(replace(to[0], concept=name, variable="", alternatives=(), parts=()))
            if found is not None:
                yield found


def _in_scope(identity: Identity, look_up: Callable[[Term], Found | None]) -> bool:
    if identity.when is None:
        return True
    a, b = look_up(identity.when[0]), look_up(identity.when[1])
    if a is None or b is None:
        return False
    return judge_sum([u.entry.printed() for u in a.used], [u.entry.printed() for u in b.used]).holds


def _named(bound: Bound, frame: Frame, book: Book) -> tuple[tuple[str, str], ...]:
    named = {**bound.variables, **dict(bound.context)}
    if bound.base:
        named["base"] = bound.base
    if frame.year != book.fiscal_year:
        named["fiscal_year"] = str(frame.year)
    if frame.measure != book.value_measure:
        named["measure"] = frame.measure
    if frame.prior and frame.prior != frame.measure:
        named["prior"] = frame.prior
    return tuple(sorted(named.items()))


def _enough(identity: Identity, found: Sequence[Found | None], all_found: Sequence[Found], book: Book) -> bool:
    """Whether the stated terms suffice: all of them, or some where blanks count as 0."""
    if not identity.blank_as_zero:
        return all(one is not None for one in found)
    if not (identity.requires_any or identity.requires_all):
        return True
    stated = {used.entry.key.concept for one in found if one is not None for used in one.used}
    if identity.requires_any and not stated & set(identity.requires_any):
        return False
    missing = set(identity.requires_all) - stated
    return not missing or all(_shown(name, all_found, book) for name in missing)


def _shown(concept: str, found: Sequence[Found], book: Book) -> bool:
    """Whether a concept has a column or line in a table that states one of the terms: then its blank is a blank."""
    for one in found:
        for used in one.used:
            statement = used.entry.statement
            place = book.table(statement.table_id, statement.table) if statement.table_id else None
            if place is not None and concept in place.concepts:
                return True
    return False


def _judge(identity: Identity, left: Sequence[Used], right: Sequence[Used], of_count: int) -> Verdict | None:
    lefts = [used.entry.printed(used.sign) for used in left]
    rights = [used.entry.printed(used.sign) for used in right]
    if identity.ratio is not None:
        return judge_ratio(lefts[0], rights[:of_count], rights[of_count:])
    return judge_sum(lefts, rights, identity.relation)
