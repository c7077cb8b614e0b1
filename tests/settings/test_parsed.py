"""Parsed files of the package in the user's cache: taken where they hold this very text, else parsed anew."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from budgetextract.parsed import parsed

TEXT = '{"a": [1, "二"]}'


class Parser:
    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, text: str) -> Any:
        self.calls += 1
        return json.loads(text)


def test_the_second_look_is_from_the_cache(tmp_path: Path) -> None:
    parse = Parser()
    first = parsed("x.yaml", TEXT, parse, tmp_path / "new")
    assert parsed("x.yaml", TEXT, parse, tmp_path / "new") == first == {"a": [1, "二"]}
    assert parse.calls == 1
    assert parsed("x.yaml", '{"a": 2}', parse, tmp_path / "new") == {"a": 2}, "another text is parsed"
    assert parse.calls == 2


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[" * 100_000, b"null", b'{"key": "1:other", "data": {"a": 3}}', b"\xff\xfe", b" " * 1_000_000],
)
def test_a_broken_cache_is_written_anew(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.yaml.json").write_bytes(content)
    parse = Parser()
    assert parsed("x.yaml", TEXT, parse, tmp_path) == {"a": [1, "二"]}
    assert parsed("x.yaml", TEXT, parse, tmp_path) == {"a": [1, "二"]}
    assert parse.calls == 1


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_a_cache_that_others_may_write_is_not_read(tmp_path: Path) -> None:
    parse = Parser()
    parsed("x.yaml", TEXT, parse, tmp_path)
    (tmp_path / "x.yaml.json").chmod(0o666)
    parsed("x.yaml", TEXT, parse, tmp_path)
    assert parse.calls == 2


def test_what_json_would_change_is_not_kept(tmp_path: Path) -> None:
    assert parsed("x.yaml", "", lambda _: {1: "a"}, tmp_path) == {1: "a"}
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert parsed("x.yaml", TEXT, Parser(), blocked / "rules") == {"a": [1, "二"]}
