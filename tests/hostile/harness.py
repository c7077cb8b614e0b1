"""One hostile file, read by the program as a user would start it, with its time and memory watched from outside."""

from __future__ import annotations

import os
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
    while time.monotonic() < end:
        done, status, usage = os.wait4(process.pid, os.WNOHANG)
        if done:
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        time.sleep(0.02)
    os.killpg(process.pid, 9)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = -9
    return -9, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
