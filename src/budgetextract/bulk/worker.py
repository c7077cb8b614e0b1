"""One job in a worker process: read, then written to the store with the ledger's entry, in one transaction."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from budgetextract.bulk.jobs import Job, together
from budgetextract.bulk.limits import Limits, of_a_document, of_a_worker
from budgetextract.errors import BudgetExtractError
from budgetextract.record import record

if TYPE_CHECKING:
    from budgetextract.intake import Outcome
    from budgetextract.pipeline import Options
    from budgetextract.store.store import Failure, Store

CHANGED = "changed_while_read"
EXHAUSTED = 112
"""Exit code of a worker without memory."""


@record
class Done:
    """What the parent is told of a job: no more than it needs to count."""

    key: str
    status: str
    documents: int
    pages: int
    seconds: float
    reason: str = ""
    message: str = ""


@record
class Order:
    """What all jobs of a run have in common."""

    store: str
    options: Options
    limits: Limits
    run: int
    language: str


_store: Store | None = None
_order: Order | None = None


def begin(order: Order) -> None:
    """Once in each worker."""
    global _order
    of_a_worker(order.limits)
    import logging
    import warnings

    logging.getLogger().addHandler(logging.NullHandler())
    warnings.simplefilter("ignore")
    _order = order


def guarded(work: Callable[[Job], Done], job: Job) -> Done:
    """``work`` within its limits. A process without memory ends, for what it holds would spoil the next job."""
    assert _order is not None  # begin was called
    of_a_document(_order.limits)
    try:
        return work(job)
    except MemoryError:
        os._exit(EXHAUSTED)


def work(job: Job) -> Done:
    """Read a job and write what it gives. Never raises for what a file holds."""
    assert _order is not None  # begin was called
    return run(job, _order, _opened(_order))


def run(job: Job, order: Order, store: Store) -> Done:
    """The same in this process."""
    from budgetextract.store.store import Made

    start = time.monotonic()
    made: list[Made] = []
    failures: list[Failure] = []
    outcomes, contents = _read(job, order.options)
    for outcome in outcomes:
        if outcome.disclosure is not None:
            made.append(Made(outcome.stem, outcome.disclosure))
        elif outcome.error is not None:
            failures.append(failure(outcome.error, order.language, outcome.label))
    if not made and not failures:
        failures.append(_nothing(order.language))
    seconds = time.monotonic() - start
    store.keep(
        {"key": job.key, "sha256": job.sha256, "source": job.source, "seconds": round(seconds, 3), "run": order.run},
        made,
        failures,
        originals=contents,
    )
    return Done(
        job.key,
        "done" if not failures else "partly" if made else "failed",
        len(made),
        sum(one.disclosure.document.pages or 0 for one in made),
        seconds,
        failures[0].reason if failures else "",
        failures[0].message if failures else "",
    )


def failure(error: BaseException, language: str, label: str = "") -> Failure:
    """An error as the ledger keeps it: its code and what is said of it."""
    from typing import cast

    from budgetextract.export.said import error_text
    from budgetextract.messages import Language
    from budgetextract.store.store import Failure

    reason = error.code if isinstance(error, BudgetExtractError) else "memory"
    if not isinstance(error, BudgetExtractError | MemoryError):
        reason = "internal"
    return Failure(reason, error_text(error, cast("Language", language)), label)


def _nothing(language: str) -> Failure:
    from budgetextract.errors import NoDocuments

    return failure(NoDocuments(file=""), language)


def _read(job: Job, options: Options) -> tuple[Sequence[Outcome], Sequence[bytes]]:
    """What the files of a job give, and their bytes; each file is loaded once, and must be what it was."""
    from dataclasses import replace

    from budgetextract.errors import InputError
    from budgetextract.intake import Outcome, file_of, outcomes

    top = Path(job.top) if job.top else None
    files = [file_of(Path(path), top) for path in job.paths]
    try:
        contents = [file.load() for file in files]
    except Exception as error:
        return [Outcome(files[0], files[0].label, error=error)], ()
    if together([hashlib.sha256(data).hexdigest() for data in contents]) != job.sha256:
        changed = InputError(file=job.source, code=CHANGED)
        return [Outcome(files[0], files[0].label, error=changed)], ()

    def kept(data: bytes) -> Callable[[], bytes]:
        return lambda: data

    files = [replace(file, load=kept(data)) for file, data in zip(files, contents, strict=True)]
    return list(outcomes(tuple(files), options)), contents


def _opened(order: Order) -> Store:
    global _store
    if _store is None:
        from budgetextract.store.store import open_store

        _store = open_store(order.store, create=True)
    return _store
