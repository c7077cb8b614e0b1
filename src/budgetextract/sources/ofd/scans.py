"""Pages of an OFD file that are nothing but pictures, as one picture each for OCR.

In     where pictures stand on a page, the resources that name their files.
Out    grey pictures of pages with their resolution, one at a time.
Never  leave the package: a file of a picture is one of its parts or is not there.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from math import hypot
from typing import TYPE_CHECKING, Any

from budgetextract.errors import InputError
from budgetextract.record import record
from budgetextract.sources.ofd.paths import Matrix, moved
from budgetextract.sources.packages import Package

if TYPE_CHECKING:
    from PIL.Image import Image

    from budgetextract.sources.ocr.picture import Grey

MAX_PICTURES = 100
"""Pictures of one page, in the order they are drawn; makers cut scans into strips."""
LEAST = 2.0
"""Points of the sides of a picture that can be seen."""


@record
class Shown:
    """A picture on a page: ``matrix`` puts its unit square on the page in points, ``resource`` names its file."""

    matrix: Matrix
    resource: str


@record
class Scan:
    """A page of pictures: its size in points, and the parts of the package that stand on it."""

    number: int
    width: float
    height: float
    pictures: tuple[tuple[Matrix, str], ...]


def media_files(root: Any, path: str, package: Package) -> Iterator[tuple[str, str]]:
    """(id, part of the package) of the pictures that a part of resources names."""
    folder, base = posixpath.dirname(path), _plain(root.get("BaseLoc"))
    for media in root.iter("{*}MultiMedia"):
        place = _plain(media.findtext("{*}MediaFile"))
        # Counted from the base of the resources; some makers count from the document, or from the root.
        for above in (posixpath.join(folder, base), folder, posixpath.join(folder, "Res"), base, ""):
            part = posixpath.normpath(posixpath.join(above, place)).lstrip("/")
            if place and part in package:
                yield media.get("ID", ""), part
                break


def _plain(place: str | None) -> str:
    return (place or "").strip().replace("\\", "/")


def scan_of(number: int, size: tuple[float, float], shown: Sequence[Shown], media: Mapping[str, str]) -> Scan | None:
    """The page as a scan; None where the package holds none of its pictures."""
    found = tuple((one.matrix, media[one.resource]) for one in shown if one.resource in media)
    return Scan(number, *size, found[:MAX_PICTURES]) if found else None


def pictures(scans: Sequence[Scan], package: Package, file_name: str) -> Iterator[tuple[int, Grey, float]]:
    """(page number, grey picture, dpi) of pages; a page whose pictures cannot be opened is left out."""
    for scan in scans:
        if (found := _picture(scan, package, file_name)) is not None:
            yield (scan.number, *found)


def _picture(scan: Scan, package: Package, file_name: str) -> tuple[Grey, float] | None:
    """One page put together of its pictures: where they lie on each other the darker shows, as a stamp on paper."""
    import numpy as np
    from PIL import Image, ImageChops

    from budgetextract.sources.ocr.image_files import MOST_PIXELS, grey_image
    from budgetextract.sources.ocr.scans import BEST_DPI, DPI

    page: Image.Image | None = None
    dpi = DPI
    for matrix, part in scan.pictures:
        try:
            image = grey_image(package.read(part), file_name)
        except InputError:
            continue
        if page is None:
            area = max(scan.width, 1.0) * max(scan.height, 1.0) / 72**2
            dpi = min(max(DPI, min(BEST_DPI, _own_dpi(image, matrix))), (MOST_PIXELS / area) ** 0.5)
            page = Image.new("L", (max(1, round(scan.width * dpi / 72)), max(1, round(scan.height * dpi / 72))), 255)
        placed = _placed(image, matrix, dpi / 72, page.size)
        if placed is not None:
            box, drawn = placed
            page.paste(ImageChops.darker(page.crop(box), drawn), box)
    return (np.array(page, dtype=np.uint8), dpi) if page is not None else None


def _own_dpi(image: Image, matrix: Matrix) -> float:
    """The resolution at which a picture stands on the page."""
    wide = hypot(matrix[0], matrix[1])
    return 72 * image.width / wide if wide > LEAST else 0.0


def _placed(
    image: Image, matrix: Matrix, scale: float, size: tuple[int, int]
) -> tuple[tuple[int, int, int, int], Image] | None:
    """The box of the page's pixels that a picture covers, and the picture as it is drawn there; None off the page."""
    from PIL import Image as Images

    corners = [moved(matrix, x, y) for x in (0.0, 1.0) for y in (0.0, 1.0)]
    xs, ys = [scale * x for x, _ in corners], [scale * y for _, y in corners]
    left, top = max(0, round(min(xs))), max(0, round(min(ys)))
    right, bottom = min(size[0], round(max(xs))), min(size[1], round(max(ys)))
    if right - left < LEAST or bottom - top < LEAST:
        return None
    a, b, c, d, e, f = (scale * value for value in matrix)
    whole = a * d - b * c
    if abs(whole) < 1.0:
        return None
    # From a pixel of the page back to one of the picture.
    across = (d / whole * image.width, -c / whole * image.width)
    down = (-b / whole * image.height, a / whole * image.height)
    finer = min(abs(across[0]) + abs(across[1]), abs(down[0]) + abs(down[1]))
    if finer >= 2.0:  # each pixel of the page is the mean of several
        image = image.reduce(int(finer))
        return _placed(image, matrix, scale, size)
    moves = [of_x * (left - e) + of_y * (top - f) for of_x, of_y in (across, down)]
    back = (*across, moves[0], *down, moves[1])
    drawn = image.transform(
        (right - left, bottom - top), Images.Transform.AFFINE, back, Images.Resampling.BICUBIC, fillcolor=255
    )
    return (left, top, right, bottom), drawn
