"""Documents made to exhaust the reader: refused or left out by a limit, in a moment, and never read in part."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from budgetextract.errors import LimitExceeded
from budgetextract.pipeline import extract_bytes
from budgetextract.sources.pdf import reader as pdf
from budgetextract.sources.pdf import rules as pdf_rules
from budgetextract.sources.pdf.reader import read_pdf

TEXT = b"BT /F1 10 Tf 50 250 Td (406.62) Tj ET\n"


def _document(drawing: bytes, levels: int = 0, times: int = 10, innermost: bytes = TEXT) -> bytes:
    """One page that draws forms within forms: each of ``levels`` draws the next ``times`` times."""
    document = pikepdf.new()
    fonts = Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    page = document.add_blank_page(page_size=(400, 300))
    page.Resources = Dictionary(Font=fonts)
    form = None
    for level in range(levels):
        resources = Dictionary(Font=fonts) if form is None else Dictionary(XObject=Dictionary(X=form))
        content = b"/X Do " * times if level else innermost
        form = document.make_stream(
            content, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 400, 300]), Resources=resources
        )
    if form is not None:
        page.Resources.XObject = Dictionary(X=form)
    page.Contents = document.make_stream(drawing)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_forms_that_unfold_to_millions_are_refused_before_they_are_opened() -> None:
    with pytest.raises(LimitExceeded):
        read_pdf(_document(b"/X Do", levels=9), "a.pdf")


def test_one_heavy_form_drawn_again_and_again_is_refused() -> None:
    with pytest.raises(LimitExceeded):
        read_pdf(_document(b"/X Do " * 5000, levels=1, innermost=TEXT * 200), "a.pdf")


def test_ordinary_forms_are_read() -> None:
    page = read_pdf(_document(b"/X Do " + TEXT, levels=3, times=1), "a.pdf").pages[0]
    assert "406.62" in {word.text for word in page.words}


def test_a_form_that_draws_itself_is_refused_and_one_that_only_knows_itself_is_read() -> None:
    for drawing, refused in ((b"/X Do " * 10, True), (TEXT, False)):
        document = pikepdf.open(io.BytesIO(_document(b"/X Do " + TEXT, levels=1, innermost=drawing)))
        form = document.pages[0].Resources.XObject.X
        form.Resources.XObject = Dictionary(X=form)
        out = io.BytesIO()
        document.save(out)
        if refused:
            with pytest.raises(LimitExceeded):
                read_pdf(out.getvalue(), "a.pdf")
        else:
            assert read_pdf(out.getvalue(), "a.pdf").pages[0].words


@pytest.mark.parametrize("limit", ["MAX_TEXTS_A_PAGE", "MAX_CHARS_A_PAGE"])
def test_a_page_with_too_much_text_is_left_out_whole(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(pdf, limit, 5)
    source = read_pdf(_document(b"".join(TEXT.replace(b"250", b"%d" % y) for y in range(20, 280, 20))), "a.pdf")
    assert [problem.code for problem in source.problems] == ["page_too_large"]
    assert not source.pages[0].words
    assert (source.pages[0].width, source.pages[0].height) == (400, 300)


def test_text_within_forms_counts_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_TEXTS_A_PAGE", 5)
    source = read_pdf(_document(b"/X Do", levels=2), "a.pdf")
    assert [problem.code for problem in source.problems] == ["page_too_large"]


def test_a_document_of_such_pages_alone_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_TEXTS_A_PAGE", 0)
    with pytest.raises(LimitExceeded):
        extract_bytes(_document(TEXT), "a.pdf")


def test_objects_beyond_the_limit_are_not_walked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_rules, "MAX_OBJECTS", 10)
    page = read_pdf(_document(b"".join(b"10 %d m 300 %d l S\n" % (y, y) for y in range(10, 110))), "a.pdf").pages[0]
    assert 0 < len(page.rules) <= 10
