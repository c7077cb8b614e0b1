"""What the benchmark measures, each in a process of its own: ``python bench/measures.py MEASURE FILES``."""

from __future__ import annotations

import importlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

NEAREST = 20
"""Pages of the file whose extraction is timed as a whole process."""


@dataclass(frozen=True)
class Turn:
    """One measure in one process. ``seconds`` of processor time for the work without imports; ``elapsed`` by the clock
    for the same; ``peak_mib`` of the process, ``start_mib`` of it before the work."""

    measure: str
    number: int
    pages: int
    seconds: float
    elapsed: float
    peak_mib: float
    start_mib: float

    @property
    def ms_per_page(self) -> float:
        return 1000 * self.seconds / max(1, self.pages)


@dataclass(frozen=True)
class Start:
    """A whole process of the command line: seconds by the clock and of the processor."""

    command: str
    pages: int
    elapsed: float
    seconds: float


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


def reader(file: Path) -> int:
    """Words and tables of each page by this package."""
    from budgetextract.extraction.grid import find_grids
    from budgetextract.sources.pdf.reader import read_pages

    count = 0
    for page in read_pages(file.read_bytes(), file.name, []):
        find_grids(page)
        count += 1
    return count


def tables(file: Path) -> int:
    """Words of each page, and the document's tables as they are understood."""
    from budgetextract.extraction.tables import find_tables
    from budgetextract.rules.bundle import load_rules
    from budgetextract.sources.pdf.reader import read_pdf

    source = read_pdf(file.read_bytes(), file.name)
    find_tables(source, load_rules())
    return len(source.pages)


def pdfplumber(file: Path) -> int:
    """Words and tables of each page, the usual way."""
    import pdfplumber as library

    with library.open(file) as document:
        for page in document.pages:
            page.extract_words()
            page.extract_tables()
            page.close()
        return len(document.pages)


def camelot(file: Path) -> int:
    """Tables between ruling lines, out of the vectors of the page."""
    import camelot as library
    import pypdfium2

    library.read_pdf(str(file), pages="all", flavor="lattice", engine="vector", split_text=True)
    document = pypdfium2.PdfDocument(file)
    count = len(document)
    document.close()
    return count


def extract(file: Path) -> int:
    """The whole pipeline, down to JSON."""
    from budgetextract import extract as read

    disclosure = read(file)
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        disclosure.write_json(nowhere)
    return disclosure.document.pages or 0


WORK: dict[str, tuple[Callable[[Path], int], tuple[str, ...]]] = {
    "pdfium": (pdfium, ("pypdfium2",)),
    "reader": (reader, ("pikepdf", "budgetextract.sources.pdf.reader", "budgetextract.extraction.grid")),
    "tables": (tables, ("pikepdf", "budgetextract.pipeline")),
    "pdfplumber": (pdfplumber, ("pdfplumber",)),
    "camelot": (camelot, ("camelot", "pypdfium2")),
    "extract": (extract, ("pikepdf", "budgetextract.pipeline")),
}
MEASURES = tuple(WORK)


def peak() -> float:
    """MiB that this process has taken at most."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


def work(measure: str, files: Sequence[Path]) -> None:
    """In the fresh process: import, do the work on all files, and print what it took as JSON."""
    do, modules = WORK[measure]
    for module in modules:
        importlib.import_module(module)
    start_mib, start, clock = peak(), time.process_time(), time.perf_counter()
    pages = sum(do(file) for file in files)
    seconds, elapsed = time.process_time() - start, time.perf_counter() - clock
    print(
        json.dumps({"pages": pages, "seconds": seconds, "elapsed": elapsed, "peak_mib": peak(), "start_mib": start_mib})
    )


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def turn(measure: str, files: Sequence[Path], number: int = 0) -> Turn:
    """Run one measure in a fresh process."""
    command = [sys.executable, str(Path(__file__).resolve()), measure, *map(str, files)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=_environment())
    if done.returncode:
        raise SystemExit(f"{measure} failed\n{done.stderr[-2000:]}")
    return Turn(measure, number, **json.loads(done.stdout.splitlines()[-1]))


def starts(files: Sequence[Path], repeats: int) -> list[Start]:
    """Whole processes with warm caches (each is run once before): ``extract`` of one file, ``--help``."""
    import pypdfium2

    pages = {file: len(pypdfium2.PdfDocument(file)) for file in files}
    file = min(files, key=lambda one: abs(pages[one] - NEAREST))
    found = []
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "out.json")
        for name, count, words in (
            ("extract", pages[file], ["extract", str(file), "-o", out, "-q"]),
            ("--help", 0, ["--help"]),
        ):
            command = [sys.executable, "-m", "budgetextract", *words]
            for turn_number in range(repeats + 1):
                before = resource.getrusage(resource.RUSAGE_CHILDREN)
                clock = time.perf_counter()
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=_environment())
                elapsed = time.perf_counter() - clock
                after = resource.getrusage(resource.RUSAGE_CHILDREN)
                used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
                if turn_number:
                    found.append(Start(name, count, elapsed, used))
    return found


if __name__ == "__main__":
    work(sys.argv[1], [Path(name) for name in sys.argv[2:]])
