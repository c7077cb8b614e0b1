"""``search``: full text in a store."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from budgetextract.cli import speech
from budgetextract.cli.streams import protected_stdout
from budgetextract.export.harmless import visible


@click.command()
@click.argument("store", metavar="STORE")
@click.argument("query", metavar="QUERY")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
def search(store: str, query: str, limit: int, form: str) -> None:
    """See ``help.search``."""
    from budgetextract.store.search import index
    from budgetextract.store.search import search as find
    from budgetextract.store.store import open_store

    with protected_stdout() as out, open_store(store) as opened:
        added = index(opened)
        if added:
            speech.say("search.indexed", count=added)
        hits = find(opened, query, limit=limit)
        for hit in hits:
            if form == "json":
                out.write(json.dumps(asdict(hit), ensure_ascii=False) + "\n")
            else:
                page = f" p.{hit.page}" if hit.page else ""
                lead = " ".join(str(part) for part in (hit.region, hit.department, hit.year) if part)
                out.write(visible(f"{lead} | {hit.file_name}{page} | {hit.what}\n  {hit.snippet}\n"))
    if not hits:
        speech.say("search.none", query=visible(query))
