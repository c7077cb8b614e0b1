"""Speed on the same PDFs: raw pdfium, pdfplumber, and the whole of ``extract``.

The measures take turns within one run, each in a fresh process, so that a busy machine slows all of them alike and
nothing is warm that a user would find cold. Ratios are taken within a turn; their spread says what they are worth.

    python bench/bench.py                       the samples
    python bench/bench.py --corpus FOLDER       PDFs of a folder (or BUDGETEXTRACT_CORPUS)
    python bench/bench.py --repeats 7 --json bench/results/today.json
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEASURES = ("pdfium", "pdfplumber", "extract")


@dataclass(frozen=True)
class Turn:
    """One measure in one process: work without imports, the whole process, and its peak memory."""

    measure: str
    pages: int
    seconds: float
    process_seconds: float
    peak_mib: float


def pdfium(file: Path) -> int:
    """Load each page and read its text."""
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    for page in document:
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    count = len(document)
    document.close()
    return count


def pdfplumber(file: Path) -> int:
    """Words and tables of each page, the usual way."""
    import pdfplumber as library

    with library.open(file) as document:
        for page in document.pages:
            page.extract_words()
            page.extract_tables()
            page.close()
        return len(document.pages)


def extract(file: Path) -> int:
    """The whole pipeline, down to JSON."""
    from budgetextract import extract as read

    disclosure = read(file)
    disclosure.to_json()
    return disclosure.document.pages or 0


def work(measure: str, files: Sequence[Path]) -> None:
    """In the fresh process: import, then time the work on all files, and print the result as JSON."""
    do: Callable[[Path], int] = {"pdfium": pdfium, "pdfplumber": pdfplumber, "extract": extract}[measure]
    for module in {"pdfium": ["pypdfium2"], "pdfplumber": ["pdfplumber"], "extract": ["budgetextract.pipeline"]}[
        measure
    ]:
        __import__(module)
    start = time.perf_counter()
    pages = sum(do(file) for file in files)
    seconds = time.perf_counter() - start
    unit = 1 if sys.platform == "darwin" else 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20
    print(json.dumps({"pages": pages, "seconds": seconds, "peak_mib": peak}))


def turn(measure: str, files: Sequence[Path]) -> Turn:
    """Run one measure in a fresh process."""
    start = time.perf_counter()
    command = [sys.executable, str(Path(__file__).resolve()), "--worker", measure, *map(str, files)]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment)
    elapsed = time.perf_counter() - start
    if done.returncode:
        raise SystemExit(f"{measure} failed")
    found = json.loads(done.stdout.splitlines()[-1])
    return Turn(measure, found["pages"], found["seconds"], elapsed, found["peak_mib"])


def spread(values: Sequence[float]) -> dict[str, float]:
    """Median, lowest and highest."""
    return {
        "median": round(statistics.median(values), 4),
        "low": round(min(values), 4),
        "high": round(max(values), 4),
    }


def summary(turns: Sequence[Turn]) -> dict[str, object]:
    """Pages a second, milliseconds a page and peak memory by measure; ratios within each turn."""
    by = {measure: [turn for turn in turns if turn.measure == measure] for measure in MEASURES}
    out: dict[str, object] = {
        measure: {
            "pages": rows[0].pages,
            "pages_per_second": spread([row.pages / row.seconds for row in rows]),
            "ms_per_page": spread([1000 * row.seconds / row.pages for row in rows]),
            "process_seconds": spread([row.process_seconds for row in rows]),
            "peak_mib": spread([row.peak_mib for row in rows]),
        }
        for measure, rows in by.items()
    }
    for other in ("pdfplumber", "pdfium"):
        ratios = [a.seconds / b.seconds for a, b in zip(by[other], by["extract"], strict=True)]
        out[f"{other}_time_over_extract_time"] = spread(ratios)
    return out


def find_files(corpus: str | None) -> list[Path]:
    """The PDFs of the corpus (its ``pdf`` folder where it has one), else the samples."""
    chosen = corpus or os.environ.get("BUDGETEXTRACT_CORPUS")
    folder = Path(chosen) if chosen else ROOT / "samples"
    if chosen and (folder / "pdf").is_dir():
        folder = folder / "pdf"
    return sorted(file.resolve() for file in folder.rglob("*.pdf"))


def main() -> int:
    """Measure, print, and write JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", help="folder of PDFs (default: BUDGETEXTRACT_CORPUS, else the samples)")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--json", type=Path, default=ROOT / "bench" / "results" / "latest.json")
    parser.add_argument("--worker", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        work(options.worker[0], [Path(name) for name in options.worker[1:]])
        return 0
    files = find_files(options.corpus)
    if not files:
        print("no PDF found; make samples writes some", file=sys.stderr)
        return 1
    turns = [turn(measure, files) for _ in range(options.repeats) for measure in MEASURES]
    found = summary(turns)
    options.json.parent.mkdir(parents=True, exist_ok=True)
    about = {"files": len(files), "repeats": options.repeats, "python": platform.python_version()}
    about |= {"cores": os.cpu_count(), "machine": platform.machine()}
    report = {"about": about, "summary": found, "turns": [asdict(one) for one in turns]}
    options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print_report(about, found)
    return 0


def print_report(about: dict[str, object], found: dict[str, object]) -> None:
    """The summary as a small table."""
    print(", ".join(f"{key} {value}" for key, value in about.items()))
    print(f"{'':<12}{'pages/s':>24}{'ms/page':>24}{'peak MiB':>24}")
    for measure in MEASURES:
        row = found[measure]
        assert isinstance(row, dict)
        cells = [_range(row[name]) for name in ("pages_per_second", "ms_per_page", "peak_mib")]
        print(f"{measure:<12}" + "".join(f"{cell:>24}" for cell in cells))
    for other in ("pdfplumber", "pdfium"):
        row = found[f"{other}_time_over_extract_time"]
        print(f"{other} time / extract time: {_range(row)}")


def _range(value: object) -> str:
    assert isinstance(value, dict)
    return f"{value['median']:.1f} ({value['low']:.1f}-{value['high']:.1f})"


if __name__ == "__main__":
    sys.exit(main())
