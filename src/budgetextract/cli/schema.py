"""``schema``: JSON Schemas written from the models."""

from __future__ import annotations

from pathlib import Path

import click

from budgetextract.cli.streams import protected_stdout


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
def schema(out: Path | None) -> None:
    """See ``help.schema``."""
    from budgetextract.export.files import written
    from budgetextract.export.schema import schema_files

    files = schema_files()
    if out is None:
        with protected_stdout() as results:
            results.write(files["disclosure.schema.json"])
        return
    for name, content in files.items():
        with written(out / name) as draft:
            draft.write_text(content, encoding="utf-8", newline="\n")
