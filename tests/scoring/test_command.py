"""The score command: pairing by name, both forms of the report, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from budgetextract.cli.app import run

HEAD = "concept,measure,fiscal_year,dimensions,value,unit,page,origin\n"


def write(folder: Path, name: str, gold: str, predicted: str | None) -> None:
    """One document: a total of ``gold`` yuan, predicted as ``predicted`` yuan."""
    (folder / "gold").mkdir(exist_ok=True)
    (folder / "out").mkdir(exist_ok=True)
    (folder / "gold" / f"{name}.csv").write_text(
        f"{HEAD}income.total,budget,2031,,{gold},CNY,4,table\n", encoding="utf-8"
    )
    if predicted is not None:
        mention = {"value": predicted, "origin": "table", "source": {"page": 4}}
        fact = {"id": "f1", "concept": "income.total", "measure": "budget", "fiscal_year": 2031, "dimensions": {}}
        fact |= {"value": predicted, "unit": "CNY", "status": "single", "mentions": [mention]}
        data = {"document": {"pages": 9, "reader": "pdf"}, "figures": [fact]}
        (folder / "out" / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")


def test_json_report_adds_documents_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, "a", "500", "500.00")
    write(tmp_path, "b", "500", "900")
    assert run(["score", str(tmp_path / "out"), str(tmp_path / "gold"), "--format", "json", "--details"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [document["id"] for document in report["documents"]] == ["a", "b"]
    assert report["total"]["facts"]["table"] | {} == {
        "gold": 2, "found": 1, "predicted": 2, "right": 1, "recall": 0.5, "precision": 0.5,
        "silent_errors": 1, "silent_error_share": 0.5, "right_marked_conflict": 0, "right_marked_conflict_share": 0.0,
    }  # fmt: skip
    assert report["documents"][1]["details"][0] == {
        "part": "table", "what": "wrong", "concept": "income.total", "measure": "budget", "fiscal_year": 2031,
        "dimensions": {}, "page": "4", "gold": "500", "predicted": "900", "silent": True, "fact": "f1",
    }  # fmt: skip


def test_document_without_prediction_counts_as_missed_in_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, "a", "500", "500")
    write(tmp_path, "b", "500", None)
    assert run(["--lang", "en", "score", str(tmp_path / "out"), str(tmp_path / "gold")]) == 0
    captured = capsys.readouterr()
    assert "0.5000 (1/2)" in captured.out
    assert "b: no prediction" in captured.err


def test_single_prediction_is_scored_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, "a", "500", "500")
    write(tmp_path, "b", "500", None)
    assert run(["score", str(tmp_path / "out" / "a.json"), str(tmp_path / "gold")]) == 0
    assert "1.0000 (1/1)" in capsys.readouterr().out


def test_two_files_need_no_common_name(tmp_path: Path) -> None:
    write(tmp_path, "a", "500", "500")
    (tmp_path / "out" / "a.json").rename(tmp_path / "other.json")
    assert run(["score", str(tmp_path / "other.json"), str(tmp_path / "gold" / "a.csv")]) == 0


def test_nothing_to_pair_is_wrong_usage(tmp_path: Path) -> None:
    write(tmp_path, "a", "500", None)
    assert run(["score", str(tmp_path / "out"), str(tmp_path / "gold")]) == 2
    assert run(["score", str(tmp_path / "nowhere"), str(tmp_path / "gold")]) == 2


def test_broken_file_fails_and_the_others_are_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, "a", "500", "500")
    write(tmp_path, "b", "500", "500")
    (tmp_path / "out" / "b.json").write_text("{", encoding="utf-8")
    assert run(["score", str(tmp_path / "out"), str(tmp_path / "gold")]) == 1
    captured = capsys.readouterr()
    assert "b.json" in captured.err
    assert "(1/1)" in captured.out
