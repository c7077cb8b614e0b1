"""Objects made in less room are those that the constructor makes, and JSON in pieces is the JSON."""

from __future__ import annotations

import copy
import io
import pickle
from typing import Any

import pytest
from pydantic import TypeAdapter

from budgetextract.model.compact import compact, new_cell, new_check, new_mention, new_source, new_table, new_text
from budgetextract.model.disclosure import (
    Check,
    Disclosure,
    DocumentInfo,
    Finding,
    Mention,
    Source,
    TableCell,
    TableOut,
    Text,
)

BOX = (1.0, 2.5, 3.0, 4.25)
TEXT: dict[str, Any] = {"zh": "合计：成立\n", "en": 'a "total"'}
SOURCE: dict[str, Any] = {"page": 3, "bbox": BOX, "table": 2, "row": 1, "column": 4, "text": "12.30", "confidence": 0.5}
CELL: dict[str, Any] = {"row": 1, "column": 2, "text": "12.30", "page": 3, "bbox": BOX}
CHECK: dict[str, Any] = {
    "id": "sum",
    "bindings": {"year": "2031"},
    "status": "pass",
    "severity": "error",
    "facts": ["f1"],
    "message": Text(**TEXT),
}
MENTION: dict[str, Any] = {
    "value": "123000.00",
    "stated": "12.30",
    "stated_unit": "万元",
    "precision": "100.00",
    "origin": "table",
    "source": Source(**SOURCE),
}
TABLE: dict[str, Any] = {
    "id": "t0",
    "title": "收支总表",
    "pages": [3],
    "header_rows": 1,
    "columns": ["项目", "金额"],
    "rows": [["甲", "12.30"]],
    "cells": [TableCell(**CELL)],
}
MADE = [
    (Text, new_text, TEXT),
    (Source, new_source, SOURCE),
    (TableCell, new_cell, CELL),
    (Check, new_check, CHECK),
    (Mention, new_mention, MENTION),
    (TableOut, new_table, TABLE),
]


@pytest.mark.parametrize(("cls", "make", "values"), MADE, ids=[cls.__name__ for cls, _, _ in MADE])
def test_same_object_in_less_room(cls: Any, make: Any, values: dict[str, Any]) -> None:
    whole, small = cls(**values), make(**values)
    assert small == whole
    assert type(small) is cls
    assert repr(small) == repr(whole)
    adapter = TypeAdapter(cls)
    for left_out in (True, False):
        assert adapter.dump_json(small, exclude_none=left_out) == adapter.dump_json(whole, exclude_none=left_out)
    assert pickle.loads(pickle.dumps(small)) == whole
    assert copy.deepcopy(small) == whole


def test_made_objects_are_apart() -> None:
    one, other = new_source(**SOURCE), new_source(**SOURCE | {"page": 9, "text": ""})
    changed = one.model_copy(update={"page": 7})
    assert (one.page, other.page, changed.page) == (3, 9, 7)
    assert changed.model_dump() == one.model_dump() | {"page": 7}
    with pytest.raises(ValueError, match="frozen"):
        one.page = 4  # type: ignore[misc]


def test_what_has_no_default_is_asked_for() -> None:
    with pytest.raises(TypeError):
        new_text(zh="只有一种")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        compact(Finding)(code="a", severity="info", message=Text(**TEXT))  # facts: a list of its own


@pytest.mark.parametrize("indent", [None, 0, 1, 2, 4])
@pytest.mark.parametrize("full", [True, False])
def test_pieces_are_the_json(indent: int | None, full: bool) -> None:
    about = DocumentInfo(file_name='a\n"b".pdf', sha256="", media_type="", reader="pdf", kind="unknown")
    table = TableOut(**TABLE)
    disclosure = (
        Disclosure(document=about, tables=[table, table], checks=[Check(**CHECK)])
        if full
        else Disclosure(document=about)
    )
    stream = io.StringIO()
    disclosure.write_json(stream, indent=indent)
    assert stream.getvalue() == disclosure.to_json(indent=indent)


def test_long_json_is_written_in_parts() -> None:
    class Counted(io.StringIO):
        writes: list[int] = []  # noqa: RUF012

        def write(self, text: str) -> int:
            self.writes.append(len(text))
            return super().write(text)

    about = DocumentInfo(file_name="a.pdf", sha256="", media_type="", reader="pdf", kind="unknown")
    table = TableOut(**TABLE | {"rows": [["项目" * 20, "1"]] * 2000})
    stream = Counted()
    Disclosure(document=about, tables=[table] * 30).write_json(stream)
    assert max(stream.writes) < sum(stream.writes) / 2
