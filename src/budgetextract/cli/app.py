"""The command group: each command lives in a module of its own, which is imported when the command is asked for."""

from __future__ import annotations

import importlib
import logging
import os
import sys
import warnings
from collections.abc import Sequence

import click

from budgetextract import __version__, messages
from budgetextract.cli import speech
from budgetextract.errors import BudgetExtractError, SettingError

COMMANDS: dict[str, str] = {
    "extract": "budgetextract.cli.extract",
    "show": "budgetextract.cli.show",
    "score": "budgetextract.cli.score",
    "bulk": "budgetextract.cli.bulk",
    "export": "budgetextract.cli.export",
    "search": "budgetextract.cli.search",
    "diff": "budgetextract.cli.diff",
    "schema": "budgetextract.cli.schema",
    "explain": "budgetextract.cli.explain",
    "config": "budgetextract.cli.config",
    "completion": "budgetextract.cli.completion",
}
"""Command name to module; the command stands there under its own name."""
INTERRUPTED = 130


class LazyGroup(click.Group):
    """A group whose commands are imported one by one, in the language being spoken."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(COMMANDS[cmd_name]), cmd_name)
        assert isinstance(command, click.Command)
        return speech.localise(command, cmd_name)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--lang", type=click.Choice(messages.LANGUAGES), expose_value=False)
@click.option("--debug", is_flag=True, expose_value=False)
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """See ``help.budgetextract``."""


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code; nothing a user's file can cause ends in a traceback."""
    rest, lang, debug = global_options(arguments)
    speech.set_language(messages.language(lang or _language_of_files()))
    speech.set_debug(debug)
    if not debug:
        quiet_libraries()
    try:
        result = speech.localise(cli, "budgetextract").main(rest, prog_name="budgetextract", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        speech.say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:  # the reader of the results has gone; Python's own flush at the end must not complain
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        if debug:
            raise
        click.echo(speech.error_text(error), err=True)
        return error.exit_code if isinstance(error, BudgetExtractError) else 1


def quiet_libraries() -> None:
    """Keep what libraries log or warn about to themselves: a bad file gets one line, and that is ours."""
    logging.getLogger().addHandler(logging.NullHandler())
    if not sys.warnoptions:
        warnings.simplefilter("ignore")


def _language_of_files() -> str | None:
    """What a settings file says of the language, where the environment says nothing.

    A file that is wrong decides nothing here; a command that needs it will say what is wrong.
    """
    if "BUDGETEXTRACT_LANG" in os.environ:
        return None
    from budgetextract.settings import load

    try:
        return load(environment={}).text("lang") or None
    except SettingError:
        return None


def global_options(arguments: Sequence[str]) -> tuple[list[str], str | None, bool]:
    """(the other arguments, --lang, --debug): both may stand before or after the command's name.

    ``--lang`` with a value that is no language is left where it is, for click to complain about.
    """
    rest: list[str] = []
    lang: str | None = None
    debug = False
    waiting = list(arguments)
    while waiting:
        argument = waiting.pop(0)
        if argument == "--":
            return [*rest, argument, *waiting], lang, debug
        if argument == "--debug":
            debug = True
        elif argument == "--lang" and waiting and waiting[0] in messages.LANGUAGES:
            lang = waiting.pop(0)
        elif argument.startswith("--lang=") and argument[7:] in messages.LANGUAGES:
            lang = argument[7:]
        else:
            rest.append(argument)
    return rest, lang, debug
