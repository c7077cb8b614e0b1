"""A run that is killed, and killed again: in the end the store is that of a run that nobody disturbed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import content  # of this folder

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="children of a process are found in /proc")
DOCUMENTS = 60
TIMES = int(os.environ.get("BULK_KILLS", "50"))
"""Fewer with BULK_KILLS=5 in the environment."""


def started(folder: Path, store: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "budgetextract", "bulk", str(folder), "-o", str(store), "--jobs", "2", "--quiet"]
    return subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)


def children(parent: int) -> list[int]:
    """Its worker processes; the one that shares semaphores among them is no worker."""
    found: list[int] = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                line = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if int(fields[1]) == parent and b"resource_tracker" not in line:
                found.append(int(entry.name))
    return found


def test_nothing_is_lost_or_half_written(tmp_path: Path, documents: Callable[[int], Path]) -> None:
    folder, store, calm = documents(DOCUMENTS), tmp_path / "store", tmp_path / "calm"
    assert started(folder, calm).wait(timeout=240) == 0
    dice = random.Random(20240101)
    for turn in range(TIMES):
        process = started(folder, store)
        try:
            process.wait(timeout=dice.uniform(0.3, 2.6))
        except subprocess.TimeoutExpired:
            if turn % 3 == 2 and (workers := children(process.pid)):
                os.kill(dice.choice(workers), signal.SIGKILL)
                process.wait(timeout=240)  # the others and their documents go on
            else:
                os.kill(process.pid, signal.SIGKILL)
                process.wait(timeout=60)
        if process.stderr is not None:
            process.stderr.close()
    end = time.monotonic() + 60
    while children(1) and any(_is_ours(child) for child in children(1)) and time.monotonic() < end:
        time.sleep(0.1)
    last = subprocess.run(
        [sys.executable, "-m", "budgetextract", "bulk", str(folder), "-o", str(store), "--retry-failed", "--quiet"],
        check=False,
        timeout=240,
    )
    assert last.returncode == 0
    assert content(store) == content(calm)
    kept = {file.name for file in (store / "results").rglob("*.json")}
    assert kept == {file.name for file in (calm / "results").rglob("*.json")}


def _is_ours(process: int) -> bool:
    try:
        return b"budgetextract" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False
