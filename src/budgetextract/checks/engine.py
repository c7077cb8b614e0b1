"""Every regular identity of identities.yaml evaluated as data.

In     the figures by place (``Book``) and the rules.
Out    one ``Outcome`` for each binding whose left side is stated.
Never  counts a missing term as a pass; uses a tolerance that the printed digits do not give.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from budgetextract.checks.index import DERIVED_MEASURES, Book, Index
from budgetextract.checks.interval import Printed, Verdict, judge_ratio, judge_sum
from budgetextract.checks.outcome import Outcome, Used
from budgetextract.checks.resolve import (
    Bound,
    Found,
    Frame,
    find,
    left_bindings,
    substitute,
    term_index,
    term_measure,
)
from budgetextract.model.facts import Statement
from budgetextract.rules.identities import Identity, IdentityRules, Term

LESS_SEVERE = {"error": "warning", "warning": "info", "info": "info"}
_PRIOR_MEASURES = ("budget", "reported", "final")


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
    places = book.places(identity.where) if identity.where else (book.whole,)
    frames = _frames(identity, book)
    for place in places:
        for frame in frames:
            for bound in _bindings(identity, place, frame, book):
                outcome = _evaluate_one(identity, place, frame, bound, book, rules)
                if outcome is not None:
                    yield outcome


def _frames(identity: Identity, book: Book) -> list[Frame]:
    """Years and measures to look at: rules over changes, shares or two years only for the document's own money."""
    terms = _all_terms(identity)
    derived = any(term.measure in DERIVED_MEASURES for term in terms)
    several = any(term.year_offset != "0" for term in terms)
    if not (derived or several):
        if identity.group == "performance":
            return [Frame(book.fiscal_year, book.value_measure)]
        return [Frame(year, measure) for year, measure in book.frames]
    frames = [Frame(book.fiscal_year, measure) for measure in dict.fromkeys((book.value_measure, "reported"))]
    if not several:
        return frames
    return [Frame(book.fiscal_year, book.value_measure, prior) for prior in _PRIOR_MEASURES]


def _all_terms(identity: Identity) -> list[Term]:
    ratio = identity.ratio or ((), ())
    return [identity.left, *identity.right, *ratio[0], *ratio[1]]


def _bindings(identity: Identity, place: Index, frame: Frame, book: Book) -> Iterator[Bound]:
    """Each set of variables and context for which the left side is stated, once."""
    listed = {name: values for name, values in identity.for_each if not isinstance(values, str)}
    selectors = {name: values for name, values in identity.for_each if isinstance(values, str)}
    bases: tuple[str, ...] = ("",)
    if identity.left.measure not in DERIVED_MEASURES and any(t.measure in DERIVED_MEASURES for t in identity.right):
        bases = ("", "prior_final")
    seen: set[tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...], str]] = set()
    left = identity.left
    index = term_index(left, place, book, fixed_place=bool(identity.where))
    if left.offset is not None and not _left_stated(left, listed, frame, index):
        return
    if identity.right and not any(_may_be_stated(term, place, book, identity) for term in identity.right):
        return
    for variables in _combinations(listed, pairwise=identity.pairwise):
        offset = left.offset if left.offset is not None else int(substitute(left.year_offset, variables))
        year = frame.year + offset
        measure = term_measure(identity.left, frame, offset)
        for concept, extra in _concepts(identity.left, variables, selectors, index, (measure, year)):
            group = index.groups.get((concept, measure, year))
            if group is None:
                continue
            named = {**variables, **extra}
            open_selectors = {name: selector for name, selector in selectors.items() if name not in extra}
            for bound, context, base in left_bindings(identity.left, named, open_selectors, identity.context, group):
                for one in (base,) if base else bases:
                    key = (tuple(sorted(bound.items())), context, one)
                    if key not in seen and _comparable(identity, frame, one, book.kind):
                        seen.add(key)
                        yield Bound(bound, context, one)


def _left_stated(left: Term, listed: Mapping[str, Sequence[str]], frame: Frame, index: Index) -> bool:
    """A quick look: whether any concept that the left side can name has a figure for the year and measure."""
    measure, year = term_measure(left, frame, left.offset or 0), frame.year + (left.offset or 0)
    if left.variable:
        options: Sequence[str] = listed.get(left.variable, ())
        if not options:
            return True
    else:
        options = (left.concept,)
    groups = index.groups
    return any((name, measure, year) in groups for name in (*options, *left.alternatives, *left.parts))


def _may_be_stated(term: Term, place: Index, book: Book, identity: Identity) -> bool:
    """A quick look: whether the place of a right-hand term has its concept and the dimension it sums over."""
    index = term_index(term, place, book, fixed_place=bool(identity.where))
    if term.sum_over is not None and term.sum_over[0] not in index.dimensions:
        return False
    if term.variable:
        return bool(index.concepts)
    return any(name in index.concepts for name in (term.concept, *term.alternatives, *term.parts))


def _combinations(listed: Mapping[str, Sequence[str]], *, pairwise: bool) -> Iterator[dict[str, str]]:
    names = list(listed)
    rows = zip(*listed.values(), strict=True) if pairwise else itertools.product(*listed.values())
    for row in rows:
        yield dict(zip(names, row, strict=True))


def _concepts(
    term: Term,
    variables: Mapping[str, str],
    selectors: Mapping[str, str],
    index: Index,
    stated: tuple[str, int],
) -> Iterator[tuple[str, dict[str, str]]]:
    """Concepts that the left term can name, with the variable this binds."""
    name = term.concept[1:] if term.concept.startswith("$") else ""
    if name in selectors:
        measure, year = stated
        for concept, other, when in index.groups:
            if other == measure and when == year:
                yield concept, {name: concept}
        return
    concept = substitute(term.concept, variables)
    for option in dict.fromkeys((concept, *term.alternatives, *term.parts)):
        yield option, {}


def _comparable(identity: Identity, frame: Frame, base: str, kind: str) -> bool:
    """Whether the prior-year measure is the one that the base of the change means (budget documents only)."""
    if not frame.prior or identity.any_prior or kind == "final":
        return True
    if not any(term.measure in DERIVED_MEASURES for term in _all_terms(identity)):
        return True
    return (frame.prior != "budget") if base else (frame.prior == "budget")


def _evaluate_one(
    identity: Identity, place: Index, frame: Frame, bound: Bound, book: Book, rules: IdentityRules
) -> Outcome | None:
    fixed = bool(identity.where)

    def look_up(term: Term) -> Found | None:
        return find(term, bound, frame, term_index(term, place, book, fixed_place=fixed), rules.or_unless)

    left = look_up(identity.left)
    if left is None or not _in_scope(identity, look_up):
        return None
    terms = identity.right if identity.ratio is None else (*identity.ratio[0], *identity.ratio[1])
    found = [look_up(term) for term in terms]
    stated = [one for one in found if one is not None]
    if not stated:
        return None
    right = tuple(used for one in stated for used in one.used)
    of_count = 0
    if identity.ratio is not None:
        of_count = sum(len(one.used) for one in found[: len(identity.ratio[0])] if one is not None)
    judged: tuple[Verdict | None, str, str, str] = (None, "insufficient", identity.severity, "missing")
    if _enough(identity, found, (left, *stated), book) and not _same_mention(left.used, right):
        verdict = _judge(identity, left.used, right, of_count)
        if verdict is None:
            return None
        if identity.ratio is not None and (not verdict.holds or verdict.truncated):
            for whole in _other_wholes(identity.ratio[1], look_up):
                other = _judge(identity, left.used, (*right[:of_count], *whole.used), of_count)
                if other is not None and other.holds and not other.truncated:
                    verdict, right = other, (*right[:of_count], *whole.used)
        if verdict.holds:
            judged = (verdict, "pass", identity.severity, "")
        else:
            shell = _Failing(identity, place.label, left.used, right, of_count, verdict)
            judged = (verdict, *_failed(shell, (left, *stated), list(zip(terms, found, strict=True)), book))
    return Outcome(
        identity=identity,
        bindings=_named(bound, frame, book),
        where=place.label,
        status=judged[1],
        severity=judged[2],
        left=left.used,
        right=right,
        verdict=judged[0],
        blanks=len(found) - len(stated),
        reason=judged[3],
        of_count=of_count,
    )


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


def _same_mention(left: Sequence[Used], right: Sequence[Used]) -> bool:
    """True where both sides are one and the same mention: nothing is compared."""
    return len(left) == len(right) == 1 and left[0].entry.statement is right[0].entry.statement


def _judge(identity: Identity, left: Sequence[Used], right: Sequence[Used], of_count: int) -> Verdict | None:
    lefts = [used.entry.printed(used.sign) for used in left]
    rights = [used.entry.printed(used.sign) for used in right]
    if identity.ratio is not None:
        return judge_ratio(lefts[0], rights[:of_count], rights[of_count:])
    return judge_sum(lefts, rights, identity.relation)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class _Failing:
    """An evaluation whose printed figures do not fit, before it is called a failure."""

    identity: Identity
    where: str
    left: tuple[Used, ...]
    right: tuple[Used, ...]
    of_count: int
    verdict: Verdict


def _failed(
    shell: _Failing, found: Sequence[Found], terms: Sequence[tuple[Term, Found | None]], book: Book
) -> tuple[str, str, str]:
    """(status, severity, reason) of a gap that no rounding explains.

    It is a failure unless something unread, blank or doubtful may explain it.
    """
    identity = shell.identity
    doubtful = book.misnamed | book.unlike if _names_an_item(identity) else book.misnamed
    if any(used.entry.fact.id in doubtful for used in (*shell.left, *shell.right)):
        return "insufficient", identity.severity, "name"
    if _other_mention_fits(shell):
        return "insufficient", identity.severity, "conflict"
    if _suspected_misreading(shell):
        return "insufficient", identity.severity, "parse_guard"
    open_whole = identity.ratio is not None and any(one.open_list for one in found)
    if open_whole or (identity.ratio is None and _gap_explained(identity, shell.verdict, found, terms, book)):
        return "insufficient", identity.severity, "incomplete"
    if _scopes_may_differ(shell):
        return "fail", LESS_SEVERE[identity.severity], "scope"
    return "fail", identity.severity, ""


def _one_table_read_wholly(found: Sequence[Found], terms: Sequence[tuple[Term, Found | None]], book: Book) -> bool:
    """Whether nothing can be missing: all figures in one table whose every amount was read, or lists of such tables."""
    statements = [used.entry.statement for one in found for used in one.used]
    if not all(book.wholly_read(statement) for statement in statements):
        return False
    return len({statement.table for statement in statements}) == 1 or all(one is not None for _, one in terms)


def _names_an_item(identity: Identity) -> bool:
    """Whether the rule is about one economic item by its code (30212): then its printed name must be that item's."""
    return any(name == "economy" and len(value) == 5 for name, value in identity.left.dimensions)


def _gap_explained(
    identity: Identity,
    verdict: Verdict,
    found: Sequence[Found],
    terms: Sequence[tuple[Term, Found | None]],
    book: Book,
) -> bool:
    """Whether parts not stated (blanks, rest of a list) can carry the gap; not inside a table that was read wholly."""
    if identity.relation != "=":
        return False
    if _one_table_read_wholly(found, terms, book):
        return False
    if verdict.difference > 0:
        return any(term.sign > 0 and (one is None or one.open_list) for term, one in terms)
    return any(term.sign < 0 and (one is None or one.open_list) for term, one in terms) or found[0].open_list


def _suspected_misreading(shell: _Failing) -> bool:
    """A total below its largest part, or a code that was read as money."""
    if any(_is_code(used) for used in (*shell.left, *shell.right)):
        return True
    if shell.identity.relation != "=" or shell.identity.ratio is not None or len(shell.right) < 2:
        return False
    if any(used.sign < 0 for used in shell.right) or any(used.entry.value < 0 for used in shell.right):
        return False
    largest = max(used.entry.value for used in shell.right)
    return shell.verdict.left >= 0 and shell.verdict.left + shell.verdict.tolerance < largest


def _is_code(used: Used) -> bool:
    digits = used.entry.statement.stated.replace(" ", "")
    if not digits.isdigit() or used.entry.fact.unit != "CNY":
        return False
    return any(value == digits for name, value in used.entry.key.dimensions if name in {"function", "economy"})


def _other_mention_fits(shell: _Failing) -> bool:
    """Whether another mention of one of the facts makes the rule hold: the doubt is that fact's, reported there."""
    identity = shell.identity
    if identity.ratio is None and identity.relation != "=":
        return False
    used = [*shell.left, *shell.right]
    for position, one in enumerate(used):
        if shell.where or len(one.entry.fact.statements) < 2 or _restricted(identity):
            continue
        for statement in one.entry.fact.statements[1:]:
            if statement.value == one.entry.value:
                continue
            values = [u.entry.printed(u.sign) for u in used]
            values[position] = Printed(statement.value, statement.precision, one.sign)
            lefts, rights = values[: len(shell.left)], values[len(shell.left) :]
            if identity.ratio is not None:
                verdict = judge_ratio(lefts[0], rights[: shell.of_count], rights[shell.of_count :])
            else:
                verdict = judge_sum(lefts, rights)
            if verdict is not None and verdict.holds and not verdict.truncated:
                return True
    return False


def _restricted(identity: Identity) -> bool:
    return any(term.tables or term.origins for term in _all_terms(identity))


def _scopes_may_differ(shell: _Failing) -> bool:
    """True where a rule over sums names no place and its figures share none."""
    identity = shell.identity
    if identity.ratio is not None or identity.where or _restricted(identity):
        return False
    shared: set[tuple[str, str, int | None]] | None = None
    for used in (*shell.left, *shell.right):
        places = {_place_of(statement) for statement in used.entry.fact.statements}
        shared = places if shared is None else shared & places
    return not shared


def _place_of(statement: Statement) -> tuple[str, str, int | None]:
    if statement.origin == "narrative":
        return ("narrative", "", statement.section)
    return (statement.origin, statement.table_id, statement.table)
