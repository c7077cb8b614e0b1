"""``explain``: the manual's page of an issue, finding or check; the history of a classification code."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from budgetextract.cli import speech
from budgetextract.errors import SettingError

if TYPE_CHECKING:
    from budgetextract.rules.findings import Bilingual, Explanation


@click.command()
@click.argument("code", required=False)
@click.option("--year", type=click.IntRange(2000, 2100), metavar="YEAR")
def explain(code: str | None, year: int | None) -> None:
    """See ``help.explain``."""
    from budgetextract.rules.findings import load_findings

    if code is not None and code.strip().isdigit():
        from budgetextract.cli.subject import subject_page

        click.echo(subject_page(code.strip(), year))
        return
    if year is not None:
        raise SettingError(code="year_without_subject")

    pages = load_findings()
    if code is None:
        wide = max(len(page.code) for page in pages.values())
        for page in pages.values():
            click.echo(f"{page.number or '-':<5}{page.code:<{wide}}  {_say(page.title)}")
        return
    wanted = code.strip().lower()
    found = next((page for page in pages.values() if wanted in (page.code.lower(), page.number.lower())), None)
    if found is None:
        near = get_close_matches(wanted, [page.code for page in pages.values()], n=1, cutoff=0.4)
        raise SettingError(
            code="unknown_code" if near else "unknown_code_far", name=code, nearest=near[0] if near else ""
        )
    click.echo(_page(found))


def _page(page: Explanation) -> str:
    number = f" {page.number}" if page.number else ""
    lines = [
        f"{page.code}{number}: {_say(page.title)}",
        f"{speech.text(f'explain.{page.kind}')} · {speech.text(f'severity.{page.severity}')}",
        "",
        f"{speech.text('explain.meaning')}{_say(page.meaning)}",
        f"{speech.text('explain.next')}{_say(page.next)}",
    ]
    if page.example is not None:
        lines.append(f"{speech.text('explain.example')}{_say(page.example)}")
    return "\n".join(lines)


def _say(text: Bilingual) -> str:
    return text.zh if speech.language() == "zh" else text.en
