"""Two disclosures figure by figure: two years of one department, or two uploads of one document.

In     two disclosures.
Out    ``Difference``s: changed, moved (the same value on another page or in another table), added, gone, same.
How    facts answer each other by concept, measure and dimensions, and by the distance of their year from their
       document's year, so that this year's budget meets last year's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from html import escape
from typing import Any, Literal

from budgetextract import messages
from budgetextract.export.harmless import visible
from budgetextract.messages import Language
from budgetextract.model.disclosure import Disclosure, Fact
from budgetextract.record import record
from budgetextract.rules.bundle import load_rules

How = Literal["changed", "moved", "added", "gone", "same"]
ORDER: tuple[How, ...] = ("changed", "added", "gone", "moved", "same")
Key = tuple[str, str, int, tuple[tuple[str, str], ...]]


@record
class Difference:
    """A fact of either disclosure, or both."""

    how: How
    before: Fact | None
    after: Fact | None

    @property
    def fact(self) -> Fact:
        """The later one, or the one there is."""
        found = self.after or self.before
        assert found is not None  # one of them is there
        return found

    @property
    def change(self) -> Decimal | None:
        """after - before."""
        if self.before is None or self.after is None:
            return None
        return Decimal(self.after.value) - Decimal(self.before.value)

    @property
    def rate(self) -> Decimal | None:
        """The change in percent of the value before, to two places; None where that is nought."""
        if self.change is None or self.before is None or not Decimal(self.before.value):
            return None
        return (self.change / abs(Decimal(self.before.value)) * 100).quantize(Decimal("0.01"))


def compare(before: Disclosure, after: Disclosure) -> list[Difference]:
    """All differences, in the order of ``ORDER`` and then of the documents; equal facts last."""
    old, new = _by_key(before), _by_key(after)
    made: list[Difference] = []
    for key, fact in new.items():
        match = old.get(key)
        made.append(Difference("added" if match is None else _how(match, fact), match, fact))
    made += [Difference("gone", fact, None) for key, fact in old.items() if key not in new]
    return sorted(made, key=lambda one: ORDER.index(one.how))


def _by_key(disclosure: Disclosure) -> dict[Key, Fact]:
    year = disclosure.document.fiscal_year or 0
    found: dict[Key, Fact] = {}
    for fact in (*disclosure.figures, *disclosure.staffing):
        key = (fact.concept, fact.measure, fact.fiscal_year - year, tuple(sorted(fact.dimensions.items())))
        found.setdefault(key, fact)
    return found


def _how(before: Fact, after: Fact) -> How:
    if before.unit != after.unit or Decimal(before.value) != Decimal(after.value):
        return "changed"
    return "same" if _places(before) & _places(after) else "moved"


def _places(fact: Fact) -> set[tuple[object, ...]]:
    return {
        (one.source.page, one.source.table, one.source.sheet, one.source.cell, one.source.paragraph)
        for one in fact.mentions
    }


def counts(differences: Sequence[Difference]) -> dict[str, int]:
    """How many of each kind."""
    return {how: sum(one.how == how for one in differences) for how in ORDER}


def as_json(before: Disclosure, after: Disclosure, differences: Sequence[Difference]) -> dict[str, Any]:
    """The comparison as data; facts that are the same are only counted."""
    return {
        "before": _about(before),
        "after": _about(after),
        "counts": counts(differences),
        "differences": [_row(one) for one in differences if one.how != "same"],
    }


def _about(disclosure: Disclosure) -> dict[str, Any]:
    document = disclosure.document
    return {
        "file_name": document.file_name,
        "sha256": document.sha256,
        "kind": document.kind,
        "fiscal_year": document.fiscal_year,
        "department": document.department,
    }


def _row(one: Difference) -> dict[str, Any]:
    made: dict[str, Any] = {
        "how": one.how,
        "concept": one.fact.concept,
        "measure": one.fact.measure,
        "dimensions": one.fact.dimensions,
        "unit": one.fact.unit,
    }
    for name, fact in (("before", one.before), ("after", one.after)):
        if fact is not None:
            made[name] = {
                "value": fact.value, "fiscal_year": fact.fiscal_year, "status": fact.status,
                "page": fact.mentions[0].source.page, "fact": fact.id,
            }  # fmt: skip
    if one.change is not None:
        made["change"] = format(one.change, "f")
        made["change_rate"] = None if one.rate is None else format(one.rate, "f")
    return made


def named(fact: Fact, language: Language) -> str:
    """A fact in words: concept, measure and dimensions."""
    dimensions = "; ".join(f"{key}={value}" for key, value in sorted(fact.dimensions.items()))
    name = load_rules().concepts.name(fact.concept, language)
    return visible(f"{name} ({fact.measure})" + (f" [{dimensions}]" if dimensions else ""))


def shown(fact: Fact | None) -> str:
    """A value with its unit and page."""
    if fact is None:
        return ""
    value = f"{Decimal(fact.value):,f}"
    page = fact.mentions[0].source.page
    return f"{value} {fact.unit}" + (f" p.{page}" if page else "")


def as_html(before: Disclosure, after: Disclosure, differences: Sequence[Difference], language: Language) -> str:
    """The comparison as one page without scripts; texts of documents are escaped."""
    words: Mapping[str, str] = {
        name: messages.text(f"diff.{name}", language)
        for name in (*ORDER, "title", "figure", "before", "after", "change", "how")
    }
    rows = "\n".join(
        f'<tr class="{one.how}"><td>{escape(words[one.how])}</td><td>{escape(named(one.fact, language))}</td>'
        f'<td class="n">{escape(shown(one.before))}</td><td class="n">{escape(shown(one.after))}</td>'
        f'<td class="n">{"" if one.change is None else escape(f"{one.change:+,f}")}'
        f"{'' if one.rate is None else escape(f' ({one.rate:+f}%)')}</td></tr>"
        for one in differences
        if one.how != "same"
    )
    heads = "".join(f"<th>{escape(words[name])}</th>" for name in ("how", "figure", "before", "after", "change"))
    files = " → ".join(escape(visible(one.document.file_name)) for one in (before, after))
    totals = ", ".join(f"{escape(words[how])} {number}" for how, number in counts(differences).items())
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(words['title'])}</title><style>{_STYLE}</style></head><body>\n"
        f"<h1>{escape(words['title'])}</h1><p>{files}</p><p>{totals}</p>\n"
        f"<table><thead><tr>{heads}</tr></thead><tbody>\n{rows}\n</tbody></table></body></html>\n"
    )


_STYLE = (
    "body{font:15px/1.5 sans-serif;margin:1.5em;color:#1a1a1a}table{border-collapse:collapse;width:100%}"
    "th,td{border-bottom:1px solid #ccc;padding:.3em .6em;text-align:left;vertical-align:top}"
    ".n{text-align:right;font-variant-numeric:tabular-nums}.gone td{text-decoration:line-through}"
    ".changed td:first-child{font-weight:bold}"
)
