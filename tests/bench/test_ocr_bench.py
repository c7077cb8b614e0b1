"""The benchmark of OCR: pictures from a seed, made once; a score and a time for each document."""

from __future__ import annotations

import importlib
import io
import json
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pikepdf
import pypdfium2
import pytest
from fpdf import FPDF

BENCH = Path(__file__).parents[2] / "bench"


def script(name: str) -> ModuleType:
    sys.path.insert(0, str(BENCH))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(BENCH))


rasterise, ocr_bench = script("rasterise"), script("ocr_bench")


@pytest.fixture(scope="module")
def pdf() -> bytes:
    document = FPDF(format=(60, 40))
    document.set_font("Helvetica", size=12)
    for _ in range(4):
        document.add_page()
        document.text(10, 12, "1,234.56")
        document.line(5, 20, 55, 20)
    return bytes(document.output())


@pytest.mark.parametrize("look", rasterise.LOOKS)
def test_pages_become_pictures_of_the_same_size(pdf: bytes, look: str) -> None:
    scanned = pypdfium2.PdfDocument(rasterise.scan_file(pdf, "a", rasterise.Scanner(dpi=72, look=look)))
    whole = pypdfium2.PdfDocument(pdf)
    assert len(scanned) == len(whole)
    for index in range(len(whole)):
        found, expected = scanned[index].get_size(), whole[index].get_size()
        sideways = look == "turned" and index % 2
        assert found == pytest.approx(expected[::-1] if sideways else expected, abs=1.5)
        kept = look == "mixed" and index % 2 == 0
        assert bool(scanned[index].get_textpage().get_text_bounded().strip()) == kept
        if not kept:
            picture = scanned[index].render(scale=1, grayscale=True).to_numpy()
            assert picture.min() < 120, "ink is still there"


def test_the_same_seed_gives_the_same_file(pdf: bytes) -> None:
    scanner = rasterise.Scanner(dpi=72)
    assert rasterise.scan_file(pdf, "a", scanner) == rasterise.scan_file(pdf, "a", scanner)
    other = rasterise.Scanner(dpi=72, seed=2)
    assert rasterise.scan_file(pdf, "a", scanner) != rasterise.scan_file(pdf, "a", other)


def test_a_fax_is_black_and_white(pdf: bytes) -> None:
    scanned = rasterise.scan_file(pdf, "a", rasterise.Scanner(dpi=72, look="fax"))
    with pikepdf.open(io.BytesIO(scanned)) as document:
        (image,) = document.pages[0].Resources.XObject.values()
        assert image.BitsPerComponent == 1
        assert image.Filter in ("/CCITTFaxDecode", pikepdf.Array([pikepdf.Name.CCITTFaxDecode]))


def test_skew_stays_within_its_limit() -> None:
    page = np.full((200, 400), 255, np.uint8)
    page[100] = 0
    leaning = rasterise.turned(page, 1.5)
    left, right = (int(leaning[:, x].argmin()) for x in (20, 380))
    assert abs(left - right) == pytest.approx(360 * np.tan(np.radians(1.5)), abs=2)


def test_documents_are_scored_and_timed(tmp_path: Path, pdf: bytes) -> None:
    corpus = tmp_path / "corpus"
    for folder in ("pdf", "gold"):
        (corpus / folder).mkdir(parents=True)
    (corpus / "pdf" / "a.pdf").write_bytes(pdf)
    header = "concept,measure,fiscal_year,dimensions,value,unit,page,origin\n"
    (corpus / "gold" / "a.csv").write_text(header + "income.total,budget,2024,,1234.56,CNY,1,table\n")
    written = tmp_path / "report.json"
    # born-digital pages stand for scans: what is tested here is the script, not the engine
    ocr_bench.main(
        ["--corpus", str(corpus), "--scans", str(corpus / "pdf"), "--json", str(written), "--out", str(tmp_path)]
    )
    found = json.loads(written.read_text())
    assert [(run["name"], run["pages"], run["failed"]) for run in found["runs"]] == [("a", 4, "")]
    assert found["score"]["total"]["facts"]["table"]["gold"] == 1
    assert found["seconds_a_page"]["all"] >= 0


def test_pictures_are_made_once(tmp_path: Path, pdf: bytes) -> None:
    source = tmp_path / "a.pdf"
    source.write_bytes(pdf)
    scanner = rasterise.Scanner(dpi=72)
    (made,) = ocr_bench.pictures([source], tmp_path / "scans", scanner)
    made.write_bytes(b"kept")
    assert ocr_bench.pictures([source], tmp_path / "scans", scanner) == [made]
    assert made.read_bytes() == b"kept"
