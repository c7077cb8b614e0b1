"""Settings: flag > environment BUDGETEXTRACT_* > project file budgetextract.toml > user file > default.

Each value remembers where it came from. A key that nobody knows is an error with the nearest known name, because a
mistyped setting that is silently ignored gives wrong results that look right.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from budgetextract.errors import SettingError
from budgetextract.record import record

Value = str | bool
PREFIX = "BUDGETEXTRACT_"
FILE_NAME = "budgetextract.toml"
FORMATS = ("json", "jsonl", "csv", "xlsx", "parquet")
SETS = ("auto", "wide", "never")
_TRUE, _FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")


@record
class Setting:
    """One setting: its default (which also gives its type) and the values it may take, () for any text."""

    name: str
    default: Value
    choices: tuple[str, ...] = ()

    @property
    def variable(self) -> str:
        return PREFIX + self.name.upper()


SETTINGS: tuple[Setting, ...] = (
    Setting("lang", "", ("", "zh", "en")),
    Setting("format", "", ("", *FORMATS)),
    Setting("ocr", "auto", ("auto", "never", "always")),
    Setting("tables", "auto", ("auto", "ruled", "pdfplumber", "camelot")),
    Setting("sets", "auto", SETS),
    Setting("keep_contacts", False),
    Setting("strict", False),
    Setting("quiet", False),
    Setting("csv_bom", False),
    Setting("corpus", ""),
    Setting("soffice", ""),
)
BY_NAME: Mapping[str, Setting] = {setting.name: setting for setting in SETTINGS}


@record
class Origin:
    """Where a value came from: ``kind`` flag, environment, project, user or default; ``name`` the variable or file."""

    kind: str
    name: str = ""


@record
class Settings:
    """All settings with their origins."""

    values: Mapping[str, Value]
    origins: Mapping[str, Origin]

    def text(self, name: str) -> str:
        """A text setting."""
        return str(self.values[name])

    def flag(self, name: str) -> bool:
        """A yes-or-no setting."""
        return bool(self.values[name])


def load(
    flags: Mapping[str, Value | None] | None = None,
    *,
    environment: Mapping[str, str] = os.environ,
    folder: Path | None = None,
    user_file: Path | None = None,
) -> Settings:
    """All settings. ``flags``: options given on the command line, None where one was not.

    Raises ``SettingError``: unknown key or variable, value that is not allowed, file that is no TOML.
    """
    values: dict[str, Value] = {setting.name: setting.default for setting in SETTINGS}
    origins = {setting.name: Origin("default") for setting in SETTINGS}
    user = user_file if user_file is not None else default_user_file()
    for kind, file in (("user", user), ("project", find_project_file(folder or Path.cwd()))):
        if file is not None and file.is_file():
            for name, raw in _read(file).items():
                values[name] = _checked(name, raw, str(file))
                origins[name] = Origin(kind, str(file))
    for variable, raw in sorted(environment.items()):
        if variable.startswith(PREFIX):
            name = variable.removeprefix(PREFIX).lower()
            _known(name, variable)
            values[name] = _checked(name, raw, variable)
            origins[name] = Origin("environment", variable)
    for name, given in (flags or {}).items():
        if given is not None:
            values[name] = given
            origins[name] = Origin("flag", "--" + name.replace("_", "-"))
    return Settings(values, origins)


def find_project_file(folder: Path) -> Path | None:
    """The nearest ``budgetextract.toml`` in this folder or above it."""
    return next(
        (place / FILE_NAME for place in (folder, *folder.parents) if (place / FILE_NAME).is_file()),
        None,
    )


def default_user_file() -> Path:
    """The user's own settings file, e.g. ``~/.config/budgetextract/budgetextract.toml``."""
    from platformdirs import user_config_path

    return user_config_path("budgetextract", appauthor=False) / FILE_NAME


def _read(file: Path) -> dict[str, object]:
    import tomllib

    try:
        content = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise SettingError(code="bad_settings_file", file=str(file), why=str(error)) from error
    found: dict[str, object] = {}
    for key, value in content.items():
        name = key.replace("-", "_")
        _known(name, str(file))
        found[name] = value
    return found


def _known(name: str, where: str) -> None:
    if name not in BY_NAME:
        from difflib import get_close_matches

        near = get_close_matches(name, list(BY_NAME), n=1, cutoff=0.5)
        code = "unknown_setting" if near else "unknown_setting_far"
        raise SettingError(code=code, name=name, where=where, nearest=near[0] if near else "")


def _checked(name: str, raw: object, where: str) -> Value:
    setting = BY_NAME[name]
    if isinstance(setting.default, bool):
        if isinstance(raw, bool):
            return raw
        word = str(raw).strip().lower()
        if word in _TRUE or word in _FALSE:
            return word in _TRUE
        raise SettingError(code="bad_value", name=name, where=where, value=str(raw), allowed="true, false")
    if not isinstance(raw, str) or (setting.choices and raw not in setting.choices):
        allowed = ", ".join(choice for choice in setting.choices if choice) or "text"
        raise SettingError(code="bad_value", name=name, where=where, value=str(raw), allowed=allowed)
    return raw
