"""One generated document against what was read of it: facts, indicators, tables, headings, and findings.

Every fact that the reader gives counts, covered by the gold or not: a generated document says nothing that its gold
does not know. Figures altered by a planted mistake are no facts to be judged but must be reported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import Any

from budgetextract.scoring.facts import FactCounts, FactDetail, group_of, score_facts
from budgetextract.scoring.gold import Gold, IndicatorRow, Predicted, PredictedFact
from budgetextract.scoring.headings import score_headings
from budgetextract.scoring.matching import Counts
from budgetextract.scoring.tables import score_tables

Key = tuple[str, str, int, tuple[tuple[str, str], ...]]
SEVERITIES = ("error", "warning")
GROUPS = ("table", "narrative", "staffing")
PARTS = ("tables", "headings")


@dataclass(slots=True)
class Judged:
    """One document: ``misses`` are lines for people, each with its page."""

    stem: str
    groups: dict[str, FactCounts] = field(default_factory=lambda: {name: FactCounts() for name in GROUPS})
    parts: dict[str, Counts] = field(default_factory=lambda: {name: Counts() for name in PARTS})
    layouts: dict[str, FactCounts] = field(default_factory=dict)
    confidence: list[tuple[float, bool]] = field(default_factory=list)
    planted: list[tuple[str, str]] = field(default_factory=list)
    """Kind, and the code that reported it or ""."""
    false: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)


def judged(
    stem: str, about: Mapping[str, Any], gold: Gold, layouts: Sequence[str], result: Mapping[str, Any], read: Predicted
) -> Judged:
    """All of one document. ``layouts``: of each indicator of the gold; ``read`` is ``result`` in comparable rows."""
    out = Judged(stem)
    planted = about.get("planted", [])
    altered = {_key(fact) for one in planted for fact in one["facts"]}
    _facts(out, gold, read, altered)
    _indicators(out, gold.indicators or (), layouts, read.indicators)
    _parts(out, gold, read)
    reports = list(_reports(result))
    if not read.has_pages:
        planted = [{**one, "pages": None} for one in planted]
    for one in planted:
        mine = {_key(fact) for fact in one["facts"]}
        codes = [report.code for report in reports if report.names(one["codes"]) and report.touches(mine, one["pages"])]
        out.planted.append((one["kind"], codes[0] if codes else ""))
        if not codes:
            near = sorted({report.code for report in reports if report.touches(mine, one["pages"])})
            out.misses.append(
                f"planted {one['kind']} p.{_numbers(one['pages'] or ())} not reported: {one['says']} (there: {near})"
            )
    for report in reports:
        if report.severity in SEVERITIES and not _explained(report, about, planted):
            out.false.append(report.code)
            out.misses.append(f"false {report.severity} {report.code} p.{_numbers(report.pages)}: {report.message}")
    return out


def _facts(out: Judged, gold: Gold, read: Predicted, altered: set[Key]) -> None:
    """Facts without those that a planted mistake altered."""
    kept = tuple(fact for fact in gold.facts if _of(fact) not in altered)
    given = tuple(fact for fact in read.facts if _of(fact) not in altered)
    doubted = Predicted(read.id, given, doubted=read.doubted, has_pages=read.has_pages)
    score = score_facts(Gold(gold.id, kept), doubted)
    for name, counts in score.groups.items():
        out.groups[name].add(counts)
    for detail in score.details:
        out.misses.append(_fact_line(detail))
    covered = {(fact.concept, fact.measure, frozenset(dict(fact.dimensions))) for fact in gold.facts}
    wrong = {detail.fact for detail in score.details if detail.fact}
    for fact in given:
        if (fact.concept, fact.measure, frozenset(dict(fact.dimensions))) not in covered and not _named(fact, covered):
            counts = out.groups[group_of(fact.concept, fact.origin)]
            silent = fact.status != "conflict" and fact.id not in read.doubted
            counts.predicted += 1
            counts.silent += silent
            wrong.add(fact.id)
            note = " [silent]" if silent else ""
            out.misses.append(f"uncovered {fact.origin} p.{fact.page} {_fact_name(fact)} = {fact.value:f}{note}")
    out.confidence += [(fact.confidence, fact.id not in wrong) for fact in given]
    out.misses += [
        f"right in conflict p.{fact.page} {_fact_name(fact)} = {fact.value:f}"
        for fact in given
        if fact.status == "conflict" and fact.id not in wrong
    ]


def _named(fact: PredictedFact, covered: set[tuple[str, str, frozenset[str]]]) -> bool:
    """The scorer lets a reader leave out the one organisation that the gold names."""
    return (fact.concept, fact.measure, frozenset(dict(fact.dimensions)) | {"organisation"}) in covered


def _indicators(
    out: Judged, gold: Sequence[IndicatorRow], layouts: Sequence[str], read: Sequence[IndicatorRow]
) -> None:
    """Indicators by the layout of their form; those that no form has count for the layout "none"."""
    left = Counter(row.cells for row in read)
    for row, layout in zip(gold, layouts, strict=True):
        counts = out.layouts.setdefault(layout, FactCounts())
        counts.gold += 1
        if left[row.cells]:
            left[row.cells] -= 1
            counts.found, counts.right, counts.predicted = counts.found + 1, counts.right + 1, counts.predicted + 1
        else:
            out.misses.append(f"missed indicator ({layout}) p.{row.page}: {row.label}")
    for row in read:
        if left[row.cells]:
            left[row.cells] -= 1
            out.layouts.setdefault("none", FactCounts()).predicted += 1
            out.misses.append(f"spurious indicator p.{row.page}: {row.label}")


def _parts(out: Judged, gold: Gold, read: Predicted) -> None:
    """Tables and headings as ``budgetextract score`` counts them."""
    scores = {
        "tables": score_tables(gold.tables or (), read.tables, has_pages=read.has_pages),
        "headings": score_headings(gold.headings or (), read.headings, has_pages=read.has_pages),
    }
    for name, score in scores.items():
        out.parts[name].add(score.counts)
        for detail in score.details:
            between = ", read " if detail.gold and detail.predicted else ""
            out.misses.append(f"{detail.what} {name} p.{detail.page}: {detail.gold}{between}{detail.predicted}")


@dataclass(frozen=True, slots=True)
class Report:
    """A finding or a failing check."""

    code: str
    check: str
    severity: str
    pages: frozenset[int]
    keys: frozenset[Key]
    message: str

    def names(self, patterns: Iterable[str]) -> bool:
        """Whether its code or check is one of those (with * for any text)."""
        return any(fnmatchcase(code, pattern) for pattern in patterns for code in (self.code, self.check) if code)

    def touches(self, keys: set[Key], pages: Sequence[int] | None) -> bool:
        """Whether it names one of the figures, or a page.

        Without pages (None), a mistake without figures has no place and is known by its code.
        """
        return bool(self.keys & keys) or (not keys if pages is None else bool(self.pages & set(pages)))


def _reports(result: Mapping[str, Any]) -> Iterator[Report]:
    """Findings, and failing checks that no finding speaks of."""
    facts = {fact["id"]: fact for fact in (*result.get("figures", ()), *result.get("staffing", ()))}
    keys = {name: _result_key(fact) for name, fact in facts.items()}
    pages = {name: {place["source"].get("page") for place in fact["mentions"]} for name, fact in facts.items()}
    told = set()
    for finding in result.get("findings", ()):
        told.add(finding.get("check"))
        own = {place.get("page") for place in finding.get("source", ())}
        named = frozenset(keys[name] for name in finding.get("facts", ()) if name in keys)
        yield Report(
            finding["code"],
            finding.get("check") or "",
            finding["severity"],
            _known(own),
            named,
            finding["message"]["zh"],
        )
    for check in result.get("checks", ()):
        if check["status"] == "fail" and check["id"] not in told:
            own = {page for name in check.get("facts", ()) for page in pages.get(name, ())}
            own |= {place.get("page") for place in check.get("source", ())}
            named = frozenset(keys[name] for name in check.get("facts", ()) if name in keys)
            yield Report(check["id"], check["id"], check["severity"], _known(own), named, check["message"]["zh"])


def _explained(report: Report, about: Mapping[str, Any], planted: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the document really is so: by a note of its style, or by what was planted."""
    for entry in about.get("expect", ()):
        if report.names([entry.get("finding") or entry["check"]]):
            return True
    if report.names(about.get("allowed", ())):
        return True
    for one in planted:
        mine = {_key(fact) for fact in one["facts"]}
        if report.names(one["codes"]) and report.touches(mine, one["pages"]):
            return True
        about_same = {(concept, dims) for concept, _, _, dims in mine}
        if any((concept, dims) in about_same for concept, _, _, dims in report.keys):
            return True
    return False


def _known(pages: Iterable[Any]) -> frozenset[int]:
    return frozenset(page for page in pages if isinstance(page, int))


def _key(fact: Sequence[str]) -> Key:
    """Of a row of ``about.toml``."""
    pairs = (part.partition("=") for part in fact[3].split(";") if part)
    return fact[0], fact[1], int(fact[2]), tuple(sorted((name, value) for name, _, value in pairs))


def _result_key(fact: Mapping[str, Any]) -> Key:
    dims = tuple(sorted((key, str(value)) for key, value in (fact.get("dimensions") or {}).items() if key != "base"))
    return fact["concept"], fact["measure"], int(fact["fiscal_year"]), dims


def _of(fact: Any) -> Key:
    return fact.concept, fact.measure, fact.fiscal_year, fact.dimensions


def _fact_name(fact: Any) -> str:
    dims = ";".join("=".join(pair) for pair in fact.dimensions)
    return f"{fact.concept} {fact.measure} {fact.fiscal_year} {{{dims}}}"


def _fact_line(detail: FactDetail) -> str:
    def shown(value: Decimal | None) -> str:
        return "-" if value is None else f"{value:f}"

    silent = " [silent]" if detail.silent else ""
    values = f"gold {shown(detail.gold)}, read {shown(detail.predicted)}{silent}"
    return f"{detail.what} {detail.group} p.{detail.page} {_fact_name(detail)}: {values}"


def _numbers(pages: Iterable[int]) -> str:
    return ",".join(map(str, sorted(pages)))
