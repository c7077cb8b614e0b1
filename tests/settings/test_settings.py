"""Where a setting comes from, and what is no setting."""

from __future__ import annotations

from pathlib import Path

import pytest

from budgetextract.cli.app import run
from budgetextract.errors import SettingError
from budgetextract.settings import Origin, Settings, load


def loaded(
    tmp_path: Path,
    *,
    project: str = "",
    user: str = "",
    flags: dict[str, str | bool | None] | None = None,
    **environment: str,
) -> Settings:
    """Settings seen from a folder two levels below the project file."""
    folder = tmp_path / "project" / "a" / "b"
    folder.mkdir(parents=True, exist_ok=True)
    (tmp_path / "project" / "budgetextract.toml").write_text(project, encoding="utf-8")
    (tmp_path / "user.toml").write_text(user, encoding="utf-8")
    return load(flags, environment=environment, folder=folder, user_file=tmp_path / "user.toml")


def test_each_source_gives_way_to_the_one_before(tmp_path: Path) -> None:
    user, project = (
        'tables = "camelot"\nocr = "never"\nstrict = true\nlang = "en"',
        'tables = "ruled"\nocr = "always"\nkeep-contacts = true',
    )
    found = loaded(
        tmp_path, project=project, user=user, flags={"ocr": "auto", "tables": None}, BUDGETEXTRACT_TABLES="pdfplumber"
    )
    assert (found.text("tables"), found.origins["tables"]) == (
        "pdfplumber",
        Origin("environment", "BUDGETEXTRACT_TABLES"),
    )
    assert (found.text("ocr"), found.origins["ocr"].kind) == ("auto", "flag")
    assert (found.flag("keep_contacts"), found.origins["keep_contacts"]) == (
        True,
        Origin("project", str(tmp_path / "project" / "budgetextract.toml")),
    )
    assert (found.flag("strict"), found.origins["strict"].kind) == (True, "user")
    assert (found.flag("quiet"), found.origins["quiet"].kind) == (False, "default")


def test_unknown_key_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(SettingError) as caught:
        loaded(tmp_path, project='tabels = "ruled"')
    assert (caught.value.named["nearest"], caught.value.exit_code) == ("tables", 2)
    with pytest.raises(SettingError) as caught:
        loaded(tmp_path, BUDGETEXTRACT_STRIKT="1")
    assert caught.value.named["nearest"] == "strict"


@pytest.mark.parametrize(
    ("key", "value"), [("tables", '"fast"'), ("strict", '"perhaps"'), ("ocr", "3"), ("format", '"pdf"')]
)
def test_value_that_is_not_allowed(tmp_path: Path, key: str, value: str) -> None:
    with pytest.raises(SettingError) as caught:
        loaded(tmp_path, project=f"{key} = {value}")
    assert caught.value.named["code"] == "bad_value"


def test_broken_file(tmp_path: Path) -> None:
    with pytest.raises(SettingError) as caught:
        loaded(tmp_path, project="tables = ")
    assert caught.value.named["code"] == "bad_settings_file"


@pytest.mark.parametrize(
    ("word", "value"), [("1", True), ("yes", True), ("TRUE", True), ("0", False), ("off", False), ("", False)]
)
def test_yes_and_no_in_the_environment(tmp_path: Path, word: str, value: bool) -> None:
    assert loaded(tmp_path, BUDGETEXTRACT_STRICT=word).flag("strict") is value


def test_config_show_says_where_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "budgetextract.toml").write_text('ocr = "never"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BUDGETEXTRACT_STRICT", "yes")
    assert run(["--lang", "en", "config", "show"]) == 0
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
    assert "never" in lines["ocr"]
    assert "budgetextract.toml" in lines["ocr"]
    assert "environment BUDGETEXTRACT_STRICT" in lines["strict"]
    assert "default" in lines["tables"]


def test_unknown_key_is_wrong_usage_of_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "budgetextract.toml").write_text('formt = "csv"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["--lang", "en", "config", "show"]) == 2
    assert "did you mean format?" in capsys.readouterr().err


def test_language_of_the_project_gives_way_to_environment_and_flag(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "budgetextract.toml").write_text('lang = "en"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BUDGETEXTRACT_LANG", raising=False)
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    run(["config", "show"])
    assert "default" in capsys.readouterr().out
    monkeypatch.setenv("BUDGETEXTRACT_LANG", "zh")
    run(["config", "show"])
    assert "默认值" in capsys.readouterr().out
    run(["config", "show", "--lang", "en"])
    assert "default" in capsys.readouterr().out
