"""Where things stand, as a reader of the file would say it: part, page of the part, box on the page as shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from budgetextract.model.disclosure import Source
from budgetextract.model.document import BBox, Page


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the run of all pages: its part and number there, and how it was turned for reading."""

    part: str | None
    number: int
    width: float
    height: float
    turned: int


class Places:
    """Turns internal pages and boxes into the contract's. Internal pages count through all parts of a set."""

    def __init__(self, pages: Sequence[Page], parts: Sequence[tuple[str, int]] = ()) -> None:
        """``parts``: (file name, number of pages) in order, for a set of files; empty for one file."""
        self._sheets: dict[int, Sheet] = {}
        names = [(name, number) for name, count in parts for number in range(1, count + 1)]
        for index, page in enumerate(pages):
            part, number = names[index] if names else (None, page.number)
            self._sheets[page.number] = Sheet(part, number, page.width, page.height, page.turned)

    def page(self, number: int) -> int:
        """The page number within its file."""
        sheet = self._sheets.get(number)
        return sheet.number if sheet else max(1, number)

    def part(self, number: int) -> str | None:
        sheet = self._sheets.get(number)
        return sheet.part if sheet else None

    def box(self, number: int, box: BBox) -> BBox:
        """A box of the upright page on the page as shown, in hundredths of a point."""
        sheet = self._sheets.get(number)
        x0, top, x1, bottom = box
        if sheet is not None and sheet.turned:
            wide, high = sheet.width, sheet.height
            if sheet.turned == 90:
                x0, top, x1, bottom = top, wide - x1, bottom, wide - x0
            elif sheet.turned == 180:
                x0, top, x1, bottom = wide - x1, high - bottom, wide - x0, high - top
            else:
                x0, top, x1, bottom = high - bottom, x0, high - top, x1
        return (round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2))

    def source(self, number: int, box: BBox | None, text: str = "") -> Source:
        return Source(
            part=self.part(number),
            page=self.page(number),
            bbox=self.box(number, box) if box is not None else None,
            text=text,
        )
