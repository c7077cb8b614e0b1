"""Accuracy and speed of OCR: a folder with pdf/ and gold/ is turned into pictures, read, and scored.

    python bench/ocr_bench.py --corpus FOLDER                    pictures of FOLDER/pdf against FOLDER/gold
    python bench/ocr_bench.py --corpus FOLDER --look fax --dpi 300
    python bench/ocr_bench.py --corpus FOLDER --scans FOLDER/scan  scans that are there already

Pictures are made once and kept in build/ocr. Prints the score and the seconds a page, writes both to a JSON file, and
the extracted documents beside the pictures. The time is that of the whole ``extract`` on this machine; OCR is most of
it, and its models are loaded once for all documents.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from rasterise import LOOKS, Scanner, scan_file

from budgetextract import extract
from budgetextract.errors import InputError
from budgetextract.messages import text
from budgetextract.scoring.gold import Predicted, find_gold, read_gold, read_predicted
from budgetextract.scoring.report import DocumentScore, as_json, as_text, score_document

ROOT = Path(__file__).resolve().parent.parent
WORDS = (
    "document", "group", "recall", "precision", "silent", "silent_one", "in_conflict", "not_covered", "total", "table",
    "narrative", "staffing", "tables", "headings", "indicators", "gold", "predicted", "missed", "wrong", "spurious",
    "kept", "promised",
)  # fmt: skip


@dataclass(frozen=True)
class Run:
    """One document read: ``seconds`` for the whole of ``extract``."""

    name: str
    pages: int
    seconds: float
    failed: str = ""

    @property
    def seconds_a_page(self) -> float:
        return self.seconds / max(1, self.pages)


def pictures(pdfs: Sequence[Path], folder: Path, scanner: Scanner) -> list[Path]:
    """Image-only versions of ``pdfs`` in ``folder``; those that are there are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for pdf in pdfs:
        target = folder / pdf.name
        if not target.exists():
            stored = target.with_suffix(".part")
            stored.write_bytes(scan_file(pdf.read_bytes(), pdf.stem, scanner))
            stored.rename(target)
        made.append(target)
    return made


def read(scan: Path, out: Path) -> Run:
    """Extract one document, write its JSON, and say how long it took."""
    start = time.perf_counter()
    try:
        disclosure = extract(scan)
    except InputError as error:
        return Run(scan.stem, 0, time.perf_counter() - start, error.code)
    seconds = time.perf_counter() - start
    (out / f"{scan.stem}.json").write_text(disclosure.to_json() + "\n", encoding="utf-8")
    return Run(scan.stem, disclosure.document.pages or 0, seconds)


def scored(run: Run, out: Path, gold: Path) -> DocumentScore:
    """The document against its gold; one that failed has found nothing."""
    found = Predicted(run.name, ()) if run.failed else read_predicted(out / f"{run.name}.json")
    return score_document(read_gold(gold), found)


def report(runs: Sequence[Run], scores: list[DocumentScore], about: dict[str, object]) -> dict[str, object]:
    """What is written: the runs, seconds a page, and the score with each difference."""
    whole = sum(run.seconds for run in runs) / max(1, sum(run.pages for run in runs))
    by_document = [run.seconds_a_page for run in runs if run.pages]
    return {
        "about": about,
        "seconds_a_page": {
            "all": round(whole, 3),
            "median_document": round(statistics.median(by_document), 3) if by_document else None,
            "slowest_document": round(max(by_document), 3) if by_document else None,
        },
        "runs": [asdict(run) for run in runs],
        "score": json.loads(as_json(scores, details=True)),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    default = Scanner()
    parser = argparse.ArgumentParser(description="Accuracy and speed of OCR on pictures of PDFs that have gold.")
    parser.add_argument("--corpus", help="folder with pdf/ and gold/ (default: BUDGETEXTRACT_CORPUS)")
    parser.add_argument("--scans", type=Path, help="folder of scans to read instead of making them")
    parser.add_argument("--only", default="", help="documents whose name begins so")
    parser.add_argument("--look", choices=LOOKS, default=default.look)
    parser.add_argument("--dpi", type=int, default=default.dpi)
    parser.add_argument("--details", action="store_true", help="print each difference")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "ocr", help="folder for pictures and results")
    parser.add_argument("--json", type=Path, default=ROOT / "bench" / "results" / "ocr.json")
    options = parser.parse_args(arguments)
    corpus = Path(options.corpus or os.environ.get("BUDGETEXTRACT_CORPUS") or "")
    if not (corpus / "gold").is_dir():
        print("--corpus FOLDER with pdf/ and gold/ is needed", file=sys.stderr)
        return 2
    golds = {name: gold for name, gold in find_gold(corpus / "gold").items() if name.startswith(options.only)}
    pdfs = sorted(pdf for pdf in (options.scans or corpus / "pdf").glob("*.pdf") if pdf.stem in golds)
    if not pdfs:
        print("no PDF that has gold", file=sys.stderr)
        return 1
    scanner = replace(default, look=options.look, dpi=options.dpi)
    folder = options.out / f"{'given' if options.scans else scanner.look}-{scanner.dpi}"
    scans = pdfs if options.scans else pictures(pdfs, folder, scanner)
    folder.mkdir(parents=True, exist_ok=True)
    runs = []
    for scan in scans:
        runs.append(run := read(scan, folder))
        print(f"{run.name}: {run.pages} p., {run.seconds_a_page:.2f} s/p. {run.failed}", file=sys.stderr, flush=True)
    scores = [scored(run, folder, golds[run.name]) for run in runs]
    about: dict[str, object] = {"documents": len(runs), "cores": os.cpu_count(), "python": platform.python_version()}
    about |= {"scans": "given"} if options.scans else {"scanner": asdict(scanner)}
    found = report(runs, scores, about)
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(as_text(scores, {word: text(f"score.{word}", "en") for word in WORDS}, details=options.details))
    print(f"seconds a page: {found['seconds_a_page']}")
    return 1 if any(run.failed for run in runs) else 0


if __name__ == "__main__":
    sys.exit(main())
