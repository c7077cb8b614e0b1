"""``bulk``: folders, globs, lists and archives into a store."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from budgetextract.cli import options, speech
from budgetextract.cli.inputs import STDIN, Input, gather
from budgetextract.errors import InputError, SettingError
from budgetextract.export.harmless import visible
from budgetextract.settings import SETS

if TYPE_CHECKING:
    from budgetextract.bulk.count import Count
    from budgetextract.bulk.run import Told
    from budgetextract.pipeline import Options

LINE_EVERY = 30
"""Seconds between lines where there is no terminal."""


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("-o", "--output", "store", required=True, metavar="STORE")
@click.option("-j", "--jobs", type=click.IntRange(1, 512), default=None)
@click.option("--sets", type=click.Choice(SETS), default=None)
@options.reading
@click.option("--dry-run", is_flag=True)
@click.option("--retry-failed", is_flag=True)
@click.option("--force", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
@click.option("--timeout", type=click.IntRange(0), default=900, show_default=True)
@click.option("--memory", type=click.IntRange(0), default=4096, show_default=True)
def bulk(
    sources: tuple[str, ...],
    store: str,
    jobs: int | None,
    sets: str | None,
    ocr: str | None,
    tables: str | None,
    keep_contacts: bool | None,
    quiet: bool | None,
    dry_run: bool,
    retry_failed: bool,
    force: bool,
    as_json: bool,
    timeout: int,
    memory: int,
) -> None:
    """See ``help.bulk``."""
    from budgetextract.bulk.count import Count
    from budgetextract.bulk.jobs import jobs as made
    from budgetextract.bulk.jobs import rules_version
    from budgetextract.bulk.limits import Limits
    from budgetextract.bulk.run import planned, run
    from budgetextract.bulk.worker import Order
    from budgetextract.store.store import open_store

    settings = options.settings(sets=sets, ocr=ocr, tables=tables, keep_contacts=keep_contacts, quiet=quiet)
    chosen = options.pipeline_options(settings)
    if STDIN in sources:
        raise SettingError(code="bulk_stdin")
    gathered = gather(sources)
    if not gathered.inputs:
        raise SettingError(code="nothing_to_read", paths=" ".join(sources))
    groups = _groups(gathered.inputs, chosen)
    count = Count(total=len(groups))
    said = {"ocr": chosen.ocr, "tables": chosen.tables, "sets": chosen.sets, "keep_contacts": chosen.keep_contacts}
    silent = settings.flag("quiet")
    if dry_run:
        ledger = _ledger(store)
        for one in planned(made(groups, said), ledger, retry_failed=retry_failed, force=force):
            count.add(one)
        _ended(count, silent=silent, as_json=as_json, dry_run=True)
        return
    with open_store(store, create=True) as opened:
        number = opened.begin_run(rules_version(), said)
        limits = Limits(seconds=timeout, processor=2 * timeout, memory=memory)
        order = Order(str(Path(store).resolve()), chosen, limits, number, speech.language())
        told = run(made(groups, said), order, opened, jobs or _cores(), retry_failed=retry_failed, force=force)
        try:
            for one in _shown(told, count, quiet=silent):
                count.add(one)
                if not silent:
                    _say(one)
        finally:
            opened.end_run(number, count.summary())
    _ended(count, silent=silent, as_json=as_json)
    if count.failed:
        raise click.exceptions.Exit(InputError.exit_code)


def _ended(count: Count, *, silent: bool, as_json: bool, dry_run: bool = False) -> None:
    """What a run came to, for a person and for a machine."""
    if as_json:
        click.echo(json.dumps(count.summary(), ensure_ascii=False))
    if not silent:
        _summary(count, dry_run=dry_run)


def _ledger(store: str) -> dict[str, str]:
    """What a store has; nothing where there is none yet."""
    from budgetextract.store.database import DATABASE
    from budgetextract.store.store import open_store

    if not (Path(store) / DATABASE).is_file():
        return {}
    with open_store(store) as opened:
        return opened.ledger()


def _groups(inputs: Iterable[Input], chosen: Options) -> list[tuple[list[Path], Path | None]]:
    """The files that are read together, with the folder that was given."""
    from budgetextract.intake import neighbours

    by_label = {one.label: one for one in inputs if one.path is not None}
    groups: list[tuple[list[Path], Path | None]] = []
    for group in neighbours([one.file for one in by_label.values()], chosen):
        members = [by_label[file.label] for file in group]
        groups.append(([one.path for one in members if one.path is not None], members[0].top))
    return groups


def _cores() -> int:
    """Cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def _say(told: Told) -> None:
    """A line for what a person has to know: failures, and files that were read under another name."""
    if told.fate in ("failed", "partly"):
        click.echo(f"{visible(told.job.source)}: {told.message}", err=True)
    elif told.fate == "duplicate":
        speech.say("bulk.duplicate", file=visible(told.job.source), of=visible(told.of))


def _shown(told: Iterable[Told], count: Count, *, quiet: bool) -> Iterator[Told]:
    """The same, with a bar on a terminal and a line every half minute elsewhere."""
    if quiet:
        yield from told
    elif sys.stderr.isatty():
        yield from _with_bar(told, count)
    else:
        last = time.monotonic()
        for one in told:
            yield one
            if time.monotonic() - last >= LINE_EVERY:
                last = time.monotonic()
                speech.say("bulk.line", **_numbers(count))


def _with_bar(told: Iterable[Told], count: Count) -> Iterator[Told]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=count.total)
        for one in told:
            yield one
            progress.update(task, completed=count.seen, description=speech.text("bulk.bar", **_numbers(count)))


def _numbers(count: Count) -> dict[str, object]:
    left = count.left
    return {
        "seen": count.seen,
        "total": count.total,
        "failed": count.failed,
        "speed": f"{count.pages_a_second:.1f}",
        "left": "-" if left is None else f"{int(left) // 3600}:{int(left) // 60 % 60:02d}:{int(left) % 60:02d}",
    }


def _summary(count: Count, *, dry_run: bool) -> None:
    found = count.summary()
    speech.say(
        "bulk.planned" if dry_run else "bulk.summary",
        **{**found, "seconds": f"{count.seconds:.1f}", "speed": f"{count.pages_a_second:.1f}"},
    )
    for reason, number in sorted(count.reasons.items()):
        speech.say("bulk.reason", reason=reason, count=number)
