"""Pages of a PDF whose text cannot be trusted, read anew from their picture.

In     the pages as the text layer gives them, the file.
Out    the same pages, those without trustworthy text read by OCR (``Page.reader`` "ocr").
Never  let a page be larger in memory than ``MOST_PIXELS``; fetch anything.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from budgetextract.model.document import ReadProblem, SourceDocument
from budgetextract.sources.ocr.picture import Grey

if TYPE_CHECKING:
    from budgetextract.model.document import Page
    from budgetextract.sources.read import Reading

A = TypeVar("A")
B = TypeVar("B")
DPI = 200.0
BEST_DPI = 300.0
"""Finer pictures are brought down to this; the engine takes no more of them."""
COARSE_DPI = 150.0
"""Below this small print is not read well."""
MOST_PIXELS = 30_000_000
"""Of one page: A3 at 300 dpi has 17 million."""
AT_ONCE = 2
"""Pages that are read side by side where there is more than one core."""
KEPT = frozenset({"", "old_ocr", "image_part"})
"""Problems of pages whose own text stands where OCR does not read them."""
WHOLE = 0.8
"""Share of the page from which one picture is the page."""


def recognised(source: SourceDocument, data: bytes, reading: Reading) -> SourceDocument:
    """``source`` with its doubtful pages read by OCR, as far as ``reading`` and what is installed allow."""
    if reading.ocr == "never":
        return source
    wanted = [page.number for page in source.pages if reading.ocr == "always" or page.problem]
    if not wanted:
        return source
    from budgetextract.sources.ocr.engine import models

    if models() is None:
        return replace(source, problems=(*source.problems, *missing(source, wanted)))
    return read_pages(source, pictures(data, source.file_name, wanted), len(wanted))


def missing(source: SourceDocument, wanted: Sequence[int]) -> list[ReadProblem]:
    """The pages that are lost without OCR; apart from them those whose own text is kept."""
    text_kept = {page.number for page in source.pages if page.problem in KEPT}
    out = []
    if lost := [number for number in wanted if number not in text_kept]:
        out.append(ReadProblem("ocr_missing", args=(("pages", page_list(lost)),), severity="error"))
    if kept := [number for number in wanted if number in text_kept]:
        out.append(ReadProblem("ocr_missing_text_kept", args=(("pages", page_list(kept)),)))
    return out


def page_list(numbers: Sequence[int]) -> str:
    """Page numbers for people: "2-5, 9"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def read_pages(source: SourceDocument, shown: Iterable[tuple[int, Grey, float]], count: int) -> SourceDocument:
    """``source`` with ``count`` pages read from their pictures: (page number, grey picture, dpi) of each."""
    from budgetextract.sources.ocr.engine import engine, threads
    from budgetextract.sources.ocr.page import read_picture
    from budgetextract.sources.pdf.page_parts import joined

    workers = min(AT_ONCE, threads(), max(1, count))
    reader = engine(max(1, threads() // workers))
    assert reader is not None, "asked for without its models"
    pages = list(source.pages)
    problems = list(source.problems)
    read: list[int] = []

    def seen(picture: tuple[int, Grey, float]) -> tuple[int, float, Page]:
        number, grey, dpi = picture
        return number, dpi, read_picture(grey, dpi, number, reader)

    for number, dpi, page in side_by_side(seen, shown, workers):
        partly = pages[number - 1].problem == "image_part"
        pages[number - 1] = joined(pages[number - 1], page) if partly else page
        read.append(number)
        if dpi < COARSE_DPI:
            problems.append(ReadProblem("page_scaled", page=number, args=(("dpi", str(round(dpi))),)))
    if read:
        problems.append(ReadProblem("page_by_ocr", args=(("pages", page_list(read)),), severity="info"))
    how = {page.reader for page in pages if page.words or page.reader == "ocr"}
    reader_name = how.pop() if len(how) == 1 else "mixed" if how else source.reader
    return replace(source, pages=tuple(pages), problems=tuple(problems), reader=reader_name)


def side_by_side(work: Callable[[A], B], items: Iterable[A], workers: int) -> Iterator[B]:
    """``work`` of each item, in order, ``workers`` of them at a time; items are drawn in this thread when needed.

    A core a page is quicker than all cores for one page after the other: a third of a page's time is no work that the
    models share. An error of one item is raised in its turn.
    """
    from concurrent.futures import Future, ThreadPoolExecutor

    waiting: deque[Future[B]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) >= workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def pictures(
    data: bytes, file_name: str, numbers: Sequence[int], *, least: float = DPI
) -> Iterator[tuple[int, Grey, float]]:
    """(page number, grey picture, dpi) of pages, one at a time, at ``least`` dots an inch or more."""
    from budgetextract.sources.pdf.opening import open_pdf

    document = open_pdf(data, file_name)
    try:
        for number in numbers:
            page = document[number - 1]
            try:
                grey, dpi = rendered(page, least)
            finally:
                page.close()
            yield number, grey, dpi
    finally:
        document.close()


def rendered(page: Any, least: float = DPI) -> tuple[Grey, float]:
    """A pdfium page as a grey picture, at the resolution of its own picture where that is better."""
    width, height = page.get_size()
    dpi = max(least, min(BEST_DPI, _own_dpi(page)))
    area = max(width, 1.0) * max(height, 1.0) / 72**2
    dpi = min(dpi, (MOST_PIXELS / area) ** 0.5)
    bitmap = page.render(scale=dpi / 72, grayscale=True, draw_annots=True)
    grey: Grey = np.array(bitmap.to_numpy(), dtype=np.uint8)
    bitmap.close()
    if grey.ndim == 3:
        grey = np.ascontiguousarray(grey[:, :, 0])
    return grey, 72 * grey.shape[1] / max(width, 1.0)


def _own_dpi(page: Any) -> float:
    """The resolution of the one picture that fills a page, 0 where there is none."""
    import pypdfium2.raw as raw

    width, height = page.get_size()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = item.get_bounds()
        if (right - left) * (top - bottom) >= WHOLE * width * height:
            pixels = max(item.get_px_size())
            return float(72 * pixels / max(right - left, top - bottom))
    return 0.0
