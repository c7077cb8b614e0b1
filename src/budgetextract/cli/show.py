"""``show``: a disclosure for a person, and a page's picture as it was seen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from budgetextract.cli import options, speech
from budgetextract.cli.inputs import Input, disclosure_in, gather
from budgetextract.cli.streams import protected_stdout
from budgetextract.errors import InputError, SettingError

if TYPE_CHECKING:
    from budgetextract.settings import Settings


@click.command()
@click.argument("path", metavar="PATH")
@click.option("--draw", type=click.Path(dir_okay=False, path_type=Path), metavar="PNG")
@click.option("--page", type=click.IntRange(min=1), metavar="N")
@options.reading
def show(
    path: str,
    draw: Path | None,
    page: int | None,
    ocr: str | None,
    tables: str | None,
    keep_contacts: bool | None,
    quiet: bool | None,
) -> None:
    """See ``help.show``."""
    settings = options.settings(ocr=ocr, tables=tables, keep_contacts=keep_contacts, quiet=quiet)
    if (draw is None) != (page is None):
        raise SettingError(code="draw_needs_page")
    inputs = gather((path,)).inputs
    if len(inputs) != 1:
        raise SettingError(code="one_document", path=path, count=str(len(inputs)))
    with protected_stdout() as results:
        try:
            if draw is not None and page is not None:
                _draw(inputs[0], draw, page, settings)
                speech.say("drawn", file=draw)
                return
            disclosure = disclosure_in(inputs[0], settings)
        except InputError as error:
            if speech.debugging():
                raise
            click.echo(speech.failure_line(error, inputs[0].label), err=True)
            raise click.exceptions.Exit(error.exit_code) from error
        from rich.console import Console

        from budgetextract.cli.view import show_disclosure

        console = Console(file=results, highlight=False, width=None if results.isatty() else 120)
        show_disclosure(disclosure, console)


def _draw(source: Input, target: Path, page: int, settings: Settings) -> None:
    from budgetextract.export.draw import draw_page
    from budgetextract.export.files import written
    from budgetextract.pipeline import see

    data = source.read()
    seen = see(data, source.name, options.pipeline_options(settings))
    picture = draw_page(data, *seen, page, keep_contacts=settings.flag("keep_contacts"))
    with written(target) as draft:
        draft.write_bytes(picture)
