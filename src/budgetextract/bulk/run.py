"""A run: jobs handed to worker processes, and what becomes of each told as it happens.

In     jobs, an order (store, options, limits), the ledger of the store.
Out    ``Told`` one by one: done, failed with its reason, known from before, a duplicate in this run.
Never  lets a document cost more than itself: a worker that hangs, crashes or takes too much is ended, its document is
       noted with the reason, and another worker takes its place. Jobs are taken from their iterator as workers get
       free, so that ten thousand files cost no more memory than ten.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import TYPE_CHECKING, Literal, cast

from budgetextract.bulk.jobs import Job
from budgetextract.bulk.worker import EXHAUSTED, Done, Order, begin, failure, guarded, work
from budgetextract.errors import BudgetExtractError
from budgetextract.record import record

if TYPE_CHECKING:
    from multiprocessing.context import SpawnContext

    from pebble import ProcessPool

    from budgetextract.store.store import Failure, Store

Work = Callable[[Job], Done]
Fate = Literal["done", "partly", "failed", "known", "known_failed", "duplicate"]
AHEAD = 2
"""Jobs that wait for each worker."""
TASKS_OF_A_WORKER = 500
"""Then it is replaced: libraries that leak cannot fill the memory of a run of weeks."""
SOURCES_AT_ONCE = 200


@record
class Told:
    """What became of a job. ``of``: for a duplicate, the file that was read in its place."""

    job: Job
    fate: Fate
    documents: int = 0
    pages: int = 0
    seconds: float = 0
    reason: str = ""
    message: str = ""
    of: str = ""


class WorkerLost(BudgetExtractError):
    """A document that ended its worker: ``timeout``, ``cpu``, ``memory`` or ``crash``."""

    code = "worker_lost"


def run(
    jobs: Iterable[Job],
    order: Order,
    store: Store,
    workers: int,
    *,
    retry_failed: bool = False,
    force: bool = False,
    work: Work = work,
) -> Iterator[Told]:
    """Everything that happens, in the order it happens. ``force``: read again what is done, too.

    ``work``: what a worker does with a job.
    """
    from pebble import ProcessPool

    ledger = {} if force else store.ledger()
    first: dict[str, str] = {}
    sources: list[tuple[str, str, str]] = []
    running: dict[Future[Done], Job] = {}
    pool = ProcessPool(workers, max_tasks=TASKS_OF_A_WORKER, initializer=begin, initargs=(order,), context=_context())
    try:
        for job in jobs:
            sources += [(path, job.key, job.sha256) for path in job.paths]
            if len(sources) >= SOURCES_AT_ONCE:
                store.note_sources(sources, order.run)
                sources.clear()
            if (told := _not_read(job, ledger, first, retry_failed=retry_failed)) is not None:
                yield told
                continue
            if job.failure is not None:
                yield _failed(job, failure(job.failure, order.language), order, store)
                continue
            running[_scheduled(pool, work, job, order)] = job
            while len(running) >= workers * (1 + AHEAD):
                yield from _finished(running, order, store)
        while running:
            yield from _finished(running, order, store)
        pool.close()
    except BaseException:
        pool.stop()
        raise
    finally:
        store.note_sources(sources, order.run)
        pool.join()


def planned(
    jobs: Iterable[Job], ledger: Mapping[str, str], *, retry_failed: bool = False, force: bool = False
) -> Iterator[Told]:
    """What a run would do, nothing done: ``done`` stands for what would be read."""
    first: dict[str, str] = {}
    for job in jobs:
        yield _not_read(job, {} if force else ledger, first, retry_failed=retry_failed) or Told(job, "done")


def _not_read(job: Job, ledger: Mapping[str, str], first: dict[str, str], *, retry_failed: bool) -> Told | None:
    """Why a job need not be read, if so. ``first``: the file of each key of this run; the job's is added."""
    if job.key in first:
        return Told(job, "duplicate", of=first[job.key])
    first[job.key] = job.source
    before = ledger.get(job.key)
    if before == "done" or (before == "partly" and not retry_failed):
        return Told(job, "known")
    return Told(job, "known_failed") if before == "failed" and not retry_failed else None


def _scheduled(pool: ProcessPool, work: Work, job: Job, order: Order) -> Future[Done]:
    return cast("Future[Done]", pool.schedule(guarded, args=(work, job), timeout=order.limits.seconds or None))


def _finished(running: dict[Future[Done], Job], order: Order, store: Store) -> Iterator[Told]:
    """Waits for jobs to end; tells of them."""
    ended, _ = wait(running, return_when=FIRST_COMPLETED)
    for future in ended:
        job = running.pop(future)
        error = future.exception()
        if error is None:
            done = future.result()
            yield Told(
                job, cast("Fate", done.status), done.documents, done.pages, done.seconds, done.reason, done.message
            )
        else:
            yield _failed(job, _lost(error, order), order, store)


def _failed(job: Job, why: Failure, order: Order, store: Store) -> Told:
    store.keep(
        {"key": job.key, "sha256": job.sha256, "source": job.source, "seconds": None, "run": order.run}, (), (why,)
    )
    return Told(job, "failed", reason=why.reason, message=why.message)


def _lost(error: BaseException, order: Order) -> Failure:
    """Why a worker gave nothing."""
    from dataclasses import replace

    from pebble import ProcessExpired

    if isinstance(error, TimeoutError):
        reason, detail = "timeout", str(order.limits.seconds)
    elif isinstance(error, ProcessExpired):
        reason = _of_exit(error.exitcode)
        detail = str(order.limits.memory if reason == "memory" else error.exitcode)
    else:
        return failure(error, order.language)
    said = failure(WorkerLost(code=f"worker_{reason}", detail=detail), order.language)
    return replace(said, reason=reason)


def _of_exit(code: int | None) -> str:
    """The reason by the exit code of a worker; a signal is its negative number."""
    if code == EXHAUSTED:
        return "memory"
    if code is not None and -code == getattr(signal, "SIGXCPU", 0):
        return "cpu"
    return "killed" if code is not None and -code == getattr(signal, "SIGKILL", 0) else "crash"


def _context() -> SpawnContext:
    """Workers that begin afresh: a fork of a process with threads may hang."""
    import multiprocessing

    return multiprocessing.get_context("spawn")
