"""OFD (GB/T 33190), the national layout format, to pages of words and ruling lines, as a PDF gives them.

In     the bytes of a file: a zip of XML parts.
Out    ``SourceDocument``, reader "ofd".
Never  resolve an entity, open an address, read a signature or an annotation (seals, stamps).
Raises EncryptedInput, DamagedInput, NoPages, LimitExceeded.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any

from budgetextract.errors import DamagedInput, EncryptedInput, LimitExceeded, NoPages
from budgetextract.model.document import BBox, Page, ReadProblem, Rule, SourceDocument
from budgetextract.record import record
from budgetextract.sources.ofd.page import POINTS, Objects, PageReader, numbers
from budgetextract.sources.packages import Package, open_package

if TYPE_CHECKING:
    from budgetextract.sources.read import Reading

MAX_PAGES = 3000
A4 = (0.0, 0.0, 210.0, 297.0)
LARGEST = 20_000.0
"""Millimetres of a side of a page."""
IMAGE_SHARE = 0.3
"""Part of a page without text that pictures cover if it is a scan."""
UNNAMED = 0.3
"""Part of the glyphs without a character from which the text of a page is not to be trusted."""
_ENCRYPTED = re.compile(
    r"(?:^|/)(?:encryptions?|encryptinfo|decryptseed|encryptentries)[^/]*\.(?:xml|dat)$", re.IGNORECASE
)


def read(data: bytes, file_name: str, reading: Reading) -> SourceDocument:
    """The pages of an OFD file."""
    from budgetextract.sources.read import digest

    package = open_package(data, file_name)
    if any(_ENCRYPTED.search(name) for name in package.names):
        raise EncryptedInput(file=file_name)
    problems: list[ReadProblem] = []
    pages: list[Page] = []
    root = package.xml("OFD.xml")
    for body in root.iterchildren("{*}DocBody"):
        place = _text(body.find("{*}DocRoot"))
        if place:
            _Document(package, _joined("", place), file_name, pages, problems).read()
    if not pages:
        raise NoPages(file=file_name)
    return SourceDocument(
        file_name=file_name,
        sha256=digest(data),
        media_type="application/ofd",
        reader="ofd",
        pages=tuple(pages),
        problems=tuple(problems),
    )


@record(frozen=False)
class _Document:
    """One document of the package; its pages are added to ``pages``."""

    package: Package
    path: str
    file_name: str
    pages: list[Page]
    problems: list[ReadProblem]

    def read(self) -> None:
        root = self.package.xml(self.path)
        common = root.find("{*}CommonData")
        box = _box(common) or A4
        templates = {
            each.get("ID", ""): self._place(each)
            for each in (common.iterchildren("{*}TemplatePage") if common is not None else ())
        }
        composites = self._composites(common)
        holder = root.find("{*}Pages")
        for each in holder.iterchildren("{*}Page") if holder is not None else ():
            if len(self.pages) >= MAX_PAGES:
                raise LimitExceeded(file=self.file_name, limit="pages", value=f"> {MAX_PAGES}", allowed=str(MAX_PAGES))
            self._page(self._place(each), box, templates, composites)

    def _place(self, named: Any) -> str:
        """The part that an element names; some makers count from the root of the package, or write an element."""
        place = named.get("BaseLoc") or _text(named.find("{*}BaseLoc"))
        path = _joined(self.path, place)
        return path if path in self.package else _joined("", place)

    def _composites(self, common: Any) -> dict[str, Any]:
        """Graphic units of the resources by id; they may hold text."""
        out: dict[str, Any] = {}
        for each in common.iterchildren("{*}PublicRes", "{*}DocumentRes") if common is not None else ():
            root = self.package.xml_or_none(_joined(self.path, _text(each)))
            for unit in root.iter("{*}CompositeGraphicUnit") if root is not None else ():
                out[unit.get("ID", "")] = unit
        return out

    def _page(
        self,
        path: str,
        box: tuple[float, float, float, float],
        templates: dict[str, str],
        composites: dict[str, Any],
    ) -> None:
        number = len(self.pages) + 1
        try:
            content = self.package.xml(path)
        except DamagedInput:
            self.problems.append(ReadProblem("page_unreadable", page=number, severity="error"))
            self.pages.append(Page(number, box[2] * POINTS, box[3] * POINTS, (), (), reader="ofd"))
            return
        box = _box(content) or box
        reader = PageReader(box, composites)
        used = [each.get("TemplateID", "") for each in content.iterchildren("{*}Template")][:20]
        for name in used:
            template = self.package.xml_or_none(templates[name]) if name in templates else None
            if template is not None:
                reader.read(template)
        reader.read(content)
        width, height = box[2] * POINTS, box[3] * POINTS
        if reader.found.too_many:
            self.problems.append(ReadProblem("page_too_large", page=number, severity="error"))
            self.pages.append(Page(number, width, height, (), (), reader="ofd"))
            return
        self.pages.append(_laid_out(reader.found, number, width, height))


def _laid_out(found: Objects, number: int, width: float, height: float) -> Page:
    """The page turned upright, its characters made words."""
    import numpy as np

    from budgetextract.sources.pdf.words import build_words

    quarter = max(range(4), key=lambda k: (found.quarters[k], -k))
    turn = (4 - quarter) % 4
    """Clockwise quarter turns of the page that set its text upright."""
    boxes = [_turned(box, turn, width, height) for box in found.boxes]
    lines = [_turned(box, turn, width, height) for box in found.lines]
    wide, high = (height, width) if turn % 2 else (width, height)
    array = np.asarray(boxes, dtype=np.float64).reshape(-1, 4)
    seen = (array[:, 2] > 0) & (array[:, 0] < wide) & (array[:, 3] > 0) & (array[:, 1] < high)
    words, unknown = build_words("".join(found.text), array, seen)
    share = _share(found.pictures, width, height)
    printed = sum(found.quarters)
    problem = ""
    if unknown > UNNAMED or found.unnamed > UNNAMED * (found.unnamed + printed):
        problem = "no_unicode"
    elif not words and share > IMAGE_SHARE:
        problem = "image_only"
    return Page(
        number=number,
        width=wide,
        height=high,
        words=words,
        rules=tuple(rule for box in lines if (rule := _rule(box, wide, high)) is not None),
        turned=turn * 90,
        image_share=share,
        problem=problem,
        reader="ofd",
    )


def _turned(box: BBox, turn: int, width: float, height: float) -> BBox:
    """A box of the stored page on the page turned clockwise by quarters."""
    x0, top, x1, bottom = box
    if turn == 1:
        return (height - bottom, x0, height - top, x1)
    if turn == 2:
        return (width - x1, height - bottom, width - x0, height - top)
    if turn == 3:
        return (top, width - x1, bottom, width - x0)
    return box


def _rule(box: BBox, width: float, height: float) -> Rule | None:
    """A line as a rule, cut at the page's edges; None off the page and for dots."""
    x0, top, x1, bottom = box
    if x1 - x0 >= bottom - top:
        level, start, end = (top + bottom) / 2, max(0.0, x0), min(width, x1)
        return Rule(start, level, end, level) if end - start > 0.8 and -1 <= level <= height + 1 else None
    level, start, end = (x0 + x1) / 2, max(0.0, top), min(height, bottom)
    return Rule(level, start, level, end) if end - start > 0.8 and -1 <= level <= width + 1 else None


def _share(pictures: list[BBox], width: float, height: float) -> float:
    """Part of the page that pictures cover, overlaps counted twice, at most 1."""
    area = sum(
        max(0.0, min(x1, width) - max(x0, 0.0)) * max(0.0, min(bottom, height) - max(top, 0.0))
        for x0, top, x1, bottom in pictures
    )
    return min(1.0, area / (width * height)) if width * height > 0 else 0.0


def _box(element: Any) -> tuple[float, float, float, float] | None:
    """x, y, width, height of a page area, None where none is stated that a page can have."""
    for name in ("{*}PageArea/{*}PhysicalBox", "{*}Area/{*}PhysicalBox"):
        found = numbers(_text(element.find(name))) if element is not None else []
        if len(found) == 4 and all(0 < side <= LARGEST for side in found[2:]):
            return (found[0], found[1], found[2], found[3])
    return None


def _text(element: Any) -> str:
    return (element.text or "").strip() if element is not None else ""


def _joined(base: str, place: str) -> str:
    """A part's name from where it is named; a leading slash begins at the root of the package."""
    place = place.replace("\\", "/").strip()
    return (
        place.lstrip("/")
        if place.startswith("/")
        else posixpath.normpath(posixpath.join(posixpath.dirname(base), place))
    )
