"""A score as a whole: documents paired by name, counts added up, shown as text or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import Any

from budgetextract.record import record
from budgetextract.scoring.facts import GROUPS, FactCounts, FactScore, Standing, score_facts
from budgetextract.scoring.gold import Gold, Predicted
from budgetextract.scoring.headings import score_headings
from budgetextract.scoring.indicators import score_indicators
from budgetextract.scoring.matching import Counts, PartScore
from budgetextract.scoring.reliability import Bin, as_rows, reliability
from budgetextract.scoring.tables import score_tables

PARTS = ("tables", "headings", "indicators")


@record(frozen=False)
class DocumentScore:
    """All scores of one document, or of all together; a part without gold is absent from ``parts``."""

    id: str
    facts: FactScore = field(default_factory=FactScore)
    parts: dict[str, PartScore] = field(default_factory=dict)


def score_document(gold: Gold, predicted: Predicted) -> DocumentScore:
    """Compare one document in all parts that its gold has."""
    pages = predicted.has_pages
    score = DocumentScore(gold.id, score_facts(gold, predicted))
    if gold.tables is not None:
        score.parts["tables"] = score_tables(gold.tables, predicted.tables, has_pages=pages)
    if gold.headings is not None:
        score.parts["headings"] = score_headings(gold.headings, predicted.headings, has_pages=pages)
    if gold.indicators is not None:
        score.parts["indicators"] = score_indicators(gold.indicators, predicted.indicators)
    return score


def total(scores: Iterable[DocumentScore]) -> DocumentScore:
    """Counts added up over documents (details are not carried over)."""
    whole = DocumentScore("total")
    for score in scores:
        for name, counts in score.facts.groups.items():
            whole.facts.groups[name].add(counts)
        for status, standing in score.facts.standing.items():
            whole.facts.standing[status].add(standing)
        whole.facts.not_covered += score.facts.not_covered
        whole.facts.judged += score.facts.judged
        for name, part in score.parts.items():
            whole.parts.setdefault(name, PartScore()).counts.add(part.counts)
    return whole


def as_json(scores: list[DocumentScore], *, details: bool, bins: bool = False) -> str:
    """The report for programs: one object with ``documents`` and ``total``; with ``bins``, ``reliability`` in these."""
    whole = total(scores)
    together = _object(whole, details=False)
    if bins:
        together["reliability"] = as_rows(reliability(whole.facts.judged))
    report = {"documents": [_object(score, details=details) for score in scores], "total": together}
    return json.dumps(report, ensure_ascii=False, indent=1)


def as_text(scores: list[DocumentScore], words: Mapping[str, str], *, details: bool, bins: bool = False) -> str:
    """The report for people: a line a document and group, then totals. ``words``: column heads and names by key."""
    rows = [row for score in [*scores, total(scores)] for row in _lines(score, words)]
    head = [words[name] for name in ("document", "group", "recall", "precision", "silent", "in_conflict")]
    lines = _columns([head, *rows])
    whole = total(scores).facts
    for status, row in whole.standing.items():
        if row.predicted:
            kept, promised = _ratio(row.right, row.predicted), f"{row.promised / row.predicted:.4f}"
            lines += [
                *([""] if status == "agreed" else []),
                f"{status}: {words['kept']} {kept}, {words['promised']} {promised}",
            ]
    lines += ["", f"{words['not_covered']}: {whole.not_covered}"]
    if bins:
        lines += ["", *_bin_lines(reliability(whole.judged), words)]
    if details:
        lines += [line for score in scores for line in _detail_lines(score, words)]
    return "\n".join(lines)


def _bin_lines(bins: Sequence[Bin], words: Mapping[str, str]) -> list[str]:
    head = [words[name] for name in ("confidence", "facts", "kept", "promised")]
    rows = [[one.name, str(one.facts), _ratio(one.right, one.facts), f"{one.promised / one.facts:.4f}"] for one in bins]
    return _columns([head, *rows])


def share(part: int, whole: int) -> float | None:
    """``part / whole`` for display, None where there is nothing to divide by."""
    return round(part / whole, 6) if whole else None


def _object(score: DocumentScore, *, details: bool) -> dict[str, Any]:
    out: dict[str, Any] = {"id": score.id}
    out["facts"] = {name: _fact_counts(score.facts.groups[name]) for name in GROUPS}
    out["standing"] = {status: _standing(row) for status, row in score.facts.standing.items()}
    out["not_covered"] = score.facts.not_covered
    for name in PARTS:
        if name in score.parts:
            counts = score.parts[name].counts
            out[name] = {
                "gold": counts.gold,
                "predicted": counts.predicted,
                "right": counts.right,
                "recall": share(counts.right, counts.gold),
                "precision": share(counts.right, counts.predicted),
            }
    if details:
        out["details"] = _detail_objects(score)
    return out


def _standing(row: Standing) -> dict[str, Any]:
    """What facts of one status promised by their confidence, and what they kept."""
    promised = round(row.promised / row.predicted, 6) if row.predicted else None
    return {
        "predicted": row.predicted,
        "right": row.right,
        "share_right": share(row.right, row.predicted),
        "mean_confidence": promised,
    }


def _fact_counts(counts: FactCounts) -> dict[str, Any]:
    return {
        "gold": counts.gold,
        "found": counts.found,
        "predicted": counts.predicted,
        "right": counts.right,
        "recall": share(counts.found, counts.gold),
        "precision": share(counts.right, counts.predicted),
        "silent_errors": counts.silent,
        "silent_error_share": share(counts.silent, counts.predicted),
        "right_marked_conflict": counts.right_in_conflict,
        "right_marked_conflict_share": share(counts.right_in_conflict, counts.right),
    }


def _detail_objects(score: DocumentScore) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for fact in score.facts.details:
        row = {
            "part": fact.group,
            "what": fact.what,
            "concept": fact.concept,
            "measure": fact.measure,
            "fiscal_year": fact.fiscal_year,
            "dimensions": dict(fact.dimensions),
            "page": fact.page,
            "gold": None if fact.gold is None else f"{fact.gold:f}",
            "predicted": None if fact.predicted is None else f"{fact.predicted:f}",
            "silent": fact.silent,
            "fact": fact.fact,
        }
        rows.append({key: value for key, value in row.items() if value not in (None, "")})
    for name, part in score.parts.items():
        for detail in part.details:
            row = {
                "part": name,
                "what": detail.what,
                "page": detail.page,
                "gold": detail.gold,
                "predicted": detail.predicted,
            }
            rows.append({key: value for key, value in row.items() if value != ""})
    return rows


def _lines(score: DocumentScore, words: Mapping[str, str]) -> list[list[str]]:
    """One row of cells a group that has gold or predictions."""
    rows: list[list[str]] = []
    for name in GROUPS:
        counts = score.facts.groups[name]
        if counts.gold or counts.predicted:
            rows.append(
                [
                    words[name],
                    _ratio(counts.found, counts.gold),
                    _ratio(counts.right, counts.predicted),
                    str(counts.silent),
                    _ratio(counts.right_in_conflict, counts.right),
                ]
            )
    for name in PARTS:
        if name in score.parts:
            part: Counts = score.parts[name].counts
            rows.append([words[name], _ratio(part.right, part.gold), _ratio(part.right, part.predicted), "", ""])
    label = words["total"] if score.id == "total" else score.id
    return [[label if index == 0 else "", *row] for index, row in enumerate(rows)]


def _ratio(part: int, whole: int) -> str:
    return f"{part / whole:.4f} ({part}/{whole})" if whole else "-"


def _detail_lines(score: DocumentScore, words: Mapping[str, str]) -> list[str]:
    lines = ["", f"{score.id}:"]
    for fact in score.facts.details:
        dimensions = ";".join(f"{key}={value}" for key, value in fact.dimensions)
        values = [f"{words['gold']} {fact.gold:f}"] if fact.gold is not None else []
        values += [f"{words['predicted']} {fact.predicted:f}"] if fact.predicted is not None else []
        silent = f" [{words['silent_one']}]" if fact.silent else ""
        key = f"{fact.concept} {fact.measure} {fact.fiscal_year} {{{dimensions}}}"
        lines.append(f"  {words[fact.what]} {words[fact.group]} p.{fact.page} {key}: {', '.join(values)}{silent}")
    for name, part in score.parts.items():
        for detail in part.details:
            sides = [f"{words['gold']} {detail.gold}"] if detail.gold else []
            sides += [f"{words['predicted']} {detail.predicted}"] if detail.predicted else []
            lines.append(f"  {words[detail.what]} {words[name]} p.{detail.page}: {' | '.join(sides)}")
    return lines


def _columns(rows: list[list[str]]) -> list[str]:
    """Cells padded to columns; an ideograph is two cells wide on a terminal."""
    widths = [max(_width(row[index]) for row in rows) for index in range(len(rows[0]))]
    return [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


def _width(text: str) -> int:
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
