"""A document says the same as PDF, as Word file, as web page, as Markdown, and as Word text with a workbook."""

from __future__ import annotations

import re
from typing import Any

import pytest
from golden import SAMPLES, STYLES
from twins import FORMS, READERS, facts, headings, indicators, messages, read, sources, tables

TWINS = [(style, form) for style in STYLES for form in FORMS]
_CELL = re.compile(r"[A-Z]{1,3}[1-9]\d*|T\d+R\d+C\d+")


@pytest.mark.parametrize(("style", "form"), TWINS)
def test_the_same_facts_to_the_last(style: str, form: str) -> None:
    assert facts(read(style, form)) == facts(read(style, "pdf"))


@pytest.mark.parametrize(("style", "form"), TWINS)
def test_the_same_indicators_and_tables(style: str, form: str) -> None:
    assert indicators(read(style, form)) == indicators(read(style, "pdf"))
    found, wanted = tables(read(style, form)), tables(read(style, "pdf"))
    assert found == wanted if form != "set" else _sorted(found) == _sorted(wanted)


@pytest.mark.parametrize(("style", "form"), TWINS)
def test_the_same_outline(style: str, form: str) -> None:
    found, wanted = headings(read(style, form)), headings(read(style, "pdf"))
    if form == "html":
        # the portal's own title over that of the document
        (page_title, *found) = found
        assert page_title[0] == 0
        assert page_title[2].endswith("公开")
    if form == "set":
        # a workbook may have a title and contents of its own
        found = [row for at, row in enumerate(found) if row[0] or not (row[2].endswith("公开表") or row in found[:at])]
    if form == "set" and all(section.get("id") != "tables" for section in read(style, "pdf")["sections"]):
        # nothing announces the tables: in one file they stand below whatever comes before them
        titles = {table["title"] for table in read(style, "pdf")["tables"]}
        found, wanted = [row for row in found if row[2] not in titles], [row for row in wanted if row[2] not in titles]
    assert found == wanted if form != "set" else _sorted(found) == _sorted(wanted)


@pytest.mark.parametrize(("style", "form"), TWINS)
def test_the_same_document(style: str, form: str) -> None:
    names = ("kind", "fiscal_year", "department", "region")
    one, other = read(style, form)["document"], read(style, "pdf")["document"]
    assert {name: one.get(name) for name in names} == {name: other.get(name) for name in names}
    assert one["reader"] == ("mixed" if form == "set" else min(READERS[form]))
    assert "pages" not in one
    if form == "set":
        assert [part["role"] for part in one["parts"]] == ["text", "tables"]


@pytest.mark.parametrize(("style", "form"), TWINS)
def test_the_same_checks_fail_and_the_same_is_found(style: str, form: str) -> None:
    def said(form: str) -> list[tuple[str, str]]:
        result = read(style, form)
        failed = [("check", check["id"]) for check in result["checks"] if check["status"] == "fail"]
        return sorted([*failed, *(("finding", one["code"]) for one in result["findings"])])

    assert said(form) == said("pdf")


@pytest.mark.parametrize(("style", "form"), TWINS)
def test_places_are_those_of_a_file_without_pages(style: str, form: str) -> None:
    result = read(style, form)
    assert [place for place in sources(result) if "page" in place or "bbox" in place] == []
    mentions = [mention for fact in (*result["figures"], *result["staffing"]) for mention in fact["mentions"]]
    for mention in mentions:
        place = mention["source"]
        if mention["origin"] == "table":
            assert _CELL.fullmatch(place["cell"]), place
            assert ("sheet" in place) == (place["reader"] == "xlsx")
        assert "cell" in place or place["paragraph"] > 0
    assert {mention["source"]["reader"] for mention in mentions} == READERS[form]
    for table in result["tables"]:
        assert table["pages"] == []
        assert all(_CELL.fullmatch(cell["cell"]) and "bbox" not in cell for cell in table["cells"])


@pytest.mark.parametrize(("style", "form"), TWINS)
def test_sentences_name_no_page(style: str, form: str) -> None:
    result = read(style, form)
    said = list(messages({name: result[name] for name in ("checks", "findings", "issues")}))
    assert said
    wrong = re.compile(r"第\s*\d*\s*页|\bpage\b|\bPage\b|None|\x1f")
    assert [text for text in said if wrong.search(text)] == []


def test_twins_are_committed_and_small() -> None:
    endings = (".docx", ".html", ".md", ".text.docx", ".tables.xlsx")
    sizes = {f"{style}{end}": (SAMPLES / style / f"{style}{end}").stat().st_size for style in STYLES for end in endings}
    assert {name: size for name, size in sizes.items() if size > 130_000} == {}


def _sorted(rows: list[Any]) -> list[Any]:
    """Of a set: its tables stand behind the whole text, wherever they stood between its parts."""
    return sorted(rows, key=str)
