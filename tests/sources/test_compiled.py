"""The compiled loops give what those in Python give, to the last bit, and are done without where they are missing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from budgetextract.model.document import Page
from budgetextract.sources.pdf import loops as pdf_compiled
from budgetextract.sources.pdf.packed import PackedWords
from budgetextract.sources.pdf.reader import read_pages

ROOT = Path(__file__).parents[2]
CORPUS = Path(os.environ.get("BUDGETEXTRACT_CORPUS") or ROOT.parent / "shared" / "corpus") / "pdf"
CLIPPED_FORM = """
q 0 150 200 150 re W n BT /F1 10 Tf 50 250 Td (in) Tj 0 -140 Td (out) Tj ET Q
q 2 0 0 1 5 5 cm BT /F1 10 Tf 0 1 -1 0 100 20 Tm (turned) Tj ET 10 10 m 10 90 l 60 90 l s Q
10 20 m 30 60 50 60 70 20 c S 300 10 0.5 200 re f 0.9 g 210 210 80 40 re f
10 100 1 50 re 40 100 50 1 re 80 100 40 40 re f BT /F1 0 Tf 20 20 Td (flat) Tj ET
BT /F1 12 Tf 20 60 Td (9) Tj ET BT /F1 12 Tf 20.3 60 Td (9) Tj 100 400 Td (off) Tj ET
"""


@pytest.fixture(params=["plain", "compiled"])
def loops(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    if request.param == "plain":
        monkeypatch.setenv(pdf_compiled.SWITCH, "0")
    else:
        monkeypatch.delenv(pdf_compiled.SWITCH, raising=False)
    pdf_compiled.loops.cache_clear()
    if request.param == "compiled" and pdf_compiled.loops() is None:
        pytest.skip("installed without its compiled part")
    yield request.param
    pdf_compiled.loops.cache_clear()


def _read(data: bytes, monkeypatch: pytest.MonkeyPatch, *, compiled: bool) -> list[Page]:
    monkeypatch.setenv(pdf_compiled.SWITCH, "1" if compiled else "0")
    pdf_compiled.loops.cache_clear()
    return list(read_pages(data, "a.pdf", []))


def _written(page: Page) -> str:
    """All of a page, its lines unpacked; repr gives each number to the last bit."""
    words, rules = tuple(page.words), tuple(page.rules)
    return repr((page.number, page.width, page.height, page.turned, page.image_share, page.problem, words, rules))


def _compare(data: bytes, monkeypatch: pytest.MonkeyPatch) -> int:
    if pdf_compiled.loops() is None:
        pytest.skip("installed without its compiled part")
    pages = _read(data, monkeypatch, compiled=True)
    plain = _read(data, monkeypatch, compiled=False)
    pdf_compiled.loops.cache_clear()
    assert [_written(page) for page in pages] == [_written(page) for page in plain]
    return sum(len(page.words) for page in pages)


@pytest.mark.parametrize("sample", sorted((ROOT / "samples").glob("*/*.pdf")), ids=lambda file: file.stem)
def test_samples_are_read_alike(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _compare(sample.read_bytes(), monkeypatch) > 100


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_what_pages_rarely_hold_is_read_alike(rotate: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _compare(_pdf(CLIPPED_FORM, rotate), monkeypatch) >= 2


def test_a_document_of_the_corpus_is_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    files = sorted(CORPUS.glob("*.pdf"), key=lambda file: file.stat().st_size)
    if not files:
        pytest.skip(f"no corpus in {CORPUS}")
    assert _compare(files[0].read_bytes(), monkeypatch) > 100


@pytest.mark.parametrize("content", [b"", b"no library", b"\x7fELF" + bytes(60)])
def test_a_broken_library_is_done_without(content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "loops.so").write_bytes(content)
    monkeypatch.delenv(pdf_compiled.SWITCH, raising=False)
    monkeypatch.setattr(pdf_compiled, "FOLDER", tmp_path)
    pdf_compiled.loops.cache_clear()
    assert pdf_compiled.loops() is None
    pdf_compiled.loops.cache_clear()


def test_a_library_of_other_sources_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(pdf_compiled.SWITCH, raising=False)
    monkeypatch.setattr(pdf_compiled, "_source_hash", lambda: "another")
    pdf_compiled.loops.cache_clear()
    assert pdf_compiled.loops() is None
    pdf_compiled.loops.cache_clear()


def test_packed_words_are_the_words(loops: str) -> None:
    sample = min((ROOT / "samples").glob("*/*.pdf"), key=lambda file: file.stat().st_size)
    for page in read_pages(sample.read_bytes(), "a.pdf", []):
        packed = PackedWords(page.words)
        assert tuple(packed) == tuple(page.words)
        assert len(packed) == len(page.words)
        assert packed[:3] == tuple(page.words)[:3]
    assert tuple(PackedWords(())) == ()


def _pdf(draw: str, rotate: int) -> bytes:
    import io

    import pikepdf

    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(400, 300))
    font = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    fonts = pikepdf.Dictionary(F1=font)
    form = pdf.make_stream(b"BT /F1 8 Tf 5 5 Td (form) Tj ET 0 0 m 60 0 l S 5 5 30 30 re S")
    form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 100, 100]
    form.Matrix, form.Resources = [1, 0, 0, 2, 30, 40], pikepdf.Dictionary(Font=fonts)
    page.Resources = pikepdf.Dictionary(Font=fonts, XObject=pikepdf.Dictionary(X=form))
    page.Contents = pdf.make_stream((draw + "q 1 0.2 0 1 20 30 cm /X Do Q").encode("latin-1"))
    page.Rotate = rotate
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()
