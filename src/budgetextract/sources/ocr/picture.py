"""A page's picture made ready for reading: even background, level lines, no speckle.

In     a grey picture and its resolution.
Out    ``Picture``: the same upright and level; ``level`` undoes nothing of the page's size.
Never  sharpen or thicken strokes: the engine was trained on pictures as they are.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from budgetextract.record import record

Grey = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

MOST_SKEW = 7.0
"""Degrees by which a sheet may lie askew."""
STROKE = 7.5
"""Points: wider than any stroke of text, narrower than shading."""
WHITE = 250.0
"""Grey level of paper after ``even``."""
DARK = 190
FAINT = 212
PAPER = 226
"""Grey levels below which there is ink: of one pixel, of five in a row, and of each of those. Paper is near 250 after
``even``, with noise that reaches down to 225."""
SPECK = 3
"""Pixels (at 200 dpi) up to which a spot is dirt."""


@record
class Picture:
    """A page's picture. ``grey``: 255 is paper. ``dpi``: pixels an inch. ``skew``: degrees it was turned to be level
    (counter-clockwise on the page as shown where positive)."""

    grey: Grey
    dpi: float
    skew: float = 0.0

    @property
    def step(self) -> float:
        """Points a pixel."""
        return 72.0 / self.dpi


def even(grey: Grey, dpi: float) -> Grey:
    """The picture on white paper: shadows and shading that change slowly are divided out."""
    import cv2

    side = max(5, round(STROKE * dpi / 72)) | 1
    paper = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    paper = cv2.blur(paper, (side, side))
    usual = float(np.median(cv2.divide(grey[::4, ::4], np.maximum(paper[::4, ::4], 1), scale=255.0)))
    # The brightest pixels around are taken for paper; on grainy paper most are darker.
    result: Grey = cv2.divide(grey, np.maximum(paper, 1), scale=255.0 * WHITE / min(WHITE, max(usual, 1.0)))
    return result


def ink(evened: Grey, dpi: float) -> Mask:
    """Where there is ink, without specks of dirt. Thin strokes (一) are as faint as noise, but five pixels together."""
    import cv2

    along = np.minimum(cv2.blur(evened, (5, 1)), cv2.blur(evened, (1, 5)))
    dark = ((evened < DARK) | ((along < FAINT) & (evened < PAPER))).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    least = max(2.0, SPECK * (dpi / 200) ** 2)
    keep = stats[:, cv2.CC_STAT_AREA] > least
    keep[0] = False
    mask: Mask = keep[labels]
    return mask


def skew_of(mask: Mask) -> float:
    """Degrees (clockwise, as lines fall to the right) by which the lines of the picture are askew.

    Rows of ink are densest when counted along the lines: ruling lines and lines of text alike. Both directions are
    counted, so that a page whose text stands upright on its side is measured as well.
    """
    ys, xs = np.nonzero(mask)
    if len(xs) < 200:
        return 0.0
    height, width = mask.shape
    all_x, all_y = (xs - width / 2).astype(np.float32), (ys - height / 2).astype(np.float32)
    reach = int(0.6 * (height + width))

    def sharpness(angle: float, cell: float, points: int) -> float:
        step = len(all_x) // points + 1
        px, py = all_x[::step], all_y[::step]
        turn = np.float32(np.tan(np.radians(angle)))
        bins = round(2 * reach / cell) + 2
        down = np.bincount(((py - px * turn + reach) / cell).astype(np.int64), minlength=bins)
        across = np.bincount(((px + py * turn + reach) / cell).astype(np.int64), minlength=bins)
        return float(np.square(np.diff(down.astype(np.float64))).sum() + np.square(np.diff(across)).sum())

    coarse = np.arange(-MOST_SKEW, MOST_SKEW + 0.01, 0.25)
    best = float(max(coarse, key=lambda angle: sharpness(float(angle), 4.0, 30_000)))
    fine = np.arange(best - 0.3, best + 0.301, 0.05)
    best = float(max(fine, key=lambda angle: sharpness(float(angle), 2.0, 60_000)))
    finest = np.arange(best - 0.06, best + 0.061, 0.01)
    return float(max(finest, key=lambda angle: sharpness(float(angle), 1.0, 200_000)))


def turned(grey: Grey, degrees: float) -> Grey:
    """The picture turned counter-clockwise about its middle, its size kept, paper where nothing was."""
    import cv2

    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), degrees, 1.0)
    result: Grey = cv2.warpAffine(
        grey, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=255
    )
    return result


def level(picture: Picture) -> Picture:
    """The picture with its background evened and its lines level."""
    evened = even(picture.grey, picture.dpi)
    angle = skew_of(ink(evened, picture.dpi))
    if abs(angle) < 0.03:
        return Picture(evened, picture.dpi)
    return Picture(turned(evened, angle), picture.dpi, angle)
