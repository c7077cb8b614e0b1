"""``extract``: documents to structured data."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from budgetextract.cli import options, speech
from budgetextract.cli.inputs import Gathered, Input, gather
from budgetextract.cli.outputs import Sink, open_sink, plan
from budgetextract.cli.streams import protected_stdout
from budgetextract.errors import ChecksFailed, InputError, SettingError
from budgetextract.settings import FORMATS, Settings

if TYPE_CHECKING:
    from budgetextract.model.disclosure import Disclosure
    from budgetextract.pipeline import Options

SECOND_READERS = frozenset({"pdfplumber", "camelot"})
"""Readers of tables that read the file again, which a set of files is not."""


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-o", "--output", metavar="FILE_OR_DIR")
@click.option("--format", "form", type=click.Choice(FORMATS), default=None)
@click.option("--together", is_flag=True)
@options.reading
@click.option("--strict", is_flag=True, default=None)
def extract(
    paths: tuple[str, ...],
    output: str | None,
    form: str | None,
    together: bool,
    ocr: str | None,
    tables: str | None,
    keep_contacts: bool | None,
    quiet: bool | None,
    strict: bool | None,
) -> None:
    """See ``help.extract``."""
    settings = options.settings(
        format=form, ocr=ocr, tables=tables, keep_contacts=keep_contacts, quiet=quiet, strict=strict
    )
    if together and settings.text("tables") in SECOND_READERS:
        raise SettingError(code="together_tables", tables=settings.text("tables"))
    gathered = gather(paths)
    if not gathered.inputs:
        raise SettingError(code="nothing_to_read", paths=" ".join(paths))
    how = plan(output, settings.text("format"), single=gathered.single or together)
    with protected_stdout() as results:
        sink = open_sink(
            how,
            gathered.inputs,
            results,
            language=speech.language(),
            bom=settings.flag("csv_bom"),
        )
        code = _run(gathered, sink, settings, together=together)
    if code:
        raise click.exceptions.Exit(code)


def _run(gathered: Gathered, sink: Sink, settings: Settings, *, together: bool) -> int:
    """Read and write everything; the exit code."""
    quiet = settings.flag("quiet")
    if gathered.left_out and not quiet:
        speech.say("left_out", count=gathered.left_out)
    chosen = options.pipeline_options(settings)
    failed = doubtful = 0
    try:
        groups: list[tuple[Input, ...]] = [gathered.inputs] if together else [(one,) for one in gathered.inputs]
        for group in _progress(groups, quiet=quiet or len(groups) == 1):
            try:
                disclosure = read(group, chosen)
                sink.add(group[0], disclosure)
            except BrokenPipeError:  # the reader of the results has gone, as in "… | head"
                raise
            except Exception as error:
                if speech.debugging():
                    raise
                failed += 1
                click.echo(speech.failure_line(error, group[0].label), err=True)
                continue
            doubtful += any(finding.severity == "error" for finding in disclosure.findings)
    except BaseException:
        sink.abandon()
        raise
    sink.close()
    if failed:
        if len(groups) > 1 and not quiet:
            speech.say("some_failed", failed=failed, total=len(groups))
        return InputError.exit_code
    if doubtful and settings.flag("strict"):
        speech.say("error.checks_failed", count=doubtful)
        return ChecksFailed.exit_code
    return 0


def read(group: tuple[Input, ...], chosen: Options) -> Disclosure:
    """One disclosure out of one document, or out of several that are its parts."""
    from budgetextract.pipeline import extract_bytes, extract_parts

    if len(group) == 1:
        return extract_bytes(group[0].read(), group[0].name, chosen)
    return extract_parts([(part.read(), part.name) for part in group], chosen)


def _progress(groups: list[tuple[Input, ...]], *, quiet: bool) -> Iterable[tuple[Input, ...]]:
    """The groups, with a bar on standard error while that is a terminal."""
    if quiet or not sys.stderr.isatty():
        return groups
    from rich.console import Console
    from rich.progress import track

    return track(groups, description=speech.text("reading"), console=Console(stderr=True), transient=True)
