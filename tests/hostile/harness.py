"""One hostile file, read by the program as a user would start it, with its time and memory watched from outside."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

SECONDS = 120.0
"""A run that takes longer hangs; a usual one ends within two or three seconds."""
MEMORY = 1 << 30
"""Bytes of memory that no input may make the program take."""


@dataclass(frozen=True)
class Run:
    """How a run ended. ``peak``: bytes of memory at its most."""

    code: int
    out: str
    err: str
    seconds: float
    peak: int


def run(file: Path, *options: str, environment: dict[str, str] | None = None) -> Run:
    """``budgetextract extract FILE`` in a process of its own, in an empty folder, in English."""
    out, err = file.with_suffix(".out"), file.with_suffix(".err")
    command = [sys.executable, "-m", "budgetextract", "--lang", "en", "extract", str(file), "-q", *options]
    variables = {name: value for name, value in os.environ.items() if not name.startswith("BUDGETEXTRACT_")}
    start = time.monotonic()
    with out.open("wb") as one, err.open("wb") as two:
        process = subprocess.Popen(
            command,
            stdout=one,
            stderr=two,
            stdin=subprocess.DEVNULL,
            cwd=file.parent,
            env=variables | (environment or {}),
            start_new_session=True,
        )
        code, peak = _wait(process)
    return Run(
        code,
        out.read_text(encoding="utf-8", errors="replace"),
        err.read_text(encoding="utf-8", errors="replace"),
        time.monotonic() - start,
        peak,
    )


def _wait(process: subprocess.Popen[bytes]) -> tuple[int, int]:
    """Exit code and peak memory; -9 for a process that had to be killed."""
    end = time.monotonic() + SECONDS
    peak = 0
    while time.monotonic() < end:
        peak = max(peak, _peak(process.pid))
        if process.poll() is not None:
            return process.returncode, peak
        time.sleep(0.01)
    os.killpg(process.pid, 9)
    process.wait()
    return -9, peak


def _peak(number: int) -> int:
    """Most memory of a running process so far, 0 where the system does not tell.

    What the system says of an ended child counts the memory of its parent at the time of the fork, too.
    """
    try:
        status = Path(f"/proc/{number}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) * 1024 if found else 0
