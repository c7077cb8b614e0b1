"""A store with small disclosures of departments that do not exist."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetextract.pipeline import extract_bytes
from budgetextract.store.store import Failure, Made, Store, open_store


def text(department: str, year: int, amount: str, more: str = "") -> str:
    return f"""# {department}{year}年度部门预算

第一部分 概况

一、主要职能

负责青禾县的古籍修复工作。{more}

第二部分 预算情况说明

一、收支总体情况

{year}年收入总预算{amount}万元，支出总预算{amount}万元，其中：基本支出12.00万元，项目支出3.00万元。
"""


def kept(store: Store, name: str, written: str) -> None:
    found = extract_bytes(written.encode(), f"{name}.md")
    store.keep(
        {"key": name, "sha256": found.document.sha256, "source": f"{name}.md", "seconds": 0.1},
        [Made(name, found)],
        originals=[written.encode()],
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "store", create=True) as opened:
        kept(opened, "a2022", text("青禾县文化局", 2022, "14.00"))
        kept(opened, "a2023", text("青禾县文化和旅游局", 2023, "15.00"))
        kept(opened, "b2023", text("青禾县档案馆", 2023, "15.00", "=HYPERLINK(1)是一句会被表格当作公式的话。"))
        opened.keep({"key": "bad", "sha256": "0", "source": "bad.pdf"}, [], [Failure("damaged_input", "damaged")])
        yield opened
