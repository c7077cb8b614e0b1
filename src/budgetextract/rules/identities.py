"""The identities of a disclosure, typed: what must be equal to what (identities.yaml, grammar at its top)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from budgetextract.record import record
from budgetextract.rules.loader import rule_yaml

NARRATIVE = "narrative"
Relation = Literal["=", "<=", ">="]
_RELATIONS: Mapping[str, Relation] = MappingProxyType({"=": "=", "<=": "<=", ">=": ">="})


@record(eq=False)
class Term:
    """One term. Values that begin with ``$`` are variables of ``for_each``.

    ``tables``: ids of tables.yaml by kind of document ("budget", "final"), layouts included; empty: no restriction.
    ``sum_over``: (dimension, selector) or None.
    """

    concept: str = ""
    sign: int = 1
    measure: str = ""
    year_offset: str = "0"
    dimensions: tuple[tuple[str, str], ...] = ()
    sum_over: tuple[str, str] | None = None
    alternatives: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    tables: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    origins: tuple[str, ...] = ()
    mention: str = ""
    constant: Decimal | None = None
    unit: str = ""
    total_of: str = ""
    parts_of: str = ""
    variable: str = ""
    """Name of the variable that ``concept`` is, "" where it is a concept."""
    offset: int | None = 0
    """``year_offset`` as a number, None where it is a variable."""
    remainder: bool = False
    """True for the part that is all the rest (其他资金): where it is not stated, not every part may be told."""
    own: tuple[tuple[str, str], ...] | None = None
    """``dimensions`` where none of them is a variable."""


@record(eq=False)
class Identity:
    """One rule. ``ratio`` is (of, to) where the left side is a stated percent; otherwise ``right`` is a signed sum."""

    id: str
    code: str
    group: str
    zh: str
    en: str
    applies: tuple[str, ...]
    severity: str
    relation: Relation
    left: Term
    right: tuple[Term, ...] = ()
    ratio: tuple[tuple[Term, ...], tuple[Term, ...]] | None = None
    for_each: tuple[tuple[str, tuple[str, ...] | str], ...] = ()
    pairwise: bool = False
    context: tuple[str, ...] = ("organisation",)
    where: tuple[str, ...] = ()
    milder_in: tuple[str, ...] = ()
    when: tuple[Term, Term] | None = None
    or_equal: tuple[tuple[Term, ...], ...] = ()
    listed_whole_when: tuple[Term, ...] = ()
    """Left term, then its parts: where they close, no part of a list of this identity is left untold."""
    any_prior: bool = False
    blank_as_zero: bool = False
    requires_any: tuple[str, ...] = ()
    requires_all: tuple[str, ...] = ()
    examples: tuple[Mapping[str, Any], ...] = ()

    @property
    def by_mention(self) -> bool:
        """True for the rules over the mentions of one fact (``$fact``), which need no binding."""
        return self.left.concept == "$fact"


@record
class Special:
    """A rule over words, names, dates or the whole document, written in code under its id."""

    id: str
    code: str
    zh: str
    en: str
    applies: tuple[str, ...]
    severity: str
    tables: Mapping[str, tuple[str, ...]]


@record(slots=False)
class IdentityRules:
    """All rules. ``layouts``: table id to the ids that stand for it in the output (itself where it has no layouts)."""

    identities: tuple[Identity, ...]
    special: Mapping[str, Special]
    or_unless: Mapping[str, tuple[str, ...]]
    layouts: Mapping[str, tuple[str, ...]]

    def identity(self, name: str) -> Identity:
        return next(identity for identity in self.identities if identity.id == name)


@cache
def load_identities() -> IdentityRules:
    """The rules of identities.yaml; raises ValueError for a key that the grammar does not know."""
    raw = rule_yaml("identities.yaml")
    layouts = _layouts()
    specials = {
        entry["id"]: Special(
            id=entry["id"],
            code=entry["code"],
            zh=entry["zh"],
            en=entry["en"],
            applies=tuple(entry["applies"]),
            severity=entry["severity"],
            tables=MappingProxyType({kind: tuple(names) for kind, names in entry.get("tables", {}).items()}),
        )
        for entry in raw["special"]
    }
    return IdentityRules(
        identities=tuple(_identity(entry, layouts) for entry in raw["identities"]),
        special=MappingProxyType(specials),
        or_unless=MappingProxyType({concept: tuple(others) for concept, others in raw["or_unless"].items()}),
        layouts=layouts,
    )


def _layouts() -> Mapping[str, tuple[str, ...]]:
    tables = rule_yaml("tables.yaml")
    out: dict[str, tuple[str, ...]] = {}
    for entry in (*tables.get("budget_tables", ()), *tables.get("final_tables", ())):
        out[entry["id"]] = tuple(entry.get("layouts", ())) or (entry["id"],)
    return MappingProxyType(out)


def _identity(raw: Mapping[str, Any], layouts: Mapping[str, tuple[str, ...]]) -> Identity:
    unknown = raw.keys() - _IDENTITY_KEYS
    if unknown:
        raise ValueError(f"identities.yaml: {raw['id']}: unknown keys {sorted(unknown)}")
    ratio = raw.get("ratio")
    when = raw.get("when")
    return Identity(
        id=raw["id"],
        code=raw["code"],
        group=raw["group"],
        zh=raw["zh"],
        en=raw["en"],
        applies=tuple(raw["applies"]),
        severity=raw["severity"],
        relation=_RELATIONS[raw.get("relation", "=")],
        left=_term(raw["left"], layouts),
        right=tuple(_term(term, layouts) for term in raw.get("right", ())),
        ratio=(_terms(ratio["of"], layouts), _terms(ratio["to"], layouts)) if ratio else None,
        for_each=tuple(
            (name, values if isinstance(values, str) else tuple(str(value) for value in values))
            for name, values in raw.get("for_each", {}).items()
        ),
        pairwise="pairwise" in raw,
        context=tuple(raw.get("context", ("organisation",))),
        where=tuple(name for place in raw.get("where", ()) for name in layouts.get(place, (place,))),
        milder_in=tuple(raw.get("milder_in", ())),
        when=(_term(when["left"], layouts), _term(when["right"], layouts)) if when else None,
        or_equal=tuple(_terms(terms, layouts) for terms in raw.get("or_equal", ())),
        listed_whole_when=_terms(raw.get("listed_whole_when", ()), layouts),
        any_prior=raw.get("prior") == "any",
        blank_as_zero=bool(raw.get("blank_as_zero")),
        requires_any=tuple(raw.get("requires_any", ())),
        requires_all=tuple(raw.get("requires_all", ())),
        examples=tuple(raw.get("examples", ())),
    )


def _terms(raw: Sequence[Mapping[str, Any]], layouts: Mapping[str, tuple[str, ...]]) -> tuple[Term, ...]:
    return tuple(_term(term, layouts) for term in raw)


def _term(raw: Mapping[str, Any], layouts: Mapping[str, tuple[str, ...]]) -> Term:
    unknown = raw.keys() - _TERM_KEYS
    if unknown:
        raise ValueError(f"identities.yaml: unknown keys of a term {sorted(unknown)}: {raw}")
    sums = raw.get("sum_over")
    constant = raw.get("constant")
    concept = raw.get("concept", "")
    offset = str(raw.get("year_offset", "0"))
    dims = tuple(sorted((name, str(value)) for name, value in raw.get("dimensions", {}).items()))
    return Term(
        concept=concept,
        sign=-1 if raw.get("sign") == "-" else 1,
        measure=raw.get("measure", ""),
        year_offset=offset,
        dimensions=dims,
        sum_over=next(iter(sums.items())) if sums else None,
        alternatives=tuple(raw.get("or", ())),
        parts=tuple(raw.get("else_parts", ())),
        tables=_tables(raw.get("table"), layouts),
        origins=_listed(raw.get("origin")),
        mention=raw.get("mention", ""),
        constant=Decimal(constant) if constant is not None else None,
        unit=raw.get("unit", ""),
        total_of=raw.get("total_of", ""),
        parts_of=raw.get("parts_of", ""),
        remainder=bool(raw.get("remainder")),
        variable=concept[1:] if concept.startswith("$") else "",
        offset=None if offset.startswith("$") else int(offset),
        own=None if any(value.startswith("$") for _, value in dims) else dims,
    )


def _tables(raw: Any, layouts: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    by_kind = raw if isinstance(raw, dict) else {"budget": raw, "final": raw} if raw else {}
    return MappingProxyType(
        {
            kind: tuple(name for table in _listed(tables) for name in layouts.get(table, (table,)))
            for kind, tables in by_kind.items()
        }
    )


def _listed(raw: Any) -> tuple[str, ...]:
    if raw is None:
        return ()
    return (raw,) if isinstance(raw, str) else tuple(raw)


_IDENTITY_KEYS = {
    "id", "code", "group", "zh", "en", "applies", "severity", "for_each", "pairwise", "context", "where", "when",
    "milder_in", "or_equal", "listed_whole_when", "prior", "left", "relation", "right", "ratio",
    "blank_as_zero", "requires_any", "requires_all", "note", "provenance", "examples",
}  # fmt: skip
_TERM_KEYS = {
    "concept", "sign", "measure", "year_offset", "dimensions", "sum_over", "or", "else_parts", "table", "origin",
    "mention", "constant", "unit", "total_of", "parts_of", "remainder",
}  # fmt: skip
