"""What one document may cost: wall time, processor time, memory. Set by the worker upon itself."""

from __future__ import annotations

import signal
import sys

from budgetextract.record import record

MIB = 1 << 20


@record
class Limits:
    """Seconds by the clock and of the processor, MiB of address space; 0 for none."""

    seconds: int = 900
    processor: int = 1800
    memory: int = 4096


def of_a_worker(limits: Limits) -> None:
    """Once, when a worker begins: no more memory than allowed, no life after its parent's, deaf to Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        return
    import resource

    if limits.memory:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        wanted = limits.memory * MIB
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        _die_with_parent()


def of_a_document(limits: Limits) -> None:
    """Before each document: so much more processor time, then the system ends the process (SIGXCPU)."""
    if sys.platform == "win32" or not limits.processor:
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(usage.ru_utime + usage.ru_stime) + limits.processor + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard < 0 else min(soft, hard), hard))


def _die_with_parent() -> None:
    """Ask the kernel to end this process when its parent ends, however that happens."""
    import ctypes
    import os

    parent = os.getppid()
    try:
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    except (OSError, AttributeError):
        return
    if os.getppid() != parent:  # it ended in between
        os.kill(os.getpid(), signal.SIGKILL)
