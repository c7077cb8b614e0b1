"""A drawing board for pages that no PDF shows: the picture that was read, or the page as it was laid out here."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from budgetextract.model.document import BBox, Page

MAX_SIDE = 8000
"""Pixels of a side; long pages are drawn smaller."""
PAPER, TEXT, WORD = (255, 255, 255), (40, 40, 40), (225, 225, 225)
FONTS = ("NotoSansCJK-Regular.ttc", "NotoSansSC-Regular.otf", "SourceHanSansSC-Regular.otf", "wqy-microhei.ttc",
         "wqy-zenhei.ttc", "DroidSansFallbackFull.ttf", "msyh.ttc", "simsun.ttc", "simhei.ttf", "PingFang.ttc",
         "STHeiti Light.ttc")  # fmt: skip
"""Fonts with Chinese characters, by the names of their files; without any of them words are grey bars."""

Colour = tuple[int, ...]


class Board:
    """Takes boxes in points of the page, as pdfplumber's drawing board does."""

    def __init__(self, picture: Image.Image, scale: float) -> None:
        """``scale``: pixels a point."""
        self.annotated = picture.convert("RGB")
        self._scale = scale
        self.draw = ImageDraw.Draw(self.annotated, "RGBA")

    def draw_rects(
        self, boxes: Iterable[BBox], *, stroke: Colour | None, fill: Colour | None, stroke_width: int = 1
    ) -> None:
        for box in boxes:
            self.draw_rect(box, stroke=stroke, fill=fill, stroke_width=stroke_width)

    def draw_rect(self, box: BBox, *, stroke: Colour | None, fill: Colour | None, stroke_width: int = 1) -> None:
        x0, y0, x1, y1 = (value * self._scale for value in box)
        self.draw.rectangle((x0, y0, max(x0, x1), max(y0, y1)), fill=fill, outline=stroke, width=stroke_width)

    def _reproject(self, point: tuple[float, float]) -> tuple[float, float]:
        return (point[0] * self._scale, point[1] * self._scale)


def of_picture(data: bytes, page: Page) -> Board:
    """The picture of a page that is one; pictures of several pages count from 1."""
    with Image.open(io.BytesIO(data)) as picture:
        picture.seek(page.number - 1)
        picture.load()
        upright = page.width if page.turned in {0, 180} else page.height
        return Board(picture, picture.width / upright)


def of_layout(page: Page, resolution: float) -> Board:
    """A page as it was laid out: its words where they stand."""
    scale = min(resolution / 72, MAX_SIDE / max(page.width, page.height, 1.0))
    size = (max(1, round(page.width * scale)), max(1, round(page.height * scale)))
    board = Board(Image.new("RGB", size, PAPER), scale)
    fonts: dict[int, Any] = {}
    for word in page.words:
        pixels = max(1, round((word.bottom - word.top) * scale))
        if pixels not in fonts:
            fonts[pixels] = _font(pixels)
        if fonts[pixels] is None:
            board.draw_rect(word.bbox, stroke=None, fill=WORD)
        else:
            board.draw.text((word.x0 * scale, word.top * scale), word.text, font=fonts[pixels], fill=TEXT)
    return board


def _font(pixels: int) -> Any:
    for name in FONTS:
        try:
            return ImageFont.truetype(name, pixels)
        except OSError:
            continue
    return None
