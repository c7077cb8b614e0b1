"""Terms of an identity looked up for one binding of its variables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from budgetextract.checks.index import DERIVED_MEASURES, Book, Entry, Index
from budgetextract.checks.outcome import Used
from budgetextract.model.facts import Dimensions
from budgetextract.record import record
from budgetextract.rules.identities import Term

_LEVEL_LENGTH = {
    ("function", "class"): 3, ("function", "section"): 5, ("function", "item"): 7,
    ("economy", "class"): 3, ("economy", "item"): 5,
    ("government_economy", "class"): 3, ("government_economy", "item"): 5,
}  # fmt: skip
_PARENTS = {
    "post_type": {
        "institution_full": "institution",
        "institution_partial": "institution",
        "institution_self": "institution",
    },
    "unit_kind": {
        "public_welfare_1": "institution",
        "public_welfare_2": "institution",
        "operating": "institution",
    },
}
_CODED = frozenset({"function", "economy", "government_economy"})


@record
class Frame:
    """The year and value measure that one evaluation is about; ``prior`` is the measure of terms of earlier years."""

    year: int
    measure: str
    prior: str = ""


@record
class Bound:
    """Variables of ``for_each`` and the context dimensions (absent ones left out), with the base of changes."""

    variables: Mapping[str, str]
    context: Dimensions
    base: str = ""


@record
class Found:
    """The figures of one term: ``open_list`` where they are a sum over a list that need not be complete."""

    used: tuple[Used, ...]
    open_list: bool = False


def substitute(text: str, variables: Mapping[str, str]) -> str:
    """The value of a variable, or the text itself."""
    return variables.get(text[1:], "") if text.startswith("$") else text


def term_index(term: Term, place: Index, book: Book, *, fixed_place: bool) -> Index:
    """Where a term is looked up: the place of the identity, else the tables or origins that the term names."""
    if fixed_place:
        return place
    if term.tables:
        return book.scoped(term.tables.get(book.kind, ()), ())
    if term.origins:
        return book.scoped((), term.origins)
    return place


def term_measure(term: Term, frame: Frame, offset: int) -> str:
    """The measure of a term: its own, else the value measure of its year."""
    return term.measure or (frame.prior if offset and frame.prior else frame.measure)


def term_dimensions(term: Term, bound: Bound, measure: str) -> Dimensions:
    """Dimensions that the figure must have exactly: the term's own, then the context; a base beside changes only."""
    based = bool(bound.base) and measure in DERIVED_MEASURES
    if not based:
        if not term.dimensions:
            return bound.context
        if term.own is not None and not bound.context:
            return term.own
    dims = dict(bound.context)
    for name, value in term.dimensions:
        dims[name] = substitute(value, bound.variables)
    if based:
        dims["base"] = bound.base
    return tuple(sorted(dims.items()))


def find(
    term: Term, bound: Bound, frame: Frame, index: Index, or_unless: Mapping[str, tuple[str, ...]]
) -> Found | None:
    """The figures of a term, or None where it is not stated."""
    variables = bound.variables
    offset = term.offset if term.offset is not None else int(substitute(term.year_offset, variables))
    measure = term_measure(term, frame, offset)
    year = frame.year + offset
    concept = variables[term.variable] if term.variable else term.concept
    group = index.groups.get((concept, measure, year))
    if group is None and not term.alternatives and not term.parts:
        return None
    dims = term_dimensions(term, bound, measure)
    if term.sum_over is not None:
        dimension, selector = term.sum_over
        own = tuple(pair for pair in dims if pair[0] != dimension)
        rows = index.over((concept, measure, year), own, dimension)
        chosen = select(rows, dimension, selector, variables.get(dimension, ""))
        return Found(tuple(Used(entry, term.sign) for entry in chosen), True) if chosen else None
    entry = group.get(dims) if group is not None else None
    if entry is not None:
        return Found((Used(entry, term.sign),))
    for other in term.alternatives:
        if other.partition(".")[0] != concept.partition(".")[0]:
            continue  # a variable concept: the alternatives of the other family are not meant
        entry = index.get(other, measure, year, dims)
        if entry is not None and not _differs(concept, other, index, (measure, year, dims), or_unless):
            return Found((Used(entry, term.sign),))
    parts = [part for other in term.parts if (part := index.get(other, measure, year, dims)) is not None]
    return Found(tuple(Used(part, term.sign) for part in parts), True) if parts else None


def _differs(
    concept: str,
    other: str,
    index: Index,
    where: tuple[str, int, Dimensions],
    or_unless: Mapping[str, tuple[str, ...]],
) -> bool:
    """True where a carry-forward (or the like) makes total and current-year figure two different things."""
    measure, year, dims = where
    for name in (*or_unless.get(concept, ()), *or_unless.get(other, ())):
        entry = index.get(name, measure, year, dims)
        if entry is not None and entry.value:
            return True
    return False


def select(rows: Sequence[tuple[str, Entry]], dimension: str, selector: str, parent: str) -> list[Entry]:
    """The figures that a selector names, in the order stated."""
    if selector == "any":
        return [entry for _, entry in rows]
    if selector == "children" and dimension in _CODED:
        return _direct_children(rows, parent)
    if selector in {"class", "section", "item"}:
        length = _LEVEL_LENGTH.get((dimension, selector), 0)
        return [entry for value, entry in rows if len(value) == length]
    parents = _PARENTS.get(dimension, {})
    if selector == "children":
        return [entry for value, entry in rows if parents.get(value) == parent]
    stated = {value for value, _ in rows}
    return [entry for value, entry in rows if parents.get(value) not in stated]


def _direct_children(rows: Sequence[tuple[str, Entry]], parent: str) -> list[Entry]:
    """Rows directly below a code: those under it that have no stated row between (a table may skip the 款 level)."""
    below = {value: entry for value, entry in rows if len(value) > len(parent) and value.startswith(parent)}
    return [
        entry
        for value, entry in below.items()
        if not any(value[:length] in below for length in range(len(parent) + 1, len(value)))
    ]


def matches_selector(dimension: str, value: str, selector: str) -> bool:
    """Whether a bound value may stand for a variable of ``for_each``."""
    length = _LEVEL_LENGTH.get((dimension, selector))
    return length is None or len(value) == length


def left_bindings(
    term: Term,
    variables: Mapping[str, str],
    selectors: Mapping[str, str],
    context: Iterable[str],
    group: Mapping[Dimensions, Entry],
) -> Iterator[tuple[dict[str, str], Dimensions, str]]:
    """(variables, context, base) for each figure that the left term can be.

    ``selectors``: variables still open, by the selector that limits them; they are bound by the figure's dimensions.
    """
    allowed = set(context)
    fixed = {name: substitute(value, variables) for name, value in term.dimensions}
    summed = term.sum_over[0] if term.sum_over else ""
    open_names = {
        name: value[1:] for name, value in term.dimensions if value.startswith("$") and value[1:] in selectors
    }
    for dims in group:
        bound = dict(variables)
        rest: list[tuple[str, str]] = []
        base = ""
        needed = len(fixed) + (1 if summed else 0)
        for name, value in dims:
            if name in open_names:
                if not matches_selector(name, value, selectors[open_names[name]]):
                    break
                bound[open_names[name]] = value
                needed -= 1
            elif name in fixed:
                if fixed[name] != value:
                    break
                needed -= 1
            elif name == summed:
                needed -= 1
            elif name == "base":
                base = value
            elif name in allowed:
                rest.append((name, value))
            else:
                break
        else:
            if needed == 0:
                yield bound, tuple(rest), base
