"""OFD (GB/T 33190), the national layout format, to pages of words and ruling lines, as a PDF gives them.

In     the bytes of a file: a zip of XML parts.
Out    ``SourceDocument``, reader "ofd"; pages that are nothing but pictures are read by OCR.
Never  resolve an entity, open an address, read a signature or an annotation (seals, stamps).
Raises EncryptedInput, DamagedInput, NoPages, LimitExceeded.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from budgetextract.errors import DamagedInput, EncryptedInput, LimitExceeded, NoPages
from budgetextract.model.document import BBox, Page, ReadProblem, Rule, SourceDocument
from budgetextract.record import record
from budgetextract.sources.ofd.page import POINTS, Objects, PageReader, numbers
from budgetextract.sources.ofd.scans import Scan, media_files, pictures, scan_of
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
    scans: list[Scan] = []
    root = package.xml("OFD.xml")
    for body in root.iterchildren("{*}DocBody"):
        place = _text(body.find("{*}DocRoot"))
        if place:
            _Document(package, _joined("", place), file_name, pages, problems, scans).read()
    if not pages:
        raise NoPages(file=file_name)
    source = SourceDocument(
        file_name=file_name,
        sha256=digest(data),
        media_type="application/ofd",
        reader="ofd",
        pages=tuple(pages),
        problems=tuple(problems),
    )
    return _recognised(source, scans, package, reading) if scans else source


def _recognised(source: SourceDocument, scans: list[Scan], package: Package, reading: Reading) -> SourceDocument:
    """``source`` with its scans read by OCR, as far as that is wanted and installed."""
    if reading.ocr == "never":
        return source
    from budgetextract.sources.ocr.engine import models
    from budgetextract.sources.ocr.scans import missing, read_pages

    if models() is None:
        lost = missing(source, [scan.number for scan in scans])
        return replace(source, problems=(*source.problems, *lost))
    return read_pages(source, pictures(scans, package, source.file_name), len(scans))


@record
class Resources:
    """What pages refer to by id: graphic units, which may hold text, and the parts of the package with pictures."""

    composites: dict[str, Any]
    media: dict[str, str]


@record(frozen=False)
class _Document:
    """One document of the package; its pages are added to ``pages``."""

    package: Package
    path: str
    file_name: str
    pages: list[Page]
    problems: list[ReadProblem]
    scans: list[Scan]

    def read(self) -> None:
        root = self.package.xml(self.path)
        common = root.find("{*}CommonData")
        box = _box(common) or A4
        templates = {
            each.get("ID", ""): self._place(each)
            for each in (common.iterchildren("{*}TemplatePage") if common is not None else ())
        }
        resources = self._resources(common, self.path, Resources({}, {}), "{*}PublicRes", "{*}DocumentRes")
        holder = root.find("{*}Pages")
        for each in holder.iterchildren("{*}Page") if holder is not None else ():
            if len(self.pages) >= MAX_PAGES:
                raise LimitExceeded(file=self.file_name, limit="pages", value=f"> {MAX_PAGES}", allowed=str(MAX_PAGES))
            self._page(self._place(each), box, templates, resources)

    def _place(self, named: Any) -> str:
        """The part that an element names; some makers count from the root of the package, or write an element."""
        place = named.get("BaseLoc") or _text(named.find("{*}BaseLoc"))
        path = _joined(self.path, place)
        return path if path in self.package else _joined("", place)

    def _resources(self, holder: Any, above: str, known: Resources, *names: str) -> Resources:
        """The resources that parts named in ``holder``, which stands in the part ``above``, add to the known ones."""
        found = Resources(dict(known.composites), dict(known.media))
        for each in holder.iterchildren(*names) if holder is not None else ():
            place = _text(each)
            places = (_joined(above, place), _joined(self.path, place), _joined("", place))
            path = next((path for path in places if path in self.package), "")
            root = self.package.xml_or_none(path)
            if root is not None:
                for unit in root.iter("{*}CompositeGraphicUnit"):
                    found.composites[unit.get("ID", "")] = unit
                found.media.update(media_files(root, path, self.package))
        return found

    def _page(
        self,
        path: str,
        box: tuple[float, float, float, float],
        templates: dict[str, str],
        resources: Resources,
    ) -> None:
        number = len(self.pages) + 1
        try:
            content = self.package.xml(path)
        except DamagedInput:
            self.problems.append(ReadProblem("page_unreadable", page=number, severity="error"))
            self.pages.append(Page(number, box[2] * POINTS, box[3] * POINTS, (), (), reader="ofd"))
            return
        box = _box(content) or box
        if content.find("{*}PageRes") is not None:
            resources = self._resources(content, path, resources, "{*}PageRes")
        reader = PageReader(box, resources.composites)
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
        page = _laid_out(reader.found, number, width, height)
        self.pages.append(page)
        if page.problem == "image_only":
            scan = scan_of(number, (width, height), reader.found.shown, resources.media)
            self.scans += [scan] if scan is not None else []


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
