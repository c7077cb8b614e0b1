"""The benchmark's numbers: medians with their spread, ratios within each turn, as JSON and as a small table."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from measures import MEASURES, Start, Turn

LIBRARIES = ("budgetextract", "pypdfium2", "pdfplumber", "pdfminer.six", "camelot-py", "numpy", "pydantic")
RATIOS = (
    ("pdfplumber", "reader", 15.0, "at least"),
    ("reader", "pdfium", 2.0, "at most"),
    ("pdfplumber", "tables", None, ""),
    ("tables", "pdfium", None, ""),
    ("camelot", "reader", None, ""),
    ("pdfplumber", "extract", 8.0, "at least"),
    ("extract", "pdfium", None, ""),
)
"""(one, other, goal, how it is meant) of one's time a page over the other's."""


def spread(values: Sequence[float]) -> dict[str, float]:
    """Median, lowest and highest."""
    return {
        "median": round(statistics.median(values), 4),
        "low": round(min(values), 4),
        "high": round(max(values), 4),
    }


def about(files: Sequence[Path], pages: int, part: int, repeats: int) -> dict[str, Any]:
    """The machine, the versions, and what was read."""
    from budgetextract.sources.pdf.loops import loops

    return {
        "files": len(files),
        "concatenated_pages": pages or None,
        "pages_for_pdfplumber_and_camelot": part or None,
        "repeats": repeats,
        "compiled_part": loops() is not None,
        "python": platform.python_version(),
        "system": platform.platform(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "versions": {name: _version(name) for name in LIBRARIES},
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def summary(turns: Sequence[Turn]) -> dict[str, Any]:
    """Pages a second and core, milliseconds a page and peak memory by measure."""
    out = {}
    for measure in MEASURES:
        rows = [turn for turn in turns if turn.measure == measure]
        if rows:
            out[measure] = {
                "pages": rows[0].pages,
                "pages_per_second_per_core": spread([row.pages / row.seconds for row in rows]),
                "ms_per_page": spread([row.ms_per_page for row in rows]),
                "peak_mib": spread([row.peak_mib for row in rows]),
                "mib_before_work": spread([row.start_mib for row in rows]),
            }
    return out


def ratios(turns: Sequence[Turn]) -> dict[str, Any]:
    """Time a page of one measure over that of another, within each turn."""
    times = {(turn.measure, turn.number): turn.ms_per_page for turn in turns}
    numbers = sorted({turn.number for turn in turns})
    out = {}
    for one, other, goal, meant in RATIOS:
        found = [times[one, n] / times[other, n] for n in numbers if (one, n) in times and (other, n) in times]
        if found:
            out[f"{one} / {other}"] = spread(found) | ({"goal": f"{meant} {goal:g}"} if goal else {})
    return out


def processes(starts: Sequence[Start]) -> dict[str, Any]:
    """Seconds of whole processes."""
    out = {}
    for command in dict.fromkeys(start.command for start in starts):
        rows = [start for start in starts if start.command == command]
        out[command] = {
            "pages": rows[0].pages or None,
            "elapsed": spread([row.elapsed for row in rows]),
            "processor": spread([row.seconds for row in rows]),
        }
    return out


def whole(about: dict[str, Any], turns: Sequence[Turn], starts: Sequence[Start]) -> dict[str, Any]:
    """All that the JSON file holds."""
    return {
        "about": about,
        "summary": summary(turns),
        "ratios": ratios(turns),
        "processes": processes(starts),
        "turns": [asdict(turn) for turn in turns],
        "starts": [asdict(start) for start in starts],
    }


def as_text(found: dict[str, Any]) -> str:
    """The summary as a small table."""
    facts = found["about"]
    lines = [
        f"{facts['files']} files, {facts['repeats']} turns, Python {facts['python']}, {facts['processor']}, "
        f"{facts['cores']} cores, compiled part {'yes' if facts['compiled_part'] else 'no'}"
    ]
    if facts["concatenated_pages"]:
        lines.append(
            f"one document of {facts['concatenated_pages']} pages, fonts shared; pdfplumber and camelot on "
            f"{facts['pages_for_pdfplumber_and_camelot']} of them"
        )
    lines.append(f"{'':<11}{'pages':>6}{'pages/s/core':>24}{'ms/page':>24}{'peak MiB':>24}")
    for measure, row in found["summary"].items():
        cells = [_range(row[name]) for name in ("pages_per_second_per_core", "ms_per_page", "peak_mib")]
        lines.append(f"{measure:<11}{row['pages']:>6}" + "".join(f"{cell:>24}" for cell in cells))
    for name, row in found["ratios"].items():
        goal = f"  (goal: {row['goal']})" if "goal" in row else ""
        lines.append(f"time {name:<22}{_range(row):>24}{goal}")
    for name, row in found["processes"].items():
        what = f"{name} of {row['pages']} pages" if row["pages"] else name
        lines.append(
            f"process {what:<19}{_range(row['elapsed'], 2):>24} s by the clock, {_range(row['processor'], 2)} s of "
            "processor"
        )
    return "\n".join(lines)


def _range(value: dict[str, float], digits: int = 1) -> str:
    return f"{value['median']:.{digits}f} ({value['low']:.{digits}f}-{value['high']:.{digits}f})"
