"""Each bad input ends as it should: read as far as it is sound, or refused in one clear line, within limits of time,
memory and size. The program runs as a user would start it, one process a file."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from . import archives, pdfs
from .harness import MEMORY, Run, run

READ: tuple[int, str] = (0, "")
LIMIT = (1, "over the limit: ")
DAMAGED = (1, "the file is damaged and cannot be opened")
LOCKED = (1, "the file needs a password")
EMPTY = (1, "no text can be read")
NO_OCR = ("--ocr", "never")

Case = tuple[Callable[[], bytes], tuple[int, str]]

PDFS: dict[str, Case] = {
    "password": (pdfs.with_user_password, LOCKED),
    "unknown encryption": (pdfs.unknown_encryption, LOCKED),
    "first half of a file": (lambda: pdfs.raw(pdfs.page())[:200], DAMAGED),
    "head alone": (lambda: b"%PDF-1.7\n", DAMAGED),
    "cut tail": (lambda: pdfs.raw(pdfs.page())[:-60], READ),
    "20,000 pages": (pdfs.many_pages, LIMIT),
    "two thousand million pages, it says": (pdfs.lying_count, READ),
    "no pages": (pdfs.no_pages, (1, "the file has no pages")),
    "page tree in a circle": (pdfs.page_tree_loop, EMPTY),
    "references in a circle": (pdfs.cyclic_references, EMPTY),
    "length that names itself": (pdfs.cyclic_length, READ),
    "endless earlier tables": (pdfs.endless_prev, READ),
    "outline in a circle": (pdfs.outlines_loop, READ),
    "page of 10 m": (pdfs.ten_metres, READ),
    "page of 10 m that is a picture": (pdfs.ten_metres_of_picture, EMPTY),
    "picture of 60,000 by 60,000": (pdfs.picture_bomb, EMPTY),
    "page box that is none": (pdfs.odd_boxes, READ),
    "page without area": (pdfs.no_area, READ),
    "forms that unfold to millions": (pdfs.form_bomb, LIMIT),
    "forms 2,000 deep": (pdfs.deep_forms, EMPTY),
    "form that draws itself": (pdfs.form_in_itself, LIMIT),
    "drawing of a gigabyte": (pdfs.content_bomb, LIMIT),
    "six filters deep": (pdfs.filter_tower, EMPTY),
    "60,000 texts on a page": (pdfs.many_texts, LIMIT),
    "300,000 lines on a page": (pdfs.many_lines, EMPTY),
    "brackets 200,000 deep": (pdfs.operand_tower, READ),
    "content in a file outside": (pdfs.outside_file, EMPTY),
    "script, program and address to open": (pdfs.actions, READ),
    "terminal commands as text": (pdfs.terminal_text, READ),
    "broken font": (pdfs.broken_font, READ),
}
OFFICE: dict[str, Case] = {
    "entities that unfold (Word)": (archives.docx_entities, DAMAGED),
    "entity of a file outside (Word)": (archives.docx_outside_entity, DAMAGED),
    "links to addresses and files (Word)": (archives.docx_links, READ),
    "macros (Word)": (archives.docx_macros, READ),
    "tables 3,000 deep (Word)": (archives.docx_deep_tables, DAMAGED),
    "cell over two thousand million columns": (archives.docx_wide_span, LIMIT),
    "two gigabytes of blanks (Word)": (archives.docx_bomb, LIMIT),
    "Word without its text": (archives.docx_without_document, DAMAGED),
    "styles and numbering in a circle": (archives.docx_numbering_loop, READ),
    "ten million cells": (archives.xlsx_ten_million, LIMIT),
    "cell in the last corner": (archives.xlsx_lying_size, READ),
    "whole sheet merged": (archives.xlsx_merged_whole, READ),
    "50,000 merged areas": (archives.xlsx_many_merges, READ),
    "entities that unfold (Excel)": (archives.xlsx_entities, DAMAGED),
    "entity of a file outside (Excel)": (archives.xlsx_outside_entity, DAMAGED),
    "formulas that run programs": (archives.xlsx_formulas, READ),
    "macros (Excel)": (archives.xlsx_macros, READ),
    "texts that are not there": (archives.xlsx_bad_strings, READ),
    "OLE in a circle": (archives.ole, (1, "not a kind of file that can be read")),
    "OFD whose template is itself": (archives.ofd_loop, DAMAGED),
}
ARCHIVES: dict[str, Case] = {
    "100,000 members": (archives.many_members, LIMIT),
    "zip bomb": (archives.zip_bomb, LIMIT),
    "40 zips in each other": (archives.nested_zips, LIMIT),
    "zips of bombs": (archives.zip_of_bombs, LIMIT),
    "members in one place": (archives.overlapping_members, DAMAGED),
    "names that climb out": (archives.climbing_names, READ),
    "link to a file outside": (archives.linked_member, (1, "no document that can be read")),
    "zip with a password": (archives.locked_zip, LOCKED),
    "cut 7z": (archives.cut_seven_zip, DAMAGED),
    "cut zip": (lambda: archives.climbing_names()[:300], DAMAGED),
}
WEB: dict[str, Case] = {
    "elements 200,000 deep": (archives.deep_html, LIMIT),
    "tables 20,000 deep": (archives.deep_html_tables, LIMIT),
    "spans of a thousand million": (archives.wide_html_span, READ),
    "ten million cells (web)": (archives.large_html_table, LIMIT),
    "addresses, scripts and files outside": (archives.html_outside, READ),
    "bytes of no charset": (archives.unknown_bytes, DAMAGED),
    "one line of ten million characters": (archives.one_long_line, LIMIT),
    "noise": (archives.noise, (1, "not a kind of file that can be read")),
    "empty": (lambda: b"", (1, "the file is empty")),
}
PICTURES: dict[str, Case] = {
    "picture bomb": (archives.picture_bomb, (1, "")),
    "cut JPEG": (archives.cut_jpeg, DAMAGED),
    "TIFF in a circle": (archives.tiff_loop, (1, "")),
}
ALL = PDFS | OFFICE | ARCHIVES | WEB | PICTURES


def attempt(name: str, folder: Path, *options: str) -> Run:
    """The case in a file whose name tells nothing."""
    build, _ = ALL[name]
    file = folder / "input.pdf"
    file.write_bytes(build())
    return run(file, *options)


@pytest.mark.parametrize("name", ALL)
def test_ends_clearly_within_its_limits(name: str, tmp_path: Path) -> None:
    done = attempt(name, tmp_path, *NO_OCR)
    code, said = ALL[name][1]
    assert done.code == code, done.err
    assert said in done.err
    assert done.peak < MEMORY
    _is_clean(done)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["input.err", "input.out", "input.pdf"]


def _is_clean(done: Run) -> None:
    """One line for a failure, none for a success; no traceback, no control character, no word of a file outside."""
    lines = done.err.splitlines()
    assert len(lines) == (1 if done.code else 0), done.err
    assert "Traceback" not in done.err
    assert "Internal error" not in done.err
    assert not [char for char in done.err + done.out if char < " " and char != "\n"]
    assert "root:x:0" not in done.out + done.err
    assert "/bin/sh" not in done.out
    for line in done.out.splitlines():
        assert json.loads(line)["schema_version"]


def test_there_are_enough_of_them() -> None:
    assert len(ALL) >= 40


@pytest.mark.parametrize("name", ["page of 10 m that is a picture", "picture of 60,000 by 60,000", "picture bomb"])
def test_pictures_are_bounded_before_they_are_recognised(name: str, tmp_path: Path) -> None:
    pytest.importorskip("rapidocr", reason="the extra [ocr] is not installed")
    done = attempt(name, tmp_path)
    assert done.code == 1
    assert done.peak < 2 * MEMORY
    _is_clean(done)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_groups_without_end_in_rich_text(tmp_path: Path) -> None:
    file = tmp_path / "input.rtf"
    file.write_bytes(archives.deep_rtf())
    done = run(file, *NO_OCR)
    assert done.code in (0, 1)
    _is_clean(done)


def test_one_bad_file_does_not_end_the_run(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number, name in enumerate(["forms that unfold to millions", "empty", "ten million cells", "zip bomb"]):
        (folder / f"{number}.pdf").write_bytes(ALL[name][0]())
    (folder / "good.pdf").write_bytes(pdfs.raw(pdfs.page()))
    done = run(folder, "-o", "out/")
    assert done.code == 1
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["good.json"]
    assert len([line for line in done.err.splitlines() if line.startswith(str(folder))]) == 4
