"""The pages of both languages belong together, the reference pages are fresh, and the commands they show exist."""

from __future__ import annotations

import importlib.util
import re
import shlex
from pathlib import Path
from types import ModuleType

import click
import pytest

from budgetextract.cli.app import cli

ROOT = Path(__file__).parents[2]
PAIRS = [(ROOT / "README.md", ROOT / "README.zh-CN.md")]
PAIRS += [(page, ROOT / "docs" / "zh" / page.name) for page in sorted((ROOT / "docs" / "en").glob("*.md"))]


def script(name: str) -> ModuleType:
    """One of the scripts that write pages."""
    spec = importlib.util.spec_from_file_location(f"docs_{name}", ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def headings(page: Path) -> list[int]:
    """Levels of the headings in order, code blocks left out."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
    return [len(found) for found in re.findall(r"^(#+) ", text, flags=re.M)]


def commands(page: Path) -> list[str]:
    """Lines of the shell blocks that call a program."""
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.S)
    return [line for block in blocks for line in block.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize(("english", "chinese"), PAIRS, ids=lambda page: page.name)
def test_both_languages_have_the_same_headings_and_commands(english: Path, chinese: Path) -> None:
    assert headings(english) == headings(chinese)
    assert commands(english) == commands(chinese)


def test_no_page_stands_alone() -> None:
    names = {language: {page.name for page in (ROOT / "docs" / language).glob("*.md")} for language in ("en", "zh")}
    assert names["en"] == names["zh"]


def test_reference_pages_are_fresh() -> None:
    """Blanks are not compared: another release of click may break lines elsewhere."""
    for path, content in script("generate").pages().items():
        assert path.read_text(encoding="utf-8").split() == content.split(), f"{path.name}: run make docs"


@pytest.mark.parametrize(
    "page", [page for pair in PAIRS for page in pair], ids=lambda page: f"{page.parent.name}-{page.name}"
)
def test_commands_on_the_pages_parse(page: Path) -> None:
    for line in commands(page):
        words = shlex.split(line.partition(" > ")[0], comments=True)
        if words[:1] != ["budgetextract"] or words[1:2] == ["--version"]:
            continue
        root = click.Context(cli, info_name="budgetextract")
        command = cli.get_command(root, words[1])
        assert command is not None, line
        if not isinstance(command, click.Group):
            names = {name for parameter in command.params for name in parameter.opts}
            assert [word for word in words[2:] if word.startswith("--") and word not in names] == [], line


@pytest.mark.parametrize(
    "page", [page for pair in PAIRS for page in pair], ids=lambda page: f"{page.parent.name}-{page.name}"
)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (page.parent / target).exists(), target


@pytest.mark.parametrize("language", ["en", "zh"])
def test_output_in_the_readme_is_real(language: str) -> None:
    module = script("readme")
    assert module.READMES[language].read_text(encoding="utf-8") == module.readme(language), "run make docs"


def test_table_of_results() -> None:
    row = {"gold": 8, "found": 6, "predicted": 7, "right": 7, "silent_errors": 0, "right_marked_conflict": 1}
    part = {"gold": 3, "predicted": 4, "right": 3}
    score = {"total": {"facts": dict.fromkeys(("table", "narrative", "staffing"), row), "tables": part}}
    module = script("readme")
    table = module.results(score, "en")
    assert "| table facts | 75.00 % (6/8) | 100.00 % (7/7) | 0 | 14.29 % (1/7) |" in table
    assert "| tables | 100.00 % (3/3) | 75.00 % (3/4) |  |  |" in table
    filled = module.filled("a\n<!-- results -->\nb\n", {"results": table})
    assert module.filled(filled, {"results": "x"}) == "a\n<!-- results -->\nx\n<!-- /results -->\nb\n"
