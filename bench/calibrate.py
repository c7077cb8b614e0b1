"""What a fact's standing is worth: right facts counted over documents with gold, into rules/data/confidence.yaml.

    python bench/calibrate.py build/fit corpus/pdf=corpus/gold --write
    python bench/calibrate.py build/report

A folder holds documents and their gold (``ID.pdf`` or other forms, ``ID.csv``); ``documents=gold`` where they lie
apart. With ``--write`` the table is fitted, else what the present one promises is set beside what was right.

The confidence of a standing is not the share of its facts that were right but the lower bound of that share (Wilson,
one-sided, 95 %), where one document counts for no more than 50 facts: what one layout gets wrong it gets wrong in every
row. A generated document knows all that it says: there, a fact of a kind that the gold does not have is wrong.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import floor, sqrt
from pathlib import Path

from budgetextract.model.facts import Grounds
from budgetextract.pipeline import Options, open_part, understood
from budgetextract.result.builder import build
from budgetextract.rules.confidence import LEVELS
from budgetextract.scoring.facts import Judged, score_facts
from budgetextract.scoring.gold import Pairs, predicted_from, read_gold
from budgetextract.scoring.reliability import reliability

TABLE = Path(__file__).resolve().parent.parent / "src" / "budgetextract" / "rules" / "data" / "confidence.yaml"
FORMS = ((".pdf",), (".image.pdf",), (".docx",), (".html",), (".md",), (".text.docx", ".tables.xlsx"))
"""Endings of the files of one document in each form it may have."""
LEAST = 60
"""Facts (a document counts for 50 at most) from which a standing has a number of its own."""
A_DOCUMENT = 50
Z = 1.645
BEST = {"agreed": 0.999, "single": 0.985, "conflict": 0.7}
"""No more than this is promised, by status: what confirms a fact confirms it in a document of any maker, while facts
that nothing confirms are as right as here only in documents like these."""
DOUBTED = {"agreed": 0.999, "single": 0.65, "conflict": 0.6}
"""The same for a fact that a failing check of few terms names."""
DEFAULT = 0.6
"""For a standing that no document showed."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One fact of one document."""

    document: str
    grounds: Grounds
    judged: Judged


@dataclass(slots=True)
class Cell:
    """Facts of one standing: by document, how many and how many of them right."""

    most: float = 1.0
    documents: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))

    def add(self, one: Seen) -> None:
        """Count a fact."""
        counts = self.documents[one.document]
        counts[0] += 1
        counts[1] += one.judged.right

    @property
    def all(self) -> int:
        """Facts."""
        return sum(count for count, _ in self.documents.values())

    @property
    def right(self) -> int:
        """Right ones among them."""
        return sum(right for _, right in self.documents.values())

    @property
    def weight(self) -> int:
        """Facts, no more of one document than ``A_DOCUMENT``."""
        return sum(min(count, A_DOCUMENT) for count, _ in self.documents.values())

    @property
    def confidence(self) -> float:
        """The lower bound of the share of right facts, to three places, rounded down."""
        return floor(1000 * min(self.most, lower_bound(self.right / self.all, self.weight))) / 1000


def lower_bound(share: float, count: int) -> float:
    """What the true share is not below, at 95 %, where ``share`` of ``count`` were right (Wilson's interval)."""
    square = Z * Z / count
    middle = share + square / 2
    spread = Z * sqrt(share * (1 - share) / count + square / (4 * count))
    return (middle - spread) / (1 + square)


@dataclass(frozen=True, slots=True)
class Task:
    """A document in one form, its gold, and what it says of itself where it was generated."""

    files: tuple[Path, ...]
    gold: Path
    about: Path | None


def tasks(documents: Path, gold: Path) -> Iterator[Task]:
    """Every document that has gold, in each form it is there in."""
    for path in sorted(gold.glob("*.csv")):
        about = gold / f"{path.stem}.about.toml"
        for endings in FORMS if "." not in path.stem else ():
            files = tuple(documents / f"{path.stem}{ending}" for ending in endings)
            if all(file.is_file() for file in files):
                yield Task(files, path, about if about.is_file() else None)


def seen(task: Task) -> list[Seen]:
    """Every fact of a document; what a planted mistake altered is not judged."""
    parts = [open_part(file.read_bytes(), file.name) for file in task.files]
    found = understood(parts, Options())
    grounds = {fact.id: fact.grounds for fact in found.facts}
    read = predicted_from(json.loads(build(found, keep_contacts=False).to_json()), task.gold.stem)
    score = score_facts(read_gold(task.gold), read)
    judged = [*score.judged, *(Judged(fact, False) for fact in (score.uncovered if task.about else ()))]
    told = tomllib.loads(task.about.read_text(encoding="utf-8")) if task.about else {}
    altered = {altered_key(fact) for one in told.get("planted", []) for fact in one["facts"]}
    out: list[Seen] = []
    for one in judged:
        own = grounds.get(one.fact.id)
        key = (one.fact.concept, one.fact.measure, one.fact.fiscal_year, one.fact.dimensions)
        if own is not None and key not in altered:
            out.append(Seen(str(task.files[0]), own, one))
    return out


def altered_key(row: Sequence[str]) -> tuple[str, str, int, Pairs]:
    """The key of a fact that a planted mistake altered: concept, measure, year, dimensions in ``about.toml``."""
    pairs = (part.partition("=") for part in row[3].split(";") if part)
    return row[0], row[1], int(row[2]), tuple(sorted((name, value) for name, _, value in pairs))


def fitted(facts: Sequence[Seen]) -> list[tuple[dict[str, object], Cell]]:
    """The standings that were seen often enough, the finest first."""
    out: list[tuple[dict[str, object], Cell]] = []
    for level in LEVELS:
        cells: dict[tuple[object, ...], Cell] = defaultdict(Cell)
        for one in facts:
            cells[tuple(getattr(one.grounds, name) for name in level)].add(one)
        for values, cell in sorted(cells.items(), key=lambda pair: tuple(map(str, pair[0]))):
            when = dict(zip(level, values, strict=True))
            if cell.weight >= LEAST or level == LEVELS[-1]:
                cell.most = (DOUBTED if when["doubted"] else BEST)[str(when["status"])]
                out.append((when, cell))
    return out


def table(facts: Sequence[Seen], sources: Sequence[str]) -> str:
    """confidence.yaml."""
    documents = len({one.document for one in facts})
    lines = [
        "# Shares of right facts by how they stand; written by bench/calibrate.py, not by hand.",
        "# confidence: lower bound (Wilson, 95 %) of right / all, a document counting for 50 facts at most.",
        "version: 1",
        f"default: {DEFAULT}",
        "fitted_on:",
        f'  date: "{date.today().isoformat()}"',
        f"  documents: {documents}",
        f"  facts: {len(facts)}",
        "  sources:",
        *(f"    - {json.dumps(source)}" for source in sources),
        "cells:",
    ]
    for when, cell in fitted(facts):
        words = ", ".join(f"{name}: {_word(value)}" for name, value in when.items())
        lines.append(f"  - {{when: {{{words}}}, right: {cell.right}, all: {cell.all}, confidence: {cell.confidence}}}")
    return "\n".join(lines) + "\n"


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", help="documents with their gold, or documents=gold")
    parser.add_argument("--about", action="append", default=[], help="words on a source, for the table")
    parser.add_argument("--jobs", type=int, default=1, help="processes at a time (1)")
    parser.add_argument("--write", action="store_true", help="write rules/data/confidence.yaml")
    given = parser.parse_args(arguments)
    work = [
        task
        for folder in given.folders
        for documents, _, gold in [folder.partition("=")]
        for task in tasks(Path(documents), Path(gold or documents))
    ]
    if given.jobs > 1:
        with multiprocessing.get_context("spawn").Pool(given.jobs) as pool:
            facts = [one for found in pool.imap(seen, work) for one in found]
    else:
        facts = [one for task in work for one in seen(task)]
    for one in reliability(fact.judged for fact in facts):
        print(f"{one.name:14} {one.right:7} of {one.facts:7} right, {one.promised / one.facts:.4f} promised")
    for when, cell in fitted(facts):
        if len(when) == len(LEVELS[0]):
            print(cell.right, cell.all, cell.confidence, *when.values())
    if given.write:
        TABLE.write_text(table(facts, given.about), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
