"""Pictures of pages that no PDF shows."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from budgetextract.errors import SettingError
from budgetextract.export import board
from budgetextract.export.draw import CELL, draw_page
from budgetextract.pipeline import see

PAGE = """<html><body><h1>青禾县档案馆2024年部门预算</h1><p>收入总计12.00万元。</p>
<table><tr><td>项目</td><td>预算数</td></tr><tr><td>收入总计</td><td>12.00</td></tr></table></body></html>""".encode()


def drawn(data: bytes, number: int = 1) -> Image.Image:
    return Image.open(io.BytesIO(draw_page(data, *see(data, "a.html"), number))).convert("RGB")


@pytest.mark.parametrize("fonts", [board.FONTS, ()])
def test_a_page_that_was_laid_out_is_drawn_with_its_cells(
    fonts: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board, "FONTS", fonts)
    colours = {colour for _, colour in drawn(PAGE).getcolors(1 << 20) or []}
    assert CELL in colours
    assert len(colours) > 3


def test_a_page_that_is_not_there() -> None:
    with pytest.raises(SettingError):
        drawn(PAGE, 2)


def test_boxes_on_a_picture_are_in_points_of_its_page() -> None:
    out = io.BytesIO()
    Image.new("RGB", (200, 300), "white").save(out, "PNG")
    (page,) = see(PAGE, "a.html")[0].source.pages
    narrow = type(page)(1, 100.0, 150.0, (), ())
    paper = board.of_picture(out.getvalue(), narrow)
    paper.draw_rect((10, 10, 20, 20), stroke=(255, 0, 0), fill=None)
    assert paper.annotated.getpixel((20, 20)) == (255, 0, 0)
    assert paper.annotated.getpixel((40, 40)) == (255, 0, 0)
