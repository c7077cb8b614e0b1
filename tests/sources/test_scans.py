"""Which pages are read by OCR, and what is said where that cannot be; pictures as documents."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import pikepdf
import pytest
from PIL import Image

from budgetextract.errors import DamagedInput, LimitExceeded, NoText, OcrMissing
from budgetextract.model.document import Page, SourceDocument, Word
from budgetextract.pipeline import Options, extract_bytes
from budgetextract.result.places import Places
from budgetextract.sources.ocr import engine as ocr
from budgetextract.sources.ocr import image_files, scans
from budgetextract.sources.ocr.engine import Recognised
from budgetextract.sources.ocr.page import read_picture
from budgetextract.sources.ocr.picture import Grey, turned
from budgetextract.sources.ocr.picture_text import Box
from budgetextract.sources.read import OcrChoice, Reading, read_source

DPI = 200.0


class Engine:
    """Finds the lines of a picture by its ink, and reads "12.50" in each upright one."""

    def find_lines(self, picture: Grey, dpi: float) -> list[Box]:
        blobs = cv2.dilate((picture < 150).astype(np.uint8), np.ones((9, 31), np.uint8))
        if (picture < 150).any(axis=1).sum() > (picture < 150).any(axis=0).sum():
            blobs = cv2.dilate((picture < 150).astype(np.uint8), np.ones((31, 9), np.uint8))
        _, _, stats, _ = cv2.connectedComponentsWithStats(blobs)
        return [(float(x), float(y), float(x + w), float(y + h)) for x, y, w, h, _ in stats[1:].tolist()]

    def read(self, crops: Sequence[Grey]) -> list[Recognised]:
        middles = (0.1, 0.3, 0.5, 0.7, 0.9)
        return [Recognised("12.50", (0.97,) * 5, middles) for _ in crops]


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "models", lambda: object())
    monkeypatch.setattr(ocr, "engine", lambda *_: Engine())


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "models", lambda: None)
    monkeypatch.setattr(ocr, "engine", lambda *_: None)


def picture() -> Grey:
    sheet = np.full((1100, 850), 255, np.uint8)
    for y in range(200, 900, 100):
        cv2.putText(sheet, "12.50 and more", (200, y), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 2, cv2.LINE_AA)
    return sheet


def png(sheet: Grey, **info: object) -> bytes:
    out = io.BytesIO()
    Image.fromarray(sheet).save(out, "PNG", **info)
    return out.getvalue()


def scan(*, pages: int = 1) -> bytes:
    """A PDF of pictures only."""
    frames = [Image.fromarray(picture()) for _ in range(pages)]
    out = io.BytesIO()
    frames[0].save(out, "PDF", resolution=100.0, save_all=True, append_images=frames[1:])
    return out.getvalue()


def test_a_scan_is_read_by_ocr(installed: None) -> None:
    source = read_source(scan(pages=2), "scan.pdf")
    assert source.reader == "ocr"
    assert [page.reader for page in source.pages] == ["ocr", "ocr"]
    assert all(page.words and not page.problem for page in source.pages)
    told = [problem for problem in source.problems if problem.code == "page_by_ocr"]
    assert told[0].args == (("pages", "1-2"),)


def test_never_means_never(installed: None) -> None:
    source = read_source(scan(), "scan.pdf", Reading("never"))
    assert source.pages[0].problem == "image_only"
    assert not source.pages[0].words


def test_without_ocr_a_scan_is_one_clear_error(missing: None) -> None:
    with pytest.raises(OcrMissing):
        extract_bytes(scan(), "scan.pdf")


def test_without_ocr_the_pages_are_named_once(missing: None) -> None:
    source = read_source(scan(pages=3), "scan.pdf")
    assert [(p.code, p.args) for p in source.problems] == [("ocr_missing", (("pages", "1-3"),))]


def test_without_ocr_pages_whose_text_is_kept_are_named_apart(missing: None) -> None:
    page = Page(1, 595.0, 842.0, (Word("文", 1, 1, 9, 9),), ())
    kinds = ("", "old_ocr", "image_only", "image_part", "no_unicode")
    pages = tuple(replace(page, number=number, problem=kind) for number, kind in enumerate(kinds, 1))
    source = SourceDocument("a.pdf", "0" * 64, "application/pdf", "pdf", pages)

    def told(choice: OcrChoice) -> list[tuple[str, str]]:
        found = scans.recognised(source, b"", Reading(choice)).problems
        return [(problem.code, dict(problem.args)["pages"]) for problem in found]

    assert told("auto") == [("ocr_missing", "3, 5"), ("ocr_missing_text_kept", "2, 4")]
    assert told("always") == [("ocr_missing", "3, 5"), ("ocr_missing_text_kept", "1-2, 4")]
    assert told("never") == []


def test_one_page_of_several_is_read_and_the_document_is_mixed(installed: None) -> None:
    page = Page(1, 595.0, 842.0, (Word("文", 1, 1, 9, 9),), ())
    doubtful = replace(page, number=2, words=(), problem="image_only")
    source = SourceDocument("a.pdf", "0" * 64, "application/pdf", "pdf", (page, doubtful))
    found = scans.recognised(source, scan(pages=2), Reading())
    assert [page.reader for page in found.pages] == ["pdf", "ocr"]
    assert found.reader == "mixed"


def test_always_reads_every_page(installed: None) -> None:
    page = Page(1, 595.0, 842.0, (Word("文", 1, 1, 9, 9),), ())
    source = SourceDocument("a.pdf", "0" * 64, "application/pdf", "pdf", (page,))
    assert scans.recognised(source, scan(), Reading("always")).reader == "ocr"
    assert scans.recognised(source, scan(), Reading()) is source


def test_a_page_of_ten_metres_is_read_smaller_and_says_so(installed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "MOST_PIXELS", 500_000)
    with pikepdf.open(io.BytesIO(scan())) as pdf:
        pdf.pages[0].MediaBox = pikepdf.Array([0, 0, 14000, 14000])
        pdf.pages[0].Contents = pdf.make_stream(b"q 14000 0 0 14000 0 0 cm /image Do Q")
        out = io.BytesIO()
        pdf.save(out)
    source = read_source(out.getvalue(), "wide.pdf", Reading("always"))
    assert "page_scaled" in {problem.code for problem in source.problems}


@pytest.mark.parametrize(("numbers", "said"), [([1], "1"), ([1, 2, 3, 7], "1-3, 7"), ([2, 4, 5], "2, 4-5")])
def test_pages_are_listed_for_people(numbers: list[int], said: str) -> None:
    assert scans.page_list(numbers) == said


def test_boxes_are_given_where_they_lie_on_the_askew_page(installed: None) -> None:
    sheet = np.full((1400, 1400), 255, np.uint8)
    for y in range(200, 1300, 100):
        cv2.putText(sheet, "12.50 and some more text", (150, y), cv2.FONT_HERSHEY_SIMPLEX, 1.5, 0, 3, cv2.LINE_AA)
    page = read_picture(turned(sheet, -3.0), DPI, 1, Engine())  # type: ignore[arg-type]
    assert page.skew == pytest.approx(3.0, abs=0.2)
    first = min(page.words, key=lambda word: word.top)
    level, askew = first.bbox, Places([page]).shown(1, first.bbox)
    back = 200 * 72 / DPI
    assert level[3] == pytest.approx(back, abs=6)
    middle = (level[0] + level[2]) / 2 - page.width / 2
    lower = middle * np.sin(np.radians(3.0))
    assert askew[3] - level[3] == pytest.approx(lower, abs=1.5)


def test_a_picture_is_a_document(installed: None) -> None:
    source = read_source(png(picture(), dpi=(100, 100)), "page.png")
    assert (source.reader, source.media_type) == ("ocr", "image/png")
    assert source.pages[0].width == pytest.approx(612, abs=2)
    assert source.pages[0].words


def test_a_tiff_has_pages(installed: None) -> None:
    frames = [Image.fromarray(picture()) for _ in range(3)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    source = read_source(out.getvalue(), "fax.tif")
    assert [page.number for page in source.pages] == [1, 2, 3]
    assert source.media_type == "image/tiff"


def test_a_senseless_resolution_is_not_believed(installed: None) -> None:
    source = read_source(png(picture(), dpi=(7000, 7000)), "page.png")
    assert 500 < source.pages[0].width < 700


def test_a_picture_that_is_not_to_be_recognised_has_no_text(installed: None) -> None:
    with pytest.raises(NoText):
        extract_bytes(png(picture()), "page.png", Options(ocr="never"))


def test_without_ocr_a_picture_says_what_is_missing(missing: None) -> None:
    with pytest.raises(OcrMissing):
        read_source(png(picture()), "page.png")


def test_half_a_picture_is_damaged(installed: None) -> None:
    data = png(picture())
    with pytest.raises(DamagedInput):
        read_source(data[: len(data) // 3], "page.png")


def test_a_picture_with_too_many_pixels_is_refused(installed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image_files, "MAX_PIXELS", 1000)
    with pytest.raises(LimitExceeded):
        read_source(png(picture()), "page.png")
