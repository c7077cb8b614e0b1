"""``diff``: two disclosures figure by figure."""

from __future__ import annotations

import json

import click

from budgetextract.cli import options, speech
from budgetextract.cli.inputs import disclosure_in, one_input
from budgetextract.cli.streams import protected_stdout


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("--format", "form", type=click.Choice(("text", "json", "html")), default="text", show_default=True)
@options.reading
def diff(
    before: str,
    after: str,
    form: str,
    ocr: str | None,
    tables: str | None,
    keep_contacts: bool | None,
    quiet: bool | None,
) -> None:
    """See ``help.diff``."""
    from budgetextract.export.compare import as_html, as_json, compare, counts, named, shown

    settings = options.settings(ocr=ocr, tables=tables, keep_contacts=keep_contacts, quiet=quiet)
    with protected_stdout() as out:
        old, new = (disclosure_in(one_input(path), settings) for path in (before, after))
        found = compare(old, new)
        if form == "json":
            out.write(json.dumps(as_json(old, new, found), ensure_ascii=False, indent=2) + "\n")
        elif form == "html":
            out.write(as_html(old, new, found, speech.language()))
        else:
            for one in found:
                if one.how != "same":
                    rate = "" if one.rate is None else f" ({one.rate:+f}%)"
                    change = "" if one.change is None or not one.change else f"  {one.change:+,f}{rate}"
                    out.write(
                        f"{speech.text(f'diff.{one.how}')}  {named(one.fact, speech.language())}  "
                        f"{shown(one.before) or '-'} → {shown(one.after) or '-'}{change}\n"
                    )
            out.write(", ".join(f"{speech.text(f'diff.{how}')} {n}" for how, n in counts(found).items()) + "\n")
