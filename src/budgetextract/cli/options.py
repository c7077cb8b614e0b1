"""Options that several commands share, and how they become settings."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from budgetextract.errors import SettingError
from budgetextract.settings import BY_NAME, Settings, Value, load

if TYPE_CHECKING:
    from budgetextract.pipeline import Options, SetsChoice, TableReader
    from budgetextract.sources.read import OcrChoice

Function = TypeVar("Function", bound=Callable[..., Any])


def _choices(name: str) -> click.Choice[str]:
    return click.Choice([choice for choice in BY_NAME[name].choices if choice])


def reading(function: Function) -> Function:
    """Options about how documents are read: ``--ocr``, ``--tables``, ``--keep-contacts``, ``--quiet``."""
    function = click.option("--quiet", "-q", is_flag=True, default=None)(function)
    function = click.option("--keep-contacts", is_flag=True, default=None)(function)
    function = click.option("--tables", type=_choices("tables"), default=None)(function)
    return click.option("--ocr", type=_choices("ocr"), default=None)(function)


def settings(**flags: Value | None) -> Settings:
    """The settings of this run; what was asked for by flag but is not installed is an error before any work begins."""
    found = load(flags)
    if found.text("ocr") == "always" and not _ocr_installed():
        raise SettingError(code="needs_ocr")
    if found.text("tables") == "camelot" and find_spec("camelot") is None:
        raise SettingError(code="needs_camelot")
    return found


def _ocr_installed() -> bool:
    from budgetextract.sources.ocr.engine import models

    return models() is not None


def pipeline_options(found: Settings) -> Options:
    """What the pipeline is told of the settings."""
    from budgetextract.pipeline import Options

    if found.origins["soffice"].kind == "project":  # a file that comes with documents must not name a program to run
        raise SettingError(code="program_in_project", name="soffice", where=found.origins["soffice"].name)
    return Options(
        tables=cast("TableReader", found.text("tables")),
        ocr=cast("OcrChoice", found.text("ocr")),
        keep_contacts=found.flag("keep_contacts"),
        sets=cast("SetsChoice", found.text("sets")),
        soffice=found.text("soffice"),
    )
