"""What spoilt documents do to a worker, by what their text says. Imported by worker processes."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from budgetextract.bulk import worker
from budgetextract.bulk.jobs import Job
from budgetextract.bulk.worker import Done


def work(job: Job) -> Done:
    """``worker.work``, but for documents that say they hang, crash, take memory or time of the processor."""
    text = Path(job.source).read_bytes()[:20]
    if text.startswith(b"HANG"):
        time.sleep(600)
    if text.startswith(b"CRASH"):
        os.kill(os.getpid(), signal.SIGSEGV)
    if text.startswith(b"EXIT"):
        os._exit(7)
    if text.startswith(b"KILLED"):
        os.kill(os.getpid(), signal.SIGKILL)
    if text.startswith(b"MEMORY"):
        hoard = []
        while True:
            hoard.append(bytearray(64 << 20))
    if text.startswith(b"SPIN"):
        while True:
            pass
    return worker.work(job)
