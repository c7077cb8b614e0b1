"""How well generated documents are read: facts, indicators, tables, headings, mistakes, and what is found that is none.

    python bench/generated.py --count 500 --seed 7001 --mistakes --jobs 4
    python bench/generated.py --count 60 --forms docx,html --style hubei

Documents, their gold, the JSON read of them and ``report.json`` go to ``--out``; seeds make two runs the same, other
seeds make documents that nobody has seen.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "samples"))

from generator.build import BULK, Generated, generate, mistakes_for, plan, write
from generator.twins import FORMS, twins
from generator.twins.web import page_title
from judge import GROUPS, PARTS, Judged, judged

from budgetextract.errors import BudgetExtractError
from budgetextract.pipeline import extract_bytes, extract_parts
from budgetextract.scoring.facts import FactCounts
from budgetextract.scoring.gold import Heading, predicted_from, read_gold
from budgetextract.scoring.matching import Counts

BINS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.01)


@dataclass(frozen=True, slots=True)
class Task:
    """One document to make and to read in one form."""

    style: str
    seed: int
    oddities: frozenset[str]
    mistakes: tuple[str, ...]
    form: str
    out: Path


def tasks(
    count: int, seed: int, styles: Sequence[str], forms: Sequence[str], out: Path, *, mistakes: bool
) -> Iterator[Task]:
    """``count`` documents; with ``mistakes``, every second document has one, the kinds in turn."""
    for number, (style, own, oddities) in enumerate(plan(count, seed, styles)):
        turn = number // len(styles)
        planted = mistakes_for(own) if mistakes and (number + turn) % 2 else ()
        yield Task(style, own, oddities, planted, forms[number % len(forms)], out)


def done(task: Task) -> Judged:
    """Make, read, judge."""
    made = generate(task.style, task.seed, task.oddities, task.mistakes, most=1)
    stem = f"{task.style}-{task.seed:05d}"
    write(made, task.out, stem, ())
    files = {".pdf": made.pdf} if task.form == "pdf" else twins(made, task.form)
    for ending, data in files.items():
        (task.out / f"{stem}{ending}").write_bytes(data)
    result = read(made, files, stem)
    (task.out / f"{stem}.json").write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
    about = {"expect": made.about.expect, "allowed": made.about.allowed, "planted": made.about.planted}
    gold = read_gold(task.out / f"{stem}.csv")
    if task.form == "html" and gold.facts:  # the portal has a heading of its own
        gold = replace(gold, headings=(Heading(0, page_title(made.about), None), *(gold.headings or ())))
    return judged(stem, about, gold, made.gold.layouts, result, predicted_from(result, stem))


def read(made: Generated, files: Mapping[str, bytes], stem: str) -> dict[str, Any]:
    """The contract's object; of a file that is refused, an object with nothing in it."""
    parts = [(data, made.about.file_name or f"{stem}{ending}") for ending, data in files.items()]
    try:
        document = extract_parts(parts) if len(parts) > 1 else extract_bytes(*parts[0])
    except BudgetExtractError:
        if made.gold.facts:
            raise
        return {"document": {"reader": "pdf", "pages": 0}}
    loaded: dict[str, Any] = json.loads(document.to_json())
    return loaded


def report(all_of: Sequence[Judged]) -> dict[str, Any]:
    """Counts over all documents, as numbers."""
    groups = {name: FactCounts() for name in GROUPS}
    layouts: dict[str, FactCounts] = {}
    parts = {name: Counts() for name in PARTS}
    for one in all_of:
        for name, part in one.parts.items():
            parts[name].add(part)
        for name, counts in one.groups.items():
            groups[name].add(counts)
        for name, counts in one.layouts.items():
            layouts.setdefault(name, FactCounts()).add(counts)
    facts, indicators = FactCounts(), FactCounts()
    for name, counts in groups.items():
        if name != "staffing":
            facts.add(counts)
    for counts in layouts.values():
        indicators.add(counts)
    planted = [pair for one in all_of for pair in one.planted]
    kinds = {kind: [code for name, code in planted if name == kind] for kind in dict(planted)}
    confidence = [pair for one in all_of for pair in one.confidence]
    return {
        "documents": len(all_of),
        "facts": _numbers(facts),
        **{name: _numbers(counts) for name, counts in groups.items()},
        "indicators": _numbers(indicators),
        **{name: _shares(part) for name, part in parts.items()},
        "layouts": {name: _numbers(counts) for name, counts in sorted(layouts.items())},
        "silent_errors": sum(counts.silent for counts in groups.values()),
        "right_in_conflict": sum(counts.right_in_conflict for counts in groups.values()),
        "planted": len(planted),
        "planted_found": sum(bool(code) for _, code in planted),
        "kinds": {kind: _found(codes) for kind, codes in sorted(kinds.items())},
        "false_findings": sum(len(one.false) for one in all_of),
        "false_by_code": Counter(code for one in all_of for code in one.false),
        "documents_with_false_findings": sum(bool(one.false) for one in all_of),
        "reliability": [
            {"from": low, "below": high, "facts": len(inside), "right": sum(inside)}
            for low, high in pairwise(BINS)
            if (inside := [right for value, right in confidence if low <= value < high])
        ],
        "misses": {one.stem: one.misses for one in all_of if one.misses},
    }


def _found(codes: Sequence[str]) -> dict[str, Any]:
    """Of one kind of mistake: the codes that reported it, "" where none did."""
    return {"planted": len(codes), "found": sum(map(bool, codes)), "codes": Counter(filter(None, codes))}


def _numbers(counts: FactCounts) -> dict[str, Any]:
    return {
        **asdict(counts),
        "recall": round(counts.found / counts.gold, 5) if counts.gold else None,
        "precision": round(counts.right / counts.predicted, 5) if counts.predicted else None,
    }


def _shares(counts: Counts) -> dict[str, Any]:
    """Of tables or headings."""
    return {
        **asdict(counts),
        "recall": round(counts.right / counts.gold, 5) if counts.gold else None,
        "precision": round(counts.right / counts.predicted, 5) if counts.predicted else None,
    }


def shown(numbers: Mapping[str, Any]) -> Iterator[str]:
    """The report in lines for people; misses first, so that the counts stand at the end."""
    for stem, misses in numbers["misses"].items():
        yield f"{stem}:"
        yield from (f"  {line}" for line in misses)
    yield f"{numbers['documents']} documents"
    for name in ("facts", *GROUPS, "indicators"):
        yield _line(name, numbers[name])
    for name in PARTS:
        yield _line(name, {**numbers[name], "found": numbers[name]["right"]})
    for name, counts in numbers["layouts"].items():
        yield _line(f"  {name}", counts)
    yield f"silent errors {numbers['silent_errors']}; right facts in conflict {numbers['right_in_conflict']}"
    yield f"planted mistakes found {numbers['planted_found']} of {numbers['planted']}"
    for kind, counts in numbers["kinds"].items():
        codes = ", ".join(f"{code} {number}" for code, number in counts["codes"].items())
        yield f"  {kind}: {counts['found']} of {counts['planted']} ({codes})"
    where = f"in {numbers['documents_with_false_findings']} documents"
    yield f"false findings {numbers['false_findings']} {where}: {dict(numbers['false_by_code'])}"
    for row in numbers["reliability"]:
        yield f"  confidence {row['from']:.3f} to {row['below']:.3f}: {row['right']} of {row['facts']} right"


def _line(name: str, counts: Mapping[str, Any]) -> str:
    recall, precision = (f"{counts[one]:.4f}" if counts[one] is not None else "-" for one in ("recall", "precision"))
    recall += f" ({counts['found']} of {counts['gold']})"
    precision += f" ({counts['right']} of {counts['predicted']})"
    silent = f", silent {counts['silent']}" if "silent" in counts else ""
    return f"{name}: recall {recall}, precision {precision}{silent}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Always 0: the numbers are for reading; tests hold them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=60, help="how many documents (60)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the first of them (1)")
    parser.add_argument("--style", action="append", choices=sorted(set(BULK)), help="only this style (again for more)")
    parser.add_argument("--forms", default="pdf", help=f"by commas, in turn: pdf, {', '.join(FORMS)}")
    parser.add_argument("--mistakes", action="store_true", help="plant a mistake in every second document")
    parser.add_argument("--jobs", type=int, default=1, help="processes at a time (1)")
    parser.add_argument("--out", type=Path, default=Path("build/generated"), help="folder for all files")
    given = parser.parse_args(arguments)
    given.out.mkdir(parents=True, exist_ok=True)
    work = list(
        tasks(given.count, given.seed, given.style or BULK, given.forms.split(","), given.out, mistakes=given.mistakes)
    )
    if given.jobs > 1:
        with multiprocessing.get_context("spawn").Pool(given.jobs) as pool:
            all_of = list(pool.imap(done, work, chunksize=1))
    else:
        all_of = [done(task) for task in work]
    numbers = report(all_of)
    (given.out / "report.json").write_text(json.dumps(numbers, ensure_ascii=False, indent=1), encoding="utf-8")
    print("\n".join(shown(numbers)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
