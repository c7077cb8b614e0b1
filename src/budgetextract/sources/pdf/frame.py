"""How a page's user space becomes the upright page."""

from __future__ import annotations

import numpy as np

from budgetextract.record import record
from budgetextract.sources.pdf.chars import Area, Floats


@record
class Frame:
    """A quarter turn and an origin."""

    box: Area
    """left, bottom, right, top of the shown page in user space."""
    quarter: int
    """Clockwise quarter turns from user space to reading position."""

    @property
    def size(self) -> tuple[float, float]:
        left, bottom, right, top = self.box
        return (right - left, top - bottom) if self.quarter % 2 == 0 else (top - bottom, right - left)

    def upright(self, boxes: Floats) -> Floats:
        """(n, 4) left, bottom, right, top in user space to x0, top, x1, bottom of the upright page."""
        left, bottom, right, top = self.box
        x0, y0, x1, y1 = boxes[:, 0], boxes[:, 1], boxes[:, 2], boxes[:, 3]
        if self.quarter == 0:
            return np.stack([x0 - left, top - y1, x1 - left, top - y0], axis=1)
        if self.quarter == 1:
            return np.stack([y0 - bottom, x0 - left, y1 - bottom, x1 - left], axis=1)
        if self.quarter == 2:
            return np.stack([right - x1, y0 - bottom, right - x0, y1 - bottom], axis=1)
        return np.stack([top - y1, right - x1, top - y0, right - x0], axis=1)
