"""The language of this run, and all texts in it: our own, and the words that click itself says."""

from __future__ import annotations

import sys
from contextvars import ContextVar

import click

from budgetextract import messages
from budgetextract.errors import BudgetExtractError
from budgetextract.messages import Language

_language: ContextVar[Language] = ContextVar("language", default=messages.DEFAULT_LANGUAGE)


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
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            option = str(parameter.name).rstrip("_")
            own = f"option.{name}.{option}"
            parameter.help = text(own if messages.has(own) else f"option.{option}")
    return command


def error_text(error: BudgetExtractError) -> str:
    """What went wrong and what to do next, in one line."""
    code = f"error.{error.named.get('code', error.code)}"
    named = {key: value for key, value in error.named.items() if key != "code"}
    return text(code if messages.has(code) else "error.other", **{"kind": error.code, "why": str(error), **named})


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
