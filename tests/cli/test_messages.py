"""Both languages say the same things, ours and click's; which language is spoken."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import click
import pytest

from budgetextract import messages
from budgetextract.cli.app import COMMANDS, cli, run

SOURCES = Path(messages.__file__).parent


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted(messages.catalogue()))
def test_both_languages_with_the_same_placeholders(code: str) -> None:
    entry = messages.catalogue()[code]
    assert set(entry) == {"zh", "en"}
    assert entry["zh"].strip()
    assert placeholders(entry["zh"]) == placeholders(entry["en"])


def test_every_code_in_the_source_has_a_text() -> None:
    """Codes that stand in the source as whole words: ``speech.text("…")``, ``SettingError(code="…")``."""
    said = re.compile(r'speech\.(?:say|text)\(\s*"([a-z_.]+)"')
    raised = re.compile(r'SettingError\(\s*code="([a-z_]+)"')
    for file in SOURCES.rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        codes = said.findall(source) if "cli" in file.parts else []
        codes += [f"error.{code}" for code in raised.findall(source)]
        assert [code for code in codes if not messages.has(code)] == [], file.name


def test_every_error_class_has_a_text() -> None:
    from budgetextract import errors

    codes = {
        value.code
        for value in vars(errors).values()
        if isinstance(value, type) and issubclass(value, errors.InputError)
    }
    assert [code for code in sorted(codes) if not messages.has(f"error.{code}")] == []


def click_words() -> set[str]:
    """Every text that click passes to gettext in the modules a user of ours can meet."""
    words: set[str] = set()
    for name in ("core", "exceptions", "formatting", "types", "parser"):
        tree = ast.parse((Path(click.__file__).parent / f"{name}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
                count = 2 if node.func.id == "ngettext" else 1
                words |= {
                    arg.value
                    for arg in node.args[:count]
                    if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                }
    return words


FOR_PROGRAMMERS = (
    "Could not determine",
    "No options defined",
    "Arguments take exactly",
    "Name '{name}'",
    "Boolean option",
    "Value must be",
    "format",
    "UUID",
)


def test_click_speaks_chinese() -> None:
    lacking = [word for word in sorted(click_words()) if not messages.has(f"click:{word}")]
    assert [word for word in lacking if not any(part in word for part in FOR_PROGRAMMERS)] == []


def commands() -> list[list[str]]:
    found = [[], *([name] for name in COMMANDS)]
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        if isinstance(command, click.Group):
            found += [[name, inner] for inner in command.commands]
    return found


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_help_of_every_command_has_an_example_in_both_languages(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--lang", "en", *command, "--help"]) == 0
    english = capsys.readouterr().out
    assert "Example:\n" in english
    assert "Usage:" in english
    assert not re.search("[一-鿿]", english)
    assert run(["--lang", "zh", *command, "--help"]) == 0
    chinese = capsys.readouterr().out
    assert "例：\n" in chinese
    assert "用法：" in chinese
    assert not any(word in chinese for word in ("Usage", "Options:", "Show this message", "Commands"))
    options = re.compile(r"^  (-[^ ]+)", re.M)
    assert options.findall(english) == options.findall(chinese)


def test_errors_of_click_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "zh", "extract"]) == 2
    assert "错误：缺少参数" in capsys.readouterr().err
    assert run(["--lang", "en", "extract"]) == 2
    assert "Missing argument" in capsys.readouterr().err
    assert run(["--lang", "zh", "nosuch"]) == 2
    assert "没有命令" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("flag", "environment", "spoken"),
    [
        ("en", {"BUDGETEXTRACT_LANG": "zh", "LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"BUDGETEXTRACT_LANG": "en", "LC_ALL": "zh_CN.UTF-8"}, "en"),
        (None, {"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"LC_MESSAGES": "zh_TW", "LANG": "en_US"}, "zh"),
        (None, {"LANG": "fr_FR.UTF-8"}, "en"),
        (None, {"LANG": "C.UTF-8"}, "zh"),
        (None, {"LC_ALL": "", "LANG": "POSIX"}, "zh"),
        (None, {}, "zh"),
    ],
)
def test_language(flag: str | None, environment: dict[str, str], spoken: str) -> None:
    assert messages.language(flag, environment) == spoken


def test_language_may_stand_after_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["config", "show", "--lang", "en"]) == 0
    assert "default" in capsys.readouterr().out


def test_every_issue_the_readers_raise_has_a_sentence() -> None:
    raised = re.compile(r'ReadProblem\(\s*(?:code=)?"([a-z_]+)"')
    codes = {code for file in SOURCES.rglob("*.py") for code in raised.findall(file.read_text(encoding="utf-8"))}
    assert codes
    assert sorted(code for code in codes if not messages.has(f"issue.{code}")) == []
