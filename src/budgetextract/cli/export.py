"""``export``: tidy tables out of a store."""

from __future__ import annotations

from pathlib import Path

import click

from budgetextract.cli import speech

FORMS = ("csv", "xlsx", "parquet", "sqlite", "datapackage")


@click.command()
@click.argument("store", metavar="STORE")
@click.option("--to", "form", type=click.Choice(FORMS), required=True)
@click.option("-o", "--output", required=True, metavar="OUT")
@click.option("--year", multiple=True, type=int)
@click.option("--region", multiple=True)
@click.option("--department", multiple=True)
@click.option("--concept", multiple=True)
@click.option("--function", multiple=True)
@click.option("--wide", is_flag=True)
@click.option("--excel", is_flag=True)
def export(
    store: str,
    form: str,
    output: str,
    year: tuple[int, ...],
    region: tuple[str, ...],
    department: tuple[str, ...],
    concept: tuple[str, ...],
    function: tuple[str, ...],
    wide: bool,
    excel: bool,
) -> None:
    """See ``help.export``."""
    from budgetextract.export.harmless import visible
    from budgetextract.store import exports, panel
    from budgetextract.store.store import open_store

    where = {
        "year": list(year),
        "region": list(region),
        "department": list(department),
        "concept": list(concept),
        "function": list(function),
    }
    with open_store(store) as opened:
        counts = exports.export(opened, form, Path(output), where, wide=wide, excel=excel, language=speech.language())
        found = panel.matches(opened) if wide else []
    for match in found:
        speech.say(
            "export.matched", name=visible(match.name), later=visible(match.later_name), year=match.last_year,
            first=match.first_year, score=f"{match.score:.2f}",
        )  # fmt: skip
    speech.say("export.done", file=visible(output), rows=", ".join(f"{name} {count}" for name, count in counts.items()))
