"""Pages as pictures, as an office scanner or fax would make them: the form without any text in it.

Each page is rendered, turned a little, blurred, sprinkled with noise and dust, and stored as a JPEG (or a fax picture)
on a page of the same size. Everything is drawn from a seed, so that two runs give the same pictures.
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
import pikepdf
import pypdfium2
from PIL import Image

Picture = npt.NDArray[np.uint8]
LOOKS = ("plain", "grey", "faint", "fax", "turned", "mixed")
MAX_SIDE = 7000
"""Pixels of a page's longer side; a larger page is rendered smaller."""


@dataclass(frozen=True)
class Scanner:
    """How bad the scanner is. ``skew`` in degrees, ``noise`` as deviation of grey levels, ``dust`` specks per 10,000
    pixels, ``blur`` in pixels at 200 dpi."""

    dpi: int = 200
    skew: float = 1.5
    noise: float = 7.0
    dust: float = 0.6
    blur: float = 0.6
    quality: int = 72
    look: str = "plain"
    seed: int = 1


def scan_file(data: bytes, name: str, scanner: Scanner) -> bytes:
    """The same document as pictures. ``name`` only seeds the chance of each page."""
    source = pypdfium2.PdfDocument(data)
    output = pikepdf.Pdf.new()
    original = pikepdf.open(io.BytesIO(data)) if scanner.look == "mixed" else None
    for index in range(len(source)):
        if original is not None and index % 2 == 0:
            output.pages.append(original.pages[index])
            continue
        page = source[index]
        chance = np.random.default_rng((scanner.seed, zlib.crc32(name.encode()), index))
        picture = scan_page(render(page, scanner.dpi), scanner, chance)
        if scanner.look == "turned":
            picture = np.ascontiguousarray(np.rot90(picture, index % 4))
        dpi = max(picture.shape) / max(page.get_size()) * 72
        page.close()
        with pikepdf.open(io.BytesIO(page_of(picture, dpi, scanner))) as single:
            output.pages.append(single.pages[0])
    source.close()
    stored = io.BytesIO()
    output.save(stored, deterministic_id=True)
    return stored.getvalue()


def render(page: pypdfium2.PdfPage, dpi: int) -> Picture:
    """A page in grey, upright as it is shown."""
    scale = min(dpi / 72, MAX_SIDE / max(page.get_size()))
    bitmap = page.render(scale=scale, grayscale=True)
    return np.array(bitmap.to_numpy(), dtype=np.uint8).reshape(bitmap.height, bitmap.width)


def scan_page(picture: Picture, scanner: Scanner, chance: np.random.Generator) -> Picture:
    """What comes out of the scanner for one clean page."""
    if scanner.look == "faint":
        picture = with_faint_rules(picture, scanner.dpi)
    picture = turned(picture, float(chance.uniform(-scanner.skew, scanner.skew)))
    sigma = scanner.blur * scanner.dpi / 200
    grey = (cv2.GaussianBlur(picture, (0, 0), sigma) if sigma > 0 else picture).astype(np.float32)
    if scanner.look == "grey":
        grey = on_grey_paper(grey, chance)
    grey += chance.normal(0.0, scanner.noise, grey.shape).astype(np.float32)
    dusty = with_dust(np.clip(grey, 0, 255).astype(np.uint8), scanner, chance)
    return np.where(dusty < 175, 0, 255).astype(np.uint8) if scanner.look == "fax" else dusty


def turned(picture: Picture, degrees: float) -> Picture:
    """The page askew on the glass, the gaps white."""
    high, wide = picture.shape
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(picture, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=255), np.uint8)


def on_grey_paper(grey: npt.NDArray[np.float32], chance: np.random.Generator) -> npt.NDArray[np.float32]:
    """Recycled paper under an uneven lamp, with a shadow along the spine."""
    high, wide = grey.shape
    across = np.linspace(chance.uniform(0.72, 0.8), chance.uniform(0.82, 0.92), wide, dtype=np.float32)
    down = np.linspace(1.0, chance.uniform(0.88, 1.0), high, dtype=np.float32)
    spine = 1 - 0.35 * np.exp(-np.arange(wide, dtype=np.float32) / (0.015 * wide))
    return grey * (across * spine)[None, :] * down[:, None] + 8


def with_faint_rules(picture: Picture, dpi: int) -> Picture:
    """Long straight lines in a light grey, the writing as it was: a hairline grid under a bright lamp."""
    dark = (picture < 190).astype(np.uint8)
    length = max(20, int(dpi * 0.5))
    rules = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    rules |= cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    faint = picture.copy()
    faint[rules > 0] = np.maximum(faint[rules > 0], 185)
    return faint


def with_dust(picture: Picture, scanner: Scanner, chance: np.random.Generator) -> Picture:
    """Dark specks on the paper and light ones in the ink, one to three pixels wide."""
    high, wide = picture.shape
    count = int(high * wide * scanner.dust / 10_000)
    for shade in (40, 230):
        rows, columns = chance.integers(0, high, count), chance.integers(0, wide, count)
        sides = chance.choice((1, 1, 1, 2, 2, 3), count)
        for y, x, side in zip(rows.tolist(), columns.tolist(), sides.tolist(), strict=True):
            picture[y : y + side, x : x + side] = shade
    return picture


def page_of(picture: Picture, dpi: float, scanner: Scanner) -> bytes:
    """A PDF of one page that is this picture."""
    image = Image.fromarray(picture)
    stored = io.BytesIO()
    if scanner.look == "fax":
        image.convert("1", dither=Image.Dither.NONE).save(stored, "PDF", resolution=dpi)
    else:
        image.save(stored, "PDF", resolution=dpi, quality=scanner.quality)
    return stored.getvalue()
