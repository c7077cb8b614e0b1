"""Texts for people, Chinese and English side by side in ``messages.toml``, by code.

Data and JSON keys are the same in every language; only what a person reads on the screen goes through here.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

from budgetextract.parsed import parsed

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
DEFAULT_LANGUAGE: Language = "zh"
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """All texts: code to {"zh": …, "en": …}. Shared: never change it."""
    file = Path(__file__).with_name("messages.toml")
    found = parsed(file.name, file.read_text(encoding="utf-8"), _parse)
    return cast("Mapping[str, Mapping[str, str]]", found)


def _parse(text: str) -> Any:
    import tomllib

    return tomllib.loads(text)


def text(code: str, language: Language, /, **named: object) -> str:
    """The text of one code with its placeholders filled in. Raises ``KeyError`` for a code that is not there."""
    found = catalogue()[code][language].strip("\n")
    return found.format(**named) if named else found


def has(code: str) -> bool:
    """True if there is a text under this code."""
    return code in catalogue()


def language(flag: str | None = None, environment: Mapping[str, str] = os.environ) -> Language:
    """The language to speak: ``--lang``, then BUDGETEXTRACT_LANG, then the locale, then Chinese.

    A locale that names no language ("C", "POSIX") decides nothing; one that is neither Chinese nor empty gives English.
    """
    for value in (flag, environment.get("BUDGETEXTRACT_LANG")):
        if value and (named := _named(value)):
            return named
    for variable in _LOCALE_VARIABLES:
        if value := environment.get(variable):
            return _named(value) or DEFAULT_LANGUAGE
    return DEFAULT_LANGUAGE


def _named(locale: str) -> Language | None:
    name = locale.partition(".")[0].partition("@")[0].replace("-", "_").lower()
    if name in ("", "c", "posix"):
        return None
    return "zh" if name.partition("_")[0] == "zh" else "en"
