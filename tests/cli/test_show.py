"""The commands that speak to people: show, explain, completion; and how fast help is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from budgetextract.cli.app import cli, global_options, run
from budgetextract.cli.inputs import gather
from budgetextract.model.disclosure import Disclosure

EXAMPLES = Path(__file__).parents[2] / "schemas" / "examples"
Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")


def test_show_gives_each_line_its_page(capfd: Captured) -> None:
    assert run(["--lang", "en", "show", str(EXAMPLES / "department_budget.json")]) == 0
    out = capfd.readouterr().out
    lines = {line.split("  ")[0].strip(): line for line in out.splitlines()}
    assert lines["total expenditure"].split()[2:] == ["1,283,500.00", "-20,500.00", "-1.5%", "agreed", "p.3"]
    assert "administrative" in lines["authorised posts"]
    assert "≥12万页" in out
    assert "✗ text_against_table" in out
    assert "1 missing" in out
    assert "\x1b" not in out


def test_show_speaks_chinese(capfd: Captured) -> None:
    assert run(["--lang", "zh", "show", str(EXAMPLES / "department_final.json")]) == 0
    out = capfd.readouterr().out
    assert "部门决算" in out
    assert "支出总计" in out
    assert "第3页" in out


def test_show_keeps_the_document_off_the_terminal(tmp_path: Path, capfd: Captured) -> None:
    example = Disclosure.model_validate_json((EXAMPLES / "department_budget.json").read_bytes())
    document = example.document.model_copy(update={"department": "\x1b]0;x\x07[bold]局[/bold]"})
    section = example.sections[1].model_copy(update={"title": "职能\x1b[2J\u202e能职"})
    file = tmp_path / "a.json"
    file.write_text(
        example.model_copy(update={"document": document, "sections": [section]}).to_json(), encoding="utf-8"
    )
    assert run(["show", str(file)]) == 0
    out = capfd.readouterr().out
    assert "[bold]局[/bold]" in out
    assert not {"\x1b", "\x07", "\u202e"} & set(out)


def test_show_reads_documents_and_reports_failures(pipeline: object, folder: Path, capfd: Captured) -> None:
    assert run(["show", "in/a.pdf"]) == 0
    assert "青禾县档案馆" in capfd.readouterr().out
    assert run(["show", "in/notes.txt"]) == 1
    assert run(["show", "nowhere.pdf"]) == 1
    captured = capfd.readouterr()
    assert captured.out == ""
    assert len(captured.err.splitlines()) == 2


def test_show_of_broken_json(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"document": 1}', encoding="utf-8")
    assert run(["show", str(tmp_path / "a.json")]) == 1


@pytest.mark.parametrize("arguments", [["--draw", "x.png"], ["--page", "2"], ["--page", "0", "--draw", "x.png"]])
def test_draw_and_page_go_together(arguments: list[str], capfd: Captured) -> None:
    assert run(["show", str(EXAMPLES / "department_budget.json"), *arguments]) == 2


def test_show_is_for_one_document(pipeline: object, folder: Path, capfd: Captured) -> None:
    assert run(["--lang", "en", "show", "in"]) == 2
    assert "has 3" in capfd.readouterr().err


def test_explain_by_name_and_number_in_both_languages(capsys: Captured) -> None:
    assert run(["--lang", "en", "explain", "text_against_table"]) == 0
    english = capsys.readouterr().out
    assert "Meaning: " in english
    assert "Next: " in english
    assert run(["--lang", "zh", "explain", "i01"]) == 0
    assert "含义：" in capsys.readouterr().out
    assert run(["explain"]) == 0
    assert len(capsys.readouterr().out.splitlines()) > 50


def test_explain_unknown_code_names_the_nearest(capsys: Captured) -> None:
    assert run(["--lang", "en", "explain", "text_agains_table"]) == 2
    assert "text_against_table" in capsys.readouterr().err
    assert run(["explain", "zzzzzz"]) == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_script(shell: str, capsys: Captured) -> None:
    assert run(["completion", shell]) == 0
    assert "_BUDGETEXTRACT_COMPLETE" in capsys.readouterr().out


def test_completion_offers_commands(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setenv("_BUDGETEXTRACT_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "budgetextract ex")
    monkeypatch.setenv("COMP_CWORD", "1")
    with pytest.raises(SystemExit):
        run([])
    assert capsys.readouterr().out.split() == ["plain,extract", "plain,export", "plain,explain"]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["extract", "--lang", "en", "a"], (["extract", "a"], "en", False)),
        (["--debug", "extract", "--lang=zh"], (["extract"], "zh", True)),
        (["extract", "--", "--lang", "en"], (["extract", "--", "--lang", "en"], None, False)),
        (["extract", "--lang", "fr"], (["extract", "--lang", "fr"], None, False)),
        (["extract", "--lang"], (["extract", "--lang"], None, False)),
    ],
)
def test_global_options(arguments: list[str], found: tuple[list[str], str | None, bool]) -> None:
    assert global_options(arguments) == found


def test_list_that_names_itself_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.txt").write_text("a.pdf\n@list.txt\n", encoding="utf-8")
    assert [source.label for source in gather(["@list.txt"]).inputs] == ["a.pdf"]


def test_help_needs_no_heavy_library() -> None:
    heavy = (
        "pydantic",
        "pypdfium2",
        "numpy",
        "pandas",
        "rich",
        "yaml",
        "pdfplumber",
        "camelot",
        "xlsxwriter",
        "pyarrow",
    )
    code = f"""
import sys
from budgetextract.cli.app import run
run(["extract", "--help"])
print([module for module in {heavy} if module in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_every_command_is_listed() -> None:
    import click

    assert cli.list_commands(click.Context(cli)) == [
        "extract",
        "show",
        "score",
        "bulk",
        "export",
        "search",
        "diff",
        "schema",
        "explain",
        "config",
        "completion",
    ]
