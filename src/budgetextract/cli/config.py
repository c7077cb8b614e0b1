"""``config show``: each setting and where it came from."""

from __future__ import annotations

import click

from budgetextract.cli import speech


class ConfigGroup(click.Group):
    """The group, whose commands speak the language too."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        command = super().get_command(ctx, cmd_name)
        return speech.localise(command, f"config.{cmd_name}") if command else None


@click.group(cls=ConfigGroup)
def config() -> None:
    """See ``help.config``."""


@config.command("show")
def show() -> None:
    """See ``help.config.show``."""
    from budgetextract.settings import SETTINGS, load

    settings = load()
    rows = []
    for setting in SETTINGS:
        value, origin = settings.values[setting.name], settings.origins[setting.name]
        shown = str(value).lower() if isinstance(value, bool) else str(value)
        rows.append((setting.name, shown or "-", speech.text(f"origin.{origin.kind}", name=origin.name)))
    widths = [max(len(row[index]) for row in rows) for index in (0, 1)]
    for name, value, where in rows:
        click.echo(f"{name:<{widths[0]}}  {value:<{widths[1]}}  {where}")
