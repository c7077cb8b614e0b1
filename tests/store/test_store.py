"""What a store keeps, gives back, finds and exports."""

from __future__ import annotations

import csv
import json
import sqlite3
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from sqlalchemy import create_engine, select

from budgetextract.cli.app import run as command
from budgetextract.errors import SettingError, StoreError
from budgetextract.model.frames import COLUMNS, rows
from budgetextract.pipeline import extract_bytes
from budgetextract.store import migrations, reading, schema
from budgetextract.store.exports import TABLES, export
from budgetextract.store.panel import matched, matches, plain_name, wide_rows
from budgetextract.store.rows import content
from budgetextract.store.search import cut, index, search
from budgetextract.store.store import Made, Store, open_store

from .conftest import kept, text


def test_the_json_comes_back_as_it_was(store: Store) -> None:
    written = text("青禾县文化局", 2022, "14.00")
    assert store.disclosure(1).to_json() == extract_bytes(written.encode(), "a2022.md").to_json()
    with pytest.raises(StoreError):
        store.disclosure(99)


def test_rows_are_those_of_the_frames(store: Store) -> None:
    found = store.disclosure(3)
    made = dict(content(found, 3))
    for name, table in rows(found).items():
        if not table:
            continue
        names = schema.columns_of(name)
        for row, expected in zip(made[name], table, strict=True):
            for column, value in zip(names[1:], row[1:], strict=True):
                wanted = expected[column]
                same = Decimal(value) == wanted if isinstance(wanted, Decimal) else value == wanted
                assert same, (name, column, value, wanted)


def test_what_a_job_gave_before_is_replaced(store: Store) -> None:
    before = store.facts()
    kept(store, "b2023", text("青禾县档案馆", 2023, "16.00"))
    after = store.facts()
    assert len(after) == len(before)
    assert Decimal("160000.00") in set(after["value"])
    assert Decimal("150000.00") in set(after[after["department"] == "青禾县文化和旅游局"]["value"])


def test_facts_by_filter(store: Store) -> None:
    assert set(store.facts(year=2023)["department"]) == {"青禾县文化和旅游局", "青禾县档案馆"}
    assert set(store.facts(concept="expenditure")["concept"]) == {
        "expenditure.total", "expenditure.basic", "expenditure.project",
    }  # fmt: skip
    assert store.facts(year=[2022, 2023], department="青禾县档案馆")["document_year"].unique().tolist() == [2023]
    assert all(isinstance(value, Decimal) for value in store.facts()["value"])
    assert len(store.facts(region="429999")) == 0
    with pytest.raises(SettingError):
        store.facts(nonsense=1)
    with pytest.raises(SettingError):
        store.frame("nonsense")


def test_arrow_reads_what_sqlite_has(store: Store) -> None:
    for table in reading.TABLES:
        by_row = list(reading.rows(store, table, {}))
        by_batch = [tuple(row.values()) for batch in reading.batches(store, table, {}) for row in batch.to_pylist()]
        assert len(by_row) == len(by_batch)
        for one, other in zip(by_row, by_batch, strict=True):
            assert [None if value is None else str(value) for value in map(_plain, one)] == [
                None if value is None else str(value) for value in map(_plain, other)
            ]


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return value.normalize() + 0
    return int(value) if isinstance(value, bool) else value


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx", "sqlite", "datapackage"])
def test_every_form_has_all_facts(store: Store, tmp_path: Path, form: str) -> None:
    target = tmp_path / (f"out.{form}" if form in ("xlsx", "sqlite") else "out")
    counts = export(store, form, target, {})
    facts = store.facts()
    assert counts["facts"] == len(facts)
    values = sorted(facts["value"])
    if form == "csv":
        with (target / "facts.csv").open(encoding="utf-8", newline="") as stream:
            assert sorted(Decimal(row["value"]) for row in csv.DictReader(stream)) == values
        assert {file.stem for file in target.iterdir()} == set(TABLES)
    elif form == "parquet":
        found = pq.read_table(target / "facts.parquet")
        assert sorted(found["value"].to_pylist()) == values
    elif form == "sqlite":
        with sqlite3.connect(target) as database:
            assert sorted(Decimal(row[0]) for row in database.execute("SELECT value FROM facts")) == values
    elif form == "xlsx":
        book = openpyxl.load_workbook(target)
        sheet = book.worksheets[0]
        assert sheet.freeze_panes == "A2"
        assert sheet.max_row == len(facts) + 1
    else:
        described = json.loads((target / "datapackage.json").read_text(encoding="utf-8"))
        by_name = {one["name"]: one for one in described["resources"]}
        assert set(by_name) == set(TABLES)
        for name, resource in by_name.items():
            with (target / resource["path"]).open(encoding="utf-8", newline="") as stream:
                assert next(csv.reader(stream)) == [field["name"] for field in resource["schema"]["fields"]], name


def test_no_text_of_a_document_becomes_a_formula(store: Store, tmp_path: Path) -> None:
    kept(store, "evil", text("青禾县档案馆", 2021, "15.00").replace("主要职能", "=1+1主要职能"))
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE documents SET department = '=cmd|calc' WHERE fiscal_year = 2021")
    export(store, "csv", tmp_path / "csv", {}, excel=True)
    for file in (tmp_path / "csv").iterdir():
        assert file.read_bytes().startswith(b"\xef\xbb\xbf")
        with file.open(encoding="utf-8-sig", newline="") as stream:
            assert not [cell for row in csv.reader(stream) for cell in row if cell.startswith(("=", "@"))]
    export(store, "xlsx", tmp_path / "out.xlsx", {}, wide=True)
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_search_finds_words_and_pairs(store: Store) -> None:
    assert search(store, "古籍") == []
    assert index(store) == 3
    assert index(store) == 0
    hits = search(store, "古籍修复")
    assert {hit.department for hit in hits} == {"青禾县文化局", "青禾县文化和旅游局", "青禾县档案馆"}
    assert "古籍修复" in hits[0].snippet
    assert search(store, "籍修")  # no word: found by its pair
    assert search(store, "石油") == []
    assert search(store, '"; DROP TABLE facts; --') == []
    kept(store, "b2023", text("青禾县档案馆", 2023, "16.00").replace("古籍修复", "方志编纂"))
    assert len(search(store, "古籍修复")) == 2
    assert index(store) == 1
    assert search(store, "方志编纂")[0].department == "青禾县档案馆"


def test_words_and_pairs() -> None:
    words, pairs = cut("公务接待费2.36万元")
    assert "公务" in words.split()
    assert pairs.split() == ["公务", "务接", "接待", "待费", "2_36", "万元"]


def test_names_are_matched_and_told() -> None:
    assert plain_name("通城县信访局（本级）") == "信访局本级"
    ids, found = matched(
        [
            ("42", "青禾县文化局", 2018),
            ("42", "青禾县文化局", 2019),
            ("42", "青禾县文化旅游局", 2020),
            ("42", "青禾县档案馆", 2020),
        ]
    )
    assert ids["42", "青禾县文化局"] == ids["42", "青禾县文化旅游局"]
    assert ids["42", "青禾县档案馆"] != ids["42", "青禾县文化局"]
    assert [(one.name, one.later_name, one.last_year, one.first_year) for one in found] == [
        ("文化局", "文化旅游局", 2019, 2020)
    ]
    assert matched([("42", "青禾县文化局", 2018), ("42", "青禾县文化旅游局", 2018)])[1] == []


def test_the_wide_table_has_a_row_a_disclosure(store: Store, tmp_path: Path) -> None:
    columns, made = wide_rows(store, {})
    at = columns.index("expenditure.total|budget")
    assert [(row[columns.index("year")], row[at]) for row in made if "文化" in row[columns.index("department")]] == [
        (2022, Decimal("140000.00")),
        (2023, Decimal("150000.00")),
    ]
    assert export(store, "parquet", tmp_path / "wide.parquet", {}, wide=True) == {"wide": 3}
    assert pq.read_table(tmp_path / "wide.parquet")["expenditure.total|budget"].to_pylist()[0] is not None
    assert matches(store) == [] or matches(store)[0].later_name == "文化和旅游局"


def test_stores_that_cannot_be_used(tmp_path: Path, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(StoreError):
        open_store(tmp_path / "nothing")
    assert command(["--lang", "en", "search", str(tmp_path / "nothing"), "x"]) == 2
    assert "no store" in capsys.readouterr().err
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "store.sqlite").write_bytes(b"no database at all, but long enough to be looked at" * 20)
    with pytest.raises(StoreError):
        open_store(tmp_path / "broken")
    with store.engine.begin() as connection:
        connection.execute(schema.meta.update().values(value=str(schema.VERSION + 1)))
    with pytest.raises(StoreError) as caught:
        open_store(store.folder)
    assert caught.value.named["code"] == "store_newer"


def test_migrations_go_step_by_step() -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        schema.metadata.create_all(connection)
        connection.execute(schema.meta.insert().values(name="schema_version", value="1"))
        steps = {1: ["CREATE TABLE more (a TEXT)"], 2: ["ALTER TABLE more ADD COLUMN b TEXT"]}
        assert migrations.migrate(connection, 1, steps) == 3
        connection.exec_driver_sql("INSERT INTO more VALUES ('x', 'y')")
        assert connection.execute(select(schema.meta.c.value)).scalar_one() == "3"


def test_columns_of_the_store_are_those_of_the_frames() -> None:
    for name in COLUMNS:
        assert schema.columns_of(name)[1:] == tuple(
            column for column in COLUMNS[name] if column not in schema.OF_DOCUMENT
        )


def test_a_store_of_another_process_is_seen(store: Store) -> None:
    with open_store(store.folder) as other:
        assert len(other.documents()) == 3
        other.keep({"key": "c", "sha256": "1", "source": "c"}, [Made("c", store.disclosure(1))])
    assert len(store.documents()) == 4


def test_the_command_finds_in_both_forms(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(["--lang", "en", "search", str(store.folder), "古籍修复"]) == 0
    said = capsys.readouterr()
    assert "青禾县档案馆" in said.out
    assert "Indexed 3" in said.err
    assert command(["search", str(store.folder), "古籍修复", "--format", "json", "--limit", "1"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["what"], "古籍修复" in found["snippet"]) == ("section", True)
