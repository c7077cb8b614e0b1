"""Saved web pages with their pictures: in an archive, in a folder, named together; and no file that was not given."""

from __future__ import annotations

import base64
import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from budgetextract import extract_all, intake
from budgetextract.model.disclosure import Disclosure
from budgetextract.model.document import Page, Word
from budgetextract.pipeline import Options
from budgetextract.sources.beside import Shelf, companion_of
from budgetextract.sources.files import beside_page
from budgetextract.sources.ocr import engine, page

SCAN = "2024年收入预算总额为406.62万元，支出预算总额为406.62万元。"
PAGE = (
    "<html><body><div id=zoom><h1>某县档案局2024年部门预算</h1><p>某县档案局2024年收支预算情况说明如下：</p>"
    "<img src='{}'></div></body></html>"
)


@pytest.fixture(autouse=True)
def _recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    """White pictures hold a sentence, others none."""

    def read_picture(grey: np.ndarray, dpi: float, number: int, _: object) -> Page:
        words = (Word(SCAN, 72, 72, 500, 84, 12.0, confidence=0.99),) if grey.min() > 250 else ()
        return Page(number, 595, 842, words, (), reader="ocr")

    monkeypatch.setattr(engine, "models", lambda: object())
    monkeypatch.setattr(engine, "engine", lambda: object())
    monkeypatch.setattr(page, "read_picture", read_picture)


def png(wide: int = 900, high: int = 1200, level: int = 255) -> bytes:
    out = io.BytesIO()
    Image.new("L", (wide, high), level).save(out, "PNG")
    return out.getvalue()


def zipped(files: dict[str, bytes]) -> intake.File:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return intake.File("a.zip", "a.zip", out.getvalue)


def read(*files: intake.File, options: Options | None = None) -> list[Disclosure]:
    found = list(intake.outcomes(files, options))
    assert [outcome.error for outcome in found if outcome.error] == []
    return [outcome.disclosure for outcome in found if outcome.disclosure is not None]


def values(disclosure: Disclosure) -> set[str]:
    return {str(fact.value) for fact in disclosure.figures}


def codes(disclosure: Disclosure) -> set[str]:
    return {issue.code for issue in disclosure.issues}


@pytest.mark.parametrize("name", ["预算_files/1.png", "预算.files/image001.png", "images/1.png", "1.png"])
@pytest.mark.parametrize("size", [(900, 1200), (900, 300)])
def test_a_page_in_an_archive_shows_its_pictures(name: str, size: tuple[int, int]) -> None:
    for prefix in ("", "公开/"):
        files = {prefix + name: png(*size), prefix + "预算.html": PAGE.format(name).encode()}
        (found,) = read(zipped(files))
        assert "406.62" in " ".join(values(found)) or "4066200" in " ".join(values(found))
        assert "pictures_by_ocr" in codes(found)
        assert not codes(found) & {"pictures_not_read", "member_left_out"}, found.issues
        assert found.document.file_name == f"{prefix}预算.html"


def test_what_was_saved_with_a_page_is_no_document() -> None:
    files = {"预算_files/banner.png": png(level=90), "预算_files/a.css": b"p{}", "预算_files/1.png": png(),
             "预算.html": PAGE.format("预算_files/1.png").encode()}  # fmt: skip
    (found,) = read(zipped(files))
    assert "member_left_out" not in codes(found)


def test_a_picture_that_no_page_shows_is_a_document() -> None:
    files = {"预算.html": PAGE.format("2.png").encode(), "1.png": png()}
    found = read(zipped(files))
    assert sorted(one.document.file_name for one in found)[0] == "1.png"


def test_pages_of_a_folder_show_what_was_saved_with_them(tmp_path: Path) -> None:
    top = tmp_path / "top"
    (top / "预算_files").mkdir(parents=True)
    (top / "预算_files" / "1.png").write_bytes(png())
    (top / "预算.html").write_text(PAGE.format("预算_files/1.png"), encoding="utf-8")
    (found,) = extract_all(top)
    assert "pictures_by_ocr" in codes(found)
    (alone,) = extract_all(top / "预算.html")
    assert "pictures_not_read" in codes(alone)


def test_nothing_outside_of_the_folder_is_opened(tmp_path: Path) -> None:
    top = tmp_path / "top"
    for folder in (top / "a" / "p_files", top / "p_files", tmp_path / "p_files"):
        folder.mkdir(parents=True)
        (folder / "1.png").write_bytes(b"x")
    (top / "a" / "2.png").write_bytes(b"x")
    (top / "a" / "p_files" / "link.png").symlink_to(tmp_path / "p_files" / "1.png")
    (top / "a" / "p_files" / "loop.png").symlink_to(top / "a" / "p_files" / "loop.png")
    found = beside_page(top / "a" / "p.html", top)
    assert found("p_files/1.png") == b"x"
    outside = ["../../p_files/1.png", "../p_files/1.png", "p_files/link.png", str(tmp_path / "p_files" / "1.png")]
    for name in (*outside, "p_files/loop.png", "2.png", "p_files", "p_files/../2.png", "p_files/\0", "x" * 5000):
        assert found(name) is None, name


def test_files_named_together_show_each_other(tmp_path: Path) -> None:
    def file(name: str, data: bytes) -> intake.File:
        path = Path("/given") / name
        return intake.File(path.name, name, lambda: data, str(path.parent))

    files = [file("x/图/1.png", png()), file("x/预算.html", PAGE.format("图/1.png").encode())]
    found = intake.together(files)
    assert found.document.parts is None
    assert "pictures_by_ocr" in codes(found)
    apart = intake.together([file("y/1.png", png()), file("x/预算.html", PAGE.format("图/1.png").encode())])
    assert {part.file_name for part in apart.document.parts or ()} == {"预算.html", "1.png"}


def test_a_shelf_knows_only_what_was_put_on_it() -> None:
    shelf = Shelf()
    shelf.put("A/B/1.PNG", lambda: b"1")
    assert shelf.of("a/x.html")("b/1.png") == b"1"
    assert shelf.of("a/b/c/x.html")("../1.png") == b"1"
    assert shelf.of("x.html")("1.png") is None
    assert shelf.of("x.html")("../../a/b/1.png") is None
    assert shelf.is_part("a/b/1.png")
    assert companion_of("d/预算_files/c/1.png") == ("d/预算.htm", "d/预算.html")
    assert companion_of("files/1.png") == companion_of("_files/1.png") == companion_of("1.png") == ()


def test_pictures_inside_the_page_need_nothing_beside_it() -> None:
    inside = f"data:image/png;base64,{base64.b64encode(png()).decode()}"
    data = PAGE.format(inside).encode()
    (found,) = read(intake.File("预算.html", "预算.html", lambda: data))
    assert "pictures_by_ocr" in codes(found)
