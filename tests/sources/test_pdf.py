"""The PDF reader on documents made here: what a page shows is read, what it does not show is not."""

from __future__ import annotations

import io

import numpy as np
import pikepdf
import pytest
from fpdf import FPDF

from budgetextract.errors import DamagedInput, EmptyInput, EncryptedInput, InputError, NoPages, UnsupportedInput
from budgetextract.model.document import Page
from budgetextract.result.places import Places
from budgetextract.sources.pdf.reader import read_pdf
from budgetextract.sources.pdf.words import build_words


def _pdf(draw: str = "", *, rotate: int = 0) -> bytes:
    """One page of 400 x 300 points whose content stream is ``draw`` (F1 is Helvetica)."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(400, 300))
    font = pdf.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = pdf.make_stream(draw.encode("latin-1"))
    if rotate:
        page.Rotate = rotate
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def _page(data: bytes) -> Page:
    return read_pdf(data, "a.pdf").pages[0]


def _texts(page: Page) -> list[str]:
    return [word.text for word in page.words]


def test_words_and_boxes_from_the_top_left() -> None:
    page = _page(_pdf("BT /F1 10 Tf 50 250 Td (406.62) Tj 100 0 Td (95) Tj ET"))
    assert _texts(page) == ["406.62", "95"]
    first = page.words[0]
    assert (page.width, page.height) == (400, 300)
    assert first.x0 == pytest.approx(50, abs=1)
    assert 35 < first.top < 45 < 50 < first.bottom + 2
    assert len(first.starts) == len("406.62") + 1
    assert list(first.starts) == sorted(first.starts)


def test_neighbouring_amounts_are_never_one_word() -> None:
    page = _page(_pdf("BT /F1 10 Tf 50 250 Td (82,096,797.42) Tj 70 0 Td (82,096,797.42) Tj ET"))
    assert _texts(page) == ["82,096,797.42", "82,096,797.42"]


def test_text_off_the_page_is_left_out() -> None:
    page = _page(_pdf("BT /F1 10 Tf 50 250 Td (seen) Tj 0 -270 Td (below) Tj 600 100 Td (right) Tj ET"))
    assert _texts(page) == ["seen"]


def test_clipped_text_is_left_out_but_a_cut_glyph_stays() -> None:
    clip = "q 0 200 400 100 re W n BT /F1 10 Tf 50 250 Td (inside) Tj 0 -48 Td (cut) Tj 0 -60 Td (outside) Tj ET Q "
    page = _page(_pdf(clip + "BT /F1 10 Tf 50 20 Td (free) Tj ET"))
    assert _texts(page) == ["inside", "cut", "free"]


def test_bold_by_printing_twice_is_one_word() -> None:
    page = _page(
        _pdf("BT /F1 10 Tf 50 250 Td (9) Tj ET BT /F1 10 Tf 50.4 250 Td (9) Tj ET BT /F1 10 Tf 56 250 Td (95) Tj ET")
    )
    assert "".join(_texts(page)) == "995"


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_text_that_reads_upright_on_a_rotated_page(rotate: int) -> None:
    """Content turned against /Rotate, as spreadsheets print landscape pages: upright as shown."""
    turn = {
        0: "1 0 0 1 50 250 Tm",
        90: "0 1 -1 0 150 50 Tm",
        180: "-1 0 0 -1 350 50 Tm",
        270: "0 -1 1 0 250 250 Tm",
    }[rotate]
    page = _page(_pdf(f"BT /F1 10 Tf {turn} (first second) Tj ET", rotate=rotate))
    assert page.turned == 0
    assert _texts(page) == ["first", "second"]
    assert page.words[0].x0 < page.words[1].x0
    assert page.words[0].top == pytest.approx(page.words[1].top, abs=1)
    assert (page.width, page.height) == ((400, 300) if rotate in (0, 180) else (300, 400))
    assert page.words[0].bottom - page.words[0].top < 15


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_sideways_text_is_turned_for_reading_and_its_box_stays_where_it_is_shown(rotate: int) -> None:
    """Unturned content on a page with /Rotate shows its text sideways: read it upright, report boxes as shown."""
    page = _page(_pdf("BT /F1 10 Tf 50 250 Td (first second) Tj ET", rotate=rotate))
    assert page.turned == (360 - rotate) % 360
    assert _texts(page) == ["first", "second"]
    assert page.words[0].x0 < page.words[1].x0
    x0, top, x1, bottom = Places([page]).box(1, page.words[0].bbox)
    # On the unturned page the word starts at (50, 40) from the top left; /Rotate turns that clockwise.
    corner = {90: (300 - 50, 50), 180: (400 - 50, 300 - 40), 270: (40, 400 - 50)}[rotate]
    assert x0 - 15 <= corner[0] <= x1 + 15
    assert top - 15 <= corner[1] <= bottom + 15


def test_borders_by_stroke_rectangle_and_thin_fill_are_rules_and_shading_is_none() -> None:
    page = _page(_pdf("10 100 m 200 100 l S 20 150 100 50 re S 300 10 0.5 200 re f 0.9 g 210 210 80 40 re f"))
    lines = {(round(r.x0), round(r.top), round(r.x1), round(r.bottom)) for r in page.rules}
    assert any(
        abs(x0 - 10) <= 1 and abs(x1 - 200) <= 1 and (top, bottom) == (200, 200) for x0, top, x1, bottom in lines
    )
    assert {(20, 100, 120, 100), (20, 150, 120, 150), (20, 100, 20, 150), (120, 100, 120, 150)} <= lines
    assert (300, 90, 300, 290) in lines
    assert len(lines) == 6


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", EmptyInput),
        (b"<html><body>404</body></html>", UnsupportedInput),
        (b"PK\x03\x04 something", UnsupportedInput),
        (b"%PDF-1.7\n", DamagedInput),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, DamagedInput),
    ],
)
def test_what_is_no_document_is_a_clear_error(data: bytes, kind: type[InputError]) -> None:
    with pytest.raises(kind):
        read_pdf(data, "a.pdf")


def test_a_cut_tail_is_repaired_once_and_said() -> None:
    whole = FPDF()
    whole.add_page()
    whole.set_font("Helvetica", size=12)
    whole.cell(text="406.62")
    data = bytes(whole.output())
    document = read_pdf(data[:-60], "a.pdf")
    assert "".join(_texts(document.pages[0])) == "406.62"


def test_a_password_is_asked_for_and_an_owner_password_is_not() -> None:
    source = pikepdf.open(io.BytesIO(_pdf("BT /F1 10 Tf 50 250 Td (seen) Tj ET")))
    for user, locked in (("secret", True), ("", False)):
        out = io.BytesIO()
        source.save(out, encryption=pikepdf.Encryption(owner="owner", user=user, R=6))
        if locked:
            with pytest.raises(EncryptedInput):
                read_pdf(out.getvalue(), "a.pdf")
        else:
            assert _texts(_page(out.getvalue())) == ["seen"]


def test_a_document_without_pages() -> None:
    empty = pikepdf.new()
    out = io.BytesIO()
    empty.save(out)
    with pytest.raises((NoPages, DamagedInput)):
        read_pdf(out.getvalue(), "a.pdf")


def test_radical_glyphs_are_the_characters_they_show() -> None:
    """Some makers' fonts give 支 the code point of the radical: the word holds the character, ① stays ①."""
    text = "⽀出⻋辆①"
    boxes = np.array([(10.0 * i, 0.0, 10.0 * i + 10, 10.0) for i in range(len(text))])
    words, unknown = build_words(text, boxes, np.ones(len(text), dtype=bool))
    assert [word.text for word in words] == ["支出车辆①"]
    assert unknown == 0.0
