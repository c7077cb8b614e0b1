"""Pictures as documents: PNG, JPEG, TIFF with many pages, BMP, WebP, GIF.

In     the bytes of one file.
Out    ``SourceDocument`` with one page a picture, read by OCR.
Raises DamagedInput, LimitExceeded (pixels, pages); OcrMissing where OCR is not installed, NoText where not wanted.
Never  believe a resolution that makes a page smaller than a hand or larger than a door.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from budgetextract.errors import DamagedInput, LimitExceeded, NoText, OcrMissing
from budgetextract.model.document import Page, ReadProblem, SourceDocument
from budgetextract.sources.ocr.picture import Grey

if TYPE_CHECKING:
    from PIL import Image

    from budgetextract.sources.read import Reading

MAX_PAGES = 1000
MAX_PIXELS = 120_000_000
"""Of one picture as it is stored: A2 at 600 dpi."""
MOST_PIXELS = 30_000_000
"""Of one picture as it is read."""
A4_SHORT = 8.27
A4_LONG = 11.69
READ_DPI = 200.0
BEST_DPI = 300.0
MEDIA = {
    "PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg", "TIFF": "image/tiff", "BMP": "image/bmp",
    "WEBP": "image/webp", "GIF": "image/gif",
}  # fmt: skip


def read(data: bytes, file_name: str, reading: Reading) -> SourceDocument:
    """See ``sources.read``."""
    from budgetextract.sources.ocr.engine import engine, models
    from budgetextract.sources.ocr.page import read_picture

    media, frames = _opened(data, file_name)
    if reading.ocr == "never":
        raise NoText(file=file_name, pages=str(frames))
    if models() is None:
        raise OcrMissing(file=file_name, pages=str(frames))
    reader = engine()
    assert reader is not None, "asked for without its models"
    pages: list[Page] = []
    problems: list[ReadProblem] = []
    for number, (grey, dpi) in enumerate(_pictures(data, file_name, frames), 1):
        pages.append(read_picture(grey, dpi, number, reader))
    everything = "1" if len(pages) == 1 else f"1-{len(pages)}"
    problems.append(ReadProblem("page_by_ocr", args=(("pages", everything),), severity="info"))
    return SourceDocument(
        file_name=file_name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=media,
        reader="ocr",
        pages=tuple(pages),
        problems=tuple(problems),
    )


def picture(data: bytes, file_name: str, number: int) -> tuple[Grey, float]:
    """One of the pictures (from 1) as grey levels, and its resolution."""
    for index, found in enumerate(_pictures(data, file_name, number), 1):
        if index == number:
            return found
    raise DamagedInput(file=file_name)


def grey_image(data: bytes, file_name: str) -> Image.Image:
    """The first picture of a file in grey, as it is stored. Raises DamagedInput, LimitExceeded."""
    image = _open(data, file_name)
    try:
        return _upright_grey(image)
    except Exception as error:  # as in ``_opened``
        raise DamagedInput(file=file_name) from error


def _opened(data: bytes, file_name: str) -> tuple[str, int]:
    """Media type and number of pictures. Raises DamagedInput, LimitExceeded."""
    image = _open(data, file_name)
    try:
        frames = int(getattr(image, "n_frames", 1))
    except Exception as error:  # Pillow's decoders have no common base for what damaged bytes raise
        raise DamagedInput(file=file_name) from error
    if image.format == "GIF":
        frames = 1
    if frames > MAX_PAGES:
        raise LimitExceeded(file=file_name, limit="pages", value=str(frames), allowed=str(MAX_PAGES))
    return MEDIA.get(image.format or "", "image/png"), frames


def _open(data: bytes, file_name: str) -> Image.Image:
    from PIL import Image

    try:
        image = Image.open(io.BytesIO(data), formats=["PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF"])
    except Exception as error:  # as above
        raise DamagedInput(file=file_name) from error
    _check_size(image, file_name)
    return image


def _check_size(image: Image.Image, file_name: str) -> None:
    pixels = image.width * image.height
    if pixels > MAX_PIXELS:
        raise LimitExceeded(file=file_name, limit="pixels", value=str(pixels), allowed=str(MAX_PIXELS))


def _pictures(data: bytes, file_name: str, frames: int) -> Iterator[tuple[Grey, float]]:
    """Each picture as grey levels at its resolution, one at a time."""
    image = _open(data, file_name)
    for index in range(frames):
        try:
            if index:
                image.seek(index)
            _check_size(image, file_name)
            yield _grey(image)
        except LimitExceeded:
            raise
        except Exception as error:  # as above
            raise DamagedInput(file=file_name) from error


def _upright_grey(image: Image.Image) -> Image.Image:
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        shown = upright.convert("RGBA")
        paper = Image.new("RGBA", shown.size, (255, 255, 255, 255))
        upright = Image.alpha_composite(paper, shown)
    return upright.convert("L")


def _grey(image: Image.Image) -> tuple[Grey, float]:
    from PIL import Image

    dpi = _dpi(image)
    grey = _upright_grey(image)
    wanted = min(max(dpi, READ_DPI), BEST_DPI)
    wanted = min(wanted, dpi * (MOST_PIXELS / (grey.width * grey.height)) ** 0.5)
    if abs(wanted / dpi - 1) > 0.02:
        size = (max(1, round(grey.width * wanted / dpi)), max(1, round(grey.height * wanted / dpi)))
        grey = grey.resize(size, Image.Resampling.LANCZOS if wanted < dpi else Image.Resampling.BICUBIC)
        dpi = wanted
    return np.array(grey, dtype=np.uint8), dpi


def _dpi(image: Image.Image) -> float:
    """The resolution as stated where it makes a sheet of paper, else that of A4."""
    stated = image.info.get("dpi")
    try:
        dpi = float(stated[0]) if stated else 0.0
    except (TypeError, ValueError, ZeroDivisionError):
        dpi = 0.0
    short, long = sorted((image.width, image.height))
    if dpi > 0 and 4.0 <= short / dpi <= 17.0 and long / dpi <= 34.0 and dpi != 72.0:
        return dpi
    return max(36.0, min(short / A4_SHORT, long / A4_LONG))
