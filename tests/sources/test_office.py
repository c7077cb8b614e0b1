"""Old office files through LibreOffice: the same text, its own hash, limits; a word where it is missing."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from budgetextract.errors import DamagedInput, EncryptedInput, LimitExceeded, MissingTool
from budgetextract.extraction.lines import page_lines
from budgetextract.extraction.tables import stated_grids
from budgetextract.model.document import SourceDocument
from budgetextract.sources.office import run as office_run
from budgetextract.sources.office.reader import is_locked_doc, read, with_typed_numbers
from budgetextract.sources.office.run import Conversion, convert, program
from budgetextract.sources.read import Reading, digest, read_source
from sources.word_files import cell, level, numbered, numbering, paragraph, row, table, word_file

COLUMNS = "<w:tblPr/><w:tblGrid>" + '<w:gridCol w:w="2000"/>' * 3 + "</w:tblGrid>"
LISTS = numbering({0: level(0, "chineseCounting", "%1、")}, {1: (0, "")})
BODY = (
    paragraph("某县信访局2024年部门预算", '<w:jc w:val="center"/>')
    + paragraph("收支情况", numbered(1))
    + paragraph("收入预算总额为406.62万元。")
    + table(row(cell("科目", '<w:gridSpan w:val="2"/>'), "金额"), row("301", "工资", "1,234.50")).replace(
        "<w:tblPr/>", COLUMNS
    )
    + paragraph("")
)
needs_office = pytest.mark.skipif(not program(), reason="LibreOffice is not installed")
posix = pytest.mark.skipif(os.name != "posix", reason="needs a shell")


def lines(made: SourceDocument) -> list[str]:
    page = made.pages[0]
    return [line.text for line in page_lines(page, [grid.bbox for grid in page.grids or ()])]


@pytest.fixture(scope="module")
def old_word() -> bytes:
    return convert(word_file(BODY, {"numbering.xml": LISTS}), "a.docx", Conversion("docx", "doc:MS Word 97"))


@needs_office
def test_an_old_word_file_is_the_same_document(old_word: bytes) -> None:
    made = read_source(old_word, "a.bin")
    assert lines(made) == ["某县信访局2024年部门预算", "一、收支情况", "收入预算总额为406.62万元。"]
    assert [c.text for c in stated_grids(made.pages[0])[0].cells] == ["科目", "金额", "301", "工资", "1,234.50"]
    assert (made.reader, made.media_type, made.sha256) == ("docx", "application/msword", digest(old_word))


@needs_office
def test_a_locked_or_cut_old_word_file_says_so(old_word: bytes) -> None:
    at = old_word.find(b"\xec\xa5")
    locked = bytearray(old_word)
    locked[at + 11] |= 0x01
    assert not is_locked_doc(old_word)
    assert is_locked_doc(bytes(locked))
    with pytest.raises(EncryptedInput):
        read(bytes(locked), "a.doc", Reading())
    with pytest.raises(DamagedInput):
        read(old_word[:3000], "a.doc", Reading())


def rich(text: str) -> str:
    return "".join(f"\\u{ord(char) if ord(char) < 32768 else ord(char) - 65536}?" for char in text)


def rich_text(list_text: str) -> bytes:
    """Rich text as Word writes it, with a list whose level shows ``list_text`` behind the number."""
    return (
        r"{\rtf1\ansi\ansicpg936{\*\listtable{\list\listtemplateid1{\listlevel\levelnfc37\levelfollow2\levelstartat1"
        r"{\leveltext\'02\'00" + list_text + r";}{\levelnumbers\'01;}}\listid1}}"
        r"{\*\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}}"
        r"{\listtext\pard\plain " + rich("一、") + r"}\pard\plain\ls1\ilvl0 {" + rich("部门职责") + r"\par }"
        r"{\listtext\pard\plain " + rich("二、") + r"}\pard\plain\ls1\ilvl0 {" + rich("机构设置") + r"\par }}"
    ).encode()


@needs_office
def test_rich_text_whose_list_lost_its_characters_keeps_its_numbers() -> None:
    assert lines(read_source(rich_text("?"), "a.rtf")) == ["一、部门职责", "二、机构设置"]


def test_typed_numbers_replace_lists() -> None:
    assert with_typed_numbers(rb"{\listtext\pard 1.}\pard\ls1\ilvl0 a\lsb") == rb"{\pard 1.}\pard a\lsb"


def test_without_the_program_the_error_names_it() -> None:
    with pytest.raises(MissingTool) as caught:
        read(rich_text("?"), "a.rtf", Reading(soffice="/nowhere/soffice"))
    assert caught.value.named["tool"] == "LibreOffice"
    assert caught.value.named["found"] == "RTF"


def fake(folder: Path, script: str) -> str:
    """A program in the place of LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


ASKED = Conversion("rtf", "docx:MS Word 2007 XML")


@posix
def test_a_run_ends_at_its_time_limit_with_all_it_started(tmp_path: Path) -> None:
    sign = tmp_path / "alive"
    slow = fake(tmp_path, f"(while :; do date > {sign}; sleep 0.1; done) &\nsleep 60")
    with pytest.raises(LimitExceeded) as caught:
        convert(b"{\\rtf1}", "a.rtf", ASKED, chosen=slow, seconds=1)
    assert caught.value.named["limit"] == "seconds"
    sign.unlink()
    time.sleep(0.4)
    assert not sign.exists()


@posix
def test_a_run_has_a_home_and_a_profile_of_its_own(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    office = fake(
        tmp_path, f'echo "$HOME" > {seen}; cat profile/user/registrymodifications.xcu >> {seen}; echo x > out/a'
    )
    assert convert(b"{\\rtf1}", "a.rtf", ASKED, chosen=office) == b"x\n"
    said = seen.read_text(encoding="utf-8")
    assert "DisableMacrosExecution" in said
    assert not Path(said.splitlines()[0]).exists()
    assert said.splitlines()[0] != str(Path.home())


@posix
def test_nothing_made_is_a_damaged_file_and_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DamagedInput):
        convert(b"{\\rtf1}", "a.rtf", ASKED, chosen=fake(tmp_path, "exit 1"))
    monkeypatch.setattr(office_run, "MAX_OUTPUT", 1024)
    with pytest.raises(LimitExceeded):
        convert(b"{\\rtf1}", "a.rtf", ASKED, chosen=fake(tmp_path, "head -c 100000 /dev/zero > out/a"))


@needs_office
def test_addresses_in_a_file_are_not_visited(monkeypatch: pytest.MonkeyPatch) -> None:
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from threading import Thread

    visits: list[str] = []

    class Listens(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            visits.append(self.path)
            self.send_error(404)

        def do_HEAD(self) -> None:
            self.do_GET()

        def do_OPTIONS(self) -> None:
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:
            pass

    # What the settings of the profile do has to hold where a user may not take the network away.
    monkeypatch.setattr(office_run, "_cut_off", lambda: ())
    server = HTTPServer(("127.0.0.1", 0), Listens)
    Thread(target=server.serve_forever, daemon=True).start()
    page = f'<html><body><p>text<img src="http://127.0.0.1:{server.server_port}/p.png"></body></html>'
    try:
        assert convert(page.encode(), "a.html", Conversion("html", "docx:MS Word 2007 XML"))
    finally:
        server.shutdown()
    assert visits == []
