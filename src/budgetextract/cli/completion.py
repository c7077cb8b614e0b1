"""``completion``: the script that teaches a shell to complete this command."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from budgetextract.settings import PREFIX

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """See ``help.completion``."""
    kind = get_completion_class(shell)
    assert kind is not None  # the three shells above are click's own
    click.echo(kind(ctx.find_root().command, {}, "budgetextract", f"_{PREFIX}COMPLETE").source())
