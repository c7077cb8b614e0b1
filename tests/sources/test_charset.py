"""The charset of text and web pages, by rule."""

from __future__ import annotations

import pytest

from budgetextract.errors import DamagedInput
from budgetextract.sources.charset import declared_charset, decoded, label_of, printable

TEXT = "某县档案局2024年部门预算：收入总计123.45万元，其中“三公”经费0.50万元。"


@pytest.mark.parametrize(
    ("data", "label", "charset"),
    [
        (TEXT.encode("utf-8"), "", "utf-8"),
        (TEXT.encode("utf-8"), "gb2312", "utf-8"),  # pages lie about UTF-8
        (TEXT.encode("utf-8-sig"), "gbk", "utf-8"),
        (TEXT.encode("gbk"), "", "gb18030"),  # detectors call short ones cp949
        ("部门预算".encode("gbk"), "", "gb18030"),
        (TEXT.encode("gbk"), "gb2312", "gb18030"),
        (TEXT.encode("gbk"), "GB_2312-80", "gb18030"),
        (TEXT.encode("gbk"), "utf-8", "gb18030"),
        (TEXT.encode("gbk"), "iso-8859-1", "gb18030"),  # an old editor's label over GBK
        ("䶮㙍镇财政所2024年".encode("gb18030"), "gb2312", "gb18030"),
        (TEXT.encode("utf-16"), "", "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-8", "utf-16-be"),
        (b"\x84\x31\x95\x33" + TEXT.encode("gb18030"), "", "gb18030"),
        (TEXT.encode("hz"), "hz-gb-2312", "utf-8"),  # seven bits: strict UTF-8 takes them first
    ],
)
def test_the_charset_by_rule(data: bytes, label: str, charset: str) -> None:
    found = decoded(data, "a.txt", label)
    assert (found.charset, found.broken) == (charset, 0)
    if label != "hz-gb-2312":
        assert found.text.startswith(("某县", "部门", "䶮"))


def test_big5_is_read_where_it_is_declared() -> None:
    text = "部門預算公開說明"
    assert decoded(text.encode("big5"), "a.html", "big5").text == text


def test_utf16_without_a_mark_is_seen_by_its_nulls() -> None:
    text = "<html><body><p>2024 budget 预算</p></body></html>"
    assert decoded(text.encode("utf-16-le"), "a.html").text == text
    assert decoded(text.encode("utf-16-be"), "a.html").text == text


def test_a_character_cut_by_a_portal_does_not_change_the_charset() -> None:
    cut = "本页介绍某县部门预算公开".encode()[:-1]
    found = decoded(b'<meta name="description" content="' + cut + b'">' + TEXT.encode() * 3, "a.html", "gb2312")
    assert (found.charset, found.broken) == ("utf-8", 1)
    assert TEXT in found.text
    assert [problem.code for problem in found.problems()] == ["bytes_lost"]


def test_a_few_broken_bytes_in_gbk_are_counted() -> None:
    found = decoded((TEXT * 4).encode("gbk") + b"\xff" + TEXT.encode("gbk"), "a.txt")
    assert (found.charset, found.broken) == ("gb18030", 1)


@pytest.mark.parametrize("data", [b"\xff\xfe\xff\xff" * 50 + b"\x81", bytes(range(128, 256)) * 8])
def test_bytes_of_no_charset_are_refused(data: bytes) -> None:
    with pytest.raises(DamagedInput):
        decoded(b"\xa0" + data, "a.txt")


@pytest.mark.parametrize(
    ("head", "label"),
    [
        (b'<meta charset="GBK">', "GBK"),
        (b"<META http-equiv=Content-Type content='text/html; charset=gb2312'>", "gb2312"),
        (b'<?xml version="1.0" encoding="GB18030"?><html>', "GB18030"),
        (b"<html><head></head>", ""),
    ],
)
def test_the_label_of_a_page(head: bytes, label: str) -> None:
    assert declared_charset(head) == label


def test_labels_of_one_charset() -> None:
    assert {label_of(name) for name in ("gb2312", "GBK", "x-gbk", " 'cp936'", "gb18030")} == {"gb18030"}
    assert label_of("windows-1252") == label_of("utf-7") == ""


def test_characters_that_print_nothing_are_dropped() -> None:
    assert printable("一\x00、\u200b收\u00ad入\x07\r\n二\u2028三\f") == "一、收入\n二\n三\f"
