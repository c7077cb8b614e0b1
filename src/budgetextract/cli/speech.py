"""The language of this run, and all texts in it: our own, and the words that click itself says."""

from __future__ import annotations

import sys
from contextvars import ContextVar
from typing import TYPE_CHECKING

import click

from budgetextract import messages
from budgetextract.export import said
from budgetextract.export.harmless import visible
from budgetextract.messages import Language

if TYPE_CHECKING:
    from budgetextract.model.document import ReadProblem

_language: ContextVar[Language] = ContextVar("language", default=messages.DEFAULT_LANGUAGE)
_debug: ContextVar[bool] = ContextVar("debug", default=False)


def set_language(language: Language) -> None:
    """Speak this language from now on, click included."""
    _language.set(language)
    _teach_click()


def language() -> Language:
    """The language being spoken."""
    return _language.get()


def text(code: str, /, **named: object) -> str:
    """The text of one code in the language being spoken."""
    return messages.text(code, language(), **named)


def say(code: str, /, **named: object) -> None:
    """One line for a person on standard error."""
    click.echo(text(code, **named), err=True)


def localise(command: click.Command, name: str) -> click.Command:
    """Put the texts of this language on a command (``help.NAME``) and its options.

    An option's text is ``option.NAME.OPTION`` where there is one, else ``option.OPTION``.
    """
    command.help = text(f"help.{name}")
    command.options_metavar = text("metavar.options")
    command._help_option = None  # click keeps the option, and with it the language of its first use
    if isinstance(command, click.Group):
        command.subcommand_metavar = text("metavar.command")
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            option = str(parameter.name).rstrip("_")
            own = f"option.{name}.{option}"
            parameter.help = text(own if messages.has(own) else f"option.{option}")
    return command


def set_debug(debug: bool) -> None:
    """Let every failure through with its traceback from now on, or not."""
    _debug.set(debug)


def debugging() -> bool:
    """True if the user wants tracebacks."""
    return _debug.get()


def error_text(error: BaseException) -> str:
    """What went wrong and what to do next, in one line without control characters."""
    return said.error_text(error, language())


def failure_line(error: BaseException, label: str) -> str:
    """The line for one input that failed."""
    return f"{visible(label)}: {error_text(error)}"


def say_about(label: str, problem: ReadProblem) -> None:
    """One line about something that was not read, on standard error."""
    named = {key: visible(value) for key, value in problem.args}
    line = messages.text(f"issue.{problem.code}", language()).format_map(said.Named(named))
    click.echo(f"{visible(label)}: {' '.join(line.split())}", err=True)


def _click_word(word: str) -> str:
    """One of click's own texts; Chinese ones are kept under ``click:`` and the English text itself."""
    code = f"click:{word}"
    return messages.text(code, "zh") if language() == "zh" and messages.has(code) else word


def _click_words(one: str, many: str, number: int) -> str:
    return _click_word(one if number == 1 else many)


def _teach_click() -> None:
    """Replace gettext in click's modules, which took its functions by name; a text domain would need files on disk."""
    for name, module in list(sys.modules.items()):
        if name.startswith("click."):
            for function, replacement in (("_", _click_word), ("ngettext", _click_words)):
                if hasattr(module, function):
                    setattr(module, function, replacement)
