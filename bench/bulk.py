"""Many documents: throughput, overhead, memory, spoilt documents, search and export at scale.

    python bench/bulk.py --count 2000 --distinct 100 --jobs 2
    python bench/bulk.py --parts run,poison --count 200

The documents are the project's own generator's; of each distinct one there are several, told apart by a comment after
their end, so that each has a hash of its own and is read anew. Parts: ``run`` (bare pipeline, one worker, --jobs
workers), ``poison`` (one document in fifty hangs, crashes, takes memory, is malformed or encrypted), ``search``
(10,000 documents), ``export`` (5 million facts). Writes ``bulk.json`` to ``--out``.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "samples"), str(ROOT / "tests" / "bulk")]

QUERIES = ("公务用车购置", "机关运行经费", "绩效目标", "培训费 下降", "住房公积金", "信访", "三公经费决算数小于预算数")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=2000, help="documents")
    parser.add_argument("--distinct", type=int, default=100, help="different ones among them")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=40001)
    parser.add_argument("--parts", default="run,poison,search,export")
    parser.add_argument("--facts", type=int, default=5_000_000, help="rows of the export")
    parser.add_argument("--documents", type=int, default=10_000, help="documents of the search")
    parser.add_argument("--out", type=Path, default=Path("build/bulk"))
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    folder = prepared(asked.out / "documents", asked.count, asked.distinct, asked.seed)
    made: dict[str, Any] = {"documents": asked.count, "distinct": asked.distinct, "cores": os.cpu_count()}
    parts: dict[str, Callable[[], dict[str, Any]]] = {
        "run": lambda: runs(folder, asked.out, asked.jobs),
        "poison": lambda: poison(folder, asked.out, asked.jobs),
        "search": lambda: searching(asked.out, asked.documents),
        "export": lambda: exporting(asked.out, asked.facts),
    }
    for part in asked.parts.split(","):
        made[part] = parts[part]()
        print(part, json.dumps(made[part], ensure_ascii=False, indent=1), flush=True)
    (asked.out / "bulk.json").write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def prepared(folder: Path, count: int, distinct: int, seed: int) -> Path:
    """``count`` PDFs of ``distinct`` different documents; kept from run to run."""
    if folder.is_dir() and len(list(folder.glob("*.pdf"))) == count:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    drafts = folder.parent / "drafts"
    shutil.rmtree(drafts, ignore_errors=True)
    command = [sys.executable, "-m", "generator", "--count", str(distinct), "--seed", str(seed), "--out", str(drafts)]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(ROOT / "samples")})
    folder.mkdir(parents=True)
    sources = sorted(drafts.rglob("*.pdf"))
    for number in range(count):
        data = sources[number % len(sources)].read_bytes()
        (folder / f"{number:05d}.pdf").write_bytes(data + f"\n% {number}\n".encode())
    shutil.rmtree(drafts)
    return folder


def runs(folder: Path, out: Path, jobs: int) -> dict[str, Any]:
    """The bare pipeline, one worker, several: in documents and pages a second, with the parent's memory."""
    files = sorted(folder.glob("*.pdf"))
    few = out / "few"
    shutil.rmtree(few, ignore_errors=True)
    few.mkdir()
    for file in files[: max(20, len(files) // 10)]:
        (few / file.name).hardlink_to(file)
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        bare = pool.apply(bare_pipeline, (sorted(few.glob("*.pdf")),))
    one = bulk(few, out / "store-one", 1)
    several = bulk(folder, out / "store", jobs)
    return {
        "bare_pages_per_second": bare["pages_per_second"],
        "one_worker": one,
        f"{jobs}_workers": several,
        "overhead_of_bulk": round(bare["pages_per_second"] / one["pages_per_second"] - 1, 4),
        "speed_up": round(several["pages_per_second"] / one["pages_per_second"], 3),
    }


def bare_pipeline(files: Sequence[Path]) -> dict[str, float]:
    """Reading and writing JSON, nothing else, in one process that has read a document before."""
    from budgetextract.pipeline import extract_bytes

    extract_bytes(files[0].read_bytes(), files[0].name).to_json()
    start, pages = time.monotonic(), 0
    for file in files:
        found = extract_bytes(file.read_bytes(), file.name)
        pages += found.document.pages or 0
        (file.parent / "bare.json").write_text(found.to_json(), encoding="utf-8")
    return {"pages_per_second": round(pages / (time.monotonic() - start), 2)}


def bulk(folder: Path, store: Path, jobs: int) -> dict[str, Any]:
    """One run of the command; what it says of itself, and the memory of its parent process."""
    shutil.rmtree(store, ignore_errors=True)
    command = [sys.executable, "-m", "budgetextract", "bulk", str(folder), "-o", str(store), "-j", str(jobs), "--json"]
    process = subprocess.Popen([*command, "--quiet"], stdout=subprocess.PIPE)
    assert process.stdout is not None
    said = process.stdout.read()
    _, _, usage = os.wait4(process.pid, 0)
    summary = json.loads(said)
    return {
        "done": summary["done"],
        "failed": summary["failed"],
        "seconds": summary["seconds"],
        "pages_per_second": summary["pages_per_second"],
        "peak_mib_of_parent": round(usage.ru_maxrss / 1024, 1),
    }


def poison(folder: Path, out: Path, jobs: int) -> dict[str, Any]:
    """A run with one spoilt document in fifty: how many were done, and for what reasons the others failed."""
    from poison import work

    from budgetextract.bulk.jobs import jobs as made
    from budgetextract.bulk.limits import Limits
    from budgetextract.bulk.run import run
    from budgetextract.bulk.worker import Order
    from budgetextract.pipeline import Options
    from budgetextract.store.store import open_store

    files = sorted(folder.glob("*.pdf"))
    spoilt = out / "spoilt"
    shutil.rmtree(spoilt, ignore_errors=True)
    spoilt.mkdir()
    kinds = ("HANG", "CRASH", "MEMORY", "malformed", "encrypted")
    wanted: dict[str, str] = {}
    for number, file in enumerate(files):
        target = spoilt / file.name
        kind = kinds[number // 50 % len(kinds)] if number % 50 == 25 else ""
        if not kind:
            target.hardlink_to(file)
            continue
        wanted[str(target)] = kind
        data = file.read_bytes()
        target.write_bytes(_spoilt(kind, data))
    store = out / "store-spoilt"
    shutil.rmtree(store, ignore_errors=True)
    reasons: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}
    fates: Counter[str] = Counter()
    with open_store(store, create=True) as opened:
        order = Order(str(store), Options(), Limits(seconds=20, memory=3072), opened.begin_run("", {}), "en")
        todo = made((((file,), None) for file in sorted(spoilt.glob("*.pdf"))), {})
        for told in run(todo, order, opened, jobs, work=work):
            fates[told.fate] += 1
            if told.job.source in wanted:
                reasons[wanted[told.job.source]][told.reason or told.fate] += 1
    return {
        "documents": len(files),
        "spoilt": len(wanted),
        **fates,
        "reasons": {k: dict(v) for k, v in reasons.items()},
    }


def _spoilt(kind: str, data: bytes) -> bytes:
    if kind == "malformed":
        return data[: len(data) // 3][:2000]
    if kind == "encrypted":
        import io

        import pikepdf

        written = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as document:
            document.save(written, encryption=pikepdf.Encryption(user="secret", owner="secret"))
        return written.getvalue()
    return kind.encode() + data


def searching(out: Path, count: int) -> dict[str, Any]:
    """Queries over a store of so many documents, whose texts are those of the run's store over and over."""
    from budgetextract.store.search import index, search
    from budgetextract.store.store import open_store

    store = _copied(out, "store-search")
    with open_store(store, create=True) as opened:
        start = time.monotonic()
        indexed = index(opened)
        seconds = time.monotonic() - start
    with sqlite3.connect(store / "store.sqlite") as database:
        there = database.execute('SELECT max("id"), count(*) FROM "documents"').fetchone()
        rounds = max(0, -(-count // there[1]) - 1)
        for turn in range(1, rounds + 1):
            shift = turn * there[0]
            _doubled(database, "documents", shift, there[0], own="id")
            database.execute(
                'INSERT INTO "search" SELECT "words", "pairs", "text", "what", "page", "document" + ? FROM "search" '
                'WHERE "document" <= ?',
                (shift, there[0]),
            )
            database.commit()
        entries = database.execute('SELECT count(*) FROM "search"').fetchone()[0]
    times: dict[str, float] = {}
    with open_store(store) as opened:
        search(opened, "预算")  # jieba's dictionary is loaded
        for query in QUERIES:
            taken = []
            for _ in range(5):
                start = time.monotonic()
                hits = search(opened, query)
                taken.append(time.monotonic() - start)
            times[f"{query} ({len(hits)})"] = round(statistics.median(taken) * 1000, 1)
    return {
        "documents": there[1] * (rounds + 1), "entries": entries, "milliseconds": times,
        "indexed": indexed, "index_seconds_a_document": round(seconds / max(1, indexed), 4),
    }  # fmt: skip


def exporting(out: Path, count: int) -> dict[str, Any]:
    """So many facts to Parquet: time and peak memory of the command in a process of its own."""
    store = _copied(out, "store-export")
    with sqlite3.connect(store / "store.sqlite") as database:
        last, there = database.execute('SELECT max("row_id"), count(*) FROM "facts"').fetchone()
        for turn in range(1, max(1, -(-count // there))):
            _doubled(database, "facts", turn * last, last, own="row_id")
            database.commit()
        rows = database.execute('SELECT count(*) FROM "facts"').fetchone()[0]
    command = [sys.executable, "-m", "budgetextract", "export", str(store), "--to", "parquet"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    start = time.monotonic()
    process = subprocess.Popen([*command, "-o", str(out / "facts.parquet")])
    _, _, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    del before
    size = (out / "facts.parquet").stat().st_size
    shutil.rmtree(store)
    return {
        "rows": rows, "seconds": round(seconds, 1), "peak_mib": round(usage.ru_maxrss / 1024, 1),
        "file_mib": round(size / 2**20, 1),
    }  # fmt: skip


def _copied(out: Path, name: str) -> Path:
    """The database of the run's store on its own."""
    store = out / name
    shutil.rmtree(store, ignore_errors=True)
    store.mkdir()
    with sqlite3.connect(out / "store" / "store.sqlite") as source, sqlite3.connect(store / "store.sqlite") as target:
        source.backup(target)
    return store


def _doubled(database: sqlite3.Connection, table: str, shift: int, last: int, *, own: str) -> None:
    names = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]
    columns = ", ".join(f'"{name}" + {shift}' if name == own else f'"{name}"' for name in names)
    database.execute(f'INSERT INTO "{table}" SELECT {columns} FROM "{table}" WHERE "{own}" <= ?', (last,))


if __name__ == "__main__":
    main()
