"""A few sample pages as a scanner makes them: read by OCR, they say what the born-digital pages say."""

from __future__ import annotations

import importlib
import io
import sys
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import ModuleType

import pikepdf
import pypdfium2
import pytest
from pikepdf import Dictionary, Name

from budgetextract.model.disclosure import Disclosure
from budgetextract.pipeline import Options, extract_bytes
from budgetextract.sources.ocr.engine import models
from budgetextract.sources.read import Reading, read_source

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(models() is None, reason="rapidocr and onnxruntime are not installed")
Facts = dict[tuple[str, str, int, tuple[tuple[str, str], ...]], Decimal]


@cache
def rasterise() -> ModuleType:
    sys.path.insert(0, str(ROOT / "bench"))
    try:
        return importlib.import_module("rasterise")
    finally:
        sys.path.remove(str(ROOT / "bench"))


def pages_of(sample: str, *numbers: int) -> bytes:
    """A PDF of some pages of a sample."""
    out = io.BytesIO()
    with pikepdf.open(ROOT / "samples" / sample / f"{sample}.pdf") as whole, pikepdf.new() as part:
        for number in numbers:
            part.pages.append(whole.pages[number - 1])
        part.save(out)
    return out.getvalue()


def scanned(data: bytes, **how: object) -> bytes:
    module = rasterise()
    return bytes(module.scan_file(data, "sample", module.Scanner(**how)))


def read(data: bytes, options: Options | None = None) -> Disclosure:
    return extract_bytes(data, "sample.pdf", options)


def facts(disclosure: Disclosure) -> Facts:
    return {
        (fact.concept, fact.measure, fact.fiscal_year, tuple(sorted(fact.dimensions.items()))): Decimal(fact.value)
        for fact in (*disclosure.figures, *disclosure.staffing)
    }


def loud(disclosure: Disclosure) -> set[str]:
    """Facts in conflict, and those that a finding or a failing check names."""
    named = {fact.id for fact in (*disclosure.figures, *disclosure.staffing) if fact.status == "conflict"}
    for one in (*disclosure.findings, *(check for check in disclosure.checks if check.status == "fail")):
        named |= set(one.facts) if len(one.facts) <= 5 else set()
    return named


@pytest.mark.parametrize(
    ("sample", "page", "how"),
    [
        ("hubei", 13, {"skew": 1.5}),
        ("shanghai", 6, {"look": "grey", "seed": 4}),
        ("jiangsu", 7, {"look": "faint", "seed": 2}),
        ("final", 4, {"look": "fax", "dpi": 300}),
        ("sichuan", 8, {"seed": 3, "quality": 50}),
    ],
)
def test_a_table_page_says_the_same(sample: str, page: int, how: dict[str, object]) -> None:
    born = pages_of(sample, page)
    expected, disclosure = facts(read(born)), read(scanned(born, **how))
    found = facts(disclosure)
    missed = {key: value for key, value in expected.items() if found.get(key) != value}
    assert len(missed) <= 0.03 * len(expected), missed
    wrong = [
        fact
        for fact in disclosure.figures
        for key in [(fact.concept, fact.measure, fact.fiscal_year, tuple(sorted(fact.dimensions.items())))]
        if expected.get(key) != Decimal(fact.value)
    ]
    named = loud(disclosure)
    assert [fact for fact in wrong if fact.id not in named] == [], "a wrong figure that nothing tells"


def without_unicode(data: bytes) -> bytes:
    """The same pages in fonts that name no characters."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, Dictionary) and "/ToUnicode" in item:
                del item["/ToUnicode"]
        pdf.save(out)
    return out.getvalue()


def with_old_layer(data: bytes) -> bytes:
    """A scan with an earlier recognition behind its picture, all wrong."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        text = b"BT /Old 9 Tf 3 Tr 60 500 Td " + b"(999.99 888.88 777.77) Tj 0 -20 Td " * 12 + b"ET"
        for page in pdf.pages:
            page.Resources.Font = Dictionary(Old=font)
            page.contents_add(text)
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("spoilt", [without_unicode, lambda data: with_old_layer(scanned(data))])
def test_the_picture_counts_where_the_text_layer_is_rubbish(spoilt: Callable[[bytes], bytes]) -> None:
    born = pages_of("hubei", 18)
    disclosure, expected = read(spoilt(born)), facts(read(born))
    assert len(expected) > 10
    assert facts(disclosure) == expected
    assert disclosure.document.reader == "ocr"


def test_an_old_layer_is_kept_with_a_warning_where_ocr_is_not_wanted() -> None:
    disclosure = read(with_old_layer(scanned(pages_of("hubei", 18))), Options(ocr="never"))
    assert [issue.severity for issue in disclosure.issues if issue.code == "old_ocr"] == ["warning"]


def test_sources_say_ocr_and_how_sure() -> None:
    disclosure = read(scanned(pages_of("hubei", 18)))
    assert disclosure.document.reader == "ocr"
    assert disclosure.figures
    for fact in disclosure.figures:
        for mention in fact.mentions:
            assert mention.source.reader == "ocr"
            assert mention.source.confidence is not None
            assert 0 < mention.source.confidence <= 1


def test_every_other_page_a_picture() -> None:
    """Page by page: only the pictures are read by OCR, and a page upside down is turned."""
    born = pages_of("hunan", 6, 7, 7)
    mixed = read(scanned(born, look="mixed"))
    assert mixed.document.reader == "mixed"
    readers = {mention.source.page: mention.source.reader for fact in mixed.figures for mention in fact.mentions}
    assert "mixed" not in readers.values()
    assert readers[1] in ("pdf", "pdfium")
    assert readers[2] == "ocr"


def test_a_page_upside_down() -> None:
    born = pages_of("hunan", 7, 7, 7)  # the third page of a turned scan is upside down
    with pikepdf.open(io.BytesIO(scanned(born, look="turned"))) as whole, pikepdf.new() as part:
        part.pages.append(whole.pages[2])
        out = io.BytesIO()
        part.save(out)
    found = facts(read(out.getvalue()))
    expected = facts(read(pages_of("hunan", 7)))
    assert {key: found.get(key) for key in expected} == expected


def test_a_table_pasted_as_a_picture_is_read_beside_the_text() -> None:
    with pikepdf.open(io.BytesIO(pages_of("hubei", 13))) as table:
        page = pypdfium2.PdfDocument(io.BytesIO(pages_of("hubei", 13)))[0]
        picture = page.render(scale=150 / 72).to_pil().convert("L")
        stored = io.BytesIO()
        picture.crop((0, picture.height // 9, picture.width, picture.height)).save(stored, "JPEG")
        image = table.make_stream(stored.getvalue(), Type=Name.XObject, Subtype=Name.Image, Filter=Name.DCTDecode)
        image.Width, image.Height = picture.width, picture.height - picture.height // 9
        image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        text = "BT /F1 10 Tf 60 540 Td " + "(Budget of an invented department, 2024: 1,234.56) Tj 0 -14 Td " * 4 + "ET "
        wide, high = page.get_size()
        whole = pikepdf.new()
        whole.add_blank_page(page_size=(wide, high))
        whole.pages[0].Resources = whole.copy_foreign(
            table.make_indirect(Dictionary(Font=Dictionary(F1=font), XObject=Dictionary(P=image)))
        )
        whole.pages[0].Contents = whole.make_stream(f"{text} q {wide} 0 0 {0.82 * high} 0 0 cm /P Do Q".encode())
        out = io.BytesIO()
        whole.save(out)
    (read_back,) = read_source(out.getvalue(), "sample.pdf", Reading()).pages
    words = [word.text for word in read_back.words]
    assert words.count("1,234.56") == 4, "the text layer stays"
    assert "406.62" in words


def test_without_ocr_the_pages_are_reported() -> None:
    born = pages_of("hunan", 6, 7, 7)
    disclosure = read(scanned(born, look="mixed"), Options(ocr="never"))
    assert [(issue.code, issue.source.page) for issue in disclosure.issues if issue.code == "image_only"] == [
        ("image_only", 2)
    ]
