"""Small documents that are read in no time, and stores as plain data."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
if str(HERE) not in sys.path:  # worker processes are given this path and import ``poison`` by it
    sys.path.insert(0, str(HERE))


def budget(number: int) -> str:
    """A tiny budget of a department that does not exist."""
    return f"""# 青禾县第{number}办公室2024年度部门预算

第一部分 概况

一、主要职能

负责第{number}项工作。

第二部分 预算情况说明

一、收支总体情况

2024年收入总预算{number}.50万元，支出总预算{number}.50万元，其中：基本支出{number}.00万元，项目支出0.50万元。
"""


@pytest.fixture
def documents(tmp_path: Path) -> Callable[[int], Path]:
    """A folder with so many tiny budgets."""

    def made(count: int) -> Path:
        folder = tmp_path / "documents"
        folder.mkdir(exist_ok=True)
        for number in range(1, count + 1):
            (folder / f"{number:03d}.md").write_text(budget(number), encoding="utf-8")
        return folder

    return made


IDS = {"id", "row_id", "document", "run", "seconds", "finished", "attempts", "started", "ended"}


def content(store: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All that a store holds of documents, without what differs from run to run (numbers, times)."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    with sqlite3.connect(store / "store.sqlite") as database:
        for table in ("documents", "sections", "facts", "mentions", "checks", "findings", "issues", "jobs", "sources"):
            names = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")') if row[1] not in IDS]
            columns = ", ".join(f't."{name}"' for name in names)
            of = "" if table in ("documents", "jobs", "sources") else ' JOIN "documents" d ON d."id" = t."document"'
            lead = 'd."sha256", ' if of else ""
            rows = database.execute(f'SELECT {lead}{columns} FROM "{table}" t{of}')
            found[table] = sorted(rows, key=repr)
    return found
