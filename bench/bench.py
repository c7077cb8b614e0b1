"""Speed on the same pages, in one run: raw pdfium, this reader, pdfplumber, camelot, and the whole of ``extract``.

    pdfium      load each page and its text: the floor
    reader      words and tables of each page by this package (``read_pages``, ``find_grids``)
    tables      the same and what makes tables of them: captions, pages joined, heads, names (``find_tables``)
    pdfplumber  ``extract_words`` and ``extract_tables`` of each page
    camelot     lattice tables, ``engine="vector"``, ``split_text=True``
    extract     the whole of ``extract`` with its default settings, down to JSON

The measures take turns within one run, each in a fresh process with its libraries imported beforehand, so that a busy
machine slows all of them alike and no file is warm that a user would find cold. Times are processor times (user and
system) of that process, which runs on one core; ratios are taken within a turn, and their spread says what they are
worth. Peak memory is that of the process with all it imported.

    python bench/bench.py                       the samples
    python bench/bench.py --corpus FOLDER       PDFs of a folder (or BUDGETEXTRACT_CORPUS)
    python bench/bench.py --pages 3000          one document of so many pages, made of those PDFs; pages taken from one
                                                file share its fonts and pictures. pdfplumber and camelot read the
                                                first --slice pages of it (default 250)
    python bench/bench.py --repeats 7 --json bench/results/today.json

It also times two whole processes of the command line with warm caches: ``extract`` of one file (of the PDFs given, that
of nearest to 20 pages) and ``--help``. The JSON file has all turns, the machine and the versions.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import measures
import report

ROOT = Path(__file__).resolve().parent.parent
SLOW = ("pdfplumber", "camelot")
"""Measures that read a slice of a long document."""


def find_files(corpus: str | None) -> list[Path]:
    """The PDFs of the corpus (its ``pdf`` folder where it has one), else the samples."""
    chosen = corpus or os.environ.get("BUDGETEXTRACT_CORPUS")
    folder = Path(chosen) if chosen else ROOT / "samples"
    if chosen and (folder / "pdf").is_dir():
        folder = folder / "pdf"
    return sorted(file.resolve() for file in folder.rglob("*.pdf"))


def concatenated(files: Sequence[Path], pages: int, target: Path) -> Path:
    """One document of ``pages`` pages: those of the files in turn, again and again. Pages of one file share fonts."""
    import pikepdf

    with pikepdf.new() as whole:
        sources = [pikepdf.open(file) for file in files]
        while len(whole.pages) < pages:
            for source in sources:
                for page in list(source.pages)[: pages - len(whole.pages)]:
                    whole.pages.append(page)
        whole.save(target)
        for source in sources:
            source.close()
    return target


def run(files: Sequence[Path], pages: int, part: int, repeats: int, names: Sequence[str]) -> list[measures.Turn]:
    """All turns. ``pages``: of the one document made of the files, 0 for the files themselves; ``part``: pages of it
    that the slow measures read."""
    with tempfile.TemporaryDirectory() as folder:
        fast, slow = list(files), list(files)
        if pages:
            fast = [concatenated(files, pages, Path(folder) / "whole.pdf")]
            slow = [concatenated(files, min(part, pages), Path(folder) / "part.pdf")] if part < pages else fast
        turns = []
        for number in range(repeats):
            for name in names:
                turns.append(measures.turn(name, slow if name in SLOW else fast, number))
                print(f"{number + 1}/{repeats} {name}: {turns[-1].ms_per_page:.2f} ms a page", file=sys.stderr)
        return turns


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and write JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", help="folder of PDFs (default: BUDGETEXTRACT_CORPUS, else the samples)")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--pages", type=int, default=0, help="one document of so many pages, made of the PDFs")
    parser.add_argument("--slice", type=int, default=250, help="pages of it that pdfplumber and camelot read")
    parser.add_argument("--only", nargs="+", choices=measures.MEASURES, default=measures.MEASURES, metavar="MEASURE")
    parser.add_argument("--no-start", action="store_true", help="without the times of whole processes")
    parser.add_argument("--json", type=Path, default=ROOT / "bench" / "results" / "latest.json")
    options = parser.parse_args(arguments)
    files = find_files(options.corpus)
    if not files:
        print("no PDF found; make samples writes some", file=sys.stderr)
        return 1
    turns = run(files, options.pages, options.slice, options.repeats, options.only)
    starts = [] if options.no_start else measures.starts(files, options.repeats)
    about = report.about(files, options.pages, min(options.slice, options.pages), options.repeats)
    found = report.whole(about, turns, starts)
    options.json.parent.mkdir(parents=True, exist_ok=True)
    options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(report.as_text(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
