"""Write the reference pages from the program itself: commands from their help, settings and tables from their lists.

    python docs/generate.py           write docs/en and docs/zh anew (make docs)

A test fails when a page is not what this would write.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from budgetextract.cli import speech
from budgetextract.cli.app import cli
from budgetextract.messages import LANGUAGES, Language, text
from budgetextract.rules.loader import rule_yaml
from budgetextract.settings import SETTINGS

FOLDER = Path(__file__).resolve().parent
OTHER_TITLES = 3
"""How many further titles of a table are shown; the rules know more."""


def pages() -> dict[Path, str]:
    """Path to content of every generated page."""
    made: dict[Path, str] = {}
    for language in LANGUAGES:
        made[FOLDER / language / "cli.md"] = command_page(language)
        made[FOLDER / language / "settings.md"] = settings_page(language)
        made[FOLDER / language / "tables.md"] = tables_page(language)
    return made


def command_page(language: Language) -> str:
    """All commands with their help as the terminal shows it."""
    speech.set_language(language)
    root = click.Context(
        speech.localise(cli, "budgetextract"),
        info_name="budgetextract",
        terminal_width=100,
        help_option_names=["-h", "--help"],
    )
    parts = [f"# {text('docs.cli', language)}", text("docs.cli_about", language), help_of(root)]
    for name in cli.list_commands(root):
        command = cli.get_command(root, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=root)
        parts += [f"## {name}", help_of(context)]
        if isinstance(command, click.Group):
            for inner in command.list_commands(context):
                found = command.get_command(context, inner)
                assert found is not None
                below = click.Context(found, info_name=inner, parent=context)
                parts += [f"### {name} {inner}", help_of(below)]
    return "\n\n".join(parts) + "\n"


def help_of(context: click.Context) -> str:
    """The help of one command as a block."""
    return f"```text\n{context.command.get_help(context)}\n```"


def settings_page(language: Language) -> str:
    """All settings in one table."""
    head = [text(f"docs.{name}", language) for name in ("setting", "environment", "values", "default", "meaning")]
    rows = [head, ["---"] * len(head)]
    for setting in SETTINGS:
        yes_no = isinstance(setting.default, bool)
        values = ", ".join(choice for choice in setting.choices if choice) or ("true, false" if yes_no else "…")
        default = str(setting.default).lower() if yes_no else str(setting.default) or "-"
        meaning = text(f"setting.{setting.name}", language)
        rows.append([f"`{setting.name}`", f"`{setting.variable}`", values, default, meaning])
    table = "\n".join("| " + " | ".join(row) + " |" for row in rows)
    return f"# {text('docs.settings', language)}\n\n{text('docs.settings_about', language)}\n\n{table}\n"


def tables_page(language: Language) -> str:
    """All ids of tables with the titles they are known by, those of budgets and of final accounts apart."""
    rules = rule_yaml("tables.yaml")
    parts = [f"# {text('docs.tables', language)}", text("docs.tables_about", language)]
    for key in ("budget_tables", "final_tables"):
        rows = [[text(f"docs.{name}", language) for name in ("table_id", "title", "other_titles")], ["---"] * 3]
        for entry in rules[key]:
            ids = "<br>".join(f"`{name}`" for name in entry.get("layouts", {entry["id"]: None}))
            others = [name for name in entry.get("variants", ()) if name != entry["title"]]
            rows.append([ids, entry["title"], "、".join(others[:OTHER_TITLES])])
        parts += [f"## {text(f'docs.{key}', language)}", "\n".join("| " + " | ".join(row) + " |" for row in rows)]
    return "\n\n".join(parts) + "\n"


def main() -> int:
    """Write all pages."""
    for path, content in pages().items():
        path.write_text(content, encoding="utf-8", newline="\n")
        print(path.relative_to(FOLDER.parent))
    return 0


if __name__ == "__main__":
    sys.exit(main())
