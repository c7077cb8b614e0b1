"""``extract``: documents to structured data."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from budgetextract.cli import options, speech
from budgetextract.cli.inputs import gather
from budgetextract.cli.outputs import Sink, open_sink, plan
from budgetextract.cli.streams import protected_stdout
from budgetextract.errors import ChecksFailed, InputError, SettingError
from budgetextract.settings import FORMATS, SETS, Settings

if TYPE_CHECKING:
    from budgetextract.intake import Outcome
    from budgetextract.model.disclosure import Disclosure
    from budgetextract.pieces import File
    from budgetextract.pipeline import Options


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-o", "--output", metavar="FILE_OR_DIR")
@click.option("--format", "form", type=click.Choice(FORMATS), default=None)
@click.option("--together", is_flag=True)
@click.option("--sets", type=click.Choice(SETS), default=None)
@options.reading
@click.option("--strict", is_flag=True, default=None)
def extract(
    paths: tuple[str, ...],
    output: str | None,
    form: str | None,
    together: bool,
    sets: str | None,
    ocr: str | None,
    tables: str | None,
    keep_contacts: bool | None,
    quiet: bool | None,
    strict: bool | None,
) -> None:
    """See ``help.extract``."""
    from budgetextract.intake import neighbours

    settings = options.settings(
        format=form, sets=sets, ocr=ocr, tables=tables, keep_contacts=keep_contacts, quiet=quiet, strict=strict
    )
    gathered = gather(paths)
    if not gathered.inputs:
        raise SettingError(code="nothing_to_read", paths=" ".join(paths))
    chosen = options.pipeline_options(settings)
    files = [one.file for one in gathered.inputs]
    groups = [tuple(files)] if together else neighbours(files, chosen)
    how = plan(output, settings.text("format"), single=gathered.single or len(groups) == 1)
    with protected_stdout() as results:
        sink = open_sink(
            how,
            gathered.inputs,
            results,
            language=speech.language(),
            bom=settings.flag("csv_bom"),
            names=[group[0].name for group in groups],
        )
        if gathered.left_out and not settings.flag("quiet"):
            speech.say("left_out", count=gathered.left_out)
        code = _run(groups, sink, settings, chosen, together=together)
    if code:
        raise click.exceptions.Exit(code)


def _run(groups: Sequence[tuple[File, ...]], sink: Sink, settings: Settings, chosen: Options, *, together: bool) -> int:
    """Read and write everything; the exit code."""
    from budgetextract.intake import outcomes

    quiet = settings.flag("quiet")
    failed = doubtful = done = 0
    try:
        for group in _progress(groups, quiet=quiet or len(groups) == 1):
            for outcome in _joined(group, chosen) if together else outcomes(group, chosen):
                if outcome.problem is not None and not quiet:
                    speech.say_about(outcome.label, outcome.problem)
                error = outcome.error
                if outcome.disclosure is not None:
                    error = _written(sink, outcome, outcome.disclosure)
                    done += error is None
                    doubtful += any(finding.severity == "error" for finding in outcome.disclosure.findings)
                if error is not None:
                    failed += 1
                    if speech.debugging():
                        raise error
                    click.echo(speech.failure_line(error, outcome.label), err=True)
    except BaseException:
        sink.abandon()
        raise
    sink.close()
    if failed:
        if failed + done > 1 and not quiet:
            speech.say("some_failed", failed=failed, total=failed + done)
        return InputError.exit_code
    if doubtful and settings.flag("strict"):
        speech.say("error.checks_failed", count=doubtful)
        return ChecksFailed.exit_code
    return 0


def _written(sink: Sink, outcome: Outcome, disclosure: Disclosure) -> Exception | None:
    """Writes one disclosure; why it could not be written."""
    try:
        sink.add(outcome.stem, disclosure, alike=outcome.alike)
    except (BrokenPipeError, SettingError):  # nobody reads the results any more, or no result can be written
        raise
    except Exception as error:
        return error
    return None


def _joined(files: Sequence[File], chosen: Options) -> Iterator[Outcome]:
    """The one disclosure whose parts the files are."""
    from budgetextract.intake import Outcome
    from budgetextract.intake import together as parts_of_one

    first = files[0]
    try:
        yield Outcome(first, first.label, PurePath(first.name).stem, disclosure=parts_of_one(files, chosen))
    except Exception as error:
        yield Outcome(first, getattr(error, "named", {}).get("file") or first.label, error=error)


def _progress(groups: Sequence[tuple[File, ...]], *, quiet: bool) -> Iterable[tuple[File, ...]]:
    """The groups, with a bar on standard error while that is a terminal."""
    if quiet or not sys.stderr.isatty():
        return groups
    from rich.console import Console
    from rich.progress import track

    return track(groups, description=speech.text("reading"), console=Console(stderr=True), transient=True)
